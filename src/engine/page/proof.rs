//! What makes a fix safe: it is proved, not believed.
//!
//! The fixes that rules offer as safe are carried out on a copy of the block that they are in, and the block is read
//! again; where a fix may change where the block ends or what it is, the page is. A fix stays safe if what it touched then
//! reads without a fault and says the same as before, but for what its finding is about. A fix that is not safe must at
//! least leave less wrong than there was (`idle`). Pages without fixes pay nothing. No rule is named here.

mod idle;
mod offers;

use crate::conformance::Description;
use crate::diagnostic::{Applicability, Diagnostic};
use crate::document::{Block, BlockKind, CodeBlock};
use crate::extract::{Body, BodyKind, CurlCommand, Dialects, Example, Message, MessageForm, ParsedPage};
use crate::markup;
use crate::schema::SchemaSet;
use crate::syntax::http::{HttpMessage, StartLine};
use crate::syntax::json::JsonTree;
use crate::text::{BodyText, Edit, LocalSpan, SourceFile, apply_edits_to_bytes};
use offers::Offers;

/// Where the fixes of one block spoil the page, each block is tried alone, up to so many.
const ALONE: usize = 16;

/// Takes the promise back from the fixes of a page that are not proved to be safe. The page is read as `form` says.
pub(super) fn demand(page: &ParsedPage<'_>, form: Form<'_>, findings: &mut [Diagnostic]) {
    let blocks = Offers::by_example(page, findings);
    let reader = Reader { page, form };
    let (mut unproved, mut others) = (Vec::new(), Vec::new());
    for offers in &blocks {
        match reader.block_with(offers) {
            Some(refuted) => unproved.extend(refuted),
            None => others.push(offers),
        }
    }
    unproved.extend(reader.page_with_each(&others));
    drop(blocks);
    for at in unproved {
        if let Some(fix) = &mut findings[at].fix {
            fix.applicability = Applicability::Unsafe;
        }
    }
    idle::withdraw(page, findings, |offers, look| reader.read_with(offers, |after| look(after)));
}

/// What a page is read as.
#[derive(Clone, Copy)]
pub(super) enum Form<'s> {
    /// As Markdown in which examples are written in these dialects.
    Markdown(Dialects),
    /// As the file of a description of the API that is shown under this path, with the descriptions of the run.
    Description(&'s str, &'s SchemaSet),
}

/// Reads the page again, with fixes.
struct Reader<'p, 'd> {
    page: &'p ParsedPage<'d>,
    form: Form<'p>,
}

impl Reader<'_, '_> {
    /// The findings of a block whose fixes are not proved by reading the block alone; `None` if they could change where
    /// it ends or what it is.
    fn block_with(&self, offers: &Offers<'_>) -> Option<Vec<usize>> {
        let before = &self.page.examples[offers.example];
        if offers.entangled {
            return Some(offers.all());
        }
        self.read_with(offers, |after| {
            after.map_or_else(|| offers.all(), |after| refuted(offers, before, after))
        })
    }

