//! `docs/table-mismatch`.

use std::sync::Arc;

use crate::conformance::Page;
use crate::extract::{ExampleKind, definitions};
use crate::rules::{Findings, quote};
use crate::schema::doc_resource::{Disagreement, DisagreementKind, disagreements};
use crate::text::Span;

declare_rule! {
    /// The table of properties and the JSON of a resource disagree.
    ///
    /// ## What it finds
    ///
    /// On a page that defines a resource by a block annotated as `resource` and tables of properties: a member that
    /// only one of the two has, a name that differs in case, and types that cannot both be true: a string and a
    /// number, one value and a collection. Inherited and optional members, relationships and open types are excused.
    ///
    /// ## Why it matters
    ///
    /// Readers take the names from the one and the types from the other.
    ///
    /// ## Example
    ///
    /// ````markdown
    /// |Property|Type|Description|
    /// |:---|:---|:---|
    /// |weight|Int32|In grams.|
    ///
    /// ```json
    /// { "weight": "String" }
    /// ```
    /// ````
    ///
    /// ## How to fix it
    ///
    /// Correct the one that is wrong; where both came from a generator, run it again.
    "docs/table-mismatch": Warning, Strict, fix None;
    Document(check)
}

fn check(page: &Page<'_>, findings: &mut Findings<'_>) {
    if page.examples.iter().all(|example| example.kind != ExampleKind::Resource) {
        return;
    }
    // The tables are not among the blocks of a page that is read for its examples.
    let Some(input) = definitions(&Arc::new(page.source.clone())) else { return };
    for mut found in input.resources.iter().flat_map(disagreements) {
        if !found.block.is_empty() {
            found.block = key(page.source.text(), found.block.start as usize, &found.name);
        }
        report(&found, findings);
    }
}

/// A key that begins at a place, with the quotes that it really has: somebody may have left one out.
fn key(text: &str, start: usize, name: &str) -> Span {
    let quote = |at: usize| usize::from(matches!(text.as_bytes().get(at), Some(b'"' | b'\'')));
    let end = start + quote(start) + name.len();
    Span::new(start, text.floor_char_boundary(end + quote(end)))
}

fn report(found: &Disagreement, findings: &mut Findings<'_>) {
    let name = quote::name(&found.name);
    match &found.kind {
        DisagreementKind::Unlisted => {
            findings
                .report(found.block, format!("{name} is in the JSON, but not in the table"))
                .related(found.table, "the table");
        }
        DisagreementKind::Unshown => {
            findings
                .report(found.table, format!("{name} is in the table, but not in the JSON"))
                .related(found.block, "the JSON");
        }
        DisagreementKind::Case(row) => {
            findings
                .report(found.block, format!("{name} is spelled {} in the table", quote::name(row)))
                .related(found.table, "the table");
        }
        DisagreementKind::Type(shown, words) => {
            let words = quote::code(words);
            findings
                .report(found.block, format!("{name} is {shown}, but the table says {words}"))
                .related(found.table, "the table");
        }
    }
}
