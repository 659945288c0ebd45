//! `example/scaffold-value`.

use crate::extract::ExampleKind;
use crate::rules::{Findings, JsonContext};
use crate::syntax::json::{NodeId, NodeKind};

declare_rule! {
    /// A placeholder value left by a generator.
    ///
    /// ## What it finds
    ///
    /// String values such as `"String"`, `"String (timestamp)"`, `"Integer"` or `"status-value"` in the body of a
    /// request or response. Resource definitions use type names on purpose and are not checked.
    ///
    /// ## Why it matters
    ///
    /// An example should show what values look like. A type name shows that nobody has run the call.
    ///
    /// ## Example
    ///
    /// ```json
    /// { "id": "id-value", "createdAt": "String (timestamp)" }
    /// ```
    ///
    /// should be
    ///
    /// ```json
    /// { "id": "p-1042", "createdAt": "2026-03-02T09:30:00Z" }
    /// ```
    ///
    /// ## How to fix it
    ///
    /// Use values that the service would send or accept.
    "example/scaffold-value": Info, Strict, fix None;
    Json(check)
}

/// Words that name a type wherever they stand alone.
const TYPES: &[&str] = &[
    "String",
    "Integer",
    "Int16",
    "Int32",
    "Int64",
    "Boolean",
    "DateTime",
    "DateTimeOffset",
    "TimeOfDay",
    "Guid",
];

/// Words that name one only with a note in brackets or a namespace: a column may well be called "Date".
const WORDS: &[&str] =
    &["string", "Double", "Single", "Decimal", "Number", "Date", "Duration", "Binary", "Stream", "Timestamp"];

fn check(cx: JsonContext<'_, '_>, findings: &mut Findings<'_>) {
    let in_message = cx.message.is_some() || cx.example.kind == ExampleKind::Response;
    if !in_message || cx.example.kind == ExampleKind::Resource {
        return;
    }
    let leftover = |(id, node): (NodeId, &crate::syntax::json::Node)| {
        (node.kind == NodeKind::String && is_scaffold(value(&cx, id)) && !names_type(&cx, id)).then_some(id)
    };
    let mut found = cx.tree.nodes().filter_map(leftover);
    let Some(first) = found.next() else { return };
    let written = value(&cx, first);
    let message = match found.count() {
        0 => format!("expected a real value, found the placeholder `\"{written}\"`"),
        more => format!("expected real values, found the placeholder `\"{written}\"` and {more} more"),
    };
    findings.report(cx.span(cx.tree.node(first).span), message).pointer(cx.pointer(first));
}

fn value<'p>(cx: &JsonContext<'p, '_>, id: NodeId) -> &'p str {
    cx.tree.node(id).span.of(cx.text()).trim_matches('"')
}

/// Whether the member's very business is to name a type: `"dataType": "String"`.
fn names_type(cx: &JsonContext<'_, '_>, id: NodeId) -> bool {
    let name = cx.tree.name(id, cx.text()).unwrap_or_default().to_ascii_lowercase();
    ["type", "kind", "format", "class"].iter().any(|word| name.ends_with(word))
}

/// A type word, alone or with a note in brackets, or a name that ends in `-value`.
fn is_scaffold(value: &str) -> bool {
    let (word, note) = value.split_once(" (").unwrap_or((value, ""));
    let bare = word.strip_prefix("Edm.").unwrap_or(word);
    let explained = note.ends_with(')') || bare.len() < word.len();
    if TYPES.contains(&bare) && (note.is_empty() || explained) || WORDS.contains(&bare) && explained {
        return true;
    }
    value.strip_suffix("-value").is_some_and(|name| {
        !name.is_empty()
            && name.len() <= 40
            && name.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '_' | '-'))
    })
}

#[cfg(test)]
mod tests {
    use super::is_scaffold;

    #[test]
    fn generator_leftovers() {
        for value in
            ["String", "String (timestamp)", "string (identifier)", "Edm.Int32", "status-value", "Boolean"]
        {
            assert!(is_scaffold(value), "{value}");
        }
        for value in [
            "string theory",
            "A String",
            "value",
            "-value",
            "high value",
            "key -value",
            "Date of birth",
            "Date",
            "",
        ] {
            assert!(!is_scaffold(value), "{value}");
        }
    }
}
