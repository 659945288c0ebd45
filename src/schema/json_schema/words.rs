//! Limits and types in the reader's words.

use jsonschema::error::ValidationErrorKind as Kind;
use jsonschema::{JsonType, error::TypeKind};
use serde_json::Value;

use crate::schema::TypeWord;
use crate::schema::document::shown;

/// What a broken limit requires; `None` for kinds that are no limits.
pub(super) fn limit(kind: &Kind) -> Option<String> {
    let counted = |least: &str, count: u64, unit: &str| {
        let plural = if count == 1 { "" } else { "s" };
        format!("{least} {count} {unit}{plural}")
    };
    Some(match kind {
        Kind::MinLength { limit } => counted("must be at least", *limit, "character") + " long",
        Kind::MaxLength { limit } => counted("must be at most", *limit, "character") + " long",
        Kind::MinItems { limit } => counted("must have at least", *limit, "element"),
        Kind::MaxItems { limit } => counted("must have at most", *limit, "element"),
        Kind::AdditionalItems { limit } => counted("must have at most", *limit as u64, "element"),
        Kind::MinProperties { limit } => plural_y(&counted("must have at least", *limit, "property")),
        Kind::MaxProperties { limit } => plural_y(&counted("must have at most", *limit, "property")),
        Kind::Minimum { limit } => format!("must be at least {limit}"),
        Kind::Maximum { limit } => format!("must be at most {limit}"),
        Kind::ExclusiveMinimum { limit } => format!("must be more than {limit}"),
        Kind::ExclusiveMaximum { limit } => format!("must be less than {limit}"),
        Kind::MultipleOf { multiple_of } => format!("must be a multiple of {multiple_of}"),
        Kind::UniqueItems => "must not have an element twice".to_owned(),
        Kind::Contains => "must have an element of the required form".to_owned(),
        Kind::Pattern { pattern } => format!("must match the pattern `{}`", shown(pattern)),
        Kind::Not { schema } => not(schema),
        Kind::UnevaluatedItems { .. } => "must not have further elements".to_owned(),
        Kind::OneOfMultipleValid { .. } => "must have exactly one of the listed forms".to_owned(),
        _ => return None,
    })
}

fn plural_y(text: &str) -> String {
    text.replace("propertys", "properties")
}

fn not(schema: &Value) -> String {
    let list = |value: &Value| value.as_array().cloned().unwrap_or_default();
    match schema.as_object().and_then(|keywords| keywords.iter().next()) {
        Some((keyword, names)) if keyword == "required" => {
            let names = list(names).iter().map(written).collect::<Vec<_>>().join("` and `");
            format!("must not have `{names}`")
        }
        Some((keyword, value)) if keyword == "const" => format!("must not be `{}`", written(value)),
        Some((keyword, values)) if keyword == "enum" => {
            let values = list(values).iter().map(written).collect::<Vec<_>>().join("` or `");
            format!("must not be `{values}`")
        }
        _ => "must not have the form that the schema excludes".to_owned(),
    }
}

/// A value of a schema as a writer would put it: strings without quotes.
pub(super) fn written(value: &Value) -> String {
    match value {
        Value::String(text) => shown(text),
        other => shown(&other.to_string()),
    }
}

/// The types that a schema allows.
pub(super) fn types(kind: &TypeKind) -> Vec<JsonType> {
    match kind {
        TypeKind::Single(one) => vec![*one],
        TypeKind::Multiple(set) => set.iter().collect(),
    }
}

/// A type in words.
pub(super) fn word(of: JsonType) -> TypeWord {
    match of {
        JsonType::Array => TypeWord::Array,
        JsonType::Boolean => TypeWord::Boolean,
        JsonType::Integer => TypeWord::Integer,
        JsonType::Null => TypeWord::Null,
        JsonType::Number => TypeWord::Number,
        JsonType::Object => TypeWord::Object(None),
        JsonType::String => TypeWord::String,
    }
}

/// Several types as one word.
pub(super) fn any_of(mut words: Vec<TypeWord>) -> TypeWord {
    let mut distinct: Vec<TypeWord> = Vec::new();
    for word in words.drain(..) {
        let flat = if let TypeWord::OneOf(several) = word { several } else { vec![word] };
        for word in flat {
            if !distinct.contains(&word) {
                distinct.push(word);
            }
        }
    }
    if distinct.len() == 1 { distinct.remove(0) } else { TypeWord::OneOf(distinct) }
}
