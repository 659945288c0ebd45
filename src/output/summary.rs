//! The last lines of a run for a person: what was checked, what was found, what was left out.

use std::fmt::Write as _;

use colored::Colorize as _;

use crate::engine::Stats;

/// One line: pages, examples and bodies checked, findings, and what was skipped and why.
pub fn summary(stats: &Stats) -> String {
    let mut line = if stats.files == 0 {
        "Checked nothing: no page was read.".bold().to_string()
    } else {
        format!(
            "Checked {}: {}, {}.",
            count(stats.files, "page", "pages"),
            count(stats.examples, "example", "examples"),
            count(stats.json_bodies, "JSON body", "JSON bodies"),
        )
    };
    if stats.json_bodies > 0 {
        let _ = write!(
            line,
            " {} checked against a schema, {} not covered.",
            stats.schema_checked,
            stats.not_covered()
        );
    }
    if stats.files > 0 && stats.examples == 0 {
        line.push_str(" No page holds an example.");
    }
    if stats.files > 0 {
        let _ = write!(line, " {}.", found(stats));
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

fn found(stats: &Stats) -> String {
    let kinds = [
        (stats.errors, count(stats.errors, "error", "errors").bright_red()),
        (stats.warnings, count(stats.warnings, "warning", "warnings").yellow()),
        (stats.infos, count(stats.infos, "info", "infos").bright_blue()),
    ];
    let kinds: Vec<_> =
        kinds.into_iter().filter(|(n, _)| *n > 0).map(|(_, words)| words.bold().to_string()).collect();
    if kinds.is_empty() {
        return "No findings".green().bold().to_string();
    }
    let fixable = if stats.fixable > 0 { format!(" ({} fixable)", stats.fixable) } else { String::new() };
    format!("{}{fixable}", kinds.join(", "))
}

fn count(n: usize, one: &str, many: &str) -> String {
    format!("{n} {}", if n == 1 { one } else { many })
}

/// A table of the number of findings by rule, most first; empty if there are none.
pub fn statistics(stats: &Stats) -> String {
    let mut rows: Vec<_> = stats.by_rule.iter().collect();
    rows.sort_by_key(|(rule, count)| (std::cmp::Reverse(**count), **rule));
    let width = rows.first().map_or(0, |(_, count)| count.to_string().len());
    rows.iter().fold(String::new(), |mut table, (rule, count)| {
        let _ = writeln!(table, "{count:>width$}  {rule}");
        table
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::SkipReason;

    #[test]
    fn says_honestly_what_was_done() {
        colored::control::set_override(false);
        let clean = Stats { files: 1, examples: 2, json_bodies: 1, ..Stats::default() };
        assert_eq!(
            summary(&clean),
            "Checked 1 page: 2 examples, 1 JSON body. 0 checked against a schema, 1 not covered. No findings."
        );
        let skipped = [(SkipReason::SymbolicLink, 1), (SkipReason::TooLarge, 2)].into();
        let busy = Stats { files: 12, errors: 3, warnings: 1, fixable: 2, skipped, ..Stats::default() };
        assert_eq!(
            summary(&busy),
            "Checked 12 pages: 0 examples, 0 JSON bodies. No page holds an example. 3 errors, 1 warning (2 fixable). \
             Skipped 3 (1 symbolic link, 2 too large)."
        );
        assert_eq!(summary(&Stats::default()), "Checked nothing: no page was read.");
    }
}
