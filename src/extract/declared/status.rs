//! What prose, lists, tables and headings say about the status of responses.

use std::ops::Range;

use super::body::{self, Body};
use super::certainty;
use super::model::{Certainty, DeclaredBody, DeclaredStatus, StatusForm};
use super::prose::{self, Gap, Piece, PieceKind};
use super::reader::Reader;
use crate::cues;
use crate::document::SectionId;
use crate::extract::mention::{self, Codes, Mention};
use crate::markup::markdown::{Row, Table};
use crate::text::Span;

/// A list whose items are numbers is one of status codes if these words stand before it.
const BEFORE_LIST: usize = 200;

/// The declarations of one gap of prose.
pub(super) fn read(reader: &Reader<'_>, gap: Gap, found: &mut Vec<DeclaredStatus>) {
    let text = reader.text;
    let start = gap.span.range().start;
    let mut done = start;
    for at in mention::candidates(gap.span.of(text)).map(|at| at + start) {
        if at < done {
            continue;
        }
        let piece = prose::piece(text, gap.span, done, at);
        match piece.kind {
            PieceKind::Table => table(reader, gap, piece, found),
            PieceKind::Item => item(reader, gap, piece, found),
            PieceKind::Paragraph => sentences(reader, gap, piece.span, found),
        }
        done = piece.span.range().end.max(at + 1);
    }
}

/// The declaration that a heading is.
pub(super) fn heading(reader: &Reader<'_>, section: SectionId, span: Span) -> Option<DeclaredStatus> {
    let text = span.of(reader.text);
    let at = mention::candidates(text).next()?;
    let lower = text.to_ascii_lowercase();
    // `404: Not found`, `Response 200`, `HTTP 200 OK`
    let before = lower[..at].trim_matches([' ', '#', '`', '*', ':', '(', '-', '–']);
    let named = before.split_whitespace().all(is_heading_word);
    // `Example 200` is one of many.
    let tells = before.is_empty() || named && before.split_whitespace().any(says_status);
    let mut mentions = mention::mentions(text, &lower, false);
    if mentions.is_empty() {
        let alone = text[at + 3..].trim_start_matches(['`', '*', ' ']);
        let is_title = tells && (alone.is_empty() || alone.starts_with([':', '-', '–', '—', '(']));
        mentions = mention::forced(text, &lower, at).filter(|_| is_title).into_iter().collect();
    }
    let [mention] = &mentions[..] else { return None };
    let mut status = status(reader, Gap { span, section }, span.range().start, mention);
    (status.form, status.formal) = (StatusForm::Heading, true);
    status.scope = reader.scope_around(section);
    named.then_some(status)
}

fn is_example(word: &str) -> bool {
    cues::all(|words| words.example_headings).any(|example| example == word)
}

/// Whether a word in a heading says that the number behind it is a status: `Response 200`.
fn says_status(word: &str) -> bool {
    let kinds: [cues::Kind; 3] =
        [|words| words.response_headings, |words| words.before_code, |words| words.success];
    kinds.into_iter().flat_map(cues::all).any(|known| known == word)
}

fn is_heading_word(word: &str) -> bool {
    let word = word.trim_matches([':', '(', '`', '*']);
    word.is_empty()
        || word.starts_with("http/")
        || is_example(word)
        || cues::all(|words| words.response_headings).any(|heading| heading == word)
        || cues::all(|words| words.in_response_titles).any(|heading| heading == word)
}

/// A list item: `**200** - OK`, or sentences.
fn item(reader: &Reader<'_>, gap: Gap, piece: Piece, found: &mut Vec<DeclaredStatus>) {
    let text = piece.span.of(reader.text);
    let begin = text.len() - text.trim_start_matches(['`', '*', '_', '"']).len();
    let lower = text.to_ascii_lowercase();
    let Some(mention) = mention::forced(text, &lower, begin) else {
        return sentences(reader, gap, piece.span, found);
    };
    let rest = lower[mention.code.end..].trim_start_matches(['`', '*', '_', '"', ' ']);
    let divided = rest.trim_end().is_empty() || rest.starts_with([':', '-', '–', '—', '=', '(', '|']);
    let before = &reader.text[..piece.span.range().start];
    let before =
        before[before.ceil_char_boundary(before.len().saturating_sub(BEFORE_LIST))..].to_ascii_lowercase();
    let titled = reader.heading(gap.section).to_ascii_lowercase();
    let about_codes = |text: &str| {
        cues::any(text, |words| words.before_code) || cues::any(text, |words| words.response_headings)
    };
    if !mention.sure && !(divided && (about_codes(&before) || about_codes(&titled))) {
        return sentences(reader, gap, piece.span, found);
    }
    let mut status = status(reader, gap, piece.span.range().start, &mention);
    (status.form, status.formal) = (StatusForm::List, true);
    found.push(status);
}

