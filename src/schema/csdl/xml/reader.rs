//! The one pass over plain XML; what asks for a second thought is not read here.

use std::borrow::Cow;

use super::tree::{Element, Tree, is_blank, is_space, local};

/// More elements, open elements, and attributes of an element than plain metadata has.
const MOST_ELEMENTS: usize = 1 << 20;
const MOST_OPEN: usize = 64;
const MOST_ATTRIBUTES: usize = 32;

/// The one pass over plain XML. Every doubt is `None`.
pub(super) struct Reader<'t> {
    text: &'t str,
    at: usize,
    tree: Tree<'t>,
    /// The open elements: number, name as written, and how many prefixes were declared before.
    open: Vec<(u32, &'t str, usize)>,
    prefixes: Vec<&'t str>,
}

impl<'t> Reader<'t> {
    pub(super) fn read(text: &'t str) -> Option<Tree<'t>> {
        if !is_clean(text.as_bytes()) {
            return None;
        }
        let tree = Tree {
            elements: Vec::with_capacity(text.len() / 100),
            attributes: Vec::with_capacity(text.len() / 50),
            texts: Vec::new(),
        };
        let mut reader = Self { text, at: declaration(text), tree, open: Vec::new(), prefixes: Vec::new() };
        loop {
            let length = memchr::memchr(b'<', &text.as_bytes()[reader.at..])?;
            reader.content(reader.at + length)?;
            match reader.rest() {
                [b'<', b'/', ..] => reader.close()?,
                [b'<', b'!', b'-', b'-', ..] => reader.comment()?,
                _ => reader.element()?,
            }
            if reader.open.is_empty() && !reader.tree.elements.is_empty() {
                return is_blank(reader.rest()).then_some(reader.tree);
            }
        }
    }

    fn rest(&self) -> &'t [u8] {
        &self.text.as_bytes()[self.at..]
    }

    /// What stands before the markup at `end`.
    fn content(&mut self, end: usize) -> Option<()> {
        let text = &self.text[self.at..end];
        self.at = end;
        if text.is_empty() {
            return Some(());
        }
        let blank = is_blank(text.as_bytes());
        let Some((element, ..)) = self.open.last() else { return blank.then_some(()) };
        let is_first = !std::mem::replace(&mut self.tree.elements[*element as usize].filled, true);
        if !blank {
            if text.contains(['&', '\r', ']']) {
                return None;
            }
            if is_first {
                self.tree.texts.push((*element, Cow::Borrowed(text)));
            }
        }
        Some(())
    }

    fn comment(&mut self) -> Option<()> {
        if let Some((element, ..)) = self.open.last() {
            self.tree.elements[*element as usize].filled = true;
        }
        let body = &self.rest()[4..];
        let end = memchr::memmem::find(body, b"--")?;
        self.at += 4 + end + 3;
        (body.get(end + 2) == Some(&b'>')).then_some(())
    }

    fn close(&mut self) -> Option<()> {
        self.at += 2;
        let name = self.name()?;
        self.spaces();
        let (element, opened, prefixes) = self.open.pop()?;
        self.tree.elements[element as usize].after = self.tree.elements.len() as u32;
        self.prefixes.truncate(prefixes);
        (opened == name && self.take(b'>')).then_some(())
    }

    fn element(&mut self) -> Option<()> {
        let number = self.tree.elements.len();
        if number == MOST_ELEMENTS || self.open.len() == MOST_OPEN {
            return None;
        }
        let start = self.at as u32;
        if let Some((outer, ..)) = self.open.last() {
            self.tree.elements[*outer as usize].filled = true;
        }
        self.at += 1;
        let name = self.name().filter(|name| !name.starts_with("xmlns:"))?;
        let prefixes = self.prefixes.len();
        let attributes = self.tree.attributes.len() as u32;
        let after = number as u32 + 1;
        self.tree.elements.push(Element { name: local(name), start, after, attributes, filled: false });
        let empty = self.attributes(name)?;
        if empty {
            self.prefixes.truncate(prefixes);
        } else {
            self.open.push((number as u32, name, prefixes));
        }
        Some(())
    }

