//! One run of rules over one text, and how a fixture shows what it finds.

use std::sync::Arc;

use apiproof::internals::{Check, Page, ParsedPage, Rule, RuleSet, SchemaSet, parse_markdown};
use apiproof::{Checker, Diagnostic, Level, LineColumn, MemorySystem, SourceFile, Span};

use super::case;

/// A page as it is read from a file, NUL bytes noted.
pub(crate) fn page(text: &str) -> SourceFile {
    SourceFile::from_bytes("page.md", text.as_bytes().to_vec())
}

/// What the pages of a case are held against.
#[derive(Clone, Debug)]
pub(crate) struct Setting {
    pub(crate) level: Level,
    pub(crate) schemas: Arc<SchemaSet>,
    /// The page, its configuration and the descriptions, as files.
    pub(crate) files: MemorySystem,
}

impl Setting {
    /// The same at another level.
    pub(crate) fn at(&self, level: Level) -> Self {
        Self { level, ..self.clone() }
    }

    /// What checks the page of the case.
    pub(crate) fn checker(&self) -> Result<Checker, String> {
        let builder = Checker::builder(case::FOLDER).system(self.files.clone()).level(self.level);
        builder.build().map_err(|problems| format!("{problems:?}"))
    }
}

/// The findings that `rules` make, in order of place.
pub(crate) fn findings(rules: &[&'static Rule], source: &SourceFile, setting: &Setting) -> Vec<Diagnostic> {
    let level = setting.level;
    // What a comment silences is known when all other rules have spoken.
    if let [rule] = rules
        && rule.checks.iter().any(|check| matches!(check, Check::Directives(_)))
    {
        let checker = setting.checker().expect("a configuration that can be used");
        let page = checker.check_page(case::PAGE, source.bytes()).expect("it can be read");
        let mut found = page.expect("it is not left out").report.findings;
        found.retain(|finding| finding.rule.id == rule.meta.id);
        return found;
    }
    let document = parse_markdown(source.text());
    let page = Page::new(ParsedPage::read(source, &document), &setting.schemas);
    let set: RuleSet = rules.iter().copied().filter(|rule| rule.meta.level <= level).collect();
    let mut found = set.run(&page);
    found.retain(|finding| shown(finding, level));
    found.sort_by_key(|finding| finding.primary.span);
    found
}

/// Whether a finding is shown at `level`.
fn shown(finding: &Diagnostic, level: Level) -> bool {
    finding.level.unwrap_or(finding.rule.level) <= level
}

/// Where a finding stands, as a reader counts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Shown {
    pub(crate) start: LineColumn,
    pub(crate) end: LineColumn,
    /// `severity: message`.
    pub(crate) words: String,
    /// The beginnings of the related places with their words. Their ends may lie on other lines, where a container
    /// prefix may or may not count.
    pub(crate) related: Vec<(LineColumn, String)>,
}

impl Shown {
    pub(crate) fn new(finding: &Diagnostic, source: &SourceFile) -> Self {
        let Span { start, end } = finding.primary.span;
        let related = finding.related.iter().filter(|label| label.path.is_none());
        Self {
            start: source.position(start),
            end: source.position(end),
            words: format!("{}: {}", finding.severity, finding.message),
            related: related
                .map(|label| (source.position(label.span.start), label.message.to_string()))
                .collect(),
        }
    }

    /// The line of a `diagnostics` block.
    pub(crate) fn line(&self) -> String {
        let Self { start, end, words, .. } = self;
        format!("{}:{}-{}:{} {words}\n", start.line, start.column, end.line, end.column)
    }
}
