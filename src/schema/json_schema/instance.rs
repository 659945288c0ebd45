//! Our span-carrying tree as the JSON that the validator reads, so that every error leads back to a node.
//!
//! Strings are decoded when they are looked at; of a name that stands twice the last one counts. Nothing here
//! decides what is excused: what stands for something else reads as `null`, and the report drops what is said
//! about it.

use std::borrow::Cow;
use std::collections::{HashMap, HashSet};
use std::sync::atomic::{AtomicU32, Ordering};

use jsonschema::JsonType;
use jsonschema::json::{Array, Json, JsonNumber, Node, NodeIdentity, Object};
use serde_json::{Map, Number, Value};

use crate::schema::Instance;
use crate::syntax::json::{Children, IssueKind, NodeId, NodeKind, decoded};

/// The representation, for the validator's type parameter.
pub(crate) struct TreeJson;

/// A value, and what of its tree does not count.
#[derive(Debug)]
pub(crate) struct View<'t> {
    root: Instance<'t>,
    /// Members that a later one of the same name replaces.
    shadowed: HashSet<NodeId>,
    /// The members of large objects, in order and by name.
    members: HashMap<NodeId, Index<'t>>,
    /// The elements of large arrays.
    elements: HashMap<NodeId, Vec<NodeId>>,
    /// How often the validator has looked at a node.
    looks: AtomicU32,
    /// How often it may: schemas can make it look at every member twice as often as at what holds it.
    budget: u32,
}

/// The members of an object that count.
#[derive(Debug)]
struct Index<'t> {
    list: Vec<(Cow<'t, str>, NodeId)>,
    by_name: HashMap<Cow<'t, str>, NodeId>,
}

/// How often the validator may look at the nodes of any value, and how often more for each node that it has. A value
/// without alternatives takes less than ten looks a node.
const LOOKS: u32 = 40_000;
const LOOKS_PER_NODE: u32 = 400;

/// Objects and arrays with more members than this have an index.
const LARGE: usize = 12;

