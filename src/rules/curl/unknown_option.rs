//! `curl/unknown-option`.

use crate::diagnostic::{Level, Severity};
use crate::rules::{CommandContext, Findings, quote};
use crate::syntax::http::method;
use crate::syntax::shell::CurlOption;
use crate::syntax::shell::curl::Argument;
use crate::text::LocalSpan;

declare_rule! {
    /// A `curl` option that does not exist.
    ///
    /// ## What it finds
    ///
    /// An option that `curl` does not have: misspelled, with one hyphen for two or two for one, with a space inside, or with
    /// a letter in the wrong case, or an abbreviation, which `curl` does not accept since version 8.6. At the strict level
    /// also options that have no effect any more, and `--name=value`, which `curl` accepts from version 8.16 on.
    ///
    /// ## Why it matters
    ///
    /// `curl` stops at an option that it does not know, or reads its letters as other options.
    ///
    /// ## Example
    ///
    /// ```bash
    /// curl --haeder 'Accept: application/json' https://api.parcelo.example/v1/parcels
    /// ```
    ///
    /// should be
    ///
    /// ```bash
    /// curl --header 'Accept: application/json' https://api.parcelo.example/v1/parcels
    /// ```
    ///
    /// ## How to fix it
    ///
    /// Use the intended option; `curl --help all` lists them.
    "curl/unknown-option": Error, Default, fix Safe;
    Command(check)
}
fn check(cx: CommandContext<'_, '_>, findings: &mut Findings<'_>) {
    if !cx.is_sound() {
        return;
    }
    for (index, argument) in cx.arguments().iter().enumerate() {
        let next = cx.arguments().get(index + 1);
        let place = option_span(cx, argument);
        match argument.option {
            _ if stray_hyphen(cx, argument, findings) => {}
            _ if argument.name.is_empty() => split(cx, argument, next, findings),
            Some(option) => known(cx, argument, option, next, place, findings),
            None if !is_name(&argument.name) => {}
            None => unknown(cx, argument, place, findings),
        }
    }
}

/// `-'https://…'`: a hyphen that no option follows.
fn stray_hyphen(cx: CommandContext<'_, '_>, argument: &Argument, findings: &mut Findings<'_>) -> bool {
    let written = argument.span.of(cx.text());
    let quoted = written.strip_prefix('-').and_then(|rest| rest.strip_prefix(['"', '\'']));
    if !quoted.is_some_and(|rest| rest.starts_with("https://") || rest.starts_with("http://")) {
        return false;
    }
    // Each of its letters is an argument.
    if argument.name != "-h" {
        return true;
    }
    let start = argument.span.start as usize;
    let hyphen = LocalSpan::new(start, start + 1);
    findings
        .report(cx.span(hyphen), "expected an option after `-`, found the URL")
        .safe_fix("remove the hyphen", vec![cx.edit(hyphen, "")]);
    true
}

/// Whether it is a name and no template.
fn is_name(written: &str) -> bool {
    let name = written.trim_start_matches('-');
    name.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.'))
}

/// The place of an option in its word.
fn option_span(cx: CommandContext<'_, '_>, argument: &Argument) -> LocalSpan {
    let written = argument.span.of(cx.text());
    let length = written.find(['=', ' ', '\n', '"', '\'']).unwrap_or(written.len());
    let start = argument.span.start as usize;
    LocalSpan::new(start, start + length)
}

fn unknown(cx: CommandContext<'_, '_>, argument: &Argument, place: LocalSpan, findings: &mut Findings<'_>) {
    let written = quote::code(&argument.name);
    let name = argument.name.trim_start_matches('-');
    let mut letters = name.chars();
    let letter = letters.next().filter(|_| letters.next().is_none()).and_then(CurlOption::short);
    let meant = match letter {
        Some(_) => Some(format!("-{name}")),
        None if argument.name.starts_with("--") => match CurlOption::beginning_with(name) {
            Some(option) if name.len() > 2 => return abbreviated(cx, option, &written, place, findings),
            _ if method::is_common(name) => Some(format!("-X {name}")),
            _ if name.strip_prefix('X').is_some_and(method::is_common) => Some(format!("-{name}")),
            _ => other_client(name)
                .or_else(|| CurlOption::near(name).map(CurlOption::name))
                .or_else(|| {
                    let begun = CurlOption::common_beginning_with(name).filter(|_| name.len() > 2);
                    begun.map(CurlOption::name)
                })
                .map(|name| format!("--{name}")),
        },
        None => CurlOption::long(name).map(|_| format!("--{name}")),
    };
    match meant {
        Some(meant) => {
            let message = format!("`curl` has no option {written}; did you mean `{meant}`?");
            let edit = cx.edit(place, &meant);
            let finding = findings.report(cx.span(place), message);
            if place.of(cx.text()) == argument.name {
                finding.unsafe_fix(format!("replace with `{meant}`"), vec![edit]);
            }
        }
        None => {
            findings.report(cx.span(place), format!("`curl` has no option {written}"));
        }
    }
}

