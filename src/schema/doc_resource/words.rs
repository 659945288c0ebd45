//! The words for types: in the cells of tables and in the values of resource blocks.
//!
//! Only spelling is decided here; whether a name is the name of something is decided when all pages are known.

use super::names::short;
use super::types::{TextFormat, Type};
use crate::cues;

/// The type that a cell names, and in how many collections: `String`, `Collection(stop)`, `stop collection`,
/// `Edm.Int32`, `string, maximum size 20`, `Boolean (read-only)`.
pub(super) fn cell(text: &str) -> (Type, u32) {
    let (text, depth) = unwrap_collections(text.trim().trim_end_matches('.'));
    let bare = without_remark(text);
    (string(text).or_else(|| word(bare)).or_else(|| name(bare)).unwrap_or(Type::Unsaid), depth)
}

/// The type that a string of a resource block stands for, and in how many collections.
pub(super) fn block_string(text: &str) -> (Type, u32) {
    let text = text.trim().trim_start_matches('#');
    let (inner, depth) = unwrap_collections(text);
    if let Some(values) = choice(inner) {
        return (values, depth);
    }
    if let Some(ty) = string(inner).or_else(|| word(inner)) {
        return (ty, depth);
    }
    let is_name = inner.matches('.').count() >= 2 && name(inner).is_some() && !inner.contains(':');
    let ty = match inner {
        _ if inner.starts_with('<') || inner.starts_with('{') || inner.is_empty() => Type::Unsaid,
        _ if inner.parse::<f64>().is_ok() || matches!(inner, "true" | "false") => Type::Unsaid,
        _ if is_name => Type::Named(inner.to_owned(), None),
        _ if depth > 0 => name(inner).unwrap_or(Type::Unsaid),
        _ => Type::Sample(inner.to_owned()),
    };
    (ty, depth)
}

/// `a | b`, if every part is a value.
fn choice(text: &str) -> Option<Type> {
    if !text.contains('|') {
        return None;
    }
    let values: Vec<&str> = text.split('|').map(|part| part.trim().trim_matches(['\'', '`'])).collect();
    let is_value = |value: &&str| !value.is_empty() && !value.contains([' ', '.', '…']);
    if values.iter().any(|value| word(value).is_some_and(|ty| !matches!(ty, Type::Text(_)))) {
        return Some(Type::Unsaid);
    }
    if values.iter().any(|value| word(value).is_some()) || !values.iter().all(is_value) {
        return Some(Type::Text(TextFormat::Plain));
    }
    Some(Type::Choice(values.into_iter().map(str::to_owned).collect()))
}

/// What is inside `Collection(…)`, `collection of …`, `… collection` and `…[]`, however often, and how often.
fn unwrap_collections(mut text: &str) -> (&str, u32) {
    let mut depth = 0;
    loop {
        let inner = strip_prefix(text, "collection(")
            .map(|rest| rest.trim_end().strip_suffix(')').unwrap_or(rest))
            .or_else(|| cues::all(|words| words.before_elements).find_map(|cue| strip_prefix(text, cue)))
            .or_else(|| cues::all(|words| words.after_elements).find_map(|cue| strip_suffix(text, cue)))
            .or_else(|| text.strip_suffix("[]"));
        match inner {
            Some(inner) => text = inner.trim(),
            None => return (text, depth),
        }
        depth += 1;
    }
}

/// The words before a remark: in brackets, after a comma, or of the kind that every type could have.
fn without_remark(text: &str) -> &str {
    let end = text.find(['(', ',', ';']).unwrap_or(text.len());
    let bare = if end == 0 { text } else { text[..end].trim_end() };
    cues::all(|words| words.type_remarks)
        .find_map(|remark| strip_suffix(bare, remark))
        .unwrap_or(bare)
        .trim_start_matches('#')
}

/// A string, and what its remark says that it looks like: `String (timestamp)`, `string, maximum size 20`.
fn string(text: &str) -> Option<Type> {
    let text = strip_prefix(text, "edm.").unwrap_or(text);
    let remark = strip_prefix(text, "string")?;
    if remark.starts_with(|c: char| c.is_alphanumeric() || matches!(c, '_' | '.')) {
        return None;
    }
    let remark = remark.to_ascii_lowercase();
    let says = |word: &str| remark.contains(word);
    Some(Type::Text(match () {
        () if says("timestamp") || says("datetime") || says("date-time") => TextFormat::DateTime,
        () if says("duration") => TextFormat::Duration,
        () if says("time of day") => TextFormat::TimeOfDay,
        () => TextFormat::Plain,
    }))
}

