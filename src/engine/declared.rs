//! What a page declares outside of its examples, and whether some example shows it, as plain facts.

use std::collections::HashSet;

use serde::Serialize;

use super::inspect::InspectedPage;
use crate::extract::{
    Certainty, DeclaredEndpoint, DeclaredField, DeclaredStatus, EndpointForm, ExampleKind, FieldKind, Page,
    PathTemplate, StatusForm, is_signature,
};
use crate::markdown::SectionId;
use crate::schema::{Instance, SchemaSet};

/// What a page declares.
#[derive(Debug, Default, Serialize)]
pub struct InspectedDeclarations {
    /// Status codes in prose, lists, tables and headings.
    pub statuses: Vec<InspectedStatus>,
    /// Endpoint lines.
    pub endpoints: Vec<InspectedEndpoint>,
    /// Headers and members of request bodies in tables.
    pub fields: Vec<InspectedField>,
}

/// A declared status.
#[derive(Debug, Serialize)]
pub struct InspectedStatus {
    /// Its line.
    pub line: u32,
    /// `204`, `200-299`.
    pub codes: String,
    /// As written, with its phrase.
    pub text: String,
    /// `sentence`, `list`, `table` or `heading`.
    pub form: &'static str,
    /// `promised`, `possible` or `denied`.
    pub certainty: &'static str,
    /// What the sentence says of the body: `promised` or `denied`.
    pub body: Option<&'static str>,
    /// Whether an example shows it.
    pub shown: bool,
}

/// An endpoint line.
#[derive(Debug, Serialize)]
pub struct InspectedEndpoint {
    /// Its line.
    pub line: u32,
    /// The method.
    pub method: String,
    /// The path or URL as written.
    pub target: String,
    /// `block`, `code`, `heading` or `table`.
    pub form: &'static str,
    /// Whether an example calls it.
    pub shown: bool,
}

/// A row of a table of headers or of members of a request body.
#[derive(Debug, Serialize)]
pub struct InspectedField {
    /// Its line.
    pub line: u32,
    /// The name.
    pub name: String,
    /// `header` or `body`.
    pub kind: &'static str,
    /// Whether it is called required.
    pub required: bool,
    /// Whether an example request has it.
    pub shown: bool,
}

/// An operation of a description of the API.
#[derive(Debug, Serialize)]
pub struct InspectedOperation {
    /// The kind of description.
    pub kind: &'static str,
    /// The method.
    pub method: String,
    /// The path.
    pub path: String,
    /// Whether an example calls it.
    pub shown: bool,
}

/// What the examples of a page show.
struct Shown<'p> {
    /// Status codes with the sections that they stand in.
    statuses: Vec<(SectionId, u16)>,
    /// The sections with bodies whose status only a heading can tell.
    bodies: HashSet<SectionId>,
    calls: Vec<(&'p str, PathTemplate)>,
    headers: HashSet<String>,
    members: HashSet<&'p str>,
}

/// The declarations of a page.
pub(super) fn declarations(page: &Page<'_>) -> InspectedDeclarations {
    let shown = Shown::of(page);
    let statuses = &page.declared().statuses;
    InspectedDeclarations {
        statuses: statuses.iter().map(|status| status_facts(page, status, &shown)).collect(),
        endpoints: page.endpoints().lines.iter().map(|line| endpoint_facts(page, line, &shown)).collect(),
        fields: page.fields().rows.iter().map(|field| field_facts(page, field, &shown)).collect(),
    }
}

impl<'p> Shown<'p> {
    fn of(page: &'p Page<'_>) -> Self {
        let mut shown = Self {
            statuses: Vec::new(),
            bodies: HashSet::new(),
            calls: Vec::new(),
            headers: HashSet::new(),
            members: HashSet::new(),
        };
        for example in &page.examples {
            let bare = !matches!(example.kind, ExampleKind::Request | ExampleKind::RequestList);
            shown.bodies.extend((example.payload.is_some() && bare).then_some(example.section));
            shown.statuses.extend(example.status.map(|status| (example.section, status)));
            for message in &example.messages {
                shown.statuses.extend(message.http.status().map(|status| (example.section, status)));
                let Some(line) = message.http.request().filter(|_| !is_signature(page, example, message))
                else {
                    continue;
                };
                shown.calls.push((line.method.text, PathTemplate::new(line.target.text)));
                shown
                    .headers
                    .extend(message.http.headers.iter().map(|header| header.name.text.to_ascii_lowercase()));
            }
            for (message, body) in example.bodies() {
                let Some(tree) = body.json.as_ref() else { continue };
                let is_answer = message.is_some_and(|message| message.http.request().is_none());
                let text = example.text_of(body);
                let values =
                    tree.nodes().filter(|_| !is_answer).map(|(node, _)| Instance { tree, text, node });
                shown.members.extend(values.filter_map(Instance::name));
            }
        }
        shown
    }
}

