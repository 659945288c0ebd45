//! `--changed-since`, `--baseline-ref` and `--trusted-ref`: gates that ask Git.

// Everything here is a test, the helpers too.
#![allow(clippy::unwrap_used)]

mod command;
#[path = "changed/submodules.rs"]
mod submodules;

use std::fs;
use std::path::Path;
use std::process::Command;

use command::{command, folder, read, run, run_with_stdin, write};
use serde_json::Value;
use tempfile::TempDir;

const OLD: &str = "# Parcels\n\n```json\n{ \"id\": 1, }\n```\n";
const FAULT: &str = "\n```json\n{ \"van\": True }\n```\n";
const CLEAN: &str = "# Vans\n\n```json\n{ \"id\": 1 }\n```\n";

fn git(folder: &Path, args: &[&str]) -> String {
    let output = Command::new("git")
        .current_dir(folder)
        .args([
            "-c",
            "user.name=Parcelo",
            "-c",
            "user.email=docs@parcelo.example",
            "-c",
            "commit.gpgsign=false",
        ])
        .args(args)
        .env("GIT_CONFIG_NOSYSTEM", "1")
        .env("GIT_CONFIG_GLOBAL", "/dev/null")
        .output()
        .unwrap();
    assert!(output.status.success(), "{args:?}: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

fn commit(folder: &Path, message: &str) {
    git(folder, &["add", "-A"]);
    git(folder, &["commit", "-q", "--no-verify", "-m", message]);
}

/// A repository with these files on `main`, and the branch `change` checked out.
fn repository(files: &[(&str, &str)]) -> TempDir {
    let here = folder(files);
    git(here.path(), &["init", "-q", "-b", "main"]);
    commit(here.path(), "Begin");
    git(here.path(), &["checkout", "-q", "-b", "change"]);
    here
}

/// What `check` shows: `path rule` of each finding, and the summary.
fn check(folder: &Path, args: &[&str]) -> (i32, Vec<String>, Value) {
    let said = run(folder, &[&["check", "--output-format", "json"], args].concat());
    assert!(said.code != 2, "{said:?}");
    let report = said.json();
    let one = |finding: &Value| {
        format!("{} {}", finding["path"].as_str().unwrap(), finding["rule"].as_str().unwrap())
    };
    let shown = report["diagnostics"].as_array().unwrap().iter().map(one).collect();
    (said.code, shown, report["summary"].clone())
}

#[test]
fn only_what_changed_is_checked_committed_or_not() {
    let names = ["docs/old.md", "docs/edited.md", "docs/staged.md", "docs/committed.md", "docs/touched.md"];
    let here = repository(&names.map(|name| (name, OLD)));
    let changed = ["--changed-since", "main"];
    assert_eq!(check(here.path(), &changed).2["files"], 0);
    write(here.path(), "docs/committed.md", format!("{OLD}\nMore.\n"));
    fs::remove_file(here.path().join("docs/old.md")).unwrap();
    commit(here.path(), "Change");
    write(here.path(), "docs/staged.md", format!("{OLD}\nMore.\n"));
    git(here.path(), &["add", "-A"]);
    write(here.path(), "docs/edited.md", format!("{OLD}\nMore.\n"));
    write(here.path(), "docs/touched.md", OLD);
    write(here.path(), "docs/new.md", OLD);
    write(here.path(), ".gitignore", "build\n");
    write(here.path(), "build/made.md", OLD);
    // What happens on `main` meanwhile is not part of the change.
    let (code, shown, summary) = check(here.path(), &changed);
    let expected =
        ["committed", "edited", "new", "staged"].map(|name| format!("docs/{name}.md json/trailing-comma"));
    assert_eq!((code, shown, &summary["files"]), (1, expected.to_vec(), &4.into()));
    for (path, files) in
        [("docs", 4), ("docs/new.md", 1), ("docs/touched.md", 0), ("*/n*.md", 1), ("build", 0)]
    {
        assert_eq!(check(here.path(), &["--changed-since", "main", path]).2["files"], files, "{path}");
    }
    let docs = here.path().join("docs");
    assert_eq!(check(&docs, &changed).1[2], "new.md json/trailing-comma");
    assert_eq!(check(&docs, &["--changed-since", "main", ".."]).1[2], "../docs/new.md json/trailing-comma");
    assert_eq!(run(here.path(), &["check", "--changed-since", "main", "missing"]).code, 2);

    // Fixes keep to the change as well.
    run(here.path(), &["check", "--fix", "--changed-since", "main"]);
    assert!(!read(here.path(), "docs/new.md").contains(", }"));
    assert_eq!(read(here.path(), "docs/touched.md"), OLD);
}

#[cfg(unix)]
#[test]
fn a_change_that_is_not_trusted_cannot_hide_a_page_behind_a_link() {
    let here = repository(&[("docs/a.md", CLEAN), ("data/a.txt", FAULT)]);
    fs::remove_file(here.path().join("docs/a.md")).unwrap();
    std::os::unix::fs::symlink("../data/a.txt", here.path().join("docs/a.md")).unwrap();
    commit(here.path(), "Hide");
    let gate = ["check", "--changed-since", "main", "--trusted-ref", "main"];
    let said = run(here.path(), &gate);
    assert_eq!(said.code, 2, "{said:?}");
    assert!(said.stderr.starts_with("error: docs/a.md: symbolic links are not followed"), "{said:?}");
    assert_eq!(run(here.path(), &gate[..3]).code, 0, "links are counted where the author is trusted");
}

#[cfg(unix)]
#[test]
fn a_path_through_a_link_leads_to_the_changed_pages() {
    let here = repository(&[("docs/a.md", OLD), ("docs/b.md", OLD)]);
    std::os::unix::fs::symlink("docs", here.path().join("linked")).unwrap();
    std::os::unix::fs::symlink("docs/a.md", here.path().join("page.md")).unwrap();
    write(here.path(), "docs/a.md", format!("{OLD}{FAULT}"));
    for path in ["linked", "page.md", "linked/a.md", "docs"] {
        let changed = ["--changed-since", "main", path];
        assert_eq!(check(here.path(), &changed).1.len(), 2, "{path}");
        let shown = check(here.path(), &[&changed[..], &["--baseline-ref", "main"]].concat()).1;
        assert_eq!(shown.len(), 1, "{path}: {shown:?}");
    }
}

/// The descriptions that the old pages are held against are the old ones.
#[test]
fn a_revision_has_its_own_descriptions() {
    let files = [
        ("apiproof.toml", "schemas = [\"metadata\"]\n"),
        ("metadata/vans.json", SCHEMA),
        ("docs/van.md", VAN),
        ("docs/wrong.md", &*VAN.replace("\"id\"", "\"wheels\"")),
    ];
    let here = repository(&files);
    let gate = ["--baseline-ref", "main"];
    let (_, shown, summary) = check(here.path(), &gate);
    assert_eq!((shown.len(), &summary["baselined"]), (0, &1.into()));
    // Moved, and `id` is another name now: what was wrong with `wheels` stays accepted.
    fs::remove_file(here.path().join("metadata/vans.json")).unwrap();
    write(here.path(), "metadata/v2/fleet.json", SCHEMA.replace("\"id\": {\"type", "\"number\": {\"type"));
    for args in [&gate[..], &["--baseline-ref", "main", "--changed-since", "main"]] {
        let (_, shown, summary) = check(here.path(), args);
        assert_eq!(shown, ["docs/van.md schema/unknown-property"], "{args:?}");
        assert_eq!(summary["baselined"], 1, "{args:?}");
    }
    // What is new describes what nothing described.
    git(here.path(), &["checkout", "-q", "-B", "change"]);
    commit(here.path(), "Describe");
    fs::remove_dir_all(here.path().join("metadata")).unwrap();
    write(here.path(), "apiproof.toml", "");
    assert_eq!(check(here.path(), &["--baseline-ref", "HEAD"]).1.len(), 0);
}

const SCHEMA: &str = r#"{"openapi": "3.1.0", "info": {"title": "Parcelo", "version": "1"}, "paths": {"/vans/{id}":
    {"get": {"responses": {"200": {"description": "A van", "content": {"application/json": {"schema":
    {"type": "object", "additionalProperties": false, "properties": {"id": {"type": "integer"}}}}}}}}}}}"#;
