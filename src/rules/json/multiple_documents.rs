//! `json/multiple-documents`.

use crate::diagnostic::Level;
use crate::extract::MessageForm;
use crate::rules::{Findings, JsonContext};
use crate::syntax::json::IssueKind;

declare_rule! {
    /// A block holds more than one JSON document.
    ///
    /// ## What it finds
    ///
    /// A second complete value after the first in the body of one message. One value a line (NDJSON, as bulk interfaces
    /// take it) is not reported, nor is a body that is sent in chunks. In a block without a message
    /// several documents are usually intended: they are reported at the level `strict`. The finding is reported at the
    /// second value; further ones are not reported.
    ///
    /// ## Why it matters
    ///
    /// A parser reads one document and rejects the rest. Often a comma and the brackets of a list were lost, or two
    /// examples share a fence and the reader cannot tell where one ends.
    ///
    /// ## Example
    ///
    /// ```json
    /// {
    ///   "id": "p-1042"
    /// }
    /// {
    ///   "id": "p-1043"
    /// }
    /// ```
    ///
    /// should be
    ///
    /// ```json
    /// [
    ///   {
    ///     "id": "p-1042"
    ///   },
    ///   {
    ///     "id": "p-1043"
    ///   }
    /// ]
    /// ```
    ///
    /// ## How to fix it
    ///
    /// Put a list around them, or give each its own code block.
    "json/multiple-documents": Warning, Default, fix None;
    JsonIssues(check)
}

fn check(cx: JsonContext<'_, '_>, findings: &mut Findings<'_>) {
    if cx.tree.line_delimited || is_stream(cx) {
        return;
    }
    if let Some(issue) = cx.issues(&[IssueKind::MultipleDocuments]).next() {
        let finding = cx.report(findings, issue, "second JSON document in one block");
        finding
            .label("the second document starts here")
            .help("put `[ ]` around a list of values, or give each document its own code block");
        if !is_one_body(cx) {
            finding.level(Level::Strict);
        }
    }
}

/// Whether something says that the documents are the body of one message. A block by itself may show several.
fn is_one_body(cx: JsonContext<'_, '_>) -> bool {
    let Some(message) = cx.message.filter(|message| message.form == MessageForm::Http) else { return false };
    let media = message.http.header("Content-Type").map(|header| header.value.text.to_ascii_lowercase());
    media.is_some_and(|media| media.starts_with("application/json"))
}

/// Whether the message says that its body comes in pieces.
fn is_stream(cx: JsonContext<'_, '_>) -> bool {
    let coding = cx.message.and_then(|message| message.http.header("Transfer-Encoding"));
    coding.is_some_and(|coding| coding.value.text.to_ascii_lowercase().contains("chunked"))
}
