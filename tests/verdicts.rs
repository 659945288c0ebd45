//! What is said, and left unsaid, about a body whose type the documentation describes: the cases of `tests/verdicts`,
//! held against every rule at the default level. The format is that of the rules' fixtures (see [`harness`]), but for
//! two things: a line of `diagnostics` names the rule, and a case without descriptions is held against those of the
//! first one. `UPDATE_FIXTURES=1` rewrites the `diagnostics`.

#[allow(dead_code, reason = "shared with the tests of the rules")]
mod harness;
mod invariants;

use std::fs;
use std::path::{Path, PathBuf};

use apiproof::Level;
use apiproof::internals::{REGISTRY, Rule};
use harness::fixture::{Case, Expectation, Fixture};
use harness::run::{Setting, Shown};
use harness::{case, run};

#[test]
fn bodies_of_documented_types() {
    let path = folder().join("resource-pages.md");
    let text = fs::read_to_string(&path).unwrap();
    let fixture = Fixture::parse(&text).unwrap();
    let found: Vec<_> = fixture.cases.iter().map(|case| verdict(&fixture, case)).collect();
    if std::env::var_os("UPDATE_FIXTURES").is_some_and(|value| value != "0") {
        let expected =
            found.into_iter().map(|diagnostics| Expectation { diagnostics, fixed: None }).collect::<Vec<_>>();
        fs::write(&path, fixture.rewrite(&text, &expected)).unwrap();
        return;
    }
    for (case, found) in fixture.cases.iter().zip(&found) {
        let expected = case.diagnostics.as_ref().expect("a `diagnostics` block");
        assert_eq!(&expected.text, found, "{}", case.title);
    }
}

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/verdicts")
}

/// Every finding about the page of a case, one a line.
fn verdict(fixture: &Fixture, case: &Case) -> String {
    let described = if case.schemas.is_empty() { &fixture.cases[0] } else { case };
    let setting: Setting =
        case::setting(described).expect("descriptions that can be read").at(Level::Default);
    let source = run::page(&case.page.text);
    let rules: Vec<&'static Rule> = REGISTRY.to_vec();
    let line = |finding| {
        let shown = Shown::new(finding, &source).line();
        let (place, words) = shown.split_once(": ").expect("place and severity, then the message");
        format!("{place} {}: {words}", finding.rule.id)
    };
    run::findings(&rules, &source, &setting).iter().map(line).collect()
}
