//! From the blocks of a page to its examples, tied.

use std::cell::LazyCell;
use std::ops::Deref;

use super::outline::Outline;
use super::{AnnotationKind, Dialect, Dialects, Example, ExampleId, ParsedPage};
use super::{comment, dialect, naming, pairing, roles, sent_bodies, weighing};
use crate::cues::Language;
use crate::document::{Block, BlockKind, ContainerId, Document, HtmlBlock};
use crate::text::SourceFile;

impl<'d> ParsedPage<'d> {
    /// Finds the examples of a page, parses them and ties them. Total.
    pub fn read(source: &'d SourceFile, document: &'d Document<'d>) -> Self {
        Self::read_in(Dialects::ALL, source, document)
    }

    /// The same for a page that is written in these dialects and no others.
    pub fn read_in(dialects: Dialects, source: &'d SourceFile, document: &'d Document<'d>) -> Self {
        let mut page = Self {
            source,
            document,
            language: Language::English,
            annotations: Vec::new(),
            examples: Vec::new(),
            exchanges: Vec::new(),
        };
        let mut pending = None;
        let language = LazyCell::new(|| Language::of(document.text));
        for block in &document.blocks {
            pending = page.block(dialects, block, pending, &language);
        }
        if !page.examples.is_empty() {
            page.language = *language;
        }
        roles::assign(document, page.language, &mut page.examples, dialects);
        weighing::assign(document, page.language, &mut page.examples, dialects);
        let outline = Outline::new(document);
        page.exchanges = pairing::exchanges(&page, &outline);
        naming::name_endpoints(&mut page, &outline);
        sent_bodies::tie(&mut page, &outline);
        page
    }

    /// Reads an example of the page again from its block with another text. Its role is what its own text says: what is
    /// around it is not asked.
    pub(crate) fn example_again<'b>(
        &'b self,
        dialects: Dialects,
        example: &Example<'_>,
        block: &'b Block<'b>,
    ) -> Option<Example<'b>> {
        let BlockKind::Code(code) = &block.kind else { return None };
        let annotation = example.annotation.and_then(|index| Some((index, self.annotations.get(index)?)));
        let read = |told| dialect::example(dialects, example.id, block, code, annotation, told);
        read(false).or_else(|| read(true))
    }

    /// Reads one block. `pending` is the annotation that waits for the code block right after it; so is the result.
    fn block(
        &mut self,
        dialects: Dialects,
        block: &'d Block<'d>,
        pending: Option<Pending>,
        language: &impl Deref<Target = Language>,
    ) -> Option<Pending> {
        let pending = pending.filter(|pending| pending.container == block.container);
        match &block.kind {
            BlockKind::Html(_) if !dialects.has(Dialect::Annotation) => None,
            BlockKind::Html(html) => self.html(block, html).or(pending.filter(|_| is_comment(html))),
            BlockKind::Heading(heading) if heading.tab => pending,
            BlockKind::Code(code) => {
                let index = pending.map(|pending| pending.annotation);
                let annotation = index.and_then(|index| Some((index, self.annotations.get(index)?)));
                let id = ExampleId(self.examples.len() as u32);
                let read = |told| dialect::example(dialects, id, block, code, annotation, told);
                let told = || dialect::is_told(dialects, self.document, block, code, language);
                let example = read(false).or_else(|| if told() { read(true) } else { None });
                if let Some(annotation) = index.and_then(|index| self.annotations.get_mut(index)) {
                    annotation.example = example.as_ref().map(|example| example.id);
                    annotation.has_block = example.is_none();
                }
                self.examples.extend(example);
                None
            }
            _ => None,
        }
    }

    /// Keeps the annotations of an HTML block; the last one that is about a block waits for it.
    fn html(&mut self, block: &Block<'_>, html: &'d HtmlBlock<'d>) -> Option<Pending> {
        let mut pending = None;
        for annotation in comment::annotations(&html.body) {
            if annotation.kind == AnnotationKind::Block {
                pending = Some(Pending { annotation: self.annotations.len(), container: block.container });
            }
            self.annotations.push(annotation);
        }
        pending
    }
}

/// An annotation that waits for its block.
#[derive(Clone, Copy)]
struct Pending {
    annotation: usize,
    container: ContainerId,
}

/// Whether an HTML block begins with a comment, which a reader does not see.
fn is_comment(html: &HtmlBlock<'_>) -> bool {
    html.body.text().trim_start().starts_with("<!--")
}
