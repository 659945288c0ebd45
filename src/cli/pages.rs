//! What commands share: configuration, pages, threads.

use std::path::{Path, PathBuf};

use super::args::{ConfigArgs, PathArgs, RuleArgs};
use super::{Failure, complain, progress};
use crate::config::{Located, Options, Origin};
use crate::engine::{ConfigSource, Problem, Progress, Project, Request};

/// The name of standard input unless `--stdin-filename` gives one.
const STDIN: &str = "<stdin>";

/// The working directory.
pub(super) fn current() -> Result<PathBuf, Failure> {
    std::env::current_dir().map_err(|error| Failure::Usage(format!("the working directory is gone: {error}")))
}

/// The configuration of a command, with `flags` on top.
pub(super) fn project(args: &ConfigArgs, flags: Options) -> Result<Project, Failure> {
    let current = current()?;
    Project::new(&source(args), with_schemas(args, flags, &current), current).map_err(Failure::Problems)
}

/// Where configuration comes from.
pub(super) fn source(args: &ConfigArgs) -> ConfigSource {
    match &args.config {
        Some(path) => ConfigSource::File(path.clone()),
        None if args.isolated => ConfigSource::Isolated,
        None => ConfigSource::Nearest,
    }
}

/// Flags with the descriptions of the API that others name.
pub(super) fn with_schemas(args: &ConfigArgs, flags: Options, current: &Path) -> Options {
    let located = |path: &String| Located { text: path.clone(), origin: Origin::Flag("--schema") };
    Options { schemas: args.schema.iter().map(located).collect(), base: current.to_owned(), ..flags }
}

/// The rules that flags name.
pub(super) fn rule_flags(args: &RuleArgs) -> Options {
    let words = |list: &[String], flag| {
        let located = |text: &String| Located { text: text.clone(), origin: Origin::Flag(flag) };
        list.iter().map(located).collect()
    };
    Options {
        level: args.level.map(|level| Located { text: level, origin: Origin::Flag("--level") }),
        select: words(&args.select, "--select"),
        ignore: words(&args.ignore, "--ignore"),
        no_inline_config: args.no_inline_config,
        ..Options::default()
    }
}

/// Finds the pages and does `work` on them with as many threads as asked for, watched by a progress bar.
pub(super) fn on_pages<T: Send>(
    args: &PathArgs,
    project: &Project,
    work: impl FnOnce(&Request<'_>, &Progress) -> T + Send,
) -> Result<T, Failure> {
    let reads_stdin = args.paths.iter().any(|path| path.as_os_str() == "-");
    if args.stdin_filename.is_some() && !reads_stdin {
        return Err(Failure::Usage("`--stdin-filename` names standard input, but no PATH is `-`".to_owned()));
    }
    begin(args, project)?;
    let jobs = usize::from(args.jobs.unwrap_or(0));
    let pool = rayon::ThreadPoolBuilder::new()
        .num_threads(jobs)
        .build()
        .map_err(|error| Failure::Usage(format!("cannot start {jobs} threads: {error}")))?;
    Ok(progress::shown(|progress| {
        let stdin_name = args.stdin_filename.as_deref().unwrap_or(STDIN);
        let request = Request { paths: &args.paths, stdin_name, project, changes: None, heeds_git: true };
        pool.install(|| work(&request, progress))
    }))
}

/// Reads the configuration that each path begins under: one that cannot be used is said before any work is done.
fn begin(args: &PathArgs, project: &Project) -> Result<(), Failure> {
    let here = [PathBuf::from(".")];
    for path in if args.paths.is_empty() { &here[..] } else { &args.paths } {
        let folder = if path.is_dir() { path } else { path.parent().unwrap_or(Path::new("")) };
        if !project.scope(folder).is_sound() {
            return Err(Failure::Problems(project.problems()));
        }
    }
    Ok(())
}

/// One line for each problem.
pub(super) fn report(problems: &[Problem]) {
    for problem in problems {
        complain(&format!("{}: {}", problem.path, problem.message));
    }
}
