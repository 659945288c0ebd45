//! `apiproof report --compare`.

use std::fs::File;
use std::io::{self, BufWriter, Read as _};
use std::path::Path;

use super::args::{ReportArgs, TrendFormat};
use super::{CLEAN, FINDINGS, Failure, terminal};
use crate::output::{self, Findings, Trend};

/// No report of ours is larger.
const MAX_REPORT: u64 = 1 << 30;

/// Compares two reports.
pub(super) fn run(args: &ReportArgs) -> Result<u8, Failure> {
    let [old, new] = args.compare.as_slice() else {
        return Err(Failure::Usage("`--compare` takes two reports".to_owned()));
    };
    let trend = Trend::new(read(old)?, read(new)?);
    let stdout = io::stdout();
    let mut out = BufWriter::with_capacity(1 << 16, stdout.lock());
    match args.output_format {
        TrendFormat::Text => output::trend_text(&trend, terminal::stdout(args.color), &mut out)?,
        TrendFormat::Json => output::trend_json(&trend, &mut out)?,
        TrendFormat::Markdown => output::trend_markdown(&trend, &mut out)?,
    }
    Ok(if trend.new_at_least(args.fail_on) > 0 && !args.exit_zero { FINDINGS } else { CLEAN })
}

fn read(path: &Path) -> Result<Findings, Failure> {
    let fault = |words: String| Failure::Usage(format!("{}: {words}", path.display()));
    let mut text = String::new();
    File::open(path)
        .and_then(|file| file.take(MAX_REPORT).read_to_string(&mut text))
        .map_err(|error| fault(format!("cannot read it: {error}")))?;
    Findings::parse(text.trim_start_matches('\u{feff}')).map_err(fault)
}
