//! What a page declares outside of its examples, and whether some example shows it, as plain facts.

use std::collections::HashSet;

use serde::Serialize;

use crate::conformance::Page;
use crate::document::SectionId;
use crate::extract::{
    Certainty, DeclaredEndpoint, DeclaredEnum, DeclaredField, DeclaredStatus, EndpointForm, ExampleKind,
    FieldKind, PathTemplate, StatusForm, is_signature,
};
use crate::schema::Instance;

/// What a page declares.
#[derive(Clone, Debug, Default, Serialize)]
pub struct InspectedDeclarations {
    /// Status codes in prose, lists, tables and headings.
    pub statuses: Vec<InspectedStatus>,
    /// Endpoint lines.
    pub endpoints: Vec<InspectedEndpoint>,
    /// Headers, parameters and members in tables.
    pub fields: Vec<InspectedField>,
    /// Tables of the values of enumerations.
    pub enums: Vec<InspectedEnum>,
}

/// A table that lists the values of an enumeration.
#[derive(Clone, Debug, Serialize)]
pub struct InspectedEnum {
    /// Its line.
    pub line: u32,
    /// What the heading calls it.
    pub name: String,
    /// The values.
    pub values: Vec<String>,
}

/// A declared status.
#[derive(Clone, Debug, Serialize)]
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
#[derive(Clone, Debug, Serialize)]
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
    /// Whether an example calls it or one of the other ways to call the same.
    pub alternative_shown: bool,
}

/// A row of a table of headers, parameters or members.
#[derive(Clone, Debug, Serialize)]
pub struct InspectedField {
    /// Its line.
    pub line: u32,
    /// The name.
    pub name: String,
    /// `header`, `body` (of a request), `parameter`, `property` (of a resource or of what comes back) or `relationship`.
    pub kind: &'static str,
    /// The type as written.
    #[serde(rename = "type")]
    pub type_text: Option<String>,
    /// Whether it is called required.
    pub required: bool,
    /// Whether an example on the page has it.
    pub shown: bool,
}

/// What the examples of a page show.
struct Shown<'p> {
    /// Status codes with the sections that they stand in.
    statuses: Vec<(SectionId, u16)>,
    /// The sections with bodies whose status only a heading can tell.
    bodies: HashSet<SectionId>,
    calls: Vec<(&'p str, PathTemplate)>,
    targets: Vec<&'p str>,
    headers: HashSet<String>,
    /// Members of what is sent.
    members: HashSet<&'p str>,
    /// Members of any JSON.
    properties: HashSet<&'p str>,
}

/// The declarations of a page.
pub(in crate::engine) fn declarations(page: &Page<'_>) -> InspectedDeclarations {
    let shown = Shown::of(page);
    let statuses = &page.declared().statuses;
    InspectedDeclarations {
        statuses: statuses.iter().map(|status| status_facts(page, status, &shown)).collect(),
        endpoints: endpoints(page, &shown),
        fields: page.fields().rows.iter().map(|field| field_facts(page, field, &shown)).collect(),
        enums: page.fields().enums.iter().map(|list| enum_facts(page, list)).collect(),
    }
}

impl<'p> Shown<'p> {
    fn of(page: &'p Page<'_>) -> Self {
        let mut shown = Self {
            statuses: Vec::new(),
            bodies: HashSet::new(),
            calls: Vec::new(),
            targets: Vec::new(),
            headers: HashSet::new(),
            members: HashSet::new(),
            properties: HashSet::new(),
        };
        for example in &page.examples {
            let bare = !matches!(example.kind, ExampleKind::Request | ExampleKind::RequestList);
            shown.bodies.extend((example.payload.is_some() && bare).then_some(example.section));
            shown.statuses.extend(example.status.map(|status| (example.section, status.code)));
            for message in &example.messages {
                shown.statuses.extend(message.http.status().map(|status| (example.section, status)));
                let Some(line) = message.http.request().filter(|_| !is_signature(page, example, message))
                else {
                    continue;
                };
                shown.targets.push(line.target.text);
                shown.calls.push((line.method.text, PathTemplate::new(line.target.text)));
                shown
                    .headers
                    .extend(message.http.headers.iter().map(|header| header.name.text.to_ascii_lowercase()));
            }
            for (message, body) in example.bodies() {
                let Some(tree) = body.json.as_ref() else { continue };
                let is_answer = message.is_some_and(|message| message.http.request().is_none());
                let text = example.text_of(body);
                let values = tree.nodes().map(|(node, _)| Instance { tree, text, node });
                let names: Vec<&str> = values.filter_map(Instance::name).collect();
                shown.members.extend(names.iter().filter(|_| !is_answer));
                shown.properties.extend(names);
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

fn endpoints(page: &Page<'_>, shown: &Shown<'_>) -> Vec<InspectedEndpoint> {
    let lines = &page.endpoints().lines;
    let mut facts: Vec<_> = lines.iter().map(|line| endpoint_facts(page, line, shown)).collect();
    // Ways to call the same stand next to each other.
    let mut start = 0;
    for group in lines.chunk_by(DeclaredEndpoint::is_alternative_to) {
        let facts = &mut facts[start..start + group.len()];
        let any = facts.iter().any(|line| line.shown);
        for line in facts {
            line.alternative_shown = any;
        }
        start += group.len();
    }
    facts
}

fn endpoint_facts(page: &Page<'_>, line: &DeclaredEndpoint, shown: &Shown<'_>) -> InspectedEndpoint {
    let path = line.path();
    let is_shown =
        shown.calls.iter().any(|(method, target)| *method == line.method && target.is_one_of(&path));
    InspectedEndpoint {
        line: page.source.line(line.span.start),
        method: line.method.clone(),
        target: line.target.clone(),
        form: match line.form {
            EndpointForm::Block => "block",
            EndpointForm::Code => "code",
            EndpointForm::Heading => "heading",
            EndpointForm::Table => "table",
            EndpointForm::Sentence => "sentence",
        },
        shown: is_shown,
        alternative_shown: is_shown,
    }
}

fn field_facts(page: &Page<'_>, field: &DeclaredField, shown: &Shown<'_>) -> InspectedField {
    // A table may list members of members: `address.street`.
    let is_among = |names: &HashSet<&str>| field.name.split('.').all(|part| names.contains(part));
    InspectedField {
        line: page.source.line(field.span.start),
        name: field.name.clone(),
        kind: match field.kind {
            FieldKind::Header => "header",
            FieldKind::Body => "body",
            FieldKind::Parameter => "parameter",
            FieldKind::Property => "property",
            FieldKind::Relationship => "relationship",
        },
        type_text: field.type_text.clone(),
        required: field.required,
        shown: match field.kind {
            FieldKind::Header => shown.headers.contains(&field.name.to_ascii_lowercase()),
            FieldKind::Body => is_among(&shown.members),
            FieldKind::Parameter => {
                shown.targets.iter().any(|target| target.contains(&field.name)) || is_among(&shown.members)
            }
            FieldKind::Property | FieldKind::Relationship => is_among(&shown.properties),
        },
    }
}

fn enum_facts(page: &Page<'_>, list: &DeclaredEnum) -> InspectedEnum {
    InspectedEnum {
        line: page.source.line(list.span.start),
        name: list.name.clone(),
        values: list.values.clone(),
    }
}
