//! Explanations by a mark: a wrong, missing or misplaced colon, comma, point or quote around one fault.

use super::super::token::{delete, insert, replace};
use super::super::{Issue, IssueKind, Repair};
use super::guess::Guess;
use super::line;
use crate::text::LocalSpan;

/// What is wrong with one mark is cheap to believe if everything is right afterwards.
const CHEAP: u32 = 4;

/// One line of the text around a fault, with the places of its marks.
struct Here<'t> {
    text: &'t str,
    start: usize,
    line: &'t str,
}

/// The explanations for one fault.
pub(super) fn guesses(text: &str, within: LocalSpan, issue: &Issue, all: &mut Vec<Guess>) {
    let at = (issue.span.start as usize).clamp(within.start as usize, within.end as usize);
    let start = line::start(text, at).max(within.start as usize);
    let end = line::end(text, at).min(within.end as usize);
    let Some(line) = text.get(start..end) else { return };
    if line.len() > 2_000 {
        return;
    }
    let here = Here { text, start, line };
    all.extend(here.comma_for_colon());
    all.extend(here.colon_for_quote());
    all.extend(here.colon_in_quotes());
    all.extend(here.colon_for_close());
    all.extend(here.comma_in_quotes(issue));
    all.extend(here.mark_for_comma(issue));
    all.extend(here.open_name());
    all.extend(here.unopened_value());
    all.extend(here.torn_number());
    all.extend(here.name_twice());
    all.extend(here.text_twice(at - start));
    all.extend(here.second_value(issue));
}

