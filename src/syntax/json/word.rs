//! Unquoted text where a value or a name belongs: numbers, near-numbers, literals of other languages, bare words.

use super::elision::{is_and_so_on, is_sentence, says_left_out};
use super::notation;
use super::template::quote;
use super::token::{LOOK_AHEAD, Lexer, Place, Token, TokenKind, insert, is_false_space, replace};
use super::{IssueKind, Repair};
use crate::text::LocalSpan;

impl<'t> Lexer<'t> {
    /// A token that begins with a digit, a sign or a dot.
    pub(super) fn number(&self, place: Place) -> Token {
        let line = self.line_rest(self.pos);
        if line.starts_with("..") || line.starts_with(". .") {
            return self.dots();
        }
        if let Some(dots) = self.column_of_dots() {
            return dots;
        }
        let run = &line[..number_run(line)];
        let end = self.pos + run.len();
        if place == Place::Key && (self.colon_follows(end) || is_mark(line)) {
            return self.word(place);
        }
        if run.is_empty() || !run.contains(|c: char| c.is_ascii_alphanumeric()) {
            return self.word(place);
        }
        if let Some(end) = self.range_end(end) {
            let token = Token::new(TokenKind::Placeholder, self.pos, end);
            let span = token.span;
            return token.flaw(IssueKind::Placeholder, span, quoted(span, span.of(self.text)));
        }
        // `5****8`: what is hidden belongs to it.
        if line[run.len()..].starts_with(['*', '•']) {
            return self.word(place);
        }
        let more = line[run.len()..].trim_start_matches([' ', '\t']);
        let dated = run.contains(':')
            || run.get(1..).is_some_and(|tail| tail.contains('-') && !tail.contains(['e', 'E']));
        let goes_on = more.starts_with(|c: char| {
            c.is_alphabetic() || matches!(c, '(' | '|') || (dated && c.is_ascii_digit())
        }) && !says_left_out(more);
        if is_number(run) && !goes_on {
            return Token::new(TokenKind::Number, self.pos, end);
        }
        let looks_numeric = !goes_on && (near_number(run).is_some() || is_other_number(run));
        if !looks_numeric {
            return self.word(place);
        }
        let token = Token::new(TokenKind::Number, self.pos, end);
        let span = token.span;
        let text = near_number(run).unwrap_or_else(|| quote(run));
        token.flaw(IssueKind::InvalidNumber, span, vec![replace(span, text)])
    }

    /// The end of a range of numbers, `1..5`, of which the first ends at `end`.
    fn range_end(&self, end: usize) -> Option<usize> {
        let rest = self.line_rest(end);
        let last = rest
            .strip_prefix("...")
            .or_else(|| rest.strip_prefix(".."))
            .or_else(|| rest.strip_prefix('…'))?;
        let run = &last[..number_run(last)];
        is_number(run).then(|| end + rest.len() - last.len() + run.len())
    }

