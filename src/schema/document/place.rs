//! Where the values of a description stand: a map from JSON Pointers (RFC 6901), as hashes, to byte offsets.
//!
//! Text of pointers is never kept: a document of a hundred thousand values needs its places for a few labels only.

use std::borrow::Cow;
use std::collections::HashMap;

use serde_json::Value;

/// A JSON Pointer, hashed segment by segment. Two pointers of one hash would show a label at a wrong line.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) struct Spot(u64);

impl Spot {
    /// The whole document.
    pub(crate) const ROOT: Self = Self(0xcbf2_9ce4_8422_2325);

    /// The member or element of that name.
    pub(crate) fn child(self, segment: &str) -> Self {
        self.step(segment.as_bytes())
    }

    fn step(self, segment: &[u8]) -> Self {
        let step = |hash: u64, byte: u8| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
        let hash = segment.iter().copied().fold(step(self.0, 0xff), step);
        Self(hash ^ (hash >> 29))
    }

    /// The element of that number.
    pub(crate) fn element(self, index: usize) -> Self {
        let mut digits = [0; 20];
        let (mut at, mut rest) = (digits.len(), index);
        loop {
            at -= 1;
            digits[at] = b'0' + (rest % 10) as u8;
            rest /= 10;
            if rest == 0 {
                break;
            }
        }
        self.step(&digits[at..])
    }

    /// What a pointer leads to from here.
    pub(crate) fn descend(self, pointer: &str) -> Self {
        segments(pointer).fold(self, |spot, segment| spot.child(&segment))
    }
}

/// The decoded segments of a pointer.
pub(crate) fn segments(pointer: &str) -> impl Iterator<Item = Cow<'_, str>> {
    pointer.split('/').skip(1).map(decoded)
}

fn decoded(segment: &str) -> Cow<'_, str> {
    if segment.contains('~') {
        Cow::Owned(segment.replace("~1", "/").replace("~0", "~"))
    } else {
        Cow::Borrowed(segment)
    }
}

/// What a pointer leads to from a value.
pub(super) fn follow<'v>(value: &'v Value, pointer: &str) -> Option<&'v Value> {
    pointer.split('/').skip(1).try_fold(value, step)
}

/// What one segment as written leads to.
pub(super) fn step<'v>(at: &'v Value, segment: &str) -> Option<&'v Value> {
    match at {
        Value::Object(members) => members.get(decoded(segment).as_ref()),
        Value::Array(elements) => elements.get(index(segment)?),
        _ => None,
    }
}

/// The number of an element, which has no needless zeros (RFC 6901 §4).
fn index(segment: &str) -> Option<usize> {
    let is_plain = segment == "0" || !segment.starts_with(['0', '+']);
    segment.parse().ok().filter(|_| is_plain)
}

/// Byte offsets of members (their keys) and elements.
#[derive(Debug, Default)]
pub(crate) struct Places {
    offsets: HashMap<Spot, u32>,
    /// Scalars of YAML whose text says more than their value.
    written: HashMap<Spot, Box<str>>,
}

impl Places {
    pub(super) fn insert(&mut self, spot: Spot, offset: usize) {
        self.offsets.insert(spot, offset as u32);
    }

    /// Keeps the text of a scalar.
    pub(super) fn keep(&mut self, spot: Spot, text: &str) {
        self.written.insert(spot, text.into());
    }

    /// The text of a scalar, if it was kept.
    pub(super) fn written(&self, pointer: &str) -> Option<&str> {
        if self.written.is_empty() {
            return None;
        }
        self.written.get(&Spot::ROOT.descend(pointer)).map(AsRef::as_ref)
    }

    /// The offset of what `pointer` leads to from `base`. Segments that do not exist are passed over: a lowered
    /// schema has wrappers that nobody wrote.
    pub(super) fn nearest(&self, base: Spot, pointer: &str) -> u32 {
        self.offsets.get(&self.reached(base, pointer)).copied().unwrap_or_default()
    }

    /// What `pointer` leads to from `base`, the segments that do not exist passed over; what an alias of YAML repeats
    /// has no place but that of the alias.
    pub(super) fn reached(&self, base: Spot, pointer: &str) -> Spot {
        let mut at = base;
        for segment in segments(pointer) {
            let child = at.child(&segment);
            if self.offsets.contains_key(&child) {
                at = child;
            }
        }
        at
    }
}

/// A pointer that is built while a document is walked.
#[derive(Clone, Debug, Default)]
pub(crate) struct Pointer(pub(crate) String);

impl Pointer {
    /// Adds a segment and returns the length to go back to.
    pub(crate) fn push(&mut self, segment: &str) -> usize {
        let length = self.0.len();
        self.0.push('/');
        if segment.contains(['~', '/']) {
            self.0.push_str(&segment.replace('~', "~0").replace('/', "~1"));
        } else {
            self.0.push_str(segment);
        }
        length
    }

    /// Goes back to a length that [`Pointer::push`] gave.
    pub(crate) fn back(&mut self, length: usize) {
        self.0.truncate(length);
    }
}

#[cfg(test)]
mod tests {
    use super::{Places, Spot};

    #[test]
    fn what_an_alias_repeats_is_where_the_alias_is() {
        let mut places = Places::default();
        let post = Spot::ROOT.child("paths").child("/parcels").child("post");
        for (spot, offset) in
            [(Spot::ROOT.child("paths"), 1), (Spot::ROOT.child("paths").child("/parcels"), 2), (post, 3)]
        {
            places.insert(spot, offset);
        }
        let schema = places.reached(Spot::ROOT, "/paths/~1parcels/post/requestBody/content/schema");
        assert_eq!(places.nearest(schema, "/required"), 3);
    }
}
