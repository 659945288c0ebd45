//! JSON that stays data even where it is printed into a log.
//!
//! What a terminal or a build service would obey is written as `\u…`: every reader gets the same text, and the bytes
//! hold nothing to obey.

use std::io::{self, Write};

use serde::Serialize;
use serde_json::ser::{CharEscape, CompactFormatter, Formatter, PrettyFormatter, Serializer};

use super::{begins_command, is_hostile};

/// Writes a value on one line.
pub(in crate::output) fn write(out: &mut dyn Write, value: &impl Serialize) -> io::Result<()> {
    value.serialize(&mut Serializer::with_formatter(out, Safe(CompactFormatter)))?;
    Ok(())
}

/// Writes a value over several lines.
pub(in crate::output) fn write_pretty(out: &mut dyn Write, value: &impl Serialize) -> io::Result<()> {
    value.serialize(&mut Serializer::with_formatter(out, Safe(PrettyFormatter::new())))?;
    Ok(())
}

struct Safe<F>(F);

/// Forwards the calls that lay a value out.
macro_rules! forward {
    ($($name:ident($($first:ident)?)),+) => {
        $(fn $name<W: ?Sized + Write>(&mut self, out: &mut W $(, $first: bool)?) -> io::Result<()> {
            self.0.$name(out $(, $first)?)
        })+
    };
}

impl<F: Formatter> Formatter for Safe<F> {
    forward!(
        begin_array(),
        end_array(),
        begin_array_value(first),
        end_array_value(),
        begin_object(),
        end_object(),
        begin_object_key(first),
        end_object_key(),
        begin_object_value(),
        end_object_value()
    );

    fn write_char_escape<W: ?Sized + Write>(&mut self, out: &mut W, escape: CharEscape) -> io::Result<()> {
        self.0.write_char_escape(out, escape)
    }

    fn write_string_fragment<W: ?Sized + Write>(&mut self, out: &mut W, text: &str) -> io::Result<()> {
        let mut written = 0;
        if text.bytes().all(|byte| byte != b'#' && byte < 0x7f) {
            return out.write_all(text.as_bytes());
        }
        for (at, c) in text.char_indices() {
            if is_hostile(c) || (c == '#' && begins_command(&text[at..])) {
                out.write_all(&text.as_bytes()[written..at])?;
                // All of them lie in the first plane.
                write!(out, "\\u{:04x}", u32::from(c))?;
                written = at + c.len_utf8();
            }
        }
        out.write_all(&text.as_bytes()[written..])
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_reader_gets_the_text_and_a_log_gets_nothing() {
        let text = "##vso[x] #\u{200b}#[y] \u{202e}\u{9b}\u{1b}\u{7f} # ## é😀 \"";
        let mut out = Vec::new();
        write(&mut out, &text).unwrap();
        let written = String::from_utf8(out).unwrap();
        assert_eq!(serde_json::from_str::<String>(&written).unwrap(), text);
        assert_eq!(
            written,
            "\"\\u0023#vso[x] \\u0023\u{200b}#[y] \\u202e\\u009b\\u001b\\u007f # ## é😀 \\\"\""
        );
    }
}