    /// Any other unquoted text. Where a name belongs it ends before the colon; where a value belongs, before the
    /// next comma, bracket, comment or line end.
    pub(super) fn word(&self, place: Place) -> Token {
        if let Some(remark) = self.arrow().or_else(|| self.callout()).or_else(|| self.line_of_its_own()) {
            return remark;
        }
        if place == Place::Value
            && let Some(value) = self.call().or_else(|| self.in_backticks())
        {
            return value;
        }
        let line = self.line_rest(self.pos);
        let length = if place == Place::Key { self.name_run(line) } else { value_run(line) };
        let is_stray = if place == Place::Key { is_mark(line) } else { is_stray_mark(line) };
        let length = if is_stray { 1 } else { length };
        let length = length.max(line.chars().next().map_or(1, char::len_utf8)).max(1);
        let run = &self.rest(self.pos)[..length];
        let end = self.pos + length;
        let assigned = || self.line_rest(end).trim_start().starts_with("= ");
        if place == Place::Key && (self.colon_follows(end) || is_name(run) && assigned()) {
            return self.unquoted_name(run, end);
        }
        if place != Place::Value && says_left_out(run) && !run.contains(['"', ':']) && !is_sentence(run)
            || place == Place::Value && is_and_so_on(run)
        {
            return self.elision(end);
        }
        if place == Place::Value && run.contains(' ') && self.describes_container(run, end) {
            return self.remark(end);
        }
        if let Some(end) = self.choice_over_lines(run, end).filter(|_| place == Place::Value) {
            let token = Token::new(TokenKind::Placeholder, self.pos, end);
            let span = token.span;
            return token.flaw(IssueKind::Placeholder, span, quoted(span, span.of(self.text)));
        }
        let token = Token::new(TokenKind::Word, self.pos, end);
        let span = token.span;
        if let Some(text) = other_literal(run) {
            let number = matches!(run, "NaN" | "Infinity" | "-Infinity");
            let kind = if number { IssueKind::InvalidNumber } else { IssueKind::InvalidLiteral };
            return token.flaw(kind, span, vec![replace(span, text)]);
        }
        // Of a body that once was in double quotes.
        if let Some(inner) = run.strip_prefix("\\\"").and_then(|rest| rest.strip_suffix("\\\""))
            && is_plain(inner)
        {
            return token.flaw(IssueKind::UnquotedValue, span, vec![replace(span, quote(inner))]);
        }
        if let Some(text) = run.strip_suffix('"').filter(|text| !text.contains('"') && place != Place::After)
        {
            return token.flaw(IssueKind::MissingOpenQuote, span, vec![replace(span, quote(text))]);
        }
        if place == Place::Value && (is_own(run) || notation::is_notation(run) || self.is_boxed(run)) {
            let token = Token::new(TokenKind::Placeholder, self.pos, end);
            return token.flaw(IssueKind::Placeholder, span, quoted(span, run));
        }
        token.flaw(IssueKind::UnquotedValue, span, quoted(span, run))
    }

    /// The end of a choice of names that goes over lines: `"kind": Letter |` and `Parcel,` below it.
    fn choice_over_lines(&self, run: &str, end: usize) -> Option<usize> {
        /// No more lines are looked at.
        const LINES: usize = 32;
        let is_part = |part: &str| {
            let name = part.trim_end_matches('|').trim();
            !name.is_empty() && name.chars().all(|c| c.is_alphanumeric() || matches!(c, '_' | '-' | ' '))
        };
        if !run.ends_with('|') || !is_part(run) {
            return None;
        }
        let mut at = end;
        for _ in 0..LINES {
            let (next, _) = self.significant(at)?;
            let line = self.line_rest(next);
            let part = &line[..value_run(line)];
            at = next + part.len();
            if !is_part(part) {
                return None;
            }
            if !part.ends_with('|') {
                return Some(at);
            }
        }
        None
    }

    /// Whether words between a colon and a container on the next line say what the container is:
    /// `"depot": the depot of the parcel`.
    fn describes_container(&self, words: &str, end: usize) -> bool {
        let is_word = |c: char| c.is_alphanumeric() || matches!(c, ' ' | '-' | '_' | ':' | '(' | ')');
        words.chars().all(is_word)
            && self.text[..self.pos].trim_end_matches([' ', '\t']).ends_with(':')
            && self.line_rest(end).trim().is_empty()
            && self.significant(end).is_some_and(|(_, byte)| matches!(byte, b'{' | b'['))
    }

