//! The last lines of a run for a person: what was checked, what was found, what was left out.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use colored::{ColoredString, Colorize as _};
use serde::Serialize;

use super::Style;
use super::neutral::neutral;
use super::wrap::wrapped;
use crate::diagnostic::{Applicability, Severity};
use crate::engine::{FileReport, Fixing, RunReport, Stats};

/// Pages, examples and bodies checked, findings, and what was skipped and why: one line, or as many as a terminal needs.
/// Before it, how to have bodies checked against a description, where there is none.
pub(crate) fn summary(report: &RunReport, style: Style) -> String {
    let stats = &report.stats;
    let counts = line(stats, report.info.changed_since.as_deref());
    let counts = wrapped(&counts, style.columns, 0);
    if stats.json_bodies == 0 || stats.has_schemas() {
        return counts.into_owned();
    }
    format!("{}\n{counts}", wrapped(UNDESCRIBED, style.columns, 0))
}

/// What is missing where no description of the API is configured.
const UNDESCRIBED: &str = "Without a description of the API only the syntax of bodies is checked: \
                           set `schemas` in `apiproof.toml`, or pass `--schema PATH`.";

fn line(stats: &Stats, changed_since: Option<&str>) -> String {
    let since =
        changed_since.map_or_else(String::new, |since| format!(" changed since `{}`", neutral(since)));
    let mut line = if stats.files == 0 && stats.partial {
        format!("{}{since}.", "Checked nothing: no page".bold())
    } else if stats.files == 0 {
        "Checked nothing: no page was read.".bold().to_string()
    } else {
        format!(
            "Checked {}{since}: {}, {}.",
            count(stats.files, "page", "pages"),
            count(stats.examples, "example", "examples"),
            count(stats.json_bodies, "JSON body", "JSON bodies"),
        )
    };
    if stats.json_bodies > 0 && stats.has_schemas() {
        let _ = write!(
            line,
            " {} checked against a schema, {} not covered.",
            stats.schema_checked,
            stats.not_covered()
        );
    }
    if stats.too_complex > 0 {
        let _ = write!(line, " {} not checked: too complex.", stats.too_complex);
    }
    if stats.files > 0 && stats.examples == 0 {
        line.push_str(" No page has an example.");
    }
    if stats.unread > 0 {
        let _ = write!(line, " {}.", unread(stats.unread));
    }
    if stats.files > 0 {
        line.push_str(&fixed(stats));
        line.push_str(&ignored(stats));
        let _ = write!(line, " {}.", found(stats));
        line.push_str(&baseline(stats));
    }
    if stats.suppressed > 0 {
        let _ = write!(line, " {} suppressed by comments.", stats.suppressed);
    }
    if stats.files_skipped() > 0 {
        let reasons: Vec<_> = stats.skipped.iter().map(|(reason, count)| reason.words(*count)).collect();
        let _ = write!(line, " Skipped {} ({}).", stats.files_skipped(), reasons.join(", "));
    }
    line
}

/// How many code blocks were seen and not read.
pub(super) fn unread(blocks: usize) -> String {
    let verb = if blocks == 1 { "is" } else { "are" };
    let containers = if blocks == 1 { "a container" } else { "containers" };
    format!("{} in {containers} that {verb} not read", count(blocks, "code block", "code blocks"))
}

/// What was fixed, with the words that lead over to what is left.
fn fixed(stats: &Stats) -> String {
    let Some(fixing) = stats.fixing else { return String::new() };
    let verb = if fixing.write { "Fixed" } else { "Would fix" };
    match stats.fixed {
        0 => format!(" {verb} nothing."),
        fixes => {
            let findings = count(fixes, "finding", "findings").green();
            format!(" {verb} {findings} on {}. Left:", count(stats.fixed_files, "page", "pages"))
        }
    }
}

/// What comments that were written now ignore, with the words that lead over to what is left.
fn ignored(stats: &Stats) -> String {
    match stats.ignored {
        None => String::new(),
        Some(0) => " Added no comments.".to_owned(),
        Some(findings) => {
            let findings = count(findings, "finding", "findings").green();
            let pages = count(stats.ignored_files, "page", "pages");
            format!(" Added comments that ignore {findings} on {pages}. Left:")
        }
    }
}

