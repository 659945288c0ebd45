//! Parameters of a request: where their values stand in the path, and whether a value fits.
//!
//! A value in a URL or a header is text. It fits if some JSON value that it may stand for fits: `7` is a number where
//! numbers are allowed and a string elsewhere.

use std::ops::Range;

use serde_json::{Value, json};

use super::OpenApi;
use super::address::{Address, is_blank, is_prefix};
use crate::schema::document::percent_decoded;
use crate::schema::json_schema::{self, Def, validate};
use crate::schema::{
    Instance, Parameter, ParameterPlace, ParameterStyle, SchemaRef, Tolerance, ViolationKind,
};
use crate::syntax::json::parse;
use crate::text::LocalSpan;

/// Where the value of a path parameter stands in a target as written.
///
/// Counted from the end, for base paths and versions may be missing in front on either side.
pub(super) fn in_path(template: &str, target: &str, name: &str) -> Option<Range<usize>> {
    let braced = format!("{{{name}}}");
    let path = Address::of(target).path();
    let offset = path.as_ptr() as usize - target.as_ptr() as usize;
    let own: Vec<&str> = template.split('/').filter(|segment| !segment.is_empty()).collect();
    let from_end = own.iter().rev().position(|segment| segment.contains(&braced))?;
    let (before, after) = own[own.len() - 1 - from_end].split_once(&braced)?;
    if before.contains('{') || after.contains('{') {
        return None;
    }
    let written: Vec<&str> = path.split('/').filter(|segment| !segment.is_empty()).collect();
    let at = written.len().checked_sub(from_end + 1)?;
    // What stands beside it is the same, unless a template took several segments.
    let own_at = own.len() - 1 - from_end;
    let beside = [
        own.get(own_at + 1).zip(written.get(at + 1)),
        own_at.checked_sub(1).and_then(|before| Some((&own[before], &written[at.checked_sub(1)?]))),
    ];
    let differs = |(own, written): (&&str, &&str)| !own.contains('{') && !is_prefix(own) && own != written;
    if beside.into_iter().flatten().any(differs) {
        return None;
    }
    let segment = written[at];
    let inner = segment.strip_prefix(before)?.strip_suffix(after)?;
    let start = offset + (inner.as_ptr() as usize - path.as_ptr() as usize);
    Some(start..start + inner.len())
}

impl OpenApi {
    /// The names of the members of an object that stand in the query by themselves.
    pub(super) fn members_in_query(&self, parameter: &Parameter) -> Vec<String> {
        let spreads = parameter.place == ParameterPlace::Query
            && parameter.explode
            && parameter.style == ParameterStyle::Form;
        let Some(schema) = parameter.schema.filter(|_| spreads) else { return Vec::new() };
        let is_object = |def: &Def| self.bundle.allows(&def.schema, "object");
        if !self.bundle.defs.get(schema.id as usize).is_some_and(is_object) {
            return Vec::new();
        }
        json_schema::members(&self.bundle, schema).into_iter().map(|member| member.name).collect()
    }

    /// What the schema of a parameter has against a value as written.
    pub(super) fn against_text(
        &self,
        parameter: &Parameter,
        member: Option<&str>,
        text: &str,
    ) -> Vec<ViolationKind> {
        let Some(schema) = parameter.schema else { return Vec::new() };
        let Some(def) = self.bundle.defs.get(schema.id as usize) else { return Vec::new() };
        let text = without_marks(parameter, text);
        if is_blank(text) || text.is_empty() {
            return Vec::new();
        }
        if parameter.style == ParameterStyle::Json {
            return self.against_json(schema, text);
        }
        let separator = separator(parameter);
        let is_encoded =
            text.contains(['%', '+']) && separator.is_none_or(|separator| !text.contains(separator));
        if is_encoded {
            return Vec::new();
        }
        let readings = match member {
            Some(name) => {
                let values = scalars(text).into_iter().chain(lists(text, None));
                values.map(|value| json!({ name: value })).collect()
            }
            // The members of an object have many spellings.
            None if self.bundle.allows(&def.schema, "object") => return Vec::new(),
            None if self.bundle.allows(&def.schema, "array") => lists(text, separator),
            None => scalars(text),
        };
        let mut found: Vec<Vec<ViolationKind>> =
            readings.iter().map(|value| self.against(schema, value)).collect();
        if is_listed(&def.schema, text, separator) {
            let is_enum = |kind: &ViolationKind| matches!(kind, ViolationKind::EnumValue { .. });
            for kinds in &mut found {
                kinds.retain(|kind| !is_enum(kind));
            }
        }
        if found.iter().any(Vec::is_empty) {
            return Vec::new();
        }
        // Of two readings the one whose type fits says what is wrong.
        let shape = |kind: &ViolationKind| {
            matches!(kind, ViolationKind::TypeMismatch { .. } | ViolationKind::CollectionShape { .. })
        };
        let typed = found.iter().find(|kinds| !kinds.iter().any(shape));
        typed.or(found.first()).cloned().unwrap_or_default()
    }

