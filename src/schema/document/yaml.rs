//! YAML text of a description, by the core schema of YAML 1.2: `no` is a string, `200` as a key is `"200"`.
//!
//! Aliases are copied under a budget, so that a small file cannot become a large value.

use std::collections::HashMap;

use serde_json::{Map, Number, Value};

use super::fault::{Fault, MAX_DEPTH, MAX_VALUES, too_deep};
use super::place::{Places, Spot};
use super::yaml_events::{Event, Log, events};

/// Reads `text` from `start` on, and notes the events in a log, if there is one.
pub(super) fn read(text: &str, start: usize, mut log: Option<&mut Log>) -> Result<(Value, Places), Fault> {
    let mut builder = Builder::default();
    for event in events(text, start) {
        let (event, span) = event?;
        if let Some(log) = &mut log {
            log.push(&event, span, text);
        }
        builder.event(event, span.start as usize)?;
    }
    match builder.root {
        Some(value) => Ok((value, builder.places)),
        None => Err(Fault::new(start, "expected a description, but the file is empty")),
    }
}

/// A value and how many values it holds.
struct Sized {
    value: Value,
    count: usize,
}

/// A collection that is not closed yet.
struct Frame {
    open: Open,
    spot: Spot,
    anchor: usize,
    count: usize,
}

enum Open {
    /// With the place of the value that comes next, which belongs to the last key.
    Mapping(Map<String, Value>, Option<Spot>),
    Sequence(Vec<Value>),
}

#[derive(Default)]
struct Builder {
    frames: Vec<Frame>,
    anchors: HashMap<usize, Sized>,
    places: Places,
    root: Option<Value>,
    documents: usize,
    copied: usize,
}

impl Builder {
    fn event(&mut self, event: Event<'_>, offset: usize) -> Result<(), Fault> {
        match event {
            Event::Document => {
                self.documents += 1;
                if self.documents > 1 {
                    return Err(Fault::new(
                        offset,
                        "a second YAML document begins here; one file describes one API",
                    ));
                }
            }
            Event::Scalar { text, is_text, anchor, .. } => {
                if let Some(Frame { open: Open::Mapping(members, key @ None), spot, .. }) =
                    self.frames.last_mut()
                {
                    let spot = spot.child(&text);
                    self.places.insert(spot, offset);
                    *key = Some(spot);
                    if anchor != 0 {
                        let value = Value::String(text.as_ref().to_owned());
                        self.anchors.insert(anchor, Sized { value, count: 1 });
                    }
                    // The value takes this place when it is complete.
                    if members.insert(text.into_owned(), Value::Null).is_some() {
                        return Err(Fault::new(offset, "duplicate key in a mapping"));
                    }
                    return Ok(());
                }
                let value = if is_text {
                    Value::String(text.into_owned())
                } else {
                    let value = plain(&text);
                    self.keep(&value, &text);
                    value
                };
                self.value(Sized { value, count: 1 }, anchor, offset)?;
            }
            Event::Mapping { anchor } => self.open(Open::Mapping(Map::new(), None), anchor, offset)?,
            Event::Sequence { anchor } => self.open(Open::Sequence(Vec::new()), anchor, offset)?,
            Event::End => {
                if let Some(frame) = self.frames.pop() {
                    let value = match frame.open {
                        Open::Mapping(members, _) => Value::Object(merged(members)),
                        Open::Sequence(elements) => Value::Array(elements),
                    };
                    self.value(Sized { value, count: frame.count + 1 }, frame.anchor, offset)?;
                }
            }
            Event::Alias(id) => {
                let Some(Sized { value, count }) = self.anchors.get(&id) else {
                    return Err(Fault::new(offset, "the alias is inside the value that it repeats"));
                };
                self.copied += count;
                if self.copied > MAX_VALUES {
                    return Err(Fault::new(
                        offset,
                        "the aliases repeat too much to be a description of an API",
                    ));
                }
                let copy = Sized { value: value.clone(), count: *count };
                if matches!(self.frames.last(), Some(Frame { open: Open::Sequence(_), .. })) {
                    self.places.insert(self.spot(), offset);
                }
                self.value(copy, 0, offset)?;
            }
        }
        Ok(())
    }

    /// Keeps the text of a plain scalar that other versions of YAML read in another way, or that is not written as its
    /// value would be: `on`, `007`.
    fn keep(&mut self, value: &Value, text: &str) {
        let differs = match value {
            Value::String(_) => is_old_boolean(text).is_some(),
            Value::Number(number) => number.to_string() != text,
            Value::Bool(_) => !matches!(text, "true" | "false"),
            _ => false,
        };
        if differs {
            let spot = self.spot();
            self.places.keep(spot, text);
        }
    }

    /// Where the next value stands.
    fn spot(&self) -> Spot {
        match self.frames.last() {
            None => Spot::ROOT,
            Some(Frame { open: Open::Mapping(_, next), spot, .. }) => next.unwrap_or_else(|| spot.child("")),
            Some(Frame { open: Open::Sequence(elements), spot, .. }) => spot.element(elements.len()),
        }
    }

