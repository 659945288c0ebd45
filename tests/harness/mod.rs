//! The harness of the Markdown fixtures in `tests/rules/<group>/<rule>.md`.
//!
//! A fixture reads like documentation and is one: an H1 with the rule's id, a sentence, and one H2 a case. In a case
//! the code block marked `markdown` is the page; `toml` is its configuration (so far `level`, default `pedantic`);
//! `diagnostics` lists the findings of this rule, one a line, `line:column-line:column severity: message`; `fixed` is
//! the page after the rule's fixes, and stands there exactly if some finding has one. An empty `diagnostics` block
//! makes a clean case. Everything else is prose for the reader.
//!
//! Blocks marked `schema FILE` are descriptions of the API that the page is held against: CSDL, OpenAPI, JSON Schema.
//!
//! Every page is checked as it stands, with CRLF line endings, inside a list item and inside a block quote, and must
//! give the same findings and the same fixes at the shifted places. Some pages mean something else when they are
//! nested: front matter is only front matter at the top of a file, a heading in a list item begins no section, a tab
//! may be part of the indentation. Such a case says so with `<!-- variants: lf crlf -->` (of `lf crlf list quote`)
//! before its page.
//!
//! `UPDATE_FIXTURES=1` rewrites the `diagnostics` and `fixed` blocks and nothing else.

pub(crate) mod case;
pub(crate) mod door;
pub(crate) mod fixes;
pub(crate) mod fixture;
pub(crate) mod run;
pub(crate) mod selftest;
pub(crate) mod variant;
