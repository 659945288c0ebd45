//! Floor 8: the command line.
//!
//! Arguments in, exit code out; the one floor that knows the terminal, the environment and the working directory.
//! It opens the writers that `output` fills. Nothing here looks into a page.

mod args;
mod baseline;
mod catalogue;
mod check;
mod config;
mod coverage;
mod gate;
mod init;
mod inspect;
mod manual;
mod pages;
mod progress;
mod reports;
mod schema;
mod service;
mod terminal;
mod trend;

use std::borrow::Cow;
use std::ffi::OsStr;
use std::io::{self, Write as _};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::process::ExitCode;

use clap::parser::ValueSource;
use clap::{ArgMatches, CommandFactory as _, FromArgMatches as _};
use colored::Colorize as _;

use self::args::{Cli, Command};
use crate::config::Origin;
use crate::engine::Problem;
use crate::lsp;
use crate::output::neutral::neutral;

/// Nothing to say.
const CLEAN: u8 = 0;
/// Findings at or above `--fail-on`.
const FINDINGS: u8 = 1;
/// Usage, configuration, input or internal error.
const TROUBLE: u8 = 2;

/// Why a command could not do its work.
#[derive(Debug)]
enum Failure {
    /// A line for the person who typed the command or wrote the configuration.
    Usage(String),
    /// A line for each thing that is wrong with the configuration.
    Problems(Vec<Problem>),
    /// An output could not be written; a closed pipe is one of them.
    Output(io::Error),
}

impl From<io::Error> for Failure {
    fn from(error: io::Error) -> Self {
        Self::Output(error)
    }
}

/// Parses the arguments of the process, runs the command and gives its exit code.
pub fn main() -> ExitCode {
    let parsed = without_empty(Cli::command())
        .try_get_matches()
        .and_then(|matches| Ok((Cli::from_arg_matches(&matches)?, matches)));
    let (cli, matches) = match parsed {
        Ok(parsed) => parsed,
        Err(error) => {
            refuse(&error);
            return ExitCode::from(u8::try_from(error.exit_code()).unwrap_or(TROUBLE));
        }
    };
    let code = catch_unwind(AssertUnwindSafe(|| run(&cli, Given(&matches)))).unwrap_or(TROUBLE);
    ExitCode::from(code)
}

/// Shows what is wrong with the arguments. Help and version go through here as well; a closed pipe is no trouble of theirs.
fn refuse(error: &clap::Error) {
    let text = error.render().to_string();
    if text.lines().all(|line| matches!(neutral(line), Cow::Borrowed(_))) {
        let _ = error.print();
        return;
    }
    // A script may hand over names that somebody else has chosen.
    for line in text.lines() {
        let _ = writeln!(io::stderr(), "{}", neutral(line));
    }
}

/// The command without the variables that are set to nothing: that is how a pipeline unsets one.
fn without_empty(command: clap::Command) -> clap::Command {
    let is_empty = |name: &OsStr| std::env::var_os(name).is_some_and(|value| value.is_empty());
    let command =
        command.mut_args(|arg| if arg.get_env().is_some_and(is_empty) { arg.env(None) } else { arg });
    let names: Vec<String> = command.get_subcommands().map(|inner| inner.get_name().to_owned()).collect();
    names.into_iter().fold(command, |command, name| command.mut_subcommand(name, without_empty))
}

/// Where the arguments were given.
#[derive(Clone, Copy, Debug)]
struct Given<'m>(&'m ArgMatches);

impl Given<'_> {
    /// Whether an argument was typed, rather than taken from the environment or from a default.
    fn is_typed(self, argument: &str) -> bool {
        self.source(argument) == Some(ValueSource::CommandLine)
    }

    /// Where an argument that has a variable comes from.
    fn origin(self, argument: &str, flag: &'static str, variable: &'static str) -> Origin {
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

fn run(cli: &Cli, given: Given<'_>) -> u8 {
    let outcome = match &cli.command {
        Command::Check(args) => check::run(args, given),
        Command::Baseline(args) => baseline::run(args, given),
        Command::Inspect(args) => inspect::run(args, given),
        Command::Coverage(args) => coverage::run(args, given),
        Command::Config(args) => config::run(&args.command, given),
        Command::Init(args) => init::run(args),
        Command::Explain(args) => catalogue::explain(args),
        Command::Rules(args) => catalogue::rules(args),
        Command::Completions(args) => manual::completions(args),
        Command::Man(args) => manual::page(args),
        Command::Report(args) => trend::run(args),
        Command::Schema(args) => schema::run(args, given),
        Command::Lsp(_) => serve(),
    };
    match outcome {
        Ok(code) => code,
        Err(Failure::Output(error)) if error.kind() == io::ErrorKind::BrokenPipe => CLEAN,
        Err(Failure::Output(error)) => {
            complain(&format!("cannot write the output: {error}"));
            TROUBLE
        }
        Err(Failure::Problems(problems)) => {
            pages::report(&problems);
            TROUBLE
        }
        Err(Failure::Usage(message)) => {
            complain(&message);
            TROUBLE
        }
    }
}

/// One line about something that was passed over.
fn caution(message: &str) {
    colored::control::set_override(terminal::stderr(terminal::Choice::Auto).color);
    let _ = writeln!(io::stderr(), "{} {}", "warning:".yellow().bold(), neutral(message));
}

/// Serves an editor until it takes its leave; the code is what the protocol wants of a server.
fn serve() -> Result<u8, Failure> {
    let clean = lsp::serve_stdio().map_err(|error| Failure::Usage(error.to_string()))?;
    Ok(if clean { CLEAN } else { FINDINGS })
}

/// One line on standard error. That nobody reads it is no reason to fail.
fn complain(message: &str) {
    colored::control::set_override(terminal::stderr(terminal::Choice::Auto).color);
    let _ = writeln!(io::stderr(), "{} {}", "error:".bright_red().bold(), neutral(message));
}
