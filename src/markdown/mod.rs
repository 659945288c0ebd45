//! Floor 2: a page as a sequence of blocks.
//!
//! `pulldown-cmark` decides what is a block; this floor keeps the ones that examples and their surroundings are
//! made of, each with its place and its container, and gives every code block and comment a [`BodyText`]. It does
//! not know what an example is. Prose is kept only where it stands after an annotation's comment or in doubt.
//!
//! [`BodyText`]: crate::text::BodyText

mod admonition;
mod block;
mod containers;
mod document;
mod fence;
pub(crate) mod front_matter;
mod html_code;
mod literal;
mod nested;
mod page_file;
mod segment;
mod shortcode;
mod table;
mod unread;
mod view;

pub(crate) use block::{Block, BlockKind, CodeBlock, ContainerId, FenceStyle, Heading, HtmlBlock, SectionId};
pub(crate) use containers::behind_containers;
pub use document::Document;
pub(crate) use fence::{TICKS, TILDES};
pub(crate) use front_matter::unclosed as unclosed_front_matter;
pub(crate) use page_file::is_page;
pub(crate) use shortcode::may_hold as may_hold_shortcodes;
pub(crate) use table::{Row, Table, plain};
