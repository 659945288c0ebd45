//! All resource definitions of a documentation set, tied to each other.

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use rayon::prelude::*;

use super::block;
use super::input::{PageInput, ResourceInput, TableKind};
use super::merge::{self, Row};
use super::names::{Lists, Names, namespace};
use super::types::{NameId, Properties, Property, Type, Types};
use super::words;
use crate::cues;
use crate::schema::{SchemaMember, SchemaPlace, SchemaRef};
use crate::text::SourceFile;

/// A resource.
#[derive(Debug)]
pub(super) struct Definition {
    pub name: NameId,
    pub properties: Properties,
    /// The types that it inherits from, `None` for one that no page defines.
    pub bases: Vec<Option<NameId>>,
    pub open: bool,
    pub at: SchemaPlace,
    /// Names that only a table of relationships has: they come if somebody asks for them.
    pub asked_for: Vec<String>,
    /// Names that only one of block and property table has: their agreement hangs on the ancestors.
    pub one_sided: Vec<String>,
    /// Whether block and property table are both there.
    pub two_sided: bool,
    /// Itself and its ancestors, nearest first.
    pub lineage: Vec<u32>,
    /// Whether block and tables of the whole lineage agree about the names, so that there are no others.
    pub complete: bool,
    /// Every definition that inherits from it.
    pub heirs: Vec<u32>,
}

/// How many pages are read at once on one core.
const PART: usize = 32;

/// How many ancestors are followed. Real types have four.
const MAX_LINEAGE: usize = 64;

/// All definitions.
#[derive(Debug)]
pub(super) struct Model {
    pub files: Vec<Arc<SourceFile>>,
    pub types: Types,
    pub names: Names,
    pub definitions: Vec<Definition>,
    /// The definitions of a name, several where pages contradict each other.
    pub by_name: Vec<Vec<u32>>,
    /// The definitions that others inherit from.
    pub bases: Vec<u32>,
}

impl Model {
    pub(super) fn build(pages: &[PageInput]) -> Self {
        let mut names = Names::default();
        for resource in pages.iter().flat_map(|page| &page.resources) {
            names.add(&resource.type_name);
        }
        let lists = Lists::of_all(pages);
        let part = |(part, pages): (usize, &[PageInput])| {
            let mut types = Types::new();
            let mut definitions = Vec::new();
            for (page, file) in pages.iter().zip(part * PART..) {
                let page_lists = Lists::of(&page.enums);
                let scope =
                    Scope { names: &names, lists: &lists, page_lists: &page_lists, file: file as u32 };
                definitions.extend(page.resources.iter().map(|resource| scope.define(resource, &mut types)));
            }
            (types, definitions)
        };
        let parts: Vec<_> = pages.par_chunks(PART).enumerate().map(part).collect();
        let mut types = Types::new();
        let mut found = vec![Vec::new(); names.all().len()];
        let mut all = Vec::new();
        for (part, definitions) in parts {
            let shift = types.append(part);
            for mut definition in definitions {
                shift.all(&mut definition.properties);
                found[definition.name.0 as usize].push(all.len());
                all.push(Some(definition));
            }
        }
        let mut definitions = Vec::new();
        let by_name = found.iter().map(|indices| {
            let same = indices.iter().filter_map(|&index| all[index].take()).collect();
            let first = definitions.len() as u32;
            definitions.extend(unite(same, &types));
            (first..definitions.len() as u32).collect()
        });
        let by_name = by_name.collect();
        let files = pages.iter().map(|page| Arc::clone(&page.source)).collect();
        let mut model = Self { files, types, names, definitions, by_name, bases: Vec::new() };
        model.tie();
        model
    }

    /// The only definition of a name.
    pub(super) fn definition(&self, name: NameId) -> Option<u32> {
        match self.by_name[name.0 as usize].as_slice() {
            [only] => Some(*only),
            _ => None,
        }
    }

    pub(super) fn get(&self, index: u32) -> &Definition {
        &self.definitions[index as usize]
    }

    /// The member of that name, own or inherited.
    pub(super) fn property(&self, index: u32, name: &str) -> Option<&Property> {
        self.get(index).lineage.iter().find_map(|&index| self.get(index).properties.get(name))
    }

    /// The members of a definition and its ancestors by name, but for those that only come if somebody asks for them.
    pub(super) fn members(&self, index: u32) -> Vec<SchemaMember> {
        let mut members: BTreeMap<&str, &Property> = BTreeMap::new();
        for definition in self.get(index).lineage.iter().map(|&index| self.get(index)) {
            for (name, property) in &definition.properties {
                if !name.contains('@') && !definition.asked_for.iter().any(|asked| **asked == **name) {
                    members.entry(name).or_insert(property);
                }
            }
        }
        let member = |(name, property): (&str, &Property)| SchemaMember {
            name: name.to_owned(),
            schema: match self.types.get(self.types.innermost(property.ty).0) {
                Type::Resource(name) => self.definition(*name).map(|id| SchemaRef { id, collection: false }),
                _ => None,
            },
        };
        members.into_iter().map(member).collect()
    }

    /// Finds lineages, completeness and heirs.
    fn tie(&mut self) {
        let count = self.definitions.len() as u32;
        let lineages: Vec<_> = (0..count).map(|index| self.lineage(index)).collect();
        let agrees: Vec<bool> =
            (0..count).map(|index| self.agrees(index, &lineages[index as usize].0)).collect();
        for (index, (lineage, known)) in lineages.into_iter().enumerate() {
            for &ancestor in &lineage[1..] {
                self.definitions[ancestor as usize].heirs.push(index as u32);
            }
            let definition = &mut self.definitions[index];
            definition.complete = known && lineage.iter().all(|&one| agrees[one as usize]);
            definition.lineage = lineage;
        }
        self.bases = (0..count).filter(|&index| !self.get(index).heirs.is_empty()).collect();
    }

