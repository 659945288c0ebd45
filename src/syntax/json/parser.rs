//! The state machine that turns tokens into a tree and mends the grammar on the way.
//!
//! It keeps its own stack, so depth costs memory and nothing else. Every token that the grammar does not allow at
//! its place leads to an issue with the edit that deletes it or inserts what it needs: the edited text is valid by
//! construction. Brackets that do not match are in `close`.

use super::token::{Lexer, Place, Token, TokenKind, delete};
use super::{Issue, IssueKind, JsonTree, NodeId, NodeKind, Repair};
use crate::text::LocalSpan;

/// After so many faults the rest of a text is not read: a report of the first ones is all that anybody needs.
const MOST_ISSUES: usize = 1_000;

/// Deeper than this no brackets are followed.
const DEEPEST: usize = 5_000;

/// What an open container waits for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Expect {
    /// A member or an element, or the end.
    Item,
    /// The colon after this name.
    Colon(LocalSpan),
    /// The value of this name, whose colon ends at the offset.
    Value(LocalSpan, usize),
    /// A comma, or the end.
    Separator,
}

#[derive(Debug)]
pub(super) struct Frame {
    pub(super) node: NodeId,
    pub(super) object: bool,
    pub(super) expect: Expect,
    /// The comma passed last, until an item follows it.
    pub(super) comma: Option<LocalSpan>,
    /// The elision (index of its issue) or comment since the last item or comma.
    pub(super) left_out: Option<usize>,
    /// The issue that names the members of an array; one for all of them.
    pub(super) members: Option<usize>,
    /// The braces are not there: the issue that inserts them.
    pub(super) bare: Option<usize>,
    /// End of the last token that belongs to it.
    pub(super) last_end: usize,
}

pub(super) struct Parser<'t> {
    pub(super) lexer: Lexer<'t>,
    pub(super) tree: JsonTree,
    pub(super) stack: Vec<Frame>,
    /// After the document: the comma passed last, and whether something was left out since.
    pub(super) top_comma: Option<LocalSpan>,
    pub(super) top_left_out: Option<usize>,
    /// The issue that joins several documents.
    pub(super) joined: Option<usize>,
    /// Whether the bracket that closes the joined documents is inserted already.
    pub(super) joined_closed: bool,
    /// Whether the document was opened again after a close that came too early; once is enough.
    pub(super) reopened: bool,
    pub(super) last_end: usize,
    /// Memory for the names of one object.
    pub(super) names: Vec<(&'t str, NodeId)>,
    /// Number of edits so far.
    repairs: u32,
}

impl<'t> Parser<'t> {
    pub(super) fn new(text: &'t str, within: LocalSpan) -> Self {
        Self {
            lexer: Lexer::new(text, within),
            tree: JsonTree::for_text(within.len()),
            stack: Vec::with_capacity(8),
            top_comma: None,
            top_left_out: None,
            joined: None,
            joined_closed: false,
            reopened: false,
            last_end: within.start as usize,
            names: Vec::new(),
            repairs: 0,
        }
    }

    pub(super) fn run(mut self) -> JsonTree {
        loop {
            let more = match self.stack.last().map(|frame| (frame.object, frame.expect)) {
                None => self.step_top(),
                Some((object, Expect::Item)) => self.step_item(object),
                Some((object, Expect::Separator)) => self.step_separator(object),
                Some((_, Expect::Colon(key))) => self.step_colon(key),
                Some((_, Expect::Value(key, colon))) => self.step_value(key, colon),
            };
            if !more || self.cut() {
                break;
            }
        }
        self.settle_documents();
        self.settle_alternatives();
        self.tree.issues.append(&mut self.lexer.spaces);
        let text = self.lexer.text;
        for issue in self.tree.issues.iter_mut().filter(|issue| issue.span.of(text).contains('\n')) {
            issue.span.end =
                self.lexer.first_line_end(issue.span.start as usize, issue.span.end as usize) as u32;
        }
        self.tree.issues.sort_by_key(|issue| issue.span);
        self.tree
    }

