//! The top level: what stands before, between and after documents.

use super::parser::{Expect, Parser};
use super::token::{Place, Token, TokenKind, delete, insert, replace};
use super::{Issue, IssueKind, NodeKind, notation};
use crate::text::LocalSpan;

impl Parser<'_> {
    /// One token while no container is open; `false` at the end of the text.
    pub(super) fn step_top(&mut self) -> bool {
        if self.tree.root().is_none() { self.before_document() } else { self.after_document() }
    }

    fn before_document(&mut self) -> bool {
        if self.misbegun() {
            return true;
        }
        let mut token = self.lexer.next(Place::Key);
        if self.pass_trivia(&mut token) {
            return true;
        }
        if !token.flaws.is_empty() {
            // What is no sound name may be a sound value: `"a:"`.
            self.back_to(&token);
            let value = self.lexer.next(Place::Value);
            if value.flaws.is_empty() && self.lexer.significant(value.span.end as usize).is_none() {
                self.document(value);
                return true;
            }
            self.lexer.pos = token.span.end as usize;
        }
        let span = token.span;
        match token.kind {
            TokenKind::End => {
                let at = span.start as usize;
                self.tree.add(NodeKind::Null, LocalSpan::empty(at), None, None);
                match self.top_left_out {
                    Some(elision) => self.mend(elision, insert(at, "null")),
                    None => {
                        self.issue(IssueKind::MissingValue, span, vec![insert(at, "null")]);
                    }
                }
                return false;
            }
            TokenKind::CloseObject | TokenKind::CloseArray => {
                self.issue(IssueKind::UnexpectedClose, span, vec![delete(span)]);
            }
            TokenKind::Comma => match self.top_left_out {
                Some(elision) => self.mend(elision, delete(span)),
                None => {
                    self.issue(IssueKind::ExtraComma, span, vec![delete(span)]);
                }
            },
            TokenKind::String if self.lexer.colon_follows(span.end as usize) && !self.is_caption(&token) => {
                self.bare_members(&token);
            }
            TokenKind::String if self.is_caption(&token) => self.text_before(&token),
            TokenKind::Colon | TokenKind::WrongColon | TokenKind::Word => self.text_before(&token),
            _ => {
                self.back_to(&token);
                let token = self.lexer.next(Place::Value);
                self.document(token);
            }
        }
        true
    }

    /// Passes the first mark of a document that another one was meant by: `(` for `{`, or a quote before and behind the
    /// whole.
    fn misbegun(&mut self) -> bool {
        self.lexer.skip_legal_space();
        let start = self.lexer.pos;
        let rest = trim_legal(self.lexer.rest(start));
        let first = LocalSpan::new(start, start + 1);
        let next = rest.get(1..).unwrap_or_default().trim_start();
        if rest.starts_with('(') && rest.ends_with('}') && next.starts_with('"') {
            self.issue(IssueKind::UnexpectedText, first, vec![replace(first, "{")]);
            let node = self.tree.add(NodeKind::Object, first, None, None);
            self.lexer.pos = start + 1;
            self.last_end = start + 1;
            self.open(node, true, None);
            return true;
        }
        let body = rest.strip_prefix('"').and_then(|rest| rest.strip_suffix('"'));
        let is_body = |body: &str| {
            body.contains('\n')
                && ["{\"", "{\n", "{\r", "[\n", "[\r", "[{"].iter().any(|open| body.starts_with(open))
        };
        if let Some(body) = body.filter(|body| is_body(body)) {
            let last = first.end as usize + body.len();
            self.issue(
                IssueKind::UnexpectedText,
                first,
                vec![delete(first), delete(LocalSpan::new(last, last + 1))],
            );
            self.lexer.pos = start + 1;
            self.lexer.end_at(last);
            return true;
        }
        false
    }

    /// `Response:` on the line before the document.
    fn is_caption(&self, token: &Token) -> bool {
        let bare = token.flaws.iter().any(|flaw| flaw.kind == IssueKind::UnquotedKey);
        let line = self.lexer.line_rest(token.span.end as usize);
        bare && line.trim().trim_start_matches(':').trim().is_empty()
    }

    fn document(&mut self, token: Token) {
        self.top_comma = None;
        self.top_left_out = None;
        self.value_at_top(token);
    }

    fn bare_members(&mut self, token: &Token) {
        self.back_to(token);
        let at = token.span.start as usize;
        let node = self.tree.add(NodeKind::Object, LocalSpan::empty(at), None, None);
        let index = self.issue(IssueKind::BareMembers, token.span, vec![insert(at, "{")]);
        self.tree.issues[index].node = Some(node);
        self.last_end = at;
        self.open(node, true, Some(index));
    }

    /// Text before the document: up to the first line that begins with a bracket. A lone word is a value.
    fn text_before(&mut self, token: &Token) {
        let start = token.span.start as usize;
        let rest = self.lexer.rest(start);
        let mut document = None;
        let mut at = 0;
        for line in rest.split_inclusive('\n') {
            if at > 0 && line.trim_start().starts_with(['{', '[']) {
                document = Some(start + at + (line.len() - line.trim_start().len()));
                break;
            }
            at += line.len();
        }
        let culprit = LocalSpan::new(
            start,
            self.lexer.first_line_end(start, self.lexer.end).max(token.span.end as usize),
        );
        match document {
            Some(document) => {
                self.issue(IssueKind::UnexpectedText, culprit, vec![delete(LocalSpan::new(start, document))]);
                self.lexer.pos = document;
            }
            None if token.kind == TokenKind::Word
                && token.span.end as usize == start + trim_legal(rest).len() =>
            {
                self.back_to(token);
                let token = self.lexer.next(Place::Value);
                self.document(token);
            }
            None => {
                let end = start + trim_legal(rest).len();
                let whole = LocalSpan::new(start, end);
                self.issue(IssueKind::UnexpectedText, culprit, vec![replace(whole, "null")]);
                self.tree.add(NodeKind::Invalid, whole, None, None);
                self.lexer.pos = end;
                self.last_end = end;
            }
        }
    }

    fn after_document(&mut self) -> bool {
        let mut token = self.lexer.next(Place::After);
        if self.pass_trivia(&mut token) {
            return true;
        }
        let span = token.span;
        match token.kind {
            TokenKind::End => {
                self.settle_top_comma();
                return false;
            }
            TokenKind::Comma if self.top_comma.is_none() => self.top_comma = Some(span),
            TokenKind::Comma => match self.top_left_out {
                Some(elision) => self.mend(elision, delete(span)),
                None => {
                    self.issue(IssueKind::ExtraComma, span, vec![delete(span)]);
                }
            },
            TokenKind::CloseObject | TokenKind::CloseArray => {
                self.settle_top_comma();
                self.issue(IssueKind::UnexpectedClose, span, vec![delete(span)]);
            }
            TokenKind::String
                if self.lexer.colon_follows(span.end as usize) && self.reopen(self.top_comma) =>
            {
                self.top_comma = None;
                self.back_to(&token);
            }
            TokenKind::OpenObject | TokenKind::OpenArray => self.further_document(token),
            // What is sent behind the document, described: `<16 bytes of data>`.
            TokenKind::Placeholder
                if self.lexer.first_on_line(span.start as usize) && self.is_angled(&token) =>
            {
                self.top_left_out = Some(self.issue(IssueKind::Elision, span, vec![delete(span)]));
            }
            TokenKind::Word if self.parts_documents(&token) => {
                self.top_left_out = Some(self.issue(IssueKind::Elision, span, vec![delete(span)]));
            }
            _ => {
                self.settle_top_comma();
                let start = span.start as usize;
                let whole = LocalSpan::new(start, start + trim_legal(self.lexer.rest(start)).len());
                let culprit = LocalSpan::new(start, self.lexer.first_line_end(start, whole.end as usize));
                self.issue(IssueKind::TrailingText, culprit, vec![delete(whole)]);
                self.lexer.pos = self.lexer.end;
            }
        }
        true
    }

    /// `<16 bytes of data>` as the whole rest of a line.
    fn is_angled(&self, token: &Token) -> bool {
        token.span.of(self.lexer.text).starts_with('<')
            && self.lexer.line_rest(token.span.end as usize).trim().is_empty()
    }

    /// `or` on a line of its own between two documents, or the point between the parts of a token (RFC 7515).
    fn parts_documents(&self, token: &Token) -> bool {
        let next = self.lexer.significant(token.span.end as usize);
        let written = token.span.of(self.lexer.text);
        let is_joint = written == "." && self.lexer.text[..token.span.start as usize].ends_with('}');
        (notation::other_word(written) == Some(written.len()) || written == ".")
            && (is_joint || self.lexer.first_on_line(token.span.start as usize))
            && next.is_some_and(|(_, byte)| matches!(byte, b'{' | b'['))
    }

    fn settle_top_comma(&mut self) {
        let Some(comma) = self.top_comma.take() else { return };
        match self.top_left_out {
            Some(elision) => self.mend(elision, delete(comma)),
            None => {
                self.issue(IssueKind::TrailingComma, comma, vec![delete(comma)]);
            }
        }
    }

    /// A second document: all of them are joined to one array. Between documents of a list that was cut (`{…}, ...,
    /// {…}`) the elision says so already.
    fn further_document(&mut self, token: Token) {
        let previous = self.last_end;
        let joined = if let Some(index) = self.joined {
            index
        } else {
            let index = self.first_joint(&token);
            let start = self.tree.root().map_or(0, |root| self.tree.node(root).span.start as usize);
            // Not stamped: it comes before the brace that bare members get at the same place.
            self.tree.issues[index].repairs.push(insert(start, "["));
            self.joined = Some(index);
            index
        };
        if self.top_comma.is_none() {
            self.mend(joined, insert(previous, ","));
        }
        self.document(token);
    }

    fn first_joint(&mut self, token: &Token) -> usize {
        match self.top_left_out {
            Some(elision) => elision,
            None => self.issue(IssueKind::MultipleDocuments, token.span, Vec::new()),
        }
    }

    /// Closes the array around several documents and notes whether each of them stands on a line of its own.
    pub(super) fn settle_documents(&mut self) {
        let Some(index) = self.joined else { return };
        if !self.joined_closed {
            self.mend(index, insert(self.last_end, "]"));
        }
        let text = self.lexer.text;
        let spans: Vec<LocalSpan> = self.tree.roots().iter().map(|&root| self.tree.node(root).span).collect();
        let alone = |span: &LocalSpan| !span.of(text).contains('\n');
        let apart = |pair: &[LocalSpan]| text[pair[0].end as usize..pair[1].start as usize].contains('\n');
        self.tree.line_delimited = spans.iter().all(alone) && spans.windows(2).all(apart);
    }

    /// Members without braces that no comma separates at all are several examples, one below the other.
    pub(super) fn settle_alternatives(&mut self) {
        let Some(root) = self.tree.root() else { return };
        let is = |issue: &Issue, kind| issue.kind == kind && issue.node == Some(root);
        let Some(bare) = self.tree.issues.iter().position(|issue| is(issue, IssueKind::BareMembers)) else {
            return;
        };
        let gaps = self.tree.issues.iter().filter(|issue| is(issue, IssueKind::MissingComma)).count();
        if gaps < 2 || self.tree.children(root).count() != gaps + 1 {
            return;
        }
        let mut repairs = std::mem::take(&mut self.tree.issues[bare].repairs);
        for issue in self.tree.issues.iter_mut().filter(|issue| is(issue, IssueKind::MissingComma)) {
            repairs.append(&mut issue.repairs);
        }
        self.tree.issues.retain(|issue| !is(issue, IssueKind::MissingComma));
        if let Some(bare) = self.tree.issues.iter_mut().find(|issue| is(issue, IssueKind::BareMembers)) {
            bare.repairs = repairs;
        }
    }

    fn value_at_top(&mut self, token: Token) {
        debug_assert!(self.stack.is_empty(), "documents stand alone");
        self.value(token, None);
        if let Some(frame) = self.stack.last_mut() {
            frame.expect = Expect::Item;
        }
    }
}

/// Without the white space that JSON allows at the end.
fn trim_legal(text: &str) -> &str {
    text.trim_end_matches([' ', '\t', '\r', '\n'])
}
