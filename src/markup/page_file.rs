//! Which files are pages.

use std::path::Path;

/// Endings of files that are taken for pages inside folders: Markdown by its usual names, MDX, and Markdown
/// templates of static site generators, whose code blocks are those of Markdown.
const ENDINGS: [&str; 7] = [".md", ".markdown", ".mdown", ".mkd", ".mdx", ".md.erb", ".apib"];

/// Whether a file is a page by its name.
pub(crate) fn is_page(path: &Path) -> bool {
    let path = path.as_os_str().as_encoded_bytes();
    ENDINGS.iter().any(|ending| {
        let (name, end) = path.split_at(path.len().saturating_sub(ending.len()));
        let named = name.last().is_some_and(|&byte| !std::path::is_separator(byte.into()));
        named && end.eq_ignore_ascii_case(ending.as_bytes())
    })
}
