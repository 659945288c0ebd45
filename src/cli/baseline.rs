//! `apiproof baseline`.

use std::io::{self, Write as _};

use super::args::BaselineArgs;
use super::exit::{CLEAN, Failure, TROUBLE};
use super::gate::configured_baseline;
use super::given::Given;
use super::message::complain;
use super::pages;
use crate::engine::{self, BASELINE_NAME, Baseline, BaselineError, CheckOptions};
use crate::output::neutral::neutral;
use crate::system::{OsSystem, exists};

/// Writes the findings of today, or what is left of those that were accepted before. What is on pages and of rules that
/// are not checked stays as it was.
pub(super) fn run(args: &BaselineArgs, given: Given<'_>) -> Result<u8, Failure> {
    let checker = pages::checker(&args.input.config, pages::flags(&args.settings, given), given)?;
    let configured = || configured_baseline(&args.input, checker.project());
    let file = args.baseline.clone().or_else(configured).unwrap_or_else(|| BASELINE_NAME.into());
    let name = file.display().to_string();
    let usage = |error: &BaselineError| Failure::Usage(format!("{name}: {error}"));
    let disk = OsSystem::new(pages::current()?);
    let before = if exists(&disk, &file) || args.prune {
        Baseline::read(&disk, &file).map_err(|error| usage(&error))?
    } else {
        Baseline::default()
    };
    let options = CheckOptions { baseline: Some(before), ..CheckOptions::default() };
    let report = pages::on_pages(&args.input, &checker, |request, progress| {
        engine::check(request, &options, progress)
    })?;
    pages::report(&report.problems);
    if !report.problems.is_empty() {
        // Findings may be missing, which would be new ones later.
        complain(&format!("{name}: not written, because not every page could be checked"));
        return Ok(TROUBLE);
    }
    let outcome = report.baseline.unwrap_or_default();
    let (new, gone) = (outcome.new.findings(), outcome.gone);
    let mut after = outcome.accepted;
    after.add_all(outcome.unseen);
    if !args.prune {
        after.add_all(outcome.new);
    }
    after.write(&file).map_err(|error| usage(&error))?;
    let count = |n: usize, one: &str| format!("{n} {one}{}", if n == 1 { "" } else { "s" });
    let left_out = if args.prune && new > 0 { format!(", {new} not accepted") } else { String::new() };
    let new = if args.prune { 0 } else { new };
    writeln!(
        io::stdout(),
        "{}: {} on {} ({new} new, {gone} gone{left_out}).",
        neutral(&name),
        count(after.findings(), "finding"),
        count(after.pages(), "page"),
    )?;
    Ok(CLEAN)
}
