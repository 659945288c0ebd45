//! What is between two items: the comma, what writers put in its place, and the other values that they offer.

use super::parser::{Expect, Parser};
use super::token::{Place, Token, TokenKind, delete, insert};
use super::{IssueKind, elision, notation};
use crate::text::LocalSpan;

impl Parser<'_> {
    pub(super) fn step_separator(&mut self, object: bool) -> bool {
        let mut token = self.lexer.next(if object { Place::Key } else { Place::Value });
        if self.pass_trivia(&mut token) {
            return true;
        }
        match token.kind {
            TokenKind::CloseObject | TokenKind::CloseArray => return self.close(&token),
            TokenKind::End => return self.end_of_text(),
            TokenKind::Comma => {
                self.last_end = token.span.end as usize;
                if let Some(frame) = self.frame() {
                    frame.comma = Some(token.span);
                    frame.expect = Expect::Item;
                    frame.left_out = None;
                }
            }
            TokenKind::WrongColon if token.span.of(self.lexer.text) == ";" => {
                self.semicolon(&token);
            }
            TokenKind::Colon | TokenKind::WrongColon => self.stray_colon(object, &token),
            TokenKind::Word if object && self.parts_fragments(&token) => {
                let index = self.issue(IssueKind::Elision, token.span, vec![delete(token.span)]);
                // The other part has members of the same names.
                self.lexer.branches = true;
                if let Some(frame) = self.frame() {
                    frame.left_out = Some(index);
                }
            }
            _ if self.pass_alternative(&token) || self.pass_choice(&token) => {}
            _ => self.no_comma(object, &token),
        }
        true
    }

    /// `or` on a line of its own between two parts of a body that have no braces around them.
    fn parts_fragments(&self, token: &Token) -> bool {
        let word = token.span.of(self.lexer.text).trim_end_matches([':', ' ']);
        let next = self.lexer.significant(token.span.end as usize);
        self.stack.len() == 1
            && self.stack.last().is_some_and(|frame| frame.bare.is_some())
            && notation::other_word(word) == Some(word.len())
            && self.lexer.first_on_line(token.span.start as usize)
            && self.lexer.line_rest(token.span.end as usize).trim().is_empty()
            && next.is_some_and(|(_, byte)| byte == b'"')
    }

    /// Passes what a template writes instead of the value before: `{% if x %}1{% else %}2{% endif %}`.
    fn pass_alternative(&mut self, token: &Token) -> bool {
        let start = token.span.start as usize;
        let end = self.lexer.branches_end(start).filter(|_| self.lexer.otherwise);
        let (Some(end), Some(tag)) = (end, self.lexer.spaces.last_mut()) else { return false };
        tag.repairs.push(delete(LocalSpan::new(start, end)));
        self.lexer.pos = end;
        let after = end + self.lexer.tag(end).unwrap_or_default();
        if let Some(frame) = self.frame() {
            frame.last_end = after;
        }
        true
    }

    /// Passes the other values that a writer offers: `"a" | "b"`, `"a" or "b"`.
    fn pass_choice(&mut self, token: &Token) -> bool {
        let start = token.span.start as usize;
        let mark = |rest: &str| match rest.as_bytes() {
            [b'|', b'|', ..] => 2,
            [b'|', ..] => 1,
            [b'/', next, ..] if !matches!(next, b'/' | b'*') => 1,
            _ => notation::other_word(rest).unwrap_or_default(),
        };
        let mut end = None;
        let mut at = start;
        if token.kind != TokenKind::Word {
            return false;
        }
        for _ in 0..64 {
            let length = mark(self.lexer.rest(at));
            self.lexer.pos = at + length;
            let next = self.lexer.next(Place::Value);
            let is_scalar =
                next.starts_value() && !matches!(next.kind, TokenKind::OpenObject | TokenKind::OpenArray);
            if length == 0 || !is_scalar || self.lexer.colon_follows(next.span.end as usize) {
                break;
            }
            let after = next.span.end as usize;
            end = Some(after);
            at = self.lexer.significant(after).map_or(after, |(at, _)| at);
        }
        let Some(end) = end else {
            self.lexer.pos = token.span.end as usize;
            return false;
        };
        self.lexer.pos = end;
        let whole = LocalSpan::new(start, end);
        self.issue(IssueKind::Alternatives, whole, vec![delete(whole)]);
        self.last_end = end;
        if let Some(frame) = self.frame() {
            frame.last_end = end;
        }
        true
    }

    /// `;` where a comma belongs, or at the end: if an item follows, the comma comes with it.
    fn semicolon(&mut self, token: &Token) {
        let index = self.issue(IssueKind::UnexpectedText, token.span, vec![delete(token.span)]);
        if let Some(frame) = self.frame() {
            frame.left_out = Some(index);
        }
    }

    /// An item follows another with nothing between.
    fn no_comma(&mut self, object: bool, token: &Token) {
        let (left_out, at) = self.stack.last().map_or((None, 0), |frame| (frame.left_out, frame.last_end));
        let stray =
            token.kind == TokenKind::Word && (object || !self.lexer.first_on_line(token.span.start as usize));
        let repair = insert(at, ",");
        // What is left of the quotes of a command.
        if token.span.len() == 1 && self.lexer.rest(token.span.start as usize).trim_end() == "'" {
            self.issue(IssueKind::UnexpectedText, token.span, vec![delete(token.span)]);
            return;
        }
        if token.kind == TokenKind::Word && self.joins_strings(token) {
            self.concatenation(token);
            return;
        }
        if stray && !self.lexer.colon_follows(token.span.end as usize) {
            self.issue(IssueKind::UnexpectedText, token.span, vec![delete(token.span)]);
            return;
        }
        if token.kind == TokenKind::Placeholder
            && object
            && !self.lexer.colon_follows(token.span.end as usize)
        {
            let index = self.issue(IssueKind::Placeholder, token.span, vec![delete(token.span)]);
            if let Some(frame) = self.frame() {
                frame.left_out = Some(index);
            }
            return;
        }
        self.back_to(token);
        // `"....."` in the place of what is left out needs no comma.
        if token.kind == TokenKind::String && elision::is_dotted(token.span.of(self.lexer.text)) {
            self.issue(IssueKind::Elision, token.span, vec![repair]);
            if let Some(frame) = self.frame() {
                frame.expect = Expect::Item;
            }
            return;
        }
        if !object && token.kind == TokenKind::String && self.array_ends_before(token) {
            self.close_missing();
            return;
        }
        if object && !matches!(token.kind, TokenKind::String) && self.object_ends_before(token) {
            self.close_missing();
            return;
        }
        // What stands in two branches of a template is never shown together.
        if self.parts_branches(at, token.span.start as usize) {
            if let Some(tag) = self.lexer.spaces.last_mut() {
                tag.repairs.push(repair);
            }
            if let Some(frame) = self.frame() {
                frame.expect = Expect::Item;
            }
            return;
        }
        // A comment tells about what follows it; only what says that something is left out takes the comma along.
        let excused = left_out.filter(|&index| self.tree.issues[index].kind != IssueKind::Comment);
        let excused = excused.or_else(|| self.comma_in_note(at));
        match excused {
            Some(elision) => self.mend(elision, repair),
            None => {
                self.issue(IssueKind::MissingComma, LocalSpan::empty(at), vec![repair]);
            }
        }
        if let Some(frame) = self.frame() {
            frame.expect = Expect::Item;
        }
    }

    /// The comment behind the item that ends at a place, if the comma is at its end: `"id": $id #optional,`.
    fn comma_in_note(&self, end: usize) -> Option<usize> {
        let last = self.tree.issues.len().checked_sub(1)?;
        let note = &self.tree.issues[last];
        let gap = self.lexer.text.get(end..note.span.start as usize)?;
        let written = note.span.of(self.lexer.text);
        let is_note = note.kind == IssueKind::Comment && written.starts_with('#') && written.ends_with(',');
        (is_note && gap.chars().all(|c| c == ' ' || c == '\t')).then_some(last)
    }

    /// Whether a tag that ends a branch of a template is between two places.
    fn parts_branches(&self, from: usize, to: usize) -> bool {
        let between = self.lexer.text.get(from..to).filter(|between| between.contains("{%"));
        let is_end = |tag: &str| tag.trim_start_matches(['-', ' ']).starts_with("end");
        between.is_some_and(|between| between.split("{%").skip(1).any(is_end))
    }

    /// Whether a stray word is the `+` between two strings.
    fn joins_strings(&self, token: &Token) -> bool {
        let next = self.lexer.significant(token.span.end as usize);
        token.span.of(self.lexer.text) == "+" && next.is_some_and(|(_, byte)| byte == b'"')
    }

    /// `"a" + "b"`: the strings behind the first are text that JSON does not join; they go with their `+`.
    fn concatenation(&mut self, token: &Token) {
        let start = token.span.start as usize;
        let index = self.issue(IssueKind::UnexpectedText, token.span, Vec::new());
        let mut plus = self.lexer.pos;
        let mut end;
        loop {
            self.lexer.pos = plus;
            end = self.lexer.next(Place::Value).span.end as usize;
            let next = self.lexer.next(Place::Value);
            if next.kind != TokenKind::Word || !self.joins_strings(&next) {
                break;
            }
            plus = next.span.end as usize;
        }
        self.lexer.pos = end;
        self.mend(index, delete(LocalSpan::new(start, end)));
    }
}
