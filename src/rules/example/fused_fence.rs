//! `example/fused-fence`.

use crate::conformance::Page;
use crate::extract::Example;
use crate::rules::Findings;
use crate::text::LocalSpan;

declare_rule! {
    /// The body of an example starts on the line of its opening fence.
    ///
    /// ## What it finds
    ///
    /// An opening bracket right after the marks that open a fence.
    ///
    /// ## Why it matters
    ///
    /// The rest of that line is the info string: the bracket is not shown, and a reader who copies the example gets
    /// JSON without its beginning.
    ///
    /// ## Example
    ///
    /// ````markdown
    /// ```[
    ///   { "id": "p-1042" }
    /// ]
    /// ```
    /// ````
    ///
    /// should be
    ///
    /// ````markdown
    /// ```json
    /// [
    ///   { "id": "p-1042" }
    /// ]
    /// ```
    /// ````
    ///
    /// ## How to fix it
    ///
    /// Put the bracket on a line of its own.
    "example/fused-fence": Error, Default, fix Safe;
    Example(check)
}

fn check(_page: &Page<'_>, example: &Example<'_>, findings: &mut Findings<'_>) {
    let text = example.text();
    let first = text.lines().next().unwrap_or_default().trim_end();
    let span = example.file_span(LocalSpan::new(0, first.len()));
    let opening = example.block.opening;
    // The first line of indented code is its opening line as well.
    let fenced = matches!(example.block.style, crate::document::FenceStyle::Fenced { .. });
    if fenced && !first.is_empty() && opening.start < span.start && span.end <= opening.end {
        let second = text.find('\n').map_or(text.len(), |at| at + 1);
        let body = &example.block.body;
        let moved = [
            body.edit(LocalSpan::new(0, first.len()), ""),
            body.edit(LocalSpan::new(second, second), &format!("{first}\n")),
        ];
        findings
            .report(span, format!("`{first}` on the line of the opening fence is not shown"))
            .safe_fix("move it to a line of its own", moved.to_vec());
    }
}
