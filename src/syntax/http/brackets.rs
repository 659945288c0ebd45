//! How deep in JSON brackets a body is: just enough to know whether a line can begin the next message.
//!
//! It is told line by line, forgives everything, and never decides whether the JSON is right.

/// A count of open brackets over the lines read so far.
#[derive(Debug, Default)]
pub(super) struct Brackets {
    depth: u32,
    used: bool,
}

impl Brackets {
    /// Reads a line. A string never goes on over its end.
    pub(super) fn read(&mut self, line: &str) {
        let mut quoted = false;
        let mut escaped = false;
        for byte in line.bytes() {
            // Letters, digits and blanks, which is most of it, are none of what is looked for.
            if byte.is_ascii_alphanumeric() || byte == b' ' {
                escaped = false;
                continue;
            }
            match byte {
                _ if escaped => escaped = false,
                b'\\' if quoted => escaped = true,
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
