//! Which dialects a page may be written in, as the configuration says. A set of bits: asking it costs nothing.

use super::Dialect;

/// A set of dialects; all of them unless somebody says otherwise.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Dialects(u32);

impl Default for Dialects {
    fn default() -> Self {
        Self::ALL
    }
}

impl Dialects {
    /// Every dialect.
    pub const ALL: Self = Self((1 << Dialect::ALL.len()) - 1);

    /// The word that stands for every dialect.
    pub const EVERY: &str = "all";

    /// What a word of the configuration names: a dialect, or `all`.
    pub fn named(word: &str) -> Option<Self> {
        if word == Self::EVERY {
            return Some(Self::ALL);
        }
        Dialect::ALL.iter().find(|dialect| dialect.word() == word).map(|dialect| Self(bit(*dialect)))
    }

    /// Every word that names something.
    pub fn words() -> impl Iterator<Item = &'static str> {
        std::iter::once(Self::EVERY).chain(Dialect::ALL.iter().map(|dialect| dialect.word()))
    }

    /// The set with the dialects of another, or without them.
    #[must_use]
    pub fn with(self, those: Self, on: bool) -> Self {
        if on { Self(self.0 | those.0) } else { Self(self.0 & !those.0) }
    }

    /// Whether pages may be written in a dialect.
    pub fn has(self, dialect: Dialect) -> bool {
        self.0 & bit(dialect) != 0
    }
}

fn bit(dialect: Dialect) -> u32 {
    1 << dialect as u32
}
