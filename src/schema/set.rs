//! All providers of a run, asked as one.

use std::sync::Arc;

use super::{
    Bindings, BoundSchema, Direction, Instance, NotCovered, OperationFault, OperationQuery, Resolution,
    SchemaPlace, SchemaProvider, SchemaRef, Tolerance, Violation,
};
use crate::text::{SourceFile, Span};

/// The providers of a run in the order in which they are asked: configured files first, embedded ones last.
#[derive(Clone, Debug, Default)]
pub struct SchemaSet {
    /// The providers.
    pub providers: Vec<Arc<dyn SchemaProvider>>,
    /// Bodies that are tied to a schema by hand; they go before what providers know of operations.
    pub bindings: Bindings,
    /// What pages write in place of the address of the API.
    pub bases: Vec<String>,
}

/// What a set says to a question.
#[derive(Clone, Debug, PartialEq)]
pub enum Answer {
    /// The schema.
    Found(BoundSchema),
    /// A provider owns the name or the path and does not know it.
    Unknown {
        /// Index of that provider.
        provider: u32,
        /// What is near.
        near: Option<String>,
    },
    /// Several definitions of one name in one provider.
    Ambiguous(Vec<BoundSchema>),
    /// No provider has anything to say; the one that knows most says why.
    NotCovered {
        /// Index of that provider; `None` if none knows anything.
        provider: Option<u32>,
        /// Why.
        reason: NotCovered,
    },
}

impl SchemaSet {
    /// Whether there is no provider at all.
    pub fn is_empty(&self) -> bool {
        self.providers.is_empty()
    }

    /// The schema of a type, from the first provider that knows it.
    pub fn by_type(&self, name: &str) -> Answer {
        self.by_type_in(None, name)
    }

    /// The schema of a type in a version of the service, from the first provider that knows it.
    pub fn by_type_in(&self, version: Option<&str>, name: &str) -> Answer {
        self.ask(version, |provider| provider.by_type(name))
    }

    /// The same, from the first provider that is not made of documentation pages: what a page defines cannot be held
    /// against itself.
    pub fn by_type_beyond_pages(&self, version: Option<&str>, name: &str) -> Answer {
        self.ask(version, |provider| {
            if provider.is_documentation() {
                return Resolution::NotCovered(NotCovered::Foreign);
            }
            provider.by_type(name)
        })
    }

    /// The schema of a body of an operation in a version of the service: as it was bound by hand, or from the first
    /// provider that knows it.
    pub fn by_operation_in(&self, version: Option<&str>, query: &OperationQuery<'_>) -> Answer {
        if let Some(bound) = self.bindings.find(query) {
            return Answer::Found(bound);
        }
        self.ask(version, |provider| provider.by_operation(query))
    }

    /// The schema that a file as a whole is, by its path as shown.
    pub fn by_file(&self, path: &str) -> Option<BoundSchema> {
        let mut providers = self.providers.iter().enumerate();
        providers.find_map(|(index, provider)| {
            let schema = provider.by_file(path)?;
            Some(BoundSchema { provider: index as u32, schema })
        })
    }

    /// The schema of every body of a media type, from the first provider that knows it.
    pub fn by_media_type(&self, media_type: &str, direction: Direction) -> Answer {
        self.ask(None, |provider| provider.by_media_type(media_type, direction))
    }

    /// The version that one of the segments of a path names, the first of them, among those that are described.
    pub fn version_in(&self, path: &str) -> Option<&str> {
        let mut versions = self.providers.iter().filter_map(|provider| provider.version()).peekable();
        versions.peek()?;
        let versions: Vec<&str> = versions.collect();
        let path = path.split(['?', '#']).next().unwrap_or_default();
        let named = |segment: &str| versions.iter().find(|own| own.eq_ignore_ascii_case(segment)).copied();
        path.split('/').find_map(named)
    }

    /// Asks all but the providers of other versions.
    fn ask(&self, version: Option<&str>, question: impl Fn(&dyn SchemaProvider) -> Resolution) -> Answer {
        let mut best = Answer::NotCovered { provider: None, reason: NotCovered::Foreign };
        for (provider_index, provider) in self.of_version(version) {
            let bound = |schema| BoundSchema { provider: provider_index, schema };
            let answer = match question(provider) {
                Resolution::Found(schema) => return Answer::Found(bound(schema)),
                Resolution::Unknown { near } => Answer::Unknown { provider: provider_index, near },
                Resolution::Ambiguous(schemas) => Answer::Ambiguous(schemas.into_iter().map(bound).collect()),
                Resolution::NotCovered(reason) => {
                    Answer::NotCovered { provider: Some(provider_index), reason }
                }
            };
            if answer.weight() > best.weight() {
                best = answer;
            }
        }
        best
    }

