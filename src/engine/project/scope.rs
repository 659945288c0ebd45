//! The pages under one configuration file.

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use super::plans::PagePlan;
use crate::config::{Configuration, Matched, Origin};
use crate::system::absolute;

/// The pages under one configuration file.
#[derive(Debug)]
pub(crate) struct Scope {
    /// `None` if it cannot be used.
    pub(super) configuration: Option<Arc<Configuration>>,
    /// The file, absolute, if there is one.
    pub(super) file: Option<PathBuf>,
    /// What the folders above are under, if that is another file: it may exclude pages as well.
    pub(super) above: Option<Arc<Scope>>,
    /// What is done with the pages that are under no override.
    pub(super) plain: OnceLock<Arc<PagePlan>>,
    /// What is done with the others.
    pub(super) plans: Mutex<HashMap<Matched, Arc<PagePlan>>>,
}

impl Scope {
    pub(super) fn new(
        configuration: Option<Arc<Configuration>>,
        file: Option<PathBuf>,
        above: Option<Arc<Self>>,
    ) -> Self {
        Self { configuration, file, above, plain: OnceLock::new(), plans: Mutex::default() }
    }

    /// Whether the configuration can be used.
    pub(crate) fn is_sound(&self) -> bool {
        self.configuration.is_some()
    }

    /// The configuration layers, unless they cannot be used.
    pub(crate) fn configuration(&self) -> Option<&Configuration> {
        self.configuration.as_deref()
    }

    /// The configuration file, absolute, if there is one.
    pub(crate) fn file(&self) -> Option<&Path> {
        self.file.as_deref()
    }

    /// Where the overrides begin that no page of the run was under.
    pub(super) fn idle_overrides(&self) -> Vec<Origin> {
        let Some(configuration) = self.configuration().filter(|it| it.has_overrides()) else {
            return Vec::new();
        };
        let plans = self.plans.lock().unwrap_or_else(PoisonError::into_inner);
        let matched: Vec<u16> = plans.keys().flat_map(|matched| matched.iter().copied()).collect();
        configuration.without_pages(&matched).cloned().collect()
    }

    /// Whether a folder's check leaves a page out, by its path as given.
    pub(in crate::engine) fn excludes(&self, page: &Path, current: &Path) -> bool {
        let mut asked = Some(self);
        let mut full = None;
        while let Some(scope) = asked {
            let choosy = scope.configuration().filter(|configuration| !configuration.takes_every_page());
            if let Some(configuration) = choosy
                && configuration.leaves_out(full.get_or_insert_with(|| absolute(current, page)))
            {
                return true;
            }
            asked = scope.above.as_deref();
        }
        false
    }
}
