//! What a page says about types: its resource blocks with their tables and bases, and its lists of values.
//!
//! Only found here, not understood: what the parts mean together is the schema's business.

use std::sync::Arc;

use super::outline::Outline;
use super::{Annotation, Example, ExampleKind, ParsedPage};
use crate::cues;
use crate::document::{BlockKind, Heading, SectionId};
use crate::markup::markdown::{Row, Table, plain};
use crate::schema::doc_resource::{
    BlockInput, EnumInput, PageInput, ResourceInput, RowInput, TableInput, TableKind,
};
use crate::syntax::json::{self, NodeKind};
use crate::text::{SourceFile, Span};

/// What `page` says about types, if it says anything. `source` is its file.
pub(crate) fn resources(page: &ParsedPage<'_>, source: &Arc<SourceFile>) -> Option<PageInput> {
    let reader = Reader::new(page);
    let enums = reader.enums();
    let resources = reader.resources();
    (!enums.is_empty() || !resources.is_empty()).then(|| PageInput {
        source: Arc::clone(source),
        resources,
        enums,
    })
}

/// Whether prose of a section may hold something that [`resources`] asks for, by the section's heading.
pub(super) fn may_matter(heading: Option<&Heading<'_>>, prose: &str) -> bool {
    let is_table = |heading: &Heading<'_>| {
        let text = heading.text;
        members_kind(text).is_some() || is_members(text) || list_name(text).is_some()
    };
    names_ancestors(prose.as_bytes()) || heading.is_some_and(is_table)
}

struct Reader<'p> {
    page: &'p ParsedPage<'p>,
    outline: Outline,
    headings: Vec<(SectionId, Heading<'p>)>,
    /// The resource blocks.
    blocks: Vec<&'p Example<'p>>,
}

/// What the page says about a block outside of it.
#[derive(Default)]
struct Parts {
    tables: Vec<TableInput>,
    bases: Vec<String>,
}

impl<'p> Reader<'p> {
    fn new(page: &'p ParsedPage<'p>) -> Self {
        let headings = page.document.blocks.iter().filter_map(|block| match block.kind {
            BlockKind::Heading(heading) if !heading.tab => Some((block.section, heading)),
            _ => None,
        });
        let blocks = page.examples.iter().filter(|example| example.kind == ExampleKind::Resource).collect();
        Self { page, outline: Outline::new(page.document), headings: headings.collect(), blocks }
    }

    fn resources(&self) -> Vec<ResourceInput> {
        let mut parts: Vec<Parts> = self.blocks.iter().map(|_| Parts::default()).collect();
        if parts.is_empty() {
            return Vec::new();
        }
        for block in &self.page.document.blocks {
            let (table, bases) = match block.kind {
                BlockKind::Table => (self.members(block.section, block.span), Vec::new()),
                BlockKind::Paragraph => (None, ancestors(block.span.of(self.page.document.text))),
                _ => continue,
            };
            if table.is_none() && bases.is_empty() {
                continue;
            }
            if let Some(parts) = self.subject(block.section).and_then(|at| parts.get_mut(at)) {
                parts.tables.extend(table);
                parts.bases.extend(bases);
            }
        }
        self.blocks.iter().zip(parts).filter_map(|(block, parts)| resource(self.page, block, parts)).collect()
    }

    /// The resource block that a section is about: the only one in the smallest part of the page around the section
    /// that has any.
    fn subject(&self, section: SectionId) -> Option<usize> {
        let parts =
            std::iter::successors(Some(Some(section)), |part| part.map(|part| self.outline.parent(part)));
        let inside = |part: Option<SectionId>| {
            // Sections are numbered in order, and those of a part follow it.
            let first = self.blocks.partition_point(|block| part.is_some_and(|part| block.section < part));
            let is_inside = |at: &usize| {
                self.blocks.get(*at).is_some_and(|block| self.outline.is_within(block.section, part))
            };
            (Some(first).filter(is_inside), Some(first + 1).filter(is_inside))
        };
        let (first, second) = parts.map(inside).find(|(first, _)| first.is_some())?;
        first.filter(|_| second.is_none())
    }

