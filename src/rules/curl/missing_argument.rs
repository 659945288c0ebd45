//! `curl/missing-argument`.

use crate::rules::{CommandContext, Findings};
use crate::syntax::http::method;

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
    for (at, argument) in cx.arguments().iter().enumerate() {
        let Some(option) = argument.option.filter(|option| option.takes_argument() && !argument.joined)
        else {
            continue;
        };
        let name = &argument.name;
        let Some(word) = &argument.value else {
            let message = format!("expected an argument after `{name}`");
            let Some(next) = cx.arguments().get(at + 1) else {
                findings.report(cx.span(argument.span), message);
                continue;
            };
            let message = format!("{message}, found {}", cx.code(next.span));
            findings.report(cx.span(argument.span), message).related(cx.span(next.span), "the next option");
            continue;
        };
        let value = word.text(cx.text());
        if is_address(&value) && option.name() == "header"
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
