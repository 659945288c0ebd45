//! `primaryLocationLineHash`: what GitHub follows an alert by.
//!
//! The published algorithm of the action that uploads SARIF: a rolling hash of the hundred characters from the start of
//! a line on, without spaces and tabs, with every line end as LF, and a count of equal hashes in the file. It counts
//! UTF-16 units. The action warns for each result whose value differs from its own.

use std::collections::HashMap;

/// How many characters count for a line.
const REACH: usize = 100;
/// The factor of the rolling hash.
const FACTOR: u64 = 37;
/// The unit that stands after the last one of a file.
const END: u16 = u16::MAX;

/// The hash of every line of `text`, first line first.
pub(super) fn line_hashes(text: &str) -> Vec<String> {
    let mut rolling = Rolling::default();
    let mut after_cr = false;
    for unit in text.encode_utf16() {
        let skipped =
            unit == u16::from(b' ') || unit == u16::from(b'\t') || (after_cr && unit == u16::from(b'\n'));
        after_cr = unit == u16::from(b'\r');
        if !skipped {
            rolling.push(if after_cr { u16::from(b'\n') } else { unit });
        }
    }
    rolling.push(END);
    for _ in 0..REACH {
        rolling.turn(0);
    }
    rolling.hashes
}

struct Rolling {
    window: [u16; REACH],
    /// Where in the window lines begin that are not full yet.
    starts: [bool; REACH],
    at: usize,
    hash: u64,
    line_start: bool,
    hashes: Vec<String>,
    seen: HashMap<u64, u32>,
}

impl Default for Rolling {
    fn default() -> Self {
        Self {
            window: [0; REACH],
            starts: [false; REACH],
            at: 0,
            hash: 0,
            line_start: true,
            hashes: Vec::new(),
            seen: HashMap::new(),
        }
    }
}

impl Rolling {
    /// Takes the next character of the file.
    fn push(&mut self, unit: u16) {
        self.settle();
        if std::mem::take(&mut self.line_start) {
            self.starts[self.at] = true;
        }
        self.line_start = unit == u16::from(b'\n');
        self.roll(unit);
    }

    /// Takes a character from beyond the end.
    fn turn(&mut self, unit: u16) {
        self.settle();
        self.roll(unit);
    }

    /// A line that began a whole window ago has its hash now.
    fn settle(&mut self) {
        if std::mem::take(&mut self.starts[self.at]) {
            let seen = self.seen.entry(self.hash).or_insert(0);
            *seen += 1;
            self.hashes.push(format!("{:x}:{seen}", self.hash));
        }
    }

    fn roll(&mut self, unit: u16) {
        const LEAVING: u64 = FACTOR.wrapping_pow(REACH as u32);
        let oldest = std::mem::replace(&mut self.window[self.at], unit);
        self.hash = self
            .hash
            .wrapping_mul(FACTOR)
            .wrapping_add(u64::from(unit))
            .wrapping_sub(LEAVING.wrapping_mul(u64::from(oldest)));
        self.at = (self.at + 1) % REACH;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The known answers that are published with the algorithm.
    #[test]
    fn equals_the_published_answers() {
        assert_eq!(line_hashes(""), ["c129715d7a2bc9a3:1"]);
        let few = ["271789c17abda88f:1", "54703d4cd895b18:1", "180aee12dab6264:1", "a23a3dc5e078b07b:1"];
        assert_eq!(line_hashes(" a\nb\n  \t\tc\n d"), few);
        let greetings = [
            "e9496ae3ebfced30:1",
            "fb7c023a8b9ccb3f:1",
            "ce8ba1a563dcdaca:1",
            "e20e36e16fcb0cc8:1",
            "b3edc88f2938467e:1",
            "c8e28b0b4002a3a0:1",
            "c129715d7a2bc9a3:1",
        ];
        let text = " hello; \t\nworld!!!\n\n\n  \t\tGreetings\n End\n";
        for ending in ["\n", "\r", "\r\n"] {
            assert_eq!(line_hashes(&text.replace('\n', ending)), greetings, "{ending:?}");
        }
        let mixed = " hello; \t\nworld!!!\r\n\n\r  \t\tGreetings\r End\r\n";
        assert_eq!(line_hashes(mixed), greetings);
        let unended = [
            "8b7cf3e952e7aeb2:1",
            "b1ae1287ec4718d9:1",
            "bff680108adb0fcc:1",
            "c6805c5e1288b612:1",
            "b86d3392aea1be30:1",
            "e6ceba753e1a442:1",
        ];
        assert_eq!(line_hashes(text.trim_end()), unended);
        let repeated = line_hashes(&"Lorem ipsum dolor sit amet.\n".repeat(10));
        assert_eq!(repeated[0], "a7f2ff13bc495cf2:1");
        assert_eq!(repeated[5], "a7f2ff13bc495cf2:6");
        assert_eq!(
            repeated[6..],
            [
                "a7f2ff1481e87703:1",
                "a9cf91f7bbf1862b:1",
                "55ec222b86bcae53:1",
                "cc97dc7b1d7d8f7b:1",
                "c129715d7a2bc9a3:1"
            ]
        );
    }
}
