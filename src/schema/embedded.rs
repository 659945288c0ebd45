//! Schemas of formats that many services share, built in: they need no configuration.
//!
//! A body is bound to one of them by its media type or, for errors, by its form; never by a guess. Each file says
//! in its `$comment` what it was written from.

use std::sync::{Arc, OnceLock};

use super::{
    Direction, Instance, JsonSchemas, NotCovered, OperationQuery, Resolution, SchemaPlace, SchemaProvider,
    SchemaRef, Tolerance, Violation,
};
use crate::syntax::json::NodeKind;
use crate::text::SourceFile;

/// A schema that is built in.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Embedded {
    /// Its name and that of its file.
    pub name: &'static str,
    /// The JSON Schema.
    pub text: &'static str,
}

macro_rules! embedded {
    ($($name:literal),+ $(,)?) => {
        &[$(Embedded { name: $name, text: include_str!(concat!("../../schemas/", $name, ".json")) }),+]
    };
}

/// Every schema that is built in, by name.
pub(crate) const SCHEMAS: &[Embedded] = embedded![
    "annotation",
    "json-api",
    "json-patch",
    "odata-batch-request",
    "odata-batch-response",
    "odata-collection",
    "odata-error",
    "problem-details",
];

/// The built-in schemas as a provider. Each is made ready when the first body is bound to it.
#[derive(Debug)]
pub(crate) struct EmbeddedSchemas {
    files: Vec<Arc<SourceFile>>,
    ready: Vec<OnceLock<Option<JsonSchemas>>>,
}

impl Default for EmbeddedSchemas {
    fn default() -> Self {
        let file = |schema: &Embedded| {
            Arc::new(SourceFile::new(format!("apiproof/schemas/{}.json", schema.name), schema.text))
        };
        Self {
            files: SCHEMAS.iter().map(file).collect(),
            ready: SCHEMAS.iter().map(|_| OnceLock::new()).collect(),
        }
    }
}

impl EmbeddedSchemas {
    fn named(name: Option<&str>) -> Resolution {
        let at = name.and_then(|name| SCHEMAS.iter().position(|schema| schema.name == name));
        at.map_or(Resolution::NotCovered(NotCovered::Foreign), |at| {
            Resolution::Found(SchemaRef { id: at as u32, collection: false })
        })
    }

    /// The schema as a provider of its own, with its number there.
    fn ready(&self, schema: SchemaRef) -> Option<(&JsonSchemas, SchemaRef)> {
        let at = schema.id as usize;
        let load = || JsonSchemas::load(&self.files[at..=at], false).ok();
        let provider = self.ready.get(at)?.get_or_init(load).as_ref()?;
        match provider.by_type(SCHEMAS[at].name) {
            Resolution::Found(schema) => Some((provider, schema)),
            _ => None,
        }
    }
}

impl SchemaProvider for EmbeddedSchemas {
    fn kind(&self) -> &'static str {
        "built in"
    }

    fn files(&self) -> &[Arc<SourceFile>] {
        &self.files
    }

    fn by_type(&self, name: &str) -> Resolution {
        Self::named(Some(name))
    }

    fn by_operation(&self, _: &OperationQuery<'_>) -> Resolution {
        Resolution::NotCovered(NotCovered::Foreign)
    }

    fn by_media_type(&self, media_type: &str, _: Direction) -> Resolution {
        Self::named(by_media_type(media_type))
    }

    fn validate(
        &self,
        schema: SchemaRef,
        value: Instance<'_>,
        tolerance: &Tolerance,
    ) -> Option<Vec<Violation>> {
        let Some((provider, inner)) = self.ready(schema) else { return Some(Vec::new()) };
        let mut found = provider.validate(inner, value, tolerance)?;
        for place in found.iter_mut().filter_map(|violation| violation.schema_at.as_mut()) {
            place.file = schema.id;
        }
        Some(found)
    }

    fn name(&self, schema: SchemaRef) -> String {
        SCHEMAS.get(schema.id as usize).map_or_else(String::new, |schema| schema.name.to_owned())
    }

    fn defined_at(&self, schema: SchemaRef) -> Option<SchemaPlace> {
        Some(SchemaPlace { file: schema.id, offset: 0 })
    }

    fn names(&self) -> Vec<String> {
        SCHEMAS.iter().map(|schema| schema.name.to_owned()).collect()
    }

    fn export(&self, schema: SchemaRef) -> serde_json::Value {
        self.ready(schema).map(|(provider, inner)| provider.export(inner)).unwrap_or_default()
    }
}