    /// Whether the one element of a list is a name for what it lists: `[ParcelEvent]`, `[LIST]`.
    fn is_boxed(&self, run: &str) -> bool {
        let rest = self.rest(self.pos + run.len());
        let near = &rest[..rest.floor_char_boundary(LOOK_AHEAD.min(rest.len()))];
        let (mut before, mut after) = (&self.text[..self.pos], near);
        // `[ParcelEvent, ParcelEvent, …]`: a name of a type, which is more likely if it begins with a capital.
        if run.starts_with(|c: char| c.is_ascii_uppercase()) {
            let shorter = |text: &'t str| text.trim_end().strip_suffix(',')?.trim_end().strip_suffix(run);
            before =
                std::iter::successors(Some(before), |text| shorter(text)).take(8).last().unwrap_or(before);
            let next = |text: &'t str| {
                let rest = text.trim_start().strip_prefix(',')?.trim_start();
                rest.strip_prefix(run).or_else(|| rest.strip_prefix("...")).or_else(|| rest.strip_prefix('…'))
            };
            after = std::iter::successors(Some(after), |text| next(text)).take(8).last().unwrap_or(after);
        }
        let alone = before.trim_end().ends_with('[') && after.trim_start().starts_with(']');
        alone
            && run.starts_with(|c: char| c.is_ascii_alphabetic())
            && run
                .chars()
                .all(|c| c.is_ascii_alphanumeric() || matches!(c, '_' | '.' | '-' | ' ' | '/' | '|'))
    }

    /// `#int#` where a value belongs.
    pub(super) fn is_hashed(&self) -> bool {
        let run = &self.line_rest(self.pos)[1..];
        let name = run.len()
            - run.trim_start_matches(|c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '-')).len();
        name > 0 && run[name..].starts_with('#')
    }

    fn unquoted_name(&self, run: &str, end: usize) -> Token {
        let token = Token::new(TokenKind::String, self.pos, end);
        let span = token.span;
        match run.strip_suffix('"') {
            Some(name) if !name.contains('"') => {
                let repairs = if is_plain(name) { vec![insert(self.pos, "\"")] } else { quoted(span, name) };
                token.flaw(IssueKind::MissingOpenQuote, span, repairs)
            }
            _ if is_plain(run) => {
                token.flaw(IssueKind::UnquotedKey, span, vec![insert(self.pos, "\""), insert(end, "\"")])
            }
            _ => token.flaw(IssueKind::UnquotedKey, span, quoted(span, run)),
        }
    }

    /// A bare name ends before a colon that is followed by space, a value or the line end.
    fn name_run(&self, line: &str) -> usize {
        let stop = |c: char| {
            is_false_space(c) || matches!(c, ' ' | '\t' | '\r' | ',' | '{' | '}' | '[' | ']' | ':' | '=')
        };
        let name = line.find(stop).unwrap_or(line.len());
        if self.colon_follows(self.pos + name) || line[name..].trim_start().starts_with('=') {
            return name;
        }
        value_run(line)
    }
}

fn quoted(span: LocalSpan, text: &str) -> Vec<Repair> {
    vec![replace(span, quote(text))]
}

fn is_plain(text: &str) -> bool {
    !text.contains(|c: char| c == '"' || c == '\\' || c.is_control())
}

/// A name for what the reader puts there: `your_model_id`, `YOUR-KEY`, `custom_ratio`, `RETENTION_SECONDS`.
fn is_own(text: &str) -> bool {
    let is_name = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '-');
    let Some((word, _)) = text.split_once(['_', '-']).filter(|_| text.chars().all(is_name)) else {
        return false;
    };
    text.ends_with("_HERE")
        || word.eq_ignore_ascii_case("your")
        || word == "MY"
        || word.eq_ignore_ascii_case("custom")
        || is_quantity(text)
}

/// A name in capitals that ends with what no constant of an enumeration ends with.
fn is_quantity(text: &str) -> bool {
    const ENDS: [&str; 9] =
        ["_ID", "_IDS", "_MS", "_SECONDS", "_MINUTES", "_HOURS", "_DAYS", "_BYTES", "_TIMESTAMP"];
    ENDS.iter().any(|end| text.ends_with(end)) && !text.contains(|c: char| c.is_ascii_lowercase())
}

/// A name as programs have it.
fn is_name(text: &str) -> bool {
    text.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_')
        && text.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | '.'))
}

/// A sign, an asterisk or a bar alone before a name: what a difference or a list left behind.
fn is_mark(line: &str) -> bool {
    line.starts_with(['-', '+', '*', '|', '>']) && line[1..].starts_with([' ', '\t', '"'])
}

/// A backtick or a backslash right before a value: what another notation left behind.
pub(super) fn is_stray_mark(line: &str) -> bool {
    let rest = line.get(1..).unwrap_or_default();
    match line.as_bytes().first() {
        Some(b'`') => rest.starts_with('"'),
        Some(b'\\') => rest.trim_start_matches(' ').starts_with(['{', '[']),
        _ => false,
    }
}

fn number_run(line: &str) -> usize {
    let bytes = line.as_bytes();
    let mut at = 0;
    while let Some(&byte) = bytes.get(at) {
        let next = bytes.get(at + 1);
        let goes_on = match byte {
            b':' => at > 0 && bytes[at - 1].is_ascii_digit() && next.is_some_and(u8::is_ascii_digit),
            b'.' => next != Some(&b'.'),
            _ => byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'-' | b'_' | b'%'),
        };
        if !goes_on {
            break;
        }
        at += 1;
    }
    at
}

