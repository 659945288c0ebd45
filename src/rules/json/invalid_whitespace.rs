//! `json/invalid-whitespace`.

use crate::rules::{Findings, JsonContext, cascade};
use crate::syntax::json::IssueKind;

declare_rule! {
    /// White space between tokens that JSON does not allow.
    ///
    /// ## What it finds
    ///
    /// No-break spaces (U+00A0, U+202F), zero-width characters, byte order marks and other Unicode spaces outside
    /// strings. Inside strings they are just text. All places in one body are one finding.
    ///
    /// ## Why it matters
    ///
    /// The body looks perfect and every strict parser rejects it: JSON allows only spaces, tabs and line breaks between
    /// tokens (RFC 8259 section 2). Such characters come with text pasted from a web page or a word processor.
    ///
    /// ## Example
    ///
    /// `{ "id": "p-1042" }` with a no-break space after the colon looks like, and should be,
    ///
    /// ```json
    /// { "id": "p-1042" }
    /// ```
    ///
    /// ## How to fix it
    ///
    /// Replace it with a plain space. The fix is safe.
    "json/invalid-whitespace": Error, Default, fix Safe;
    JsonIssues(check)
}

fn check(cx: JsonContext<'_, '_>, findings: &mut Findings<'_>) {
    if let Some(group) = cascade::all(&cx, &[IssueKind::InvalidWhitespace]) {
        let first = group.first.span.of(cx.text()).chars().next().unwrap_or('\u{A0}');
        let message = format!("{} (U+{:04X}) between tokens", name(first), u32::from(first));
        let rest = |count| match count {
            1 => "; 1 more place in this body".to_owned(),
            _ => format!("; {count} more places in this body"),
        };
        group
            .report(&cx, findings, message, rest, "here as well")
            .label("looks like a space, but is not one to a JSON parser")
            .safe_fix("replace with plain spaces", group.edits(&cx));
    }
}

/// The name of a space, as people know it.
fn name(space: char) -> &'static str {
    match space {
        '\u{A0}' => "no-break space",
        '\u{202F}' => "narrow no-break space",
        '\u{FEFF}' => "byte order mark",
        '\u{200B}'..='\u{200F}' | '\u{2060}'..='\u{2064}' | '\u{AD}' => "invisible character",
        '\u{2028}' | '\u{2029}' | '\u{85}' => "Unicode line separator",
        '\u{3000}' => "ideographic space",
        c if c < ' ' || c == '\u{7F}' => "control character",
        _ => "Unicode space",
    }
}
