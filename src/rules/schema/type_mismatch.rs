//! `schema/type-mismatch`.

use crate::conformance::{Page, ParameterFact};
use crate::rules::conformity::{self, Fact, ViolationMessage};
use crate::rules::{Findings, quote};
use crate::schema::{TypeWord, ViolationKind};
use crate::syntax::json::NodeKind;

declare_rule! {
    /// A value of the wrong type.
    ///
    /// ## What it finds
    ///
    /// A string where a number is expected, an object where an array is expected and the like. An integer is a number;
    /// placeholders, values left out and control information are never reported, and a string that contains a type
    /// name is not read as a type.
    ///
    /// The same applies to parameters in the path, the query and the head of a request that OpenAPI describes.
    ///
    /// ## Why it matters
    ///
    /// Code based on the example does not compile, or the service rejects its requests.
    ///
    /// ## Example
    ///
    /// ```json
    /// { "weight": "2.4", "insured": "false" }
    /// ```
    ///
    /// should be
    ///
    /// ```json
    /// { "weight": 2.4, "insured": false }
    /// ```
    ///
    /// ## How to fix it
    ///
    /// Write a value of the type. The fix removes the quotes around a number or a boolean, and adds them around a value that
    /// must be a string.
    "schema/type-mismatch": Error, Default, fix Unsafe;
    Document(check)
}

fn check(page: &Page<'_>, findings: &mut Findings<'_>) {
    conformity::report(page, findings, say);
    conformity::parameters(page, findings, parameter);
}

fn parameter<'p>(fact: &'p ParameterFact, written: &str) -> Option<(String, Option<&'p str>)> {
    let ViolationKind::TypeMismatch { expected, .. } = &fact.kind else { return None };
    let (name, written) = (quote::code(&fact.name), quote::code(written));
    Some((format!("parameter {name} must be {}, but is {written}", words(expected)), None))
}

fn say(fact: Fact<'_, '_>) -> Option<ViolationMessage> {
    let ViolationKind::TypeMismatch { expected, found } = fact.kind else { return None };
    let what = match found {
        TypeWord::Object(_) => "an object".to_owned(),
        TypeWord::Array => "an array".to_owned(),
        TypeWord::Null => "`null`".to_owned(),
        TypeWord::Number | TypeWord::Integer => format!("the number {}", fact.written()),
        TypeWord::Boolean => format!("the boolean {}", fact.written()),
        TypeWord::String | TypeWord::OneOf(_) => format!("the string {}", fact.written()),
    };
    let message = format!("{} must be {}, but is {what}", fact.subject(), words(expected));
    let said = ViolationMessage::new(fact.value_span(), message);
    Some(match converted(fact, expected) {
        Some(text) => said.fix(format!("replace with `{text}`"), fact.cx.tree.node(fact.node).span, text),
        None => said,
    })
}

/// A type with its article.
fn words(word: &TypeWord) -> String {
    match word {
        TypeWord::Object(Some(name)) => format!("an object ({})", quote::code(name)),
        TypeWord::Object(None) => "an object".to_owned(),
        TypeWord::Array => "an array".to_owned(),
        TypeWord::String => "a string".to_owned(),
        TypeWord::Number => "a number".to_owned(),
        TypeWord::Integer => "an integer".to_owned(),
        TypeWord::Boolean => "a boolean".to_owned(),
        TypeWord::Null => "`null`".to_owned(),
        TypeWord::OneOf(several) => {
            let mut several: Vec<String> = several.iter().map(words).collect();
            let last = several.pop().unwrap_or_default();
            if several.is_empty() { last } else { format!("{} or {last}", several.join(", ")) }
        }
    }
}

/// The same value as the expected type, if it has one.
fn converted(fact: Fact<'_, '_>, expected: &TypeWord) -> Option<String> {
    let node = fact.cx.tree.node(fact.node);
    let written = node.span.of(fact.cx.text());
    let content = written.strip_prefix('"').and_then(|rest| rest.strip_suffix('"'));
    match (node.kind, expected) {
        (NodeKind::String, TypeWord::Boolean) => {
            content.filter(|text| matches!(*text, "true" | "false")).map(str::to_owned)
        }
        (NodeKind::String, TypeWord::Number | TypeWord::Integer) => {
            let digits = content?.strip_prefix('-').unwrap_or(content?);
            let whole = digits.bytes().all(|byte| byte.is_ascii_digit());
            let number: serde_json::Number = content?.parse().ok()?;
            let fits = whole || *expected == TypeWord::Number;
            (fits && number.to_string() == content?).then(|| content.map(str::to_owned)).flatten()
        }
        (NodeKind::Number | NodeKind::Bool(_), TypeWord::String) => Some(format!("\"{written}\"")),
        _ => None,
    }
}
