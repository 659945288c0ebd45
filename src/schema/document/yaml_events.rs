//! What a YAML text consists of, one event after the other, and a log of it for those who look twice.
//!
//! Nothing here knows what a value means.

use std::borrow::Cow;

use granit_parser::{ErrorKind, Event as Parsed, Parser, ScalarStyle, ScanError, options};

use super::fault::{Fault, MAX_DEPTH, too_deep};
use crate::text::Span;

/// A piece of a YAML text. Anchors and aliases have numbers; an anchor of zero is none.
#[derive(Clone, Debug)]
pub(super) enum Event<'t> {
    /// A document begins.
    Document,
    /// A key or a value that is a text, whatever it means.
    Scalar {
        text: Cow<'t, str>,
        style: ScalarStyle,
        /// Whether it is a string, however it looks.
        is_text: bool,
        anchor: usize,
    },
    /// A mapping begins.
    Mapping { anchor: usize },
    /// A sequence begins.
    Sequence { anchor: usize },
    /// The last mapping or sequence that began ends.
    End,
    /// What has this anchor is repeated.
    Alias(usize),
}

/// The events of `text` from `start` on, each with its place.
pub(super) fn events(text: &str, start: usize) -> impl Iterator<Item = Result<(Event<'_>, Span), Fault>> {
    let options = options! { flow_nesting_limit: MAX_DEPTH, block_nesting_limit: MAX_DEPTH };
    Parser::new_from_str_with_options(&text[start..], options).filter_map(move |event| {
        let (event, span) = match event {
            Ok(event) => event,
            Err(error) => return Some(Err(fault(&error, start))),
        };
        let range = span.byte_range().unwrap_or_default();
        let span = Span::new(start + range.start, start + range.end);
        Some(Ok((read(event)?, span)))
    })
}

fn read(event: Parsed<'_>) -> Option<Event<'_>> {
    Some(match event {
        Parsed::DocumentStart(..) => Event::Document,
        Parsed::Scalar(text, style, anchor, tag) => {
            let is_text = style != ScalarStyle::Plain
                || tag.is_some_and(|tag| tag.is_custom() || tag.is_yaml_core_schema_tag("str"));
            Event::Scalar { text, style, is_text, anchor }
        }
        Parsed::MappingStart(_, anchor, _) => Event::Mapping { anchor },
        Parsed::SequenceStart(_, anchor, _) => Event::Sequence { anchor },
        Parsed::MappingEnd | Parsed::SequenceEnd => Event::End,
        Parsed::Alias(id) => Event::Alias(id),
        _ => return None,
    })
}

fn fault(error: &ScanError, start: usize) -> Fault {
    let offset = start + error.marker().byte_offset().unwrap_or(0);
    let message = match error.kind() {
        ErrorKind::UnknownAnchor => "the alias refers to an anchor that is not defined before it".to_owned(),
        ErrorKind::RecursionLimitExceeded => too_deep(),
        kind => format!("not valid YAML: {kind}"),
    };
    Fault::new(offset, message)
}

/// The events of a text that was read.
#[derive(Debug, Default)]
pub(super) struct Log {
    list: Vec<(Logged, Span)>,
    /// Texts of scalars that are not written as they are.
    texts: Vec<Box<str>>,
    /// Whether anything has an anchor.
    pub(super) has_anchors: bool,
}

/// An event, small.
#[derive(Clone, Copy, Debug)]
enum Logged {
    Document,
    Scalar { text: Written, style: ScalarStyle, is_text: bool, anchor: u32 },
    Mapping { anchor: u32 },
    Sequence { anchor: u32 },
    End,
    Alias(u32),
}

/// How the text of a scalar is written.
#[derive(Clone, Copy, Debug)]
enum Written {
    AsIs,
    Quoted,
    /// In another way; the number of the text.
    Other(u32),
}

impl Log {
    /// The events of `text` from `start` on, as far as it can be read.
    pub(super) fn read(text: &str, start: usize) -> Self {
        let mut log = Self::default();
        for (event, span) in events(text, start).map_while(Result::ok) {
            log.push(&event, span, text);
        }
        log
    }

    /// Notes an event of `text`.
    pub(super) fn push(&mut self, event: &Event<'_>, span: Span, text: &str) {
        let logged = match event {
            Event::Document => Logged::Document,
            Event::Scalar { text: content, style, is_text, anchor } => {
                let text = self.written(content, span.of(text));
                Logged::Scalar { text, style: *style, is_text: *is_text, anchor: self.anchor(*anchor) }
            }
            Event::Mapping { anchor } => Logged::Mapping { anchor: self.anchor(*anchor) },
            Event::Sequence { anchor } => Logged::Sequence { anchor: self.anchor(*anchor) },
            Event::End => Logged::End,
            Event::Alias(id) => Logged::Alias(*id as u32),
        };
        self.list.push((logged, span));
    }

    /// The event of that number; `text` is that which the events are of.
    pub(super) fn get<'l>(&'l self, at: usize, text: &'l str) -> Option<(Event<'l>, Span)> {
        let (logged, span) = self.list.get(at)?;
        Some((self.event(*logged, span.of(text)), *span))
    }

    /// Where the collection ends that begins with the event of that number; `None` if none does.
    pub(super) fn end(&self, at: usize) -> Option<usize> {
        let mut depth = 0;
        for (index, (logged, _)) in self.list.iter().enumerate().skip(at) {
            match logged {
                Logged::Mapping { .. } | Logged::Sequence { .. } => depth += 1,
                Logged::End => depth -= 1,
                _ => {}
            }
            if depth == 0 {
                return (index > at).then_some(index);
            }
        }
        None
    }

    fn event<'l>(&'l self, logged: Logged, token: &'l str) -> Event<'l> {
        match logged {
            Logged::Document => Event::Document,
            Logged::Scalar { text, style, is_text, anchor } => {
                let text = match text {
                    Written::AsIs => token,
                    Written::Quoted => &token[1..token.len() - 1],
                    Written::Other(number) => &self.texts[number as usize],
                };
                Event::Scalar { text: Cow::Borrowed(text), style, is_text, anchor: anchor as usize }
            }
            Logged::Mapping { anchor } => Event::Mapping { anchor: anchor as usize },
            Logged::Sequence { anchor } => Event::Sequence { anchor: anchor as usize },
            Logged::End => Event::End,
            Logged::Alias(id) => Event::Alias(id as usize),
        }
    }

    fn written(&mut self, content: &str, token: &str) -> Written {
        if content == token {
            return Written::AsIs;
        }
        let quoted = |quote: char| token.strip_prefix(quote)?.strip_suffix(quote);
        if quoted('"').or_else(|| quoted('\'')) == Some(content) {
            return Written::Quoted;
        }
        self.texts.push(content.into());
        Written::Other(self.texts.len() as u32 - 1)
    }

    fn anchor(&mut self, anchor: usize) -> u32 {
        self.has_anchors |= anchor != 0;
        anchor as u32
    }
}
