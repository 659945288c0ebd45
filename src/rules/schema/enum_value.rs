//! `schema/enum-value`.

use crate::conformance::{Page, ParameterFact};
use crate::rules::conformity::{self, Fact, ViolationMessage};
use crate::rules::{Findings, quote};
use crate::schema::ViolationKind;
use crate::syntax::json::NodeKind;

declare_rule! {
    /// A value that its property does not allow.
    ///
    /// ## What it finds
    ///
    /// A value of a property whose description lists every value, that is not one of them. Values that the reader fills
    /// in are never reported. Case matters; where only the case differs and the description is OData metadata or a
    /// resource page, the finding is reported at the strict level: services accept such names in any case.
    ///
    /// The same applies to parameters in the path, the query and the head of a request that OpenAPI describes.
    ///
    /// ## Why it matters
    ///
    /// The service rejects the value, and code that branches on it waits for a value that is never sent.
    ///
    /// ## Example
    ///
    /// ```json
    /// { "state": "send" }
    /// ```
    ///
    /// should be
    ///
    /// ```json
    /// { "state": "sent" }
    /// ```
    ///
    /// ## How to fix it
    ///
    /// Use one of the listed values. The fix does this where one is similar.
    "schema/enum-value": Error, Default, fix Unsafe;
    Document(check)
}

/// More values than this are counted.
const MOST: usize = 6;

fn check(page: &Page<'_>, findings: &mut Findings<'_>) {
    conformity::report(page, findings, say);
    conformity::parameters(page, findings, parameter);
}

fn parameter<'p>(fact: &'p ParameterFact, written: &str) -> Option<(String, Option<&'p str>)> {
    let ViolationKind::EnumValue { allowed, near, .. } = &fact.kind else { return None };
    let start =
        format!("{} is not an allowed value of parameter {}", quote::code(written), quote::code(&fact.name));
    let near = near.as_deref().filter(|_| !written.contains(','));
    let Some(near) = near else {
        return Some((format!("{start}; expected {}", conformity::listed(allowed, "or", MOST)), None));
    };
    Some((format!("{start}; did you mean `{near}`?"), Some(near)))
}

fn say(fact: Fact<'_, '_>) -> Option<ViolationMessage> {
    let ViolationKind::EnumValue { allowed, near, .. } = fact.kind else { return None };
    let (written, subject) = (fact.written(), fact.subject());
    let span = fact.value_span();
    let is_string = fact.cx.tree.node(fact.node).kind == NodeKind::String;
    let Some(near) = near.as_ref().filter(|_| is_string) else {
        let list = conformity::listed(allowed, "or", MOST);
        let takes = if list.is_empty() { String::new() } else { format!("; expected {list}") };
        return Some(ViolationMessage::new(
            span,
            format!("{written} is not an allowed value of {subject}{takes}"),
        ));
    };
    let message = format!("{written} is not an allowed value of {subject}; did you mean `{near}`?");
    let inner = conformity::inside(fact.cx.text(), span);
    let said = ViolationMessage::new(span, message);
    let is_other_case = inner.of(fact.cx.text()).eq_ignore_ascii_case(near);
    let said = if is_other_case && !fact.is_exact() { said.strict() } else { said };
    // Of several flags in one string the others stay.
    let is_one = !inner.of(fact.cx.text()).contains(',');
    Some(if is_one { said.fix(format!("replace with `{near}`"), inner, near.clone()) } else { said })
}
