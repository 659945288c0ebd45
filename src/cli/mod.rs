//! Floor 8: the command line.
//!
//! Arguments in, exit code out; the one floor that knows the terminal, the environment and the working directory.
//! It opens the writers that `output` fills. Nothing here looks into a page.

mod args;
mod baseline;
mod catalogue;
mod check;
mod clock;
mod config;
mod coverage;
mod exit;
mod gate;
mod given;
mod init;
mod inspect;
mod interrupt;
mod manual;
mod message;
mod pages;
mod progress;
mod reports;
mod schema;
mod service;
mod terminal;
mod trend;
mod watch;

use std::borrow::Cow;
use std::ffi::OsStr;
use std::io::{self, Write as _};
use std::panic::{self, AssertUnwindSafe, catch_unwind};
use std::path::Path;
use std::process::ExitCode;

use clap::error::ErrorKind;
use clap::{CommandFactory as _, FromArgMatches as _};

use self::args::{Cli, Command};
use self::exit::{CLEAN, FINDINGS, Failure, TROUBLE};
use self::given::Given;
use self::message::{complain, hint};
use crate::engine::note_panic;
use crate::lsp;
use crate::output::neutral::neutral;
use crate::system::{OsSystem, exists};

/// Parses the arguments of the process, runs the command and gives its exit code.
pub fn main() -> ExitCode {
    let parsed = without_empty(Cli::command())
        .try_get_matches()
        .and_then(|matches| Ok((Cli::from_arg_matches(&matches)?, matches)));
    let (cli, matches) = match parsed {
        Ok(parsed) => parsed,
        Err(error) => {
            refuse(&error);
            suggest_command(&error);
            return ExitCode::from(u8::try_from(error.exit_code()).unwrap_or(TROUBLE));
        }
    };
    hush_pages();
    let code = catch_unwind(AssertUnwindSafe(|| run(&cli, Given(&matches)))).unwrap_or(TROUBLE);
    ExitCode::from(code)
}

/// A panic on a page is a problem of that page and says so in the report; any other one is printed.
fn hush_pages() {
    let usual = panic::take_hook();
    panic::set_hook(Box::new(move |info| {
        if !note_panic(info) {
            usual(info);
        }
    }));
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

/// Suggests `check` to whoever left it out: `apiproof docs`, `apiproof --level strict`.
fn suggest_command(error: &clap::Error) {
    let typed: Vec<String> = std::env::args().skip(1).collect();
    let Some(first) = typed.first() else { return };
    let there = || pages::current().is_ok_and(|here| exists(&OsSystem::new(here), Path::new(first)));
    let is_path = || error.kind() == ErrorKind::InvalidSubcommand && there();
    let is_option = || error.kind() == ErrorKind::UnknownArgument && first.starts_with('-');
    if is_option() || is_path() {
        hint(&format!("did you mean `apiproof check {}`?", typed.join(" ")));
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

fn run(cli: &Cli, given: Given<'_>) -> u8 {
    let outcome = match &cli.command {
        Command::Check(args) if args.watch => watch::run(args, given),
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

/// Serves an editor until it takes its leave; the code is what the protocol wants of a server.
fn serve() -> Result<u8, Failure> {
    let clean = lsp::serve_stdio().map_err(|error| Failure::Usage(error.to_string()))?;
    Ok(if clean { CLEAN } else { FINDINGS })
}
