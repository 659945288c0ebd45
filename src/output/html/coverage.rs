//! Which examples were held against what, and why others were not.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use super::words::{grouped, percent, pieces};
use crate::engine::{InspectedExample, InspectedPage, InspectedSchema, RunReport};
use crate::output::examples::title;
use crate::output::neutral;

/// More types or reasons than this are counted together.
const MAX_ROWS: usize = 100;
/// As much of a type's name or a start line as is shown, in characters.
const NAME: usize = 100;

/// What stands for a schema that its description gives no name.
const UNNAMED: &str = "a schema without a name";

/// What became of an example.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Outcome {
    Checked,
    UnknownType,
    NotCovered,
    NoBody,
}

impl Outcome {
    const ALL: [Self; 4] = [Self::Checked, Self::UnknownType, Self::NotCovered, Self::NoBody];

    fn of(schemas: &[Option<InspectedSchema>]) -> Self {
        let words = || schemas.iter().flatten().map(|schema| schema.coverage);
        match () {
            () if words().any(|word| word == "checked") => Self::Checked,
            () if words().any(|word| word == "unknown-type") => Self::UnknownType,
            () if words().next().is_some() => Self::NotCovered,
            () => Self::NoBody,
        }
    }

    pub(super) fn class(self) -> &'static str {
        match self {
            Self::Checked => "checked",
            Self::UnknownType => "unknown",
            Self::NotCovered => "uncovered",
            Self::NoBody => "bodiless",
        }
    }

    /// The outcome in a word or two.
    pub(super) fn word(self) -> &'static str {
        match self {
            Self::Checked => "checked",
            Self::UnknownType => "of an unknown type",
            Self::NotCovered => "not covered",
            Self::NoBody => "without JSON",
        }
    }

    pub(super) fn words(self) -> &'static str {
        match self {
            Self::Checked => "checked against a schema",
            Self::UnknownType => "not covered: no schema knows the type",
            Self::NotCovered => "not covered by a schema",
            Self::NoBody => "without a JSON body",
        }
    }
}

pub(super) struct Coverage {
    pub(super) title: String,
    pub(super) parts: Vec<Part>,
    pub(super) types: Vec<Row>,
    pub(super) reasons: Vec<Row>,
}

pub(super) struct Part {
    pub(super) outcome: Outcome,
    pub(super) count: String,
    pub(super) percent: String,
    /// In thousandths of all.
    pub(super) share: usize,
}

pub(super) struct Row {
    pub(super) name: String,
    pub(super) source: String,
    pub(super) count: usize,
}

impl Coverage {
    /// The counts are those of the summary of other formats, which are of bodies.
    pub(super) fn new(run: &RunReport) -> Self {
        let examples = || run.pages.iter().flat_map(|page| &page.examples);
        let total = run.stats.json_bodies;
        let schemas = || examples().flat_map(|example| example.schemas.iter().flatten());
        let unknown = schemas().filter(|schema| schema.coverage == "unknown-type").count();
        let unknown = unknown.min(run.stats.not_covered());
        let counts = [
            (Outcome::Checked, run.stats.schema_checked),
            (Outcome::UnknownType, unknown),
            (Outcome::NotCovered, run.stats.not_covered() - unknown),
        ];
        let parts = counts.into_iter().filter(|(_, count)| *count > 0).map(|(outcome, count)| Part {
            outcome,
            count: grouped(count),
            percent: percent(count, total),
            share: count * 1000 / total.max(1),
        });
        let mut types: BTreeMap<(String, String), usize> = BTreeMap::new();
        let mut reasons: BTreeMap<(String, String), usize> = BTreeMap::new();
        for schema in schemas() {
            let name = schema.type_name.as_deref().filter(|name| !name.is_empty());
            let name = neutral::message(name.unwrap_or(UNNAMED), NAME).into_owned();
            if schema.coverage == "checked" {
                let source = neutral::neutral(schema.source.as_deref().unwrap_or_default()).into_owned();
                *types.entry((name, source)).or_default() += 1;
            } else if schema.coverage == "unknown-type" {
                *reasons.entry((format!("no schema knows the type {name}"), String::new())).or_default() += 1;
            } else if let Some(reason) = &schema.reason {
                *reasons.entry((neutral::message(reason, NAME).into_owned(), String::new())).or_default() +=
                    1;
            }
        }
        Self {
            title: match total {
                1 => "What the JSON body was checked against".to_owned(),
                _ => format!("What the {} JSON bodies were checked against", grouped(total)),
            },
            parts: parts.collect(),
            types: rows(types),
            reasons: rows(reasons),
        }
    }
}

/// Most first; the rest in one row.
fn rows(counts: BTreeMap<(String, String), usize>) -> Vec<Row> {
    let mut rows: Vec<_> =
        counts.into_iter().map(|((name, source), count)| Row { name, source, count }).collect();
    rows.sort_by_key(|row| Reverse(row.count));
    if rows.len() > MAX_ROWS {
        let rest = rows.split_off(MAX_ROWS);
        let count = rest.iter().map(|row| row.count).sum();
        rows.push(Row { name: format!("{} others", rest.len()), source: String::new(), count });
    }
    rows
}

/// What became of every example of a page.
#[derive(askama::Template)]
#[template(path = "coverage.html")]
pub(super) struct PageCoverage {
    pieces: Vec<String>,
    parts: Vec<(Outcome, usize)>,
    examples: Vec<ExampleCoverage>,
}

struct ExampleCoverage {
    line: u32,
    title: String,
    outcome: Outcome,
    /// The outcome in words: nobody has to tell colours apart.
    said: String,
}

pub(super) fn page(page: &InspectedPage) -> PageCoverage {
    let examples: Vec<_> = page.examples.iter().map(example).collect();
    let count = |outcome| examples.iter().filter(|example| example.outcome == outcome).count();
    let parts = Outcome::ALL.into_iter().map(|outcome| (outcome, count(outcome)));
    PageCoverage {
        pieces: pieces(&page.path),
        parts: parts.filter(|(_, count)| *count > 0).collect(),
        examples,
    }
}

fn example(example: &InspectedExample) -> ExampleCoverage {
    let outcome = Outcome::of(&example.schemas);
    let mut names = example.schemas.iter().flatten().filter_map(|schema| schema.type_name.as_deref());
    let name = names.find(|name| !name.is_empty());
    let said = match (outcome, name) {
        (Outcome::Checked, Some(name)) => format!("as {name}"),
        (Outcome::UnknownType, Some(name)) => format!("no schema knows {name}"),
        (Outcome::NotCovered, _) => example.schema_reason.as_deref().unwrap_or(outcome.word()).to_owned(),
        _ => outcome.word().to_owned(),
    };
    ExampleCoverage {
        line: example.line,
        title: neutral::message(&title(example), NAME).into_owned(),
        outcome,
        said: neutral::message(&said, NAME).into_owned(),
    }
}
