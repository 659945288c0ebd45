//! The outcomes of holding a page against descriptions of the API: plain data, with the words for them.

use std::fmt;
use std::sync::Arc;

use crate::extract::{Example, MessageRef, ParsedPage};
use crate::schema::{
    Answer, BoundSchema, NotCovered, OperationFault, SchemaPlace, SchemaSet, Violation, ViolationKind,
};
use crate::syntax::json::{JsonTree, NodeId};
use crate::text::{LocalSpan, SourceFile, Span};

/// The outcomes of a page.
#[derive(Debug, Default)]
pub struct Conformance {
    /// One for every JSON body, in order of place; none if there is no schema at all.
    pub bodies: Vec<BodyConformance>,
    /// What is wrong with operations, body or not.
    pub operations: Vec<(MessageRef, OperationRemark)>,
    /// What is wrong with parameters of requests, in order of place.
    pub parameters: Vec<ParameterFact>,
    pub(super) schemas: Option<Arc<SchemaSet>>,
}

/// The outcome of one JSON body.
#[derive(Debug)]
pub struct BodyConformance {
    /// The body.
    pub at: MessageRef,
    /// Whether it was held against a schema.
    pub coverage: Coverage,
    /// What the schema has against it, in order of place.
    pub violations: Vec<Violation>,
    /// What is wrong with the binding itself.
    pub remarks: Vec<BindingRemark>,
    /// The schema, if there is one.
    pub schema: Option<BoundSchema>,
    /// Whether nothing says that the body is all of it, and it may lack what is left out on purpose.
    pub may_be_part: bool,
}

/// What is wrong with a path, query or header parameter.
#[derive(Clone, Debug)]
pub struct ParameterFact {
    /// The request.
    pub at: MessageRef,
    /// The parameter's name.
    pub name: String,
    /// The name or the value in the block's text; the target, if the parameter is missing.
    pub span: LocalSpan,
    /// What it is.
    pub kind: ViolationKind,
    /// Where it is described, by provider.
    pub described_at: Option<(u32, SchemaPlace)>,
}

/// Whether a body was held against a schema.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Coverage {
    /// It was.
    Checked {
        /// What told which schema it is.
        by: BoundBy,
        /// The schema's name.
        name: String,
        /// The file that defines it, as shown.
        source: Option<String>,
    },
    /// Its type is named, and the schema that owns the name does not know it.
    UnknownType {
        /// The name.
        name: String,
    },
    /// It was not.
    NotCovered(UnboundReason),
}

/// What told which schema describes a body.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum BoundBy {
    /// The type in the annotation.
    Annotation,
    /// Method and target of the request.
    Operation,
    /// The type that the body itself names.
    Body,
    /// The media type.
    MediaType,
    /// It is an error, and has the form of one.
    ErrorForm,
    /// The page shows the schema beside it.
    Beside,
    /// It stands in the description, beside its schema or in it.
    Description,
}

/// Why a body was not held against a schema.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum UnboundReason {
    /// It defines a type itself, and nothing else does.
    Definition,
    /// It is the schema of the body beside it.
    Schema,
    /// It is neither an object nor an array.
    Scalar,
    /// Several JSON texts in one body.
    SeveralDocuments,
    /// An error that has none of the known forms.
    ErrorForm,
    /// Neither annotation nor operation says what it is.
    NoEvidence,
    /// The query changes its shape: `$apply`, `$compute`.
    Reshaped,
    /// The providers have nothing to say.
    Provider(NotCovered),
    /// Schema and body together take too long to be checked.
    TooComplex,
    /// It is what a filter left of the response.
    Filtered,
    /// Its sentence says that it is something else.
    Other,
}

/// What is wrong with the way from a body to its schema.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum BindingRemark {
    /// The annotation names a type that the schema that owns its namespace does not know.
    UnknownType {
        /// The name, without `#` and `Collection()`.
        name: String,
        /// What is near.
        near: Option<String>,
    },
    /// The name has several definitions.
    Ambiguous {
        /// The name.
        name: String,
        /// Where, by provider.
        places: Vec<(u32, SchemaPlace)>,
    },
    /// The annotation names one type, and the operation returns another that has nothing to do with it.
    OperationDiffers {
        /// The name in the annotation.
        annotated: String,
        /// The schema of the operation.
        operation: BoundSchema,
        /// Its name.
        name: String,
    },
    /// The annotation names one type, and the body another that has nothing to do with it.
    BodyDiffers {
        /// The name in the annotation.
        annotated: String,
        /// The value of the body's own type member.
        node: NodeId,
    },
}

