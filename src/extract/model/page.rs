//! A page with its examples.

use super::{Annotation, Example, ExampleId, Exchange};
use crate::cues::Language;
use crate::document::Document;
use crate::text::SourceFile;

/// A page with its examples, as it was read: before anything is compared with a description of the API. Made by
/// [`ParsedPage::read`].
#[derive(Debug)]
pub struct ParsedPage<'d> {
    /// The file.
    pub source: &'d SourceFile,
    /// Its blocks.
    pub document: &'d Document<'d>,
    /// What it is written in; English where it shows nothing.
    pub language: Language,
    /// Its annotation comments in order, detached ones included.
    pub annotations: Vec<Annotation<'d>>,
    /// Its examples in order.
    pub examples: Vec<Example<'d>>,
    /// Its requests and responses, tied.
    pub exchanges: Vec<Exchange>,
}

impl<'d> ParsedPage<'d> {
    /// An example.
    pub fn example(&self, id: ExampleId) -> &Example<'d> {
        &self.examples[id.0 as usize]
    }

    /// The annotation of an example.
    pub fn annotation(&self, example: &Example<'d>) -> Option<&Annotation<'d>> {
        example.annotation(&self.annotations)
    }
}
