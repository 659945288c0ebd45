//! The rows of tables of headers, parameters and members: names, types, and what is called required.

use super::model::Scope;
use super::prose;
use super::reader::Reader;
use crate::cues;
use crate::document::SectionId;
use crate::extract::{ParsedPage, resources};
use crate::markup::markdown::{Row, Table, plain};
use crate::text::Span;

/// A row of a table of headers, parameters or members.
#[derive(Debug)]
pub struct DeclaredField {
    /// The name, without remarks.
    pub name: String,
    /// The type as written, without Markdown, if the table has a column for it.
    pub type_text: Option<String>,
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
    /// Parameters of the target.
    Parameter,
    /// Members of a resource, or of what comes back.
    Property,
    /// Members of a resource that come if somebody asks for them.
    Relationship,
}

/// A table that lists the values of an enumeration.
#[derive(Debug)]
pub struct DeclaredEnum {
    /// What the heading calls it: a type or a property.
    pub name: String,
    /// The values.
    pub values: Vec<String>,
    /// The table.
    pub span: Span,
}

/// The rows of the tables of a page that list headers, parameters or members, in order.
pub(super) fn read(page: &ParsedPage<'_>, reader: &Reader<'_>) -> Vec<DeclaredField> {
    let mut found = Vec::new();
    let mut described = None;
    for gap in prose::gaps(page.document) {
        let titled = kind(reader, gap.section);
        for span in prose::tables(reader.text, gap.span) {
            let Some(kind) = titled.or_else(|| introduced(reader, gap, span)) else { continue };
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
    let says = |kind: cues::Kind| cues::any(&heading, kind);
    if says(|words| words.response_headings) {
        // What comes back is seldom said of headers, and then in no table.
        return (!says(|words| words.header_headings)).then_some(FieldKind::Property);
    }
    let kinds: [(cues::Kind, FieldKind); 5] = [
        (|words| words.header_headings, FieldKind::Header),
        (|words| words.body_headings, FieldKind::Body),
        (|words| words.relationship_headings, FieldKind::Relationship),
        (|words| words.parameter_headings, FieldKind::Parameter),
        (|words| words.property_headings, FieldKind::Property),
    ];
    kinds.into_iter().find(|(words, _)| says(*words)).map(|(_, kind)| kind)
}

/// What a table is about by the paragraph before it: `… and the following response attributes:`.
fn introduced(reader: &Reader<'_>, gap: prose::Gap, table: Span) -> Option<FieldKind> {
    /// No further back than this.
    const BACK: usize = 200;
    let before = &reader.text[gap.span.range().start..table.range().start];
    let before = before[before.ceil_char_boundary(before.len().saturating_sub(BACK))..].trim_end();
    let paragraph = before.rsplit("\n\n").next().unwrap_or_default().to_ascii_lowercase();
    cues::any(&paragraph, |words| words.response_headings).then_some(FieldKind::Property)
}

/// The tables of values of a page, in order.
pub(super) fn enums(page: &ParsedPage<'_>, reader: &Reader<'_>) -> Vec<DeclaredEnum> {
    let mut found = Vec::new();
    for gap in prose::gaps(page.document) {
        let parent = reader.outline.parent(gap.section).map(|up| reader.heading(up));
        let Some(name) = resources::name_of_values(reader.heading(gap.section), parent) else { continue };
        for span in prose::tables(reader.text, gap.span) {
            let values = Table::read(reader.text, span).and_then(|table| resources::values(&table));
            found.extend(values.map(|values| DeclaredEnum { name: name.clone(), values, span }));
        }
    }
    found
}

fn table(
    reader: &Reader<'_>,
    kind: FieldKind,
    section: SectionId,
    span: Span,
    found: &mut Vec<DeclaredField>,
) {
    let Some(table) = Table::read(reader.text, span) else { return };
    let column = |kind| table.column(&cues::all(kind).collect::<Vec<_>>());
    let Some(name) = column(|words| words.name_columns) else { return };
    let (required, description) =
        (column(|words| words.required_columns), column(|words| words.text_columns));
    let ty = column(|words| words.type_columns);
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
        let marked = cues::all(|words| words.affirmations).any(|word| word == says(row, required));
        let described = says(row, description).split(['.', ';']).any(|sentence| {
            cues::all(|words| words.required).any(|word| word == sentence.trim_matches([' ', '(', ')']))
        });
        found.push(DeclaredField {
            name: bare.to_owned(),
            type_text: ty.map(|column| plain(&table.cell(row, column))).filter(|text| !text.is_empty()),
            span,
            kind,
            required: marked || described,
            scope: reader.outline.parent(section),
        });
    }
}
