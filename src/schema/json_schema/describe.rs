//! What schemas say of a value, in words: followed from definition to definition. Of the value itself only those members
//! count that choose among several schemas.

use std::collections::HashSet;

use serde_json::Value;

use super::bundle::{Bundle, Def};
use super::facts::{IN_PLACE, IN_PLACE_LISTS, types};
use crate::schema::document::{Documents, Pointer, Target, place};
use crate::schema::{Instance, MemberFacts, SchemaPlace, SchemaRef, Step, ValueFacts};
use crate::syntax::json::NodeKind;

/// More schemas than so many say nothing to a reader.
const MOST: usize = 256;

/// What is said of the value that `path` leads to in a value of the schema.
pub(in crate::schema) fn describe(
    bundle: &Bundle,
    documents: &Documents,
    schema: SchemaRef,
    path: &[Step<'_>],
    around: &[Option<Instance<'_>>],
) -> Option<ValueFacts> {
    let def = bundle.defs.get(schema.id as usize)?;
    let value = |depth: usize| {
        let but = match path.get(depth) {
            Some(Step::Member(name)) => Some(*name),
            _ => None,
        };
        Some(Choosing { object: around.get(depth).copied().flatten()?, but })
    };
    let mut nodes = about(bundle, vec![Node::of(def)], value(0));
    for (depth, step) in path.iter().enumerate() {
        let next: Vec<Node<'_>> = nodes.iter().flat_map(|node| node.step(*step)).collect();
        if next.is_empty() {
            return None;
        }
        nodes = about(bundle, next, value(depth + 1));
    }
    Some(facts(bundle, documents, &nodes))
}

/// The object whose members choose among schemas, but for the member that is asked about.
#[derive(Clone, Copy)]
struct Choosing<'v> {
    object: Instance<'v>,
    but: Option<&'v str>,
}

/// A schema and where it is in its definition.
#[derive(Clone)]
struct Node<'b> {
    def: &'b Def,
    pointer: Pointer,
    schema: &'b Value,
    /// Whether it is one of several of which another may hold.
    is_choice: bool,
}

impl<'b> Node<'b> {
    fn of(def: &'b Def) -> Self {
        Self { def, pointer: Pointer::default(), schema: &def.schema, is_choice: false }
    }

    fn child(&self, segments: &[&str], schema: &'b Value) -> Self {
        let mut pointer = self.pointer.clone();
        for segment in segments {
            pointer.push(segment);
        }
        Self { def: self.def, pointer, schema, is_choice: self.is_choice }
    }

    /// The schemas of a value inside of the one that this one speaks about.
    fn step(&self, step: Step<'_>) -> Vec<Self> {
        let keyword = |name: &str| Some(self.child(&[name], self.schema.get(name)?));
        match step {
            Step::Member(name) => {
                let own = self.schema.get("properties").and_then(|members| members.get(name));
                let own = own.map(|schema| self.child(&["properties", name], schema));
                let rest = || keyword("additionalProperties").filter(|rest| rest.schema.is_object());
                own.or_else(rest).into_iter().collect()
            }
            Step::Element => {
                let first = self.schema.get("prefixItems").and_then(|list| list.get(0));
                let first = first.map(|schema| self.child(&["prefixItems", "0"], schema));
                keyword("items").or(first).into_iter().collect()
            }
        }
    }

    /// The schemas in this one that speak about the same value.
    fn in_place(&self, bundle: &Bundle, value: Option<Choosing<'_>>) -> Vec<Self> {
        let mut found = Vec::new();
        for keyword in IN_PLACE_LISTS {
            let list = self.schema.get(keyword).and_then(Value::as_array).into_iter().flatten().enumerate();
            let list: Vec<Self> =
                list.map(|(at, schema)| self.child(&[keyword, &at.to_string()], schema)).collect();
            found.extend(if keyword == "allOf" { list } else { choices(bundle, list, value) });
        }
        let single = IN_PLACE.iter().filter_map(|keyword| Some((*keyword, self.schema.get(*keyword)?)));
        let condition = self.schema.get("if").and_then(|condition| fits(bundle, condition, value?));
        for (keyword, schema) in single {
            let is_other = condition == Some(keyword == "else");
            if keyword == "if" || !is_other {
                let is_choice = self.is_choice || keyword == "if" || condition.is_none();
                found.push(Self { is_choice, ..self.child(&[keyword], schema) });
            }
        }
        found
    }

    fn text(&self, keyword: &str) -> Option<String> {
        self.schema.get(keyword)?.as_str().map(str::to_owned)
    }

    fn is_set(&self, keyword: &str) -> bool {
        self.schema.get(keyword) == Some(&Value::Bool(true))
    }

