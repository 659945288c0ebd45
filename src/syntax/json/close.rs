//! Brackets: which close belongs to which opener, and what to do when one is missing, too many or of the wrong kind.
//!
//! Where two readings are possible, the next unmatched close decides.

use super::parser::{Expect, Parser};
use super::token::{LOOK_AHEAD, Token, TokenKind, delete, insert, replace};
use super::{IssueKind, NodeId, NodeKind};
use crate::text::LocalSpan;

/// How many open containers a close of the wrong kind looks through for its opener.
const LOOK_DOWN: usize = 64;

impl Parser<'_> {
    /// A closing bracket while a container is open. Always goes on.
    pub(super) fn close(&mut self, token: &Token) -> bool {
        let object = token.kind == TokenKind::CloseObject;
        let Some(top) = self.stack.last() else { return true };
        if let (true, Some(elision)) = (top.bare.is_some() && top.object == object, self.top_left_out) {
            // "...", the last members and the close of an object whose beginning is left out.
            self.mend(elision, delete(token.span));
        } else if top.bare.is_some() && top.object == object {
            self.issue(IssueKind::UnexpectedClose, token.span, vec![delete(token.span)]);
        } else if top.object == object {
            self.finish(token.span);
        } else {
            self.mismatch(token, object);
        }
        true
    }

    fn mismatch(&mut self, token: &Token, object: bool) {
        let next = self.next_unmatched_close(token.span.end as usize);
        let below = self.stack.iter().rev().nth(1).map(|frame| (frame.object, frame.bare.is_some()));
        let after_both = self.stack.iter().rev().nth(2).map(|frame| frame.object);
        let fits_below = below == Some((object, false));
        // Two closes are needed for the top and the one below; this is one of them.
        let below_closes_later = fits_below && next == Some(object) && after_both != Some(object);
        if fits_below && !below_closes_later {
            self.close_missing();
            self.back_to(token);
            return;
        }
        let top_closes_later = next == Some(!object) && below.is_none_or(|(below, _)| below == object);
        if top_closes_later {
            self.issue(IssueKind::UnexpectedClose, token.span, vec![delete(token.span)]);
            return;
        }
        if !fits_below
            && self
                .stack
                .iter()
                .rev()
                .take(LOOK_DOWN)
                .any(|frame| frame.object == object && frame.bare.is_none())
            && next.is_none()
        {
            self.close_missing();
            self.back_to(token);
            return;
        }
        let text = if object { "]" } else { "}" };
        let opener = self.opener();
        let index = self.issue(IssueKind::MismatchedClose, token.span, vec![replace(token.span, text)]);
        self.tree.issues[index].related = opener;
        self.finish(token.span);
    }

    /// The bracket that opened the innermost container; none for members without braces.
    fn opener(&self) -> Option<LocalSpan> {
        let frame = self.stack.last().filter(|frame| frame.bare.is_none())?;
        let start = self.tree.node(frame.node).span.start as usize;
        Some(LocalSpan::new(start, start + 1))
    }

    /// The open container ends with the close at `span`.
    fn finish(&mut self, span: LocalSpan) {
        self.settle_comma();
        let Some(frame) = self.stack.pop() else { return };
        self.tree.node_mut(frame.node).span.end = span.end;
        if frame.object && !self.lexer.branches {
            self.tree.note_duplicates(frame.node, self.lexer.text, &mut self.names);
        }
        self.last_end = span.end as usize;
        if let Some(parent) = self.stack.last_mut() {
            parent.last_end = span.end as usize;
        }
    }

    /// A comma before the end of the open container: left over from an elision, or a trailing one.
    fn settle_comma(&mut self) {
        let Some(frame) = self.stack.last_mut() else { return };
        let Some(comma) = frame.comma.take() else { return };
        match (frame.left_out, frame.bare) {
            (Some(issue), _) | (None, Some(issue)) => self.mend(issue, delete(comma)),
            // `{% if more %},{% endif %}` is there for all but the last.
            (None, None) if ends_with_tag(&self.lexer.text[..comma.start as usize]) => {
                if let Some(tag) = self.lexer.spaces.last_mut() {
                    tag.repairs.push(delete(comma));
                }
            }
            (None, None) => match self.run_of_commas(comma.end as usize) {
                Some(run) => self.mend(run, delete(comma)),
                None => {
                    self.issue(IssueKind::TrailingComma, comma, vec![delete(comma)]);
                }
            },
        }
    }

    /// The commas with nothing between that the last issue is about, if they go on to right behind a place.
    pub(super) fn run_of_commas(&self, before: usize) -> Option<usize> {
        let last = self.tree.issues.len().checked_sub(1)?;
        let issue = &self.tree.issues[last];
        let (start, end) = (issue.span.start as usize, issue.repairs.last()?.span.end as usize);
        let blank = |from: usize, to: usize| {
            self.lexer.text.get(from.min(to)..from.max(to)).is_some_and(|text| text.trim().is_empty())
        };
        (issue.kind == IssueKind::ExtraComma && (blank(start, before) || blank(end, before))).then_some(last)
    }

    /// The open container was never closed: closes it after its last item.
    pub(super) fn close_missing(&mut self) {
        let Some(frame) = self.stack.last() else { return };
        let (at, object) = (frame.last_end, frame.object);
        let opener = self.opener();
        let left_out = frame.left_out;
        let comma = self.stack.last_mut().and_then(|frame| frame.comma.take());
        let dots = left_out.filter(|&index| self.are_last_dots(index, at));
        let comma = match (dots, comma) {
            (Some(index), Some(comma)) => {
                self.mend(index, delete(comma));
                None
            }
            (_, comma) => comma,
        };
        // The comma behind the last item separates the container from what follows it.
        let at = comma.map_or(at, |comma| comma.start as usize);
        let at = dots.map_or(at, |index| self.tree.issues[index].span.end as usize);
        let index = self.issue(
            IssueKind::Unclosed,
            LocalSpan::empty(at),
            vec![insert(at, if object { "}" } else { "]" })],
        );
        self.tree.issues[index].related = opener;
        self.finish(LocalSpan::empty(at));
        if let (Some(parent), Some(comma)) = (self.stack.last_mut(), comma) {
            parent.comma = Some(comma);
            parent.left_out = left_out;
            parent.expect = Expect::Item;
        }
    }

    /// Whether dots behind the last item of a container are in the place of more of them: its end follows.
    fn are_last_dots(&self, index: usize, last_item: usize) -> bool {
        let issue = &self.tree.issues[index];
        let next = self.lexer.significant(issue.span.end as usize);
        issue.kind == IssueKind::Elision
            && issue.span.start as usize >= last_item
            && next.is_some_and(|(_, byte)| matches!(byte, b'}' | b']'))
    }

    /// In an object, whether a value without a name shows that the object should have ended: the next unmatched
    /// close belongs to the array around it.
    pub(super) fn object_ends_before(&self, token: &Token) -> bool {
        self.below_is(false) && self.next_unmatched_close(token.span.start as usize) == Some(false)
    }

    /// In an array, whether a member shows that the array should have ended.
    pub(super) fn array_ends_before(&self, token: &Token) -> bool {
        self.below_is(true)
            && self.lexer.colon_follows(token.span.end as usize)
            && self.next_unmatched_close(token.span.start as usize) != Some(false)
    }

    fn below_is(&self, object: bool) -> bool {
        self.stack.iter().rev().nth(1).is_some_and(|frame| frame.object == object)
    }

    /// The first close from `from` on that nothing after `from` opens: `Some(true)` for `}`.
    fn next_unmatched_close(&self, from: usize) -> Option<bool> {
        let rest = self.lexer.rest(from);
        let (mut depth, mut quoted, mut escaped) = (0_usize, false, false);
        for byte in rest.bytes().take(LOOK_AHEAD * 2) {
            match byte {
                _ if escaped => escaped = false,
                b'\\' if quoted => escaped = true,
                b'"' => quoted = !quoted,
                b'\n' => quoted = false,
                _ if quoted => {}
                b'{' | b'[' => depth += 1,
                b'}' | b']' if depth == 0 => return Some(byte == b'}'),
                b'}' | b']' => depth -= 1,
                _ => {}
            }
        }
        None
    }

    /// The text ends while containers are open: closes them all, the joined documents last.
    pub(super) fn end_of_text(&mut self) -> bool {
        let at = self.last_end;
        let mut closers = String::new();
        let (mut opener, mut bare, mut left_out, mut comma) = (None, None, None, None);
        while let Some(frame) = self.stack.last_mut() {
            let (node, object, bare_here) = (frame.node, frame.object, frame.bare);
            comma = comma.or(frame.comma.take());
            left_out = left_out.or(frame.left_out);
            if let Some(issue) = bare_here {
                // The outermost; its opening bracket is not there either.
                bare = Some(issue);
            } else {
                closers.push_str(&self.closer_line(node, at, closers.len()));
                closers.push(if object { '}' } else { ']' });
                opener = opener.or_else(|| self.opener());
            }
            self.tree.node_mut(node).span.end = at as u32;
            if object && !self.lexer.branches {
                self.tree.note_duplicates(node, self.lexer.text, &mut self.names);
            }
            self.stack.pop();
        }
        let mut repairs: Vec<_> = comma.map(delete).into_iter().collect();
        if !closers.is_empty() || bare.is_none() {
            repairs.push(insert(at, closers));
        }
        // "...", and the rest of the body is left out with its brackets.
        let says_so = |issue: &usize| {
            !matches!(self.tree.issues[*issue].kind, IssueKind::Comment | IssueKind::TemplateTag)
        };
        let mut excused = left_out.filter(says_so);
        // A part of a body that ends with `},`: what follows it is left out.
        if let Some(comma) = comma.filter(|comma| excused.is_none() && self.ends_with_part(*comma)) {
            excused = Some(self.issue(IssueKind::Elision, comma, Vec::new()));
        }
        if let Some(issue) = excused.or(bare.filter(|_| opener.is_none())) {
            for repair in repairs {
                self.mend(issue, repair);
            }
        } else {
            let index = self.issue(IssueKind::Unclosed, LocalSpan::empty(at), repairs);
            self.tree.issues[index].related = opener;
            self.tree.issues[index].node = self.tree.root();
        }
        if let Some(bare) = bare {
            self.mend(bare, insert(at, "}"));
        }
        // The bracket around several documents is not the writer's.
        if let Some(joined) = self.joined {
            self.mend(joined, insert(at, "]"));
            self.joined_closed = true;
        }
        false
    }

    /// Whether nothing but white space is behind a comma, and a closing bracket that ends a line before it.
    fn ends_with_part(&self, comma: LocalSpan) -> bool {
        let before = self.lexer.text[..comma.start as usize].trim_end();
        before.ends_with(['}', ']'])
            && before.len() == comma.start as usize
            && self.lexer.first_on_line(before.len() - 1)
            && self.lexer.rest(comma.end as usize).trim().is_empty()
    }

    /// The line break and indentation before the close that belongs to a container, if it spans lines.
    fn closer_line(&self, node: NodeId, at: usize, so_far: usize) -> String {
        const FEW: usize = 400;
        if so_far >= FEW {
            return String::new();
        }
        let opener = self.tree.node(node).span.start as usize;
        let before = &self.lexer.text[..opener];
        let near = &before[before.ceil_char_boundary(opener.saturating_sub(FEW))..];
        let line = &near[near.rfind('\n').map_or(0, |at| at + 1)..];
        let indent = &line[..line.len() - line.trim_start_matches([' ', '\t']).len()];
        let body = &self.lexer.text[opener..at];
        let spans_lines = body.bytes().rev().take(FEW * 4).any(|byte| byte == b'\n');
        if spans_lines { format!("\n{indent}") } else { String::new() }
    }

    /// A member follows the closed document: the document's close came too early. Opens it again.
    pub(super) fn reopen(&mut self, with_comma: Option<LocalSpan>) -> bool {
        let Some(&root) = self.tree.roots().last() else { return false };
        let node = *self.tree.node(root);
        let end = node.span.end as usize;
        let closed = node.kind == NodeKind::Object
            && self.lexer.text.as_bytes().get(end.wrapping_sub(1)) == Some(&b'}');
        if !closed || end < 2 || self.reopened {
            return false;
        }
        self.reopened = true;
        let close = LocalSpan::new(end - 1, end);
        let inner_end = self.tree.node(root).last.map_or(node.span.start as usize + 1, |last| {
            (self.tree.node(last).span.end as usize).min(end - 1)
        });
        let empty = self.tree.node(root).last.is_none();
        if let Some(comma) = with_comma.filter(|_| empty) {
            self.issue(IssueKind::ExtraComma, comma, vec![delete(comma)]);
        }
        let with_comma = with_comma.filter(|_| !empty);
        self.open(root, true, None);
        let index = self.issue(IssueKind::UnexpectedClose, close, vec![delete(close)]);
        self.tree.issues[index].node = Some(root);
        if let Some(frame) = self.stack.last_mut() {
            frame.last_end = inner_end;
            frame.comma = with_comma;
            // The comma that stands in the place of the close belongs to the same mistake.
            frame.left_out = (with_comma.is_none() && !empty).then_some(index);
            frame.expect = if with_comma.is_some() || empty { Expect::Item } else { Expect::Separator };
        }
        true
    }
}

/// Whether a text ends with a tag of a template: `{% if more %}`, `<#sep>`.
fn ends_with_tag(text: &str) -> bool {
    let text = text.trim_end();
    let tag = || text.rfind("<#").map(|at| &text[at..]);
    text.ends_with("%}")
        || text.ends_with("%>")
        || text.ends_with('>') && tag().is_some_and(|tag| !tag[..tag.len() - 1].contains('>'))
}
