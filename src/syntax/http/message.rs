//! The parts of an HTTP message, every one with its place in the text of its code block.

use crate::text::LocalSpan;

/// A piece of the text and where it stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Part<'t> {
    /// The piece, without surrounding white space.
    pub text: &'t str,
    /// Its bytes in the code block's text.
    pub span: LocalSpan,
}

/// A request line (RFC 9112 §3). A missing version is normal in documentation.
#[derive(Clone, Copy, Debug)]
pub struct RequestLine<'t> {
    /// `GET`; as written.
    pub method: Part<'t>,
    /// The target as written: absolute, path, relative or templated; empty if missing. May hold raw spaces.
    pub target: Part<'t>,
    /// `HTTP/1.1`, if written.
    pub version: Option<Part<'t>>,
    /// The whole line, without its end.
    pub line: LocalSpan,
}

/// A status line (RFC 9112 §4).
#[derive(Clone, Copy, Debug)]
pub struct StatusLine<'t> {
    /// `HTTP/1.1`; absent in the short form `204 No Content`.
    pub version: Option<Part<'t>>,
    /// The three digits.
    pub code: Part<'t>,
    /// The code as a number; `None` if it is not three digits (`<status>`).
    pub status: Option<u16>,
    /// The reason phrase, if written.
    pub reason: Option<Part<'t>>,
    /// The whole line, without its end.
    pub line: LocalSpan,
}

/// The first line of a message.
#[derive(Clone, Copy, Debug)]
pub enum StartLine<'t> {
    /// Of a request.
    Request(RequestLine<'t>),
    /// Of a response.
    Status(StatusLine<'t>),
}

/// One header field.
#[derive(Clone, Copy, Debug)]
pub struct Header<'t> {
    /// The field name as written.
    pub name: Part<'t>,
    /// The field value as written, trimmed; may be empty.
    pub value: Part<'t>,
}

/// One message.
#[derive(Clone, Debug)]
pub struct HttpMessage<'t> {
    /// The start line.
    pub start: StartLine<'t>,
    /// The header fields in order.
    pub headers: Vec<Header<'t>>,
    /// From the start line to the last header.
    pub head: LocalSpan,
    /// The body: from its first non-blank line to the end of its last; empty if there is none.
    pub body: LocalSpan,
    /// Whether something was left out of the head on purpose: `...`, `[other headers]`.
    pub elided: bool,
    /// Whether the body begins on the request line, `POST /parcels {`: method, target and members at a glance, and no
    /// message as it is sent.
    pub abridged: bool,
    /// What is wrong with the head.
    pub issues: Vec<HttpIssue>,
}

/// One departure from RFC 9112 in a head.
#[derive(Clone, Copy, Debug)]
pub struct HttpIssue {
    /// What it is.
    pub kind: HttpIssueKind,
    /// The culprit, on a single line.
    pub span: LocalSpan,
}

/// The kinds of departure.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum HttpIssueKind {
    /// The body begins on the line after the head; the span is the start of that line, empty.
    MissingBlankLine,
    /// A blank line (or several) between start line and headers; the span is from the end of the start line to the
    /// start of the first header.
    BlankLineInHead,
    /// The start line means a request but is not one.
    MalformedRequestLine,
    /// The start line means a status line but is not one.
    MalformedStatusLine,
    /// A line in the head that is no header field; the span is the line.
    MalformedHeader,
    /// White space before the colon of a header field; the span is the white space.
    WhitespaceBeforeColon,
}

impl<'t> HttpMessage<'t> {
    /// A message that is known by its start line; without fields and faults so far.
    pub fn new(start: StartLine<'t>, head: LocalSpan, body: LocalSpan) -> Self {
        Self { start, headers: Vec::new(), head, body, elided: false, abridged: false, issues: Vec::new() }
    }

    /// A message whose start line is not shown, at `at`: an empty status line, for nothing says which way it goes.
    pub fn without_start(at: usize, body: LocalSpan) -> Self {
        let at = LocalSpan::empty(at);
        let code = Part { text: "", span: at };
        let line = StatusLine { version: None, code, status: None, reason: None, line: at };
        Self::new(StartLine::Status(line), at, body)
    }

    /// The request line, if this is a request.
    pub fn request(&self) -> Option<&RequestLine<'t>> {
        match &self.start {
            StartLine::Request(line) => Some(line),
            StartLine::Status(_) => None,
        }
    }

    /// The status line, if this is a response.
    pub fn status_line(&self) -> Option<&StatusLine<'t>> {
        match &self.start {
            StartLine::Status(line) => Some(line),
            StartLine::Request(_) => None,
        }
    }

    /// The status code, if this is a response that has one.
    pub fn status(&self) -> Option<u16> {
        self.status_line().and_then(|line| line.status)
    }

    /// The first header field of that name; names compare without case (RFC 9110 §5.1).
    pub fn header(&self, name: &str) -> Option<&Header<'t>> {
        self.headers.iter().find(|header| header.name.text.eq_ignore_ascii_case(name))
    }

    /// The first line as a span.
    pub fn start_line(&self) -> LocalSpan {
        match &self.start {
            StartLine::Request(line) => line.line,
            StartLine::Status(line) => line.line,
        }
    }
}
