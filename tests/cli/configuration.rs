//! `apiproof.toml` as a user has it: found, extended, overridden, and refused if it means harm.

use std::fs;
use std::path::Path;

use super::{CLEAN, FAULTY, check_json, folder, json, run, run_with_stdin};

/// A page with a comment in its JSON, which only `strict` speaks of.
const STRICT: &str = "```json\n{\"id\": \"p-1042\" /* theirs */}\n```\n";

/// `path:rule` of every finding.
fn found(folder: &Path, args: &[&str]) -> Vec<String> {
    let (_, report, stderr) = check_json(folder, args);
    let diagnostics = report["diagnostics"].as_array().unwrap();
    assert!(!stderr.contains("error: "), "{stderr}");
    let line = |finding: &serde_json::Value| {
        format!("{}:{}", finding["path"].as_str().unwrap(), finding["rule"].as_str().unwrap())
    };
    diagnostics.iter().map(line).collect()
}

#[test]
fn the_nearest_file_counts_whatever_the_working_directory() {
    let here = folder(&[
        (".git/HEAD", b""),
        ("a.md", STRICT.as_bytes()),
        ("docs/apiproof.toml", b"level = \"strict\"\n"),
        ("docs/a.md", STRICT.as_bytes()),
        ("docs/deep/er/a.md", STRICT.as_bytes()),
        ("docs/quiet/apiproof.toml", b""),
        ("docs/quiet/a.md", STRICT.as_bytes()),
    ]);
    let strict = ["docs/a.md:json/comment", "docs/deep/er/a.md:json/comment"];
    assert_eq!(found(here.path(), &[]), strict);
    assert_eq!(found(here.path(), &["docs", "a.md"]), strict);
    let docs = here.path().join("docs");
    assert_eq!(found(&docs, &[]), ["a.md:json/comment", "deep/er/a.md:json/comment"]);
    assert_eq!(found(&docs.join("deep/er"), &[".."]), ["../er/a.md:json/comment"]);
    assert_eq!(found(&docs.join("quiet"), &["../a.md", "a.md"]), ["../a.md:json/comment"]);
    assert_eq!(found(&docs.join("quiet"), &["--config", "../apiproof.toml"]), ["a.md:json/comment"]);
    assert!(found(here.path(), &["--isolated"]).is_empty());
    let args = ["check", "-", "--stdin-filename", "docs/new.md"];
    assert_eq!(run_with_stdin(here.path(), &args, STRICT.as_bytes()).0, 1);
    assert_eq!(run_with_stdin(here.path(), &["check", "-"], STRICT.as_bytes()).0, 0);
}

#[test]
fn the_top_of_a_repository_ends_the_search() {
    let here = folder(&[
        ("apiproof.toml", b"level = \"strict\"\n"),
        ("a.md", STRICT.as_bytes()),
        ("module/.git", b"gitdir: elsewhere\n"),
        ("module/docs/a.md", STRICT.as_bytes()),
    ]);
    assert_eq!(found(here.path(), &[]), ["a.md:json/comment"]);
    assert!(found(&here.path().join("module/docs"), &[]).is_empty());
}

#[test]
fn the_samples_are_checked_alike_from_everywhere() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let summary = |folder: &Path, path: &str| check_json(folder, &[path]).1["summary"].clone();
    let from_root = summary(root, "docs-samples");
    assert!(from_root["schema_checked"].as_u64().unwrap() > 0, "{from_root}");
    assert_eq!(from_root, summary(&root.join("docs-samples"), "."));
    assert_eq!(from_root, summary(&root.join("docs-samples/clean"), ".."));
}

#[test]
fn a_folder_above_may_exclude_what_has_a_file_of_its_own() {
    let here = folder(&[
        ("apiproof.toml", b"exclude = [\"vendor\"]\n"),
        ("vendor/apiproof.toml", b"level = \"strict\"\n"),
        ("vendor/a.md", STRICT.as_bytes()),
        ("b.md", CLEAN.as_bytes()),
    ]);
    let (code, report, _) = check_json(here.path(), &[]);
    assert_eq!((code, &report["summary"]["files_skipped"]), (0, &1.into()));
    // What is named is checked.
    assert_eq!(found(here.path(), &["vendor/a.md"]), ["vendor/a.md:json/comment"]);
}

