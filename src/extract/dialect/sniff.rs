//! What a text is, told from its first significant characters. Never parses: every look is short or one pass.

use super::left_out;
use crate::extract::BodyKind;
use crate::syntax::http;

/// What a body's text looks like by itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Shape {
    /// White space or nothing.
    Empty,
    /// `{ … }` or `[ … ]`, or at least meant so.
    Container,
    /// Members without braces: `"key": …`.
    Members,
    /// A string, a number, `true`, `false` or `null` and nothing else.
    Scalar,
    /// A template, an elision or a description that stands for the whole.
    Placeholder,
    /// `a=1&b=2`.
    Form,
    /// MIME parts.
    Multipart,
    /// XML or HTML.
    Markup,
    /// Anything else.
    Text,
}

/// The shape of `text`.
pub(super) fn shape(text: &str) -> Shape {
    let text = text.trim();
    if text.trim_start_matches('\u{feff}').trim_start().is_empty() {
        return Shape::Empty;
    }
    if is_placeholder(text) {
        return Shape::Placeholder;
    }
    let start = significant(text);
    match start.chars().next() {
        None => Shape::Placeholder,
        Some('{') if opens_object(start) => Shape::Container,
        Some('[') if opens_array(start) => Shape::Container,
        Some('"' | '\'' | '“' | '”') if begins_member(start) => Shape::Members,
        _ if is_scalar(text) => Shape::Scalar,
        // What HTTP clients take from a file: `< ./parcel.json`.
        Some('<') if start.starts_with("< ") || start.starts_with("<@") => Shape::Placeholder,
        Some('<') => Shape::Markup,
        _ if is_multipart(text) => Shape::Multipart,
        _ if is_form(text) => Shape::Form,
        _ => Shape::Text,
    }
}

impl Shape {
    /// The kind of a body of this shape. `json` tells whether something says that it is JSON, `other` whether
    /// something says that it is not.
    pub(super) fn body_kind(self, text: &str, json: bool, other: bool) -> BodyKind {
        match self {
            Self::Empty => BodyKind::None,
            Self::Container if !other || is_plainly_json(text) => BodyKind::Json,
            Self::Members if !other => BodyKind::Json,
            Self::Scalar if json => BodyKind::Json,
            Self::Text if json && (is_named_json(text) || is_misbegun_json(text)) => BodyKind::Json,
            Self::Placeholder => BodyKind::Placeholder,
            Self::Form => BodyKind::Form,
            Self::Multipart => BodyKind::Multipart,
            Self::Markup => BodyKind::Markup,
            Self::Container | Self::Members | Self::Scalar | Self::Text => BodyKind::Text,
        }
    }
}

/// Whether a container begins as only JSON does: with a quoted name and a colon, with quoted elements, or not at all
/// (`{}`). Tells JSON from program text, logs and sections where nothing else does.
pub(super) fn is_plainly_json(text: &str) -> bool {
    let text = text.trim();
    let mut rest = significant(text);
    let mut in_array = false;
    // Openers in a row: `[{`, `[[`. More than a few are no evidence of anything.
    for _ in 0..8 {
        let Some(open) = rest.chars().next().filter(|c| matches!(c, '{' | '[')) else { break };
        in_array = open == '[';
        rest = significant(&rest[1..]);
    }
    if rest.starts_with(['}', ']']) {
        return rest.trim_matches(|c: char| matches!(c, '}' | ']' | ',') || c.is_whitespace()).is_empty();
    }
    let Some(after) = after_quoted(rest) else { return false };
    let after = after.trim_start();
    if in_array { after.starts_with([',', ']']) } else { after.starts_with(':') }
}

/// Whether one line of words is above what is plainly JSON.
pub(super) fn is_titled(text: &str) -> bool {
    let Some((title, body)) = text.split_once('\n') else { return false };
    let (title, body) = (title.trim(), body.trim());
    let is_words = |c: char| !matches!(c, '{' | '[' | '=' | '(' | ';' | '"' | '<' | '|');
    let is_field = title.split_once(": ").is_some_and(|(name, _)| !name.contains(' '));
    let is_name = |c: char| c.is_alphanumeric() || matches!(c, '_' | '-');
    let spoken = title.contains(' ') || title.ends_with(':') || title.chars().all(is_name);
    spoken
        && !is_field
        && title.chars().all(is_words)
        && body.starts_with(['{', '['])
        && body.ends_with(['}', ']'])
        && is_plainly_json(body)
}

