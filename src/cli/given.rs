//! Where an argument was given: typed, in a variable, or not at all.

use clap::ArgMatches;
use clap::parser::ValueSource;

use crate::config::Origin;

/// Where the arguments were given.
#[derive(Clone, Copy, Debug)]
pub(super) struct Given<'m>(pub(super) &'m ArgMatches);

impl Given<'_> {
    /// Whether an argument was typed, rather than taken from the environment or from a default.
    pub(super) fn is_typed(self, argument: &str) -> bool {
        self.source(argument) == Some(ValueSource::CommandLine)
    }

    /// Where an argument that has a variable comes from.
    pub(super) fn origin(self, argument: &str, flag: &'static str, variable: &'static str) -> Origin {
        let is_variable = self.source(argument) == Some(ValueSource::EnvVariable);
        if is_variable { Origin::Variable(variable) } else { Origin::Flag(flag) }
    }

    fn source(self, argument: &str) -> Option<ValueSource> {
        let mut matches = self.0;
        while let Some((_, inner)) = matches.subcommand() {
            matches = inner;
        }
        matches.try_contains_id(argument).ok().filter(|has| *has).and_then(|_| matches.value_source(argument))
    }
}