const VAN: &str = "# Vans\n\n```http\nGET https://api.parcelo.example/vans/7 HTTP/1.1\n```\n\n```http\nHTTP/1.1 200 OK\n\
                   Content-Type: application/json\n\n{ \"id\": 7 }\n```\n";

#[test]
fn a_changed_description_or_configuration_concerns_other_pages() {
    let configuration = "schemas = [\"metadata/*.json\"]\n";
    let files = [
        ("apiproof.toml", configuration),
        ("metadata/parcelo.json", SCHEMA),
        ("docs/van.md", VAN),
        ("docs/plain.md", OLD),
        ("apart/apiproof.toml", "level = \"strict\"\n"),
        ("apart/van.md", VAN),
        ("apart/plain.md", OLD),
    ];
    let here = repository(&files);
    let changed = ["--changed-since", "main"];
    assert_eq!(check(here.path(), &changed).2["files"], 0);
    write(here.path(), "metadata/parcelo.json", SCHEMA.replace("\"id\": {\"type", "\"number\": {\"type"));
    let (code, shown, summary) = check(here.path(), &changed);
    assert_eq!((code, shown), (1, vec!["docs/van.md schema/unknown-property".to_owned()]));
    assert_eq!(summary["files"], 2, "the description itself, and no page that nothing describes");
    let with_baseline = ["--changed-since", "main", "--baseline-ref", "main"];
    assert_eq!(check(here.path(), &with_baseline).1, ["docs/van.md schema/unknown-property"]);
    git(here.path(), &["checkout", "-q", "metadata"]);

    // Without a word in the configuration the description is no page.
    for (name, text, pages) in [("apiproof.toml", "level = \"strict\"\n", 4), ("apart/apiproof.toml", "", 5)]
    {
        let before = read(here.path(), name);
        write(here.path(), name, text);
        let (_, shown, summary) = check(here.path(), &changed);
        assert_eq!(summary["files"], pages, "{name}: {shown:?}");
        write(here.path(), name, before);
    }
}

