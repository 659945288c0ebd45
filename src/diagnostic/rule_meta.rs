//! The static description of a rule, from which help, catalogue, configuration and reports are derived.
//!
//! It lives below the rules so that engine and outputs need no rule code.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

/// How bad a finding is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// Worth knowing.
    Info,
    /// Probably misleads a reader.
    Warning,
    /// Wrong.
    Error,
}

/// From which level on a rule runs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, Default)]
#[serde(rename_all = "lowercase")]
pub enum Level {
    /// Wrong for any reader, with next to no false alarms.
    #[default]
    Default,
    /// House quality.
    Strict,
    /// Everything that can be said.
    Pedantic,
}

/// How sure it is that a block is what it is taken for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub enum Strength {
    /// It looks like it.
    Guessed,
    /// What stands around it says so.
    #[default]
    Told,
    /// It says so itself.
    Declared,
}

/// The best fix that a rule ever offers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum FixAvailability {
    /// No fix.
    None,
    /// A fix that keeps the meaning.
    Safe,
    /// A fix that may change the meaning.
    Unsafe,
}

/// What is known of a rule without running it.
#[derive(Debug)]
pub struct RuleMeta {
    /// `group/name`, kebab-case; never reused for something else.
    pub id: &'static str,
    /// The rule's documentation in Markdown; its first line is the summary.
    pub docs: &'static str,
    /// Severity unless configured otherwise.
    pub severity: Severity,
    /// From which level on the rule runs.
    pub level: Level,
    /// The best fix that it offers.
    pub fix: FixAvailability,
    /// The least evidence that its findings need to be heard at the rule's own level; with less they are only heard
    /// at the strict one.
    pub needs: Strength,
}

impl RuleMeta {
    /// The part of the id before the slash.
    pub fn group(&self) -> &'static str {
        self.id.split_once('/').map_or(self.id, |(group, _)| group)
    }

    /// The part of the id after the slash.
    pub fn name(&self) -> &'static str {
        self.id.split_once('/').map_or(self.id, |(_, name)| name)
    }

    /// The page of the rule on the site, in builds that know the address of the site.
    pub fn url(&self) -> Option<String> {
        let site = option_env!("APIPROOF_DOCS_URL").filter(|site| site.starts_with("https://"))?;
        Some(format!("{}/rules/{}.html", site.trim_end_matches('/'), self.id))
    }

    /// The first line of the documentation.
    pub fn summary(&self) -> &'static str {
        self.docs.trim_start().lines().next().unwrap_or_default().trim()
    }
}

/// A word that is not allowed.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("expected one of {}, found `{word}`", known.join(", "))]
pub struct UnknownWord {
    word: String,
    known: &'static [&'static str],
}

macro_rules! words {
    ($type:ident { $($variant:ident = $word:literal),+ }) => {
        impl $type {
            /// The word that stands for it in configuration and output.
            pub fn word(self) -> &'static str {
                match self { $(Self::$variant => $word),+ }
            }
        }

        impl fmt::Display for $type {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.pad(self.word())
            }
        }

        impl FromStr for $type {
            type Err = UnknownWord;

            fn from_str(word: &str) -> Result<Self, Self::Err> {
                match word {
                    $($word => Ok(Self::$variant),)+
                    other => Err(UnknownWord { word: other.to_owned(), known: &[$($word),+] }),
                }
            }
        }
    };
}

words!(Strength { Guessed = "guessed", Told = "told", Declared = "declared" });
words!(Severity { Info = "info", Warning = "warning", Error = "error" });
words!(Level { Default = "default", Strict = "strict", Pedantic = "pedantic" });
words!(FixAvailability { None = "none", Safe = "safe", Unsafe = "unsafe" });
