//! D9: a block with one line, or a quote, is the caption of the block after it, as Slate writes it. So are the title in
//! the info string of the block itself and those of the tags that it stands in: `<Tab title="Response">`.

use super::named_status::{self, Named};
use super::words::{self, Role};
use super::{Around, Cue, Form};
use crate::cues::Language;
use crate::extract::ToldStatus;

/// Captions.
pub(super) struct Caption;

impl Form for Caption {
    fn cue(&self, around: &Around<'_>) -> Option<Cue> {
        if let Some(cue) = around.key.and_then(|key| title_cue(around, key)) {
            return Some(cue);
        }
        // One without attributes may show a response itself; one of a request, what comes before the response.
        let sign = around.lead.sign.filter(|tag| tag.contains('='));
        let announced = || name(around, sign?).filter(|cue| cue.role == Role::Response);
        if let Some(cue) = info(around).or_else(announced).or_else(|| tags(around, &around.lead.inner)) {
            return Some(cue);
        }
        if let Some(cue) = positional(around) {
            return Some(cue);
        }
        let lead = &around.lead;
        let quoted = Some(lead.label).filter(|label| lead.quoted && !label.contains('\n'));
        let caption = around.caption.or(quoted)?;
        let role = words::named(caption, around.language)?;
        let status = named_status::status(caption, around.language).filter(|_| role == Role::Response);
        Some(Cue::new(around, role, caption, status))
    }
}

/// The status that the line of code before names, which is all that stands between: `Status: 201 Created`. It may stand
/// among header fields.
pub(super) fn status_above(around: &Around<'_>) -> Option<ToldStatus> {
    if let Some(caption) = around.caption {
        let status = named_status::status(caption, around.language)?;
        return Cue::new(around, Role::Response, caption, Some(status)).status;
    }
    let mut lines = around.adjoining?.lines().map(str::trim);
    let line = lines.clone().find(|line| named_status::whole_status(line).is_some())?;
    // More lines are more than a head.
    let is_head = lines.by_ref().take(LINES).all(|other| other == line || other.contains(": "))
        && lines.next().is_none();
    let status = named_status::whole_status(line).filter(|_| is_head);
    Cue::new(around, Role::Response, line, status).status
}

/// So many lines a head without a body has at most.
const LINES: usize = 8;

/// What the info string says behind the language.
fn info(around: &Around<'_>) -> Option<Cue> {
    let (_, meta) = around.info.split_once([' ', '{', '['])?;
    if let Some(cue) = attributes(around, meta) {
        return Some(cue);
    }
    // `json Response`, `json [Response]`
    let title = meta.trim_matches(['[', ']', ' ', '"', '{', '}']);
    let is_title = !title.contains(['=', ':', '{']) || named_status::leading_status(title).is_some();
    is_title.then(|| title_cue(around, title)).flatten()
}

/// What the tabs around a tab without a title call it by its place: `<Tabs items={['Request', 'Response']}>`.
fn positional(around: &Around<'_>) -> Option<Cue> {
    let is_tab = |text: &str| text.starts_with("<Tab") && !text.starts_with("<Tabs");
    around.lead.inner.first().filter(|tag| is_tab(tag))?;
    let before = around.before();
    let group = &before[before.rfind("<Tabs")?..];
    let (_, items) = group.split_once("items={[").filter(|_| !group.contains("</Tabs"))?;
    let (titles, tabs) = items.split_once(']')?;
    let place = tabs.match_indices('<').filter(|(at, _)| is_tab(&tabs[*at..])).count().checked_sub(1)?;
    let title = titles.split(',').nth(place)?;
    title_cue(around, title.trim().trim_matches(['"', '\'']))
}

/// What the first of some tags says that says anything.
pub(super) fn tags(around: &Around<'_>, tags: &[&str]) -> Option<Cue> {
    tags.iter().find_map(|tag| {
        let cue = attributes(around, tag).or_else(|| name(around, tag));
        cue.or_else(|| quoted(tag).and_then(|title| title_cue(around, title)))
    })
}

/// The text that a tab, an admonition or a shortcode has in quotes or in brackets, or alone: `=== "Response"`.
fn quoted(tag: &str) -> Option<&str> {
    if let Some(title) = tag.strip_prefix('#') {
        let (title, _) = title.trim_matches(['#', ' ']).strip_prefix('[')?.split_once("](#tab/")?;
        return Some(title);
    }
    let open = tag.find(['"', '\''])?;
    let inner = &tag[open + 1..];
    let title = &inner[..inner.find(&tag[open..=open])?];
    (!tag[..open].ends_with('=')).then_some(title)
}

