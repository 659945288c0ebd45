//! Values of a YAML description, transcribed to JSON.
//!
//! The same events as in [`yaml`](super::yaml), looked at for a few places. What an alias repeats stands for the alias.

use std::collections::{HashMap, HashSet};

use granit_parser::ScalarStyle;
use serde_json::Value;

use super::place::{Spot, segments};
use super::transcript::{Excerpt, Quotes, Transcript, pieces};
use super::yaml::{is_old_boolean, plain};
use super::yaml_events::{Event, Log};
use crate::text::Span;

/// The most bytes that all transcripts of a file may have: aliases repeat what they name.
const MOST: usize = 64 << 20;

/// Places of a description, and the way to them.
pub(super) struct Wanted {
    spots: HashSet<Spot>,
    /// What holds them.
    around: HashSet<Spot>,
}

impl Wanted {
    pub(super) fn new<'p>(pointers: impl Iterator<Item = &'p str>) -> Self {
        let (mut spots, mut around) = (HashSet::new(), HashSet::new());
        for pointer in pointers {
            let to = segments(pointer).fold(Spot::ROOT, |spot, segment| {
                around.insert(spot);
                spot.child(&segment)
            });
            spots.insert(to);
        }
        Self { spots, around }
    }
}

/// The values at `wanted` in `text`, whose events are in a log; a value inside another is left out.
pub(super) fn read(text: &str, log: &Log, wanted: &Wanted) -> HashMap<Spot, Excerpt> {
    let mut reader = Reader {
        text,
        wanted,
        frames: Vec::new(),
        open: Vec::new(),
        anchors: HashMap::new(),
        found: HashMap::new(),
        written: 0,
    };
    let mut at = 0;
    while let Some((event, span)) = log.get(at, text) {
        // What has an anchor may be repeated where it is wanted.
        if !log.has_anchors
            && reader.passes(&event)
            && let Some(end) = log.end(at)
        {
            reader.value_done(0);
            at = end + 1;
            continue;
        }
        reader.event(event, span);
        if reader.written > MOST {
            break;
        }
        at += 1;
    }
    reader.found
}

/// A collection that is not closed yet.
struct Frame {
    spot: Spot,
    is_mapping: bool,
    /// Where the value stands whose key was read.
    key: Option<Spot>,
    elements: usize,
}

/// What a transcript is for.
enum Purpose {
    Excerpt(Spot),
    Anchor(usize),
}

/// A transcript of a value that is not closed yet.
struct Open {
    purpose: Purpose,
    /// How many frames there were when it began.
    depth: usize,
    transcript: Transcript,
    start: u32,
    end: u32,
    /// A value beside `<<` follows, whose members are those of the mapping.
    merges: bool,
}

struct Reader<'r> {
    text: &'r str,
    wanted: &'r Wanted,
    frames: Vec<Frame>,
    open: Vec<Open>,
    anchors: HashMap<usize, String>,
    found: HashMap<Spot, Excerpt>,
    written: usize,
}

