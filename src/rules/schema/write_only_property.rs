//! `schema/write-only-property`.

use crate::conformance::Page;
use crate::rules::conformity::{self, Fact, ViolationMessage};
use crate::rules::{Findings, quote};
use crate::schema::ViolationKind;

declare_rule! {
    /// A write-only property in a response.
    ///
    /// ## What it finds
    ///
    /// A member of a response body that the description marks as write-only, such as a password.
    ///
    /// ## Why it matters
    ///
    /// A reader expects a value that is never sent, and the example suggests that secrets are returned.
    ///
    /// ## Example
    ///
    /// ```json
    /// { "id": "acc_9", "password": "s3cret" }
    /// ```
    ///
    /// should be
    ///
    /// ```json
    /// { "id": "acc_9" }
    /// ```
    ///
    /// ## How to fix it
    ///
    /// Remove the property from the response.
    "schema/write-only-property": Warning, Default, fix None;
    Document(check)
}

fn check(page: &Page<'_>, findings: &mut Findings<'_>) {
    conformity::report(page, findings, say);
}

fn say(fact: Fact<'_, '_>) -> Option<ViolationMessage> {
    let ViolationKind::WriteOnly { name } = fact.kind else { return None };
    let message = format!("write-only property {} is not allowed in a response", quote::code(name));
    Some(ViolationMessage::new(fact.key_span(), message))
}
