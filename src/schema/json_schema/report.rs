//! From the validator's errors to violations: on which node they stand, what they are called, and what is excused.
//!
//! The validator's own words never get further than this. Of the branches of an `anyOf` only the closest is
//! reported, see [`branch`](super::branch).

use std::borrow::Cow;
use std::cell::{Cell, RefCell};
use std::collections::HashMap;
use std::rc::Rc;

use jsonschema::error::ValidationErrorKind as Kind;
use jsonschema::paths::LocationSegment;
use jsonschema::{JsonType, ValidationError};
use serde_json::Value;

use super::blanks::{has_blanks, names_choices};
use super::bundle::Bundle;
use super::facts::Known;
use super::instance::View;
use super::settle::settle;
use super::words::{any_of, limit, types, word, written};
use crate::schema::document::Documents;
use crate::schema::{Direction, SchemaPlace, Tolerance, TypeWord, Violation, ViolationKind};
use crate::syntax::json::{NodeId, NodeKind};
use crate::text::nearest;

/// More than anybody reads of one value.
const MAX_VIOLATIONS: usize = 500;

/// How many allowed values a violation lists.
const MAX_ALLOWED: usize = 12;

/// What is needed to speak about the errors of one value.
pub(super) struct Report<'r> {
    pub(super) bundle: &'r Bundle,
    pub(super) documents: &'r Documents,
    pub(super) view: &'r View<'r>,
    pub(super) root: NodeId,
    pub(super) tolerance: &'r Tolerance,
    /// Whether a value that fits several branches of a `oneOf` is wrong.
    pub(super) exclusive: bool,
    /// The members that schemas know, by the address of the schema.
    known: RefCell<HashMap<usize, Rc<Known<'r>>>>,
    /// How often a near name or value was looked for.
    compared: Cell<usize>,
}

/// How often a near name or value is looked for in one body.
const MAX_COMPARED: usize = 64;

impl<'r> Report<'r> {
    pub(super) fn new(
        bundle: &'r Bundle,
        documents: &'r Documents,
        view: &'r View<'r>,
        root: NodeId,
        tolerance: &'r Tolerance,
        exclusive: bool,
    ) -> Self {
        let (known, compared) = Default::default();
        Self { bundle, documents, view, root, tolerance, exclusive, known, compared }
    }

    /// The members that a schema knows.
    pub(super) fn known(&self, schema: &'r Value) -> Rc<Known<'r>> {
        let address = std::ptr::from_ref(schema) as usize;
        let mut all = self.known.borrow_mut();
        Rc::clone(all.entry(address).or_insert_with(|| Rc::new(self.bundle.known(schema))))
    }

    /// Whether one more name is compared with others.
    pub(super) fn may_compare(&self) -> bool {
        self.compared.set(self.compared.get() + 1);
        self.compared.get() <= MAX_COMPARED
    }

    /// The name or value that was meant; the first slips of a body are compared.
    pub(super) fn near<'k>(&self, word: &str, known: impl IntoIterator<Item = &'k str>) -> Option<String> {
        self.may_compare().then(|| nearest(word, known).map(str::to_owned)).flatten()
    }
}

