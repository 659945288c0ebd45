//! From files to providers: what kind of description each file is, by its content.

use std::collections::HashSet;
use std::sync::Arc;

use super::doc_resource::DocResources;
use super::document::Documents;
use super::embedded::EmbeddedSchemas;
use super::{Csdl, Flaws, JsonSchemas, OpenApi, SchemaError, SchemaProvider, SchemaSet};
use crate::syntax::json;
use crate::text::{LocalSpan, SourceFile};

/// The kind of an XML file shows within its first bytes.
const HEAD: usize = 4096;

/// Words at the top of a description in OpenAPI.
const ROOT_WORDS: [&str; 2] = ["openapi", "swagger"];

/// Words at the top of a JSON Schema that does not name its dialect.
const SCHEMA_WORDS: [&str; 12] = [
    "$defs",
    "$id",
    "$ref",
    "allOf",
    "anyOf",
    "definitions",
    "enum",
    "items",
    "oneOf",
    "properties",
    "required",
    "type",
];

/// What a file describes and how.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Kind {
    /// OData CSDL XML.
    Csdl,
    /// The root of an OpenAPI or Swagger description.
    OpenApi,
    /// JSON Schema that says so.
    JsonSchema,
    /// JSON Schema, unless it is a part of an OpenAPI description.
    MaybeSchema,
    /// YAML or JSON that only another file can give a meaning to.
    Part,
}

type Loaded = Result<(Arc<dyn SchemaProvider>, Flaws), Vec<SchemaError>>;

/// How many warnings about the descriptions of a run are shown.
const MAX_WARNINGS: usize = 50;

/// What became of the files that were to describe an API.
#[derive(Debug, Default)]
pub struct LoadedSchemas {
    /// The providers that they make.
    pub set: SchemaSet,
    /// Why descriptions among them cannot be used; the others count all the same.
    pub errors: Vec<SchemaError>,
    /// Places in usable descriptions that cannot be used and count as "any value".
    pub warnings: Vec<SchemaError>,
    /// Files that are no descriptions at all, each with what shows it.
    pub strangers: Vec<SchemaError>,
}

impl SchemaSet {
    /// The providers that files make. `servers` are addresses of the API that descriptions do not name.
    pub fn load(files: &[Arc<SourceFile>], servers: &[String]) -> LoadedSchemas {
        Self::load_for(files, servers, false)
    }

    /// The same. `with_examples`: the examples that descriptions hold will be asked for.
    pub(crate) fn load_for(
        files: &[Arc<SourceFile>],
        servers: &[String],
        with_examples: bool,
    ) -> LoadedSchemas {
        let mut loader = Loader { servers: servers.to_vec(), with_examples, ..Loader::default() };
        for file in files {
            match kind(file) {
                Ok(kind) => loader.files.push((kind, Arc::clone(file))),
                Err(stranger) => loader.loaded.strangers.push(stranger),
            }
        }
        loader.run()
    }

    /// The set with what pages say about types, after everything else.
    #[must_use]
    pub fn with_resources(mut self, resources: DocResources) -> Self {
        if !resources.is_empty() {
            self.providers.push(Arc::new(resources));
        }
        self
    }

    /// The set with the built-in schemas, which are asked last.
    #[must_use]
    pub fn with_embedded(mut self) -> Self {
        self.providers.push(Arc::new(EmbeddedSchemas::default()));
        self
    }
}

#[derive(Default)]
struct Loader {
    servers: Vec<String>,
    with_examples: bool,
    files: Vec<(Kind, Arc<SourceFile>)>,
    loaded: LoadedSchemas,
}

impl Loader {
    fn of(&self, kinds: &[Kind]) -> Vec<Arc<SourceFile>> {
        let those = self.files.iter().filter(|(kind, _)| kinds.contains(kind));
        those.map(|(_, file)| Arc::clone(file)).collect()
    }

    fn add(&mut self, loaded: Loaded) {
        match loaded {
            Ok((provider, flaws)) => {
                self.loaded.set.providers.push(provider);
                self.loaded.errors.extend(flaws.errors);
                self.loaded.warnings.extend(flaws.warnings);
            }
            Err(errors) => self.loaded.errors.extend(errors),
        }
    }

