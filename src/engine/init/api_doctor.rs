//! Moving from API Doctor: what its configuration files and the suppressions on its pages come to here.
//!
//! Nothing is dropped in silence: every entry gets an answer. Whether a word needs to be taken over is asked of
//! the rules themselves, on a page that holds nothing but the word.

use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

use crate::config::{Known, Located, Options, Origin, Settings};
use crate::diagnostic::Level;
use crate::diagnostic::{Problem, ProblemKind};
use crate::engine::page::check::check_page;
use crate::engine::page::decode::read;
use crate::engine::page::plan::Plan;
use crate::engine::project::Project;
use crate::engine::run::input::Input;
use crate::extract::AnnotationKind;
use crate::extract::ParsedPage;
use crate::markup::is_page;
use crate::markup::markdown;
use crate::syntax::json::{self, JsonTree, NodeId, NodeKind};
use crate::system::{FileKind, WalkOptions, display_path, has_ending, is_folder};
use crate::text::{LocalSpan, SourceFile};

/// What was taken over, and what became of every entry.
#[derive(Debug, Default)]
pub(crate) struct Takeover {
    /// The entries in order.
    pub entries: Vec<TakenEntry>,
    /// Words for `[known]`.
    pub known: Known,
    /// Globs for `exclude`.
    pub exclude: Vec<String>,
}

/// An entry of API Doctor's.
#[derive(Clone, Debug)]
pub(crate) struct TakenEntry {
    /// The file, as shown.
    pub path: String,
    /// 1-based line.
    pub line: u32,
    /// What stands there.
    pub entry: String,
    /// What became of it.
    pub fate: Outcome,
    /// In words.
    pub answer: String,
}

/// What became of an entry.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Outcome {
    /// It stands in the new configuration.
    Kept,
    /// It holds without being said.
    NotNeeded,
    /// Somebody has to do something, or to look.
    ToDo,
    /// It means nothing here.
    Dropped,
}

impl Outcome {
    /// The word that stands for it.
    pub(crate) fn word(self) -> &'static str {
        match self {
            Self::Kept => "kept",
            Self::NotNeeded => "not needed",
            Self::ToDo => "to do",
            Self::Dropped => "dropped",
        }
    }
}

/// Reads configuration files, or folders with such files and with pages. `project` is what pages are checked under.
///
/// # Errors
/// For every path that cannot be read.
pub(crate) fn migrate(paths: &[PathBuf], project: &Project) -> Result<Takeover, Vec<Problem>> {
    let mut takeover = Takeover::default();
    let mut problems = Vec::new();
    for path in paths {
        let system = project.system();
        let mut files = Vec::new();
        if is_folder(system, path) {
            system.walk(
                path,
                WalkOptions { respect_gitignore: true, ..WalkOptions::default() },
                &mut |entry| {
                    let file = entry.ok().filter(|entry| entry.kind == FileKind::File);
                    files.extend(file.map(|entry| entry.path));
                    ControlFlow::Continue(())
                },
            );
        } else {
            files.push(path.clone());
        }
        files.sort();
        for file in files {
            let is_json = has_ending(&file, &[".json"]);
            if !is_page(&file) && !is_json {
                continue;
            }
            match read(system, &Input::File(file.clone()), |text| is_json || text.contains("suppressions")) {
                Ok(Some(source)) if is_json => takeover.settings(&source),
                Ok(Some(source)) => takeover.page(&source, &file, project),
                Ok(None) => {}
                Err(problem) => problems.push(problem),
            }
        }
        if system.metadata(path).is_ok_and(|meta| meta.is_file()) && takeover.entries.is_empty() {
            let message = "holds neither `api-requirements` nor `schemaConfig` nor suppressions".to_owned();
            problems.push(Problem::new(ProblemKind::Path, display_path(path), message));
        }
    }
    if problems.is_empty() { Ok(takeover) } else { Err(problems) }
}

/// A member of an object, by its name whatever its case.
fn member(tree: &JsonTree, text: &str, of: NodeId, name: &str) -> Option<NodeId> {
    tree.children(of).find(|id| tree.name(*id, text).is_some_and(|own| own.eq_ignore_ascii_case(name)))
}

