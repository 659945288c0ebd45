//! The rules that run, one list a subject, and the one place that runs them.

use super::certainty;
use super::{Check, CommandContext, Findings, JsonContext, MessageContext, Rule, WorkspaceFindings};
use crate::conformance::Page;
use crate::diagnostic::{Diagnostic, RuleMeta};
use crate::extract::{Directive, Example, Exchange, MessageForm, PageId, Workspace};
use crate::text::Span;

/// Rules sorted by what they look at.
#[derive(Debug, Default)]
pub struct RuleSet {
    document: List<fn(&Page<'_>, &mut Findings<'_>)>,
    example: List<fn(&Page<'_>, &Example<'_>, &mut Findings<'_>)>,
    message: List<fn(MessageContext<'_, '_>, &mut Findings<'_>)>,
    sent: List<fn(MessageContext<'_, '_>, &mut Findings<'_>)>,
    command: List<fn(CommandContext<'_, '_>, &mut Findings<'_>)>,
    json_issues: List<fn(JsonContext<'_, '_>, &mut Findings<'_>)>,
    json: List<fn(JsonContext<'_, '_>, &mut Findings<'_>)>,
    exchange: List<fn(&Page<'_>, &Exchange, &mut Findings<'_>)>,
    workspace: List<fn(&Workspace, &mut WorkspaceFindings<'_>)>,
    directives: List<fn(&[Directive], &mut Findings<'_>)>,
}

/// Checks of one subject, each with the rule in whose name it speaks.
type List<F> = Vec<(&'static RuleMeta, F)>;

impl FromIterator<&'static Rule> for RuleSet {
    fn from_iter<I: IntoIterator<Item = &'static Rule>>(rules: I) -> Self {
        let mut set = Self::default();
        for (meta, check) in rules.into_iter().flat_map(|rule| rule.checks.iter().map(|at| (&rule.meta, *at)))
        {
            match check {
                Check::Document(check) => set.document.push((meta, check)),
                Check::Example(check) => set.example.push((meta, check)),
                Check::Message(check) => set.message.push((meta, check)),
                Check::Sent(check) => set.sent.push((meta, check)),
                Check::Command(check) => set.command.push((meta, check)),
                Check::JsonIssues(check) => set.json_issues.push((meta, check)),
                Check::Json(check) => set.json.push((meta, check)),
                Check::Exchange(check) => set.exchange.push((meta, check)),
                Check::Workspace(check) => set.workspace.push((meta, check)),
                Check::Directives(check) => set.directives.push((meta, check)),
            }
        }
        set
    }
}

impl RuleSet {
    /// Runs the rules of the set over a page, but for those about several. The findings are in no order.
    pub fn run(&self, page: &Page<'_>) -> Vec<Diagnostic> {
        let mut found = Vec::new();
        for (meta, check) in &self.document {
            check(page, &mut Findings::new(meta, &mut found));
        }
        for example in &page.examples {
            for (meta, check) in &self.example {
                check(page, example, &mut Findings::new(meta, &mut found));
            }
            for message in &example.messages {
                // What a command sends has no form that could be wrong, and what it prints of a message no head.
                let (written, sent) = match message.form {
                    MessageForm::Http | MessageForm::Printed => (&self.message[..], &self.sent[..]),
                    MessageForm::Command | MessageForm::Fields => (&[][..], &self.sent[..]),
                    MessageForm::Output => continue,
                };
                let cx = MessageContext { page, example, message };
                for (meta, check) in written.iter().chain(sent) {
                    let before = found.len();
                    check(cx, &mut Findings::new(meta, &mut found));
                    certainty::of_message(message.evidence, &mut found[before..]);
                }
            }
            for command in &example.commands {
                let cx = CommandContext { page, example, command };
                for (meta, check) in &self.command {
                    check(cx, &mut Findings::new(meta, &mut found));
                }
            }
            for cx in JsonContext::all(page, example) {
                let before = found.len();
                let with_issues = if cx.tree.issues.is_empty() { &[][..] } else { &self.json_issues };
                for (meta, check) in with_issues.iter().chain(&self.json) {
                    check(cx, &mut Findings::new(meta, &mut found));
                }
                certainty::of_body(&cx, &mut found, before);
                if let Some(last) = found[before..].last_mut().filter(|_| cx.tree.cut) {
                    last.help("there are too many faults in this body: the rest of it was not read");
                }
            }
        }
        for exchange in &page.exchanges {
            for (meta, check) in &self.exchange {
                check(page, exchange, &mut Findings::new(meta, &mut found));
            }
        }
        for finding in &mut found {
            finding.primary.span = on_one_line(finding.primary.span, page.source.text());
        }
        found
    }

    /// Runs the rules about comments that silence others. The findings are in no order.
    pub fn run_directives(&self, directives: &[Directive]) -> Vec<Diagnostic> {
        let mut found = Vec::new();
        for (meta, check) in &self.directives {
            check(directives, &mut Findings::new(meta, &mut found));
        }
        found
    }

    /// Runs the rules about several pages. The findings, each with its page, are in no order.
    pub fn run_workspace(&self, workspace: &Workspace) -> Vec<(PageId, Diagnostic)> {
        let mut found = Vec::new();
        for (meta, check) in &self.workspace {
            check(workspace, &mut WorkspaceFindings::new(meta, &mut found));
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
