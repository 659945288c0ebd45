//! A body against a type, to any depth.
//!
//! Values that are still to be looked at wait in a list: depth is whatever the writer typed. What the metadata does
//! not decide is never reported: members of open types, members that a derived type declares where the example does
//! not say which it is, values of types without structure, and absent members, since OData lets a message leave out
//! what was not selected and metadata does not say what a service always sends.

use std::collections::HashMap;

use super::lookup::Lookup;
use super::model::{Kind, Model, Property, Shape, TypeId, TypeUse};
use super::primitive::{Primitive, found, is_stand_in};
use crate::schema::{Direction, Instance, SchemaPlace, Tolerance, TypeWord, Violation, ViolationKind};
use crate::syntax::json::{NodeId, NodeKind};
use crate::text::nearest;

/// How many members of an enumeration a message names.
const MOST_ALLOWED: usize = 12;

/// For how many unknown members of an object a near name is looked for.
const MOST_COMPARED: usize = 32;

/// How many different names of types a body may hold; further ones are taken for foreign.
const MOST_TYPES: usize = 512;

/// Everything that the type has against a body.
pub(super) fn validate(
    model: &Model,
    body: Instance<'_>,
    ty: TypeUse,
    tolerance: &Tolerance,
) -> Vec<Violation> {
    let entity = matches!(ty.shape, Shape::Defined(id) if model.ty(id).kind == Kind::Entity);
    let request = matches!(tolerance.direction, Some(Direction::Request));
    let mut check = Check {
        model,
        body,
        guards: request && entity,
        waiting: Vec::new(),
        found: Vec::new(),
        looked_up: HashMap::new(),
    };
    check.body(ty);
    while let Some(next) = check.waiting.pop() {
        check.value(&next);
    }
    check.found.sort_by_key(|violation| violation.node);
    check.found
}

struct Check<'m, 't> {
    model: &'m Model,
    body: Instance<'t>,
    /// Whether members that only the service sets are reported.
    guards: bool,
    waiting: Vec<Expected>,
    found: Vec<Violation>,
    /// What the names of types in the body lead to: an array repeats them.
    looked_up: HashMap<&'t str, Lookup>,
}

/// A value and what belongs there.
struct Expected {
    node: NodeId,
    ty: TypeUse,
    nullable: bool,
    /// Whether members that the type does not know are wrong.
    complete: bool,
    place: Option<SchemaPlace>,
}

impl Expected {
    fn new(node: Instance<'_>, ty: TypeUse) -> Self {
        Self { node: node.node, ty, nullable: true, complete: true, place: None }
    }
}

impl<'m, 't> Check<'m, 't> {
    fn look_up(&mut self, name: &'t str) -> Lookup {
        if self.looked_up.len() >= MOST_TYPES && !self.looked_up.contains_key(name) {
            return Lookup::Foreign;
        }
        self.looked_up.entry(name).or_insert_with(|| self.model.look_up(name)).clone()
    }

    fn report(&mut self, node: Instance<'_>, kind: ViolationKind, schema_at: Option<SchemaPlace>) {
        self.found.push(Violation { kind, node: node.node, schema_at });
    }

    /// Takes the body out of its envelope and holds its shape against the type's.
    fn body(&mut self, ty: TypeUse) {
        let body = self.body;
        if body.is_placeholder() || self.is_any(ty.shape) || self.is_error(ty.shape) {
            return;
        }
        let single = TypeUse::single(ty.shape);
        let (content, within) = match self.envelope(ty) {
            Some(content) => (content, true),
            None => (body, false),
        };
        match content.node().kind {
            NodeKind::Array => {
                if !ty.collection {
                    self.shape(content, false, ty.shape);
                }
                self.waiting.extend(content.children().map(|element| Expected::new(element, single)));
            }
            _ if content.is_placeholder() => {}
            NodeKind::Null if within => {}
            _ => {
                if ty.collection {
                    self.shape(content, true, ty.shape);
                }
                let complete = !ty.collection || within;
                self.waiting.push(Expected { complete, ..Expected::new(content, single) });
            }
        }
    }

