//! Unquoted templates: `<id>`, `{id}`, `{{x}}`, `$VAR`, `%VAR%`, `<%= x %>`, `:id`, `#id`.
//!
//! A template is a value that the reader fills in. It is told from JSON by what it holds: no quote, no colon and no
//! comma, and its end on the same line.

use super::IssueKind;
use super::elision::says_left_out;
use super::token::{LOOK_AHEAD, Lexer, Place, Token, TokenKind, replace};

/// The longest template, in bytes.
pub(super) const LONGEST: usize = 300;

/// How templates begin and end that may have quotes of their own.
const TEMPLATES: [(&str, &str); 3] = [("{{", "}}"), ("{%", "%}"), ("<%", "%>")];

impl Lexer<'_> {
    /// The length of the tag at `at` that a template engine takes out: `{% raw %}`, `{%- if x %}`, `<% end %>`. It
    /// may stand anywhere and means nothing to JSON.
    pub(super) fn tag(&self, at: usize) -> Option<usize> {
        let rest = self.rest(at);
        let close = match rest.as_bytes() {
            [b'{', b'%', ..] => "%}",
            [b'<', b'%', b' ', ..] => "%>",
            // `<#list parcels as parcel>`, `</#list>`
            [b'<', b'#', first, ..] | [b'<', b'/', b'#', first, ..] if first.is_ascii_lowercase() => ">",
            _ => return None,
        };
        let near = &rest[..rest.floor_char_boundary(LONGEST.min(rest.len()))];
        near.find(close).map(|length| length + close.len())
    }

    /// Where the tag stands that ends the branches of a template in which `from` stands.
    pub(super) fn branches_end(&self, from: usize) -> Option<usize> {
        let limit = self.text.floor_char_boundary(self.end.min(from + LOOK_AHEAD));
        let mut depth = 0_usize;
        for at in memchr::memmem::find_iter(&self.text.as_bytes()[from..limit], b"{%").map(|at| from + at) {
            let mut words = self.text[at + 2..limit].split(|c: char| !c.is_ascii_alphabetic());
            match words.find(|word| !word.is_empty()) {
                Some("if" | "unless" | "case" | "for") => depth += 1,
                Some("endif" | "endunless" | "endcase" | "endfor") if depth == 0 => return Some(at),
                Some("endif" | "endunless" | "endcase" | "endfor") => depth -= 1,
                _ => {}
            }
        }
        None
    }

    /// The template that begins here, if one does.
    pub(super) fn template(&self, place: Place) -> Option<Token> {
        let rest = self.rest(self.pos);
        if rest.starts_with("<!--") {
            return self.comment();
        }
        let length = match rest.as_bytes() {
            [b'<', b'%', ..] => rest.find("%>").filter(|&at| at < LONGEST).map(|at| at + 2)?,
            [b'<', b'=' | b'-', ..] if let Some(remark) = self.arrow() => return Some(remark),
            [b'<', b'0'..=b'9', ..] if let Some(callout) = self.callout() => return Some(callout),
            [b'<', ..]
                if place == Place::Value
                    && let Some(length) = markup(rest) =>
            {
                return Some(self.bare_markup(length));
            }
            [b'<', ..] => angle(self.short_line()).or_else(|| angle_over_lines(rest))?,
            [b'{', b'{', ..] => double_brace(self.short_line())?,
            [b'[' | b'{', b' ' | b'.' | 0xe2, ..] if place == Place::Key => {
                bracketed_dots(self.short_line())?
            }
            [b'[', first, ..] if place == Place::Key && first.is_ascii_alphabetic() => {
                bracketed_words(self.short_line())?
            }
            [b'{', b'"' | b'\n' | b'\r', ..] | [b'{', b' ', b'"', ..] => return None,
            [b'{', ..] => brace(self.short_line())?,
            [b'$', ..] => variable(self.short_line())?,
            [b'%', ..] => percent(self.short_line())?,
            [b'@', b'{', ..] => self.short_line().find('}').map(|at| at + 1)?,
            [b':', first, ..] if place == Place::Value && first.is_ascii_alphabetic() => {
                route(self.short_line())?
            }
            _ => return None,
        };
        let end = self.pos + length + self.glued(self.pos + length);
        if place == Place::Key && says_left_out(&rest[..length]) && rest.starts_with(['[', '{']) {
            return Some(self.elision(end));
        }
        Some(self.placeholder(end))
    }

    /// The end of the template inside a string whose own quotes include the one at `quote`: `{{< var name="port" >}}`. The
    /// string begins at `from`.
    pub(super) fn end_of_template_over(&self, from: usize, quote: usize) -> Option<usize> {
        let next = self.byte(quote).filter(|byte| *byte == b'"').and_then(|_| self.byte(quote + 1))?;
        if matches!(next, b',' | b':' | b'}' | b']' | b'\r' | b'\n') {
            return None;
        }
        let before = &self.text[from..quote];
        TEMPLATES.iter().find_map(|(open, close)| {
            let start = before.rfind(open)?;
            let line = self.line_rest(from + start);
            let line = &line[..line.floor_char_boundary(LONGEST.min(line.len()))];
            let end = line.find(close).filter(|end| from + start + end > quote)?;
            let inner = &line[open.len()..end];
            // A string that is not closed, before one that holds the end of another template.
            let is_whole = inner.matches('"').count().is_multiple_of(2) && !inner.contains("\":");
            is_whole.then_some(from + start + end + close.len())
        })
    }

    /// `#`, `#id` or `#unixtime` in the place of a value. What follows tells it from a comment: the comma or the
    /// bracket after the value, and no words after those.
    pub(super) fn hash_placeholder(&self) -> Option<Token> {
        let line = self.short_line().strip_prefix('#')?;
        let tail = line.trim_start_matches(|c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '-'));
        let length = 1 + line.len() - tail.len();
        let after = tail.trim_start().strip_prefix([',', '}', ']'])?.trim_start();
        let goes_on = after.is_empty() || after.starts_with([',', '}', ']', '"', '{', '[', '#', '/']);
        goes_on.then(|| self.placeholder(self.pos + length))
    }

    /// Markup of this length as a value that lacks its quotes.
    fn bare_markup(&self, length: usize) -> Token {
        let token = Token::new(TokenKind::Word, self.pos, self.pos + length);
        let span = token.span;
        let quoted = quote(span.of(self.text));
        token.flaw(IssueKind::UnquotedValue, span, vec![replace(span, quoted)])
    }

    /// The text from here to `end` as a value that the reader fills in.
    fn placeholder(&self, end: usize) -> Token {
        let token = Token::new(TokenKind::Placeholder, self.pos, end);
        let span = token.span;
        let quoted = quote(span.of(self.text));
        token.flaw(IssueKind::Placeholder, span, vec![replace(span, quoted)])
    }

    fn short_line(&self) -> &str {
        let line = self.line_rest(self.pos);
        &line[..line.floor_char_boundary(LONGEST.min(line.len()))]
    }

    /// Text and templates glued to a template: `<a>@<b>.com`, `{?a}{?b}`.
    fn glued(&self, from: usize) -> usize {
        /// No more templates are passed.
        const MOST: usize = 16;
        let line = self.line_rest(from);
        let ends = |c: char| c.is_whitespace() || matches!(c, ',' | ']' | '}' | ':' | '"' | '{' | '[');
        let mut end = 0;
        for _ in 0..MOST {
            let rest = &line[end..];
            end += rest.find(ends).unwrap_or(rest.len());
            match Some(&line[end..]).filter(|rest| rest.starts_with('{')).and_then(brace) {
                Some(length) => end += length,
                None => break,
            }
        }
        end
    }
}

