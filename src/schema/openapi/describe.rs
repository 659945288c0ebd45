//! What a description says of an operation, in words.

use serde_json::Value;

use super::model::{Content, Operation};
use crate::schema::document::{Documents, Target, child, place};
use crate::schema::{HeaderFacts, OperationFacts, ParameterPlace};

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
        request_headers: request_headers(documents, operation),
        response_headers: response_headers(documents, &responses),
        described_at: place(documents, &operation.at, ""),
    }
}

/// The header fields among the parameters of an operation and of its path.
fn request_headers(documents: &Documents, operation: &Operation) -> Vec<HeaderFacts> {
    let names = operation.parameters.iter().filter(|parameter| parameter.place == ParameterPlace::Header);
    let mut headers: Vec<HeaderFacts> =
        names.map(|parameter| HeaderFacts { name: parameter.name.clone(), description: None }).collect();
    if headers.is_empty() {
        return headers;
    }
    let path = operation.at.pointer.rsplit_once('/').map_or("", |(path, _)| path);
    let path = Target { file: operation.at.file, pointer: path.to_owned() };
    for list in [&operation.at, &path].map(|of| child(of, &["parameters"])) {
        let count = documents.value(&list).and_then(Value::as_array).map_or(0, Vec::len);
        for at in 0..count {
            let Some((_, parameter)) = resolved(documents, child(&list, &[&at.to_string()])) else {
                continue;
            };
            let name = parameter.get("name").and_then(Value::as_str);
            let own = headers.iter_mut().find(|header| Some(header.name.as_str()) == name);
            if let Some(own) = own.filter(|own| own.description.is_none()) {
                own.description = text_of(parameter);
            }
        }
    }
    headers
}

/// The header fields of all responses of an operation.
fn response_headers(documents: &Documents, responses: &Target) -> Vec<HeaderFacts> {
    let mut found: Vec<HeaderFacts> = Vec::new();
    let statuses = documents.value(responses).and_then(Value::as_object).into_iter().flatten();
    for (status, _) in statuses {
        let Some((at, response)) = resolved(documents, child(responses, &[status])) else { continue };
        for (name, _) in response.get("headers").and_then(Value::as_object).into_iter().flatten() {
            if !found.iter().any(|known| known.name.eq_ignore_ascii_case(name)) {
                let header = resolved(documents, child(&at, &["headers", name]));
                let description = header.and_then(|(_, header)| text_of(header));
                found.push(HeaderFacts { name: name.clone(), description });
            }
        }
    }
    found
}

/// The description of a response, behind references.
fn words(documents: &Documents, response: Target) -> Option<String> {
    resolved(documents, response).and_then(|(_, response)| text_of(response))
}

fn text_of(value: &Value) -> Option<String> {
    let text = value.get("description")?.as_str()?.trim();
    (!text.is_empty()).then(|| text.to_owned())
}

/// What references lead to from a place, and where that is.
fn resolved(documents: &Documents, place: Target) -> Option<(Target, &Value)> {
    let mut at = place;
    for _ in 0..MAX_HOPS {
        let value = documents.value(&at)?;
        let Some(reference) = value.get("$ref").and_then(Value::as_str) else {
            return Some((at, value));
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
