//! What stands at the beginning of a line before its own text: indentation and the marks of lists and quotes. Looks
//! at one line alone, so it can only tell what a line might be, never what it is.

/// The column in which the text of a line begins.
pub(super) fn columns(line: &str) -> usize {
    let mut column = 0;
    for byte in line.bytes() {
        match byte {
            b' ' => column += 1,
            b'\t' => column = (column / 4 + 1) * 4,
            _ => break,
        }
    }
    column
}

/// The column in which the content of the list item begins that a line begins, of the innermost one if it begins several.
pub(super) fn item_content(line: &str) -> Option<usize> {
    let mut column = columns(line);
    let mut rest = line.trim_start().as_bytes();
    let mut content = None;
    loop {
        let tail = match rest {
            [b'-' | b'*' | b'+', b' ' | b'\t', ..] => &rest[1..],
            _ => match after_number(rest) {
                Some(tail) => tail,
                None => return content,
            },
        };
        column += rest.len() - tail.len();
        let blanks = tail.iter().take_while(|byte| matches!(byte, b' ' | b'\t')).count();
        // More than four blanks begin indented code in the item (CommonMark §5.2).
        column += if blanks > 4 { 1 } else { blanks };
        content = Some(column);
        rest = &tail[blanks..];
    }
}

/// What stands behind indentation, list marks and quote marks of a line, and whether the indentation could be that of
/// a code block.
pub(crate) fn behind_containers(line: &[u8]) -> (&[u8], bool) {
    let mut rest = line;
    let mut indented = false;
    loop {
        let spaces = rest.iter().take_while(|byte| **byte == b' ').count();
        indented |= spaces >= 4;
        rest = &rest[spaces..];
        match rest {
            [b'\t', tail @ ..] => {
                indented = true;
                rest = tail;
            }
            [b'>', tail @ ..] => rest = tail,
            [b'-' | b'*' | b'+', b' ' | b'\t', ..] => rest = &rest[1..],
            _ => match after_number(rest) {
                Some(tail) => rest = tail,
                None => return (rest, indented),
            },
        }
    }
}

/// What follows `12.` or `12)` and a space.
fn after_number(line: &[u8]) -> Option<&[u8]> {
    let digits = line.iter().take(10).take_while(|byte| byte.is_ascii_digit()).count();
    let rest = &line[digits..];
    let marked = matches!(rest, [b'.' | b')', b' ' | b'\t', ..]) && (1..10).contains(&digits);
    marked.then(|| &rest[1..])
}
