//! The house keeps its own rules: floors, file sizes, module docs, and rules that touch nothing but the page.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

#[path = "architecture/imports.rs"]
mod imports;
#[path = "architecture/public.rs"]
mod public;

/// A file is read in one go or not at all.
const MAX_LINES: usize = 400;
/// Whoever uses the library has to find their way in it.
const MAX_PUBLIC: usize = 120;

/// What the floors from `extract` and `rules` down must not do: read files or the environment, print, leave.
const FORBIDDEN_IN_PURE: [&str; 6] =
    ["std::fs", "std::env", "std::process", "println!", "print!", "std::net"];

/// The floors that are pure.
const PURE: std::ops::RangeInclusive<u32> = 0..=5;

struct Module {
    /// Relative to `src`, with `/`.
    path: String,
    text: String,
}

impl Module {
    /// The top-level module that the file belongs to; `None` for `lib.rs` and `main.rs`.
    fn top(&self) -> Option<&str> {
        let (top, _) = self.path.split_once('/').or_else(|| self.path.split_once('.'))?;
        (!matches!(top, "lib" | "main")).then_some(top)
    }

    /// Its lines with their numbers, without comments.
    fn code(&self) -> impl Iterator<Item = (usize, &str)> {
        let without = |line| str::split_once(line, "//").map_or(line, |(code, _)| code);
        self.text.lines().enumerate().map(move |(at, line)| (at + 1, without(line)))
    }
}

fn modules() -> Vec<Module> {
    read("src").expect("src is readable")
}

/// The files with code below a folder of the repository; a [`Module`]'s path is relative to it.
fn read(folder: &str) -> std::io::Result<Vec<Module>> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join(folder);
    let mut folders: Vec<PathBuf> = vec![root.clone()];
    let mut modules = Vec::new();
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder)? {
            let path = entry?.path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                let text = fs::read_to_string(&path)?;
                let path = path.strip_prefix(&root).unwrap_or(&path).to_string_lossy().replace('\\', "/");
                modules.push(Module { path, text });
            }
        }
    }
    modules.sort_by(|one, other| one.path.cmp(&other.path));
    Ok(modules)
}

/// The floor of every top-level module, from the table in the documentation of `lib.rs`: a line that begins with a
/// number lists the modules of that floor until the description begins.
fn floors(modules: &[Module]) -> BTreeMap<String, u32> {
    let lib = modules.iter().find(|module| module.path == "lib.rs").expect("lib.rs");
    let names: Vec<&str> =
        lib.text.lines().filter_map(|line| line.strip_prefix("mod ")?.strip_suffix(';')).collect();
    let mut floors = BTreeMap::new();
    for line in lib.text.lines() {
        let mut words = line.trim_start_matches("//!").split_whitespace();
        let Some(Ok(floor)) = words.next().map(str::parse::<u32>) else { continue };
        for name in words.take_while(|word| names.contains(word)) {
            assert_eq!(floors.insert(name.to_owned(), floor), None, "`{name}` stands on two floors");
        }
    }
    for name in names {
        assert!(floors.contains_key(name), "`{name}` stands on no floor in the table of src/lib.rs");
    }
    floors
}

/// Every `crate::name` on a line, `crate::{a::…, b::…}` included.
fn mentions(code: &str) -> Vec<&str> {
    let name = |text: &str| text.find(|c: char| !c.is_alphanumeric() && c != '_').unwrap_or(text.len());
    let mut found = Vec::new();
    for (at, mark) in code.match_indices("crate::") {
        let rest = &code[at + mark.len()..];
        match rest.strip_prefix('{') {
            None => found.push(&rest[..name(rest)]),
            Some(list) => {
                let mut depth = 0_u32;
                let outer = list.split_inclusive(['{', '}', ',']).filter_map(|part| {
                    let outside = depth == 0;
                    match part.chars().last() {
                        Some('{') => depth += 1,
                        Some('}') => depth = depth.saturating_sub(1),
                        _ => {}
                    }
                    outside.then(|| part.trim_start())
                });
                found.extend(outer.map(|part| &part[..name(part)]).filter(|name| !name.is_empty()));
            }
        }
    }
    found
}

