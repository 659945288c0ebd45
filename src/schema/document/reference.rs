//! What a `$ref` leads to: a place in one of the given files, or nothing.
//!
//! A reference is resolved against the nearest `$id` around it and against the path of its file. **Invariant:** it
//! only ever finds text that was given; there is no way from here to a file system or a network.

use std::collections::HashMap;
use std::sync::Arc;

use serde_json::{Map, Value};

use super::file::Document;
use super::place::{Pointer, Spot, follow};
use crate::schema::{SchemaError, SchemaPlace};
use crate::text::{SourceFile, Span};

/// A place in the given files.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) struct Target {
    pub(crate) file: u32,
    /// JSON Pointer.
    pub(crate) pointer: String,
}

/// What segments lead to from a place.
pub(crate) fn child(of: &Target, segments: &[&str]) -> Target {
    let mut pointer = Pointer(of.pointer.clone());
    for segment in segments {
        pointer.push(segment);
    }
    Target { file: of.file, pointer: pointer.0 }
}

/// Why a reference, as it may be shown, leads nowhere.
#[derive(Debug, thiserror::Error)]
pub(crate) enum ReferenceError {
    /// The file has no such place.
    #[error("`$ref` points to `{0}`, which does not exist; any value is accepted here")]
    Missing(String),
    /// It is an address.
    #[error("`$ref` points to `{0}`; nothing is fetched, so any value is accepted here")]
    Remote(String),
    /// It is a file that was not given.
    #[error("`$ref` points to `{0}`, which is not among the schema files; any value is accepted here")]
    NotGiven(String),
}

/// The files of a description, and what they call themselves.
#[derive(Debug, Default)]
pub(crate) struct Documents {
    pub(crate) list: Vec<Document>,
    paths: HashMap<String, u32>,
    /// Schemas that have an `$id`, by its absolute form.
    ids: HashMap<String, Target>,
    /// The absolute `$id` of a schema, by its place.
    bases: HashMap<Target, String>,
    /// Schemas that have an anchor, by the place of the resource around them and the name.
    anchors: HashMap<(Target, String), Target>,
    /// The dynamic anchors of resources.
    dynamic: HashMap<Target, Vec<(String, Target)>>,
}

/// Members of a schema whose values are data, not schemas.
const DATA: [&str; 6] = ["enum", "const", "default", "example", "examples", "x-examples"];

impl Documents {
    /// Reads all files; those that cannot be read are left out, each with an error. `for_examples`: those that stand in
    /// the files will be asked for.
    pub(crate) fn read(files: &[Arc<SourceFile>], for_examples: bool) -> (Self, Vec<SchemaError>) {
        let mut documents = Self::default();
        let mut errors = Vec::new();
        for file in files {
            match Document::read(file, for_examples) {
                Ok(document) => {
                    let at = documents.list.len() as u32;
                    documents.paths.insert(normal(file.path()), at);
                    documents.list.push(document);
                }
                Err(error) => errors.push(error),
            }
        }
        for at in 0..documents.list.len() as u32 {
            documents.note_ids(at);
        }
        (documents, errors)
    }

    /// The files that were read, in the order of [`Target::file`].
    pub(crate) fn files(&self) -> Vec<Arc<SourceFile>> {
        self.list.iter().map(|document| Arc::clone(&document.file)).collect()
    }

    /// Reads JSON that is a part of a file and refers to nothing else.
    pub(crate) fn inside(file: &Arc<SourceFile>, span: Span) -> Result<Self, SchemaError> {
        let mut documents = Self { list: vec![Document::inside(file, span)?], ..Self::default() };
        documents.note_ids(0);
        Ok(documents)
    }

    /// The value at a place.
    pub(crate) fn value(&self, target: &Target) -> Option<&Value> {
        follow(&self.list.get(target.file as usize)?.value, &target.pointer)
    }

    /// An error at a place.
    pub(crate) fn error(&self, target: &Target, message: impl Into<String>) -> SchemaError {
        self.list[target.file as usize].error(&target.pointer, message)
    }

    /// What a reference that stands at `from` leads to, or why it leads nowhere.
    pub(crate) fn resolve(&self, from: &Target, reference: &str) -> Result<Target, ReferenceError> {
        self.target(from, reference, |target| self.value(target).is_some())
    }

