//! All layers that a page is under, checked once: the files from the lowest to the nearest, their overrides, the
//! environment and the flags.
//!
//! The overrides of every file lie above all files: what is said about some pages goes before what is said about all.

use std::path::Path;

use super::{ConfigError, Globs, Options, Settings};
use crate::diagnostic::RuleMeta;

/// Checked layers, from which the settings of any page follow.
#[derive(Debug, Default)]
pub struct Configuration {
    /// The files, what is extended first.
    files: Vec<Options>,
    /// What lies above all files.
    flags: Options,
    /// The pages of every override, in order.
    overrides: Vec<(Globs, Options)>,
    exclude: Globs,
    catalogue: Vec<&'static RuleMeta>,
}

/// Which overrides a page is under, by their number.
pub type Matched = Box<[u16]>;

impl Configuration {
    /// Checks the layers. `folder` is the one that globs of pages count from.
    ///
    /// # Errors
    /// For every word that names no rule and every glob that is none, in overrides as well.
    pub fn new(
        folder: &Path,
        mut files: Vec<Options>,
        flags: Options,
        catalogue: Vec<&'static RuleMeta>,
    ) -> Result<Self, Vec<ConfigError>> {
        let mut errors = Vec::new();
        let exclude = Globs::new(folder, files.iter().flat_map(|file| &file.exclude));
        let exclude = exclude.map_err(|error| errors.extend(error)).unwrap_or_default();
        let mut overrides = Vec::new();
        for file in &mut files {
            for part in std::mem::take(&mut file.overrides) {
                match Globs::new(folder, &part.paths) {
                    Ok(globs) => overrides.push((globs, part.options)),
                    Err(faults) => errors.extend(faults),
                }
            }
        }
        let all = files.iter().chain(overrides.iter().map(|(_, options)| options)).chain([&flags]);
        let all: Vec<&Options> = all.collect();
        if let Err(faults) = Settings::resolve(&all, &catalogue) {
            errors.extend(faults);
        }
        if errors.is_empty() { Ok(Self { files, flags, overrides, exclude, catalogue }) } else { Err(errors) }
    }

    /// The overrides that a page is under; without allocating if there are none at all.
    pub fn matched(&self, page: &Path) -> Matched {
        let under = self.overrides.iter().enumerate().filter(|(_, (globs, _))| globs.matches(page));
        under.map(|(number, _)| number as u16).collect()
    }

    /// Whether any page may have other settings than the rest.
    pub fn has_overrides(&self) -> bool {
        !self.overrides.is_empty()
    }

    /// The pages that are left out.
    pub fn exclude(&self) -> &Globs {
        &self.exclude
    }

    /// All layers, of whatever pages.
    pub fn every_layer(&self) -> impl Iterator<Item = &Options> {
        self.files.iter().chain(self.overrides.iter().map(|(_, options)| options)).chain([&self.flags])
    }

    /// The layers of the pages under these overrides, lowest first.
    pub fn layers(&self, matched: &[u16]) -> Vec<&Options> {
        let parts = matched.iter().filter_map(|&number| self.overrides.get(usize::from(number)));
        self.files.iter().chain(parts.map(|(_, options)| options)).chain([&self.flags]).collect()
    }

    /// The settings of the pages under these overrides.
    pub fn settings(&self, matched: &[u16]) -> Settings {
        // All words were resolved when this was made.
        Settings::resolve(&self.layers(matched), &self.catalogue).unwrap_or_default()
    }

    /// The rules that there are.
    pub(super) fn catalogue(&self) -> &[&'static RuleMeta] {
        &self.catalogue
    }
}
