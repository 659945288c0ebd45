//! `apiproof inspect`.

use std::io::{self, BufWriter};

use super::args::{InspectArgs, Plain};
use super::exit::{CLEAN, Failure, TROUBLE};
use super::given::Given;
use super::{pages, terminal};
use crate::config::Options;
use crate::engine;
use crate::output;

/// Shows what was understood of every page.
pub(super) fn run(args: &InspectArgs, given: Given<'_>) -> Result<u8, Failure> {
    let checker = pages::checker(&args.input.config, Options::default(), given)?;
    let inspection = pages::on_pages(&args.input, &checker, engine::inspect)?;
    pages::report(&inspection.problems);
    let mut out = BufWriter::with_capacity(1 << 16, io::stdout().lock());
    match args.output_format {
        Plain::Text => {
            output::inspect_text(&inspection.pages, terminal::stdout(args.input.color), &mut out)?;
        }
        Plain::Json => output::inspect_json(&inspection.pages, &mut out)?,
    }
    Ok(if inspection.problems.is_empty() { CLEAN } else { TROUBLE })
}
