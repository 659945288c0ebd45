//! `apiproof coverage`.

use std::io::{self, BufWriter};

use super::args::{InspectArgs, Plain};
use super::exit::{CLEAN, Failure, TROUBLE};
use super::given::Given;
use super::{pages, terminal};
use crate::config::Options;
use crate::engine;
use crate::output;

/// Shows what pages and descriptions declare and no example shows.
pub(super) fn run(args: &InspectArgs, given: Given<'_>) -> Result<u8, Failure> {
    let checker = pages::checker(&args.input.config, Options::default(), given)?;
    let inspection = pages::on_pages(&args.input, &checker, engine::inspect)?;
    pages::report(&inspection.problems);
    let coverage = inspection.coverage();
    let stdout = io::stdout();
    let mut out = BufWriter::with_capacity(1 << 16, stdout.lock());
    match args.output_format {
        Plain::Text => {
            terminal::stdout(args.input.color);
            output::coverage_text(&coverage, &mut out)?;
        }
        Plain::Json => output::coverage_json(&coverage, &mut out)?,
    }
    Ok(if inspection.problems.is_empty() { CLEAN } else { TROUBLE })
}
