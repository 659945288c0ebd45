//! The finding itself.

use std::borrow::Cow;
use std::sync::Arc;

use super::{Applicability, Fix, Level, RuleMeta, Severity};
use crate::text::{Edit, Span};

/// A place with a few words on what it has to do with the finding.
#[derive(Clone, Debug)]
pub struct Label {
    /// Bytes of the file.
    pub span: Span,
    /// What is there; may be empty for a primary label.
    pub message: Cow<'static, str>,
    /// The path of the file, if it is not the finding's own.
    pub path: Option<Arc<str>>,
}

/// One finding. Built through `Diagnostic::new` and the chained setters.
#[derive(Clone, Debug)]
pub struct Diagnostic {
    /// The rule that reports it.
    pub rule: &'static RuleMeta,
    /// How bad it is, after configuration.
    pub severity: Severity,
    /// What was found, and what was expected.
    pub message: String,
    /// The smallest single line that is wrong.
    pub primary: Label,
    /// Other places that explain it.
    pub related: Vec<Label>,
    /// How to fix it by hand, a sentence each.
    pub help: Vec<Cow<'static, str>>,
    /// Background that is the same for every finding of its kind.
    pub note: Option<Cow<'static, str>>,
    /// The fix that can be applied.
    pub fix: Option<Fix>,
    /// JSON Pointer (RFC 6901) to the value, where the finding is about one.
    pub pointer: Option<String>,
    /// Only from this level on, where a rule says less at lower levels.
    pub level: Option<Level>,
}

impl Diagnostic {
    /// A finding of `rule` at `span`.
    pub(crate) fn new(rule: &'static RuleMeta, span: Span, message: impl Into<String>) -> Self {
        Self {
            rule,
            severity: rule.severity,
            message: message.into(),
            primary: Label { span, message: Cow::Borrowed(""), path: None },
            related: Vec::new(),
            help: Vec::new(),
            note: None,
            fix: None,
            pointer: None,
            level: None,
        }
    }

    /// Words under the primary place.
    pub(crate) fn label(&mut self, message: impl Into<Cow<'static, str>>) -> &mut Self {
        self.primary.message = message.into();
        self
    }

    /// Another place that explains the finding.
    pub(crate) fn related(&mut self, span: Span, message: impl Into<Cow<'static, str>>) -> &mut Self {
        self.related.push(Label { span, message: message.into(), path: None });
        self
    }

    /// A place in another file that explains the finding.
    pub(crate) fn related_in(
        &mut self,
        path: Arc<str>,
        span: Span,
        message: impl Into<Cow<'static, str>>,
    ) -> &mut Self {
        self.related.push(Label { span, message: message.into(), path: Some(path) });
        self
    }

    /// A sentence on how to fix it.
    pub(crate) fn help(&mut self, message: impl Into<Cow<'static, str>>) -> &mut Self {
        self.help.push(message.into());
        self
    }

    /// Background, such as a specification: people read it once for each rule.
    pub(crate) fn note(&mut self, message: impl Into<Cow<'static, str>>) -> &mut Self {
        self.note = Some(message.into());
        self
    }

    /// A fix that keeps the meaning.
    pub fn safe_fix(&mut self, title: impl Into<Cow<'static, str>>, edits: Vec<Edit>) -> &mut Self {
        self.fix(title.into(), Applicability::Safe, edits)
    }

    /// A fix that keeps the meaning if `sure`, and that a person should look at otherwise.
    pub(crate) fn fix_if_sure(
        &mut self,
        sure: bool,
        title: impl Into<Cow<'static, str>>,
        edits: Vec<Edit>,
    ) -> &mut Self {
        let applicability = if sure { Applicability::Safe } else { Applicability::Unsafe };
        self.fix(title.into(), applicability, edits)
    }

    /// Without an edit there is no fix.
    fn fix(&mut self, title: Cow<'static, str>, applicability: Applicability, edits: Vec<Edit>) -> &mut Self {
        self.fix = (!edits.is_empty()).then_some(Fix { title, applicability, edits });
        self
    }

    /// A fix that a person should look at.
    pub(crate) fn unsafe_fix(&mut self, title: impl Into<Cow<'static, str>>, edits: Vec<Edit>) -> &mut Self {
        self.fix(title.into(), Applicability::Unsafe, edits)
    }

    /// The JSON Pointer of the value concerned.
    pub(crate) fn pointer(&mut self, pointer: String) -> &mut Self {
        self.pointer = Some(pointer);
        self
    }

    /// Only from this level on, where a rule says less at lower levels.
    pub(crate) fn level(&mut self, level: Level) -> &mut Self {
        self.level = Some(level);
        self
    }
}
