//! Ties what the files say: names of types to types, types to their bases, imports to their overloads.
//!
//! A type that no file defines becomes [`Shape::Unknown`], about which nothing is ever said. A type that is its own
//! base is refused, so that walking up ends.

use super::load::{Loaded, RootElement, RootKind, error_at};
use super::model::{Kind, Model, OperationId, Root, Shape, TypeId, TypeUse, UseId};
use super::names::Name;
use super::primitive::Primitive;
use crate::schema::{SchemaError, element_name};

/// Makes the model of what was loaded.
pub(super) fn link(mut loaded: Loaded) -> Result<Model, SchemaError> {
    let mut model = std::mem::take(&mut loaded.model);
    index_types(&mut model);
    model.uses = loaded.uses.iter().map(|(file, text)| resolve(&model, *file, *text)).collect();
    bases(&mut model, &loaded.bases)?;
    let order = top_down(&model);
    inherit(&mut model, &order);
    number(&mut model, &order);
    for (file, owner, property) in &loaded.read_only {
        mark_read_only(&mut model, *file, owner, property);
    }
    for root in loaded.roots {
        add_root(&mut model, root);
    }
    model.owners = owners(&model);
    Ok(model)
}

fn index_types(model: &mut Model) {
    for index in 0..model.types.len() as u32 {
        let id = TypeId(index);
        if model.is_named(id) {
            let (namespace, name) = (model.ty(id).namespace, model.ty(id).name);
            model.by_name.entry((namespace, name)).or_default().push(id);
            model.by_short.entry(name).or_default().push(id);
        }
    }
}

fn resolve(model: &Model, file: u32, text: Name) -> TypeUse {
    let text = model.text(text).trim();
    let element = element_name(text);
    let name = element.unwrap_or(text).trim();
    let shape = match name.rsplit_once('.') {
        Some(("Edm", primitive)) => Shape::Primitive(Primitive::named(primitive)),
        Some((qualifier, short)) => model
            .namespace(qualifier, Some(file))
            .zip(model.names.get(short))
            .and_then(|key| model.by_name.get(&key))
            .map_or(Shape::Unknown, |types| Shape::Defined(types[0])),
        None => Shape::Unknown,
    };
    TypeUse { shape, collection: element.is_some() }
}

/// Gives every type its base, and refuses a type that derives from itself.
fn bases(model: &mut Model, bases: &[Option<UseId>]) -> Result<(), SchemaError> {
    for (index, base) in bases.iter().enumerate() {
        let Some(base) = base else { continue };
        match model.used(*base) {
            TypeUse { shape: Shape::Defined(base), collection: false } => {
                model.types[index].base = Some(base);
            }
            // What an unknown base declares is unknown too.
            _ => model.types[index].open = true,
        }
    }
    let mut state = vec![0_u32; model.types.len()];
    for start in 0..model.types.len() as u32 {
        let mut at = Some(TypeId(start));
        while let Some(id) = at {
            match state[id.0 as usize] {
                0 => state[id.0 as usize] = start + 1,
                seen if seen == start + 1 => return Err(circle(model, id)),
                _ => break,
            }
            at = model.ty(id).base;
        }
    }
    Ok(())
}

fn circle(model: &Model, id: TypeId) -> SchemaError {
    let place = model.ty(id).place;
    let message =
        format!("`{}` derives from itself: one `BaseType` of the circle must go", model.full_name(id));
    error_at(&model.files[place.file as usize], place.offset, message)
}

