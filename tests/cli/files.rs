//! Files that are none, pipes that nobody writes to, and reports that are written whole or not at all.

use std::fs;
use std::process::{Command, Stdio};
use std::time::Duration;

use super::{FAULTY, command, folder, run};

/// A pipe in place of a page, a description or a baseline would be waited for without an end.
#[cfg(unix)]
#[test]
fn a_named_pipe_is_not_waited_for() {
    let folder = folder(&[("a.md", FAULTY.as_bytes()), ("docs/b.md", FAULTY.as_bytes())]);
    for name in ["pipe.md", "docs/pipe.md", "schema.json", "baseline.json"] {
        let made = std::process::Command::new("mkfifo").arg(folder.path().join(name)).status();
        assert!(made.unwrap().success());
    }
    for (args, code, message) in [
        (&["check", "--isolated", "pipe.md"][..], 2, "pipe.md: a named pipe, not a file"),
        (&["check", "--isolated", "docs"], 1, ""),
        (
            &["check", "--isolated", "a.md", "--schema", "schema.json"],
            2,
            "schema.json: cannot read it: a named pipe",
        ),
        (
            &["check", "--isolated", "a.md", "--baseline", "baseline.json"],
            2,
            "baseline.json: cannot read it: a named pipe",
        ),
    ] {
        let (said, _, stderr) = run(folder.path(), args);
        assert_eq!(said, code, "{args:?}: {stderr}");
        assert!(stderr.contains(message), "{args:?}: {stderr}");
    }
}

#[test]
fn a_folder_in_place_of_the_configuration_is_said() {
    let folder = folder(&[("a.md", FAULTY.as_bytes()), ("apiproof.toml/keep", b"")]);
    let (code, _, stderr) = run(folder.path(), &["check"]);
    assert_eq!(code, 2, "{stderr}");
    assert!(stderr.contains("apiproof.toml: not a file"), "{stderr}");
}

#[test]
fn problems_of_configurations_are_in_the_order_of_their_lines() {
    let words = "select = [\n  \"x\",\n\n\n\n\n\n\n  \"y\",\n  \"z\",\n]\n";
    let folder = folder(&[("docs/apiproof.toml", words.as_bytes()), ("docs/a.md", FAULTY.as_bytes())]);
    let (_, _, stderr) = run(folder.path(), &["check", "docs"]);
    let places: Vec<&str> =
        stderr.lines().filter_map(|line| line.split("apiproof.toml:").nth(1)?.split(':').next()).collect();
    assert_eq!(places, ["2", "9", "10"], "{stderr}");
}

#[test]
fn a_report_is_written_whole_and_keeps_its_mode_and_its_link() {
    let folder =
        folder(&[("a.md", FAULTY.as_bytes()), ("out/report.json", b"old"), ("out/plain.json", b"old")]);
    let path = |name: &str| folder.path().join(name);
    #[cfg(unix)]
    {
        use std::os::unix::fs::{PermissionsExt as _, symlink};
        fs::set_permissions(path("out/plain.json"), fs::Permissions::from_mode(0o640)).unwrap();
        symlink("out/report.json", path("link.json")).unwrap();
        let outputs = ["json=link.json", "json=out/plain.json", "json=/dev/null"];
        let args: Vec<&str> = outputs.iter().flat_map(|output| ["--output-format", output]).collect();
        let (code, _, stderr) = run(folder.path(), &[&["check", "--isolated", "a.md"][..], &args].concat());
        assert_eq!(code, 1, "{stderr}");
        assert!(path("link.json").is_symlink());
        assert_eq!(fs::metadata(path("out/plain.json")).unwrap().permissions().mode() & 0o777, 0o640);
    }
    let (code, _, stderr) =
        run(folder.path(), &["check", "--isolated", "a.md", "--output-format", "json=out/report.json"]);
    assert_eq!(code, 1, "{stderr}");
    assert!(fs::read_to_string(path("out/report.json")).unwrap().starts_with('{'));
    assert_eq!(fs::read_dir(path("out")).unwrap().count(), 2, "nothing is left over");
}

