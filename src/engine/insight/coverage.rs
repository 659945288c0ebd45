//! What pages and descriptions of the API declare, and how much of it the examples of a run show.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;

use serde::Serialize;

use crate::engine::insight::declarations::InspectedField;
use crate::engine::insight::page::InspectedPage;
use crate::schema::{Resolution, SchemaProvider, SchemaSet};

/// What is declared and what of it no example shows, the worst first.
#[derive(Clone, Debug, Default, Serialize)]
pub(crate) struct Coverage {
    /// How much there is of everything.
    pub summary: CoverageCounts,
    /// The pages that declare what their examples do not show.
    pub files: Vec<PageGaps>,
    /// The types of which examples show some members and not all.
    pub types: Vec<TypeGaps>,
    /// The operations that no example calls, or not with every status.
    pub operations: Vec<OperationGaps>,
    /// The operations that an example calls, and where.
    pub shown_operations: Vec<ShownOperation>,
}

/// How much there is of everything.
#[derive(Clone, Debug, Default, Serialize)]
pub(crate) struct CoverageCounts {
    /// Status codes on pages.
    pub statuses: Count,
    /// Endpoint lines on pages.
    pub endpoints: Count,
    /// What tables of pages say of headers and bodies: what is required of those that are sent, and what comes back.
    pub fields: Count,
    /// Operations of descriptions.
    pub operations: Count,
    /// Those that examples call, where a description has examples of its own: how many it shows itself.
    pub operations_in_descriptions: Count,
    /// The statuses of the operations that examples call.
    pub operation_statuses: Count,
    /// Types of descriptions.
    pub types: Count,
    /// The members of the types that examples show.
    pub properties: Count,
}

/// How much is declared, and how much of it an example shows.
#[derive(Clone, Copy, Debug, Default, Serialize)]
pub(crate) struct Count {
    /// How much is declared.
    pub declared: usize,
    /// How much of it is shown.
    pub shown: usize,
}

impl Count {
    fn add(&mut self, shown: bool) {
        self.declared += 1;
        self.shown += usize::from(shown);
    }
}

/// What a page declares and does not show.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct PageGaps {
    /// The path as shown.
    pub path: String,
    /// By line.
    pub missing: Vec<Gap>,
}

/// Something that no example of the page shows.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct Gap {
    /// Its line.
    pub line: u32,
    /// `status`, `endpoint`, `header`, `body` or `property`.
    pub kind: &'static str,
    /// As written.
    pub text: String,
}

/// The members of a type that no example shows.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct TypeGaps {
    /// The kind of description.
    pub kind: &'static str,
    /// The type.
    pub name: String,
    /// How many members it has, and how many are shown.
    #[serde(flatten)]
    pub count: Count,
    /// The others, in the order of their names.
    pub missing: Vec<String>,
}

/// An operation that no example calls, or not with every status.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct OperationGaps {
    /// The kind of description.
    pub kind: &'static str,
    /// The method; empty for an entity set, which several are used with.
    pub method: String,
    /// The path, or what the operation is called.
    pub path: String,
    /// Whether an example calls it.
    pub shown: bool,
    /// The statuses that no example shows; empty if none calls it.
    pub missing_statuses: Vec<String>,
}

/// An operation that an example calls.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct ShownOperation {
    /// The kind of description.
    pub kind: &'static str,
    /// The method; empty for an entity set.
    pub method: String,
    /// The path, or what the operation is called.
    pub path: String,
    /// Whether an example on a page calls it.
    pub by_page: bool,
    /// Whether the description shows an example of it.
    pub by_description: bool,
}

