//! A value against a definition.
//!
//! Every value is looked at once, at every depth, from a list and not by recursion. Pages are partial by nature: a
//! missing member is never a violation, and an unknown one only where the definition is complete.

use std::collections::{BTreeSet, HashSet};

use super::model::{Definition, Model};
use super::types::{NameId, Properties, Property, TextFormat, Type, TypeId, Types};
use crate::schema::{Instance, SchemaPlace, SchemaRef, TypeWord, Violation, ViolationKind, lexical};
use crate::syntax::json::NodeKind;
use crate::text::nearest;

/// Everything that the definition has against the body.
pub(super) fn check(model: &Model, schema: SchemaRef, body: Instance<'_>) -> Vec<Violation> {
    let mut check = Check { model, found: Vec::new(), todo: Vec::new() };
    check.body(schema, body);
    while let Some((value, expected)) = check.todo.pop() {
        check.value(value, expected);
    }
    check.found.sort_by_key(|violation| violation.node);
    check.found
}

/// For how many unknown members of one object the name that was meant is looked for.
const MAX_NEAR: usize = 16;

/// What a value should be.
#[derive(Clone, Copy)]
enum Expected<'m> {
    /// An object of a definition.
    Definition(u32),
    /// The value of a member.
    Member(TypeId, &'m Property),
    /// Anything; objects in it may name their type nevertheless.
    Anything,
}

struct Check<'m, 'v> {
    model: &'m Model,
    found: Vec<Violation>,
    todo: Vec<(Instance<'v>, Expected<'m>)>,
}

impl<'m, 'v> Check<'m, 'v> {
    /// The body: a collection is an array or has it under `value`; a single object may be shown under `value`, too.
    fn body(&mut self, schema: SchemaRef, body: Instance<'v>) {
        let wrapped = body.member("value").filter(|_| body.node().kind == NodeKind::Object);
        let wrapped = wrapped.filter(|_| schema.collection || self.is_envelope(schema.id, body));
        let inner = wrapped.unwrap_or(body);
        let has_array = || inner.children().any(|member| member.node().kind == NodeKind::Array);
        let misshapen = match inner.node().kind {
            NodeKind::Array => !schema.collection,
            // The array may have another name, or have been left out.
            NodeKind::Object if schema.collection => {
                wrapped.is_some() || !inner.node().elided && inner.children().next().is_some() && !has_array()
            }
            NodeKind::Object => false,
            // One property of the object was asked for: `{"@odata.context": …, "value": 900}`.
            _ if wrapped.is_some() => return,
            _ => false,
        };
        if misshapen {
            let kind = ViolationKind::CollectionShape { collection: schema.collection };
            self.report(inner, kind, Some(self.model.get(schema.id).at));
        }
        let one = Expected::Definition(schema.id);
        match inner.node().kind {
            NodeKind::Array => self.todo.extend(inner.children().map(|element| (element, one))),
            NodeKind::Object if schema.collection && !misshapen => {}
            _ => self.todo.push((inner, one)),
        }
    }

    /// Whether an object has nothing but control information and a `value` that its type does not have.
    fn is_envelope(&self, index: u32, body: Instance<'_>) -> bool {
        let is_around = |name: &str| name == "value" || is_control(name);
        !body.node().elided
            && self.model.property(index, "value").is_none()
            && body.children().all(|member| member.name().is_some_and(is_around))
    }

    fn value(&mut self, value: Instance<'v>, expected: Expected<'m>) {
        if value.is_placeholder() || value.node().kind == NodeKind::Null {
            return;
        }
        let (ty, property) = match expected {
            Expected::Anything => return self.anything(value),
            Expected::Definition(index) => return self.object_of(index, value, self.model.get(index).at),
            Expected::Member(ty, property) => (ty, property),
        };
        let node = value.node().kind;
        match (self.model.types.get(ty), node) {
            (Type::Unsaid | Type::Any | Type::Single | Type::Named(..), _) => self.anything(value),
            (Type::Resource(name), _) => match self.model.definition(*name) {
                Some(index) => self.object_of(index, value, property.at),
                None => self.anything(value),
            },
            (Type::Object(members), NodeKind::Object) => self.inline(members, value),
            (Type::Collection(inner), NodeKind::Array) => {
                self.todo
                    .extend(value.children().map(|element| (element, Expected::Member(*inner, property))));
            }
            (Type::Boolean, NodeKind::Bool(_)) | (Type::Number, NodeKind::Number) => {}
            (Type::Integer, NodeKind::Number) if is_whole(value.written()) => {}
            (Type::Number, NodeKind::String) if matches!(value.written(), "INF" | "-INF" | "NaN") => {}
            (Type::Text(format), NodeKind::String) => self.string(value, *format, property),
            (Type::Choice(_) | Type::Listed(_) | Type::Sample(_), NodeKind::String) => {
                self.string(value, TextFormat::Plain, property);
            }
            _ => self.mismatch(value, ty, property.at),
        }
    }

