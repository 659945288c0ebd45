//! Words about what is at a position: a finding's rule, a property, an operation, a status, a header field.

use std::fmt::Write as _;

use gen_lsp_types::{Contents, Hover, MarkupContent, MarkupKind, Position};

use super::document::Document;
use super::page::Page;
use crate::diagnostic::RuleMeta;
use crate::engine::{CheckedPage, Definition, OperationAt, Plan, Pointed, Subject, ValueAt};
use crate::extract::DirectiveKind;
use crate::syntax::http::{field, meaning, status};
use crate::text::Span;

/// More listed values than so many are no help.
const MOST_VALUES: usize = 40;

/// What is to be said about a position: of the finding there, and of what is written there.
pub(super) fn hover(page: &Page, position: Position) -> Option<Hover> {
    let offset = page.offset(position);
    let checked = page.checked();
    let finding = finding_at(checked, offset).or_else(|| rule_name_at(&page.document, offset));
    let pointed = checked.and_then(|page| page.pointed(offset));
    let span = finding.map(|(_, span)| span).or(pointed.as_ref().map(|pointed| pointed.span))?;
    let rule = finding.map(|(rule, _)| about_rule(rule));
    let words = pointed.map(about).filter(|words| !words.is_empty());
    // Editors show what was found anyway: the words about the place are what the writer lacks.
    let parts: Vec<String> = words.into_iter().chain(rule).collect();
    let value = parts.join("\n\n---\n\n");
    if value.is_empty() {
        return None;
    }
    let contents = Contents::MarkupContent(MarkupContent::new(MarkupKind::Markdown, value));
    Some(Hover::new(contents, Some(page.range(span))))
}

fn about_rule(rule: &RuleMeta) -> String {
    let mut text = format!("**{}** ({}, {})\n", rule.id, rule.severity, rule.level);
    let mut is_code = false;
    for line in rule.docs.trim().lines() {
        let line = line.strip_prefix(' ').unwrap_or(line);
        is_code ^= line.trim_start().starts_with("```");
        // Headings of a page are too large for a small window.
        let heading = line.trim_start().strip_prefix("## ").filter(|_| !is_code);
        let _ = match heading {
            Some(heading) => write!(text, "\n**{heading}**"),
            None => write!(text, "\n{line}"),
        };
    }
    text
}

/// The narrowest finding at an offset.
fn finding_at(page: Option<&CheckedPage>, offset: u32) -> Option<(&'static RuleMeta, Span)> {
    let findings = page?.report.findings.iter();
    findings
        .filter(|it| it.primary.span.touches(offset))
        .min_by_key(|it| it.primary.span.end - it.primary.span.start)
        .map(|it| (it.rule, it.primary.span))
}

/// The rule whose name is written at an offset, in a comment to apiproof.
fn rule_name_at(document: &Document, offset: u32) -> Option<(&'static RuleMeta, Span)> {
    let (start, line) = document.line_of(offset);
    if !DirectiveKind::words().any(|word| line.contains(word)) {
        return None;
    }
    let at = (offset as usize - start).min(line.len());
    let is_name = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '/');
    let from = line[..at].char_indices().rev().find(|(_, c)| !is_name(*c));
    let from = from.map_or(0, |(before, c)| before + c.len_utf8());
    let to = line[at..].find(|c| !is_name(c)).map_or(line.len(), |after| at + after);
    let rule = Plan::catalogue().into_iter().find(|rule| rule.id == &line[from..to])?;
    Some((rule, Span::new(start + from, start + to)))
}

fn about(pointed: Pointed) -> String {
    match pointed.subject {
        Subject::Operation(at) => about_operation(&at),
        Subject::Status { code, words, operation } => about_status(code, words, operation.as_deref()),
        Subject::HeaderName { name, words, operation } => about_header(&name, words, operation.as_deref()),
        Subject::Value(value) => about_value(&value),
        Subject::Type { name, definition } => {
            definition.map_or_else(String::new, |at| format!("type `{name}`{}", source(Some(&at))))
        }
        Subject::ExampleName(_) => String::new(),
    }
}

