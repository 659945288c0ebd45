//! Parameters of a request: where their values stand in the path, and whether a value fits.
//!
//! A value in a URL or a header is text. It fits if some JSON value that it may stand for fits: `7` is a number where
//! numbers are allowed and a string elsewhere.

use std::ops::Range;

use serde_json::Value;

use super::OpenApi;
use super::route::{address, is_blank};
use crate::schema::json_schema::validate;
use crate::schema::{Instance, SchemaRef, Tolerance, ViolationKind};
use crate::syntax::json::parse;
use crate::text::LocalSpan;

/// Where the value of a path parameter stands in a target as written.
///
/// Counted from the end, for base paths and versions may be missing in front on either side.
pub(super) fn in_path(template: &str, target: &str, name: &str) -> Option<Range<usize>> {
    let braced = format!("{{{name}}}");
    let (_, path) = address(target);
    let path = &path[..path.find(['?', '#']).unwrap_or(path.len())];
    let offset = path.as_ptr() as usize - target.as_ptr() as usize;
    let own: Vec<&str> = template.split('/').filter(|segment| !segment.is_empty()).collect();
    let from_end = own.iter().rev().position(|segment| segment.contains(&braced))?;
    let (before, after) = own[own.len() - 1 - from_end].split_once(&braced)?;
    if before.contains('{') || after.contains('{') {
        return None;
    }
    let segment = path.split('/').filter(|segment| !segment.is_empty()).rev().nth(from_end)?;
    let inner = segment.strip_prefix(before)?.strip_suffix(after)?;
    let start = offset + (inner.as_ptr() as usize - path.as_ptr() as usize);
    Some(start..start + inner.len())
}

impl OpenApi {
    /// What a schema has against a value that is written as text.
    pub(super) fn against_text(&self, schema: SchemaRef, text: &str) -> Vec<ViolationKind> {
        if is_blank(text) || text.is_empty() {
            return Vec::new();
        }
        let Some(def) = self.bundle.defs.get(schema.id as usize) else { return Vec::new() };
        let mut readings: Vec<String> = vec![Value::from(text).to_string()];
        if matches!(serde_json::from_str(text), Ok(Value::Number(_) | Value::Bool(_))) {
            readings.insert(0, text.to_owned());
        }
        // Lists have several spellings; their elements are looked at where they are separated by commas.
        if self.bundle.allows(&def.schema, "array") {
            let of = |numbers: bool| {
                let elements: Vec<Value> = text
                    .split(',')
                    .map(|one| match serde_json::from_str(one) {
                        Ok(value @ (Value::Number(_) | Value::Bool(_))) if numbers => value,
                        _ => Value::from(one),
                    })
                    .collect();
                Value::from(elements).to_string()
            };
            readings = vec![of(true), of(false)];
        }
        // What a serialised object looks like is for each description to say.
        if self.bundle.allows(&def.schema, "object") {
            return Vec::new();
        }
        let against = |json: &String| {
            let tree = parse(json, LocalSpan::new(0, json.len()));
            let Some(node) = tree.root() else { return Vec::new() };
            let value = Instance { tree: &tree, text: json, node };
            let found = validate(&self.bundle, &self.documents, schema, value, &Tolerance::default(), false);
            found.into_iter().map(|violation| violation.kind).collect::<Vec<_>>()
        };
        let found: Vec<Vec<ViolationKind>> = readings.iter().map(against).collect();
        if found.iter().any(Vec::is_empty) {
            return Vec::new();
        }
        // Of two readings the one whose type fits says what is wrong.
        let shape = |kind: &ViolationKind| matches!(kind, ViolationKind::TypeMismatch { .. });
        let typed = found.iter().find(|kinds| !kinds.iter().any(shape));
        typed.or(found.first()).cloned().unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::in_path;

    #[test]
    fn values_are_found_in_the_path() {
        let cases = [
            ("/shipments/{id}", "https://api.parcelo.example/v1/shipments/17?x=1", "id", Some("17")),
            ("/v1/shipments/{id}/labels/{label}.pdf", "/shipments/7/labels/a4.pdf", "label", Some("a4")),
            ("/v1/shipments/{id}/labels/{label}.pdf", "/shipments/7/labels/a4.pdf", "id", Some("7")),
            ("/a/{x}:{y}", "/a/1:2", "x", None),
            ("/a/{x}", "/a/1", "z", None),
        ];
        for (template, target, name, expected) in cases {
            let found = in_path(template, target, name).map(|range| &target[range]);
            assert_eq!(found, expected, "{template} {target}");
        }
    }
}