    fn against(&self, schema: SchemaRef, value: &Value) -> Vec<ViolationKind> {
        let json = value.to_string();
        let tree = parse(&json, LocalSpan::new(0, json.len()));
        let Some(node) = tree.root() else { return Vec::new() };
        let value = Instance { tree: &tree, text: &json, node };
        let tolerance = Tolerance { truncated: true, direction: None };
        let found = validate(&self.bundle, &self.documents, schema, value, &tolerance, false);
        found.unwrap_or_default().into_iter().map(|violation| violation.kind).collect()
    }

    /// A value that is JSON; what is none says nothing.
    fn against_json(&self, schema: SchemaRef, text: &str) -> Vec<ViolationKind> {
        let value = serde_json::from_str(&percent_decoded(text)).ok();
        value.map(|value| self.against(schema, &value)).unwrap_or_default()
    }
}

/// The value without what its style puts in front: `;id=5`, `.5`.
fn without_marks<'t>(parameter: &Parameter, text: &'t str) -> &'t str {
    let unmarked = match parameter.style {
        ParameterStyle::Matrix => text
            .strip_prefix(';')
            .and_then(|rest| rest.strip_prefix(parameter.name.as_str()))
            .and_then(|rest| rest.strip_prefix('=')),
        ParameterStyle::Label => text.strip_prefix('.'),
        _ => None,
    };
    unmarked.unwrap_or(text)
}

/// What is between the elements of a list, if not a comma alone.
fn separator(parameter: &Parameter) -> Option<&'static str> {
    match parameter.style {
        ParameterStyle::Pipe => Some("|"),
        ParameterStyle::Space => Some(" "),
        ParameterStyle::Tab => Some("\t"),
        ParameterStyle::Label => Some("."),
        ParameterStyle::Matrix if parameter.explode => Some(";"),
        _ => None,
    }
}

/// Whether the values that a schema lists have a text, or each of its elements, as they are written: descriptions list
/// `"true"` for a boolean, and for an array what its elements may be.
fn is_listed(schema: &Value, text: &str, separator: Option<&str>) -> bool {
    let Some(values) = schema.get("enum").and_then(Value::as_array) else { return false };
    let has = |one: &str| values.iter().any(|value| value.as_str() == Some(one));
    has(text) || text.split(separator.unwrap_or(",")).all(has)
}

/// What a text may mean as one value.
fn scalars(text: &str) -> Vec<Value> {
    let number = serde_json::from_str(text).ok();
    let number = number.filter(|value: &Value| value.is_number() || value.is_boolean());
    number.into_iter().chain([Value::from(text)]).collect()
}

/// What it may mean as a list: commas separate everywhere, for few writers know another style.
fn lists(text: &str, separator: Option<&str>) -> Vec<Value> {
    let decoded = match separator {
        Some("|") => text.replace("%7C", "|").replace("%7c", "|"),
        Some(" ") => text.replace("%20", " ").replace('+', " "),
        Some("\t") => text.replace("%09", "\t"),
        _ => text.to_owned(),
    };
    let separator = separator.filter(|separator| decoded.contains(separator)).unwrap_or(",");
    let elements =
        || decoded.split(separator).map(|one| one.rsplit_once('=').map_or(one, |(_, value)| value));
    let typed: Vec<Value> = elements().filter_map(|one| scalars(one).into_iter().next()).collect();
    vec![Value::from(typed), Value::from(decoded.split(separator).collect::<Vec<_>>())]
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
            ("/depots/{depot}/files/{path}", "/depots/7/files/a/b", "depot", None),
            ("/depots/{depot}/files/{path}", "/depots/7/files/a/b", "path", None),
            ("/a/{x}:{y}", "/a/1:2", "x", None),
            ("/a/{x}", "/a/1", "z", None),
        ];
        for (template, target, name, expected) in cases {
            let found = in_path(template, target, name).map(|range| &target[range]);
            assert_eq!(found, expected, "{template} {target}");
        }
    }
}
