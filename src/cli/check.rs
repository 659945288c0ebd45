//! `apiproof check`.

use std::io;
use std::path::Path;

use super::args::{CheckArgs, FixArgs};
use super::exit::{CLEAN, FINDINGS, Failure, TROUBLE};
use super::gate::RevisionOptions;
use super::given::Given;
use super::interrupt::tidy_when_interrupted;
use super::message::{caution, hint};
use super::pages;
use super::reports::Reports;
use crate::config::{FILE_NAME, FailOn};
use crate::diagnostic::{Applicability, Severity};
use crate::engine::{self, BASELINE_NAME, CheckOptions, Checker, Fixing, Project, RunReport};
use crate::system::exists;

/// Checks the pages, writes every output and says how it went.
pub(super) fn run(args: &CheckArgs, given: Given<'_>) -> Result<u8, Failure> {
    if args.ignores.add_ignores.is_some() && pages::reads_stdin(&args.input) {
        return Err(Failure::Usage(
            "`--add-ignores` writes into files; standard input is not one".to_owned(),
        ));
    }
    if args.fixes.fix || args.ignores.add_ignores.is_some() {
        tidy_when_interrupted();
    }
    let reports = Reports::new(args)?;
    let revisions = RevisionOptions::new(args, given)?;
    let checker = revisions.checker()?;
    let code = once(args, reports, &revisions, &checker);
    // The process ends with this: to give back every name one by one would only take time.
    std::mem::forget(checker);
    code
}

/// One run with a checker.
pub(super) fn once(
    args: &CheckArgs,
    mut reports: Reports,
    revisions: &RevisionOptions<'_>,
    checker: &Checker,
) -> Result<u8, Failure> {
    let project = checker.project();
    let settings = pages::run_settings(&args.input, project);
    reports.link_to(settings.source_url.clone());
    let add_ignores = args.ignores.add_ignores.clone();
    let mut report = pages::on_pages(&args.input, checker, |request, progress| {
        // Git is slow to start, descriptions are slow to read, and nearly every change needs both.
        let (changes, ()) = rayon::join(|| revisions.changes(project), || revisions.load(project));
        let changes = changes?;
        let baseline = revisions.baseline(project, request, changes.as_ref())?;
        let (fixing, examples) = (fixing(args.fixes), reports.want_examples());
        let options = CheckOptions { fixing, add_ignores, baseline, examples, show_accepted: false };
        Ok::<_, Failure>(engine::check(&revisions.request(request, changes.as_ref()), &options, progress))
    })??;
    report.info = revisions.info(project, args.statistics || reports.show_owners());
    let fail_on = args.fail_on.or(settings.fail_on).unwrap_or_default();
    let code = code(&report, args, fail_on);
    let written = reports.write(&report, args);
    if !args.quiet {
        hints(args, revisions, project);
    }
    if !args.watch {
        // The same of every finding.
        std::mem::forget(report);
    }
    match written {
        Ok(()) => Ok(code),
        // Whoever stopped reading, such as `head`, has seen enough; what was found is still there.
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(code),
        Err(error) => Err(error.into()),
    }
}

/// What a run shows about its own configuration.
fn hints(args: &CheckArgs, revisions: &RevisionOptions<'_>, project: &Project) {
    if args.gate.changed_since.is_none() {
        for idle in project.idle_overrides(&pages::checked(&args.input)) {
            caution(&format!("{}: {}", idle.path, idle.message));
        }
    }
    let gate = &args.gate;
    let asked = gate.no_baseline || gate.baseline_ref.is_some() || args.input.config.isolated;
    if !asked
        && revisions.baseline_file(project).is_none()
        && exists(project.system(), Path::new(BASELINE_NAME))
    {
        hint(&format!(
            "`{BASELINE_NAME}` is not used: pass `--baseline`, or set `baseline = \"{BASELINE_NAME}\"` in `{FILE_NAME}`"
        ));
    }
}

fn code(report: &RunReport, args: &CheckArgs, fail_on: FailOn) -> u8 {
    let stats = &report.stats;
    let counted = match (fail_on, args.max_warnings) {
        (FailOn::Never, _) => 0,
        (FailOn::At(least), None) => stats.at_least(least),
        (FailOn::At(least), Some(most)) => {
            let infos = if least == Severity::Info { stats.infos } else { 0 };
            stats.errors + infos + usize::from(stats.warnings > most)
        }
    };
    let fails = if args.fixes.diff { stats.fixed > 0 } else { counted > 0 };
    match (report.problems.is_empty(), fails && !args.exit_zero) {
        (false, _) => TROUBLE,
        (true, true) => FINDINGS,
        (true, false) => CLEAN,
    }
}

fn fixing(args: FixArgs) -> Option<Fixing> {
    let least = if args.unsafe_fixes { Applicability::Unsafe } else { Applicability::Safe };
    (args.fix || args.diff).then_some(Fixing { least, write: args.fix })
}