    fn heading(&self, section: SectionId) -> Option<&'p str> {
        let at = self.headings.partition_point(|(known, _)| *known < section);
        self.headings.get(at).filter(|(known, _)| *known == section).map(|(_, heading)| heading.text)
    }

    /// The table of members at `span`, if the section that it stands in is about members.
    fn members(&self, section: SectionId, span: Span) -> Option<TableInput> {
        let kind = members_kind(self.heading(section)?)?;
        let table = Table::read(self.page.document.text, span)?;
        let column = |kind| table.column(&cues::all(kind).collect::<Vec<_>>());
        let (name, ty) = (column(|words| words.name_columns)?, column(|words| words.type_columns)?);
        let description = column(|words| words.description_columns);
        let row = |row: &Row| RowInput {
            name: member_name(&plain(&table.cell(row, name))),
            at: row.cells.get(name).map_or(row.span.start, |cell| cell.start),
            type_text: plain(&table.cell(row, ty)),
            description: description.map(|column| table.cell(row, column).into_owned()).unwrap_or_default(),
        };
        let rows = table.rows().iter().filter(|row| !divides(row)).map(row).collect();
        Some(TableInput { kind, rows })
    }

    /// The lists of values of the page.
    fn enums(&self) -> Vec<EnumInput> {
        let tables = self.page.document.blocks.iter().filter(|block| matches!(block.kind, BlockKind::Table));
        tables.filter_map(|block| self.values(block.section, block.span)).collect()
    }

    fn values(&self, section: SectionId, span: Span) -> Option<EnumInput> {
        let parent = self.outline.parent(section).and_then(|up| self.heading(up));
        let name = name_of_values(self.heading(section)?, parent)?;
        let values = values(&Table::read(self.page.document.text, span)?)?;
        Some(EnumInput { name, values: values.into() })
    }
}

/// What a list of values is called, by the heading above it or else, if that says no more than that there are some, by
/// the one of the part around.
pub(super) fn name_of_values(heading: &str, around: Option<&str>) -> Option<String> {
    list_name(heading).or_else(|| around.filter(|_| is_members(heading)).and_then(list_name))
}

/// The values that a table lists, if it lists any.
pub(super) fn values(table: &Table<'_>) -> Option<Vec<String>> {
    let column = table.column(&cues::all(|words| words.value_columns).collect::<Vec<_>>())?;
    let rows = table.rows().iter().filter(|row| !divides(row));
    let values: Vec<String> = rows.map(|row| plain(&table.cell(row, column))).collect();
    (values.iter().all(|value| is_word(value)) && !values.is_empty()).then_some(values)
}

/// What a section is about whose tables list members, by its heading.
fn members_kind(heading: &str) -> Option<TableKind> {
    let heading = plain(heading).to_ascii_lowercase();
    let is_one = |kind| cues::all(kind).any(|title| title == heading.trim_end_matches(':'));
    if is_one(|words| words.property_titles) {
        return Some(TableKind::Properties);
    }
    is_one(|words| words.relationship_titles).then_some(TableKind::Relationships)
}

/// Whether the heading of a list of values leaves it to the one above to name the list.
fn is_members(heading: &str) -> bool {
    cues::all(|words| words.member_titles).any(|title| heading.trim().eq_ignore_ascii_case(title))
}

fn resource(page: &ParsedPage<'_>, example: &Example<'_>, parts: Parts) -> Option<ResourceInput> {
    let annotation = page.annotation(example)?;
    let type_name = annotation.type_name?.to_owned();
    let text = |key: &str| annotation.field(key).map(|field| annotation.value(field));
    let is_named = |name: &&str| !name.is_empty() && !name.eq_ignore_ascii_case("null");
    let mut bases: Vec<String> = text("baseType").filter(is_named).map(str::to_owned).into_iter().collect();
    bases.extend(parts.bases);
    bases.dedup();
    let mut mentioned: Vec<String> =
        text("keyProperty").filter(is_named).map(str::to_owned).into_iter().collect();
    mentioned.extend(strings(annotation, "optionalProperties"));
    let payload = example.payload.as_ref()?;
    let body = example.text_of(payload).to_owned();
    let span = payload.span;
    let tree = payload.json.clone().unwrap_or_else(|| json::parse(&body, span));
    let place = |node: &json::Node| {
        let local = payload.in_block(node.key.map_or(node.span, |key| key.span));
        example.file_span(local).start
    };
    let places = tree.nodes().map(|(_, node)| place(node)).collect();
    Some(ResourceInput {
        type_name,
        bases,
        open: text("openType").is_some_and(|value| value.eq_ignore_ascii_case("true")),
        mentioned,
        at: example.file_span(span).start,
        block: BlockInput { text: body, tree, places },
        tables: parts.tables,
    })
}

