//! What a rule about a command of `curl` gets to see, and the words that several of these rules share.

use super::{Findings, quote};
use crate::conformance::Page;
use crate::diagnostic::Diagnostic;
use crate::extract::{self, BodyKind, CurlCommand, Example, Message};
use crate::syntax::shell::curl::Argument;
use crate::syntax::shell::{Flavour, Issue, IssueKind, Quotes, Repair};
use crate::text::{Edit, LocalSpan, Span};

/// Words with which `cmd` is the shell.
const BEFORE_CMD: &[&str] = &["in", "with", "from", "for", "using", "windows"];
const AFTER_CMD: &[&str] =
    &["exe", "shell", "prompt", "terminal", "console", "window", "windows", "on", "or", "and"];

/// The shell that words name, if they name only one.
fn shell_in(words: &str) -> Option<Flavour> {
    let lower = words.to_ascii_lowercase();
    let mut found = None;
    let mut before = "";
    let words = lower.split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| !word.is_empty());
    let mut words = words.peekable();
    while let Some(word) = words.next() {
        let shell = match word {
            "powershell" | "pwsh" => Some(Flavour::PowerShell),
            // `Send a CMD message` speaks of something else.
            "cmd"
                if words.peek().is_none_or(|next| AFTER_CMD.contains(next))
                    || BEFORE_CMD.contains(&before) =>
            {
                Some(Flavour::Cmd)
            }
            "prompt" if before == "command" => Some(Flavour::Cmd),
            "bash" | "zsh" | "linux" | "macos" | "unix" => Some(Flavour::Posix),
            _ => None,
        };
        before = word;
        match (found, shell) {
            (Some(one), Some(other)) if one != other => return None,
            _ => found = found.or(shell),
        }
    }
    found
}

/// One command of `curl`.
#[derive(Clone, Copy, Debug)]
pub struct CommandContext<'p, 'd> {
    /// The page.
    pub page: &'p Page<'d>,
    /// The example.
    pub example: &'p Example<'d>,
    /// The command.
    pub command: &'p CurlCommand,
}

impl<'p, 'd> CommandContext<'p, 'd> {
    /// The block's text, in which the command's spans count.
    pub fn text(&self) -> &'d str {
        self.example.text()
    }

    /// Where a piece of the block stands in the file.
    pub fn span(&self, local: LocalSpan) -> Span {
        self.example.file_span(local)
    }

    /// The edit of the file that replaces a piece of the block.
    pub fn edit(&self, local: LocalSpan, text: &str) -> Edit {
        self.example.block.body.edit(local, text)
    }

    /// The edits of the file that carry out repairs; none if what is sent cannot be read even so, because then more is
    /// wrong than the quotes.
    pub fn edits(&self, repairs: &[Repair]) -> Vec<Edit> {
        let unread = self.message().is_some_and(|message| message.body.kind == BodyKind::Placeholder);
        if unread && self.command.request.data.iter().any(|data| data.word.quotes == Quotes::Broken) {
            return Vec::new();
        }
        repairs.iter().map(|repair| self.edit(repair.span, &repair.text)).collect()
    }

    /// The message that the command sends.
    pub fn message(&self) -> Option<&'p Message<'d>> {
        self.example.messages.get(self.command.message? as usize)
    }

    /// The issues of these kinds.
    pub fn issues(&self, kinds: &'static [IssueKind]) -> impl Iterator<Item = &'p Issue> + use<'p, 'd> {
        self.command.issues.iter().filter(move |issue| kinds.contains(&issue.kind))
    }

    /// Whether its quotes are what the shell wants, so that its words are what the writer meant.
    pub fn is_sound(&self) -> bool {
        let about_lines = |kind| {
            use IssueKind::{BlankBehindMark, BlankLine, DoubledMark, NothingJoined, Typographic, Unjoined};
            matches!(kind, BlankBehindMark | BlankLine | DoubledMark | NothingJoined | Typographic | Unjoined)
        };
        self.command.issues.iter().all(|issue| about_lines(issue.kind))
    }

    /// The command's options with their arguments, and its addresses.
    pub fn arguments(&self) -> &'p [Argument] {
        &self.command.request.arguments
    }

    /// A piece of the block as written, in backticks.
    pub fn code(&self, local: LocalSpan) -> String {
        quote::code(local.of(self.text()))
    }

    /// What the shell is called.
    pub fn shell(&self) -> &'static str {
        self.command.shell.name()
    }

    /// The shell that the block is for, as its label or else what stands right at it says: its tab, its title, the words
    /// before it.
    pub fn named_shell(&self) -> Option<Flavour> {
        let by_words = extract::labels(self.page, self.example).find_map(shell_in);
        by_words.or_else(|| Flavour::named(&self.example.block.language()))
    }

    /// The mark that joins lines in this shell.
    pub fn mark(&self) -> &'static str {
        self.command.shell.mark()
    }

    /// Reports an issue with the repair that the lexer knows.
    pub fn report<'f>(
        &self,
        findings: &'f mut Findings<'_>,
        issue: &Issue,
        message: String,
        fix: &'static str,
    ) -> &'f mut Diagnostic {
        let message = match issue.more {
            0 => message,
            1 => format!("{message} (and once more in this command)"),
            more => format!("{message} (and {more} more times in this command)"),
        };
        let finding = findings.report(self.span(issue.span), message);
        finding.safe_fix(fix, self.edits(&issue.repairs));
        finding
    }
}
