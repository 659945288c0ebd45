//! D5, D6: `curl` in a shell session. Every command is a request; what stands after one in its block is what the
//! server answered.

use std::sync::LazyLock;

use memchr::memmem::Finder;

use super::language::Language;
use super::look::Look;
use super::sniff;
use super::{Dialect, Form, Reading};
use crate::extract::{Body, BodyKind, CurlCommand, ExampleKind, Message, MessageForm, Unquoted};
use crate::syntax::http::{self, Header, HttpMessage, Part, RequestLine, StartLine, method};
use crate::syntax::json::{self, IssueKind};
use crate::syntax::shell::curl::{self, Data, DataKind, Request};
use crate::syntax::shell::{self, Command, Flavour, Item, Quotes, Word};
use crate::text::LocalSpan;

/// Made once: every block is searched for it.
static NAME: LazyLock<Finder<'static>> = LazyLock::new(|| Finder::new("curl"));

/// Commands that send requests.
pub(super) struct Curl;

impl Form for Curl {
    fn read<'d>(&self, look: &Look<'d>) -> Option<Reading<'d>> {
        NAME.find(look.text.as_bytes()).filter(|_| may_be_session(look))?;
        let text = look.text;
        let shell = Flavour::of(text, &look.word);
        let items = shell::parse(text, shell);
        let mut messages: Vec<Message<'d>> = Vec::new();
        let mut commands: Vec<CurlCommand> = Vec::new();
        for (index, item) in items.iter().enumerate() {
            match item {
                Item::Command(command) => {
                    let Some(sent) = curl::read(command, text) else {
                        if let Some(left) = commands.last_mut().filter(|_| is_piped(&items[..index])) {
                            left.issues.extend(shell::open_quote(&command.words, text));
                        }
                        continue;
                    };
                    let message = request(text, command, &sent, &items[..index]);
                    let at = message.is_some().then_some(messages.len() as u32);
                    messages.extend(message);
                    commands.push(CurlCommand {
                        span: command.span,
                        shell,
                        request: sent,
                        issues: command.issues.clone(),
                        message: at,
                    });
                }
                Item::Output(span) => {
                    if prints_answer(&items[..index], text) {
                        output(look, *span, &mut messages);
                    }
                }
            }
        }
        let sends = messages.iter().any(|message| message.form == MessageForm::Command)
            || commands.iter().any(may_be_request);
        sends.then_some(Reading {
            kind: ExampleKind::Request,
            dialect: Dialect::Curl,
            messages,
            payload: None,
            commands,
        })
    }
}

/// Whether the last of some items prints what a server answered: it asks for it, prints JSON that it is given, or hands
/// on what such a command prints.
fn prints_answer(items: &[Item], text: &str) -> bool {
    for (at, item) in items.iter().enumerate().rev() {
        let Item::Command(command) = item else { return false };
        let words: Vec<&str> = command.words.iter().map(|word| word.inner().of(text)).collect();
        if curl::read(command, text).is_some() || shell::prints_json(&words) {
            return true;
        }
        if !is_piped(&items[..at]) || !shell::prints_all(&words) {
            return false;
        }
    }
    false
}

/// Whether the last command sends its output to the next one.
fn is_piped(before: &[Item]) -> bool {
    matches!(before.last(), Some(Item::Command(command)) if command.piped)
}

/// Whether to read the block as a session: it says so, or one of its lines is such a command.
fn may_be_session(look: &Look<'_>) -> bool {
    match look.language {
        Language::Shell => true,
        Language::Neutral => look.text.lines().any(shell::is_command),
        Language::Json | Language::Http | Language::Script => {
            look.text.trim_start().lines().next().is_some_and(shell::is_command)
        }
        Language::Foreign => false,
    }
}

/// Whether a command without an address would send something: it is broken, or says how.
fn may_be_request(command: &CurlCommand) -> bool {
    let request = &command.request;
    let says_how = request.method.is_some() || !request.headers.is_empty() || !request.data.is_empty();
    says_how || !command.issues.is_empty()
}

