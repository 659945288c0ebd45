//! Status codes in running text: which numbers are some, and how they are written.

use std::ops::Range;

use crate::cues;
use crate::syntax::http::status;

/// Status codes from the first to the last, both included.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Codes {
    /// The lowest.
    pub first: u16,
    /// The highest.
    pub last: u16,
}

impl Codes {
    /// A single one.
    pub fn one(code: u16) -> Self {
        Self { first: code, last: code }
    }

    /// Whether `code` is one of them.
    pub fn contains(self, code: u16) -> bool {
        (self.first..=self.last).contains(&code)
    }

    /// Whether they tell of success: 2xx and 3xx.
    pub fn is_success(self) -> bool {
        (200..400).contains(&self.first)
    }

    /// Whether no answer with one of them can have a body (RFC 9110 §15.3.5, §15.3.6, §15.4.5).
    pub fn is_bodiless(self) -> bool {
        self.first == self.last && matches!(self.first, 204 | 205 | 304)
    }
}

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

/// Where numbers are that could be status codes. Most numbers of most pages are none.
pub(super) fn candidates(text: &str) -> Vec<usize> {
    let mut places = Vec::new();
    let mut from = 0;
    while let Some(at) = next_triple(text.as_bytes(), from) {
        places.extend(codes_at(text, at).is_some().then_some(at));
        from = at + 1;
    }
    places
}

/// Where three characters in a row look like a code, from byte `from` on.
fn next_triple(bytes: &[u8], from: usize) -> Option<usize> {
    let mut start = from;
    while let Some(rest) = bytes.get(start..)
        && let (Some(firsts), Some(seconds), Some(thirds)) = (
            rest.first_chunk(),
            rest.get(1..).and_then(<[u8]>::first_chunk),
            rest.get(2..).and_then(<[u8]>::first_chunk),
        )
        && !holds_triple(firsts, seconds, thirds)
    {
        start += STRIDE;
    }
    let is_triple = |at: &[u8]| is_first_digit(at[0]) && is_digit_or_mark(at[1]) && is_digit_or_mark(at[2]);
    Some(start + bytes.get(start..)?.windows(3).position(is_triple)?)
}

/// So many places are looked at together.
const STRIDE: usize = 32;

/// Whether a code may begin at any of some places; given are the bytes there and the two behind each. Without a branch:
/// the compiler makes a handful of instructions for all of them together.
fn holds_triple(firsts: &[u8; STRIDE], seconds: &[u8; STRIDE], thirds: &[u8; STRIDE]) -> bool {
    let mut any = false;
    for at in 0..STRIDE {
        any |= is_first_digit(firsts[at]) & is_digit_or_mark(seconds[at]) & is_digit_or_mark(thirds[at]);
    }
    any
}

fn is_first_digit(byte: u8) -> bool {
    byte.wrapping_sub(b'1') < 5
}

/// Whether a byte may go on with a code: `204`, `2xx`.
#[expect(
    clippy::needless_bitwise_bool,
    reason = "a branch keeps the compiler from looking at many bytes together"
)]
fn is_digit_or_mark(byte: u8) -> bool {
    (byte.wrapping_sub(b'0') < 10) | (byte | b' ' == b'x')
}

