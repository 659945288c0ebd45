//! A project after some files changed: what the change does not touch is shared with the one before.
//!
//! Both stay usable: whoever still checks pages with the old one sees the old files.

use std::collections::{BTreeSet, HashMap};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};

use super::plans::SchemaCell;
use super::schema_files::{binds, describes};
use super::scope::Scope;
use super::{Affected, Project, lock, only};
use crate::config::SchemaSources;
use crate::system::{FileChange, absolute};

impl Project {
    /// The project after these changes, with what has to be checked again. Configuration files that were read and
    /// schemas that were loaded are kept unless they changed.
    #[must_use]
    pub(crate) fn after(&self, changes: &[FileChange]) -> (Self, Affected) {
        let affected =
            self.affected(changes.iter().map(|change| absolute(self.current(), &change.path)).collect());
        let (content, configuration) = (self.content.with(changes), self.configuration.with(changes));
        let mut next = Self {
            content,
            configuration,
            source: self.source.clone(),
            flags: self.flags.clone(),
            only: None,
            folders: Mutex::default(),
            schemas: Mutex::new(self.untouched_schemas(&affected)),
            problems: Mutex::default(),
            descriptions: Mutex::default(),
        };
        if affected.is_reconfigured() {
            match only(&next.source, &next.flags, next.configuration.system()) {
                Ok(only) => next.only = only,
                Err(problems) => {
                    *lock(&next.problems) = problems;
                    next.only =
                        self.only.as_ref().map(|only| Arc::new(Scope::new(None, only.file.clone(), None)));
                }
            }
        } else {
            lock(&next.problems).clone_from(&lock(&self.problems));
            let mut renewed = Renewed { affected: &affected, scopes: HashMap::new() };
            let only = self.only.as_ref().map(|only| renewed.scope(only));
            let folders: HashMap<PathBuf, Arc<Scope>> = lock(&self.folders)
                .iter()
                .map(|(folder, scope)| (folder.clone(), renewed.scope(scope)))
                .collect();
            next.folders = Mutex::new(folders);
            next.only = only;
        }
        (next, affected)
    }

    /// What follows from changes to these files, by their absolute paths, for the pages whose configuration was read.
    fn affected(&self, files: BTreeSet<PathBuf>) -> Affected {
        let mut affected = Affected::new(files);
        let folders = lock(&self.folders);
        for scope in self.only.iter().chain(folders.values()) {
            affected.look_at(scope);
        }
        affected
    }

    /// The schemas that no changed file is a source of.
    fn untouched_schemas(&self, affected: &Affected) -> HashMap<SchemaSources, Arc<SchemaCell>> {
        let cells = lock(&self.schemas);
        let kept = cells.iter().filter(|(sources, _)| !affected.files().any(|file| is_source(sources, file)));
        kept.map(|(sources, cell)| (sources.clone(), Arc::clone(cell))).collect()
    }
}

fn is_source(sources: &SchemaSources, file: &Path) -> bool {
    sources.files.iter().any(|(base, word)| describes(base, word, file))
        || sources.binds.iter().any(|(base, bind)| binds(base, bind, file))
}

/// Scopes on their way to the next project.
struct Renewed<'r> {
    affected: &'r Affected,
    /// By the address of the old ones: many folders have one.
    scopes: HashMap<*const Scope, Arc<Scope>>,
}

