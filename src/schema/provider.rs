//! What every kind of description can be asked.

use std::sync::Arc;

use super::{
    DescribedExample, Direction, Excerpt, Instance, NotCovered, OperationFacts, OperationFault,
    OperationQuery, Parameter, Resolution, SchemaLocation, SchemaMember, SchemaOperation, SchemaPlace,
    SchemaRef, Step, Tolerance, ValueFacts, Violation, ViolationKind,
};
use crate::text::SourceFile;

/// A description of an API that can be asked about types and operations.
pub trait SchemaProvider: Send + Sync + std::fmt::Debug {
    /// What kind of description it is: `CSDL`, `OpenAPI`, `JSON Schema`, `resource page`.
    fn kind(&self) -> &'static str;

    /// What the version of the service is called in addresses and folders (`v1.0`, `beta`), in lower case, if several
    /// versions are described.
    fn version(&self) -> Option<&str> {
        None
    }

    /// The files that it was made from, in order.
    fn files(&self) -> &[Arc<SourceFile>];

    /// The schema of a type, by the name that an annotation or `@odata.type` gives, without `#` and `Collection()`.
    fn by_type(&self, name: &str) -> Resolution;

    /// The schema that a file as a whole is, by its path as shown.
    fn by_file(&self, _path: &str) -> Option<SchemaRef> {
        None
    }

    /// The schema of a body of an operation.
    fn by_operation(&self, query: &OperationQuery<'_>) -> Resolution;

    /// The schema of every body of a media type without parameters, lower case, whatever the operation.
    fn by_media_type(&self, _media_type: &str, _direction: Direction) -> Resolution {
        Resolution::NotCovered(NotCovered::Foreign)
    }

    /// Whether it knows every operation of the API, so that its silence on one means that there is none.
    fn claims_operations(&self) -> bool {
        false
    }

    /// Whether it knows every name of its namespaces.
    fn owns_namespaces(&self) -> bool {
        false
    }

    /// Whether it is made of documentation pages, which cannot be held against themselves.
    fn is_documentation(&self) -> bool {
        false
    }

    /// What is wrong with a request as such, if the provider claims to know every operation.
    fn operation_fault(&self, _method: &str, _target: &str) -> Option<OperationFault> {
        None
    }

    /// Whether services commonly read the values of its enumerations in any letter case: those of OData.
    fn names_ignore_case(&self) -> bool {
        false
    }

    /// Whether every value of `derived` is one of `base`, as far as the provider knows; a schema derives from itself.
    fn derives(&self, _derived: SchemaRef, _base: SchemaRef) -> Option<bool> {
        None
    }

    /// The parameters of the operation of a request; `None` if the provider does not know the operation or lists no
    /// parameters at all.
    fn parameters(&self, _method: &str, _target: &str) -> Option<Vec<Parameter>> {
        None
    }

    /// Every operation that the provider knows.
    fn operations(&self) -> Vec<SchemaOperation> {
        Vec::new()
    }

    /// The statuses that the operation of a request documents, as written there: `201`, `4XX`, `default`.
    fn statuses(&self, _method: &str, _target: &str) -> Vec<String> {
        Vec::new()
    }

    /// Method and path of the operations that a request with this target calls, as [`SchemaProvider::operations`] has
    /// them.
    fn called(&self, _method: &str, _target: &str) -> Vec<(String, String)> {
        Vec::new()
    }

    /// The members of the objects of a schema, inherited ones included, but for those that come only if somebody asks
    /// for them.
    fn members(&self, _schema: SchemaRef) -> Vec<SchemaMember> {
        Vec::new()
    }

    /// What the elements of an array are whose schema this is.
    fn elements(&self, schema: SchemaRef) -> Option<SchemaRef> {
        Some(SchemaRef { collection: false, ..schema })
    }

    /// What is said of the value that `path` leads to in a value of the schema; `None` if the way leads nowhere. The
    /// values on the way, from the first, choose among several schemas where they are known.
    fn describe(
        &self,
        _schema: SchemaRef,
        _path: &[Step<'_>],
        _around: &[Option<Instance<'_>>],
    ) -> Option<ValueFacts> {
        None
    }

    /// What is said of the operation of a request.
    fn describe_operation(&self, _method: &str, _target: &str) -> Option<OperationFacts> {
        None
    }

    /// What the schema of a parameter has against a value as written in the request, or against that of one of its
    /// members.
    fn validate_parameter(
        &self,
        _parameter: &Parameter,
        _member: Option<&str>,
        _text: &str,
    ) -> Vec<ViolationKind> {
        Vec::new()
    }

    /// Everything that the schema has against the value; `None` if checking it takes too long. The whole body is given;
    /// for a collection the provider unwraps it, and reports the wrong shape.
    fn validate(
        &self,
        schema: SchemaRef,
        value: Instance<'_>,
        tolerance: &Tolerance,
    ) -> Option<Vec<Violation>>;

    /// The same description with the examples that it holds itself and their schemas; made at the first call, unless
    /// it was read with them.
    fn with_examples(self: Arc<Self>) -> Option<Arc<dyn SchemaProvider>> {
        None
    }

    /// The examples that the description holds itself, if it was made with them.
    fn examples(&self) -> &[DescribedExample] {
        &[]
    }

    /// The examples that stand in the file of a number, which is `source` now, in order of place.
    fn examples_in(&self, _number: u32, _source: &SourceFile) -> Vec<(&DescribedExample, Excerpt)> {
        Vec::new()
    }

    /// The name of a schema for the reader, such as `microsoft.graph.user`.
    fn name(&self, schema: SchemaRef) -> String;

    /// Where the schema is defined.
    fn defined_at(&self, schema: SchemaRef) -> Option<SchemaPlace>;

    /// Every name that [`SchemaProvider::by_type`] finds, sorted.
    fn names(&self) -> Vec<String>;

    /// The schema as JSON Schema 2020-12, for `apiproof schema show`.
    fn export(&self, schema: SchemaRef) -> serde_json::Value;

    /// A place as a reader counts it.
    fn locate(&self, place: SchemaPlace) -> Option<SchemaLocation> {
        let file = self.files().get(place.file as usize)?;
        let at = file.position(place.offset);
        Some(SchemaLocation { path: file.path().into(), line: at.line, column: at.column })
    }
}