    /// The same; `is_there` says whether there is anything at a place.
    pub(super) fn target(
        &self,
        from: &Target,
        reference: &str,
        is_there: impl Fn(&Target) -> bool,
    ) -> Result<Target, ReferenceError> {
        let (address, fragment) = reference.split_once('#').unwrap_or((reference, ""));
        let fragment = percent_decoded(fragment);
        let resource = if address.is_empty() {
            self.resource(from)
        } else {
            self.resource_at(from, address).ok_or_else(|| leads_out(reference))?
        };
        let nothing = || ReferenceError::Missing(shown(reference));
        if fragment.is_empty() {
            return Ok(resource);
        }
        if !fragment.starts_with('/') {
            return self.anchors.get(&(resource, fragment)).cloned().ok_or_else(nothing);
        }
        let target = Target { file: resource.file, pointer: format!("{}{fragment}", resource.pointer) };
        if is_there(&target) {
            return Ok(target);
        }
        // Many tools take `#/` for the whole.
        if fragment == "/" { Ok(resource) } else { Err(nothing()) }
    }

    /// The dynamic anchors of the resource that a place belongs to.
    pub(crate) fn dynamic_anchors(&self, of: &Target) -> &[(String, Target)] {
        if self.dynamic.is_empty() {
            return &[];
        }
        self.dynamic.get(&self.resource(of)).map(Vec::as_slice).unwrap_or_default()
    }

    /// A scalar as it is written, where YAML 1.1 or JSON would write its value in another way.
    pub(crate) fn written(&self, file: u32, pointer: &str) -> Option<&str> {
        self.list.get(file as usize)?.places.written(pointer)
    }

    /// The root of the resource (a file or a schema with an `$id`) that a place belongs to.
    fn resource(&self, of: &Target) -> Target {
        let mut pointer = of.pointer.as_str();
        while !self.bases.is_empty() && !pointer.is_empty() {
            let at = Target { file: of.file, pointer: pointer.to_owned() };
            if self.bases.contains_key(&at) {
                return at;
            }
            pointer = pointer.rfind('/').map_or("", |cut| &pointer[..cut]);
        }
        Target { file: of.file, pointer: String::new() }
    }

    fn resource_at(&self, from: &Target, address: &str) -> Option<Target> {
        let resource = self.resource(from);
        if let Some(target) = self.bases.get(&resource).and_then(|base| self.ids.get(&joined(base, address)))
        {
            return Some(target.clone());
        }
        if let Some(target) = self.ids.get(address) {
            return Some(target.clone());
        }
        if has_scheme(address) {
            return None;
        }
        let path = self.list[from.file as usize].file.path().replace('\\', "/");
        let path = normal(&joined(&path, &percent_decoded(address)));
        self.paths.get(&path).map(|&file| Target { file, pointer: String::new() })
    }

    fn note_ids(&mut self, file: u32) {
        let mut found = Vec::new();
        collect(&self.list[file as usize].value, &mut Vec::new(), &mut found);
        for (pointer, keyword, text) in found {
            let at = Target { file, pointer };
            if matches!(keyword, Name::Id | Name::OldId) && !text.starts_with('#') {
                let around = self.resource_around(&at);
                let base = self.bases.get(&around).cloned().unwrap_or_default();
                let id = joined(&base, text.trim_end_matches('#'));
                self.ids.entry(id.clone()).or_insert_with(|| at.clone());
                self.bases.insert(at, id);
            } else {
                let name = text.trim_start_matches('#').to_owned();
                let resource = self.resource(&at);
                if matches!(keyword, Name::Dynamic | Name::Recursive) {
                    self.dynamic.entry(resource.clone()).or_default().push((name.clone(), at.clone()));
                }
                self.anchors.entry((resource, name)).or_insert(at);
            }
        }
    }

    fn resource_around(&self, at: &Target) -> Target {
        let outer = at.pointer.rfind('/').map_or("", |cut| &at.pointer[..cut]);
        self.resource(&Target { file: at.file, pointer: outer.to_owned() })
    }
}

#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Name {
    Id,
    OldId,
    Anchor,
    Dynamic,
    Recursive,
}

/// Every `$id`, `id` and anchor in a document, outer ones first, each with the way to it. Documents nest at most a
/// hundred levels.
fn collect<'v>(value: &'v Value, way: &mut Vec<Part<'v>>, found: &mut Vec<(String, Name, String)>) {
    match value {
        Value::Object(members) => {
            note(members, way, found);
            for (name, value) in members {
                if !DATA.contains(&name.as_str()) {
                    way.push(Part::Member(name));
                    collect(value, way, found);
                    way.pop();
                }
            }
        }
        Value::Array(elements) => {
            for (at, value) in elements.iter().enumerate() {
                way.push(Part::Element(at));
                collect(value, way, found);
                way.pop();
            }
        }
        _ => {}
    }
}

