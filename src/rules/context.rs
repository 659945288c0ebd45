//! What a rule of each subject gets to see.
//!
//! Contexts are views into the page: they own nothing, read no file and hold no configuration but the rule's own.

use super::flavour::Flavour;
use super::{layout, removal};
use crate::conformance::Page;
use crate::diagnostic::{Diagnostic, RuleMeta};
use crate::extract::{
    Body, Certainty, DeclaredBody, DeclaredStatus, Dialect, Example, Exchange, Message, MessageRef, PageId,
    PairingReason, StatusForm,
};
use crate::syntax::http::{HttpIssue, HttpIssueKind};
use crate::syntax::json::{Issue, IssueKind, JsonTree, NodeId, Notation, Repair};
use crate::text::{Edit, LocalSpan, Span};

/// How many issues to either side of one may stand right beside it.
const BESIDE: usize = 4;

/// The depth below which a finding carries no JSON Pointer: nobody reads one that long, and writing it for each of
/// many deep findings would cost more than all else.
const DEEPEST_POINTER: usize = 64;

/// Where a rule puts its findings.
#[derive(Debug)]
pub struct Findings<'f> {
    rule: &'static RuleMeta,
    list: &'f mut Vec<Diagnostic>,
}

impl<'f> Findings<'f> {
    /// Findings of `rule`, appended to `list`.
    pub fn new(rule: &'static RuleMeta, list: &'f mut Vec<Diagnostic>) -> Self {
        Self { rule, list }
    }

    /// Adds a finding at `span` and returns it for labels, help and a fix.
    pub fn report(&mut self, span: Span, message: impl Into<String>) -> &mut Diagnostic {
        self.list.push(Diagnostic::new(self.rule, span, message));
        self.list.last_mut().unwrap_or_else(|| unreachable!("just pushed"))
    }
}

/// Where a rule puts its findings about several pages: each belongs to one of them.
#[derive(Debug)]
pub struct WorkspaceFindings<'f> {
    rule: &'static RuleMeta,
    list: &'f mut Vec<(PageId, Diagnostic)>,
}

impl<'f> WorkspaceFindings<'f> {
    /// Findings of `rule`, appended to `list`.
    pub fn new(rule: &'static RuleMeta, list: &'f mut Vec<(PageId, Diagnostic)>) -> Self {
        Self { rule, list }
    }

    /// Adds a finding at `span` of a page and returns it for labels, help and a fix.
    pub fn report(&mut self, page: PageId, span: Span, message: impl Into<String>) -> &mut Diagnostic {
        self.list.push((page, Diagnostic::new(self.rule, span, message)));
        let last = self.list.last_mut().map(|(_, finding)| finding);
        last.unwrap_or_else(|| unreachable!("just pushed"))
    }
}

/// One HTTP message of one example.
#[derive(Clone, Copy, Debug)]
pub struct MessageContext<'p, 'd> {
    /// The page.
    pub page: &'p Page<'d>,
    /// The example.
    pub example: &'p Example<'d>,
    /// The message.
    pub message: &'p Message<'d>,
}

