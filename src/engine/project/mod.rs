//! Which configuration a page is under, and what is to be done with it.
//!
//! The nearest `apiproof.toml` from the page's folder upward counts, no further than the top of its repository, so
//! that a page is checked alike from every working directory. Each folder is looked at once, each file read once,
//! each set of schemas loaded once in a run, and only if some page needs it.

pub(in crate::engine) mod affected;
pub(in crate::engine) mod config_files;
mod descriptions;
mod file_error;
mod layered;
pub(in crate::engine) mod plans;
pub(in crate::engine) mod schema_files;
mod schema_loader;
mod schema_parts;
mod scope;
mod successor;

use std::collections::HashMap;
use std::path::{Component, Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

pub(crate) use affected::Affected;
use config_files::{file_in, is_repository, problems, read_files};
use layered::Layered;
use plans::{PagePlan, SchemaCell};
use schema_loader::{Loaded, load_schemas};
pub(super) use scope::Scope;

use crate::config::{Configuration, Effective, EffectiveRule, Options, Origin, SchemaSources};
use crate::diagnostic::{Problem, ProblemKind};
use crate::engine::page::plan::Plan;
use crate::schema::SchemaSet;
use crate::system::{System, absolute, display_path, is_folder};

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

/// The configuration of all pages of a run, and where they come from.
#[derive(Debug)]
pub(crate) struct Project {
    /// The pages and the descriptions of the API.
    content: Layered,
    /// The configuration files.
    configuration: Layered,
    source: ConfigSource,
    flags: Options,
    /// The scope of every page, unless folders have their own.
    only: Option<Arc<Scope>>,
    folders: Mutex<HashMap<PathBuf, Arc<Scope>>>,
    schemas: Mutex<HashMap<SchemaSources, Arc<SchemaCell>>>,
    problems: Mutex<Vec<Problem>>,
    /// The plans of pages that are descriptions of the API, by absolute path; `None` for files that could be ones.
    descriptions: Mutex<HashMap<PathBuf, Option<Arc<PagePlan>>>>,
}

/// What counts for a page.
#[derive(Clone, Debug)]
pub(crate) struct ShownConfig {
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

/// Locks a mutex, whatever happened to the thread that held it last: what it guards is always whole.
pub(in crate::engine) fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Project {
    /// The project whose pages and descriptions are in `content`, and whose configuration files are in `configuration`;
    /// both are seen from the same folder.
    ///
    /// # Errors
    /// All that is wrong if the flags, or the file that was named, cannot be used.
    pub(crate) fn on(
        source: &ConfigSource,
        flags: Options,
        content: Arc<dyn System>,
        configuration: Arc<dyn System>,
    ) -> Result<Self, Vec<Problem>> {
        let configuration = Layered::Plain(configuration);
        let only = only(source, &flags, configuration.system())?;
        let (folders, schemas, problems, descriptions) = Default::default();
        let content = Layered::Plain(content);
        let source = source.clone();
        Ok(Self { content, configuration, source, flags, only, folders, schemas, problems, descriptions })
    }

    /// Where pages and descriptions come from.
    pub(crate) fn system(&self) -> &dyn System {
        self.content.system()
    }

    /// The working directory.
    pub(crate) fn current(&self) -> &Path {
        self.system().current()
    }

    /// What the pages of a folder are under. `folder` is as given, or absolute.
    pub(crate) fn scope(&self, folder: &Path) -> Arc<Scope> {
        if let Some(only) = &self.only {
            return Arc::clone(only);
        }
        let system = self.configuration.system();
        let folder = absolute(self.current(), folder);
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
            if is_repository(system, ancestor) {
                break;
            }
        }
        for folder in unknown.into_iter().rev() {
            let own = file_in(system, folder).map(|file| Arc::new(self.read(file, scope.take())));
            let known = own.or(scope).unwrap_or_else(|| Arc::new(self.bare()));
            folders.insert(folder.to_owned(), Arc::clone(&known));
            scope = Some(known);
        }
        scope.unwrap_or_else(|| Arc::new(self.bare()))
    }

    fn bare(&self) -> Scope {
        // The flags were checked when the project was made.
        Scope::new(bare(&self.flags, self.current()).ok().map(Arc::new), None, None)
    }

    fn read(&self, file: PathBuf, above: Option<Arc<Scope>>) -> Scope {
        let above = above.filter(|above| above.file.is_some());
        let read = configuration(&file, false, &self.flags, self.configuration.system());
        let read = read.map_err(|errors| lock(&self.problems).extend(errors));
        Scope::new(read.ok().map(Arc::new), Some(file), above)
    }

    /// What is done with a page, by its path as given.
    pub(in crate::engine) fn plan(&self, scope: &Scope, page: &Path) -> Arc<PagePlan> {
        if let Some(plan) = self.description_plan(scope, page) {
            return plan;
        }
        let usual = || Arc::clone(scope.plain.get_or_init(|| Arc::new(self.page_plan(scope, &[]))));
        let Some(configuration) = scope.configuration().filter(|it| it.has_overrides()) else {
            return usual();
        };
        let matched = configuration.matched(&absolute(self.current(), page));
        if matched.is_empty() {
            return usual();
        }
        if let Some(known) = lock(&scope.plans).get(&matched) {
            return Arc::clone(known);
        }
        let plan = Arc::new(self.page_plan(scope, &matched));
        Arc::clone(lock(&scope.plans).entry(matched).or_insert(plan))
    }

    fn page_plan(&self, scope: &Scope, matched: &[u16]) -> PagePlan {
        let settings = scope.configuration().map(|it| it.settings(matched)).unwrap_or_default();
        let schemas = self.schema_cell(&settings.sources);
        PagePlan::new(settings, schemas)
    }

    fn schema_cell(&self, sources: &SchemaSources) -> Arc<SchemaCell> {
        let mut all = lock(&self.schemas);
        let new = |sources: &SchemaSources| Arc::new(SchemaCell::new(sources.clone()));
        Arc::clone(all.entry(sources.clone()).or_insert_with_key(new))
    }

    /// Loads the schemas that these plans wait for. While pages are being checked, only who [claims] may call it: a
    /// thread that waits for its part of the loading takes up other pages, and none of them may wait for the whole.
    ///
    /// [claims]: PagePlan::claim_load
    pub(in crate::engine) fn load<'p>(&self, plans: impl IntoIterator<Item = &'p PagePlan>) {
        for plan in plans {
            self.loaded(plan);
        }
    }

    fn loaded<'p>(&self, plan: &'p PagePlan) -> &'p Loaded {
        let cell = &plan.schemas;
        cell.loaded.get_or_init(|| load_schemas(&cell.sources, cell.with_examples(), self.system()))
    }

    /// The schemas of a page with what is wrong with them.
    pub(crate) fn schemas(&self, scope: &Scope, page: &Path) -> (Arc<SchemaSet>, Vec<Problem>) {
        let plan = self.plan(scope, page);
        let loaded = self.loaded(&plan);
        (Arc::clone(&loaded.set), loaded.problems.clone())
    }

    /// The plan of one page, by its path as given, with its schemas loaded; `None` if its configuration cannot be used.
    pub(crate) fn plan_of(&self, page: &Path) -> Option<Arc<Plan>> {
        let scope = self.scope(page.parent().unwrap_or(page));
        if !scope.is_sound() {
            return None;
        }
        let plan = self.plan(&scope, page);
        self.loaded(&plan);
        plan.ready().cloned()
    }

    /// The text of a page, byte for byte, if it was read among the schemas of its plan; by its path as given.
    pub(in crate::engine) fn text(&self, plan: &PagePlan, page: &Path) -> Option<Arc<str>> {
        let loaded = plan.schemas.loaded.get().filter(|loaded| loaded.has_pages())?;
        // After a symbolic link `..` is not what the words say.
        let is_upward = page.components().any(|part| part == Component::ParentDir);
        (!is_upward).then(|| loaded.page(&absolute(self.current(), page)).cloned()).flatten()
    }

    /// What counts for a page or a folder, by its path as given.
    ///
    /// # Errors
    /// What is wrong with the configuration, if it cannot be used.
    pub(crate) fn show(&self, path: &Path) -> Result<ShownConfig, Vec<Problem>> {
        let folder = if is_folder(self.system(), path) { path } else { path.parent().unwrap_or(path) };
        let scope = self.scope(folder);
        let Some(configuration) = scope.configuration() else { return Err(self.problems()) };
        let matched = configuration.matched(&absolute(self.current(), path));
        let named = |file: &Path| display_path(file.strip_prefix(self.current()).unwrap_or(file));
        Ok(ShownConfig {
            path: display_path(path),
            file: scope.file().map(named),
            excluded: scope.excludes(path, self.current()),
            values: configuration.effective(&matched),
            rules: configuration.effective_rules(&matched),
        })
    }

    /// A line for each override that no page was under, of the configurations whose folders were checked whole.
    pub(crate) fn idle_overrides(&self, checked: &[PathBuf]) -> Vec<Problem> {
        let folders = lock(&self.folders);
        let scopes = folders.values().chain(&self.only);
        let is_whole = |scope: &&Arc<Scope>| {
            let folder = scope.file().and_then(Path::parent);
            folder.is_some_and(|folder| {
                checked.iter().any(|path| folder.starts_with(absolute(self.current(), path)))
            })
        };
        let idle = scopes.filter(is_whole).flat_map(|scope| scope.idle_overrides());
        let message = "this override matches no page";
        let problem = |origin: Origin| Problem::new(ProblemKind::Configuration, origin.to_string(), message);
        let mut problems: Vec<Problem> = idle.map(problem).collect();
        problems.sort_by(|a, b| a.place().cmp(&b.place()));
        problems.dedup();
        problems
    }

    /// What was found to be wrong with configuration files and schemas so far, in order.
    pub(crate) fn problems(&self) -> Vec<Problem> {
        self.gathered(lock(&self.problems).clone(), |loaded| &loaded.problems)
    }

    /// Places of the descriptions of the API that cannot be used, while everything else counts, in order.
    pub(crate) fn warnings(&self) -> Vec<Problem> {
        self.gathered(Vec::new(), |loaded| &loaded.warnings)
    }

    /// Those of all sets of schemas, sorted; two sets may have a file in common.
    fn gathered(&self, mut all: Vec<Problem>, of: fn(&Loaded) -> &[Problem]) -> Vec<Problem> {
        for cell in lock(&self.schemas).values() {
            all.extend(cell.loaded.get().into_iter().flat_map(|loaded| of(loaded).iter().cloned()));
        }
        all.sort_by(|a, b| (a.place(), &a.message).cmp(&(b.place(), &b.message)));
        all.dedup();
        all
    }
}