fn status_facts(page: &Page<'_>, status: &DeclaredStatus, shown: &Shown<'_>) -> InspectedStatus {
    let (first, last) = (status.codes.first, status.codes.last);
    let is_shown = |(section, code): &(SectionId, u16)| {
        status.codes.contains(*code) && page.declared().is_about(status, *section)
    };
    let below = status.form == StatusForm::Heading && shown.bodies.contains(&status.section);
    InspectedStatus {
        line: page.source.line(status.span.start),
        codes: if first == last { first.to_string() } else { format!("{first}-{last}") },
        text: status.span.of(page.source.text()).replace(['`', '*', '\n', '\r'], ""),
        form: match status.form {
            StatusForm::Sentence => "sentence",
            StatusForm::List => "list",
            StatusForm::Table => "table",
            StatusForm::Heading => "heading",
        },
        certainty: match status.certainty {
            Certainty::Promised => "promised",
            Certainty::Possible => "possible",
            Certainty::Denied => "denied",
        },
        body: status.body.map(|body| if body.promised { "promised" } else { "denied" }),
        shown: below || shown.statuses.iter().any(is_shown),
    }
}

fn endpoint_facts(page: &Page<'_>, line: &DeclaredEndpoint, shown: &Shown<'_>) -> InspectedEndpoint {
    let path = line.path();
    InspectedEndpoint {
        line: page.source.line(line.span.start),
        method: line.method.clone(),
        target: line.target.clone(),
        form: match line.form {
            EndpointForm::Block => "block",
            EndpointForm::Code => "code",
            EndpointForm::Heading => "heading",
            EndpointForm::Table => "table",
        },
        shown: shown.calls.iter().any(|(method, target)| *method == line.method && target.is_one_of(&path)),
    }
}

fn field_facts(page: &Page<'_>, field: &DeclaredField, shown: &Shown<'_>) -> InspectedField {
    InspectedField {
        line: page.source.line(field.span.start),
        name: field.name.clone(),
        kind: match field.kind {
            FieldKind::Header => "header",
            FieldKind::Body => "body",
        },
        required: field.required,
        shown: match field.kind {
            FieldKind::Header => shown.headers.contains(&field.name.to_ascii_lowercase()),
            FieldKind::Body => shown.members.contains(field.name.as_str()),
        },
    }
}

/// The operations that the descriptions of a run list, each with whether an example on one of the pages calls it.
pub(super) fn operations<'s>(
    sets: impl Iterator<Item = &'s SchemaSet>,
    pages: &[InspectedPage],
) -> Vec<InspectedOperation> {
    let examples = pages.iter().flat_map(|page| &page.examples);
    let messages = examples.flat_map(|example| std::iter::once(&example.first).chain(&example.messages));
    let mut calls: Vec<(&str, PathTemplate)> = messages
        .filter_map(|message| {
            Some((message.method.as_deref()?, PathTemplate::new(message.target.as_deref()?)))
        })
        .collect();
    calls.sort_unstable();
    calls.dedup();
    let mut found = Vec::new();
    for provider in sets.flat_map(|set| &set.providers) {
        for (method, path) in provider.operations() {
            let line = PathTemplate::new(&path);
            let shown = calls.iter().any(|(own, target)| *own == method && target.is_one_of(&line));
            found.push(InspectedOperation { kind: provider.kind(), method, path, shown });
        }
    }
    found.sort_by(|a, b| (&a.path, &a.method).cmp(&(&b.path, &b.method)));
    found.dedup_by(|a, b| a.path == b.path && a.method == b.method);
    found
}
