//! How documentation writes its examples: one module a dialect, and the list of them.
//!
//! A dialect recognises a code block by evidence: its content first, then the annotation, then the info string.
//! Writers label loosely, and a page that shows an HTTP message in a fence that says `json` still shows an HTTP
//! message. **Adding a dialect = one module with a line in [`form`], one line in `model::dialect`, one fixture in
//! `tests/dialects`.** No dialect judges what it reads, and none knows another.

mod annotated;
mod blueprint;
mod caption;
mod client;
mod console;
mod curl;
mod description;
mod form;
mod heading_label;
mod indented;
mod json;
mod label;
mod language;
mod left_out;
mod look;
mod message;
mod messages;
pub(super) mod named_status;
mod notation;
mod phrase;
mod reading;
mod signature;
mod sniff;
mod split;
mod status_heading;
pub(super) mod words;

use std::ops::Deref;

use super::surroundings::Around;
use super::{Annotation, Dialect, Dialects, Example, ExampleId, ToldStatus};
use crate::document::{Block, CodeBlock, Document};
use form::{Cue, Form};
pub(super) use language::Language;
use look::Look;
pub(super) use phrase::is_short;
use reading::Reading;
pub(super) use words::Role;

/// How a dialect is recognised.
fn form(dialect: Dialect) -> &'static dyn Form {
    match dialect {
        Dialect::Annotation => &annotated::Annotation,
        Dialect::Curl => &curl::Curl,
        Dialect::Client => &client::Client,
        Dialect::Signature => &signature::Signature,
        Dialect::Console => &console::Console,
        Dialect::HttpMessages => &messages::HttpMessages,
        Dialect::Indented => &indented::Indented,
        Dialect::HttpMessage => &message::HttpMessage,
        Dialect::ApiBlueprint => &blueprint::ApiBlueprint,
        Dialect::SplitMessage => &split::SplitMessage,
        Dialect::Caption => &caption::Caption,
        Dialect::StatusHeading => &status_heading::StatusHeading,
        Dialect::Label => &label::Label,
        Dialect::HeadingLabel => &heading_label::HeadingLabel,
        Dialect::JsonFence => &json::JsonFence,
        Dialect::Description => &description::Description,
    }
}

/// The forms of the dialects that a page may be written in, with their dialects.
fn forms(allowed: Dialects) -> impl Iterator<Item = (Dialect, &'static dyn Form)> {
    let allowed = Dialect::ALL.iter().copied().filter(move |dialect| allowed.has(*dialect));
    allowed.map(|dialect| (dialect, form(dialect)))
}

/// Whether the words around a block, which alone is no example, say that a body stands in it.
pub(super) fn is_told(
    allowed: Dialects,
    document: &Document<'_>,
    block: &Block<'_>,
    code: &CodeBlock<'_>,
    language: &impl Deref<Target = crate::cues::Language>,
) -> bool {
    if !Look::may_be_told(code) {
        return false;
    }
    let cue = cue(&Around::of(document, **language, block.span, false), allowed);
    // Commands and programs are what requests are made with.
    let open = Language::of(&code.language()) == Language::Neutral;
    cue.is_some_and(|(_, cue)| cue.role == Role::Response || open && cue.role == Role::Request)
}

/// The example that a code block is. `annotation` is the one that stands before it, with its index; `told` says whether
/// the words around it call it a body.
pub(super) fn example<'d>(
    allowed: Dialects,
    id: ExampleId,
    block: &'d Block<'d>,
    code: &'d CodeBlock<'d>,
    annotation: Option<(usize, &Annotation<'d>)>,
    told: bool,
) -> Option<Example<'d>> {
    let look = Look::at(code, annotation.and_then(|(_, annotation)| annotation.block_type))?;
    let look = Look { told, ..look };
    let reading = read(look, allowed)?;
    let dialect = if annotation.is_some() { Dialect::Annotation } else { reading.dialect };
    Some(Example {
        id,
        kind: reading.kind,
        dialect,
        block: code,
        span: block.span,
        container: block.container,
        section: block.section,
        status: None,
        told_by: None,
        body_of: None,
        schema: None,
        endpoint: None,
        annotation: annotation.map(|(index, _)| index),
        messages: reading.messages,
        payload: reading.payload,
        commands: reading.commands,
    })
}

fn read(look: Look<'_>, allowed: Dialects) -> Option<Reading<'_>> {
    if look.indented && !allowed.has(Dialect::Indented) && look.declared.is_none() {
        return None;
    }
    if let Some(reading) = forms(allowed).find_map(|(_, form)| form.read(&look)) {
        return Some(reading);
    }
    if let Some(messages) = look.messages() {
        let (dialect, _) = forms(allowed).find(|(_, form)| form.claims(&look, &messages))?;
        return Some(look.with_bodies(dialect, messages));
    }
    let fields = if allowed.has(Dialect::HttpMessage) { look.fields() } else { None };
    let bare = allowed.has(Dialect::JsonFence) || look.declared.is_some();
    fields.or_else(|| if bare { look.payload() } else { None })
}

/// Whether the text between two parts of an example says that they belong together: the body and its schema.
pub(super) fn is_one_item(between: &str) -> bool {
    blueprint::is_one_item(between)
}

/// Whether the label of a fence is one that consoles of an API have.
pub(super) fn is_console_label(word: &str) -> bool {
    matches!(word, "console" | "kibana" | "sense")
}

/// Whether the text of a block is a status and nothing else, which is no body.
pub(super) fn is_status(text: &str) -> bool {
    named_status::whole_status(text.trim()).is_some()
}

/// The method that a heading names: `Sample GET response`.
pub(super) fn named_method(heading: &str) -> Option<&str> {
    words::method(heading)
}

/// What the surroundings of a body that stands alone say, and the dialect that says so. The status may come from
/// another one than the role.
pub(super) fn cue(around: &Around<'_>, allowed: Dialects) -> Option<(Dialect, Cue)> {
    let mut cues = forms(allowed).filter_map(|(dialect, form)| Some((dialect, form.cue(around)?)));
    let (dialect, mut cue) = cues.next()?;
    if cue.role == Role::Response && cue.status.is_none() {
        // `Error:` below `204: No Content` is about something else.
        let fits = |status: &ToldStatus| !cue.fails || status.code >= 400;
        let named = cues.find_map(|(_, other)| other.status.filter(fits));
        let above = || status_heading::above(around).filter(fits);
        let by_heading = dialect == Dialect::HeadingLabel;
        let returned = || label::returned(around).filter(|status| by_heading && fits(status));
        let captioned = || caption::status_above(around).filter(fits);
        cue.status = named.or_else(above).or_else(captioned).or_else(returned);
    }
    Some((dialect, cue))
}
