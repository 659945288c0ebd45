//! The harness tried on a toy rule: a fixture without expectations gets them, passes then, and a wrong one fails.

use apiproof::internals::{Check, Findings, Page, Rule};
use apiproof::{Edit, FixAvailability, Level, RuleMeta, Severity, Span, Strength};

use super::case;
use super::fixture::Fixture;

/// Flags every `teh`.
static TOY: Rule = Rule {
    meta: RuleMeta {
        id: "toy/teh",
        docs: "",
        severity: Severity::Warning,
        level: Level::Strict,
        fix: FixAvailability::Safe,
        needs: Strength::Told,
    },
    checks: &[Check::Document(check)],
};

fn check(page: &Page<'_>, findings: &mut Findings<'_>) {
    for (at, word) in page.source.text().match_indices("teh") {
        let span = Span::new(at, at + word.len());
        findings.report(span, "`teh`; expected `the`").safe_fix("swap", vec![Edit::replace(span, "the")]);
    }
}

const BARE: &str = "# toy/teh\n\n## Two of them\n\nWords.\n\n````markdown\n# Über teh\n\n```\nteh\n```\n````\n
## Not at this level\n\n````markdown\nteh\n````\n\n````toml\nlevel = \"default\"\n````\n\n````fixed\nold\n````\n\nEnd.\n";

const FULL: &str = "# toy/teh\n\n## Two of them\n\nWords.\n\n````markdown\n# Über teh\n\n```\nteh\n```\n````\n
````diagnostics\n1:8-1:11 warning: `teh`; expected `the`\n4:1-4:4 warning: `teh`; expected `the`\n````\n
````fixed\n# Über the\n\n```\nthe\n```\n````\n
## Not at this level\n\n````markdown\nteh\n````\n\n````toml\nlevel = \"default\"\n````\n\n````diagnostics\n````\n\nEnd.\n";

/// Writes the expectations of [`BARE`] and checks the result.
pub(crate) fn run() -> Result<(), String> {
    let fixture = Fixture::parse(BARE)?;
    let expected =
        fixture.cases.iter().map(|found| case::actual(&TOY, found)).collect::<Result<Vec<_>, _>>()?;
    let written = fixture.rewrite(BARE, &expected);
    if written != FULL {
        return Err(format!("rewritten as\n{written}"));
    }
    Fixture::parse(&written)?.cases.iter().try_for_each(|found| case::check(&TOY, found))?;
    let wrong = Fixture::parse(&written.replace("4:1-4:4", "4:2-4:4"))?;
    match case::check(&TOY, &wrong.cases[0]) {
        Err(error) if error.contains("findings differ") => Ok(()),
        other => Err(format!("a wrong expectation gives {other:?}")),
    }
}
