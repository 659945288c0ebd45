//! Schemas that a page shows beside the bodies that they describe: `+ Schema` of API Blueprint.
//!
//! A schema is read from the page itself, so that its places are places of the page. One that cannot be used says
//! nothing of the body; what is wrong with its JSON is the business of the rules for JSON. No reference leads out of
//! it.

use std::sync::Arc;

use crate::extract::{Example, ExampleId, MessageRef};
use crate::schema::{BoundSchema, JsonSchemas, Resolution, SchemaProvider, SchemaSet};
use crate::text::SourceFile;

/// The most schemas of a page, and the most bytes of one.
const MOST: usize = 200;
const LARGEST: usize = 256 << 10;

/// What a reader calls such a schema if it has no title.
const NAME: &str = "schema beside it";

/// The schemas that a page shows, each with the body that it describes.
#[derive(Debug, Default)]
pub(super) struct Beside {
    bound: Vec<(MessageRef, BoundSchema)>,
}

impl Beside {
    /// Adds the schemas that a page shows to those of the run.
    pub(super) fn read(
        source: &SourceFile,
        examples: &[Example<'_>],
        schemas: &Arc<SchemaSet>,
    ) -> (Self, Arc<SchemaSet>) {
        let mut beside = Self::default();
        let described = examples.iter().filter_map(|example| Some((example, example.schema?)));
        let mut described = described.take(MOST).peekable();
        if described.peek().is_none() {
            return (beside, Arc::clone(schemas));
        }
        let mut set = SchemaSet::clone(schemas);
        let page = Arc::new(source.clone());
        for (example, schema) in described {
            let Some(provider) = provider(&page, &examples[schema.index()]) else { continue };
            let Resolution::Found(schema) = provider.by_type(NAME) else { continue };
            let at = MessageRef { example: example.id, message: 0 };
            beside.bound.push((at, BoundSchema { provider: set.providers.len() as u32, schema }));
            set.providers.push(Arc::new(provider));
        }
        (beside, Arc::new(set))
    }

    /// The schema beside a body.
    pub(super) fn of(&self, at: MessageRef) -> Option<BoundSchema> {
        let index = self.bound.binary_search_by_key(&at, |(at, _)| *at).ok()?;
        self.bound.get(index).map(|(_, schema)| *schema)
    }
}

/// Whether a block holds the schema of a body.
pub(super) fn is_schema(examples: &[Example<'_>], id: ExampleId) -> bool {
    // It stands right before or after the body.
    let near = id.index().saturating_sub(1)..(id.index() + 2).min(examples.len());
    examples[near].iter().any(|example| example.schema == Some(id))
}

fn provider(page: &Arc<SourceFile>, example: &Example<'_>) -> Option<JsonSchemas> {
    let body = example.payload.as_ref().filter(|body| body.json.is_some() && body.span.len() <= LARGEST)?;
    JsonSchemas::inside(page, example.file_span(body.span), NAME).ok()
}
