//! What pages and descriptions declare and no example shows.

use super::words::{grouped, percent};
use crate::engine::{self, Coverage};
use crate::output::coverage::counts;
use crate::output::neutral;

/// So many pages, types and operations are listed.
const MAX_ROWS: usize = 100;
/// So many gaps of a page, members of a type and statuses of an operation are named.
const MAX_NAMES: usize = 12;
/// As much of a name as is shown, in characters.
const NAME: usize = 100;

pub(super) struct Gaps {
    pub(super) counts: Vec<CountRow>,
    pub(super) lists: [List; 3],
}

pub(super) struct CountRow {
    pub(super) words: &'static str,
    pub(super) shown: String,
    pub(super) declared: String,
    pub(super) percent: String,
    /// In hundredths.
    pub(super) share: usize,
}

/// The worst rows, and how many there are besides.
pub(super) struct List {
    pub(super) title: &'static str,
    /// What is said of each row.
    pub(super) what: &'static str,
    pub(super) all: usize,
    pub(super) rows: Vec<Row>,
    pub(super) more: usize,
}

pub(super) struct Row {
    pub(super) name: String,
    pub(super) missing: Vec<String>,
    /// How much more is not shown.
    pub(super) more: usize,
}

impl Gaps {
    pub(super) fn new(coverage: &Coverage) -> Self {
        let count = |(words, count): (&'static str, engine::Count)| CountRow {
            words,
            shown: grouped(count.shown),
            declared: grouped(count.declared),
            percent: percent(count.shown, count.declared),
            share: count.shown * 100 / count.declared.max(1),
        };
        let pages = coverage.files.iter().map(|file| {
            let gap = |gap: &engine::Gap| format!("{}: {} {}", gap.line, gap.kind, gap.text);
            row(&file.path, file.missing.len(), file.missing.iter().map(gap))
        });
        let types = coverage.types.iter().map(|gaps| {
            let name = format!("{} ({})", gaps.name, gaps.kind);
            row(&name, gaps.missing.len(), gaps.missing.iter().cloned())
        });
        let operations = coverage.operations.iter().map(|operation| {
            let name = format!("{} {}", operation.method, operation.path);
            let missing = operation.missing_statuses.iter().cloned();
            row(name.trim(), operation.missing_statuses.len(), missing)
        });
        Self {
            counts: counts(coverage).map(count).collect(),
            lists: [
                list(("Pages", "Not shown"), coverage.files.len(), pages),
                list(("Types", "Properties not shown"), coverage.types.len(), types),
                list(("Operations", "Statuses not shown"), coverage.operations.len(), operations),
            ],
        }
    }
}

fn list((title, what): (&'static str, &'static str), all: usize, rows: impl Iterator<Item = Row>) -> List {
    List { title, what, all, rows: rows.take(MAX_ROWS).collect(), more: all.saturating_sub(MAX_ROWS) }
}

fn row(name: &str, count: usize, missing: impl Iterator<Item = String>) -> Row {
    let missing: Vec<String> =
        missing.take(MAX_NAMES).map(|text| neutral::message(&text, NAME).into_owned()).collect();
    Row { name: neutral::message(name, NAME).into_owned(), more: count - missing.len(), missing }
}
