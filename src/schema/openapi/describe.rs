//! What a description says of an operation, in words.

use serde_json::Value;

use super::model::{Content, Operation};
use crate::schema::document::{Documents, Target, child, place};
use crate::schema::{OperationFacts, ParameterPlace};

/// How many references may lead from one to the next.
const MAX_HOPS: usize = 16;

/// What is said of an operation of `path`.
pub(super) fn operation(documents: &Documents, operation: &Operation, path: &str) -> OperationFacts {
    let text = |keyword: &str| {
        let text = documents.value(&child(&operation.at, &[keyword]))?.as_str()?.trim();
        (!text.is_empty()).then(|| text.to_owned())
    };
    let responses = child(&operation.at, &["responses"]);
    let statuses = documents.value(&responses).and_then(Value::as_object).into_iter().flatten();
    let is_header = |place: ParameterPlace| place == ParameterPlace::Header;
    let headers = operation.parameters.iter().filter(|parameter| is_header(parameter.place));
    OperationFacts {
        method: operation.method.clone(),
        path: path.to_owned(),
        summary: text("summary"),
        description: text("description"),
        statuses: statuses
            .filter(|(status, _)| !status.starts_with("x-"))
            .map(|(status, _)| (status.clone(), words(documents, child(&responses, &[status]))))
            .collect(),
        consumes: media_types(std::iter::once(&operation.request)),
        produces: media_types(operation.responses.iter().map(|(_, content)| content)),
        headers: headers.map(|parameter| parameter.name.clone()).collect(),
        described_at: place(documents, &operation.at, ""),
    }
}

/// The description of a response, behind references.
fn words(documents: &Documents, response: Target) -> Option<String> {
    let mut at = response;
    for _ in 0..MAX_HOPS {
        let value = documents.value(&at)?;
        let Some(reference) = value.get("$ref").and_then(Value::as_str) else {
            let text = value.get("description")?.as_str()?.trim();
            return (!text.is_empty()).then(|| text.to_owned());
        };
        at = documents.resolve(&at, reference).ok()?;
    }
    None
}

fn media_types<'c>(contents: impl Iterator<Item = &'c Content>) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    for (media, _) in contents.flatten() {
        if !found.contains(media) {
            found.push(media.clone());
        }
    }
    found
}