#[test]
fn files_extend_each_other() {
    let here = folder(&[
        (".git/HEAD", b""),
        ("house/base.toml", b"extends = [\"far.toml\"]\nlevel = \"strict\"\nexclude = [\"drafts\"]\n"),
        ("house/far.toml", b"level = \"pedantic\"\nignore = [\"json/trailing-comma\"]\n"),
        (
            "docs/apiproof.toml",
            b"extends = \"../house/base.toml\"\n[severity]\n\"json/comment\" = \"error\"\n",
        ),
        ("docs/a.md", STRICT.as_bytes()),
        ("docs/b.md", FAULTY.as_bytes()),
        ("docs/drafts/c.md", FAULTY.as_bytes()),
    ]);
    let (code, report, stderr) = check_json(here.path(), &["docs"]);
    assert_eq!((code, stderr.as_str()), (1, ""));
    assert_eq!(report["summary"]["files_skipped"], 1);
    assert_eq!(report["diagnostics"].as_array().unwrap().len(), 1, "{report}");
    assert_eq!(report["diagnostics"][0]["severity"], "error");
}

#[test]
fn overrides_are_for_some_pages() {
    let config = "level = \"strict\"\n[[override]]\npaths = [\"beta\"]\nlevel = \"default\"\n\
                  [[override]]\npaths = [\"beta/late.md\", \"old/*.md\"]\nselect = [\"json/comment\"]\n\
                  [override.severity]\njson = \"info\"\n";
    let here = folder(&[
        ("docs/apiproof.toml", config.as_bytes()),
        ("docs/a.md", STRICT.as_bytes()),
        ("docs/beta/a.md", STRICT.as_bytes()),
        ("docs/beta/late.md", STRICT.as_bytes()),
        ("docs/old/a.md", STRICT.as_bytes()),
    ]);
    let (_, report, _) = check_json(here.path(), &[]);
    let said: Vec<_> = report["diagnostics"]
        .as_array()
        .unwrap()
        .iter()
        .map(|finding| (finding["path"].as_str().unwrap(), finding["severity"].as_str().unwrap()))
        .collect();
    assert_eq!(said, [("docs/a.md", "warning"), ("docs/beta/late.md", "info"), ("docs/old/a.md", "info")]);
    // A flag goes before all of them.
    assert!(found(here.path(), &["--ignore", "json/comment"]).is_empty());
}

#[test]
fn every_page_has_the_schemas_of_its_version() {
    let schema = |version: &str, property: &str| {
        format!(
            "{{\"$schema\": \"https://json-schema.org/draft/2020-12/schema\", \"title\": \"parcel\", \"type\": \"object\", \
             \"additionalProperties\": false, \"properties\": {{\"{property}\": {{}}}}, \"description\": \"{version}\"}}"
        )
    };
    let page = "<!-- { \"blockType\": \"response\", \"@odata.type\": \"parcel\" } -->\n```http\nHTTP/1.1 200 OK\n\
                Content-Type: application/json\n\n{\"id\": 1}\n```\n";
    let here = folder(&[
        (
            "apiproof.toml",
            b"schemas = [\"v1.json\"]\n[[override]]\npaths = [\"beta\"]\nschemas = [\"beta.json\"]\n\
              [[override]]\npaths = [\"none\"]\nschemas = []\n",
        ),
        ("v1.json", schema("v1", "id").as_bytes()),
        ("beta.json", schema("beta", "number").as_bytes()),
        ("v1/a.md", page.as_bytes()),
        ("beta/a.md", page.as_bytes()),
        ("none/a.md", page.as_bytes()),
    ]);
    assert_eq!(found(here.path(), &[]), ["beta/a.md:schema/unknown-property"]);
    let (_, report, _) = check_json(here.path(), &[]);
    assert_eq!(report["summary"]["schema_checked"], 2);
    let report = json(&run(here.path(), &["inspect", "--output-format", "json"]).1);
    let sources: Vec<_> = (0..3).map(|at| &report["files"][at]["examples"][0]["schema"]["source"]).collect();
    assert_eq!(
        sources,
        ["beta.json".into(), serde_json::Value::Null, "v1.json".into()].iter().collect::<Vec<_>>()
    );
}

/// Files by name.
type Files<'f> = &'f [(&'f str, &'f [u8])];

