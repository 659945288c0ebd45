//! Reports: each is of its format, whatever the page holds.

use apiproof::internals::every_format;
use apiproof::{Applicability, CheckOptions, Checker, Fixing, Level, MemorySystem};
use serde_json::Value;

use super::page::PAGE;
use super::{Holds, descriptions, ensure};

/// Any bytes as a page, in the reports of every format.
pub(crate) fn every_report(bytes: &[u8]) -> Holds {
    let system = MemorySystem::new("/w".into()).with(PAGE, bytes);
    let checker = Checker::builder("/w").system(system).level(Level::Pedantic).build();
    let checker = checker.map_err(|problems| format!("{problems:?}"))?;
    let fixing = Some(Fixing { least: Applicability::Unsafe, write: false });
    for fixing in [None, fixing] {
        let options = CheckOptions { fixing, examples: true, ..CheckOptions::default() };
        let report = checker.check(&[PAGE.into()], &options);
        descriptions::run_holds(&report)?;
        for (format, written) in every_format(&report) {
            // A patch has the bytes of the page.
            if format == "diff" {
                continue;
            }
            let text = String::from_utf8(written).map_err(|error| format!("{format}: {error}"))?;
            is_of(format, &text).map_err(|what| format!("{format}: {what}\n{text}"))?;
        }
    }
    Ok(())
}

/// Whether a report can be read by those who read its format.
fn is_of(format: &str, text: &str) -> Holds {
    let is_json =
        |text: &str| serde_json::from_str::<Value>(text).map(|_| ()).map_err(|error| error.to_string());
    match format {
        "json" | "sarif" | "gitlab" | "rdjson" | "inspect" => is_json(text),
        "jsonl" | "rdjsonl" => text.lines().try_for_each(is_json),
        "junit" | "checkstyle" => {
            roxmltree::Document::parse(text).map(|_| ()).map_err(|error| error.to_string())
        }
        _ => ensure(!text.contains(|c: char| c.is_control() && !"\n\t".contains(c)), || {
            "it holds a control character".to_owned()
        }),
    }
}
