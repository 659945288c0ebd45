//! Code actions: the fix of a finding, all fixes of a rule or of the page, and comments that silence a rule.
//!
//! Edits are made by the engine alone, as `--fix` makes them; here they become edits of the protocol.

use std::cell::LazyCell;
use std::collections::{HashMap, HashSet};

use gen_lsp_types::{
    CodeAction, CodeActionContext, CodeActionKind, DocumentChange, OptionalVersionedTextDocumentIdentifier,
    Range, TextDocumentEdit, TextEdit, WorkspaceEdit,
};

use super::diagnostics::diagnostic;
use super::document::Document;
use super::features::{FIX_ALL, Features};
use super::workspace::Workspace;
use crate::diagnostic::{Applicability, Diagnostic as Finding};
use crate::engine::{CheckedPage, Comments};
use crate::text::{Edit, Span};

/// What actions are made for.
#[derive(Clone, Copy)]
pub(super) struct Actions<'a> {
    pub(super) document: &'a Document,
    pub(super) workspace: &'a Workspace,
    pub(super) features: Features,
    pub(super) page: &'a CheckedPage,
}

impl Actions<'_> {
    /// The actions for a range, of the kinds that the client wants.
    pub(super) fn at(self, range: Range, context: &CodeActionContext) -> Vec<CodeAction> {
        let only = context.only.as_deref();
        let wants =
            |kind: &CodeActionKind| only.is_none_or(|only| only.iter().any(|wanted| includes(wanted, kind)));
        let mut actions = Vec::new();
        if wants(&CodeActionKind::QuickFix) {
            let comments = LazyCell::new(|| Comments::of_page(&self.page.source));
            let mut rules = HashSet::new();
            for finding in self.findings(range) {
                self.quick(finding, &comments, &mut actions);
                if rules.insert(finding.rule.id) {
                    self.quick_on_page(finding, &comments, &mut actions);
                }
            }
        }
        if wants(&CodeActionKind::RefactorRewrite) {
            let offset = self.document.offset(range.start, self.features.encoding);
            actions.extend(self.page.described_body(offset).map(|edit| CodeAction {
                title: "Create the body from the schema".to_owned(),
                kind: Some(CodeActionKind::RefactorRewrite),
                edit: Some(self.edit(&[edit])),
                ..CodeAction::default()
            }));
        }
        // Many clients run every `source.` action that they are offered: only when it was asked for by its kind.
        if only.is_some() && wants(&FIX_ALL) {
            actions.extend(self.all("Fix all that apiproof can fix safely".to_owned(), FIX_ALL, &|_| true));
        }
        actions
    }

    /// The findings that a range touches.
    fn findings(&self, range: Range) -> impl Iterator<Item = &Finding> {
        let encoding = self.features.encoding;
        let (start, end) =
            (self.document.offset(range.start, encoding), self.document.offset(range.end, encoding));
        let findings = self.page.report.findings.iter();
        findings.filter(move |it| it.primary.span.start <= end && start <= it.primary.span.end)
    }

    /// What can be done about one finding.
    fn quick(self, finding: &Finding, comments: &Comments<'_>, actions: &mut Vec<CodeAction>) {
        if let Some(fix) = finding.fix.as_ref().filter(|it| it.applicability != Applicability::DisplayOnly) {
            let is_safe = fix.applicability == Applicability::Safe;
            let note = if is_safe { "" } else { " (review it)" };
            let title = format!("{}{note}", capitalised(&fix.title));
            actions.push(self.quick_action(finding, title, self.edit(&fix.edits), is_safe));
        }
        let id = finding.rule.id;
        let examples =
            self.page.report.inspected.as_ref().map(|it| it.examples.as_slice()).unwrap_or_default();
        let line = self.page.source.line(finding.primary.span.start);
        if let Some(edit) = comments.in_block(examples, line, id, "") {
            let title = format!("Ignore `{id}` in this block");
            actions.push(self.quick_action(finding, title, self.edit(&[edit]), false));
        }
    }

    /// What can be done about all findings of the rule of one.
    fn quick_on_page(self, finding: &Finding, comments: &Comments<'_>, actions: &mut Vec<CodeAction>) {
        let id = finding.rule.id;
        let same = |it: &Finding| it.rule.id == id;
        let alike = self.page.report.findings.iter().filter(|it| same(it) && it.fix.is_some()).count();
        if alike > 1 {
            let title = format!("Fix all `{id}` on this page");
            actions.extend(self.all(title, CodeActionKind::QuickFix, &same));
        }
        let edit = self.edit(&[comments.on_page(id, "")]);
        actions.push(self.quick_action(finding, format!("Ignore `{id}` on this page"), edit, false));
    }

    fn quick_action(
        self,
        finding: &Finding,
        title: String,
        edit: WorkspaceEdit,
        is_preferred: bool,
    ) -> CodeAction {
        let shown = diagnostic(finding, self.page, self.document, self.workspace, self.features);
        CodeAction {
            title,
            kind: Some(CodeActionKind::QuickFix),
            diagnostics: Some(vec![shown]),
            is_preferred: Some(is_preferred),
            edit: Some(edit),
            ..CodeAction::default()
        }
    }

    /// Every safe fix of some findings, as one edit.
    fn all(
        self,
        title: String,
        kind: CodeActionKind,
        wanted: &dyn Fn(&Finding) -> bool,
    ) -> Option<CodeAction> {
        let fixed = self.page.fixed_where(Applicability::Safe, wanted)?;
        let edit = difference(&self.document.text, fixed.text());
        Some(CodeAction { title, kind: Some(kind), edit: Some(self.edit(&[edit])), ..CodeAction::default() })
    }

    /// Edits of the engine as one edit of the protocol.
    fn edit(self, edits: &[Edit]) -> WorkspaceEdit {
        workspace_edit(self.document, self.features, edits)
    }
}

