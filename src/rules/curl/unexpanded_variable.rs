//! `curl/unexpanded-variable`.

use std::collections::HashSet;

use crate::conformance::Page;
use crate::rules::{CommandContext, Findings, quote};
use crate::syntax::shell::{Flavour, Quotes, Quoting, Word};
use crate::text::LocalSpan;

declare_rule! {
    /// A variable in single quotes, where the shell does not expand it.
    ///
    /// ## What it finds
    ///
    /// `$NAME` or `${NAME}` inside `'…'`, where the page sets the variable, or uses it elsewhere in a way that is expanded.
    ///
    /// ## Why it matters
    ///
    /// The server gets the name of the variable instead of its value.
    ///
    /// ## Example
    ///
    /// ```bash
    /// TOKEN=secret
    /// curl -H 'Authorization: Bearer $TOKEN' https://api.parcelo.example/v1/parcels
    /// ```
    ///
    /// should be
    ///
    /// ```bash
    /// TOKEN=secret
    /// curl -H "Authorization: Bearer $TOKEN" https://api.parcelo.example/v1/parcels
    /// ```
    ///
    /// ## How to fix it
    ///
    /// Use double quotes, or end the single ones before the variable: `'…'"$NAME"'…'`.
    "curl/unexpanded-variable": Warning, Strict, fix Safe;
    Document(check)
}
fn check(page: &Page<'_>, findings: &mut Findings<'_>) {
    let commands = || {
        page.examples.iter().flat_map(|example| {
            let posix = example.commands.iter().filter(|command| command.shell == Flavour::Posix);
            posix.map(move |command| CommandContext { page, example, command })
        })
    };
    let words = || {
        commands().flat_map(|cx| {
            let values = cx.command.request.arguments.iter().filter_map(|argument| argument.value.as_ref());
            values.map(move |word| (cx, word))
        })
    };
    let is_single = |word: &Word| word.quoting == Quoting::Single && word.quotes == Quotes::Sound;
    let literal: Vec<_> = words()
        .filter(|(cx, word)| is_single(word) && variables(word.inner().of(cx.text())).next().is_some())
        .collect();
    if literal.is_empty() {
        return;
    }
    let mut known: HashSet<&str> = HashSet::new();
    for (cx, word) in words().filter(|(_, word)| word.expands && word.quoting != Quoting::Single) {
        known.extend(variables(word.span.of(cx.text())).map(|(_, name)| name));
    }
    for example in page.examples.iter().filter(|example| !example.commands.is_empty()) {
        known.extend(example.text().lines().filter_map(assigned));
    }
    for (cx, word) in literal {
        let inner = word.inner();
        let Some((at, name)) = variables(inner.of(cx.text())).find(|(_, name)| known.contains(name)) else {
            continue;
        };
        let start = inner.start as usize + at;
        let span = LocalSpan::new(start, start + 1 + name.len());
        let message = format!("{} is not expanded inside `'…'`", quote::code(&format!("${name}")));
        let finding = findings.report(cx.span(span), message);
        if !inner.of(cx.text()).contains(['"', '\\', '`', '!']) && word.span.len() == inner.len() + 2 {
            let ends = [(word.span.start, inner.start), (inner.end, word.span.end)];
            let edits = ends.map(|(start, end)| cx.edit(LocalSpan { start, end }, "\""));
            finding.safe_fix("use double quotes", edits.to_vec());
        }
    }
}

/// The variables that a text names in capitals, with their places.
fn variables(text: &str) -> impl Iterator<Item = (usize, &str)> {
    text.match_indices('$').filter_map(|(at, _)| {
        let rest = &text[at + 1..];
        let rest = rest.strip_prefix('{').unwrap_or(rest);
        let end = rest.find(|c: char| !(c.is_ascii_uppercase() || c.is_ascii_digit() || c == '_'));
        let name = &rest[..end.unwrap_or(rest.len())];
        (name.len() > 1 && name.starts_with(|c: char| c.is_ascii_uppercase())).then_some((at, name))
    })
}

/// The variable that a line sets.
fn assigned(line: &str) -> Option<&str> {
    let line = line.trim_start().trim_start_matches("$ ");
    let line = line.strip_prefix("export ").unwrap_or(line);
    let (name, _) = line.split_once('=')?;
    let is_name = |c: char| c.is_ascii_uppercase() || c.is_ascii_digit() || c == '_';
    (!name.is_empty() && name.chars().all(is_name)).then_some(name)
}
