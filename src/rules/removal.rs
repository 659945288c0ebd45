//! Taking a piece out of a body without leaving a blank line or trailing space behind.

use crate::text::LocalSpan;

/// The most blanks that are taken along on either side.
const WIDEST: usize = 200;

/// The span to delete in order to remove `span` from `text`: with its line if it stands there alone, otherwise with
/// the blanks before it (or after it, where a line begins).
pub(crate) fn tidy(text: &str, span: LocalSpan) -> LocalSpan {
    let blank = |byte: &u8| matches!(byte, b' ' | b'\t');
    let (start, end) = (span.start as usize, span.end as usize);
    let before = text.as_bytes()[..start].iter().rev().take(WIDEST).take_while(|&byte| blank(byte)).count();
    let after = text.as_bytes()[end..].iter().take(WIDEST).take_while(|&byte| blank(byte)).count();
    let begins_line = text[..start - before].is_empty() || text[..start - before].ends_with('\n');
    let rest = &text[end + after..];
    match (begins_line, rest.starts_with('\n')) {
        (true, true) => LocalSpan::new(start - before, end + after + 1),
        (true, false) if rest.is_empty() => {
            // The last line goes with the line break before it.
            let above = text[..start - before].strip_suffix('\n').unwrap_or_default();
            LocalSpan::new(above.strip_suffix('\r').unwrap_or(above).len(), end + after)
        }
        (true, false) => LocalSpan::new(start, end + after),
        (false, _) => LocalSpan::new(start - before, end),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_is_left_behind() {
        let cases = [
            ("{\n  # x\n  1\n}", "{\n  1\n}"),
            ("{ # x\n}", "{\n}"),
            ("{ # x 1 }", "{ 1 }"),
            ("  # x 1", "  1"),
            ("# x\n1", "1"),
            ("1 # x", "1"),
            ("1\n  # x", "1"),
            ("1\r\n# x ", "1"),
            ("# x", ""),
        ];
        for (text, expected) in cases {
            let at = text.find("# x").unwrap();
            let gone = tidy(text, LocalSpan::new(at, at + 3));
            assert_eq!(format!("{}{}", &text[..gone.start as usize], &text[gone.end as usize..]), expected);
        }
    }
}
