//! Whether the prose of a page may contradict something, by a look at its numbers: for most pages it cannot, and nobody
//! reads it.
//!
//! Everything here is cheap and errs to the careful side: what could be a status code counts as one.

use super::prose;
use crate::cues;
use crate::document::BlockKind;
use crate::extract::ParsedPage;
use crate::extract::mention::{self, Codes};
use crate::syntax::http::status;

/// What the numbers of a page leave open about the statuses that its prose declares.
#[derive(Debug, Default)]
pub struct StatusPrefilter {
    /// The success codes that its prose could mean, each once.
    successes: Vec<Codes>,
    /// Whether a heading could name a status.
    heading: bool,
    /// Whether a sentence could contradict itself.
    suspicious: bool,
    /// Whether a sentence about a success could say that there is no body.
    bodiless: bool,
}

/// The most success codes that are told apart.
const MOST: usize = 8;

impl StatusPrefilter {
    /// Looks at the prose and the headings of a page. Total.
    pub fn of(page: &ParsedPage<'_>) -> Self {
        let mut prefilter = Self::default();
        let text = page.document.text;
        for gap in prose::gaps(page.document) {
            prefilter.look(gap.span.of(text));
        }
        for block in &page.document.blocks {
            if let BlockKind::Heading(heading) = block.kind {
                prefilter.heading |= mention::candidates(heading.text).next().is_some();
            }
        }
        prefilter
    }

    fn look(&mut self, prose: &str) {
        for at in mention::candidates(prose) {
            let Some((codes, end)) = mention::codes_at(prose, at) else { continue };
            if codes.is_success() && !self.successes.contains(&codes) && self.successes.len() < MOST {
                self.successes.push(codes);
            }
            let rest = &prose[end..];
            self.bodiless |= codes.is_success() && !codes.is_bodiless() && denies_body(rest);
            self.suspicious |= is_misnamed(codes, rest) || codes.is_bodiless() && promises_body(prose, at);
        }
    }

    /// Whether a sentence of the page could contradict itself.
    pub fn is_suspicious(&self) -> bool {
        self.suspicious
    }

    /// Whether a sentence of the page could say of a success that there is no body.
    pub fn denies_bodies(&self) -> bool {
        self.bodiless
    }

    /// Whether what the page says could contradict a response with this status.
    pub fn may_contradict(&self, status: u16) -> bool {
        let differs = |codes: &Codes| !codes.contains(status);
        self.heading || self.successes.len() == MOST || status < 400 && self.successes.iter().any(differs)
    }
}

/// Whether a sentence of a page without any example could contradict itself. Cheap: most numbers are no code, and most
/// codes have no phrase.
pub(crate) fn may_contradict_itself(text: &str) -> bool {
    mention::candidates(text).any(|at| {
        let Some((codes, end)) = mention::codes_at(text, at) else { return false };
        let rest = text[end..].trim_start_matches([' ', ',', '(', '-']);
        let misnamed = mention::phrase_at(rest).is_some() && is_misnamed(codes, &text[end..]);
        misnamed || codes.is_bodiless() && promises_body(text, at)
    })
}

/// Whether the phrase after a code is not its own.
fn is_misnamed(codes: Codes, rest: &str) -> bool {
    let phrase = rest.trim_start_matches([' ', ',', '(', '-']);
    let own = status::phrase(codes.first).filter(|_| codes.first == codes.last).unwrap_or_default();
    let is_own = phrase.get(..own.len()).is_some_and(|start| start.eq_ignore_ascii_case(own));
    phrase.len() < rest.len() && phrase.starts_with(|c: char| c.is_ascii_alphabetic()) && !is_own
}

/// Whether the text right behind a code could say that there is no body.
fn denies_body(rest: &str) -> bool {
    /// No further than this.
    const LONGEST: usize = 300;
    let near = &rest[..rest.floor_char_boundary(LONGEST)];
    let mut lines = near.split_inclusive('\n');
    let end = lines.by_ref().take_while(|line| !line.trim().is_empty()).map(str::len).sum();
    let near = near[..end].to_ascii_lowercase();
    cues::any(&near, |words| words.bodiless)
        && (cues::any(&near, |words| words.bodies) || cues::any(&near, |words| words.no_bodies))
}

/// Whether the sentence around a place, or the one behind it, could promise a body.
fn promises_body(prose: &str, at: usize) -> bool {
    /// No sentence is looked at further in either direction.
    const LONGEST: usize = 600;
    let (before, after) = (&prose[prose.ceil_char_boundary(at.saturating_sub(LONGEST))..at], &prose[at..]);
    let after = &after[..after.floor_char_boundary(LONGEST)];
    let start = memchr::memmem::rfind(before.as_bytes(), b". ").unwrap_or(0);
    let end = |after: &str| memchr::memmem::find(after.as_bytes(), b". ").unwrap_or(after.len());
    let (rest, next) = after.split_at(end(after));
    let next = next.get(2..).unwrap_or_default();
    let promises = |text: &str| cues::any(text, |words| words.bodies);
    promises(&before[start..].to_ascii_lowercase()) || promises(&rest.to_ascii_lowercase()) || {
        // Most say there that none comes.
        let next = next[..end(next)].to_ascii_lowercase();
        promises(&next) && !cues::any(&next, |words| words.bodiless)
    }
}