impl Renewed<'_> {
    /// The same scope; a new one with the same configuration if the descriptions of its pages changed. A scope remembers
    /// its plans, those included that will only be made later, by whichever project.
    fn scope(&mut self, scope: &Arc<Scope>) -> Arc<Scope> {
        let key = Arc::as_ptr(scope);
        if let Some(known) = self.scopes.get(&key) {
            return Arc::clone(known);
        }
        let above = scope.above.as_ref().map(|above| self.scope(above));
        let is_above_kept = match (&above, &scope.above) {
            (Some(new), Some(old)) => Arc::ptr_eq(new, old),
            _ => true,
        };
        let renewed = if is_above_kept && !self.affected.is_redescribed(scope) {
            Arc::clone(scope)
        } else {
            Arc::new(Scope::new(scope.configuration.clone(), scope.file.clone(), above))
        };
        self.scopes.insert(key, Arc::clone(&renewed));
        renewed
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::Options;
    use crate::engine::page::check::check_page;
    use crate::engine::project::ConfigSource;
    use crate::system::MemorySystem;
    use crate::text::SourceFile;

    const SCHEMA: &str = r#"{ "$schema": "https://json-schema.org/draft/2020-12/schema", "title": "parcel",
        "type": "object", "properties": { "id": { "type": "string" } }, "additionalProperties": false }"#;
    const PAGE: &str = "<!-- { \"blockType\": \"response\", \"@odata.type\": \"parcel\" } -->\n```http\nHTTP/1.1 200 OK\n\
                        Content-Type: application/json\n\n{ \"id\": \"p-1\", \"van\": 1 }\n```\n";

    fn project() -> Project {
        project_with("schemas = [\"parcel.json\"]\nignore = [\"pairing\"]\n")
    }

    fn project_with(configuration: &str) -> Project {
        let system = MemorySystem::new("/docs".into())
            .with(".git/HEAD", "")
            .with("apiproof.toml", "")
            .with("api/apiproof.toml", configuration)
            .with("api/parcel.json", SCHEMA)
            .with("api/a.md", PAGE)
            .with("b.md", PAGE);
        let system = Arc::new(system);
        let flags = Options::default();
        Project::on(&ConfigSource::Nearest, flags, Arc::clone(&system) as _, system).unwrap()
    }

    fn rules(project: &Project, page: &str) -> Vec<&'static str> {
        let page = Path::new(page);
        let text = crate::system::read(project.system(), page, 1 << 20).unwrap();
        let source = SourceFile::from_bytes(page.to_string_lossy(), text);
        let found = check_page(&source, &project.plan_of(page).unwrap(), false).findings;
        found.iter().map(|finding| finding.rule.id).collect()
    }

    fn is_affected(project: &Project, affected: &Affected, page: &str) -> bool {
        let page = Path::new(page);
        affected.concerns(page, &project.scope(page.parent().unwrap()))
    }

    fn same_schemas(one: &Project, other: &Project, page: &str) -> bool {
        let plan = |project: &Project| project.plan_of(Path::new(page)).unwrap();
        Arc::ptr_eq(plan(one).schemas(), plan(other).schemas())
    }

    #[test]
    fn an_open_buffer_counts_instead_of_its_file() {
        let before = project();
        assert_eq!(rules(&before, "/docs/api/a.md"), ["schema/unknown-property"]);
        let edited = PAGE.replace(", \"van\": 1", ",");
        let (after, affected) = before.after(&[FileChange::bytes("api/a.md", &edited)]);
        assert_eq!(rules(&after, "/docs/api/a.md"), ["json/trailing-comma"]);
        assert!(
            is_affected(&after, &affected, "/docs/api/a.md") && !is_affected(&after, &affected, "/docs/b.md")
        );
        assert!(same_schemas(&before, &after, "/docs/api/a.md"), "nothing is loaded again");
        let (closed, _) = after.after(&[FileChange::on_disk("api/a.md")]);
        assert_eq!(rules(&closed, "/docs/api/a.md"), ["schema/unknown-property"]);
        assert_eq!(
            rules(&before, "/docs/api/a.md"),
            ["schema/unknown-property"],
            "the old one stays as it was"
        );
    }

    #[test]
    fn a_changed_description_affects_the_pages_that_it_is_for() {
        let before = project();
        assert_eq!(rules(&before, "/docs/api/a.md"), ["schema/unknown-property"]);
        rules(&before, "/docs/b.md");
        let schema = SCHEMA.replace("\"id\":", "\"van\": { \"type\": \"integer\" }, \"id\":");
        let (after, affected) = before.after(&[FileChange::bytes("api/parcel.json", schema)]);
        assert!(affected.is_wide() && !affected.is_reconfigured());
        assert!(
            is_affected(&after, &affected, "/docs/api/a.md") && !is_affected(&after, &affected, "/docs/b.md")
        );
        assert!(rules(&after, "/docs/api/a.md").is_empty());
        assert!(
            !same_schemas(&before, &after, "/docs/api/a.md") && same_schemas(&before, &after, "/docs/b.md")
        );
    }

    #[test]
    fn a_part_of_a_description_affects_the_pages_of_the_whole() {
        let before = project();
        before.scope(Path::new("/docs/api"));
        let (after, affected) = before.after(&[FileChange::bytes("api/parts/van.json", "{}")]);
        assert!(
            is_affected(&after, &affected, "/docs/api/a.md") && !is_affected(&after, &affected, "/docs/b.md")
        );
    }

    #[test]
    fn a_part_of_a_bound_schema_affects_the_pages_of_the_binding() {
        let before =
            project_with("[[bind]]\nmethod = \"GET\"\npath = \"/v1/parcels\"\nschema = \"parcel.json\"\n");
        before.plan_of(Path::new("/docs/api/a.md")).unwrap();
        for (changed, counts) in
            [("api/parcel.json", true), ("api/parts/van.json", true), ("van.json", false)]
        {
            let (after, affected) = before.after(&[FileChange::bytes(changed, SCHEMA)]);
            assert_eq!(is_affected(&after, &affected, "/docs/api/a.md"), counts, "{changed}");
            assert_eq!(same_schemas(&before, &after, "/docs/api/a.md"), !counts, "{changed}");
        }
    }

    #[test]
    fn what_the_one_project_loads_first_is_not_the_others() {
        let before = project();
        before.scope(Path::new("/docs/api"));
        let schema = SCHEMA.replace("\"id\":", "\"van\": { \"type\": \"integer\" }, \"id\":");
        let (after, _) = before.after(&[FileChange::bytes("api/parcel.json", schema)]);
        assert!(rules(&after, "/docs/api/a.md").is_empty());
        assert_eq!(rules(&before, "/docs/api/a.md"), ["schema/unknown-property"]);
    }

    #[test]
    fn a_changed_configuration_affects_every_page_and_keeps_the_schemas() {
        let before = project();
        rules(&before, "/docs/api/a.md");
        let text = "schemas = [\"parcel.json\"]\nignore = [\"pairing\", \"schema\"]\n";
        let (after, affected) = before.after(&[FileChange::bytes("api/apiproof.toml", text)]);
        assert!(affected.is_reconfigured() && is_affected(&after, &affected, "/docs/b.md"));
        assert!(rules(&after, "/docs/api/a.md").is_empty());
        let (broken, _) = before.after(&[FileChange::bytes("api/apiproof.toml", "level = 7")]);
        assert!(broken.plan_of(Path::new("/docs/api/a.md")).is_none() && !broken.problems().is_empty());
    }

    #[test]
    fn a_configuration_that_appears_or_goes_counts() {
        let before = project();
        rules(&before, "/docs/api/a.md");
        let (after, affected) = before.after(&[FileChange::removed("api/apiproof.toml")]);
        assert!(affected.is_reconfigured());
        assert!(!rules(&after, "/docs/api/a.md").contains(&"schema/unknown-property"));
    }
}
