//! `schema/constraint`.

use crate::extract::Page;
use crate::rules::Findings;
use crate::rules::conformity::{self, Fact, Saying};
use crate::schema::ViolationKind;
use crate::syntax::json::NodeKind;

declare_rule! {
    /// A value breaks a limit of its property.
    ///
    /// ## What it finds
    ///
    /// A string that is too long or does not match its pattern, a number out of its range, an array with too few, too
    /// many or equal elements.
    ///
    /// ## Why it matters
    ///
    /// The service refuses the value that the example shows.
    ///
    /// ## Example
    ///
    /// ```json
    /// { "weight": -1 }
    /// ```
    ///
    /// should be
    ///
    /// ```json
    /// { "weight": 2.4 }
    /// ```
    ///
    /// ## How to mend it
    ///
    /// Write a value within the limits.
    "schema/constraint": Warning, Default, fix None;
    Document(check)
}

fn check(page: &Page<'_>, findings: &mut Findings<'_>) {
    conformity::report(page, findings, say);
}

fn say(fact: Fact<'_, '_>) -> Option<Saying> {
    let ViolationKind::Constraint { required } = fact.kind else { return None };
    let is_container = matches!(fact.cx.tree.node(fact.node).kind, NodeKind::Object | NodeKind::Array);
    let found = if is_container { String::new() } else { format!("{} breaks a limit: ", fact.written()) };
    let required = required.trim_end_matches('.');
    Some(Saying::new(fact.value_span(), format!("{found}{} {required}", fact.subject())))
}
