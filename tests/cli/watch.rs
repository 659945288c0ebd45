//! `check --watch`: runs again when something changes.

use std::fs;
use std::io::{BufRead as _, BufReader};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::thread;
use std::time::Duration;

use tempfile::TempDir;

const CLEAN: &str = "```json\n{ \"id\": 1 }\n```\n";
const FAULTY: &str = "```json\n{ \"id\": 1, }\n```\n";

/// A run that watches; it ends with the test.
struct Watching {
    child: Child,
    lines: Receiver<String>,
}

impl Watching {
    fn start(folder: &Path, args: &[&str]) -> Self {
        let mut child = Command::new(env!("CARGO_BIN_EXE_apiproof"))
            .current_dir(folder)
            .args(["check", "--watch", "--output-format", "text"])
            .args(args)
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let stdout = BufReader::new(child.stdout.take().unwrap());
        let (sender, lines) = channel();
        thread::spawn(move || stdout.lines().map_while(Result::ok).try_for_each(|line| sender.send(line)));
        Self { child, lines }
    }

    /// Waits for a line that holds these words.
    fn wait(&self, words: &str) -> String {
        loop {
            let line = self.lines.recv_timeout(Duration::from_secs(30));
            let line = line.unwrap_or_else(|_| panic!("nobody said `{words}`"));
            if line.contains(words) {
                return line;
            }
        }
    }
}

impl Drop for Watching {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn folder(page: &str) -> TempDir {
    let folder = TempDir::new().unwrap();
    fs::write(folder.path().join("a.md"), page).unwrap();
    folder
}

#[test]
fn a_page_that_changes_is_checked_again() {
    let folder = folder(CLEAN);
    let watching = Watching::start(folder.path(), &[]);
    watching.wait("Checked");
    fs::write(folder.path().join("a.md"), FAULTY).unwrap();
    assert!(watching.wait("json/trailing-comma").starts_with("error[json/trailing-comma]"));
    assert!(watching.wait("a.md").contains("a.md:2:10"));
}

#[test]
fn an_editor_that_saves_by_renaming_is_followed_more_than_once() {
    let folder = folder(CLEAN);
    let watching = Watching::start(folder.path(), &["a.md"]);
    watching.wait("Checked");
    let save = |text: &str| {
        fs::write(folder.path().join(".a.md.tmp"), text).unwrap();
        fs::rename(folder.path().join(".a.md.tmp"), folder.path().join("a.md")).unwrap();
    };
    save(FAULTY);
    watching.wait("json/trailing-comma");
    watching.wait("Checked");
    save(CLEAN);
    watching.wait("Checked");
    save(&FAULTY.replace("1,", "1,,"));
    watching.wait("json/");
}

#[test]
fn a_configuration_that_changes_counts() {
    let folder = folder(FAULTY);
    let watching = Watching::start(folder.path(), &[]);
    watching.wait("json/trailing-comma");
    watching.wait("Checked");
    fs::write(folder.path().join("apiproof.toml"), "ignore = [\"json\"]\n").unwrap();
    assert!(!watching.wait("Checked").contains("1 error"));
}

#[test]
fn a_configuration_that_cannot_be_used_may_be_put_right() {
    let folder = folder(FAULTY);
    let watching = Watching::start(folder.path(), &[]);
    watching.wait("Checked");
    fs::write(folder.path().join("apiproof.toml"), "levle = 1\n").unwrap();
    thread::sleep(Duration::from_millis(400));
    fs::write(folder.path().join("apiproof.toml"), "level = \"default\"\n").unwrap();
    watching.wait("json/trailing-comma");
}

#[test]
fn what_cannot_be_watched_is_refused() {
    let folder = folder(CLEAN);
    for args in [&["--fix"][..], &["--changed-since", "HEAD"], &["-"]] {
        let mut command = Command::new(env!("CARGO_BIN_EXE_apiproof"));
        command.current_dir(folder.path()).args(["check", "--watch"]).args(args).stdin(Stdio::null());
        assert_eq!(command.output().unwrap().status.code(), Some(2), "{args:?}");
    }
}
