//! Where in a JSON text a cursor is, by what is written before it: what an editor completes while the text is still
//! being written.
//!
//! The text behind the cursor is not asked, so that a value that is half written takes nothing away. Total and linear.

use crate::text::LocalSpan;

/// A place in a JSON text that is being written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Cursor<'t> {
    /// The containers that are open there, the outermost first.
    pub(crate) around: Vec<Open<'t>>,
    /// What may be written there.
    pub(crate) slot: Slot<'t>,
    /// The word or string that is being written, with its opening quote; empty if none is.
    pub(crate) token: LocalSpan,
}

/// A container that is open.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Open<'t> {
    /// The offset of its bracket.
    pub(crate) at: u32,
    /// Whether it is an object.
    pub(crate) is_object: bool,
    /// The name of the member that it is, if it is one.
    pub(crate) name: Option<&'t str>,
}

/// What may be written at a place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Slot<'t> {
    /// The name of a member.
    Name,
    /// A value: of the member of that name, or an element.
    Value(Option<&'t str>),
    /// Nothing but a comma or a bracket.
    Nothing,
}

/// Where `offset` is in the JSON of `span`.
pub(crate) fn cursor(text: &str, span: LocalSpan, offset: u32) -> Cursor<'_> {
    let end = text.floor_char_boundary(offset.min(span.end).max(span.start) as usize);
    let mut reader = Reader {
        text,
        at: span.start as usize,
        end,
        around: Vec::new(),
        name: None,
        slot: Slot::Value(None),
    };
    let mut token = end;
    while let Some(start) = reader.step() {
        token = start;
    }
    Cursor { around: reader.around, slot: reader.slot, token: LocalSpan::new(token, end) }
}

struct Reader<'t> {
    text: &'t str,
    at: usize,
    end: usize,
    around: Vec<Open<'t>>,
    /// The name of the member whose value comes next.
    name: Option<&'t str>,
    slot: Slot<'t>,
}

impl<'t> Reader<'t> {
    /// Reads one token; where the one begins that ends at the cursor, or behind it. `None` at the end.
    fn step(&mut self) -> Option<usize> {
        let rest = &self.text[self.at..self.end];
        let first = rest.chars().next()?;
        let start = self.at;
        self.at += first.len_utf8();
        match first {
            '{' | '[' => {
                self.around.push(Open { at: start as u32, is_object: first == '{', name: self.name.take() });
                self.slot = if first == '{' { Slot::Name } else { Slot::Value(None) };
            }
            '}' | ']' => {
                self.around.pop();
                self.slot = Slot::Nothing;
            }
            ',' => {
                let in_object = self.around.last().is_some_and(|open| open.is_object);
                self.slot = if in_object { Slot::Name } else { Slot::Value(None) };
            }
            ':' => self.slot = Slot::Value(self.name),
            '/' if rest.starts_with("//") => self.at = start + rest.find('\n').unwrap_or(rest.len()),
            '/' if rest.starts_with("/*") => {
                self.at = start + rest.find("*/").map_or(rest.len(), |close| close + 2);
            }
            '"' => return Some(self.string(start)),
            c if c.is_whitespace() => {}
            _ => return Some(self.word(start)),
        }
        Some(self.end)
    }

    /// Reads a string. One that no quote ends, ends with its line.
    fn string(&mut self, start: usize) -> usize {
        let bytes = self.text.as_bytes();
        while self.at < self.end {
            match bytes[self.at] {
                b'\\' => self.at += 2,
                b'"' => {
                    self.at += 1;
                    self.finish(&self.text[start + 1..self.at - 1]);
                    return self.end;
                }
                b'\n' => {
                    self.finish(&self.text[start + 1..self.at]);
                    return self.end;
                }
                _ => self.at += 1,
            }
        }
        // An escape may lead beyond the cursor.
        self.at = self.end;
        start
    }

    fn word(&mut self, start: usize) -> usize {
        let is_end = |c: char| c.is_whitespace() || matches!(c, ',' | ':' | '{' | '}' | '[' | ']' | '"');
        let rest = &self.text[start..self.end];
        let Some(length) = rest.find(is_end) else {
            self.at = self.end;
            return start;
        };
        self.at = start + length;
        self.finish(&rest[..length]);
        self.end
    }

    /// A string or word is complete: it was a name or a value.
    fn finish(&mut self, text: &'t str) {
        if self.slot == Slot::Name {
            self.name = Some(text);
        } else {
            self.name = None;
        }
        self.slot = Slot::Nothing;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(marked: &str) -> (String, usize) {
        let offset = marked.find('|').unwrap_or_default();
        (marked.replacen('|', "", 1), offset)
    }

    /// The names on the way, what may be written, and what is being written.
    fn read(marked: &str) -> (Vec<String>, String, String) {
        let (text, offset) = at(marked);
        let cursor = cursor(&text, LocalSpan::new(0, text.len()), offset as u32);
        let way = cursor.around.iter().map(|open| {
            let bracket = if open.is_object { "{" } else { "[" };
            format!("{}{bracket}", open.name.unwrap_or_default())
        });
        let slot = match cursor.slot {
            Slot::Name => "name".to_owned(),
            Slot::Value(name) => format!("value {}", name.unwrap_or_default()).trim().to_owned(),
            Slot::Nothing => "nothing".to_owned(),
        };
        (way.collect(), slot, cursor.token.of(&text).to_owned())
    }

    #[test]
    fn names_and_values_are_told_apart() {
        for (marked, way, slot, token) in [
            ("|", &[][..], "value", ""),
            ("{|}", &["{"], "name", ""),
            ("{ \"a|", &["{"], "name", "\"a"),
            ("{ \"a\"|", &["{"], "nothing", ""),
            ("{ \"a\": |", &["{"], "value a", ""),
            ("{ \"a\": \"x y|\" }", &["{"], "value a", "\"x y"),
            ("{ \"a\": tr|", &["{"], "value a", "tr"),
            ("{ \"a\": true |", &["{"], "nothing", ""),
            ("{ \"a\": 1, |", &["{"], "name", ""),
            ("{ \"a\": [ |", &["{", "a["], "value", ""),
            ("{ \"a\": [ { \"b\": 1 }, {|", &["{", "a[", "{"], "name", ""),
            ("{ \"a\": { \"b\": {} }, \"c\": { |", &["{", "c{"], "name", ""),
        ] {
            let found = read(marked);
            assert_eq!(
                (found.0.as_slice(), &*found.1, &*found.2),
                (&*way.iter().map(|s| (*s).to_owned()).collect::<Vec<_>>(), slot, token),
                "{marked}"
            );
        }
    }

    #[test]
    fn strings_and_comments_hide_brackets() {
        assert_eq!(read("{ \"a\": \"} {\\\" ,\", |").0, ["{"]);
        assert_eq!(read("{ // } \" [\n /* ] */ |").1, "name");
    }

    #[test]
    fn a_string_without_its_end_ends_with_its_line() {
        assert_eq!(read("{ \"a\": \"x,\n  |"), (vec!["{".to_owned()], "nothing".to_owned(), String::new()));
    }

    #[test]
    fn nothing_is_too_broken() {
        for text in ["]}],:\"\\", "\"é\\", "{é: [😀", "/*", "{\"\\\\\\"] {
            for offset in 0..=text.len() + 1 {
                cursor(text, LocalSpan::new(0, text.len()), offset as u32);
            }
        }
    }
}