impl<'p, 'd> MessageContext<'p, 'd> {
    /// The block's text, in which the message's spans count.
    pub fn text(&self) -> &'d str {
        self.example.text()
    }

    /// The start line; the first line of one that is wrapped.
    pub fn start_line(&self) -> Span {
        let span = self.message.http.start_line();
        let length = span.of(self.text()).lines().next().unwrap_or_default().len();
        self.span(LocalSpan::new(span.start as usize, span.start as usize + length))
    }

    /// Whether this is a request as API consoles read it: a path, and a body at once. A full URL is no such path, and
    /// a path without its slash is nothing else.
    pub fn is_console(&self) -> bool {
        let http = &self.message.http;
        let Some(line) = http.request().filter(|line| line.version.is_none() && http.headers.is_empty())
        else {
            return false;
        };
        let target = line.target.text;
        let relative = target.starts_with(|c: char| c.is_ascii_alphanumeric() || c == '_');
        let at_once = http.issues.iter().any(|issue| issue.kind == HttpIssueKind::MissingBlankLine);
        !target.contains("://") && (relative && at_once || self.example.dialect == Dialect::Console)
    }

    /// The departures from RFC 9112 of these kinds, in order.
    pub fn issues(
        &self,
        kinds: &'static [HttpIssueKind],
    ) -> impl Iterator<Item = &'p HttpIssue> + use<'p, 'd> {
        self.message.http.issues.iter().filter(move |issue| kinds.contains(&issue.kind))
    }

    /// The first line of the body, without white space around it.
    pub fn first_body_line(&self) -> Span {
        let body = self.message.body.span.of(self.text());
        let blank = body.len() - body.trim_start().len();
        let line = body.trim_start().lines().next().unwrap_or_default().trim_end();
        let start = self.message.body.span.start as usize + blank;
        self.span(LocalSpan::new(start, start + line.len()))
    }

    /// The name of the message in the page's exchanges.
    fn reference(&self) -> MessageRef {
        let start = self.message.http.head.start;
        let index = self.example.messages.partition_point(|message| message.http.head.start < start);
        MessageRef { example: self.example.id, message: index as u32 }
    }

    /// The exchange that a response belongs to. Looks no further back than a few exchanges: an answer to an
    /// earlier request is rare, and a page may hold very many.
    pub fn exchange(&self) -> Option<&'p Exchange> {
        const BACK: usize = 16;
        let this = self.reference();
        let exchanges = &self.page.exchanges;
        let first = |exchange: &Exchange| exchange.request.or(exchange.responses.first().map(|(at, _)| *at));
        let end = exchanges.partition_point(|exchange| first(exchange).is_some_and(|at| at <= this));
        let holds =
            |exchange: &&Exchange| exchange.responses.binary_search_by_key(&this, |(at, _)| *at).is_ok();
        exchanges[end.saturating_sub(BACK)..end].iter().rev().find(holds)
    }

    /// The message that a name in an exchange stands for; `None` for a bare body.
    pub fn message_at(&self, at: MessageRef) -> Option<&'p Message<'d>> {
        self.page.example(at.example).messages.get(at.message as usize)
    }

    /// Why a response is tied to its request.
    pub fn tie(&self) -> Option<PairingReason> {
        let this = self.reference();
        let responses = &self.exchange()?.responses;
        let index = responses.binary_search_by_key(&this, |(at, _)| *at).ok()?;
        responses.get(index).map(|(_, reason)| *reason)
    }

    /// The request that a response answers.
    pub fn request(&self) -> Option<&'p Message<'d>> {
        self.exchange()?.request.and_then(|at| self.message_at(at))
    }

    /// Whether the body stands in the next code block of the section, or after another message of the same block.
    pub fn body_follows(&self) -> bool {
        let next = self.page.examples.partition_point(|example| example.id <= self.example.id);
        let next = self.page.examples.get(next).filter(|next| next.section == self.example.section);
        next.is_some_and(|next| next.messages.is_empty() && next.payload.is_some())
    }

    /// What the page surely says about the body of this response, if it has this code and nothing says otherwise: the
    /// first sentence that promises one, or says that there is none.
    pub fn declared_body(&self, code: u16, promised: bool) -> Option<(&'p DeclaredStatus, DeclaredBody)> {
        /// No more sentences than this are looked at, nor declarations to find them.
        const MOST: usize = 64;
        const MOST_OF_ALL: usize = 8 * MOST;
        let declared = self.page.declared();
        let formal = declared.reaching(self.example.section).flat_map(|part| declared.about(part));
        let about = declared.nearby(self.example, self.message).chain(formal.filter(|status| status.formal));
        let is_sentence = |status: &&DeclaredStatus| status.form == StatusForm::Sentence;
        let mut first = None;
        let sentences = about.take(MOST_OF_ALL).filter(is_sentence);
        for status in sentences.filter(|status| status.codes.contains(code)).take(MOST) {
            let body = status.body.filter(|body| body.promised == promised)?;
            if status.certainty != Certainty::Promised {
                return None;
            }
            first = first.or(Some((status, body)));
        }
        first
    }

    /// Where a piece of the block stands in the file.
    pub fn span(&self, local: LocalSpan) -> Span {
        self.example.file_span(local)
    }

    /// The edit of the file that replaces a piece of the block.
    pub fn edit(&self, local: LocalSpan, text: &str) -> Edit {
        self.example.block.body.edit(local, text)
    }
}

