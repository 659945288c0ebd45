//! Which file of `src` imports what from which other file, as its `use` declarations and paths say.
//!
//! A name counts for the file that defines it: a `pub use` is followed and is no import of its own. Unit tests do not
//! count. This reads text, not Rust; it knows the parts of the language that name other files.

use std::collections::{BTreeMap, BTreeSet};

use super::Module;

/// No chain of re-exports is longer.
const MAX_HOPS: usize = 8;

/// Files, by their paths in `src`, with those that they import from.
pub(super) type Imports = BTreeMap<String, BTreeSet<String>>;

/// One file as a module.
struct File<'m> {
    path: &'m str,
    /// `["extract", "page"]` for `extract/page.rs` and for `extract/page/mod.rs`.
    module: Vec<String>,
    /// Its code without comments, texts and unit tests.
    code: String,
    /// What its `use` declarations name.
    uses: BTreeMap<String, Use>,
    globs: Vec<Vec<String>>,
}

/// A name that a `use` declaration brings into a file.
struct Use {
    /// From the root of the crate.
    target: Vec<String>,
    /// Whether other files may name it through this one.
    is_exported: bool,
}

/// The files, and which of them is which module.
struct Crate<'m> {
    files: Vec<File<'m>>,
    by_module: BTreeMap<Vec<String>, usize>,
}

/// What every file imports.
pub(super) fn imports(modules: &[Module]) -> Imports {
    let is_code = |module: &&Module| module.path != "main.rs" && !module.path.ends_with("tests.rs");
    let in_tests = |module: &&Module| !module.path.contains("/tests/");
    let files: Vec<File<'_>> = modules.iter().filter(is_code).filter(in_tests).map(File::new).collect();
    let by_module = files.iter().enumerate().map(|(at, file)| (file.module.clone(), at)).collect();
    let all = Crate { files, by_module };
    all.files.iter().enumerate().map(|(at, file)| (file.path.to_owned(), all.imports_of(at))).collect()
}

/// The files that import each other in a circle, however long.
pub(super) fn circles(imports: &Imports) -> Vec<Vec<&str>> {
    let reachable = |from: &str| {
        let mut seen: BTreeSet<&str> = BTreeSet::new();
        let mut open: Vec<&str> = imports[from].iter().map(String::as_str).collect();
        while let Some(next) = open.pop() {
            if seen.insert(next) {
                open.extend(imports[next].iter().map(String::as_str));
            }
        }
        seen
    };
    let reach: BTreeMap<&str, BTreeSet<&str>> =
        imports.keys().map(|file| (file.as_str(), reachable(file))).collect();
    let mut circles: Vec<Vec<&str>> = Vec::new();
    for (file, reached) in reach.iter().filter(|(file, reached)| reached.contains(*file)) {
        if circles.iter().all(|circle| !circle.contains(file)) {
            circles.push(reached.iter().copied().filter(|other| reach[other].contains(file)).collect());
        }
    }
    circles
}

impl<'m> File<'m> {
    fn new(module: &'m Module) -> Self {
        let code = production(&plain(&module.text));
        let stem = module.path.trim_end_matches(".rs").trim_end_matches("/mod");
        let path: Vec<String> = stem.split('/').filter(|part| *part != "lib").map(str::to_owned).collect();
        let mut file =
            Self { path: &module.path, module: path, code, uses: BTreeMap::new(), globs: Vec::new() };
        file.read_uses();
        file
    }

    /// Takes the `use` declarations out of the code.
    fn read_uses(&mut self) {
        let mut rest = std::mem::take(&mut self.code);
        let mut kept = String::new();
        while let Some(at) = word(&rest, "use") {
            let Some(end) = rest[at..].find(';') else { break };
            let line = rest[..at].rfind('\n').map_or(0, |end| end + 1);
            let is_exported = rest[line..at].contains("pub");
            let tree = rest[at + "use".len()..at + end].to_owned();
            self.tree(&[], tree.trim(), is_exported);
            kept.push_str(&rest[..at]);
            rest = rest.split_off(at + end + 1);
        }
        self.code = kept + &rest;
    }

