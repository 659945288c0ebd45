//! What is done with pages, once their schemas are there.

use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, OnceLock};

use super::schema_loader::Loaded;
use crate::config::{SchemaSources, Settings};
use crate::conformance::Description;
use crate::engine::page::plan::{Plan, built_in};
use crate::engine::run::input::Input;
use crate::schema::SchemaSet;

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
    /// Whether a page is one of the descriptions.
    with_examples: AtomicBool,
    pub(super) loaded: OnceLock<Loaded>,
}

impl SchemaCell {
    pub(super) fn new(sources: SchemaSources) -> Self {
        let loaded = OnceLock::new();
        if sources.is_empty() {
            loaded.get_or_init(|| Loaded::new(built_in()));
        }
        Self { sources, claimed: AtomicBool::new(false), with_examples: AtomicBool::new(false), loaded }
    }

    /// Whether the examples that the descriptions hold will be asked for, as far as is known.
    pub(super) fn with_examples(&self) -> bool {
        self.with_examples.load(Ordering::Relaxed)
    }
}

impl PagePlan {
    pub(super) fn new(settings: Settings, schemas: Arc<SchemaCell>) -> Self {
        Self { settings, schemas, description: None, is_alone: false, plan: OnceLock::new() }
    }

    /// The same for a page that is a file of a description, as shown.
    pub(super) fn for_description(self, file: String, is_alone: bool) -> Self {
        self.schemas.with_examples.store(true, Ordering::Relaxed);
        Self { description: Some(file), is_alone, ..self }
    }

    /// The files that a description which is read by itself consists of besides, as far as they hold examples: pages
    /// that come with it.
    pub(in crate::engine) fn parts(&self) -> Vec<(Input, Arc<Plan>)> {
        let Some(file) = self.description.as_ref().filter(|_| self.is_alone) else { return Vec::new() };
        let Some(schemas) = self.schemas.loaded.get().map(|loaded| &loaded.set) else { return Vec::new() };
        let parts = Description::parts(file, schemas);
        let input = |part: &String| Input::File(PathBuf::from(part));
        parts.iter().map(|part| (input(part), self.plan_for(Some(part), schemas))).collect()
    }

    /// The plan for a page, or for a file of a description.
    fn plan_for(&self, description: Option<&str>, schemas: &Arc<SchemaSet>) -> Arc<Plan> {
        let plan = Plan::new(self.settings.clone()).with_schemas(Arc::clone(schemas));
        Arc::new(match description {
            Some(file) => plan.for_description(file.to_owned()),
            None => plan,
        })
    }

    /// The plan, if its schemas were loaded.
    pub(in crate::engine) fn ready(&self) -> Option<&Arc<Plan>> {
        let schemas = &self.schemas.loaded.get()?.set;
        Some(self.plan.get_or_init(|| self.plan_for(self.description.as_deref(), schemas)))
    }

    /// Whether the caller is the first to ask, and so has to load its schemas.
    pub(in crate::engine) fn claim_load(&self) -> bool {
        !self.schemas.claimed.swap(true, Ordering::Relaxed)
    }
}