    /// Whether block and property table of a definition have the same names, inherited ones aside.
    fn agrees(&self, index: u32, lineage: &[u32]) -> bool {
        let own = self.get(index);
        let ancestors = &lineage[1..];
        let inherited = |name: &String| {
            ancestors.iter().any(|&other| self.get(other).properties.contains_key(name.as_str()))
        };
        own.two_sided && !own.open && own.one_sided.iter().all(inherited)
    }

    /// Itself and its ancestors, each once whatever circles they run in, and whether all of them are known.
    fn lineage(&self, index: u32) -> (Vec<u32>, bool) {
        let mut lineage = vec![index];
        let mut known = true;
        let mut next = 0;
        while let Some(&at) = lineage.get(next) {
            next += 1;
            for base in &self.get(at).bases {
                match base.and_then(|name| self.definition(name)) {
                    Some(base) if lineage.contains(&base) => {}
                    Some(base) if lineage.len() < MAX_LINEAGE => lineage.push(base),
                    _ => known = false,
                }
            }
        }
        (lineage, known)
    }
}

/// Unites the definitions of one name as far as they do not contradict each other. Pages may each describe a part
/// of a type: the whole is complete only if one of them has every name.
fn unite(same: Vec<Definition>, types: &Types) -> Vec<Definition> {
    let mut united: Vec<Definition> = Vec::new();
    for other in same {
        let fits = |one: &&mut Definition| {
            other.properties.iter().all(|(name, property)| {
                one.properties.get(name).is_none_or(|own| merge::are_compatible(types, own.ty, property.ty))
            })
        };
        match united.iter_mut().find(fits) {
            Some(one) => absorb(one, other),
            None => united.push(other),
        }
    }
    united
}

fn absorb(one: &mut Definition, mut other: Definition) {
    if other.properties.len() > one.properties.len() {
        std::mem::swap(one, &mut other);
    }
    let names = one.properties.len();
    for (name, property) in other.properties {
        one.properties.entry(name).or_insert(property);
    }
    one.two_sided &= one.properties.len() == names;
    one.open |= other.open;
    one.asked_for.extend(other.asked_for);
    one.bases.extend(other.bases);
}

/// What a page's names are looked up in.
struct Scope<'s> {
    names: &'s Names,
    lists: &'s Lists<'s>,
    page_lists: &'s Lists<'s>,
    file: u32,
}

impl Scope<'_> {
    fn define(&self, resource: &ResourceInput, types: &mut Types) -> Definition {
        let namespace = namespace(&resource.type_name);
        let first = types.len();
        let in_block = block::members(&resource.block, self.file, types);
        let mut rows = HashMap::new();
        let mut readable = true;
        for (table, row) in
            resource.tables.iter().flat_map(|table| table.rows.iter().map(move |row| (table, row)))
        {
            let (ty, depth) = words::cell(&row.type_text);
            let place = SchemaPlace { file: self.file, offset: row.at };
            let property = Property::new(types.add_nested(ty, depth), place);
            readable &= !row.name.is_empty();
            rows.entry(row.name.as_str()).or_insert((table.kind, Row { row, property }));
        }
        for ty in types.since(first) {
            self.look_up(ty, namespace);
        }
        let mut definition = Definition {
            name: self.names.exact(&resource.type_name).unwrap_or(NameId(0)),
            properties: Properties::new(),
            bases: resource.bases.iter().map(|base| self.names.meant(base, namespace)).collect(),
            open: resource.open || words::is_untyped(&resource.type_name),
            at: SchemaPlace { file: self.file, offset: resource.at },
            asked_for: Vec::new(),
            one_sided: Vec::new(),
            two_sided: readable && resource.tables.iter().any(|table| table.kind == TableKind::Properties),
            lineage: Vec::new(),
            complete: false,
            heirs: Vec::new(),
        };
        for (name, block) in in_block {
            let row = rows.remove(name.as_str());
            if row.is_none() {
                definition.one_sided.push(name.clone());
            }
            let row = row.as_ref().map(|(_, row)| row);
            let merged = merge::property(types, &name, Some(block), row, self.page_lists);
            definition.properties.extend(merged.map(|property| (name.into(), property)));
        }
        for (name, (kind, row)) in rows {
            let inherited = cues::any(&row.row.description.to_ascii_lowercase(), |words| words.inherited);
            if kind == TableKind::Properties && !inherited && !name.contains('@') {
                definition.one_sided.push(name.to_owned());
            }
            if kind == TableKind::Relationships {
                definition.asked_for.push(name.to_owned());
            }
            let merged = merge::property(types, name, None, Some(&row), self.page_lists);
            definition.properties.extend(merged.map(|property| (name.into(), property)));
        }
        for name in &resource.mentioned {
            let unsaid = Property::new(Types::UNSAID, definition.at);
            definition.properties.entry(name.as_str().into()).or_insert(unsaid);
        }
        definition
    }

    /// Puts what a name means in its place.
    fn look_up(&self, ty: &mut Type, namespace: &str) {
        *ty = match ty {
            Type::Named(name, _) if words::is_untyped(name) => Type::Any,
            Type::Named(name, shown) => {
                let listed = |lists: &Lists<'_>| lists.get(name).map(|list| Type::Listed(Arc::clone(list)));
                listed(self.page_lists)
                    .or_else(|| self.names.meant(name, namespace).map(Type::Resource))
                    .or_else(|| listed(self.lists))
                    .or_else(|| shown.take().map(Type::Object))
                    .unwrap_or(Type::Single)
            }
            Type::Sample(text) if self.names.exact(text).is_some() => Type::Unsaid,
            _ => return,
        };
    }
}
