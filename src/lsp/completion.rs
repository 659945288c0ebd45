//! What may be written at a position, as items of completion.
//!
//! What fits is the engine's to know; here it becomes text edits, in an order that puts the likely first.

use gen_lsp_types::{
    CompletionItem, CompletionItemKind, CompletionItemTextEdit, Documentation, MarkupContent, MarkupKind,
    Position, Range, TextEdit,
};

use super::document::Document;
use super::page::Page;
use crate::diagnostic::RuleMeta;
use crate::engine::{Expected, ExpectedKind, MemberNames, OperationChoice, Plan};
use crate::extract::{ANNOTATION_KEYS, BlockType, DirectiveKind};
use crate::schema::{HeaderFacts, MemberFacts, ValueFacts};
use crate::syntax::http::{field, meaning, media_type, status};

/// More items than so many are no choice.
const MOST: usize = 500;

/// What may be written at a position.
pub(super) fn completions(page: &Page, position: Position) -> Vec<CompletionItem> {
    let offset = page.offset(position);
    if let Some(items) = in_directive(page, offset) {
        return items;
    }
    let Some(expected) = page.checked().and_then(|checked| checked.expected(offset)) else {
        return Vec::new();
    };
    let range = page.range(expected.span);
    // An edit of completion must lie on one line.
    if range.start.line != range.end.line {
        return Vec::new();
    }
    let mut items = items(expected, &page.document, range);
    items.truncate(MOST);
    for (at, item) in items.iter_mut().enumerate() {
        item.sort_text = Some(format!("{at:04}"));
    }
    items
}

fn items(expected: Expected, document: &Document, range: Range) -> Vec<CompletionItem> {
    let written = expected.span.of(&document.text).to_owned();
    let edits = Edits { range, written };
    match expected.kind {
        ExpectedKind::MemberName(names) => member_names(&names, &edits),
        ExpectedKind::MemberValue(facts) => member_values(&facts, &edits),
        ExpectedKind::TypeName(names) => {
            names.into_iter().map(|name| edits.item(name.clone(), name, CompletionItemKind::Class)).collect()
        }
        ExpectedKind::Target(choices) => targets(choices, &edits),
        ExpectedKind::Status(described) => statuses(&described, &edits),
        ExpectedKind::HeaderName { is_request, described, present } => {
            header_names(is_request, described, &present, &edits)
        }
        ExpectedKind::MediaType(described) => {
            let known = media_type::well_known().map(str::to_owned);
            let known: Vec<String> = known.filter(|known| !described.contains(known)).collect();
            let all = described.into_iter().chain(known);
            all.map(|media| edits.item(media.clone(), media, CompletionItemKind::Value)).collect()
        }
        ExpectedKind::AnnotationKey { present, is_bare } => {
            let missing = ANNOTATION_KEYS.iter().filter(|key| {
                !present.iter().any(|known| known.eq_ignore_ascii_case(key)) || edits.holds(key)
            });
            let text = |key: &str| if is_bare { format!("\"{key}\": ") } else { format!("\"{key}\"") };
            missing
                .map(|key| edits.item((*key).to_owned(), text(key), CompletionItemKind::Property))
                .collect()
        }
        ExpectedKind::BlockType => BlockType::WORDS
            .iter()
            .map(|(word, _)| {
                edits.item((*word).to_owned(), format!("\"{word}\""), CompletionItemKind::EnumMember)
            })
            .collect(),
    }
}

/// What items replace.
struct Edits {
    range: Range,
    written: String,
}

impl Edits {
    fn item(&self, label: String, text: String, kind: CompletionItemKind) -> CompletionItem {
        CompletionItem {
            label,
            kind: Some(kind),
            // Clients compare this with what is written, quotes included.
            filter_text: Some(text.clone()),
            text_edit: Some(CompletionItemTextEdit::TextEdit(TextEdit::new(self.range, text))),
            ..CompletionItem::default()
        }
    }

    /// Whether a name is what is written there now, in whatever case.
    fn holds(&self, name: &str) -> bool {
        self.written.trim_matches('"').eq_ignore_ascii_case(name)
    }
}

