//! `apiproof check`.

use std::io;

use super::args::CheckArgs;
use super::reports::Reports;
use super::{CLEAN, FINDINGS, Failure, TROUBLE, pages};
use crate::config::{Located, Options, Origin};
use crate::engine::{self, Request, RunReport};

/// Checks the pages, writes every output and says how it went.
pub(super) fn run(args: &CheckArgs) -> Result<u8, Failure> {
    let reports = Reports::new(&args.output_format)?;
    let project = pages::project(&args.input.config, flags(args))?;
    let report = pages::on_pages(&args.input, &project, |request, progress| {
        engine::check(&Request { examples: reports.want_examples(), ..*request }, progress)
    })?;
    let code = code(&report, args);
    match reports.write(&report, args) {
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

fn flags(args: &CheckArgs) -> Options {
    let words = |list: &[String], flag| {
        let located = |text: &String| Located { text: text.clone(), origin: Origin::Flag(flag) };
        list.iter().map(located).collect()
    };
    Options {
        level: args.level.map(|level| Located { text: level, origin: Origin::Flag("--level") }),
        select: words(&args.select, "--select"),
        ignore: words(&args.ignore, "--ignore"),
        no_inline_config: args.no_inline_config,
        ..Options::default()
    }
}