    /// Adds what a tree of names in a `use` declaration names.
    fn tree(&mut self, prefix: &[String], tree: &str, is_exported: bool) {
        let (words, list) = match tree.find('{') {
            Some(at) => (&tree[..at], tree[at + 1..].trim_end().strip_suffix('}')),
            None => (tree, None),
        };
        let (path, alias) =
            words.split_once(" as ").map_or((words, None), |(path, name)| (path, Some(name.trim())));
        let mut full = prefix.to_vec();
        full.extend(path.split("::").map(str::trim).filter(|part| !part.is_empty()).map(str::to_owned));
        if let Some(list) = list {
            for inner in top_level(list) {
                self.tree(&full, inner, is_exported);
            }
            return;
        }
        let Some(name) = full.last().cloned() else { return };
        match &*name {
            "*" => self.globs.extend(self.absolute(&full[..full.len() - 1])),
            "self" => self.add(&full[..full.len() - 1], alias, is_exported),
            _ => self.add(&full, alias, is_exported),
        }
    }

    fn add(&mut self, path: &[String], alias: Option<&str>, is_exported: bool) {
        let Some(name) = alias.map(str::to_owned).or_else(|| path.last().cloned()) else { return };
        if let Some(target) = self.absolute(path) {
            self.uses.insert(name, Use { target, is_exported });
        }
    }

    /// A path from the root of the crate; `None` if it leads into another one.
    fn absolute(&self, path: &[String]) -> Option<Vec<String>> {
        let (first, rest) = path.split_first()?;
        match &**first {
            "crate" => Some(rest.to_vec()),
            "self" => Some([&self.module[..], rest].concat()),
            "super" => {
                let up = path.iter().take_while(|part| *part == "super").count();
                let above = self.module.get(..self.module.len().checked_sub(up)?)?;
                Some([above, &path[up..]].concat())
            }
            // A child of this module, or something that was named before; or another crate.
            name if self.uses.contains_key(name) => Some([&self.uses[name].target[..], rest].concat()),
            _ => Some([&self.module[..], path].concat()),
        }
    }
}

impl Crate<'_> {
    fn imports_of(&self, at: usize) -> BTreeSet<String> {
        let file = &self.files[at];
        let is_facade = file.path.ends_with("/mod.rs");
        let paths = paths(&file.code);
        let mut found = BTreeSet::new();
        for (name, used) in &file.uses {
            // Names of a module are counted where they are named in full.
            let is_used = || paths.iter().any(|path| path[0] == *name);
            let is_module = self.by_module.contains_key(&used.target);
            if !is_module && (!is_facade && !used.is_exported || is_used()) {
                found.extend(self.defining(&used.target, MAX_HOPS));
            }
        }
        for path in &paths {
            let is_child = || self.by_module.contains_key(&[&file.module[..], &path[..1]].concat());
            let known = matches!(&*path[0], "crate" | "super" | "self") || file.uses.contains_key(&path[0]);
            if path.len() > 1 && (known || is_child()) {
                found.extend(file.absolute(path).and_then(|path| self.defining(&path, MAX_HOPS)));
            }
        }
        found.extend(file.globs.iter().filter_map(|path| self.defining(path, MAX_HOPS)));
        found.remove(&at);
        found.into_iter().map(|at| self.files[at].path.to_owned()).collect()
    }

    /// The file that defines what a path from the root names.
    fn defining(&self, path: &[String], hops: usize) -> Option<usize> {
        let mut at = *self.by_module.get(&path[..0])?;
        for (index, name) in path.iter().enumerate() {
            let is_last = index + 1 == path.len();
            let child = self.by_module.get(&path[..=index]).copied();
            // What a module imports for itself its children see as well.
            let exported = self.files[at].uses.get(name);
            // A function may have the name of its module: then the path that ends means the function.
            if let (Some(used), true) = (exported, child.is_none() || is_last) {
                let target = [&used.target[..], &path[index + 1..]].concat();
                return if hops == 0 { None } else { self.defining(&target, hops - 1) };
            }
            match child {
                Some(child) => at = child,
                // What the root does not have is another crate.
                None => return (index > 0).then_some(at),
            }
        }
        Some(at)
    }
}

