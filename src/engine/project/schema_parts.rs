//! The files that a description names by `$ref` and `externalValue` below its own folder: they are read with it.
//!
//! Only names are found here. What leads out of the folder, or to an address, is not followed.

use std::collections::HashSet;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use memchr::memmem;

use super::schema_files::may_be_part;
use crate::system::normal;
use crate::text::SourceFile;

/// So many rounds of files that name further files are followed.
const MAX_ROUNDS: usize = 64;

/// So many files are read with those that were given.
const MAX_FILES: usize = 10_000;

/// The keywords that name files.
const KEYWORDS: [&str; 2] = ["$ref", "externalValue"];

/// Reads the files that descriptions name below the folders of those that were given; `read` reads one for the folder
/// that it is below. One that cannot be read is missing where it is referred to.
pub(super) fn read_below(
    given: Vec<PathBuf>,
    current: &Path,
    descriptions: &mut Vec<Arc<SourceFile>>,
    read: impl Fn(&Path, &Path) -> Option<SourceFile>,
) {
    let roots: Vec<PathBuf> = given.iter().filter_map(|path| path.parent()).map(Path::to_owned).collect();
    let mut known: HashSet<PathBuf> = given.into_iter().collect();
    let mut done = 0;
    for _ in 0..MAX_ROUNDS {
        let new = descriptions[done..].iter().flat_map(|file| {
            let path = current.join(file.path());
            named_in(file.text(), &path, &roots)
        });
        let new: Vec<PathBuf> = new.filter(|path| known.insert(path.clone())).take(MAX_FILES).collect();
        done = descriptions.len();
        let root = |path: &Path| roots.iter().find(|root| path.starts_with(root));
        descriptions.extend(new.iter().filter_map(|path| read(root(path)?, path)).map(Arc::new));
        if descriptions.len() == done || done > MAX_FILES {
            break;
        }
    }
}

/// The files below one of `roots` that the text of the file at `path` refers to.
fn named_in(text: &str, path: &Path, roots: &[PathBuf]) -> Vec<PathBuf> {
    let Some(folder) = path.parent() else { return Vec::new() };
    let mut found: Vec<PathBuf> = Vec::new();
    for (at, keyword) in KEYWORDS
        .iter()
        .flat_map(|keyword| memmem::find_iter(text.as_bytes(), keyword).map(move |at| (at, keyword)))
    {
        let Some(name) = reference(&text[at + keyword.len()..]) else { continue };
        let file = normal(&folder.join(name));
        let is_below = roots.iter().any(|root| file.starts_with(root));
        if is_below && may_be_part(&file) && file != path && !found.contains(&file) {
            found.push(file);
        }
    }
    found
}

/// The file in a reference that stands behind its keyword.
fn reference(rest: &str) -> Option<&str> {
    let line = rest.lines().next()?;
    let value = line.trim_start_matches(['"', '\'']).trim_start().strip_prefix(':')?.trim_start();
    let value = match value.chars().next()? {
        quote @ ('"' | '\'') => value[1..].split(quote).next()?,
        _ => value.split([' ', ',', '}']).next()?,
    };
    let file = value.split('#').next()?.trim();
    (!file.is_empty() && !file.contains(':') && !file.starts_with(['/', '\\'])).then_some(file)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_are_found_below_the_folder_alone() {
        let text = "a: {$ref: 'parts/a.yaml#/A'}\nb:\n  $ref: ./parts/b.json\nc: {\"$ref\": \"#/c\"}\n\
                    d: {externalValue: parts/d.json}\ne: {$ref: ../../d.yaml}\ne: {$ref: https://parcelo.example/e.yaml}\nf: {$ref: /etc/f.yaml}\n";
        let roots = [PathBuf::from("/docs/api")];
        let found = named_in(text, Path::new("/docs/api/openapi.yaml"), &roots);
        assert_eq!(
            found,
            [
                PathBuf::from("/docs/api/parts/a.yaml"),
                PathBuf::from("/docs/api/parts/b.json"),
                PathBuf::from("/docs/api/parts/d.json")
            ]
        );
    }
}
