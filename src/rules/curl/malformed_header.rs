//! `curl/malformed-header`.

use crate::rules::{CommandContext, Findings, quote};
use crate::syntax::http::field;
use crate::syntax::shell::curl::Argument;
use crate::syntax::shell::{Quoting, Word};
use crate::text::{Edit, LocalSpan, Span};

declare_rule! {
    /// An argument of `-H` that is not a header field.
    ///
    /// ## What it finds
    ///
    /// An argument without the colon after the name, with `=` in its place, with white space before it, without a name, or
    /// with its value outside of the quotes. `Name;`, `Name:`, files and templates pass.
    ///
    /// ## Why it matters
    ///
    /// `curl` does not send such a field, and reads a value outside of the quotes as another URL.
    ///
    /// ## Example
    ///
    /// ```bash
    /// curl -H "Content-Type": "application/json" https://api.parcelo.example/v1/parcels
    /// ```
    ///
    /// should be
    ///
    /// ```bash
    /// curl -H "Content-Type: application/json" https://api.parcelo.example/v1/parcels
    /// ```
    ///
    /// ## How to fix it
    ///
    /// Write `-H 'Name: value'`.
    "curl/malformed-header": Error, Default, fix Safe;
    Command(check)
}
fn check(cx: CommandContext<'_, '_>, findings: &mut Findings<'_>) {
    if !cx.is_sound() {
        return;
    }
    for (index, argument) in cx.arguments().iter().enumerate() {
        if !argument.is("header") && !argument.is("proxy-header") {
            continue;
        }
        let Some(word) = &argument.value else { continue };
        let text = word.text(cx.text());
        let rest = &cx.arguments()[index + 1..];
        if let Some(last) = outside(cx, &text, rest) {
            value_outside(cx, word, &text, last, findings);
        } else {
            field(cx, word, &text, findings);
        }
    }
}

/// The last of the words behind a field that belong to its value.
fn outside<'a>(cx: CommandContext<'_, '_>, text: &str, rest: &'a [Argument]) -> Option<&'a Argument> {
    let text = text.trim_end();
    let scheme = text
        .split_once(':')
        .is_some_and(|(_, value)| matches!(value.trim(), "Bearer" | "Basic" | "Token" | "Digest"));
    if !text.ends_with(':') && !scheme {
        return None;
    }
    let stray = |argument: &&Argument| {
        argument.name.is_empty() && {
            let written = argument.span.of(cx.text());
            let host = written.split('/').next().unwrap_or_default();
            let bare = argument.value.as_ref().is_some_and(|word| word.quoting == Quoting::Bare);
            let url = written.contains("://") || written.contains("localhost") || bare && host.contains('.');
            (!url || media_type(written)) && (!scheme || !written.contains('/')) && written != "curl"
        }
    };
    rest.iter().take_while(stray).last()
}

fn media_type(written: &str) -> bool {
    let bare = written.trim_matches(['"', '\'']);
    ["application/", "text/", "image/", "multipart/", "audio/"].iter().any(|start| bare.starts_with(start))
}

fn value_outside(
    cx: CommandContext<'_, '_>,
    word: &Word,
    text: &str,
    last: &Argument,
    findings: &mut Findings<'_>,
) {
    let name = text.split(':').next().unwrap_or_default();
    let value = LocalSpan { start: word.span.end, end: last.span.end };
    let written = word.span.of(cx.text());
    if let Some(mark) = ["\\\"", "\\'"].into_iter().find(|mark| written.starts_with(mark)) {
        return escaped_quotes(cx, word.span.to(last.span), mark, name, findings);
    }
    let message = match word.quoting {
        Quoting::Bare => format!("header field {} is not in quotes: the shell splits it", quote::code(name)),
        _ => format!("the value of {} is outside the quotes", quote::code(name)),
    };
    let written = value.of(cx.text()).trim();
    let whole = word.span.to(last.span);
    let bare: String = written.chars().filter(|c| !matches!(c, '"' | '\'')).collect();
    let finding = findings.report(cx.span(whole), message);
    let mark = if bare.contains('$') || word.span.of(cx.text()).starts_with('"') { '"' } else { '\'' };
    if !bare.contains(['\\', '\n', '`']) {
        let text = format!("{mark}{} {bare}{mark}", text.trim_end());
        finding.safe_fix("move the whole field inside the quotes", vec![cx.edit(whole, &text)]);
    }
}

