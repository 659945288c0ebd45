//! `json/invalid-number`.

use crate::rules::{Findings, JsonContext, quote};
use crate::syntax::json::{Issue, IssueKind};

declare_rule! {
    /// A number that is not valid JSON.
    ///
    /// ## What it finds
    ///
    /// Leading zeros, a plus sign, a point without a digit on either side, hexadecimal numbers, `NaN` and
    /// `Infinity`, digits grouped by `_` or `,`. A fence that says `json5` or `js` may have most of them.
    ///
    /// ## Why it matters
    ///
    /// Strict parsers reject the body (RFC 8259 section 6). Lenient ones disagree: `010` is ten to one and eight
    /// to another.
    ///
    /// ## Example
    ///
    /// ```json
    /// { "discount": .5, "balance": +12 }
    /// ```
    ///
    /// should be
    ///
    /// ```json
    /// { "discount": 0.5, "balance": 12 }
    /// ```
    ///
    /// ## How to fix it
    ///
    /// Write the number as RFC 8259 requires. The fix is safe where only the spelling changes (`.5`, `5.`, `+1`) and
    /// unsafe where the value is a guess (leading zeros, `NaN`).
    "json/invalid-number": Error, Default, fix Safe;
    JsonIssues(check)
}

fn check(cx: JsonContext<'_, '_>, findings: &mut Findings<'_>) {
    for issue in cx.issues(&[IssueKind::TornNumber]) {
        let written = quote::code(issue.span.of(cx.text()));
        cx.report(findings, issue, format!("{written} is not a JSON number"))
            .label("expected digits and at most one `.`")
            .help("write the digits without separators, and `.` before the fraction");
    }
    for issue in cx.issues(&[IssueKind::InvalidNumber]) {
        report(&cx, issue, findings);
    }
}

/// A number of more digits is not filled up with zeros.
const LONGEST_PADDED: usize = 12;

fn report(cx: &JsonContext<'_, '_>, issue: &Issue, findings: &mut Findings<'_>) {
    let written = issue.span.of(cx.text());
    let shape = Shape::of(written);
    let is_certain = matches!(shape, Shape::Point | Shape::Plus);
    let mut message = format!("{} is not a JSON number", quote::code(written));
    let mut title = "rewrite the number".to_owned();
    if let [repair] = issue.repairs.as_slice() {
        title = format!("replace with {}", quote::code(&repair.text));
        if is_certain {
            message = format!("{message}; use {}", quote::code(&repair.text));
        }
    }
    let finding = cx.report(findings, issue, message).label(shape.label());
    // In a long number the point is lost, as like as not.
    if written.trim_start_matches(['+', '-']).starts_with("00") && written.len() > LONGEST_PADDED {
        return;
    }
    finding.fix_if_sure(is_certain && cx.stands_alone(issue), title, cx.edits(&issue.repairs));
}

/// What is wrong with a number.
#[derive(Clone, Copy)]
enum Shape {
    /// `.5`, `5.`
    Point,
    /// `+1`
    Plus,
    /// `007`
    LeadingZero,
    /// `0x1F`
    Hexadecimal,
    /// `NaN`, `Infinity`
    NotFinite,
    Other,
}

impl Shape {
    fn of(written: &str) -> Self {
        let digits = written.trim_start_matches(['+', '-']);
        let plain = digits.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.');
        let one_sign = written.len() - digits.len() <= 1;
        let zero_first = digits.len() > 1 && digits.starts_with('0') && !digits.starts_with("0.");
        if digits.starts_with(|c: char| c.is_ascii_alphabetic()) {
            Self::NotFinite
        } else if digits.starts_with("0x") || digits.starts_with("0X") {
            Self::Hexadecimal
        } else if zero_first {
            Self::LeadingZero
        } else if plain && one_sign && digits.matches('.').count() <= 1 {
            if digits.starts_with('.') || digits.ends_with('.') { Self::Point } else { Self::Plus }
        } else {
            Self::Other
        }
    }

    fn label(self) -> &'static str {
        match self {
            Self::Point => "expected a digit on both sides of the decimal point",
            Self::Plus => "a plus sign is not allowed",
            Self::LeadingZero => "leading zeros are not allowed",
            Self::Hexadecimal => "hexadecimal is not allowed",
            Self::NotFinite => "JSON numbers are finite",
            Self::Other => "expected a number",
        }
    }
}