/// A word that names a simple type.
fn word(text: &str) -> Option<Type> {
    let text = strip_prefix(text, "edm.").unwrap_or(text).to_ascii_lowercase();
    Some(match text.as_str() {
        "string" | "text" | "url" | "uri" | "etag" | "email" => Type::Text(TextFormat::Plain),
        "boolean" | "bool" => Type::Boolean,
        "int16" | "int32" | "int64" | "int" | "integer" | "long" | "short" | "byte" | "sbyte" => {
            Type::Integer
        }
        "double" | "single" | "float" | "decimal" | "number" | "numeric" => Type::Number,
        "datetimeoffset" | "datetime" | "timestamp" => Type::Text(TextFormat::DateTime),
        "date" => Type::Text(TextFormat::Date),
        "timeofday" => Type::Text(TextFormat::TimeOfDay),
        "duration" => Type::Text(TextFormat::Duration),
        "guid" | "uuid" => Type::Text(TextFormat::Guid),
        "binary" => Type::Text(TextFormat::Binary),
        "json" | "object" | "any" | "untyped" | "stream" | "primitivetype" | "geography" => Type::Any,
        _ => return None,
    })
}

/// Whether the name says that anything goes: `parcelo.v1.Json`.
pub(super) fn is_untyped(name: &str) -> bool {
    word(short(name)) == Some(Type::Any)
}

/// A word that can be the name of a type.
fn name(text: &str) -> Option<Type> {
    let starts = text.starts_with(|c: char| c.is_alphabetic() || c == '_');
    let fits = |c: char| c.is_alphanumeric() || matches!(c, '_' | '.');
    (starts && text.chars().all(fits)).then(|| Type::Named(text.to_owned(), None))
}

fn strip_prefix<'t>(text: &'t str, prefix: &str) -> Option<&'t str> {
    let start = text.get(..prefix.len())?;
    start.eq_ignore_ascii_case(prefix).then(|| &text[prefix.len()..])
}

fn strip_suffix<'t>(text: &'t str, suffix: &str) -> Option<&'t str> {
    let at = text.len().checked_sub(suffix.len())?;
    text.get(at..)?.eq_ignore_ascii_case(suffix).then(|| &text[..at])
}

#[cfg(test)]
mod tests {
    use super::*;
    use Type::{Any, Boolean, Integer, Number, Unsaid};

    fn text(format: TextFormat) -> Type {
        Type::Text(format)
    }

    fn named(name: &str) -> Type {
        Type::Named(name.to_owned(), None)
    }

    #[test]
    fn cells_of_type_columns() {
        let cases = [
            ("String", text(TextFormat::Plain), 0),
            ("string, maximum size 20", text(TextFormat::Plain), 0),
            ("String (enum)", text(TextFormat::Plain), 0),
            ("String (timestamp)", text(TextFormat::DateTime), 0),
            ("Boolean (read-only)", Boolean, 0),
            ("Edm.Int32", Integer, 0),
            ("double", Number, 0),
            ("DateTimeOffset", text(TextFormat::DateTime), 0),
            ("Collection(String)", text(TextFormat::Plain), 1),
            ("collection(Edm.Guid)", text(TextFormat::Guid), 1),
            ("Int32 collection", Integer, 1),
            ("collection of stop", named("stop"), 1),
            ("stop collection", named("stop"), 1),
            ("Collection(stop collection)", named("stop"), 2),
            ("stop[]", named("stop"), 1),
            ("carrier resource", named("carrier"), 0),
            ("parcelStatus enum", named("parcelStatus"), 0),
            ("parcelo.v1.carrier", named("parcelo.v1.carrier"), 0),
            ("stringList", named("stringList"), 0),
            ("stop or depot", Unsaid, 0),
            ("Json", Any, 0),
            ("", Unsaid, 0),
            ("(none)", Unsaid, 0),
        ];
        for (cell_text, ty, depth) in cases {
            assert_eq!(cell(cell_text), (ty, depth), "{cell_text}");
        }
    }

    #[test]
    fn strings_of_blocks() {
        let choice = |values: &[&str]| Type::Choice(values.iter().map(|&value| value.to_owned()).collect());
        let cases = [
            ("String (identifier)", text(TextFormat::Plain), 0),
            ("String (ISO 8601 duration)", text(TextFormat::Duration), 0),
            ("String (time of day)", text(TextFormat::TimeOfDay), 0),
            ("binary", text(TextFormat::Binary), 0),
            ("Int32", Integer, 0),
            ("open | closed", choice(&["open", "closed"]), 0),
            ("String | null", text(TextFormat::Plain), 0),
            ("open | ...", text(TextFormat::Plain), 0),
            ("String | Boolean", Unsaid, 0),
            ("Collection(parcelo.v1.stop)", named("parcelo.v1.stop"), 1),
            ("#parcelo.v1.stop", named("parcelo.v1.stop"), 0),
            ("4.2", Unsaid, 0),
            ("false", Unsaid, 0),
            ("<Unknown Primitive Type Edm.Stream>", Unsaid, 0),
            ("Blue van", Type::Sample("Blue van".to_owned()), 0),
            ("a (b", Type::Sample("a (b".to_owned()), 0),
        ];
        for (string, ty, depth) in cases {
            assert_eq!(block_string(string), (ty, depth), "{string}");
        }
    }
}