/// The length of the note above a body that says how its lines are folded (RFC 8792), and of the blank lines behind
/// it; 0 without one.
pub(super) fn folding_note(text: &str) -> usize {
    let line = text.lines().next().unwrap_or_default();
    if !line.contains("RFC 8792") || line.starts_with(['{', '[']) {
        return 0;
    }
    text.len() - text[line.len()..].trim_start().len()
}

/// Whether a container begins as only JSON does, or goes on as only JSON does: a slip in its first member leaves the
/// others.
pub(super) fn is_json_throughout(text: &str) -> bool {
    /// So many lines with a member make JSON of a text.
    const ENOUGH: usize = 3;
    /// No further down than this many lines.
    const LINES: usize = 24;
    if is_plainly_json(text) {
        return true;
    }
    let is_member = |line: &&str| {
        let line = line.trim_start_matches(|c: char| c.is_whitespace() || matches!(c, '{' | '['));
        line.starts_with('"') && begins_member(line)
    };
    text.lines().take(LINES).filter(is_member).count() >= ENOUGH
}

/// Whether a quote stands right before a colon somewhere, as it does behind the name of a member.
pub(super) fn has_members(text: &str) -> bool {
    memchr::memchr_iter(b':', text.as_bytes()).any(|at| {
        let before = text[..at].trim_end_matches([' ', '\t']);
        before.ends_with(['"', '\'', '”', '’'])
    })
}

/// Whether a text begins with a start line of HTTP that nothing else could be: a version, or a common method before a path
/// or an address. Says little of the rest.
pub(super) fn begins_message(text: &str) -> bool {
    let line = text.trim_start().lines().next().unwrap_or_default();
    if let Some(version) = line.strip_prefix("HTTP/") {
        return version.starts_with(|c: char| c.is_ascii_digit());
    }
    let Some((method, target)) = line.split_once(' ') else { return false };
    let target = target.trim_start();
    let rooted =
        target.starts_with(['/', '{']) || target.starts_with("http://") || target.starts_with("https://");
    http::is_common_method(method) && (rooted || target.contains(" HTTP/"))
}

/// Whether a text begins with a command of `curl`, perhaps behind a prompt.
pub(super) fn begins_command(text: &str) -> bool {
    let line = text.trim_start();
    let line = line.strip_prefix("$ ").or_else(|| line.strip_prefix("> ")).unwrap_or(line);
    line.starts_with("curl ")
}

/// Whether a bracket opens a test of the shell: `[ "$a" ]`, `[[ -f x ]]`.
pub(super) fn is_shell_test(text: &str) -> bool {
    text.starts_with('[') && !text.trim_end().ends_with(']')
        || text.starts_with("[ \"$")
        || text.starts_with("[[ ")
}

/// Whether members without braces are JSON's: the first one's value is an object or an array, and the text ends as
/// such a value does.
pub(super) fn are_plainly_members(text: &str) -> bool {
    let text = text.trim().trim_end_matches(',');
    let value = after_quoted(significant(text)).and_then(|after| after.trim_start().strip_prefix(':'));
    value.is_some_and(|value| value.trim_start().starts_with(['{', '[']) && text.ends_with(['}', ']']))
}

/// Whether a text is a member whose name lost its quotes, with plain JSON as its value: `scripts: { "test": … }`. A label
/// such as `Response: {` begins with a capital letter.
fn is_named_json(text: &str) -> bool {
    let text = text.trim();
    let rest = text.trim_start_matches(|c: char| c.is_ascii_alphanumeric() || c == '_');
    let Some(value) = rest.trim_start().strip_prefix(':').map(str::trim) else { return false };
    // An event of a stream has its data on one line (WHATWG HTML section 9.2).
    let is_event = || {
        let first = text.lines().next().unwrap_or_default();
        first.starts_with("data:") && first.trim_end().ends_with(['}', ']'])
    };
    text.starts_with(|c: char| c.is_ascii_lowercase() || c == '_')
        && value.starts_with(['{', '['])
        && !is_event()
        && value.ends_with(['}', ']'])
        && is_plainly_json(value)
}

/// Whether a text is plain JSON but for its first bracket, `(`, or for a quote around the whole.
fn is_misbegun_json(text: &str) -> bool {
    let text = text.trim();
    let inside = |open, close| text.strip_prefix(open).and_then(|rest: &str| rest.strip_suffix(close));
    inside('(', '}').is_some_and(|members| begins_member(significant(members)))
        || inside('"', '"').is_some_and(|body| body.starts_with(['{', '[']) && is_plainly_json(body))
}

