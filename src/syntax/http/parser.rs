//! From lines to messages: one pass, one line at a time, in one of three states.
//!
//! Before the first start line only comments may stand. In a head every line is a field, a slip or the end of the
//! head. In a body only a line that plainly is a start line begins the next message, and only where no JSON bracket
//! is open or a blank line stands before it.

use super::brackets::{self, Brackets};
use super::header::{self, HeadLine};
use super::lines::{Line, Opening, is_comment, is_preface, is_separator, lines_within};
use super::start_line::{self, Place, Start, recognise};
use super::{Header, HttpIssue, HttpIssueKind, HttpMessage, StartLine};
use crate::text::LocalSpan;

/// How many lines of a head are looked at to tell a stray line from the beginning of a body.
const LOOK_AHEAD: usize = 16;

/// About as many bytes has a line; only memory depends on it.
const USUAL_LINE: usize = 24;

/// Splits the text of a code block into HTTP messages. Empty if its first non-blank line (after comment lines and
/// line-break notes) begins none. Total and linear.
pub fn parse(text: &str) -> Vec<HttpMessage<'_>> {
    parse_within(text, LocalSpan::new(0, text.len()))
}

/// The same for the lines of a part of the text; spans count from the start of `text`.
pub fn parse_within(text: &str, within: LocalSpan) -> Vec<HttpMessage<'_>> {
    let Some((first, start)) = first_start(text, within) else { return Vec::new() };
    let mut lines = Vec::with_capacity(within.len() / USUAL_LINE + 4);
    lines.extend(lines_within(text, within).skip(first));
    let mut parser = Parser { text, lines, at: 0, done: Vec::new() };
    let mut next = Some(start);
    while let Some(start) = next {
        next = parser.message(start);
    }
    parser.done
}

/// The first line that says something, if it is a start line, and its number.
fn first_start(text: &str, within: LocalSpan) -> Option<(usize, Start<'_>)> {
    let mut lines = lines_within(text, within).enumerate();
    let (number, line) = lines.find(|(_, line)| !is_preface(line.trimmed()))?;
    let start = recognise(&line, Place::First)?;
    // A method alone on its line has its target on the next one.
    let alone = matches!(&start.0, StartLine::Request(request) if request.target.text.is_empty() && request.version.is_none());
    let mut next = || lines.next().is_some_and(|(_, line)| start_line::is_rooted(line.trimmed()));
    (!alone || next()).then_some((number, start))
}

/// The head that a text is without its start line, and what follows it: nothing but fields up to a blank line, at least
/// half of them of known names. Its status line is empty, for nothing tells which way the message goes.
pub fn parse_fields(text: &str) -> Option<HttpMessage<'_>> {
    let lines: Vec<Line<'_>> = lines_within(text, LocalSpan::new(0, text.len())).collect();
    let first = lines.iter().position(|line| !is_preface(line.trimmed()))?;
    // An address, or whatever else was meant as the start line.
    if !matches!(header::classify(&lines[first]), HeadLine::Field { .. } | HeadLine::NoColon { .. }) {
        return None;
    }
    let start = lines[first].span().start as usize;
    let mut message = HttpMessage::without_start(start, LocalSpan::empty(text.len()));
    let mut parser = Parser { text, lines, at: first, done: Vec::new() };
    if parser.head(&mut message).is_some() || parser.line(parser.at).is_some_and(|line| !line.is_blank()) {
        return None;
    }
    let other = parser.body(&mut message, None).is_some();
    let known = message.headers.iter().filter(|field| header::is_known(field.name.text)).count();
    let sure = known > 0 && known * 2 >= message.headers.len() && message.issues.len() <= known;
    // `or` between two fields makes examples of them.
    let is_word =
        |issue: &HttpIssue| issue.kind == HttpIssueKind::MalformedHeader && is_separator(issue.span.of(text));
    let apart = message.issues.iter().any(is_word);
    (sure && !other && !apart).then_some(message)
}

pub(super) struct Parser<'t> {
    pub(super) text: &'t str,
    pub(super) lines: Vec<Line<'t>>,
    pub(super) at: usize,
    done: Vec<HttpMessage<'t>>,
}

