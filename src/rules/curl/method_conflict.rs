//! `curl/method-conflict`.

use crate::diagnostic::{Level, Severity};
use crate::rules::{CommandContext, Findings, MessageContext};
use crate::syntax::http::method;
use crate::syntax::shell::curl::Argument;
use crate::text::LocalSpan;

declare_rule! {
    /// A command with a method twice, in the wrong place, or in conflict with its data.
    ///
    /// ## What it finds
    ///
    /// A method where data or a URL is expected (`-d POST`, `curl POST https://…`), two methods, and `-I` with data.
    /// At the strict level also data with `-X GET` or `-X HEAD`.
    ///
    /// ## Why it matters
    ///
    /// `curl` sends the method as data, looks for a host of that name, uses the last method, or rejects the command.
    ///
    /// ## Example
    ///
    /// ```bash
    /// curl POST https://api.parcelo.example/v1/parcels/p-1042/cancel
    /// ```
    ///
    /// should be
    ///
    /// ```bash
    /// curl -X POST https://api.parcelo.example/v1/parcels/p-1042/cancel
    /// ```
    ///
    /// ## How to fix it
    ///
    /// Write the method once, after `-X`.
    "curl/method-conflict": Error, Default, fix Safe;
    Command(check)
}
fn check(cx: CommandContext<'_, '_>, findings: &mut Findings<'_>) {
    if !cx.is_sound() {
        return;
    }
    let text = |argument: &Argument| {
        argument.value.as_ref().map(|word| word.text(cx.text()).into_owned()).unwrap_or_default()
    };
    let mut first: Option<&Argument> = None;
    for argument in cx.arguments() {
        let value = text(argument);
        let is_method = method::is_common(&value);
        if argument.is("data") && is_method {
            let message =
                format!("`{} {value}` sends the text {value}; did you mean `-X {value}`?", argument.name);
            findings.report(cx.span(argument.span), message);
        } else if argument.name.is_empty() && is_method && before(cx, argument).ends_with(" X-") {
            let end = before(cx, argument).len();
            let written = LocalSpan::new(end - "X-".len(), end);
            findings
                .report(cx.span(written), "expected `-X`, found `X-`")
                .safe_fix("replace with `-X`", vec![cx.edit(written, "-X")]);
        } else if argument.name.is_empty() && first.is_some() && method::is_common(value.trim()) {
            let message =
                format!("two methods: `curl` reads `{}` as a URL; show a command for each", value.trim());
            findings.report(cx.span(argument.span), message);
            return;
        } else if argument.name.is_empty() && is_method && !is_argument_of_another(cx, argument) {
            let message = format!("`curl` reads `{value}` without `-X` as a URL");
            let start = LocalSpan::empty(argument.span.start as usize);
            findings
                .report(cx.span(argument.span), message)
                .safe_fix("insert `-X`", vec![cx.edit(start, "-X ")]);
        } else if argument.is("request") {
            if value.contains('/') && value.split('/').all(method::is_common) {
                let message = format!("two methods: `curl` sends `{value}` as one; show a command for each");
                findings.report(cx.span(argument.span), message);
            }
            if let Some(first) = first {
                second(cx, first, argument, text, findings);
            }
            first = Some(argument);
        }
    }
    let sends = !cx.command.request.data.is_empty() && !cx.command.request.get;
    if !sends {
        return;
    }
    if let Some(head) = cx.arguments().iter().find(|argument| argument.is("head")) {
        findings.report(cx.span(head.span), format!("`{}` and data are not allowed together", head.name));
    } else if let Some(method) = first.filter(|method| matches!(&*text(method), "GET" | "HEAD")) {
        let name = text(method);
        let message = format!("`{} {name}` sends the data as the body of a `{name}` request", method.name);
        let finding = findings.report(cx.span(method.span), message);
        if let Some(message) = cx.message() {
            let message = MessageContext { page: cx.page, example: cx.example, message };
            finding.related(message.first_body_line(), "the data");
        }
        finding.help("use `-G` to send it in the URL, or a method whose requests have a body");
        finding.level(Level::Strict).severity = Severity::Info;
    }
}

/// What is written before an argument.
fn before<'d>(cx: CommandContext<'_, 'd>, argument: &Argument) -> &'d str {
    cx.text()[..argument.span.start as usize].trim_end()
}

/// Whether a word comes right behind an option that there is none of, behind `X`, whose hyphen a blank has torn off, or
/// behind the colon of a field: one slip, and another rule's.
fn is_argument_of_another(cx: CommandContext<'_, '_>, argument: &Argument) -> bool {
    let before = before(cx, argument);
    let unknown = |other: &Argument| {
        other.option.is_none() && !other.name.is_empty() && other.span.end as usize == before.len()
    };
    before.ends_with(" X") || before.ends_with(':') || cx.arguments().iter().any(unknown)
}

/// A method behind another one.
fn second(
    cx: CommandContext<'_, '_>,
    first: &Argument,
    second: &Argument,
    text: impl Fn(&Argument) -> String,
    findings: &mut Findings<'_>,
) {
    let (one, other) = (text(first), text(second));
    if one == other {
        let message = format!("duplicate method `{one}`");
        findings.report(cx.span(second.span), message).level(Level::Strict).severity = Severity::Info;
    } else {
        let message = format!("two methods: `curl` sends `{other}`, not `{one}`");
        findings.report(cx.span(second.span), message).related(cx.span(first.span), "the first one");
    }
}