/// Whether quoted names and values, a line each, are header fields as a program writes them: `"Accept": "text/plain"`, or
/// the whole field in quotes.
pub(super) fn is_header_list(text: &str) -> bool {
    let lines = || text.lines().map(str::trim).filter(|line| !line.is_empty());
    let field = |line: &str| {
        let after = after_quoted(line)?.trim_start();
        let inside = line.trim_start_matches(['"', '\'', '“']);
        let name = inside.split(['"', '\'', '”', ':']).next()?;
        let is_field = after.starts_with(':') || after.is_empty() && inside[name.len()..].starts_with(':');
        is_field.then(|| http::is_field_name(name.trim()))
    };
    lines().all(|line| field(line).is_some()) && lines().any(|line| field(line) == Some(true))
}

/// The text from its first character that means something: past white space, comments and elisions.
fn significant(text: &str) -> &str {
    let blank = |c: char| c.is_whitespace() || matches!(c, '\u{feff}' | '\u{200b}');
    let mut rest = text.trim_start_matches(blank);
    loop {
        let next = if rest.starts_with("//")
            || rest.starts_with("--8<--")
            || (rest.starts_with('#') && !rest.starts_with("#{"))
        {
            rest.find('\n').map_or("", |at| &rest[at..])
        } else if let Some(comment) = rest.strip_prefix("/*") {
            comment.find("*/").map_or("", |at| &comment[at + 2..])
        } else if let Some(comment) = rest.strip_prefix("<!--") {
            comment.find("-->").map_or("", |at| &comment[at + 3..])
        } else if let Some(below) = left_out::after(rest) {
            below
        } else {
            return rest;
        };
        rest = next.trim_start_matches(blank);
    }
}

/// What follows a string in `"`, `'` or typographic quotes on one line.
fn after_quoted(text: &str) -> Option<&str> {
    let open = text.chars().next()?;
    let closes: &[char] = match open {
        '"' => &['"', '”'],
        '\'' => &['\'', '’'],
        '“' | '”' => &['”', '“', '"'],
        _ => return None,
    };
    let inner = &text[open.len_utf8()..];
    let mut escaped = false;
    for (at, c) in inner.char_indices() {
        match c {
            '\n' => return None,
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            c if closes.contains(&c) => return Some(&inner[at + c.len_utf8()..]),
            _ => {}
        }
    }
    None
}

/// `"name" :`, but not a string followed by prose.
fn begins_member(text: &str) -> bool {
    after_quoted(text).is_some_and(|after| after.trim_start_matches([' ', '\t']).starts_with(':'))
}

/// Whether what follows `{` can be the beginning of a member, however mistyped.
fn opens_object(text: &str) -> bool {
    let inner = significant(&text[1..]);
    let Some(first) = inner.chars().next() else { return true };
    if first.is_alphabetic() || matches!(first, '_' | '@' | '$') {
        let word = |c: char| c.is_alphanumeric() || matches!(c, '_' | '@' | '$' | '.' | '-');
        let after = inner.trim_start_matches(word);
        let after = after.strip_prefix(['"', '\'', '”']).unwrap_or(after).trim_start();
        // `{id}/{version}` is a template of a path.
        let alone = |rest: &str| rest.trim_start_matches([' ', '\t']).starts_with(['\n', ',', '}', ']']);
        let closes = after.strip_prefix('}').is_some_and(|rest| rest.trim().is_empty() || alone(rest));
        return closes || after.starts_with([':', '=', ',']);
    }
    first != '%'
}

/// Whether what follows `[` can be the beginning of an element: not `[section]`, `[x] item`, `[INFO] line` or
/// `[2024-01-31 10:00] line`.
fn opens_array(text: &str) -> bool {
    let inner = text[1..].trim_start_matches([' ', '\t']);
    let line = inner.lines().next().unwrap_or_default();
    let Some(close) = line.find(']') else { return true };
    let element = &line[..close];
    let after = line[close + 1..].trim_start();
    let bare = !element.contains(['"', '\'', '{', '[', '“']);
    let goes_on =
        after.is_empty() && !is_section_name(element) || after.starts_with([',', ']', ';', '/', '#']);
    (!bare || goes_on) && !(after.starts_with(char::is_alphabetic) && is_stamp(element))
}

