//! `curl/implicit-form`.

use crate::extract::BodyKind;
use crate::rules::{CommandContext, Findings};
use crate::syntax::shell::Word;
use crate::text::LocalSpan;

declare_rule! {
    /// A command that sends JSON as a form.
    ///
    /// ## What it finds
    ///
    /// JSON in `-d` or `--data…` of a command that has neither a `Content-Type` field nor `--json`.
    ///
    /// ## Why it matters
    ///
    /// Without the field `curl` sends `Content-Type: application/x-www-form-urlencoded`. Many servers then do not read the
    /// body as JSON.
    ///
    /// ## Example
    ///
    /// ```bash
    /// curl -X POST https://api.parcelo.example/v1/parcels -d '{ "weightGrams": 900 }'
    /// ```
    ///
    /// should be
    ///
    /// ```bash
    /// curl -X POST https://api.parcelo.example/v1/parcels -H 'Content-Type: application/json' -d '{ "weightGrams": 900 }'
    /// ```
    ///
    /// ## How to fix it
    ///
    /// Add `-H 'Content-Type: application/json'`, or use `--json` instead of `-d`.
    "curl/implicit-form": Warning, Strict, fix Unsafe;
    Command(check)
}
fn check(cx: CommandContext<'_, '_>, findings: &mut Findings<'_>) {
    let Some(message) = cx.message().filter(|message| message.body.kind == BodyKind::Json) else { return };
    let request = &cx.command.request;
    let unknown = |word: &Word| {
        let text = word.text(cx.text());
        let name = text.split(':').next().unwrap_or_default().trim();
        name.eq_ignore_ascii_case("content-type") || !text.contains(':') || name.contains(['$', '{', '<'])
    };
    let is_json = cx.arguments().iter().any(|argument| {
        argument.is("json") || argument.is("config") || argument.option.is_none() && !argument.name.is_empty()
    });
    if is_json || request.headers.iter().any(unknown) || !cx.is_sound() {
        return;
    }
    let data = cx.arguments().iter().find(|argument| {
        argument.option.is_some_and(|option| option.name().starts_with("data"))
            && argument.value.as_ref().is_some_and(|word| word.span.start <= message.body.span.start)
    });
    let Some(data) = data else { return };
    let name = &data.name;
    let start = LocalSpan::empty(data.span.start as usize);
    findings
        .report(cx.span(data.span), format!("`{name}` sends this JSON as a form: `Content-Type` is missing"))
        .unsafe_fix(
            "add `-H 'Content-Type: application/json'`",
            vec![cx.edit(start, "-H 'Content-Type: application/json' ")],
        );
}
