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
mod filter;
mod flavour;
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
pub use filter::{prints_all, prints_json};
pub use flavour::Flavour;
pub use issue::{Issue, IssueKind, Repair, open_quote};
pub use lexer::parse;
pub use prompt::{is_command, is_posix};
pub use word::{Quotes, Quoting, Word};

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
