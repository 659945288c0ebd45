//! Where a finding is, as each reader counts it: the units of columns and the folders that paths begin at.

use std::path::{Component, Path, PathBuf};

use crate::text::{LineColumn, SourceFile, Span};

/// What a column counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Unit {
    /// Unicode code points.
    CodePoints,
    /// Bytes of UTF-8.
    Bytes,
}

/// First and last place of a span; the last is the place after it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Range {
    pub(super) start: LineColumn,
    pub(super) end: LineColumn,
}

impl Range {
    pub(super) fn new(source: &SourceFile, span: Span, unit: Unit) -> Self {
        let at = |offset: u32| match unit {
            Unit::CodePoints => source.position(offset),
            Unit::Bytes => {
                let offset = source.text().floor_char_boundary(offset as usize);
                let line = source.lines().line(offset);
                LineColumn { line, column: (offset - source.lines().start(line)) as u32 + 1 }
            }
        };
        Self { start: at(span.start), end: at(span.end) }
    }

    /// Whether it stays on one line.
    pub(super) fn is_one_line(self) -> bool {
        self.start.line == self.end.line
    }
}

/// The folders that paths in reports are relative to.
#[derive(Clone, Debug, Default)]
pub(crate) struct Paths {
    /// The working directory, which shown paths begin at.
    pub current: PathBuf,
    /// The root of the repository, or what a build service takes for it.
    pub root: PathBuf,
    /// Where a browser finds the files of the root, without a slash at the end.
    pub web: Option<String>,
}

impl Paths {
    /// A shown path as seen from the root, with `/`; unchanged if it lies elsewhere or is no path.
    pub(super) fn below_root(&self, shown: &str) -> String {
        let rest =
            self.resolved(shown).and_then(|path| path.strip_prefix(&self.root).ok().map(Path::to_owned));
        rest.map_or_else(|| shown.to_owned(), |rest| slashed(&rest))
    }

    /// A shown path from the top of the file system, with `/`.
    pub(super) fn absolute(&self, shown: &str) -> String {
        self.resolved(shown).map_or_else(|| shown.to_owned(), |path| slashed(&path))
    }

    /// The folder in which the run began as seen from the root; empty for the root itself.
    pub(super) fn folder(&self) -> String {
        self.current.strip_prefix(&self.root).map(slashed).unwrap_or_default()
    }

    /// The path without `.` and `..`; the file system is not asked. Standard input has none.
    fn resolved(&self, shown: &str) -> Option<PathBuf> {
        if shown.starts_with('<') || self.root.as_os_str().is_empty() {
            return None;
        }
        let mut path = PathBuf::new();
        for part in self.current.join(shown).components() {
            match part {
                Component::CurDir => {}
                Component::ParentDir => {
                    path.pop();
                }
                part => path.push(part),
            }
        }
        Some(path)
    }
}

fn slashed(path: &Path) -> String {
    let text = path.to_string_lossy();
    if cfg!(windows) { text.replace('\\', "/") } else { text.into_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_are_counted_in_each_unit() {
        let text = "x\r\n\te\u{301} 😀 ,\n";
        let source = SourceFile::new("a.md", text);
        let at = text.find(',').unwrap();
        let span = Span::new(at, at + 1);
        let columns = |unit| {
            let range = Range::new(&source, span, unit);
            (range.start.line, range.start.column, range.end.column)
        };
        assert_eq!(columns(Unit::CodePoints), (2, 7, 8));
        assert_eq!(columns(Unit::Bytes), (2, 11, 12));
    }

    #[cfg(unix)]
    #[test]
    fn paths_begin_at_the_root() {
        let paths = Paths { current: "/r/docs".into(), root: "/r".into(), web: None };
        let cases = [
            ("a.md", "docs/a.md"),
            ("../b.md", "b.md"),
            ("./x/../a.md", "docs/a.md"),
            ("/r/c.md", "c.md"),
            ("/elsewhere/c.md", "/elsewhere/c.md"),
            ("<stdin>", "<stdin>"),
        ];
        for (shown, expected) in cases {
            assert_eq!(paths.below_root(shown), expected);
        }
        assert_eq!(paths.absolute("../b.md"), "/r/b.md");
        assert_eq!(paths.folder(), "docs");
        assert_eq!(Paths::default().below_root("a.md"), "a.md");
    }
}
