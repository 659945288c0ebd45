//! `curl/unquoted-special`.

use crate::diagnostic::{Level, Severity};
use crate::rules::{CommandContext, Findings};
use crate::syntax::shell::{Flavour, IssueKind, Quoting, Word};
use crate::text::LocalSpan;

declare_rule! {
    /// An unquoted argument with a character that is special to the shell.
    ///
    /// ## What it finds
    ///
    /// `&`, `;` or `(` in a URL or in data without quotes, JSON without quotes around it, and a comma behind the quotes of
    /// an argument. At the strict level also `?`, `*` and `[` in a URL. Placeholders such as `<id>` pass.
    ///
    /// ## Why it matters
    ///
    /// At `&` and `;` a shell ends the command; what follows is never sent. `(` is a syntax error. The quotes of JSON
    /// are removed. A comma behind quotes is sent. Some shells look for files where they see `?`, `*` or `[`, and reject the command if there
    /// are none.
    ///
    /// ## Example
    ///
    /// ```bash
    /// curl https://api.parcelo.example/v1/parcels?carrier=swift&page=2
    /// ```
    ///
    /// should be
    ///
    /// ```bash
    /// curl 'https://api.parcelo.example/v1/parcels?carrier=swift&page=2'
    /// ```
    ///
    /// ## How to fix it
    ///
    /// Put quotes around the argument.
    "curl/unquoted-special": Error, Default, fix Safe;
    Command(check)
}
fn check(cx: CommandContext<'_, '_>, findings: &mut Findings<'_>) {
    for issue in cx.issues(&[IssueKind::BareJson]) {
        let message = "JSON without quotes around it: the shell removes the quotes inside".to_owned();
        cx.report(findings, issue, message, "put quotes around it");
    }
    for issue in cx.issues(&[IssueKind::StrayBracket]) {
        let written = cx.code(issue.span);
        let message = format!("{written} is a redirection to the shell, and no file follows");
        cx.report(findings, issue, message, "remove the brackets around the URL");
    }
    if !cx.is_sound() {
        return;
    }
    for (index, argument) in cx.arguments().iter().enumerate() {
        let Some(word) = &argument.value else { continue };
        torn_query(cx, index, findings);
        comma_behind(cx, word, findings);
        let written = word.span.of(cx.text());
        let is_address = argument.option.is_none() && argument.name.is_empty() || argument.is("url");
        if let Some(link) = link_in(word, cx.text()) {
            // `http/invalid-target` speaks of the address.
            if !is_address {
                findings.report(cx.span(link), "a Markdown link is not rendered in a code block");
            }
            continue;
        }
        let is_data = argument.option.is_some_and(|option| option.name().starts_with("data"));
        if !(is_address && is_url(written) || is_data && written.contains('=')) {
            continue;
        }
        let Some(level) = level(cx.command.shell, word, written) else { continue };
        let at = if level == Level::Default { word.special } else { word.pattern };
        // `http/invalid-target` speaks of the HTML escape, which is no `&` that was meant.
        let Some(at) = at.filter(|at| !is_html_escape(&cx.text()[at.start as usize..])) else { continue };
        let what = if is_data { "data" } else { "a URL" };
        let message = match at.of(cx.text()) {
            mark @ ("&" | ";") => format!("`{mark}` in {what} without quotes ends the command"),
            mark => format!("`{mark}` in {what} without quotes is special to the shell"),
        };
        let finding = findings.report(cx.span(at), message);
        finding.level(level);
        if level != Level::Default {
            finding.severity = Severity::Info;
        }
        if let Some(quote) = quotes(cx.command.shell, written) {
            let ends = [word.span.start, word.span.end].map(|at| LocalSpan::empty(at as usize));
            let edits = ends.map(|end| cx.edit(end, quote)).to_vec();
            finding.fix_if_sure(!is_torn(cx.text(), word.span), "put quotes around it", edits);
        }
    }
}

