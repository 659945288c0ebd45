//! Floor 7: the command line.
//!
//! Arguments in, exit code out; the one floor that knows the terminal, the environment and the working directory.
//! It opens the writers that `output` fills. Nothing here looks into a page.

mod args;
mod baseline;
mod catalogue;
mod check;
mod color;
mod gate;
mod inspect;
mod pages;
mod progress;
mod schema;

use std::io::{self, Write as _};
use std::process::ExitCode;

use clap::Parser as _;

use args::{Cli, Command};

use crate::engine::Problem;
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
    let cli = match Cli::try_parse() {
        Ok(cli) => cli,
        Err(error) => {
            // Help and version go through here as well, with code 0; a closed pipe is no trouble of theirs.
            let _ = error.print();
            return ExitCode::from(u8::try_from(error.exit_code()).unwrap_or(TROUBLE));
        }
    };
    let code = std::panic::catch_unwind(|| run(&cli)).unwrap_or(TROUBLE);
    ExitCode::from(code)
}

fn run(cli: &Cli) -> u8 {
    let outcome = match &cli.command {
        Command::Check(args) => check::run(args),
        Command::Baseline(args) => baseline::run(args),
        Command::Inspect(args) => inspect::run(args),
        Command::Explain(args) => catalogue::explain(args),
        Command::Rules(args) => catalogue::rules(args),
        Command::Schema(args) => schema::run(args),
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

/// One line on standard error. That nobody reads it is no reason to fail.
fn complain(message: &str) {
    let _ = writeln!(io::stderr(), "error: {}", neutral(message));
}
