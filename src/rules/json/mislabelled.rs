//! `json/mislabelled`.

use std::collections::HashSet;

use crate::conformance::Page;
use crate::extract::{BodyKind, Dialect, Example};
use crate::rules::{Findings, flavour, quote};
use crate::syntax::http::{HttpMessage, StartLine};
use crate::syntax::json::Notation;

declare_rule! {
    /// A fence is labelled `json`, but holds something else.
    ///
    /// ## What it finds
    ///
    /// A `json` fence with an HTTP message, YAML, a table, a log, markup or prose in it, or with a notation that only
    /// looks like JSON: names without quotes and values or commas that JSON does not allow, a Ruby hash, types
    /// (`"note"?: string`) in place of values. Requests as API consoles take them (a request line without `HTTP/1.1`, and
    /// a body) are not reported, nor is JSON whose names merely lack their quotes (see `json/unquoted-key`).
    ///
    /// ## Why it matters
    ///
    /// The label decides how the block is coloured, copied and tried out. Here all of that goes wrong.
    ///
    /// ## Example
    ///
    /// ````markdown
    /// ```json
    /// HTTP/1.1 204 No Content
    /// X-Request-Id: 7f3a
    /// ```
    /// ````
    ///
    /// should be
    ///
    /// ````markdown
    /// ```http
    /// HTTP/1.1 204 No Content
    /// X-Request-Id: 7f3a
    /// ```
    /// ````
    ///
    /// ## How to fix it
    ///
    /// Label the block with its own language, or with `text`.
    "json/mislabelled": Warning, Default, fix None;
    Example(check)
}

/// The most lines of a block that are looked at to name it.
const LINES: usize = 20;
/// So many words of a block are quoted.
const FIRST_WORDS: usize = 5;

fn check(page: &Page<'_>, example: &Example<'_>, findings: &mut Findings<'_>) {
    let language = example.block.language();
    if !flavour::is_named_json(&language) {
        return;
    }
    let Some((found, label)) = content(page, example) else { return };
    let message = match first_words(example.text()) {
        Some(words) => {
            format!("this block is labelled `{language}`, but holds {found}: {}", quote::code(words))
        }
        None => format!("this block is labelled `{language}`, but holds {found}"),
    };
    findings
        .report(example.block.info_span, message)
        .label(format!("expected `{label}`"))
        .help(format!("replace the label with `{label}`"));
}

/// The first words of a text, to recognise it by.
fn first_words(text: &str) -> Option<&str> {
    let is_telling = |line: &&str| line.contains(|c: char| !matches!(c, '{' | '}' | '[' | ']' | ',' | ' '));
    let mut lines = text.lines().map(str::trim).filter(is_telling);
    let line = lines.clone().find(|line| !is_remark(line)).or_else(|| lines.next())?;
    let end = line.match_indices(' ').map(|(at, _)| at).nth(FIRST_WORDS - 1).unwrap_or(line.len());
    Some(&line[..end])
}

/// What the block holds instead of JSON, and the info string for it.
fn content(page: &Page<'_>, example: &Example<'_>) -> Option<(&'static str, &'static str)> {
    if example.dialect == Dialect::Curl {
        return Some(("a shell command", "shell"));
    }
    if let Some(message) = example.messages.first() {
        return http(example.dialect, &message.http).map(|found| (found, "http"));
    }
    let body = example.payload.as_ref()?;
    let text = body.span.of(example.text());
    match body.json.as_ref().and_then(|tree| tree.notation) {
        Some(Notation::Objects) => return Some(("objects as Python prints them", "python")),
        Some(Notation::Program) => return Some(("program code", "text")),
        _ if flavour::is_event(example, text, page.document.text) => {
            return Some(("an event stream", "text"));
        }
        _ => {}
    }
    match body.kind {
        BodyKind::None | BodyKind::Json | BodyKind::Placeholder => None,
        BodyKind::Text if is_schematic(text) || is_rest(text) || offers_scalar(text) => None,
        BodyKind::Text if example.block.language() != "json" && is_member(text) => None,
        BodyKind::Form if !text.trim().contains(char::is_whitespace) => Some(("form data", "text")),
        BodyKind::Multipart => Some(("a multipart body", "http")),
        BodyKind::Markup if text.trim_start().to_ascii_lowercase().starts_with("<!doctype html") => {
            Some(("HTML", "html"))
        }
        BodyKind::Markup => Some(("markup", "xml")),
        BodyKind::Form | BodyKind::Text => Some(text_kind(text)),
    }
}

