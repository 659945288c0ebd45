//! The folders that the editor has open, each a project with its configuration and descriptions of the API.
//!
//! A [`Workspace`] never changes: settings or files that change make the next one. It is asked by workers, which may
//! wait here for descriptions that are being loaded. What an editor shows is not known here.

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use gen_lsp_types::Range;

use super::document::{Checked, Document};
use super::encoding::{Encoding, Lines};
use super::settings::Settings;
use super::watch;
use crate::diagnostic::Problem;
use crate::engine::{Affected, CheckOptions, Checker, InspectedPage};
use crate::system::FileChange;
use crate::text::{SourceFile, Span};

/// The open folders.
#[derive(Debug)]
pub(super) struct Workspace {
    /// By path, the longest first: of folders inside each other the inner one has a page.
    folders: Vec<Checker>,
    /// For documents outside of every folder.
    outside: Option<Checker>,
    is_loaded: AtomicBool,
    /// The lines of descriptions that findings and definitions point into, by path as shown.
    lines: Mutex<HashMap<String, Counted>>,
}

/// A description and its lines.
type Counted = (Arc<SourceFile>, Arc<Lines>);

/// What follows from changes, checker by checker.
#[derive(Debug, Default)]
pub(super) struct Effect {
    affected: Vec<Affected>,
}

impl Workspace {
    /// Opens `folders`, which are absolute, and says what is wrong with the settings.
    pub(super) fn open(mut folders: Vec<PathBuf>, settings: &Settings) -> (Self, Vec<Problem>) {
        let mut problems = Vec::new();
        folders.sort_by_key(|folder| std::cmp::Reverse(folder.as_os_str().len()));
        let mut open = |folder: PathBuf| {
            let checker = |settings: &Settings| {
                let builder = Checker::builder(&folder).config(settings.source());
                builder.options(settings.options(folder.clone())).build()
            };
            // Without the settings that cannot be used the pages are still checked.
            let opened = checker(settings).or_else(|found| {
                problems.extend(found);
                checker(&Settings::default())
            });
            opened.ok()
        };
        let outside = open(std::env::temp_dir());
        let folders = folders.into_iter().filter_map(&mut open).collect();
        problems.dedup();
        let (is_loaded, lines) = Default::default();
        (Self { folders, outside, is_loaded, lines }, problems)
    }

    /// The workspace after these changes, and what follows from them: what does not depend on them is shared.
    pub(super) fn after(&self, changes: &[FileChange]) -> (Self, Effect) {
        let mut effect = Effect::default();
        let mut after = |checker: &Checker| {
            let (next, affected) = checker.succeeded(changes);
            effect.affected.push(affected);
            next
        };
        let folders = self.folders.iter().map(&mut after).collect();
        let outside = self.outside.as_ref().map(&mut after);
        let is_loaded = self.is_loaded() && !effect.affected.iter().any(Affected::is_wide);
        let next = Self { folders, outside, is_loaded: is_loaded.into(), lines: Mutex::default() };
        (next, effect)
    }

    /// Whether a page has to be checked again after the changes that led here.
    pub(super) fn depends_on(&self, effect: &Effect, page: &Path) -> bool {
        let mut checkers = self.folders.iter().chain(&self.outside).zip(&effect.affected);
        let own = self.checker(page);
        let affected = checkers.find(|(checker, _)| own.is_some_and(|own| std::ptr::eq(own, *checker)));
        affected.is_none_or(|(checker, affected)| checker.depends_on(affected, page))
    }

    /// Whether a page was checked since configuration or descriptions changed last. Those that it is under were read then;
    /// pages under others may still wait for theirs, and show no progress.
    pub(super) fn is_loaded(&self) -> bool {
        self.is_loaded.load(Ordering::Relaxed)
    }

    /// The range of a span in a description of the API, whose lines are counted once.
    pub(super) fn range_in(&self, file: &Arc<SourceFile>, span: Span, encoding: Encoding) -> Range {
        let mut known = self.lines.lock().unwrap_or_else(PoisonError::into_inner);
        let key = file.path().to_owned();
        let lines = match known.get(&key) {
            Some((of, lines)) if Arc::ptr_eq(of, file) => Arc::clone(lines),
            _ => {
                let lines = Arc::new(Lines::new(file.text()));
                known.insert(key, (Arc::clone(file), Arc::clone(&lines)));
                lines
            }
        };
        drop(known);
        lines.range(file.text(), span, encoding)
    }

    /// The checker of a file.
    fn checker(&self, path: &Path) -> Option<&Checker> {
        let own = self.folders.iter().find(|checker| path.starts_with(checker.folder()));
        own.or(self.outside.as_ref())
    }

    /// The absolute path of a file that a finding of a page names.
    pub(super) fn absolute(&self, page: &Path, shown: &str) -> PathBuf {
        self.checker(page).map_or_else(|| PathBuf::from(shown), |checker| checker.folder().join(shown))
    }

    /// What was found in a document; checked at the first call, as the command checks its file.
    pub(super) fn checked<'d>(&self, document: &'d Document) -> &'d Checked {
        let checked = document.checked(|| self.check(document));
        self.is_loaded.store(true, Ordering::Relaxed);
        checked
    }

    fn check(&self, document: &Document) -> Checked {
        let Some(path) = document.path() else { return Checked::default() };
        let Some(checker) = self.checker(&path) else { return Checked::default() };
        // Configuration and data that describe nothing are open for others.
        if watch::counts_unsaved(&path) && !checker.is_description(&path) {
            return Checked::default();
        }
        match checker.check_page(&path, document.text.as_bytes()) {
            Ok(page) => Checked { page, fault: None },
            Err(fault) => Checked { page: None, fault: Some(fault) },
        }
    }

    /// Every page of the open folders that has findings, as its file is.
    pub(super) fn pages_with_findings(&self) -> Vec<(PathBuf, String)> {
        let of_folder = |checker: &Checker| {
            let files = checker.check(&[], &CheckOptions::default()).files;
            let pages = files.into_iter().map(|file| {
                let text = String::from_utf8_lossy(file.source.bytes()).into_owned();
                (checker.folder().join(file.source.path()), text)
            });
            // Of folders inside each other the inner one has a page.
            let is_own = |path: &Path| self.checker(path).is_some_and(|own| std::ptr::eq(own, checker));
            pages.filter(|(path, _)| is_own(path)).collect::<Vec<_>>()
        };
        self.folders.iter().flat_map(of_folder).collect()
    }

    /// What is understood of every page of the folder that a page is in.
    pub(super) fn inspected(&self, page: &Path) -> Vec<InspectedPage> {
        self.checker(page).map(|checker| checker.inspect(&[]).pages).unwrap_or_default()
    }

    /// The text of a file.
    pub(super) fn text(&self, path: &Path) -> Option<String> {
        self.checker(path)?.text(path)
    }

    /// What is wrong with configuration and descriptions, as far as they were read.
    pub(super) fn problems(&self) -> Vec<Problem> {
        self.folders.iter().chain(&self.outside).flat_map(Checker::problems).collect()
    }
}
