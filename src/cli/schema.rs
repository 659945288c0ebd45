//! `apiproof schema`.

use std::io::{self, BufWriter};
use std::path::Path;
use std::sync::Arc;

use super::args::{ConfigArgs, Plain, SchemaArgs, SchemaCommand};
use super::exit::{CLEAN, Failure, TROUBLE};
use super::given::Given;
use super::{pages, terminal};
use crate::config::{Options, did_you_mean};
use crate::engine::Problem;
use crate::output;
use crate::schema::{Answer, SchemaSet};
use crate::system::display_path;

/// Shows what the loaded schemas say.
pub(super) fn run(args: &SchemaArgs, given: Given<'_>) -> Result<u8, Failure> {
    let mut out = BufWriter::new(io::stdout().lock());
    let problems = match &args.command {
        SchemaCommand::List(list) => {
            let Loaded { set, problems, configuration } = load(&list.sources, given)?;
            let configuration = configuration.as_deref();
            match list.output_format {
                Plain::Text => {
                    terminal::stdout(list.color);
                    output::schema_list_text(&set, configuration, &mut out)?;
                }
                Plain::Json => output::schema_list_json(&set, configuration, &mut out)?,
            }
            problems
        }
        SchemaCommand::Show(show) => {
            let Loaded { set, problems, .. } = load(&show.sources, given)?;
            let schema = find(&set, show.type_name.trim())?;
            output::schema_json(&schema, show.output_format == Plain::Text, &mut out)?;
            problems
        }
        SchemaCommand::Export(export) => {
            let Loaded { set, problems, .. } = load(&export.sources, given)?;
            output::schema_json(&output::schema_bundle(&set), true, &mut out)?;
            problems
        }
    };
    pages::report(&problems);
    Ok(if problems.is_empty() { CLEAN } else { TROUBLE })
}

/// What is described, and which configuration file says so.
struct Loaded {
    set: Arc<SchemaSet>,
    problems: Vec<Problem>,
    configuration: Option<String>,
}

fn load(sources: &ConfigArgs, given: Given<'_>) -> Result<Loaded, Failure> {
    let checker = pages::checker(sources, Options::default(), given)?;
    let project = checker.project();
    let here = project.scope(project.current());
    if !here.is_sound() {
        return Err(Failure::Problems(project.problems()));
    }
    let (set, problems) = project.schemas(&here, &project.current().join("page.md"));
    pages::warn(&checker);
    let shown = |file: &Path| display_path(file.strip_prefix(project.current()).unwrap_or(file));
    Ok(Loaded { set, problems, configuration: here.file().map(shown) })
}

fn find(set: &SchemaSet, name: &str) -> Result<serde_json::Value, Failure> {
    let near = match set.by_type(name) {
        Answer::Found(bound) => return Ok(set.provider(bound.provider).export(bound.schema)),
        Answer::Ambiguous(bounds) => {
            let exported = bounds.iter().map(|bound| set.provider(bound.provider).export(bound.schema));
            return Ok(serde_json::json!({ "anyOf": exported.collect::<Vec<_>>() }));
        }
        Answer::Unknown { near: Some(near), .. } => format!("; did you mean `{near}`?"),
        Answer::Unknown { near: None, .. } | Answer::NotCovered { .. } => {
            let names: Vec<String> = set.providers.iter().flat_map(|provider| provider.names()).collect();
            did_you_mean(name, names.iter().map(String::as_str))
        }
    };
    Err(Failure::Usage(format!("no type `{name}`{near} (`apiproof schema list` lists them)")))
}
