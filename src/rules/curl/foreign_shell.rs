//! `curl/foreign-shell`.

use crate::diagnostic::{Level, Severity};
use crate::rules::{CommandContext, Findings};
use crate::syntax::shell::{self, Flavour, Quoting, Word};
use crate::text::{Edit, LocalSpan};

declare_rule! {
    /// A command for a different shell than its block.
    ///
    /// ## What it finds
    ///
    /// Single quotes around an argument where the label of the block, its tab, its prompt or the words before it name cmd, the
    /// command prompt of Windows. At the strict level also `curl` with options in a block for PowerShell.
    ///
    /// ## Why it matters
    ///
    /// Single quotes mean nothing to cmd: an argument ends at the first space in them, and the quotes are sent. In Windows
    /// PowerShell `curl` is another name of `Invoke-WebRequest`, which has other options.
    ///
    /// ## Example
    ///
    /// ```bat
    /// curl -H 'Accept: application/json' https://api.parcelo.example/v1/parcels
    /// ```
    ///
    /// should be
    ///
    /// ```bat
    /// curl -H "Accept: application/json" https://api.parcelo.example/v1/parcels
    /// ```
    ///
    /// ## How to fix it
    ///
    /// For cmd use `"`, and `\\"` for a quote inside. For PowerShell use `curl.exe`.
    "curl/foreign-shell": Error, Default, fix Safe;
    Command(check)
}

fn check(cx: CommandContext<'_, '_>, findings: &mut Findings<'_>) {
    if !cx.is_sound() {
        return;
    }
    match cx.command.shell {
        // How its lines are joined says more than words.
        Flavour::Posix if cx.command.span.of(cx.text()).contains(" \\\n") => {}
        Flavour::Cmd | Flavour::Posix => single_quotes(cx, findings),
        Flavour::PowerShell => alias(cx, findings),
    }
}

/// Arguments in quotes that cmd does not know.
fn single_quotes(cx: CommandContext<'_, '_>, findings: &mut Findings<'_>) {
    let words = cx.arguments().iter().filter_map(|argument| argument.value.as_ref());
    let quoted: Vec<&Word> = words.filter(|word| is_single(cx, word)).collect();
    let Some(first) = quoted.first().filter(|_| may_be_cmd(cx)) else { return };
    match cx.named_shell() {
        Some(Flavour::Cmd) => {}
        None if cx.command.shell == Flavour::Cmd => {}
        _ => return,
    }
    let more = match quoted.len() {
        1 => "",
        _ => ", here and in other arguments",
    };
    let message = format!("`'` is not a quote in cmd; use `\"`{more}");
    let start = first.span.start as usize;
    let finding = findings.report(cx.span(LocalSpan::new(start, start + 1)), message);
    let edits: Option<Vec<Vec<Edit>>> = quoted.iter().map(|word| in_double_quotes(cx, word)).collect();
    if let Some(edits) = edits {
        finding.safe_fix("use double quotes", edits.concat());
    }
}

/// How far before a block a word may name its shell, in bytes.
const LABEL_LOOK: usize = 400;

/// A first look that saves reading the words around nearly every command. What only a POSIX shell reads so says more than
/// words.
fn may_be_cmd(cx: CommandContext<'_, '_>) -> bool {
    let start = cx.example.span.start as usize;
    let text = cx.page.source.text();
    let near = &text[text.floor_char_boundary(start.saturating_sub(LABEL_LOOK))..start];
    let names = ["cmd", "CMD", "Cmd", "rompt"];
    let is_named = || names.iter().any(|name| near.contains(name) || cx.example.block.info.contains(name));
    cx.command.shell == Flavour::Cmd || is_named() && !cx.text().lines().any(shell::is_posix)
}

fn is_single(cx: CommandContext<'_, '_>, word: &Word) -> bool {
    let written = word.span.of(cx.text());
    word.quoting == Quoting::Single
        && written.len() > 1
        && written.starts_with('\'')
        && written.ends_with('\'')
}

/// The edits that write a word as cmd takes it; `None` where cmd would take a character of it for its own.
fn in_double_quotes(cx: CommandContext<'_, '_>, word: &Word) -> Option<Vec<Edit>> {
    let inner = word.inner();
    let text = inner.of(cx.text());
    let in_json = text.contains('"') && text.contains(['&', '|', '<', '>', '^']);
    if text.contains(['\n', '\'', '\\', '%']) || in_json || word.span.len() != inner.len() + 2 {
        return None;
    }
    let ends =
        [word.span.start, inner.end].map(|at| cx.edit(LocalSpan::new(at as usize, at as usize + 1), "\""));
    let inside = text.match_indices('"').map(|(at, _)| {
        let at = inner.start as usize + at;
        cx.edit(LocalSpan::empty(at), "\\")
    });
    Some(ends.into_iter().chain(inside).collect())
}

/// `curl` where Windows PowerShell has another command of that name.
fn alias(cx: CommandContext<'_, '_>, findings: &mut Findings<'_>) {
    let program = cx.command.request.program;
    let has_options = cx.arguments().iter().any(|argument| !argument.name.is_empty());
    if program.of(cx.text()) != "curl" || !has_options || cx.named_shell() != Some(Flavour::PowerShell) {
        return;
    }
    let message = "`curl` is `Invoke-WebRequest` in Windows PowerShell; use `curl.exe`";
    let finding = findings.report(cx.span(program), message);
    finding.level(Level::Strict).severity = Severity::Info;
    finding.safe_fix("replace with `curl.exe`", vec![cx.edit(program, "curl.exe")]);
}
