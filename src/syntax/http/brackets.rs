//! How deep in JSON brackets a body is: just enough to know whether a line can begin the next message.
//!
//! It forgives everything and never decides whether the JSON is right. Few lines of a body could begin a message, so
//! lines are read only when one is in question.

use super::lines::Line;

/// The most lines that a call in a target is looked for.
const LONGEST_CALL: usize = 16;

/// How many of the lines below a target belong to it because they close a call that it opens: `/parcels/find(ids=[`.
pub(super) fn rest_of_call(target: &str, below: &[Line<'_>]) -> usize {
    let mut depth = 0_i32;
    let mut read = |text: &str| {
        for byte in text.bytes() {
            match byte {
                b'(' | b'[' => depth += 1,
                b')' | b']' => depth -= 1,
                _ => {}
            }
        }
        depth
    };
    if read(target) <= 0 || !target.ends_with(['(', '[', ',', '=']) {
        return 0;
    }
    let lines = below.iter().take(LONGEST_CALL).take_while(|line| !line.is_blank());
    let closed = lines.map(|line| read(line.trimmed())).position(|depth| depth <= 0);
    closed.map_or(0, |last| last + 1)
}

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
    pub(super) fn read(&mut self, line: &str) {
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
