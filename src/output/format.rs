//! The formats of `check`, by their words.

/// Declares the formats with their words.
macro_rules! formats {
    ($($(#[$doc:meta])+ $format:ident = $word:literal),+ $(,)?) => {
        /// The formats of `check`.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        pub(crate) enum Format {
            $($(#[$doc])+ $format,)+
        }

        impl Format {
            /// Every format with its word.
            pub(crate) const ALL: &[(&str, Format)] = &[$(($word, Format::$format)),+];
        }
    };
}

formats! {
    /// As a compiler shows it.
    Text = "text",
    /// A line a finding.
    Concise = "concise",
    /// One document.
    Json = "json",
    /// A finding a line, then the summary.
    Jsonl = "jsonl",
    /// SARIF 2.1.0.
    Sarif = "sarif",
    /// Annotations of GitHub Actions.
    Github = "github",
    /// GitLab Code Quality.
    Gitlab = "gitlab",
    /// Issues of Azure Pipelines.
    Azure = "azure",
    /// `JUnit` XML, a test case for each example.
    Junit = "junit",
    /// Checkstyle XML.
    Checkstyle = "checkstyle",
    /// reviewdog's format in one document.
    Rdjson = "rdjson",
    /// reviewdog's format, a finding a line.
    Rdjsonl = "rdjsonl",
    /// A summary for a job or a comment.
    Markdown = "markdown",
    /// A report to look at, in one file.
    Html = "html",
}

impl Format {
    /// Whether it tells of examples without findings too, see [`CheckOptions`](crate::engine::CheckOptions).
    pub(crate) fn wants_examples(self) -> bool {
        matches!(self, Self::Junit | Self::Html)
    }

    /// Whether it says who owns a page, statistics aside.
    pub(crate) fn shows_owners(self) -> bool {
        self == Self::Html
    }

    /// Whether it is made of lines that a person reads in a terminal or a log.
    pub(crate) fn is_for_people(self) -> bool {
        matches!(self, Self::Text | Self::Concise)
    }

    /// Whether it is made of commands that a build service finds in its log.
    pub(crate) fn commands_a_service(self) -> bool {
        matches!(self, Self::Github | Self::Azure)
    }

    /// Whether a person reads it with the summary at its end, or would miss it.
    pub(crate) fn lacks_summary(self) -> bool {
        self == Self::Concise || self.commands_a_service()
    }
}