#[test]
fn an_arrow_only_points_down() {
    let modules = modules();
    let floors = floors(&modules);
    let mut broken = Vec::new();
    for module in &modules {
        let Some(top) = module.top() else { continue };
        let floor = floors.get(top).unwrap_or_else(|| panic!("{} belongs to no floor", module.path));
        let code: String = module.code().flat_map(|(_, line)| [line, "\n"]).collect();
        for used in mentions(&code) {
            let Some(other) = floors.get(used) else { continue };
            if other > floor {
                broken.push(format!("{}: `{top}` ({floor}) uses `{used}` ({other})", module.path));
            }
        }
    }
    assert!(broken.is_empty(), "{}", broken.join("\n"));
}

#[test]
fn mentions_are_found_in_lists_and_paths() {
    assert_eq!(mentions("use crate::text::{Edit, Span};"), ["text"]);
    assert_eq!(mentions("pub(crate) fn f(x: crate::rules::Rule) -> crate::text::Span"), ["rules", "text"]);
    assert_eq!(mentions("use crate::{rules::{A, B}, text::Span,\n  cli};"), ["rules", "text", "cli"]);
}

#[test]
fn no_file_is_too_long() {
    for folder in ["src", "tests"] {
        for Module { path, text } in read(folder).expect("the folder is readable") {
            let lines = text.lines().count();
            assert!(lines <= MAX_LINES, "{folder}/{path} has {lines} lines; split it");
        }
    }
}

/// To understand or to move one file of a circle takes all of them.
#[test]
fn no_files_import_each_other_in_a_circle() {
    let modules = modules();
    let imports = imports::imports(&modules);
    let circles = imports::circles(&imports);
    assert!(circles.is_empty(), "{circles:?} import themselves; move what they share to a file below");
}

#[test]
fn the_library_is_small_from_outside() {
    let items = public::items(&modules());
    assert!(
        items.len() < MAX_PUBLIC,
        "{} public items; keep what nobody outside needs in the crate",
        items.len()
    );
    for known in ["Checker", "Checker::check_page", "System::read", "SourceFile::position"] {
        assert!(items.contains(known), "`{known}` is not counted among {items:#?}");
    }
}

#[test]
fn every_module_says_what_it_is() {
    // The unit tests of a module may stand in a file of their own.
    for module in modules().iter().filter(|module| !module.path.ends_with("/tests.rs")) {
        assert!(module.text.starts_with("//! "), "src/{} does not begin with a `//!` paragraph", module.path);
    }
}

#[test]
fn the_pure_floors_touch_nothing_but_their_arguments() {
    let modules = modules();
    let floors = floors(&modules);
    for module in &modules {
        let pure = module.top().and_then(|top| floors.get(top)).is_some_and(|floor| PURE.contains(floor));
        // Configuration knows the names of variables, and `system` is the disk.
        if !pure || matches!(module.top(), Some("config" | "system")) {
            continue;
        }
        for (at, line) in module.code() {
            let word = FORBIDDEN_IN_PURE.iter().find(|word| line.contains(**word));
            assert_eq!(word, None, "src/{}:{at} does more than compute", module.path);
        }
    }
}

/// A rule is found by its id: `src/rules/json/trailing_comma.rs` declares `json/trailing-comma`.
#[test]
fn a_rule_stands_in_the_file_of_its_name() {
    for module in modules() {
        let Some((group, name)) = module.path.strip_prefix("rules/").and_then(|rest| rest.split_once('/'))
        else {
            continue;
        };
        let id = format!("\"{group}/{}\":", name.trim_end_matches(".rs").replace('_', "-"));
        assert!(
            !module.text.contains("declare_rule! {") || module.text.contains(&id),
            "src/{} declares another rule than {id}",
            module.path
        );
    }
}
