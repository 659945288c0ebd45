//! Schemas of any dialect become definitions of one 2020-12 schema, numbered, with references among the numbers.
//!
//! Only keywords that decide about a value survive, and only with values that they may have: what is left always
//! compiles. References are resolved here, so whatever leads out of the given files is found before anything is
//! validated.

use std::borrow::Cow;
use std::collections::{BTreeMap, HashMap, HashSet};

use serde_json::{Map, Value, json};

use super::bundle::{Bundle, Def};
use super::cost;
use super::dialect::Dialect;
use super::telling::choose_by_constants;
use crate::schema::SchemaError;
use crate::schema::document::{Documents, Pointer, Target, Walk, segments, shown};

/// How many references may lead from one to the next.
const MAX_HOPS: usize = 64;

/// The work of lowering: definitions that are found and those that are done.
pub(crate) struct Lowering<'d> {
    documents: &'d Documents,
    pub(crate) walk: Walk<'d>,
    numbers: HashMap<(Target, u32), u32>,
    /// The dynamic scopes that definitions are seen in: what each dynamic anchor means there. The first is empty.
    scopes: Vec<Scope>,
    defs: Vec<Def>,
    /// The scope of each definition.
    def_scopes: Vec<u32>,
    /// Definitions before this one are done.
    done: usize,
    patterns: HashMap<String, bool>,
    warnings: Vec<SchemaError>,
    /// The components that are composed with a schema.
    pub(super) heirs: HashMap<Target, Vec<(String, Target)>>,
    refused: HashSet<Target>,
    /// The schemas that give values of themselves, if somebody asks for them.
    pub(super) valued: Option<Vec<(Target, Dialect)>>,
}

/// What dynamic anchors mean, by name; the recursive anchor has none.
type Scope = BTreeMap<String, Target>;

/// The schema that is being lowered.
pub(super) struct At {
    pub(super) file: u32,
    pub(super) pointer: Pointer,
    pub(super) dialect: Dialect,
    /// The dynamic scope.
    scope: u32,
}

impl At {
    pub(super) fn target(&self) -> Target {
        Target { file: self.file, pointer: self.pointer.0.clone() }
    }
}

impl<'d> Lowering<'d> {
    pub(crate) fn new(documents: &'d Documents) -> Self {
        Self {
            documents,
            walk: Walk::new(documents),
            numbers: HashMap::new(),
            scopes: vec![Scope::new()],
            defs: Vec::new(),
            def_scopes: Vec::new(),
            done: 0,
            patterns: HashMap::new(),
            warnings: Vec::new(),
            heirs: HashMap::new(),
            refused: HashSet::new(),
            valued: None,
        }
    }

    /// The number of the schema at a place, behind all references that it consists of. `name` is what readers call
    /// it; the first name counts.
    pub(crate) fn define(&mut self, target: &Target, dialect: Dialect, name: Option<&str>) -> Option<u32> {
        self.define_in(target, dialect, name, 0)
    }

    /// The same in a dynamic scope.
    fn define_in(
        &mut self,
        target: &Target,
        dialect: Dialect,
        name: Option<&str>,
        scope: u32,
    ) -> Option<u32> {
        let (target, scope) = self.behind_references(target, dialect, scope)?;
        let key = (target, scope);
        if let Some(&number) = self.numbers.get(&key) {
            let def = &mut self.defs[number as usize];
            if def.name.is_none() {
                def.name = name.map(str::to_owned);
            }
            return Some(number);
        }
        let number = self.defs.len() as u32;
        let name = name.map(str::to_owned);
        self.defs.push(Def { schema: Value::Bool(true), target: key.0.clone(), dialect, name });
        self.def_scopes.push(scope);
        self.numbers.insert(key, number);
        Some(number)
    }

    /// A flaw at a place, which costs that place alone; one place is warned about once.
    pub(crate) fn warn(&mut self, target: &Target, message: impl Into<String>) {
        if self.refused.insert(target.clone()) {
            self.warnings.push(self.documents.error(target, message));
        }
    }

    /// What a reference that stands at `from` leads to.
    pub(crate) fn resolve(&mut self, from: &Target, reference: &str) -> Option<Target> {
        match self.walk.resolve(from, reference) {
            Ok(target) => Some(target),
            Err(error) => {
                let at = Target { file: from.file, pointer: format!("{}/$ref", from.pointer) };
                self.warn(&at, error.to_string());
                None
            }
        }
    }