fn member_names(names: &MemberNames, edits: &Edits) -> Vec<CompletionItem> {
    let is_missing = |name: &str| !names.present.iter().any(|present| present == name);
    let mut members: Vec<&MemberFacts> =
        names.facts.members.iter().filter(|member| is_missing(&member.name)).collect();
    members.sort_by_key(|member| (!member.is_required, member.is_deprecated, member.is_read_only));
    let text = |name: &str| if names.has_colon { format!("\"{name}\"") } else { format!("\"{name}\": ") };
    let item = |member: &&MemberFacts| {
        let mut detail = member.type_name.clone();
        for (holds, word) in [
            (member.is_required, "required"),
            (member.is_read_only, "read-only"),
            (member.is_write_only, "write-only"),
            (member.is_deprecated, "deprecated"),
        ] {
            if holds {
                detail = if detail.is_empty() { word.to_owned() } else { format!("{detail}, {word}") };
            }
        }
        CompletionItem {
            detail: Some(detail).filter(|detail| !detail.is_empty()),
            ..edits.item(member.name.clone(), text(&member.name), CompletionItemKind::Property)
        }
    };
    let mut items: Vec<CompletionItem> = members.iter().map(item).collect();
    if names.names_type && is_missing("@odata.type") {
        let name = "@odata.type";
        items.push(edits.item(name.to_owned(), text(name), CompletionItemKind::Property));
    }
    items
}

fn member_values(facts: &ValueFacts, edits: &Edits) -> Vec<CompletionItem> {
    let words = ["true", "false", "null"].map(str::to_owned);
    let may_be_null = facts.type_name.ends_with(" or null");
    let of_boolean = if may_be_null { &words[..] } else { &words[..2] };
    let is_boolean =
        matches!(facts.type_name.trim_end_matches(" or null"), "boolean" | "Edm.Boolean" | "Boolean");
    let values = if facts.values.is_empty() && is_boolean { of_boolean } else { &facts.values[..] };
    let item = |value: &String| edits.item(value.clone(), value.clone(), CompletionItemKind::EnumMember);
    values.iter().map(item).collect()
}

fn targets(choices: Vec<OperationChoice>, edits: &Edits) -> Vec<CompletionItem> {
    // What is written before the path stays: the address of a server and the base of the API.
    let paths = choices.into_iter().map(|choice| {
        let before = base_of(&edits.written);
        let text = format!("{before}{}", choice.path);
        CompletionItem {
            detail: Some(choice.method).filter(|method| !method.is_empty()),
            ..edits.item(choice.path, text, CompletionItemKind::Method)
        }
    });
    let mut items: Vec<CompletionItem> = paths.collect();
    items.sort_by(|one, other| one.label.cmp(&other.label));
    items.dedup_by(|one, other| one.label == other.label);
    items
}

/// The part of a target that belongs to the server: scheme and host, and a segment for the version.
fn base_of(target: &str) -> &str {
    let host = target
        .find("://")
        .map_or(0, |at| target[at + 3..].find('/').map_or(target.len(), |slash| at + 3 + slash));
    let rest = &target[host..];
    let first = rest.strip_prefix('/').and_then(|rest| rest.split('/').next()).unwrap_or_default();
    let digits = first.strip_prefix('v').unwrap_or_default();
    let is_version = first == "beta" || digits.starts_with(|c: char| c.is_ascii_digit());
    if is_version { &target[..host + 1 + first.len()] } else { &target[..host] }
}

fn statuses(described: &[(String, Option<String>)], edits: &Edits) -> Vec<CompletionItem> {
    let exact =
        described.iter().filter_map(|(status, words)| Some((status.parse::<u16>().ok()?, words.clone())));
    let mut all: Vec<(u16, Option<String>)> = exact.collect();
    // Of an operation that lists its statuses, others are right only if it says so of a class of them or of the rest.
    let is_described =
        |code: u16, key: &str| match key.get(1..).filter(|rest| rest.eq_ignore_ascii_case("XX")) {
            Some(_) => key.starts_with(&(code / 100).to_string()),
            None => key == "default" && (code >= 400 || all.is_empty()),
        };
    let others = status::all().map(|(code, _)| code).filter(|code| {
        meaning(*code).is_some()
            && !all.iter().any(|(known, _)| known == code)
            && (described.is_empty() || described.iter().any(|(key, _)| is_described(*code, key)))
    });
    let others: Vec<_> = others.map(|code| (code, None)).collect();
    all.extend(others);
    let item = |(code, words): (u16, Option<String>)| {
        let text = format!("{code} {}", status::phrase(code).unwrap_or_default()).trim_end().to_owned();
        let detail = words.or_else(|| meaning(code).map(|meaning| meaning.sentence.to_owned()));
        CompletionItem { detail, ..edits.item(text.clone(), text, CompletionItemKind::Value) }
    };
    all.into_iter().map(item).collect()
}