/// The scope of every page, unless folders have their own.
fn only(
    source: &ConfigSource,
    flags: &Options,
    system: &dyn System,
) -> Result<Option<Arc<Scope>>, Vec<Problem>> {
    let bare = bare(flags, system.current())?;
    let scope = match source {
        ConfigSource::Nearest => return Ok(None),
        ConfigSource::Isolated => Scope::new(Some(Arc::new(bare)), None, None),
        ConfigSource::File(path) => {
            let path = absolute(system.current(), path);
            let configuration = configuration(&path, true, flags, system)?;
            Scope::new(Some(Arc::new(configuration)), Some(path), None)
        }
    };
    Ok(Some(Arc::new(scope)))
}

/// The flags without any file.
fn bare(flags: &Options, current: &Path) -> Result<Configuration, Vec<Problem>> {
    Configuration::new(current, Vec::new(), flags.clone(), Plan::catalogue()).map_err(problems)
}

fn configuration(
    file: &Path,
    named: bool,
    flags: &Options,
    system: &dyn System,
) -> Result<Configuration, Vec<Problem>> {
    let files = read_files(system, file, named)?;
    let folder = file.parent().unwrap_or(file);
    Configuration::new(folder, files, flags.clone(), Plan::catalogue()).map_err(problems)
}