impl Coverage {
    /// Counts what the pages and the descriptions of a run declare.
    pub(in crate::engine) fn new(pages: &[InspectedPage], schemas: &[Arc<SchemaSet>]) -> Self {
        let mut coverage = Self::default();
        for page in pages {
            coverage.page(page);
        }
        coverage.files.sort_by_key(|file| Reverse(file.missing.len()));
        let mut shown_members: BTreeMap<(&str, &str), BTreeSet<&str>> = BTreeMap::new();
        for ((kind, name), members) in pages.iter().flat_map(|page| &page.shown_members) {
            shown_members.entry((kind, name)).or_default().extend(members.iter().map(String::as_str));
        }
        let calls = calls(pages);
        for provider in schemas.iter().flat_map(|set| &set.providers) {
            coverage.operations(provider, &calls, &shown_members);
            coverage.types(&**provider, &shown_members);
        }
        coverage
            .types
            .sort_by(|a, b| (Reverse(a.missing.len()), &a.name).cmp(&(Reverse(b.missing.len()), &b.name)));
        // What is not called at all comes before what lacks a status.
        coverage.operations.sort_by(|a, b| (a.shown, &a.path, &a.method).cmp(&(b.shown, &b.path, &b.method)));
        coverage
    }

    fn page(&mut self, page: &InspectedPage) {
        let mut missing = Vec::new();
        let mut note = |shown: bool, line: u32, kind: &'static str, text: &dyn Fn() -> String| {
            if !shown {
                missing.push(Gap { line, kind, text: text() });
            }
        };
        let (declared, summary) = (&page.declared, &mut self.summary);
        for status in declared.statuses.iter().filter(|status| status.certainty != "denied") {
            summary.statuses.add(status.shown);
            note(status.shown, status.line, "status", &|| status.text.clone());
        }
        for endpoint in &declared.endpoints {
            summary.endpoints.add(endpoint.alternative_shown);
            note(endpoint.alternative_shown, endpoint.line, "endpoint", &|| {
                format!("{} {}", endpoint.method, endpoint.target)
            });
        }
        for field in declared.fields.iter().filter(|field| is_expected(field)) {
            summary.fields.add(field.shown);
            note(field.shown, field.line, field.kind, &|| field.name.clone());
        }
        missing.sort_by_key(|missing| missing.line);
        if !missing.is_empty() {
            self.files.push(PageGaps { path: page.path.clone(), missing });
        }
    }

    /// The operations of a description. One that has none of its own is about what the pages call of it, or not about
    /// the service of these pages at all.
    fn operations(
        &mut self,
        provider: &Arc<dyn SchemaProvider>,
        calls: &Calls<'_>,
        shown_members: &ShownMembers<'_>,
    ) {
        let kind = provider.kind();
        let mut called: HashMap<(String, String), BTreeSet<u16>> = HashMap::new();
        for ((method, target), statuses) in calls {
            for operation in provider.called(method, target) {
                called.entry(operation).or_default().extend(statuses);
            }
        }
        if called.is_empty() && kind == CSDL {
            return;
        }
        let described = described(Arc::clone(provider));
        let mut operations = provider.operations();
        operations.sort();
        operations.dedup_by(|a, b| (&a.path, &a.method) == (&b.path, &b.method));
        let documented = |ty: &String| shown_members.contains_key(&(kind, ty.as_str()));
        for operation in
            operations.iter().filter(|operation| operation.bound_to.as_ref().is_none_or(documented))
        {
            let key = (operation.method.clone(), operation.path.clone());
            let (on_pages, in_description) = (called.get(&key), described.get(&key));
            let statuses: Option<BTreeSet<u16>> = (on_pages.is_some() || in_description.is_some())
                .then(|| on_pages.into_iter().chain(in_description).flatten().copied().collect());
            self.summary.operations.add(statuses.is_some());
            if statuses.is_some() {
                self.shown_operations.push(ShownOperation {
                    kind,
                    method: operation.method.clone(),
                    path: operation.path.clone(),
                    by_page: on_pages.is_some(),
                    by_description: in_description.is_some(),
                });
                if !described.is_empty() {
                    self.summary.operations_in_descriptions.add(in_description.is_some());
                }
            }
            let mut missing_statuses = Vec::new();
            for key in operation.statuses.iter().filter(|_| statuses.is_some()) {
                let shown = statuses.as_ref().is_some_and(|shown| shown.iter().any(|code| is_of(*code, key)));
                self.summary.operation_statuses.add(shown);
                missing_statuses.extend((!shown).then(|| key.clone()));
            }
            if statuses.is_none() || !missing_statuses.is_empty() {
                self.operations.push(OperationGaps {
                    kind,
                    method: operation.method.clone(),
                    path: operation.path.clone(),
                    shown: statuses.is_some(),
                    missing_statuses,
                });
            }
        }
    }

    fn types(&mut self, provider: &dyn SchemaProvider, shown_members: &ShownMembers<'_>) {
        let kind = provider.kind();
        for name in provider.names() {
            let Resolution::Found(schema) = provider.by_type(&name) else { continue };
            let members = provider.members(schema);
            if members.is_empty() {
                continue;
            }
            let shown = shown_members.get(&(kind, name.as_str()));
            self.summary.types.add(shown.is_some());
            let Some(shown) = shown else { continue };
            let mut gaps =
                TypeGaps { kind, name: name.clone(), count: Count::default(), missing: Vec::new() };
            for member in members {
                let is_shown = shown.contains(member.name.as_str());
                gaps.count.add(is_shown);
                gaps.missing.extend((!is_shown).then_some(member.name));
            }
            self.summary.properties.declared += gaps.count.declared;
            self.summary.properties.shown += gaps.count.shown;
            if !gaps.missing.is_empty() {
                gaps.missing.sort_unstable();
                self.types.push(gaps);
            }
        }
    }
}

