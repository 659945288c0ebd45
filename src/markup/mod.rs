//! Floor 2: how pages are written, one folder a markup: which files are pages, and from their text to a [`Document`].
//!
//! **Adding a markup = one folder with a function that reads a text, a line in [`read`] and in
//! [`may_hold_examples`], an ending in [`is_page`].** What an example is, is not known here.

pub(crate) mod markdown;
mod page_file;

use crate::document::Document;
use crate::text::SourceFile;
pub(crate) use page_file::is_page;

/// Whether a page may hold an example or an annotation: a look that costs far less than to read it.
pub(crate) fn may_hold_examples(text: &str) -> bool {
    markdown::may_hold_examples(text)
}

/// Reads a page as its name says that it is written. Total: every text is a page.
pub(crate) fn read(source: &SourceFile) -> Document<'_> {
    markdown::parse_as(source.text(), markdown::Flavour::of(source.path()))
}
