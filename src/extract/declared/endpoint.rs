//! The endpoint lines of a page: which methods and paths it is about.

use super::messages::is_signature;
use super::model::Scope;
use super::prose;
use super::reader::Reader;
use super::template::PathTemplate;
use crate::cues;
use crate::document::SectionId;
use crate::extract::{Endpoint, Example, ExampleKind, Message, ParsedPage};
use crate::extract::{endpoint, spoken};
use crate::markup::markdown::{Table, plain};
use crate::syntax::http::method;
use crate::text::Span;

/// A method with a path that a page says it is about.
#[derive(Debug)]
pub struct DeclaredEndpoint {
    /// The method.
    pub method: String,
    /// The path or URL as written.
    pub target: String,
    /// Method and target, or the row of the table.
    pub span: Span,
    /// How it is written.
    pub form: EndpointForm,
    /// The part of the page that it is about.
    pub(super) scope: Scope,
}

/// How an endpoint line is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum EndpointForm {
    /// A code block of request lines.
    Block,
    /// A line of prose: `` `GET /parcels` ``, `**GET** /parcels`.
    Code,
    /// A heading.
    Heading,
    /// A row of a table of methods and paths.
    Table,
    /// A sentence right before an example.
    Sentence,
}

impl DeclaredEndpoint {
    /// Whether it is another way to call what `other` calls: both stand among the request lines of one part.
    pub fn is_alternative_to(&self, other: &Self) -> bool {
        let is_line = |line: &Self| line.form == EndpointForm::Block;
        is_line(self) && is_line(other) && (self.scope, &self.method) == (other.scope, &other.method)
    }

    /// The path for comparison.
    pub fn path(&self) -> PathTemplate {
        PathTemplate::new(&self.target)
    }
}

/// The endpoint that the sentence right before an example calls.
pub(super) fn spoken(page: &ParsedPage<'_>, example: &Example<'_>) -> Option<DeclaredEndpoint> {
    let Endpoint { method, target, span } = spoken::before(page.document, example)?;
    let (method, target) = (method.to_owned(), target.to_owned());
    Some(DeclaredEndpoint {
        method,
        target,
        span,
        form: EndpointForm::Sentence,
        scope: Some(example.section),
    })
}

/// The host in the target of a request.
fn host<'d>(message: &Message<'d>) -> Option<&'d str> {
    let (_, rest) = message.http.request()?.target.text.split_once("://")?;
    rest.split(['/', '?']).next()
}

/// Whether a request goes to another host than the first example of its page, which may name none.
pub(crate) fn is_foreign(page: &ParsedPage<'_>, message: &Message<'_>) -> bool {
    let Some(host) = host(message) else { return false };
    let shown = page.examples.iter().filter(|example| example.kind == ExampleKind::Request);
    let mut requests =
        shown.flat_map(|example| example.messages.iter().map(move |message| (example, message)));
    let first = requests.find(|(example, message)| !is_signature(page, example, message));
    first.is_some_and(|(_, first)| !self::host(first).is_some_and(|first| first.eq_ignore_ascii_case(host)))
}

/// The endpoint lines of a page, in order of place.
pub(super) fn read(page: &ParsedPage<'_>, reader: &Reader<'_>) -> Vec<DeclaredEndpoint> {
    let mut read = Endpoints { page, reader, asked: asked(page), found: Vec::new() };
    read.blocks();
    let lines = read.lines();
    for gap in prose::gaps(page.document) {
        read.tables(gap, &lines);
    }
    read.found.sort_by_key(|endpoint| endpoint.span);
    read.found
}

/// The sections that show requests.
fn asked(page: &ParsedPage<'_>) -> Vec<SectionId> {
    let shows = |example: &&Example<'_>| {
        example
            .messages
            .iter()
            .any(|message| message.http.request().is_some() && !is_signature(page, example, message))
    };
    page.examples.iter().filter(shows).map(|example| example.section).collect()
}

struct Endpoints<'r> {
    page: &'r ParsedPage<'r>,
    reader: &'r Reader<'r>,
    asked: Vec<SectionId>,
    found: Vec<DeclaredEndpoint>,
}

