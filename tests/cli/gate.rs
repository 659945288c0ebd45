//! The gate in the configuration: which findings fail a run, which pages it reads, and what is said about both.

use super::{folder, run};

/// A page with one error.
const PAGE: &[u8] = b"```json\n{ \"a\": 1, }\n```\n";

const CONCISE: [&str; 3] = ["check", "--output-format", "concise"];

fn check(dir: &std::path::Path, args: &[&str]) -> (i32, String, String) {
    run(dir, &[&CONCISE, args].concat())
}

#[test]
fn a_configured_baseline_accepts_without_a_flag() {
    let config = b"baseline = \"accepted.json\"\n";
    let folder = folder(&[("a.md", PAGE), ("apiproof.toml", config)]);
    let (code, _, err) = check(folder.path(), &[]);
    assert_eq!(code, 2, "{err}");
    assert!(err.contains("accepted.json: cannot read it"), "{err}");
    let (_, out, _) = run(folder.path(), &["baseline"]);
    assert!(out.starts_with("accepted.json: 1 finding on 1 page"), "{out}");
    assert_eq!(check(folder.path(), &[]).0, 0);
    assert_eq!(check(folder.path(), &["--no-baseline"]).0, 1);
    assert_eq!(check(folder.path(), &["--isolated"]).0, 1);
}

/// It is the configuration of the pages that counts, whatever the working directory.
#[test]
fn a_configured_baseline_counts_from_its_file() {
    let config = b"baseline = \"accepted.json\"\n";
    let folder = folder(&[("docs/a.md", PAGE), ("docs/apiproof.toml", config)]);
    assert_eq!(run(folder.path(), &["baseline", "docs"]).0, 0);
    assert!(folder.path().join("docs/accepted.json").exists());
    assert_eq!(check(folder.path(), &["docs"]).0, 0);
}

#[test]
fn a_baseline_that_is_not_used_is_pointed_out() {
    let folder = folder(&[("a.md", PAGE)]);
    assert_eq!(run(folder.path(), &["baseline"]).0, 0);
    let (code, _, err) = check(folder.path(), &[]);
    assert_eq!(code, 1);
    assert!(err.contains("hint: `apiproof-baseline.json` is not used: pass `--baseline`"), "{err}");
    let (code, _, err) = check(folder.path(), &["--baseline"]);
    assert_eq!(code, 0);
    assert!(!err.contains("hint:"), "{err}");
    assert!(!check(folder.path(), &["--quiet"]).2.contains("hint:"));
}

#[test]
fn the_severity_that_fails_is_configured_or_given() {
    let page = b"```json\n{ \"a\": <id> }\n```\n";
    let config = b"level = \"strict\"\nfail-on = \"error\"\n";
    let folder = folder(&[("a.md", page), ("apiproof.toml", config)]);
    let code = |args: &[&str]| check(folder.path(), args).0;
    assert_eq!(code(&[]), 0, "a warning, and only errors fail");
    assert_eq!(code(&["--fail-on", "warning"]), 1);
    assert_eq!(code(&["--fail-on", "never", "--select", "all"]), 0);
    assert_eq!(code(&["--fail-on", "warning", "--max-warnings", "1"]), 0);
    assert_eq!(code(&["--fail-on", "warning", "--max-warnings", "0"]), 1);
}

#[test]
fn a_rule_that_is_off_does_not_run() {
    let config = b"[severity]\njson = \"off\"\n\"json/missing-comma\" = \"info\"\n";
    let both = b"```json\n{ \"a\": 1 \"b\": 2, }\n```\n";
    let folder = folder(&[("a.md", both), ("apiproof.toml", config)]);
    let (code, out, err) = check(folder.path(), &[]);
    let missing = "a.md:2:9: info[json/missing-comma] missing comma before \"b\"\n";
    assert_eq!((code, out.as_str()), (0, missing), "the more specific word wins: {err}");
    let (_, out, _) = check(folder.path(), &["--select", "json/trailing-comma"]);
    assert!(out.contains("error[json/trailing-comma]") && out.lines().count() == 2, "{out}");
}

#[test]
fn pages_are_included_and_excluded() {
    let config = b"include = [\"docs/**\"]\nexclude = [\"docs/old\"]\n";
    let files = ["docs/a.md", "docs/old/b.md", "docs/new/c.md", "other/d.md"];
    let mut all: Vec<(&str, &[u8])> = files.iter().map(|name| (*name, PAGE)).collect();
    all.push(("apiproof.toml", config));
    let folder = folder(&all);
    let found = |args: &[&str]| {
        let (_, out, _) = check(folder.path(), args);
        out.lines().map(|line| line.split(':').next().unwrap().to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(found(&[]), ["docs/a.md", "docs/new/c.md"]);
    assert_eq!(found(&["--exclude", "docs/new"]), ["docs/a.md"]);
    assert_eq!(found(&["docs/old/b.md"]), ["docs/old/b.md"], "it is named");
    assert_eq!(found(&["--force-exclude", "docs/old/b.md", "docs/a.md"]), ["docs/a.md"]);
}

#[test]
fn folders_of_dependencies_are_skipped_and_counted() {
    let files = ["docs/a.md", "docs/node_modules/x/b.md", "vendor/c/d/e.md", "docs/vendor.md"];
    let folder = folder(&files.map(|name| (name, PAGE)));
    let (_, out, err) = check(folder.path(), &[]);
    assert_eq!(out.lines().count(), 2, "{out}");
    assert!(err.contains("Skipped 2 (2 dependency or build folders)."), "{err}");
    assert_eq!(check(folder.path(), &["vendor/c"]).1.lines().count(), 1);
    assert_eq!(check(folder.path(), &["vendor"]).1.lines().count(), 1);
}

#[test]
fn an_override_without_pages_is_reported_after_a_whole_run() {
    let config = b"[[override]]\npaths = [\"docs\"]\nlevel = \"strict\"\n\n[[override]]\npaths = [\"dosc\"]\nlevel = \"strict\"\n";
    let folder = folder(&[("docs/a.md", PAGE), ("b.md", PAGE), ("apiproof.toml", config)]);
    let (_, _, err) = check(folder.path(), &[]);
    assert!(err.contains("warning: apiproof.toml:5:1: this override matches no page"), "{err}");
    assert_eq!(err.matches("override").count(), 1, "{err}");
    assert!(!check(folder.path(), &["b.md"]).2.contains("override"));
}

#[test]
fn a_command_that_was_left_out_is_suggested() {
    let folder = folder(&[("a.md", PAGE)]);
    let (code, _, err) = run(folder.path(), &["--level", "strict"]);
    assert_eq!(code, 2);
    assert!(err.contains("did you mean `apiproof check --level strict`?"), "{err}");
    let (_, _, err) = run(folder.path(), &["a.md"]);
    assert!(err.contains("did you mean `apiproof check a.md`?"), "{err}");
    assert!(!run(folder.path(), &["chekc"]).2.contains("apiproof check chekc"));
}

#[test]
fn the_settings_of_a_missing_page_are_an_error() {
    let folder = folder(&[("a.md", PAGE)]);
    let (code, _, err) = run(folder.path(), &["config", "show", "b.md"]);
    assert_eq!((code, err.trim()), (2, "error: b.md: no such file or folder"));
}

#[test]
fn quiet_leaves_out_the_summary() {
    let folder = folder(&[("a.md", PAGE)]);
    let (code, out, err) = run(folder.path(), &["check", "-q"]);
    assert_eq!((code, err.as_str()), (1, ""));
    assert!(out.contains("json/trailing-comma") && !out.contains("Checked"), "{out}");
}
