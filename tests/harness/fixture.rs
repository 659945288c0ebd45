//! A fixture file: reading its cases and rewriting their expectations. Knows nothing of rules.

use std::ops::Range;

use pulldown_cmark::{CodeBlockKind, Event, HeadingLevel, Options, Parser, Tag, TagEnd};

use super::variant::Variant;

/// A fixture file.
#[derive(Debug)]
pub(crate) struct Fixture {
    /// The text of the H1.
    pub(crate) title: String,
    pub(crate) cases: Vec<Case>,
}

/// One case: an H2 and the blocks below it.
#[derive(Debug)]
pub(crate) struct Case {
    pub(crate) title: String,
    pub(crate) variants: Vec<Variant>,
    pub(crate) page: Block,
    pub(crate) config: Option<Block>,
    /// Descriptions of the API by file name.
    pub(crate) schemas: Vec<(String, Block)>,
    pub(crate) diagnostics: Option<Block>,
    pub(crate) fixed: Option<Block>,
}

/// A fenced block of a fixture.
#[derive(Clone, Debug)]
pub(crate) struct Block {
    pub(crate) text: String,
    /// The block with its fences, without the line end after it.
    range: Range<usize>,
    /// The line of the fixture file on which it begins.
    pub(crate) line: usize,
}

/// What the `diagnostics` and `fixed` blocks of a case ought to hold.
#[derive(Debug)]
pub(crate) struct Expectation {
    pub(crate) diagnostics: String,
    pub(crate) fixed: Option<String>,
}

impl Fixture {
    /// Reads a fixture.
    pub(crate) fn parse(text: &str) -> Result<Self, String> {
        let mut fixture = Self { title: String::new(), cases: Vec::new() };
        let mut open: Option<Draft> = None;
        let mut heading: Option<(HeadingLevel, String)> = None;
        for (event, range) in Parser::new_ext(text, Options::empty()).into_offset_iter() {
            match event {
                Event::Start(Tag::Heading { level, .. }) => heading = Some((level, String::new())),
                Event::Text(words) | Event::Code(words) => {
                    if let Some((_, title)) = &mut heading {
                        title.push_str(&words);
                    }
                }
                Event::End(TagEnd::Heading(_)) => match heading.take() {
                    Some((HeadingLevel::H1, title)) => fixture.title = title,
                    Some((HeadingLevel::H2, title)) => {
                        fixture.cases.extend(open.take().map(Draft::finish).transpose()?);
                        open = Some(Draft::new(title));
                    }
                    _ => {}
                },
                Event::Start(Tag::CodeBlock(CodeBlockKind::Fenced(info))) => {
                    if let Some(draft) = &mut open {
                        draft.block(&info, Block::new(text, range))?;
                    }
                }
                Event::Html(html) => {
                    if let (Some(draft), Some(words)) =
                        (&mut open, html.trim().strip_prefix("<!-- variants:"))
                    {
                        draft.variants(words.trim_end_matches("-->"))?;
                    }
                }
                _ => {}
            }
        }
        fixture.cases.extend(open.map(Draft::finish).transpose()?);
        Ok(fixture)
    }

    /// The text of the file with the expectations of its cases, in order, in place of those that it has.
    pub(crate) fn rewrite(&self, text: &str, expected: &[Expectation]) -> String {
        let mut out = text.to_owned();
        for (case, expected) in self.cases.iter().zip(expected).rev() {
            case.rewrite(&mut out, expected);
        }
        out
    }
}

impl Case {
    /// Puts the expectation into the file; blocks are replaced from the last to the first so that ranges hold.
    fn rewrite(&self, out: &mut String, expected: &Expectation) {
        let diagnostics = fenced("diagnostics", &expected.diagnostics);
        let fixed = expected.fixed.as_deref().map(|text| fenced("fixed", text));
        let mut edits: Vec<(Range<usize>, String)> = Vec::new();
        let mut added = String::new();
        match &self.diagnostics {
            Some(block) => edits.push((block.range.clone(), diagnostics)),
            None => added = format!("\n\n{diagnostics}"),
        }
        match (&self.fixed, fixed) {
            (Some(block), Some(fixed)) => edits.push((block.range.clone(), fixed)),
            (Some(block), None) => {
                let before = out[..block.range.start].trim_end_matches('\n').len();
                edits.push((before..block.range.end, String::new()));
            }
            (None, Some(fixed)) => added = format!("{added}\n\n{fixed}"),
            (None, None) => {}
        }
        let before = self.schemas.iter().map(|(_, block)| block).chain(&self.config).chain([&self.page]);
        let last =
            self.diagnostics.as_ref().or(before.max_by_key(|block| block.range.end)).unwrap_or(&self.page);
        edits.push((last.range.end..last.range.end, added));
        edits.sort_by_key(|(range, _)| (range.start, range.end));
        for (range, text) in edits.into_iter().rev() {
            out.replace_range(range, &text);
        }
    }
}

/// A code block whose fence is longer than every fence in it.
fn fenced(info: &str, text: &str) -> String {
    let inner = text
        .lines()
        .map(|line| line.trim_start_matches([' ', '>']))
        .map(|line| line.len() - line.trim_start_matches('`').len())
        .max();
    let fence = "`".repeat(inner.unwrap_or_default().max(3) + 1);
    format!("{fence}{info}\n{text}{fence}")
}

impl Block {
    fn new(text: &str, range: Range<usize>) -> Self {
        let source = text[range.clone()].trim_end_matches('\n');
        let body = source.find('\n').map_or("", |at| &source[at + 1..]);
        let body = &body[..body.rfind('\n').map_or(0, |at| at + 1)];
        let line = text[..range.start].matches('\n').count() + 1;
        Self { text: body.to_owned(), range: range.start..range.start + source.len(), line }
    }
}

/// A case that is being read.
struct Draft {
    title: String,
    variants: Vec<Variant>,
    blocks: [Option<Block>; BLOCKS.len()],
    schemas: Vec<(String, Block)>,
}

const BLOCKS: [&str; 4] = ["markdown", "toml", "diagnostics", "fixed"];

impl Draft {
    fn new(title: String) -> Self {
        Self {
            title,
            variants: Variant::ALL.to_vec(),
            blocks: [const { None }; BLOCKS.len()],
            schemas: Vec::new(),
        }
    }

    fn block(&mut self, info: &str, block: Block) -> Result<(), String> {
        let line = block.line;
        if let Some(name) = info.trim().strip_prefix("schema ") {
            self.schemas.push((name.trim().to_owned(), block));
            return Ok(());
        }
        let Some(kind) = BLOCKS.iter().position(|word| *word == info.trim()) else {
            return Err(format!("line {line}: a `{info}` block; expected one of {}", BLOCKS.join(", ")));
        };
        match self.blocks[kind].replace(block) {
            None => Ok(()),
            Some(_) => Err(format!("line {line}: a second `{info}` block in case \"{}\"", self.title)),
        }
    }

    fn variants(&mut self, words: &str) -> Result<(), String> {
        self.variants = words.split_whitespace().map(str::parse).collect::<Result<_, _>>()?;
        if self.variants.first() == Some(&Variant::Lf) {
            Ok(())
        } else {
            Err("`variants` must begin with `lf`".into())
        }
    }

    fn finish(self) -> Result<Case, String> {
        let [page, config, diagnostics, fixed] = self.blocks;
        let schemas = self.schemas;
        let page = page.ok_or_else(|| format!("case \"{}\" has no `markdown` block", self.title))?;
        Ok(Case { title: self.title, variants: self.variants, page, config, schemas, diagnostics, fixed })
    }
}
