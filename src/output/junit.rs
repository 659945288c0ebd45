//! `junit`: a test case for each example that was checked.
//!
//! Errors and warnings of an example are its one failure, since some readers show only the first; information is its
//! output. Names hold no line numbers: test histories are kept by name. Findings outside of examples are a case of
//! their page.

use std::collections::HashMap;
use std::io::{self, Write};

use super::examples::{holder, title};
use super::neutral::{self, xml::xml};
use super::place::{Paths, Range, Unit};
use super::ranked::{Ranked, all};
use crate::diagnostic::Severity;
use crate::engine::{InspectedExample, RunReport};

/// As much of a name as is worth showing, in characters.
const NAME: usize = 120;

/// The tests of a page.
#[derive(Default)]
struct Suite<'r> {
    cases: Vec<Case<'r>>,
}

struct Case<'r> {
    name: String,
    found: Vec<Ranked<'r>>,
}

impl Case<'_> {
    fn fails(&self) -> bool {
        self.found.iter().any(|ranked| ranked.finding.severity > Severity::Info)
    }
}

impl Suite<'_> {
    fn failures(&self) -> usize {
        self.cases.iter().filter(|case| case.fails()).count()
    }
}

/// Writes one document; it has at least one test.
pub(super) fn write(run: &RunReport, paths: &Paths, out: &mut dyn Write) -> io::Result<()> {
    let suites = suites(run);
    let tests: usize = suites.iter().map(|(_, suite)| suite.cases.len()).sum();
    let failures: usize = suites.iter().map(|(_, suite)| suite.failures()).sum();
    writeln!(
        out,
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites name=\"apiproof\" tests=\"{}\" failures=\"{failures}\" \
         errors=\"0\">",
        tests.max(1)
    )?;
    if tests == 0 {
        writeln!(
            out,
            "  <testsuite name=\"apiproof\" tests=\"1\" failures=\"0\" errors=\"0\">\n    <testcase name=\"no examples\" \
             classname=\"apiproof\"/>\n  </testsuite>"
        )?;
    }
    for (path, suite) in &suites {
        write_suite(&xml(&paths.below_root(path)), suite, out)?;
    }
    writeln!(out, "</testsuites>")
}

fn write_suite(path: &str, suite: &Suite<'_>, out: &mut dyn Write) -> io::Result<()> {
    let (tests, failures) = (suite.cases.len(), suite.failures());
    writeln!(
        out,
        "  <testsuite name=\"{path}\" tests=\"{tests}\" failures=\"{failures}\" errors=\"0\" file=\"{path}\">"
    )?;
    for case in &suite.cases {
        let name = xml(&case.name);
        let Some(first) = case.found.first() else {
            writeln!(out, "    <testcase name=\"{name}\" classname=\"{path}\"/>")?;
            continue;
        };
        writeln!(out, "    <testcase name=\"{name}\" classname=\"{path}\">")?;
        let text: Vec<_> = case.found.iter().map(|ranked| xml(&told(ranked))).collect();
        let text = text.join("\n");
        if case.fails() {
            let worst = case.found.iter().max_by_key(|ranked| ranked.finding.severity).unwrap_or(first);
            let (kind, message) = (xml(worst.finding.rule.id), xml(&worst.message()));
            writeln!(out, "      <failure type=\"{kind}\" message=\"{message}\">{text}</failure>")?;
        } else {
            writeln!(out, "      <system-out>{text}</system-out>")?;
        }
        writeln!(out, "    </testcase>")?;
    }
    writeln!(out, "  </testsuite>")
}

/// A finding on a line of its own.
fn told(ranked: &Ranked<'_>) -> String {
    let (source, finding) = (&ranked.file.source, ranked.finding);
    let at = Range::new(source, finding.primary.span, Unit::CodePoints).start;
    format!(
        "line {}, column {}: {}[{}] {}",
        at.line,
        at.column,
        finding.severity,
        finding.rule.id,
        ranked.message()
    )
}

/// The pages by path, each with its examples and the findings on them.
fn suites(run: &RunReport) -> Vec<(&str, Suite<'_>)> {
    let mut suites: Vec<(&str, Suite<'_>)> = Vec::with_capacity(run.pages.len());
    let mut index: HashMap<&str, usize> = HashMap::new();
    for page in &run.pages {
        index.insert(&page.path, suites.len());
        let names = names(&page.examples);
        let cases = names.into_iter().map(|name| Case { name, found: Vec::new() }).collect();
        suites.push((&page.path, Suite { cases }));
    }
    let examples: Vec<_> = run.pages.iter().map(|page| page.examples.as_slice()).collect();
    for ranked in all(run) {
        let path = ranked.file.source.path();
        let at = *index.entry(path).or_insert_with(|| {
            suites.push((path, Suite::default()));
            suites.len() - 1
        });
        let line = ranked.file.source.line(ranked.finding.primary.span.start);
        let known = examples.get(at).copied().unwrap_or_default();
        let cases = &mut suites[at].1.cases;
        match holder(known, line) {
            Some(example) => cases[example].found.push(ranked),
            None if cases.len() > known.len() => cases[known.len()].found.push(ranked),
            None => cases.push(Case { name: "page".to_owned(), found: vec![ranked] }),
        }
    }
    suites.sort_by_key(|(path, _)| *path);
    suites
}

/// A name for each example: what it is and how it begins; equal ones are numbered.
fn names(examples: &[InspectedExample]) -> Vec<String> {
    let mut seen: HashMap<String, usize> = HashMap::new();
    let named = examples.iter().map(|example| {
        let name = neutral::message(&title(example), NAME).into_owned();
        let count = seen.entry(name.clone()).or_default();
        *count += 1;
        if *count == 1 { name } else { format!("{name} ({count})") }
    });
    named.collect()
}
