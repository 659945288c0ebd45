//! Members of an object: name, colon, value, and what to do when one of them is missing or doubled.

use super::parser::{Expect, Parser};
use super::token::{Place, Token, TokenKind, delete, insert, replace};
use super::word::is_stray_mark;
use super::{IssueKind, NodeKind, notation};
use crate::text::LocalSpan;

/// What the member `type` of a JSON Schema may be.
const SCHEMA_TYPES: [&str; 6] = ["array", "boolean", "integer", "number", "object", "string"];

impl Parser<'_> {
    /// A member whose value is not there.
    pub(super) fn missing_value(&mut self, key: LocalSpan, at: usize, text: &'static str) {
        let parent = self.stack.last().map(|frame| frame.node);
        let id = self.tree.add(NodeKind::Null, LocalSpan::empty(at), parent, Some(key));
        let kind = if self.is_remark(key) { IssueKind::Elision } else { IssueKind::MissingValue };
        self.issue(kind, key, vec![insert(at, text)]);
        if let Some(issue) = self.tree.issues.last_mut() {
            issue.node = Some(id);
        }
        self.last_end = self.last_end.max(at);
        if let Some(frame) = self.frame() {
            frame.expect = Expect::Separator;
            frame.comma = None;
            frame.last_end = at;
        }
    }

    /// Whether a string without a value is a remark: `"// ... and others"`.
    fn is_remark(&self, key: LocalSpan) -> bool {
        let text = key.of(self.lexer.text).trim_matches('"').trim();
        text.starts_with("//") || text.starts_with("...")
    }

    /// A token where a member name belongs.
    pub(super) fn name(&mut self, mut token: Token) {
        let span = token.span;
        let named = self.lexer.colon_follows(span.end as usize);
        match token.kind {
            TokenKind::String => {}
            TokenKind::Number | TokenKind::Bool(_) | TokenKind::Null if named => {
                let (start, end) = (span.start as usize, span.end as usize);
                self.issue(IssueKind::UnquotedKey, span, vec![insert(start, "\""), insert(end, "\"")]);
                token.flaws.clear();
            }
            TokenKind::Placeholder if named => {}
            TokenKind::Placeholder => {
                // A template that stands for whole members.
                let index = self.issue(IssueKind::Placeholder, span, vec![delete(span)]);
                if let Some(frame) = self.stack.last_mut() {
                    frame.left_out = Some(index);
                    self.tree.node_mut(frame.node).elided = true;
                }
                return;
            }
            TokenKind::Word => {
                self.issue(IssueKind::UnexpectedText, span, vec![delete(span)]);
                return;
            }
            _ => {
                if self.object_ends_before(&token) {
                    self.close_missing();
                    self.back_to(&token);
                    return;
                }
                self.issue(IssueKind::MissingKey, span, vec![insert(span.start as usize, "\"\": ")]);
                self.value(token, Some(LocalSpan::empty(span.start as usize)));
                return;
            }
        }
        let node = self.stack.last().map(|frame| frame.node);
        self.accept(&mut token, node);
        if let Some(frame) = self.frame() {
            frame.expect = Expect::Colon(span);
            frame.comma = None;
            frame.left_out = None;
        }
    }

    pub(super) fn missing_key(&mut self, token: &Token) {
        let at = token.span.start as usize;
        self.issue(IssueKind::MissingKey, token.span, vec![replace(token.span, "\"\":")]);
        if let Some(frame) = self.frame() {
            frame.expect = Expect::Value(LocalSpan::empty(at), token.span.end as usize);
            frame.comma = None;
        }
        self.last_end = token.span.end as usize;
    }

    pub(super) fn step_colon(&mut self, key: LocalSpan) -> bool {
        let mut token = self.lexer.next(Place::After);
        if matches!(token.kind, TokenKind::Comment | TokenKind::Section) && self.pass_trivia(&mut token) {
            return true;
        }
        let at = key.end as usize;
        match token.kind {
            TokenKind::Colon => self.after_colon(key, token.span.end as usize),
            TokenKind::WrongColon => {
                self.issue(IssueKind::WrongColon, token.span, vec![replace(token.span, ":")]);
                self.after_colon(key, token.span.end as usize);
            }
            TokenKind::String if self.lexer.colon_follows(token.span.end as usize) => {
                self.back_to(&token);
                self.missing_value(key, at, ": null");
                let missing = self.tree.issues.len() - 1;
                if let Some(frame) = self.frame() {
                    // The comma comes with the next name.
                    frame.left_out = Some(missing);
                }
            }
            TokenKind::Elision => {
                self.back_to(&token);
                self.issue(IssueKind::MissingColon, LocalSpan::empty(at), vec![insert(at, ":")]);
                self.after_colon(key, at);
            }
            _ if token.starts_value() => {
                self.back_to(&token);
                self.issue(IssueKind::MissingColon, LocalSpan::empty(at), vec![insert(at, ":")]);
                self.after_colon(key, at);
            }
            _ => {
                self.back_to(&token);
                self.missing_value(key, at, ": null");
            }
        }
        true
    }

    fn after_colon(&mut self, key: LocalSpan, end: usize) {
        self.last_end = end;
        if let Some(frame) = self.frame() {
            frame.expect = Expect::Value(key, end);
            frame.left_out = None;
        }
    }

    pub(super) fn step_value(&mut self, key: LocalSpan, colon: usize) -> bool {
        let mut token = self.lexer.next(Place::Value);
        let object = self.stack.last().is_some_and(|frame| frame.object);
        match token.kind {
            TokenKind::Elision => {
                let parent = self.stack.last().map(|frame| frame.node);
                let id = self.tree.add(NodeKind::Elision, token.span, parent, object.then_some(key));
                for flaw in &mut token.flaws {
                    flaw.repairs = vec![replace(token.span, "null")];
                }
                self.accept(&mut token, Some(id));
                let (end, elision) = (self.last_end, self.tree.issues.len() - 1);
                if let Some(frame) = self.frame() {
                    frame.expect = Expect::Separator;
                    frame.last_end = end;
                    frame.left_out = Some(elision);
                }
            }
            TokenKind::Comment | TokenKind::Section => {
                self.pass_trivia(&mut token);
                if let Some(frame) = self.stack.last_mut() {
                    frame.left_out = Some(self.tree.issues.len() - 1);
                }
            }
            TokenKind::Colon | TokenKind::WrongColon => {
                self.issue(IssueKind::ExtraColon, token.span, vec![delete(token.span)]);
            }
            TokenKind::String if self.is_next_name(&token) => {
                self.back_to(&token);
                self.missing_value(key, colon, " null");
                let missing = self.tree.issues.len() - 1;
                if let Some(frame) = self.frame() {
                    // The comma comes with the next name.
                    frame.left_out = Some(missing);
                }
            }
            TokenKind::Word if is_stray_mark(self.lexer.rest(token.span.start as usize)) => {
                self.issue(IssueKind::UnexpectedText, token.span, vec![delete(token.span)]);
            }
            _ if token.starts_value() => {
                self.name_itself(&mut token, key);
                self.value(token, object.then_some(key));
            }
            _ => {
                self.back_to(&token);
                self.absent_value(key, colon);
            }
        }
        true
    }

    /// A bare word that repeats its member's name is a name for what the reader puts there.
    fn name_itself(&self, token: &mut Token, key: LocalSpan) {
        let [flaw] = token.flaws.as_mut_slice() else { return };
        let text = self.lexer.text;
        if flaw.kind == IssueKind::UnquotedValue
            && notation::repeats_name(super::unquoted(key.of(text)), token.span.of(text))
        {
            token.kind = TokenKind::Placeholder;
            flaw.kind = IssueKind::Placeholder;
        }
        // Among schemas whose types are in quotes a type without them is no notation.
        let is_type = flaw.kind == IssueKind::Placeholder && key.of(text) == "\"type\"";
        if is_type && SCHEMA_TYPES.contains(&token.span.of(text)) {
            let quoted = |mark: &str| memchr::memmem::find(text.as_bytes(), mark.as_bytes()).is_some();
            if SCHEMA_TYPES.iter().any(|name| quoted(&format!("\"type\": \"{name}\""))) {
                token.kind = TokenKind::Word;
                flaw.kind = IssueKind::UnquotedValue;
            }
        }
    }

    /// Nothing stands after the colon, or only a comment that describes the value.
    fn absent_value(&mut self, key: LocalSpan, colon: usize) {
        let comment = self.stack.last().and_then(|frame| frame.left_out);
        match comment {
            Some(comment) => {
                let parent = self.stack.last().map(|frame| frame.node);
                self.tree.add(NodeKind::Elision, LocalSpan::empty(colon), parent, Some(key));
                self.mend(comment, insert(colon, " null"));
                if let Some(frame) = self.frame() {
                    frame.expect = Expect::Separator;
                    frame.last_end = colon;
                }
            }
            None => self.missing_value(key, colon, " null"),
        }
    }

    /// A string that a colon follows is the next name: `"a": "b": 1` has two names and one value.
    fn is_next_name(&self, token: &Token) -> bool {
        self.lexer.colon_follows(token.span.end as usize)
    }
}
