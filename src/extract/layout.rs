//! Whose layout is nobody's mistake: an example whose lines were broken for the reader, as the words around it say, and
//! what a command printed. Nothing here looks at what an example says.

use super::dialect::Language as Label;
use super::surroundings::{Around, prose_before};
use super::{Example, MessageForm};
use crate::cues::{self, Language};
use crate::document::{BlockKind, Document};
use crate::syntax::http::HttpIssueKind;
use crate::syntax::json::{IssueKind, JsonTree};

/// Forgets how the lines of an example are laid out where nobody meant them so.
pub(super) fn forgive<'d>(document: &'d Document<'d>, language: Language, example: &mut Example<'d>) {
    let in_head = example.messages.iter().any(|message| !message.http.issues.is_empty());
    if !in_head && !example.bodies().any(|(_, body)| body.json.as_ref().is_some_and(is_broken)) {
        return;
    }
    let around = Around::of(document, language, example.span, false);
    if breaks_lines(document, &around, example) {
        for message in &mut example.messages {
            message.http.issues.clear();
        }
        for tree in example.bodies_mut().filter_map(|body| body.json.as_mut()).filter(|tree| is_broken(tree))
        {
            tree.issues.retain(|issue| {
                !matches!(issue.kind, IssueKind::ControlCharacter | IssueKind::UnescapedQuote)
            });
        }
    } else if in_head && is_printed(document, &around, example) {
        for message in &mut example.messages {
            use HttpIssueKind::{BlankLineInHead, MissingBlankLine};
            message.http.issues.retain(|issue| !matches!(issue.kind, MissingBlankLine | BlankLineInHead));
        }
    }
}

/// Whether a string goes over several lines.
fn is_broken(tree: &JsonTree) -> bool {
    tree.issues.iter().any(|issue| issue.kind == IssueKind::ControlCharacter)
}

/// Whether the words before an example say that its lines were broken for the reader: the paragraph before it, or a
/// sentence of its section that says what for.
fn breaks_lines(document: &Document<'_>, around: &Around<'_>, example: &Example<'_>) -> bool {
    let label = around.lead.label.to_ascii_lowercase();
    cues::any(&label, |words| words.line_breaks) || prose_before(document, example).any(is_announcement)
}

/// Whether a sentence says that lines were broken, and that it was done for the reader.
fn is_announcement(text: &str) -> bool {
    let lower = text.to_ascii_lowercase().replace('\r', "");
    cues::any(&lower, |words| words.for_readers)
        && lower.split(". ").flat_map(|part| part.split("\n\n")).any(|sentence| {
            let sentence = &sentence.replace('\n', " ");
            cues::any(sentence, |words| words.for_readers)
                && (cues::any(sentence, |words| words.line_breaks)
                    || cues::any(sentence, |words| words.reflowed))
        })
}

/// Whether a block that nothing calls a message adjoins a command: it shows what that printed.
fn is_printed(document: &Document<'_>, around: &Around<'_>, example: &Example<'_>) -> bool {
    let is_shell = |word: &str| Label::of(word) == Label::Shell;
    let plain = Label::of(&example.block.language()) == Label::Neutral && example.annotation.is_none();
    let response = |message: &super::Message<'_>| {
        message.form == MessageForm::Http && message.http.status_line().is_some()
    };
    if !plain || !example.messages.iter().all(response) {
        return false;
    }
    let before = document.blocks.partition_point(|block| block.span.start < example.span.start);
    let above = document.blocks[..before].iter().rev().take(BACK);
    let above = above.take_while(|block| block.section == example.section);
    let above = above.filter_map(|block| match &block.kind {
        BlockKind::Code(code) => Some((code, block.span.end)),
        _ => None,
    });
    let Some((code, end)) = above.into_iter().next() else { return false };
    let between = document.text.get(end as usize..example.span.start as usize).unwrap_or_default();
    let bare = |line: &&str| !line.trim_matches(|c: char| c.is_whitespace() || c == '>').is_empty();
    let mut between = between.lines().filter(bare);
    let is_short = between.next().is_none_or(|line| line.len() < LONGEST_LINE) && between.next().is_none();
    is_shell(&code.language())
        && is_short
        && !cues::any(&around.lead.label.to_ascii_lowercase(), |words| words.requests)
}

/// No further back than this many blocks.
const BACK: usize = 16;

/// A longer line is about something of its own.
const LONGEST_LINE: usize = 120;
