//! `apiproof.toml` as a user has it: found, extended, overridden, and refused if it means harm.

use std::fs;
use std::path::Path;

use super::{CLEAN, FAULTY, check_json, folder, json, run, run_with_stdin};

/// A page with a comment in its JSON, which only `strict` speaks of.
const STRICT: &str = "```json\n{\"id\": \"p-1042\" /* theirs */}\n```\n";

/// `path:rule` of every finding.
pub(super) fn found(folder: &Path, args: &[&str]) -> Vec<String> {
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
fn dialects_are_switched_for_some_pages() {
    let page = "# Parcels\n\n    GET /v1/parcels HTTP/1.1\n\n```json\n{ \"id\": 1, }\n```\n\n\
                ```json\nPUT /v1/parcels/1\n{ \"id\": 1 }\n```\n\n\
                ```sh\ncurl -d '{ \"id\": 1, }' https://api.parcelo.example\n```\n";
    let switched = [
        ("plain", "", "3 indented, 5 json-fence, 9 console, 14 curl"),
        ("indented", "indented = false", "5 json-fence, 9 console, 14 curl"),
        ("bare", "json-fence = false", "3 indented, 9 console, 14 curl"),
        ("console", "console = false", "3 indented, 5 json-fence, 9 http-message, 14 curl"),
        ("shell", "all = false\ncurl = true", "14 curl"),
        ("none", "all = false", ""),
    ];
    let table =
        |name, dialects| format!("[[override]]\npaths = [\"{name}.md\"]\n[override.dialects]\n{dialects}\n");
    let config = switched.map(|(name, dialects, _)| table(name, dialects)).concat();
    let files = switched.map(|(name, ..)| format!("docs/{name}.md"));
    let mut contents = vec![("docs/apiproof.toml", config.as_bytes())];
    contents.extend(files.iter().map(|path| (path.as_str(), page.as_bytes())));
    let here = folder(&contents);
    for (name, _, expected) in switched {
        let path = format!("docs/{name}.md");
        let (_, stdout, _) = run(here.path(), &["inspect", "--output-format", "json", &path]);
        let report = json(&stdout);
        let examples = report["files"][0]["examples"].as_array().unwrap();
        let read = |example: &serde_json::Value| {
            format!("{} {}", example["line"], example["dialect"].as_str().unwrap())
        };
        assert_eq!(examples.iter().map(read).collect::<Vec<_>>().join(", "), expected, "{name}");
    }
    let (_, stdout, _) = run(here.path(), &["config", "show", "docs/shell.md"]);
    let lines: Vec<String> =
        stdout.lines().map(|line| line.split_whitespace().collect::<Vec<_>>().join(" ")).collect();
    let expected =
        ["[dialects]", "all = false # docs/apiproof.toml:20:1", "curl = true # docs/apiproof.toml:21:1"];
    assert!(lines.windows(3).any(|shown| shown == expected), "{stdout}");
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
        (&[("apiproof.toml", b"exclude = [\"a[\"]")], "apiproof.toml:1:12: `a[` is not a valid glob: "),
        (
            &[("apiproof.toml", b"[[override]]\npaths = [\"a[\"]")],
            "apiproof.toml:2:10: `a[` is not a valid glob: ",
        ),
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
    assert!(stdout.contains("Skipped 2 (2 with an invalid configuration)."), "{stdout}");
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

#[test]
fn every_value_is_shown_with_its_origin() {
    let here = folder(&[
        (".git/HEAD", b""),
        ("base.toml", b"ignore = [\"pairing\"]\n"),
        (
            "docs/apiproof.toml",
            b"extends = \"../base.toml\"\nlevel = \"strict\"\nexclude = [\"drafts\"]\n\n[severity]\n\"json/comment\" = \"info\"\n\
              [[override]]\npaths = [\"beta\"]\nselect = [\"json/elision\"]\n",
        ),
        ("docs/beta/a.md", CLEAN.as_bytes()),
    ]);
    let args = ["config", "show", "docs/beta/a.md", "--ignore", "http"];
    let mut command = super::command(here.path(), &args);
    let (code, stdout, stderr) = super::said(&command.env("APIPROOF_LEVEL", "pedantic").output().unwrap());
    assert_eq!((code, stderr.as_str()), (0, ""));
    let lines: Vec<String> =
        stdout.lines().map(|line| line.split_whitespace().collect::<Vec<_>>().join(" ")).collect();
    let expected = [
        "# docs/beta/a.md",
        "# configured by docs/apiproof.toml",
        "level = \"pedantic\" # APIPROOF_LEVEL",
        "\"json/elision\", # docs/apiproof.toml:9:11",
        "\"pairing\", # base.toml:1:11",
        "\"http\", # --ignore",
        "\"drafts\", # docs/apiproof.toml:3:12",
        "schemas = [] # default",
        "\"json/comment\" = \"info\" # docs/apiproof.toml:6:1",
    ];
    for line in expected {
        assert!(lines.iter().any(|shown| shown == line), "{line}\n{stdout}");
    }
    // What is shown is a configuration.
    fs::write(here.path().join("docs/beta/apiproof.toml"), &stdout).unwrap();
    assert_eq!(run(here.path(), &["check", "docs"]).0, 0);

    let shown = json(&run(here.path(), &["config", "show", "--output-format", "json", "docs"]).1);
    assert_eq!(shown["values"][0]["origin"], "docs/apiproof.toml:2:9");
    let rules = shown["rules"].as_array().unwrap();
    let comment = rules.iter().find(|rule| rule["rule"] == "json/comment").unwrap();
    assert_eq!(comment["severity_origin"], "docs/apiproof.toml:6:1");
    assert!(rules.iter().all(|rule| !rule["rule"].as_str().unwrap().starts_with("pairing/")));
}

#[test]
fn the_environment_is_a_layer_below_the_flags() {
    let here = folder(&[("a.md", STRICT.as_bytes()), ("b.toml", b"level = \"strict\"\n")]);
    let code = |vars: &[(&str, &str)], args: &[&str]| {
        let mut command = super::command(here.path(), &[&["check"], args].concat());
        super::said(&command.envs(vars.iter().copied()).output().unwrap()).0
    };
    assert_eq!(code(&[], &[]), 0);
    assert_eq!(code(&[("APIPROOF_LEVEL", "strict")], &[]), 1);
    assert_eq!(code(&[("APIPROOF_LEVEL", "strict")], &["--level", "default"]), 0);
    assert_eq!(code(&[("APIPROOF_LEVEL", "hard")], &[]), 2);
    assert_eq!(code(&[("APIPROOF_LEVEL", "")], &[]), 0);
    assert_eq!(code(&[("APIPROOF_SELECT", "json/comment,http")], &[]), 1);
    assert_eq!(code(&[("APIPROOF_CONFIG", "b.toml")], &[]), 1);
    assert_eq!(code(&[("APIPROOF_CONFIG", "b.toml")], &["--isolated"]), 0);
    assert_eq!(code(&[("APIPROOF_ISOLATED", "1")], &["--config", "b.toml"]), 1);
    assert_eq!(code(&[], &["--isolated", "--config", "b.toml"]), 2);
    assert_eq!(code(&[("APIPROOF_LEVEL", "strict"), ("APIPROOF_FAIL_ON", "error")], &[]), 0);
    let mut command = super::command(here.path(), &["check"]);
    let output = command.env("APIPROOF_SELECT", "jsn").output().unwrap();
    assert!(super::said(&output).2.starts_with("error: APIPROOF_SELECT: no rule or group `jsn`"));
}

/// `UPDATE_FIXTURES=1` writes it anew.
#[test]
fn the_schema_for_editors_is_up_to_date() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("schemas/apiproof.schema.json");
    let (code, stdout, _) = run(Path::new("."), &["config", "schema"]);
    assert_eq!(code, 0);
    if std::env::var_os("UPDATE_FIXTURES").is_some_and(|value| value != "0") {
        fs::write(&path, &stdout).unwrap();
    }
    assert!(
        fs::read_to_string(&path).unwrap_or_default() == stdout,
        "UPDATE_FIXTURES=1 rewrites schemas/apiproof.schema.json"
    );
    // It takes what is read and refuses what is not.
    let schema = jsonschema::validator_for(&json(&stdout)).unwrap();
    let fits = |text: &str| {
        let value: toml::Value = toml::from_str(text).unwrap();
        schema.is_valid(&serde_json::to_value(value).unwrap())
    };
    for text in [
        "",
        "extends = \"a.toml\"\nlevel = \"strict\"\nselect = [\"json\", \"http/media-type\"]\n[severity]\njson = \"info\"",
        "[[override]]\npaths = [\"beta\"]\nschemas = [\"a.csdl\"]\n[override.severity]\n\"json/comment\" = \"error\"",
        "[[bind]]\nmethod = \"GET\"\npath = \"/a\"\nstatus = \"2XX\"\nschema = \"a.json\"",
        "[known]\nproperties = [\"x-*\"]",
        "[dialects]\nall = false\ncurl = true",
    ] {
        assert!(fits(text), "{text}");
    }
    for text in [
        "levle = 1",
        "level = \"hard\"",
        "select = [\"jsn\"]",
        "[severity]\njson = \"warn\"",
        "[[override]]\nlevel = \"strict\"",
        "[known]\nx = []",
        "[dialects]\ncurl = 1",
        "[dialects]\ncurls = true",
    ] {
        assert!(!fits(text), "{text}");
    }
}
