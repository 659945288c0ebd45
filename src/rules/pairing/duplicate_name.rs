//! `pairing/duplicate-name`.

use std::collections::HashMap;

use crate::extract::{Annotation, BlockType, Page};
use crate::rules::Findings;
use crate::text::Span;

declare_rule! {
    /// Two requests of a page have the same name.
    ///
    /// ## What it finds
    ///
    /// A `name` in a `request` annotation that an earlier request of the page has already. Responses share the name of
    /// their request and are not meant. Names are compared within a page.
    ///
    /// ## Why it matters
    ///
    /// Responses are tied to requests by name, and files are generated under it: the second request takes the
    /// responses of the first, or overwrites its files.
    ///
    /// ## Example
    ///
    /// ````markdown
    /// <!-- { "blockType": "request", "name": "get_parcel" } -->
    /// ```http
    /// GET /parcels/p-1042
    /// ```
    ///
    /// <!-- { "blockType": "request", "name": "get_parcel" } -->
    /// ```http
    /// GET /parcels/p-1042?expand=events
    /// ```
    /// ````
    ///
    /// should give the second one a name of its own, such as `get_parcel_with_events`.
    ///
    /// ## How to mend it
    ///
    /// Rename one of the two, and its responses with it.
    "pairing/duplicate-name": Error, Default, fix None;
    Document(check)
}

fn check(page: &Page<'_>, findings: &mut Findings<'_>) {
    let mut first: HashMap<&str, Span> = HashMap::new();
    for annotation in
        page.annotations.iter().filter(|annotation| annotation.block_type == Some(BlockType::Request))
    {
        let Some(span) = name_span(annotation) else { continue };
        for name in &annotation.names {
            match first.get(name) {
                Some(&earlier) if earlier != span => {
                    findings
                        .report(span, format!("another request on this page is already named `{name}`"))
                        .related(earlier, "the first one")
                        .help("responses are tied to requests by name: rename one of the two");
                }
                Some(_) => {}
                None => {
                    first.insert(name, span);
                }
            }
        }
    }
}

/// Where the name, or the list of names, begins.
fn name_span(annotation: &Annotation<'_>) -> Option<Span> {
    let value = annotation.tree.node(annotation.field("name")?.value).span;
    let line = value.of(annotation.text()).lines().next().unwrap_or_default().len() as u32;
    Some(annotation.file_span(crate::text::LocalSpan { start: value.start, end: value.start + line }))
}