/// The schema of every body of a media type without parameters, lower case.
pub(crate) fn by_media_type(media_type: &str) -> Option<&'static str> {
    match media_type {
        "application/problem+json" => Some("problem-details"),
        "application/vnd.api+json" => Some("json-api"),
        "application/json-patch+json" => Some("json-patch"),
        _ => None,
    }
}

/// The schema of a JSON body sent to or answered by the `$batch` resource of an OData service.
pub(crate) fn by_target(target: &str, direction: Direction) -> Option<&'static str> {
    memchr::memchr(b'$', target.as_bytes())?;
    let path = target.split(['?', '#']).next().unwrap_or_default();
    let is_batch = path.trim_end_matches('/').ends_with("/$batch");
    is_batch.then_some(match direction {
        Direction::Request => "odata-batch-request",
        Direction::Response(_) => "odata-batch-response",
    })
}

/// The schema whose form an error has, beyond doubt: an OData error, or problem details.
pub(crate) fn error_form(value: Instance<'_>) -> Option<&'static str> {
    let is = |of: Instance<'_>, name: &str, kinds: &[NodeKind]| {
        of.member(name).map(|member| kinds.contains(&member.node().kind))
    };
    let string = &[NodeKind::String, NodeKind::Placeholder][..];
    if let Some(error) = value.member("error") {
        let others = value.children().filter(|member| member.name() != Some("error"));
        let alone = others.count() == 0;
        let odata = is(error, "code", string) == Some(true)
            && is(error, "message", string) == Some(true)
            && is(error, "details", &[NodeKind::Array, NodeKind::Null]) != Some(false)
            && is(error, "target", &[NodeKind::String, NodeKind::Null]) != Some(false);
        return (alone && odata).then_some("odata-error");
    }
    let names_problem = value.member("type").is_some_and(|member| {
        let written = member.written();
        member.node().kind == NodeKind::String && (written == "about:blank" || written.contains("://"))
    });
    (names_problem && value.member("title").is_some()).then_some("problem-details")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::syntax::json::parse;
    use crate::text::LocalSpan;

    #[test]
    fn errors_are_known_by_their_form() {
        let cases = [
            (r#"{"error": {"code": "gone", "message": "Gone."}}"#, Some("odata-error")),
            (r#"{"error": {"code": 404, "message": "Gone."}}"#, None),
            (r#"{"error": {"code": "gone", "message": "Gone.", "details": "None."}}"#, None),
            (r#"{"error": {"code": "gone", "message": "Gone."}, "ok": false}"#, None),
            (r#"{"error": "gone"}"#, None),
            (r#"{"type": "https://api.parcelo.example/p/gone", "title": "Gone"}"#, Some("problem-details")),
            (r#"{"type": "gone", "title": "Gone"}"#, None),
        ];
        for (text, expected) in cases {
            let tree = parse(text, LocalSpan::new(0, text.len()));
            let root = tree.root().unwrap();
            assert_eq!(error_form(Instance { tree: &tree, text, node: root }), expected, "{text}");
        }
    }

    #[test]
    fn every_schema_is_one() {
        let set = EmbeddedSchemas::default();
        for (at, file) in set.files.iter().enumerate() {
            assert!(JsonSchemas::load(std::slice::from_ref(file), false).is_ok(), "{}", file.path());
            let schema = SchemaRef { id: at as u32, collection: false };
            assert!(set.ready(schema).is_some(), "{}", file.path());
        }
    }

    #[test]
    fn every_schema_is_named_after_its_file() {
        for schema in SCHEMAS {
            let value: serde_json::Value = serde_json::from_str(schema.text).unwrap();
            assert_eq!(value["title"], schema.name);
            assert!(value["$comment"].as_str().is_some_and(|source| source.starts_with("Written from")));
        }
    }
}