    /// Whether the text is given up: its faults are too many to be reported, or its brackets too deep to be read.
    fn cut(&mut self) -> bool {
        let deep = self.stack.len() > DEEPEST;
        if self.tree.issues.len() < MOST_ISSUES && !deep {
            return false;
        }
        self.tree.cut = true;
        self.lexer.pos = self.lexer.end;
        if deep {
            self.end_of_text();
        } else {
            self.tree.issues.truncate(MOST_ISSUES);
        }
        true
    }

    pub(super) fn issue(&mut self, kind: IssueKind, span: LocalSpan, mut repairs: Vec<Repair>) -> usize {
        for repair in &mut repairs {
            self.stamp(repair);
        }
        let node = self.stack.last().map(|frame| frame.node);
        self.tree.issues.push(Issue { node, ..Issue::new(kind, span, repairs) });
        self.tree.issues.len() - 1
    }

    /// Adds an edit to an issue that was found before.
    pub(super) fn mend(&mut self, issue: usize, mut repair: Repair) {
        self.stamp(&mut repair);
        self.tree.issues[issue].repairs.push(repair);
    }

    fn stamp(&mut self, repair: &mut Repair) {
        self.repairs += 1;
        repair.order = self.repairs;
    }

    /// Keeps what is wrong with a token that the parser uses.
    pub(super) fn accept(&mut self, token: &mut Token, node: Option<NodeId>) {
        self.last_end = token.span.end as usize;
        for mut flaw in token.flaws.drain(..) {
            flaw.node = node;
            for repair in &mut flaw.repairs {
                self.stamp(repair);
            }
            self.tree.issues.push(flaw);
        }
    }

    pub(super) fn back_to(&mut self, token: &Token) {
        self.lexer.pos = token.span.start as usize;
    }

    /// Passes comments and elisions; `false` if `token` is neither.
    pub(super) fn pass_trivia(&mut self, token: &mut Token) -> bool {
        if !token.is_trivia() {
            return false;
        }
        let elision = token.kind == TokenKind::Elision;
        let section = token.kind == TokenKind::Section;
        let alone = elision || section || self.lexer.first_on_line(token.span.start as usize);
        let node = self.stack.last().map(|frame| frame.node);
        let end = self.last_end;
        self.accept(token, node);
        self.last_end = end;
        let index = self.tree.issues.len() - 1;
        match self.stack.last_mut() {
            Some(frame) => {
                if alone {
                    frame.left_out = Some(index);
                }
                if elision {
                    let node = frame.node;
                    self.tree.node_mut(node).elided = true;
                }
            }
            None if elision || section => self.top_left_out = Some(index),
            None => {}
        }
        if section {
            self.pass_other_section(token.span, index);
        }
        true
    }

    pub(super) fn frame(&mut self) -> Option<&mut Frame> {
        self.stack.last_mut()
    }

    /// Adds a value to the open container (or as a document) and goes into it if it is a container itself.
    pub(super) fn value(&mut self, mut token: Token, key: Option<LocalSpan>) {
        let parent = self.stack.last().map(|frame| frame.node);
        let kind = match token.kind {
            TokenKind::OpenObject => NodeKind::Object,
            TokenKind::OpenArray => NodeKind::Array,
            TokenKind::String => NodeKind::String,
            TokenKind::Number => NodeKind::Number,
            TokenKind::Bool(value) => NodeKind::Bool(value),
            TokenKind::Null => NodeKind::Null,
            TokenKind::Placeholder => NodeKind::Placeholder,
            _ => NodeKind::Invalid,
        };
        let id = self.tree.add(kind, token.span, parent, key);
        self.accept(&mut token, Some(id));
        let end = self.last_end;
        if let Some(frame) = self.frame() {
            frame.expect = Expect::Separator;
            frame.comma = None;
            frame.left_out = None;
            frame.last_end = end;
        }
        if matches!(kind, NodeKind::Object | NodeKind::Array) {
            self.open(id, kind == NodeKind::Object, None);
        }
    }