    /// A value of which nothing is known but what it says itself.
    fn anything(&mut self, value: Instance<'v>) {
        match self.declared(value) {
            Some(index) => self.members_of(index, value, Declared::Known),
            None => self.todo.extend(value.children().map(|child| (child, Expected::Anything))),
        }
    }

    /// The definition that an object names in its `@odata.type`.
    fn declared(&self, value: Instance<'v>) -> Option<u32> {
        let name = declared_name(value)?;
        self.model.names.exact(name).and_then(|name| self.model.definition(name))
    }

    fn object_of(&mut self, index: u32, value: Instance<'v>, at: SchemaPlace) {
        if value.node().kind != NodeKind::Object {
            let name = self.model.names.get(self.model.get(index).name).to_owned();
            let kind =
                ViolationKind::TypeMismatch { expected: TypeWord::Object(Some(name)), found: found(value) };
            return self.report(value, kind, Some(at));
        }
        match (declared_name(value), self.declared(value)) {
            (None, _) => self.members_of(index, value, Declared::No),
            (_, Some(declared)) => self.members_of(declared, value, Declared::Known),
            (Some(name), None) => {
                self.misspelt(value, name, at);
                self.members_of(index, value, Declared::Unknown);
            }
        }
    }

    /// A type name that differs from a defined one in case alone.
    fn misspelt(&mut self, value: Instance<'v>, name: &str, at: SchemaPlace) {
        let near = self.model.names.folded(name).map(|near| self.model.names.get(near).to_owned());
        if let (Some(near), Some(member)) = (near.filter(|near| near != name), value.member("@odata.type")) {
            let kind = ViolationKind::UnknownType { name: name.to_owned(), near: Some(near), declared: None };
            self.report(member, kind, Some(at));
        }
    }

    fn members_of(&mut self, index: u32, value: Instance<'v>, declared: Declared) {
        let mut strangers = Vec::new();
        let mut known = 0;
        for member in value.children() {
            let Some(name) = member.name().filter(|name| !is_control(name)) else { continue };
            let property = self.model.property(index, name);
            match property {
                Some(_) => known += 1,
                None => strangers.push((name, member)),
            }
            let expected =
                property.map_or(Expected::Anything, |property| Expected::Member(property.ty, property));
            self.todo.push((member, expected));
        }
        // Where most members are strangers, the page is about something else or has forgotten what it inherits.
        let foreign = strangers.len() > known.max(1);
        if strangers.is_empty() || foreign || self.may_inherit(index, &strangers) {
            return;
        }
        strangers.retain(|(name, _)| self.knows_no_more(index, name, declared));
        let free = if strangers.is_empty() { Vec::new() } else { self.free_names(index, value) };
        for (count, (name, member)) in strangers.into_iter().enumerate() {
            let near = if count < MAX_NEAR { nearest(name, free.iter().copied()) } else { None };
            self.unknown(index, member, name, near);
        }
    }

