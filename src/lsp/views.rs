//! What a document shows besides its findings: help on a rule, the names of rules in comments, the examples by name,
//! and what each was checked against.

use gen_lsp_types::{
    CompletionItem, CompletionItemKind, Contents, DocumentSymbol, Documentation, Hover, InlayHint,
    InlayHintKind, Label, MarkupContent, MarkupKind, Position, Range, SymbolKind, Tooltip,
};

use super::document::Document;
use super::features::Features;
use super::workspace::Workspace;
use crate::diagnostic::RuleMeta;
use crate::engine::{CheckedPage, InspectedExample, Plan};
use crate::extract::DirectiveKind;
use crate::text::Span;

/// Help on the finding, or the name of a rule, at a position.
pub(super) fn hover(
    document: &Document,
    workspace: &Workspace,
    position: Position,
    features: Features,
) -> Option<Hover> {
    let offset = document.offset(position, features.encoding);
    let (rule, span) = finding_at(workspace.checked(document).page.as_ref(), offset)
        .or_else(|| rule_name_at(document, offset))?;
    let value = format!("**{}** ({}, {})\n\n{}", rule.id, rule.severity, rule.level, rule.docs.trim());
    let contents = Contents::MarkupContent(MarkupContent::new(MarkupKind::Markdown, value));
    Some(Hover::new(contents, Some(document.range(span, features.encoding))))
}

/// The narrowest finding at an offset.
fn finding_at(page: Option<&CheckedPage>, offset: u32) -> Option<(&'static RuleMeta, Span)> {
    let findings = page?.report.findings.iter();
    findings
        .filter(|it| it.primary.span.start <= offset && offset <= it.primary.span.end)
        .min_by_key(|it| it.primary.span.end - it.primary.span.start)
        .map(|it| (it.rule, it.primary.span))
}

/// The rule whose name is written at an offset, in a comment to apiproof.
fn rule_name_at(document: &Document, offset: u32) -> Option<(&'static RuleMeta, Span)> {
    let (start, line) = line_of(document, offset);
    if !DirectiveKind::words().any(|word| line.contains(word)) {
        return None;
    }
    let at = offset as usize - start;
    let is_name = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '/');
    let from = line[..at].rfind(|c| !is_name(c)).map_or(0, |before| before + 1);
    let to = line[at..].find(|c| !is_name(c)).map_or(line.len(), |after| at + after);
    let from = line.ceil_char_boundary(from);
    let rule = Plan::catalogue().into_iter().find(|rule| rule.id == &line[from..to])?;
    Some((rule, Span::new(start + from, start + to)))
}

/// The line around an offset, with the offset of its first byte.
fn line_of(document: &Document, offset: u32) -> (usize, &str) {
    let (start, end) = document.lines.span(&document.text, document.lines.line(offset as usize));
    (start, &document.text[start..end])
}

/// The rules and groups that a comment may name at a position.
pub(super) fn completions(
    document: &Document,
    position: Position,
    features: Features,
) -> Vec<CompletionItem> {
    let offset = document.offset(position, features.encoding);
    let (start, line) = line_of(document, offset);
    let before = &line[..(offset as usize).saturating_sub(start).min(line.len())];
    let Some(directive) = before.rfind("apiproof-") else { return Vec::new() };
    let words = &before[directive..];
    let is_naming = DirectiveKind::words().any(|word| {
        words.strip_prefix(word).is_some_and(|rest| rest.starts_with([' ', '\t']) && !rest.contains("--"))
    });
    if !is_naming {
        return Vec::new();
    }
    Plan::catalogue().into_iter().map(rule_item).collect()
}

fn rule_item(rule: &'static RuleMeta) -> CompletionItem {
    CompletionItem {
        label: rule.id.to_owned(),
        kind: Some(CompletionItemKind::EnumMember),
        detail: Some(rule.summary().to_owned()),
        documentation: Some(Documentation::MarkupContent(MarkupContent::new(
            MarkupKind::Markdown,
            rule.docs.trim().to_owned(),
        ))),
        ..CompletionItem::default()
    }
}

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