/// One value for the validator.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Seen<'t> {
    /// A node of the tree.
    Tree(&'t View<'t>, NodeId),
    /// An object with the viewed value as its only member: how one validator serves many schemas.
    Envelope(&'t View<'t>, &'t str),
    /// A member name.
    Name(&'t str),
}

impl<'t> View<'t> {
    /// A view of a value.
    pub(crate) fn new(root: Instance<'t>) -> Self {
        let mut shadowed = HashSet::new();
        let repeated = root.tree.issues.iter().filter(|issue| issue.kind == IssueKind::DuplicateKey);
        let mut objects: Vec<NodeId> =
            repeated.filter_map(|issue| root.tree.node(issue.node?).parent).collect();
        objects.dedup();
        for object in objects {
            let mut later = HashSet::new();
            let members: Vec<Instance<'t>> = root.at(object).children().collect();
            for member in members.into_iter().rev() {
                if member.name().is_some_and(|name| !later.insert(name)) {
                    shadowed.insert(member.node);
                }
            }
        }
        let mut view = Self {
            root,
            shadowed,
            members: HashMap::new(),
            elements: HashMap::new(),
            looks: AtomicU32::new(0),
            budget: LOOKS,
        };
        view.index();
        view
    }

    /// Counts the nodes and makes the indices.
    fn index(&mut self) {
        let mut open = vec![self.root];
        let mut nodes = 0_u32;
        while let Some(value) = open.pop() {
            nodes = nodes.saturating_add(1);
            let before = open.len();
            open.extend(value.children());
            if open.len() - before <= LARGE {
                continue;
            }
            if value.node().kind == NodeKind::Object {
                let list: Vec<_> = self.members(value.node).collect();
                let by_name = list.iter().cloned().collect();
                self.members.insert(value.node, Index { list, by_name });
            } else {
                let elements = open[before..].iter().map(|element| element.node).collect();
                self.elements.insert(value.node, elements);
            }
        }
        self.budget = LOOKS.saturating_add(LOOKS_PER_NODE.saturating_mul(nodes));
    }

    /// Counts work that is done for a value beside looking at it.
    pub(crate) fn charge(&self, work: usize) {
        self.looks.fetch_add(u32::try_from(work).unwrap_or(u32::MAX / 4), Ordering::Relaxed);
    }

    /// Whether the validator was cut short: what it says then means nothing.
    pub(crate) fn is_exhausted(&self) -> bool {
        self.looks.load(Ordering::Relaxed) > self.budget
    }

    /// The kind of a node. After too many looks everything is a leaf, so that the validator comes to its end.
    fn look(&self, node: NodeId) -> NodeKind {
        if self.looks.fetch_add(1, Ordering::Relaxed) > self.budget {
            self.looks.store(self.budget.saturating_add(1), Ordering::Relaxed);
            return NodeKind::Null;
        }
        self.at(node).node().kind
    }

    /// The members of an object that count, with their names decoded.
    pub(crate) fn members(
        &self,
        object: NodeId,
    ) -> impl Iterator<Item = (Cow<'t, str>, NodeId)> + use<'_, 't> {
        let known = self.members.get(&object).map(|index| index.list.iter().cloned());
        let walked = known.is_none().then(|| {
            self.root.at(object).children().filter_map(|member| {
                let name = member.name().filter(|_| !self.shadowed.contains(&member.node))?;
                Some((decoded(name), member.node))
            })
        });
        known.into_iter().flatten().chain(walked.into_iter().flatten())
    }

    /// The member of an object.
    pub(crate) fn member(&self, object: NodeId, name: &str) -> Option<NodeId> {
        match self.members.get(&object) {
            Some(members) => members.by_name.get(name).copied(),
            None => self.members(object).find(|(own, _)| own == name).map(|(_, node)| node),
        }
    }

    /// The element of an array.
    pub(crate) fn element(&self, array: NodeId, index: usize) -> Option<NodeId> {
        match self.elements.get(&array) {
            Some(elements) => elements.get(index).copied(),
            None => self.at(array).children().nth(index).map(|element| element.node),
        }
    }

    /// The value at a node.
    pub(crate) fn at(&self, node: NodeId) -> Instance<'t> {
        self.root.at(node)
    }

    /// The string at a node, decoded.
    pub(crate) fn string(&self, node: NodeId) -> Option<Cow<'t, str>> {
        let value = self.at(node);
        (value.node().kind == NodeKind::String).then(|| decoded(value.written()))
    }

    /// The value at a node as data.
    pub(crate) fn value(&self, node: NodeId) -> Value {
        let here = self.at(node);
        match here.node().kind {
            NodeKind::Object => {
                let members = self.members(node).map(|(name, node)| (name.into_owned(), self.value(node)));
                Value::Object(members.collect::<Map<_, _>>())
            }
            NodeKind::Array => {
                Value::Array(here.children().map(|element| self.value(element.node)).collect())
            }
            NodeKind::String => Value::String(decoded(here.written()).into_owned()),
            NodeKind::Number => Value::Number(Literal(here.written()).to_number().into_owned()),
            NodeKind::Bool(value) => Value::Bool(value),
            NodeKind::Null | NodeKind::Placeholder | NodeKind::Elision | NodeKind::Invalid => Value::Null,
        }
    }
}

impl Json for TreeJson {
    type Node<'a> = Seen<'a>;
    type PreparedKey = String;
    type StringBuffer = String;

    /// A look-up walks the members, so one pass over them replaces many look-ups.
    const KEYS_PER_LOOKUP: usize = 64;

    fn prepare_key(key: &str) -> String {
        key.to_owned()
    }

    fn with_string_node<T>(buffer: &mut String, string: &str, f: impl FnOnce(Seen<'_>) -> T) -> T {
        buffer.clear();
        buffer.push_str(string);
        f(Seen::Name(buffer))
    }
}

impl Seen<'_> {
    fn kind(&self) -> NodeKind {
        match *self {
            Self::Tree(view, node) => view.look(node),
            Self::Envelope(..) => NodeKind::Object,
            Self::Name(_) => NodeKind::String,
        }
    }
}

