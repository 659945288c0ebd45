//! D6: the paragraph before says what the block is: `Example response:`.

use super::named_status;
use super::phrase;
use super::words::{self, Role};
use super::{Around, Cue, Form, heading_label};
use crate::extract::ToldStatus;

/// Labels.
pub(super) struct Label;

impl Form for Label {
    fn cue(&self, around: &Around<'_>) -> Option<Cue> {
        let language = around.language;
        if let Some(cue) = row(around) {
            return Some(cue);
        }
        let mut told =
            sentences(around).filter(|sentence| !words::is_void(sentence, language)).map_while(|sentence| {
                let told = words::role(sentence, language)?;
                (!describes_member(sentence)).then_some((sentence, told))
            });
        let Some(mut last) = told.next() else { return title(around) };
        // `Here's the response. Include it in the next request.`
        if !last.1.sure && !announces(last.0) {
            last = told.find(|(label, told)| told.sure && phrase::is_short(label)).unwrap_or(last);
        }
        let (sentence, told) = last;
        // A word by the way says less than the heading.
        let named = around.heading().and_then(|heading| heading_label::read(heading, language));
        if !told.sure && named.is_some_and(|(named, _)| named != told.role) {
            return None;
        }
        let status = named_status::status(sentence, language).filter(|_| told.role == Role::Response);
        // `The call returns 204.` is no label of a body.
        if status.as_ref().is_some_and(|status| has_none(status.code))
            && !phrase::is_short(sentence)
            && !announces(sentence)
        {
            return None;
        }
        Some(Cue::new(around, told.role, sentence, status))
    }
}

/// What a line in bold says that the paragraph before the block stands below, as below a heading.
fn title(around: &Around<'_>) -> Option<Cue> {
    let lead = &around.lead;
    let first = lead.label.lines().next().filter(|line| line.len() < lead.label.len());
    let lines = first.into_iter().chain(lead.before.lines().last());
    let line = lines.filter_map(bold).find(|title| phrase::is_short(title))?;
    let (role, status) = heading_label::read(line, around.language)?;
    Some(Cue::new(around, role, line, status))
}

/// The words of a line that is all in bold.
fn bold(line: &str) -> Option<&str> {
    let inner = line.trim().trim_end_matches([':', '：']).strip_prefix("**")?.strip_suffix("**")?;
    let inner = inner.trim().trim_end_matches([':', '：']);
    (!inner.is_empty() && !inner.contains("**")).then_some(inner)
}

/// The status of what comes back that one of the sentences before the block names: `The call returns a 202 Accepted
/// response.`
pub(super) fn returned(around: &Around<'_>) -> Option<ToldStatus> {
    let language = around.language;
    let told = |sentence: &&str| {
        words::role(sentence, language).is_some_and(|told| told.sure && told.role == Role::Response)
    };
    let sentence = sentences(around).find(told)?;
    let status = named_status::status(sentence, language).filter(|status| !has_none(status.code))?;
    Cue::new(around, Role::Response, sentence, Some(status)).status
}

/// Whether what comes back with a status has no body.
fn has_none(code: u16) -> bool {
    matches!(code, 100..200 | 204 | 205 | 304)
}

/// Whether a sentence is an item of a list that says what a member is: ``- `query`: The input of the search``.
fn describes_member(sentence: &str) -> bool {
    let item = sentence.strip_prefix(['-', '*', '+']).map(str::trim_start);
    let Some((name, text)) =
        item.and_then(|item| item.trim_start_matches("**").strip_prefix('`')?.split_once('`'))
    else {
        return false;
    };
    !name.contains(' ')
        && named_status::leading_status(name).is_none()
        && text.trim_matches(['*', ' ', ':', '-', '–', '—']).len() > 1
}

/// Whether a sentence ends with a colon.
fn announces(sentence: &str) -> bool {
    sentence.trim_end_matches(['*', '_', ' ']).ends_with([':', '：'])
}

/// What the first cell of a row says whose last one is the block: `example output | ...`. The status is the only success
/// that the rows above name.
fn row(around: &Around<'_>) -> Option<Cue> {
    let (rows, last) = around.lead.label.rsplit_once('\n')?;
    let cell = last.trim_start_matches(['|', ' ']).split('|').next().unwrap_or_default();
    if !last.trim_end().ends_with('|') || !rows.contains('|') {
        return None;
    }
    let role = words::named(cell.trim(), around.language)?;
    let status = named_status::only_success(rows).filter(|_| role == Role::Response);
    // Its place counts from the rows.
    let told = Cue::new(around, role, cell.trim(), None);
    Some(Cue { status: status.and_then(|status| Cue::new(around, role, rows, Some(status)).status), ..told })
}

/// The last sentences before the block, the last first. Only the next ones count where it says nothing.
fn sentences<'d>(around: &Around<'d>) -> impl Iterator<Item = &'d str> + use<'d> {
    let label = around.lead.label;
    // A row of a table is about its column.
    let is_row = label.rsplit('\n').next().is_some_and(|line| line.trim_start().starts_with('|'));
    let label = if is_row { "" } else { label };
    let mut rest = [label, around.lead.before];
    let mut at = 0;
    std::iter::from_fn(move || {
        while at < rest.len() && rest[at].is_empty() {
            at += 1;
        }
        let text = rest.get(at)?;
        let (before, sentence) = last_sentence(text);
        rest[at] = before;
        Some(sentence)
    })
    .take(3)
}

/// What stands before the last full stop but the one that ends the text, and what follows it. A line in bold is a
/// sentence of its own.
fn last_sentence(text: &str) -> (&str, &str) {
    let body = text.trim_end_matches(['.', ':', ' ', '。', '：', '\n', '\r']);
    let line = body.rfind('\n').map(|at| at + 1).filter(|at| {
        let (before, last) = (body[..*at].trim_end(), body[*at..].trim_start());
        last.starts_with("**") || before.ends_with(['.', ':', '。', '：']) || last.starts_with(['-', '*'])
    });
    let stop = [". ", ".\n", ".\r", "。", "! ", "? "]
        .iter()
        .filter_map(|stop| Some(body.rfind(stop)? + stop.len()))
        .max();
    // `e.g. this`
    let stop = stop.filter(|at| !body[..*at].ends_with(".g. ") && !body[..*at].ends_with(".e. "));
    match line.max(stop) {
        Some(at) => (body[..at].trim_end(), text[at..].trim()),
        None => ("", text),
    }
}
