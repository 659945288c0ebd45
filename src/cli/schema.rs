//! `apiproof schema`.

use std::io::{self, BufWriter};
use std::sync::Arc;

use super::args::{ConfigArgs, Plain, SchemaArgs, SchemaCommand};
use super::exit::{CLEAN, Failure, TROUBLE};
use super::given::Given;
use super::{pages, terminal};
use crate::config::{Options, did_you_mean};
use crate::engine::Problem;
use crate::output;
use crate::schema::{Answer, SchemaSet};

/// Shows what the loaded schemas say.
pub(super) fn run(args: &SchemaArgs, given: Given<'_>) -> Result<u8, Failure> {
    let mut out = BufWriter::new(io::stdout().lock());
    let problems = match &args.command {
        SchemaCommand::List(list) => {
            let (set, problems) = load(&list.sources, given)?;
            match list.output_format {
                Plain::Text => {
                    terminal::stdout(list.color);
                    output::schema_list_text(&set, &mut out)?;
                }
                Plain::Json => output::schema_list_json(&set, &mut out)?,
            }
            problems
        }
        SchemaCommand::Show(show) => {
            let (set, problems) = load(&show.sources, given)?;
            let schema = find(&set, show.type_name.trim())?;
            output::schema_json(&schema, show.output_format == Plain::Text, &mut out)?;
            problems
        }
        SchemaCommand::Export(export) => {
            let (set, problems) = load(&export.sources, given)?;
            output::schema_json(&output::schema_bundle(&set), true, &mut out)?;
            problems
        }
    };
    pages::report(&problems);
    Ok(if problems.is_empty() { CLEAN } else { TROUBLE })
}

fn load(sources: &ConfigArgs, given: Given<'_>) -> Result<(Arc<SchemaSet>, Vec<Problem>), Failure> {
    let checker = pages::checker(sources, Options::default(), given)?;
    let project = checker.project();
    let here = project.scope(project.current());
    if !here.is_sound() {
        return Err(Failure::Problems(project.problems()));
    }
    let schemas = project.schemas(&here, &project.current().join("page.md"));
    pages::warn(&checker);
    Ok(schemas)
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
