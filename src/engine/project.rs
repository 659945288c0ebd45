//! Which configuration a page is under, and what is to be done with it.
//!
//! The nearest `apiproof.toml` from the page's folder upward counts, no further than the top of its repository, so
//! that a page is checked alike from every working directory. Each folder is looked at once, each file read once,
//! each set of schemas loaded once in a run, and only if some page needs it.

use std::collections::HashMap;
use std::path::{Component, Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError};

use super::check::{Plan, built_in};
use super::discover::{file_in, is_repository, problems, read_files};
use super::input::{Problem, shown};
use super::paths::absolute;
use super::revision::Revision;
use super::schemas::{Loaded, load_schemas};
use crate::config::{
    Configuration, Effective, EffectiveRule, FILE_NAME, Matched, Options, SchemaSources, Settings,
};
use crate::schema::SchemaSet;

/// Where configuration comes from.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum ConfigSource {
    /// For each page the nearest file.
    #[default]
    Nearest,
    /// This file for all pages.
    File(PathBuf),
    /// No file.
    Isolated,
}

/// Pages that stand in one folder and have the configuration files of another: one is a revision of the other.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Mirror {
    /// The top of the pages, absolute.
    pub(super) pages: PathBuf,
    /// The top of the configuration files, absolute.
    pub(super) configurations: PathBuf,
}

impl Mirror {
    /// Where a configuration file, or a folder that may have one, is read.
    fn read_at(&self, path: &Path) -> PathBuf {
        path.strip_prefix(&self.pages)
            .map_or_else(|_| path.to_owned(), |inside| self.configurations.join(inside))
    }

    /// What a configuration file names counts from the folder where it stands for the pages.
    fn place(&self, options: &mut Options) {
        if let Ok(inside) = options.base.strip_prefix(&self.configurations) {
            options.base = self.pages.join(inside);
        }
        for part in &mut options.overrides {
            self.place(&mut part.options);
        }
    }
}

/// The configuration of all pages of a run.
#[derive(Debug)]
pub struct Project {
    current: PathBuf,
    mirror: Option<Mirror>,
    /// The revision whose descriptions of the API count, unless they are those of the working tree.
    revision: Option<Arc<Revision>>,
    flags: Options,
    /// The scope of every page, unless folders have their own.
    only: Option<Arc<Scope>>,
    folders: Mutex<HashMap<PathBuf, Arc<Scope>>>,
    sets: Mutex<HashMap<SchemaSources, Arc<LazySet>>>,
    problems: Mutex<Vec<Problem>>,
}

/// What counts for a page.
#[derive(Clone, Debug)]
pub struct ShownConfig {
    /// The page or folder, as shown.
    pub path: String,
    /// The nearest configuration file, as shown.
    pub file: Option<String>,
    /// Whether it is left out when a folder is checked.
    pub excluded: bool,
    /// The values.
    pub values: Vec<Effective>,
    /// The rules that run.
    pub rules: Vec<EffectiveRule>,
}

/// The pages under one configuration file.
#[derive(Debug)]
pub struct Scope {
    /// `None` if it cannot be used.
    configuration: Option<Configuration>,
    /// The file, absolute, if there is one.
    file: Option<PathBuf>,
    /// What the folders above are under, if that is another file: it may exclude pages as well.
    above: Option<Arc<Scope>>,
    /// What is done with the pages that are under no override.
    plain: OnceLock<Arc<LazyPlan>>,
    /// What is done with the others.
    plans: Mutex<HashMap<Matched, Arc<LazyPlan>>>,
}

/// A plan that waits for its schemas.
#[derive(Debug)]
pub(super) struct LazyPlan {
    settings: Settings,
    set: Arc<LazySet>,
    plan: OnceLock<Arc<Plan>>,
}

