//! `apiproof check`.

use std::io;

use super::args::CheckArgs;
use super::reports::Reports;
use super::{CLEAN, FINDINGS, Failure, Given, TROUBLE, pages};
use crate::engine::{self, Request, RunReport};

/// Checks the pages, writes every output and says how it went.
pub(super) fn run(args: &CheckArgs, given: Given<'_>) -> Result<u8, Failure> {
    let reports = Reports::new(&args.output_format)?;
    let project = pages::project(&args.input.config, pages::flags(&args.settings, given), given)?;
    let report = pages::on_pages(&args.input, &project, |request, progress| {
        engine::check(&Request { examples: reports.want_examples(), ..*request }, progress)
    })?;
    let code = code(&report, args);
    let written = reports.write(&report, args);
    // The process ends with this: to give back every name and finding one by one would only take time.
    std::mem::forget((project, report));
    match written {
        Ok(()) => Ok(code),
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe && code == TROUBLE => Ok(code),
        Err(error) => Err(error.into()),
    }
}

fn code(report: &RunReport, args: &CheckArgs) -> u8 {
    if !report.problems.is_empty() {
        TROUBLE
    } else if report.stats.at_least(args.fail_on) > 0 && !args.exit_zero {
        FINDINGS
    } else {
        CLEAN
    }
}
