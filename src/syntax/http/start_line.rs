//! Request lines and status lines, right and wrong, told from everything else that a line may hold.
//!
//! The first line of a block may be odd in more ways than a later one, because nothing else explains it there; a
//! later line begins a message only if it plainly is a start line.

use super::header::part;
use super::lines::Line;
use super::{HttpIssueKind, Part, RequestLine, StartLine, StatusLine, method, status};
use crate::text::LocalSpan;

/// A start line and what is wrong with it.
pub(super) type Start<'t> = (StartLine<'t>, Option<HttpIssueKind>);

/// Where a line stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Place {
    /// First in the block: the only place for odd forms.
    First,
    /// After something else, where only plain forms count.
    Later,
    /// After a request or a short status line: `404 Not Found` begins a response here.
    AfterRequest,
}

/// The start line that `line` is, if it is one.
pub(super) fn recognise<'t>(line: &Line<'t>, place: Place) -> Option<Start<'t>> {
    let whole = part(line.text, line.start);
    match whole.text.as_bytes().first()? {
        b'A'..=b'Z' | b'[' | b'+' | b'>' | b'0'..=b'9' => {}
        b'a'..=b'z' if place == Place::First => {}
        _ => return None,
    }
    status_line(whole, place).or_else(|| request_line(whole, place))
}