/// One JSON text: a body or a payload.
#[derive(Clone, Copy, Debug)]
pub struct JsonContext<'p, 'd> {
    /// The page.
    pub page: &'p Page<'d>,
    /// The example.
    pub example: &'p Example<'d>,
    /// The message whose body it is, if any.
    pub message: Option<&'p Message<'d>>,
    /// Where it stands in the block.
    pub body: &'p Body,
    /// Its tree.
    pub tree: &'p JsonTree,
}

impl<'p, 'd> JsonContext<'p, 'd> {
    /// The JSON texts of an example, in order.
    pub fn all(page: &'p Page<'d>, example: &'p Example<'d>) -> impl Iterator<Item = Self> {
        example.bodies().filter_map(move |(message, body)| {
            body.json.as_ref().map(|tree| Self { page, example, message, body, tree })
        })
    }

    /// The JSON text of a message or of a bare body.
    pub fn at(page: &'p Page<'d>, at: MessageRef) -> Option<Self> {
        let example = page.example(at.example);
        let (message, body) = example.body(at.message as usize)?;
        Some(Self { page, example, message, body, tree: body.json.as_ref()? })
    }

    /// The body of a message.
    pub fn of(cx: MessageContext<'p, 'd>) -> Option<Self> {
        let MessageContext { page, example, message } = cx;
        let tree = message.body.json.as_ref()?;
        Some(Self { page, example, message: Some(message), body: &message.body, tree })
    }

