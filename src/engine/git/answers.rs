//! What Git answers, read. A repository may be anybody's: no path in it leads anywhere else.

use std::collections::{BTreeMap, BTreeSet};
use std::ffi::OsString;
use std::io::Read as _;
use std::path::{Component, PathBuf};

use super::error::GitError;

/// The largest file that is taken out of the repository, in bytes.
pub(super) const MAX_BLOB: u64 = 64 << 20;

/// A file of a revision.
#[derive(Clone, Debug)]
pub(in crate::engine) struct Entry {
    /// Its path from the top, of plain names only.
    pub(in crate::engine) path: PathBuf,
    pub(in crate::engine) object: String,
    /// How many bytes it has, where that was asked for.
    pub(in crate::engine) size: u64,
}

/// Files that are not everywhere the same, by their paths from the top, each with the object that it was; `None` if it
/// was no plain file.
pub(in crate::engine) type Differences = BTreeMap<PathBuf, Option<String>>;

/// One line of `git diff-index` or `git diff-files`.
pub(super) struct Difference {
    pub(super) path: PathBuf,
    pub(super) before: Option<String>,
    /// Whether it is a file before and after, which may hold the same.
    pub(super) is_in_doubt: bool,
}

/// One answer of `git cat-file --batch`: `OBJECT blob SIZE`, the bytes, a line end.
pub(super) fn answer(output: &mut impl std::io::BufRead) -> Result<Option<Vec<u8>>, GitError> {
    let broken = || GitError::Failed("it broke off while it was reading the repository".to_owned());
    let mut line = String::new();
    output.read_line(&mut line).map_err(|_| broken())?;
    let size = line.trim_end().rsplit(' ').next().and_then(|size| size.parse::<u64>().ok());
    let size = size.ok_or_else(|| match line.trim_end() {
        "" => broken(),
        line => GitError::Failed(format!("{line}; a partial clone may lack it")),
    })?;
    if size > MAX_BLOB {
        std::io::copy(&mut output.take(size + 1), &mut std::io::sink()).map_err(|_| broken())?;
        return Ok(None);
    }
    let mut bytes = Vec::with_capacity(size as usize + 1);
    output.take(size + 1).read_to_end(&mut bytes).map_err(|_| broken())?;
    if bytes.pop() != Some(b'\n') || bytes.len() as u64 != size {
        return Err(broken());
    }
    Ok(Some(bytes))
}

pub(super) fn text(bytes: &[u8]) -> Result<String, GitError> {
    let text = String::from_utf8(bytes.to_vec())
        .map_err(|_| GitError::Failed("its answer is not UTF-8".to_owned()))?;
    Ok(text.trim_end_matches(['\r', '\n']).to_owned())
}

/// `:100644 100644 OBJECT OBJECT M`, with the modes before and after, then the path.
pub(super) fn differences(raw: &[u8]) -> Result<Vec<Difference>, GitError> {
    let mut found = Vec::new();
    let mut parts = raw.split(|byte| *byte == 0).filter(|part| !part.is_empty());
    while let (Some(facts), Some(path)) = (parts.next(), parts.next()) {
        let Some(path) = plain(path)? else { continue };
        let facts: Vec<&str> = std::str::from_utf8(facts).unwrap_or_default().split(' ').collect();
        let [before, after, object, _, letter] = facts[..] else { continue };
        let before = before.trim_start_matches(':');
        let object = before.starts_with("100").then(|| object.to_owned());
        found.push(Difference { path, before: object, is_in_doubt: letter == "M" && before == after });
    }
    Ok(found)
}

pub(super) fn paths(listing: &[u8]) -> Result<BTreeSet<PathBuf>, GitError> {
    let names = listing.split(|byte| *byte == 0).filter(|name| !name.is_empty());
    names.filter_map(|name| plain(name).transpose()).collect()
}

/// The lines of a listing that ends its lines with NUL: what is said of a path before its tab, and the path.
pub(super) fn listed(listing: &[u8]) -> impl Iterator<Item = (Vec<&str>, &[u8])> {
    listing.split(|byte| *byte == 0).filter_map(|line| {
        let tab = memchr::memchr(b'\t', line)?;
        let facts = std::str::from_utf8(&line[..tab]).ok()?;
        Some((facts.split_ascii_whitespace().collect(), &line[tab + 1..]))
    })
}

/// Whether it is the commit of a submodule: the mode says so.
pub(super) fn is_link(facts: &[&str]) -> bool {
    facts.first() == Some(&"160000")
}

/// A path of plain names; `None` for one that would lead elsewhere, which only a forged repository holds.
pub(super) fn plain(name: &[u8]) -> Result<Option<PathBuf>, GitError> {
    let path = PathBuf::from(os(name)?);
    let is_plain =
        |part: Component<'_>| matches!(part, Component::Normal(name) if !name.eq_ignore_ascii_case(".git"));
    Ok(path.components().all(is_plain).then_some(path))
}

#[cfg(unix)]
#[allow(clippy::unnecessary_wraps, reason = "other systems have names that are no text")]
pub(super) fn os(name: &[u8]) -> Result<OsString, GitError> {
    use std::os::unix::ffi::OsStringExt as _;
    Ok(OsString::from_vec(name.to_vec()))
}

#[cfg(not(unix))]
pub(super) fn os(name: &[u8]) -> Result<OsString, GitError> {
    String::from_utf8(name.to_vec())
        .map(OsString::from)
        .map_err(|_| GitError::Failed("a name that is not UTF-8".to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forged_paths_lead_nowhere() {
        for (name, expected) in [
            ("docs/a.md", true),
            ("../a.md", false),
            ("/etc/passwd", false),
            ("a/../../b", false),
            (".git/config", false),
            ("x/.GIT/hooks/y", false),
        ] {
            assert_eq!(plain(name.as_bytes()).unwrap().is_some(), expected, "{name}");
        }
    }

    #[test]
    fn answers_are_taken_whole() {
        let mut output = "abc blob 5\nhe\nlo\nabc blob 0\n\nabc missing\n".as_bytes();
        assert_eq!(answer(&mut output).unwrap(), Some(b"he\nlo".to_vec()));
        assert_eq!(answer(&mut output).unwrap(), Some(Vec::new()));
        let said = answer(&mut output).unwrap_err().to_string();
        assert_eq!(said, "git: abc missing; a partial clone may lack it");
        assert!(answer(&mut "abc blob 9\nshort\n".as_bytes()).is_err());
    }
}
