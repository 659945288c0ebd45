//! `schema/format`.

use crate::conformance::{Page, ParameterFact};
use crate::rules::conformity::{self, Fact, ViolationMessage};
use crate::rules::{Findings, quote};
use crate::schema::ViolationKind;

declare_rule! {
    /// A string that is not in the format of its property.
    ///
    /// ## What it finds
    ///
    /// A date and time that does not follow RFC 3339; a date, a time of day, a duration, a UUID
    /// or base64 text that does not follow its own grammar. Values that the reader fills in are never reported.
    ///
    /// The same applies to parameters in the path, the query and the head of a request that OpenAPI describes.
    ///
    /// ## Why it matters
    ///
    /// A parser that expects the format fails on the example.
    ///
    /// ## Example
    ///
    /// ```json
    /// { "createdAt": "02/05/2024 9:30" }
    /// ```
    ///
    /// should be
    ///
    /// ```json
    /// { "createdAt": "2024-05-02T09:30:00Z" }
    /// ```
    ///
    /// ## How to fix it
    ///
    /// Write the value as the service does.
    "schema/format": Error, Default, fix None;
    Document(check)
}

fn check(page: &Page<'_>, findings: &mut Findings<'_>) {
    conformity::report(page, findings, say);
    conformity::parameters(page, findings, parameter);
}

fn parameter<'p>(fact: &'p ParameterFact, written: &str) -> Option<(String, Option<&'p str>)> {
    let ViolationKind::Format { format } = &fact.kind else { return None };
    let (name, written) = (quote::code(&fact.name), quote::code(written));
    Some((format!("parameter {name} must be {}, but is {written}", words(format)), None))
}

fn say(fact: Fact<'_, '_>) -> Option<ViolationMessage> {
    let ViolationKind::Format { format } = fact.kind else { return None };
    let message = format!("{} must be {}, but is {}", fact.subject(), words(format), fact.written());
    Some(ViolationMessage::new(fact.value_span(), message))
}

/// What a format is, with a value that has it.
fn words(format: &str) -> String {
    let known = match format {
        "date-time" => "a date and time such as `2024-05-02T09:30:00Z`",
        "date" => "a date such as `2024-05-02`",
        "time" => "a time of day such as `09:30:00`",
        "duration" => "a duration such as `P1DT2H`",
        "uuid" => "a UUID such as `5b1c1e0e-7a52-4ac3-9a0d-2f9a0c0d3f11`",
        "base64" | "byte" | "binary" | "base64url" => "base64 text",
        "uri" | "iri" => "an absolute URI",
        "uri-reference" | "iri-reference" => "a URI or a path",
        "uri-template" => "a URI template",
        "email" | "idn-email" => "an e-mail address",
        "hostname" | "idn-hostname" => "a host name",
        "ipv4" => "an IPv4 address",
        "ipv6" => "an IPv6 address",
        other => return format!("in the format `{other}`"),
    };
    known.to_owned()
}
