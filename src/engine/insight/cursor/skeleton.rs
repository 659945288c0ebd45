//! A body made from the schema of its operation: a beginning for the writer, with the members that it must have.
//!
//! What a value will be, nobody knows; each has the type that the description wants, and the first of listed values.

use std::fmt::Write as _;
use std::sync::Arc;

use super::locate;
use crate::conformance::{Page, request_body};
use crate::extract::{BodyKind, Example, MessageForm, MessageRef};
use crate::schema::{MemberFacts, SchemaProvider, SchemaRef, SchemaSet, Step, ValueFacts};
use crate::text::{BodyText, Edit, LocalSpan, SourceFile};

/// Objects in objects are written down to here.
const MAX_DEPTH: usize = 3;
/// More members than so many are the writer's to choose.
const MOST_MEMBERS: usize = 40;

/// The edit that gives the request at an offset the body that its operation describes; `None` if it has one, or none is
/// described.
pub(super) fn body(page: &Page<'_>, schemas: &Arc<SchemaSet>, offset: u32) -> Option<Edit> {
    let schemas = page.conformance.schemas().unwrap_or(schemas);
    let (example, local) = locate::example(page, offset)?;
    let (index, message) = example.messages.iter().enumerate().find(|(_, message)| {
        let http = &message.http;
        http.head.start <= local && local <= message.body.span.end.max(http.head.end)
    })?;
    let is_empty = message.body.kind == BodyKind::None && message.body_in.is_none();
    if message.form != MessageForm::Http || message.http.request().is_none() || !is_empty {
        return None;
    }
    let at = MessageRef { example: example.id, message: index as u32 };
    let bound = request_body(page, schemas, at)?;
    let provider = schemas.provider(bound.provider);
    let mut json = String::new();
    Writer { provider, schema: bound.schema, path: Vec::new(), out: &mut json }.value(0)?;
    let has_type = message.http.header("Content-Type").is_some();
    let field = if has_type { "" } else { "\nContent-Type: application/json" };
    let end = message.http.head.end;
    Some(insertion(page.source, example, end, &format!("{field}\n\n{json}")))
}

/// The edit that puts lines at a place of an example. A block of a single line does not know what its container puts
/// before each line.
fn insertion(source: &SourceFile, example: &Example<'_>, at: u32, text: &str) -> Edit {
    let at = LocalSpan { start: at, end: at };
    if !matches!(example.block.body, BodyText::Borrowed { .. }) {
        return example.block.body.edit(at, text);
    }
    let place = example.file_span(at);
    let start = source.lines().start(source.line(example.block.opening.start));
    let prefix = &source.text()[start..example.block.opening.start as usize];
    let prefix = if prefix.contains(|c| !matches!(c, ' ' | '\t' | '>')) { "" } else { prefix };
    let ending = if source.text().contains("\r\n") { "\r\n" } else { "\n" };
    let blank = prefix.trim_end();
    let mut lines = text.split('\n');
    let mut written = lines.next().unwrap_or_default().to_owned();
    for line in lines {
        written.push_str(ending);
        written.push_str(if line.is_empty() { blank } else { prefix });
        written.push_str(line);
    }
    Edit::replace(place, written)
}

struct Writer<'w> {
    provider: &'w dyn SchemaProvider,
    schema: SchemaRef,
    /// The names of members; `None` for an element.
    path: Vec<Option<String>>,
    out: &'w mut String,
}

impl Writer<'_> {
    fn facts(&self) -> Option<ValueFacts> {
        let path: Vec<Step<'_>> =
            self.path.iter().map(|name| name.as_deref().map_or(Step::Element, Step::Member)).collect();
        self.provider.describe(self.schema, &path, &[])
    }

    /// Writes the value at the path; `None` if nothing is said of it.
    fn value(&mut self, depth: usize) -> Option<()> {
        let facts = self.facts()?;
        if facts.is_array {
            self.array(depth);
        } else if !facts.members.is_empty() {
            self.object(&facts.members, depth);
        } else {
            self.out.push_str(&scalar(&facts));
        }
        Some(())
    }

    fn array(&mut self, depth: usize) {
        self.out.push('[');
        if depth < MAX_DEPTH {
            self.path.push(None);
            self.value(depth);
            self.path.pop();
        }
        self.out.push(']');
    }

    fn object(&mut self, members: &[MemberFacts], depth: usize) {
        let required = members.iter().any(|member| member.is_required && !member.is_read_only);
        let chosen =
            |member: &&MemberFacts| !member.is_read_only && (member.is_required || !required && depth == 0);
        let members: Vec<&MemberFacts> = members.iter().filter(chosen).take(MOST_MEMBERS).collect();
        if members.is_empty() || depth >= MAX_DEPTH {
            self.out.push_str("{}");
            return;
        }
        let indent = "  ".repeat(depth + 1);
        self.out.push('{');
        for (at, member) in members.iter().enumerate() {
            let comma = if at == 0 { "" } else { "," };
            let name = serde_json::Value::from(member.name.as_str());
            let _ = write!(self.out, "{comma}\n{indent}{name}: ");
            self.path.push(Some(member.name.clone()));
            if self.value(depth + 1).is_none() {
                self.out.push_str("null");
            }
            self.path.pop();
        }
        let _ = write!(self.out, "\n{}}}", "  ".repeat(depth));
    }
}

/// A value of a type that is no container.
fn scalar(facts: &ValueFacts) -> String {
    if let Some(first) = facts.values.first() {
        return first.clone();
    }
    let formats =
        |name: &str| facts.constraints.iter().any(|constraint| constraint == &format!("format `{name}`"));
    let type_name = facts.type_name.strip_prefix("Edm.").unwrap_or(&facts.type_name);
    let text = match type_name {
        "integer" | "Int16" | "Int32" | "Int64" | "Byte" | "SByte" => return "0".to_owned(),
        "number" | "Decimal" | "Double" | "Single" => return "0.0".to_owned(),
        "boolean" | "Boolean" => return "false".to_owned(),
        "object" => return "{}".to_owned(),
        "DateTimeOffset" => "2026-01-01T00:00:00Z",
        "Date" => "2026-01-01",
        "TimeOfDay" => "00:00:00",
        "Duration" => "PT1H",
        "Guid" => "00000000-0000-0000-0000-000000000000",
        _ if formats("date-time") => "2026-01-01T00:00:00Z",
        _ if formats("date") => "2026-01-01",
        _ if formats("time") => "00:00:00Z",
        _ if formats("duration") => "PT1H",
        _ if formats("uuid") => "00000000-0000-0000-0000-000000000000",
        _ if formats("email") => "name@example.com",
        _ if formats("uri") => "https://example.com",
        _ => "string",
    };
    format!("\"{text}\"")
}
