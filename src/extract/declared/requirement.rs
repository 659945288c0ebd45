//! What tables of headers and of request bodies call required.

use super::{Reader, Scope, prose, words};
use crate::extract::Page;
use crate::markdown::{Row, SectionId, Table, plain};
use crate::text::Span;

/// A row of a table of headers, or of members of a request body.
#[derive(Debug)]
pub struct DeclaredField {
    /// The name, without remarks.
    pub name: String,
    /// The cell of the name.
    pub span: Span,
    /// What the table is about.
    pub kind: FieldKind,
    /// Whether the row says, without a condition, that it is required.
    pub required: bool,
    /// The part of the page that it is about.
    pub(super) scope: Scope,
}

/// What a table is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum FieldKind {
    /// Request headers.
    Header,
    /// Members of the request body.
    Body,
}

/// The rows of the tables of a page that list headers or members of a request body, in order.
pub(super) fn read(page: &Page<'_>, reader: &Reader<'_>) -> Vec<DeclaredField> {
    let mut found = Vec::new();
    let mut described = None;
    for gap in prose::gaps(page.document) {
        let Some(kind) = kind(reader, gap.section) else { continue };
        for span in prose::tables(reader.text, gap.span) {
            // A second table in a section is about a part of the first.
            if kind == FieldKind::Body && described == Some(gap.section) {
                break;
            }
            let before = found.len();
            table(reader, kind, gap.section, span, &mut found);
            described = (found.len() > before).then_some(gap.section).or(described);
        }
    }
    found
}

/// What the tables of a section are about, by its heading.
fn kind(reader: &Reader<'_>, section: SectionId) -> Option<FieldKind> {
    let heading = reader.heading(section).to_ascii_lowercase();
    if words::any(&heading, |words| words.response_headings) {
        return None;
    }
    if words::any(&heading, |words| words.header_headings) {
        return Some(FieldKind::Header);
    }
    words::any(&heading, |words| words.body_headings).then_some(FieldKind::Body)
}

fn table(
    reader: &Reader<'_>,
    kind: FieldKind,
    section: SectionId,
    span: Span,
    found: &mut Vec<DeclaredField>,
) {
    let Some(table) = Table::read(reader.text, span) else { return };
    let column = |kind| table.column(&words::all(kind).collect::<Vec<_>>());
    let Some(name) = column(|words| words.name_columns) else { return };
    let (required, description) =
        (column(|words| words.required_columns), column(|words| words.text_columns));
    let says = |row: &Row, column: Option<usize>| {
        column.map(|column| plain(&table.cell(row, column)).to_ascii_lowercase()).unwrap_or_default()
    };
    for row in table.rows() {
        let Some(span) = row.cells.get(name).copied() else { continue };
        let written = plain(&table.cell(row, name));
        let bare = written.split([' ', '(', ',']).next().unwrap_or_default().trim_matches(['*', ':']);
        if bare.is_empty() || !bare.chars().all(|c| c.is_alphanumeric() || matches!(c, '_' | '-' | '@' | '.'))
        {
            continue;
        }
        let marked = words::all(|words| words.affirmations).any(|word| word == says(row, required));
        let described = says(row, description).split(['.', ';']).any(|sentence| {
            words::all(|words| words.required).any(|word| word == sentence.trim_matches([' ', '(', ')']))
        });
        found.push(DeclaredField {
            name: bare.to_owned(),
            span,
            kind,
            required: marked || described,
            scope: reader.outline.parent(section),
        });
    }
}
