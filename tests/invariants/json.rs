//! A JSON tree: it hangs together, its issues are in order, and its repairs end in JSON.

use apiproof::internals::LocalSpan;
use apiproof::internals::json::{self, JsonTree};
use serde_json::Value;

use super::{Holds, ensure};

/// The whole text as JSON.
pub(crate) fn parse(text: &str) -> JsonTree {
    json::parse(text, LocalSpan::new(0, text.len()))
}

/// Whether every span of the tree lies on characters of the text, and the tree hangs together.
pub(crate) fn is_sound(tree: &JsonTree, text: &str) -> Holds {
    let on_characters = |span: LocalSpan| text.get(span.range()).is_some();
    for (id, node) in tree.nodes() {
        let key = node.key.is_none_or(|key| on_characters(key.span));
        ensure(on_characters(node.span) && key, || format!("node {id:?} {node:?}"))?;
        for child in tree.children(id) {
            ensure(tree.node(child).parent == Some(id), || format!("{child:?} is not a child of {id:?}"))?;
        }
    }
    for issue in &tree.issues {
        let related = issue.related.is_none_or(on_characters);
        let repairs = issue.repairs.iter().all(|repair| on_characters(repair.span));
        ensure(on_characters(issue.span) && related && repairs, || format!("{issue:?}"))?;
        ensure(!issue.span.of(text).contains('\n'), || format!("more than a line: {issue:?}"))?;
    }
    let places: Vec<u32> = tree.issues.iter().map(|issue| issue.span.start).collect();
    ensure(places.is_sorted(), || format!("issues are out of order:\n{}", listed(tree)))
}

/// The issues of a tree, one a line.
fn listed(tree: &JsonTree) -> String {
    tree.issues.iter().fold(String::new(), |text, issue| {
        let repairs: Vec<_> =
            issue.repairs.iter().map(|repair| (repair.span.range(), &repair.text)).collect();
        format!("{text}  {:?} at {:?}, repairs {repairs:?}\n", issue.kind, issue.span.range())
    })
}

/// The text after all repairs of its tree.
pub(crate) fn repaired(text: &str, tree: &JsonTree) -> String {
    tree.repaired(text, LocalSpan::new(0, text.len()))
}

fn is_range_error(error: &serde_json::Error) -> bool {
    error.to_string().starts_with("number out of range")
}

/// Whether a text is JSON after the repairs of its tree.
pub(crate) fn repairs_hold(text: &str) -> Holds {
    let tree = parse(text);
    is_sound(&tree, text)?;
    let mended = repaired(text, &tree);
    // RFC 8259 sets no limit to a number, a parser may: 1e400 is valid and beyond `f64`.
    let strict = serde_json::from_str::<Value>(&mended).map(|_| ());
    let strict = strict.or_else(|error| if is_range_error(&error) { Ok(()) } else { Err(error) });
    strict.map_err(|error| format!("{error}, after repairs: {mended:?}\n{}", listed(&tree)))?;
    let again = parse(&mended);
    ensure(again.is_valid(), || format!("after repairs: {mended:?}\n{}", listed(&again)))
}
