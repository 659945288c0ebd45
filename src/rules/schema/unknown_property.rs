//! `schema/unknown-property`.

use crate::conformance::{Page, ParameterFact};
use crate::rules::conformity::{self, Fact, ViolationMessage};
use crate::rules::{Findings, quote};
use crate::schema::ViolationKind;

declare_rule! {
    /// A property that its type does not have.
    ///
    /// ## What it finds
    ///
    /// A member that the type of the object does not describe, where the description is complete: types that are
    /// open, control information (`@odata.type`, `x@odata.bind`) and placeholder members (`"{property}"`)
    /// are never reported.
    ///
    /// The same applies to the query of a request, where OpenAPI lists its parameters and the name is similar to one of them.
    ///
    /// ## Why it matters
    ///
    /// A reader who sends the property gets an error, or worse: it is ignored. One who reads it from the response
    /// never finds it.
    ///
    /// ## Example
    ///
    /// ```json
    /// { "id": "shp_01H8", "weigth": 2.4 }
    /// ```
    ///
    /// should be
    ///
    /// ```json
    /// { "id": "shp_01H8", "weight": 2.4 }
    /// ```
    ///
    /// ## How to fix it
    ///
    /// Use the name that the type has. The fix does this where one name is similar. If the service has the property,
    /// fix the description.
    "schema/unknown-property": Error, Default, fix Unsafe;
    Document(check)
}

fn check(page: &Page<'_>, findings: &mut Findings<'_>) {
    conformity::report(page, findings, say);
    conformity::parameters(page, findings, parameter);
}

fn parameter<'p>(fact: &'p ParameterFact, _: &str) -> Option<(String, Option<&'p str>)> {
    let ViolationKind::UnknownProperty { name, owner, near } = &fact.kind else { return None };
    let near = near.as_deref()?;
    let (name, owner) = (quote::code(name), quote::long_code(owner));
    Some((format!("unknown parameter {name} of {owner}; did you mean `{near}`?"), Some(near)))
}

fn say(fact: Fact<'_, '_>) -> Option<ViolationMessage> {
    let ViolationKind::UnknownProperty { name, owner, near } = fact.kind else { return None };
    let key = fact.key_span();
    let message = format!("unknown property {} of {}", quote::code(name), conformity::type_words(owner));
    Some(match near {
        None => ViolationMessage::new(key, message),
        Some(near) => {
            let message = format!("{message}; did you mean {}?", quote::long_code(near));
            let name = conformity::inside(fact.cx.text(), key);
            ViolationMessage::new(key, message).fix(format!("replace with `{near}`"), name, near.clone())
        }
    })
}
