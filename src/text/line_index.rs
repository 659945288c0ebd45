//! From byte offsets to lines and columns, made once a file and only when a finding has to be shown.
//!
//! Lines and columns exist at the output edge alone: no rule and no parser may count lines.

/// A place as a reader counts it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct LineColumn {
    /// 1-based line; a line ends with LF or CRLF.
    pub line: u32,
    /// 1-based column in Unicode code points.
    pub column: u32,
}

/// The start of every line of one text.
#[derive(Clone, Debug)]
pub(crate) struct LineIndex {
    starts: Vec<u32>,
    /// The code points before every [`STRIDE`] bytes; empty if every one is a byte. A line may have megabytes and
    /// many places on it: counting from its start for each would be quadratic.
    counts: Vec<u32>,
}

/// How far apart counts are remembered, in bytes.
const STRIDE: usize = 1024;

/// About as many bytes has a line; only memory depends on it.
const USUAL_LINE: usize = 32;

impl LineIndex {
    /// Indexes `text`.
    pub(crate) fn new(text: &str) -> Self {
        let mut starts = Vec::with_capacity(text.len() / USUAL_LINE + 1);
        starts.push(0);
        starts.extend(memchr::memchr_iter(b'\n', text.as_bytes()).map(|at| at as u32 + 1));
        let mut counts = Vec::new();
        if !text.is_ascii() {
            let mut before = 0;
            for stretch in text.as_bytes().chunks(STRIDE) {
                counts.push(before);
                before += code_points(stretch);
            }
            counts.push(before);
        }
        Self { starts, counts }
    }

    /// The line (1-based) that holds the byte at `offset`.
    pub(crate) fn line(&self, offset: usize) -> u32 {
        self.starts.partition_point(|&start| start as usize <= offset) as u32
    }

    /// The line and column of the byte at `offset` of `text`, which must be the indexed text. An offset inside a
    /// character counts as the character's own; one past the end counts as the end.
    pub(crate) fn position(&self, text: &str, offset: usize) -> LineColumn {
        let offset = text.floor_char_boundary(offset.min(text.len()));
        let line = self.line(offset);
        let start = self.start(line);
        let column = self.code_points_before(text, offset) - self.code_points_before(text, start);
        LineColumn { line, column: column + 1 }
    }

    /// How many code points begin before `offset`.
    fn code_points_before(&self, text: &str, offset: usize) -> u32 {
        let known = offset / STRIDE;
        self.counts
            .get(known)
            .map_or(offset as u32, |count| count + code_points(&text.as_bytes()[known * STRIDE..offset]))
    }

    /// The byte offset at which `line` (1-based) begins; past the last line, that of the last.
    pub(crate) fn start(&self, line: u32) -> usize {
        let index = (line.max(1) as usize - 1).min(self.starts.len() - 1);
        self.starts[index] as usize
    }

    /// Number of lines; a text that ends with a newline has an empty last line.
    pub(crate) fn len(&self) -> u32 {
        self.starts.len() as u32
    }
}

/// How many code points begin in a piece of UTF-8: all bytes but the continuing ones.
fn code_points(bytes: &[u8]) -> u32 {
    bytes.iter().filter(|byte| **byte & 0xC0 != 0x80).count() as u32
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_code_points_on_lf_and_crlf_lines() {
        let text = "a\r\né😀x\n";
        let index = LineIndex::new(text);
        let cases =
            [(0, (1, 1)), (1, (1, 2)), (3, (2, 1)), (5, (2, 2)), (9, (2, 3)), (10, (2, 4)), (11, (3, 1))];
        for (offset, (line, column)) in cases {
            assert_eq!(index.position(text, offset), LineColumn { line, column }, "offset {offset}");
        }
        assert_eq!(index.position(text, 6), LineColumn { line: 2, column: 2 }, "inside a character");
        assert_eq!(index.position(text, 99), LineColumn { line: 3, column: 1 }, "past the end");
    }

    #[test]
    fn counts_on_lines_longer_than_a_stride() {
        let text = format!("é\n{}\n{}", "aé😀".repeat(STRIDE), "x".repeat(STRIDE - 1));
        let index = LineIndex::new(&text);
        let mut line = 1;
        let mut column = 1;
        for (offset, c) in text.char_indices() {
            assert_eq!(index.position(&text, offset), LineColumn { line, column }, "offset {offset}");
            (line, column) = if c == '\n' { (line + 1, 1) } else { (line, column + 1) };
        }
        assert_eq!(index.position(&text, text.len()), LineColumn { line, column });
    }
}
