//! What `check` and `inspect` share: configuration, pages, threads.

use std::path::{Path, PathBuf};

use super::args::PathArgs;
use super::{Failure, complain, progress};
use crate::config::{Exclude, Located, Options, Origin};
use crate::engine::{self, Problem, Progress, Request};

/// The name of standard input unless `--stdin-filename` gives one.
const STDIN: &str = "<stdin>";

/// The working directory.
pub(super) fn current() -> Result<PathBuf, Failure> {
    std::env::current_dir().map_err(|error| Failure::Usage(format!("the working directory is gone: {error}")))
}

/// The configuration file's wishes, or none.
pub(super) fn file_options(args: &PathArgs, current: &Path) -> Result<Options, Failure> {
    options(args.config.as_deref(), args.isolated, current)
}

/// The wishes of the file that is named, of none, or of the nearest.
pub(super) fn options(config: Option<&Path>, isolated: bool, current: &Path) -> Result<Options, Failure> {
    let path = match config {
        Some(path) => Some(path.to_owned()),
        None if isolated => None,
        None => engine::find_config(current),
    };
    path.map_or(Ok(Options::default()), |path| engine::read_config(&path, current)).map_err(Failure::Usage)
}

/// The descriptions of the API that flags name.
pub(super) fn schema_flags(paths: &[String], current: &Path) -> Options {
    let located = |path: &String| Located { text: path.clone(), origin: Origin::Flag("--schema") };
    Options { schemas: paths.iter().map(located).collect(), base: current.to_owned(), ..Options::default() }
}

/// Finds the pages and does `work` on them with as many threads as asked for, watched by a progress bar.
pub(super) fn on_pages<T: Send>(
    args: &PathArgs,
    current: &Path,
    exclude: &Exclude,
    work: impl FnOnce(&Request<'_>, &Progress) -> T + Send,
) -> Result<T, Failure> {
    let reads_stdin = args.paths.iter().any(|path| path.as_os_str() == "-");
    if args.stdin_filename.is_some() && !reads_stdin {
        return Err(Failure::Usage("`--stdin-filename` names standard input, but no PATH is `-`".to_owned()));
    }
    let jobs = usize::from(args.jobs.unwrap_or(0));
    let pool = rayon::ThreadPoolBuilder::new()
        .num_threads(jobs)
        .build()
        .map_err(|error| Failure::Usage(format!("cannot start {jobs} threads: {error}")))?;
    Ok(progress::shown(|progress| {
        let request = Request {
            paths: &args.paths,
            stdin_name: args.stdin_filename.as_deref().unwrap_or(STDIN),
            current,
            exclude,
        };
        pool.install(|| work(&request, progress))
    }))
}

/// One line for each problem.
pub(super) fn report(problems: &[Problem]) {
    for problem in problems {
        complain(&format!("{}: {}", problem.path, problem.message));
    }
}
