//! A description of the API as a page: the examples that it holds, each bound to its schema by where it stands.
//!
//! The third way to the facts that rules project, beside pages and the schemas that pages show: only what is an example
//! and of what differs. A text that stands for JSON, because its schema takes no text, is read as that JSON.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::check::violations;
use super::model::{BodyConformance, BoundBy, Conformance, Coverage, UnboundReason};
use crate::document::Document;
use crate::extract::{DescribedValue, ExampleKind, MessageRef, ParsedPage};
use crate::schema::{
    BoundSchema, DescribedExample, DescribedRole, Direction, Excerpt, Instance, SchemaProvider, SchemaSet,
    Tolerance, Transcript, ViolationKind,
};
use crate::syntax::json::{NodeKind, parse};
use crate::text::{LocalSpan, SourceFile};

/// The examples in one file of a description.
#[derive(Debug)]
pub struct Description {
    provider: Arc<dyn SchemaProvider>,
    examples: Vec<DescribedExample>,
    values: Vec<DescribedValue>,
}

impl Description {
    /// The examples in `source` as the description knows them whose file is shown under `path`; `None` if no
    /// description of the run has such a file.
    pub fn read(source: &SourceFile, path: &str, schemas: &SchemaSet) -> Option<Self> {
        let file = |provider: &Arc<dyn SchemaProvider>| {
            let number = provider.files().iter().position(|file| file.path() == path)?;
            Some((number as u32, Arc::clone(provider).with_examples()?))
        };
        let (number, provider) = schemas.providers.iter().find_map(file)?;
        let mut examples = Vec::new();
        let mut values = Vec::new();
        for (example, excerpt) in provider.examples_in(number, source) {
            values.push(value(&*provider, example, excerpt));
            examples.push(example.clone());
        }
        Some(Self { provider, examples, values })
    }

    /// The other files that hold examples of the description to which the file belongs that is shown under `path`.
    pub fn parts(path: &str, schemas: &SchemaSet) -> Vec<String> {
        let holds =
            |provider: &&Arc<dyn SchemaProvider>| provider.files().iter().any(|file| file.path() == path);
        let provider = schemas.providers.iter().find(holds).cloned().and_then(SchemaProvider::with_examples);
        let Some(provider) = provider else { return Vec::new() };
        let numbers: BTreeSet<u32> = provider.examples().iter().map(|example| example.at.file).collect();
        let files = numbers.into_iter().filter_map(|number| provider.files().get(number as usize));
        files.map(|file| file.path().to_owned()).filter(|other| other != path).collect()
    }

    /// The page that they are on.
    pub fn document<'s>(&self, source: &'s SourceFile) -> Document<'s> {
        Document::of_values(source.text(), self.values.iter().map(|value| value.span))
    }

    /// The page with its examples.
    pub fn page<'d>(&self, source: &'d SourceFile, document: &'d Document<'d>) -> ParsedPage<'d> {
        ParsedPage::of_values(source, document, &self.values)
    }

    /// What the schemas have against them.
    pub(super) fn check(&self, page: &ParsedPage<'_>, schemas: &SchemaSet) -> Conformance {
        let mut set = schemas.clone();
        let provider = set.providers.len() as u32;
        set.providers.push(Arc::clone(&self.provider));
        let mut bodies = Vec::new();
        for (shown, example) in page.examples.iter().zip(&self.examples) {
            let Some(body) = &shown.payload else { continue };
            let Some(tree) = &body.json else { continue };
            let at = MessageRef { example: shown.id, message: 0 };
            let schema = BoundSchema { provider, schema: example.schema };
            let found = tree.root().and_then(|node| {
                let value = Instance { tree, text: shown.text_of(body), node };
                let tolerance = Tolerance { truncated: false, direction: example.direction };
                let mut found = violations(&set, schema, value, &tolerance)?;
                found.retain(|violation| !is_reference(value.at(violation.node)));
                if example.role == DescribedRole::Allowed {
                    found.retain(|violation| !matches!(violation.kind, ViolationKind::EnumValue { .. }));
                }
                Some(found)
            });
            let (name, source) = (set.name(schema), set.source(schema).map(str::to_owned));
            let coverage = match &found {
                Some(_) => Coverage::Checked { by: BoundBy::Description, name, source },
                None => Coverage::NotCovered(UnboundReason::TooComplex),
            };
            let violations = found.unwrap_or_default();
            bodies.push(BodyConformance {
                at,
                coverage,
                violations,
                remarks: Vec::new(),
                schema: Some(schema),
                may_be_part: false,
            });
        }
        Conformance { bodies, schemas: Some(Arc::new(set)), ..Conformance::default() }
    }
}

fn value(provider: &dyn SchemaProvider, example: &DescribedExample, excerpt: Excerpt) -> DescribedValue {
    let (kind, status) = match example.direction {
        Some(Direction::Request) => (ExampleKind::Request, None),
        Some(Direction::Response(status)) => (ExampleKind::Response, status),
        None => (ExampleKind::Payload, None),
    };
    let Excerpt { span, json, content } = excerpt;
    let content = content.filter(|content| stands_for_json(&content.text) && !takes_text(provider, example));
    let is_text = content.is_some();
    let json = content.or(json).map(|Transcript { text, pieces }| (text, pieces));
    DescribedValue { span, kind, status, json, is_text }
}

/// Whether a value is a reference: what bundles a description puts something else into its place.
fn is_reference(value: Instance<'_>) -> bool {
    let mut members = value.children();
    value.node().kind == NodeKind::Object
        && members.next().is_some_and(|member| member.name() == Some("$ref"))
        && members.next().is_none()
}

/// Whether a text holds an object or an array.
fn stands_for_json(text: &str) -> bool {
    let text = text.trim();
    text.starts_with('{') && text.ends_with('}') || text.starts_with('[') && text.ends_with(']')
}

/// Whether the schema of an example takes a string.
fn takes_text(provider: &dyn SchemaProvider, example: &DescribedExample) -> bool {
    // Any word does but the text itself, whose braces may be those of a template.
    let word = "\"text\"";
    let tree = parse(word, LocalSpan::new(0, word.len()));
    let Some(node) = tree.root() else { return true };
    let value = Instance { tree: &tree, text: word, node };
    let found = provider.validate(example.schema, value, &Tolerance::default()).unwrap_or_default();
    let is_shape = |kind: &ViolationKind| {
        matches!(kind, ViolationKind::TypeMismatch { .. } | ViolationKind::CollectionShape { .. })
    };
    !found.iter().any(|violation| violation.node == node && is_shape(&violation.kind))
}
