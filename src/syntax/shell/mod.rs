//! Shell sessions as documentation shows them: commands, what they print, and the words of a command with the place
//! of every byte that a shell would pass on.
//!
//! Three shells are told apart by how they escape: POSIX, PowerShell and cmd. Nothing is expanded and nothing is
//! run: a variable stays the text that it is written with. Nothing here knows what a command is for, but for
//! [`curl`], [`httpie`], [`wget`] and [`powershell`], which read the commands that send HTTP requests.

mod arguments;
mod broken;
pub mod curl;
mod curl_options;
mod heredoc;
pub mod httpie;
mod issue;
mod lexer;
mod line_end;
pub mod powershell;
mod prompt;
mod quoting;
mod suspicion;
mod typographic;
mod unopened;
pub mod wget;
mod word;

use crate::text::LocalSpan;

pub use curl_options::CurlOption;
pub use issue::{Issue, IssueKind, Repair};
pub use lexer::parse;
pub use word::{Quotes, Quoting, Word};

/// How a shell escapes a character and continues a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Flavour {
    /// With `\`.
    Posix,
    /// With a backtick.
    PowerShell,
    /// With `^`.
    Cmd,
}

impl Flavour {
    /// The flavour of a text, by how its lines go on, or else by the label of its block (a word in lower case) and by
    /// the name of the program.
    pub fn of(text: &str, label: &str) -> Self {
        let goes_on = |mark: &str| text.lines().any(|line| line.trim_end().ends_with(mark));
        if text.contains('\\') && goes_on(" \\") {
            return Self::Posix;
        }
        if text.contains('`') && goes_on(" `") {
            return Self::PowerShell;
        }
        if text.contains('^') && (goes_on(" ^") || text.contains("^\"")) {
            return Self::Cmd;
        }
        match label {
            "powershell" | "powershell-interactive" | "pwsh" | "posh" | "ps1" => Self::PowerShell,
            "cmd" | "bat" | "batch" | "dos" => Self::Cmd,
            // The plain name means another program there.
            _ if text.contains("curl.exe ") => Self::PowerShell,
            _ => Self::Posix,
        }
    }
}

/// A piece of a session.
#[derive(Clone, Debug)]
pub enum Item {
    /// A command.
    Command(Command),
    /// What the command before printed.
    Output(LocalSpan),
}

/// A simple command: its words, without redirections.
#[derive(Clone, Debug)]
pub struct Command {
    /// The words, the name of the program first. Never empty.
    pub words: Vec<Word>,
    /// From the first byte of the first word to the last one of the last.
    pub span: LocalSpan,
    /// What it reads from a here-document.
    pub input: Option<Word>,
    /// The file that its output goes to.
    pub output: Option<Word>,
    /// Whether its output goes to the next command.
    pub piped: bool,
    /// What is wrong with how it is written. Only commands whose structure is known are looked at: those of `curl`.
    pub issues: Vec<Issue>,
}

/// Whether a word is a common method, as a client takes it.
fn is_method(word: &str) -> bool {
    const METHODS: [&str; 7] = ["GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS"];
    METHODS.iter().any(|method| method.eq_ignore_ascii_case(word))
}

/// Whether a word is an address with its scheme.
fn is_literal_address(word: &str) -> bool {
    word.starts_with("https://") || word.starts_with("http://")
}

#[cfg(test)]
mod tests;
