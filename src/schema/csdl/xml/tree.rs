//! The elements of a file, flat and in order of place.

use std::borrow::Cow;
use std::iter;

/// A file.
#[derive(Debug, PartialEq, Eq)]
pub(in crate::schema::csdl) struct Tree<'t> {
    /// In order of place, the root first.
    pub(super) elements: Vec<Element<'t>>,
    /// Without a prefix, by name; those of an element stand side by side.
    pub(super) attributes: Vec<(&'t str, Cow<'t, str>)>,
    /// The elements that begin with text, and that text.
    pub(super) texts: Vec<(u32, Cow<'t, str>)>,
}

#[derive(Debug, PartialEq, Eq)]
pub(super) struct Element<'t> {
    /// Without prefix.
    pub(super) name: &'t str,
    pub(super) start: u32,
    /// The number of the first element after everything inside of it.
    pub(super) after: u32,
    /// Its first attribute.
    pub(super) attributes: u32,
    /// Whether there is anything in it, be it a space.
    pub(super) filled: bool,
}

/// An element of a tree.
#[derive(Clone, Copy)]
pub(in crate::schema::csdl) struct Node<'x> {
    tree: &'x Tree<'x>,
    at: u32,
}

impl<'t> Tree<'t> {
    /// The outermost element.
    pub(in crate::schema::csdl) fn root(&'t self) -> Node<'t> {
        Node { tree: self, at: 0 }
    }
}

impl<'x> Node<'x> {
    fn element(self) -> &'x Element<'x> {
        &self.tree.elements[self.at as usize]
    }

    /// Its name without prefix.
    pub(in crate::schema::csdl) fn name(self) -> &'x str {
        self.element().name
    }

    /// Where it begins.
    pub(in crate::schema::csdl) fn start(self) -> u32 {
        self.element().start
    }

    /// The value of an attribute that has no prefix.
    pub(in crate::schema::csdl) fn attribute(self, name: &str) -> Option<&'x str> {
        let own = &self.tree.attributes[self.element().attributes as usize..];
        let next = self.tree.elements.get(self.at as usize + 1);
        let count = next.map_or(own.len(), |next| (next.attributes - self.element().attributes) as usize);
        own[..count].iter().find(|(known, _)| *known == name).map(|(_, value)| value.as_ref())
    }

    /// The elements in it.
    pub(in crate::schema::csdl) fn elements(self) -> impl Iterator<Item = Self> {
        let end = self.element().after;
        let inside = move |at: u32| (at < end).then_some(Self { at, ..self });
        iter::successors(inside(self.at + 1), move |node| inside(node.element().after))
    }

    /// Whether there is anything in it.
    pub(in crate::schema::csdl) fn is_filled(self) -> bool {
        self.element().filled
    }

    /// The text that it begins with, unless that is blank.
    pub(in crate::schema::csdl) fn text(self) -> Option<&'x str> {
        let texts = &self.tree.texts;
        texts.binary_search_by_key(&self.at, |(at, _)| *at).ok().map(|at| texts[at].1.as_ref())
    }
}

/// The name that a start tag begins with.
pub(super) fn name_at(tag: &str) -> &str {
    let end = tag.find([' ', '\t', '\n', '\r', '/', '>']);
    &tag[..end.unwrap_or(tag.len())]
}

/// A name without its prefix.
pub(super) fn local(name: &str) -> &str {
    name.split_once(':').map_or(name, |(_, local)| local)
}

pub(super) fn is_space(byte: u8) -> bool {
    matches!(byte, b' ' | b'\t' | b'\n' | b'\r')
}

pub(super) fn is_blank(text: &[u8]) -> bool {
    text.iter().all(|byte| is_space(*byte))
}