/// Schemas that are loaded when the first page asks for them.
#[derive(Debug)]
struct LazySet {
    sources: SchemaSources,
    /// Whether somebody has begun to load them.
    begun: AtomicBool,
    loaded: OnceLock<Loaded>,
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Project {
    /// The project that is seen from the folder `current`, which is absolute. `flags` lie above every file.
    ///
    /// # Errors
    /// All that is wrong if the flags, or the file that was named, cannot be used.
    pub fn new(source: &ConfigSource, flags: Options, current: PathBuf) -> Result<Self, Vec<Problem>> {
        Self::build(source, flags, current, None)
    }

    /// The same with the configuration files of another folder. A file that is named is the one of that folder.
    pub(super) fn mirrored(
        source: &ConfigSource,
        flags: Options,
        current: PathBuf,
        mirror: Mirror,
    ) -> Result<Self, Vec<Problem>> {
        Self::build(source, flags, current, Some(mirror))
    }

    fn build(
        source: &ConfigSource,
        flags: Options,
        current: PathBuf,
        mirror: Option<Mirror>,
    ) -> Result<Self, Vec<Problem>> {
        let catalogue = Plan::catalogue();
        let bare = Configuration::new(&current, Vec::new(), flags.clone(), catalogue).map_err(problems)?;
        let only = match source {
            ConfigSource::Nearest => None,
            ConfigSource::Isolated => Some(Scope::new(Some(bare), None, None)),
            ConfigSource::File(path) => {
                let path = absolute(&current, path);
                let configuration = configuration(&path, true, &flags, &current, mirror.as_ref())?;
                Some(Scope::new(Some(configuration), Some(path), None))
            }
        };
        let (folders, sets, problems) = Default::default();
        Ok(Self { current, mirror, revision: None, flags, only: only.map(Arc::new), folders, sets, problems })
    }

    /// The same with the descriptions of the API of a revision; for a project that has read none yet.
    #[must_use]
    pub fn with_descriptions_of(self, revision: Arc<Revision>) -> Self {
        Self { revision: Some(revision), ..self }
    }

    /// The working directory.
    pub fn current(&self) -> &Path {
        &self.current
    }

    /// What the pages of a folder are under. `folder` is as given, or absolute.
    pub fn scope(&self, folder: &Path) -> Arc<Scope> {
        if let Some(only) = &self.only {
            return Arc::clone(only);
        }
        let folder = absolute(&self.current, folder);
        let mut folders = lock(&self.folders);
        // Upward to the first folder that is known or has nothing above it, then down again.
        let mut unknown = Vec::new();
        let mut scope = None;
        for ancestor in folder.ancestors() {
            if let Some(known) = folders.get(ancestor) {
                scope = Some(Arc::clone(known));
                break;
            }
            unknown.push(ancestor);
            if is_repository(ancestor) {
                break;
            }
        }
        for folder in unknown.into_iter().rev() {
            let own = self.file_in(folder).map(|file| Arc::new(self.read(file, scope.take())));
            let known = own.or(scope).unwrap_or_else(|| Arc::new(self.bare()));
            folders.insert(folder.to_owned(), Arc::clone(&known));
            scope = Some(known);
        }
        scope.unwrap_or_else(|| Arc::new(self.bare()))
    }

    /// The configuration file of a folder, by the path that it has for the pages.
    fn file_in(&self, folder: &Path) -> Option<PathBuf> {
        let Some(mirror) = &self.mirror else { return file_in(folder) };
        file_in(&mirror.read_at(folder)).map(|_| folder.join(FILE_NAME))
    }

    fn bare(&self) -> Scope {
        // The flags were checked when the project was made.
        let bare = Configuration::new(&self.current, Vec::new(), self.flags.clone(), Plan::catalogue());
        Scope::new(bare.ok(), None, None)
    }

    fn read(&self, file: PathBuf, above: Option<Arc<Scope>>) -> Scope {
        let above = above.filter(|above| above.file.is_some());
        let read = configuration(&file, false, &self.flags, &self.current, self.mirror.as_ref());
        let read = read.map_err(|errors| lock(&self.problems).extend(errors));
        Scope::new(read.ok(), Some(file), above)
    }

    /// What is done with a page, by its path as given.
    pub(super) fn plan(&self, scope: &Scope, page: &Path) -> Arc<LazyPlan> {
        let Some(configuration) = scope.configuration.as_ref().filter(|it| it.has_overrides()) else {
            return Arc::clone(scope.plain.get_or_init(|| Arc::new(self.lazy(scope, &[]))));
        };
        let matched = configuration.matched(&absolute(&self.current, page));
        if matched.is_empty() {
            return Arc::clone(scope.plain.get_or_init(|| Arc::new(self.lazy(scope, &[]))));
        }
        if let Some(plan) = lock(&scope.plans).get(&matched) {
            return Arc::clone(plan);
        }
        let plan = Arc::new(self.lazy(scope, &matched));
        Arc::clone(lock(&scope.plans).entry(matched).or_insert(plan))
    }

    fn lazy(&self, scope: &Scope, matched: &[u16]) -> LazyPlan {
        let settings = scope.configuration.as_ref().map(|it| it.settings(matched)).unwrap_or_default();
        let set = match lock(&self.sets).entry(settings.sources.clone()) {
            std::collections::hash_map::Entry::Occupied(known) => Arc::clone(known.get()),
            std::collections::hash_map::Entry::Vacant(new) => {
                let (begun, loaded) = Default::default();
                let set = LazySet { sources: settings.sources.clone(), begun, loaded };
                if set.sources.is_empty() {
                    set.loaded.get_or_init(|| Loaded::new(built_in()));
                }
                Arc::clone(new.insert(Arc::new(set)))
            }
        };
        LazyPlan { settings, set, plan: OnceLock::new() }
    }

    /// Loads the schemas that these plans wait for. While pages are being checked, only who [begins] may call it: a
    /// thread that waits for its part of the loading takes up other pages, and none of them may wait for the whole.
    ///
    /// [begins]: LazyPlan::begins
    pub(super) fn load<'p>(&self, plans: impl IntoIterator<Item = &'p LazyPlan>) {
        for plan in plans {
            self.loaded(plan);
        }
    }

