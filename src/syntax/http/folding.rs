//! Values of fields that go on over several lines: folded as the standard had it (RFC 9112 §5.2), broken behind a backslash
//! (RFC 8792), or because a page has no room for them. Which line ends a head is decided elsewhere.

use super::HttpMessage;
use super::brackets::Brackets;
use super::header::{self, HeadLine};
use super::lines::Line;
use super::parser::Parser;

impl<'t> Parser<'t> {
    /// Whether a line surely goes on with the value above. `folded`: it is indented more than the last field.
    pub(super) fn continues_value(&self, message: &HttpMessage<'t>, line: &Line<'t>, folded: bool) -> bool {
        // RFC 8792 breaks a line behind a backslash, and need not indent the next one.
        let broken = message.headers.last().is_some_and(|last| last.value.text.ends_with('\\'));
        broken
            || Self::is_list_item(message, line) && (folded || is_token(line.trimmed()))
            || self.is_value_below(message, line)
            || self.is_cut_token(message, line)
    }

    /// Whether an indented line goes on with a value that ended in a comma: `Signature: a="b",`.
    fn is_list_item(message: &HttpMessage<'t>, line: &Line<'t>) -> bool {
        let value = message.headers.last().map_or("", |last| last.value.text);
        let open = value.is_empty() || value.ends_with([',', ';', '\\']);
        // `Link: <a>; rel="next",` goes on with another `<`, which begins a body where nothing is open.
        let listed = value.ends_with([',', ';']) && line.trimmed().starts_with(['<', '"']);
        !message.headers.is_empty() && open && (listed || header::may_be_value(line.trimmed()))
    }

    /// Whether a line is the value of the field above, which has none on its own line: a word between two fields.
    fn is_value_below(&self, message: &HttpMessage<'t>, line: &Line<'t>) -> bool {
        let text = line.trimmed();
        message.headers.last().is_some_and(|last| last.value.text.is_empty())
            && header::may_be_value(text)
            && !text.contains(' ')
            && !matches!(header::classify(line), HeadLine::Field { .. } | HeadLine::NoColon { .. })
            && (self.fields_follow() || text.contains('/') && self.ends_run())
    }

    /// Whether no line follows, or a blank one.
    fn ends_run(&self) -> bool {
        self.line(self.at + 1).is_none_or(|next| next.is_blank())
    }

    /// Whether a line is the rest of a long token that the page had no room for, between two fields.
    fn is_cut_token(&self, message: &HttpMessage<'t>, line: &Line<'t>) -> bool {
        const LONG: usize = 40;
        if message.headers.is_empty() {
            return false;
        }
        let above = self.lines[self.at - 1].trimmed();
        let cut =
            above.len() >= LONG && above.rsplit([' ', ':']).next().is_some_and(|word| word.len() >= LONG / 2);
        cut && is_token(line.trimmed()) && self.fields_follow()
    }

    /// Adds the lines of a JSON value that does not end on the line of its field. A blank line or another field ends it in
    /// any case.
    pub(super) fn rest_of_json(&mut self, message: &mut HttpMessage<'t>) {
        let value = message.headers.last().map_or("", |last| last.value.text);
        if !value.starts_with(['{', '[']) {
            return;
        }
        let mut brackets = Brackets::from(self.at);
        brackets.read(value);
        let first = self.at;
        // Brackets that only close belong to it even where the count says otherwise.
        let closes = |line: &Line<'_>| line.trimmed().bytes().all(|byte| matches!(byte, b'}' | b']'));
        while let Some(line) = self.line(self.at)
            && !line.is_blank()
            && (brackets.open() || brackets.used() && self.at > first && closes(&line))
            && !matches!(header::classify(&line), HeadLine::Field { .. })
        {
            self.fold(message, &line);
            self.at += 1;
            brackets.catch_up(&self.lines, self.at);
        }
    }

    /// Adds a continuation line (RFC 9112 §5.2) to the last field.
    pub(super) fn fold(&self, message: &mut HttpMessage<'t>, line: &Line<'t>) {
        if let Some(last) = message.headers.last_mut() {
            let empty = last.value.text.is_empty();
            last.value.span = if empty { line.span() } else { last.value.span.to(line.span()) };
            last.value.text = last.value.span.of(self.text);
        }
        message.head.end = line.span().end;
    }
}

/// Whether a line is one word such as a media type or a token.
fn is_token(text: &str) -> bool {
    text.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"+/=_.-;*{}".contains(&byte))
        && text.starts_with(|c: char| c.is_ascii_alphanumeric())
}