fn sub(whole: Part<'_>, start: usize, end: usize) -> Part<'_> {
    part(&whole.text[start..end], whole.span.start as usize + start)
}

// --- Requests ---------------------------------------------------------------------------------------------------

fn request_line(whole: Part<'_>, place: Place) -> Option<Start<'_>> {
    let text = whole.text;
    if place == Place::First && method::is_common(text) {
        let target = sub(whole, text.len(), text.len());
        let line = RequestLine { method: whole, target, version: None, line: whole.span };
        return Some((StartLine::Request(line), None));
    }
    let method_end = text.find(|c: char| !(c.is_ascii_alphabetic() || c == '-')).unwrap_or(text.len());
    let after = &text[method_end..];
    if method_end >= 2 && after.starts_with([' ', '\t']) {
        return plain_request(whole, method_end, place);
    }
    if place == Place::First || text.starts_with('[') {
        return malformed_request(whole, method_end);
    }
    None
}

fn plain_request(whole: Part<'_>, method_end: usize, place: Place) -> Option<Start<'_>> {
    let method = sub(whole, 0, method_end);
    let rest = sub(whole, method_end, whole.text.len());
    if method.text == "HTTP" {
        // `HTTP GET /parcels`
        let inner = part(rest.text, rest.span.start as usize);
        let (start, _) = request_line(inner, Place::Later)?;
        let StartLine::Request(line) = start else { return None };
        let line = RequestLine { line: whole.span, ..line };
        return Some((StartLine::Request(line), Some(HttpIssueKind::MalformedRequestLine)));
    }
    let (target, version, fault) = split_version(without_comment(rest));
    let line = RequestLine { method, target, version, line: whole.span };
    let rooted = is_rooted(target.text);
    let accepted = if method::is_common(method.text) {
        rooted
            || is_template(target.text)
            || is_relative(target.text)
            || (target.text.is_empty() && version.is_some())
    } else if !rooted || target.text.contains(char::is_whitespace) {
        false
    } else if method.text.bytes().any(|byte| byte.is_ascii_lowercase()) {
        place == Place::First && version.is_some() && method::nearest(method.text).is_some()
    } else {
        method::is_known(method.text) || version.is_some() || method::nearest(method.text).is_some()
    };
    let fault = (fault || target.text.is_empty()).then_some(HttpIssueKind::MalformedRequestLine);
    accepted.then_some((StartLine::Request(line), fault))
}

/// `[GET] /parcels`, `+GET /parcels`, `DELETE/parcels`.
fn malformed_request(whole: Part<'_>, method_end: usize) -> Option<Start<'_>> {
    let text = whole.text;
    let (method, rest) = if let Some(inner) = text.strip_prefix('[') {
        let close = inner.find(']').filter(|close| *close <= 12)? + 1;
        (sub(whole, 1, close), sub(whole, close + 1, text.len()))
    } else if let Some(inner) = text.strip_prefix('+') {
        let end = inner.find(' ').filter(|end| *end <= 12)? + 1;
        (sub(whole, 1, end), sub(whole, end, text.len()))
    } else if text[method_end..].starts_with('/') {
        (sub(whole, 0, method_end), sub(whole, method_end, text.len()))
    } else {
        return None;
    };
    let (target, version, _) = split_version(rest);
    let first = target.text.trim_start_matches('/').split(['/', ' ']).next().unwrap_or_default();
    let spaced = target.text.contains(char::is_whitespace);
    if !method::is_common(method.text) || !is_rooted(target.text) || spaced || method::is_known(first) {
        return None;
    }
    let line = RequestLine { method, target, version, line: whole.span };
    Some((StartLine::Request(line), Some(HttpIssueKind::MalformedRequestLine)))
}

/// Takes a comment off the end of a request line: `PUT /parcels/7 // Create`.
fn without_comment(rest: Part<'_>) -> Part<'_> {
    let text = rest.text.as_bytes();
    let begins = |at: &usize| text[at + 1..].starts_with(b"//") || text[at + 1..].starts_with(b"# ");
    let end = memchr::memchr_iter(b' ', text).find(begins);
    end.map_or(rest, |end| sub(rest, 0, end))
}

/// Takes the HTTP version off the end of a request line; also says whether it is misspelt.
fn split_version(rest: Part<'_>) -> (Part<'_>, Option<Part<'_>>, bool) {
    let word = memchr::memrchr2(b' ', b'\t', rest.text.as_bytes()).map_or(0, |at| at + 1);
    let last = &rest.text[word..];
    if !last.get(..4).is_some_and(|start| start.eq_ignore_ascii_case("http")) || is_absolute(last) {
        return (rest, None, false);
    }
    let number = &last[4..];
    if !number.is_empty() && !number.starts_with('/') && !number.starts_with(|c: char| c.is_ascii_digit()) {
        return (rest, None, false);
    }
    let right = is_version(last);
    (sub(rest, 0, word), Some(sub(rest, word, rest.text.len())), !right)
}

/// `HTTP/1.1`, `HTTP/2`; also a version that is left open, as `HTTP/1.x` and `HTTP/{version}`.
pub(super) fn is_version(text: &str) -> bool {
    let Some(number) = text.strip_prefix("HTTP/") else { return false };
    let digit =
        |part: &str| part.len() == 1 && part.bytes().all(|b| b.is_ascii_digit() || b == b'x' || b == b'X');
    match number.split_once('.') {
        Some((major, minor)) => digit(major) && digit(minor),
        None => digit(number) || number.starts_with(['{', '<']),
    }
}

/// A target that cannot be anything else: absolute, or a path from the root.
pub(super) fn is_rooted(target: &str) -> bool {
    let target = target.strip_prefix(['"', '\'', '`', '“']).unwrap_or(target);
    let scheme =
        || target.get(..4).is_some_and(|start| start.eq_ignore_ascii_case("http")) && is_absolute(target);
    let path = target.starts_with('/') && !target.starts_with("/* ");
    path || scheme() || target.starts_with("../") || target.starts_with("./") || target == "*"
}

/// Whether an address names its scheme.
fn is_absolute(target: &str) -> bool {
    // As nearly every one does that names any.
    target.starts_with("https://") || target.starts_with("http://") || target.contains("://")
}

/// A target that begins with a template or a variable: `{id}`, `<url>`, `[Organization URI]/x`, `:id`, `$HOST/x`, `?q=x`.
fn is_template(target: &str) -> bool {
    let mut chars = target.chars();
    match (chars.next(), chars.next()) {
        (Some('{' | '<'), Some(next)) => !next.is_whitespace() && next != '"' && target.contains(['}', '>']),
        (Some('['), Some(next)) => {
            let rest = target.split_once(']').map(|(_, rest)| rest);
            next.is_ascii_alphabetic() && rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
        }
        (Some(':' | '$' | '?' | '…' | '.' | '~' | '%' | '@'), Some(next)) => {
            next.is_ascii_alphanumeric() || matches!(next, '{' | '$' | '_' | '.' | '/')
        }
        _ => false,
    }
}

/// A path without its slash: `parcels/7`, `_search`, `parcels?page=2`. Several words are prose, unless the space
/// stands in a query, a call or a template.
fn is_relative(target: &str) -> bool {
    let word = target.split_whitespace().next().unwrap_or_default();
    let path = |c: char| c.is_alphanumeric() || !c.is_ascii() || "-._~!$&'()*+,;=:@/%?[]{}<>|\"#".contains(c);
    let begins = word.starts_with(|c: char| c.is_ascii_alphanumeric() || c == '_');
    let sane = begins && word.chars().all(path) && !word.ends_with([':', ',', ';', '.', '!', '"']);
    let sane = sane && (word.contains('/') || !word.ends_with('='));
    let open =
        word.contains(['?', '(']) || word.matches(['{', '<']).count() > word.matches(['}', '>']).count();
    sane && (word.len() == target.len() || open)
}

// --- Responses --------------------------------------------------------------------------------------------------

fn status_line(whole: Part<'_>, place: Place) -> Option<Start<'_>> {
    let prompt = if place == Place::AfterRequest { whole.text.strip_prefix('>') } else { None };
    let bare = prompt.map_or(whole, |rest| part(rest, whole.span.start as usize + 1));
    let named = bare.text.get(..4).is_some_and(|start| start.eq_ignore_ascii_case("http"));
    let (mut line, malformed) = if named {
        versioned(bare).or_else(|| loose(bare))?
    } else {
        short(bare, place)
            .map(|line| (line, false))
            .or_else(|| reversed(bare, place).map(|line| (line, true)))?
    };
    line.line = whole.span;
    Some((StartLine::Status(line), malformed.then_some(HttpIssueKind::MalformedStatusLine)))
}

/// `HTTP/1.1 200 OK` and every line that means it.
fn versioned(whole: Part<'_>) -> Option<(StatusLine<'_>, bool)> {
    let text = whole.text;
    let first = text.find([' ', '\t']).unwrap_or(text.len());
    let proper = is_version(&text[..first]);
    if text[4..].starts_with('/') && text[..first].eq_ignore_ascii_case("http/") {
        return None;
    }
    // `http_requests_total{code="200"} 7` is a metric.
    if text[4..]
        .starts_with(|c: char| matches!(c, '_' | '{') || c.is_alphabetic() && !c.eq_ignore_ascii_case(&'s'))
    {
        return None;
    }
    let apart = apart_version(&text[4..]).map(|length| 4 + length);
    let first = apart.unwrap_or(first);
    let versioned =
        proper || apart.is_some() || (first > 4 && text[4..first].contains(|c: char| c.is_ascii_digit()));
    let rest = sub(whole, if versioned { first } else { 4 }, text.len());
    let version = versioned.then(|| sub(whole, 0, first));
    let words = ["status", "code", ":"];
    let mut after = rest;
    for word in words {
        let found = after.text.get(..word.len()).is_some_and(|start| start.eq_ignore_ascii_case(word));
        after = if found { sub(after, word.len(), after.text.len()) } else { after };
    }
    let filler = after.text.len() != rest.text.len();
    let line = code_and_reason(after, version, whole.span)?;
    let reason = line.reason.map_or("", |reason| reason.text);
    let plain = line.code.span.len() == 3 && line.status.is_some();
    let between = |reason: Part<'_>| {
        let (from, to) = (line.code.span.end - whole.span.start, reason.span.start - whole.span.start);
        &text[from as usize..to as usize]
    };
    let glued = line.reason.map(between).is_some_and(|marks| marks.is_empty() || !marks.trim().is_empty());
    if proper && !filler {
        return Some((line, !plain || glued));
    }
    let phrase = reason.is_empty() || status::code_of(reason).is_some() || {
        let code = line.status.unwrap_or_default();
        !matches!(status::judge(code, reason), status::Phrase::Fine)
    };
    let named = versioned || !reason.is_empty() || filler;
    (line.status.is_some() && phrase && named).then_some((line, true))
}

/// The end of a version that a space divides from its name: ` 1.1` of `HTTP 1.1 200 OK`.
fn apart_version(rest: &str) -> Option<usize> {
    let number = rest.strip_prefix([' ', '\t'])?;
    let length = number.find([' ', '\t'])?;
    let is_number = |part: &str| part.len() == 1 && part.bytes().all(|byte| byte.is_ascii_digit());
    let (major, minor) = number[..length].split_once('.')?;
    (is_number(major) && is_number(minor)).then_some(1 + length)
}

/// What may stand by mistake between the parts of a status line.
const APART: [char; 6] = [' ', '\t', '/', ':', '-', ','];

/// `HTTP/1.1/200 OK` and its kin.
fn loose(whole: Part<'_>) -> Option<(StatusLine<'_>, bool)> {
    let text = whole.text;
    let end = loose_version(text)?;
    let code = text.len() - text[end..].trim_start_matches(APART).len();
    let version = Some(sub(whole, 0, end));
    let line = code_and_reason(sub(whole, code, text.len()), version, whole.span)?;
    Some((line, true))
}

/// Where a version ends that is written otherwise than `HTTP/1.1`, if a code follows: `HTTP 1.1 200 OK`, `HTTP/1.1/200 OK`.
fn loose_version(text: &str) -> Option<usize> {
    let number = text[4..].trim_start_matches(APART);
    let length = number.find(|c: char| !c.is_ascii_digit() && c != '.').unwrap_or(number.len());
    // `HTTP/1.1200 OK`
    let is_code = |code: &str| code.len() == 3 && code.starts_with(['1', '2', '3', '4', '5']);
    if number[..length]
        .strip_prefix("1.")
        .is_some_and(|rest| rest.starts_with(['0', '1']) && is_code(&rest[1..]))
    {
        return Some(text.len() - number.len() + "1.1".len());
    }
    let known = matches!(&number[..length], "1.0" | "1.1" | "2" | "2.0" | "3" | "3.0");
    let code = number[length..].trim_start_matches(APART);
    let digits = code.bytes().take_while(u8::is_ascii_digit).count();
    let apart = code.len() < number.len() - length;
    (known && apart && digits == 3).then(|| text.len() - number.len() + length)
}

/// The code and what follows it. Without a code only a registered phrase or a template makes a status line.
fn code_and_reason<'t>(rest: Part<'t>, version: Option<Part<'t>>, line: LocalSpan) -> Option<StatusLine<'t>> {
    let text = rest.text;
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    let end = if digits > 0 && (digits != 3 || !text[3..].starts_with(['x', 'X'])) {
        digits
    } else if let Some(close) = text.find(['>', '}']).filter(|_| text.starts_with(['<', '{', '$', '['])) {
        close + 1
    } else if is_class(text) {
        3
    } else if status::code_of(text).is_some() {
        0
    } else {
        return None;
    };
    if digits > 4 {
        return None;
    }
    let code = sub(rest, 0, end);
    // `400: Bad Request`
    let colon = text[end..].strip_prefix(':').filter(|after| status::code_of(after.trim()).is_some());
    let reason = sub(rest, colon.map_or(end, |_| end + 1), text.len());
    let reason = Some(reason).filter(|reason| !reason.text.is_empty());
    let status = (digits == 3).then(|| code.text.parse().ok()).flatten();
    Some(StatusLine { version, code, status, reason, line })
}

/// `2xx`, `4XX`.
fn is_class(text: &str) -> bool {
    let bytes = text.as_bytes();
    bytes.len() >= 3
        && bytes[0].is_ascii_digit()
        && bytes[1..3].eq_ignore_ascii_case(b"xx")
        && !bytes.get(3).is_some_and(u8::is_ascii_alphanumeric)
}

/// `204 No Content`: a registered code with its own phrase, give or take a slip.
fn short(whole: Part<'_>, place: Place) -> Option<StatusLine<'_>> {
    let digits = whole.text.bytes().take_while(u8::is_ascii_digit).count();
    if digits != 3 || !whole.text[3..].starts_with(' ') || whole.text.len() > 60 {
        return None;
    }
    let line = code_and_reason(whole, None, whole.span)?;
    let (code, reason) = (line.status?, line.reason?.text);
    let right = status::phrase(code)?;
    let own = match status::judge(code, reason) {
        status::Phrase::Case(_) => true,
        status::Phrase::Fine => reason == right || status::code_of(reason) == Some(code),
        status::Phrase::Misspelt(_) | status::Phrase::OfOther(..) => place == Place::AfterRequest,
    };
    (own && place != Place::Later).then_some(line)
}

/// `No Content - 204`.
fn reversed(whole: Part<'_>, place: Place) -> Option<StatusLine<'_>> {
    let (reason, code) = whole.text.rsplit_once('-')?;
    let code = code.trim();
    // Most lines with a hyphen are header fields, which need not be looked up.
    if place == Place::Later || code.len() != 3 {
        return None;
    }
    let phrase = status::code_of(reason.trim())?;
    if code.parse() != Ok(phrase) {
        return None;
    }
    let end = whole.text.len();
    let status = Some(phrase);
    let reason = Some(sub(whole, 0, reason.len()));
    Some(StatusLine { version: None, code: sub(whole, end - 3, end), status, reason, line: whole.span })
}
/// Whether a line goes on with a target that is not complete: it begins as a query does, or the target ends where it
/// cannot end.
pub(super) fn continues(target: &str, indent: usize, line: &Line<'_>) -> bool {
    let text = line.trimmed();
    let one_word = !text.is_empty() && !text.contains(' ');
    let deeper = line.indent() > indent;
    let query = text.starts_with(['?', '&']);
    let indented = deeper && one_word && text.starts_with(['/', '$', '(', '@']);
    let open = target.ends_with(['?', '&', '\\', '=']) || target.ends_with("%20");
    let apart = one_word || text.contains(" HTTP/") || deeper && text.contains('=');
    let goes_on = open && apart && !text.is_empty() && text.contains(['=', '/']);
    query || indented || goes_on && !text.starts_with(['{', '[', '"'])
}