impl Report<'_> {
    /// All violations, in the order of their nodes, each once.
    pub(super) fn all<'e>(&self, errors: impl Iterator<Item = ValidationError<'e>>) -> Vec<Violation> {
        let mut found = Vec::new();
        for error in errors {
            found.extend(self.convert(&error));
            if found.len() >= MAX_VIOLATIONS {
                break;
            }
        }
        settle(found)
    }

    /// The violations of one error that nothing excuses.
    pub(super) fn convert(&self, error: &ValidationError<'_>) -> Vec<Violation> {
        // What was cut short is not told, and need not be put into words.
        if self.view.is_exhausted() {
            return Vec::new();
        }
        let Some(node) = self.node(error) else { return Vec::new() };
        if self.is_open(node) || self.hangs_on_a_placeholder(error, node) {
            return Vec::new();
        }
        let one = |kind: Option<ViolationKind>| {
            kind.into_iter().map(|kind| self.violation(kind, node, error)).collect()
        };
        match error.kind() {
            Kind::AnyOf { context } | Kind::OneOfNotValid { context } => self.closest(error, node, context),
            Kind::AdditionalProperties { unexpected } | Kind::UnevaluatedProperties { unexpected } => {
                self.unknown_properties(error, node, unexpected)
            }
            Kind::FalseSchema => self.forbidden(error, node).into_iter().collect(),
            Kind::PropertyNames { error: inner } => self.bad_name(error, inner, node).into_iter().collect(),
            Kind::Required { property } => one(self.missing(error, node, property)),
            Kind::Type { kind } => one(Some(self.mismatch(error, node, &types(kind)))),
            Kind::Enum { options } => one(self.listed(error, node, options.as_array().map(Vec::as_slice))),
            Kind::Constant { expected_value } => {
                one(self.listed(error, node, Some(std::slice::from_ref(expected_value.as_ref()))))
            }
            Kind::Format { format } => one(self.format(node, format)),
            Kind::Custom { keyword, .. } => one(self.one_way(error, node, keyword)),
            kind => one(self.constraint(node, kind)),
        }
    }

    pub(super) fn violation(
        &self,
        kind: ViolationKind,
        node: NodeId,
        error: &ValidationError<'_>,
    ) -> Violation {
        Violation { kind, node, schema_at: self.place(error.schema_path().as_str()) }
    }

    fn place(&self, path: &str) -> Option<SchemaPlace> {
        let (def, rest) = self.bundle.within(path)?;
        crate::schema::document::place(self.documents, &def.target, rest)
    }

    /// The node that an error is about; its path begins with the envelope's member.
    fn node(&self, error: &ValidationError<'_>) -> Option<NodeId> {
        error.instance_path().segments().skip(1).try_fold(self.root, |at, segment| match segment {
            LocationSegment::Index(index) if self.kind(at) == NodeKind::Array => self.view.element(at, index),
            LocationSegment::Index(index) => self.view.member(at, &index.to_string()),
            LocationSegment::Property(name) => self.view.member(at, &name),
        })
    }

    pub(super) fn kind(&self, node: NodeId) -> NodeKind {
        self.view.at(node).node().kind
    }

    fn unknown_properties(
        &self,
        error: &ValidationError<'_>,
        node: NodeId,
        unexpected: &[String],
    ) -> Vec<Violation> {
        let trail = self.bundle.trail(error.evaluation_path().as_str());
        let path = error.schema_path().as_str();
        let schema = path.rfind('/').and_then(|end| self.bundle.at(&path[..end]));
        let Some(known) = trail.outermost.or(schema).map(|schema| self.known(schema)) else {
            return Vec::new();
        };
        let unevaluated = matches!(error.kind(), Kind::UnevaluatedProperties { .. });
        let free: Vec<&str> = known.names().filter(|name| self.view.member(node, name).is_none()).collect();
        let mut found = Vec::new();
        for name in unexpected {
            if found.len() >= MAX_VIOLATIONS {
                break;
            }
            // A schema beside this one may know the name: what fits all of them cannot be written then.
            if known.has(name) || unevaluated && known.has_pattern_for(name) || name.contains("@odata.") {
                continue;
            }
            let Some(member) = self.view.member(node, name) else { continue };
            if self.view.at(member).has_placeholder_name() {
                continue;
            }
            let kind = ViolationKind::UnknownProperty {
                name: name.clone(),
                owner: self.owner(error),
                near: self.near(name, free.iter().copied()),
            };
            found.push(self.violation(kind, member, error));
        }
        found
    }

    /// A member or element whose schema is `false`.
    fn forbidden(&self, error: &ValidationError<'_>, node: NodeId) -> Option<Violation> {
        let kind = match self.view.at(node).name() {
            Some(_) if self.view.at(node).has_placeholder_name() => return None,
            Some(name) => {
                ViolationKind::UnknownProperty { name: name.to_owned(), owner: self.owner(error), near: None }
            }
            None => ViolationKind::Constraint { required: "must be left out".to_owned() },
        };
        Some(self.violation(kind, node, error))
    }

    fn bad_name(
        &self,
        error: &ValidationError<'_>,
        inner: &ValidationError<'_>,
        node: NodeId,
    ) -> Option<Violation> {
        let instance = inner.instance();
        let name = instance.as_str()?;
        let member = self.view.member(node, name)?;
        if self.view.at(member).has_placeholder_name() {
            return None;
        }
        let kind = match inner.kind() {
            Kind::Enum { options } => {
                let names = options.as_array().into_iter().flatten().filter_map(Value::as_str);
                let owner = self.owner(error);
                let near = self.near(name, names);
                ViolationKind::UnknownProperty { name: name.to_owned(), owner, near }
            }
            kind => {
                let required = limit(kind).unwrap_or_else(|| "must have an allowed form".to_owned());
                ViolationKind::Constraint { required: format!("its name {required}") }
            }
        };
        Some(self.violation(kind, member, error))
    }

    fn missing(&self, error: &ValidationError<'_>, node: NodeId, property: &Value) -> Option<ViolationKind> {
        let name = property.as_str()?;
        if self.is_partial(node) {
            return None;
        }
        let one_way = match self.tolerance.direction {
            Some(Direction::Request) => "readOnly",
            Some(Direction::Response(_)) => "writeOnly",
            None => "",
        };
        let trail = self.bundle.trail(error.evaluation_path().as_str());
        let known = trail.outermost.map(|schema| self.known(schema)).unwrap_or_default();
        if known.schemas(name).any(|schema| self.bundle.says(schema, one_way)) {
            return None;
        }
        Some(ViolationKind::MissingProperty { name: name.to_owned(), owner: self.owner(error) })
    }

    fn mismatch(&self, error: &ValidationError<'_>, node: NodeId, expected: &[JsonType]) -> ViolationKind {
        let found = match self.kind(node) {
            NodeKind::Object => TypeWord::Object(None),
            NodeKind::Array => TypeWord::Array,
            NodeKind::String => TypeWord::String,
            NodeKind::Number => {
                let whole =
                    self.view.at(node).written().bytes().all(|byte| byte.is_ascii_digit() || byte == b'-');
                if whole { TypeWord::Integer } else { TypeWord::Number }
            }
            NodeKind::Bool(_) => TypeWord::Boolean,
            _ => return ViolationKind::NullValue,
        };
        // "A string or null" reads as if null were a choice of the writer's: say what a value must be.
        let values: Vec<JsonType> = expected.iter().copied().filter(|one| *one != JsonType::Null).collect();
        match (values.as_slice(), &found) {
            ([JsonType::Array], TypeWord::Object(_)) => ViolationKind::CollectionShape { collection: true },
            ([JsonType::Object], TypeWord::Array) => ViolationKind::CollectionShape { collection: false },
            ([], _) => ViolationKind::TypeMismatch { expected: TypeWord::Null, found },
            _ => {
                let name = |one: &JsonType| match word(*one) {
                    TypeWord::Object(_) => TypeWord::Object(self.type_name(error)),
                    word => word,
                };
                ViolationKind::TypeMismatch { expected: any_of(values.iter().map(name).collect()), found }
            }
        }
    }

    fn listed(
        &self,
        error: &ValidationError<'_>,
        node: NodeId,
        allowed: Option<&[Value]>,
    ) -> Option<ViolationKind> {
        let allowed = allowed?;
        if self.kind(node) == NodeKind::Null {
            return Some(ViolationKind::NullValue);
        }
        // Who has so many wrong values is not told what each may have been.
        let most = if self.compared.get() < MAX_COMPARED { usize::MAX } else { MAX_ALLOWED + 1 };
        let values = allowed.iter().filter(|value| !value.is_null());
        let mut all: Vec<String> = values.map(written).take(most).collect();
        // A number beside its text is the same to a reader.
        all.dedup();
        let text = self.text(node);
        if self.kind(node) == NodeKind::String && names_choices(&text, &all) {
            return None;
        }
        let near = self.near(&text, all.iter().map(String::as_str));
        let allowed = all.into_iter().take(MAX_ALLOWED).collect();
        Some(ViolationKind::EnumValue { owner: self.type_name(error), allowed, near })
    }

    fn format(&self, node: NodeId, format: &str) -> Option<ViolationKind> {
        let format = super::format::known(format)?;
        let text = self.text(node);
        // "depot-guid-1" stands for an identifier; only what looks like one can be a wrong one.
        let named = format == "uuid" && !(text.len() >= 24 && text.contains(|c: char| c.is_ascii_digit()));
        (!named && !has_blanks(&text)).then_some(ViolationKind::Format { format })
    }

    fn one_way(&self, error: &ValidationError<'_>, node: NodeId, keyword: &str) -> Option<ViolationKind> {
        let name = self.view.at(node).name()?.to_owned();
        match (self.tolerance.direction?, keyword) {
            (Direction::Request, "readOnly") if self.names_an_element(error, node, &name) => None,
            (Direction::Request, "readOnly") => Some(ViolationKind::ReadOnly { name }),
            (Direction::Response(_), "writeOnly") => Some(ViolationKind::WriteOnly { name }),
            _ => None,
        }
    }

    /// Whether a member tells which element of a list is meant: the elements require it.
    fn names_an_element(&self, error: &ValidationError<'_>, node: NodeId, name: &str) -> bool {
        let holder = self.view.at(node).node().parent.map(|holder| self.view.at(holder).node());
        let list = holder.and_then(|holder| holder.parent);
        if list.is_none_or(|list| self.kind(list) != NodeKind::Array) {
            return false;
        }
        let path = error.schema_path().as_str();
        let about = path.rfind("/properties/").and_then(|at| self.bundle.at(&path[..at]));
        let names = about.and_then(|schema| schema.get("required")?.as_array());
        names.is_some_and(|names| names.iter().any(|own| own == name))
    }

    fn constraint(&self, node: NodeId, kind: &Kind) -> Option<ViolationKind> {
        let excused = match kind {
            Kind::MinItems { .. } | Kind::MinProperties { .. } => self.is_partial(node),
            Kind::Pattern { .. } | Kind::MinLength { .. } | Kind::MaxLength { .. } => {
                has_blanks(&self.text(node))
            }
            Kind::OneOfMultipleValid { .. } => !self.exclusive || self.is_uncertain(node),
            Kind::Contains | Kind::UniqueItems | Kind::Not { .. } => self.is_uncertain(node),
            _ => false,
        };
        let required = limit(kind).filter(|_| !excused)?;
        Some(ViolationKind::Constraint { required })
    }

    /// The text of a string, decoded; of anything else, as written.
    pub(super) fn text(&self, node: NodeId) -> Cow<'_, str> {
        self.view.string(node).unwrap_or_else(|| Cow::Borrowed(self.view.at(node).written()))
    }

    /// What to call the schema that an error comes from: its name, or the properties that lead to it.
    fn owner(&self, error: &ValidationError<'_>) -> String {
        let Some((def, rest)) = self.bundle.within(error.schema_path().as_str()) else {
            return String::new();
        };
        let mut segments = crate::schema::document::segments(rest).peekable();
        let mut parts: Vec<Cow<'_, str>> = def.name.as_deref().map(Cow::Borrowed).into_iter().collect();
        while let Some(segment) = segments.next() {
            if segment == "properties"
                && let Some(name) = segments.next_if(|_| true)
                && segments.peek().is_some()
            {
                parts.push(name);
            }
        }
        parts.join(".")
    }

    /// The name of the type that an error's schema is, if it has one of its own.
    fn type_name(&self, error: &ValidationError<'_>) -> Option<String> {
        let (def, rest) = self.bundle.within(error.schema_path().as_str())?;
        def.name.clone().filter(|_| rest.matches('/').count() == 1)
    }
}
