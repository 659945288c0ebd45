//! `schema/write-only-property`.

use crate::conformance::Page;
use crate::rules::conformity::{self, Fact, Saying};
use crate::rules::{Findings, quote};
use crate::schema::ViolationKind;

declare_rule! {
    /// A response shows a property that the service never returns.
    ///
    /// ## What it finds
    ///
    /// A member of a response body whose description says that it is only written, such as a password.
    ///
    /// ## Why it matters
    ///
    /// A reader waits for a value that never comes; and the example teaches that secrets are sent back.
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
    /// ## How to mend it
    ///
    /// Remove the property from the response.
    "schema/write-only-property": Warning, Default, fix None;
    Document(check)
}

fn check(page: &Page<'_>, findings: &mut Findings<'_>) {
    conformity::report(page, findings, say);
}

fn say(fact: Fact<'_, '_>) -> Option<Saying> {
    let ViolationKind::WriteOnly { name } = fact.kind else { return None };
    let message = format!("the response shows {}, which the service never returns", quote::code(name));
    Some(Saying::new(fact.key_span(), message))
}