/// Names an HTTP message. A request line without a version is how consoles are fed, whatever follows: their
/// documentation labels it `json` for the sake of the body.
fn http(dialect: Dialect, message: &HttpMessage<'_>) -> Option<&'static str> {
    match &message.start {
        _ if matches!(dialect, Dialect::Console | Dialect::Signature) => None,
        StartLine::Request(line) if line.version.is_none() => None,
        StartLine::Request(_) => Some("an HTTP request"),
        StartLine::Status(_) => Some("an HTTP response"),
    }
}

/// Names plain text by its first lines.
fn text_kind(text: &str) -> (&'static str, &'static str) {
    let lines: Vec<&str> = text.lines().map(str::trim).filter(|line| !line.is_empty()).take(LINES).collect();
    let most = |is: fn(&str) -> bool| {
        let hits = lines.iter().filter(|line| is(line)).count();
        hits > 0 && hits * 3 >= lines.len() * 2
    };
    if let Some(notation) = notation(&lines) {
        notation
    } else if lines.iter().find(|line| !is_remark(line)).is_some_and(|line| is_command(line)) {
        ("a shell command", "shell")
    } else if lines.first().is_some_and(|line| is_field(line))
        && lines.iter().skip(1).any(|line| line.starts_with(['{', '[']))
    {
        ("header fields and a body", "http")
    } else if lines.iter().any(|line| is_go(line)) {
        ("Go", "go")
    } else if lines.first().is_some_and(|line| is_graphql(line)) {
        ("GraphQL", "graphql")
    } else if lines.iter().any(|line| is_program(line)) {
        ("program code", "js")
    } else if most(is_event_line) || lines.first().is_some_and(|line| is_open_event(line)) {
        ("an event stream", "text")
    } else if most(is_table_row) {
        ("a table", "text")
    } else if most(is_log_line) {
        ("a log", "text")
    } else if lines.first() == Some(&"---") || (lines.len() > 1 && most(is_yaml_line) && !repeats_key(text)) {
        ("YAML", "yaml")
    } else {
        ("text that is not JSON", "text")
    }
}

/// Names what looks like JSON from afar.
fn notation(lines: &[&str]) -> Option<(&'static str, &'static str)> {
    let opens = |line: &&str| line.starts_with(['{', '[']);
    let first = lines.iter().find(|line| !line.starts_with("//") && !line.starts_with('#'))?;
    if !opens(first) {
        return None;
    }
    let is_type = |line: &&str| {
        line.contains("\"?:") || line.contains(" | ") || line.contains("; ") || line.ends_with(';')
    };
    if lines.iter().any(is_type) {
        return Some(("type definitions", "text"));
    }
    let is_member = |line: &&&str| {
        let name = line.trim_start_matches(|c: char| c.is_alphanumeric() || matches!(c, '_' | '$' | '?'));
        name.len() < line.len() && name.trim_start().starts_with(':')
    };
    // Members that open a container say nothing of commas.
    let plain = || lines.iter().filter(is_member).filter(|line| !line.ends_with(['{', '[', '}', ']']));
    let members = lines.iter().filter(is_member).count();
    let separated = plain().filter(|line| line.ends_with(',')).count();
    if lines.iter().any(|line| line.contains("=>")) {
        Some(("a Ruby hash", "ruby"))
    } else if members == 0 {
        None
    } else if members > 1 && plain().count() > 2 * separated {
        Some(("Hjson", "hjson"))
    } else {
        Some(("a JavaScript object", "js"))
    }
}

/// Whether a text says what an object is made of: `{name: value, name: value, ...}`.
fn is_schematic(text: &str) -> bool {
    let inner = text.trim().strip_prefix('{').and_then(|rest| rest.strip_suffix('}'));
    let is_word = |part: &str| {
        let part = part.trim();
        !part.is_empty() && part.chars().all(|c| c.is_ascii_lowercase() || c == '_')
    };
    let is_member =
        |part: &str| part.split_once(':').is_some_and(|(name, value)| is_word(name) && is_word(value));
    let members =
        inner.and_then(|inner| inner.trim().trim_end_matches(['.', '…']).trim_end().strip_suffix(','));
    let is_left_out = inner.is_some_and(|inner| inner.trim().ends_with(['.', '…']));
    is_left_out && members.is_some_and(|members| members.split(',').all(is_member))
}

/// Whether a text is a string and, below a comment, another value to choose instead.
fn offers_scalar(text: &str) -> bool {
    let mut lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
    let mut values = lines.by_ref().skip_while(|line| line.starts_with("//"));
    let first = values.next().unwrap_or_default();
    let end = first.get(1..).and_then(|rest| rest.find('"')).map_or(0, |end| end + 2);
    let rest = first[end..].trim_start_matches([',', ' ', '\t']);
    let is_string = first.starts_with('"') && end > 0 && (rest.is_empty() || rest.starts_with("//"));
    is_string
        && lines.next().is_some_and(|line| line.starts_with("//"))
        && lines.next().is_some_and(|line| line.starts_with(['"', '{', '[']))
}

/// Whether a text is the end of a body whose beginning is left out: it begins with a closing bracket.
fn is_rest(text: &str) -> bool {
    let rest = text.trim_start().trim_start_matches(['.', '…']).trim_start();
    rest.starts_with(['}', ']']) && rest.contains('"')
}

/// Whether a text is one member, as relatives of JSON write it: comments, a name without quotes, an object or an array.
fn is_member(text: &str) -> bool {
    let lines = || text.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with("//"));
    let opens = |line: &str| {
        let (name, value) = line.split_once(':')?;
        let is_name =
            !name.is_empty() && name.trim_end().chars().all(|c| c.is_ascii_alphanumeric() || c == '_');
        Some(is_name && value.trim_start().starts_with(['{', '[']))
    };
    lines().next().and_then(opens) == Some(true)
        && lines().next_back().is_some_and(|line| line.ends_with(['}', ']', ',']))
}

