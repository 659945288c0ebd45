//! Pages that are descriptions of the API: which files are, and what they are held against.
//!
//! A description is held against itself as it is read among the descriptions of its run: one that the configuration
//! names is read with those, another one by itself.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::plans::PagePlan;
use super::schema_files::{describes, may_be_part};
use super::schema_loader::{MAX_FILE, shown};
use super::scope::Scope;
use super::{Project, lock};
use crate::config::{Located, Origin, SchemaSources};
use crate::extract::Dialect;
use crate::schema::is_description;
use crate::system::{self, absolute};
use crate::text::SourceFile;

impl Project {
    /// Whether the configuration of a scope names a file as a description; by its path as given.
    pub(in crate::engine) fn names_description(&self, scope: &Scope, path: &Path) -> bool {
        may_be_part(path)
            && scope.configuration().is_some_and(|configuration| {
                let path = absolute(self.current(), path);
                let mut layers = configuration.every_layer();
                layers.any(|options| {
                    options
                        .schemas
                        .iter()
                        .any(|word| describes(&self.current().join(&options.base), word, &path))
                })
            })
    }

    /// The plan of a page that is a description; `None` if it is none.
    pub(super) fn description_plan(&self, scope: &Scope, page: &Path) -> Option<Arc<PagePlan>> {
        if !may_be_part(page) {
            return None;
        }
        let path = absolute(self.current(), page);
        if let Some(known) = lock(&self.descriptions).get(&path) {
            return known.clone();
        }
        let plan = self.new_description_plan(scope, &path).map(Arc::new);
        lock(&self.descriptions).entry(path).or_insert(plan).clone()
    }

    fn new_description_plan(&self, scope: &Scope, path: &Path) -> Option<PagePlan> {
        let configuration = scope.configuration()?;
        let mut settings = configuration.settings(&configuration.matched(path));
        if !settings.dialects.has(Dialect::Description) {
            return None;
        }
        let is_alone = !self.names(&settings.sources, path);
        if is_alone {
            let bytes = system::read(self.system(), path, MAX_FILE).ok()?;
            let text = String::from_utf8(bytes).ok()?;
            if !is_description(&SourceFile::new(shown(path, self.current()), text)) {
                return None;
            }
            let word = Located { text: path.to_string_lossy().into_owned(), origin: Origin::Default };
            settings.sources.files.push((PathBuf::new(), word));
        }
        let schemas = self.schema_cell(&settings.sources);
        Some(PagePlan::new(settings, schemas).for_description(shown(path, self.current()), is_alone))
    }

    fn names(&self, sources: &SchemaSources, path: &Path) -> bool {
        sources.files.iter().any(|(base, word)| describes(&self.current().join(base), word, path))
    }
}
