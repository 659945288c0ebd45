//! Findings that the client asks for: of a page, or of every page whether it is open or not.
//!
//! A client that has the findings of all pages asks for them again at once, and is answered when something changed.

use std::collections::HashMap;
use std::hash::{DefaultHasher, Hash as _, Hasher as _};
use std::sync::Arc;

use gen_lsp_types::{
    Diagnostic, DocumentDiagnosticReport, FullDocumentDiagnosticReport, RelatedFullDocumentDiagnosticReport,
    RelatedUnchangedDocumentDiagnosticReport, UnchangedDocumentDiagnosticReport, Uri,
    WorkspaceDiagnosticParams, WorkspaceDiagnosticReport, WorkspaceDocumentDiagnosticReport,
    WorkspaceFullDocumentDiagnosticReport, WorkspaceUnchangedDocumentDiagnosticReport,
};
use lsp_server::RequestId;

use super::diagnostics::{diagnostics, file_uri};
use super::document::Document;
use super::features::Features;
use super::page::Page;
use super::workspace::Workspace;

/// What the client has of the findings of all pages.
#[derive(Debug, Default)]
pub(super) struct Pulled {
    /// The request that they are reported to as they are now; nothing changed since.
    pub(super) reported: Option<RequestId>,
    /// The request that waits for a change.
    pub(super) waiting: Option<(RequestId, WorkspaceDiagnosticParams)>,
}

impl Pulled {
    /// A request is not to be answered any more.
    pub(super) fn cancelled(&mut self, id: &RequestId) {
        self.reported.take_if(|reported| reported == id);
        self.waiting.take_if(|(waiting, _)| waiting == id);
    }
}

/// The findings of a page, unless the client has them.
pub(super) fn of_page(page: &Page, previous: Option<&str>) -> DocumentDiagnosticReport {
    let items = diagnostics(&page.document, &page.workspace, page.features);
    let result_id = result_id(&items);
    if previous == Some(&result_id) {
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

/// The findings of every page that has some, or that had some when the client asked before.
pub(super) fn of_workspace(
    workspace: &Workspace,
    open: &HashMap<Uri, Arc<Document>>,
    features: Features,
    params: &WorkspaceDiagnosticParams,
) -> WorkspaceDiagnosticReport {
    let known = params.previous_result_ids.iter().map(|previous| (&previous.uri, previous.value.as_str()));
    let mut known: HashMap<&Uri, &str> = known.collect();
    let mut items = Vec::new();
    let mut add = |document: &Document, version: Option<i32>| {
        let found = diagnostics(document, workspace, features);
        items.extend(report(&document.uri, version, found, known.remove(&document.uri)));
    };
    for document in open.values() {
        add(document, Some(document.version));
    }
    for (path, text) in workspace.pages_with_findings() {
        if let Some(uri) = file_uri(&path).filter(|uri| !open.contains_key(uri)) {
            add(&Document::new(uri, 0, text), None);
        }
    }
    for (uri, before) in known {
        items.extend(report(uri, None, Vec::new(), Some(before)));
    }
    WorkspaceDiagnosticReport::new(items)
}

/// The findings of one page of many; `None` if it has none and had none before.
fn report(
    uri: &Uri,
    version: Option<i32>,
    items: Vec<Diagnostic>,
    before: Option<&str>,
) -> Option<WorkspaceDocumentDiagnosticReport> {
    let id = result_id(&items);
    if before == Some(&id) {
        let unchanged = UnchangedDocumentDiagnosticReport { result_id: id };
        return Some(WorkspaceUnchangedDocumentDiagnosticReport::new(uri.clone(), version, unchanged).into());
    }
    if items.is_empty() && before.is_none() {
        return None;
    }
    let full = FullDocumentDiagnosticReport { result_id: Some(id), items };
    Some(WorkspaceFullDocumentDiagnosticReport::new(uri.clone(), version, full).into())
}

/// Equal for equal findings.
fn result_id(items: &[Diagnostic]) -> String {
    let mut hasher = DefaultHasher::new();
    serde_json::to_string(items).unwrap_or_default().hash(&mut hasher);
    format!("{:016x}", hasher.finish())
}