    /// Lowers all definitions and those that they refer to. Flaws of the description are warnings; what they concern
    /// accepts any value.
    pub(crate) fn finish(mut self) -> (Bundle, Vec<SchemaError>) {
        self.lower();
        for def in &mut self.defs {
            if def.name.is_none() {
                def.name = own_name(&def.target, self.documents);
            }
        }
        choose_by_constants(&mut self.defs);
        let (height, refused) = cost::height(&mut self.defs);
        for number in refused {
            let message = "too complex: this schema combines schemas that combine others, too often to be checked; \
                           any value is accepted here";
            self.warn(&self.defs[number].target.clone(), message);
        }
        (Bundle::new(self.defs, height), self.warnings)
    }

    /// Lowers the definitions that are not done.
    pub(super) fn lower(&mut self) {
        while let Some(def) = self.defs.get(self.done) {
            let mut at = At {
                file: def.target.file,
                pointer: Pointer(def.target.pointer.clone()),
                dialect: def.dialect,
                scope: self.def_scopes[self.done],
            };
            if let Some(value) = self.walk.value(&def.target) {
                let schema = self.schema(value, &mut at);
                self.defs[self.done].schema = schema;
            }
            self.done += 1;
        }
    }

    fn behind_references(&mut self, target: &Target, dialect: Dialect, scope: u32) -> Option<(Target, u32)> {
        let (mut at, mut scope) = (target.clone(), scope);
        for _ in 0..MAX_HOPS {
            scope = self.entered(scope, &at);
            let Some(Value::Object(members)) = self.walk.value(&at) else { return Some((at, scope)) };
            let Some(Value::String(reference)) = members.get("$ref") else { return Some((at, scope)) };
            let is_note =
                |name: &String| matches!(name.as_str(), "$ref" | "description" | "summary" | "title");
            let alone = members.keys().all(is_note) || (!dialect.has_siblings() && !is_nullable(members));
            if !alone || is_meta_schema(reference) {
                return Some((at, scope));
            }
            at = self.resolve(&at, reference)?;
        }
        self.warn(target, "this `$ref` leads back to itself; any value is accepted here");
        None
    }

    /// The scope inside of the resource that a place belongs to: what is outermost counts.
    fn entered(&mut self, scope: u32, at: &Target) -> u32 {
        let anchors = self.documents.dynamic_anchors(at);
        if anchors.is_empty() {
            return scope;
        }
        let mut inner = self.scopes[scope as usize].clone();
        for (name, target) in anchors {
            inner.entry(name.clone()).or_insert_with(|| target.clone());
        }
        let known = self.scopes.iter().position(|known| *known == inner);
        let number = known.unwrap_or_else(|| {
            self.scopes.push(inner);
            self.scopes.len() - 1
        });
        number as u32
    }

    /// A warning about a keyword. Descriptions of APIs are passed over, schemas must be right.
    pub(super) fn malformed(&mut self, at: &At, message: &str) {
        if !at.dialect.is_open_api() {
            self.warn(&at.target(), message);
        }
    }

    /// Lowers a schema. Documents nest at most a hundred levels, and so does the recursion.
    pub(super) fn schema(&mut self, value: &Value, at: &mut At) -> Value {
        match value {
            Value::Bool(_) => value.clone(),
            Value::Object(members) => self.object(members, at),
            _ => {
                self.malformed(at, "expected a schema: an object, `true` or `false`");
                Value::Bool(true)
            }
        }
    }

    fn object(&mut self, members: &Map<String, Value>, at: &mut At) -> Value {
        if at.pointer.0.is_empty()
            && !at.dialect.is_open_api()
            && let Some(Value::String(uri)) = members.get("$schema")
        {
            at.dialect = Dialect::named(uri);
        }
        let outer = at.scope;
        if members.contains_key("$id") {
            at.scope = self.entered(outer, &at.target());
        }
        let lowered = self.keywords(members, at);
        at.scope = outer;
        lowered
    }

    fn keywords(&mut self, members: &Map<String, Value>, at: &mut At) -> Value {
        let mut out = Map::new();
        for keyword in ["$ref", "$dynamicRef", "$recursiveRef"] {
            if let Some(Value::String(reference)) = members.get(keyword) {
                self.reference(keyword, reference, at, &mut out);
            }
        }
        if out.is_empty() || at.dialect.has_siblings() {
            self.note_values_of(members, at);
            for (keyword, value) in members {
                let length = at.pointer.push(keyword);
                self.keyword(keyword, value, members, at, &mut out);
                at.pointer.back(length);
            }
            if at.dialect.is_open_api() {
                self.discriminator(members, at, &mut out);
            }
        }
        if at.dialect.is_open_api() && is_nullable(members) {
            return nullable(out);
        }
        Value::Object(out)
    }

