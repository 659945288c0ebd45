//! What is wrong with how a command is written: its quotes, the ends of its lines, characters that the shell takes for
//! its own. Found by the lexer, which goes on with what was meant; nothing here knows what the command is for.

use super::word::{Quotes, Word};
use crate::text::LocalSpan;

/// A departure of a command from what its shell understands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Issue {
    /// What kind.
    pub kind: IssueKind,
    /// Where.
    pub span: LocalSpan,
    /// The place that explains it: the other quote, the next line.
    pub related: Option<LocalSpan>,
    /// How to repair it; empty if that is not certain.
    pub repairs: Vec<Repair>,
    /// How many more of its kind the command has, with their repairs in `repairs`.
    pub more: u32,
}

impl Issue {
    pub(super) fn new(kind: IssueKind, start: usize, end: usize) -> Self {
        Self { kind, span: LocalSpan::new(start, end), related: None, repairs: Vec::new(), more: 0 }
    }

    pub(super) fn related(mut self, start: usize, end: usize) -> Self {
        self.related = Some(LocalSpan::new(start, end));
        self
    }

    pub(super) fn repair(mut self, start: usize, end: usize, text: &str) -> Self {
        self.repairs.push(Repair { span: LocalSpan::new(start, end), text: text.to_owned() });
        self
    }
}

/// The quote in a command of any program that is never closed: `| jq '.id`. Only on one line it is sure where it
/// should be.
pub fn open_quote(words: &[Word], text: &str) -> Option<Issue> {
    let word = words.last().filter(|word| word.quotes == Quotes::Open)?;
    let end = word.span.start as usize + word.span.of(text).trim_end().len();
    let open = word.pieces.last().map_or(end, |piece| piece.start as usize).checked_sub(1)?;
    let mark = text.get(open..open + 1).filter(|mark| matches!(*mark, "'" | "\""))?;
    let issue = Issue::new(IssueKind::NeverClosed, open, open + 1).related(end, end);
    let sure = end > open + 1 && !text[open..end].contains('\n');
    Some(if sure { issue.repair(end, end, mark) } else { issue })
}

/// A replacement in the text of the session.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Repair {
    /// What is replaced.
    pub span: LocalSpan,
    /// By what.
    pub text: String,
}

/// The kinds of issues.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum IssueKind {
    /// A quote opens and is not closed where its text ends; the other place is where that is.
    NeverClosed,
    /// A quote is closed by a mark of another kind, which is the other place.
    OtherQuote,
    /// A quote closes that was not opened; the other place is where its text begins.
    NeverOpened,
    /// Brackets and a quote on a line of their own, behind a command that opened neither.
    StrayEnd,
    /// A quote inside the text that the same quotes are around; the other place is the opening one.
    InnerQuote,
    /// The same, behind one backslash or two that do not protect it.
    BackslashQuote,
    /// `\"` inside single quotes, where the backslash is passed on.
    NeedlessBackslash,
    /// The command up to a quote, pasted once more behind it; the other place is the first one.
    Pasted,
    /// The next line goes on, and nothing says so.
    Unjoined,
    /// White space behind the mark that joins lines.
    BlankBehindMark,
    /// The mark that joins lines, twice.
    DoubledMark,
    /// The mark that joins lines before an argument on the same line.
    MarkInLine,
    /// The mark that joins lines before a comment, which ends the command.
    MarkBeforeComment,
    /// A comment on a line of its own, or at the end of one, before a line that goes on; the other place is where.
    CommentBetween,
    /// The mark that joins lines, and no line goes on.
    NothingJoined,
    /// The mark that joins lines, and a blank line before the one that goes on.
    BlankLine,
    /// No white space between two words that the mark joins.
    GluedLines,
    /// A character that joins no lines in this shell.
    OtherMark,
    /// The mark that joins lines inside single quotes, where it is passed on.
    MarkInQuotes,
    /// `<` or `>` with nothing to redirect.
    StrayBracket,
    /// JSON without quotes around it, which takes its own quotes away.
    BareJson,
    /// Quotes, dashes and blanks that a word processor makes.
    Typographic,
}