/// Whether a text begins with `&lt;` or its kin.
fn is_html_escape(text: &str) -> bool {
    ["&amp;", "&lt;", "&gt;", "&quot;"].iter().any(|escape| text.starts_with(escape))
}

/// A comma behind the quotes of an argument, as in a list: `-H 'Accept: text/csv',`.
fn comma_behind(cx: CommandContext<'_, '_>, word: &Word, findings: &mut Findings<'_>) {
    let written = word.span.of(cx.text());
    let is_quoted = ["'", "\""].iter().any(|mark| {
        written.strip_suffix(',').is_some_and(|rest| rest.len() > 1 && rest.ends_with(mark))
            && written.starts_with(mark)
    });
    // The comma of `'{"a":'$ID','` is text.
    if is_quoted && word.pieces.len() == 2 {
        let comma = LocalSpan::new(word.span.end as usize - 1, word.span.end as usize);
        findings
            .report(cx.span(comma), "`,` behind the quotes becomes part of the argument")
            .safe_fix("remove the comma", vec![cx.edit(comma, "")]);
    }
}

/// A blank between an address and its query: `https://… ?page=2`.
fn torn_query(cx: CommandContext<'_, '_>, index: usize, findings: &mut Findings<'_>) {
    let [.., before, argument] = &cx.arguments()[..=index] else { return };
    let (start, end) = (before.span.end as usize, argument.span.start as usize);
    let gap = LocalSpan::new(start, end);
    let is_query = argument.name.is_empty() && argument.span.of(cx.text()).starts_with(['?', '&']);
    let joins = is_query && before.name.is_empty() && is_url(before.span.of(cx.text()));
    if joins && gap.of(cx.text()) == " " {
        findings
            .report(cx.span(gap), "the blank ends the address: the query is an address of its own to `curl`")
            .safe_fix("remove the blank", vec![cx.edit(gap, "")]);
    }
}

/// The place of `[text](target)` in a word without quotes.
fn link_in(word: &Word, text: &str) -> Option<LocalSpan> {
    let written = word.span.of(text);
    let middle = written.find("](")?;
    let open = written[..middle].rfind('[')?;
    let end = middle + written[middle..].find(')')? + 1;
    let start = word.span.start as usize;
    (word.quoting == Quoting::Bare).then(|| LocalSpan::new(start + open, start + end))
}

/// From which level on to speak of a word.
fn level(shell: Flavour, word: &Word, written: &str) -> Option<Level> {
    let special = word.special.is_some() && (shell != Flavour::Cmd || written.contains('&'));
    match shell {
        _ if special => Some(Level::Default),
        Flavour::Posix if word.pattern.is_some() => Some(Level::Strict),
        _ => None,
    }
}

fn is_url(written: &str) -> bool {
    written.contains("://")
        || written.contains("localhost")
        || written.contains('/') && !written.starts_with(['\'', '"'])
}

/// Whether a line break is inside an address: the word is only one piece of it. What is before it is an address that ends
/// with `/` or `?`, or what follows begins with `&` or `?`.
fn is_torn(text: &str, word: LocalSpan) -> bool {
    let next = text[word.end as usize..].trim_start_matches([' ', '\t', '\\', '\r', '\n']);
    let before = &text[..word.start as usize];
    let above = before.trim_end_matches([' ', '\t', '\\', '\r', '\n']);
    let is_piece = before[above.len()..].contains('\n')
        && above
            .rsplit(char::is_whitespace)
            .next()
            .is_some_and(|word| word.contains("://") && !word.ends_with('\''));
    let goes_on = text[word.end as usize..].len() > next.len()
        && next.starts_with(['&', '?'])
        && !next.starts_with("&&")
        && text[word.end as usize..text.len() - next.len()].contains('\n');
    is_piece || goes_on
}

/// The quotes to put around a word.
fn quotes(shell: Flavour, written: &str) -> Option<&'static str> {
    let expands = written.contains('$');
    match () {
        () if written.contains(['"', '\'', '\\', '`', '!', '\n']) => None,
        () if shell == Flavour::Posix && !expands => Some("'"),
        () => Some("\""),
    }
}
