//! What the metadata says, as compact records with `u32` ids, and the questions that inheritance answers.
//!
//! Nothing here knows XML: [`load`](super::load) fills the records, [`link`](super::link) ties them, and from then
//! on they do not change.

use std::collections::HashMap;
use std::ops::Range;
use std::sync::{Arc, Mutex};

use super::names::{Name, Names};
use super::primitive::Primitive;
use crate::schema::SchemaPlace;
use crate::text::SourceFile;

/// Index of a type.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) struct TypeId(pub(super) u32);

/// Index of a type as it is referred to, in [`Model::uses`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) struct UseId(pub(super) u32);

/// Index of an action or function overload.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) struct OperationId(pub(super) u32);

/// What a reference to a type means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Shape {
    /// `Edm.…`
    Primitive(Primitive),
    /// A type of one of the files.
    Defined(TypeId),
    /// A type that none of the files defines: nothing can be said.
    Unknown,
}

/// A reference to a type.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct TypeUse {
    /// The type, or that of the elements.
    pub(super) shape: Shape,
    /// `Collection(…)`
    pub(super) collection: bool,
}

impl TypeUse {
    /// A single value.
    pub(super) fn single(shape: Shape) -> Self {
        Self { shape, collection: false }
    }
}

/// What a type is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// An entity type.
    Entity,
    /// A complex type.
    Complex,
    /// The parameters of an action as an object; no annotation can name it.
    Parameters,
    /// An enumeration; whether several members may be given.
    Enum {
        /// `IsFlags`
        flags: bool,
    },
    /// A type definition.
    Definition(Primitive),
}

/// A type.
#[derive(Debug)]
pub(super) struct Type {
    pub(super) namespace: Name,
    pub(super) name: Name,
    pub(super) kind: Kind,
    /// `BaseType`, once linked.
    pub(super) base: Option<TypeId>,
    /// Whether further properties may occur: `OpenType`, own or inherited, or a base that no file defines.
    pub(super) open: bool,
    /// Whether neither it nor a base nor a derived type has properties: a name for any JSON.
    pub(super) bare: bool,
    /// The numbers of itself and of what derives from it, if bases are counted before what derives from them.
    pub(super) family: Range<u32>,
    /// Its own properties in [`Model::properties`], sorted by name.
    pub(super) properties: Range<u32>,
    /// Its members in [`Model::members`], in order.
    pub(super) members: Range<u32>,
    pub(super) place: SchemaPlace,
}

/// A property, navigation property or parameter.
#[derive(Debug)]
pub(super) struct Property {
    pub(super) name: Name,
    pub(super) ty: UseId,
    pub(super) nullable: bool,
    pub(super) navigation: bool,
    /// `Computed`, or `Permissions` that only allow to read.
    pub(super) read_only: bool,
    pub(super) place: SchemaPlace,
}

/// A member of an enumeration.
#[derive(Debug)]
pub(super) struct Member {
    pub(super) name: Name,
}

/// An overload of an action or function.
#[derive(Debug)]
pub(super) struct Operation {
    pub(super) namespace: Name,
    pub(super) name: Name,
    pub(super) action: bool,
    /// The type of the binding parameter, if it is bound.
    pub(super) binding: Option<UseId>,
    /// The other parameters, as an object.
    pub(super) parameters: TypeId,
    pub(super) returns: Option<UseId>,
}

/// What a service offers at its root.
#[derive(Debug)]
pub(super) enum Root {
    /// An entity set.
    Set(UseId),
    /// A singleton.
    Singleton(UseId),
    /// An import of an unbound action or function, by its overloads.
    Import(Vec<OperationId>),
}

/// By namespace, if it has to be of one, and name.
pub(super) type Near = HashMap<(Option<Name>, String), Option<TypeId>>;

/// All files together.
#[derive(Debug, Default)]
pub(super) struct Model {
    pub(super) files: Vec<Arc<SourceFile>>,
    pub(super) names: Names,
    /// The namespaces that the files define, in order.
    pub(super) namespaces: Vec<Name>,
    /// Alias, namespace, and the file that says so.
    pub(super) aliases: Vec<(Name, Name, u32)>,
    /// The namespace of the first entity container.
    pub(super) service: Option<Name>,
    pub(super) types: Vec<Type>,
    pub(super) properties: Vec<Property>,
    pub(super) members: Vec<Member>,
    pub(super) uses: Vec<TypeUse>,
    pub(super) operations: Vec<Operation>,
    /// By namespace and name; several only if the files define one name twice.
    pub(super) by_name: HashMap<(Name, Name), Vec<TypeId>>,
    /// By name alone.
    pub(super) by_short: HashMap<Name, Vec<TypeId>>,
    /// By name in lower case: what documentation and services do not always keep apart.
    pub(super) operations_by_name: HashMap<String, Vec<OperationId>>,
    /// By name in lower case, with the name as written.
    pub(super) roots: HashMap<String, Vec<(Name, Root)>>,
    /// Every property name with the types that declare it, sorted by name and by the number of the type in its family.
    pub(super) owners: Vec<(Name, TypeId)>,
    /// What names that no type has were found to be near to: pages repeat them, and comparing is dear.
    pub(super) near: Mutex<Near>,
}

