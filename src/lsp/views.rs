//! What a document shows besides its findings: the examples by name, and what each was checked against.

use gen_lsp_types::{DocumentSymbol, InlayHint, InlayHintKind, Label, Range, SymbolKind, Tooltip};

use super::document::Document;
use super::features::Features;
use super::workspace::Workspace;
use crate::engine::{CheckedPage, InspectedExample};
use crate::text::Span;

/// The examples of a document, by what they begin with.
pub(super) fn symbols(document: &Document, workspace: &Workspace, features: Features) -> Vec<DocumentSymbol> {
    let Some(page) = &workspace.checked(document).page else { return Vec::new() };
    let examples = page.report.inspected.iter().flat_map(|page| &page.examples);
    examples.map(|example| symbol(example, page, document, features)).collect()
}

#[expect(deprecated, reason = "the type has a field that the protocol deprecates")]
fn symbol(
    example: &InspectedExample,
    page: &CheckedPage,
    document: &Document,
    features: Features,
) -> DocumentSymbol {
    let first = &example.first;
    let name = match (&first.method, &first.target, first.status) {
        (Some(method), Some(target), _) => format!("{method} {target}"),
        (_, _, Some(status)) => match &first.reason {
            Some(reason) => format!("{status} {reason}"),
            None => status.to_string(),
        },
        _ => example.kind.to_owned(),
    };
    DocumentSymbol {
        name,
        detail: example.name.clone().or_else(|| Some(example.kind.to_owned())),
        kind: if first.method.is_some() { SymbolKind::Method } else { SymbolKind::Object },
        tags: None,
        deprecated: None,
        range: block_range(example, page, document, features),
        selection_range: document.range(opening(example, page), features.encoding),
        children: None,
    }
}

/// The span of the line that opens an example, without its line end.
fn opening(example: &InspectedExample, page: &CheckedPage) -> Span {
    let start = page.source.lines().start(example.line);
    let line = page.source.text()[start..].lines().next().unwrap_or_default();
    Span::new(start, start + line.len())
}

fn block_range(
    example: &InspectedExample,
    page: &CheckedPage,
    document: &Document,
    features: Features,
) -> Range {
    let start = opening(example, page).start;
    let last = page.source.lines().start(example.end_line);
    let end = last + page.source.text()[last..].lines().next().unwrap_or_default().len();
    document.range(Span::new(start as usize, end.max(start as usize)), features.encoding)
}

/// Behind the line that opens an example: what it was checked against, or why it was not.
pub(super) fn hints(
    document: &Document,
    workspace: &Workspace,
    range: Range,
    features: Features,
) -> Vec<InlayHint> {
    let Some(page) = &workspace.checked(document).page else { return Vec::new() };
    let examples = page.report.inspected.iter().flat_map(|page| &page.examples);
    let hints = examples.filter_map(|example| hint(example, page, document, features));
    hints.filter(|hint| range.start <= hint.position && hint.position <= range.end).collect()
}

fn hint(
    example: &InspectedExample,
    page: &CheckedPage,
    document: &Document,
    features: Features,
) -> Option<InlayHint> {
    let schema = example.schema.as_ref()?;
    let name = schema.type_name.as_ref().filter(|_| schema.coverage == "checked")?;
    let source = schema.source.as_deref().map_or_else(String::new, |source| format!(" of {source}"));
    Some(InlayHint {
        position: document.range(opening(example, page), features.encoding).end,
        label: Label::String(format!("checked against {name}")),
        kind: Some(InlayHintKind::Type),
        text_edits: None,
        tooltip: Some(Tooltip::String(format!("`{name}`{source}"))),
        padding_left: Some(true),
        padding_right: None,
        data: None,
    })
}
