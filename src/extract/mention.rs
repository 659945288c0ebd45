//! Status codes in running text: which numbers are some, and how they are written.

mod number;

use std::ops::Range;

use crate::cues;
use crate::syntax::http::status;
pub(crate) use number::Codes;
pub(super) use number::{candidates, codes_at, phrase_at};

/// A number in a sentence that may be a status code.
#[derive(Clone, Debug)]
#[expect(clippy::struct_excessive_bools, reason = "four facts of one number that do not exclude each other")]
pub(super) struct Mention {
    /// The digits, and what makes a class or a range of them.
    pub(super) code: Range<usize>,
    /// With the reason phrase, without the marks of code and bold around both.
    pub(super) shown: Range<usize>,
    pub(super) codes: Codes,
    /// The reason phrase, where it follows as in a status line: after a blank.
    pub(super) phrase: Option<Range<usize>>,
    /// Whether it is surely a status code, whatever the sentence says.
    pub(super) sure: bool,
    /// Whether the words right beside it say so, and not the sentence as a whole.
    pub(super) plain: bool,
    /// Whether it is written as code or in bold.
    marked: bool,
    /// Whether a word before it says that it comes back.
    announced: bool,
}

/// The status codes of a sentence. `lower` is `text` in lower case; `formal`: it stands where codes are expected.
pub(super) fn mentions(text: &str, lower: &str, formal: bool) -> Vec<Mention> {
    let mut found: Vec<Mention> = Vec::new();
    let mut from = 0;
    for at in candidates(text) {
        if at < from {
            continue;
        }
        let Some((codes, end)) = codes_at(text, at).filter(|_| !is_member(&text[..at])) else { continue };
        let mention = mention(text, lower, codes, at..end);
        from = mention.shown.end.max(end);
        found.push(mention);
    }
    // One of a list tells what the others are.
    if found.iter().any(|mention| mention.marked && !mention.sure)
        && (formal || cues::all(|words| words.response_terms).any(|word| lower.contains(word)))
    {
        for mention in &mut found {
            mention.sure |= mention.marked;
        }
    }
    let joined = |pair: (&Mention, &Mention)| is_join(&lower[pair.0.shown.end..pair.1.code.start]);
    // `returns 200 or 202.`
    for at in 1..found.len() {
        found[at].announced |= found[at - 1].announced && joined((&found[at - 1], &found[at]));
    }
    for mention in &mut found {
        mention.sure |= mention.announced && ends(&lower[mention.shown.end..]);
    }
    for at in 1..found.len() {
        let sure = found[at - 1].sure && joined((&found[at - 1], &found[at]));
        found[at].sure |= sure;
    }
    for at in (1..found.len()).rev() {
        let sure = found[at].sure && joined((&found[at - 1], &found[at]));
        found[at - 1].sure |= sure;
    }
    found.retain(|mention| mention.sure);
    found
}

/// The code at `at` whatever surrounds it, for places that are known to hold codes.
pub(super) fn forced(text: &str, lower: &str, at: usize) -> Option<Mention> {
    let (codes, end) = codes_at(text, at)?;
    Some(mention(text, lower, codes, at..end))
}

/// Whether what follows is the value of a JSON member: `"code": 200`.
fn is_member(before: &str) -> bool {
    before.trim_end_matches([' ', '"']).strip_suffix(':').is_some_and(|name| name.ends_with(['"', '\'']))
}

/// Whether two codes with this between them are of one list.
fn is_join(between: &str) -> bool {
    let bare = between.trim_matches([' ', ',', '`', '*', '/', '\n', '\r', '(', ')', '|']);
    bare.is_empty() || cues::all(|words| words.joins).any(|join| join == bare)
}

fn mention(text: &str, lower: &str, codes: Codes, code: Range<usize>) -> Mention {
    let quote = quote_before(lower, code.start);
    let (before, after) = (&lower[..code.start], &lower[code.end..]);
    let mut sure = after_word(before);
    // Inside code or bold the phrase goes to its end; outside, as far as words are known.
    let inner = quote.and_then(|quote| Some(code.end + after[..after.floor_char_boundary(80)].find(quote)?));
    let phrase = match inner {
        Some(end) => {
            let rest = &text[code.end..end];
            let words = rest.trim_matches([' ', ',', '-', '–', '—', ':', '(', ')', '.']);
            let start =
                code.end + (rest.len() - rest.trim_start_matches([' ', ',', '-', '–', '—', ':', '(']).len());
            // `400 P_NOT_FOUND` names an error of the application and is no status line.
            let follows = (rest.starts_with([' ', '-']) || rest.starts_with(", ")) && !words.contains('_');
            (!words.is_empty()).then(|| (start..start + words.len(), follows))
        }
        None => known_phrase(text, code.end),
    };
    let mut shown = code.start..inner.unwrap_or(code.end);
    if let Some((phrase, _)) = &phrase {
        shown.end = shown.end.max(phrase.end);
        sure |= status::code_of(&text[phrase.clone()]).is_some();
    }
    // `204` (No Content)
    if phrase.is_none()
        && let Some(end) = inner
        && let Some((phrase, _)) = known_phrase(text, end)
    {
        shown.end = phrase.end;
        sure = true;
    }
    // `201 (Created)`
    let opens = text[shown.clone()].contains('(') && !text[shown.clone()].contains(')');
    shown.end += usize::from(opens && text[shown.end..].starts_with(')'));
    let tail = lower[shown.end..].trim_start_matches(quote.unwrap_or_default());
    let tail = tail.trim_start_matches(['`', '*', ')', '"', '\'', ' ', '\n', '\r', '_']);
    sure |= cues::begins(tail, |words| words.after_code);
    // In running text the next words may be about something else: `200 Accepted parcels`.
    let is_whole = inner.is_some() || ends(tail) || cues::begins(tail, |words| words.after_code);
    let phrase = phrase.filter(|(_, follows)| *follows && is_whole).map(|(range, _)| range);
    let before = before.trim_end_matches([' ', '\n', '\r', '`', '*', '"']);
    let announced = before.len() < code.start && is_announced(before);
    Mention { code, shown, codes, phrase, sure, plain: sure || announced, marked: inner.is_some(), announced }
}

