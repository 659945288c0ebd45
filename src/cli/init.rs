//! `apiproof init`.

use std::io::{self, BufWriter, Write as _};
use std::path::{Path, PathBuf};

use super::args::{CiService, InitArgs, Plain};
use super::exit::{CLEAN, Failure};
use super::service::repository;
use super::terminal::Choice;
use super::{pages, terminal};
use crate::config::{Draft, FILE_NAME, Options};
use crate::diagnostic::{Problem, ProblemKind};
use crate::engine::{CheckOptions, Checker, ConfigSource, Takeover, detect_project, migrate};
use crate::output;
use crate::system::replace::{make_folder_of, write_new, write_once};
use crate::system::{OsSystem, System as _, exists, is_folder};

/// Looks at the repository and writes a configuration file.
pub(super) fn run(args: &InitArgs) -> Result<u8, Failure> {
    let usage = Failure::Usage;
    let current = pages::current()?;
    let disk = OsSystem::new(current.clone());
    if !is_folder(&disk, &args.folder) {
        return Err(usage(format!("{}: no such folder", args.folder.display())));
    }
    let path = args.folder.join(FILE_NAME);
    let workflow = args.ci.map(|service| workflow(&current, service));
    for path in workflow.iter().map(|(path, _)| path).chain([&path]) {
        if !args.force && !args.dry_run && exists(&disk, path) {
            return Err(usage(format!("{} already exists; use `--force` to overwrite it", shown(path))));
        }
    }
    let mut draft = detect_project(&disk, &args.folder);
    let takeover = taken(args, &draft, &disk)?;
    for glob in &takeover.exclude {
        if !draft.exclude.contains(glob) {
            draft.exclude.push(glob.clone());
        }
    }
    draft.known.clone_from(&takeover.known);
    let text = draft.text();
    let mut out = BufWriter::new(io::stdout().lock());
    if args.dry_run {
        if args.output_format == Plain::Text {
            out.write_all(text.as_bytes())?;
        }
    } else {
        write(&path, &text, args.force)?;
        if let Some((path, text)) = &workflow {
            write(path, text, args.force)?;
        }
    }
    let shown_path = shown(&path);
    match args.output_format {
        Plain::Text => output::takeover_text(&takeover, &mut out)?,
        Plain::Json => output::takeover_json(&takeover, &shown_path, &text, &mut out)?,
    }
    out.flush()?;
    if !args.from.is_empty() && takeover.entries.is_empty() {
        say(
            "nothing of API Doctor's was found: it is told by `api-requirements`, `schemaConfig` and comments on pages",
        );
    }
    if !args.dry_run {
        let paths = [&path].into_iter().chain(workflow.iter().map(|(path, _)| path));
        say(&format!("Wrote {}.", paths.map(|path| shown(path)).collect::<Vec<_>>().join(" and ")));
        first_look(args, workflow.is_some())?;
    }
    Ok(CLEAN)
}

/// Where the workflow of a service belongs, and its text.
fn workflow(current: &Path, service: CiService) -> (PathBuf, &'static str) {
    match service {
        CiService::Github => {
            // The service reads workflows at the top of the repository alone.
            let top = repository(current).filter(|top| top != current).unwrap_or_default();
            (
                top.join(".github/workflows/apiproof.yml"),
                include_str!("../../integrations/github/workflow.yml"),
            )
        }
    }
}

/// Writes a file, and the folders that it is in.
fn write(path: &Path, text: &str, force: bool) -> Result<(), Failure> {
    let written = if force { write_new } else { write_once };
    let written = make_folder_of(path).and_then(|()| written(path, text.as_bytes()));
    written.map_err(|error| Failure::Usage(format!("{}: cannot write it: {error}", shown(path))))
}

/// A path as messages name it.
fn shown(path: &Path) -> String {
    let shown = path.display().to_string();
    shown.strip_prefix("./").unwrap_or(&shown).to_owned()
}

/// Counts what is found under the new configuration, and says what to do about it.
fn first_look(args: &InitArgs, gated: bool) -> Result<(), Failure> {
    let checker = Checker::builder(pages::current()?).build().map_err(Failure::Problems)?;
    let report = checker.check(std::slice::from_ref(&args.folder), &CheckOptions::default());
    pages::report(&report.problems);
    let style = terminal::stderr(Choice::Auto);
    let _ = writeln!(io::stderr(), "{}", output::summary(&report, style));
    let folder = args.folder.display().to_string();
    let paths = if folder == "." { String::new() } else { format!(" {folder}") };
    if gated {
        say(
            "Next: commit what was written and open a pull request: only findings that are new there fail its check.",
        );
    } else if report.files.is_empty() {
        say(&format!("Next: run `apiproof check{paths}` for every pull request."));
    } else {
        say(&format!(
            "Next: `apiproof check{paths}` shows the findings; `apiproof baseline{paths}` accepts them, so that \
             `apiproof check --baseline{paths}` reports only new ones."
        ));
    }
    Ok(())
}

/// What is to be taken over. Pages are checked under the configuration that is about to be written.
fn taken(args: &InitArgs, draft: &Draft, disk: &OsSystem) -> Result<Takeover, Failure> {
    if args.from.is_empty() {
        return Ok(Takeover::default());
    }
    let current = pages::current()?;
    let base = current.join(&args.folder);
    let options = Options::from_toml(FILE_NAME, &base, &draft.text()).unwrap_or_default();
    let builder = Checker::builder(current).config(ConfigSource::Isolated).options(options);
    let checker = builder.build().map_err(Failure::Problems)?;
    let missing = args.from.iter().filter(|path| disk.metadata(path).is_err());
    let missing: Vec<Problem> = missing
        .map(|path| Problem::new(ProblemKind::Path, path.display().to_string(), "no such file or folder"))
        .collect();
    if !missing.is_empty() {
        return Err(Failure::Problems(missing));
    }
    migrate(&args.from, checker.project()).map_err(Failure::Problems)
}

/// A line on standard error that is no complaint.
fn say(message: &str) {
    let _ = writeln!(io::stderr(), "{}", output::neutral::neutral(message));
}
