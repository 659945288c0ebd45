//! JSON Schema of every draft from 4 on, and the machinery that OpenAPI descriptions share with it.
//!
//! Files are lowered ([`lower`]) to one 2020-12 schema ([`bundle`]), an existing validator runs it over our tree
//! ([`instance`]), and its errors become violations ([`report`]). Nothing here fetches anything, and no wording of
//! the validator leaves this module.

mod blanks;
mod branch;
mod bundle;
mod choice;
mod cost;
mod describe;
mod dialect;
mod discriminator;
mod excuse;
mod facts;
mod format;
mod instance;
mod keyword;
mod lower;
mod member;
mod pattern;
mod report;
mod settle;
mod slip;
mod spelling;
mod telling;
#[cfg(test)]
pub(crate) mod tests;
mod validate;
mod valued;
mod words;

use std::collections::BTreeMap;
use std::sync::{Arc, OnceLock};

pub(super) use bundle::{Bundle, Def};
pub(super) use describe::describe;
pub(super) use dialect::Dialect;
pub(super) use lower::Lowering;
pub(super) use member::{elements, members};
pub(super) use validate::validate;

use super::described::{DescribedExample, DescribedExamples, texts};
use super::document::{Documents, Target, place};
use super::{
    Excerpt, Flaws, Instance, NotCovered, OperationQuery, Resolution, SchemaError, SchemaMember, SchemaPlace,
    SchemaProvider, SchemaRef, Step, Tolerance, ValueFacts, Violation,
};
use crate::text::{SourceFile, Span, nearest};

/// JSON Schema files; each is a type.
#[derive(Debug)]
pub(crate) struct JsonSchemas {
    files: Vec<Arc<SourceFile>>,
    documents: Arc<Documents>,
    bundle: Bundle,
    /// The definitions by every name that they go by: `$id`, title, name of the file.
    names: BTreeMap<String, Vec<u32>>,
    flaws: Flaws,
    examples: Vec<DescribedExample>,
    /// Whether the examples were noted.
    has_examples: bool,
    with_examples: OnceLock<Option<Arc<dyn SchemaProvider>>>,
}

impl JsonSchemas {
    /// Reads the files as schemas that may refer to each other. `with_examples`: the values that schemas give of
    /// themselves are noted.
    ///
    /// # Errors
    /// If none of them can be used: for every file that is no JSON or YAML.
    pub(crate) fn load(files: &[Arc<SourceFile>], with_examples: bool) -> Result<Self, Vec<SchemaError>> {
        let (documents, errors) = Documents::read(files, with_examples);
        Self::of(Arc::new(documents), errors, None, with_examples)
    }

    /// Reads a schema that is a part of a file; `name` is what it is called if it has no title.
    ///
    /// # Errors
    /// As for a file.
    pub(crate) fn inside(file: &Arc<SourceFile>, span: Span, name: &str) -> Result<Self, Vec<SchemaError>> {
        let documents = Documents::inside(file, span).map_err(|error| vec![error])?;
        Self::of(Arc::new(documents), Vec::new(), Some(name), false)
    }

    /// The flaws of the files that could be used, and errors about the others.
    pub(super) fn take_flaws(&mut self) -> Flaws {
        std::mem::take(&mut self.flaws)
    }

