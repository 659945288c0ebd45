//! OpenAPI 3.0, 3.1, 3.2 and Swagger 2.0: the bodies of operations, and the component schemas as types.
//!
//! [`load`] reads the documents, [`route`] finds the path of an example, [`media`] the described body. The schemas
//! themselves are JSON Schema, see [`json_schema`](super::json_schema). Nothing here reads examples or fetches
//! anything.

mod address;
mod aside;
mod describe;
mod examples;
mod load;
mod media;
mod model;
mod parameter;
mod reader;
mod route;
mod style;
#[cfg(test)]
mod tests;
mod trie;

use std::collections::BTreeMap;
use std::sync::{Arc, OnceLock};

use self::model::{Api, Body, Content, Operation};
pub(super) use self::route::{Found, Routes};
use super::described::{DescribedExample, texts};
use super::document::{Documents, place};
use super::json_schema::{self, Bundle, by_file, resolution, validate};
use super::{
    Direction, Excerpt, Flaws, Instance, NotCovered, OperationFacts, OperationFault, OperationQuery,
    Parameter, ParameterPlace, Resolution, SchemaError, SchemaMember, SchemaOperation, SchemaPlace,
    SchemaProvider, SchemaRef, Step, Tolerance, ValueFacts, Violation, ViolationKind,
};
use crate::text::SourceFile;

/// Descriptions in OpenAPI, with the files that they are split into.
#[derive(Debug)]
pub(crate) struct OpenApi {
    files: Vec<Arc<SourceFile>>,
    documents: Arc<Documents>,
    bundle: Bundle,
    apis: Vec<Api>,
    names: BTreeMap<String, Vec<u32>>,
    flaws: Flaws,
    examples: Vec<DescribedExample>,
    /// Whether the examples were noted.
    has_examples: bool,
    with_examples: OnceLock<Option<Arc<dyn SchemaProvider>>>,
}

impl OpenApi {
    /// Reads the files: every one with `openapi` or `swagger` at its top is a description, the others are parts.
    /// `with_examples`: the examples that the descriptions hold are noted.
    ///
    /// # Errors
    /// If there is no description that can be used: for every file that is no JSON or YAML, and every unknown version.
    pub(crate) fn load(files: &[Arc<SourceFile>], with_examples: bool) -> Result<Self, Vec<SchemaError>> {
        let (documents, errors) = Documents::read(files, with_examples);
        Self::of(Arc::new(documents), errors, with_examples)
    }

    fn of(
        documents: Arc<Documents>,
        errors: Vec<SchemaError>,
        has_examples: bool,
    ) -> Result<Self, Vec<SchemaError>> {
        let load::Loaded { examples, bundle, apis, names, flaws } =
            load::load(&documents, errors, has_examples)?;
        let (files, with_examples) = (documents.files(), OnceLock::new());
        Ok(Self { files, documents, bundle, apis, names, flaws, examples, has_examples, with_examples })
    }

    /// Adds addresses at which every API of the descriptions is served.
    pub(super) fn serve(&mut self, servers: &[String]) {
        for api in &mut self.apis {
            for server in servers {
                api.routes.serve(server);
            }
        }
    }

    /// The flaws of the files that could be used, and errors about the others.
    pub(super) fn take_flaws(&mut self) -> Flaws {
        std::mem::take(&mut self.flaws)
    }

    /// The operation in every description that has it, with the path that it belongs to; or why none has.
    fn operations(&self, method: &str, target: &str) -> Result<Vec<(&Operation, &str)>, Resolution> {
        let mut best = Resolution::NotCovered(NotCovered::Foreign);
        let mut all = Vec::new();
        for api in &self.apis {
            match api.routes.find(target) {
                Found::Routes { routes, .. } => {
                    let of = |method: &str| {
                        routes.iter().find_map(|&route| {
                            let operations = &api.operations[route as usize];
                            let operation = operations.iter().find(|operation| operation.method == method)?;
                            Some((operation, api.routes.route(route).template.as_str()))
                        })
                    };
                    if let Some(found) = of(method) {
                        all.push(found);
                        continue;
                    }
                    // HEAD is GET without the body (RFC 9110 §9.3.2).
                    let head = method == "HEAD" && of("GET").is_some();
                    let why = if head { NotCovered::NoBody } else { NotCovered::UndocumentedMethod };
                    best = Resolution::NotCovered(why);
                }
                Found::Missing { near, .. } if best == Resolution::NotCovered(NotCovered::Foreign) => {
                    best = Resolution::Unknown { near };
                }
                Found::Missing { .. } | Found::Elsewhere(_) | Found::Foreign => {}
            }
        }
        if all.is_empty() { Err(best) } else { Ok(all) }
    }
}