/// Drafts of a run that was killed go with the next one that writes to the folder.
#[cfg(target_os = "linux")]
#[test]
fn what_a_killed_run_left_is_cleared_away() {
    let alive = format!(".apiproof-{}-0.tmp", std::process::id());
    let files =
        [("a.md", FAULTY.as_bytes()), (".apiproof-4194999-0.tmp", b"half"), (&*alive, b"being written")];
    let folder = folder(&files);
    let (code, _, stderr) = run(folder.path(), &["check", "--isolated", "--fix", "a.md"]);
    assert_eq!(code, 0, "{stderr}");
    assert!(!folder.path().join(".apiproof-4194999-0.tmp").exists());
    assert!(folder.path().join(alive).exists(), "somebody is at work on it");
}

/// A run that is asked to end removes what it has not finished writing, and ends by the signal.
#[cfg(unix)]
#[test]
fn an_interrupted_run_leaves_no_drafts() {
    use std::os::unix::process::ExitStatusExt as _;
    let long = [FAULTY.as_bytes(), &b"Parcels travel.\n\n".repeat(4_000)].concat();
    let names: Vec<String> = (0..300).map(|page| format!("{page}.md")).collect();
    let files: Vec<(&str, &[u8])> = names.iter().map(|name| (&**name, &*long)).collect();
    let mut interrupted = 0;
    for (delay, name) in (10..90).step_by(8).zip(["INT", "TERM"].into_iter().cycle()) {
        let folder = folder(&files);
        let mut child = command(folder.path(), &["check", "--isolated", "--fix"])
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        std::thread::sleep(Duration::from_millis(delay));
        let kill = Command::new("kill").args(["-s", name, &child.id().to_string()]).status();
        let status = child.wait().unwrap();
        let number = if name == "INT" { 2 } else { 15 };
        assert!(status.code() == Some(0) || status.signal() == Some(number), "{status} {kill:?}");
        interrupted += usize::from(status.signal().is_some());
        let left = fs::read_dir(folder.path()).unwrap().map(|entry| entry.unwrap().file_name());
        let drafts: Vec<_> = left.filter(|name| name.to_string_lossy().starts_with(".apiproof-")).collect();
        assert!(drafts.is_empty(), "{drafts:?} after {delay} ms");
    }
    assert!(interrupted > 0, "every run came to its end first");
}

#[cfg(unix)]
#[test]
fn no_flag_is_advised_for_a_page_that_cannot_be_written() {
    use std::os::unix::fs::PermissionsExt as _;
    let folder = folder(&[("a.md", FAULTY.as_bytes())]);
    fs::set_permissions(folder.path().join("a.md"), fs::Permissions::from_mode(0o444)).unwrap();
    let (code, stdout, stderr) = run(folder.path(), &["check", "--isolated", "--fix", "a.md"]);
    assert_eq!(code, 2, "{stderr}");
    assert!(stderr.contains("not fixed: it is read-only"), "{stderr}");
    assert!(stdout.contains("1 error (1 fixable)") && !stdout.contains("--unsafe-fixes"), "{stdout}");
}

/// A Git that never answers is not waited for without an end.
#[cfg(unix)]
#[test]
fn a_git_that_does_not_answer_ends_the_run() {
    use std::os::unix::fs::PermissionsExt as _;
    let folder = folder(&[
        ("a.md", FAULTY.as_bytes()),
        ("bin/git", b"#!/bin/sh\nexec sleep 600\n"),
        (".git/HEAD", b""),
    ]);
    fs::set_permissions(folder.path().join("bin/git"), fs::Permissions::from_mode(0o755)).unwrap();
    let path = format!("{}:{}", folder.path().join("bin").display(), std::env::var("PATH").unwrap());
    let output = command(folder.path(), &["check", "--changed-since", "main"])
        .env("PATH", path)
        .env("APIPROOF_GIT_TIMEOUT", "1")
        .output()
        .unwrap();
    let stderr = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(2), "{stderr}");
    assert!(stderr.contains("git: no answer within 1 seconds"), "{stderr}");
}
