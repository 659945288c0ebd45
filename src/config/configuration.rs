//! All layers that a page is under, checked once: the files from the lowest to the nearest, their overrides, the
//! environment and the flags.
//!
//! The overrides of every file lie above all files: what is said about some pages goes before what is said about all.

use std::path::{Path, PathBuf};

use super::{ConfigError, FailOn, Globs, Located, Options, Origin, Settings};
use crate::diagnostic::RuleMeta;

/// Checked layers, from which the settings of any page follow.
#[derive(Debug, Default)]
pub(crate) struct Configuration {
    /// The files, what is extended first.
    files: Vec<Options>,
    /// What lies above all files.
    flags: Options,
    /// The overrides of every file, in order.
    overrides: Vec<Overriding>,
    include: Globs,
    exclude: Globs,
    /// What the flags exclude, which counts from another folder.
    exclude_by_flag: Globs,
    catalogue: Vec<&'static RuleMeta>,
}

/// An override with its pages.
#[derive(Debug)]
struct Overriding {
    pages: Globs,
    origin: Origin,
    options: Options,
}

/// What counts for a run as a whole.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct RunSettings {
    /// The baseline file, with the folder of its configuration before it.
    pub baseline: Option<PathBuf>,
    /// The least severity that fails the run.
    pub fail_on: Option<FailOn>,
    /// Where a browser finds the files of the repository, without a slash at the end.
    pub source_url: Option<String>,
}

/// Which overrides a page is under, by their number.
pub(crate) type Matched = Box<[u16]>;

impl Configuration {
    /// Checks the layers. `folder` is the one that globs of pages count from.
    ///
    /// # Errors
    /// For every word that names no rule and every glob that is none, in overrides as well.
    pub(crate) fn new(
        folder: &Path,
        mut files: Vec<Options>,
        flags: Options,
        catalogue: Vec<&'static RuleMeta>,
    ) -> Result<Self, Vec<ConfigError>> {
        let mut errors = Vec::new();
        let mut globs = |folder: &Path, words: Vec<&Located>| {
            Globs::new(folder, words).map_err(|error| errors.extend(error)).unwrap_or_default()
        };
        let include = globs(folder, files.iter().flat_map(|file| &file.include).collect());
        let exclude = globs(folder, files.iter().flat_map(|file| &file.exclude).collect());
        let exclude_by_flag = globs(&flags.base, flags.exclude.iter().collect());
        let mut overrides = Vec::new();
        for file in &mut files {
            for part in std::mem::take(&mut file.overrides) {
                match Globs::new(folder, &part.paths) {
                    Ok(pages) => {
                        overrides.push(Overriding { pages, origin: part.origin, options: part.options });
                    }
                    Err(faults) => errors.extend(faults),
                }
            }
        }
        let all = files.iter().chain(overrides.iter().map(|part| &part.options)).chain([&flags]);
        let all: Vec<&Options> = all.collect();
        if let Err(faults) = Settings::resolve(&all, &catalogue) {
            errors.extend(faults);
        }
        if !errors.is_empty() {
            return Err(errors);
        }
        Ok(Self { files, flags, overrides, include, exclude, exclude_by_flag, catalogue })
    }

    /// The overrides that a page is under; without allocating if there are none at all.
    pub(crate) fn matched(&self, page: &Path) -> Matched {
        let under = self.overrides.iter().enumerate().filter(|(_, part)| part.pages.matches(page));
        under.map(|(number, _)| number as u16).collect()
    }

    /// Whether any page may have other settings than the rest.
    pub(crate) fn has_overrides(&self) -> bool {
        !self.overrides.is_empty()
    }

    /// Whether no page is ever left out.
    pub(crate) fn takes_every_page(&self) -> bool {
        self.include.is_empty() && self.exclude.is_empty() && self.exclude_by_flag.is_empty()
    }

    /// Whether a page, by its absolute path, is left out when a folder is checked.
    pub(crate) fn leaves_out(&self, page: &Path) -> bool {
        let is_outside = !self.include.is_empty() && !self.include.matches(page);
        is_outside || self.exclude.matches(page) || self.exclude_by_flag.matches(page)
    }

    /// Where the overrides begin that none of `matched` names.
    pub(crate) fn without_pages(&self, matched: &[u16]) -> impl Iterator<Item = &Origin> {
        let numbered = (0..).zip(&self.overrides);
        numbered.filter(|(number, _)| !matched.contains(number)).map(|(_, part)| &part.origin)
    }

    /// What counts for a run as a whole; the nearest file wins.
    pub(crate) fn run(&self) -> RunSettings {
        let nearest = || self.files.iter().rev();
        let baseline =
            nearest().find_map(|file| file.run.baseline.as_ref().map(|word| file.base.join(&word.text)));
        let source_url = nearest().find_map(|file| file.run.source_url.as_ref());
        RunSettings {
            baseline,
            fail_on: nearest().find_map(|file| file.run.fail_on.as_ref()).map(|word| word.text),
            source_url: source_url.map(|url| url.text.trim_end_matches('/').to_owned()),
        }
    }

    /// All layers, of whatever pages.
    pub(crate) fn every_layer(&self) -> impl Iterator<Item = &Options> {
        self.files.iter().chain(self.overrides.iter().map(|part| &part.options)).chain([&self.flags])
    }

    /// The layers of the pages under these overrides, lowest first.
    pub(crate) fn layers(&self, matched: &[u16]) -> Vec<&Options> {
        let parts = matched.iter().filter_map(|&number| self.overrides.get(usize::from(number)));
        self.files.iter().chain(parts.map(|part| &part.options)).chain([&self.flags]).collect()
    }

    /// The settings of the pages under these overrides.
    pub(crate) fn settings(&self, matched: &[u16]) -> Settings {
        // All words were resolved when this was made.
        Settings::resolve(&self.layers(matched), &self.catalogue).unwrap_or_default()
    }

    /// The rules that there are.
    pub(super) fn catalogue(&self) -> &[&'static RuleMeta] {
        &self.catalogue
    }
}
