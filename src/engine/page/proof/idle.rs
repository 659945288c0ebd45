//! Fixes that are not safe and leave as much wrong in a body as there was: nobody is offered them.
//!
//! Each is tried alone. What it uncovers was there before, so hidden faults count as well.

use super::offers::Offers;
use crate::diagnostic::{Applicability, Diagnostic};
use crate::extract::{Example, ParsedPage};
use crate::syntax::json::JsonTree;

/// The group of the rules about the syntax of JSON, whose faults can be counted.
const SYNTAX: &str = "json";

/// No more fixes of a page are tried.
const MOST: usize = 64;

/// Takes the fixes that do nothing from the findings of a page. `read` shows an example as it is with fixes; `None` if they
/// could change where it ends.
pub(super) fn withdraw(
    page: &ParsedPage<'_>,
    findings: &mut [Diagnostic],
    read: impl Fn(&Offers<'_>, &dyn Fn(Option<&Example<'_>>) -> bool) -> Option<bool>,
) {
    let is_unsafe = |finding: &&mut Diagnostic| {
        let fix = finding.fix.as_ref();
        finding.rule.group() == SYNTAX && fix.is_some_and(|fix| fix.applicability == Applicability::Unsafe)
    };
    for finding in findings.iter_mut().filter(is_unsafe).take(MOST) {
        let Some(offers) = Offers::alone(page, finding) else { continue };
        let before = left(&page.examples[offers.example]);
        let is_idle = |after: Option<&Example<'_>>| after.is_some_and(|after| left(after) >= before);
        if read(&offers, &is_idle) == Some(true) {
            finding.fix = None;
        }
    }
}

/// What is wrong in the bodies of an example, and what else is in them that JSON does not know.
fn left(example: &Example<'_>) -> (usize, usize) {
    let trees = || example.bodies().filter_map(|(_, body)| body.json.as_ref());
    (trees().map(JsonTree::faults).sum(), trees().map(|tree| tree.issues.len()).sum())
}
