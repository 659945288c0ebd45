//! Globs of pages: `exclude` and the `paths` of an override.

use std::path::{Path, PathBuf};

use globset::{GlobBuilder, GlobSet, GlobSetBuilder};

use super::{ConfigError, Located, Origin};
use crate::system::has_glob_marks;

/// The longest glob, in bytes. Nobody writes one, and to compile what is nested a thousand times takes long.
const LONGEST: usize = 4096;

/// As much of a list as may be wildcards, in bytes: each takes a thousand times its size to compile.
const MOST: usize = 64 << 10;

/// Globs that count from one folder.
#[derive(Clone, Debug, Default)]
pub(crate) struct Globs {
    folder: PathBuf,
    set: GlobSet,
}

impl Globs {
    /// Compiles globs that count from `folder`. One without `/` matches at any depth; one that names a folder
    /// matches everything below it.
    ///
    /// # Errors
    /// For every word that is no glob, or at the first one if they are too large together.
    pub(crate) fn new<'w>(
        folder: &Path,
        words: impl IntoIterator<Item = &'w Located>,
    ) -> Result<Self, Vec<ConfigError>> {
        let mut set = GlobSetBuilder::new();
        let mut errors = Vec::new();
        let (mut first, mut wild) = (None, 0);
        for word in words {
            first.get_or_insert(&word.origin);
            wild += if has_glob_marks(&word.text) { word.text.len() } else { 0 };
            if wild > MOST {
                errors.push(too_large(&word.origin));
                break;
            }
            let text = word.text.trim_start_matches("./").trim_end_matches('/');
            let pattern = match text.strip_prefix('/') {
                Some(anchored) => anchored.to_owned(),
                None if text.contains('/') => text.to_owned(),
                None => format!("**/{text}"),
            };
            if word.text.len() > LONGEST {
                let message = format!("the glob is longer than {LONGEST} bytes; use a parent folder");
                errors.push(ConfigError { origin: word.origin.clone(), message });
                continue;
            }
            if let Some(error) = backslash(word) {
                errors.push(error);
                continue;
            }
            match GlobBuilder::new(&pattern).literal_separator(true).build() {
                Ok(glob) => drop(set.add(glob)),
                Err(problem) => errors.push(ConfigError {
                    origin: word.origin.clone(),
                    message: format!("`{}` is not a valid glob: {}", word.text, problem.kind()),
                }),
            }
        }
        if !errors.is_empty() {
            return Err(errors);
        }
        match (set.build(), first) {
            (Ok(set), _) => Ok(Self { folder: folder.to_owned(), set }),
            (Err(_), Some(origin)) => Err(vec![too_large(origin)]),
            (Err(_), None) => Ok(Self::default()),
        }
    }

    /// Whether nothing matches.
    pub(crate) fn is_empty(&self) -> bool {
        self.set.is_empty()
    }

    /// Whether a page matches. `page` must be absolute if the folder is.
    pub(crate) fn matches(&self, page: &Path) -> bool {
        let Ok(inside) = page.strip_prefix(&self.folder) else { return false };
        inside.ancestors().any(|part| !part.as_os_str().is_empty() && self.set.is_match(part))
    }
}

fn too_large(origin: &Origin) -> ConfigError {
    let message = "the globs are too large in total; use parent folders".to_owned();
    ConfigError { origin: origin.clone(), message }
}

/// A glob that was meant to go into a folder by `\`, which takes the meaning away from a mark and does nothing else.
fn backslash(word: &Located) -> Option<ConfigError> {
    let parts = word.text.split('\\').skip(1);
    let leads_on =
        |part: &str| part.starts_with(|first: char| first.is_alphanumeric() || "._- ".contains(first));
    // Where `\` separates folders it does so in globs.
    let is_meant = !cfg!(windows) && (parts.clone().any(leads_on) || word.text.contains("\\**"));
    is_meant.then(|| ConfigError {
        origin: word.origin.clone(),
        message: format!("`{}` has `\\` between its folders; use `/` on every system", word.text),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn globs_count_from_the_folder_of_the_configuration() {
        let cases = [
            ("**/snippets/**", "/w/docs/snippets/a.md", true),
            ("drafts", "/w/docs/drafts/deep/a.md", true),
            ("*.draft.md", "/w/docs/a.draft.md", true),
            ("docs/*.md", "/w/docs/a.md", true),
            ("docs/*.md", "/w/docs/deep/a.md", false),
            ("/drafts/", "/w/docs/drafts/a.md", false),
            ("docs", "/elsewhere/docs/a.md", false),
        ];
        for (glob, page, expected) in cases {
            let words = [Located { text: glob.to_owned(), origin: Origin::Flag("--exclude") }];
            let globs = Globs::new(Path::new("/w"), &words).unwrap();
            assert_eq!(globs.matches(Path::new(page)), expected, "{glob} {page}");
        }
    }

    #[test]
    fn a_list_has_its_limit_for_wildcards_alone() {
        let list = |word: &dyn Fn(usize) -> String| -> Vec<Located> {
            let words = (0..20_000).map(word);
            words.map(|text| Located { text, origin: Origin::Flag("--exclude") }).collect()
        };
        assert!(Globs::new(Path::new("/w"), &list(&|number| format!("docs/{number}.md"))).is_ok());
        let errors = Globs::new(Path::new("/w"), &list(&|number| format!("docs/{number}/*.md"))).unwrap_err();
        assert_eq!(errors.len(), 1);
        assert!(errors[0].message.contains("too large in total"), "{}", errors[0].message);
    }

    #[test]
    fn folders_are_separated_by_slashes() {
        for (glob, is_glob) in [
            ("docs\\**", false),
            ("docs\\my guide\\a.md", false),
            ("docs\\.drafts", false),
            ("docs/a\\*.md", true),
            ("docs/a\\[1\\].md", true),
        ] {
            let words = [Located { text: glob.to_owned(), origin: Origin::Flag("--exclude") }];
            assert_eq!(Globs::new(Path::new("/w"), &words).is_ok(), is_glob || cfg!(windows), "{glob}");
        }
    }
}