    /// The type that an object calls itself by `name`, with or without `#`, if this provider is the one that has it.
    pub(crate) fn type_in(&self, provider: u32, name: &str) -> Option<SchemaRef> {
        match self.by_type(name.trim_start_matches('#')) {
            Answer::Found(bound) if bound.provider == provider => Some(bound.schema),
            _ => None,
        }
    }

    /// The providers, with their indexes, but for those of other versions.
    pub(crate) fn of_version(
        &self,
        version: Option<&str>,
    ) -> impl Iterator<Item = (u32, &dyn SchemaProvider)> {
        let is_asked = move |provider: &Arc<dyn SchemaProvider>| {
            version.is_none_or(|version| provider.version().is_none_or(|own| own == version))
        };
        let all = self.providers.iter().enumerate();
        all.filter(move |(_, provider)| is_asked(provider))
            .map(|(index, provider)| (index as u32, provider.as_ref()))
    }

    /// A provider.
    pub fn provider(&self, index: u32) -> &dyn SchemaProvider {
        self.providers[index as usize].as_ref()
    }

    /// What is wrong with a request as such, by the first provider of the version that knows its API.
    pub fn operation_fault(
        &self,
        version: Option<&str>,
        method: &str,
        target: &str,
    ) -> Option<OperationFault> {
        let asked = self.of_version(version).filter(|(_, provider)| provider.claims_operations());
        asked
            .filter_map(|(_, provider)| provider.operation_fault(method, target))
            .min_by_key(OperationFault::rank)
    }

    /// Whether any provider claims to know every operation.
    pub fn claims_operations(&self) -> bool {
        self.providers.iter().any(|provider| provider.claims_operations())
    }

    /// Everything that a schema has against a value; `None` if checking it takes too long.
    pub fn validate(
        &self,
        bound: BoundSchema,
        value: Instance<'_>,
        tolerance: &Tolerance,
    ) -> Option<Vec<Violation>> {
        self.provider(bound.provider).validate(bound.schema, value, tolerance)
    }

    /// The name of a schema for the reader.
    pub fn name(&self, bound: BoundSchema) -> String {
        self.provider(bound.provider).name(bound.schema)
    }

    /// The file that defines a schema, as shown.
    pub fn source(&self, bound: BoundSchema) -> Option<&str> {
        let provider = self.provider(bound.provider);
        let file = provider.defined_at(bound.schema).map_or(0, |place| place.file);
        provider.files().get(file as usize).map(|file| file.path())
    }

    /// Whether it is certain that no value of the one schema is one of the other: they are of one provider, which
    /// knows that neither derives from the other.
    pub fn are_unrelated(&self, one: BoundSchema, other: BoundSchema) -> bool {
        let derives = |derived: BoundSchema, base: BoundSchema| {
            self.provider(derived.provider).derives(derived.schema, base.schema)
        };
        one.provider == other.provider
            && derives(one, other) == Some(false)
            && derives(other, one) == Some(false)
    }

    /// Whether it is certain that the one schema derives from the other or the reverse.
    pub fn are_relatives(&self, one: BoundSchema, other: BoundSchema) -> bool {
        let derives = |derived: BoundSchema, base: BoundSchema| {
            self.provider(derived.provider).derives(derived.schema, base.schema)
        };
        one.provider == other.provider
            && (derives(one, other) == Some(true) || derives(other, one) == Some(true))
    }

    /// A place in a provider's files as a span on one line: from the place to the end of its tag, or of its line.
    pub fn span(&self, provider: u32, place: SchemaPlace) -> Option<(&Arc<SourceFile>, Span)> {
        const WIDEST: usize = 120;
        let file = self.provider(provider).files().get(place.file as usize)?;
        let rest = file.text().get(place.offset as usize..)?;
        let line = rest.lines().next().unwrap_or_default();
        let line = &line[..line.floor_char_boundary(WIDEST)];
        let length = match line.find('>') {
            Some(end) if line.starts_with('<') => end + 1,
            _ => line.trim_end().len(),
        };
        let start = place.offset as usize;
        Some((file, Span::new(start, start + length)))
    }

    /// The file of a provider that is shown under a path.
    pub fn file(&self, path: &str) -> Option<&Arc<SourceFile>> {
        self.providers.iter().flat_map(|provider| provider.files()).find(|file| file.path() == path)
    }
}

impl Answer {
    /// Of several answers that find nothing, the one that says more is kept.
    fn weight(&self) -> u32 {
        match self {
            Self::NotCovered { provider: None, .. } => 0,
            Self::NotCovered { reason: NotCovered::Foreign, .. } => 1,
            Self::NotCovered { reason, .. } => 2 + *reason as u32,
            Self::Unknown { .. } => 20,
            Self::Ambiguous(_) => 21,
            Self::Found(_) => 22,
        }
    }
}