/// The message that a command sends.
pub(super) fn request<'d>(
    text: &'d str,
    command: &Command,
    sent: &Request,
    before: &[Item],
) -> Option<Message<'d>> {
    let url = sent.url.as_ref()?;
    let part = |span: LocalSpan| Part { text: span.of(text), span };
    let method = match &sent.method {
        Some(word) => part(word.inner()),
        None => Part { text: sent.implied_method(), span: sent.program },
    };
    let line = LocalSpan { start: sent.program.start, end: command.span.end };
    let target = part(address(url.inner(), text));
    let start = StartLine::Request(RequestLine { method, target, version: None, line });
    let headers: Vec<_> = sent.headers.iter().filter_map(|word| header(text, word)).collect();
    let body = body(text, command, sent, &headers, before);
    let http = HttpMessage { headers, ..HttpMessage::new(start, line, body.span) };
    Some(Message::new(MessageForm::Command, http, body))
}

/// The address in a word that quotes which end too early have put together with others.
fn address(word: LocalSpan, text: &str) -> LocalSpan {
    let written = word.of(text);
    if !written.contains(['\n', '"']) {
        return word;
    }
    let Some(scheme) = written.rfind("://") else { return word };
    let start = written[..scheme].trim_end_matches(|c: char| c.is_ascii_alphanumeric()).len();
    let rest = &written[start..];
    let length = rest.find([' ', '\n', '"', '\'', '\\']).unwrap_or(rest.len());
    let start = word.start as usize + start;
    LocalSpan::new(start, start + length)
}

/// `Name: value`; a file of fields or a variable is none.
fn header<'d>(text: &'d str, word: &Word) -> Option<Header<'d>> {
    let inner = word.inner();
    let written = inner.of(text);
    let colon = written.find(':')?;
    let trimmed = |start: usize, end: usize| {
        let piece = &written[start..end];
        let from = start + (piece.len() - piece.trim_start().len());
        let at = inner.start as usize + from;
        Part { text: piece.trim(), span: LocalSpan::new(at, at + piece.trim().len()) }
    };
    let (name, value) = (trimmed(0, colon), trimmed(colon + 1, written.len()));
    // Quotes within the word are the shell's.
    let is_name = |c: char| c.is_ascii_alphanumeric() || "!#$%&*+-.^_|~".contains(c);
    (!name.text.is_empty() && name.text.chars().all(is_name)).then_some(Header { name, value })
}

