//! Descriptions of the API and configurations, each with pages that are under it.

use apiproof::{CheckOptions, Checker, Level, MemorySystem, Problem, ProblemKind, RunReport};

use super::page::{self, PAGE};
use super::{Holds, ensure, finding};

/// What separates a description from the page after it.
pub(crate) const SEPARATOR: &[u8] = b"\n=====\n";

/// A page that shows what a description may describe, for descriptions that come without one.
const SHOWN: &str = "# Parcels\n\n## Request\n\n```http\nPOST https://api.parcelo.example/v1/parcels/7?expand=van HTTP/1.1\n\
    Content-Type: application/json\n\n{ \"id\": 7, \"state\": \"sent\", \"van\": { \"id\": null, \"wheels\": [1] } }\n```\n\n\
    ## Response\n\n```http\nHTTP/1.1 200 OK\nContent-Type: application/json\n\n\
    { \"@odata.type\": \"parcelo.parcel\", \"id\": \"7\", \"state\": \"snt\", \"value\": [{ \"kilos\": 1.5 }] }\n```\n";

/// A description of the API, and a page with examples of it.
pub(crate) fn schema(bytes: &[u8]) -> Holds {
    let (description, page) = divided(bytes);
    let name = name_for(description);
    let system = MemorySystem::new("/w".into()).with(name, description).with(PAGE, page);
    let builder = Checker::builder("/w").system(system).level(Level::Pedantic).schemas([name]);
    let checker = builder.build().map_err(|problems| format!("{problems:?}"))?;
    page::holds(&checker, page)?;
    problems_hold(&checker)
}

/// A description of the API as a page: its own examples are checked.
pub(crate) fn description(bytes: &[u8]) -> Holds {
    let name = name_for(bytes);
    let system = MemorySystem::new("/w".into()).with(name, bytes);
    let checker = Checker::builder("/w").system(system).level(Level::Pedantic).build();
    let checker = checker.map_err(|problems| format!("{problems:?}"))?;
    let report = checker.check(&[name.into()], &CheckOptions::default());
    run_holds(&report)
}

/// A configuration, and a page that is under it.
pub(crate) fn config(bytes: &[u8]) -> Holds {
    let (configuration, page) = divided(bytes);
    let system = MemorySystem::new("/w".into()).with("/w/apiproof.toml", configuration).with(PAGE, page);
    let checker =
        Checker::builder("/w").system(system).build().map_err(|problems| format!("{problems:?}"))?;
    page::holds(&checker, page)?;
    problems_hold(&checker)
}

fn divided(bytes: &[u8]) -> (&[u8], &[u8]) {
    let at = bytes.windows(SEPARATOR.len()).position(|window| window == SEPARATOR);
    at.map_or((bytes, SHOWN.as_bytes()), |at| (&bytes[..at], &bytes[at + SEPARATOR.len()..]))
}

/// The name that a description has by its first mark.
fn name_for(description: &[u8]) -> &'static str {
    match description.iter().find(|byte| !byte.is_ascii_whitespace()) {
        Some(b'<') => "/w/api.xml",
        Some(b'{' | b'[') => "/w/api.json",
        _ => "/w/api.yaml",
    }
}

/// What is said about files other than pages is one line each, and no fault of our own.
fn problems_hold(checker: &Checker) -> Holds {
    checker.problems().iter().chain(&checker.warnings()).try_for_each(problem_holds)
}

fn problem_holds(problem: &Problem) -> Holds {
    ensure(problem.kind != ProblemKind::Internal && is_line(&problem.message), || format!("{problem:?}"))
}

/// What must hold of a run over any files.
pub(crate) fn run_holds(report: &RunReport) -> Holds {
    report.problems.iter().try_for_each(problem_holds)?;
    for file in &report.files {
        let text = file.source.text();
        file.findings.iter().try_for_each(|it| finding::holds(it, text))?;
    }
    Ok(())
}

fn is_line(words: &str) -> bool {
    !words.contains(['\n', '\r'])
}