/// The schema of the described body that an example of a media type means.
fn body(content: &Content, media_type: Option<&str>) -> Resolution {
    if content.is_empty() {
        return Resolution::NotCovered(NotCovered::NoBody);
    }
    let described: Vec<&str> = content.iter().map(|(media, _)| media.as_str()).collect();
    let chosen = media::choose(&described, media_type).filter(|at| media::may_be_json(described[*at]));
    let chosen = chosen.map(|at| content[at].1);
    match chosen {
        Some(Body::Schema(id)) => Resolution::Found(SchemaRef { id, collection: false }),
        Some(Body::Unstructured) | None => Resolution::NotCovered(NotCovered::NotJson),
    }
}

impl SchemaProvider for OpenApi {
    fn kind(&self) -> &'static str {
        "OpenAPI"
    }

    fn files(&self) -> &[Arc<SourceFile>] {
        &self.files
    }

    fn by_type(&self, name: &str) -> Resolution {
        resolution(self.names.get(name), name, &self.names)
    }

    fn operations(&self) -> Vec<SchemaOperation> {
        let routes = self.apis.iter().flat_map(|api| {
            let paths = (0..).map(|route| &api.routes.route(route).template);
            api.operations.iter().zip(paths)
        });
        let listed = |operation: &Operation, path: &String| SchemaOperation {
            path: path.clone(),
            method: operation.method.clone(),
            statuses: operation.responses.iter().map(|(status, _)| status.to_string()).collect(),
            bound_to: None,
        };
        routes.flat_map(|(operations, path)| operations.iter().map(move |one| listed(one, path))).collect()
    }

    fn statuses(&self, method: &str, target: &str) -> Vec<String> {
        let operations = self.operations(method, target).unwrap_or_default();
        let all = operations.iter().flat_map(|(operation, _)| &operation.responses);
        let mut statuses = Vec::new();
        for status in all.map(|(status, _)| status.to_string()) {
            if !statuses.contains(&status) {
                statuses.push(status);
            }
        }
        statuses
    }

    fn called(&self, method: &str, target: &str) -> Vec<(String, String)> {
        let operations = self.operations(method, target).unwrap_or_default();
        operations.into_iter().map(|(operation, path)| (operation.method.clone(), path.to_owned())).collect()
    }

    fn members(&self, schema: SchemaRef) -> Vec<SchemaMember> {
        json_schema::members(&self.bundle, schema)
    }

    fn elements(&self, schema: SchemaRef) -> Option<SchemaRef> {
        json_schema::elements(&self.bundle, schema)
    }

    fn describe(
        &self,
        schema: SchemaRef,
        path: &[Step<'_>],
        around: &[Option<Instance<'_>>],
    ) -> Option<ValueFacts> {
        json_schema::describe(&self.bundle, &self.documents, schema, path, around)
    }

    fn describe_operation(&self, method: &str, target: &str) -> Option<OperationFacts> {
        let operations = self.operations(method, target).ok()?;
        operations.first().map(|(operation, path)| describe::operation(&self.documents, operation, path))
    }

    fn by_file(&self, path: &str) -> Option<SchemaRef> {
        by_file(&self.bundle, &self.documents, path)
    }

    fn by_operation(&self, query: &OperationQuery<'_>) -> Resolution {
        let operations = match self.operations(query.method, query.target) {
            Ok(operations) => operations,
            Err(resolution) => return resolution,
        };
        let bodies = operations.iter().map(|(operation, _)| match query.direction {
            Direction::Request => body(&operation.request, query.media_type),
            Direction::Response(status) => match operation.response(status) {
                Some(content) => body(content, query.media_type),
                None => Resolution::NotCovered(NotCovered::UndocumentedStatus),
            },
        });
        let mut schemas = Vec::new();
        let mut other = Resolution::NotCovered(NotCovered::Foreign);
        for body in bodies.rev() {
            match body {
                Resolution::Found(schema) if !schemas.contains(&schema) => schemas.push(schema),
                Resolution::Found(_) => {}
                why => other = why,
            }
        }
        schemas.reverse();
        match schemas.as_slice() {
            [] => other,
            [one] => Resolution::Found(*one),
            _ => Resolution::Ambiguous(schemas),
        }
    }

    fn claims_operations(&self) -> bool {
        true
    }

    fn operation_fault(&self, method: &str, target: &str) -> Option<OperationFault> {
        let mut faults = Vec::new();
        for api in &self.apis {
            match api.routes.find(target) {
                Found::Routes { routes, certain } => {
                    let has = |method: &str| {
                        let mut operations = routes.iter().flat_map(|&route| &api.operations[route as usize]);
                        operations.any(|operation| operation.method == method)
                    };
                    if has(method) || method == "HEAD" && has("GET") {
                        return None;
                    }
                    // A path of templates alone fits everything.
                    let is_telling = routes.iter().any(|&route| api.routes.is_telling(route));
                    faults.extend(is_telling.then_some(OperationFault::Method { certain }));
                }
                Found::Missing { near, certain } => faults.push(OperationFault::Path { near, certain }),
                Found::Elsewhere(route) => {
                    let path = api.routes.route(route).template.clone();
                    let known = api.routes.host().map(str::to_owned);
                    faults.extend(known.map(|known| OperationFault::Host { known, path }));
                }
                Found::Foreign => {}
            }
        }
        faults.into_iter().min_by_key(OperationFault::rank)
    }

    fn parameters(&self, method: &str, target: &str) -> Option<Vec<Parameter>> {
        let operations = self.operations(method, target).ok()?;
        // Of several descriptions nobody knows which is meant.
        let [(operation, template)] = operations.as_slice() else { return None };
        let placed = |parameter: &Parameter| {
            let in_path = (parameter.place == ParameterPlace::Path)
                .then(|| parameter::in_path(template, target, &parameter.name))
                .flatten();
            Parameter { in_path, members: self.members_in_query(parameter), ..parameter.clone() }
        };
        Some(operation.parameters.iter().map(placed).collect())
    }

    fn validate_parameter(
        &self,
        parameter: &Parameter,
        member: Option<&str>,
        text: &str,
    ) -> Vec<ViolationKind> {
        self.against_text(parameter, member, text)
    }

    /// A value that fits several branches of a `oneOf` is taken: descriptions are seldom written to exclude.
    fn validate(
        &self,
        schema: SchemaRef,
        value: Instance<'_>,
        tolerance: &Tolerance,
    ) -> Option<Vec<Violation>> {
        validate(&self.bundle, &self.documents, schema, value, tolerance, false)
    }

    fn with_examples(self: Arc<Self>) -> Option<Arc<dyn SchemaProvider>> {
        if self.has_examples {
            return Some(self);
        }
        let make = || {
            let made = Self::of(Arc::clone(&self.documents), Vec::new(), true).ok()?;
            Some(Arc::new(made) as Arc<dyn SchemaProvider>)
        };
        self.with_examples.get_or_init(make).clone()
    }

    fn examples(&self) -> &[DescribedExample] {
        &self.examples
    }

    fn examples_in(&self, number: u32, source: &SourceFile) -> Vec<(&DescribedExample, Excerpt)> {
        texts(&self.documents, number, source, &self.examples)
    }

    fn name(&self, schema: SchemaRef) -> String {
        self.bundle.defs.get(schema.id as usize).and_then(|def| def.name.clone()).unwrap_or_default()
    }

    fn defined_at(&self, schema: SchemaRef) -> Option<SchemaPlace> {
        place(&self.documents, &self.bundle.defs.get(schema.id as usize)?.target, "")
    }

    fn names(&self) -> Vec<String> {
        self.names.keys().cloned().collect()
    }

    fn export(&self, schema: SchemaRef) -> serde_json::Value {
        self.bundle.export(schema.id)
    }
}
