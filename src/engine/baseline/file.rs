//! A baseline as a file: sorted, one finding a line, the same whoever writes it.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::io;
use std::path::Path;

use serde::Deserialize;

use super::{Accepted, Baseline};
use crate::engine::page::fingerprint::Identity;
use crate::system::replace::write_new;
use crate::system::{self, ReadError, System, describe_io_error};

/// The name of the file, unless another one is given.
pub(crate) const BASELINE_NAME: &str = "apiproof-baseline.json";
/// The version of its form.
const VERSION: u32 = 1;
/// The largest file that is read, in bytes: some half a million findings.
const MAX_FILE: usize = 64 << 20;

#[derive(Deserialize)]
struct Versioned {
    version: u32,
}

#[derive(Deserialize)]
struct Whole {
    pages: BTreeMap<String, Vec<Entry>>,
}

#[derive(Deserialize)]
struct Entry {
    rule: String,
    identity: String,
    context: String,
    #[serde(default = "one")]
    count: u32,
}

fn one() -> u32 {
    1
}

/// Why a baseline cannot be used or written.
#[derive(Debug, thiserror::Error)]
pub enum BaselineError {
    /// The file cannot be read.
    #[error(transparent)]
    Read(#[from] ReadError),
    /// It is not what was written once.
    #[error(
        "not a baseline: line {}, column {}; undo the edit, or delete it and write it anew", .0.line(), .0.column()
    )]
    Damaged(#[from] serde_json::Error),
    /// Another version of apiproof wrote it.
    #[error(
        "a baseline of version {0}, and this apiproof reads version {VERSION}; use the one that wrote it, or delete it \
         and write it anew"
    )]
    Version(u32),
    /// A finding is known by something else than numbers.
    #[error("not a baseline: `{identity}` and `{context}` on `{page}` are not hexadecimal numbers")]
    Identity {
        /// The page.
        page: String,
        /// What stands for the finding.
        identity: String,
        /// What stands for the lines around it.
        context: String,
    },
    /// The file cannot be written.
    #[error("cannot write it: {}", describe_io_error(.0))]
    Write(#[source] io::Error),
}

impl Baseline {
    /// Reads a baseline from the file at `path`.
    ///
    /// # Errors
    /// If there is none or it cannot be used.
    pub fn read(system: &dyn System, path: &Path) -> Result<Self, BaselineError> {
        parse(&system::read(system, path, MAX_FILE)?)
    }

    /// Writes the baseline to the file at `path` on the disk, in the place of the old one, whole or not at all.
    ///
    /// # Errors
    /// If the file cannot be written.
    pub fn write(&self, path: &Path) -> Result<(), BaselineError> {
        write_new(path, text(self).as_bytes()).map_err(BaselineError::Write)
    }
}

/// Makes a baseline of the bytes of a file.
fn parse(text: &[u8]) -> Result<Baseline, BaselineError> {
    let Versioned { version } = serde_json::from_slice(text)?;
    if version != VERSION {
        return Err(BaselineError::Version(version));
    }
    let whole: Whole = serde_json::from_slice(text)?;
    let mut baseline = Baseline::default();
    for (page, entries) in whole.pages {
        for Entry { rule, identity, context, count } in entries {
            let (Ok(key), Ok(number)) =
                (u64::from_str_radix(&identity, 16), u32::from_str_radix(&context, 16))
            else {
                return Err(BaselineError::Identity { page, identity, context });
            };
            baseline.add(&page, Accepted { rule, identity: Identity { key, context: number } }, count);
        }
    }
    Ok(baseline)
}

/// Text as JSON. The file is shown in diffs and logs: of a path, they get letters, digits and plain signs to see.
fn quoted(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 2);
    for c in serde_json::Value::from(text).to_string().chars() {
        // Two of them begin a command in the log of some build services.
        if c != '#' && ((' '..='~').contains(&c) || c.is_alphanumeric()) {
            out.push(c);
            continue;
        }
        for unit in c.encode_utf16(&mut [0; 2]) {
            let _ = write!(out, "\\u{unit:04x}");
        }
    }
    out
}

fn text(baseline: &Baseline) -> String {
    let mut out = format!("{{\n  \"version\": {VERSION},\n  \"pages\": {{");
    for (at, (page, findings)) in baseline.pages.iter().enumerate() {
        let comma = if at > 0 { "," } else { "" };
        let _ = write!(out, "{comma}\n    {}: [", quoted(page));
        for (at, (Accepted { rule, identity: Identity { key, context } }, count)) in
            findings.iter().enumerate()
        {
            let comma = if at > 0 { "," } else { "" };
            let rule = quoted(rule);
            let _ = write!(
                out,
                "{comma}\n      {{ \"rule\": {rule}, \"identity\": \"{key:016x}\", \"context\": \"{context:08x}\""
            );
            if *count > 1 {
                let _ = write!(out, ", \"count\": {count}");
            }
            out.push_str(" }");
        }
        out.push_str("\n    ]");
    }
    out.push_str(if baseline.pages.is_empty() { "}\n}\n" } else { "\n  }\n}\n" });
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_speaks_to_no_log() {
        let path = "é/##[x]\u{9b}😀\n.md";
        assert_eq!(quoted(path), r#""é/\u0023\u0023[x]\u009b\ud83d\ude00\n.md""#);
        assert_eq!(serde_json::from_str::<String>(&quoted(path)).unwrap(), path);
    }

    #[test]
    fn what_was_written_is_read() {
        let mut baseline = Baseline::default();
        assert_eq!(parse(text(&baseline).as_bytes()).unwrap(), baseline);
        let accepted = |key| Accepted { rule: "a/b".to_owned(), identity: Identity { key, context: 3 } };
        baseline.add("docs/\"a\".md", accepted(0x1f), 2);
        baseline.add("docs/\"a\".md", accepted(2), 1);
        baseline.add("b.md", accepted(2), 1);
        assert_eq!(
            text(&baseline),
            "{\n  \"version\": 1,\n  \"pages\": {\n    \"b.md\": [\n      { \"rule\": \"a/b\", \"identity\": \
             \"0000000000000002\", \"context\": \"00000003\" }\n    ],\n    \"docs/\\\"a\\\".md\": [\n      { \"rule\": \
             \"a/b\", \"identity\": \"0000000000000002\", \"context\": \"00000003\" },\n      { \"rule\": \"a/b\", \
             \"identity\": \"000000000000001f\", \"context\": \"00000003\", \"count\": 2 }\n    ]\n  }\n}\n"
        );
        assert_eq!(parse(text(&baseline).as_bytes()).unwrap(), baseline);
    }

    #[test]
    fn what_is_no_baseline_is_said() {
        let cases = [
            ("", "not a baseline: line 1, column 0; undo the edit, or delete it and write it anew"),
            (
                "{\"version\": 1,\n<<<<<<< HEAD",
                "not a baseline: line 2, column 1; undo the edit, or delete it and write it anew",
            ),
            (
                "{\"version\": 2}",
                "a baseline of version 2, and this apiproof reads version 1; use the one that wrote it, or delete it and \
                 write it anew",
            ),
        ];
        for (text, expected) in cases {
            assert_eq!(parse(text.as_bytes()).unwrap_err().to_string(), expected, "{text}");
        }
    }
}
