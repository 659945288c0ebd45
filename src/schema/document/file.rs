//! One file of a description as read.

use std::sync::Arc;

use serde_json::Value;

use super::fault::Fault;
use super::place::{Places, Spot};
use super::yaml_events::Log;
use super::{json, yaml};
use crate::schema::SchemaError;
use crate::syntax::json::{JsonTree, parse};
use crate::text::{LocalSpan, SourceFile, Span};

/// One file of a description.
#[derive(Debug)]
pub(crate) struct Document {
    pub(crate) file: Arc<SourceFile>,
    pub(crate) value: Value,
    pub(super) places: Places,
    /// How it is written, if somebody asks for that.
    pub(super) form: Option<Form>,
}

/// How a file is written, as far as reading it took work.
#[derive(Debug)]
pub(super) enum Form {
    Json(JsonTree),
    Yaml(Log),
}

impl Document {
    /// Reads a file: JSON if it is named or looks so, else YAML. `keeps_form`: how it is written will be asked for.
    pub(crate) fn read(file: &Arc<SourceFile>, keeps_form: bool) -> Result<Self, SchemaError> {
        let text = file.text();
        let start = text_start(text);
        if is_json(file) {
            return Self::json(file, LocalSpan::new(start, text.len()), keeps_form);
        }
        let mut log = keeps_form.then(Log::default);
        let read = yaml::read(text, start, log.as_mut());
        let (value, places) = read.map_err(|fault| error(file, fault))?;
        Ok(Self { file: Arc::clone(file), value, places, form: log.map(Form::Yaml) })
    }

    /// Reads JSON that is a part of a file.
    pub(super) fn inside(file: &Arc<SourceFile>, span: Span) -> Result<Self, SchemaError> {
        Self::json(file, LocalSpan { start: span.start, end: span.end }, false)
    }

    fn json(file: &Arc<SourceFile>, within: LocalSpan, keeps_form: bool) -> Result<Self, SchemaError> {
        let tree = parse(file.text(), within);
        let read = json::read(file.text(), within.start as usize, &tree);
        let (value, places) = read.map_err(|fault| error(file, fault))?;
        let form = keeps_form.then_some(Form::Json(tree));
        Ok(Self { file: Arc::clone(file), value, places, form })
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

fn error(file: &SourceFile, Fault { offset, message }: Fault) -> SchemaError {
    SchemaError { path: file.path().to_owned(), line: Some(file.line(offset as u32)), message }
}

/// Where the text of a file begins, behind a byte order mark.
pub(super) fn text_start(text: &str) -> usize {
    text.len() - text.trim_start_matches('\u{feff}').len()
}

pub(super) fn is_json(file: &SourceFile) -> bool {
    let extension = file.path().rsplit_once('.').map(|(_, extension)| extension.to_ascii_lowercase());
    match extension.as_deref() {
        Some("json") => true,
        Some("yaml" | "yml") => false,
        _ => file.text().trim_start_matches(['\u{feff}', ' ', '\t', '\r', '\n']).starts_with(['{', '[']),
    }
}
