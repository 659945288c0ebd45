//! Which findings count: `--baseline`, `--baseline-ref`, `--changed-since`, `--trusted-ref`.

use std::fmt::Display;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::args::{CheckArgs, GateArgs, PathArgs};
use super::clock::today;
use super::exit::Failure;
use super::given::Given;
use super::{pages, service};
use crate::config::{Options, Origin};
use crate::engine::{
    self, Baseline, Changes, CheckRequest, Checker, ConfigSource, Git, GitTree, Owners, Project, Revision,
    RunInfo,
};
use crate::system::{OsSystem, System};

/// What a run is gated by.
#[derive(Debug)]
pub(super) struct RevisionOptions<'a> {
    args: &'a CheckArgs,
    current: PathBuf,
    disk: Arc<dyn System>,
    /// Asked only if some revision is named.
    git: Option<Arc<Git>>,
    /// The files of the commit that is trusted.
    trusted: Option<Arc<GitTree>>,
    source: ConfigSource,
    flags: Options,
}

impl<'a> RevisionOptions<'a> {
    pub(super) fn new(args: &'a CheckArgs, given: Given<'_>) -> Result<Self, Failure> {
        let current = pages::current()?;
        let disk: Arc<dyn System> = Arc::new(OsSystem::new(current.clone()));
        let GateArgs { baseline_ref, changed_since, trusted_ref, .. } = &args.gate;
        let named = [
            ("--trusted-ref", trusted_ref),
            ("--changed-since", changed_since),
            ("--baseline-ref", baseline_ref),
        ];
        let git = match named.iter().find(|(_, revision)| revision.is_some()) {
            Some((flag, _)) => Some(Arc::new(Git::open(&current).map_err(usage(flag))?)),
            None => None,
        };
        let flags = pages::flags(&args.settings, given);
        let mut flags = pages::with_schemas(&args.input.config, flags, &current, given);
        let mut source = pages::source(&args.input.config, given)?;
        let mut trusted = None;
        if let (Some(git), Some(revision)) = (&git, trusted_ref) {
            let failed = usage("--trusted-ref");
            let commit = git.commit(revision).map_err(&failed)?;
            let tree = GitTree::new(git, &commit).map_err(&failed)?.within(Arc::clone(&disk));
            let is_configuration = |path: &Path| path.extension().is_some_and(|ending| ending == "toml");
            tree.prefetch(is_configuration).map_err(&failed)?;
            trusted = Some(Arc::new(tree));
            flags.no_inline_config = Some(Origin::Flag("--trusted-ref"));
        }
        if let ConfigSource::File(path) = &mut source {
            *path = current.join(&path);
        }
        Ok(Self { args, current, disk, git, trusted, source, flags })
    }

    /// The checker of the run.
    pub(super) fn checker(&self) -> Result<Checker, Failure> {
        let configuration = self.trusted.as_ref().map(|tree| Arc::clone(tree) as Arc<dyn System>);
        let builder = Checker::builder(&self.current).config(self.source.clone());
        let builder = builder.options(self.flags.clone());
        builder.systems(Some(Arc::clone(&self.disk)), configuration).build().map_err(Failure::Problems)
    }

    /// Reads the descriptions that pages here are held against, if Git is waited for anyway.
    pub(super) fn load(&self, project: &Project) {
        if self.args.gate.changed_since.is_some() {
            let here = project.scope(project.current());
            let _ = project.schemas(&here, &self.current.join("page.md"));
        }
    }

    /// What changed, if only that counts.
    pub(super) fn changes(&self, project: &Project) -> Result<Option<Changes>, Failure> {
        let (Some(git), Some(revision)) = (&self.git, &self.args.gate.changed_since) else { return Ok(None) };
        let changes = git
            .commit(revision)
            .and_then(|commit| git.merge_base(&commit))
            .and_then(|base| Changes::since(git, &base, project));
        changes.map(Some).map_err(usage("--changed-since"))
    }

    /// The findings that are accepted.
    pub(super) fn baseline(
        &self,
        project: &Project,
        request: &CheckRequest<'_>,
        changes: Option<&Changes>,
    ) -> Result<Option<Baseline>, Failure> {
        if let (Some(git), Some(revision)) = (&self.git, &self.args.gate.baseline_ref) {
            let failed = usage("--baseline-ref");
            let commit = git.commit(revision).map_err(&failed)?;
            let revision = Revision::take(git, &commit, project, changes).map_err(&failed)?;
            return Ok(Some(engine::findings_at(&revision, request)));
        }
        let Some(path) = &self.baseline_file(project) else { return Ok(None) };
        let failed = |error: &dyn Display| Failure::Usage(format!("{}: {error}", path.display()));
        let is_inside = self.git.as_ref().is_some_and(|git| self.current.join(path).starts_with(git.top()));
        let read = match &self.trusted {
            Some(tree) if is_inside && tree.metadata(path).is_err() => {
                return Err(failed(&"not in the trusted revision; commit it there first"));
            }
            Some(tree) => Baseline::read(&**tree, path),
            None => Baseline::read(&*self.disk, path),
        };
        read.map(Some).map_err(|error| failed(&error))
    }

    /// What was asked for, for the head of reports; with the owners of pages if somebody shows them.
    pub(super) fn info(&self, project: &Project, with_owners: bool) -> RunInfo {
        let gate = &self.args.gate;
        let file = self.baseline_file(project).map(|file| file.display().to_string());
        RunInfo {
            level: pages::level(&self.args.input, project),
            changed_since: gate.changed_since.clone(),
            baseline: gate.baseline_ref.clone().or(file),
            revision: service::revision(&*self.disk),
            date: today(),
            owners: with_owners.then(|| Owners::read(&*self.disk)).flatten(),
        }
    }

    /// The baseline file that was named, or that is configured; seen from the working directory.
    pub(super) fn baseline_file(&self, project: &Project) -> Option<PathBuf> {
        let gate = &self.args.gate;
        if gate.no_baseline || gate.baseline_ref.is_some() {
            return None;
        }
        gate.baseline.clone().or_else(|| configured_baseline(&self.args.input, project))
    }

    /// What is checked, which a change that is not trusted has no say in.
    pub(super) fn request<'r>(
        &self,
        request: &CheckRequest<'r>,
        changes: Option<&'r Changes>,
    ) -> CheckRequest<'r> {
        let affected = changes.map(Changes::affected);
        CheckRequest { affected, respect_gitignore: self.trusted.is_none(), ..*request }
    }
}

/// The configured baseline file as seen from the working directory.
pub(super) fn configured_baseline(args: &PathArgs, project: &Project) -> Option<PathBuf> {
    let file = pages::run_settings(args, project).baseline?;
    let shown = file.strip_prefix(project.current()).map(Path::to_owned);
    Some(shown.unwrap_or(file))
}

fn usage<E: Display>(flag: &str) -> impl Fn(E) -> Failure {
    move |error| Failure::Usage(format!("{flag}: {error}"))
}
