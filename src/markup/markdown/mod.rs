//! Markdown, read into a [`Document`].
//!
//! `pulldown-cmark` decides what is a block. Prose is kept only where it stands after an annotation's comment or in
//! doubt. What other floors ask of the text of a page themselves, they ask here. What a block means is not known.
//!
//! [`Document`]: crate::document::Document

mod admonition;
mod containers;
mod fence;
pub(crate) mod front_matter;
mod html_code;
mod literal;
mod nested;
mod prefilter;
mod reader;
mod segment;
mod shortcode;
mod table;
mod unread;
mod view;

pub(crate) use containers::behind_containers;
pub(crate) use fence::{TICKS, TILDES};
pub(crate) use front_matter::unclosed as unclosed_front_matter;
#[cfg(test)]
pub(crate) use prefilter::PROGRAMS;
pub(in crate::markup) use prefilter::may_hold_examples;
pub use reader::parse;
pub(in crate::markup) use reader::parse_as;
pub(crate) use reader::{parse_whole, parse_with};
pub(crate) use table::{Row, Table, plain};
pub(in crate::markup) use view::Flavour;
