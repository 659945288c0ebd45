//! The real binary, run as a user runs it, in folders made for a test.

// Every file of tests uses its own part of this.
#![allow(dead_code)]

use std::fs;
use std::io::Write as _;
use std::path::Path;
use std::process::{Command, Output, Stdio};

use serde_json::Value;
use tempfile::TempDir;

/// A folder with files; names may hold folders.
pub(crate) fn folder(files: &[(&str, &str)]) -> TempDir {
    let folder = TempDir::new().unwrap();
    for (name, content) in files {
        write(folder.path(), name, content);
    }
    folder
}

/// Writes a file and the folders that it stands in.
pub(crate) fn write(folder: &Path, name: &str, content: impl AsRef<[u8]>) {
    let path = folder.join(name);
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, content).unwrap();
}

/// The text of a file.
pub(crate) fn read(folder: &Path, name: &str) -> String {
    String::from_utf8(fs::read(folder.join(name)).unwrap()).unwrap()
}

/// `apiproof` with arguments, without what the environment says about colours.
pub(crate) fn command(folder: &Path, args: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_apiproof"));
    command.current_dir(folder).args(args);
    for name in ["NO_COLOR", "FORCE_COLOR", "CLICOLOR_FORCE"] {
        command.env_remove(name);
    }
    command
}

/// What a run said.
#[derive(Debug)]
pub(crate) struct Said {
    pub(crate) code: i32,
    pub(crate) stdout: String,
    pub(crate) stderr: String,
}

impl Said {
    fn new(output: &Output) -> Self {
        let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).unwrap();
        Self {
            code: output.status.code().unwrap(),
            stdout: text(&output.stdout),
            stderr: text(&output.stderr),
        }
    }

    /// The machine-readable report.
    pub(crate) fn json(&self) -> Value {
        serde_json::from_str(&self.stdout).unwrap_or_else(|error| panic!("{error}: {self:?}"))
    }

    /// The last line that a person sees.
    pub(crate) fn summary(&self) -> &str {
        self.stdout.lines().chain(self.stderr.lines()).rfind(|line| line.starts_with("Checked")).unwrap_or("")
    }
}

/// Runs the command.
pub(crate) fn run(folder: &Path, args: &[&str]) -> Said {
    Said::new(&command(folder, args).output().unwrap())
}

/// Runs the command with standard input.
pub(crate) fn run_with_stdin(folder: &Path, args: &[&str], input: &[u8]) -> Said {
    let mut child = command(folder, args)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    // A run that refuses its arguments ends before it reads.
    let _ = child.stdin.take().unwrap().write_all(input);
    Said::new(&child.wait_with_output().unwrap())
}