/// Whether an example ought to have a row of a table: what is sent may leave out what is not required, what comes back
/// has it. Everybody leaves out their credentials.
fn is_expected(field: &InspectedField) -> bool {
    match field.kind {
        "header" => field.required && !field.name.eq_ignore_ascii_case("authorization"),
        "body" => field.required,
        kind => kind == "property",
    }
}

/// The kind of description that names what is offered and not what is there: of it only that counts which is about
/// what the pages are about.
const CSDL: &str = "CSDL";

/// Method and target of every request, with the statuses that its responses show.
type Calls<'p> = BTreeMap<(&'p str, &'p str), BTreeSet<u16>>;

/// The members that are shown, by kind of description and name of the type.
type ShownMembers<'p> = BTreeMap<(&'p str, &'p str), BTreeSet<&'p str>>;

fn calls(pages: &[InspectedPage]) -> Calls<'_> {
    let mut calls = Calls::new();
    let examples = pages.iter().flat_map(|page| &page.examples);
    for message in examples.flat_map(|example| std::iter::once(&example.first).chain(&example.messages)) {
        if let (Some(method), Some(target)) = (message.method.as_deref(), message.target.as_deref()) {
            calls.entry((method, target)).or_default();
        }
        let operation = message.operation.as_deref().and_then(|operation| operation.split_once(' '));
        if let (Some(call), Some(status)) = (operation, message.status) {
            calls.entry(call).or_default().insert(status);
        }
    }
    calls
}

/// The operations of which a description shows an example, with the statuses of the responses among these.
fn described(provider: Arc<dyn SchemaProvider>) -> HashMap<(String, String), BTreeSet<u16>> {
    let mut shown: HashMap<_, BTreeSet<u16>> = HashMap::new();
    let with_examples = provider.with_examples();
    for example in with_examples.iter().flat_map(|provider| provider.examples()) {
        let Some(operation) = &example.operation else { continue };
        shown.entry(operation.clone()).or_default().extend(example.status());
    }
    shown
}

/// Whether a code is one of those that the key of a response stands for: `404`, `4XX`, `default`.
fn is_of(code: u16, key: &str) -> bool {
    match key.strip_suffix("XX") {
        Some(class) => class == (code / 100).to_string(),
        None => key == "default" && code >= 400 || key == code.to_string(),
    }
}
