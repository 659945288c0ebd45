//! What is wrong with a value, and how to write it.

use std::borrow::Cow;
use std::ops::Range;

/// The first departure of a value from the grammar of its field. The ranges are bytes of the value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// The culprit.
    pub span: Range<usize>,
    /// What is wrong.
    pub kind: FaultKind,
    /// How to write it, where that is plain.
    pub repair: Option<Repair>,
    /// Whether no reader could mean it so; otherwise it may be shorthand.
    pub certain: bool,
}

/// What is wrong with a value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FaultKind {
    /// Something else is expected in place of the culprit.
    Expected(Cow<'static, str>),
    /// A sentence of its own.
    Says(Cow<'static, str>),
}

/// A replacement for a piece of the value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Repair {
    /// What is replaced.
    pub span: Range<usize>,
    /// By what.
    pub text: String,
    /// Whether it says the same, only rightly.
    pub safe: bool,
}

impl Fault {
    pub(super) fn new(span: Range<usize>, kind: FaultKind) -> Self {
        Self { span, kind, repair: None, certain: true }
    }

    /// Something else is expected there.
    pub(super) fn expected(span: Range<usize>, what: impl Into<Cow<'static, str>>) -> Self {
        Self::new(span, FaultKind::Expected(what.into()))
    }

    /// In words of its own.
    pub(super) fn says(span: Range<usize>, what: impl Into<Cow<'static, str>>) -> Self {
        Self::new(span, FaultKind::Says(what.into()))
    }

    pub(super) fn repair(mut self, span: Range<usize>, text: impl Into<String>, safe: bool) -> Self {
        self.repair = Some(Repair { span, text: text.into(), safe });
        self
    }

    /// Replaces the culprit.
    pub(super) fn replace(self, text: impl Into<String>) -> Self {
        let span = self.span.clone();
        self.repair(span, text, true)
    }

    /// It may be shorthand.
    pub(super) fn doubtful(mut self) -> Self {
        self.certain = false;
        self
    }

    /// The repair is what is likely meant, no more.
    pub(super) fn unsure(mut self) -> Self {
        if let Some(repair) = &mut self.repair {
            repair.safe = false;
        }
        self
    }

    /// The same in a text that begins `by` bytes earlier.
    pub(super) fn moved(mut self, by: usize) -> Self {
        let shift = |span: Range<usize>| span.start + by..span.end + by;
        self.span = shift(self.span);
        self.repair = self.repair.map(|repair| Repair { span: shift(repair.span), ..repair });
        self
    }
}
