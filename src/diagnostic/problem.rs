//! What goes wrong outside the text of a page.

use std::error::Error;
use std::fmt;
use std::sync::Arc;

/// Why a page was not checked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum SkipReason {
    /// A symbolic link inside a folder: following it could lead out of the documentation set.
    SymbolicLink,
    /// Configuration excludes it.
    Excluded,
    /// A folder of dependencies or of build output, which other people wrote.
    Dependencies,
    /// Its configuration cannot be used.
    Misconfigured,
    /// The system did not let it be read.
    Unreadable,
    /// It is larger than a page may be.
    TooLarge,
    /// It is UTF-16.
    Encoding,
    /// We failed on it.
    InternalError,
}

/// Something that went wrong outside the text of a page: the run goes on and ends with exit code 2.
#[derive(Clone, Debug)]
pub struct Problem {
    /// What it is about.
    pub kind: ProblemKind,
    /// The path concerned, as shown, with line and column if they are known.
    pub path: String,
    /// What is wrong and what to do.
    pub message: String,
    /// The reason, if a page was skipped for it.
    pub reason: Option<SkipReason>,
    source: Option<Arc<dyn Error + Send + Sync>>,
}

/// What a problem is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ProblemKind {
    /// A path that was asked for: there is nothing to check.
    Path,
    /// A page: it cannot be read, or its fixes cannot be written.
    Page,
    /// A configuration file or the settings above it.
    Configuration,
    /// A description of the API.
    Description,
    /// apiproof failed; the page is worth a report.
    Internal,
}

impl PartialEq for Problem {
    /// Equal if it reads the same: where it comes from does not count.
    fn eq(&self, other: &Self) -> bool {
        (self.kind, self.reason, &self.path, &self.message)
            == (other.kind, other.reason, &other.path, &other.message)
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.path, self.message)
    }
}

impl Error for Problem {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        self.source.as_deref().map(|source| source as &(dyn Error + 'static))
    }
}

impl Problem {
    pub(crate) fn new(kind: ProblemKind, path: impl Into<String>, message: impl Into<String>) -> Self {
        Self { kind, path: path.into(), message: on_one_line(message.into()), reason: None, source: None }
    }

    /// A problem that is told in the words of an error.
    pub(crate) fn from_error(
        kind: ProblemKind,
        path: impl Into<String>,
        error: impl Error + Send + Sync + 'static,
    ) -> Self {
        let message = error.to_string();
        Self { source: Some(Arc::new(error)), ..Self::new(kind, path, message) }
    }

    /// The same, for which a page was skipped.
    pub(crate) fn skipping(self, reason: SkipReason) -> Self {
        Self { reason: Some(reason), ..self }
    }

    /// The path with the line and the column behind it as numbers: line 9 comes before line 10.
    pub(crate) fn place(&self) -> (&str, u32, u32) {
        let number = |text: &str| text.parse().ok();
        let parts = self.path.rsplit_once(':').and_then(|(before, column)| {
            let (file, line) = before.rsplit_once(':')?;
            Some((file, number(line)?, number(column)?))
        });
        parts.unwrap_or((&self.path, 0, 0))
    }
}

/// Words that quote what a file holds, without its line breaks.
fn on_one_line(words: String) -> String {
    if words.contains(['\n', '\r']) { words.replace('\r', "\\r").replace('\n', "\\n") } else { words }
}

impl SkipReason {
    /// In words, with the number before it.
    pub(crate) fn words(self, count: usize) -> String {
        let plural = if count == 1 { "" } else { "s" };
        match self {
            Self::SymbolicLink => format!("{count} symbolic link{plural}"),
            Self::Excluded => format!("{count} excluded"),
            Self::Dependencies => format!("{count} dependency or build folder{plural}"),
            Self::Misconfigured => format!("{count} with an invalid configuration"),
            Self::Unreadable => format!("{count} unreadable"),
            Self::TooLarge => format!("{count} too large"),
            Self::Encoding => format!("{count} in UTF-16"),
            Self::InternalError => format!("{count} internal error{plural}"),
        }
    }
}
