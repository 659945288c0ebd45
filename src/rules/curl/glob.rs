//! `curl/glob`.

use crate::rules::{CommandContext, Findings};
use crate::text::LocalSpan;

declare_rule! {
    /// Brackets or braces in a URL that `curl` reads as a pattern.
    ///
    /// ## What it finds
    ///
    /// `[` after a name, as in `filter[carrier]=swift`, and braces with a comma, in a URL, where the command does not
    /// have `-g`. Ranges such as `[1-5]`, hosts such as `[::1]`, and templates such as `{id}` pass.
    ///
    /// ## Why it matters
    ///
    /// `curl` expands `[1-5]` and `{one,two}` to a list of URLs. Other brackets are an error, `bad range`, also inside
    /// the quotes of the shell.
    ///
    /// ## Example
    ///
    /// ```bash
    /// curl 'https://api.parcelo.example/v1/parcels?filter[carrier]=swift'
    /// ```
    ///
    /// should be
    ///
    /// ```bash
    /// curl -g 'https://api.parcelo.example/v1/parcels?filter[carrier]=swift'
    /// ```
    ///
    /// ## How to fix it
    ///
    /// Add `-g`, or write `%5B` and `%5D`.
    "curl/glob": Warning, Strict, fix Safe;
    Command(check)
}
fn check(cx: CommandContext<'_, '_>, findings: &mut Findings<'_>) {
    if !cx.is_sound() || cx.arguments().iter().any(|argument| argument.is("globoff")) {
        return;
    }
    for argument in cx.arguments().iter().filter(|argument| argument.name.is_empty() || argument.is("url")) {
        let Some(word) = &argument.value else { continue };
        let inner = word.inner();
        let written = inner.of(cx.text());
        // JSON that an option is missing for, and programs whose brackets are their own.
        if written.starts_with("{\n") || written.starts_with("{\r") || written.contains("$(") {
            continue;
        }
        let Some((at, length)) = pattern(written) else { continue };
        let start = inner.start as usize + at;
        let span = LocalSpan::new(start, start + length);
        let message = format!("`curl` reads {} in a URL as a pattern", cx.code(span));
        let end = LocalSpan::empty(cx.command.request.program.end as usize);
        findings.report(cx.span(span), message).safe_fix("add `-g`", vec![cx.edit(end, " -g")]);
        return;
    }
}

/// The first thing in an address that `curl` would take for a pattern, and that is not meant as one.
fn pattern(address: &str) -> Option<(usize, usize)> {
    for (at, open) in address.match_indices(['[', '{']) {
        let close = if open == "[" { ']' } else { '}' };
        let Some(length) = address[at..].find(close) else { continue };
        let inner = &address[at + 1..at + length];
        let before = address[..at].chars().next_back();
        let subscript = before.is_some_and(|c| c.is_ascii_alphanumeric() || c == '_' || c == ']');
        let range = inner.contains('-') && inner.len() < 16;
        // `${options[@]}`: an array of the shell.
        let expanded = address[..at].rfind("${").is_some_and(|start| !address[start..at].contains('}'));
        let is_one = match open {
            // `[host][:port]`: two holes.
            "[" => subscript && !range && !expanded && !inner.starts_with(':'),
            _ => inner.contains(',') && inner.contains(':') && !address[..at].ends_with('$'),
        };
        if is_one {
            return Some((at, length + 1));
        }
    }
    None
}
