//! Who owns a page: what the `CODEOWNERS` of the repository says, in the form that GitHub and GitLab share.
//!
//! The last line that matches has it. A line that is no pattern is left out: a report is no place to complain about it.

use std::path::{Path, PathBuf};

use globset::{GlobBuilder, GlobSet, GlobSetBuilder};

use crate::engine::project::config_files::repository_root;
use crate::system::{self, System, absolute, normal};

/// Where build services look for the file, below the root of the repository.
const PLACES: [&str; 4] = [".github/CODEOWNERS", "CODEOWNERS", "docs/CODEOWNERS", ".gitlab/CODEOWNERS"];
/// GitHub reads no larger one.
const MAX_FILE: usize = 3 << 20;
/// So many lines are patterns, at most: compiling more takes longer than a report may.
const MOST: usize = 10_000;

/// The owners of pages.
#[derive(Clone, Debug, Default)]
pub(crate) struct Owners {
    current: PathBuf,
    root: PathBuf,
    globs: GlobSet,
    /// For each glob, who owns what it matches; empty for nobody.
    names: Vec<String>,
}

impl Owners {
    /// What the repository of the working directory says; `None` if it says nothing.
    pub(crate) fn read(system: &dyn System) -> Option<Self> {
        let root = repository_root(system, system.current());
        let text = PLACES.iter().find_map(|place| system::read(system, &root.join(place), MAX_FILE).ok())?;
        let (current, root) = (system.current().to_owned(), root.to_owned());
        Some(Self { current, root, ..Self::of(&String::from_utf8_lossy(&text))? })
    }

    fn of(text: &str) -> Option<Self> {
        let (mut globs, mut owners) = (GlobSetBuilder::new(), Vec::new());
        let mut of_section = String::new();
        for line in text.lines().take(MOST) {
            let line = line.trim();
            if let Some(names) = section(line) {
                of_section = names;
                continue;
            }
            let Some((pattern, mut names)) = rule(line) else { continue };
            if names.is_empty() {
                names.clone_from(&of_section);
            }
            for glob in globs_of(&pattern) {
                if let Ok(glob) = GlobBuilder::new(&glob).literal_separator(true).build() {
                    globs.add(glob);
                    owners.push(names.clone());
                }
            }
        }
        let globs = globs.build().ok().filter(|globs| !globs.is_empty())?;
        Some(Self { globs, names: owners, ..Self::default() })
    }

    /// Who owns the page that is shown as `path`; empty for nobody.
    pub(crate) fn of_page(&self, path: &str) -> &str {
        let page = normal(&absolute(&self.current, Path::new(path)));
        let Ok(inside) = page.strip_prefix(&self.root) else { return "" };
        let last = self.globs.matches(inside).last().copied();
        last.map_or("", |at| self.names[at].as_str())
    }
}

/// The owners of a section of GitLab's: `[Guides][2] @writers`; `None` if the line begins none.
fn section(line: &str) -> Option<String> {
    let rest = line.trim_start_matches('^').strip_prefix('[')?;
    let (_, mut names) = rest.split_once(']')?;
    if let Some((_, rest)) = names.strip_prefix('[').and_then(|rest| rest.split_once(']')) {
        names = rest;
    }
    Some(joined(names))
}

/// The pattern of a line and its owners; `None` for a comment.
fn rule(line: &str) -> Option<(String, String)> {
    if line.is_empty() || line.starts_with(['#', '!']) {
        return None;
    }
    let mut pattern = String::new();
    let mut chars = line.char_indices();
    let mut end = line.len();
    while let Some((at, c)) = chars.next() {
        match c {
            '\\' => pattern.extend(chars.next().map(|(_, c)| c)),
            c if c.is_whitespace() => {
                end = at;
                break;
            }
            c => pattern.push(c),
        }
    }
    Some((pattern, joined(&line[end..])))
}

/// The names before a comment.
fn joined(names: &str) -> String {
    let names = names.split_whitespace().take_while(|name| !name.starts_with('#'));
    names.collect::<Vec<_>>().join(" ")
}

/// A pattern as globs that count from the root of the repository.
fn globs_of(pattern: &str) -> Vec<String> {
    let folder = pattern.strip_suffix('/');
    let body = folder.unwrap_or(pattern);
    let anchored = body.strip_prefix('/');
    let body = anchored.unwrap_or(body);
    let glob = if anchored.is_some() || body.contains('/') { body.to_owned() } else { format!("**/{body}") };
    match (folder, glob.rsplit('/').next()) {
        (Some(_), _) => vec![format!("{glob}/**")],
        // What is in a folder, and not what is in folders of that.
        (None, Some("*")) if body != "*" => vec![glob],
        _ => vec![glob.clone(), format!("{glob}/**")],
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn owner(file: &str, page: &str) -> String {
        let owners = Owners::of(file).unwrap();
        let owners = Owners { current: "/r".into(), root: "/r".into(), ..owners };
        owners.of_page(page).to_owned()
    }

    #[test]
    fn the_last_pattern_that_matches_has_a_page() {
        let file = "# owners\n*  @all\n/docs/ @docs @writers # both\ndocs/api/*.md @api\n/docs/beta/*\n*.mdx @mdx\nguides @g\n";
        for (page, expected) in [
            ("README.md", "@all"),
            ("docs/deep/er/a.md", "@docs @writers"),
            ("other/docs/a.md", "@all"),
            ("docs/api/a.md", "@api"),
            ("docs/api/v1/a.md", "@docs @writers"),
            ("docs/beta/a.md", ""),
            ("docs/beta/x/a.md", "@docs @writers"),
            ("docs/beta/a.mdx", "@mdx"),
            ("x/guides/y/a.md", "@g"),
            ("/elsewhere/a.md", ""),
        ] {
            assert_eq!(owner(file, page), expected, "{page}");
        }
    }

    #[test]
    fn sections_name_owners_for_lines_without_any() {
        let file = "* @all\n[Guides][2] @writers\n/docs/\n^[API]\n/docs/api/ @api\n/docs/api/old/\n/a\\ b.md @space\n";
        for (page, expected) in [
            ("docs/a.md", "@writers"),
            ("docs/api/a.md", "@api"),
            ("docs/api/old/a.md", ""),
            ("a b.md", "@space"),
        ] {
            assert_eq!(owner(file, page), expected, "{page}");
        }
    }

    #[test]
    fn a_file_without_patterns_owns_nothing() {
        assert!(Owners::of("# nobody\n\n").is_none());
    }
}