/// Openness goes down the tree; having properties goes both ways.
fn inherit(model: &mut Model, order: &[TypeId]) {
    let count = model.types.len() as u32;
    for id in order {
        let open = model.ty(*id).base.is_some_and(|base| model.ty(base).open);
        model.types[id.0 as usize].open |= open;
    }
    let mut filled: Vec<bool> =
        (0..count).map(|index| !model.own_properties(TypeId(index)).is_empty()).collect();
    for id in order.iter().rev() {
        if let Some(base) = model.ty(*id).base.filter(|_| filled[id.0 as usize]) {
            filled[base.0 as usize] = true;
        }
    }
    for id in order {
        if let Some(base) = model.ty(*id).base {
            filled[id.0 as usize] |= filled[base.0 as usize];
        }
        let ty = &mut model.types[id.0 as usize];
        ty.bare = matches!(ty.kind, Kind::Entity | Kind::Complex) && !filled[id.0 as usize];
    }
}

/// Numbers the types so that what derives from one comes right behind it.
fn number(model: &mut Model, order: &[TypeId]) {
    let mut sizes = vec![1_u32; model.types.len()];
    for id in order.iter().rev() {
        if let Some(base) = model.ty(*id).base {
            sizes[base.0 as usize] += sizes[id.0 as usize];
        }
    }
    let mut next = 0;
    // The first number that is free among those of a type's family.
    let mut free = vec![0; model.types.len()];
    for id in order {
        let size = sizes[id.0 as usize];
        let start = match model.ty(*id).base {
            Some(base) => &mut free[base.0 as usize],
            None => &mut next,
        };
        let family = *start..*start + size;
        *start = family.end;
        free[id.0 as usize] = family.start + 1;
        model.types[id.0 as usize].family = family;
    }
}

/// All types, every base before what derives from it.
fn top_down(model: &Model) -> Vec<TypeId> {
    let mut placed = vec![false; model.types.len()];
    let mut order = Vec::with_capacity(model.types.len());
    let mut waiting = Vec::new();
    for index in 0..model.types.len() as u32 {
        let mut at = Some(TypeId(index));
        while let Some(id) = at.filter(|id| !placed[id.0 as usize]) {
            placed[id.0 as usize] = true;
            waiting.push(id);
            at = model.ty(id).base;
        }
        order.extend(waiting.drain(..).rev());
    }
    order
}

fn mark_read_only(model: &mut Model, file: u32, owner: &str, property: &str) {
    let found = owner.rsplit_once('.').and_then(|(qualifier, short)| {
        let key = (model.namespace(qualifier, Some(file))?, model.names.get(short)?);
        let range = model.ty(*model.by_name.get(&key)?.first()?).properties.clone();
        let name = model.names.get(property)?;
        range.into_iter().find(|at| model.properties[*at as usize].name == name)
    });
    if let Some(at) = found {
        model.properties[at as usize].read_only = true;
    }
}

fn add_root(model: &mut Model, element: RootElement) {
    let root = match element.kind {
        RootKind::Set(ty) => Root::Set(ty),
        RootKind::Singleton(ty) => Root::Singleton(ty),
        RootKind::Import(name) => Root::Import(overloads(model, element.file, &name)),
    };
    let key = model.text(element.name).to_ascii_lowercase();
    model.roots.entry(key).or_default().push((element.name, root));
}

/// The unbound overloads of a qualified name.
fn overloads(model: &Model, file: u32, name: &str) -> Vec<OperationId> {
    let Some((qualifier, short)) = name.rsplit_once('.') else { return Vec::new() };
    let namespace = model.namespace(qualifier, Some(file));
    let named = model.operations_by_name.get(&short.to_ascii_lowercase());
    let fits = |id: &OperationId| {
        let operation = model.operation(*id);
        operation.binding.is_none()
            && Some(operation.namespace) == namespace
            && model.text(operation.name) == short
    };
    named.into_iter().flatten().copied().filter(fits).collect()
}

fn owners(model: &Model) -> Vec<(Name, TypeId)> {
    let types = (0..model.types.len() as u32).map(TypeId).filter(|id| model.is_named(*id));
    let mut owners: Vec<(Name, TypeId)> = types
        .flat_map(|id| model.own_properties(id).iter().map(move |property| (property.name, id)))
        .collect();
    owners.sort_unstable_by_key(|(name, owner)| (*name, model.ty(*owner).family.start));
    owners
}
