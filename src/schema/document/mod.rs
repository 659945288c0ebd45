//! Descriptions as read: JSON or YAML text as a [`Value`] in which every place can be found again.
//!
//! What a reference means among the given files lives here, too. Nothing here knows what a keyword means, opens a
//! file, or follows a reference to anything that was not given.

mod excerpt;
mod fault;
mod file;
mod json;
mod place;
mod reference;
mod transcript;
mod walk;
mod yaml;
mod yaml_events;
mod yaml_excerpt;

#[cfg(test)]
pub(crate) use file::Document;
pub(crate) use place::{Pointer, segments};
pub(crate) use reference::{Documents, Target, child, percent_decoded, place, shown};
pub(crate) use transcript::{Excerpt, Transcript};
pub(crate) use walk::Walk;
pub(crate) use yaml::is_old_boolean;
