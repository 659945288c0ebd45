//! From violations of the schemas to findings: the one place that finds their places, merges what
//! repeats, and points to the description.

use std::collections::HashMap;

use super::{Findings, JsonContext, quote};
use crate::conformance::{BodyConformance, BoundBy, Coverage, Page, ParameterFact};
use crate::diagnostic::{Diagnostic, Level, Severity};
use crate::schema::{SchemaPlace, Violation, ViolationKind};
use crate::syntax::json::{NodeId, NodeKind};
use crate::text::{Edit, LocalSpan};

/// As many places of the same finding are pointed to.
const SHOWN: usize = 3;

/// One violation with all that is around it.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Fact<'p, 'd> {
    /// The JSON text.
    pub(crate) cx: JsonContext<'p, 'd>,
    /// What is known of it.
    pub(crate) body: &'p BodyConformance,
    /// The value, or the object that something is missing from.
    pub(crate) node: NodeId,
    /// How it violates the schema.
    pub(crate) kind: &'p ViolationKind,
    schema_at: Option<SchemaPlace>,
}

/// What a rule says about a violation.
#[derive(Debug)]
pub(crate) struct ViolationMessage {
    /// The message.
    pub(crate) message: String,
    /// Where it is.
    pub(crate) span: LocalSpan,
    /// Its replacement, if that is known: title, the bytes removed, the bytes inserted.
    pub(crate) fix: Option<(String, LocalSpan, String)>,
    /// Whether it is only reported at `strict` and above, whatever the rule's own level.
    pub(crate) is_strict: bool,
}

impl ViolationMessage {
    /// Without a fix.
    pub(crate) fn new(span: LocalSpan, message: String) -> Self {
        Self { message, span, fix: None, is_strict: false }
    }

    /// Only reported at `strict` and above.
    pub(crate) fn strict(mut self) -> Self {
        self.is_strict = true;
        self
    }

    /// With a fix.
    pub(crate) fn fix(mut self, title: String, span: LocalSpan, text: String) -> Self {
        self.fix = Some((title, span, text));
        self
    }
}

/// Says what `say` has to say about each violation of the page. The same words about one body are said once.
pub(crate) fn report<'p, 'd>(
    page: &'p Page<'d>,
    findings: &mut Findings<'_>,
    say: impl Fn(Fact<'p, 'd>) -> Option<ViolationMessage>,
) {
    for body in &page.conformance.bodies {
        if body.violations.is_empty() {
            continue;
        }
        let Some(cx) = JsonContext::at(page, body.at) else { continue };
        let fact = |violation: &'p Violation| Fact {
            cx,
            body,
            node: violation.node,
            kind: &violation.kind,
            schema_at: violation.schema_at,
        };
        let mut groups: Vec<(Fact<'p, 'd>, ViolationMessage, Vec<ViolationMessage>)> = Vec::new();
        let mut known: HashMap<String, usize> = HashMap::new();
        for fact in body.violations.iter().map(fact) {
            let Some(said) = say(fact) else { continue };
            if let Some(&group) = known.get(&said.message) {
                groups[group].2.push(said);
            } else {
                known.insert(said.message.clone(), groups.len());
                groups.push((fact, said, Vec::new()));
            }
        }
        for (fact, first, others) in groups {
            fact.report(&first, &others, findings);
        }
    }
}

