//! What is done with pages, once their schemas are there.

use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, OnceLock};

use super::schema_loader::Loaded;
use crate::config::{SchemaSources, Settings};
use crate::conformance::Description;
use crate::engine::page::plan::{Plan, built_in};
use crate::engine::run::input::Input;

/// A plan that waits for its schemas.
#[derive(Debug)]
pub(in crate::engine) struct PagePlan {
    settings: Settings,
    pub(super) schemas: Arc<SchemaCell>,
    /// The file of a description that the page is, as shown.
    description: Option<String>,
    /// Whether that description is read for this page: the configuration does not name it.
    is_alone: bool,
    plan: OnceLock<Arc<Plan>>,
}

/// Schemas that are loaded when the first page asks for them.
#[derive(Debug)]
pub(super) struct SchemaCell {
    pub(super) sources: SchemaSources,
    /// Whether somebody has begun to load them.
    claimed: AtomicBool,
    pub(super) loaded: OnceLock<Loaded>,
}

impl SchemaCell {
    pub(super) fn new(sources: SchemaSources) -> Self {
        let loaded = OnceLock::new();
        if sources.is_empty() {
            loaded.get_or_init(|| Loaded::new(built_in()));
        }
        Self { sources, claimed: AtomicBool::new(false), loaded }
    }
}

impl PagePlan {
    pub(super) fn new(settings: Settings, schemas: Arc<SchemaCell>) -> Self {
        Self { settings, schemas, description: None, is_alone: false, plan: OnceLock::new() }
    }

    /// The same for a page that is a file of a description, as shown.
    pub(super) fn for_description(self, file: String, is_alone: bool) -> Self {
        Self { description: Some(file), is_alone, ..self }
    }

    /// The files that a description which is read by itself consists of besides, as far as they hold examples: pages
    /// that come with it.
    pub(in crate::engine) fn parts(&self) -> Vec<(Input, Arc<Plan>)> {
        let Some(file) = self.description.as_ref().filter(|_| self.is_alone) else { return Vec::new() };
        let Some(schemas) = self.schemas.loaded.get().map(|loaded| &loaded.set) else { return Vec::new() };
        let plan = |part: &String| {
            let plan = Plan::new(self.settings.clone()).with_schemas(Arc::clone(schemas));
            Arc::new(plan.for_description(part.clone()))
        };
        let parts = Description::parts(file, schemas);
        parts.iter().map(|part| (Input::File(PathBuf::from(part)), plan(part))).collect()
    }

    /// The plan, if its schemas were loaded.
    pub(in crate::engine) fn ready(&self) -> Option<&Arc<Plan>> {
        let schemas = &self.schemas.loaded.get()?.set;
        let plan = || {
            let plan = Plan::new(self.settings.clone()).with_schemas(Arc::clone(schemas));
            Arc::new(match &self.description {
                Some(file) => plan.for_description(file.clone()),
                None => plan,
            })
        };
        Some(self.plan.get_or_init(plan))
    }

    /// Whether the caller is the first to ask, and so has to load its schemas.
    pub(in crate::engine) fn claim_load(&self) -> bool {
        !self.schemas.claimed.swap(true, Ordering::Relaxed)
    }
}
