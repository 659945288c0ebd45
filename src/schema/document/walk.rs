//! A way through documents that remembers where it was: what is looked at next is mostly near.

use std::cell::RefCell;

use serde_json::Value;

use super::place::step;
use super::reference::{Documents, ReferenceError, Target};

/// Looks up many places of the same documents.
#[derive(Debug)]
pub(crate) struct Walk<'d> {
    documents: &'d Documents,
    way: RefCell<Way<'d>>,
}

/// The way to the last place.
#[derive(Debug, Default)]
struct Way<'d> {
    file: u32,
    pointer: String,
    /// The values on it, each with the length of the pointer to it.
    values: Vec<(usize, &'d Value)>,
}

impl<'d> Walk<'d> {
    pub(crate) fn new(documents: &'d Documents) -> Self {
        Self { documents, way: RefCell::default() }
    }

    /// The value at a place.
    pub(crate) fn value(&self, target: &Target) -> Option<&'d Value> {
        let mut way = self.way.borrow_mut();
        way.back_to(target);
        if way.values.is_empty() {
            let root = &self.documents.list.get(target.file as usize)?.value;
            way.file = target.file;
            way.values.push((0, root));
        }
        way.on_to(&target.pointer)
    }

    /// What a reference that stands at `from` leads to, or why it leads nowhere.
    pub(crate) fn resolve(&self, from: &Target, reference: &str) -> Result<Target, ReferenceError> {
        self.documents.target(from, reference, |target| self.value(target).is_some())
    }
}

impl<'d> Way<'d> {
    /// Goes back to the last value that is on the way to `target` as well.
    fn back_to(&mut self, target: &Target) {
        if self.file != target.file {
            self.values.clear();
        }
        let wanted = target.pointer.as_bytes();
        let is_on_way = |end: usize| {
            wanted.starts_with(&self.pointer.as_bytes()[..end])
                && matches!(wanted.get(end), None | Some(b'/'))
        };
        while self.values.pop_if(|(end, _)| !is_on_way(*end)).is_some() {}
        self.pointer.truncate(self.values.last().map_or(0, |(end, _)| *end));
    }

    /// Goes on from there.
    fn on_to(&mut self, pointer: &str) -> Option<&'d Value> {
        let (mut done, mut at) = self.values.last().copied()?;
        while done < pointer.len() {
            let end = pointer[done + 1..].find('/').map_or(pointer.len(), |length| done + 1 + length);
            at = step(at, &pointer[done + 1..end])?;
            self.pointer.push_str(&pointer[done..end]);
            self.values.push((end, at));
            done = end;
        }
        Some(at)
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::{Documents, Target, Walk};
    use crate::text::SourceFile;

    #[test]
    fn every_place_is_found_from_every_other() {
        let file = |path: &str, text: &str| Arc::new(SourceFile::new(path, text));
        let files = [
            file("a.json", r#"{ "a": { "b": [1, { "c/d": 2 }], "": 3 }, "ab": { "b": 4 } }"#),
            file("b.json", r#"{ "a": 5 }"#),
        ];
        let (documents, errors) = Documents::read(&files, false);
        assert!(errors.is_empty(), "{errors:?}");
        let places = [
            (0, "/a/b/0", Some("1")),
            (0, "/a/b/1/c~1d", Some("2")),
            (0, "/a/", Some("3")),
            (0, "/ab/b", Some("4")),
            (0, "/a/b/1/c", None),
            (0, "/a/b/01", None),
            (0, "/a/b/0/e", None),
            (1, "/a", Some("5")),
            (1, "/ab/b", None),
            (2, "", None),
        ];
        for (first, ..) in places.iter().enumerate() {
            let walk = Walk::new(&documents);
            for (file, pointer, expected) in [places[first]].into_iter().chain(places) {
                let target = Target { file, pointer: pointer.to_owned() };
                let found = walk.value(&target).map(ToString::to_string);
                assert_eq!(found.as_deref(), expected, "{pointer} behind {}", places[first].1);
            }
        }
    }
}