    /// The names that the type knows and the object does not have.
    fn free_names(&self, index: u32, value: Instance<'_>) -> Vec<&'m str> {
        const CONTROL: [&str; 5] =
            ["@odata.type", "@odata.id", "@odata.context", "@odata.etag", "@odata.nextLink"];
        let taken: HashSet<&str> = value.children().filter_map(Instance::name).collect();
        let model = self.model;
        let names = model.get(index).lineage.iter().flat_map(|&index| model.get(index).properties.keys());
        let names = names.map(AsRef::as_ref).chain(CONTROL).filter(|name| !taken.contains(name));
        names.collect::<BTreeSet<&str>>().into_iter().collect()
    }

    /// Whether the page may have forgotten to say that its type inherits from another: there is a base type that has
    /// everything that this one lacks.
    fn may_inherit(&self, index: u32, strangers: &[(&str, Instance<'v>)]) -> bool {
        let has_all =
            |&base: &u32| strangers.iter().all(|(name, _)| self.model.property(base, name).is_some());
        self.model.get(index).lineage.len() == 1 && self.model.bases.iter().any(has_all)
    }

    fn inline(&mut self, members: &'m Properties, value: Instance<'v>) {
        if let Some(index) = self.declared(value) {
            return self.members_of(index, value, Declared::Known);
        }
        for member in value.children() {
            let property = member.name().and_then(|name| members.get(name));
            let expected =
                property.map_or(Expected::Anything, |property| Expected::Member(property.ty, property));
            self.todo.push((member, expected));
        }
    }

    /// Whether the pages leave no room for a member of that name.
    fn knows_no_more(&self, index: u32, name: &str, declared: Declared) -> bool {
        let definition = self.model.get(index);
        let is_strange = |&heir: &u32| {
            let heir = self.model.get(heir);
            heir.complete && !heir.properties.contains_key(name)
        };
        definition.complete
            && !is_dynamic(name)
            && match declared {
                Declared::Known => true,
                Declared::Unknown => false,
                Declared::No => definition.heirs.iter().all(is_strange),
            }
    }

    fn unknown(&mut self, index: u32, member: Instance<'v>, name: &str, near: Option<&str>) {
        let definition: &Definition = self.model.get(index);
        let kind = ViolationKind::UnknownProperty {
            name: name.to_owned(),
            owner: self.model.names.get(definition.name).to_owned(),
            near: near.map(str::to_owned),
        };
        self.report(member, kind, Some(definition.at));
    }

    fn string(&mut self, value: Instance<'v>, format: TextFormat, property: &Property) {
        let text = value.written();
        if let Some(allowed) = &property.allowed {
            let known = |part: &str| allowed.iter().any(|value| value == part.trim());
            // Flags are written one after the other; a generator's leftover is no value.
            if !text.is_empty() && !text.contains(['|', '@']) && !text.split(',').all(known) {
                let near = nearest(text, allowed.iter().map(String::as_str)).map(str::to_owned);
                let allowed = allowed.iter().take(12).cloned().collect();
                self.report(
                    value,
                    ViolationKind::EnumValue { owner: None, allowed, near },
                    Some(property.at),
                );
            }
        }
        if let Some(format) = format.broken_by(text).filter(|_| property.format_agreed) {
            self.report(value, ViolationKind::Format { format }, Some(property.at));
        }
    }

    fn mismatch(&mut self, value: Instance<'v>, ty: TypeId, at: SchemaPlace) {
        let kind = ViolationKind::TypeMismatch { expected: word(self.model, ty), found: found(value) };
        self.report(value, kind, Some(at));
    }

    fn report(&mut self, value: Instance<'v>, kind: ViolationKind, schema_at: Option<SchemaPlace>) {
        self.found.push(Violation { kind, node: value.node, schema_at });
    }
}

/// Whether an object says what it is.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Declared {
    /// By a type that is defined.
    Known,
    /// By one that is not.
    Unknown,
    /// Not at all.
    No,
}

/// The name in an object's `@odata.type`.
fn declared_name(value: Instance<'_>) -> Option<&str> {
    let member = value.member("@odata.type").filter(|member| member.node().kind == NodeKind::String)?;
    Some(member.written().trim().trim_start_matches('#')).filter(|name| !name.is_empty())
}

/// Control information and annotations (OData JSON §4.5), bound operations, and names that the reader fills in.
fn is_control(name: &str) -> bool {
    name.contains(['@', '{', '<', '…']) || name.starts_with('#') || name.contains("...")
}

/// Names that an object gets at run time: extensions and ids.
fn is_dynamic(name: &str) -> bool {
    name.starts_with("extension_") || lexical::is_guid(name) || name.starts_with(|c: char| c.is_ascii_digit())
}

/// Whether a number has no fraction, however it is written.
fn is_whole(text: &str) -> bool {
    !text.contains(['.', 'e', 'E']) || text.parse::<f64>().is_ok_and(|number| number.fract() == 0.0)
}

/// A type in words.
pub(super) fn word(model: &Model, ty: TypeId) -> TypeWord {
    let types: &Types = &model.types;
    let name = |name: NameId| model.names.get(name).to_owned();
    match types.get(ty) {
        Type::Boolean => TypeWord::Boolean,
        Type::Integer => TypeWord::Integer,
        Type::Number => TypeWord::Number,
        Type::Resource(id) => TypeWord::Object(Some(name(*id))),
        Type::Object(_) => TypeWord::Object(None),
        Type::Collection(_) => TypeWord::Array,
        _ => TypeWord::String,
    }
}

/// What a value is.
fn found(value: Instance<'_>) -> TypeWord {
    match value.node().kind {
        NodeKind::Object => TypeWord::Object(None),
        NodeKind::Array => TypeWord::Array,
        NodeKind::Number if is_whole(value.written()) => TypeWord::Integer,
        NodeKind::Number => TypeWord::Number,
        NodeKind::Bool(_) => TypeWord::Boolean,
        NodeKind::Null => TypeWord::Null,
        _ => TypeWord::String,
    }
}
