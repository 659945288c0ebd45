//! Calls where a value belongs: `ObjectId("…")`, `new Date(…)`, `base64url({…})`, and objects as Python prints them,
//! `Parcel(id='p-1')`.
//!
//! A call is one value, whatever its arguments hold and over however many lines it goes. Nothing here judges it.

use super::template::quote;
use super::token::{LOOK_AHEAD, Lexer, Token, TokenKind, replace};
use super::{IssueKind, Repair};
use crate::text::LocalSpan;

impl Lexer<'_> {
    /// The call that begins here, if one does and its end is in sight. What is called with an object is a notation for a
    /// value: `base64url({…})`.
    pub(super) fn call(&self) -> Option<Token> {
        let open = self.pos + called_name(self.line_rest(self.pos))?;
        let rest = self.rest(open + 1);
        let near = &rest[..rest.floor_char_boundary(LOOK_AHEAD.min(rest.len()))];
        let Some(length) = arguments(near) else {
            // A printed object may be cut.
            return names_argument(near)
                .then(|| self.value_of_call(self.pos + self.line_rest(self.pos).trim_end().len()));
        };
        let end = open + 1 + length + 1;
        let ends =
            self.significant(end).is_none_or(|(_, byte)| matches!(byte, b',' | b'}' | b']' | b'/' | b'#'));
        let given = near[..length].trim();
        match given.chars().next() {
            _ if !ends => None,
            Some('{' | '[') => {
                let token = Token::new(TokenKind::Placeholder, self.pos, end);
                let span = token.span;
                Some(token.flaw(IssueKind::Placeholder, span, vec![replace(span, quote(span.of(self.text)))]))
            }
            _ => Some(self.value_of_call(end)),
        }
    }

    fn value_of_call(&self, end: usize) -> Token {
        let token = Token::new(TokenKind::Word, self.pos, end);
        let span = token.span;
        let repair = meant(span, span.of(self.text));
        token.flaw(IssueKind::Call, span, vec![repair])
    }
}

/// The one literal that a call is given is most often what the service would send.
fn meant(span: LocalSpan, call: &str) -> Repair {
    let inner = call.split_once('(').and_then(|(_, rest)| rest.strip_suffix(')')).unwrap_or_default().trim();
    let is_number =
        inner.parse::<f64>().is_ok() && inner.starts_with(|c: char| c.is_ascii_digit() || c == '-');
    let string = inner.strip_prefix(['"', '\'']).and_then(|rest| rest.strip_suffix(['"', '\'']));
    let is_plain = |text: &&str| !text.contains(['"', '\'', '\\']) && !text.contains(char::is_control);
    // The shell of MongoDB takes a long number in quotes, so that it keeps its digits.
    let is_numeric = |text: &str| {
        call.starts_with("Number") && !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
    };
    match string.filter(is_plain) {
        Some(text) if is_numeric(text) => replace(span, text.to_owned()),
        Some(text) => replace(span, quote(text)),
        None if is_number => replace(span, inner.to_owned()),
        None => replace(span, quote(call)),
    }
}

/// The length of `new Date`, `ObjectId` or `hash.sha256` before an opening parenthesis.
fn called_name(line: &str) -> Option<usize> {
    let from = line.strip_prefix("new ").map_or(0, |_| "new ".len());
    let is_name = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '.');
    let name = line[from..].len() - line[from..].trim_start_matches(is_name).len();
    let starts = line[from..].starts_with(|c: char| c.is_ascii_alphabetic() || c == '_');
    (starts && line[from + name..].starts_with('(')).then_some(from + name)
}

/// The length of the arguments up to the parenthesis that closes them.
fn arguments(text: &str) -> Option<usize> {
    let (mut depth, mut quote, mut escaped) = (0_usize, None, false);
    for (at, byte) in text.bytes().enumerate() {
        match (quote, byte) {
            _ if escaped => escaped = false,
            (Some(_), b'\\') => escaped = true,
            (Some(open), _) if open == byte => quote = None,
            (None, b'"' | b'\'') => quote = Some(byte),
            (None, b'(') => depth += 1,
            (None, b')') if depth == 0 => return Some(at),
            (None, b')') => depth -= 1,
            (Some(_) | None, _) => {}
        }
    }
    None
}

/// Whether arguments begin with one that has a name, as Python prints them.
pub(super) fn names_argument(arguments: &str) -> bool {
    let arguments = arguments.trim_start();
    let rest = arguments.trim_start_matches(|c: char| c.is_ascii_alphanumeric() || c == '_');
    rest.len() < arguments.len() && rest.starts_with('=') && !rest.starts_with("==")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_call_is_given_is_most_often_meant() {
        let cases = [
            ("NumberLong(42)", "42"),
            ("NumberLong(\"42\")", "42"),
            ("ISODate(\"2024-05-01\")", "\"2024-05-01\""),
            ("ObjectId('5f')", "\"5f\""),
            ("now()", "\"now()\""),
            ("Add(1, 2)", "\"Add(1, 2)\""),
        ];
        for (call, expected) in cases {
            assert_eq!(meant(LocalSpan::new(0, call.len()), call).text, expected, "{call}");
        }
    }

    #[test]
    fn arguments_end_at_their_own_parenthesis() {
        assert_eq!(arguments("1) }"), Some(1));
        assert_eq!(arguments("f(1), \")\") }"), Some(9));
        assert_eq!(arguments("{\n \"a\": 1\n}), 2"), Some(11));
        assert_eq!(arguments("1, 2"), None);
        assert!(names_argument("id='p-1')") && !names_argument("id == 1)") && !names_argument("'a=b')"));
    }
}