/// The beginning of the name of an option.
fn abbreviated(
    cx: CommandContext<'_, '_>,
    option: CurlOption,
    written: &str,
    place: LocalSpan,
    findings: &mut Findings<'_>,
) {
    let name = option.name();
    let message = format!("`curl` 8.6 and newer reject {written}, short for `--{name}`");
    let finding = findings.report(cx.span(place), message);
    finding.severity = Severity::Warning;
    finding.safe_fix(format!("replace with `--{name}`"), vec![cx.edit(place, &format!("--{name}"))]);
}

/// The option that another client has another name for.
fn other_client(name: &str) -> Option<&'static str> {
    match name {
        "username" => Some("user"),
        "timeout" => Some("max-time"),
        "method" => Some("request"),
        "body" | "payload" | "post-data" | "body-data" => Some("data"),
        _ => None,
    }
}

/// An option that there is: with a letter in the wrong case, as its argument shows, or of the past.
fn known(
    cx: CommandContext<'_, '_>,
    argument: &Argument,
    option: CurlOption,
    next: Option<&Argument>,
    place: LocalSpan,
    findings: &mut Findings<'_>,
) {
    let text = |argument: &Argument| argument.value.as_ref().map(|word| word.text(cx.text()).into_owned());
    let value = text(argument).unwrap_or_default();
    let following = || next.filter(|next| next.name.is_empty()).and_then(&text).unwrap_or_default();
    if argument.is("request")
        && let Some((method, letters)) = value.split_once('-')
        && method::is_common(method)
        && let Some(word) = &argument.value
        && let Some(letter) = letters.chars().next().filter(|letter| CurlOption::short(*letter).is_some())
    {
        let gap = LocalSpan::empty(word.inner().start as usize + method.len());
        findings
            .report(cx.span(word.span), format!("expected a space before `-{letter}`"))
            .safe_fix("insert a space", vec![cx.edit(gap, " ")]);
        return;
    }
    let meant = match &*argument.name {
        "-h" if is_field(&following()) => "-H",
        "-x" | "-P" if method::is_common(&value) => "-X",
        "-D" if value.trim_start().starts_with(['{', '[']) => "-d",
        "-f" if following().contains("=@") => "-F",
        _ => "",
    };
    if !meant.is_empty() {
        let name = &argument.name;
        findings
            .report(cx.span(place), format!("`{name}` does not take this argument; did you mean `{meant}`?"));
    } else if let Some(version) = option.gone_since() {
        let message = format!("`{}` has no effect since `curl` {version}", argument.name);
        findings.report(cx.span(place), message).level(Level::Strict).severity = Severity::Info;
    } else if argument.joined && argument.name.starts_with("--") {
        let message =
            format!("`{}=…` requires `curl` 8.16 or newer; use a space instead of `=`", argument.name);
        findings.report(cx.span(place), message).level(Level::Strict).severity = Severity::Info;
    }
}

/// `Name: value`
fn is_field(text: &str) -> bool {
    let Some((name, _)) = text.split_once(": ") else { return false };
    !name.is_empty() && name.chars().all(|c| c.is_ascii_alphanumeric() || c == '-')
}

/// `- X`, `-- data`
fn split(
    cx: CommandContext<'_, '_>,
    argument: &Argument,
    next: Option<&Argument>,
    findings: &mut Findings<'_>,
) {
    let hyphens = argument.span.of(cx.text());
    let Some(next) = next.filter(|next| matches!(hyphens, "-" | "--") && next.name.is_empty()) else {
        return;
    };
    let name = next.span.of(cx.text());
    let mut letters = name.chars();
    let exists = match (hyphens, letters.next(), letters.next()) {
        ("-", Some(letter), None) => CurlOption::short(letter).is_some(),
        ("--", _, Some(_)) => CurlOption::long(name).is_some(),
        _ => false,
    };
    if exists && argument.span.end + 1 == next.span.start {
        let span = argument.span.to(next.span);
        let gap = LocalSpan { start: argument.span.end, end: next.span.start };
        findings
            .report(cx.span(span), format!("space inside an option: expected `{hyphens}{name}`"))
            .unsafe_fix("remove the space", vec![cx.edit(gap, "")]);
    }
}