/// The codes that begin at `at`, and where they end.
pub(super) fn codes_at(text: &str, at: usize) -> Option<(Codes, usize)> {
    let bytes = text.as_bytes();
    let [hundreds @ b'1'..=b'5', tens, ones, ..] = *bytes.get(at..)? else { return None };
    let hundred = u16::from(hundreds - b'0') * 100;
    let class = Codes { first: hundred, last: hundred + 99 };
    let codes = match (tens, ones) {
        (b'x' | b'X', b'x' | b'X') => class,
        (b'0'..=b'9', b'0'..=b'9') => {
            let code = hundred + u16::from(tens - b'0') * 10 + u16::from(ones - b'0');
            status::phrase(code)?;
            Codes::one(code)
        }
        _ => return None,
    };
    let before = &bytes[..at];
    let apart = match before.last() {
        None => true,
        Some(b'/' | b',' | b'|') => {
            before.len() < 2 || !is_wordy(before[before.len() - 2]) || is_code_end(before)
        }
        Some(byte) => {
            byte.is_ascii_whitespace()
                || matches!(byte, b'`' | b'*' | b'_' | b'(' | b'[' | b'"' | b'\'' | b'>' | b':' | 0x80..)
        }
    };
    if !apart || before.ends_with(b":") && before.len() > 1 && before[before.len() - 2].is_ascii_digit() {
        return None;
    }
    let end = at + 3;
    let rest = &text[end..];
    if let Some(length) = class_mark(rest) {
        return Some((class, end + length));
    }
    if let Some((last, length)) = range_end(rest).filter(|(last, _)| *last > codes.first) {
        return Some((Codes { first: codes.first, last }, end + length));
    }
    let mut after = rest.bytes();
    let (next, then) = (after.next(), after.next());
    let is_part = match next {
        None => false,
        // `202-Accepted`
        Some(b'-') if phrase_at(&rest[1..]).is_some() => false,
        Some(b'.' | b',' | b':' | b'/' | b'-') => {
            then.is_some_and(is_wordy) && !(matches!(next, Some(b',' | b'/')) && codes_follow(&rest[1..]))
        }
        Some(byte) => is_wordy(byte) || matches!(byte, b'%' | b'+' | b'$' | b'='),
    };
    (!is_part).then_some((codes, end))
}

fn is_wordy(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || byte == b'_'
}

/// Whether the text before a separator is a code itself: `200/`.
fn is_code_end(before: &[u8]) -> bool {
    let digits = &before[..before.len() - 1];
    digits.len() >= 3
        && digits[digits.len() - 3..].iter().all(u8::is_ascii_digit)
        && !digits[..digits.len() - 3].last().is_some_and(u8::is_ascii_alphanumeric)
}

fn codes_follow(rest: &str) -> bool {
    matches!(rest.as_bytes(), [b'1'..=b'5', b'0'..=b'9', b'0'..=b'9', next @ ..] if !next.first().is_some_and(|byte| is_wordy(*byte)))
}

/// The length of what makes a class of a code: `-series`, ` level`.
fn class_mark(rest: &str) -> Option<usize> {
    let word = rest.strip_prefix(['-', ' '])?;
    let length = cues::all(|words| words.classes).find(|class| word.starts_with(*class))?.len();
    Some(length + 1)
}

/// The other end of a range: `–299`, ` to 299`.
fn range_end(rest: &str) -> Option<(u16, usize)> {
    let mark = ["-", "–", " - ", " – ", " to "].into_iter().find(|mark| rest.starts_with(mark))?;
    let digits = rest[mark.len()..].get(..3)?;
    let next = rest.as_bytes().get(mark.len() + 3);
    let code: u16 = digits.parse().ok().filter(|_| digits.bytes().all(|byte| byte.is_ascii_digit()))?;
    // A range of codes goes on to the end of a class.
    (code % 100 == 99 && !next.is_some_and(|byte| is_wordy(*byte))).then_some((code, mark.len() + 3))
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
        && (formal || cues::all(|words| words.speech).any(|word| lower.contains(word)))
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

/// The length of the registered phrase that a text begins with.
pub(super) fn phrase_at(text: &str) -> Option<usize> {
    const LONGEST: usize = 40;
    let text = &text[..text.floor_char_boundary(LONGEST)];
    if !text.starts_with(|c: char| c.is_ascii_uppercase()) {
        return None;
    }
    let is_end = |at: usize| !text[at..].starts_with(|c: char| c.is_alphanumeric());
    let ends = text.char_indices().map(|(at, c)| at + c.len_utf8()).filter(|at| is_end(*at));
    ends.rev().find(|at| status::code_of(&text[..*at]).is_some())
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
