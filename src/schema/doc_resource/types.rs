//! What a page can say about the type of a member.
//!
//! Types live in one arena and refer to each other by number: the depth of a block's JSON is whatever its writer
//! typed, and nothing here may recurse on it.

use std::collections::HashMap;
use std::sync::Arc;

use crate::schema::{SchemaPlace, lexical};

/// A type of the arena.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) struct TypeId(u32);

/// The definitions that share a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) struct NameId(pub(super) u32);

/// A type.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Type {
    /// The page says nothing of use.
    Unsaid,
    /// One value of a type that no page defines: anything but a collection.
    Single,
    /// Anything, in so many words (`Json`), or contradicting statements.
    Any,
    /// `true` or `false`.
    Boolean,
    /// A whole number.
    Integer,
    /// Any number.
    Number,
    /// A string.
    Text(TextFormat),
    /// A string of a list in the block: `"a | b"`.
    Choice(Arc<[String]>),
    /// A string of a table of values.
    Listed(Arc<[String]>),
    /// A sample string; if it is the name of a type it says nothing.
    Sample(String),
    /// A type by name, not yet looked up, and the members that the block shows in it.
    Named(String, Option<Properties>),
    /// A defined resource.
    Resource(NameId),
    /// An object without a name of its own.
    Object(Properties),
    /// An array.
    Collection(TypeId),
}

/// What the strings of a type look like.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum TextFormat {
    /// Any text.
    Plain,
    /// RFC 3339 date and time.
    DateTime,
    /// RFC 3339 date.
    Date,
    /// Time of day.
    TimeOfDay,
    /// ISO 8601 duration.
    Duration,
    /// A GUID.
    Guid,
    /// Base64.
    Binary,
}

impl TextFormat {
    /// The name of the format, if a string is not of it.
    pub(super) fn broken_by(self, text: &str) -> Option<&'static str> {
        let (name, fits): (_, fn(&str) -> bool) = match self {
            Self::DateTime => ("date-time", lexical::is_date_time),
            Self::Date => ("date", lexical::is_date),
            Self::TimeOfDay => ("time", lexical::is_time),
            Self::Duration => ("duration", lexical::is_duration),
            Self::Guid => ("uuid", lexical::is_guid),
            Self::Plain | Self::Binary => return None,
        };
        (!fits(text)).then_some(name)
    }
}

/// The members of a type by name.
pub(super) type Properties = HashMap<Box<str>, Property>;

/// A member of a type.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Property {
    /// Its type.
    pub ty: TypeId,
    /// The only values it may have, where two places of the page list the same.
    pub allowed: Option<Arc<[String]>>,
    /// Whether all places of the page that describe it agree in the format of the string.
    pub format_agreed: bool,
    /// Where the page describes it.
    pub at: SchemaPlace,
}

impl Property {
    pub(super) fn new(ty: TypeId, at: SchemaPlace) -> Self {
        Self { ty, allowed: None, format_agreed: false, at }
    }
}

/// The kinds that can contradict each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Open,
    Single,
    Boolean,
    Number,
    Text,
    Object,
    Collection,
}

/// How many types every arena has from the start: [`Types::UNSAID`] and [`Types::ANY`].
const FIRST: u32 = 2;

/// The way from the numbers of one arena to those of another that has taken it over.
#[derive(Clone, Copy, Debug)]
pub(super) struct Shift(u32);

impl Shift {
    fn of(self, id: TypeId) -> TypeId {
        if id.0 < FIRST { id } else { TypeId(id.0 + self.0) }
    }

    pub(super) fn all(self, properties: &mut Properties) {
        for property in properties.values_mut() {
            property.ty = self.of(property.ty);
        }
    }
}

/// All types of a provider.
#[derive(Debug)]
pub(super) struct Types {
    types: Vec<Type>,
}

impl Types {
    /// The type that says nothing.
    pub(super) const UNSAID: TypeId = TypeId(0);
    /// The type that allows everything.
    pub(super) const ANY: TypeId = TypeId(1);

    pub(super) fn new() -> Self {
        Self { types: vec![Type::Unsaid, Type::Any] }
    }

    pub(super) fn add(&mut self, ty: Type) -> TypeId {
        match ty {
            Type::Unsaid => Self::UNSAID,
            Type::Any => Self::ANY,
            _ => {
                self.types.push(ty);
                TypeId(self.types.len() as u32 - 1)
            }
        }
    }

    /// Takes over the types of another arena; says by how much their numbers grow.
    pub(super) fn append(&mut self, other: Self) -> Shift {
        let shift = Shift(self.types.len() as u32 - FIRST);
        self.types.extend(other.types.into_iter().skip(FIRST as usize).map(|mut ty| {
            match &mut ty {
                Type::Collection(inner) => *inner = shift.of(*inner),
                Type::Object(properties) | Type::Named(_, Some(properties)) => shift.all(properties),
                _ => {}
            }
            ty
        }));
        shift
    }

    /// The type in `depth` collections.
    pub(super) fn add_nested(&mut self, ty: Type, depth: u32) -> TypeId {
        let mut id = self.add(ty);
        for _ in 0..depth {
            id = self.add(Type::Collection(id));
        }
        id
    }

    pub(super) fn get(&self, id: TypeId) -> &Type {
        &self.types[id.0 as usize]
    }

    /// How many types there are.
    pub(super) fn len(&self) -> usize {
        self.types.len()
    }

    /// The types from the `first`th on.
    pub(super) fn since(&mut self, first: usize) -> &mut [Type] {
        &mut self.types[first..]
    }

    /// The type inside all collections, and how many they are.
    pub(super) fn innermost(&self, mut id: TypeId) -> (TypeId, u32) {
        let mut depth = 0;
        while let Type::Collection(inner) = *self.get(id) {
            id = inner;
            depth += 1;
        }
        (id, depth)
    }

    pub(super) fn kind(&self, id: TypeId) -> Kind {
        match self.get(id) {
            Type::Unsaid | Type::Any => Kind::Open,
            Type::Single | Type::Named(..) => Kind::Single,
            Type::Boolean => Kind::Boolean,
            Type::Integer | Type::Number => Kind::Number,
            Type::Text(_) | Type::Choice(_) | Type::Listed(_) | Type::Sample(_) => Kind::Text,
            Type::Resource(_) | Type::Object(_) => Kind::Object,
            Type::Collection(_) => Kind::Collection,
        }
    }
}