    fn place(&self, documents: &Documents) -> Option<SchemaPlace> {
        place(documents, &self.def.target, &self.pointer.0)
    }

    /// The schema as it is written: lowering keeps what decides about a value alone.
    fn written<'d>(&self, documents: &'d Documents) -> Option<&'d Value> {
        let pointer = format!("{}{}", self.def.target.pointer, self.pointer.0);
        documents.value(&Target { file: self.def.target.file, pointer })
    }

    fn is_deprecated(&self, documents: &Documents) -> bool {
        let written = self.written(documents).and_then(|written| written.get("deprecated"));
        written == Some(&Value::Bool(true))
    }
}

/// Those of several schemas that the value may be of. What says so are the members with one value for each of them.
fn choices<'b>(bundle: &Bundle, all: Vec<Node<'b>>, value: Option<Choosing<'_>>) -> Vec<Node<'b>> {
    let may_be = |node: &&Node<'b>| value.is_none_or(|value| fits(bundle, node.schema, value) != Some(false));
    let mut fitting: Vec<Node<'b>> = all.iter().filter(may_be).cloned().collect();
    if fitting.is_empty() {
        fitting = all;
    }
    let is_one = fitting.len() == 1;
    for node in &mut fitting {
        node.is_choice |= !is_one;
    }
    fitting
}

/// Whether the members of an object have the values that a schema lists for them; `None` if no member decides.
fn fits(bundle: &Bundle, schema: &Value, Choosing { object, but }: Choosing<'_>) -> Option<bool> {
    let reference = schema.get("$ref").and_then(Value::as_str);
    let schema = reference.and_then(|to| bundle.referred(to)).map_or(schema, |def| &def.schema);
    let mut result = None;
    let members = schema.get("properties").and_then(Value::as_object).into_iter().flatten();
    for (name, member) in members.filter(|(name, _)| but != Some(name.as_str())) {
        let one = member.get("const").map(std::slice::from_ref);
        let Some(listed) = one.or_else(|| member.get("enum")?.as_array().map(Vec::as_slice)) else {
            continue;
        };
        let Some(value) = object.member(name).filter(|value| value.node().kind == NodeKind::String) else {
            continue;
        };
        // Of a string before one that is being written, what follows may count as a part of it.
        let written = value.written().split('"').next();
        if !listed.iter().any(|listed| listed.as_str() == written) {
            return Some(false);
        }
        result = Some(true);
    }
    result
}

/// The schemas and all others that speak about the same value, the nearest first.
fn about<'b>(bundle: &'b Bundle, start: Vec<Node<'b>>, value: Option<Choosing<'_>>) -> Vec<Node<'b>> {
    let mut passed: HashSet<&str> = HashSet::new();
    let mut all = start;
    let mut next = 0;
    while let Some(node) = all.get(next).cloned().filter(|_| all.len() < MOST) {
        next += 1;
        if let Some(reference) = node.schema.get("$ref").and_then(Value::as_str)
            && passed.insert(reference)
        {
            let is_choice = node.is_choice;
            all.extend(bundle.referred(reference).map(|def| Node { is_choice, ..Node::of(def) }));
        }
        all.extend(node.in_place(bundle, value));
    }
    all
}

