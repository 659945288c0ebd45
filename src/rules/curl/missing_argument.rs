//! `curl/missing-argument`.

use crate::rules::{CommandContext, Findings, quote};
use crate::syntax::http::method;
use crate::syntax::shell::{CurlOption, Quoting};

declare_rule! {
    /// An option without its argument.
    ///
    /// ## What it finds
    ///
    /// An option that takes an argument at the end of the command, before another option, or, for `-X` and `-H`, before the
    /// address.
    ///
    /// ## Why it matters
    ///
    /// `curl` stops, or reads the next option as the argument.
    ///
    /// ## Example
    ///
    /// ```bash
    /// curl -X https://api.parcelo.example/v1/parcels
    /// ```
    ///
    /// should be
    ///
    /// ```bash
    /// curl -X GET https://api.parcelo.example/v1/parcels
    /// ```
    ///
    /// ## How to fix it
    ///
    /// Write the argument, or remove the option.
    "curl/missing-argument": Error, Default, fix None;
    Command(check)
}
fn check(cx: CommandContext<'_, '_>, findings: &mut Findings<'_>) {
    if !cx.is_sound() {
        return;
    }
    for argument in cx.arguments() {
        let Some(option) = argument.option.filter(|option| option.takes_argument() && !argument.joined)
        else {
            continue;
        };
        let name = &argument.name;
        let Some(word) = &argument.value else {
            let message = format!("expected an argument after `{name}`");
            findings.report(cx.span(argument.span), message);
            continue;
        };
        let value = word.text(cx.text());
        if word.quoting == Quoting::Bare && is_option(&value) {
            let message = format!("expected an argument after `{name}`, found {}", quote::code(&value));
            findings.report(cx.span(argument.span), message).related(cx.span(word.span), "the next option");
        } else if is_address(&value) && option.name() == "header"
            || value.contains('/') && option.name() == "request" && !value.split('/').all(method::is_common)
        {
            let message = format!("expected an argument after `{name}`, found the URL");
            findings.report(cx.span(argument.span), message).related(cx.span(word.span), "the URL");
        }
    }
}

fn is_address(text: &str) -> bool {
    text.starts_with("http://") || text.starts_with("https://")
}

/// Whether a word can only be an option.
fn is_option(word: &str) -> bool {
    match word.strip_prefix("--") {
        Some(name) => CurlOption::long(name).is_some(),
        None => word.strip_prefix('-').is_some_and(|letters| {
            let mut letters = letters.chars();
            letters.next().is_some_and(|c| c.is_ascii_alphabetic() && CurlOption::short(c).is_some())
                && letters.next().is_none()
        }),
    }
}
