//! The answers to requests about one page, each a function of the page as it was when the request came.

use gen_lsp_types::{
    CodeActionParams, CodeActionResponse, CompletionParams, CompletionResponse, DefinitionParams,
    DocumentDiagnosticParams, DocumentDiagnosticReport, DocumentSymbolParams, DocumentSymbolResponse, Hover,
    HoverParams, InlayHint, InlayHintParams, Location, PrepareRenameParams, PrepareRenamePlaceholder,
    ReferenceParams, RenameParams, TypeDefinitionParams, WorkspaceEdit,
};

use lsp_server::ErrorCode;

use super::actions::Actions;
use super::document::Document;
use super::outbox::{Failure, Outbox};
use super::page::Page;
use super::views;
use super::workspace::Workspace;

pub(super) fn diagnostic(page: &Page, params: &DocumentDiagnosticParams) -> DocumentDiagnosticReport {
    super::pulled::of_page(page, params.previous_result_id.as_deref())
}

pub(super) fn code_action(page: &Page, params: &CodeActionParams) -> Vec<CodeActionResponse> {
    let Some(checked) = page.checked() else { return Vec::new() };
    let Page { document, workspace, features, .. } = page;
    let actions = Actions { document, workspace, features: *features, page: checked };
    actions.at(params.range, &params.context).into_iter().map(CodeActionResponse::CodeAction).collect()
}

pub(super) fn hover(page: &Page, params: &HoverParams) -> Option<Hover> {
    let position = params.text_document_position_params.position;
    super::hover::hover(page, position)
}

pub(super) fn completion(page: &Page, params: &CompletionParams) -> CompletionResponse {
    let position = params.text_document_position_params.position;
    let items = super::completion::completions(page, position);
    CompletionResponse::CompletionItemList(items)
}

pub(super) fn definition(page: &Page, params: &DefinitionParams) -> Vec<Location> {
    page.definitions(params.text_document_position_params.position, false)
}

pub(super) fn type_definition(page: &Page, params: &TypeDefinitionParams) -> Vec<Location> {
    page.definitions(params.text_document_position_params.position, true)
}

pub(super) fn references(page: &Page, params: &ReferenceParams) -> Vec<Location> {
    page.references(params.text_document_position_params.position)
}

pub(super) fn prepare_rename(page: &Page, params: &PrepareRenameParams) -> Option<PrepareRenamePlaceholder> {
    page.name(params.text_document_position_params.position)
}

pub(super) fn rename(page: &Page, params: &RenameParams) -> Result<WorkspaceEdit, Failure> {
    let edit = page.rename(params.text_document_position_params.position, &params.new_name);
    edit.map_err(|message| (ErrorCode::RequestFailed, message))
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