impl<'t> Parser<'t> {
    pub(super) fn line(&self, index: usize) -> Option<Line<'t>> {
        self.lines.get(index).copied()
    }

    /// Reads the message whose start line is the current line, and returns the start of the next one.
    fn message(&mut self, (start, fault): Start<'t>) -> Option<Start<'t>> {
        let first = self.lines[self.at];
        let span = first.span();
        let issues = fault.map(|kind| HttpIssue { kind, span }).into_iter().collect();
        let mut message =
            HttpMessage { issues, ..HttpMessage::new(start, span, LocalSpan::empty(first.end())) };
        self.at += 1;
        let opened = opens_body(&mut message);
        let next = if opened.is_none() {
            self.continue_target(&mut message);
            self.head(&mut message)
        } else {
            None
        };
        let next = next.or_else(|| self.body(&mut message, opened));
        self.done.push(message);
        next
    }

    /// What a line means as a start line after the messages that are done and the one that is read.
    fn start_after(&self, index: usize, message: &HttpMessage<'t>) -> Option<Start<'t>> {
        let short = match &message.start {
            StartLine::Request(_) => true,
            StartLine::Status(line) => line.version.is_none(),
        };
        recognise(&self.line(index)?, if short { Place::AfterRequest } else { Place::Later })
    }

    /// Adds the lines that continue a wrapped target.
    fn continue_target(&mut self, message: &mut HttpMessage<'t>) {
        let StartLine::Request(request) = &mut message.start else { return };
        let indent = self.lines[self.at - 1].indent();
        let mut inside = brackets::rest_of_call(request.target.text, &self.lines[self.at..]);
        while let Some(line) = self.line(self.at) {
            let text = line.trimmed();
            if request.version.is_none() && start_line::is_version(text) {
                request.version = Some(header::part(text, line.span().start as usize));
                request.line.end = line.span().end;
                message.head.end = line.span().end;
                self.at += 1;
                return;
            }
            let bare = request.target.text.is_empty() && start_line::is_rooted(text);
            let continued = bare || inside > 0 || start_line::continues(request.target.text, indent, &line);
            if request.version.is_some() || !continued {
                return;
            }
            inside = inside.saturating_sub(1);
            let version = text.rfind(" HTTP/").filter(|at| !text[at + 1..].contains(' '));
            let at = line.span().start as usize;
            let end = version.map_or(at + text.len(), |cut| at + text[..cut].trim_end().len());
            request.target.span = if bare { LocalSpan::new(at, end) } else { request.target.span };
            request.target.span.end = end as u32;
            request.target.text = request.target.span.of(self.text);
            request.version = version.map(|cut| header::part(&text[cut..], at + cut));
            request.line.end = line.span().end;
            message.head.end = line.span().end;
            self.at += 1;
        }
    }

    /// Reads fields up to the blank line, or to whatever else ends the head. Returns the start of the next message
    /// if that is what ends it.
    fn head(&mut self, message: &mut HttpMessage<'t>) -> Option<Start<'t>> {
        let mut indent = usize::MAX;
        while let Some(line) = self.line(self.at) {
            if line.is_blank() {
                if self.skip_blank_in_head(message) {
                    continue;
                }
                return None;
            }
            if let Some(start) = self.start_after(self.at, message) {
                return Some(start);
            }
            let fields = message.headers.len();
            if !self.head_line(message, &line, &mut indent) {
                return None;
            }
            self.at += 1;
            if message.headers.len() > fields {
                self.rest_of_json(message);
            }
        }
        None
    }

    /// Takes a line into the head; `false` if the body begins with it. `indent` is that of the last field.
    fn head_line(&self, message: &mut HttpMessage<'t>, line: &Line<'t>, indent: &mut usize) -> bool {
        let folded = line.indent() > *indent;
        if self.continues_value(message, line, folded) {
            self.fold(message, line);
            return true;
        }
        match header::classify(line) {
            HeadLine::Field { name, .. } if folded && !header::is_known(name.text) => {
                self.fold(message, line);
            }
            HeadLine::Other if folded => self.fold(message, line),
            // `Location: https://app.parcelo.example/?` goes on with `token=<token>`.
            HeadLine::Body if folded && header::may_be_value(line.trimmed()) => self.fold(message, line),
            HeadLine::Field { name, value, gap } => {
                *indent = line.indent();
                let issue = gap.map(|span| HttpIssue { kind: HttpIssueKind::WhitespaceBeforeColon, span });
                message.issues.extend(issue);
                Self::field(message, Header { name, value }, line);
            }
            HeadLine::NoColon { name, value } => {
                Self::malformed_header(message, line);
                Self::field(message, Header { name, value }, line);
            }
            HeadLine::Elision => message.elided |= !is_comment(line.trimmed()),
            // All of them are one slip.
            HeadLine::CommandOption => {
                if !message.issues.iter().any(|issue| issue.kind == HttpIssueKind::MalformedHeader) {
                    Self::malformed_header(message, line);
                }
                message.head.end = line.span().end;
            }
            HeadLine::Other if self.separates(self.at) => {}
            HeadLine::Other if self.fields_follow() => {
                Self::malformed_header(message, line);
                message.head.end = line.span().end;
            }
            HeadLine::Body if is_separator(line.trimmed()) && self.separates(self.at) => {}
            HeadLine::Body => {
                if !Self::is_note(message) {
                    Self::missing_blank_line(message, line);
                }
                return false;
            }
            HeadLine::Other => {
                let bare =
                    message.headers.is_empty() && message.request().is_some_and(|r| r.version.is_none());
                // `... the bytes of the label` stands for a body, and for the line above it.
                let left_out = line.trimmed().starts_with(['.', '…']);
                if !bare && !left_out && !Self::is_note(message) && message.issues.is_empty() {
                    Self::missing_blank_line(message, line);
                }
                return false;
            }
        }
        true
    }

    fn malformed_header(message: &mut HttpMessage<'t>, line: &Line<'t>) {
        message.issues.push(HttpIssue { kind: HttpIssueKind::MalformedHeader, span: line.span() });
    }

    /// `200 OK`, perhaps with fields: a note above a body rather than a head.
    fn is_note(message: &HttpMessage<'t>) -> bool {
        let short = message.status_line().is_some_and(|line| line.version.is_none());
        short && message.issues.is_empty()
    }

    fn field(message: &mut HttpMessage<'t>, field: Header<'t>, line: &Line<'t>) {
        message.headers.push(field);
        message.head.end = line.span().end;
    }

    fn missing_blank_line(message: &mut HttpMessage<'t>, line: &Line<'t>) {
        let span = LocalSpan::empty(line.start);
        message.issues.push(HttpIssue { kind: HttpIssueKind::MissingBlankLine, span });
    }

    /// Whether fields follow in the same run of lines, so that the current line is a slip and no body.
    pub(super) fn fields_follow(&self) -> bool {
        let run = self.lines[self.at + 1..].iter().take(LOOK_AHEAD).take_while(|line| !line.is_blank());
        let mut run = run.map(|line| (line, header::classify(line)));
        let is_field = |head: &HeadLine<'_>| match head {
            HeadLine::Field { name, .. } => header::is_known(name.text),
            HeadLine::NoColon { .. } => true,
            _ => false,
        };
        run.find(|(_, head)| is_field(head) || matches!(head, HeadLine::Body))
            .is_some_and(|(_, head)| is_field(&head))
    }

    /// Whether only separators and blank lines stand between a line and the next start line.
    fn separates(&self, index: usize) -> bool {
        let rest = self.lines[index..].iter().take(LOOK_AHEAD);
        let mut rest = rest.skip_while(|line| line.is_blank() || is_separator(line.trimmed()));
        rest.next().is_some_and(|line| recognise(line, Place::AfterRequest).is_some())
    }

    /// At a blank line in a head: moves on to the fields below it, if there are any where none came before.
    fn skip_blank_in_head(&mut self, message: &mut HttpMessage<'t>) -> bool {
        let below = (self.at..self.lines.len()).find(|&index| !self.lines[index].is_blank());
        let Some(below) = below else { return false };
        let idle =
            message.request().is_some_and(|line| matches!(line.method.text, "GET" | "HEAD" | "DELETE"));
        let may_go_on = (message.headers.is_empty() || idle) && self.fields_at(below);
        if message.elided || !may_go_on && !header::heads_body(&self.lines[below..]) {
            return false;
        }
        let above = self.lines[self.at - 1];
        let span = LocalSpan::new(above.end(), self.lines[below].span().start as usize);
        message.issues.push(HttpIssue { kind: HttpIssueKind::BlankLineInHead, span });
        self.at = below;
        true
    }

    /// Whether fields of known names stand from a line on up to the next blank line or body.
    fn fields_at(&self, index: usize) -> bool {
        let run = self.lines[index..].iter().take(LOOK_AHEAD).take_while(|line| !line.is_blank());
        let mut run = run.map(header::classify).take_while(|head| !matches!(head, HeadLine::Body));
        let Some(HeadLine::Field { name, .. }) = run.next() else { return false };
        header::is_known(name.text) && run.all(|head| !matches!(head, HeadLine::Other))
    }

    /// Reads the body up to the next start line, and returns that. `opened` is where it began on the request line.
    fn body(&mut self, message: &mut HttpMessage<'t>, opened: Option<usize>) -> Option<Start<'t>> {
        let mut begin = opened;
        let mut end = opened.map_or(0, |at| at + 1);
        let mut brackets = Brackets::from(self.at - usize::from(opened.is_some()));
        let mut blank_before = true;
        let nested = is_nested(message);
        let mut trailing = None;
        while let Some(line) = self.line(self.at) {
            match line.opening() {
                Opening::Nothing => {
                    blank_before = true;
                    self.at += 1;
                    continue;
                }
                // Neither a start line nor a separator, which is all that matters here.
                Opening::Json => {
                    (trailing, blank_before) = (None, false);
                    begin = begin.or(Some(line.start));
                    end = line.end();
                    self.at += 1;
                    continue;
                }
                Opening::Other => {}
            }
            brackets.catch_up(&self.lines, self.at);
            let free = begin.is_none() || blank_before || (brackets.used() && !brackets.open());
            if free
                && !nested
                && let Some(start) = self.start_after(self.at, message)
            {
                Self::set_body(message, begin, trailing.unwrap_or(end));
                return Some(start);
            }
            let apart = !brackets.open()
                && is_separator(line.trimmed())
                && (begin.is_some() || self.separates(self.at));
            self.at += 1;
            if apart && begin.is_none() {
                brackets = Brackets::from(self.at);
                blank_before = true;
                continue;
            }
            trailing = if apart { trailing.or(Some(end)) } else { None };
            // A comment between two messages is no body text, but it leaves the way to the next one free.
            blank_before = apart;
            begin = begin.or(Some(line.start));
            end = line.end();
        }
        Self::set_body(message, begin, end);
        None
    }

    fn set_body(message: &mut HttpMessage<'t>, begin: Option<usize>, end: usize) {
        if let Some(begin) = begin {
            message.body = LocalSpan::new(begin, end);
        }
    }
}

/// Where the body begins if it does on the request line, `POST /parcels {`; the target ends before it.
fn opens_body(message: &mut HttpMessage<'_>) -> Option<usize> {
    let StartLine::Request(line) = &mut message.start else { return None };
    let target = &mut line.target;
    let before = target.text.strip_suffix(['{', '[']).filter(|_| line.version.is_none())?;
    if !before.ends_with([' ', '\t']) || before.trim().is_empty() {
        return None;
    }
    let at = target.span.end as usize - 1;
    target.text = before.trim_end();
    target.span.end = target.span.start + target.text.len() as u32;
    line.line.end = target.span.end;
    message.head.end = target.span.end;
    message.abridged = true;
    Some(at)
}

/// Whether the body may hold messages of its own.
fn is_nested(message: &HttpMessage<'_>) -> bool {
    message.header("content-type").is_some_and(|header| {
        let value = header.value.text.to_ascii_lowercase();
        value.starts_with("multipart/") || value.ends_with("/http")
    })
}