/// Says what `say` has to say about each parameter of a request. A fix replaces the bytes of the finding.
pub(crate) fn parameters<'p, 'd>(
    page: &'p Page<'d>,
    findings: &mut Findings<'_>,
    say: impl Fn(&'p ParameterFact, &'d str) -> Option<(String, Option<&'p str>)>,
) {
    for fact in &page.conformance.parameters {
        let example = page.example(fact.at.example);
        let Some((message, right)) = say(fact, fact.span.of(example.text())) else { continue };
        let finding = findings.report(example.file_span(fact.span), message);
        if let Some(right) = right {
            finding.unsafe_fix(
                format!("replace with `{right}`"),
                vec![example.block.body.edit(fact.span, right)],
            );
        }
        let place = fact.described_at.and_then(|(provider, place)| page.conformance.place(provider, place));
        if let Some((file, span)) = place {
            finding.related_in(file.path().into(), span, "described here");
        }
    }
}

impl<'p> Fact<'p, '_> {
    fn report(self, first: &ViolationMessage, others: &[ViolationMessage], findings: &mut Findings<'_>) {
        let cx = self.cx;
        let again = match others.len() {
            0 => String::new(),
            1 => " (and once more in this body)".to_owned(),
            more => format!(" (and {more} more times in this body)"),
        };
        let finding = findings.report(cx.span(first.span), format!("{}{again}", first.message));
        if first.is_strict {
            finding.level(Level::Strict).severity = Severity::Warning;
        }
        if cx.is_shallow(self.node) {
            finding.pointer(cx.pointer(self.node));
        }
        for other in others.iter().take(SHOWN) {
            finding.related(cx.span(other.span), "here as well");
        }
        self.described(finding);
        let fixes: Option<Vec<_>> =
            std::iter::once(first).chain(others).map(|said| said.fix.as_ref()).collect();
        if let Some(fixes) = fixes
            && let Some((title, ..)) = &first.fix
        {
            let edit = |(_, span, text): &(String, LocalSpan, String)| cx.edit(*span, text);
            let edits: Option<Vec<Edit>> = fixes.into_iter().map(edit).collect();
            finding.unsafe_fix(title.clone(), edits.unwrap_or_default());
        }
    }

    /// Points to where the description says so.
    fn described(self, finding: &mut Diagnostic) {
        let Some((schema, place)) = self.body.schema.zip(self.schema_at) else { return };
        let page = self.cx.page;
        match page.conformance.place(schema.provider, place) {
            Some((file, span)) if file.path() == page.source.path() => {
                finding.related(span, "described here");
            }
            Some((file, span)) => {
                finding.related_in(file.path().into(), span, "described here");
            }
            None => {}
        }
    }

    /// The value: containers by their opening bracket.
    pub(crate) fn value_span(self) -> LocalSpan {
        let node = self.cx.tree.node(self.node);
        match node.kind {
            NodeKind::Object | NodeKind::Array => {
                let start = node.span.start as usize;
                LocalSpan::new(start, (start + 1).min(node.span.end as usize))
            }
            _ => node.span,
        }
    }

    /// The member name with its quotes, or the value where there is none.
    pub(crate) fn key_span(self) -> LocalSpan {
        self.cx.tree.node(self.node).key.map_or_else(|| self.value_span(), |key| key.span)
    }

    /// The value as written, shortened, as code.
    pub(crate) fn written(self) -> String {
        quote::code(self.cx.tree.node(self.node).span.of(self.cx.text()))
    }

    /// Whether the description is JSON Schema's kind, where every string means itself. The member names of an OData
    /// enumeration are written in any case, and services read them so.
    pub(crate) fn is_exact(self) -> bool {
        let schema = self.body.schema.zip(self.cx.page.conformance.schemas());
        !schema.is_some_and(|(schema, all)| all.provider(schema.provider).names_ignore_case())
    }

    /// The name of the schema.
    pub(crate) fn type_name(self) -> Option<&'p str> {
        match &self.body.coverage {
            Coverage::Checked { name, .. } => Some(name),
            _ => None,
        }
    }

    /// Whether it stands in the description of the API itself.
    pub(crate) fn is_described(self) -> bool {
        matches!(self.body.coverage, Coverage::Checked { by: BoundBy::Description, .. })
    }

    /// The whole JSON text; in a description it is what its schema is called.
    fn whole(self) -> String {
        if !self.is_described() {
            return "the body".to_owned();
        }
        let name = self.type_name().filter(|name| !name.is_empty() && !name.contains(' '));
        name.map_or_else(|| "the value".to_owned(), quote::code)
    }

    /// What the value belongs to, for the middle of a sentence.
    pub(crate) fn subject(self) -> String {
        let tree = self.cx.tree;
        let text = self.cx.text();
        if let Some(name) = tree.name(self.node, text) {
            return quote::code(name);
        }
        let holder = tree.node(self.node).parent;
        match holder.map(|holder| tree.name(holder, text)) {
            Some(Some(name)) => format!("an element of {}", quote::code(name)),
            Some(None) => "an element".to_owned(),
            None => self.whole(),
        }
    }
}

/// A type as code; one without a name of its own, such as "200 response of GET /parcels", in plain words.
pub(crate) fn type_words(name: &str) -> String {
    match name {
        "" => "the description".to_owned(),
        _ if name.contains(' ') => format!("the {name}"),
        _ => quote::long_code(name),
    }
}

/// The piece between the quotes of a key or a string; all of it if there are none.
pub(crate) fn inside(text: &str, span: LocalSpan) -> LocalSpan {
    let written = span.of(text);
    let inner = quote::unquoted(written);
    let start = span.start as usize + written.find(inner).unwrap_or_default();
    LocalSpan::new(start, start + inner.len())
}

/// `a`, `b` and `c`; more than `most` are counted.
pub(crate) fn listed(words: &[String], last: &str, most: usize) -> String {
    let code = |word: &String| quote::code(word);
    match words {
        [] => String::new(),
        [one] => code(one),
        _ if words.len() > most => {
            let shown: Vec<_> = words.iter().take(most).map(code).collect();
            format!("{} {last} {} more", shown.join(", "), words.len() - most)
        }
        [head @ .., tail] => {
            let shown: Vec<_> = head.iter().map(code).collect();
            format!("{} {last} {}", shown.join(", "), code(tail))
        }
    }
}
