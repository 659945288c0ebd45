//! `apiproof baseline`.

use std::io::{self, BufWriter, Write as _};
use std::path::{Path, PathBuf};

use super::args::{BaselineArgs, BaselineCommand, BaselineListArgs, PathArgs};
use super::exit::{CLEAN, Failure, TROUBLE};
use super::gate::configured_baseline;
use super::given::Given;
use super::message::complain;
use super::{pages, terminal};
use crate::engine::{self, BASELINE_NAME, Baseline, BaselineError, CheckOptions, Project};
use crate::output::neutral::neutral;
use crate::output::{self, Context, Format, count};
use crate::system::{OsSystem, exists};

/// Writes the findings of today, or what is left of those that were accepted before. What is on pages and of rules that
/// are not checked stays as it was.
pub(super) fn run(args: &BaselineArgs, given: Given<'_>) -> Result<u8, Failure> {
    if let Some(BaselineCommand::List(args)) = &args.command {
        return list(args, given);
    }
    let checker = pages::checker(&args.input.config, pages::flags(&args.settings, given), given)?;
    let file = file(args.baseline.as_deref(), &args.input, checker.project());
    let name = file.display().to_string();
    let disk = OsSystem::new(pages::current()?);
    let before = if exists(&disk, &file) || args.prune { read(&disk, &file)? } else { Baseline::default() };
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
    after.write(&file).map_err(|error| usage(&file, &error))?;
    let left_out = if args.prune && new > 0 { format!(", {new} not accepted") } else { String::new() };
    let new = if args.prune { 0 } else { new };
    let accepted = accepted(&name, after.findings(), after.pages());
    writeln!(io::stdout(), "{accepted} ({new} new, {gone} gone{left_out}).")?;
    Ok(CLEAN)
}

/// Shows what of a baseline is still on the pages. The file knows findings by numbers: their words come from the pages.
fn list(args: &BaselineListArgs, given: Given<'_>) -> Result<u8, Failure> {
    let checker = pages::checker(&args.input.config, pages::flags(&args.settings, given), given)?;
    let file = file(args.baseline.as_deref(), &args.input, checker.project());
    let baseline = read(&OsSystem::new(pages::current()?), &file)?;
    let options = CheckOptions { baseline: Some(baseline), show_accepted: true, ..CheckOptions::default() };
    let report = pages::on_pages(&args.input, &checker, |request, progress| {
        engine::check(request, &options, progress)
    })?;
    pages::report(&report.problems);
    let mut out = BufWriter::new(io::stdout().lock());
    let style = terminal::stdout(args.input.color);
    output::write(Format::Concise, &report, style, &Context::default(), &mut out)?;
    let count = report.files.iter().map(|file| file.findings.len()).sum();
    let accepted = accepted(&file.display().to_string(), count, report.files.len());
    let gone = match report.stats.baseline_gone {
        0 => String::new(),
        gone => format!("; {gone} gone (`apiproof baseline --prune` removes them)"),
    };
    writeln!(out, "{accepted}{gone}.")?;
    out.flush()?;
    Ok(if report.problems.is_empty() { CLEAN } else { TROUBLE })
}

/// The baseline that was named, or that is configured, or the usual one.
fn file(named: Option<&Path>, input: &PathArgs, project: &Project) -> PathBuf {
    let configured = || configured_baseline(input, project);
    named.map(Path::to_owned).or_else(configured).unwrap_or_else(|| BASELINE_NAME.into())
}

fn read(disk: &OsSystem, file: &Path) -> Result<Baseline, Failure> {
    Baseline::read(disk, file).map_err(|error| usage(file, &error))
}

fn usage(file: &Path, error: &BaselineError) -> Failure {
    Failure::Usage(format!("{}: {error}", file.display()))
}

fn accepted(name: &str, findings: usize, pages: usize) -> String {
    format!("{}: {} on {}", neutral(name), count(findings, "finding"), count(pages, "page"))
}
