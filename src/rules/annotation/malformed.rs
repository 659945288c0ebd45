//! `annotation/malformed`.

use crate::conformance::Page;
use crate::diagnostic::Level;
use crate::extract::{Annotation, AnnotationKind};
use crate::rules::Findings;
use crate::syntax::json::{Issue, IssueKind};
use crate::text::{Edit, LocalSpan};

declare_rule! {
    /// The JSON of an annotation comment is not valid.
    ///
    /// ## What it finds
    ///
    /// Faults in the JSON between `<!--` and `-->`: a trailing or missing comma, a key without quotes, a line break
    /// inside a string, a comment that is never closed. The annotation is repaired in memory and takes effect, so that
    /// the rest of the page is checked meanwhile. Comments without an annotation are not checked.
    ///
    /// ## Why it matters
    ///
    /// A strict parser drops the whole annotation, and its example is then not checked, published
    /// without its tabs, or paired with the wrong request. Readers of the page do not see the mistake.
    ///
    /// ## Example
    ///
    /// ```markdown
    /// <!-- { "blockType": "request", "name": "get_parcel", } -->
    /// ```
    ///
    /// should be
    ///
    /// ```markdown
    /// <!-- { "blockType": "request", "name": "get_parcel" } -->
    /// ```
    ///
    /// ## How to fix it
    ///
    /// Write the comment as strict JSON. Fixes that only touch punctuation are safe.
    "annotation/malformed": Error, Default, fix Safe;
    Document(check)
}

fn check(page: &Page<'_>, findings: &mut Findings<'_>) {
    for annotation in &page.annotations {
        if !annotation.closed {
            let opener = LocalSpan { end: annotation.comment.start + 4, ..annotation.comment };
            findings
                .report(annotation.file_span(opener), format!("{} is not closed by `-->`", noun(annotation)))
                .help("add `-->`: everything after the annotation is hidden on the published page");
            continue;
        }
        let mut line_breaks =
            annotation.tree.issues.iter().filter(|issue| issue.kind == IssueKind::ControlCharacter);
        if let Some(first) = line_breaks.next() {
            report(annotation, first, line_breaks, findings);
        }
        for issue in annotation
            .tree
            .issues
            .iter()
            .filter(|issue| issue.kind != IssueKind::ControlCharacter && !issue.follows)
        {
            report(annotation, issue, std::iter::empty(), findings);
        }
    }
}

/// Reports an issue; `others` are mended along with it.
fn report<'p>(
    annotation: &'p Annotation<'_>,
    issue: &'p Issue,
    others: impl Iterator<Item = &'p Issue>,
    findings: &mut Findings<'_>,
) {
    let finding = findings
        .report(annotation.file_span(issue.span), format!("{} in {}", fault(issue.kind), noun(annotation)));
    if let Some(related) = issue.related {
        let label =
            if issue.kind == IssueKind::DuplicateKey { "the first one" } else { "it belongs to this" };
        finding.related(annotation.file_span(related), label);
    }
    // Page annotations quote the warnings of a checker, line breaks and all; no example depends on them.
    if annotation.kind == AnnotationKind::Page && issue.kind == IssueKind::ControlCharacter {
        finding.level(Level::Strict);
    }
    finding.note(match issue.kind {
        IssueKind::DuplicateKey => "parsers keep only one of the two, but not all the same one",
        _ => "strict parsers drop an annotation that is not valid JSON",
    });
    let repairs = std::iter::once(issue).chain(others).flat_map(|issue| &issue.repairs);
    let edits: Vec<Edit> = repairs.map(|repair| annotation.body.edit(repair.span, &repair.text)).collect();
    if edits.is_empty() {
        return;
    }
    let title = match issue.kind {
        IssueKind::TrailingComma | IssueKind::ExtraComma => "remove the comma",
        IssueKind::MissingComma => "insert a comma",
        IssueKind::MissingColon => "insert a colon",
        _ => "write it as JSON",
    };
    finding.fix_if_sure(is_punctuation(issue.kind), title, edits);
}

fn noun(annotation: &Annotation<'_>) -> &'static str {
    match annotation.kind {
        AnnotationKind::Block => "an annotation",
        AnnotationKind::Page => "a page annotation",
    }
}

/// Whether mending it leaves no doubt about what was meant.
fn is_punctuation(kind: IssueKind) -> bool {
    matches!(
        kind,
        IssueKind::TrailingComma
            | IssueKind::MissingComma
            | IssueKind::ExtraComma
            | IssueKind::MissingColon
            | IssueKind::WrongColon
            | IssueKind::ExtraColon
            | IssueKind::SingleQuotes
            | IssueKind::SmartQuotes
            | IssueKind::UnquotedKey
            | IssueKind::InvalidWhitespace
    )
}

fn fault(kind: IssueKind) -> &'static str {
    match kind {
        IssueKind::TrailingComma => "trailing comma",
        IssueKind::MissingComma => "missing comma",
        IssueKind::ExtraComma => "extra comma",
        IssueKind::MissingColon => "missing colon after a key",
        IssueKind::WrongColon => "wrong character in place of a colon",
        IssueKind::ExtraColon => "extra colon",
        IssueKind::ColonInQuotes => "colon inside the quotes",
        IssueKind::WrongComma => "wrong character in place of a comma",
        IssueKind::CommaInQuotes => "comma inside the quotes",
        IssueKind::QuotesInBraces => "quotes inside braces",
        IssueKind::ListInBraces => "list in braces",
        IssueKind::RepeatedName => "key written twice",
        IssueKind::MissingOpen => "missing opening bracket",
        IssueKind::Call => "call in place of a value",
        IssueKind::SwappedBrackets => "brackets in the wrong order",
        IssueKind::TornNumber => "number with a gap",
        IssueKind::Alternatives => "alternatives",
        IssueKind::MissingValue => "key without a value",
        IssueKind::MissingKey => "value without a key",
        IssueKind::MemberInArray => "key inside an array",
        IssueKind::Unclosed => "bracket that is never closed",
        IssueKind::ExtraOpen => "opening bracket written twice",
        IssueKind::UnexpectedClose => "closing bracket without an opening one",
        IssueKind::MismatchedClose => "closing bracket of the wrong kind",
        IssueKind::UnterminatedString => "string without its closing quote",
        IssueKind::MissingOpenQuote => "string without its opening quote",
        IssueKind::DoubledQuotes => "doubled quotes",
        IssueKind::UnescapedQuote => "quote inside a string without a backslash",
        IssueKind::ControlCharacter => "line break or tab inside a string",
        IssueKind::InvalidEscape => "unknown escape sequence",
        IssueKind::SingleQuotes => "single quotes around a string",
        IssueKind::SmartQuotes => "typographic quotes around a string",
        IssueKind::TripleQuotes => "triple quotes around a string",
        IssueKind::UnquotedKey => "key without quotes",
        IssueKind::UnquotedValue => "value without quotes",
        IssueKind::InvalidNumber => "invalid number",
        IssueKind::InvalidLiteral => "invalid literal",
        IssueKind::InvalidWhitespace => "invisible character",
        IssueKind::DuplicateKey => "repeated key",
        IssueKind::TrailingText => "text after the closing brace",
        IssueKind::UnexpectedText => "stray text",
        IssueKind::MultipleDocuments => "second object",
        IssueKind::Comment => "comment",
        IssueKind::Placeholder => "placeholder without quotes",
        IssueKind::BareMembers => "missing braces",
        IssueKind::Elision => "elision",
        IssueKind::TemplateTag => "template tag",
    }
}
