//! `apiproof config`.

use std::io::{self, BufWriter};

use super::args::{ConfigCommand, ConfigShowArgs, Plain};
use super::exit::{CLEAN, Failure};
use super::given::Given;
use super::pages;
use crate::config::json_schema;
use crate::engine::Plan;
use crate::output;
use crate::system::exists;

/// Shows what counts for a page, or what a file may say.
pub(super) fn run(command: &ConfigCommand, given: Given<'_>) -> Result<u8, Failure> {
    match command {
        ConfigCommand::Show(args) => show(args, given),
        ConfigCommand::Schema => {
            let mut out = BufWriter::new(io::stdout().lock());
            output::schema_json(&json_schema(&Plan::catalogue()), true, &mut out)?;
            Ok(CLEAN)
        }
    }
}

fn show(args: &ConfigShowArgs, given: Given<'_>) -> Result<u8, Failure> {
    let checker = pages::checker(&args.config, pages::flags(&args.settings, given), given)?;
    let project = checker.project();
    if !exists(project.system(), &args.path) {
        return Err(Failure::Usage(format!("{}: no such file or folder", args.path.display())));
    }
    let shown = project.show(&args.path).map_err(Failure::Problems)?;
    let mut out = BufWriter::new(io::stdout().lock());
    match args.output_format {
        Plain::Text => output::config_text(&shown, &mut out)?,
        Plain::Json => output::config_json(&shown, &mut out)?,
    }
    Ok(CLEAN)
}
