//! `apiproof completions` and `apiproof man`: what shells and `man` know of the command line, made from it.

use std::io::{self, Write as _};

use clap::CommandFactory as _;

use super::args::{Cli, CompletionsArgs, ManArgs};
use super::exit::{CLEAN, Failure};

/// Writes the completions of a shell.
pub(super) fn completions(args: &CompletionsArgs) -> Result<u8, Failure> {
    // The generator does not expect that nobody reads any more.
    let mut script = Vec::new();
    clap_complete::generate(args.shell, &mut Cli::command(), "apiproof", &mut script);
    io::stdout().write_all(&script)?;
    Ok(CLEAN)
}

/// Writes the manual page of a command in roff.
pub(super) fn page(args: &ManArgs) -> Result<u8, Failure> {
    let mut whole = Cli::command();
    whole.build();
    let command = match &args.command {
        None => whole,
        Some(word) => whole.find_subcommand(word).cloned().ok_or_else(|| {
            let names: Vec<_> = whole.get_subcommands().map(clap::Command::get_name).collect();
            let near = crate::config::did_you_mean(word, names);
            Failure::Usage(format!("no command `{word}`{near}"))
        })?,
    };
    // A blank date: an empty one is no argument, and what follows would take its place.
    let source = concat!("apiproof ", env!("CARGO_PKG_VERSION"));
    let page = clap_mangen::Man::new(command).date(" ").source(source).manual("apiproof");
    page.render(&mut io::stdout())?;
    Ok(CLEAN)
}
