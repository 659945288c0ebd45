//! How documentation writes its examples: one module a dialect, and the list of them.
//!
//! A dialect recognises a code block by evidence: its content first, then the annotation, then the info string.
//! Writers label loosely, and a page that shows an HTTP message in a fence that says `json` still shows an HTTP
//! message. **Adding a dialect = one module, one line in `dialects!` below, one fixture in `tests/dialects`.** No
//! dialect judges what it reads, and none knows another.

mod allowed;
mod language;
mod look;
mod notation;
mod sniff;
mod words;

use super::surroundings::Around;
use super::{Annotation, Body, Example, ExampleId, ExampleKind, Message};
use crate::cues;
use crate::markdown::{Block, CodeBlock};
use crate::syntax::http::HttpMessage;
pub use allowed::Dialects;
use look::Look;
pub(super) use words::Role;

/// A way of writing examples.
trait Form: Sync {
    /// The example that a block is, if it is written in this dialect and no other could read it.
    fn read<'d>(&self, _: &Look<'d>) -> Option<Reading<'d>> {
        None
    }

    /// What the surroundings say of a body that stands alone.
    fn cue(&self, _: &Around<'_>) -> Option<Cue> {
        None
    }

    /// Whether a block that holds these HTTP messages is written in this dialect.
    fn claims(&self, _: &Look<'_>, _: &[HttpMessage<'_>]) -> bool {
        false
    }
}

/// What the surroundings of a body say.
#[derive(Clone, Copy, Debug)]
pub(super) struct Cue {
    pub(super) role: Role,
    pub(super) status: Option<u16>,
}

/// What a dialect makes of a block.
struct Reading<'d> {
    kind: ExampleKind,
    dialect: Dialect,
    messages: Vec<Message<'d>>,
    payload: Option<Body>,
}

/// Lists the dialects; expands to their modules, to [`Dialect`] and to the table of their forms. The first one that
/// recognises a block has it.
macro_rules! dialects {
    ($($(#[doc = $doc:literal])+ $module:ident: $name:ident, $word:literal;)+) => {
        $(mod $module;)+

        /// How an example is written.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        pub enum Dialect {
            $($(#[doc = $doc])+ $name,)+
        }

        impl Dialect {
            /// Every dialect.
            pub const ALL: &[Self] = &[$(Self::$name),+];

            /// The word for programs.
            pub fn word(self) -> &'static str {
                match self {
                    $(Self::$name => $word,)+
                }
            }

            /// One line for a person.
            pub fn docs(self) -> &'static str {
                match self {
                    $(Self::$name => concat!($($doc),+).trim_ascii(),)+
                }
            }
        }

        static FORMS: &[(Dialect, &dyn Form)] = &[$((Dialect::$name, &$module::$name)),+];
    };
}

dialects! {
    /// An annotation comment stands before the fence.
    annotated: Annotation, "annotation";
    /// A shell command that sends the request, and perhaps what it prints.
    curl: Curl, "curl";
    /// Request lines only.
    signature: Signature, "signature";
    /// Request line and body without a blank line, as API consoles read it.
    console: Console, "console";
    /// Several messages in a fence.
    messages: HttpMessages, "http-messages";
    /// An indented code block.
    indented: Indented, "indented";
    /// An HTTP message in a fence.
    message: HttpMessage, "http-message";
    /// JSON below an item of API Blueprint.
    blueprint: ApiBlueprint, "api-blueprint";
    /// The body of the message in the block before.
    split: SplitMessage, "split-message";
    /// JSON behind a caption: a block of one line, or a quote.
    caption: Caption, "caption";
    /// JSON under a heading that is its status.
    status_heading: StatusHeading, "status-heading";
    /// JSON behind a paragraph that says what it is.
    label: Label, "label";
    /// JSON under a heading that says what it is.
    heading_label: HeadingLabel, "heading-label";
    /// JSON in a fence.
    json: JsonFence, "json-fence";
}

/// The forms of the dialects that a page may be written in, with their dialects.
fn forms(allowed: Dialects) -> impl Iterator<Item = (Dialect, &'static dyn Form)> {
    FORMS.iter().copied().filter(move |(dialect, _)| allowed.has(*dialect))
}

/// The example that a code block is. `annotation` is the one that stands before it, with its index.
pub(super) fn example<'d>(
    allowed: Dialects,
    id: ExampleId,
    block: &'d Block<'d>,
    code: &'d CodeBlock<'d>,
    annotation: Option<(usize, &Annotation<'d>)>,
) -> Option<Example<'d>> {
    let look = Look::at(code, annotation.and_then(|(_, annotation)| annotation.block_type))?;
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
        body_of: None,
        schema: None,
        endpoint: None,
        annotation: annotation.map(|(index, _)| index),
        messages: reading.messages,
        payload: reading.payload,
    })
}

fn read(look: Look<'_>, allowed: Dialects) -> Option<Reading<'_>> {
    if look.indented && !allowed.has(Dialect::Indented) && look.declared.is_none() {
        return None;
    }
    if let Some(reading) = forms(allowed).find_map(|(_, form)| form.read(&look)) {
        return Some(reading);
    }
    match look.messages() {
        Some(messages) => {
            let (dialect, _) = forms(allowed).find(|(_, form)| form.claims(&look, &messages))?;
            Some(look.with_bodies(dialect, messages))
        }
        None if allowed.has(Dialect::JsonFence) || look.declared.is_some() => look.payload(),
        None => None,
    }
}

/// Whether the text between two parts of an example says that they belong together: the body and its schema.
pub(super) fn is_one_item(between: &str) -> bool {
    blueprint::is_one_item(between)
}

/// Whether a heading names a part of an example, not another subject: `Request`, `Sample response`, `200: OK`.
pub(super) fn labels_section(heading: &str) -> bool {
    let short = heading.split_whitespace().count() <= 4;
    let names_example = || {
        let lower = heading.to_ascii_lowercase();
        cues::any(&lower, |words| words.example_headings) || lower.contains("curl")
    };
    words::leading_status(heading).is_some() || short && (words::named(heading).is_some() || names_example())
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
        cue.status = cues.find_map(|(_, other)| other.status);
    }
    Some((dialect, cue))
}
