//! Here-documents: `<<EOF` and the lines up to `EOF` (POSIX shell language, section 2.7.4).

use super::{Quotes, Quoting, Word};
use crate::text::LocalSpan;

/// A here-document that is announced and not yet read.
#[derive(Clone, Debug)]
pub(super) struct Announced {
    delimiter: String,
    literal: bool,
}

impl Announced {
    /// By the word after `<<` or `<<-`.
    pub(super) fn by(word: &Word, text: &str) -> Self {
        Self { delimiter: word.text(text).into_owned(), literal: word.span != word.inner() }
    }

    /// Reads it from the line that begins at `at`; also says where the text goes on. The delimiter may be indented:
    /// documentation is.
    pub(super) fn read(&self, text: &str, at: usize) -> (Word, usize) {
        let mut word = Word::new(at);
        let mut next = at;
        word.quotes = Quotes::Open;
        for line in text[at..].split_inclusive('\n') {
            let start = next;
            next += line.len();
            if line.trim() == self.delimiter {
                word.quotes = Quotes::Sound;
                word.span = LocalSpan::new(at, start);
                break;
            }
            if self.literal {
                word.push(start, next, Quoting::Literal);
            } else {
                Self::line(&mut word, line, start);
            }
        }
        if word.quotes == Quotes::Open {
            word.span = LocalSpan::new(at, next);
        }
        (word, next)
    }

    /// A line in which `\` protects `$`, a backtick and itself, and joins lines.
    fn line(word: &mut Word, line: &str, start: usize) {
        let bytes = line.as_bytes();
        let mut from = 0;
        let mut at = 0;
        while let Some(found) = memchr::memchr3(b'\\', b'$', b'`', &bytes[at..]) {
            at += found;
            match (bytes[at], bytes.get(at + 1)) {
                (b'\\', Some(b'$' | b'`' | b'\\')) => {
                    word.push(start + from, start + at, Quoting::Document);
                    from = at + 1;
                    at += 2;
                }
                (b'\\', Some(b'\n')) => {
                    word.push(start + from, start + at, Quoting::Document);
                    from = at + 2;
                    at += 2;
                }
                (b'\\', _) => at += 1,
                (mark, next) => {
                    word.expands = true;
                    // The output of a command, whose own quotes say nothing of the document.
                    word.opaque |= (mark == b'`' || next == Some(&b'(')) && line[at..].contains(['"', '\'']);
                    at += 1;
                }
            }
        }
        word.push(start + from.min(line.len()), start + line.len(), Quoting::Document);
    }
}
