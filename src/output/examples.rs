//! Examples as reports name them and find them.

use crate::engine::InspectedExample;

/// The example that holds a line.
pub(super) fn holder(examples: &[InspectedExample], line: u32) -> Option<usize> {
    let at = examples.partition_point(|example| example.line <= line).checked_sub(1)?;
    (examples[at].end_line >= line).then_some(at)
}

/// What an example is and how it begins: `request GET /parcels`.
pub(super) fn title(example: &InspectedExample) -> String {
    let first = &example.first;
    let status = first.status.map(|code| code.to_string());
    let begins = match &first.method {
        Some(_) => [first.method.as_deref(), first.target.as_deref()],
        None => [status.as_deref(), first.reason.as_deref()],
    };
    let words: Vec<&str> = std::iter::once(example.kind).chain(begins.into_iter().flatten()).collect();
    match (&example.name, words.len()) {
        (Some(name), 1) => format!("{} {name}", words[0]),
        _ => words.join(" "),
    }
}
