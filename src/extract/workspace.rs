//! What is remembered of every page of a run once its text was let go: the little that pages can contradict each
//! other in. Nothing here holds text of a page beyond names, and nothing here compares.

use std::sync::Arc;

use super::{BlockType, ParsedPage};
use crate::text::Span;

/// The pages of a run that have something to remember, in order of their paths.
#[derive(Debug, Default)]
pub struct Workspace {
    /// The pages.
    pub pages: Vec<PageIndex>,
}

/// The place of a page in its run.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PageId(pub u32);

/// What is remembered of a page.
#[derive(Debug)]
pub struct PageIndex {
    /// Which page of the run it is.
    pub id: PageId,
    /// Its path as shown, with `/`.
    pub path: Arc<str>,
    /// The names that it gives to requests, in order of place.
    pub requests: Vec<NamedRequest>,
}

/// The name of a request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NamedRequest {
    /// As written, without quotes.
    pub name: Box<str>,
    /// Where it, or the list that it stands in, begins; on one line.
    pub span: Span,
}

impl NamedRequest {
    /// The named requests of a page in order of place; a name that is there twice comes twice.
    pub fn all(page: &ParsedPage<'_>) -> Vec<Self> {
        let requests =
            page.annotations.iter().filter(|annotation| annotation.block_type == Some(BlockType::Request));
        requests
            .filter_map(|annotation| Some((annotation, annotation.names_span()?)))
            .flat_map(|(annotation, span)| {
                annotation.names.iter().map(move |name| Self { name: (*name).into(), span })
            })
            .collect()
    }
}

impl PageIndex {
    /// The version of the documentation that the page belongs to: its path up to and including the last folder, or
    /// the name of the file, that reads like the version of an API. Pages without one belong together.
    pub fn version(&self) -> &str {
        let mut end = self.path.len();
        let mut rest = &*self.path;
        loop {
            let start = rest.rfind('/').map_or(0, |slash| slash + 1);
            let segment = &rest[start..];
            let is_file = end == self.path.len();
            let word = if is_file { segment.split(".md").next().unwrap_or(segment) } else { segment };
            if is_version(word) {
                return &self.path[..end];
            }
            if start == 0 {
                return "";
            }
            end = start - 1;
            rest = &self.path[..end];
        }
    }
}

/// Whether a word reads like the version of an API: `v1.0`, `v2`, `v1beta1`, `beta`, `preview`, `1.4`, `2024-05-01`.
fn is_version(word: &str) -> bool {
    const STAGES: [&str; 4] = ["alpha", "beta", "preview", "rc"];
    let begins =
        |stage: &&str| word.get(..stage.len()).is_some_and(|start| start.eq_ignore_ascii_case(stage));
    let may_be = match word.as_bytes() {
        [b'0'..=b'9', ..] | [b'v' | b'V', b'0'..=b'9', ..] => true,
        _ => STAGES.iter().any(begins),
    };
    if !may_be {
        return false;
    }
    let lower = word.to_ascii_lowercase();
    let stage = STAGES.into_iter().find_map(|stage| lower.split_once(stage));
    let (number, rest) = stage.unwrap_or((&lower, ""));
    let digits = |text: &str| text.chars().all(|c| c.is_ascii_digit());
    if !digits(rest) {
        return false;
    }
    let prefixed = number.strip_prefix('v');
    let parts: Vec<&str> = prefixed.unwrap_or(number).trim_end_matches('-').split(['.', '-', '_']).collect();
    let numbered = parts.iter().all(|part| !part.is_empty() && digits(part));
    match prefixed {
        Some(_) => numbered,
        None if stage.is_some() => number.is_empty() || numbered,
        None => numbered && parts.len() > 1,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_version_is_the_path_up_to_its_last_word_like_one() {
        let cases = [
            ("docs/v1.0/api/parcels.md", "docs/v1.0"),
            ("docs/beta/parcels.md", "docs/beta"),
            ("v2/parcels.mdx", "v2"),
            ("docs/v1/archive/v1beta1/parcels.md", "docs/v1/archive/v1beta1"),
            ("docs/parcels/v2.md", "docs/parcels/v2.md"),
            ("docs/1.4/parcels.md", "docs/1.4"),
            ("docs/2024-05-01-preview/parcels.md", "docs/2024-05-01-preview"),
            ("docs/videos/vans.md", ""),
            ("docs/7/parcels.md", ""),
            ("docs/alphabet/betatest.md", ""),
            ("parcels.md", ""),
            ("", ""),
        ];
        for (path, version) in cases {
            let page = PageIndex { id: PageId(0), path: path.into(), requests: Vec::new() };
            assert_eq!(page.version(), version, "{path}");
        }
    }
}
