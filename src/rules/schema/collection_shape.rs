//! `schema/collection-shape`.

use crate::conformance::Page;
use crate::rules::conformity::{self, Fact, Saying};
use crate::rules::{Findings, quote};
use crate::schema::ViolationKind;

declare_rule! {
    /// A collection stands where one value belongs, or the reverse.
    ///
    /// ## What it finds
    ///
    /// A body that is a single object where annotation or schema say that it is a collection, a collection where they
    /// say that it is one object, and the same of properties. The forms that a collection has (an array, or an object
    /// with the array under `value`) are both accepted.
    ///
    /// ## Why it matters
    ///
    /// The reader reads the answer with a loop that never runs, or without the one that is needed.
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
    /// ## How to mend it
    ///
    /// Write brackets around the value, or take them away; or correct the annotation.
    "schema/collection-shape": Error, Default, fix None;
    Document(check)
}

fn check(page: &Page<'_>, findings: &mut Findings<'_>) {
    conformity::report(page, findings, say);
}

fn say(fact: Fact<'_, '_>) -> Option<Saying> {
    let ViolationKind::CollectionShape { collection } = fact.kind else { return None };
    // The collection of an OData answer stands under `value`.
    let root = fact.cx.tree.root();
    let is_body = root.is_some_and(|root| {
        fact.node == root || fact.cx.tree.member(root, "value", fact.cx.text()) == Some(fact.node)
    });
    let subject = if is_body { "the body".to_owned() } else { fact.subject() };
    let of = fact.type_name().filter(|name| subject == "the body" && !name.contains(' '));
    let message = match (collection, of) {
        (true, Some(name)) => {
            format!(
                "the body is a single value, and a collection of {} belongs there",
                quote::long_code(name)
            )
        }
        (true, None) => format!("{subject} is a single value, and a collection belongs there"),
        (false, Some(name)) => {
            format!("the body is a collection, and a single {} belongs there", quote::long_code(name))
        }
        (false, None) => format!("{subject} is a collection, and a single value belongs there"),
    };
    Some(Saying::new(fact.value_span(), message))
}