/// A field whose quotes have a backslash, which makes them a part of the text.
fn escaped_quotes(
    cx: CommandContext<'_, '_>,
    field: LocalSpan,
    mark: &str,
    name: &str,
    findings: &mut Findings<'_>,
) {
    let name = quote::code(name.trim_start_matches(['"', '\'']));
    let places = field.of(cx.text()).match_indices(mark).map(|(at, _)| field.start as usize + at);
    let edits = places.map(|at| cx.edit(LocalSpan::new(at, at + 1), "")).collect();
    findings
        .report(
            cx.span(field),
            format!("{} is not a quote to the shell: it splits the field {name}", quote::code(mark)),
        )
        .unsafe_fix("remove the backslashes", edits);
}

/// A field by itself.
fn field(cx: CommandContext<'_, '_>, word: &Word, text: &str, findings: &mut Findings<'_>) {
    let span = cx.span(word.inner());
    if text.strip_prefix('{').is_some_and(|inner| inner.trim_start().starts_with(['"', '\''])) {
        findings.report(span, "a JSON object is not a header field: expected `Name: value`");
        return;
    }
    let is_template = text.starts_with(['@', '$', '<', '{', '[', '%']);
    // Another rule speaks of an option that is taken for the argument.
    let is_option = word.quoting == Quoting::Bare && text.starts_with('-');
    if is_template || is_option || text.contains("...") || text.contains('…') {
        return;
    }
    let one = (word.pieces.len() == 1).then(|| word.inner());
    let place = |at: usize, length: usize| {
        one.map(|one| LocalSpan::new(one.start as usize + at, one.start as usize + at + length))
    };
    let replace = |at: usize, length: usize, with: &str| {
        place(at, length).map(|place| cx.edit(place, with)).into_iter().collect::<Vec<_>>()
    };
    let Some(colon) = text.find(':') else {
        return without_colon(text, span, replace, findings);
    };
    let name = &text[..colon];
    let trimmed = name.trim_end();
    if trimmed.is_empty() {
        findings.report(span, "expected a header field `Name: value`, found no name");
    } else if trimmed.len() < name.len() && trimmed.chars().all(is_name) {
        findings
            .report(
                span,
                format!("white space is not allowed between {} and its colon", quote::code(trimmed)),
            )
            .safe_fix("remove the white space", replace(trimmed.len(), name.len() - trimmed.len(), ""));
    } else if let Some(second) = second_field(&text[colon + 1..]) {
        let message = format!(
            "two header fields in one argument: write {} behind a `-H` of its own",
            quote::code(second)
        );
        findings.report(span, message);
    } else if !name.contains(['<', '{', '$', '[', '%']) && !name.chars().all(is_name) {
        findings.report(span, format!("{} is not a header field name", quote::code(name)));
    }
}

/// The name of a registered field behind a comma: `application/json, Accept: text/csv`.
fn second_field(value: &str) -> Option<&str> {
    value.split([',', ';']).skip(1).find_map(|part| {
        let (name, rest) = part.trim().split_once(": ")?;
        (field::find(name).is_some() && !rest.trim().is_empty()).then_some(name)
    })
}

fn without_colon(
    text: &str,
    span: Span,
    replace: impl Fn(usize, usize, &str) -> Vec<Edit>,
    findings: &mut Findings<'_>,
) {
    let name = &text[..text.find(|c: char| !is_name(c)).unwrap_or(text.len())];
    let rest = &text[name.len()..];
    // `Name;` sends an empty field.
    if text.is_empty() || rest == ";" || rest.starts_with(['<', '{', '$']) {
        return;
    }
    let known = name.contains('-')
        || ["accept", "authorization", "host", "cookie", "origin", "referer", "range"]
            .iter()
            .any(|known| name.eq_ignore_ascii_case(known));
    let gap = rest.len() - rest.trim_start_matches([' ', '=']).len();
    let found = if rest.trim_start().starts_with('=') { "`=`" } else { "nothing" };
    let message = format!("expected `:` after the header field name {}, found {found}", quote::code(text));
    let finding = findings.report(span, message);
    if known && gap > 0 && gap < rest.len() {
        finding.safe_fix("insert the colon", replace(name.len(), gap, ": "));
    }
}

/// A character of a field's name (RFC 9110 section 5.1).
fn is_name(c: char) -> bool {
    c.is_ascii_alphanumeric() || "!#$%&'*+-.^_|~".contains(c)
}