#[test]
fn findings_of_another_revision_are_accepted() {
    let here =
        repository(&[("docs/a.md", OLD), ("docs/b.md", OLD), ("docs/deep/c.md", OLD), ("apiproof.toml", "")]);
    let gate = ["--baseline-ref", "main"];
    let (code, shown, summary) = check(here.path(), &gate);
    assert_eq!((code, shown.len(), &summary["baselined"]), (0, 0, &3.into()));
    write(here.path(), "docs/a.md", format!("Moved.\n\n{OLD}{FAULT}"));
    git(here.path(), &["mv", "docs/b.md", "docs/renamed.md"]);
    write(here.path(), "docs/new.md", FAULT);
    let expected = ["docs/a.md json/invalid-literal", "docs/new.md json/invalid-literal"];
    for args in [
        &gate[..],
        &["--baseline-ref", "main", "--changed-since", "main"],
        &["--baseline-ref", "main", "docs"],
    ] {
        let (code, shown, summary) = check(here.path(), args);
        assert_eq!((code, shown), (1, expected.map(str::to_owned).to_vec()), "{args:?}");
        assert_eq!(summary["baseline_gone"], 0, "{args:?}");
    }
    let deep = here.path().join("docs/deep");
    assert_eq!(check(&deep, &gate).2["baselined"], 1);
    let stdin = [
        "check",
        "--output-format",
        "concise",
        "--baseline-ref",
        "main",
        "--stdin-filename",
        "docs/b.md",
        "-",
    ];
    let said = run_with_stdin(here.path(), &stdin, format!("{OLD}{FAULT}").as_bytes());
    assert_eq!((said.code, said.stdout.matches("docs/b.md:").count()), (1, 1), "{said:?}");
    // Configuration is the one of now on both sides: a stricter level is not a mistake of the change.
    write(here.path(), "docs/b.md", "```json\n{ \"a\": 1 // one\n}\n```\n");
    commit(here.path(), "Comment");
    write(here.path(), "apiproof.toml", "level = \"strict\"\n");
    assert_eq!(check(here.path(), &["--baseline-ref", "HEAD"]).1.len(), 0);
    // Removing an old mistake never fails.
    write(here.path(), "docs/deep/c.md", CLEAN);
    let (code, _, summary) = check(here.path(), &["--baseline-ref", "HEAD"]);
    assert_eq!((code, &summary["baseline_gone"]), (0, &1.into()));
}

