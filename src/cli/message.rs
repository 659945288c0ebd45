//! The lines that a command writes on standard error.

use std::io::{self, Write as _};

use colored::Colorize as _;

use super::terminal;
use crate::output::neutral::neutral;

/// One line about something that was passed over.
pub(super) fn caution(message: &str) {
    terminal::stderr(terminal::Choice::Auto);
    let _ = writeln!(io::stderr(), "{} {}", "warning:".yellow().bold(), neutral(message));
}

/// One line about what would help.
pub(super) fn hint(message: &str) {
    colored::control::set_override(terminal::stderr(terminal::Choice::Auto).color);
    let _ = writeln!(io::stderr(), "{} {}", "hint:".bright_cyan().bold(), neutral(message));
}

/// One line on standard error. That nobody reads it is no reason to fail.
pub(super) fn complain(message: &str) {
    terminal::stderr(terminal::Choice::Auto);
    let _ = writeln!(io::stderr(), "{} {}", "error:".bright_red().bold(), neutral(message));
}
