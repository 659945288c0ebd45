//! `http/invalid-target`.

use std::ops::Range;

use crate::diagnostic::Level;
use crate::extract::{Dialect, MessageForm};
use crate::rules::{Findings, MessageContext, departure};
use crate::syntax::http::Part;
use crate::syntax::http::field::address;
use crate::text::LocalSpan;

declare_rule! {
    /// The request target is not a valid URI.
    ///
    /// ## What it finds
    ///
    /// `&amp;` in place of `&`, a scheme that is written twice or without its slashes (`https:/…`), a second `?` and
    /// typographic quotes. At the strict level also a raw space, a quote, `**` or a line break. Templates such as `{id}`,
    /// `{id | name}` and `<id>` are normal in documentation, also with spaces inside, and a target that is wrapped below a
    /// comment about line breaks passes.
    ///
    /// ## Why it matters
    ///
    /// A target is a URI (RFC 9112 section 3.2): a server reads it up to the first space. Spaces and quotes must be
    /// percent-encoded.
    ///
    /// ## Example
    ///
    /// ```http
    /// GET /parcels?$filter=carrier eq 'swift' HTTP/1.1
    /// ```
    ///
    /// should be
    ///
    /// ```http
    /// GET /parcels?$filter=carrier%20eq%20'swift' HTTP/1.1
    /// ```
    ///
    /// ## How to fix it
    ///
    /// Write `%20` for a space and `%22` for a quote, and put the target on one line.
    "http/invalid-target": Warning, Default, fix Safe;
    Sent(check)
}

fn check(cx: MessageContext<'_, '_>, findings: &mut Findings<'_>) {
    let Some(line) = cx.message.http.request() else { return };
    let target = line.target;
    if let Some(fault) = address::check(target.text) {
        departure::report(cx, (target.text, target.span.start), &fault, "the request target: ", findings);
        return;
    }
    let Some((at, what)) = culprit(target.text) else { return };
    if what == LINE_BREAK && explains_line_breaks(cx.text(), line.line) {
        return;
    }
    // The shell has more to say about these.
    if what == TYPOGRAPHIC && cx.message.form == MessageForm::Command {
        return;
    }
    if what == SPACE && cx.message.form == MessageForm::Command {
        return blank_in_command(cx, target, at.start, findings);
    }
    let start = target.span.start as usize + at.start;
    let span = LocalSpan::new(start, start + at.len());
    let finding = findings.report(cx.span(span), format!("the request target contains {what}"));
    if what != TYPOGRAPHIC {
        finding.level(Level::Strict);
    }
}

/// A blank in the address of a command, which `curl` refuses.
fn blank_in_command(cx: MessageContext<'_, '_>, target: Part<'_>, at: usize, findings: &mut Findings<'_>) {
    let text = target.text;
    // A command or a placeholder within the address has blanks of its own.
    let in_brackets = text[..at].rfind('[').is_some_and(|open| !text[open..at].contains([']', ',', '=']));
    let commands = &cx.example.commands;
    let next = commands.partition_point(|command| command.span.start <= target.span.start);
    let is_said = next > 0 && !commands[next - 1].issues.is_empty();
    if text.contains("$(") || text.contains('`') || in_brackets || is_said {
        return;
    }
    let length = text[at..].len() - text[at..].trim_start().len();
    let start = target.span.start as usize + at;
    let span = LocalSpan::new(start, start + length);
    let finding = findings.report(cx.span(span), "space in a URL, which `curl` rejects");
    let before = &text[..at];
    if at == 0 || at + length == text.len() || before.ends_with("://") {
        let end = quote_below(cx.text(), span.end as usize);
        finding.safe_fix("remove the space", vec![cx.edit(LocalSpan::new(start, end), "")]);
    } else if before.split_once("://").is_some_and(|(_, host)| !host.contains(['/', '?', '#'])) {
        finding.help("remove the space: a host name has none");
    } else {
        finding.help("write `%20`, or `--data-urlencode` with `-G`");
    }
    if !text.contains("://") || cx.example.dialect != Dialect::Curl {
        finding.level(Level::Strict);
    }
}

/// The place of the quote that closes an address on the next line, where nothing but the mark that joins the lines is
/// between; `end` if there is none.
fn quote_below(text: &str, end: usize) -> usize {
    let below = text[end..].strip_prefix("\\\n").map(|rest| rest.trim_start_matches([' ', '\t']));
    below.filter(|rest| rest.starts_with(['"', '\''])).map_or(end, |rest| text.len() - rest.len())
}

const SPACE: &str = "a space; write `%20`";
const LINE_BREAK: &str = "a line break";
const TYPOGRAPHIC: &str = "a typographic quote";

/// The first thing in a target that does not belong there, outside templates.
fn culprit(target: &str) -> Option<(Range<usize>, &'static str)> {
    // Without a branch: nearly every target has nothing of the kind.
    let is_odd = |byte: u8| u8::from(!byte.is_ascii_graphic()) | u8::from(matches!(byte, b'"' | b'*'));
    if target.bytes().fold(0, |any, byte| any | is_odd(byte)) == 0 {
        return None;
    }
    let mut depth = 0_u32;
    // `[Organization URI]/x`: elsewhere a square bracket is none of a template.
    let named = if target.starts_with('[') { target.find(']').unwrap_or(0) } else { 0 };
    for (at, c) in target.char_indices().filter(|(at, _)| *at >= named) {
        let what = match c {
            '{' | '<' => {
                depth += 1;
                continue;
            }
            '}' | '>' => {
                depth = depth.saturating_sub(1);
                continue;
            }
            _ if depth > 0 => continue,
            '\n' => return Some((at..at, LINE_BREAK)),
            '\r' => continue,
            c if c.is_whitespace() => SPACE,
            '"' => "a double quote; write `%22`",
            '“' | '”' | '‘' | '’' | '„' => TYPOGRAPHIC,
            '*' if target[at + 1..].starts_with('*') => return Some((at..at + 2, "`**`")),
            _ => continue,
        };
        return Some((at..at + c.len_utf8(), what));
    }
    None
}

/// Whether a comment above the request line says that its lines were broken for the reader.
fn explains_line_breaks(text: &str, line: LocalSpan) -> bool {
    let above = &text[..line.start as usize];
    let comment = above.lines().rev().find(|line| !line.trim().is_empty()).unwrap_or_default();
    let comment = comment.to_ascii_lowercase();
    ["line", "break", "wrap", "readab", "legib", "8792"].iter().any(|word| comment.contains(word))
}