impl Endpoints<'_> {
    fn add(&mut self, method: &str, target: &str, span: Span, form: EndpointForm, section: SectionId) {
        let is_target =
            target.starts_with(['/', '{', '<', ':']) || target.contains("://") || form == EndpointForm::Block;
        if !method::is_known(method) || !is_target || target.is_empty() {
            return;
        }
        let scope = self.scope(section);
        let (method, target) = (method.to_owned(), target.to_owned());
        self.found.push(DeclaredEndpoint { method, target, span, form, scope });
    }

    /// What an endpoint line in a section is about: the section, or what its list of endpoints stands in.
    fn scope(&self, section: SectionId) -> Scope {
        let outline = &self.reader.outline;
        let own = Some(section).filter(|section| *section != SectionId(0));
        if self.asked.binary_search(&section).is_ok() {
            return own;
        }
        let parts = std::iter::successors(Some(section), |section| outline.parent(*section));
        let list = parts.filter(|part| self.is_titled(*part, |words| words.endpoint_headings)).last();
        list.map_or(own, |list| outline.parent(list))
    }

    /// Whether the heading of a section has a word of a kind.
    fn has_word(&self, section: SectionId, kind: cues::Kind) -> bool {
        cues::any(&self.reader.heading(section).to_ascii_lowercase(), kind)
    }

    /// Whether the heading of a section is no more than words of a kind.
    fn is_titled(&self, section: SectionId, kind: cues::Kind) -> bool {
        cues::is_title(&self.reader.heading(section).to_ascii_lowercase(), kind, |words| words.in_titles)
    }

    /// Whether a section is part of the examples.
    fn is_exemplary(&self, section: SectionId) -> bool {
        let mut parts = std::iter::successors(Some(section), |section| self.reader.outline.parent(*section));
        parts.any(|part| self.has_word(part, |words| words.example_headings))
    }

    /// Whether a request line that stands alone names an endpoint: it stands among such lines, or it is a template.
    fn is_line(&self, example: &Example<'_>, target: &str) -> bool {
        let section = example.section;
        // Lines come before examples.
        let first = |section| {
            let from = self.page.examples.partition_point(|other| other.section < section);
            let others = self.page.examples[from..].iter().take_while(|other| other.section == section);
            others
                .take_while(|other| other.id < example.id)
                .all(|other| other.messages.iter().all(|message| is_signature(self.page, other, message)))
        };
        let mut parts = std::iter::successors(Some(section), |section| self.reader.outline.parent(*section));
        !self.is_exemplary(section)
            && (parts.any(|part| self.is_titled(part, |words| words.endpoint_headings))
                || PathTemplate::new(target).has_template() && first(section))
    }

    fn blocks(&mut self) {
        for example in &self.page.examples {
            for message in &example.messages {
                if !is_signature(self.page, example, message) {
                    continue;
                }
                let Some(line) = message.http.request() else { continue };
                if !self.is_line(example, line.target.text) {
                    continue;
                }
                let span = example.file_span(line.method.span).to(example.file_span(line.target.span));
                self.add(line.method.text, line.target.text, span, EndpointForm::Block, example.section);
            }
        }
    }

    /// Lines of prose and headings that consist of a method and a path; where they are.
    fn lines(&mut self) -> Vec<u32> {
        let (text, mut places) = (self.reader.text, Vec::new());
        for (section, Endpoint { method, target, span }) in endpoint::Endpoints::of(self.page.document).all()
        {
            let start = text[..span.range().start].rfind('\n').map_or(0, |at| at + 1);
            let form = match text[start..].trim_start_matches([' ', '>']).bytes().next() {
                Some(b'#') => EndpointForm::Heading,
                Some(b'|') => EndpointForm::Table,
                _ => EndpointForm::Code,
            };
            self.add(method, target, span, form, section);
            places.push(span.start);
        }
        places
    }

    /// A row of a table with columns for both. One that consists of them alone is among the `lines`.
    fn tables(&mut self, gap: prose::Gap, lines: &[u32]) {
        let text = self.reader.text;
        for table in prose::tables(text, gap.span) {
            let Some(table) = Table::read(text, table) else { continue };
            let column = |kind| table.column(&cues::all(kind).collect::<Vec<_>>());
            let columns = column(|words| words.method_columns).zip(column(|words| words.path_columns));
            let Some((method, path)) = columns else { continue };
            for row in table.rows() {
                let next = lines.partition_point(|line| *line < row.span.start);
                if lines.get(next).is_some_and(|line| *line < row.span.end) {
                    continue;
                }
                let (method, path) = (plain(&table.cell(row, method)), plain(&table.cell(row, path)));
                self.add(method.trim(), path.trim(), row.span, EndpointForm::Table, gap.section);
            }
        }
    }
}