    /// Reads a block with its fixes; `None` if they could change where it ends or what it is.
    fn read_with<T>(&self, offers: &Offers<'_>, look: impl FnOnce(Option<&Example<'_>>) -> T) -> Option<T> {
        let before = &self.page.examples[offers.example];
        let Form::Markdown(dialects) = self.form else { return None };
        let text = offers.inside_block(before)?;
        let code = CodeBlock { body: BodyText::Borrowed { text: &text, at: 0 }, ..*before.block };
        let (span, container, section) = (before.span, before.container, before.section);
        let block = Block { kind: BlockKind::Code(code), span, container, section };
        let after = self.page.example_again(dialects, before, &block);
        Some(look(after.as_ref()))
    }

    /// The findings of blocks whose fixes are not proved by reading the page with all of them, or with those of one block
    /// at a time where all of them together spoil it.
    fn page_with_each(&self, blocks: &[&Offers<'_>]) -> Vec<usize> {
        if blocks.is_empty() {
            return Vec::new();
        }
        self.page_with(blocks).unwrap_or_else(|| {
            let one = |offers: &&Offers<'_>| self.page_with(&[*offers]).unwrap_or_else(|| offers.all());
            let tried = blocks.iter().take(ALONE).flat_map(one);
            tried.chain(blocks.iter().skip(ALONE).flat_map(|offers| offers.all())).collect()
        })
    }

    /// The findings whose fixes are not proved by reading the page with them; `None` if the page falls into other examples
    /// than before.
    fn page_with(&self, blocks: &[&Offers<'_>]) -> Option<Vec<usize>> {
        let source = self.page.source;
        let edits: Vec<Edit> = blocks.iter().flat_map(|offers| offers.edits()).collect();
        let bytes = apply_edits_to_bytes(source.bytes(), &edits)?;
        let fixed = SourceFile::from_bytes(source.path(), bytes);
        match self.form {
            Form::Markdown(dialects) => {
                let document = markup::read(&fixed);
                self.refuted_by(blocks, &ParsedPage::read_in(dialects, &fixed, &document))
            }
            Form::Description(path, schemas) => {
                let description = Description::read(&fixed, path, schemas)?;
                let document = description.document(&fixed);
                self.refuted_by(blocks, &description.page(&fixed, &document))
            }
        }
    }

    /// The findings whose fixes `after`, the page with them, does not prove; `None` if it falls into other examples.
    fn refuted_by(&self, blocks: &[&Offers<'_>], after: &ParsedPage<'_>) -> Option<Vec<usize>> {
        if after.examples.len() != self.page.examples.len() {
            return None;
        }
        let refuted = |offers: &&Offers<'_>| {
            let (before, after) = (&self.page.examples[offers.example], &after.examples[offers.example]);
            let is_same = before.kind == after.kind && before.dialect == after.dialect;
            if is_same { refuted(offers, before, after) } else { offers.all() }
        };
        Some(blocks.iter().flat_map(refuted).collect())
    }
}

/// The findings of a block whose fixes spoil something or do not do.
fn refuted(offers: &Offers<'_>, before: &Example<'_>, after: &Example<'_>) -> Vec<usize> {
    let same =
        before.messages.len() == after.messages.len() && before.payload.is_some() == after.payload.is_some();
    if !same || after.commands.iter().any(is_left_broken) {
        return offers.all();
    }
    let bodies: Vec<_> = before.bodies().zip(after.bodies()).collect();
    let mut verdicts: Vec<Option<(bool, bool)>> = vec![None; bodies.len()];
    let mut refuted = Vec::new();
    for (at, _, fix) in &offers.findings {
        let proved = fix.edits.iter().all(|edit| {
            let part = bodies
                .partition_point(|((message, body), _)| begins(before, *message, body) <= edit.span.start);
            let part = part.saturating_sub(1);
            let Some(((message, body), (other_message, other_body))) = bodies.get(part) else { return false };
            let (head, text) = *verdicts[part].get_or_insert_with(|| {
                let head =
                    message.zip(*other_message).is_none_or(|(one, other)| reads(offers, before, one, other));
                (head, says_the_same(offers, (before, body), (after, other_body)))
            });
            let is_body = body.kind != BodyKind::None && edit.span.start >= before.file_span(body.span).start;
            match (is_body, is_break(edit)) {
                (true, _) => text,
                // Where a head ends is known if what follows is a body beyond doubt.
                (false, true) => head && text && is_plain(other_body),
                (false, false) => head && !uncovers_fault(body, other_body),
            }
        });
        if !proved {
            refuted.push(*at);
        }
    }
    refuted
}

/// Whether a command has still something that could be corrected after everything that could be was.
fn is_left_broken(command: &CurlCommand) -> bool {
    command.issues.iter().any(|issue| !issue.repairs.is_empty())
}

/// Where a message, or a body without one, begins in the file.
fn begins(example: &Example<'_>, message: Option<&Message<'_>>, body: &Body) -> u32 {
    let start = message.map_or(body.span.start, |message| message.http.head.start);
    example.file_span(LocalSpan::empty(start as usize)).start
}

/// Whether an edit puts a blank line in, or takes one out.
fn is_break(edit: &Edit) -> bool {
    edit.text.contains('\n') && edit.text.trim_matches(['>', ' ', '\t', '\r', '\n']).is_empty()
}

/// Whether a body shows that nobody read before, and something is wrong with it: it is part of what the fix makes.
fn uncovers_fault(before: &Body, after: &Body) -> bool {
    before.kind == BodyKind::None && after.json.as_ref().is_some_and(|tree| !tree.issues.is_empty())
}

/// Whether a body is known for what it is, and is whole.
fn is_plain(body: &Body) -> bool {
    match body.kind {
        BodyKind::None | BodyKind::Json | BodyKind::Markup | BodyKind::Multipart | BodyKind::Form => true,
        BodyKind::Placeholder | BodyKind::Text => false,
    }
}

/// Whether a head reads without a fault, and every line of it says what it said, but for those that findings are about.
fn reads(offers: &Offers<'_>, example: &Example<'_>, before: &Message<'_>, after: &Message<'_>) -> bool {
    if before.form == MessageForm::Http && !after.http.issues.is_empty() {
        return false;
    }
    let is_changed = |span: LocalSpan| offers.inside(example.file_span(span)).next().is_some();
    let lines = match (&before.http.start, &after.http.start) {
        (StartLine::Request(one), StartLine::Request(other)) => {
            let target = one.target.text == other.target.text || is_changed(one.target.span);
            target && (one.method.text == other.method.text || is_changed(one.method.span))
        }
        (StartLine::Status(one), StartLine::Status(other)) => {
            one.code.text == other.code.text || is_changed(one.code.span)
        }
        _ => false,
    };
    let field = |name: &str, value: &str| (name.to_owned(), value.to_owned());
    let mut fields = after.http.headers.iter().map(|it| field(it.name.text, it.value.text));
    let mut kept = before.http.headers.iter().filter(|it| !is_changed(it.name.span.to(it.value.span)));
    lines
        && kept.all(|it| fields.any(|other| other == field(it.name.text, it.value.text)))
        && !halves_quotes(&before.http)
        && !halves_quotes(&after.http)
}

/// Whether a field has a quote without its other half: nobody knows where its value ends.
fn halves_quotes(http: &HttpMessage<'_>) -> bool {
    http.headers.iter().any(|field| field.value.text.bytes().filter(|&byte| byte == b'"').count() % 2 == 1)
}

/// Whether a body has no fault left, and its strings and numbers are those from before, but for what findings name.
fn says_the_same(
    offers: &Offers<'_>,
    (before, body): (&Example<'_>, &Body),
    (after, other): (&Example<'_>, &Body),
) -> bool {
    if body.kind != other.kind {
        return false;
    }
    let (Some(tree), Some(other_tree)) = (&body.json, &other.json) else { return true };
    if other_tree.issues.iter().any(|issue| issue.kind.is_fault()) {
        return false;
    }
    let (text, other_text) = (before.text_of(body), after.text_of(other));
    let mut others = words(other_tree);
    let is_kept = |word: LocalSpan, other: LocalSpan| {
        // As they are written, most are equal already.
        if word.of(text) == other.of(other_text) {
            return true;
        }
        let (word, other) = (without_quotes(word, text), without_quotes(other, other_text));
        word.of(text) == other.of(other_text) || offers.names(before.file_span(body.in_block(word)))
    };
    words(tree).all(|word| others.next().is_some_and(|other| is_kept(word, other))) && others.next().is_none()
}

/// The names and values of a body in order.
fn words(tree: &JsonTree) -> impl Iterator<Item = LocalSpan> {
    tree.nodes().flat_map(|(id, node)| {
        let value = tree.children(id).next().is_none().then_some(node.span);
        node.key.map(|key| key.span).into_iter().chain(value)
    })
}

/// A name or value without the quotes around it.
fn without_quotes(span: LocalSpan, text: &str) -> LocalSpan {
    const QUOTES: &[char] = &['"', '\'', '“', '”', '„', '‘', '’', '«', '»', '`'];
    let written = span.of(text);
    let inner = written.trim_start_matches(QUOTES);
    let start = span.start as usize + written.len() - inner.len();
    LocalSpan::new(start, start + inner.trim_end_matches(QUOTES).len())
}

#[cfg(test)]
mod tests;
