//! Which files are pages.

use std::path::Path;

use crate::system::has_ending;

/// Endings of files that are taken for pages inside folders: Markdown by its usual names, MDX, and Markdown
/// templates of static site generators, whose code blocks are those of Markdown.
const ENDINGS: [&str; 7] = [".md", ".markdown", ".mdown", ".mkd", ".mdx", ".md.erb", ".apib"];

/// Whether a file is a page by its name.
pub(crate) fn is_page(path: &Path) -> bool {
    has_ending(path, &ENDINGS)
}
