//! Pages that are left out when a folder is checked.

use std::path::{Path, PathBuf};

use globset::{GlobBuilder, GlobSet, GlobSetBuilder};

use super::{ConfigError, Options};

/// The globs of `exclude`, each counted from the folder of its configuration.
#[derive(Clone, Debug, Default)]
pub struct Exclude {
    sets: Vec<(PathBuf, GlobSet)>,
}

impl Exclude {
    /// Compiles the globs of every layer. A glob without `/` matches at any depth; one that names a folder leaves
    /// out everything below it.
    pub(crate) fn new(layers: &[&Options]) -> Result<Self, ConfigError> {
        let mut sets = Vec::new();
        for layer in layers.iter().filter(|layer| !layer.exclude.is_empty()) {
            let mut set = GlobSetBuilder::new();
            for word in &layer.exclude {
                let error = |problem: globset::Error| ConfigError {
                    origin: word.origin.clone(),
                    message: format!("`{}` is no glob: {}", word.text, problem.kind()),
                };
                let text = word.text.trim_start_matches("./").trim_end_matches('/');
                let pattern = match text.strip_prefix('/') {
                    Some(anchored) => anchored.to_owned(),
                    None if text.contains('/') => text.to_owned(),
                    None => format!("**/{text}"),
                };
                set.add(GlobBuilder::new(&pattern).literal_separator(true).build().map_err(error)?);
            }
            let set = set.build().map_err(|problem| ConfigError {
                origin: layer.exclude[0].origin.clone(),
                message: format!("the globs are too large: {}", problem.kind()),
            })?;
            sets.push((layer.base.clone(), set));
        }
        Ok(Self { sets })
    }

    /// Whether nothing is left out.
    pub fn is_empty(&self) -> bool {
        self.sets.is_empty()
    }

    /// Whether a page is left out. `page` must be absolute if the folder of the configuration is.
    pub fn matches(&self, page: &Path) -> bool {
        self.sets.iter().any(|(base, set)| {
            page.strip_prefix(base).is_ok_and(|inside| {
                inside.ancestors().any(|part| !part.as_os_str().is_empty() && set.is_match(part))
            })
        })
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Located, Origin};
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
            let exclude = vec![Located { text: glob.to_owned(), origin: Origin::Flag("--exclude") }];
            let options = Options { exclude, base: PathBuf::from("/w"), ..Options::default() };
            assert_eq!(
                Exclude::new(&[&options]).unwrap().matches(Path::new(page)),
                expected,
                "{glob} {page}"
            );
        }
    }
}
