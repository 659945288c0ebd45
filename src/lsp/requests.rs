//! The answers to requests about one page, each a function of the page as it was when the request came.

use std::hash::{DefaultHasher, Hash as _, Hasher as _};
use std::sync::Arc;

use gen_lsp_types::{
    CodeActionParams, CodeActionResponse, CompletionParams, CompletionResponse, DocumentDiagnosticParams,
    DocumentDiagnosticReport, DocumentSymbolParams, DocumentSymbolResponse, FullDocumentDiagnosticReport,
    Hover, HoverParams, InlayHint, InlayHintParams, RelatedFullDocumentDiagnosticReport,
    RelatedUnchangedDocumentDiagnosticReport, UnchangedDocumentDiagnosticReport,
};

use super::actions::Actions;
use super::diagnostics::diagnostics;
use super::document::Document;
use super::features::Features;
use super::outbox::Outbox;
use super::views;
use super::workspace::Workspace;

/// A page with all that an answer about it needs.
pub(super) struct Page {
    pub(super) document: Arc<Document>,
    pub(super) workspace: Arc<Workspace>,
    pub(super) features: Features,
}

pub(super) fn diagnostic(page: &Page, params: &DocumentDiagnosticParams) -> DocumentDiagnosticReport {
    let items = diagnostics(&page.document, &page.workspace, page.features);
    let mut hasher = DefaultHasher::new();
    serde_json::to_string(&items).unwrap_or_default().hash(&mut hasher);
    let result_id = format!("{:016x}", hasher.finish());
    if params.previous_result_id.as_ref() == Some(&result_id) {
        return RelatedUnchangedDocumentDiagnosticReport {
            related_documents: None,
            unchanged_document_diagnostic_report: UnchangedDocumentDiagnosticReport { result_id },
        }
        .into();
    }
    RelatedFullDocumentDiagnosticReport {
        related_documents: None,
        full_document_diagnostic_report: FullDocumentDiagnosticReport { result_id: Some(result_id), items },
    }
    .into()
}

pub(super) fn code_action(page: &Page, params: &CodeActionParams) -> Vec<CodeActionResponse> {
    let Page { document, workspace, features } = page;
    let Some(page) = &workspace.checked(document).page else { return Vec::new() };
    let actions = Actions { document, workspace, features: *features, page };
    actions.at(params.range, &params.context).into_iter().map(CodeActionResponse::CodeAction).collect()
}

pub(super) fn hover(page: &Page, params: &HoverParams) -> Option<Hover> {
    let position = params.text_document_position_params.position;
    views::hover(&page.document, &page.workspace, position, page.features)
}

pub(super) fn completion(page: &Page, params: &CompletionParams) -> CompletionResponse {
    let position = params.text_document_position_params.position;
    CompletionResponse::CompletionItemList(views::completions(&page.document, position, page.features))
}

pub(super) fn document_symbol(page: &Page, _: &DocumentSymbolParams) -> DocumentSymbolResponse {
    let symbols = views::symbols(&page.document, &page.workspace, page.features);
    DocumentSymbolResponse::DocumentSymbolList(symbols)
}

pub(super) fn inlay_hint(page: &Page, params: &InlayHintParams) -> Vec<InlayHint> {
    views::hints(&page.document, &page.workspace, params.range, page.features)
}

/// Shows what is wrong with configuration, descriptions or apiproof itself, each once.
pub(super) fn tell_problems(outbox: &Outbox, document: &Document, workspace: &Workspace) {
    let fault = workspace.checked(document).fault.clone();
    for problem in workspace.problems().into_iter().chain(fault) {
        outbox.warn_once(&problem);
    }
}
