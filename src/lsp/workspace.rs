//! The folders that the editor has open, each a project with its configuration and descriptions of the API.
//!
//! A [`Workspace`] never changes: settings or files that change make the next one. It is asked by workers, which may
//! wait here for descriptions that are being loaded. What an editor shows is not known here.

use std::path::{Path, PathBuf};

use super::document::{Checked, Document};
use super::settings::Settings;
use crate::diagnostic::Problem;
use crate::engine::{Checker, InspectedPage};
use crate::system::{Content, FileChange};

/// The open folders.
#[derive(Debug)]
pub(super) struct Workspace {
    /// By path, the longest first: of folders inside each other the inner one has a page.
    folders: Vec<Checker>,
    /// For documents outside of every folder.
    outside: Option<Checker>,
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
        (Self { folders, outside }, problems)
    }

    /// The workspace after these files changed on the disk: what does not depend on them is shared.
    pub(super) fn after(&self, files: &[PathBuf]) -> Self {
        let changes: Vec<FileChange> =
            files.iter().map(|path| FileChange { path: path.clone(), content: Content::OnDisk }).collect();
        let after = |checker: &Checker| checker.after(&changes);
        Self { folders: self.folders.iter().map(after).collect(), outside: self.outside.as_ref().map(after) }
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
        document.checked(|| self.check(document))
    }

    fn check(&self, document: &Document) -> Checked {
        let Some(path) = document.path() else { return Checked::default() };
        let Some(checker) = self.checker(&path) else { return Checked::default() };
        match checker.check_page(&path, document.text.as_bytes()) {
            Ok(page) => Checked { page, fault: None },
            Err(fault) => Checked { page: None, fault: Some(fault) },
        }
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