/// Hostile and broken configurations: exit code 2, and each fault on a line with its place.
#[test]
fn what_cannot_be_used_is_named_with_its_place() {
    let huge = format!("# {}\n", "a".repeat(2 << 20));
    let deep = format!("select = {}", "[".repeat(50_000));
    let cases: &[(Files<'_>, &str)] = &[
        (
            &[("apiproof.toml", b"extends = \"gone.toml\"")],
            "apiproof.toml:1:11: `gone.toml` cannot be extended: cannot read it: no such file or folder",
        ),
        (
            &[("apiproof.toml", b"extends = \"apiproof.toml\"")],
            "apiproof.toml:1:11: `apiproof.toml` leads back to this file",
        ),
        (
            &[("apiproof.toml", b"\nextends = \"b.toml\""), ("b.toml", b"extends = [\"./apiproof.toml\"]")],
            "b.toml:1:12: `./apiproof.toml` leads back to this file",
        ),
        (
            &[("apiproof.toml", b"extends = \"../../b.toml\"")],
            "apiproof.toml:1:11: `../../b.toml` leads out of the repository",
        ),
        (
            &[("apiproof.toml", b"extends = \"/etc/passwd\"")],
            "apiproof.toml:1:11: `/etc/passwd` leads out of the repository",
        ),
        (&[("apiproof.toml", b"extends = \".\"")], "apiproof.toml:1:11: `.` cannot be extended: not a file"),
        (
            &[("apiproof.toml", b"extends = \"b.toml\""), ("b.toml", b"levle = 1")],
            "b.toml:1:1: unknown key `levle`; did you mean `level`?",
        ),
        (&[("apiproof.toml", huge.as_bytes())], "apiproof.toml: larger than 1 MiB"),
        (&[("apiproof.toml", b"level = \"strict\"\n\xff")], "apiproof.toml: not UTF-8 on line 2"),
        (&[("apiproof.toml", deep.as_bytes())], "apiproof.toml:1:"),
        (&[("apiproof.toml", b"level = \"strict")], "apiproof.toml:1:"),
        (&[("apiproof.toml", b"exclude = [\"a[\"]")], "apiproof.toml:1:12: `a[` is no glob: "),
        (&[("apiproof.toml", b"[[override]]\npaths = [\"a[\"]")], "apiproof.toml:2:10: `a[` is no glob: "),
        (
            &[("apiproof.toml", b"[[override]]\npaths = [\"a\"]\nignore = [\"jsn\"]")],
            "apiproof.toml:3:11: no rule or group `jsn`; did you mean `json`?",
        ),
    ];
    for (files, expected) in cases {
        let here = folder(&[&[(".git/HEAD", &b""[..]), ("a.md", CLEAN.as_bytes())], *files].concat());
        let (code, stdout, stderr) = run(here.path(), &["check"]);
        assert_eq!((code, stdout.as_str()), (2, ""), "{stderr}");
        assert!(stderr.starts_with(&format!("error: {expected}")), "{expected}\n{stderr}");
        assert_eq!(stderr.lines().count(), 1, "{stderr}");
    }
    let here =
        folder(&[("apiproof.toml", b"levle = 1\nselect = [\"jsn\", 3]\n"), ("a.md", CLEAN.as_bytes())]);
    assert_eq!(run(here.path(), &["check"]).2.lines().count(), 2);
}

#[test]
fn one_bad_file_does_not_hide_the_other_pages() {
    let here = folder(&[
        ("a.md", FAULTY.as_bytes()),
        ("bad/apiproof.toml", b"levle = 1"),
        ("bad/a.md", FAULTY.as_bytes()),
        ("bad/b.md", FAULTY.as_bytes()),
    ]);
    let (code, stdout, stderr) = run(here.path(), &["check"]);
    assert_eq!(code, 2);
    assert_eq!(stderr, "error: bad/apiproof.toml:1:1: unknown key `levle`; did you mean `level`?\n");
    assert!(stdout.contains("a.md:6:") && !stdout.contains("bad/a.md"), "{stdout}");
    assert!(stdout.contains("Skipped 2 (2 under a configuration that cannot be used)."), "{stdout}");
}

#[cfg(unix)]
#[test]
fn a_linked_configuration_stays_inside() {
    let here = folder(&[
        ("secret", b"password"),
        ("repo/.git/HEAD", b""),
        ("repo/shared.toml", b"level = \"strict\"\n"),
        ("repo/docs/a.md", STRICT.as_bytes()),
    ]);
    let docs = here.path().join("repo/docs");
    let link = |target: &str| {
        let _ = fs::remove_file(docs.join("apiproof.toml"));
        std::os::unix::fs::symlink(target, docs.join("apiproof.toml")).unwrap();
    };
    for (target, expected) in [
        ("../../secret", "apiproof.toml: a symbolic link that leads out of the repository"),
        ("/dev/zero", "apiproof.toml: a symbolic link that leads out of the repository"),
        ("gone.toml", "apiproof.toml: cannot read it: no such file or folder"),
    ] {
        link(target);
        let (code, stdout, stderr) = run(&docs, &["check"]);
        assert_eq!(
            (code, stdout.as_str(), stderr.as_str()),
            (2, "", format!("error: {expected}\n").as_str())
        );
    }
    link("../shared.toml");
    assert_eq!(found(&docs, &[]), ["a.md:json/comment"]);
    fs::remove_file(docs.join("apiproof.toml")).unwrap();
    fs::write(docs.join("apiproof.toml"), "extends = \"linked.toml\"").unwrap();
    std::os::unix::fs::symlink("../../secret", docs.join("linked.toml")).unwrap();
    let (_, _, stderr) = run(&docs, &["check"]);
    let expected =
        "error: apiproof.toml:1:11: `linked.toml` is a symbolic link that leads out of the repository\n";
    assert_eq!(stderr, expected);
}