/// The words of a list, or the one word.
fn words<'t>(tree: &JsonTree, text: &'t str, id: NodeId) -> Vec<(&'t str, u32)> {
    let word = |id: NodeId| {
        let node = tree.node(id);
        let written = node.span.of(text).trim_matches(['"', '\'']);
        matches!(node.kind, NodeKind::String).then_some((written, node.span.start))
    };
    match tree.node(id).kind {
        NodeKind::Array => tree.children(id).filter_map(word).collect(),
        _ => word(id).into_iter().collect(),
    }
}

impl Takeover {
    fn add(&mut self, source: &SourceFile, at: u32, entry: String, fate: Outcome, answer: impl Into<String>) {
        let (path, line) = (source.path().to_owned(), source.line(at));
        self.entries.push(TakenEntry { path, line, entry, fate, answer: answer.into() });
    }

    /// Takes over a file of settings, if it is one.
    fn settings(&mut self, source: &SourceFile) {
        let text = source.text();
        let tree = json::parse(text, LocalSpan::new(0, text.len()));
        let Some(root) = tree.root() else { return };
        if let Some(requirements) = member(&tree, text, root, "api-requirements") {
            for id in tree.children(requirements) {
                match tree.name(id, text).unwrap_or_default().to_ascii_lowercase().as_str() {
                    "httprequest" | "httpresponse" => {
                        tree.children(id).for_each(|id| self.requirement(source, &tree, id));
                    }
                    _ => self.requirement(source, &tree, id),
                }
            }
        }
        if let Some(schema) = member(&tree, text, root, "schemaConfig") {
            tree.children(schema).for_each(|id| self.schema_setting(source, &tree, id));
        }
    }

    fn requirement(&mut self, source: &SourceFile, tree: &JsonTree, id: NodeId) {
        let text = source.text();
        let at = tree.node(id).span.start;
        let name = tree.name(id, text).unwrap_or_default();
        let list = words(tree, text, id);
        match name.to_ascii_lowercase().as_str() {
            "httpmethods" => {
                for (word, at) in list {
                    let page =
                        format!("```http\n{word} /v1/parcels HTTP/1.1\nHost: api.parcelo.example\n```\n");
                    let needed = finds("http/unknown-method", &page);
                    self.known_word(source, at, name, word, needed, |known| &mut known.methods);
                }
            }
            "contenttypes" => {
                for (word, at) in list {
                    let page = format!("```http\nHTTP/1.1 200 OK\nContent-Type: {word}\n\n-\n```\n");
                    let needed = finds("http/media-type", &page);
                    self.known_word(source, at, name, word, needed, |known| &mut known.media_types);
                }
            }
            "ignorableproperties" => {
                for (word, at) in list {
                    self.known_word(source, at, name, word, true, |known| &mut known.properties);
                }
            }
            _ => {
                let answer = match name.to_ascii_lowercase().as_str() {
                    "standardheaders" => "every header name is right that RFC 9110 allows",
                    "casesensativeheaders" | "casesensitiveheaders" => {
                        "names of headers have no case (RFC 9110, section 5.1)"
                    }
                    "maxurllength" => "no rule looks at the length of a target",
                    "jsonserialization" => "API Doctor read it and did not use it",
                    _ => "apiproof has nothing like it",
                };
                self.add(source, at, name.to_owned(), Outcome::Dropped, answer);
            }
        }
    }

    fn known_word(
        &mut self,
        source: &SourceFile,
        at: u32,
        name: &str,
        word: &str,
        needed: bool,
        list: fn(&mut Known) -> &mut Vec<String>,
    ) {
        let entry = format!("{name}: {word}");
        if needed {
            self.add(source, at, entry, Outcome::Kept, "moved to `[known]`");
            let list = list(&mut self.known);
            if !list.iter().any(|known| known == word) {
                list.push(word.to_owned());
            }
        } else {
            self.add(source, at, entry, Outcome::NotNeeded, "no rule has anything against it");
        }
    }