    /// `unnamed` is what a schema without a title is called; otherwise its file tells.
    fn of(
        documents: Arc<Documents>,
        mut errors: Vec<SchemaError>,
        unnamed: Option<&str>,
        has_examples: bool,
    ) -> Result<Self, Vec<SchemaError>> {
        let mut lowering = Lowering::new(&documents);
        if has_examples {
            lowering.note_values();
        }
        let mut names: BTreeMap<String, Vec<u32>> = BTreeMap::new();
        for (at, document) in documents.list.iter().enumerate() {
            let text = |keyword: &str| document.value.get(keyword).and_then(serde_json::Value::as_str);
            let stem = unnamed.unwrap_or(document.stem());
            let name = text("title").filter(|title| !title.contains(' ')).unwrap_or(stem);
            let root = Target { file: at as u32, pointer: String::new() };
            if !document.value.is_object() && !document.value.is_boolean() {
                errors.push(document.error("", "expected a JSON Schema: an object, `true` or `false`"));
                continue;
            }
            let Some(number) = lowering.define(&root, Dialect::Draft2020, Some(name)) else { continue };
            let own = [text("$id"), text("id"), text("title"), Some(stem)];
            for name in own.into_iter().flatten() {
                let numbers = names.entry(name.trim_end_matches('#').to_owned()).or_default();
                if !numbers.contains(&number) {
                    numbers.push(number);
                }
            }
        }
        let mut examples = DescribedExamples::default();
        for (at, number, dialect) in lowering.with_values() {
            examples.add_values(&lowering.walk, &at, number, dialect.is_open_api());
        }
        let (bundle, warnings) = lowering.finish();
        if names.is_empty() {
            errors.extend(warnings);
            return Err(errors);
        }
        if !bundle.compiles() {
            let message = "the schema cannot be used: it contradicts itself";
            return Err(documents.list.iter().take(1).map(|first| first.error("", message)).collect());
        }
        let flaws = Flaws { errors, warnings };
        let (files, examples, with_examples) = (documents.files(), examples.finish(), OnceLock::new());
        Ok(Self { files, documents, bundle, names, flaws, examples, has_examples, with_examples })
    }
}

/// The answer for the definitions of one name, or for none.
pub(super) fn resolution(
    numbers: Option<&Vec<u32>>,
    name: &str,
    names: &BTreeMap<String, Vec<u32>>,
) -> Resolution {
    let schema = |id: &u32| SchemaRef { id: *id, collection: false };
    match numbers.map(Vec::as_slice) {
        Some([one]) => Resolution::Found(schema(one)),
        Some(several) => Resolution::Ambiguous(several.iter().map(schema).collect()),
        None => match nearest(name, names.keys().map(String::as_str)) {
            Some(near) => Resolution::Unknown { near: Some(near.to_owned()) },
            None => Resolution::NotCovered(NotCovered::Foreign),
        },
    }
}

/// The definition that a file as a whole is.
pub(super) fn by_file(bundle: &Bundle, documents: &Documents, path: &str) -> Option<SchemaRef> {
    let file = documents.list.iter().position(|document| document.file.path() == path)?;
    let is_whole = |target: &Target| target.file as usize == file && target.pointer.is_empty();
    let id = bundle.defs.iter().position(|def| is_whole(&def.target))?;
    Some(SchemaRef { id: id as u32, collection: false })
}

impl SchemaProvider for JsonSchemas {
    fn kind(&self) -> &'static str {
        "JSON Schema"
    }

    fn files(&self) -> &[Arc<SourceFile>] {
        &self.files
    }

    fn by_type(&self, name: &str) -> Resolution {
        resolution(self.names.get(name.trim_end_matches('#')), name, &self.names)
    }

    fn by_file(&self, path: &str) -> Option<SchemaRef> {
        by_file(&self.bundle, &self.documents, path)
    }

    fn members(&self, schema: SchemaRef) -> Vec<SchemaMember> {
        members(&self.bundle, schema)
    }

    fn elements(&self, schema: SchemaRef) -> Option<SchemaRef> {
        elements(&self.bundle, schema)
    }

    fn describe(
        &self,
        schema: SchemaRef,
        path: &[Step<'_>],
        around: &[Option<Instance<'_>>],
    ) -> Option<ValueFacts> {
        describe(&self.bundle, &self.documents, schema, path, around)
    }

    fn by_operation(&self, _: &OperationQuery<'_>) -> Resolution {
        Resolution::NotCovered(NotCovered::Foreign)
    }

    fn validate(
        &self,
        schema: SchemaRef,
        value: Instance<'_>,
        tolerance: &Tolerance,
    ) -> Option<Vec<Violation>> {
        validate(&self.bundle, &self.documents, schema, value, tolerance, true)
    }

    fn with_examples(self: Arc<Self>) -> Option<Arc<dyn SchemaProvider>> {
        if self.has_examples {
            return Some(self);
        }
        let make = || {
            let made = Self::of(Arc::clone(&self.documents), Vec::new(), None, true).ok()?;
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