/// What the baseline had to do with it.
fn baseline(stats: &Stats) -> String {
    let Some(accepted) = stats.baselined else { return String::new() };
    let mut words = format!(" {accepted} accepted by the baseline.");
    if stats.baseline_gone > 0 {
        let _ = write!(words, " {} that it accepts", stats.baseline_gone);
        words.push_str(if stats.baseline_gone == 1 { " is gone." } else { " are gone." });
    }
    words
}

fn found(stats: &Stats) -> String {
    let kinds = [
        (stats.errors, toned(Severity::Error, &count(stats.errors, "error", "errors"))),
        (stats.warnings, toned(Severity::Warning, &count(stats.warnings, "warning", "warnings"))),
        (stats.infos, toned(Severity::Info, &count(stats.infos, "info", "infos"))),
    ];
    let kinds: Vec<_> =
        kinds.into_iter().filter(|(n, _)| *n > 0).map(|(_, words)| words.bold().to_string()).collect();
    if kinds.is_empty() {
        let words = match (stats.fixed + stats.ignored.unwrap_or(0), stats.baselined) {
            (1.., _) => "no findings",
            (0, None) => "No findings",
            (0, Some(_)) => "No new findings",
        };
        return words.green().bold().to_string();
    }
    let (safely, unsafely) = (stats.fixable_safely, stats.fixable_unsafely());
    let fixable = match (stats.fixable, stats.fixing) {
        (0, _) => String::new(),
        (_, None) => format!(" ({})", fixable(safely, unsafely)),
        // Where safe fixes are left their page could not be written, and no flag helps.
        (_, Some(Fixing { least: Applicability::Safe, .. })) if unsafely > 0 => {
            format!(" ({unsafely} fixable with `--unsafe-fixes`)")
        }
        (fixable, _) => format!(" ({fixable} fixable)"),
    };
    format!("{}{fixable}", kinds.join(", "))
}

/// How many findings can be fixed, and by which flag.
pub(super) fn fixable(safely: usize, unsafely: usize) -> String {
    match (safely, unsafely) {
        (_, 0) => format!("{safely} fixable with `--fix`"),
        (0, _) => format!("{unsafely} fixable with `--fix --unsafe-fixes`"),
        _ => format!("{safely} fixable with `--fix`, {unsafely} more with `--unsafe-fixes`"),
    }
}

/// A word in the colour of a severity.
pub(super) fn toned(severity: Severity, word: &str) -> ColoredString {
    match severity {
        Severity::Error => word.bright_red(),
        Severity::Warning => word.yellow(),
        Severity::Info => word.bright_blue(),
    }
}

fn count(n: usize, one: &str, many: &str) -> String {
    format!("{n} {}", if n == 1 { one } else { many })
}

/// Tables of the number of findings, by rule, by folder and by owner if there are any, most first; empty if there are
/// none.
pub(crate) fn statistics(run: &RunReport) -> String {
    let rules = run.stats.by_rule.iter().map(|(rule, count)| ((*rule).to_owned(), *count)).collect();
    let folders =
        by_folder(run).iter().map(|(folder, count)| ((*folder).to_owned(), count.findings)).collect();
    let owners = by_owner(run).unwrap_or_default();
    let owners = owners.iter().map(|(owner, count)| (owner_name(owner).to_owned(), count.findings)).collect();
    let tables = [table("By rule", rules), table("By folder", folders), table("By owner", owners)];
    tables.into_iter().filter(|table| !table.is_empty()).collect::<Vec<_>>().join("\n")
}

fn table(title: &str, mut rows: Vec<(String, usize)>) -> String {
    rows.sort_by(|one, other| other.1.cmp(&one.1).then_with(|| one.0.cmp(&other.0)));
    let Some((_, most)) = rows.first() else { return String::new() };
    let width = most.to_string().len();
    let head = format!("{}\n", format!("{title}:").bold());
    rows.iter().fold(head, |mut table, (name, count)| {
        let _ = writeln!(table, "  {count:>width$}  {}", neutral(name));
        table
    })
}

/// The findings of a folder or of an owner.
#[derive(Clone, Copy, Debug, Default, Serialize)]
pub(super) struct Tally {
    /// Pages that have findings.
    pub(super) pages: usize,
    pub(super) findings: usize,
    pub(super) errors: usize,
    pub(super) warnings: usize,
    pub(super) infos: usize,
}