/// The strings of an annotation's list.
fn strings(annotation: &Annotation<'_>, key: &str) -> Vec<String> {
    let Some(field) = annotation.field(key) else { return Vec::new() };
    let (tree, text) = (&annotation.tree, annotation.text());
    let elements = tree.children(field.value).map(|id| tree.node(id));
    let strings = elements.filter(|node| node.kind == NodeKind::String);
    strings.map(|node| node.span.of(text).trim_matches(['"', '\'']).to_owned()).collect()
}

/// Whether a row has text in its first cell alone: it divides the table.
fn divides(row: &Row) -> bool {
    row.cells.first().is_some_and(|first| !first.is_empty())
        && row.cells[1..].iter().all(|cell| cell.is_empty())
        && row.cells.len() > 1
}

/// The name in a cell, without remarks: `weight (read-only)`. Empty if there is none.
fn member_name(cell: &str) -> String {
    let name = cell.split([' ', '(', '\u{a0}', ',']).next().unwrap_or_default();
    let fits = |c: char| c.is_alphanumeric() || matches!(c, '_' | '-' | '.' | '@');
    if name.chars().all(fits) { name.to_owned() } else { String::new() }
}

fn is_word(text: &str) -> bool {
    !text.is_empty() && text.chars().all(|c| c.is_alphanumeric() || matches!(c, '_' | '-' | '.' | '@' | '#'))
}

/// What a heading calls the list below it: `parcelStatus values`, `State enumeration`, `parcelStatus enum type`.
fn list_name(heading: &str) -> Option<String> {
    let heading = plain(heading);
    let mut words = heading.split_whitespace();
    let name = words.next().filter(|name| is_word(name))?;
    let rest = words.map(str::to_ascii_lowercase).collect::<Vec<_>>().join(" ");
    let is_list = cues::all(|words| words.after_enum).any(|cue| cue == rest);
    is_list.then(|| name.to_owned())
}

/// The types that a paragraph names as those that something inherits from.
fn ancestors(paragraph: &str) -> Vec<String> {
    if !names_ancestors(paragraph.as_bytes()) {
        return Vec::new();
    }
    let folded = paragraph.to_ascii_lowercase();
    let ends = cues::all(|words| words.ancestors)
        .flat_map(|phrase| folded.match_indices(phrase).map(|(at, _)| at + phrase.len()));
    let refers_back = |name: &String| cues::all(|words| words.pronouns).any(|pronoun| pronoun == name);
    ends.filter_map(|end| type_after(&paragraph[end..])).filter(|name| !refers_back(name)).collect()
}

/// Whether a text could name ancestors, in any case.
fn names_ancestors(text: &[u8]) -> bool {
    let stems = cues::LANGUAGES.iter().flat_map(|words| words.ancestor_stems);
    stems.copied().any(|(stem, rarest)| {
        let letter = stem.as_bytes()[rarest];
        let is_stem = |at: usize| {
            let start = at.checked_sub(rarest);
            let piece = start.and_then(|start| text.get(start..start + stem.len()));
            piece.is_some_and(|piece| piece.eq_ignore_ascii_case(stem.as_bytes()))
        };
        memchr::memchr2_iter(letter, letter.to_ascii_uppercase(), text).any(is_stem)
    })
}

/// The first type that is named: as a link, as code, in bold, or as the next word.
fn type_after(text: &str) -> Option<String> {
    let mut text = text.trim_start();
    while let Some(length) = cues::start(text, |words| words.articles) {
        text = text[length..].trim_start();
    }
    let marks = ['[', '*', '`', '_'];
    let name = text.trim_start_matches(marks);
    let end = name.find(|c: char| !(c.is_alphanumeric() || matches!(c, '_' | '.'))).unwrap_or(name.len());
    let name = name[..end].trim_end_matches('.');
    (!name.is_empty()).then(|| name.to_owned())
}

#[cfg(test)]
mod tests;
