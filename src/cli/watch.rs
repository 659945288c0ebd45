//! `apiproof check --watch`: checks again whenever a page, a description of the API or a configuration file changes.
//!
//! Folders are watched, not files: many editors save by writing another file and renaming it. What did not change of
//! configuration and descriptions is kept from one run to the next.

use std::collections::BTreeSet;
use std::io::{self, IsTerminal as _, Write as _};
use std::path::{Path, PathBuf};
use std::sync::mpsc::{self, Receiver, RecvTimeoutError};
use std::time::Duration;

use notify::{Event, EventKind, RecursiveMode, Watcher as _};

use super::args::CheckArgs;
use super::check::once;
use super::exit::Failure;
use super::gate::RevisionOptions;
use super::given::Given;
use super::message::{caution, hint};
use super::pages;
use super::reports::Reports;
use crate::config::FILE_NAME;
use crate::engine::{Checker, is_description};
use crate::markup::is_page;
use crate::system::{FileChange, exists, is_folder};

/// One save is often several events; what comes within this time belongs together.
const QUIET: Duration = Duration::from_millis(60);
/// What a terminal takes for an order to show an empty screen, its history included.
const CLEAR: &str = "\x1b[2J\x1b[3J\x1b[H";

/// Checks until the process is ended. The code of the last run is never seen.
pub(super) fn run(args: &CheckArgs, given: Given<'_>) -> Result<u8, Failure> {
    if pages::reads_stdin(&args.input) {
        return Err(Failure::Usage("`--watch` cannot be used with standard input".to_owned()));
    }
    let revisions = RevisionOptions::new(args, given)?;
    let mut checker = revisions.checker()?;
    // Watched before the first run, so that no change is lost during it.
    let (events, _watcher) = watch(args, &checker)?;
    loop {
        clear();
        match once(args, Reports::new(args)?, &revisions, &checker) {
            Ok(_) => {}
            // The file that is wrong may be put right.
            Err(Failure::Problems(problems)) => pages::report(&problems),
            Err(failure) => return Err(failure),
        }
        if !args.quiet {
            hint("waiting for changes; press Ctrl+C to stop");
        }
        let paths = next(&events, &outputs(args, checker.folder()))?;
        let changes: Vec<FileChange> = paths.into_iter().map(FileChange::on_disk).collect();
        checker = checker.after(&changes);
    }
}

/// Begins to watch the folders that pages are in, and that of the configuration above them.
fn watch(
    args: &CheckArgs,
    checker: &Checker,
) -> Result<(Receiver<notify::Result<Event>>, notify::RecommendedWatcher), Failure> {
    let failed = |error: notify::Error| Failure::Usage(format!("cannot watch for changes: {error}"));
    let (sender, events) = mpsc::channel();
    let mut watcher = notify::recommended_watcher(sender).map_err(failed)?;
    let (current, system) = (checker.folder(), checker.project().system());
    let mut folders = BTreeSet::from([current.to_owned()]);
    for path in pages::checked(&args.input) {
        let path = current.join(path);
        let folder = if is_folder(system, &path) { Some(path.as_path()) } else { path.parent() };
        folders.extend(folder.filter(|folder| !folder.starts_with(current)).map(Path::to_owned));
    }
    for folder in &folders {
        watcher.watch(folder, RecursiveMode::Recursive).map_err(failed)?;
    }
    for folder in current.ancestors().skip(1).filter(|folder| exists(system, &folder.join(FILE_NAME))).take(1)
    {
        watcher.watch(folder, RecursiveMode::NonRecursive).map_err(failed)?;
    }
    Ok((events, watcher))
}

/// The files that runs write themselves.
fn outputs(args: &CheckArgs, current: &Path) -> Vec<PathBuf> {
    args.output_format.iter().filter_map(|output| Some(current.join(output.file.as_ref()?))).collect()
}

/// Waits for files that matter to change; gives them when it has been quiet for a moment.
fn next(events: &Receiver<notify::Result<Event>>, own: &[PathBuf]) -> Result<BTreeSet<PathBuf>, Failure> {
    let gone = || Failure::Usage("cannot watch for changes any more".to_owned());
    let mut changed = BTreeSet::new();
    loop {
        let event = if changed.is_empty() {
            events.recv().map_err(|_| gone())?
        } else {
            match events.recv_timeout(QUIET) {
                Ok(event) => event,
                Err(RecvTimeoutError::Timeout) => return Ok(changed),
                Err(RecvTimeoutError::Disconnected) => return Err(gone()),
            }
        };
        match event {
            Ok(event) if matches!(event.kind, EventKind::Access(_)) => {}
            Ok(event) => {
                changed.extend(event.paths.into_iter().filter(|path| matters(path) && !own.contains(path)));
            }
            Err(error) => caution(&format!("some changes may have been missed: {error}")),
        }
    }
}

/// Whether a file may be a page, a description or a configuration file, by its name.
fn matters(path: &Path) -> bool {
    let is_hidden = |part: std::path::Component<'_>| part.as_os_str().to_string_lossy() == ".git";
    let is_configuration = path.file_name().is_some_and(|name| name == FILE_NAME || name == ".gitignore");
    !path.components().any(is_hidden) && (is_configuration || is_page(path) || is_description(path))
}

/// Empties the screen, if there is one.
fn clear() {
    let mut stdout = io::stdout();
    if stdout.is_terminal() {
        let _ = stdout.write_all(CLEAR.as_bytes()).and_then(|()| stdout.flush());
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_files_that_can_be_read_matter() {
        for (path, expected) in [
            ("docs/a.md", true),
            ("docs/a.mdx", true),
            ("api/openapi.yaml", true),
            ("apiproof.toml", true),
            ("docs/.a.md.swp", false),
            ("docs/4913", false),
            (".git/index", false),
            (".git/description.md", false),
            ("target/debug/apiproof", false),
        ] {
            assert_eq!(matters(Path::new(path)), expected, "{path}");
        }
    }
}
