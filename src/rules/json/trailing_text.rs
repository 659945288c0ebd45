//! `json/trailing-text`.

use crate::diagnostic::Strength;
use crate::document::FenceStyle;
use crate::extract::Evidence;
use crate::rules::missing_close_fence::Inside;
use crate::rules::{Findings, JsonContext, quote};
use crate::syntax::json::{Issue, IssueKind};

declare_rule! {
    /// Text after the JSON document.
    ///
    /// ## What it finds
    ///
    /// Anything that is not JSON after the last closing bracket: prose, a stray character, a comment of the page. A
    /// heading or a fence that the code block swallowed is `example/unclosed-fence`; a paragraph that an indented code
    /// block took in with its indentation is not reported.
    ///
    /// ## Why it matters
    ///
    /// Strict parsers reject the body, and a reader copies text that is not part of it.
    ///
    /// ## Example
    ///
    /// ```json
    /// { "id": "p-1042" };
    /// ```
    ///
    /// should be
    ///
    /// ```json
    /// { "id": "p-1042" }
    /// ```
    ///
    /// ## How to fix it
    ///
    /// Remove the text or move it out of the code block.
    "json/trailing-text": Error, Default, fix None;
    JsonIssues(check)
}

fn check(cx: JsonContext<'_, '_>, findings: &mut Findings<'_>) {
    for issue in cx.issues(&[IssueKind::TrailingText]) {
        // The one mistake is the fence: `example/unclosed-fence` says so.
        let is_open = matches!(cx.example.block.style, FenceStyle::Fenced { closed: false, .. });
        let inside = Inside::of(cx.example.block);
        let is_swallowed = is_open
            || inside.fused_closes().next().is_some()
            || inside.line_of_page(cx.page, cx.example.span).is_some();
        if is_swallowed
            || is_remark(&cx, issue)
            || is_paragraph_of_page(&cx, issue)
            || parts_alternatives(&cx, issue)
        {
            continue;
        }
        let text = issue.span.of(cx.text());
        let finding = cx
            .report(
                findings,
                issue,
                format!("unexpected text after the JSON document: {}", quote::code(text)),
            )
            .label("not part of the JSON");
        let is_markdown = ["#", "```", "~~~", "<!--"].iter().any(|mark| text.starts_with(mark));
        finding.help(if is_markdown {
            "this looks like Markdown: add the closing fence if it is missing above"
        } else {
            "remove the text, or move it out of the code block"
        });
    }
}

/// A paragraph after an indented block that its own indentation drew into the block: a matter of layout that older
/// Markdown dialects forgive.
fn is_paragraph_of_page(cx: &JsonContext<'_, '_>, issue: &Issue) -> bool {
    let before = cx.before(issue.span.start).trim_end_matches([' ', '\t']);
    cx.example.block.style == FenceStyle::Indented && before.ends_with("\n\n")
}

/// A note between two bodies to choose from, in a block that nobody called JSON.
fn parts_alternatives(cx: &JsonContext<'_, '_>, issue: &Issue) -> bool {
    let rest = &cx.text()[issue.span.end as usize..];
    let another = rest.lines().any(|line| line.starts_with(['{', '[']));
    let is_words = issue.span.of(cx.text()).starts_with(char::is_alphabetic);
    another && is_words && matches!(cx.body.evidence, Evidence::Told(_))
}

/// Whether words behind a body that nothing declares to be JSON are a remark about it: `Note: the names of depots`.
fn is_remark(cx: &JsonContext<'_, '_>, issue: &Issue) -> bool {
    let text = issue.span.of(cx.text());
    cx.message.is_none()
        && cx.body.evidence.strength() < Strength::Declared
        && text.starts_with(char::is_alphabetic)
        && text.contains([':', '：', ' '])
}