fn table(reader: &Reader<'_>, gap: Gap, piece: Piece, found: &mut Vec<DeclaredStatus>) {
    let Some(table) = Table::read(reader.text, piece.span) else { return };
    let columns: Vec<&str> = cues::all(|words| words.code_columns).collect();
    // A list of numbers that no server answers is one of something else.
    let is_of_codes = |column: &usize| table.rows().iter().all(|row| !is_other_number(reader, row, *column));
    let column = table.column(&columns).filter(is_of_codes);
    for row in table.rows() {
        if let Some(status) = column.and_then(|column| code_cell(reader, gap, row, column)) {
            found.push(status);
            continue;
        }
        let first = found.len();
        for cell in &row.cells {
            sentences(reader, gap, *cell, found);
        }
        // What a table of headers or parameters says of responses is said by the way.
        for status in &mut found[first..] {
            status.certainty = Certainty::Possible;
        }
    }
}

/// Whether a cell holds a number that is no status code.
fn is_other_number(reader: &Reader<'_>, row: &Row, column: usize) -> bool {
    let Some(cell) = row.cells.get(column) else { return false };
    let text = cell.of(reader.text).trim_matches(['`', '*', '_', '"']);
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    digits > 0 && !text[digits..].starts_with(['x', 'X']) && mention::codes_at(text, 0).is_none()
}

/// The status that a cell of a column of codes holds.
fn code_cell(reader: &Reader<'_>, gap: Gap, row: &Row, column: usize) -> Option<DeclaredStatus> {
    let cell = row.cells.get(column)?;
    let text = cell.of(reader.text);
    let begin = text.len() - text.trim_start_matches(['`', '*', '_', '"']).len();
    let mention = mention::forced(text, &text.to_ascii_lowercase(), begin)?;
    let rest = text[mention.shown.end..].trim_matches(['`', '*', '_', '"', ' ', ')', '(']);
    let fits = rest.is_empty() || rest.starts_with(|c: char| !c.is_alphanumeric()) || mention.sure;
    let mut status = status(reader, gap, cell.range().start, &mention);
    (status.form, status.formal) = (StatusForm::Table, true);
    fits.then_some(status)
}

/// The declarations in the sentences of a piece.
fn sentences(reader: &Reader<'_>, gap: Gap, piece: Span, found: &mut Vec<DeclaredStatus>) {
    let text = piece.of(reader.text);
    // The only status of the sentence before.
    let mut last: Option<usize> = None;
    for range in prose::sentences(text) {
        if mention::candidates(&text[range.clone()]).next().is_none() {
            if let Some(status) = last.take().and_then(|index| found.get_mut(index)) {
                status.body = status.body.or_else(|| body::after(text, range, piece.range().start));
            }
            continue;
        }
        let at = piece.range().start + range.start;
        let sentence = &text[range];
        let lower = sentence.to_ascii_lowercase();
        let formal = reader.is_response(gap.section);
        let mentions = mention::mentions(sentence, &lower, formal);
        last = None;
        if mentions.is_empty() {
            continue;
        }
        let first = found.len();
        found.extend(mentions.iter().map(|mention| status(reader, gap, at, mention)));
        for (status, certainty) in found[first..].iter_mut().zip(certainty::of(&lower, &mentions, formal)) {
            status.sentence = Span::new(at, at + sentence.len());
            if status.certainty == Certainty::Promised {
                status.certainty = certainty;
            }
        }
        last = Some(first).filter(|_| mentions.len() == 1);
        for (Body { promised, place }, owner) in body::all(&lower, &mentions) {
            let span = Span::new(at + place.start, at + place.end);
            if let Some(status) = found.get_mut(first + owner) {
                status.body = Some(DeclaredBody { promised, span, here: true });
            }
        }
    }
}

fn status(reader: &Reader<'_>, gap: Gap, at: usize, mention: &Mention) -> DeclaredStatus {
    let span = |range: &Range<usize>| Span::new(at + range.start, at + range.end);
    DeclaredStatus {
        codes: mention.codes,
        span: span(&mention.shown),
        phrase: mention.phrase.as_ref().map(span),
        form: StatusForm::Sentence,
        certainty: if codes_of_errors(reader, gap.section, mention.codes) {
            Certainty::Possible
        } else {
            Certainty::Promised
        },
        body: None,
        formal: reader.is_response(gap.section),
        sentence: span(&mention.shown),
        section: gap.section,
        scope: reader.scope_of(gap.section),
    }
}

/// Whether a section is about errors and the codes are not: they are the numbers of something else.
fn codes_of_errors(reader: &Reader<'_>, section: SectionId, codes: Codes) -> bool {
    let heading = || reader.heading(section).to_ascii_lowercase();
    codes.is_success()
        && cues::any(&heading(), |words| words.error_headings)
        && !cues::any(&heading(), |words| words.joins)
}
