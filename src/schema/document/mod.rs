//! Descriptions as read: JSON or YAML text as a [`Value`] in which every place can be found again.
//!
//! What a reference means among the given files lives here, too. Nothing here knows what a keyword means, opens a
//! file, or follows a reference to anything that was not given.

mod json;
mod place;
mod reference;
mod yaml;

use std::sync::Arc;

use serde_json::Value;

use place::{Places, Spot};
pub(crate) use place::{Pointer, segments};
pub(crate) use reference::{Documents, Target, percent_decoded};
pub(crate) use yaml::is_old_boolean;

use super::{SchemaError, SchemaPlace};
use crate::text::{SourceFile, Span};

/// How deep a description may nest. Real ones stay below thirty.
const MAX_DEPTH: usize = 128;

/// How many values a description may have after its aliases are expanded.
const MAX_VALUES: usize = 1_000_000;

/// One file of a description.
#[derive(Debug)]
pub(crate) struct Document {
    pub(crate) file: Arc<SourceFile>,
    pub(crate) value: Value,
    places: Places,
}

impl Document {
    /// Reads a file: JSON if it is named or looks so, else YAML.
    pub(crate) fn read(file: &Arc<SourceFile>) -> Result<Self, SchemaError> {
        let text = file.text();
        let start = text.len() - text.trim_start_matches('\u{feff}').len();
        let read = if is_json(file) { json::read(text, start..text.len()) } else { yaml::read(text, start) };
        match read {
            Ok((value, places)) => Ok(Self { file: Arc::clone(file), value, places }),
            Err(Fault { offset, message }) => Err(SchemaError {
                path: file.path().to_owned(),
                line: Some(file.line(offset as u32)),
                message,
            }),
        }
    }

    /// Reads JSON that is a part of a file.
    fn inside(file: &Arc<SourceFile>, span: Span) -> Result<Self, SchemaError> {
        let read = json::read(file.text(), span.start as usize..span.end as usize);
        let (value, places) = read.map_err(|Fault { offset, message }| SchemaError {
            path: file.path().to_owned(),
            line: Some(file.line(offset as u32)),
            message,
        })?;
        Ok(Self { file: Arc::clone(file), value, places })
    }

    /// The byte offset of the value or member at a pointer, or of the nearest place around it.
    pub(crate) fn offset(&self, pointer: &str) -> u32 {
        self.places.nearest(Spot::ROOT, pointer)
    }

    /// An error at a pointer.
    pub(crate) fn error(&self, pointer: &str, message: impl Into<String>) -> SchemaError {
        SchemaError {
            path: self.file.path().to_owned(),
            line: Some(self.file.line(self.offset(pointer))),
            message: message.into(),
        }
    }

    /// The name of the file without folders and extensions.
    pub(crate) fn stem(&self) -> &str {
        let name = self.file.path().rsplit(['/', '\\']).next().unwrap_or_default();
        let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
        stem.strip_suffix(".schema").unwrap_or(stem)
    }
}

/// Why a text cannot be read.
#[derive(Debug)]
struct Fault {
    offset: usize,
    message: String,
}

impl Fault {
    fn new(offset: usize, message: impl Into<String>) -> Self {
        Self { offset, message: message.into() }
    }
}

fn is_json(file: &SourceFile) -> bool {
    let extension = file.path().rsplit_once('.').map(|(_, extension)| extension.to_ascii_lowercase());
    match extension.as_deref() {
        Some("json") => true,
        Some("yaml" | "yml") => false,
        _ => file.text().trim_start_matches(['\u{feff}', ' ', '\t', '\r', '\n']).starts_with(['{', '[']),
    }
}

/// The reference text as it may be shown: short and on one line.
pub(crate) fn shown(text: &str) -> String {
    let line: String = text.chars().map(|c| if c.is_control() { ' ' } else { c }).take(80).collect();
    if line.len() < text.len() { format!("{line}…") } else { line }
}

/// The place of a pointer in a file.
pub(crate) fn place(documents: &Documents, target: &Target, rest: &str) -> Option<SchemaPlace> {
    let document = documents.list.get(target.file as usize)?;
    let base = Spot::ROOT.descend(&target.pointer);
    Some(SchemaPlace { file: target.file, offset: document.places.nearest(base, rest) })
}
