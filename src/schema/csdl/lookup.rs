//! How a type is found by what a page calls it.

use std::sync::PoisonError;

use super::model::{Kind, Model, TypeId};
use super::names::Name;
use super::primitive::Primitive;
use crate::text::nearest;

/// What a page's name for a type leads to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Lookup {
    /// One type.
    Type(TypeId),
    /// Several definitions of one name.
    Several(Vec<TypeId>),
    /// `Edm.…` or `None`: nothing with a structure.
    Primitive,
    /// The namespace is the metadata's own, and has no such type.
    Missing {
        /// A type whose name is near.
        near: Option<TypeId>,
    },
    /// A namespace that the metadata does not define.
    Foreign,
}

impl Model {
    /// The type that a page means by `name`: with namespace, with alias, or without either.
    pub(super) fn look_up(&self, name: &str) -> Lookup {
        let name = name.trim();
        match name.rsplit_once('.') {
            Some((qualifier, _)) if qualifier.eq_ignore_ascii_case("Edm") => Lookup::Primitive,
            Some((qualifier, short)) => self.look_up_qualified(qualifier, short),
            None => self.look_up_short(name),
        }
    }

    fn look_up_qualified(&self, qualifier: &str, short: &str) -> Lookup {
        let Some(namespace) = self.namespace(qualifier, None) else {
            let differs_in_case =
                self.namespaces.iter().copied().find(|own| self.text(*own).eq_ignore_ascii_case(qualifier));
            return match differs_in_case {
                Some(own) => Lookup::Missing { near: self.near_type(Some(own), short) },
                None => Lookup::Foreign,
            };
        };
        let known = self.names.get(short).and_then(|short| self.by_name.get(&(namespace, short)));
        match known.map(Vec::as_slice) {
            Some([one]) => Lookup::Type(*one),
            Some(several) => Lookup::Several(several.to_vec()),
            None => Lookup::Missing {
                near: self.near_type(Some(namespace), short).or_else(|| self.elsewhere(short)),
            },
        }
    }

    /// A name without namespace. Where several namespaces have it, the service's own is meant.
    fn look_up_short(&self, short: &str) -> Lookup {
        let known = self.names.get(short).and_then(|short| self.by_short.get(&short));
        match known.map(Vec::as_slice) {
            Some([one]) => Lookup::Type(*one),
            Some(several) => {
                let mut own = several.iter().filter(|id| Some(self.ty(**id).namespace) == self.service);
                match (own.next(), own.next()) {
                    (Some(one), None) => Lookup::Type(*one),
                    _ => Lookup::Several(several.to_vec()),
                }
            }
            None if Primitive::is_word(short) => Lookup::Primitive,
            None if self.namespaces.len() == 1 => Lookup::Missing { near: self.near_type(None, short) },
            None => Lookup::Foreign,
        }
    }

    /// The namespace that a qualifier means: itself, or an alias, that of `file` first.
    pub(super) fn namespace(&self, qualifier: &str, file: Option<u32>) -> Option<Name> {
        let name = self.names.get(qualifier)?;
        if self.namespaces.contains(&name) {
            return Some(name);
        }
        let mut meant = self.aliases.iter().filter(|(alias, ..)| *alias == name);
        let first = meant.clone().next();
        meant.find(|(.., of)| Some(*of) == file).or(first).map(|(_, namespace, _)| *namespace)
    }

    /// The type of a namespace, or of any, whose name is near.
    fn near_type(&self, namespace: Option<Name>, short: &str) -> Option<TypeId> {
        let key = (namespace, short.to_owned());
        if let Some(known) = self.near.lock().unwrap_or_else(PoisonError::into_inner).get(&key) {
            return *known;
        }
        let near = self.compare(namespace, short);
        self.near.lock().unwrap_or_else(PoisonError::into_inner).insert(key, near);
        near
    }

    /// The same by comparing the name with all of them.
    fn compare(&self, namespace: Option<Name>, short: &str) -> Option<TypeId> {
        let types: Vec<TypeId> = (0..self.types.len() as u32)
            .map(TypeId)
            .filter(|id| self.is_named(*id))
            .filter(|id| namespace.is_none_or(|namespace| self.ty(*id).namespace == namespace))
            .collect();
        let shorts: Vec<&str> = types.iter().map(|id| self.text(self.ty(*id).name)).collect();
        let near = nearest(short, shorts.iter().copied())?;
        shorts.iter().position(|candidate| *candidate == near).map(|at| types[at])
    }

    /// The only type of that name in another namespace.
    fn elsewhere(&self, short: &str) -> Option<TypeId> {
        match self.names.get(short).and_then(|short| self.by_short.get(&short)).map(Vec::as_slice) {
            Some([one]) => Some(*one),
            _ => None,
        }
    }

    /// Whether a page can name the type.
    pub(super) fn is_named(&self, id: TypeId) -> bool {
        self.ty(id).kind != Kind::Parameters
    }
}
