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
#[derive(Debug)]
pub struct LineIndex {
    starts: Vec<u32>,
    ascii: bool,
}

impl LineIndex {
    /// Indexes `text`.
    pub fn new(text: &str) -> Self {
        let starts = std::iter::once(0)
            .chain(memchr::memchr_iter(b'\n', text.as_bytes()).map(|at| at as u32 + 1))
            .collect();
        Self { starts, ascii: text.is_ascii() }
    }

    /// The line (1-based) that holds the byte at `offset`.
    pub fn line(&self, offset: usize) -> u32 {
        self.starts.partition_point(|&start| start as usize <= offset) as u32
    }

    /// The line and column of the byte at `offset` of `text`, which must be the indexed text. An offset inside a
    /// character counts as the character's own; one past the end counts as the end.
    pub fn position(&self, text: &str, offset: usize) -> LineColumn {
        let offset = text.floor_char_boundary(offset.min(text.len()));
        let line = self.line(offset);
        let start = self.start(line);
        let before = &text[start..offset];
        let column = if self.ascii { before.len() } else { before.chars().count() };
        LineColumn { line, column: column as u32 + 1 }
    }

    /// The byte offset at which `line` (1-based) begins; past the last line, that of the last.
    pub fn start(&self, line: u32) -> usize {
        let index = (line.max(1) as usize - 1).min(self.starts.len() - 1);
        self.starts[index] as usize
    }

    /// Number of lines; a text that ends with a newline has an empty last line.
    pub fn len(&self) -> u32 {
        self.starts.len() as u32
    }

    /// Never: an empty text has one empty line.
    pub fn is_empty(&self) -> bool {
        false
    }
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
}