#[test]
fn nothing_is_written_to_the_folder_for_temporary_files() {
    let here = repository(&[("docs/a.md", OLD)]);
    let gate = ["check", "--baseline-ref", "main", "--trusted-ref", "main"];
    let nowhere = here.path().join("there/is/none");
    let said = command(here.path(), &gate).env("TMPDIR", nowhere).output().unwrap();
    assert_eq!(said.status.code(), Some(0));
}

#[test]
fn what_git_cannot_answer_is_said() {
    let here = repository(&[("a.md", OLD)]);
    let outside = folder(&[("a.md", OLD)]);
    for flag in ["--changed-since", "--baseline-ref", "--trusted-ref"] {
        for revision in ["nowhere", "--output=x", "-x", ""] {
            let said = run(here.path(), &["check", &format!("{flag}={revision}")]);
            assert_eq!((said.code, &*said.stdout), (2, ""), "{said:?}");
            let expected = format!("error: {flag}: `{revision}` is not a revision of this repository");
            assert!(said.stderr.starts_with(&expected), "{said:?}");
        }
        let said = run(outside.path(), &["check", flag, "main"]);
        assert_eq!(said.code, 2, "{said:?}");
        assert!(said.stderr.starts_with(&format!("error: {flag}: git: not a git repository")), "{said:?}");
        let said = command(here.path(), &["check", flag, "main"]).env("PATH", "/nowhere").output().unwrap();
        assert_eq!(said.status.code(), Some(2));
        let words = String::from_utf8(said.stderr).unwrap();
        assert_eq!(words, format!("error: {flag}: git is not installed, or not on the PATH\n"));
    }
    let unborn = folder(&[("a.md", OLD)]);
    git(unborn.path(), &["init", "-q"]);
    let said = run(unborn.path(), &["check", "--changed-since", "HEAD"]);
    assert_eq!(said.stderr, "error: --changed-since: there is no commit in this repository yet\n");
    git(here.path(), &["checkout", "-q", "--orphan", "alone"]);
    commit(here.path(), "Alone");
    let said = run(here.path(), &["check", "--changed-since", "main"]);
    assert!(said.stderr.contains("no ancestor in common with HEAD"), "{said:?}");
}

/// Everything that a repository can be configured to run when it is looked at.
#[cfg(unix)]
#[test]
fn a_hostile_repository_runs_nothing() {
    use std::os::unix::fs::PermissionsExt as _;
    let here = repository(&[("a.md", OLD), ("b.md", OLD)]);
    let root = here.path();
    let trap = root.join(".git/trap.sh");
    let mark = root.join(".git/sprung");
    fs::write(&trap, format!("#!/bin/sh\necho \"$0 $@\" >> {}\ncat\n", mark.display())).unwrap();
    fs::set_permissions(&trap, fs::Permissions::from_mode(0o755)).unwrap();
    for hook in ["post-index-change", "fsmonitor-watchman", "post-checkout", "reference-transaction"] {
        fs::copy(&trap, root.join(".git/hooks").join(hook)).unwrap();
    }
    let trap = trap.to_str().unwrap();
    for (key, value) in [
        ("core.fsmonitor", trap),
        ("core.sshCommand", trap),
        ("core.pager", trap),
        ("core.editor", trap),
        ("core.askPass", trap),
        ("diff.external", trap),
        ("diff.trap.command", trap),
        ("diff.trap.textconv", trap),
        ("filter.trap.clean", trap),
        ("filter.trap.smudge", trap),
        ("filter.trap.required", "true"),
        ("filter.a=b.process", trap),
        ("credential.helper", trap),
        ("remote.origin.url", "ext::sh -c trap"),
        ("remote.origin.promisor", "true"),
        ("remote.origin.uploadpack", trap),
        ("protocol.ext.allow", "always"),
        ("extensions.partialClone", "origin"),
        ("alias.rev-parse", "!trap"),
    ] {
        git(root, &["config", key, value]);
    }
    let _ = fs::remove_file(&mark);
    write(root, ".gitattributes", "*.md filter=trap diff=trap\na.md filter=a=b\n");
    fs::write(root.join(".git/info/attributes"), "*.md filter=trap diff=trap\n").unwrap();
    write(root, "a.md", format!("{OLD}{FAULT}"));
    write(root, "b.md", OLD);
    let args = ["check", "--changed-since", "main", "--baseline-ref", "main", "--trusted-ref", "main"];
    let said = run(root, &args);
    assert_eq!(said.code, 1, "{said:?}");
    assert!(said.stdout.contains("json/invalid-literal") && !said.stdout.contains("b.md"), "{said:?}");
    assert!(!mark.exists(), "{}", fs::read_to_string(&mark).unwrap());
    // The traps are real.
    let _ = Command::new("git").current_dir(root).args(["diff"]).output().unwrap();
    assert!(mark.exists());
}

