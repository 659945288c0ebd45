//! `apiproof check`.

use std::fs::File;
use std::io::{self, BufWriter, Write};

use super::args::{CheckArgs, Output};
use super::{CLEAN, FINDINGS, Failure, Given, TROUBLE, color, pages};
use crate::engine::{self, RunReport};
use crate::output::{self, Format, Style};

/// Checks the pages, writes every output and says how it went.
pub(super) fn run(args: &CheckArgs, given: Given<'_>) -> Result<u8, Failure> {
    let outputs = outputs(&args.output_format)?;
    let project = pages::project(&args.input.config, pages::flags(&args.settings, given), given)?;
    let report = pages::on_pages(&args.input, &project, engine::check)?;
    let code = code(&report, args);
    let written = write(&report, &outputs, args);
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

/// The outputs that were asked for; `text` if none was.
fn outputs(asked: &[Output]) -> Result<Vec<Output>, Failure> {
    if asked.is_empty() {
        return Ok(vec![Output { format: Format::Text, file: None }]);
    }
    if asked.iter().filter(|output| output.file.is_none()).count() > 1 {
        let message =
            "only one `--output-format` can go to standard output; give the others a file: `json=FILE`";
        return Err(Failure::Usage(message.to_owned()));
    }
    Ok(asked.to_vec())
}

fn write(report: &RunReport, outputs: &[Output], args: &CheckArgs) -> io::Result<()> {
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
    let shown = outputs.iter().find(|output| output.file.is_none()).map(|output| output.format);
    if let Some(format) = shown {
        let stdout = io::stdout();
        let style = Style { color: color::wanted(args.input.color, &stdout), statistics: args.statistics };
        output::write(format, report, style, &mut BufWriter::with_capacity(1 << 16, stdout.lock()))?;
    }
    if matches!(shown, Some(Format::Concise) | None) {
        let mut stderr = io::stderr();
        colored::control::set_override(color::wanted(args.input.color, &stderr));
        if args.statistics {
            let _ = write!(stderr, "{}", output::statistics(report));
        }
        let _ = writeln!(stderr, "{}", output::summary(&report.stats));
    }
    Ok(())
}
