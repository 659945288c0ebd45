//! The rules that run, one list a subject, and the one place that runs them.

use super::{Check, Findings, JsonContext, MessageContext, Rule};
use crate::diagnostic::Diagnostic;
use crate::extract::Page;
use crate::text::Span;

/// Rules sorted by what they look at.
#[derive(Debug, Default)]
pub struct RuleSet {
    document: Vec<&'static Rule>,
    example: Vec<&'static Rule>,
    message: Vec<&'static Rule>,
    json_issues: Vec<&'static Rule>,
    json: Vec<&'static Rule>,
    exchange: Vec<&'static Rule>,
}

impl FromIterator<&'static Rule> for RuleSet {
    fn from_iter<I: IntoIterator<Item = &'static Rule>>(rules: I) -> Self {
        let mut set = Self::default();
        for rule in rules {
            match rule.check {
                Check::Document(_) => set.document.push(rule),
                Check::Example(_) => set.example.push(rule),
                Check::Message(_) => set.message.push(rule),
                Check::JsonIssues(_) => set.json_issues.push(rule),
                Check::Json(_) => set.json.push(rule),
                Check::Exchange(_) => set.exchange.push(rule),
            }
        }
        set
    }
}

impl RuleSet {
    /// Runs every rule of the set over a page. The findings are in no order.
    pub fn run(&self, page: &Page<'_>) -> Vec<Diagnostic> {
        let mut found = Vec::new();
        for rule in &self.document {
            if let Check::Document(check) = rule.check {
                check(page, &mut Findings::new(&rule.meta, &mut found));
            }
        }
        for example in &page.examples {
            for rule in &self.example {
                if let Check::Example(check) = rule.check {
                    check(page, example, &mut Findings::new(&rule.meta, &mut found));
                }
            }
            for message in &example.messages {
                let cx = MessageContext { page, example, message };
                for rule in &self.message {
                    if let Check::Message(check) = rule.check {
                        check(cx, &mut Findings::new(&rule.meta, &mut found));
                    }
                }
            }
            for cx in JsonContext::all(page, example) {
                let with_issues = if cx.tree.issues.is_empty() { &[][..] } else { &self.json_issues };
                for rule in with_issues.iter().chain(&self.json) {
                    if let Check::JsonIssues(check) | Check::Json(check) = rule.check {
                        check(cx, &mut Findings::new(&rule.meta, &mut found));
                    }
                }
            }
        }
        for exchange in &page.exchanges {
            for rule in &self.exchange {
                if let Check::Exchange(check) = rule.check {
                    check(page, exchange, &mut Findings::new(&rule.meta, &mut found));
                }
            }
        }
        for finding in &mut found {
            finding.primary.span = on_one_line(finding.primary.span, page.source.text());
        }
        found
    }
}

/// The part of a span that stands on its first line: a finding stands on a single line, even where the culprit, such
/// as a wrapped target, does not.
fn on_one_line(span: Span, text: &str) -> Span {
    match memchr::memchr(b'\n', &text.as_bytes()[span.range()]) {
        Some(length) => {
            let line = &text[span.range().start..span.range().start + length];
            Span::new(span.range().start, span.range().start + line.trim_end().len())
        }
        None => span,
    }
}
