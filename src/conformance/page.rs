//! Everything that is known of a page before a rule looks at it.

use std::cell::OnceCell;
use std::collections::HashMap;
use std::ops::Deref;
use std::sync::Arc;

use super::binding::Binder;
use super::check::check;
use super::description::Description;
use super::model::Conformance;
use crate::document::Document;
use crate::extract::{Declared, Endpoints, Fields, MessageRef, ParsedPage, StatusPrefilter};
use crate::schema::SchemaSet;
use crate::text::SourceFile;

/// A page with its examples and what the schemas of a run say about them. Rules see it whole.
#[derive(Debug)]
pub struct Page<'d> {
    parsed: ParsedPage<'d>,
    /// What the schemas say.
    pub conformance: Conformance,
    status_prefilter: OnceCell<StatusPrefilter>,
    declared: OnceCell<Declared>,
    endpoints: OnceCell<Endpoints>,
    fields: OnceCell<Fields>,
}

impl<'d> Page<'d> {
    /// Holds the examples of a page against the schemas of a run.
    pub fn new(parsed: ParsedPage<'d>, schemas: &Arc<SchemaSet>) -> Self {
        let conformance = check(&parsed, schemas);
        Self::with(parsed, conformance)
    }

    /// Holds the examples of a description against itself; `document` is that of the description.
    pub fn of_description(
        description: &Description,
        source: &'d SourceFile,
        document: &'d Document<'d>,
        schemas: &SchemaSet,
    ) -> Self {
        let parsed = description.page(source, document);
        let conformance = description.check(&parsed, schemas);
        // What is between the examples is no prose.
        let status_prefilter = OnceCell::from(StatusPrefilter::default());
        Self { status_prefilter, ..Self::with(parsed, conformance) }
    }

    fn with(parsed: ParsedPage<'d>, conformance: Conformance) -> Self {
        let (status_prefilter, declared, endpoints, fields) = Default::default();
        Self { parsed, conformance, status_prefilter, declared, endpoints, fields }
    }

    /// What the numbers of the page rule out before its prose is read; made at the first call.
    pub fn status_prefilter(&self) -> &StatusPrefilter {
        self.status_prefilter.get_or_init(|| StatusPrefilter::of(self))
    }

    /// What the page declares outside of its examples; read at the first call.
    pub fn declared(&self) -> &Declared {
        self.declared.get_or_init(|| Declared::read(self))
    }

    /// The endpoint lines of the page; read at the first call.
    pub fn endpoints(&self) -> &Endpoints {
        self.endpoints.get_or_init(|| Endpoints::read(self))
    }

    /// The tables of headers and request bodies of the page; read at the first call.
    pub fn fields(&self) -> &Fields {
        self.fields.get_or_init(|| Fields::read(self))
    }

    /// Method and target of the operation that each message and each bare body is about, as far as the page says.
    pub fn operations(&self) -> HashMap<MessageRef, (String, String)> {
        let schemas = SchemaSet::default();
        let binder = Binder::new(self, &schemas);
        let bodies = self.examples.iter().flat_map(|example| {
            let at = |message| MessageRef { example: example.id, message: message as u32 };
            (0..example.bodies().count()).map(at)
        });
        let owned = |(method, target): (&str, &str)| (method.to_owned(), target.to_owned());
        bodies.filter_map(|at| Some((at, owned(binder.request(at)?)))).collect()
    }
}

impl<'d> Deref for Page<'d> {
    type Target = ParsedPage<'d>;

    fn deref(&self) -> &ParsedPage<'d> {
        &self.parsed
    }
}
