//! What goes wrong outside the text of a page.

/// Why a page was not checked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum SkipReason {
    /// A symbolic link inside a folder: following it could lead out of the documentation set.
    SymbolicLink,
    /// Configuration excludes it.
    Excluded,
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
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// The path concerned, as shown.
    pub path: String,
    /// What is wrong and what to do.
    pub message: String,
    /// The reason, if a page was skipped for it.
    pub reason: Option<SkipReason>,
}

impl Problem {
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

impl SkipReason {
    /// In words, with the number before it.
    pub(crate) fn words(self, count: usize) -> String {
        let plural = if count == 1 { "" } else { "s" };
        match self {
            Self::SymbolicLink => format!("{count} symbolic link{plural}"),
            Self::Excluded => format!("{count} excluded"),
            Self::Misconfigured => format!("{count} under a configuration that cannot be used"),
            Self::Unreadable => format!("{count} unreadable"),
            Self::TooLarge => format!("{count} too large"),
            Self::Encoding => format!("{count} in UTF-16"),
            Self::InternalError => format!("{count} internal error{plural}"),
        }
    }
}