    fn run(mut self) -> LoadedSchemas {
        let csdl = self.of(&[Kind::Csdl]);
        if !csdl.is_empty() {
            for service in Csdl::load_versions(csdl) {
                let service = service.map(|service| (shared(service), Flaws::default()));
                self.add(service.map_err(|error| vec![error]));
            }
        }
        // In an OpenAPI description every file may be a part, whatever it looks like.
        let is_split = self.files.iter().any(|(kind, _)| *kind == Kind::OpenApi);
        let mut schemas = self.of(&[Kind::JsonSchema]);
        if is_split {
            let kinds = [Kind::OpenApi, Kind::JsonSchema, Kind::MaybeSchema, Kind::Part];
            let files = self.of(&kinds);
            let api = OpenApi::load(&files, self.with_examples);
            self.add(api.map(|mut api| {
                api.serve(&self.servers);
                let flaws = api.take_flaws();
                (shared(api), flaws)
            }));
        } else {
            schemas.extend(self.of(&[Kind::MaybeSchema]));
            for part in self.of(&[Kind::Part]) {
                // A file that cannot be read may well be meant as one of them.
                let broken = Documents::read(&[Arc::clone(&part)], false).1.pop();
                self.loaded.strangers.push(broken.unwrap_or_else(|| SchemaError {
                    path: part.path().to_owned(),
                    line: Some(1),
                    message: "neither OData CSDL nor OpenAPI nor JSON Schema".to_owned(),
                }));
            }
        }
        if !schemas.is_empty() {
            let loaded = JsonSchemas::load(&schemas, self.with_examples);
            self.add(loaded.map(|mut schemas| {
                let flaws = schemas.take_flaws();
                (shared(schemas), flaws)
            }));
        }
        let warnings = &mut self.loaded.warnings;
        // A part that two descriptions use is read twice.
        let mut seen = HashSet::new();
        warnings.retain(|warning| seen.insert((warning.path.clone(), warning.line, warning.message.clone())));
        if let Some(more) = warnings.len().checked_sub(MAX_WARNINGS).filter(|more| *more > 0) {
            warnings.truncate(MAX_WARNINGS);
            if let Some(last) = warnings.last_mut() {
                last.message = format!("{} (and {more} more warnings about descriptions)", last.message);
            }
        }
        self.loaded
    }
}

fn shared<P: SchemaProvider + 'static>(provider: P) -> Arc<dyn SchemaProvider> {
    Arc::new(provider)
}

/// Whether a file says that it describes an API: in OpenAPI, or by a JSON Schema that names its dialect.
pub(crate) fn is_description(file: &SourceFile) -> bool {
    matches!(kind(file), Ok(Kind::OpenApi | Kind::JsonSchema))
}

/// The kind of a file, or why it is none.
fn kind(file: &SourceFile) -> Result<Kind, SchemaError> {
    let text = file.text().trim_start();
    let error = |message: &str| SchemaError {
        path: file.path().to_owned(),
        line: Some(1),
        message: message.to_owned(),
    };
    if text.starts_with('<') {
        let head = &text[..text.floor_char_boundary(HEAD)];
        return if head.contains("Edmx") || head.contains("<Schema") {
            Ok(Kind::Csdl)
        } else {
            Err(error("not OData CSDL: there is no `edmx:Edmx` element at its top"))
        };
    }
    if text.is_empty() {
        return Err(error("expected a description of an API, but the file is empty"));
    }
    // A schema that takes everything or nothing.
    if matches!(text.trim_end(), "true" | "false") {
        return Ok(Kind::MaybeSchema);
    }
    let keys = top_keys(text);
    let has = |names: &[&str]| keys.iter().any(|key| names.contains(key));
    Ok(if has(&ROOT_WORDS) {
        Kind::OpenApi
    } else if has(&["$schema"]) {
        Kind::JsonSchema
    } else if has(&SCHEMA_WORDS) {
        Kind::MaybeSchema
    } else {
        Kind::Part
    })
}

/// The member names of the document, as far as they are needed to tell what it is.
fn top_keys(text: &str) -> Vec<&str> {
    if text.starts_with('{') {
        return json::top_names(text, &ROOT_WORDS).unwrap_or_else(|| {
            let tree = json::parse(text, LocalSpan::new(0, text.len()));
            let members = tree.root().into_iter().flat_map(|root| tree.children(root));
            members.filter_map(|member| tree.name(member, text)).collect()
        });
    }
    let mut keys = Vec::new();
    for line in text.lines() {
        if line.starts_with(|c: char| c.is_alphanumeric() || matches!(c, '$' | '"' | '\''))
            && let Some((key, _)) = line.split_once(':')
        {
            keys.push(key.trim().trim_matches(['"', '\'']));
            if keys.last().is_some_and(|key| ROOT_WORDS.contains(key)) {
                break;
            }
        }
    }
    keys
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn content_tells_what_a_file_is() {
        let cases = [
            ("a.csdl", "<?xml version=\"1.0\"?>\n<edmx:Edmx Version=\"4.0\">", Ok(Kind::Csdl)),
            ("a.xml", "<html>", Err(())),
            ("a.yaml", "# ours\nopenapi: 3.1.0\ninfo:\n  title: x\n", Ok(Kind::OpenApi)),
            ("a.json", "{ \"swagger\": \"2.0\" }", Ok(Kind::OpenApi)),
            ("a.json", "{ \"$schema\": \"x\", \"type\": \"object\" }", Ok(Kind::JsonSchema)),
            ("a.yml", "'type': object\n", Ok(Kind::MaybeSchema)),
            ("a.json", "{ \"parcel\": { \"type\": \"object\" } }", Ok(Kind::Part)),
            ("a.json", " \n", Err(())),
        ];
        for (path, text, expected) in cases {
            let found = kind(&SourceFile::new(path, text)).map_err(|_| ());
            assert_eq!(found, expected, "{path}: {text}");
        }
    }
}