impl Model {
    pub(super) fn ty(&self, id: TypeId) -> &Type {
        &self.types[id.0 as usize]
    }

    pub(super) fn used(&self, id: UseId) -> TypeUse {
        self.uses[id.0 as usize]
    }

    pub(super) fn operation(&self, id: OperationId) -> &Operation {
        &self.operations[id.0 as usize]
    }

    pub(super) fn text(&self, name: Name) -> &str {
        self.names.text(name)
    }

    /// `microsoft.graph.user`
    pub(super) fn full_name(&self, id: TypeId) -> String {
        let ty = self.ty(id);
        format!("{}.{}", self.text(ty.namespace), self.text(ty.name))
    }

    /// The name of what values look like; empty if nothing is known of them.
    pub(super) fn shape_name(&self, shape: Shape) -> String {
        match shape {
            Shape::Defined(id) => self.full_name(id),
            Shape::Primitive(primitive) => primitive.name().to_owned(),
            Shape::Unknown => String::new(),
        }
    }

    /// The type, its base, the base of that, and so on. Linking has made sure that this ends.
    pub(super) fn lineage(&self, id: TypeId) -> impl Iterator<Item = TypeId> {
        std::iter::successors(Some(id), |id| self.ty(*id).base)
    }

    /// Whether `id` is `base` or derives from it.
    pub(super) fn derives(&self, id: TypeId, base: TypeId) -> bool {
        self.ty(base).family.contains(&self.ty(id).family.start)
    }

    /// The type's own properties, sorted by name.
    pub(super) fn own_properties(&self, id: TypeId) -> &[Property] {
        let range = &self.ty(id).properties;
        &self.properties[range.start as usize..range.end as usize]
    }

    /// The properties of the type and its bases.
    pub(super) fn properties(&self, id: TypeId) -> impl Iterator<Item = &Property> {
        self.lineage(id).flat_map(|ancestor| self.own_properties(ancestor))
    }

    /// The property of that name, own or inherited.
    pub(super) fn property(&self, id: TypeId, name: &str) -> Option<&Property> {
        let name = self.names.get(name)?;
        self.lineage(id).find_map(|ancestor| {
            let own = self.own_properties(ancestor);
            own.binary_search_by_key(&name, |property| property.name).ok().map(|at| &own[at])
        })
    }

    /// The property of that name, or the only one that differs in case.
    pub(super) fn property_by_path(&self, id: TypeId, name: &str) -> Option<&Property> {
        self.property(id, name).or_else(|| {
            let mut similar =
                self.properties(id).filter(|property| self.text(property.name).eq_ignore_ascii_case(name));
            similar.next().filter(|_| similar.next().is_none())
        })
    }

    /// Whether a type that derives from `id` declares a property of that name.
    pub(super) fn known_below(&self, id: TypeId, name: &str) -> bool {
        self.owners_below(id, name).next().is_some()
    }

    /// What a property is that only types deriving from `id` declare, if all of them agree.
    pub(super) fn use_below(&self, id: TypeId, name: &str) -> Option<TypeUse> {
        let mut uses = self.owners_below(id, name).filter_map(|owner| self.property(owner, name));
        let first = self.used(uses.next()?.ty);
        uses.all(|property| self.used(property.ty) == first).then_some(first)
    }

    fn owners_below(&self, id: TypeId, name: &str) -> impl Iterator<Item = TypeId> {
        let family = &self.ty(id).family;
        let name = self.names.get(name).filter(|_| family.len() > 1);
        let number = |owner: TypeId| self.ty(owner).family.start;
        let from = name.map_or(self.owners.len(), |name| {
            self.owners.partition_point(|(owned, owner)| (*owned, number(*owner)) < (name, family.start))
        });
        self.owners[from..]
            .iter()
            .take_while(move |(owned, owner)| Some(*owned) == name && number(*owner) < family.end)
            .map(|(_, owner)| *owner)
    }

    /// Whether values of the type are objects.
    pub(super) fn is_structured(&self, id: TypeId) -> bool {
        matches!(self.ty(id).kind, Kind::Entity | Kind::Complex | Kind::Parameters)
    }

    /// The members of an enumeration, in order.
    pub(super) fn members(&self, id: TypeId) -> impl Iterator<Item = &str> {
        let range = &self.ty(id).members;
        self.members[range.start as usize..range.end as usize].iter().map(|member| self.text(member.name))
    }
}