/// Edits of a document as one edit of the protocol.
pub(super) fn workspace_edit(document: &Document, features: Features, edits: &[Edit]) -> WorkspaceEdit {
    let uri = document.uri.clone();
    let edits = edits.iter().map(|edit| {
        let range = document.range(edit.span, features.encoding);
        TextEdit { range, new_text: edit.text.clone() }
    });
    if features.versioned_edits {
        let identifier = OptionalVersionedTextDocumentIdentifier {
            version: Some(document.version),
            text_document_identifier: gen_lsp_types::TextDocumentIdentifier { uri },
        };
        let change = TextDocumentEdit { text_document: identifier, edits: edits.map(Into::into).collect() };
        let changes = Some(vec![DocumentChange::TextDocumentEdit(change)]);
        return WorkspaceEdit { document_changes: changes, ..WorkspaceEdit::default() };
    }
    let changes = HashMap::from([(uri, edits.collect())]);
    WorkspaceEdit { changes: Some(changes), ..WorkspaceEdit::default() }
}

/// Whether a wanted kind includes an offered one: `source.fixAll` includes `source.fixAll.apiproof`.
fn includes(wanted: &CodeActionKind, offered: &CodeActionKind) -> bool {
    let (wanted, offered) = (wanted.to_string(), offered.to_string());
    offered
        .strip_prefix(&*wanted)
        .is_some_and(|rest| rest.is_empty() || rest.starts_with('.') || wanted.is_empty())
}

/// The one edit that turns a text into another: what is alike at both ends stays.
fn difference(old: &str, new: &str) -> Edit {
    let start = old.bytes().zip(new.bytes()).take_while(|(a, b)| a == b).count();
    let start = new.floor_char_boundary(old.floor_char_boundary(start));
    let tail = old[start..].bytes().rev().zip(new[start..].bytes().rev()).take_while(|(a, b)| a == b).count();
    let mut tail = tail;
    while !(old.is_char_boundary(old.len() - tail) && new.is_char_boundary(new.len() - tail)) {
        tail -= 1;
    }
    Edit { span: Span::new(start, old.len() - tail), text: new[start..new.len() - tail].to_owned() }
}

fn capitalised(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map_or_else(String::new, |first| first.to_uppercase().chain(chars).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_difference_keeps_both_ends() {
        let edit = difference("a é b", "a ê b");
        assert_eq!((edit.span, &*edit.text), (Span::new(2, 4), "ê"));
    }

    #[test]
    fn a_difference_of_repeated_text_does_not_overlap() {
        let edit = difference("aaa", "aa");
        assert_eq!((edit.span, &*edit.text), (Span::new(2, 3), ""));
    }

    #[test]
    fn a_kind_includes_those_below_it() {
        assert!(includes(&CodeActionKind::SourceFixAll, &FIX_ALL));
        assert!(includes(&CodeActionKind::Empty, &FIX_ALL));
        assert!(!includes(&CodeActionKind::QuickFix, &FIX_ALL));
    }
}
