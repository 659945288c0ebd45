//! Everything that is known of a page before a rule looks at it.

use super::{Annotation, Example, ExampleId, Exchange};
use crate::markdown::Document;
use crate::text::SourceFile;

/// A page with its examples. Made by [`Page::read`]; rules see it whole.
#[derive(Debug)]
pub struct Page<'d> {
    /// The file.
    pub source: &'d SourceFile,
    /// Its blocks.
    pub document: &'d Document<'d>,
    /// Its annotation comments in order, detached ones included.
    pub annotations: Vec<Annotation<'d>>,
    /// Its examples in order.
    pub examples: Vec<Example<'d>>,
    /// Its requests and responses, tied.
    pub exchanges: Vec<Exchange>,
}

impl<'d> Page<'d> {
    /// Finds the examples of a page, parses them and ties them. Total.
    pub fn read(source: &'d SourceFile, document: &'d Document<'d>) -> Self {
        Self { source, document, annotations: Vec::new(), examples: Vec::new(), exchanges: Vec::new() }
    }

    /// An example.
    pub fn example(&self, id: ExampleId) -> &Example<'d> {
        &self.examples[id.0 as usize]
    }

    /// The annotation of an example.
    pub fn annotation(&self, example: &Example<'d>) -> Option<&Annotation<'d>> {
        example.annotation(&self.annotations)
    }
}
