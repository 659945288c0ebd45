//! What the library offers: the names that `lib.rs` exports, with their functions.

use std::collections::BTreeSet;

use super::Module;

/// The public items: exported names, and the public functions and constants of those types. Fields and variants are
/// part of their type.
pub(super) fn items(modules: &[Module]) -> BTreeSet<String> {
    let names = exported(modules);
    let mut items = names.clone();
    for module in modules {
        let mut owner: Option<&str> = None;
        for (_, line) in module.code() {
            if !line.starts_with([' ', '}']) && !line.is_empty() {
                owner = owner_of(line).filter(|name| names.contains(*name));
            }
            let Some(owner) = owner else { continue };
            let is_trait =
                line.starts_with("    fn ") && module.text.contains(&format!("pub trait {owner}:"));
            let item = line.strip_prefix("    pub ").or_else(|| is_trait.then(|| line.trim_start()));
            let words = item.unwrap_or_default().trim_start_matches("const fn ").trim_start_matches("fn ");
            let is_item = item.is_some_and(|item| item.starts_with("fn ") || item.starts_with("const "));
            if is_item {
                items.insert(format!("{owner}::{}", name(words.trim_start_matches("const "))));
            }
        }
    }
    items
}

/// What `lib.rs` exports, but for what is hidden.
fn exported(modules: &[Module]) -> BTreeSet<String> {
    let lib = modules.iter().find(|module| module.path == "lib.rs").expect("lib.rs");
    let text: String = lib.code().flat_map(|(_, line)| [line, "\n"]).collect();
    let shown = text.split("#[doc(hidden)]").next().unwrap_or_default();
    let lists = shown.split("\npub use ").skip(1).filter_map(|rest| rest.split(';').next());
    let names = lists.filter_map(|list| list.rsplit("::").next()).flat_map(|list| list.split(','));
    names
        .map(|text| text.trim_matches(['{', '}', ' ', '\n']).to_owned())
        .filter(|it| !it.is_empty())
        .collect()
}

/// The type that an `impl` block or a trait is about; `None` for an implementation of a trait.
fn owner_of(line: &str) -> Option<&str> {
    if let Some(rest) = line.strip_prefix("pub trait ") {
        return Some(name(rest));
    }
    let rest = line.strip_prefix("impl")?;
    // `impl<T> Name<T> {`
    let rest = if rest.starts_with('<') { rest.split_once("> ")?.1 } else { rest.trim_start() };
    (!rest.contains(" for ")).then(|| name(rest))
}

fn name(text: &str) -> &str {
    &text[..text.find(|c: char| !c.is_alphanumeric() && c != '_').unwrap_or(text.len())]
}