    fn schema_setting(&mut self, source: &SourceFile, tree: &JsonTree, id: NodeId) {
        let text = source.text();
        let at = tree.node(id).span.start;
        let name = tree.name(id, text).unwrap_or_default();
        let is = |key: &str| name.eq_ignore_ascii_case(key);
        if is("foldersToSkip") || is("filesToSkip") {
            for (word, at) in words(tree, text, id) {
                let trimmed = word.replace('\\', "/");
                let trimmed = trimmed.trim_matches('/');
                let glob =
                    if is("filesToSkip") { format!("**/{trimmed}") } else { format!("**/{trimmed}/**") };
                self.add(source, at, format!("{name}: {word}"), Outcome::Kept, "moved to `exclude`");
                if !self.exclude.contains(&glob) {
                    self.exclude.push(glob);
                }
            }
            return;
        }
        let (fate, answer) = if is("treatErrorsAsWarningsWorkloads") {
            let answer = "write an `[[override]]` with the `paths` of these pages and a `severity`";
            (Outcome::ToDo, answer)
        } else {
            (Outcome::Dropped, "it is not about examples")
        };
        self.add(source, at, name.to_owned(), fate, answer);
    }

    /// Takes over the suppressions of a page.
    fn page(&mut self, source: &SourceFile, path: &Path, project: &Project) {
        let document = markdown::parse(source.text());
        let page = ParsedPage::read(source, &document);
        let mut found: Option<Vec<&'static str>> = None;
        for annotation in page.annotations.iter().filter(|it| it.kind == AnnotationKind::Page) {
            let Some(field) = annotation.field("suppressions") else { continue };
            for (word, at) in words(&annotation.tree, annotation.text(), field.value) {
                let at = annotation.file_span(LocalSpan { start: at, end: at }).start;
                let plain = word.replace("\\r", " ").replace("\\n", " ");
                let said = plain.split_whitespace().collect::<Vec<_>>().join(" ");
                let (rule, why) = meaning(&said);
                let Some(rule) = rule else {
                    self.add(source, at, said, Outcome::Dropped, why);
                    continue;
                };
                let found = found.get_or_insert_with(|| found_on(source, path, project));
                if found.contains(&rule) {
                    let answer =
                        format!("write `<!-- apiproof-ignore {rule} REASON -->` before the block, or fix it");
                    self.add(source, at, said, Outcome::ToDo, answer);
                } else {
                    let answer = format!("`{rule}` finds nothing on the page: {why}");
                    self.add(source, at, said, Outcome::NotNeeded, answer);
                }
            }
        }
    }
}

/// The rule that says what a message of API Doctor's says, and what there is to say about it.
fn meaning(message: &str) -> (Option<&'static str>, &'static str) {
    let message = message.to_ascii_lowercase();
    let has = |words: &[&str]| words.iter().any(|word| message.contains(word));
    if has(&["potential enum", "enum"]) {
        (None, "apiproof does not take words of a description for members of an enumeration")
    } else if has(&["link", "bookmark"]) {
        (None, "apiproof does not check links")
    } else if has(&["markdown table", "in table", "not described"]) {
        (None, "apiproof takes the table and the block together")
    } else if has(&["undefined", "not defined", "unresolved", "not found", "unknown type", "doesn't exist"]) {
        (Some("schema/unknown-type"), "a type is unknown only where a schema claims to know all")
    } else if has(&["missing propert", "missing required", "was missing", "are missing"]) {
        (Some("schema/missing-property"), "no property is missing that has to be there")
    } else if has(&[
        "undocumented propert",
        "extra propert",
        "additional propert",
        "not expected",
        "unexpected",
    ]) {
        (Some("schema/unknown-property"), "every property is described")
    } else if has(&["type"]) {
        (Some("schema/type-mismatch"), "a type is not guessed from how a number is written")
    } else {
        (None, "no rule says anything like it")
    }
}

/// The rules that find something on a page.
fn found_on(source: &SourceFile, path: &Path, project: &Project) -> Vec<&'static str> {
    let scope = project.scope(path.parent().unwrap_or(path));
    let lazy = project.plan(&scope, path);
    project.load([&*lazy]);
    let Some(plan) = lazy.ready() else { return Vec::new() };
    check_page(source, plan, false).findings.iter().map(|finding| finding.rule.id).collect()
}

/// Whether a rule finds anything on a page of our own, whatever the level.
fn finds(rule: &str, page: &str) -> bool {
    let level = Some(Located { text: Level::Strict, origin: Origin::Default });
    let options = Options { level, ..Options::default() };
    let settings = Settings::resolve(&[&options], &Plan::catalogue()).unwrap_or_default();
    let source = SourceFile::new("page.md", page);
    check_page(&source, &Plan::new(settings), false).findings.iter().any(|finding| finding.rule.id == rule)
}