fn facts(bundle: &Bundle, documents: &Documents, nodes: &[Node<'_>]) -> ValueFacts {
    let first_text = |keyword: &str| nodes.iter().find_map(|node| node.text(keyword));
    let defined = nodes.iter().skip(1).find(|node| node.pointer.0.is_empty());
    let mut constraints = Vec::new();
    for node in nodes {
        for constraint in constraints_of(node, documents) {
            if !constraints.contains(&constraint) {
                constraints.push(constraint);
            }
        }
    }
    ValueFacts {
        type_name: type_name(bundle, nodes),
        title: first_text("title"),
        description: first_text("description"),
        values: values(nodes),
        constraints,
        members: members(bundle, documents, nodes),
        is_array: nodes.iter().any(|node| types(node.schema).any(|own| own == "array")),
        described_at: nodes.first().and_then(|node| node.place(documents)),
        type_at: defined.and_then(|node| node.place(documents)),
    }
}

/// The members of objects that any of the schemas knows.
fn members(bundle: &Bundle, documents: &Documents, nodes: &[Node<'_>]) -> Vec<MemberFacts> {
    let mut members: Vec<MemberFacts> = Vec::new();
    let mut places = std::collections::HashMap::new();
    for node in nodes {
        let named = node.schema.get("properties").and_then(serde_json::Value::as_object);
        for (name, schema) in named.into_iter().flatten() {
            let of = about(bundle, vec![node.child(&["properties", name], schema)], None);
            let at = *places.entry(name.clone()).or_insert_with(|| {
                members.push(MemberFacts { name: name.clone(), ..MemberFacts::default() });
                members.len() - 1
            });
            let member = &mut members[at];
            if member.type_name.is_empty() {
                member.type_name = type_name(bundle, &of);
            }
            member.is_read_only |= of.iter().any(|node| node.is_set("readOnly"));
            member.is_write_only |= of.iter().any(|node| node.is_set("writeOnly"));
            member.is_deprecated |= of.iter().any(|node| node.is_deprecated(documents));
        }
    }
    for node in nodes.iter().filter(|node| !node.is_choice) {
        for name in node.schema.get("required").and_then(Value::as_array).into_iter().flatten() {
            if let Some(&at) = name.as_str().and_then(|name| places.get(name)) {
                members[at].is_required = true;
            }
        }
    }
    members
}

/// What a reader calls the type of the values.
fn type_name(bundle: &Bundle, nodes: &[Node<'_>]) -> String {
    let mut names: Vec<&str> = Vec::new();
    for node in nodes {
        for name in types(node.schema) {
            if !names.contains(&name) {
                names.push(name);
            }
        }
    }
    // What a value is comes before that it may be missing.
    names.sort_by_key(|name| *name == "null");
    let definition =
        nodes.iter().filter(|node| node.pointer.0.is_empty()).find_map(|node| node.def.name.as_deref());
    let mut words: Vec<String> = Vec::new();
    for name in names {
        words.push(match name {
            "array" => {
                let elements: Vec<_> = nodes.iter().flat_map(|node| node.step(Step::Element)).collect();
                let element =
                    if elements.is_empty() { String::new() } else { element_name(bundle, elements) };
                if element.is_empty() { "array".to_owned() } else { format!("array of {element}") }
            }
            "object" => definition.unwrap_or("object").to_owned(),
            name => name.to_owned(),
        });
    }
    if words.is_empty() {
        return definition.unwrap_or_default().to_owned();
    }
    words.join(" or ")
}

/// The same of elements, without looking further into arrays of arrays.
fn element_name(bundle: &Bundle, elements: Vec<Node<'_>>) -> String {
    let nodes = about(bundle, elements, None);
    let named = nodes.iter().filter(|node| node.pointer.0.is_empty()).find_map(|node| node.def.name.clone());
    let own = || nodes.iter().find_map(|node| node.text("type"));
    named.or_else(own).unwrap_or_default()
}

/// The listed values, as JSON writes them.
fn values(nodes: &[Node<'_>]) -> Vec<String> {
    let mut values = Vec::new();
    for node in nodes {
        let listed = node.schema.get("enum").and_then(Value::as_array).into_iter().flatten();
        for value in listed.chain(node.schema.get("const")).map(Value::to_string) {
            if !values.contains(&value) {
                values.push(value);
            }
        }
    }
    values
}

/// Keywords with a number or a text, and the words before and behind it.
const DEMANDS: [(&str, &str, &str); 13] = [
    ("format", "format `", "`"),
    ("pattern", "pattern `", "`"),
    ("minLength", "at least ", " characters"),
    ("maxLength", "at most ", " characters"),
    ("minimum", "≥ ", ""),
    ("exclusiveMinimum", "> ", ""),
    ("maximum", "≤ ", ""),
    ("exclusiveMaximum", "< ", ""),
    ("multipleOf", "a multiple of ", ""),
    ("minItems", "at least ", " elements"),
    ("maxItems", "at most ", " elements"),
    ("minProperties", "at least ", " members"),
    ("maxProperties", "at most ", " members"),
];

/// Keywords that are on or off.
const MARKS: [(&str, &str); 3] =
    [("uniqueItems", "unique elements"), ("readOnly", "read-only"), ("writeOnly", "write-only")];

/// What a schema demands besides the type, in words.
fn constraints_of(node: &Node<'_>, documents: &Documents) -> Vec<String> {
    let demand = |(keyword, before, after): &(&str, &str, &str)| match node.schema.get(*keyword)? {
        Value::String(text) => Some(format!("{before}{text}{after}")),
        Value::Number(number) => {
            let after = if number.as_u64() == Some(1) { after.trim_end_matches('s') } else { after };
            Some(format!("{before}{number}{after}"))
        }
        _ => None,
    };
    let marks = MARKS.iter().filter(|(keyword, _)| node.is_set(keyword)).map(|(_, word)| (*word).to_owned());
    let mut words: Vec<String> = DEMANDS.iter().filter_map(demand).chain(marks).collect();
    if node.is_deprecated(documents) {
        words.push("deprecated".to_owned());
    }
    if let Some(Value::Object(written)) = node.written(documents) {
        let default = written.get("default").filter(|value| !value.is_object() && !value.is_array());
        words.extend(default.map(|value| format!("default `{value}`")));
    }
    words
}
