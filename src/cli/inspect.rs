//! `apiproof inspect`.

use std::io::{self, BufWriter};

use super::args::{InspectArgs, Plain};
use super::{CLEAN, Failure, TROUBLE, color, pages};
use crate::config::Settings;
use crate::engine::{self, Plan};
use crate::output;

/// Shows what was understood of every page.
pub(super) fn run(args: &InspectArgs) -> Result<u8, Failure> {
    let current = pages::current()?;
    let file = pages::file_options(&args.input, &current)?;
    let flags = pages::schema_flags(&args.input.schema, &current);
    let settings = Settings::resolve(&[&file, &flags], &Plan::catalogue())
        .map_err(|error| Failure::Usage(error.to_string()))?;
    let (schemas, mut problems) = engine::load_schemas(&settings, &current);
    let mut inspection = pages::on_pages(&args.input, &current, &settings.exclude, |inputs, progress| {
        engine::inspect(inputs, &schemas, progress)
    })?;
    problems.append(&mut inspection.problems);
    inspection.problems = problems;
    pages::report(&inspection.problems);
    let stdout = io::stdout();
    let mut out = BufWriter::with_capacity(1 << 16, stdout.lock());
    match args.output_format {
        Plain::Text => {
            output::inspect_text(&inspection.pages, color::wanted(args.input.color, &stdout), &mut out)?;
        }
        Plain::Json => output::inspect_json(&inspection.pages, &mut out)?,
    }
    Ok(if inspection.problems.is_empty() { CLEAN } else { TROUBLE })
}