/// Every path `a::b::c` and every single name of the code, but for those of modules that it declares and those that
/// only say who may see an item.
fn paths(code: &str) -> Vec<Vec<String>> {
    let is_name = |c: char| c.is_alphanumeric() || c == '_';
    let mut found: Vec<Vec<String>> = Vec::new();
    let mut rest = code;
    while let Some(start) = rest.find(is_name) {
        rest = &rest[start..];
        let mut path = Vec::new();
        loop {
            let end = rest.find(|c| !is_name(c)).unwrap_or(rest.len());
            path.push(rest[..end].to_owned());
            rest = &rest[end..];
            match rest.strip_prefix("::") {
                Some(next) if next.starts_with(is_name) => rest = next,
                _ => break,
            }
        }
        let is_keyword = |word: &str| found.last().is_some_and(|last| *last == [word]);
        let is_declaration = is_keyword("mod") || is_keyword("in") && path[0] == "crate";
        found.push(if is_declaration { vec![String::new()] } else { path });
    }
    found
}

/// The code before its unit tests.
fn production(code: &str) -> String {
    let end = code.find("#[cfg(test)]\nmod tests").unwrap_or(code.len());
    code[..end].replace("#[cfg(test)]", "")
}

/// The parts of a list, which may hold lists.
fn top_level(list: &str) -> Vec<&str> {
    let (mut depth, mut start) = (0_u32, 0);
    let mut parts = Vec::new();
    for (at, c) in list.char_indices() {
        match c {
            '{' => depth += 1,
            '}' => depth = depth.saturating_sub(1),
            ',' if depth == 0 => {
                parts.push(list[start..at].trim());
                start = at + 1;
            }
            _ => {}
        }
    }
    parts.push(list[start..].trim());
    parts.retain(|part| !part.is_empty());
    parts
}

/// Where a word is a whole one.
fn word(text: &str, word: &str) -> Option<usize> {
    let bounds = |at: usize| {
        let before = text[..at].chars().next_back().is_none_or(|c| c.is_whitespace() || c == ')');
        before && text[at + word.len()..].starts_with(char::is_whitespace)
    };
    text.match_indices(word).map(|(at, _)| at).find(|at| bounds(*at))
}

/// The code without comments and without what stands in quotes.
fn plain(text: &str) -> String {
    let mut out = String::new();
    for line in text.lines() {
        let mut rest = line;
        while let Some(at) = rest.find(['"', '/', '\'']) {
            out.push_str(&rest[..at]);
            let after = &rest[at + 1..];
            match rest.as_bytes()[at] {
                b'/' if after.starts_with('/') => {
                    rest = "";
                    break;
                }
                b'"' => rest = after_text(after),
                // `'"'` and `'\''`; a lifetime has no end.
                b'\'' if after.starts_with('\\') => {
                    rest = after[1..].split_once('\'').map_or("", |(_, rest)| rest);
                }
                b'\'' if after.chars().nth(1) == Some('\'') => {
                    rest = after.split_once('\'').map_or("", |(_, rest)| rest);
                }
                _ => rest = after,
            }
        }
        out.push_str(rest);
        out.push('\n');
    }
    out
}

/// What follows the end of a text on its line.
fn after_text(text: &str) -> &str {
    let mut escaped = false;
    for (at, c) in text.char_indices() {
        match c {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            '"' => return &text[at + 1..],
            _ => {}
        }
    }
    ""
}
