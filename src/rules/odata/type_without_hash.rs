//! `odata/type-without-hash`.

use crate::extract::ExampleKind;
use crate::rules::{Findings, JsonContext, conformity, quote};
use crate::schema::element_name;
use crate::syntax::json::{Node, NodeId, NodeKind};
use crate::text::LocalSpan;

declare_rule! {
    /// A type name in a body without its `#`.
    ///
    /// ## What it finds
    ///
    /// A string after `@odata.type` in the body of a message that names a type with its namespace but does not begin
    /// with `#`. OData 4.0 requires it, also before `Collection(…)`. Resource definitions and annotations
    /// name types without it.
    ///
    /// ## Why it matters
    ///
    /// Without `#` the name is a relative URI; services that follow the specification reject it.
    ///
    /// ## Example
    ///
    /// ```json
    /// { "@odata.type": "parcelo.shipment", "id": "shp_01H8" }
    /// ```
    ///
    /// should be
    ///
    /// ```json
    /// { "@odata.type": "#parcelo.shipment", "id": "shp_01H8" }
    /// ```
    ///
    /// ## How to fix it
    ///
    /// Insert `#` before the name. The fix does this and is safe.
    "odata/type-without-hash": Warning, Default, fix Safe;
    Json(check)
}

fn check(cx: JsonContext<'_, '_>, findings: &mut Findings<'_>) {
    let in_message =
        cx.message.is_some() || matches!(cx.example.kind, ExampleKind::Request | ExampleKind::Response);
    if !in_message || cx.example.kind == ExampleKind::Resource {
        return;
    }
    // Most names are too short or end otherwise, which is quicker seen than what they say.
    let is_near = |node: &Node| {
        let ends_alike = |name: &str| match name.strip_suffix('"') {
            Some(name) => name.ends_with("type"),
            None => name.trim_end_matches(|c: char| !c.is_ascii_alphabetic()).ends_with("type"),
        };
        node.kind == NodeKind::String
            && node
                .key
                .is_some_and(|key| key.span.len() >= TYPE_MEMBER.len() && ends_alike(key.span.of(cx.text())))
    };
    let lacking: Vec<(NodeId, LocalSpan)> = cx
        .tree
        .nodes()
        .filter(|(_, node)| is_near(node))
        .filter(|(id, _)| is_type_member(cx.tree.name(*id, cx.text()).unwrap_or_default()))
        .map(|(id, node)| (id, conformity::inside(cx.text(), node.span)))
        .filter(|(_, inner)| is_qualified(inner.of(cx.text())))
        .collect();
    let Some(((first, inner), others)) = lacking.split_first() else { return };
    let again = match others.len() {
        0 => String::new(),
        1 => " (and once more in this body)".to_owned(),
        more => format!(" (and {more} more times in this body)"),
    };
    let message = format!("expected `#` before the type {}{again}", quote::code(inner.of(cx.text())));
    let edits: Option<_> =
        lacking.iter().map(|(_, inner)| cx.edit(LocalSpan::empty(inner.start as usize), "#")).collect();
    let finding = findings.report(cx.span(cx.tree.node(*first).span), message);
    finding.safe_fix("insert `#` before it", edits.unwrap_or_default());
    for (other, _) in others.iter().take(3) {
        finding.related(cx.span(cx.tree.node(*other).span), "here as well");
    }
    if cx.is_shallow(*first) {
        finding.pointer(cx.pointer(*first));
    }
}

/// How the name of a member that holds a type ends.
const TYPE_MEMBER: &str = "@odata.type";

fn is_type_member(name: &str) -> bool {
    name.ends_with(TYPE_MEMBER)
}

/// A name with a namespace and nothing else: no `#`, no template, no URL. The primitive types need no sign in
/// OData 4.01 and are left alone.
fn is_qualified(name: &str) -> bool {
    if name.starts_with('#') {
        return false;
    }
    let inner = element_name(name).unwrap_or(name);
    let word = |part: &str| {
        part.starts_with(|c: char| c.is_alphabetic() || c == '_')
            && part.chars().all(|c| c.is_alphanumeric() || c == '_')
    };
    inner.contains('.') && !inner.starts_with("Edm.") && inner.split('.').all(word)
}

#[cfg(test)]
mod tests {
    use super::is_qualified;

    #[test]
    fn only_plain_names_are_certain() {
        for name in ["parcelo.shipment", "Collection(parcelo.shipment)", "a.b.c"] {
            assert!(is_qualified(name), "{name}");
        }
        for name in ["#parcelo.shipment", "shipment", "Edm.String", "{type}", "parcelo.<type>", "a..b", ""] {
            assert!(!is_qualified(name), "{name}");
        }
    }
}