    fn open(&mut self, open: Open, anchor: usize, offset: usize) -> Result<(), Fault> {
        if self.frames.len() >= MAX_DEPTH {
            return Err(Fault::new(offset, too_deep()));
        }
        if matches!(self.frames.last(), Some(Frame { open: Open::Mapping(_, None), .. })) {
            return Err(Fault::new(offset, "a key is a list or a mapping; a key must be a text"));
        }
        let spot = self.spot();
        if !matches!(self.frames.last(), Some(Frame { open: Open::Mapping(..), .. })) {
            self.places.insert(spot, offset);
        }
        self.frames.push(Frame { open, spot, anchor, count: 0 });
        Ok(())
    }

    /// Puts a finished value where it belongs.
    fn value(&mut self, sized: Sized, anchor: usize, offset: usize) -> Result<(), Fault> {
        if anchor != 0 {
            self.copied += sized.count;
            if self.copied > MAX_VALUES {
                return Err(Fault::new(offset, "the aliases repeat too much to be a description of an API"));
            }
            self.anchors.insert(anchor, Sized { value: sized.value.clone(), count: sized.count });
        }
        match self.frames.last_mut() {
            None => self.root = Some(sized.value),
            Some(frame) => {
                frame.count += sized.count;
                match &mut frame.open {
                    Open::Sequence(elements) => {
                        if !matches!(sized.value, Value::Object(_) | Value::Array(_)) {
                            self.places.insert(frame.spot.element(elements.len()), offset);
                        }
                        elements.push(sized.value);
                    }
                    Open::Mapping(members, next) => {
                        if next.take().is_none() {
                            return Err(Fault::new(
                                offset,
                                "an alias is not allowed as a key; write the key out",
                            ));
                        }
                        if let Some(place) = members.values_mut().next_back() {
                            *place = sized.value;
                        }
                    }
                }
            }
        }
        Ok(())
    }
}

/// The members with those of `<<` beneath them, as YAML 1.1 merges and as writers still use it.
fn merged(mut members: Map<String, Value>) -> Map<String, Value> {
    let from = match members.get("<<") {
        Some(Value::Object(_)) => members.shift_remove("<<").into_iter().collect(),
        Some(Value::Array(list)) if list.iter().all(Value::is_object) => match members.shift_remove("<<") {
            Some(Value::Array(list)) => list,
            _ => Vec::new(),
        },
        _ => Vec::new(),
    };
    for source in from {
        if let Value::Object(source) = source {
            for (name, value) in source {
                members.entry(name).or_insert(value);
            }
        }
    }
    members
}

/// What a word means that only YAML 1.1 takes for a boolean.
pub(crate) fn is_old_boolean(text: &str) -> Option<bool> {
    match text {
        "y" | "Y" | "yes" | "Yes" | "YES" | "on" | "On" | "ON" => Some(true),
        "n" | "N" | "no" | "No" | "NO" | "off" | "Off" | "OFF" => Some(false),
        _ => None,
    }
}

/// A plain scalar by the core schema (YAML 1.2.2 §10.3.2). What JSON cannot hold (`.inf`) stays text.
pub(super) fn plain(text: &str) -> Value {
    match text {
        "" | "~" | "null" | "Null" | "NULL" => return Value::Null,
        "true" | "True" | "TRUE" => return Value::Bool(true),
        "false" | "False" | "FALSE" => return Value::Bool(false),
        _ => {}
    }
    number(text).map_or_else(|| Value::String(text.to_owned()), Value::Number)
}

fn number(text: &str) -> Option<Number> {
    if let Some(digits) = text.strip_prefix("0x") {
        return digits_only(digits, 16).then(|| u64::from_str_radix(digits, 16).ok())?.map(Number::from);
    }
    if let Some(digits) = text.strip_prefix("0o") {
        return digits_only(digits, 8).then(|| u64::from_str_radix(digits, 8).ok())?.map(Number::from);
    }
    let unsigned = text.strip_prefix(['-', '+']).unwrap_or(text);
    if !unsigned.starts_with(|c: char| c.is_ascii_digit() || c == '.')
        || !unsigned.contains(|c: char| c.is_ascii_digit())
    {
        return None;
    }
    if digits_only(unsigned, 10) {
        if let Ok(exact) = text.parse::<i64>() {
            return Some(exact.into());
        }
        if let Ok(exact) = unsigned.parse::<u64>()
            && !text.starts_with('-')
        {
            return Some(exact.into());
        }
    }
    let is_float = unsigned
        .bytes()
        .all(|byte| byte.is_ascii_digit() || matches!(byte, b'.' | b'e' | b'E' | b'+' | b'-'));
    let value = is_float.then(|| text.parse::<f64>().ok())??;
    Number::from_f64(value)
}

fn digits_only(text: &str, radix: u32) -> bool {
    !text.is_empty() && text.chars().all(|c| c.is_digit(radix))
}
