//! Findings as diagnostics of the protocol.

use std::path::Path;

use gen_lsp_types::{
    CodeDescription, Diagnostic, DiagnosticRelatedInformation, DiagnosticSeverity, Location, Message, Uri,
};

use super::document::Document;
use super::features::{Features, SOURCE};
use super::workspace::Workspace;
use crate::diagnostic::{Diagnostic as Finding, Label, Severity};
use crate::engine::CheckedPage;
use crate::text::Span;

/// The diagnostics of a document, in the order of the page.
pub(super) fn diagnostics(document: &Document, workspace: &Workspace, features: Features) -> Vec<Diagnostic> {
    let Some(page) = &workspace.checked(document).page else { return Vec::new() };
    let one = |finding| diagnostic(finding, page, document, workspace, features);
    page.report.findings.iter().map(one).collect()
}

/// One finding of a document.
pub(super) fn diagnostic(
    finding: &Finding,
    page: &CheckedPage,
    document: &Document,
    workspace: &Workspace,
    features: Features,
) -> Diagnostic {
    let related = features.related_information.then(|| {
        let places = finding.related.iter().filter(|label| !label.message.is_empty());
        places.filter_map(|label| related(label, page, document, workspace, features)).collect()
    });
    Diagnostic {
        range: document.range(finding.primary.span, features.encoding),
        severity: Some(severity(finding.severity)),
        code: Some(finding.rule.id.into()),
        code_description: finding
            .rule
            .url()
            .and_then(|url| url.parse().ok())
            .map(|href| CodeDescription { href }),
        source: Some(SOURCE.to_owned()),
        message: Message::String(finding.message.clone()),
        tags: None,
        related_information: related,
        data: None,
    }
}

/// A place that explains a finding, on the page or in another file.
fn related(
    label: &Label,
    page: &CheckedPage,
    document: &Document,
    workspace: &Workspace,
    features: Features,
) -> Option<DiagnosticRelatedInformation> {
    let here = || {
        let range = document.range(label.span, features.encoding);
        Some(Location::new(document.uri.clone(), range))
    };
    let location = match &label.path {
        None => here(),
        Some(path) => elsewhere(path, label.span, page, document, workspace, features),
    };
    Some(DiagnosticRelatedInformation::new(location?, label.message.to_string()))
}

fn elsewhere(
    shown: &str,
    span: Span,
    page: &CheckedPage,
    document: &Document,
    workspace: &Workspace,
    features: Features,
) -> Option<Location> {
    let other = page.plan.schemas().file(shown)?;
    let own = document.path()?;
    let path = workspace.absolute(&own, shown);
    Some(Location::new(file_uri(&path)?, workspace.range_in(other, span, features.encoding)))
}

/// The address of a file.
pub(super) fn file_uri(path: &Path) -> Option<Uri> {
    Uri::from_file_path(path).ok()
}

fn severity(severity: Severity) -> DiagnosticSeverity {
    match severity {
        Severity::Error => DiagnosticSeverity::Error,
        Severity::Warning => DiagnosticSeverity::Warning,
        Severity::Info => DiagnosticSeverity::Information,
    }
}
