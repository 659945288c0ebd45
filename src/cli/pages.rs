//! What commands share: configuration, pages, threads.

use std::path::{Path, PathBuf};

use super::args::{ConfigArgs, PathArgs, SettingArgs};
use super::exit::Failure;
use super::given::Given;
use super::message::{caution, complain};
use super::progress;
use crate::config::{Configuration, Located, Options, Origin, RunSettings};
use crate::diagnostic::Level;
use crate::engine::{CheckRequest, Checker, ConfigSource, Problem, Progress, Project, STDIN_NAME};
use crate::system::is_folder;

/// The working directory.
pub(super) fn current() -> Result<PathBuf, Failure> {
    std::env::current_dir().map_err(|error| Failure::Usage(format!("the working directory is gone: {error}")))
}

/// The checker of a command, with `flags` above every configuration file.
pub(super) fn checker(args: &ConfigArgs, flags: Options, given: Given<'_>) -> Result<Checker, Failure> {
    let current = current()?;
    let flags = with_schemas(args, flags, &current, given);
    let builder = Checker::builder(current).config(source(args, given)?).options(flags);
    builder.build().map_err(Failure::Problems)
}

/// Where configuration comes from.
pub(super) fn source(args: &ConfigArgs, given: Given<'_>) -> Result<ConfigSource, Failure> {
    // What was typed goes before the environment.
    let isolated = args.isolated && (given.is_typed("isolated") || !given.is_typed("config"));
    Ok(match &args.config {
        Some(_) if isolated && given.is_typed("config") => {
            return Err(Failure::Usage("`--config` and `--isolated` are not allowed together".to_owned()));
        }
        Some(path) if !isolated => ConfigSource::File(path.clone()),
        _ if isolated => ConfigSource::Isolated,
        _ => ConfigSource::Nearest,
    })
}

/// Flags with the descriptions of the API that others name.
pub(super) fn with_schemas(args: &ConfigArgs, flags: Options, current: &Path, given: Given<'_>) -> Options {
    let origin = given.origin("schema", "--schema", "APIPROOF_SCHEMA");
    Options { schemas: located(&args.schema, &origin), base: current.to_owned(), ..flags }
}

fn located(words: &[String], origin: &Origin) -> Vec<Located> {
    words.iter().map(|text| Located { text: text.clone(), origin: origin.clone() }).collect()
}

/// What flags and environment say about pages.
pub(super) fn flags(args: &SettingArgs, given: Given<'_>) -> Options {
    let level = given.origin("level", "--level", "APIPROOF_LEVEL");
    let select = given.origin("select", "--select", "APIPROOF_SELECT");
    let ignore = given.origin("ignore", "--ignore", "APIPROOF_IGNORE");
    let inline = given.origin("no_inline_config", "--no-inline-config", "APIPROOF_NO_INLINE_CONFIG");
    Options {
        level: args.level.map(|text| Located { text, origin: level }),
        select: located(&args.select, &select),
        ignore: located(&args.ignore, &ignore),
        exclude: located(&args.exclude, &Origin::Flag("--exclude")),
        no_inline_config: args.no_inline_config.then_some(inline),
        ..Options::default()
    }
}

/// Finds the pages and does `work` on them with as many threads as asked for, watched by a progress bar.
pub(super) fn on_pages<T: Send>(
    args: &PathArgs,
    checker: &Checker,
    work: impl FnOnce(&CheckRequest<'_>, &Progress) -> T + Send,
) -> Result<T, Failure> {
    if args.stdin_filename.is_some() && !reads_stdin(args) {
        return Err(Failure::Usage("`--stdin-filename` requires the path `-`".to_owned()));
    }
    begin(args, checker)?;
    let jobs = usize::from(args.jobs.unwrap_or(0));
    let pool = rayon::ThreadPoolBuilder::new()
        .num_threads(jobs)
        .build()
        .map_err(|error| Failure::Usage(format!("cannot start {jobs} threads: {error}")))?;
    let done = progress::shown(|progress| {
        let stdin_name = args.stdin_filename.as_deref().unwrap_or(STDIN_NAME);
        let request =
            CheckRequest { stdin_name, force_exclude: args.force_exclude, ..checker.request(&args.paths) };
        pool.install(|| work(&request, progress))
    });
    warn(checker);
    Ok(done)
}

/// Whether standard input is one of the pages.
pub(super) fn reads_stdin(args: &PathArgs) -> bool {
    args.paths.iter().any(|path| path.as_os_str() == "-")
}

/// Reads the configuration that each path begins under: one that cannot be used is said before any work is done.
fn begin(args: &PathArgs, checker: &Checker) -> Result<(), Failure> {
    let project = checker.project();
    for path in checked(args) {
        if !project.scope(folder(project, &path)).is_sound() {
            return Err(Failure::Problems(project.problems()));
        }
    }
    Ok(())
}

/// The paths of a command; the working directory if there are none.
pub(super) fn checked(args: &PathArgs) -> Vec<PathBuf> {
    if args.paths.is_empty() { vec![PathBuf::from(".")] } else { args.paths.clone() }
}

/// The folder of a path, or the folder that it is.
fn folder<'p>(project: &Project, path: &'p Path) -> &'p Path {
    if is_folder(project.system(), path) { path } else { path.parent().unwrap_or(Path::new("")) }
}

/// The level of the first path.
pub(super) fn level(args: &PathArgs, project: &Project) -> Level {
    let first = checked(args).swap_remove(0);
    let scope = project.scope(folder(project, &first));
    scope.configuration().map(|it| it.settings(&[]).level).unwrap_or_default()
}

/// What counts for the run as a whole: the configuration of its first path says it.
pub(super) fn run_settings(args: &PathArgs, project: &Project) -> RunSettings {
    let first = checked(args).swap_remove(0);
    let scope = project.scope(folder(project, &first));
    scope.configuration().map(Configuration::run).unwrap_or_default()
}

/// One line for each place of a description that could not be used.
pub(super) fn warn(checker: &Checker) {
    for warning in checker.warnings() {
        caution(&format!("{}: {}", warning.path, warning.message));
    }
}

/// One line for each problem.
pub(super) fn report(problems: &[Problem]) {
    for problem in problems {
        complain(&format!("{}: {}", problem.path, problem.message));
    }
}
