//! How deep in JSON brackets a body is: just enough to know whether a line can begin the next message.
//!
//! It forgives everything and never decides whether the JSON is right. Few lines of a body could begin a message, so
//! lines are read only when one is in question.

use super::lines::Line;

/// A count of open brackets over the lines read so far.
#[derive(Debug)]
pub(super) struct Brackets {
    /// The first line that was not read.
    next: usize,
    depth: u32,
    used: bool,
}

impl Brackets {
    /// Brackets of a body that begins with line number `first`.
    pub(super) fn from(first: usize) -> Self {
        Self { next: first, depth: 0, used: false }
    }

    /// Reads the lines up to line number `end`, without it.
    pub(super) fn catch_up(&mut self, lines: &[Line<'_>], end: usize) {
        for line in lines.get(self.next..end).unwrap_or_default() {
            self.read(line.text);
        }
        self.next = end;
    }

    /// Reads a line. A string never goes on over its end.
    fn read(&mut self, line: &str) {
        let bytes = line.as_bytes();
        let mut quoted = false;
        let mut at = 0;
        while let Some(&byte) = bytes.get(at) {
            at += 1;
            match byte {
                // In a string it takes the character behind it with it.
                b'\\' => at += usize::from(quoted),
                b'"' => quoted = !quoted,
                b'{' | b'[' if !quoted => {
                    self.depth += 1;
                    self.used = true;
                }
                b'}' | b']' if !quoted => self.depth = self.depth.saturating_sub(1),
                _ => {}
            }
        }
    }

    /// Whether a bracket is open.
    pub(super) fn open(&self) -> bool {
        self.depth > 0
    }

    /// Whether there was any bracket.
    pub(super) fn used(&self) -> bool {
        self.used
    }
}
