//! The door of the library against itself and against the command: a page in memory has the findings that it has in a
//! run over files, and that the command reports.

use std::collections::BTreeMap;
use std::path::Path;
use std::process::Command;

use apiproof::{CheckOptions, Checker, Diagnostic, Level, SourceFile};
use serde_json::Value;

use super::case;
use super::fixture::Case;

/// The rule that holds pages against each other.
const BETWEEN_PAGES: &str = "pairing/duplicate-name";

/// Checks the page of a case both ways.
pub(crate) fn agree_on_case(case: &Case) -> Result<(), String> {
    let setting = case::setting(case)?;
    agree(&setting.checker()?, Path::new(case::PAGE), case.page.text.as_bytes())
}

/// Checks a page in memory and in a run; `content` is what the files of the checker hold.
pub(crate) fn agree(checker: &Checker, page: &Path, content: &[u8]) -> Result<(), String> {
    let report = checker.check(&[page.to_owned()], &CheckOptions::default());
    if !report.problems.is_empty() {
        return Err(format!("{:?}", report.problems));
    }
    let mut in_run: Vec<Diagnostic> = report.files.into_iter().flat_map(|file| file.findings).collect();
    // Only a run over all pages knows that nothing is left to silence between them.
    in_run.retain(|it| it.rule.id != "suppression/unused" || !it.message.contains(BETWEEN_PAGES));
    let in_memory = checker.check_page(page, content).map_err(|problem| format!("{problem:?}"))?;
    let in_memory = in_memory.ok_or("the page is left out")?.report.findings;

    let line = |it: &Diagnostic| {
        let Diagnostic { rule, severity, message, primary, related, help, note, fix, pointer, level } = it;
        let id = rule.id;
        format!(
            "{id} {severity} {level:?} {message}\n  {primary:?} {related:?} {help:?} {note:?} {fix:?} {pointer:?}\n"
        )
    };
    let lines = |found: &[Diagnostic]| found.iter().map(line).collect::<String>();
    same("in a run", &lines(&in_run), "in memory", &lines(&in_memory))
}

/// Runs the command on a folder, and checks the pages at the paths of `pages` through the door.
pub(crate) fn command_agrees(folder: &Path, level: Level, pages: &[(String, Vec<u8>)]) -> Result<(), String> {
    let level_word = level.to_string();
    let mut command = Command::new(env!("CARGO_BIN_EXE_apiproof"));
    command.args(["check", "--output-format", "json", "--level", &level_word, "--ignore", BETWEEN_PAGES]);
    let paths = pages.iter().map(|(path, _)| path);
    let output = command.args(paths).current_dir(folder).output().map_err(|error| error.to_string())?;
    let report: Value = serde_json::from_slice(&output.stdout)
        .map_err(|error| format!("{error}: {}", String::from_utf8_lossy(&output.stderr)))?;
    let mut by_command: BTreeMap<&str, String> = BTreeMap::new();
    for finding in report["diagnostics"].as_array().ok_or("no findings in the report")? {
        let text = |key: &str| finding[key].as_str().unwrap_or_default();
        let line = format!(
            "{}:{} {} {}: {}\n",
            finding["line"],
            finding["column"],
            text("severity"),
            text("rule"),
            text("message")
        );
        by_command.entry(text("path")).or_default().push_str(&line);
    }
    let builder = Checker::builder(folder).level(level).ignore([BETWEEN_PAGES]);
    let checker = builder.build().map_err(|problems| format!("{problems:?}"))?;
    for (path, content) in pages {
        let page = checker.check_page(path, content).map_err(|problem| format!("{problem:?}"))?;
        let page = page.ok_or_else(|| format!("{path} is left out"))?;
        let found = page.report.findings.iter().map(|finding| line(&page.source, finding));
        let reported = by_command.remove(&**path).unwrap_or_default();
        same("the command", &reported, "the door", &found.collect::<String>())
            .map_err(|error| format!("{path}\n{error}"))?;
    }
    Ok(())
}

fn line(source: &SourceFile, finding: &Diagnostic) -> String {
    let at = source.position(finding.primary.span.start);
    let Diagnostic { rule, severity, message, .. } = finding;
    format!("{}:{} {severity} {}: {message}\n", at.line, at.column, rule.id)
}

fn same(one: &str, found: &str, other: &str, also: &str) -> Result<(), String> {
    if found == also { Ok(()) } else { Err(format!("{one}:\n{found}{other}:\n{also}")) }
}
