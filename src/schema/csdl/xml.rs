//! From XML text to a flat tree of elements, without white space, comments and namespaces.
//!
//! Metadata is plain XML, and most of it is read here in one pass. Everything that asks for a second thought (markup
//! declarations, processing instructions, CDATA, references to characters, names beyond ASCII, and whatever is not
//! well-formed) is left to [`roxmltree`], which also knows what to say of it. What elements mean is not decided here.

mod reader;
mod tree;

use std::borrow::Cow;

use roxmltree::{Document, ParsingOptions, StringStorage};

use self::reader::Reader;
pub(super) use self::reader::resolved;
use self::tree::{Element, is_blank, local, name_at};
pub(super) use self::tree::{Node, Tree};

/// More nodes than any service has.
const MOST_NODES: u32 = 20_000_000;
impl<'t> Tree<'t> {
    /// Reads a file.
    pub(super) fn read(text: &'t str) -> Result<Self, roxmltree::Error> {
        match Reader::read(text) {
            Some(tree) => Ok(tree),
            None => Self::read_any(text),
        }
    }

    /// Reads a file, whatever XML may be in it; a document type is refused.
    fn read_any(text: &'t str) -> Result<Self, roxmltree::Error> {
        let options = ParsingOptions { nodes_limit: MOST_NODES, ..ParsingOptions::default() };
        let document = Document::parse_with_options(text, options)?;
        let mut tree = Self { elements: Vec::new(), attributes: Vec::new(), texts: Vec::new() };
        let mut open: Vec<(usize, usize)> = Vec::new();
        for node in document.root_element().descendants().filter(roxmltree::Node::is_element) {
            while let Some((at, _)) = open.pop_if(|(_, end)| *end <= node.range().start) {
                tree.elements[at].after = tree.elements.len() as u32;
            }
            open.push((tree.elements.len(), node.range().end));
            let range = node.range();
            let first = node.first_child().filter(roxmltree::Node::is_text);
            let written = first.and_then(|first| first.text_storage().map(kept));
            if let Some(written) = written.filter(|written| !is_blank(written.as_bytes())) {
                tree.texts.push((tree.elements.len() as u32, written));
            }
            let name = name_at(&text[range.start + 1..]);
            tree.elements.push(Element {
                name: local(name),
                start: range.start as u32,
                after: 0,
                attributes: tree.attributes.len() as u32,
                filled: node.has_children(),
            });
            let own = node.attributes().filter(|attribute| attribute.namespace().is_none());
            tree.attributes.extend(own.map(|attribute| {
                let range = attribute.range_qname();
                (&text[range], kept(attribute.value_storage()))
            }));
        }
        let count = tree.elements.len() as u32;
        for (at, _) in open {
            tree.elements[at].after = count;
        }
        Ok(tree)
    }
}

fn kept<'t>(text: &StringStorage<'t>) -> Cow<'t, str> {
    match text {
        StringStorage::Borrowed(text) => Cow::Borrowed(text),
        StringStorage::Owned(text) => Cow::Owned((**text).to_owned()),
    }
}

#[cfg(test)]
mod tests;