    fn shape(&mut self, content: Instance<'_>, collection: bool, shape: Shape) {
        self.report(content, ViolationKind::CollectionShape { collection }, self.place(shape));
    }

    /// The content of `{"value": …}`, where the body is that envelope and not an object of the type.
    ///
    /// A collection always has one unless it is a bare array; a single value has one if it is primitive, and
    /// generators write one around entities as well.
    fn envelope(&self, ty: TypeUse) -> Option<Instance<'t>> {
        let value = self.body.member("value")?;
        let Shape::Defined(id) = ty.shape else { return Some(value) };
        if !self.model.is_structured(id) {
            return Some(value);
        }
        if self.model.ty(id).kind == Kind::Parameters {
            return None;
        }
        let kind = value.node().kind;
        let own = self.model.property(id, "value").map(|own| self.model.used(own.ty));
        if ty.collection {
            return (kind == NodeKind::Array || own.is_none()).then_some(value);
        }
        let annotation = |name: &str| name == "value" || name.contains('@');
        let alone = self.body.children().all(|member| member.name().is_none_or(annotation));
        let scalar = own.is_none_or(|own| !own.collection && self.is_scalar(own.shape));
        (alone && scalar && matches!(kind, NodeKind::Object | NodeKind::Array)).then_some(value)
    }

    /// Whether a value of the type is neither an object nor an array.
    fn is_scalar(&self, shape: Shape) -> bool {
        match shape {
            Shape::Primitive(primitive) => primitive != Primitive::Untyped,
            Shape::Defined(id) => !self.model.is_structured(id),
            Shape::Unknown => false,
        }
    }

    /// Whether the body is an error instead: `{"error": {…}}` (OData JSON Format 4.01, section 21.1).
    fn is_error(&self, shape: Shape) -> bool {
        let Shape::Defined(id) = shape else { return false };
        let error = self.body.member("error").is_some_and(|error| error.node().kind == NodeKind::Object);
        error && self.model.property(id, "error").is_none() && self.model.ty(id).kind != Kind::Parameters
    }

    /// Whether every JSON value is of the type.
    fn is_any(&self, shape: Shape) -> bool {
        match shape {
            Shape::Primitive(primitive) => matches!(primitive, Primitive::Untyped | Primitive::Stream),
            Shape::Defined(id) => self.model.ty(id).bare && self.model.ty(id).kind == Kind::Complex,
            Shape::Unknown => true,
        }
    }

    fn place(&self, shape: Shape) -> Option<SchemaPlace> {
        match shape {
            Shape::Defined(id) => Some(self.model.ty(id).place),
            _ => None,
        }
    }

    fn value(&mut self, expected: &Expected) {
        let value = self.body.at(expected.node);
        if value.is_placeholder() {
            return;
        }
        if value.node().kind == NodeKind::Null {
            if !expected.nullable && !expected.ty.collection {
                self.report(value, ViolationKind::NullValue, expected.place);
            }
            return;
        }
        // A collection of anything is an array all the same.
        if expected.ty.collection {
            return self.elements(value, expected);
        }
        if self.is_any(expected.ty.shape) {
            return self.undeclared(value);
        }
        let kind = match expected.ty.shape {
            Shape::Primitive(primitive) => primitive.check(value),
            Shape::Defined(id) => match self.model.ty(id).kind {
                Kind::Definition(primitive) => primitive.check(value),
                Kind::Enum { flags } => return self.enumeration(value, id, flags),
                _ if value.node().kind == NodeKind::Object => {
                    return self.object(value, id, expected.complete);
                }
                _ => Some(ViolationKind::TypeMismatch {
                    expected: TypeWord::Object(Some(self.model.full_name(id))),
                    found: found(value),
                }),
            },
            Shape::Unknown => None,
        };
        if let Some(kind) = kind {
            self.report(value, kind, expected.place.or_else(|| self.place(expected.ty.shape)));
        }
    }

    fn elements(&mut self, value: Instance<'t>, expected: &Expected) {
        if value.node().kind != NodeKind::Array {
            let kind = ViolationKind::TypeMismatch { expected: TypeWord::Array, found: found(value) };
            return self.report(value, kind, expected.place);
        }
        let ty = TypeUse::single(expected.ty.shape);
        let (nullable, place) = (expected.nullable, expected.place);
        let element = |element: Instance<'_>| Expected { nullable, place, ..Expected::new(element, ty) };
        self.waiting.extend(value.children().map(element));
    }

    /// A value that no property describes: only what says its own type can be held against it.
    fn undeclared(&mut self, value: Instance<'t>) {
        match value.node().kind {
            NodeKind::Array => {
                let unknown = TypeUse::single(Shape::Unknown);
                self.waiting.extend(value.children().map(|element| Expected::new(element, unknown)));
            }
            NodeKind::Object => {
                let tag = type_tag(value).and_then(|(_, name)| match self.look_up(name) {
                    Lookup::Type(id) if self.model.is_structured(id) => Some(id),
                    _ => None,
                });
                if let Some(id) = tag {
                    self.object(value, id, true);
                }
            }
            _ => {}
        }
    }

    fn object(&mut self, object: Instance<'t>, declared: TypeId, complete: bool) {
        if object.member("@removed").is_some() || object.member("@odata.removed").is_some() {
            return;
        }
        let (id, certain) = self.actual(object, declared);
        let ty = self.model.ty(id);
        let complete = complete && certain && !ty.open && !ty.bare;
        let mut strangers = Vec::new();
        for member in object.children() {
            let Some(name) = member.name().filter(|name| !name.contains('@')) else { continue };
            match self.property(id, name) {
                Some(property) => self.member(member, name, property),
                None if !complete || self.model.known_below(id, name) => {
                    self.waiting.push(Expected::new(member, TypeUse::single(Shape::Unknown)));
                }
                None => strangers.push((member, name)),
            }
        }
        if !strangers.is_empty() {
            self.unknown(object, &strangers, id);
        }
    }

    /// The property of that name. Services take the parameters of an action in any case, and pages rely on it.
    fn property(&self, id: TypeId, name: &str) -> Option<&'m Property> {
        match self.model.ty(id).kind {
            Kind::Parameters => self.model.property_by_path(id, name),
            _ => self.model.property(id, name),
        }
    }

    fn member(&mut self, member: Instance<'t>, name: &str, property: &Property) {
        if self.guards && property.read_only {
            self.report(member, ViolationKind::ReadOnly { name: name.to_owned() }, Some(property.place));
        }
        self.waiting.push(Expected {
            node: member.node,
            ty: self.model.used(property.ty),
            nullable: property.nullable,
            complete: true,
            place: Some(property.place),
        });
    }

    fn unknown(&mut self, object: Instance<'t>, strangers: &[(Instance<'t>, &str)], id: TypeId) {
        let mut present: Vec<&str> = object.children().filter_map(Instance::name).collect();
        present.sort_unstable();
        let known = self.model.properties(id).map(|property| self.model.text(property.name));
        let absent: Vec<&str> = known.filter(|known| present.binary_search(known).is_err()).collect();
        for (index, (member, name)) in strangers.iter().enumerate() {
            let candidates = if index < MOST_COMPARED { absent.as_slice() } else { &[] };
            let near = nearest(name, candidates.iter().copied()).map(str::to_owned);
            // A name that OData does not allow is a template or an annotation of another kind, unless it is a slip.
            if near.is_some() || is_identifier(name) {
                let (name, owner) = ((*name).to_owned(), self.model.full_name(id));
                let kind = ViolationKind::UnknownProperty { name, owner, near };
                self.report(*member, kind, Some(self.model.ty(id).place));
            }
        }
    }

    /// The type that the object says it has, and whether it is known for certain.
    fn actual(&mut self, object: Instance<'t>, declared: TypeId) -> (TypeId, bool) {
        let Some((tag, name)) = type_tag(object) else { return (declared, true) };
        // A quote is of a string that goes on where it should not: a slip of JSON.
        if tag.is_placeholder() || name.contains(['(', '"']) {
            return (declared, false);
        }
        let parameters = self.model.ty(declared).kind == Kind::Parameters;
        match self.look_up(name) {
            Lookup::Type(id) if self.model.is_structured(id) => {
                if self.model.derives(id, declared) {
                    return (id, true);
                }
                if parameters || self.model.derives(declared, id) {
                    return (declared, true);
                }
                let (name, place) = (name.to_owned(), self.model.ty(declared).place);
                let declared = Some(self.model.full_name(declared));
                self.report(tag, ViolationKind::UnknownType { name, near: None, declared }, Some(place));
                (id, true)
            }
            Lookup::Type(_) | Lookup::Primitive | Lookup::Foreign => (declared, false),
            Lookup::Several(ids) => {
                let fits = ids.into_iter().find(|id| self.model.derives(*id, declared));
                fits.map_or((declared, false), |id| (id, true))
            }
            Lookup::Missing { near } => {
                let near_name = near.map(|id| self.model.full_name(id));
                let same = near.filter(|id| {
                    near_name.as_ref().is_some_and(|near| near.eq_ignore_ascii_case(name))
                        && self.model.derives(*id, declared)
                });
                let (name, near) = (name.to_owned(), near_name);
                self.report(tag, ViolationKind::UnknownType { name, near, declared: None }, None);
                same.map_or((declared, false), |id| (id, true))
            }
        }
    }

    fn enumeration(&mut self, value: Instance<'t>, id: TypeId, flags: bool) {
        let place = Some(self.model.ty(id).place);
        match value.node().kind {
            NodeKind::Number => return,
            NodeKind::String => {}
            _ => {
                let kind = ViolationKind::TypeMismatch { expected: TypeWord::String, found: found(value) };
                return self.report(value, kind, place);
            }
        }
        let members: Vec<&str> = self.model.members(id).collect();
        let text = value.written();
        let known = |part: &str| members.contains(&part) || part.parse::<i64>().is_ok();
        let fits = if flags { text.split(',').all(|part| known(part.trim())) } else { known(text) };
        // `"a | b"` is a choice that the writer leaves to the reader.
        let choice = text.contains('|') && text.split('|').any(|part| known(part.trim()));
        if fits || choice || is_stand_in(text) {
            return;
        }
        let wrong = if flags {
            text.split(',').map(str::trim).find(|part| !known(part)).unwrap_or(text)
        } else {
            text
        };
        let kind = ViolationKind::EnumValue {
            owner: Some(self.model.full_name(id)),
            near: nearest(wrong, members.iter().copied()).map(str::to_owned),
            allowed: members.iter().take(MOST_ALLOWED).map(|&member| member.to_owned()).collect(),
        };
        self.report(value, kind, place);
    }
}

/// The member that names the object's type, and the name without `#` and what stands before it.
fn type_tag(object: Instance<'_>) -> Option<(Instance<'_>, &str)> {
    let tag = object
        .member("@odata.type")
        .or_else(|| object.member("@type").filter(|tag| tag.written().contains('#')))
        .filter(|tag| tag.node().kind == NodeKind::String)?;
    let written = tag.written();
    Some((tag, written.rsplit_once('#').map_or(written, |(_, name)| name)))
}

/// Whether a name is one that OData allows (CSDL 4.01, section 15.2).
fn is_identifier(name: &str) -> bool {
    let mut chars = name.chars();
    chars.next().is_some_and(|first| first.is_alphabetic() || first == '_')
        && chars.all(|c| c.is_alphanumeric() || c == '_')
}