/// Attributes whose values a reader sees.
const TITLES: [&str; 12] = [
    "title", "label", "filename", "name", "caption", "header", "heading", "value", "text", "tab", "summary",
    "desc",
];

/// Attributes whose values are statuses.
const STATUSES: [&str; 7] =
    ["httpcode", "status", "code", "statuscode", "status_code", "http_code", "responsecode"];

/// What the attributes of a tag or an info string say.
fn attributes(around: &Around<'_>, text: &str) -> Option<Cue> {
    let slot = text.split_once("v-slot:").map(|(_, slot)| value(slot));
    let mut told: Option<Cue> = slot.and_then(|slot| title_cue(around, slot));
    let mut from = 0;
    let assigns = |at: &usize| match text.as_bytes()[*at] {
        b'=' => true,
        // `{title: "Response"}`
        b':' => text[at + 1..].trim_start().starts_with(['"', '\'']),
        _ => false,
    };
    while let Some(at) = (from..text.len()).find(assigns) {
        let is_name = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_');
        let start = text[..at].trim_end_matches(is_name).len();
        let name = text[start..at].to_ascii_lowercase();
        let value = value(text[at + 1..].trim_start());
        from = text.ceil_char_boundary(at + 1 + value.len());
        let titled = TITLES.contains(&name.as_str()).then(|| title_cue(around, value)).flatten();
        let is_status = STATUSES.contains(&name.as_str());
        let coded = is_status.then(|| named_status::leading_status(value)).flatten();
        let coded = coded.map(|status| Cue::new(around, Role::Response, value, Some(status)));
        for cue in titled.into_iter().chain(coded) {
            match &mut told {
                Some(known) => known.status = known.status.or(cue.status),
                None => told = Some(cue),
            }
        }
    }
    told
}

/// The value that an attribute begins with, without its quotes.
fn value(text: &str) -> &str {
    let text = text.trim_start_matches('{');
    match text.chars().next() {
        Some(quote @ ('"' | '\'' | '`')) => text[1..].split(quote).next().unwrap_or_default(),
        _ => text.split([' ', '>', '}', ',', '/', ']', '%']).next().unwrap_or_default(),
    }
}

/// What a title says: `Response`, `200: OK`, `create-parcel-response.json`.
fn title_cue(around: &Around<'_>, title: &str) -> Option<Cue> {
    // `400: Bad request` names no request, in no language.
    if let Some(status) = named_status::leading_status(title) {
        return Some(Cue::new(around, Role::Response, title, Some(status)));
    }
    let status: Option<Named> = named_status::status(title, around.language);
    let named = words::named(title, around.language)
        .or_else(|| words::named(&title.replace(['-', '_', '.'], " "), Language::English));
    let role = named.or(status.as_ref().map(|_| Role::Response))?;
    Some(Cue::new(around, role, title, status.filter(|_| role == Role::Response)))
}

/// What the name of a tag says: `<ResponseExample>`, `{{< response-example >}}`.
fn name(around: &Around<'_>, tag: &str) -> Option<Cue> {
    let start = tag.trim_start_matches(['<', '{', '%', ':', ' ', '-']);
    let name = &start[..start
        .find(|c: char| !(c.is_ascii_alphanumeric() || matches!(c, '-' | '_')))
        .unwrap_or(start.len())];
    let mut split = String::with_capacity(name.len() + 4);
    for c in name.chars() {
        if c.is_ascii_uppercase() || matches!(c, '-' | '_') {
            split.push(' ');
        }
        split.extend(Some(c).filter(char::is_ascii_alphanumeric));
    }
    // What describes one member shows its value.
    let is_member = ["Field", "Param", "Property"].iter().any(|noun| split.ends_with(noun));
    let role = words::named(split.trim(), Language::English).filter(|_| !is_member)?;
    // `<Response res="200: OK" />`
    let status = named_status::status(tag, around.language).filter(|_| role == Role::Response);
    Some(if status.is_some() {
        Cue::new(around, role, tag, status)
    } else {
        Cue::new(around, role, name, None)
    })
}