/// A part of the way to a value.
enum Part<'v> {
    Member(&'v str),
    Element(usize),
}

/// The `$id`, `id` and anchors of one object; what says its address comes first.
fn note(members: &Map<String, Value>, way: &[Part<'_>], found: &mut Vec<(String, Name, String)>) {
    let mut own = Vec::new();
    for (name, value) in members {
        let named = match (name.as_str(), value) {
            ("$id", Value::String(text)) => (Name::Id, text.clone()),
            // Draft 4 wrote `id`; elsewhere it is a member like any other, and no URI.
            ("id", Value::String(text)) if has_scheme(text) || text.starts_with('#') => {
                (Name::OldId, text.clone())
            }
            ("$anchor", Value::String(text)) => (Name::Anchor, text.clone()),
            ("$dynamicAnchor", Value::String(text)) => (Name::Dynamic, text.clone()),
            ("$recursiveAnchor", Value::Bool(true)) => (Name::Recursive, String::new()),
            _ => continue,
        };
        own.push(named);
    }
    if own.is_empty() {
        return;
    }
    let mut pointer = Pointer::default();
    for part in way {
        match part {
            Part::Member(name) => pointer.push(name),
            Part::Element(at) => pointer.push(&at.to_string()),
        };
    }
    own.sort_by_key(|(name, _)| *name);
    found.extend(own.into_iter().map(|(name, text)| (pointer.0.clone(), name, text)));
}

fn leads_out(reference: &str) -> ReferenceError {
    if has_scheme(reference) {
        ReferenceError::Remote(shown(reference))
    } else {
        ReferenceError::NotGiven(shown(reference))
    }
}

fn has_scheme(text: &str) -> bool {
    text.split_once(':').is_some_and(|(scheme, _)| {
        scheme.starts_with(|c: char| c.is_ascii_alphabetic())
            && scheme.len() > 1
            && scheme.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'-' | b'.'))
    })
}

/// A reference against the address of what it stands in (RFC 3986 §5.2, without queries).
fn joined(base: &str, reference: &str) -> String {
    if has_scheme(reference) || base.is_empty() {
        return reference.to_owned();
    }
    let authority_end =
        base.find("://").map_or(0, |at| base[at + 3..].find('/').map_or(base.len(), |end| at + 3 + end));
    let (origin, path) = base.split_at(authority_end);
    if reference.starts_with('/') {
        return format!("{origin}{reference}");
    }
    let folder = path.rfind('/').map_or("", |cut| &path[..=cut]);
    let slash = if !origin.is_empty() && folder.is_empty() { "/" } else { "" };
    format!("{origin}{slash}{}", normal(&format!("{folder}{reference}")))
}

/// A path without `.` and with every `..` that has something to take back taken.
fn normal(path: &str) -> String {
    let path = path.replace('\\', "/");
    let mut parts: Vec<&str> = Vec::new();
    for part in path.split('/') {
        match part {
            "." => {}
            ".." if parts.last().is_some_and(|last| !matches!(*last, ".." | "")) => {
                parts.pop();
            }
            part => parts.push(part),
        }
    }
    parts.join("/")
}

/// Text with its `%XX` decoded; as it stands if that is no text.
pub(crate) fn percent_decoded(text: &str) -> String {
    if !text.contains('%') {
        return text.to_owned();
    }
    let bytes = text.as_bytes();
    let hex = |at: usize| bytes.get(at).and_then(|&byte| char::from(byte).to_digit(16));
    let mut decoded = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while at < bytes.len() {
        match (bytes[at], hex(at + 1), hex(at + 2)) {
            (b'%', Some(high), Some(low)) => {
                decoded.push((high * 16 + low) as u8);
                at += 3;
            }
            (byte, ..) => {
                decoded.push(byte);
                at += 1;
            }
        }
    }
    String::from_utf8(decoded).unwrap_or_else(|_| text.to_owned())
}

/// The reference text as it may be shown: short and on one line.
pub(crate) fn shown(text: &str) -> String {
    let line: String = text.chars().map(|c| if c.is_control() { ' ' } else { c }).take(80).collect();
    if line.len() < text.len() { format!("{line}…") } else { line }
}

/// The place of a pointer in a file.
pub(crate) fn place(documents: &Documents, target: &Target, rest: &str) -> Option<SchemaPlace> {
    let document = documents.list.get(target.file as usize)?;
    let base = document.places.reached(Spot::ROOT, &target.pointer);
    Some(SchemaPlace { file: target.file, offset: document.places.nearest(base, rest) })
}
