//! The examples of a page that is a description of the API: values that stand in it, each known for what it is.
//!
//! What a value is an example of, and which piece of the page it is, was found by whoever read the description. There
//! is nothing to recognise here, and nothing is tied.

use super::{
    Body, BodyKind, Declaration, Dialect, Evidence, Example, ExampleId, ExampleKind, ParsedPage, ToldStatus,
    Unquoted,
};
use crate::cues::Language;
use crate::document::{BlockKind, Document};
use crate::syntax::json::{IssueKind, parse};
use crate::text::{LocalSpan, SourceFile, Span};

/// A value of a description that is an example.
#[derive(Debug)]
pub struct DescribedValue {
    /// Where it stands.
    pub span: Span,
    /// Its role.
    pub kind: ExampleKind,
    /// The status of a response.
    pub status: Option<u16>,
    /// The JSON that it is, unless that is what stands there; with the pieces of the page that it is made of.
    pub json: Option<(String, Vec<(u32, Span)>)>,
    /// Whether somebody wrote that JSON: otherwise nothing can be wrong with its form.
    pub is_text: bool,
}

impl<'d> ParsedPage<'d> {
    /// The page whose examples are `values`, of which each is a block of `document`.
    pub fn of_values(source: &'d SourceFile, document: &'d Document<'d>, values: &[DescribedValue]) -> Self {
        let blocks = document.blocks.iter().filter_map(|block| match &block.kind {
            BlockKind::Code(code) => Some((block, code)),
            _ => None,
        });
        let example = |(at, ((block, code), value)): (usize, (_, &DescribedValue))| {
            let (block, code): (&'d crate::document::Block<'d>, &'d crate::document::CodeBlock<'d>) =
                (block, code);
            let status = value.status.map(|code| ToldStatus { code, place: None });
            Example {
                id: ExampleId(at as u32),
                kind: value.kind,
                dialect: Dialect::Description,
                block: code,
                span: block.span,
                container: block.container,
                section: block.section,
                status,
                told_by: None,
                body_of: None,
                schema: None,
                endpoint: None,
                annotation: None,
                messages: Vec::new(),
                payload: Some(body(code.body.text(), value)),
                commands: Vec::new(),
            }
        };
        Self {
            source,
            document,
            language: Language::English,
            annotations: Vec::new(),
            examples: blocks.zip(values).enumerate().map(example).collect(),
            exchanges: Vec::new(),
        }
    }
}

fn body(block: &str, value: &DescribedValue) -> Body {
    let whole = LocalSpan::new(0, block.len());
    let mut body = match &value.json {
        None => Body::new(whole, BodyKind::Json, Some(parse(block, whole))),
        Some((text, pieces)) => {
            let mut tree = parse(text, LocalSpan::new(0, text.len()));
            if !value.is_text {
                tree.issues.retain(|issue| issue.kind == IssueKind::DuplicateKey);
            }
            let base = value.span.start;
            let local = |span: &Span| LocalSpan { start: span.start - base, end: span.end - base };
            let pieces = pieces.iter().map(|(start, span)| (*start, local(span))).collect();
            Body::inside(whole, tree, Unquoted::transcribed(text.clone(), pieces))
        }
    };
    body.evidence = Evidence::Declared(Declaration::Description);
    body
}