/// What is wrong with an operation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum OperationRemark {
    /// The description does not have it.
    Fault(OperationFault),
    /// The operation does not document the status.
    Status {
        /// Method and path of the request.
        operation: String,
        /// What it documents.
        documented: Vec<String>,
    },
}

impl Conformance {
    /// Whether there was any schema to hold bodies against.
    pub fn has_schemas(&self) -> bool {
        self.schemas.is_some()
    }

    /// The schemas of the run, if there are any.
    pub fn schemas(&self) -> Option<&SchemaSet> {
        self.schemas.as_deref()
    }

    /// The outcome of a body.
    pub fn of(&self, at: MessageRef) -> Option<&BodyConformance> {
        let index = self.bodies.binary_search_by_key(&at, |body| body.at).ok()?;
        self.bodies.get(index)
    }

    /// Whether a provider describes the operation of a request.
    pub fn describes(&self, method: &str, target: &str) -> bool {
        let method = method.to_ascii_uppercase();
        let mut providers = self.schemas.iter().flat_map(|schemas| &schemas.providers);
        providers.any(|provider| provider.parameters(&method, target).is_some())
    }

    /// How many bodies were held against a schema.
    pub fn checked(&self) -> usize {
        self.bodies.iter().filter(|body| matches!(body.coverage, Coverage::Checked { .. })).count()
    }

    /// How many bodies have a schema and were not held against it, because that takes too long.
    pub fn too_complex(&self) -> usize {
        let is_one =
            |body: &&BodyConformance| body.coverage == Coverage::NotCovered(UnboundReason::TooComplex);
        self.bodies.iter().filter(is_one).count()
    }

    /// Whether a provider defines a type of that name.
    pub fn knows_type(&self, name: &str) -> bool {
        let answer = self.schemas.as_ref().map(|schemas| schemas.by_type(name));
        matches!(answer, Some(Answer::Found(_) | Answer::Ambiguous(_)))
    }

    /// A place in a description as its file and a span there.
    pub fn place(&self, provider: u32, place: SchemaPlace) -> Option<(&Arc<SourceFile>, Span)> {
        self.schemas.as_ref()?.span(provider, place)
    }

    /// Where a schema is defined.
    pub fn defined_at(&self, schema: BoundSchema) -> Option<(&Arc<SourceFile>, Span)> {
        let schemas = self.schemas.as_ref()?;
        schemas.span(schema.provider, schemas.provider(schema.provider).defined_at(schema.schema)?)
    }
}

impl BodyConformance {
    /// The example and its tree.
    pub fn tree<'p, 'd>(&self, page: &'p ParsedPage<'d>) -> Option<(&'p Example<'d>, &'p JsonTree)> {
        let example = page.example(self.at.example);
        let (_, body) = example.body(self.at.message as usize)?;
        Some((example, body.json.as_ref()?))
    }
}

impl Coverage {
    /// The word for programs.
    pub fn word(&self) -> &'static str {
        match self {
            Self::Checked { .. } => "checked",
            Self::UnknownType { .. } => "unknown-type",
            Self::NotCovered(_) => "not-covered",
        }
    }
}

impl BoundBy {
    /// In words, after "checked against `T`".
    pub fn words(self) -> &'static str {
        match self {
            Self::Annotation => "by annotation",
            Self::Operation => "by operation",
            Self::Body => "by its own type",
            Self::MediaType => "by media type",
            Self::ErrorForm => "by its form",
            Self::Beside => "by the schema beside it",
            Self::Description => "by its place in the description",
        }
    }
}

impl fmt::Display for UnboundReason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Definition => "it defines a type itself, which no other description knows",
            Self::Schema => "it is the schema of the body beside it",
            Self::Scalar => "neither an object nor an array",
            Self::SeveralDocuments => "several JSON texts",
            Self::ErrorForm => "an error in a form of its own",
            Self::NoEvidence => "no annotation or operation gives its type",
            Self::Reshaped => "the query changes its shape",
            Self::Provider(reason) => reason.words(),
            Self::TooComplex => "not checked: too complex",
            Self::Filtered => "a filter left a part of the response",
            Self::Other => "the text says that it is something else",
        })
    }
}