    /// The text in which the tree's spans count.
    pub fn text(&self) -> &'p str {
        self.example.text_of(self.body)
    }

    /// Where a piece of the text stands in the file.
    pub fn span(&self, local: LocalSpan) -> Span {
        self.example.file_span(self.body.in_block(local))
    }

    /// The edit of the file that replaces a piece of the text; `None` inside quotes where it would say something
    /// else.
    pub fn edit(&self, local: LocalSpan, text: &str) -> Option<Edit> {
        let local = match &self.body.unquoted {
            Some(unquoted) => unquoted.editable(local, text)?,
            None => local,
        };
        Some(self.example.block.body.edit(local, text))
    }

    /// The text from the beginning of the JSON up to a place in it.
    pub fn before(&self, at: u32) -> &'p str {
        let start = if self.body.unquoted.is_some() { 0 } else { self.body.span.start };
        &self.text()[start as usize..at as usize]
    }

    /// The issues of these kinds that the fence's language does not allow, in order of place.
    pub fn issues(&self, kinds: &'static [IssueKind]) -> impl Iterator<Item = &'p Issue> + use<'p, 'd> {
        let cx = *self;
        let of_kind =
            self.tree.issues.iter().filter(move |issue| kinds.contains(&issue.kind) && !issue.follows);
        of_kind.filter(move |issue| {
            let allowed = cx.flavour().allows(issue.kind, issue.span.of(cx.text()));
            !allowed && !cx.is_layout(issue) && !cx.is_habit(issue.kind)
        })
    }

    /// Whether an issue is how a command printed something: one document after the other, wrapped, cut off.
    fn is_layout(&self, issue: &Issue) -> bool {
        use IssueKind::{ControlCharacter, MultipleDocuments, TrailingText, Unclosed, UnterminatedString};
        let text = self.text();
        let is_one = match issue.kind {
            ControlCharacter | MultipleDocuments | TrailingText => true,
            // What ends as it began is not cut off.
            Unclosed => {
                let text = self.body.span.of(self.example.text());
                !layout::is_whole(text) && !layout::lacks_last_bracket(text)
            }
            // A line that is wrapped goes on with words.
            UnterminatedString => !layout::member_follows(&text[issue.span.end as usize..]),
            _ => false,
        };
        is_one && self.body.evidence.is_printed()
    }

    /// Whether the notation of the whole body is said by the rule about another kind: one finding is enough for a
    /// language, and what else is wrong shows once the body is JSON. A fence that allows the notation is no reason to be
    /// silent about other faults.
    fn is_habit(&self, kind: IssueKind) -> bool {
        let Some(notation) = self.tree.notation.filter(|&notation| kind != notation.carrier()) else {
            return false;
        };
        let is_said = || {
            let said = |issue: &&Issue| issue.kind == notation.carrier() && !issue.follows;
            let first = self.tree.issues.iter().find(said);
            first.is_some_and(|issue| !self.flavour().allows(issue.kind, issue.span.of(self.text())))
        };
        notation.explains(kind) || kind.is_fault() && is_said()
    }

    /// What has to change before a body in another notation is JSON.
    pub(crate) fn habits(&self, notation: Notation) -> impl Iterator<Item = &'p Issue> + use<'p, 'd> {
        let (cx, tree) = (*self, self.tree);
        let counts = move |kind: IssueKind| notation.explains(kind) || kind.is_fault();
        let all = tree.issues.iter().filter(move |issue| counts(issue.kind) && !issue.follows);
        all.filter(move |issue| !cx.flavour().allows(issue.kind, issue.span.of(cx.text())))
    }

    /// The language that the text is written in. The body of a message is JSON, whatever the fence says.
    fn flavour(&self) -> Flavour {
        if self.message.is_some() { Flavour::Json } else { Flavour::of(self.example.block) }
    }

    /// Reports an issue at its place, with the JSON Pointer of the value that it belongs to.
    pub fn report<'f>(
        &self,
        findings: &'f mut Findings<'_>,
        issue: &Issue,
        message: impl Into<String>,
    ) -> &'f mut Diagnostic {
        let finding = findings.report(self.span(issue.span), message);
        if let Some(node) = issue.node.filter(|&node| self.is_shallow(node)) {
            finding.pointer(self.pointer(node));
        }
        finding
    }

    /// Whether a node is worth a JSON Pointer.
    pub(crate) fn is_shallow(&self, node: NodeId) -> bool {
        let mut parents = std::iter::successors(self.tree.node(node).parent, |&id| self.tree.node(id).parent);
        parents.nth(DEEPEST_POINTER).is_none()
    }

    /// Whether nothing is wrong right beside an issue that had to be guessed at. Where it is, both may be one mistake
    /// of another kind, and no repair of one of them alone is sure.
    pub fn stands_alone(&self, issue: &Issue) -> bool {
        let issues = &self.tree.issues;
        let at = issues.partition_point(|other| other.span < issue.span);
        let near = issues[at.saturating_sub(BESIDE)..].iter().take(2 * BESIDE + 1);
        let touches = |other: &Issue| {
            let (first, last) = if other.span < issue.span { (other, issue) } else { (issue, other) };
            let between = first.span.end as usize..last.span.start as usize;
            self.text().get(between).is_none_or(|text| text.trim_ascii().is_empty())
        };
        let is_guess = |other: &Issue| other.kind.is_guess() || self.is_lone_quote(other);
        !near.into_iter().any(|other| !std::ptr::eq(other, issue) && is_guess(other) && touches(other))
    }

    /// A quote of the wrong kind that is no more than itself: who knows where its string ends.
    fn is_lone_quote(&self, issue: &Issue) -> bool {
        matches!(issue.kind, IssueKind::SmartQuotes | IssueKind::SingleQuotes)
            && issue.span.of(self.text()).chars().nth(1).is_none()
    }

    /// The edits of the file that carry out repairs; none if one of them cannot be carried out.
    pub fn edits(&self, repairs: &[Repair]) -> Vec<Edit> {
        let edits: Option<_> = repairs.iter().map(|repair| self.edit(repair.span, &repair.text)).collect();
        edits.unwrap_or_default()
    }

    /// The same for repairs that remove something: what is deleted takes its blanks, or its whole line, along.
    pub fn removal(&self, repairs: &[Repair]) -> Vec<Edit> {
        let tidied = |repair: &Repair| match &*repair.text {
            "" => removal::tidy(self.body_part(), repair.span),
            _ => repair.span,
        };
        let edits: Option<_> = repairs.iter().map(|repair| self.edit(tidied(repair), &repair.text)).collect();
        edits.unwrap_or_default()
    }

    /// The edits of the file that delete pieces of the text in the same way.
    pub fn without(&self, pieces: &[LocalSpan]) -> Vec<Edit> {
        let edits: Option<_> =
            pieces.iter().map(|&piece| self.edit(removal::tidy(self.body_part(), piece), "")).collect();
        edits.unwrap_or_default()
    }

    /// The text up to the end of this JSON text.
    fn body_part(&self) -> &'p str {
        match &self.body.unquoted {
            Some(_) => self.text(),
            None => &self.text()[..self.body.span.end as usize],
        }
    }

    /// The JSON Pointer of a node.
    pub fn pointer(&self, node: NodeId) -> String {
        self.tree.pointer(node, self.text())
    }
}