/// What a command sends: one piece of data as it is, several as a form.
fn body(text: &str, command: &Command, sent: &Request, headers: &[Header<'_>], before: &[Item]) -> Body {
    let nothing = Body::new(LocalSpan::empty(command.span.end as usize), BodyKind::None, None);
    let whole = |first: &Data, last: &Data, kind| Body::new(first.word.span.to(last.word.span), kind, None);
    // A method where data belongs is another slip.
    let is_method = |data: &&Data| method::is_common(&data.word.text(text));
    let data: Vec<&Data> = sent.data.iter().filter(|data| !is_method(data)).collect();
    match *data.as_slice() {
        _ if sent.get || sent.head => nothing,
        [] => nothing,
        [first, .., last] if first.kind == DataKind::Member => whole(first, last, BodyKind::Placeholder),
        [first, .., last] if first.kind == DataKind::Form => whole(first, last, BodyKind::Multipart),
        [first, .., last] => whole(first, last, BodyKind::Form),
        [only] => match (only.kind, only.file(text)) {
            (DataKind::Form, _) => whole(only, only, BodyKind::Multipart),
            (DataKind::Member, _) => whole(only, only, BodyKind::Placeholder),
            (DataKind::UrlEncoded, _) => whole(only, only, BodyKind::Form),
            (_, Some(file)) => {
                let document = document(&file, text, command, before);
                document.map_or_else(
                    || whole(only, only, BodyKind::Placeholder),
                    |word| sent_text(text, word, headers),
                )
            }
            (_, None) => sent_text(text, &only.word, headers),
        },
    }
}

/// The text of a file that the session itself shows: what comes through the pipe, or what was written before.
fn document<'i>(file: &str, text: &str, command: &'i Command, before: &'i [Item]) -> Option<&'i Word> {
    /// No further back than this many commands.
    const BACK: usize = 8;
    if matches!(file, "-" | "/dev/stdin") {
        if command.input.is_some() {
            return command.input.as_ref();
        }
        let Some(Item::Command(left)) = before.last() else { return None };
        let echoes = matches!(&*left.words[0].text(text), "echo" | "printf" | "cat");
        return match &left.input {
            _ if !left.piped || !echoes => None,
            Some(input) => Some(input),
            None => {
                left.words.last().filter(|word| left.words.len() > 1 && !word.text(text).starts_with('-'))
            }
        };
    }
    let commands = before.iter().rev().take(BACK).filter_map(|item| match item {
        Item::Command(command) => Some(command),
        Item::Output(_) => None,
    });
    let mut written = commands.filter(|command| {
        let tee = || {
            command.words[0].text(text) == "tee" && command.words.iter().any(|word| word.text(text) == file)
        };
        command.output.as_ref().is_some_and(|output| output.text(text) == file) || tee()
    });
    written.find_map(|command| command.input.as_ref())
}

/// The body that is sent as a word.
fn sent_text(text: &str, word: &Word, headers: &[Header<'_>]) -> Body {
    let unquoted = Unquoted::word(word, text);
    let content_type = headers.iter().find(|header| header.name.text.eq_ignore_ascii_case("content-type"));
    let says = content_type.map_or_else(String::new, |header| header.value.text.to_ascii_lowercase());
    // Without a field `curl` says that it is a form, which nobody who writes JSON means.
    let other = !says.is_empty() && !says.contains("json") && !says.contains("form-urlencoded");
    let sent = unquoted.text();
    let kind = match sniff::shape(sent).body_kind(sent, says.contains("json"), other) {
        // What a variable or a program puts in is not there to be read.
        BodyKind::Json | BodyKind::Text
            if word.opaque || word.quotes == Quotes::Open || is_variable(sent) =>
        {
            BodyKind::Placeholder
        }
        kind => kind,
    };
    let span = word.span;
    if kind != BodyKind::Json {
        return Body::new(span, kind, None);
    }
    let mut tree = json::parse(sent, LocalSpan::new(0, sent.len()));
    // What the quotes have left is not what the writer wrote.
    if word.quotes == Quotes::Broken && !tree.issues.is_empty() {
        return Body::new(span, BodyKind::Placeholder, None);
    }
    if word.expands {
        tree.issues.retain(|issue| issue.kind != IssueKind::Placeholder || !is_variable(issue.span.of(sent)));
    }
    Body::inside(span, tree, unquoted)
}

fn is_variable(text: &str) -> bool {
    let text = text.trim();
    text.starts_with(['$', '%', '`']) && !text.contains([' ', '\n']) || text.starts_with("$(")
}

/// What a command printed: whole messages with `-i`, or a body.
fn output<'d>(look: &Look<'d>, span: LocalSpan, messages: &mut Vec<Message<'d>>) {
    let text = span.of(look.text);
    if text.starts_with("HTTP/") {
        messages.extend(http::parse_within(look.text, span).into_iter().map(|http| look.printed(http)));
        return;
    }
    if !text.starts_with(['{', '[']) || !sniff::is_plainly_json(text) {
        return;
    }
    let body = look.body(span, BodyKind::Json);
    if body.json.as_ref().is_none_or(super::look::is_program_text) {
        return;
    }
    let http = HttpMessage::without_start(span.start as usize, span);
    messages.push(Message::new(MessageForm::Output, http, body));
}