/// `text` as a JSON string.
pub(super) fn quote(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}

fn angle(line: &str) -> Option<usize> {
    let mut depth = 0_usize;
    for (at, c) in line.char_indices() {
        match c {
            '<' => depth += 1,
            '>' => {
                depth -= 1;
                if depth == 0 {
                    return (at > 1).then_some(at + 1);
                }
            }
            '"' if depth == 0 => return None,
            _ => {}
        }
    }
    None
}

/// The length of a document of XML: `<?xml version="1.0"?>` and one element.
fn markup(rest: &str) -> Option<usize> {
    /// No longer one is looked for.
    const FARTHEST: usize = 64 * 1024;
    let near = &rest[..rest.floor_char_boundary(FARTHEST.min(rest.len()))];
    let declared = near.strip_prefix("<?xml")?.find("?>")? + "<?xml?>".len();
    let element = near[declared..].trim_start().strip_prefix('<')?;
    let is_name = |c: char| c.is_alphanumeric() || matches!(c, ':' | '_' | '-' | '.');
    let name = &element[..element.len() - element.trim_start_matches(is_name).len()];
    let close = format!("</{name}>");
    let end = near.rfind(&close).filter(|_| !name.is_empty())?;
    Some(end + close.len())
}

/// `<the parcel: sender, weight` and `recipient>` on one of the next lines.
fn angle_over_lines(rest: &str) -> Option<usize> {
    /// No more line breaks are passed.
    const BREAKS: usize = 3;
    let near = &rest[..rest.floor_char_boundary(LONGEST.min(rest.len()))];
    let end = near.find('>')?;
    let inner = &near[1..end];
    let breaks = inner.matches('\n').count();
    let plain = !inner.contains(['<', '"', '{', '}', '[', ']', '=', '/']);
    (plain && inner.starts_with(char::is_alphabetic) && (1..=BREAKS).contains(&breaks)).then_some(end + 1)
}

