//! OData CSDL 4.0 and 4.01 as XML: types, operations and the URLs that lead to them.
//!
//! [`load`] reads the files into the compact records of [`model`], [`link`] ties them, [`url`] and [`operation`] find
//! the type of an example's body, [`validate`] holds the body against it. Nothing here keeps XML, reads JSON text or
//! decides what is worth reporting; and of what the metadata leaves open nothing is said.

mod describe;
mod export;
mod link;
mod listing;
mod load;
mod lookup;
mod model;
mod names;
mod operation;
mod primitive;
#[cfg(test)]
mod tests;
mod url;
mod validate;
mod version;
mod xml;

use std::sync::Arc;

use self::lookup::Lookup;
use self::model::{Model, Property, Shape, TypeId, TypeUse};
use self::primitive::Primitive;
use super::{
    Instance, NotCovered, OperationFacts, OperationQuery, Resolution, SchemaError, SchemaMember,
    SchemaOperation, SchemaPlace, SchemaProvider, SchemaRef, Step, Tolerance, ValueFacts, Violation,
};
use crate::text::SourceFile;

/// The metadata of a service, from one or several files.
#[derive(Debug)]
pub(crate) struct Csdl {
    model: Model,
    /// What the version is called, if there are several.
    version: Option<String>,
}

impl Csdl {
    /// Reads the files as one metadata: a type of one may be the base of another's.
    ///
    /// # Errors
    /// If a file is not well-formed XML, has a DOCTYPE, is not CSDL 4, lacks a name that it must have, or if a type
    /// derives from itself.
    pub(crate) fn load(files: Vec<Arc<SourceFile>>) -> Result<Self, SchemaError> {
        Ok(Self { model: link::link(load::load(files)?)?, version: None })
    }

    /// Reads files that may be of several versions of one service, each of which becomes a provider of its own.
    ///
    /// # Errors
    /// As [`Csdl::load`], for each version.
    pub(crate) fn load_versions(files: Vec<Arc<SourceFile>>) -> Vec<Result<Self, SchemaError>> {
        let load = |version::Service { version, files }| Ok(Self { version, ..Self::load(files)? });
        version::services(files).into_iter().map(load).collect()
    }

    /// The number of a type; primitive ones come after those of the files.
    fn reference(&self, ty: TypeUse) -> Option<SchemaRef> {
        let id = match ty.shape {
            Shape::Defined(id) => id.0,
            Shape::Primitive(primitive) => self.model.types.len() as u32 + primitive.index(),
            Shape::Unknown => return None,
        };
        Some(SchemaRef { id, collection: ty.collection })
    }

    fn shape(&self, schema: SchemaRef) -> Shape {
        match schema.id.checked_sub(self.model.types.len() as u32) {
            None => Shape::Defined(TypeId(schema.id)),
            Some(index) => Primitive::ALL
                .get(index as usize)
                .map_or(Shape::Unknown, |primitive| Shape::Primitive(*primitive)),
        }
    }

    fn single(id: TypeId) -> SchemaRef {
        SchemaRef { id: id.0, collection: false }
    }
}

impl SchemaProvider for Csdl {
    fn kind(&self) -> &'static str {
        "CSDL"
    }

    fn names_ignore_case(&self) -> bool {
        true
    }

    fn version(&self) -> Option<&str> {
        self.version.as_deref()
    }

    fn files(&self) -> &[Arc<SourceFile>] {
        &self.model.files
    }

    fn by_type(&self, name: &str) -> Resolution {
        match self.model.look_up(name) {
            Lookup::Type(id) if operation::has_structure(&self.model, Shape::Defined(id)) => {
                Resolution::Found(Self::single(id))
            }
            Lookup::Type(_) | Lookup::Primitive => Resolution::NotCovered(NotCovered::NotJson),
            Lookup::Several(ids) => Resolution::Ambiguous(ids.into_iter().map(Self::single).collect()),
            Lookup::Missing { near } => Resolution::Unknown { near: near.map(|id| self.model.full_name(id)) },
            Lookup::Foreign => Resolution::NotCovered(NotCovered::Foreign),
        }
    }

    fn by_operation(&self, query: &OperationQuery<'_>) -> Resolution {
        match operation::body(&self.model, query) {
            Ok(ty) => {
                self.reference(ty).map_or(Resolution::NotCovered(NotCovered::Foreign), Resolution::Found)
            }
            Err(reason) => Resolution::NotCovered(reason),
        }
    }

    fn operations(&self) -> Vec<SchemaOperation> {
        listing::operations(&self.model)
    }

    fn called(&self, _method: &str, target: &str) -> Vec<(String, String)> {
        listing::called(&self.model, target)
    }

    fn members(&self, schema: SchemaRef) -> Vec<SchemaMember> {
        let Shape::Defined(id) = self.shape(schema) else { return Vec::new() };
        let member = |property: &Property| SchemaMember {
            name: self.model.text(property.name).to_owned(),
            schema: self.reference(self.model.used(property.ty)),
        };
        self.model.properties(id).filter(|property| !property.navigation).map(member).collect()
    }

    fn describe(
        &self,
        schema: SchemaRef,
        path: &[Step<'_>],
        _: &[Option<Instance<'_>>],
    ) -> Option<ValueFacts> {
        let ty = TypeUse { shape: self.shape(schema), collection: schema.collection };
        describe::describe(&self.model, ty, path)
    }

    fn describe_operation(&self, method: &str, target: &str) -> Option<OperationFacts> {
        describe::operation(&self.model, method, target)
    }

    fn derives(&self, derived: SchemaRef, base: SchemaRef) -> Option<bool> {
        let defined = |schema| match self.shape(schema) {
            Shape::Defined(id) if self.model.is_structured(id) => Some(id),
            _ => None,
        };
        let (derived, base) = (defined(derived)?, defined(base)?);
        // A type without members may stand for any: that it derives is said, that it does not is not.
        let is_sure = || ![derived, base].iter().any(|id| self.model.ty(*id).bare);
        let is_heir = self.model.derives(derived, base);
        (is_heir || is_sure()).then_some(is_heir)
    }

    fn owns_namespaces(&self) -> bool {
        true
    }

    fn validate(
        &self,
        schema: SchemaRef,
        value: Instance<'_>,
        tolerance: &Tolerance,
    ) -> Option<Vec<Violation>> {
        let ty = TypeUse { shape: self.shape(schema), collection: schema.collection };
        Some(validate::validate(&self.model, value, ty, tolerance))
    }

    fn name(&self, schema: SchemaRef) -> String {
        self.model.shape_name(self.shape(schema))
    }

    fn defined_at(&self, schema: SchemaRef) -> Option<SchemaPlace> {
        match self.shape(schema) {
            Shape::Defined(id) => Some(self.model.ty(id).place),
            _ => None,
        }
    }

    fn names(&self) -> Vec<String> {
        let ids = (0..self.model.types.len() as u32).map(TypeId);
        let structured = |id: &TypeId| self.model.is_named(*id);
        let mut names: Vec<String> = ids.filter(structured).map(|id| self.model.full_name(id)).collect();
        names.sort_unstable();
        names.dedup();
        names
    }

    fn export(&self, schema: SchemaRef) -> serde_json::Value {
        export::export(&self.model, TypeUse { shape: self.shape(schema), collection: schema.collection })
    }
}