impl<'t> Node<'t, TreeJson> for Seen<'t> {
    type Object = Self;
    type Array = Self;
    type Number = Literal<'t>;

    fn as_object(&self) -> Option<Self> {
        (self.kind() == NodeKind::Object).then_some(*self)
    }

    fn as_array(&self) -> Option<Self> {
        (self.kind() == NodeKind::Array).then_some(*self)
    }

    fn as_string(&self) -> Option<Cow<'t, str>> {
        match *self {
            Self::Tree(view, node) => view.string(node),
            Self::Envelope(..) => None,
            Self::Name(text) => Some(Cow::Borrowed(text)),
        }
    }

    fn as_number(&self) -> Option<Literal<'t>> {
        match *self {
            Self::Tree(view, node) if self.kind() == NodeKind::Number => {
                Some(Literal(view.at(node).written()))
            }
            _ => None,
        }
    }

    fn as_boolean(&self) -> Option<bool> {
        match self.kind() {
            NodeKind::Bool(value) => Some(value),
            _ => None,
        }
    }

    fn is_null(&self) -> bool {
        self.json_type() == JsonType::Null
    }

    fn is_number(&self) -> bool {
        self.kind() == NodeKind::Number
    }

    fn json_type(&self) -> JsonType {
        match self.kind() {
            NodeKind::Object => JsonType::Object,
            NodeKind::Array => JsonType::Array,
            NodeKind::String => JsonType::String,
            NodeKind::Number => JsonType::Number,
            NodeKind::Bool(_) => JsonType::Boolean,
            NodeKind::Null | NodeKind::Placeholder | NodeKind::Elision | NodeKind::Invalid => JsonType::Null,
        }
    }

    fn to_value(&self) -> Cow<'t, Value> {
        Cow::Owned(match *self {
            Self::Tree(view, node) => view.value(node),
            Self::Envelope(..) => Value::Null,
            Self::Name(text) => Value::String(text.to_owned()),
        })
    }

    fn identity(&self) -> Option<NodeIdentity> {
        let address = |view: &'t View<'t>| std::ptr::from_ref(view) as usize;
        Some(match *self {
            Self::Tree(view, node) => NodeIdentity::tagged(address(view), node.index()),
            Self::Envelope(view, _) => NodeIdentity::tagged(address(view), u32::MAX),
            Self::Name(text) => NodeIdentity::tagged(text.as_ptr() as usize, u32::MAX - 1),
        })
    }
}

/// Iterator over members.
pub(crate) struct Members<'t>(Box<dyn Iterator<Item = (Cow<'t, str>, Seen<'t>)> + 't>);

impl<'t> Iterator for Members<'t> {
    type Item = (Cow<'t, str>, Seen<'t>);

    fn next(&mut self) -> Option<Self::Item> {
        self.0.next()
    }
}

impl<'t> Object<'t, TreeJson> for Seen<'t> {
    type Node = Self;
    type MemberName = Cow<'t, str>;
    type MembersIter = Members<'t>;

    fn len(&self) -> usize {
        match *self {
            Self::Tree(view, node) => view.members(node).count(),
            _ => 1,
        }
    }

    fn get(&self, key: &String) -> Option<Self> {
        match *self {
            Self::Tree(view, node) => view.member(node, key).map(|node| Self::Tree(view, node)),
            Self::Envelope(view, name) => (name == key).then_some(Self::Tree(view, view.root.node)),
            Self::Name(_) => None,
        }
    }

    fn members(&self) -> Members<'t> {
        match *self {
            Self::Tree(view, node) => {
                Members(Box::new(view.members(node).map(move |(name, node)| (name, Self::Tree(view, node)))))
            }
            Self::Envelope(view, name) => {
                Members(Box::new(std::iter::once((Cow::Borrowed(name), Self::Tree(view, view.root.node)))))
            }
            Self::Name(_) => Members(Box::new(std::iter::empty())),
        }
    }
}

/// Iterator over elements.
pub(crate) struct Elements<'t>(Option<(&'t View<'t>, Children<'t>)>);

impl<'t> Iterator for Elements<'t> {
    type Item = Seen<'t>;

    /// After too many looks there are no more elements: each could be held against very many branches.
    fn next(&mut self) -> Option<Seen<'t>> {
        let (view, children) = self.0.as_mut()?;
        if view.is_exhausted() {
            return None;
        }
        children.next().map(|node| Seen::Tree(view, node))
    }
}

impl<'t> Array<'t, TreeJson> for Seen<'t> {
    type Node = Self;
    type ElementsIter = Elements<'t>;

    fn len(&self) -> usize {
        self.elements().count()
    }

    fn elements(&self) -> Elements<'t> {
        match *self {
            Self::Tree(view, node) => Elements(Some((view, view.at(node).tree.children(node)))),
            _ => Elements(None),
        }
    }
}

/// A number as written.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Literal<'t>(&'t str);

impl JsonNumber for Literal<'_> {
    fn as_u64(&self) -> Option<u64> {
        self.0.parse().ok()
    }

    fn as_i64(&self) -> Option<i64> {
        self.0.parse().ok()
    }

    fn as_f64(&self) -> Option<f64> {
        self.0.parse().ok()
    }

    fn as_str(&self) -> Cow<'_, str> {
        Cow::Borrowed(self.0)
    }

    fn to_number(&self) -> Cow<'_, Number> {
        let number = serde_json::from_str(self.0).ok();
        let number = number.or_else(|| Number::from_f64(self.as_f64()?)).unwrap_or_else(|| Number::from(0));
        Cow::Owned(number)
    }
}
