//! `curl/missing-option`.

use crate::rules::{CommandContext, Findings};
use crate::syntax::http::field;
use crate::syntax::shell::Quoting;
use crate::syntax::shell::curl::Argument;
use crate::text::LocalSpan;

declare_rule! {
    /// An argument without its option.
    ///
    /// ## What it finds
    ///
    /// A quoted header field or a quoted JSON object that no option comes before.
    ///
    /// ## Why it matters
    ///
    /// `curl` reads it as another URL: the field or the data is not sent, and a second request fails.
    ///
    /// ## Example
    ///
    /// ```bash
    /// curl https://api.parcelo.example/v1/parcels 'Accept: application/json'
    /// ```
    ///
    /// should be
    ///
    /// ```bash
    /// curl https://api.parcelo.example/v1/parcels -H 'Accept: application/json'
    /// ```
    ///
    /// ## How to fix it
    ///
    /// Write `-H` before a header field, and `-d` or `--json` before data.
    "curl/missing-option": Error, Default, fix Safe;
    Command(check)
}
fn check(cx: CommandContext<'_, '_>, findings: &mut Findings<'_>) {
    if !cx.is_sound() {
        return;
    }
    let mut before: Option<&Argument> = None;
    for argument in cx.arguments() {
        let word = argument.value.as_ref().filter(|word| word.quoting != Quoting::Bare);
        let previous = before.replace(argument);
        let Some(word) = word
            .filter(|_| argument.name.is_empty() && !previous.is_some_and(|argument| is_slip(cx, argument)))
        else {
            continue;
        };
        let text = word.text(cx.text());
        let at = LocalSpan::empty(argument.span.start as usize);
        let first = LocalSpan::new(at.start as usize, at.start as usize + 1);
        if is_field(&text) {
            findings
                .report(cx.span(first), "expected `-H` before the header field: `curl` reads it as a URL")
                .safe_fix("insert `-H`", vec![cx.edit(at, "-H ")]);
        } else if is_object(&text) {
            findings
                .report(cx.span(first), "expected `-d` or `--json` before the data: `curl` reads it as a URL")
                .help("write `--json`, or `-d` and a `Content-Type`, before the data");
        }
    }
}

/// Whether what comes before is itself a slip, of which another rule speaks: an option that there is none of, one that
/// takes no argument where `-H` does, or one that is torn (`-- data`) or glued to a method (`PUT-d`).
fn is_slip(cx: CommandContext<'_, '_>, argument: &Argument) -> bool {
    let value = || argument.value.as_ref().map(|word| word.text(cx.text())).unwrap_or_default();
    match &*argument.name {
        "" => value().chars().all(|c| c.is_ascii_alphabetic() || c == '-'),
        "-h" => true,
        _ if argument.is("request") => value().contains('-'),
        _ => argument.option.is_none(),
    }
}

/// `Name: value`, with a name that is registered or can be nothing else.
fn is_field(text: &str) -> bool {
    let Some((name, value)) = text.split_once(": ") else { return false };
    let is_name = !name.is_empty() && name.chars().all(|c| c.is_ascii_alphanumeric() || c == '-');
    is_name && !value.trim().is_empty() && (name.contains('-') || field::find(name).is_some())
}

/// An object of JSON, and no template.
fn is_object(text: &str) -> bool {
    let text = text.trim_start();
    let rest = text.strip_prefix('[').map_or(text, str::trim_start);
    rest.strip_prefix('{').is_some_and(|members| members.trim_start().starts_with('"'))
}
