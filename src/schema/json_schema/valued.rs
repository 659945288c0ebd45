//! The schemas that give values of themselves: examples, a default, the values that are allowed.
//!
//! They are noted while schemas are lowered, and only if somebody asks: most runs hold no description against itself.

use std::borrow::Cow;
use std::collections::HashSet;

use serde_json::{Map, Value};

use super::dialect::Dialect;
use super::lower::{At, Lowering};
use crate::schema::document::{Target, segments};

/// The keywords of a schema whose values are values of it.
const OWN_VALUES: [&str; 4] = ["example", "examples", "default", "enum"];

impl Lowering<'_> {
    /// Notes from here on which schemas give values of themselves.
    pub(crate) fn note_values(&mut self) {
        self.valued = Some(Vec::new());
    }

    pub(super) fn note_values_of(&mut self, members: &Map<String, Value>, at: &At) {
        if let Some(valued) = &mut self.valued
            && OWN_VALUES.iter().any(|keyword| members.contains_key(*keyword))
        {
            valued.push((at.target(), at.dialect));
        }
    }

    /// The schemas that give values of themselves, with their numbers and dialects, among those that are defined and
    /// those that they refer to.
    pub(crate) fn with_values(&mut self) -> Vec<(Target, u32, Dialect)> {
        let mut found = Vec::new();
        let mut known = HashSet::new();
        loop {
            self.lower();
            let valued = self.valued.as_mut().map(std::mem::take).unwrap_or_default();
            if valued.is_empty() {
                return found;
            }
            for (target, dialect) in valued {
                let name = property(&target);
                if known.insert(target.clone())
                    && let Some(number) = self.define(&target, dialect, name.as_deref())
                {
                    found.push((target, number, dialect));
                }
            }
        }
    }
}

/// The name of the property whose schema stands at a place.
fn property(target: &Target) -> Option<String> {
    let (folder, _) = target.pointer.rsplit_once('/')?;
    folder.ends_with("/properties").then(|| segments(&target.pointer).last().map(Cow::into_owned))?
}
