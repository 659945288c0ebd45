//! The blocks of a page.

use std::borrow::Cow;

use crate::text::{BodyText, Span};

/// The list item, block quote or page that a block stands in; siblings share it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ContainerId(pub(crate) u32);

impl ContainerId {
    /// The page itself.
    pub const PAGE: Self = Self(0);
}

/// The part of the page from one heading to the next. Tab headings (`# [HTTP](#tab/http)`) begin none.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SectionId(pub(crate) u32);

/// A block.
#[derive(Debug)]
pub struct Block<'s> {
    /// What it is.
    pub kind: BlockKind<'s>,
    /// Its bytes in the file, container prefixes of later lines included.
    pub span: Span,
    /// Where it stands.
    pub container: ContainerId,
    /// The section that it stands in; a heading stands in the one that it begins.
    pub section: SectionId,
}

/// What a block is.
#[derive(Debug)]
pub enum BlockKind<'s> {
    /// A heading.
    Heading(Heading<'s>),
    /// A paragraph.
    Paragraph,
    /// A fenced or indented code block.
    Code(CodeBlock<'s>),
    /// An HTML block, comments above all.
    Html(HtmlBlock<'s>),
    /// A table.
    Table,
    /// A thematic break.
    Rule,
}

/// A heading.
#[derive(Clone, Copy, Debug)]
pub struct Heading<'s> {
    /// 1 to 6.
    pub level: u8,
    /// Its text as written, without the marks.
    pub text: &'s str,
    /// Whether it only names a tab.
    pub tab: bool,
}

/// How a code block is marked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FenceStyle {
    /// By a fence of this many of this character; `closed` if the closing fence is there.
    Fenced {
        /// `` ` `` or `~`.
        mark: char,
        /// How many.
        length: u32,
        /// Whether a closing fence ends it; otherwise its container or the page does.
        closed: bool,
    },
    /// By four spaces.
    Indented,
    /// By the tags of a site generator: `{{< code json >}}`.
    Shortcode,
    /// By the tags of HTML: `<pre><code>`.
    Html,
    /// As a block of lines in the front matter: `example: |`.
    FrontMatter,
    /// By nothing: it is a value in a description of the API.
    Value,
}

/// A code block.
#[derive(Debug)]
pub struct CodeBlock<'s> {
    /// How it is marked.
    pub style: FenceStyle,
    /// The opening fence's line from its first mark on; for an indented block its first line.
    pub opening: Span,
    /// The info string, trimmed; empty if there is none.
    pub info: &'s str,
    /// Where the info string stands.
    pub info_span: Span,
    /// The text between the fences.
    pub body: BodyText<'s>,
}

impl<'s> CodeBlock<'s> {
    /// The first word of the info string, lower-cased: `http`, `json`, `msgraph-interactive`.
    pub fn language(&self) -> Cow<'s, str> {
        // The first class of the attributes that Pandoc and its kin read: `{.json title="parcel"}`, `{#first .json}`.
        let class = self.info.strip_prefix('{').map(str::trim_start).and_then(|info| {
            let behind_name = || info.strip_prefix('#')?.split_once(' ').map(|(_, rest)| rest.trim_start());
            info.strip_prefix('.').or_else(|| behind_name()?.strip_prefix('.'))
        });
        let end = |c: char| c.is_whitespace() || matches!(c, ',' | '{' | '}');
        let word = class.unwrap_or(self.info).split(end).next().unwrap_or_default();
        if word.bytes().any(|byte| byte.is_ascii_uppercase()) {
            word.to_ascii_lowercase().into()
        } else {
            word.into()
        }
    }
}

/// An HTML block.
#[derive(Debug)]
pub struct HtmlBlock<'s> {
    /// Its text without container prefixes.
    pub body: BodyText<'s>,
}
