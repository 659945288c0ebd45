//! Which definition a name means: names of types in full or short, and names of value lists.

use std::collections::HashMap;
use std::sync::Arc;

use super::input::{EnumInput, PageInput};
use super::types::NameId;

/// The names of all defined resources.
#[derive(Debug, Default)]
pub(super) struct Names {
    full: Vec<String>,
    by_full: HashMap<String, NameId>,
    /// In lower case, in full.
    by_folded: HashMap<String, NameId>,
    /// In lower case, without namespace.
    by_short: HashMap<String, Vec<NameId>>,
}

impl Names {
    pub(super) fn add(&mut self, name: &str) -> NameId {
        if let Some(&id) = self.by_full.get(name) {
            return id;
        }
        let id = NameId(self.full.len() as u32);
        self.full.push(name.to_owned());
        self.by_full.insert(name.to_owned(), id);
        self.by_folded.entry(name.to_ascii_lowercase()).or_insert(id);
        self.by_short.entry(short(name).to_ascii_lowercase()).or_default().push(id);
        id
    }

    pub(super) fn get(&self, id: NameId) -> &str {
        &self.full[id.0 as usize]
    }

    pub(super) fn all(&self) -> &[String] {
        &self.full
    }

    /// The type of exactly that name; one without namespace may have any, if only one type is called so.
    pub(super) fn exact(&self, name: &str) -> Option<NameId> {
        if let Some(&id) = self.by_full.get(name) {
            return Some(id);
        }
        let same = self.by_short.get(&name.to_ascii_lowercase())?;
        let mut same = same.iter().filter(|&&id| short(self.get(id)) == name);
        same.next().copied().filter(|_| same.next().is_none())
    }

    /// The type whose name differs from `name` in case alone.
    pub(super) fn folded(&self, name: &str) -> Option<NameId> {
        let name = name.to_ascii_lowercase();
        let only = |ids: &Vec<NameId>| (ids.len() == 1).then(|| ids[0]);
        self.by_folded.get(&name).copied().or_else(|| self.by_short.get(&name).and_then(only))
    }

    /// The type that a page means that is itself about a type of `namespace`: pages write names as they please.
    pub(super) fn meant(&self, name: &str, namespace: &str) -> Option<NameId> {
        let near = (!name.contains('.')).then(|| self.by_full.get(&format!("{namespace}.{name}"))).flatten();
        near.copied().or_else(|| self.exact(name)).or_else(|| {
            let short = name.rsplit('.').next().unwrap_or(name).to_ascii_lowercase();
            let inside = (!name.contains('.'))
                .then(|| self.by_folded.get(&format!("{namespace}.{short}").to_ascii_lowercase()))
                .flatten();
            inside.copied().or_else(|| self.folded(name))
        })
    }
}

/// A name without its namespace.
pub(super) fn short(name: &str) -> &str {
    name.rsplit('.').next().unwrap_or(name)
}

/// The namespace of a name.
pub(super) fn namespace(name: &str) -> &str {
    name.rfind('.').map_or("", |at| &name[..at])
}

/// The lists of values that pages give, by the name in their heading.
#[derive(Debug, Default)]
pub(super) struct Lists<'i> {
    /// `None` if pages contradict each other.
    by_name: HashMap<String, Option<&'i Arc<[String]>>>,
}

impl<'i> Lists<'i> {
    /// The lists of all pages.
    pub(super) fn of_all(pages: &'i [PageInput]) -> Self {
        Self::of(pages.iter().flat_map(|page| &page.enums))
    }

    /// The lists of one page.
    pub(super) fn of(enums: impl IntoIterator<Item = &'i EnumInput>) -> Self {
        let mut lists = Self::default();
        for list in enums {
            let known = lists.by_name.entry(list.name.to_ascii_lowercase()).or_insert(Some(&list.values));
            *known = known.filter(|known| are_same(known, &list.values));
        }
        lists
    }

    /// The list of a name, with or without namespace.
    pub(super) fn get(&self, name: &str) -> Option<&'i Arc<[String]>> {
        self.by_name.get(&short(name).to_ascii_lowercase()).copied().flatten()
    }
}

/// The value with which an enumeration announces that it may grow.
const MAY_GROW: &str = "unknownFutureValue";

/// Whether two lists have the same values, whatever the order.
pub(super) fn are_same(a: &[String], b: &[String]) -> bool {
    // Lists of very different lengths are not the same, and need not be sorted to see it.
    if a.len().max(b.len()) > 2 * a.len().min(b.len()) + 1 {
        return false;
    }
    let sorted = |list: &[String]| {
        let mut values: Vec<String> = list.iter().filter(|value| *value != MAY_GROW).cloned().collect();
        values.sort_unstable();
        values.dedup();
        values
    };
    sorted(a) == sorted(b)
}
