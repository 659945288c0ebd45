//! `apiproof check`.

use std::io;

use super::args::{CheckArgs, FixArgs};
use super::exit::{CLEAN, FINDINGS, Failure, TROUBLE};
use super::gate::RevisionOptions;
use super::given::Given;
use super::pages;
use super::reports::Reports;
use crate::diagnostic::Applicability;
use crate::engine::{self, CheckOptions, Fixing, RunReport};

/// Checks the pages, writes every output and says how it went.
pub(super) fn run(args: &CheckArgs, given: Given<'_>) -> Result<u8, Failure> {
    let reports = Reports::new(args)?;
    let revisions = RevisionOptions::new(args, given)?;
    let checker = revisions.checker()?;
    let project = checker.project();
    let report = pages::on_pages(&args.input, &checker, |request, progress| {
        // Git is slow to start, descriptions are slow to read, and nearly every change needs both.
        let (changes, ()) = rayon::join(|| revisions.changes(project), || revisions.load(project));
        let changes = changes?;
        let baseline = revisions.baseline(project, request, changes.as_ref())?;
        let options =
            CheckOptions { fixing: fixing(args.fixes), baseline, examples: reports.want_examples() };
        Ok::<_, Failure>(engine::check(&revisions.request(request, changes.as_ref()), &options, progress))
    })??;
    let code = code(&report, args);
    let written = reports.write(&report, args);
    // The process ends with this: to give back every name and finding one by one would only take time.
    std::mem::forget((checker, report));
    match written {
        Ok(()) => Ok(code),
        // Whoever stopped reading, such as `head`, has seen enough; what was found is still there.
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(code),
        Err(error) => Err(error.into()),
    }
}

fn code(report: &RunReport, args: &CheckArgs) -> u8 {
    let stats = &report.stats;
    let fails = if args.fixes.diff { stats.fixed > 0 } else { stats.at_least(args.fail_on) > 0 };
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
