//! From the text of a page to its blocks.

use super::Block;
use crate::text::Span;

/// A page as blocks in order of place.
#[derive(Debug)]
pub struct Document<'s> {
    /// The text of the page.
    pub text: &'s str,
    /// YAML front matter with its `---` lines, if there is any.
    pub front_matter: Option<Span>,
    /// The blocks, flat; containers are ids on them.
    pub blocks: Vec<Block<'s>>,
}

impl<'s> Document<'s> {
    /// Reads a page. Total: every text is a page.
    pub fn parse(text: &'s str) -> Self {
        Self { text, front_matter: None, blocks: Vec::new() }
    }
}
