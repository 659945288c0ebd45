//! `apiproof report --compare`.

use std::fmt::Display;
use std::io::{self, BufWriter};
use std::path::Path;

use super::args::{ReportArgs, TrendFormat};
use super::exit::{CLEAN, FINDINGS, Failure};
use super::{pages, terminal};
use crate::config::FailOn;
use crate::output::{self, Findings, Trend};
use crate::system::{self, OsSystem};

/// No report of ours is larger.
const MAX_REPORT: usize = 1 << 30;

/// Compares two reports.
pub(super) fn run(args: &ReportArgs) -> Result<u8, Failure> {
    let [old, new] = args.compare.as_slice() else {
        return Err(Failure::Usage("`--compare` takes two reports".to_owned()));
    };
    let trend = Trend::new(read(old)?, read(new)?);
    let stdout = io::stdout();
    let mut out = BufWriter::with_capacity(1 << 16, stdout.lock());
    match args.output_format {
        TrendFormat::Text => {
            terminal::stdout(args.color);
            output::trend_text(&trend, &mut out)?;
        }
        TrendFormat::Json => output::trend_json(&trend, &mut out)?,
        TrendFormat::Markdown => output::trend_markdown(&trend, &mut out)?,
    }
    let fails = match args.fail_on {
        FailOn::Never => false,
        FailOn::At(severity) => trend.new_at_least(severity) > 0,
    };
    Ok(if fails && !args.exit_zero { FINDINGS } else { CLEAN })
}

/// Reads a report.
pub(super) fn read(path: &Path) -> Result<Findings, Failure> {
    let fault = |words: &dyn Display| Failure::Usage(format!("{}: {words}", path.display()));
    let disk = OsSystem::new(pages::current()?);
    let bytes = system::read(&disk, path, MAX_REPORT).map_err(|error| fault(&error))?;
    let text = String::from_utf8(bytes).map_err(|_| fault(&"not UTF-8"))?;
    Findings::parse(text.trim_start_matches('\u{feff}')).map_err(|error| fault(&error))
}
