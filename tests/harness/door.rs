//! The door of the library against what the command does: `check_page` on a text, and a run over the same page in a
//! folder with its configuration and its descriptions of the API.

use std::fs;
use std::path::Path;
use std::sync::Arc;

use apiproof::config::{Located, Options, Origin, Settings};
use apiproof::diagnostic::{Diagnostic, Level};
use apiproof::engine::{self, CheckOptions, CheckRequest, ConfigSource, Plan, Progress, Project, check_page};
use apiproof::schema::SchemaSet;
use apiproof::text::SourceFile;

use super::case;
use super::fixture::Case;

/// The rule that holds pages against each other.
const BETWEEN_PAGES: &str = "pairing/duplicate-name";

/// Checks the page of a case both ways.
pub(crate) fn agree_on_case(case: &Case) -> Result<(), String> {
    let folder = tempfile::TempDir::new().map_err(|error| error.to_string())?;
    // A link in the name of the folder for temporary files is none of ours.
    let top = folder.path().canonicalize().map_err(|error| error.to_string())?;
    let write = |name: &str, text: &str| {
        let path = top.join(name);
        let made = path.parent().map_or(Ok(()), fs::create_dir_all);
        made.and_then(|()| fs::write(&path, text)).map_err(|error| error.to_string())
    };
    for (name, block) in &case.schemas {
        write(name, &block.text)?;
    }
    let names: Vec<_> = case.schemas.iter().map(|(name, _)| name).collect();
    write("apiproof.toml", &format!("schemas = {names:?}\n"))?;
    write("page.md", &case.page.text)?;
    let setting = case::setting(case)?;
    agree(&top, &top.join("page.md"), setting.level, Some(&setting.schemas))
}

/// Checks a page both ways at a level; with `schemas`, or else with those that its configuration names.
pub(crate) fn agree(
    current: &Path,
    page: &Path,
    level: Level,
    schemas: Option<&Arc<SchemaSet>>,
) -> Result<(), String> {
    let flags =
        Options { level: Some(Located { text: level, origin: Origin::Default }), ..Options::default() };
    let settings =
        Settings::resolve(&[&flags], &Plan::catalogue()).map_err(|errors| format!("{errors:?}"))?;
    let project = Project::new(&ConfigSource::Nearest, flags, current.to_owned())
        .map_err(|problems| format!("{problems:?}"))?;
    let paths = [page.to_owned()];
    let request = CheckRequest {
        paths: &paths,
        stdin_name: "",
        project: &project,
        affected: None,
        listed: None,
        respect_gitignore: true,
    };
    let report = engine::check(&request, &CheckOptions::default(), &Progress::default());
    if !report.problems.is_empty() {
        return Err(format!("{:?}", report.problems));
    }
    let mut by_command: Vec<Diagnostic> = report.files.into_iter().flat_map(|file| file.findings).collect();
    // Only a run over all pages knows that nothing is left to silence between them.
    by_command.retain(|it| it.rule.id != "suppression/unused" || !it.message.contains(BETWEEN_PAGES));

    let schemas = match schemas {
        Some(schemas) => Arc::clone(schemas),
        None => project.schemas(&project.scope(page.parent().unwrap_or(page)), page).0,
    };
    let bytes = fs::read(page).map_err(|error| error.to_string())?;
    let source = SourceFile::from_bytes(page.to_string_lossy(), bytes);
    let by_door = check_page(&source, &Plan::new(settings).with_schemas(schemas)).findings;

    let line = |it: &Diagnostic| {
        let Diagnostic { rule, severity, message, primary, related, help, note, fix, pointer, level } = it;
        let id = rule.id;
        format!(
            "{id} {severity} {level:?} {message}\n  {primary:?} {related:?} {help:?} {note:?} {fix:?} {pointer:?}\n"
        )
    };
    let lines = |found: &[Diagnostic]| found.iter().map(line).collect::<String>();
    let (by_command, by_door) = (lines(&by_command), lines(&by_door));
    if by_command == by_door {
        Ok(())
    } else {
        Err(format!("the command:\n{by_command}the door:\n{by_door}"))
    }
}