impl Reader<'_> {
    /// Whether a collection begins that holds nothing that is wanted.
    fn passes(&self, event: &Event<'_>) -> bool {
        if !matches!(event, Event::Mapping { .. } | Event::Sequence { .. }) || !self.open.is_empty() {
            return false;
        }
        let spot = self.spot();
        !self.wanted.spots.contains(&spot) && !self.wanted.around.contains(&spot)
    }

    fn event(&mut self, event: Event<'_>, span: Span) {
        match event {
            Event::Scalar { text: content, style, is_text, anchor } => {
                if let Some(frame) = self.frames.last_mut()
                    && frame.is_mapping
                    && frame.key.is_none()
                {
                    frame.key = Some(frame.spot.child(&content));
                    self.key(&content, style, span);
                    return;
                }
                self.begin(anchor, span);
                self.scalar(&content, style, is_text, span);
                self.value_done(span.end);
            }
            Event::Mapping { anchor } => self.collection(true, anchor, span),
            Event::Sequence { anchor } => self.collection(false, anchor, span),
            Event::End => {
                let Some(frame) = self.frames.pop() else { return };
                // The end of a block is noticed at the next token.
                let is_flow = matches!(span.of(self.text), "}" | "]");
                let bracket = if frame.is_mapping { "}" } else { "]" };
                for open in &mut self.open {
                    let end = if is_flow { span.end } else { open.end };
                    open.transcript.push(bracket, Span { start: end - u32::from(is_flow), end });
                    open.end = end;
                }
                self.value_done(0);
            }
            Event::Alias(id) => {
                self.begin(0, span);
                let copy = self.anchors.get(&id).cloned().unwrap_or_else(|| "null".to_owned());
                self.written += copy.len() * self.open.len();
                for open in &mut self.open {
                    let members = copy.strip_prefix('{').and_then(|rest| rest.strip_suffix('}'));
                    let text = members.filter(|_| open.merges).unwrap_or(&copy);
                    if !text.is_empty() {
                        open.comma(span);
                        open.transcript.push(text, span);
                    }
                    open.merges = false;
                }
                self.value_done(span.end);
            }
            Event::Document => {}
        }
    }

    /// Opens the transcripts that begin with the value which comes next.
    fn begin(&mut self, anchor: usize, span: Span) {
        let spot = self.spot();
        let mut open = |purpose| {
            self.open.push(Open {
                purpose,
                depth: self.frames.len(),
                transcript: Transcript::default(),
                start: span.start,
                end: span.end,
                merges: false,
            });
        };
        if anchor != 0 {
            open(Purpose::Anchor(anchor));
        }
        if self.wanted.spots.contains(&spot) {
            open(Purpose::Excerpt(spot));
        }
    }

    fn collection(&mut self, is_mapping: bool, anchor: usize, span: Span) {
        self.begin(anchor, span);
        let spot = self.spot();
        let rest = &self.text[span.start as usize..];
        let word = rest.find(|c: char| c.is_whitespace() || c == ':').unwrap_or(rest.len());
        let length = if rest.starts_with(['{', '[']) { 1 } else { word as u32 };
        let place = Span { start: span.start, end: span.start + length };
        for open in &mut self.open {
            open.comma(place);
            open.transcript.push(if is_mapping { "{" } else { "[" }, place);
            open.end = open.end.max(place.end);
            open.merges = false;
        }
        self.written += self.open.len();
        self.frames.push(Frame { spot, is_mapping, key: None, elements: 0 });
    }

    fn key(&mut self, content: &str, style: ScalarStyle, span: Span) {
        if self.open.is_empty() {
            return;
        }
        let runs = pieces(span.of(self.text), span.start as usize, content, quotes(style));
        self.written += content.len() * self.open.len();
        for open in &mut self.open {
            if content == "<<" && style == ScalarStyle::Plain {
                open.merges = true;
                continue;
            }
            open.comma(span);
            open.transcript.push_string(content, &runs, span);
            open.transcript.push(":", Span { start: span.end, end: span.end });
            open.end = open.end.max(span.end);
        }
    }

    fn scalar(&mut self, content: &str, style: ScalarStyle, is_text: bool, span: Span) {
        if self.open.is_empty() {
            return;
        }
        self.written += (content.len() + 2) * self.open.len();
        let value = if is_text { Value::String(content.to_owned()) } else { plain(content) };
        // Some readers take `yes` for a boolean, and others do not.
        let is_doubtful = !is_text && is_old_boolean(content).is_some();
        let runs = pieces(span.of(self.text), span.start as usize, content, quotes(style));
        for open in &mut self.open {
            open.comma(span);
            match &value {
                Value::String(_) if is_doubtful => open.transcript.push(content, span),
                Value::String(_) => open.transcript.push_string(content, &runs, span),
                other => open.transcript.push(&other.to_string(), span),
            }
            open.merges = false;
            open.end = open.end.max(span.end);
        }
        if let Some(Open { purpose: Purpose::Excerpt(spot), depth, .. }) = self.open.last()
            && *depth == self.frames.len()
            && matches!(value, Value::String(_))
        {
            let transcript = Transcript { text: content.to_owned(), pieces: runs };
            self.found.insert(*spot, Excerpt { span, json: None, content: Some(transcript) });
        }
    }

    /// A value is complete.
    fn value_done(&mut self, end: u32) {
        let depth = self.frames.len();
        while let Some(open) = self.open.pop_if(|open| open.depth == depth) {
            match open.purpose {
                Purpose::Anchor(id) => drop(self.anchors.insert(id, open.transcript.text)),
                Purpose::Excerpt(spot) => {
                    let span = Span { start: open.start, end: open.end.max(end) };
                    let content = self.found.remove(&spot).and_then(|excerpt| excerpt.content);
                    self.found.insert(spot, Excerpt { span, json: Some(open.transcript), content });
                }
            }
        }
        for open in &mut self.open {
            open.end = open.end.max(end);
        }
        if let Some(frame) = self.frames.last_mut() {
            frame.key = None;
            frame.elements += 1;
        }
    }

    /// Where the next value stands.
    fn spot(&self) -> Spot {
        match self.frames.last() {
            None => Spot::ROOT,
            Some(frame) if frame.is_mapping => frame.key.unwrap_or_else(|| frame.spot.child("")),
            Some(frame) => frame.spot.element(frame.elements),
        }
    }
}

impl Open {
    /// Puts the comma before a member or an element that is not the first.
    fn comma(&mut self, before: Span) {
        if !matches!(self.transcript.text.as_bytes().last(), None | Some(b'{' | b'[' | b':')) {
            self.transcript.push(",", Span { start: before.start, end: before.start });
        }
    }
}

fn quotes(style: ScalarStyle) -> Quotes {
    match style {
        ScalarStyle::SingleQuoted => Quotes::Single,
        ScalarStyle::DoubleQuoted => Quotes::Double,
        ScalarStyle::Literal | ScalarStyle::Folded => Quotes::Block,
        ScalarStyle::Plain => Quotes::None,
    }
}
