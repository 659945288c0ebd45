//! One way to mend a finding: edits with a title and a promise.
//!
//! A rule never looks at other rules' fixes; overlap is solved by the engine alone.

use std::borrow::Cow;

use serde::Serialize;

use crate::text::Edit;

/// What a fix promises.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Applicability {
    /// Keeps the meaning of the page.
    Safe,
    /// Probably right, but a person should look.
    Unsafe,
    /// Shows what to do; never applied.
    DisplayOnly,
}

/// A change that mends one finding.
#[derive(Clone, Debug)]
pub struct Fix {
    /// What it does, in the imperative: "remove the comma".
    pub title: Cow<'static, str>,
    /// What it promises.
    pub applicability: Applicability,
    /// The edits, which do not overlap.
    pub edits: Vec<Edit>,
}