/// `{{x}}`, and `{{{x}}}`, which is not escaped.
fn double_brace(line: &str) -> Option<usize> {
    let end = line.find("}}")?;
    let is_triple = line.starts_with("{{{") && line[end..].starts_with("}}}");
    let width = if is_triple { 3 } else { 2 };
    let inner = line[width..end].trim();
    (!inner.is_empty() && !inner.starts_with(['"', '\'']) && !inner.contains("\":")).then_some(end + width)
}

fn brace(line: &str) -> Option<usize> {
    let end = line.find('}')?;
    let inner = line[1..end].trim();
    let plain = |c: char| !matches!(c, '"' | '\'' | ':' | ',' | '{' | '[' | ']' | '“' | '”');
    let named = inner.starts_with(|c: char| {
        c.is_alphabetic() || matches!(c, '<' | '_' | '$' | '@' | '#' | '/' | '?' | '+')
    });
    (named && !inner.starts_with("//") && inner.chars().all(plain)).then_some(end + 1)
}

/// `[...]` or `[ … other fields …]` where members belong.
fn bracketed_dots(line: &str) -> Option<usize> {
    let end = line.find([']', '}'])?;
    let inner = line[1..end].trim();
    let is_dot = |c: char| matches!(c, '.' | '…');
    let framed = inner.starts_with(is_dot) && inner.ends_with(is_dot) && !inner.contains(':');
    framed.then_some(end + 1)
}

/// `[snip]`, `[more fields]` where members belong.
fn bracketed_words(line: &str) -> Option<usize> {
    let end = line.find(']')?;
    let words = &line[1..end];
    let plain = words.chars().all(|c| c.is_ascii_alphabetic() || matches!(c, ' ' | '.' | '-'));
    (plain && says_left_out(words)).then_some(end + 1)
}

fn variable(line: &str) -> Option<usize> {
    let rest = &line[1..];
    if rest.starts_with('{') {
        return line.find('}').map(|at| at + 1);
    }
    if rest.starts_with('(') {
        return line.find(')').map(|at| at + 1);
    }
    let length = rest
        .find(|c: char| !(c.is_ascii_alphanumeric() || matches!(c, '_' | '.' | '-')))
        .unwrap_or(rest.len());
    (length > 0 && !rest.starts_with('.')).then_some(length + 1)
}

fn percent(line: &str) -> Option<usize> {
    let rest = &line[1..];
    let length = rest.find(|c: char| !(c.is_ascii_alphanumeric() || c == '_')).unwrap_or(rest.len());
    (length > 0).then(|| 1 + length + usize::from(rest[length..].starts_with('%')))
}

fn route(line: &str) -> Option<usize> {
    let rest = &line[1..];
    let length = rest.find(|c: char| !(c.is_ascii_alphanumeric() || c == '_')).unwrap_or(rest.len());
    let word = &rest[..length];
    (!matches!(word, "true" | "false" | "null")).then_some(length + 1)
}