/// A change that edits its own configuration, baseline, comments and ignored files.
#[test]
fn a_change_cannot_silence_the_gate_in_the_trusted_mode() {
    let here = repository(&[
        ("apiproof.toml", "extends = \"ci/base.toml\"\n"),
        ("ci/base.toml", "level = \"default\"\nexclude = [\"drafts\"]\n"),
        ("docs/a.md", OLD),
        ("drafts/d.md", OLD),
    ]);
    run(here.path(), &["baseline"]);
    git(here.path(), &["checkout", "-q", "main"]);
    commit(here.path(), "Accept");
    git(here.path(), &["checkout", "-q", "-B", "change"]);
    let by_hand = ["--baseline", "apiproof-baseline.json"];
    assert_eq!(check(here.path(), &by_hand).0, 0);

    write(here.path(), "docs/a.md", format!("{OLD}{FAULT}"));
    let expected = vec!["docs/a.md json/invalid-literal".to_owned()];
    assert_eq!(check(here.path(), &by_hand).1, expected);
    let tricks: [(&str, &[(&str, String)]); 6] = [
        ("a rule is ignored", &[("apiproof.toml", "ignore = [\"json\"]\n".to_owned())]),
        ("the page is excluded", &[("ci/base.toml", "exclude = [\"docs\", \"drafts\"]\n".to_owned())]),
        ("a nearer configuration", &[("docs/apiproof.toml", "ignore = [\"all\"]\n".to_owned())]),
        (
            "Git ignores the page",
            &[(".gitignore", "docs\n".to_owned()), ("docs/.gitignore", "*\n".to_owned())],
        ),
        (
            "a comment silences it",
            &[("docs/a.md", format!("<!-- apiproof-ignore-file all -->\n\n{OLD}{FAULT}"))],
        ),
        ("the baseline accepts it", &[]),
    ];
    let trusted = ["--trusted-ref", "main", "--baseline", "apiproof-baseline.json"];
    let by_revision = ["--trusted-ref", "main", "--baseline-ref", "main"];
    let of_the_change = ["--trusted-ref", "main", "--baseline-ref", "main", "--changed-since", "main"];
    for (trick, files) in tricks {
        for (name, text) in files {
            write(here.path(), name, text);
        }
        if files.is_empty() {
            run(here.path(), &["baseline"]);
        }
        commit(here.path(), trick);
        assert_eq!(check(here.path(), &by_hand).1.len(), 0, "{trick} works without the trusted mode");
        for args in [&trusted[..], &by_revision, &of_the_change] {
            let (code, shown, summary) = check(here.path(), args);
            assert_eq!((code, &shown), (1, &expected), "{trick}: {args:?}");
            if args.len() < of_the_change.len() {
                assert_eq!(summary["files_skipped"], 1, "{trick}: the drafts are still left out");
            }
        }
        git(here.path(), &["reset", "-q", "--hard", "HEAD~1"]);
        git(here.path(), &["clean", "-qfdx"]);
        write(here.path(), "docs/a.md", format!("{OLD}{FAULT}"));
    }
}