/// Whether what is in brackets is the time of a line of a log: `['2024-05-01T08:00:00Z'] INFO: started`.
fn is_stamp(element: &str) -> bool {
    let digits = element.trim_start_matches([' ', '\'', '"', '“']);
    let rest = digits.trim_start_matches(|c: char| c.is_ascii_digit());
    rest.len() < digits.len() && rest.starts_with(['-', '/', ':']) && !element.contains(',')
}

fn is_section_name(element: &str) -> bool {
    let element = element.trim();
    let literal = matches!(element, "true" | "false" | "null" | "");
    !literal && element.starts_with(|c: char| c.is_alphabetic()) && !element.contains(',')
}

fn is_scalar(text: &str) -> bool {
    matches!(text, "true" | "false" | "null")
        || text.parse::<f64>().is_ok() && text.starts_with(|c: char| c.is_ascii_digit() || c == '-')
        || text.starts_with('"') && after_quoted(text).is_some_and(|after| after.trim().is_empty())
        || is_doubled(text)
}

/// `""DELIVERED""`: a string whose quotes are written twice.
fn is_doubled(text: &str) -> bool {
    let inner = text.strip_prefix("\"\"").and_then(|rest| rest.strip_suffix("\"\""));
    inner.is_some_and(|inner| !inner.is_empty() && !inner.contains(['"', '\n']))
}

/// Whether `text` (trimmed) stands for a body instead of being one.
fn is_placeholder(text: &str) -> bool {
    let around = |open: &str, close: &str| text.starts_with(open) && text.ends_with(close);
    if text.trim_matches(['.', '…', ' ', '\n', '\t']).is_empty() {
        return true;
    }
    // `{!> parcels.json !}` is what a site generator puts a file in place of.
    if text.starts_with("<%")
        || around("{%", "}")
        || around("{!", "!}")
        || around("{{", "}}") && !text.contains("\":")
    {
        return true;
    }
    if around("(", ")") || around("$(", ")") || around("${", "}") && !text.contains('\n') {
        return true;
    }
    let Some(inner) = enclosed(text) else { return false };
    let quoted = inner.contains(['"', '\'', '“', '”']);
    let first_is_letter = inner.starts_with(|c: char| c.is_alphabetic());
    match text.as_bytes()[0] {
        // `<Image>` and `<binary data>`, not a document of one empty element.
        b'<' => {
            !inner.contains(['<', '>'])
                && !inner.starts_with(['?', '!', '/'])
                && !inner.ends_with('/')
                && (inner.contains(char::is_alphanumeric) || inner.contains("..") || inner.contains('…'))
                && !quoted
        }
        b'{' if quoted || inner.contains(['{', ':', '=']) => false,
        b'{' => first_is_letter || inner.starts_with('<') && inner.ends_with('>'),
        _ if quoted || inner.contains(['{', '[', ':']) => false,
        _ => {
            first_is_letter
                && inner.contains(char::is_whitespace)
                && !inner.split_whitespace().next().is_some_and(|word| word.ends_with(','))
        }
    }
}

/// What stands between the brackets that enclose the whole of a short text.
fn enclosed(text: &str) -> Option<&str> {
    let short = text.len() <= 400;
    let pair = [('{', '}'), ('[', ']'), ('<', '>')].into_iter().find(|(open, _)| text.starts_with(*open))?;
    let inner = text.strip_prefix(pair.0)?.strip_suffix(pair.1)?.trim();
    (short && !inner.is_empty()).then_some(inner)
}

fn is_multipart(text: &str) -> bool {
    let first = text.lines().next().unwrap_or_default();
    first.starts_with("--")
        && first.len() > 2
        && first[2..].trim_start_matches('-').starts_with(|c: char| !c.is_whitespace())
}

/// `name=value` pairs with nothing that a form does not hold.
fn is_form(text: &str) -> bool {
    let mut pairs = text.split('&').peekable();
    let is_name = |name: &str| {
        !name.is_empty()
            && name.chars().all(|c| {
                c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | '.' | '%' | '[' | ']' | '+' | '$')
            })
    };
    // `d29ybGQ=` is encoded by base64 (RFC 4648).
    let padded = || text.ends_with('=') && !text.contains('&');
    // The first pair tells nearly always.
    pairs.all(|pair| {
        let pair = pair.trim();
        pair.split_once('=').is_some_and(|(name, value)| is_name(name) && !value.contains([' ', '\n', '\t']))
    }) && !padded()
        && text.lines().count() <= 40
}
