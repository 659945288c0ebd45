//! Paths by their words alone, without asking the system.

use std::path::{Component, Path, PathBuf};

/// The path without `.` and `..`.
pub(crate) fn normal(path: &Path) -> PathBuf {
    let mut out = PathBuf::new();
    for part in path.components() {
        match part {
            Component::CurDir => {}
            Component::ParentDir if out.file_name().is_some() => {
                out.pop();
            }
            // There is nothing above the root.
            Component::ParentDir if out.has_root() => {}
            other => out.push(other),
        }
    }
    out
}

/// A path as seen from `current`, absolute and without `.` and `..` if `current` is.
pub(crate) fn absolute(current: &Path, path: &Path) -> PathBuf {
    let is_plain = |part: Component<'_>| {
        matches!(part, Component::Normal(_) | Component::RootDir | Component::Prefix(_))
    };
    if path.components().all(is_plain) { current.join(path) } else { normal(&current.join(path)) }
}

/// Whether a file is called something with one of these endings, which begin with a dot; asked of every file of a walk,
/// so the path is looked at as it is written.
pub(crate) fn has_ending(path: &Path, endings: &[&str]) -> bool {
    let path = path.as_os_str().as_encoded_bytes();
    endings.iter().any(|ending| {
        let (name, end) = path.split_at(path.len().saturating_sub(ending.len()));
        let named = name.last().is_some_and(|&byte| !std::path::is_separator(byte.into()));
        named && end.eq_ignore_ascii_case(ending.as_bytes())
    })
}

/// A path as given, with `/` and without a leading `./`.
pub(crate) fn display_path(path: &Path) -> String {
    let text = path.to_string_lossy();
    #[cfg(windows)]
    let text = text.replace('\\', "/");
    let mut rest: &str = &text;
    while let Some(inner) = rest.strip_prefix("./") {
        rest = inner.trim_start_matches('/');
    }
    rest.to_owned()
}

/// Whether a word has marks of a glob.
pub(crate) fn has_glob_marks(word: &str) -> bool {
    word.contains(['*', '?', '[', '{'])
}

/// The folder that a glob begins to matter in: the parts of it before the first one with marks.
pub(crate) fn before_glob_marks(glob: &Path) -> PathBuf {
    let is_literal = |part: &Component<'_>| match part {
        Component::Normal(name) => !has_glob_marks(&name.to_string_lossy()),
        _ => true,
    };
    glob.components().take_while(is_literal).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_alone_decide() {
        let cases = [
            ("docs/a.md", "/w/docs/a.md"),
            (".", "/w"),
            ("./a/../b", "/w/b"),
            ("../x", "/x"),
            ("/../a", "/a"),
            ("/a", "/a"),
        ];
        for (path, expected) in cases {
            assert_eq!(absolute(Path::new("/w"), Path::new(path)), Path::new(expected), "{path}");
        }
    }
}