/// A comment above what a block holds: `// Request`, `# List them`.
fn is_remark(line: &str) -> bool {
    line.starts_with("//") || line.starts_with("# ")
}

fn is_command(line: &str) -> bool {
    let line = line.strip_prefix("$ ").unwrap_or(line);
    line.starts_with("curl ") || line.starts_with("http ") || line.starts_with("wget ")
}

/// `Name: value` with a name that only HTTP has.
fn is_field(line: &str) -> bool {
    let Some((name, value)) = line.split_once(": ") else { return false };
    let is_name = |c: char| c.is_ascii_alphanumeric() || c == '-';
    name.contains('-')
        && name.starts_with(|c: char| c.is_ascii_uppercase())
        && name.chars().all(is_name)
        && !value.is_empty()
}

/// `query {`, `mutation Add($id: ID!) {`, `type Parcel {`, `fragment F on Parcel {`.
fn is_graphql(line: &str) -> bool {
    let operations = ["query", "mutation", "subscription"];
    let definitions = ["fragment", "type", "input", "enum", "interface"];
    let word = line.split([' ', '(', '{']).next().unwrap_or_default();
    // A definition has a name: `input {` begins the configuration of a pipeline.
    let is_named = || line.split_whitespace().count() > 2;
    (operations.contains(&word) || definitions.contains(&word) && is_named()) && line.ends_with(['{', '('])
}

/// `type Parcel struct {`, `func Send(parcel Parcel) error {`.
fn is_go(line: &str) -> bool {
    let declares =
        line.starts_with("type ") && [" struct {", " interface {"].iter().any(|end| line.ends_with(end));
    declares || line.starts_with("func ") && line.ends_with('{')
}

/// A declaration or a call of a program.
fn is_program(line: &str) -> bool {
    let word = line.split(' ').next().unwrap_or_default();
    let declares = matches!(word, "const" | "let" | "var" | "function" | "import" | "class" | "await");
    declares && line.contains(['=', '(', '{', '"', '\'']) || line.starts_with("console.log(")
}

/// A row with two bars or with two wide gaps between its cells, or the border of a table.
fn is_table_row(line: &str) -> bool {
    let cells = line.split("  ").filter(|cell| !cell.trim().is_empty()).take(3).count();
    line.matches('|').count() >= 2 || cells >= 3 || (line.starts_with("+-") && line.ends_with("-+"))
}