    pub(super) fn open(&mut self, node: NodeId, object: bool, bare: Option<usize>) {
        let last_end = self.last_end;
        self.stack.push(Frame {
            node,
            object,
            expect: Expect::Item,
            comma: None,
            left_out: None,
            members: None,
            bare,
            last_end,
        });
    }

    // --- an open container ------------------------------------------------------------------------------------

    fn step_item(&mut self, object: bool) -> bool {
        if object {
            self.plain_members();
        }
        let Some(&Frame { object, expect: Expect::Item, .. }) = self.stack.last() else { return true };
        let mut token = self.lexer.next(if object { Place::Key } else { Place::Value });
        if self.pass_trivia(&mut token) {
            return true;
        }
        match token.kind {
            TokenKind::CloseObject | TokenKind::CloseArray => return self.close(&token),
            TokenKind::End => return self.end_of_text(),
            TokenKind::Comma => self.extra_comma(&token),
            TokenKind::Colon | TokenKind::WrongColon if object && token.span.of(self.lexer.text) != ";" => {
                self.missing_key(&token);
            }
            TokenKind::Colon | TokenKind::WrongColon => {
                self.issue(IssueKind::UnexpectedText, token.span, vec![delete(token.span)]);
            }
            _ if object => self.name(token),
            TokenKind::String if self.array_ends_before(&token) => {
                self.close_missing();
                self.back_to(&token);
            }
            _ => self.value(token, None),
        }
        true
    }

    /// A comma where an item belongs: doubled, leading, or beside an elision.
    pub(super) fn extra_comma(&mut self, token: &Token) {
        let span = token.span;
        match self.stack.last().and_then(|frame| frame.left_out) {
            Some(elision) => self.mend(elision, delete(span)),
            None => match self.run_of_commas(span.start as usize) {
                Some(run) => self.mend(run, delete(span)),
                None => {
                    self.issue(IssueKind::ExtraComma, span, vec![delete(span)]);
                }
            },
        }
    }

    /// A colon after an element or a complete member.
    pub(super) fn stray_colon(&mut self, object: bool, token: &Token) {
        let last = self.stack.last().and_then(|frame| self.tree.node(frame.node).last);
        let beside = |end: u32| self.lexer.text[end as usize..token.span.start as usize].trim().is_empty();
        let key = last
            .map(|last| *self.tree.node(last))
            .filter(|last| !object && last.kind == NodeKind::String && beside(last.span.end));
        match key {
            Some(key) => {
                let whole = LocalSpan::new(key.span.start as usize, token.span.end as usize);
                self.forget_last();
                let before = self.stack.last().and_then(|frame| frame.members);
                let index = match before {
                    Some(index) => {
                        self.mend(index, delete(whole));
                        index
                    }
                    None => self.issue(IssueKind::MemberInArray, key.span, vec![delete(whole)]),
                };
                self.last_end = token.span.end as usize;
                if let Some(frame) = self.frame() {
                    frame.members = Some(index);
                    frame.expect = Expect::Value(key.span, token.span.end as usize);
                }
            }
            None => {
                self.issue(IssueKind::UnexpectedText, token.span, vec![delete(token.span)]);
            }
        }
    }

    /// The element read last is a name: its flaws are deleted with it.
    fn forget_last(&mut self) {
        let Some(parent) = self.stack.last().map(|frame| frame.node) else { return };
        let Some(last) = self.tree.node(parent).last else { return };
        while self.tree.issues.last().is_some_and(|issue| issue.node == Some(last)) {
            self.tree.issues.pop();
        }
        self.tree.node_mut(last).kind = NodeKind::Invalid;
        self.tree.unlink_last(parent);
    }
}