    /// The attributes of an element; whether it ends with them.
    fn attributes(&mut self, element: &'t str) -> Option<bool> {
        let first = self.tree.attributes.len();
        // Names with a prefix: they must not come twice, and somebody must have declared the prefix.
        let mut prefixed = [element; MOST_ATTRIBUTES];
        let mut count = 1;
        let mut default = false;
        let empty = loop {
            let spaced = self.spaces();
            match self.rest() {
                [b'>', ..] => break false,
                [b'/', b'>', ..] => break true,
                _ if !spaced => return None,
                _ => {}
            }
            let name = self.name()?;
            let value = self.value()?;
            if name == "xmlns" {
                if default || value.contains("w3.org") {
                    return None;
                }
                default = true;
            } else if let Some((prefix, local)) = name.split_once(':') {
                let declares = prefix == "xmlns";
                if declares && (value.is_empty() || value.contains("w3.org") || local.starts_with("xml")) {
                    return None;
                }
                if prefixed[1..count].iter().any(|known| local == super::tree::local(known)) {
                    return None;
                }
                *prefixed.get_mut(count)? = name;
                count += 1;
                self.prefixes.extend(declares.then_some(local));
            } else {
                let own = &self.tree.attributes[first..];
                if own.len() == MOST_ATTRIBUTES || own.iter().any(|(known, _)| *known == name) {
                    return None;
                }
                self.tree.attributes.push((name, value));
            }
        };
        self.at += if empty { 2 } else { 1 };
        let mut used = prefixed[..count].iter().filter_map(|name| Some(name.split_once(':')?.0));
        used.all(|prefix| prefix == "xmlns" || self.prefixes.contains(&prefix)).then_some(empty)
    }

    /// `="value"` without spaces around the sign and without white space but spaces in the value.
    fn value(&mut self) -> Option<Cow<'t, str>> {
        let [b'=', quote @ (b'"' | b'\''), rest @ ..] = self.rest() else { return None };
        let mut referring = false;
        let end = rest.iter().position(|byte| {
            referring |= *byte == b'&';
            byte == quote || matches!(byte, b'<' | b'\t' | b'\n' | b'\r')
        })?;
        let start = self.at + 2;
        self.at = start + end;
        if !self.take(*quote) {
            return None;
        }
        let written = &self.text[start..start + end];
        if referring { resolved(written).map(Cow::Owned) } else { Some(Cow::Borrowed(written)) }
    }

    /// A name of ASCII, perhaps with a prefix.
    fn name(&mut self) -> Option<&'t str> {
        let rest = self.rest();
        let is_part = |byte: &u8| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-' | b'.' | b':');
        let length = rest.iter().position(|byte| !is_part(byte))?;
        let name = &self.text[self.at..self.at + length];
        self.at += length;
        let mut parts = name.split(':');
        let begins = |part: &str| part.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_');
        let (first, second, third) = (parts.next()?, parts.next(), parts.next());
        (begins(first) && second.is_none_or(begins) && third.is_none()).then_some(name)
    }

    fn spaces(&mut self) -> bool {
        let count = self.rest().iter().take_while(|byte| is_space(**byte)).count();
        self.at += count;
        count > 0
    }

    fn take(&mut self, byte: u8) -> bool {
        let is_there = self.rest().first() == Some(&byte);
        self.at += usize::from(is_there);
        is_there
    }
}

/// The length of an XML declaration of the usual form, if there is one.
fn declaration(text: &str) -> usize {
    let forms = ["<?xml version=\"1.0\" encoding=\"utf-8\"?>", "<?xml version=\"1.0\"?>"];
    let begins = |form: &&&str| text.get(..form.len()).is_some_and(|start| start.eq_ignore_ascii_case(form));
    forms.iter().find(begins).map_or(0, |form| form.len())
}

/// Whether there is no character that XML forbids.
fn is_clean(text: &[u8]) -> bool {
    let is_control = |byte: &u8| *byte < b' ' && !is_space(*byte);
    // Whole stretches without a way out can be looked at many bytes at once.
    let odd = |stretch: &[u8]| stretch.iter().fold(false, |odd, byte| odd | is_control(byte));
    let none = ["\u{fffe}", "\u{ffff}"].iter().all(|c| memchr::memmem::find(text, c.as_bytes()).is_none());
    none && !text.chunks(4096).any(odd)
}

/// A value with XML's own entities and line endings in their place; `None` if there are other references.
pub(in crate::schema::csdl) fn resolved(written: &str) -> Option<String> {
    const ENTITIES: [(&str, char); 7] = [
        ("amp;", '&'),
        ("lt;", '<'),
        ("gt;", '>'),
        ("quot;", '"'),
        ("apos;", '\''),
        ("#xA;", '\n'),
        ("#xD;", '\r'),
    ];
    let mut parts = written.split('&');
    let mut value = parts.next()?.to_owned();
    for part in parts {
        let found = ENTITIES.iter().find_map(|(name, c)| Some((part.strip_prefix(name)?, *c)));
        let (rest, c) = found?;
        value.push(c);
        value.push_str(rest);
    }
    Some(value)
}