/// Whether a text ends with a verb of answering, with an article at most behind it.
fn is_announced(before: &str) -> bool {
    let bare =
        cues::without_end(before, |words| words.between).map_or(before, |end| before[..end].trim_end());
    [before, bare].iter().any(|text| cues::without_end(text, |words| words.verbs).is_some())
}

/// Whether a sentence ends here, or goes on without a noun that a number before could count.
fn ends(rest: &str) -> bool {
    let rest = rest.trim_start_matches(['`', '*', '"', '_']);
    let tail = rest.trim_start();
    let digit =
        |text: &str| text.trim_start_matches([' ', '`', '*']).starts_with(|c: char| c.is_ascii_digit());
    tail.is_empty()
        || tail.starts_with('(')
        || tail.starts_with(['.', ',', ';', ':', ')', '!', '?', '|'])
            && !tail[1..].starts_with(|c: char| c.is_alphanumeric())
        || ["- ", "– ", "— "].iter().any(|dash| tail.strip_prefix(dash).is_some_and(|rest| !digit(rest)))
        || cues::start(tail, |words| words.after_bare).is_some_and(|length| !digit(&tail[length..]))
}

/// The mark that closes the code or bold that opens right before the code, or before `HTTP` and the code.
fn quote_before(lower: &str, at: usize) -> Option<&'static str> {
    const MARKS: [(&str, &str); 6] = [
        ("`", "`"),
        ("**", "**"),
        ("__", "__"),
        ("<code>", "</code>"),
        ("<strong>", "</strong>"),
        ("<b>", "</b>"),
    ];
    let mut before = &lower[..at];
    let label = before.strip_suffix(' ').map(|rest| {
        let rest = ["/1.1", "/1.0", "/2", ":"].iter().find_map(|end| rest.strip_suffix(end)).unwrap_or(rest);
        cues::without_end(rest, |words| words.code_labels)
    });
    if let Some(end) = label.flatten() {
        before = &before[..end];
    }
    MARKS.into_iter().find(|(open, _)| before.ends_with(open)).map(|(_, close)| close)
}

/// Whether the text ends with a word that a status code follows.
fn after_word(before: &str) -> bool {
    // `status <strong>201`
    let tag = before.strip_suffix('>').and_then(|rest| rest.rfind('<'));
    let before = tag.map_or(before, |at| &before[..at]);
    // `HTTP - 400`
    let before = before
        .strip_suffix(" - ")
        .or_else(|| before.strip_suffix(" – "))
        .map_or(before, |rest| &before[..=rest.len()]);
    let mut rest = before.trim_end_matches(['`', '*', '(', '"', '\'', ' ', '\n', '\r', ':', '=', '_']);
    if rest.len() == before.len() && !before.is_empty() {
        return false;
    }
    for version in ["/1.1", "/1.0", "/2", "/3"] {
        rest = rest.strip_suffix(version).unwrap_or(rest);
    }
    loop {
        if cues::without_end(rest, |words| words.before_code).is_some() {
            return true;
        }
        let Some(length) = cues::without_end(rest, |words| words.between) else { return false };
        rest = rest[..length].trim_end_matches(['`', '*', ' ', '\n', '\r']);
    }
}

/// The registered phrase that follows a code in running text, and whether only a blank stands between them.
fn known_phrase(text: &str, end: usize) -> Option<(Range<usize>, bool)> {
    let rest = &text[end..];
    let tail = rest.trim_start_matches([' ', '`', '*', '(', '-', '–', '—', ':', ',', '"', '\n', '\r', '（']);
    let start = end + rest.len() - tail.len();
    let length = phrase_at(tail).filter(|_| start > end)?;
    // `200 (Created)`
    let in_brackets = rest.starts_with(" (") && start == end + 2 && tail[length..].starts_with(')');
    let behind_dash = rest.starts_with('-') && start == end + 1;
    let follows = start == end + 1 && rest.starts_with(' ') || in_brackets || behind_dash;
    Some((start..start + length, follows))
}

#[cfg(test)]
mod tests;
