//! Documentation resources: types as the pages of a documentation set describe them.
//!
//! A resource block, the tables of its members and the sentences about what it inherits make a definition; none of
//! them is complete, and all of them err. What they agree in is checked, and where they contradict each other nothing
//! is said. What a page is and how its parts are found is not decided here: the provider is built from
//! [`PageInput`]s.

mod block;
mod check;
mod describe;
mod disagreement;
mod export;
mod input;
mod merge;
mod model;
mod names;
mod types;
mod words;

use std::sync::Arc;

use self::model::Model;
use super::{
    Instance, NotCovered, OperationQuery, Resolution, SchemaMember, SchemaPlace, SchemaProvider, SchemaRef,
    Step, Tolerance, ValueFacts, Violation,
};
use crate::text::SourceFile;

pub(crate) use self::disagreement::{Disagreement, DisagreementKind, disagreements};
pub(crate) use self::input::{
    BlockInput, EnumInput, PageInput, ResourceInput, RowInput, TableInput, TableKind,
};

/// The resources of a documentation set.
#[derive(Debug)]
pub struct DocResources {
    model: Model,
}

impl DocResources {
    /// The resources of all pages together.
    pub fn new(pages: &[PageInput]) -> Self {
        Self { model: Model::build(pages) }
    }

    /// Whether the definition leaves no room for members that it does not name.
    pub fn is_complete(&self, schema: SchemaRef) -> bool {
        self.model.get(schema.id).complete
    }

    /// Whether no page defines a resource.
    pub fn is_empty(&self) -> bool {
        self.model.definitions.is_empty()
    }
}

impl SchemaProvider for DocResources {
    fn kind(&self) -> &'static str {
        "resource page"
    }

    fn is_documentation(&self) -> bool {
        true
    }

    fn names_ignore_case(&self) -> bool {
        true
    }

    fn files(&self) -> &[Arc<SourceFile>] {
        &self.model.files
    }

    fn by_type(&self, name: &str) -> Resolution {
        let names = &self.model.names;
        let Some(id) = names.exact(name) else {
            return names.folded(name).map_or(Resolution::NotCovered(NotCovered::Foreign), |near| {
                Resolution::Unknown { near: Some(names.get(near).to_owned()) }
            });
        };
        let schema = |&id: &u32| SchemaRef { id, collection: false };
        match self.model.by_name[id.0 as usize].as_slice() {
            [only] => Resolution::Found(schema(only)),
            several => Resolution::Ambiguous(several.iter().map(schema).collect()),
        }
    }

    fn members(&self, schema: SchemaRef) -> Vec<SchemaMember> {
        self.model.members(schema.id)
    }

    fn describe(
        &self,
        schema: SchemaRef,
        path: &[Step<'_>],
        _: &[Option<Instance<'_>>],
    ) -> Option<ValueFacts> {
        describe::describe(&self.model, schema, path)
    }

    fn by_operation(&self, _: &OperationQuery<'_>) -> Resolution {
        Resolution::NotCovered(NotCovered::Foreign)
    }

    fn validate(&self, schema: SchemaRef, value: Instance<'_>, _: &Tolerance) -> Option<Vec<Violation>> {
        Some(check::check(&self.model, schema, value))
    }

    fn name(&self, schema: SchemaRef) -> String {
        self.model.names.get(self.model.get(schema.id).name).to_owned()
    }

    fn defined_at(&self, schema: SchemaRef) -> Option<SchemaPlace> {
        Some(self.model.get(schema.id).at)
    }

    fn names(&self) -> Vec<String> {
        let mut names = self.model.names.all().to_vec();
        names.sort_unstable();
        names
    }

    fn export(&self, schema: SchemaRef) -> serde_json::Value {
        export::export(&self.model, schema)
    }
}

#[cfg(test)]
mod tests;