fn about_operation(at: &OperationAt) -> String {
    let Some((_, facts)) = &at.operation.facts else { return String::new() };
    let mut text = format!("**{} {}**", facts.method, facts.path).replace("** ", "**");
    let words = [&facts.summary, &facts.description];
    for words in words.into_iter().flatten() {
        let _ = write!(text, "\n\n{words}");
    }
    for (status, words) in &facts.statuses {
        let separator = if text.contains("\n- ") { "\n" } else { "\n\n" };
        let words = words.as_deref().unwrap_or_default().lines().next().unwrap_or_default();
        let _ = write!(text, "{separator}- `{status}` {words}");
    }
    text.push_str(&source(at.definition.as_ref()));
    text
}

fn about_status(code: u16, words: Option<String>, operation: Option<&OperationAt>) -> String {
    let Some(phrase) = status::phrase(code) else { return words.unwrap_or_default() };
    let mut text = format!("**{code} {phrase}**");
    if let Some(meaning) = meaning(code) {
        let _ = write!(text, "\n\n{} ({})", meaning.sentence, meaning.section);
    }
    text.push_str(&said_of(words, operation));
    text
}

/// What the description says of a part of an operation, as a paragraph.
fn said_of(words: Option<String>, operation: Option<&OperationAt>) -> String {
    let facts = operation.and_then(|at| at.operation.facts.as_ref());
    let said =
        words.zip(facts).map(|(words, (_, of))| format!("\n\nOf `{} {}`: {words}", of.method, of.path));
    said.unwrap_or_default()
}

fn about_header(name: &str, words: Option<String>, operation: Option<&OperationAt>) -> String {
    let said = said_of(words, operation);
    let Some(known) = field::find(name) else {
        return if said.is_empty() { said } else { format!("**{name}**{said}") };
    };
    let messages = match known.direction {
        field::Direction::Request => "requests",
        field::Direction::Response => "responses",
        field::Direction::Both => "requests and responses",
    };
    let purpose = field::purpose(known.name).unwrap_or_default();
    format!("**{}** (in {messages})\n\n{purpose} ({}){said}", known.name, known.section)
}

fn about_value(value: &ValueAt) -> String {
    let facts = &value.facts;
    let mut text = value.name.as_ref().map_or_else(String::new, |name| format!("**{name}**"));
    if !facts.type_name.is_empty() {
        let separator = if text.is_empty() { "" } else { ": " };
        let _ = write!(text, "{separator}`{}`", facts.type_name);
    }
    if let Some(owner) = value.owner.as_ref().filter(|owner| !owner.is_empty()) {
        let _ = write!(text, ", member of `{owner}`");
    }
    if let Some(own) = &value.own_type {
        let _ = write!(text, ", here `{own}`");
    }
    let title = facts.title.as_ref().filter(|title| Some(*title) != facts.description.as_ref());
    for words in title.into_iter().chain(&facts.description) {
        let _ = write!(text, "\n\n{words}");
    }
    if !facts.values.is_empty() {
        let shown: Vec<String> =
            facts.values.iter().take(MOST_VALUES).map(|value| format!("`{value}`")).collect();
        let rest = facts.values.len().saturating_sub(MOST_VALUES);
        let rest = if rest > 0 { format!(" and {rest} more") } else { String::new() };
        let _ = write!(text, "\n\nAllowed: {}{rest}", shown.join(", "));
    }
    if !facts.constraints.is_empty() {
        let _ = write!(text, "\n\n{}", facts.constraints.join(" · "));
    }
    text.push_str(&source(value.definitions.first()));
    text
}

/// Where something is described, as the last line.
fn source(at: Option<&Definition>) -> String {
    at.map_or_else(String::new, |at| {
        let line = at.file.line(at.span.start);
        format!("\n\n*{}:{line}*", at.file.path())
    })
}
