//! A look at a repository before anything is configured: where examples are, what describes the API, what nobody
//! writes by hand. Nothing here is checked.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::ControlFlow;
use std::path::Path;
use std::sync::LazyLock;

use regex::Regex;

use crate::config::Draft;
use crate::engine::page::decode::read;
use crate::engine::run::input::Input;
use crate::markup::{is_page, may_hold_examples};
use crate::system::{Entry, FileKind, System, WalkOptions, display_path};

/// How much of a file tells what it is, in bytes.
const HEAD: usize = 4096;
/// The largest description that is looked at, in bytes.
const MAX_DESCRIPTION: usize = 64 << 20;
/// The most files that are looked at.
const MAX_FILES: usize = 200_000;
/// The most schemas without an operation that are worth naming.
const MAX_LOOSE: usize = 3;
/// The most folders that are named.
const MAX_FOLDERS: usize = 4;
/// Names of folders whose pages come from elsewhere.
const GENERATED: [&str; 8] =
    ["snippets", "node_modules", "vendor", "third_party", "_site", "_build", "generated", "dist"];

static RESOURCE: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r#""blockType"\s*:\s*"resource""#).unwrap_or_else(|_| unreachable!("it is constant"))
});
static VERSION: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"^(?:beta|v\d+(?:\.\d+)*)$").unwrap_or_else(|_| unreachable!("it is constant"))
});

/// What a file outside the pages is.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Description {
    Csdl,
    OpenApi,
    JsonSchema,
}

/// What was seen.
#[derive(Default)]
struct Survey {
    pages: usize,
    with_examples: usize,
    /// Folders with pages that have examples: how many, and how many of them define resources.
    folders: BTreeMap<String, (usize, usize)>,
    generated: BTreeSet<String>,
    /// What describes the API, by its path.
    described: Vec<String>,
    loose: Vec<String>,
}