/// A line of a stream of server-sent events (WHATWG HTML section 9.2).
fn is_event_line(line: &str) -> bool {
    ["data:", "event:", "retry:"].iter().any(|field| line.starts_with(field))
}

/// The first line of the data of an event that is broken for the reader.
fn is_open_event(line: &str) -> bool {
    line.strip_prefix("data:").is_some_and(|value| value.trim_start().starts_with(['{', '[']))
}

/// A line that begins with a date or a time, bracketed or not.
fn is_log_line(line: &str) -> bool {
    let stamp: Vec<u8> = line.trim_start_matches(['[', '\'', '"']).bytes().take(5).collect();
    let digits = stamp.iter().take_while(|byte| byte.is_ascii_digit()).count();
    matches!((digits, stamp.get(digits)), (4, Some(b'-' | b'/')) | (2, Some(b':')))
}

/// `key: value`, `key:` or `- item`, without the quotes and commas of JSON.
fn is_yaml_line(line: &str) -> bool {
    let item = line.strip_prefix("- ").unwrap_or(line);
    let key = item.split(": ").next().unwrap_or(item);
    let has_value = item.len() > key.len() || item.ends_with(':');
    let plain = |c: char| c.is_alphanumeric() || matches!(c, '_' | '-' | '.' | '/' | '$');
    let is_member = has_value && !key.is_empty() && key.trim_end_matches(':').chars().all(plain);
    (is_member || item.len() < line.len() || line.starts_with('#')) && !line.ends_with([',', '{', '['])
}

/// Whether a key at the margin is there twice, as no mapping of YAML has it: the lines of a log or of a conversation.
fn repeats_key(text: &str) -> bool {
    let at_margin = |line: &&str| !line.starts_with([' ', '\t', '-', '#']);
    let keys = text.lines().take(LINES).filter(at_margin).filter_map(|line| line.split_once(": "));
    let mut seen = HashSet::new();
    // Documents are parted by `---`.
    !text.contains("\n---") && keys.into_iter().any(|(key, _)| !seen.insert(key))
}

#[cfg(test)]
mod tests {
    use super::text_kind;

    #[test]
    fn text_is_named_by_its_first_lines() {
        let cases = [
            ("parcel:\n  id: p-1\n  tags:\n    - fragile\n", "YAML"),
            ("| id | weight |\n|----|----|\n| p-1 | 900 |\n", "a table"),
            ("+----+----+\n| id | kg |\n+----+----+\n", "a table"),
            ("id      weight  carrier\np-1042  900     swift\n", "a table"),
            ("event: delivered\ndata: {\"id\": \"p-1042\"}\n", "an event stream"),
            ("2024-05-01T08:00:00Z INFO started\n2024-05-01T08:00:01Z INFO ready\n", "a log"),
            ("$ curl https://api.parcelo.example/parcels\n", "a shell command"),
            ("The service answers with the parcel.\n", "text that is not JSON"),
            ("Note: it takes a day.\n", "text that is not JSON"),
            ("{\n  total: number,\n  failed: number\n}\n", "a JavaScript object"),
            ("{ total: number, failed: number }\n", "text that is not JSON"),
            ("{\n  size: {\n    x: {\n      min: 1\n      max: wide\n    }\n  }\n}\n", "Hjson"),
            ("{\n  \"id\" => \"p-1042\",\n}\n", "a Ruby hash"),
            ("[info] started\n", "text that is not JSON"),
            ("USER: Where is it?\nCARRIER: In Bled.\nUSER: Thanks.\n", "text that is not JSON"),
            ("data: {\n  \"id\": \"p-1042\"\n}\n", "an event stream"),
            ("data:\n  id: p-1042\n", "YAML"),
            ("Preference-Applied: all\n\n{\n  \"id\": 1\n}\n", "header fields and a body"),
            ("Note: this\n{ }\n", "text that is not JSON"),
            ("const parcel = {\n  id: 1,\n};\n", "program code"),
            ("Let them in.\n", "text that is not JSON"),
            ("query {\n  parcel(id: 1) { weight }\n}\n", "GraphQL"),
            ("type Parcel {\n  id: ID!\n}\n", "GraphQL"),
            ("type Parcel struct {\n  ID string `json:\"id\"`\n}\n", "Go"),
            ("", "text that is not JSON"),
        ];
        for (text, name) in cases {
            assert_eq!(text_kind(text).0, name, "{text}");
        }
    }
}
