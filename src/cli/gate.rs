//! Which findings count: `--baseline`, `--baseline-ref`, `--changed-since`, `--trusted-ref`.

use std::path::PathBuf;
use std::sync::Arc;

use super::args::{CheckArgs, GateArgs};
use super::{Failure, Given, pages};
use crate::config::{Options, Origin};
use crate::engine::{self, Baseline, Changes, ConfigSource, Git, Project, Request, Revision, Snapshot};

/// What a run is gated by.
#[derive(Debug)]
pub(super) struct Gatekeeper<'a> {
    args: &'a CheckArgs,
    current: PathBuf,
    /// Asked only if some revision is named.
    git: Option<Git>,
    /// The commit that is trusted, with its configuration files.
    trusted: Option<(String, Snapshot)>,
    source: ConfigSource,
    flags: Options,
}

impl<'a> Gatekeeper<'a> {
    pub(super) fn new(args: &'a CheckArgs, given: Given<'_>) -> Result<Self, Failure> {
        let current = pages::current()?;
        let GateArgs { baseline_ref, changed_since, trusted_ref, .. } = &args.gate;
        let named = [
            ("--trusted-ref", trusted_ref),
            ("--changed-since", changed_since),
            ("--baseline-ref", baseline_ref),
        ];
        let git = match named.iter().find(|(_, revision)| revision.is_some()) {
            Some((flag, _)) => Some(Git::open(&current).map_err(usage(flag))?),
            None => None,
        };
        let flags = pages::flags(&args.settings, given);
        let mut flags = pages::with_schemas(&args.input.config, flags, &current, given);
        let mut source = pages::source(&args.input.config, given)?;
        let mut trusted = None;
        if let (Some(git), Some(revision)) = (&git, trusted_ref) {
            let failed = usage("--trusted-ref");
            let commit = git.commit(revision).map_err(&failed)?;
            let snapshot = engine::configuration_at(git, &commit).map_err(&failed)?;
            trusted = Some((commit, snapshot));
            flags.no_inline_config = Some(Origin::Flag("--trusted-ref"));
        }
        if let ConfigSource::File(path) = &mut source {
            *path = current.join(&path);
        }
        Ok(Self { args, current, git, trusted, source, flags })
    }

    /// The configuration of the run.
    pub(super) fn project(&self) -> Result<Project, Failure> {
        let (flags, current) = (self.flags.clone(), self.current.clone());
        let project = match (&self.git, &self.trusted) {
            (Some(git), Some((_, snapshot))) => {
                engine::trusted_project(git, snapshot, &self.source, flags, current)
            }
            _ => Project::new(&self.source, flags, current),
        };
        project.map_err(Failure::Problems)
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
        request: &Request<'_>,
        changes: Option<&Changes>,
    ) -> Result<Option<Baseline>, Failure> {
        if let (Some(git), Some(revision)) = (&self.git, &self.args.gate.baseline_ref) {
            let failed = usage("--baseline-ref");
            let commit = git.commit(revision).map_err(&failed)?;
            let revision = Arc::new(Revision::take(git, &commit, project, changes).map_err(&failed)?);
            let other = if revision.is_redescribed() {
                Some(self.project()?.with_descriptions_of(Arc::clone(&revision)))
            } else {
                None
            };
            let project = other.as_ref().unwrap_or(project);
            return Ok(Some(engine::findings_at(&revision, project, request)));
        }
        let Some(path) = &self.args.gate.baseline else { return Ok(None) };
        let is_inside = |git: &Git| self.current.join(path).starts_with(git.top());
        let read = match (&self.git, &self.trusted) {
            (Some(git), Some((commit, _))) if is_inside(git) => {
                engine::baseline_file_at(git, commit, &self.current, path)
            }
            _ => engine::read_baseline(path),
        };
        read.map(Some).map_err(|message| Failure::Usage(format!("{}: {message}", path.display())))
    }

    /// What is checked, which a change that is not trusted has no say in.
    pub(super) fn request<'r>(&self, request: &Request<'r>, changes: Option<&'r Changes>) -> Request<'r> {
        Request { changes, heeds_git: self.trusted.is_none(), ..*request }
    }
}

fn usage(flag: &str) -> impl Fn(String) -> Failure {
    move |message| Failure::Usage(format!("{flag}: {message}"))
}
