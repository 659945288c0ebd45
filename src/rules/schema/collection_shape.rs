//! `schema/collection-shape`.

use crate::conformance::Page;
use crate::rules::conformity::{self, Fact, ViolationMessage};
use crate::rules::{Findings, quote};
use crate::schema::ViolationKind;

declare_rule! {
    /// A collection where a single value is expected, or the reverse.
    ///
    /// ## What it finds
    ///
    /// A body that is a single object where annotation or schema say that it is a collection, a collection where they
    /// say that it is one object, and the same of properties. The forms that a collection has (an array, or an object
    /// with the array under `value`) are both accepted.
    ///
    /// ## Why it matters
    ///
    /// The reader writes a loop that never runs, or omits one that is needed.
    ///
    /// ## Example
    ///
    /// ```json
    /// { "stops": { "city": "Lyon" } }
    /// ```
    ///
    /// should be
    ///
    /// ```json
    /// { "stops": [{ "city": "Lyon" }] }
    /// ```
    ///
    /// ## How to fix it
    ///
    /// Add brackets around the value, or remove them; or correct the annotation.
    "schema/collection-shape": Error, Default, fix None;
    Document(check)
}

fn check(page: &Page<'_>, findings: &mut Findings<'_>) {
    conformity::report(page, findings, say);
}

fn say(fact: Fact<'_, '_>) -> Option<ViolationMessage> {
    let ViolationKind::CollectionShape { collection } = fact.kind else { return None };
    // The collection of an OData answer stands under `value`.
    let root = fact.cx.tree.root();
    let is_body = !fact.is_described()
        && root.is_some_and(|root| {
            fact.node == root || fact.cx.tree.member(root, "value", fact.cx.text()) == Some(fact.node)
        });
    let subject = if is_body { "the body".to_owned() } else { fact.subject() };
    let of = fact.type_name().filter(|name| subject == "the body" && !name.contains(' '));
    let message = match (collection, of) {
        (true, Some(name)) => {
            format!("the body must be a collection of {}, but is a single value", quote::long_code(name))
        }
        (true, None) => format!("{subject} must be a collection, but is a single value"),
        (false, Some(name)) => {
            format!("the body must be a single {}, but is a collection", quote::long_code(name))
        }
        (false, None) => format!("{subject} must be a single value, but is a collection"),
    };
    Some(ViolationMessage::new(fact.value_span(), message))
}
