//! How the value of a parameter is written, as its description says.

use serde_json::{Map, Value};

use crate::schema::{ParameterPlace, ParameterStyle};

/// The style of a parameter, and whether its elements are values of their own.
pub(super) fn of(
    parameter: &Map<String, Value>,
    place: ParameterPlace,
    is_swagger: bool,
) -> (ParameterStyle, bool) {
    let text = |keyword: &str| parameter.get(keyword).and_then(Value::as_str);
    let in_query = matches!(place, ParameterPlace::Query | ParameterPlace::Cookie);
    let usual = if in_query { ParameterStyle::Form } else { ParameterStyle::Simple };
    if is_swagger {
        return match text("collectionFormat") {
            Some("multi") => (usual, true),
            Some("ssv") => (ParameterStyle::Space, false),
            Some("tsv") => (ParameterStyle::Tab, false),
            Some("pipes") => (ParameterStyle::Pipe, false),
            _ => (usual, false),
        };
    }
    let style = match text("style") {
        Some("form") => ParameterStyle::Form,
        Some("simple") => ParameterStyle::Simple,
        Some("matrix") => ParameterStyle::Matrix,
        Some("label") => ParameterStyle::Label,
        Some("spaceDelimited") => ParameterStyle::Space,
        Some("pipeDelimited") => ParameterStyle::Pipe,
        Some("deepObject") => ParameterStyle::DeepObject,
        _ => usual,
    };
    let explode = parameter.get("explode").and_then(Value::as_bool);
    (style, explode.unwrap_or(style == ParameterStyle::Form))
}
