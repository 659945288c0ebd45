//! `apiproof check`.

use std::fs::File;
use std::io::{self, BufWriter, Write};

use super::args::{CheckArgs, FixArgs, Output};
use super::gate::Gatekeeper;
use super::{CLEAN, FINDINGS, Failure, Given, TROUBLE, color, pages};
use crate::diagnostic::Applicability;
use crate::engine::{self, Fixing, Gate, RunReport};
use crate::output::{self, Format, Style};

/// Checks the pages, writes every output and says how it went.
pub(super) fn run(args: &CheckArgs, given: Given<'_>) -> Result<u8, Failure> {
    let shown = Shown::new(args);
    let outputs = outputs(&args.output_format, shown)?;
    let keeper = Gatekeeper::new(args, given)?;
    let project = keeper.project()?;
    let report = pages::on_pages(&args.input, &project, |request, progress| {
        let changes = keeper.changes(&project)?;
        let baseline = keeper.baseline(changes.as_ref())?;
        let gate = Gate { fixing: fixing(args.fixes), baseline };
        Ok::<_, Failure>(engine::check(&keeper.request(request, changes.as_ref()), &gate, progress))
    })??;
    let code = code(&report, args);
    let written = write(&report, &outputs, shown, args);
    // The process ends with this: to give back every name and finding one by one would only take time.
    std::mem::forget((project, report));
    match written {
        Ok(()) => Ok(code),
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe && code == TROUBLE => Ok(code),
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

/// What standard output is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Shown {
    /// The report.
    Report,
    /// The page that came from standard input, fixed.
    Page,
    /// What would change.
    Diff,
}

impl Shown {
    fn new(args: &CheckArgs) -> Self {
        let reads_stdin = args.input.paths.iter().any(|path| path.as_os_str() == "-");
        match (args.fixes.diff, args.fixes.fix && reads_stdin) {
            (true, _) => Self::Diff,
            (false, true) => Self::Page,
            (false, false) => Self::Report,
        }
    }
}

fn fixing(args: FixArgs) -> Option<Fixing> {
    let least = if args.unsafe_fixes { Applicability::Unsafe } else { Applicability::Safe };
    (args.fix || args.diff).then_some(Fixing { least, write: args.fix })
}

/// The outputs that were asked for; `text` if none was and standard output is free.
fn outputs(asked: &[Output], shown: Shown) -> Result<Vec<Output>, Failure> {
    let taken = match shown {
        Shown::Report => None,
        Shown::Page => Some("the fixed page"),
        Shown::Diff => Some("the diff"),
    };
    if let Some(what) = taken.filter(|_| asked.iter().any(|output| output.file.is_none())) {
        return Err(Failure::Usage(format!(
            "standard output takes {what}; give `--output-format` a file: `json=FILE`"
        )));
    }
    if asked.is_empty() && taken.is_none() {
        return Ok(vec![Output { format: Format::Text, file: None }]);
    }
    if asked.iter().filter(|output| output.file.is_none()).count() > 1 {
        let message =
            "only one `--output-format` can go to standard output; give the others a file: `json=FILE`";
        return Err(Failure::Usage(message.to_owned()));
    }
    Ok(asked.to_vec())
}

fn write(report: &RunReport, outputs: &[Output], shown: Shown, args: &CheckArgs) -> io::Result<()> {
    // Problems first: a reader of the terminal finds the summary at its end.
    pages::report(&report.problems);
    for output in outputs {
        if let Some(path) = &output.file {
            let style = Style { color: false, statistics: args.statistics };
            let written = File::create(path)
                .and_then(|file| output::write(output.format, report, style, &mut BufWriter::new(file)));
            written.map_err(|error| io::Error::other(format!("{}: {error}", path.display())))?;
        }
    }
    let stdout = io::stdout();
    let format = outputs.iter().find(|output| output.file.is_none()).map(|output| output.format);
    if let Some(format) = format {
        let style = Style { color: color::wanted(args.input.color, &stdout), statistics: args.statistics };
        output::write(format, report, style, &mut BufWriter::with_capacity(1 << 16, stdout.lock()))?;
    }
    match shown {
        Shown::Report => {}
        Shown::Diff => output::diff(&report.fixed, &mut BufWriter::new(stdout.lock()))?,
        Shown::Page => {
            let page = report.fixed.iter().find(|page| page.is_stdin).and_then(|page| page.texts.as_ref());
            page.map_or(Ok(()), |(_, after)| stdout.lock().write_all(after.bytes()))?;
            let stderr = io::stderr();
            let style =
                Style { color: color::wanted(args.input.color, &stderr), statistics: args.statistics };
            return output::write(Format::Text, report, style, &mut BufWriter::new(stderr.lock()));
        }
    }
    if matches!(format, Some(Format::Concise) | None) {
        let mut stderr = io::stderr();
        colored::control::set_override(color::wanted(args.input.color, &stderr));
        if args.statistics {
            let _ = write!(stderr, "{}", output::statistics(report));
        }
        let _ = writeln!(stderr, "{}", output::summary(&report.stats));
    }
    Ok(())
}