    fn loaded<'p>(&self, plan: &'p LazyPlan) -> &'p Loaded {
        let revision = self.revision.as_deref();
        plan.set.loaded.get_or_init(|| load_schemas(&plan.set.sources, &self.current, revision))
    }

    /// The schemas of a page with what is wrong with them.
    pub fn schemas(&self, scope: &Scope, page: &Path) -> (Arc<SchemaSet>, Vec<Problem>) {
        let plan = self.plan(scope, page);
        let loaded = self.loaded(&plan);
        (Arc::clone(&loaded.set), loaded.problems.clone())
    }

    /// The text of a page, byte for byte, if it was read among the schemas of its plan; by its path as given.
    pub(super) fn text(&self, plan: &LazyPlan, page: &Path) -> Option<Arc<str>> {
        let loaded = plan.set.loaded.get().filter(|loaded| loaded.has_pages())?;
        // After a symbolic link `..` is not what the words say.
        let is_upward = page.components().any(|part| part == Component::ParentDir);
        (!is_upward).then(|| loaded.page(&absolute(&self.current, page)).cloned()).flatten()
    }

    /// What counts for a page or a folder, by its path as given.
    ///
    /// # Errors
    /// What is wrong with the configuration, if it cannot be used.
    pub fn show(&self, path: &Path) -> Result<ShownConfig, Vec<Problem>> {
        let folder = if path.is_dir() { path } else { path.parent().unwrap_or(path) };
        let scope = self.scope(folder);
        let Some(configuration) = &scope.configuration else { return Err(self.problems()) };
        let matched = configuration.matched(&absolute(&self.current, path));
        let named = |file: &Path| shown(file.strip_prefix(&self.current).unwrap_or(file));
        Ok(ShownConfig {
            path: shown(path),
            file: scope.file.as_deref().map(named),
            excluded: scope.excludes(path, &self.current),
            values: configuration.effective(&matched),
            rules: configuration.effective_rules(&matched),
        })
    }

    /// What was found to be wrong with configuration files and schemas so far, in order.
    pub fn problems(&self) -> Vec<Problem> {
        self.gathered(lock(&self.problems).clone(), |loaded| &loaded.problems)
    }

    /// Places of the descriptions of the API that cannot be used, while everything else counts, in order.
    pub fn warnings(&self) -> Vec<Problem> {
        self.gathered(Vec::new(), |loaded| &loaded.warnings)
    }

    /// Those of all sets of schemas, sorted; two sets may have a file in common.
    fn gathered(&self, mut all: Vec<Problem>, of: fn(&Loaded) -> &[Problem]) -> Vec<Problem> {
        for set in lock(&self.sets).values() {
            all.extend(set.loaded.get().into_iter().flat_map(|loaded| of(loaded).iter().cloned()));
        }
        all.sort_by(|a, b| (a.place(), &a.message).cmp(&(b.place(), &b.message)));
        all.dedup();
        all
    }
}

impl Scope {
    fn new(configuration: Option<Configuration>, file: Option<PathBuf>, above: Option<Arc<Self>>) -> Self {
        Self { configuration, file, above, plain: OnceLock::new(), plans: Mutex::default() }
    }

    /// Whether the configuration can be used.
    pub fn is_sound(&self) -> bool {
        self.configuration.is_some()
    }

    /// The layers of wishes, unless they cannot be used.
    pub fn configuration(&self) -> Option<&Configuration> {
        self.configuration.as_ref()
    }

    /// The configuration file, absolute, if there is one.
    pub fn file(&self) -> Option<&Path> {
        self.file.as_deref()
    }

    /// Whether a folder's check leaves a page out, by its path as given.
    pub(super) fn excludes(&self, page: &Path, current: &Path) -> bool {
        let mut asked = Some(self);
        let mut full = None;
        while let Some(scope) = asked {
            let globs = scope.configuration.as_ref().map(Configuration::exclude);
            if let Some(globs) = globs.filter(|globs| !globs.is_empty())
                && globs.matches(full.get_or_insert_with(|| absolute(current, page)))
            {
                return true;
            }
            asked = scope.above.as_deref();
        }
        false
    }
}

impl LazyPlan {
    /// The plan, if its schemas were loaded.
    pub(super) fn ready(&self) -> Option<&Arc<Plan>> {
        let schemas = &self.set.loaded.get()?.set;
        let plan = || Arc::new(Plan::new(self.settings.clone()).with_schemas(Arc::clone(schemas)));
        Some(self.plan.get_or_init(plan))
    }

    /// Whether the caller is the first to ask, and so has to load its schemas.
    pub(super) fn begins(&self) -> bool {
        !self.set.begun.swap(true, Ordering::Relaxed)
    }
}

fn configuration(
    file: &Path,
    named: bool,
    flags: &Options,
    current: &Path,
    mirror: Option<&Mirror>,
) -> Result<Configuration, Vec<Problem>> {
    let files = match mirror {
        None => read_files(file, named, current)?,
        Some(mirror) => {
            let mut files = read_files(&mirror.read_at(file), named, &mirror.read_at(current))?;
            for options in &mut files {
                mirror.place(options);
            }
            files
        }
    };
    let folder = file.parent().unwrap_or(file);
    Configuration::new(folder, files, flags.clone(), Plan::catalogue()).map_err(problems)
}