fn header_names(
    is_request: bool,
    described: Vec<HeaderFacts>,
    present: &[String],
    edits: &Edits,
) -> Vec<CompletionItem> {
    let goes = |direction: field::Direction| match direction {
        field::Direction::Request => is_request,
        field::Direction::Response => !is_request,
        field::Direction::Both => true,
    };
    let mut headers = described;
    for known in field::all().filter(|field| goes(field.direction)) {
        if !headers.iter().any(|one| one.name.eq_ignore_ascii_case(known.name)) {
            headers.push(HeaderFacts { name: known.name.to_owned(), description: None });
        }
    }
    let is_there = |name: &str| present.iter().any(|one| one.eq_ignore_ascii_case(name));
    let missing = headers.into_iter().filter(|header| !is_there(&header.name) || edits.holds(&header.name));
    let item = |HeaderFacts { name, description }| CompletionItem {
        detail: description.or_else(|| field::purpose(&name).map(str::to_owned)),
        ..edits.item(name.clone(), format!("{name}: "), CompletionItemKind::Field)
    };
    missing.map(item).collect()
}

/// In a comment to apiproof: its first word, or the rules that it may name; `None` elsewhere.
fn in_directive(page: &Page, offset: u32) -> Option<Vec<CompletionItem>> {
    let (start, line) = page.document.line_of(offset);
    let before = &line[..line.floor_char_boundary((offset as usize).saturating_sub(start).min(line.len()))];
    let opening =
        ["<!--", "{/*", "[//]: # ("].iter().filter_map(|open| Some(before.rfind(open)? + open.len()));
    let inside = opening.max()?;
    let words = before[inside..].trim_start();
    if words.contains("-->") || words.contains("*/}") {
        return None;
    }
    let is_naming = DirectiveKind::words().any(|word| {
        words.strip_prefix(word).is_some_and(|rest| rest.starts_with([' ', '\t']) && !rest.contains("--"))
    });
    if is_naming {
        return Some(Plan::catalogue().into_iter().map(rule_item).collect());
    }
    let is_word = !words.contains(|c: char| !(c.is_ascii_lowercase() || c == '-'));
    if !is_word || !DirectiveKind::words().any(|word| word.starts_with(words)) {
        return None;
    }
    let from = offset - words.len() as u32;
    let range = page.range(crate::text::Span { start: from, end: offset });
    let edits = Edits { range, written: words.to_owned() };
    let item =
        |word: &'static str| edits.item(word.to_owned(), format!("{word} "), CompletionItemKind::Keyword);
    Some(DirectiveKind::words().map(item).collect())
}

fn rule_item(rule: &'static RuleMeta) -> CompletionItem {
    CompletionItem {
        label: rule.id.to_owned(),
        kind: Some(CompletionItemKind::EnumMember),
        detail: Some(rule.summary().to_owned()),
        documentation: Some(Documentation::MarkupContent(MarkupContent::new(
            MarkupKind::Markdown,
            rule.docs.trim().to_owned(),
        ))),
        ..CompletionItem::default()
    }
}

#[cfg(test)]
mod tests {
    use super::base_of;

    #[test]
    fn the_base_of_a_target_stays() {
        for (target, base) in [
            ("/parcels/7", ""),
            ("/v1/parcels/7", "/v1"),
            ("https://api.parcelo.example/v1.0/parcels", "https://api.parcelo.example/v1.0"),
            ("https://api.parcelo.example/beta/", "https://api.parcelo.example/beta"),
            ("https://api.parcelo.example", "https://api.parcelo.example"),
            ("/vans/7", ""),
            ("", ""),
        ] {
            assert_eq!(base_of(target), base, "{target}");
        }
    }
}
