//! `html`: a report to look at: one file, which loads nothing and needs no script to be read.
//!
//! Here the run becomes what the templates show; how it looks is theirs. Text of documents comes in only through
//! [`neutral`](super::neutral), and the templates escape it once more. The policy in the head lets one script run, which
//! is told by its hash.

mod coverage;
mod detail;
mod fix_view;
mod gaps;
mod listing;
mod overview;
mod page;
mod since;
mod words;

use std::io::{self, Write};

use askama::Template as _;

use self::coverage::Coverage;
use self::detail::Detail;
use self::gaps::Gaps;
use self::overview::Overview;
use self::page::{Around, PageView};
use self::since::Since;
use self::words::counted;
use super::context::Context;
use super::trend::Trend;
use crate::engine::RunReport;

/// With more findings than this only their own lines are shown.
const MANY: usize = 2000;
/// Pages behind this many are folded into one line: a browser lays out what it shows, and nobody scrolls past so many.
const FIRST_PAGES: usize = 200;
/// As much of the file as pages with findings may take.
const MAX_PAGES: usize = 17 << 18;
/// As much as the list of examples may take.
const MAX_EXAMPLES: usize = 1 << 20;
/// As much as both may take together.
const MAX_ALL: usize = 33 << 17;

/// What filters and searches.
const SCRIPT: &str = include_str!("../../../templates/report.js");
/// Its SHA-256, in base64.
const SCRIPT_HASH: &str = "FCzMcBFilkpnBLxuBSoPpjOp/7VBJDQPyB3TwXJsrKA=";

#[derive(askama::Template)]
#[template(path = "report.html")]
struct Report<'r> {
    version: &'static str,
    style: &'static str,
    script: &'static str,
    script_hash: &'static str,
    overview: &'r Overview,
    coverage: &'r Coverage,
    gaps: Option<&'r Gaps>,
    since: Option<&'r Since>,
    pages: &'r [String],
    rest: &'r [String],
    rest_count: String,
    found_here: usize,
    left_out: Option<(String, String)>,
    is_dense: bool,
    examples: &'r [String],
    pages_with_examples: String,
    examples_left_out: Option<String>,
}

/// How many findings on how many pages did not fit.
#[derive(Clone, Copy, Default)]
struct LeftOut {
    findings: usize,
    pages: usize,
}

/// Writes one document.
pub(super) fn write(run: &RunReport, context: &Context, out: &mut dyn Write) -> io::Result<()> {
    let overview = Overview::new(run);
    let trend = context.earlier.as_ref().map(|earlier| Trend::of_run(&earlier.findings, run)).transpose()?;
    let new = trend.as_ref().map(Trend::new_places).unwrap_or_default();
    let detail = if overview.found > MANY { Detail::Dense } else { Detail::Full };
    let (pages, left_out) = pages(&overview, Around { run, paths: &context.paths, new: &new, detail })?;
    let since = trend.as_ref().zip(context.earlier.as_ref());
    let since = since.map(|(trend, earlier)| Since::new(&earlier.name, trend));
    let coverage = Coverage::new(run);
    let gaps = run.coverage.as_ref().map(Gaps::new).filter(|gaps| !gaps.counts.is_empty());
    let mut examples = Vec::new();
    let mut room = MAX_ALL.saturating_sub(pages.iter().map(String::len).sum()).min(MAX_EXAMPLES);
    for page in &run.pages {
        let text = coverage::page(page).render().map_err(io::Error::other)?;
        if text.len() > room {
            break;
        }
        room -= text.len();
        examples.push(text);
    }
    let (first, rest) = pages.split_at(pages.len().min(FIRST_PAGES));
    let report = Report {
        version: env!("CARGO_PKG_VERSION"),
        style: include_str!("../../../templates/report.css"),
        script: SCRIPT,
        script_hash: SCRIPT_HASH,
        overview: &overview,
        coverage: &coverage,
        gaps: gaps.as_ref(),
        since: since.as_ref(),
        pages: first,
        rest,
        rest_count: counted(rest.len(), "more page"),
        found_here: overview.found - left_out.findings,
        left_out: (left_out.pages > 0)
            .then(|| (counted(left_out.findings, "finding"), counted(left_out.pages, "page"))),
        is_dense: detail == Detail::Dense,
        examples_left_out: Some(run.pages.len() - examples.len())
            .filter(|more| *more > 0)
            .map(|more| counted(more, "more page")),
        pages_with_examples: counted(examples.len(), "page"),
        examples: &examples,
    };
    report.write_into(&mut Adapter(out)).map_err(io::Error::other)
}

