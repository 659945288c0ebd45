//! What is done with pages, once their schemas are there.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, OnceLock};

use super::schema_loader::Loaded;
use crate::config::{SchemaSources, Settings};
use crate::engine::page::plan::{Plan, built_in};

/// A plan that waits for its schemas.
#[derive(Debug)]
pub(in crate::engine) struct PagePlan {
    settings: Settings,
    pub(super) schemas: Arc<SchemaCell>,
    /// The file of a description that the page is, as shown.
    description: Option<String>,
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
        Self { settings, schemas, description: None, plan: OnceLock::new() }
    }

    /// The same for a page that is a file of a description, as shown.
    pub(super) fn for_description(self, file: String) -> Self {
        Self { description: Some(file), ..self }
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