/// A bare value: up to a comma, a closing bracket, a comment or the line end; calls keep their arguments.
fn value_run(line: &str) -> usize {
    let mut depth = 0_usize;
    let mut end = line.len();
    for (at, c) in line.char_indices() {
        match c {
            '(' => depth += 1,
            ')' => depth = depth.saturating_sub(1),
            '<' if notation::takes_types(line, at) => depth += 1,
            '>' if line[..at].contains('<') => depth = depth.saturating_sub(1),
            '[' if notation::is_list_mark(line, at) => {}
            '[' if &line[..at] == "map" => depth += 1,
            ']' if depth > 0 && line.starts_with("map[") => depth -= 1,
            ']' if line[..at].ends_with('[') && notation::is_list_mark(line, at - 1) => {}
            ',' | '}' | ']' | '{' | '[' if depth == 0 => {
                end = at;
                break;
            }
            '/' if at > 0 && line[at..].starts_with("//") && line[..at].ends_with([' ', '\t']) => {
                end = at;
                break;
            }
            c if is_false_space(c) => {
                end = at;
                break;
            }
            _ => {}
        }
    }
    line[..end].trim_end().len()
}

/// RFC 8259 §6.
pub(super) fn is_number(text: &str) -> bool {
    let text = text.strip_prefix('-').unwrap_or(text);
    let digits = |text: &str| text.len() - text.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    let whole = digits(text);
    if whole == 0 || (whole > 1 && text.starts_with('0')) {
        return false;
    }
    let mut rest = &text[whole..];
    if let Some(fraction) = rest.strip_prefix('.') {
        let length = digits(fraction);
        if length == 0 {
            return false;
        }
        rest = &fraction[length..];
    }
    if let Some(exponent) = rest.strip_prefix(['e', 'E']) {
        let exponent = exponent.strip_prefix(['+', '-']).unwrap_or(exponent);
        let length = digits(exponent);
        if length == 0 {
            return false;
        }
        rest = &exponent[length..];
    }
    rest.is_empty()
}

/// The JSON number that was meant by `+1`, `.5`, `1.` or `01`.
fn near_number(text: &str) -> Option<String> {
    let (sign, digits) = match text.strip_prefix('-') {
        Some(rest) => ("-", rest),
        None => ("", text.strip_prefix('+').unwrap_or(text)),
    };
    if !digits.chars().all(|c| c.is_ascii_digit() || matches!(c, '.' | 'e' | 'E' | '+' | '-' | '_')) {
        return None;
    }
    let digits = digits.replace('_', "");
    let (mantissa, exponent) = digits.split_at(digits.find(['e', 'E']).unwrap_or(digits.len()));
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    let whole = whole.trim_start_matches('0');
    let whole = if whole.is_empty() { "0" } else { whole };
    let dot = if fraction.is_empty() { "" } else { "." };
    let candidate = format!("{sign}{whole}{dot}{fraction}{exponent}");
    (mantissa.contains(|c: char| c.is_ascii_digit()) && is_number(&candidate)).then_some(candidate)
}

/// Hexadecimal, octal and binary numbers, and infinities with a sign.
fn is_other_number(text: &str) -> bool {
    let bare = text.trim_start_matches(['+', '-']);
    if matches!(bare, "Infinity" | "NaN" | "Inf") {
        return true;
    }
    let digits = |rest: &str, radix| !rest.is_empty() && rest.chars().all(|c| c.is_digit(radix));
    match bare.get(..2) {
        Some("0x" | "0X") => digits(&bare[2..], 16),
        Some("0o" | "0O") => digits(&bare[2..], 8),
        Some("0b" | "0B") => digits(&bare[2..], 2),
        _ => false,
    }
}

/// What the literals of other languages mean.
fn other_literal(text: &str) -> Option<&'static str> {
    match text {
        "NaN" | "Infinity" | "-Infinity" => Some("null"),
        _ if text.eq_ignore_ascii_case("true") => Some("true"),
        _ if text.eq_ignore_ascii_case("false") => Some("false"),
        _ if ["null", "none", "nil", "undefined"].iter().any(|word| text.eq_ignore_ascii_case(word)) => {
            Some("null")
        }
        _ => None,
    }
}
