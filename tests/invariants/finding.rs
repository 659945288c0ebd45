//! A finding: its places, its words and its fix.

use apiproof::internals::apply_edits;
use apiproof::{Applicability, Diagnostic, FixAvailability};

use super::{Holds, ensure};

/// What every finding must honour: spans that lie on characters, a primary span on one line, words on one line, and a fix
/// that can be made, changes something and is no better than the rule declares.
pub(crate) fn holds(finding: &Diagnostic, text: &str) -> Holds {
    let said = || format!("{}: {}", finding.rule.id, finding.message);
    let here = finding.related.iter().filter(|label| label.path.is_none());
    for span in std::iter::once(&finding.primary).chain(here).map(|label| label.span) {
        ensure(text.get(span.range()).is_some(), || {
            format!("{}\nspan {span:?} is not on characters of the page", said())
        })?;
    }
    let (primary, rest) = text[finding.primary.span.range().start..].split_at(finding.primary.span.len());
    // A line ends with LF or CRLF, which is no part of it; CR alone is a character.
    let breaks = primary.contains('\n') || primary.ends_with('\r') && rest.starts_with('\n');
    ensure(!breaks, || format!("{}\nthe primary span covers more than one line: {primary:?}", said()))?;
    ensure(!finding.message.is_empty() && !finding.message.ends_with('.'), || {
        format!("{}\na message is not empty and has no full stop", said())
    })?;
    let labels = std::iter::once(&finding.primary).chain(&finding.related).map(|label| &*label.message);
    let words = labels.chain(finding.help.iter().map(|help| &**help)).chain(finding.note.as_deref());
    let titles = finding.fix.iter().map(|fix| &*fix.title);
    for words in std::iter::once(&*finding.message).chain(words).chain(titles) {
        ensure(!words.contains(['\n', '\r']), || format!("{}\nwords of several lines: {words:?}", said()))?;
    }
    let Some(fix) = &finding.fix else { return Ok(()) };
    let fixed = apply_edits(text, &fix.edits);
    ensure(fixed.is_some_and(|fixed| fixed != text), || {
        format!("{}\nthe fix \"{}\" cannot be applied or changes nothing: {:?}", said(), fix.title, fix.edits)
    })?;
    let is_promised = match (finding.rule.fix, fix.applicability) {
        (_, Applicability::DisplayOnly) | (FixAvailability::Safe, _) => true,
        (declared, offered) => declared == FixAvailability::Unsafe && offered == Applicability::Unsafe,
    };
    ensure(is_promised, || {
        format!("{}\nthe rule declares fix {} and offers {:?}", said(), finding.rule.fix, fix.applicability)
    })
}