impl Here<'_> {
    fn guess(&self, kind: IssueKind, span: (usize, usize), repairs: Vec<(usize, usize, String)>) -> Guess {
        let place = |start, end| LocalSpan::new(self.start + start, self.start + end);
        let repair = |(start, end, text): (usize, usize, String)| -> Repair {
            if start == end { insert(self.start + start, text) } else { replace(place(start, end), text) }
        };
        Guess {
            kind,
            span: place(span.0, span.1),
            related: None,
            repairs: repairs.into_iter().map(repair).collect(),
            cost: CHEAP,
        }
    }

    /// The strings of the line, quotes included.
    fn strings(&self) -> Vec<(usize, usize)> {
        let bytes = self.line.as_bytes();
        let (mut found, mut open, mut at) = (Vec::new(), None, 0);
        while at < bytes.len() {
            match (bytes[at], open) {
                (b'\\', Some(_)) => at += 1,
                (b'"', None) => open = Some(at),
                (b'"', Some(start)) => {
                    found.push((start, at + 1));
                    open = None;
                }
                _ => {}
            }
            at += 1;
        }
        found.truncate(64);
        found
    }

    /// The text behind a place, past blanks, with where it begins.
    fn after(&self, at: usize) -> (usize, &str) {
        let rest = &self.line[at.min(self.line.len())..];
        let trimmed = rest.trim_start_matches([' ', '\t']);
        (self.line.len() - trimmed.len(), trimmed)
    }

    /// The last significant character before a place, on this line or an earlier one.
    fn before_anywhere(&self, at: usize) -> Option<char> {
        self.text[..self.start + at].trim_end().chars().next_back()
    }

    /// `"language", "en"`: the first string of the line that a name could be, and a comma where its colon belongs.
    fn comma_for_colon(&self) -> Vec<Guess> {
        let strings = self.strings();
        let mut found = Vec::new();
        for &(start, end) in &strings {
            let (comma, rest) = self.after(end);
            let opens = matches!(self.before_anywhere(start), Some('{' | ','));
            if !rest.starts_with(',') || !opens || comma - end > 3 {
                continue;
            }
            let (_, value) = self.after(comma + 1);
            let starts = value.starts_with(['"', '{', '[', '-', 't', 'f', 'n', '<', '$'])
                || value.starts_with(|c: char| c.is_ascii_digit() || c.is_ascii_uppercase());
            if starts {
                found.push(self.guess(
                    IssueKind::WrongColon,
                    (comma, comma + 1),
                    vec![(comma, comma + 1, ":".to_owned())],
                ));
            }
        }
        found.truncate(3);
        found
    }

    /// `:name": 1`: a colon where the opening quote belongs; also `;name"` and `'name"`.
    fn colon_for_quote(&self) -> Option<Guess> {
        let mark = self.line.find(|c: char| !c.is_whitespace() && !matches!(c, '{' | ','))?;
        if !self.line[mark..].starts_with([':', ';', '\'', '`', '*']) {
            return None;
        }
        let name = &self.line[mark + 1..];
        let length = name.find('"').filter(|&length| length > 0 && !name[..length].contains([':', ',']))?;
        let (_, rest) = self.after(mark + 1 + length + 1);
        let span = (mark, mark + length + 2);
        rest.starts_with(':')
            .then(|| self.guess(IssueKind::MissingOpenQuote, span, vec![(mark, mark + 1, "\"".to_owned())]))
    }

    /// `'name : 'value'`: a name in single quotes that are not closed.
    fn open_name(&self) -> Option<Guess> {
        let start = self.line.find(|c: char| !c.is_whitespace())?;
        let name = self.line[start..].strip_prefix('\'')?;
        let plain = |c: char| c.is_alphanumeric() || matches!(c, '_' | '@' | '.' | '-' | '$');
        let length = name.len() - name.trim_start_matches(plain).len();
        let end = start + 1 + length;
        let (_, rest) = self.after(end);
        (length > 0 && rest.starts_with(':')).then(|| {
            let quotes = vec![(start, start + 1, "\"".to_owned()), (end, end, "\"".to_owned())];
            self.guess(IssueKind::UnterminatedString, (start, end), quotes)
        })
    }

    /// `"name": The value, whole",`: words behind a colon that only a closing quote ends.
    fn unopened_value(&self) -> Option<Guess> {
        self.strings().into_iter().find_map(|(_, end)| {
            let (colon, rest) = self.after(end);
            let (start, value) = self.after(colon + usize::from(rest.starts_with(':')));
            let length = value.find('"')?;
            let words = &value[..length];
            let (_, behind) = self.after(start + length + 1);
            let ends = behind.is_empty() || behind.starts_with([',', '}', ']', '\r']);
            let is_text = words.contains(',')
                && words.starts_with(char::is_alphabetic)
                && !words.contains(['{', '}', '[', ']', ':', '\'']);
            (rest.starts_with(':') && ends && is_text).then(|| {
                let quote = vec![(start, start, "\"".to_owned())];
                self.guess(IssueKind::MissingOpenQuote, (start, start + length + 1), quote)
            })
        })
    }

    /// `"name:" "value"`: the colon stands inside the quotes.
    fn colon_in_quotes(&self) -> Option<Guess> {
        self.strings().into_iter().find_map(|(start, end)| {
            let inside = &self.line[start + 1..end - 1];
            let (_, rest) = self.after(end);
            let ends = inside.len() > 1
                && inside.ends_with(':')
                && matches!(self.before_anywhere(start), Some('{' | ',' | '"' | '}' | ']'));
            let value = rest.starts_with(['"', '{', '[', '-', 't', 'f', 'n'])
                || rest.starts_with(|c: char| c.is_ascii_digit());
            let name = inside.trim_end_matches(':').trim_end().len();
            let close = start + 1 + name;
            (ends && value).then(|| {
                self.guess(IssueKind::ColonInQuotes, (start, end), vec![(close, end, "\":".to_owned())])
            })
        })
    }

    /// `"name:: "value"`: a colon where the closing quote belongs.
    fn colon_for_close(&self) -> Option<Guess> {
        let colon = self.line.find("::")?;
        let start = self.line[..colon].rfind('"')?;
        let plain = |c: char| c.is_alphanumeric() || matches!(c, '_' | '@' | '.' | '-' | '$');
        let name = &self.line[start + 1..colon];
        let (_, value) = self.after(colon + 2);
        let is_name = !name.is_empty() && name.chars().all(plain);
        let begins =
            matches!(self.before_anywhere(start), Some('{' | ',')) && value.starts_with(['"', '{', '[']);
        (is_name && begins).then(|| {
            let quote = vec![(colon, colon + 1, "\"".to_owned())];
            self.guess(IssueKind::UnterminatedString, (start, colon), quote)
        })
    }

    /// `"a": "b,"` and the next member: the comma stands inside the quotes.
    fn comma_in_quotes(&self, issue: &Issue) -> Option<Guess> {
        if issue.kind != IssueKind::MissingComma {
            return None;
        }
        let end = (issue.span.start as usize).checked_sub(self.start)?;
        let (start, _) = self.strings().into_iter().find(|&(_, close)| close == end)?;
        let inside = &self.line[start + 1..end - 1];
        let whole = inside.len() > 1 && inside.ends_with(',');
        whole.then(|| {
            self.guess(IssueKind::CommaInQuotes, (start, end), vec![(end - 2, end, "\",".to_owned())])
        })
    }

    /// `}.`, `1;`, `"a":` where a comma belongs.
    fn mark_for_comma(&self, issue: &Issue) -> Option<Guess> {
        let at = (issue.span.start as usize).checked_sub(self.start)?;
        let from = self.line.get(at..)?;
        let blank = from.len() - from.trim_start().len();
        let (at, from) = (at + blank, from.trim_start());
        let mark = from
            .chars()
            .next()
            .filter(|c| matches!(c, '.' | ';' | ':' | '\'' | '`' | '|' | '、' | '，' | '‚'))?;
        let end = at + mark.len_utf8();
        let ends = self
            .before_anywhere(at)
            .is_some_and(|c| matches!(c, '"' | '}' | ']') || c.is_ascii_alphanumeric());
        let rest = self.text[self.start + end..].trim_start();
        let next = rest.chars().next()?;
        let is_comma = matches!(mark, '，' | '、');
        let starts = matches!(next, '"' | '{' | '[' | '}' | ']')
            || next.is_ascii_digit()
            || is_comma && next.is_ascii_alphabetic();
        if !ends || !starts {
            return None;
        }
        let text = if matches!(next, '}' | ']') { "" } else { "," };
        Some(self.guess(IssueKind::WrongComma, (at, end), vec![(at, end, text.to_owned())]))
    }

    /// `9 95`, `9,95`, `1 000`: one number with a gap.
    fn torn_number(&self) -> Option<Guess> {
        let colon = self.line.match_indices(':').map(|(at, _)| at + 1).take(32);
        colon.into_iter().find_map(|colon| {
            let (start, rest) = self.after(colon);
            let run = rest
                .find(|c: char| !(c.is_ascii_digit() || matches!(c, '.' | ',' | ' ' | '-' | '\u{a0}')))
                .unwrap_or(rest.len());
            let number = rest[..run].trim_end_matches([' ', ',', '\u{a0}']);
            let gaps = number.chars().filter(|c| matches!(c, ' ' | ',' | '\u{a0}')).count();
            let parts = number
                .split([' ', ',', '\u{a0}'])
                .all(|part| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit() || b == b'.'));
            let joined: String = number.chars().filter(char::is_ascii_digit).collect();
            if gaps == 0 || !parts || joined.len() > 30 {
                return None;
            }
            let value = joined.trim_start_matches('0');
            let value = if value.is_empty() { "0" } else { value };
            let span = (start, start + number.len());
            Some(self.guess(IssueKind::TornNumber, span, vec![(span.0, span.1, value.to_owned())]))
        })
    }

    /// `"latest"], "latest"],`: the end of a value, written twice. The second time begins at `at`.
    fn text_twice(&self, at: usize) -> Option<Guess> {
        /// No longer pieces are looked for.
        const LONGEST: usize = 120;
        let (before, rest) = (self.line.get(..at)?, self.line.get(at..)?);
        let ends = rest.char_indices().filter(|(_, c)| matches!(c, ',' | ']' | '}')).take(4);
        let lengths = ends.map(|(end, _)| end + 1).take_while(|&length| length <= LONGEST);
        let twice = |length: &usize| {
            let piece = &rest[..*length];
            piece.len() > 2 && piece.starts_with('"') && before.trim_end().ends_with(piece)
        };
        let length = lengths.filter(twice).last()?;
        Some(self.guess(IssueKind::UnexpectedText, (at, at + length), vec![(at, at + length, String::new())]))
    }

    /// `null"2024-05-01"`, `7[d]`: a second value right behind the first one, which no colon follows.
    fn second_value(&self, issue: &Issue) -> Option<Guess> {
        if issue.kind != IssueKind::MissingComma {
            return None;
        }
        let at = (issue.span.start as usize).checked_sub(self.start)?;
        let rest = self.line.get(at..).filter(|rest| rest.starts_with(['"', '[']))?;
        let close = if rest.starts_with('[') { ']' } else { '"' };
        let length = rest[1..].find(close)? + 2;
        let (_, next) = self.after(at + length);
        let is_value = self.line[..at].ends_with(|c: char| c.is_ascii_alphanumeric() || c == '"');
        (is_value && next.starts_with([',', '}', ']']) && self.line[..at].contains(':')).then(|| {
            self.guess(IssueKind::UnexpectedText, (at, at + length), vec![(at, at + length, String::new())])
        })
    }

    /// `"xml": "xml": 1`: a name and its colon, written twice.
    fn name_twice(&self) -> Option<Guess> {
        let strings = self.strings();
        strings.windows(2).find_map(|pair| {
            let [(start, end), (again, after)] = [pair[0], pair[1]];
            let same = self.line[start..end] == self.line[again..after];
            let between = self.line[end..again].trim();
            let (_, rest) = self.after(after);
            (same && between == ":" && rest.starts_with(':')).then(|| {
                let mut guess = self.guess(IssueKind::RepeatedName, (again, after), Vec::new());
                guess.repairs.push(delete(LocalSpan::new(self.start + start, self.start + again)));
                guess.related = Some(LocalSpan::new(self.start + start, self.start + end));
                guess
            })
        })
    }
}