    fn reference(&mut self, keyword: &str, reference: &str, at: &At, out: &mut Map<String, Value>) {
        if is_meta_schema(reference) {
            return;
        }
        let Some(mut target) = self.resolve(&at.target(), reference) else { return };
        if keyword != "$ref" {
            let name = if keyword == "$recursiveRef" {
                ""
            } else {
                reference.rsplit('#').next().unwrap_or_default()
            };
            let is_dynamic =
                self.documents.dynamic_anchors(&target).iter().any(|own| own.0 == name && own.1 == target);
            let outermost = self.scopes[at.scope as usize].get(name).filter(|_| is_dynamic);
            target = outermost.cloned().unwrap_or(target);
        }
        let Some(number) = self.define_in(&target, at.dialect, None, at.scope) else { return };
        let to = Value::String(format!("#/$defs/{number}"));
        if out.contains_key("$ref") {
            add(out, "allOf", json!({ "$ref": to }));
        } else {
            out.insert("$ref".to_owned(), to);
        }
    }

    /// The number of the schema that a branch refers to, and what the reference calls it. Says nothing of a
    /// reference that leads nowhere: where it is followed as a schema it is refused.
    pub(super) fn branch(&mut self, reference: &str, at: &At) -> Option<(u32, String)> {
        let target = self.walk.resolve(&at.target(), reference).ok()?;
        let number = self.define_in(&target, at.dialect, None, at.scope)?;
        let name = match target.pointer.rsplit_once('/') {
            Some((_, name)) => name.to_owned(),
            None => self.documents.list[target.file as usize].stem().to_owned(),
        };
        Some((number, name))
    }

    /// The text of an element of the list that is being lowered, where it says more than its value.
    pub(super) fn written(&self, at: &At, index: usize) -> Option<&'d str> {
        self.documents.written(at.file, &format!("{}/{index}", at.pointer.0))
    }

    /// Whether the validator's engine can run a pattern.
    pub(super) fn compiles(&mut self, pattern: &str) -> bool {
        if let Some(&known) = self.patterns.get(pattern) {
            return known;
        }
        let compiles = super::bundle::fits_pattern(pattern).is_some();
        self.patterns.insert(pattern.to_owned(), compiles);
        compiles
    }
}

/// What a schema is called by its place: the name of a definition or of the file.
fn own_name(target: &Target, documents: &Documents) -> Option<String> {
    let Some((folder, _)) = target.pointer.rsplit_once('/') else {
        return Some(documents.list[target.file as usize].stem().to_owned());
    };
    let named = ["/$defs", "/definitions", "/schemas"].iter().any(|end| folder.ends_with(end));
    segments(&target.pointer).last().filter(|_| named).map(Cow::into_owned)
}

/// Adds an element to a list keyword.
pub(super) fn add(out: &mut Map<String, Value>, keyword: &str, schema: Value) {
    match out.entry(keyword).or_insert_with(|| Value::Array(Vec::new())) {
        Value::Array(list) => list.push(schema),
        other => *other = Value::Array(vec![schema]),
    }
}

/// The schemas of schemas are known to every tool and are never among the given files.
fn is_meta_schema(reference: &str) -> bool {
    ["http://json-schema.org/draft", "https://json-schema.org/draft"]
        .iter()
        .any(|start| reference.starts_with(start))
}

fn is_nullable(members: &Map<String, Value>) -> bool {
    ["nullable", "x-nullable"].iter().any(|keyword| members.get(*keyword) == Some(&Value::Bool(true)))
}

fn nullable(mut out: Map<String, Value>) -> Value {
    if let Some(Value::Array(list)) = out.get_mut("enum")
        && !list.contains(&Value::Null)
    {
        list.push(Value::Null);
    }
    match out.get_mut("type") {
        Some(Value::String(one)) => {
            let both = json!([one, "null"]);
            out.insert("type".to_owned(), both);
        }
        Some(Value::Array(list)) if !list.contains(&json!("null")) => list.push(json!("null")),
        _ => {}
    }
    let combines = ["$ref", "allOf", "anyOf", "oneOf", "not", "const", "if"];
    if combines.iter().any(|keyword| out.contains_key(*keyword)) {
        return json!({ "anyOf": [out, { "type": "null" }] });
    }
    Value::Object(out)
}

/// A number as a count.
pub(super) fn count(value: &Value) -> Option<u64> {
    // `3.0` is a count, too.
    let whole = |number: f64| format!("{number}").parse().ok();
    value.as_u64().or_else(|| value.as_f64().and_then(whole))
}

/// What a message may quote of a keyword's value.
pub(super) fn quoted(value: &Value) -> String {
    match value {
        Value::String(text) => format!("`{}`", shown(text)),
        Value::Object(_) => "an object".to_owned(),
        Value::Array(_) => "a list".to_owned(),
        other => format!("`{other}`"),
    }
}