/// Looks at a folder and drafts a configuration for it.
pub(crate) fn detect_project(system: &dyn System, folder: &Path) -> Draft {
    let mut survey = Survey::default();
    let mut left = MAX_FILES;
    // What Git ignores counts: descriptions are often built or fetched.
    system.walk(folder, WalkOptions { respect_gitignore: true, ..WalkOptions::default() }, &mut |entry| {
        left -= 1;
        if let Ok(entry) = entry {
            survey.entry(system, folder, &entry);
        }
        if left == 0 { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
    });
    survey.draft()
}

impl Survey {
    fn entry(&mut self, system: &dyn System, folder: &Path, entry: &Entry) {
        let Ok(inside) = entry.path.strip_prefix(folder) else { return };
        if entry.kind != FileKind::File {
            return;
        }
        let name = display_path(inside);
        if is_page(&entry.path) {
            self.page(system, &entry.path, &name);
            return;
        }
        match description(system, &entry.path) {
            Some(Description::JsonSchema) => self.loose.push(name),
            Some(_) => self.described.push(name),
            None => {}
        }
    }

    fn page(&mut self, system: &dyn System, path: &Path, name: &str) {
        self.pages += 1;
        let folder = name.rsplit_once('/').map_or("", |(folder, _)| folder);
        let parts: Vec<&str> = folder.split('/').collect();
        if let Some(at) = parts.iter().position(|part| GENERATED.contains(part)) {
            self.generated.insert(parts[at].to_owned());
            return;
        }
        let Ok(Some(source)) = read(system, &Input::File(path.to_owned()), may_hold_examples) else {
            return;
        };
        self.with_examples += 1;
        let (examples, resources) = self.folders.entry(folder.to_owned()).or_default();
        *examples += 1;
        *resources += usize::from(RESOURCE.is_match(source.text()));
    }

    fn draft(mut self) -> Draft {
        self.described.sort();
        self.loose.sort();
        // Pages that define resources stand together; one here and there says nothing about a folder.
        let defines = |(folder, (examples, resources)): (&String, &(usize, usize))| {
            (!folder.is_empty() && 2 * resources >= *examples).then(|| folder.clone())
        };
        let resources: Vec<String> = self.folders.iter().filter_map(defines).collect();
        let sources = self.described.iter().chain(&resources);
        let mut by_version: BTreeMap<Option<String>, Vec<String>> = BTreeMap::new();
        for source in sources {
            by_version.entry(self.version_of(source)).or_default().push(source.clone());
        }
        let several = by_version.keys().flatten().count() > 1;
        let mut draft = Draft { seen: self.seen(), ..Draft::default() };
        for (version, sources) in by_version {
            match version {
                Some(folder) if several => draft.versions.push((folder, sources)),
                _ => draft.schemas.extend(sources),
            }
        }
        // An override has its schemas instead of the others.
        for (_, schemas) in &mut draft.versions {
            schemas.extend(draft.schemas.iter().cloned());
        }
        draft.exclude = self.generated.iter().map(|name| format!("**/{name}/**")).collect();
        self.loose.truncate(MAX_LOOSE);
        draft.loose =
            if draft.schemas.is_empty() && draft.versions.is_empty() { self.loose } else { Vec::new() };
        draft
    }

    fn seen(&self) -> Vec<String> {
        let Self { pages, with_examples, .. } = self;
        let folders: BTreeSet<&str> = self.folders.keys().map(|folder| top(folder)).collect();
        let mut folders: Vec<&str> = folders.into_iter().filter(|folder| !folder.is_empty()).collect();
        if folders.len() > MAX_FOLDERS {
            folders.truncate(MAX_FOLDERS);
            folders.push("and others");
        }
        let place = if folders.is_empty() { String::new() } else { format!(", in {}", folders.join(", ")) };
        vec![format!(
            "Seen when it was written: {pages} pages, {with_examples} of which may hold examples{place}."
        )]
    }

    /// The folder with the pages of the version that a path belongs to.
    fn version_of(&self, path: &str) -> Option<String> {
        let name = path.rsplit('/').next().unwrap_or(path);
        let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
        let mut words = path.split('/').chain([stem]).chain(stem.split(['-', '_']));
        let version = words.rfind(|word| VERSION.is_match(word))?;
        // The shortest folder with pages that ends with it.
        let ends = |folder: &String| {
            let mut end = 0;
            folder.split('/').find_map(|part| {
                end += part.len() + 1;
                (part == version).then(|| folder[..end - 1].to_owned())
            })
        };
        self.folders.keys().find_map(ends)
    }
}

/// The first two parts of a folder's path.
fn top(folder: &str) -> &str {
    folder.match_indices('/').nth(1).map_or(folder, |(at, _)| &folder[..at])
}

fn description(system: &dyn System, path: &Path) -> Option<Description> {
    let ending = path.extension()?.to_str()?.to_ascii_lowercase();
    let may_be = matches!(ending.as_str(), "json" | "yaml" | "yml" | "csdl" | "edmx" | "xml");
    if !may_be {
        return None;
    }
    let mut head = String::new();
    let take =
        &mut |bytes: &[u8]| head = String::from_utf8_lossy(&bytes[..bytes.len().min(HEAD)]).into_owned();
    system.read(path, MAX_DESCRIPTION, take).ok()?;
    let text = head.trim_start_matches('\u{feff}').trim_start();
    if text.starts_with('<') {
        let is_csdl = text.contains("Edmx") || text.contains("oasis-open.org/odata/ns/edm");
        return is_csdl.then_some(Description::Csdl);
    }
    let member = |line: &str, name: &str| {
        let line = line.trim_start_matches(['{', ' ', '\t', '"', '\'']);
        line.strip_prefix(name).is_some_and(|rest| rest.trim_start_matches(['"', '\'', ' ']).starts_with(':'))
    };
    if text.lines().take(40).any(|line| member(line, "openapi") || member(line, "swagger")) {
        return Some(Description::OpenApi);
    }
    (text.contains("$schema") && text.contains("json-schema.org/")).then_some(Description::JsonSchema)
}