/// The pages with findings by path. Where not all of them fit, the worst do.
fn pages(overview: &Overview, around: Around<'_>) -> io::Result<(Vec<String>, LeftOut)> {
    let run = around.run;
    let mut order: Vec<usize> = (0..run.files.len()).collect();
    order.sort_by_cached_key(|at| std::cmp::Reverse(page::weight(&run.files[*at])));
    let mut shown: Vec<(usize, String)> = Vec::new();
    let mut room = MAX_PAGES;
    let mut left_out = LeftOut::default();
    for at in order {
        let file = &run.files[at];
        if room > 0 {
            let folder = overview.folder_of(file.source.path());
            let text = PageView::new(at, file, folder, around).render().map_err(io::Error::other)?;
            if text.len() <= room {
                room -= text.len();
                shown.push((at, text));
                continue;
            }
            room = 0;
        }
        left_out.pages += 1;
        left_out.findings += file.findings.len();
    }
    shown.sort_by_key(|(at, _)| *at);
    let pages = shown.into_iter().map(|(_, text)| text).collect();
    Ok((pages, left_out))
}

/// Templates want a writer that is sized.
struct Adapter<'w>(&'w mut dyn Write);

impl Write for Adapter<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.0.flush()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// FIPS 180-4, slow and short: it reads one script.
    #[allow(clippy::cast_sign_loss)]
    fn sha256(text: &[u8]) -> Vec<u8> {
        let primes: Vec<u32> =
            (2..).filter(|n: &u32| (2..*n).all(|divisor| !n.is_multiple_of(divisor))).take(64).collect();
        // The first bits of the fractions of roots of primes.
        let fraction = |root: f64| (root.fract() * 4_294_967_296.0) as u32;
        let constants: Vec<u32> = primes.iter().map(|prime| fraction(f64::from(*prime).cbrt())).collect();
        let mut state: Vec<u32> =
            primes[..8].iter().map(|prime| fraction(f64::from(*prime).sqrt())).collect();
        let mut padded = text.to_vec();
        padded.push(0x80);
        padded.resize(padded.len().next_multiple_of(64) + if padded.len() % 64 > 56 { 64 } else { 0 }, 0);
        let length = padded.len() - 8;
        padded[length..].copy_from_slice(&(text.len() as u64 * 8).to_be_bytes());
        for block in padded.chunks(64) {
            let mut w: Vec<u32> = block
                .chunks(4)
                .map(|word| word.iter().fold(0, |sum, byte| sum << 8 | u32::from(*byte)))
                .collect();
            for at in 16..64 {
                let (early, late) = (w[at - 15], w[at - 2]);
                let one = early.rotate_right(7) ^ early.rotate_right(18) ^ (early >> 3);
                let two = late.rotate_right(17) ^ late.rotate_right(19) ^ (late >> 10);
                w.push(w[at - 16].wrapping_add(one).wrapping_add(w[at - 7]).wrapping_add(two));
            }
            let mut v = state.clone();
            for at in 0..64 {
                let sum = v[4].rotate_right(6) ^ v[4].rotate_right(11) ^ v[4].rotate_right(25);
                let choice = (v[4] & v[5]) ^ (!v[4] & v[6]);
                let one = [v[7], sum, choice, constants[at], w[at]].into_iter().fold(0, u32::wrapping_add);
                let sum = v[0].rotate_right(2) ^ v[0].rotate_right(13) ^ v[0].rotate_right(22);
                let two = sum.wrapping_add((v[0] & v[1]) ^ (v[0] & v[2]) ^ (v[1] & v[2]));
                v.rotate_right(1);
                v[4] = v[4].wrapping_add(one);
                v[0] = one.wrapping_add(two);
            }
            state.iter_mut().zip(&v).for_each(|(state, v)| *state = state.wrapping_add(*v));
        }
        state.iter().flat_map(|word| word.to_be_bytes()).collect()
    }

    fn base64(bytes: &[u8]) -> String {
        const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
        let group = |bytes: &[u8]| {
            let bits =
                bytes.iter().chain([&0; 2]).take(3).fold(0_usize, |sum, byte| sum << 8 | usize::from(*byte));
            let digit = |at: usize| {
                if at > bytes.len() { '=' } else { char::from(DIGITS[bits >> (18 - 6 * at) & 63]) }
            };
            (0..4).map(digit).collect::<String>()
        };
        bytes.chunks(3).map(group).collect()
    }

    #[test]
    fn the_policy_knows_the_script() {
        assert_eq!(base64(&sha256(b"abc")), "ungWv48Bz+pBQUDeXa4iI7ADYaOWF3qctBD/YfIAFa0=");
        assert_eq!(base64(&sha256(SCRIPT.as_bytes())), SCRIPT_HASH, "write this hash into SCRIPT_HASH");
        let report = RunReport::default();
        let mut out = Vec::new();
        write(&report, &Context::default(), &mut out).unwrap();
        let text = String::from_utf8(out).unwrap();
        let script = text.split_once("<script>").and_then(|(_, rest)| rest.split_once("</script>"));
        assert_eq!(script.map(|(script, _)| script), Some(SCRIPT));
        assert!(text.contains("Nothing was found."));
    }
}
