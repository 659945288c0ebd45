//! What a terminal can show: the one decision on colour, and how wide it is.

use std::ffi::OsString;
use std::io::{self, IsTerminal};

use clap::ValueEnum;
use terminal_size::{Height, Width, terminal_size_of};

use crate::output::Style;

/// `--color`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub(super) enum Choice {
    // No doc comments: `--help` would give each word a line of its own.
    #[default]
    Auto,
    Always,
    Never,
}

/// How to write to standard output, which is what comes next: the colours are switched for it.
pub(super) fn stdout(choice: Choice) -> Style {
    let stream = io::stdout();
    let links = links(choice, |name| std::env::var_os(name), stream.is_terminal());
    Style { links, ..style(wanted(choice, &stream), terminal_size_of(&stream)) }
}

/// How to write to standard error, which is what comes next.
pub(super) fn stderr(choice: Choice) -> Style {
    let stream = io::stderr();
    style(wanted(choice, &stream), terminal_size_of(&stream))
}

/// How to write to a file, which is what comes next.
pub(super) fn file() -> Style {
    style(false, None)
}

fn style(color: bool, size: Option<(Width, Height)>) -> Style {
    // The one switch of the process.
    colored::control::set_override(color);
    // Some terminals do not know how wide they are.
    let columns = size.map(|(width, _)| usize::from(width.0)).filter(|columns| *columns > 0);
    Style { color, columns, ..Style::default() }
}

/// Whether to colour what goes to `stream`: the flag, then `NO_COLOR` (no-color.org), then `FORCE_COLOR` or
/// `CLICOLOR_FORCE` (bixense.com/clicolors), then what the terminal can.
fn wanted(choice: Choice, stream: &impl IsTerminal) -> bool {
    decide(choice, |name| std::env::var_os(name), stream.is_terminal())
}

/// Whether hyperlinks are understood: `--color always` says nothing about them, and the logs of build services show them
/// as noise.
fn links(choice: Choice, env: impl Fn(&str) -> Option<OsString>, terminal: bool) -> bool {
    let is_service = env("CI").is_some_and(|value| !value.is_empty());
    choice == Choice::Auto && terminal && !is_service && decide(choice, env, terminal)
}

fn decide(choice: Choice, env: impl Fn(&str) -> Option<OsString>, terminal: bool) -> bool {
    let set = |name| env(name).is_some_and(|value| !value.is_empty());
    let forced = |name| set(name) && env(name).is_some_and(|value| value != "0");
    match choice {
        Choice::Always => true,
        Choice::Never => false,
        Choice::Auto if set("NO_COLOR") => false,
        Choice::Auto if forced("FORCE_COLOR") || forced("CLICOLOR_FORCE") => true,
        Choice::Auto => terminal && env("TERM").is_none_or(|term| term != "dumb"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_flag_then_the_environment_then_the_terminal() {
        type Case = (Choice, &'static [(&'static str, &'static str)], bool, bool);
        let cases: &[Case] = &[
            (Choice::Auto, &[], true, true),
            (Choice::Auto, &[], false, false),
            (Choice::Auto, &[("TERM", "dumb")], true, false),
            (Choice::Auto, &[("NO_COLOR", "1"), ("FORCE_COLOR", "1")], true, false),
            (Choice::Auto, &[("NO_COLOR", "")], true, true),
            (Choice::Auto, &[("FORCE_COLOR", "1")], false, true),
            (Choice::Auto, &[("CLICOLOR_FORCE", "0")], false, false),
            (Choice::Always, &[("NO_COLOR", "1")], false, true),
            (Choice::Never, &[("FORCE_COLOR", "1")], true, false),
        ];
        for (choice, vars, terminal, expected) in cases {
            let env =
                |name: &str| vars.iter().find(|(var, _)| *var == name).map(|(_, value)| (*value).into());
            assert_eq!(decide(*choice, env, *terminal), *expected, "{choice:?} {vars:?} {terminal}");
        }
    }

    #[test]
    fn links_are_for_people_at_a_terminal() {
        let env = |_: &str| None;
        let service = |name: &str| (name == "CI").then(|| "true".into());
        assert!(links(Choice::Auto, env, true));
        assert!(!links(Choice::Auto, env, false));
        assert!(!links(Choice::Auto, service, true));
        assert!(!links(Choice::Always, env, true));
    }
}
