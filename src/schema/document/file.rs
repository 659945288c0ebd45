//! One file of a description as read.

use std::sync::Arc;

use serde_json::Value;

use super::fault::Fault;
use super::place::{Places, Spot};
use super::{json, yaml};
use crate::schema::SchemaError;
use crate::text::{SourceFile, Span};

/// One file of a description.
#[derive(Debug)]
pub(crate) struct Document {
    pub(crate) file: Arc<SourceFile>,
    pub(crate) value: Value,
    pub(super) places: Places,
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
    pub(super) fn inside(file: &Arc<SourceFile>, span: Span) -> Result<Self, SchemaError> {
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

pub(super) fn is_json(file: &SourceFile) -> bool {
    let extension = file.path().rsplit_once('.').map(|(_, extension)| extension.to_ascii_lowercase());
    match extension.as_deref() {
        Some("json") => true,
        Some("yaml" | "yml") => false,
        _ => file.text().trim_start_matches(['\u{feff}', ' ', '\t', '\r', '\n']).starts_with(['{', '[']),
    }
}
