//! Floor 1: a page as a sequence of blocks, whatever markup it is written in.
//!
//! The blocks are those that examples and their surroundings are made of, each with its place and its container; every
//! code block and comment has a [`BodyText`]. What an example is, is not known here, and no markup is: `markup` reads
//! pages, one folder a markup.

mod block;

use crate::text::{BodyText, Span};

pub(crate) use block::{Block, BlockKind, CodeBlock, ContainerId, FenceStyle, Heading, HtmlBlock, SectionId};

/// A page as blocks in order of place.
#[derive(Debug)]
pub struct Document<'s> {
    /// The text of the page.
    pub text: &'s str,
    /// YAML front matter with its `---` lines, if there is any.
    pub front_matter: Option<Span>,
    /// The blocks, flat; containers are ids on them. Paragraphs, tables and rules are there only right after an HTML
    /// block or where nothing cheaper than a full parse could tell what they are.
    pub blocks: Vec<Block<'s>>,
    /// Where what looks like the fence of a code block stands in something that is not read.
    pub unread: Vec<Span>,
}

impl<'s> Document<'s> {
    /// A page that consists of values of JSON at these places, in order.
    pub fn of_values(text: &'s str, spans: impl Iterator<Item = Span>) -> Self {
        let block = |span: Span| {
            let opening = Span { end: span.start, ..span };
            let body = BodyText::from_pieces(text, &[span], span.start);
            let code =
                CodeBlock { style: FenceStyle::Value, opening, info: "json", info_span: opening, body };
            Block { kind: BlockKind::Code(code), span, container: ContainerId::PAGE, section: SectionId(0) }
        };
        Self { text, front_matter: None, blocks: spans.map(block).collect(), unread: Vec::new() }
    }
}