impl Tally {
    /// Counts a page and what was found on it.
    pub(super) fn add(&mut self, file: &FileReport) {
        self.pages += 1;
        for finding in &file.findings {
            self.findings += 1;
            match finding.severity {
                Severity::Error => self.errors += 1,
                Severity::Warning => self.warnings += 1,
                Severity::Info => self.infos += 1,
            }
        }
    }
}

/// The findings by the folder that their page stands in, without those of folders below it.
pub(super) fn by_folder(run: &RunReport) -> BTreeMap<&str, Tally> {
    let mut folders: BTreeMap<&str, Tally> = BTreeMap::new();
    for file in &run.files {
        let folder = file.source.path().rsplit_once('/').map_or(".", |(folder, _)| folder);
        folders.entry(if folder.is_empty() { "/" } else { folder }).or_default().add(file);
    }
    folders
}

/// The findings by the owner of their page; nobody's are under the empty name. `None` if the repository names no owners.
pub(super) fn by_owner(run: &RunReport) -> Option<BTreeMap<&str, Tally>> {
    let known = run.info.owners.as_ref()?;
    let mut owners: BTreeMap<&str, Tally> = BTreeMap::new();
    for file in &run.files {
        owners.entry(known.of_page(file.source.path())).or_default().add(file);
    }
    Some(owners)
}

/// Owners as they are shown.
pub(super) fn owner_name(owner: &str) -> &str {
    if owner.is_empty() { "nobody" } else { owner }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::SkipReason;

    #[test]
    fn says_honestly_what_was_done() {
        colored::control::set_override(false);
        let clean = Stats { files: 1, examples: 2, json_bodies: 1, ..Stats::default() };
        assert_eq!(line(&clean, None), "Checked 1 page: 2 examples, 1 JSON body. No findings.");
        let described = Stats { described: true, ..clean.clone() };
        assert_eq!(
            line(&described, Some("main")),
            "Checked 1 page changed since `main`: 2 examples, 1 JSON body. 0 checked against a schema, 1 not covered. \
             No findings."
        );
        let skipped = [(SkipReason::SymbolicLink, 1), (SkipReason::TooLarge, 2)].into();
        let busy = Stats {
            files: 12,
            errors: 3,
            warnings: 1,
            fixable: 2,
            fixable_safely: 1,
            skipped,
            ..Stats::default()
        };
        assert_eq!(
            line(&busy, None),
            "Checked 12 pages: 0 examples, 0 JSON bodies. No page has an example. 3 errors, 1 warning (1 fixable with \
             `--fix`, 1 more with `--unsafe-fixes`). Skipped 3 (1 symbolic link, 2 too large)."
        );
        assert_eq!(fixable(0, 3), "3 fixable with `--fix --unsafe-fixes`");
        let fixing = Some(Fixing { least: Applicability::Safe, write: true });
        let mended = Stats { files: 1, examples: 1, fixed: 3, fixed_files: 1, fixing, ..Stats::default() };
        assert_eq!(
            line(&mended, None),
            "Checked 1 page: 1 example, 0 JSON bodies. Fixed 3 findings on 1 page. Left: no findings."
        );
        let rest = Stats { fixable: 1, errors: 1, fixed: 0, fixed_files: 0, ..mended };
        assert_eq!(
            line(&rest, None),
            "Checked 1 page: 1 example, 0 JSON bodies. Fixed nothing. 1 error (1 fixable with `--unsafe-fixes`)."
        );
        let unwritten = Stats { fixable_safely: 1, ..rest.clone() };
        assert!(
            line(&unwritten, None).ends_with(" Fixed nothing. 1 error (1 fixable)."),
            "{}",
            line(&unwritten, None)
        );
        let gated =
            Stats { files: 1, examples: 1, baselined: Some(12), baseline_gone: 1, ..Stats::default() };
        assert_eq!(
            line(&gated, None),
            "Checked 1 page: 1 example, 0 JSON bodies. No new findings. 12 accepted by the baseline. 1 that it \
             accepts is gone."
        );
        assert_eq!(line(&Stats::default(), None), "Checked nothing: no page was read.");
        let unchanged = Stats { partial: true, ..Stats::default() };
        assert_eq!(line(&unchanged, Some("main")), "Checked nothing: no page changed since `main`.");
    }
}
