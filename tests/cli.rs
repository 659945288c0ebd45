//! The real binary, run as a user runs it: exit codes, bad input, machine formats, hostile text.

// Everything here is a test, the helpers too.
#![allow(clippy::unwrap_used)]

use std::fs;
use std::io::{Read as _, Write as _};
use std::path::Path;
use std::process::{Command, Output, Stdio};

use serde_json::Value;
use tempfile::TempDir;

#[path = "cli/adoption.rs"]
mod adoption;
#[path = "cli/browser.rs"]
mod browser;
#[path = "cli/configuration.rs"]
mod configuration;
#[path = "cli/coverage.rs"]
mod coverage;
#[path = "cli/descriptions.rs"]
mod descriptions;
#[path = "cli/files.rs"]
mod files;
#[path = "cli/gate.rs"]
mod gate;
#[path = "cli/hostile.rs"]
mod hostile;
#[path = "cli/html.rs"]
mod html;
#[path = "cli/limits.rs"]
mod limits;
#[path = "cli/outside.rs"]
mod outside;
#[path = "cli/readme.rs"]
mod readme;
#[path = "cli/reports.rs"]
mod reports;
#[path = "cli/suppression.rs"]
mod suppression;
#[path = "cli/watch.rs"]
mod watch;

const CLEAN: &str = "# Parcels\n\n```json\n{\"id\": \"p-1042\"}\n```\n";
const FAULTY: &str = "# Parcels\n\n```json\n{\n  \"id\": \"p-1042\",\n  \"é\": 900,\n}\n```\n";

/// A folder with files; names may hold folders.
fn folder(files: &[(&str, &[u8])]) -> TempDir {
    let folder = TempDir::new().unwrap();
    for (name, content) in files {
        let path = folder.path().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, content).unwrap();
    }
    folder
}

fn command(folder: &Path, args: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_apiproof"));
    command.current_dir(folder).args(args);
    let services = ["GITHUB_ACTIONS", "GITHUB_STEP_SUMMARY", "TF_BUILD", "AGENT_TEMPDIRECTORY", "GITLAB_CI"];
    for name in ["NO_COLOR", "FORCE_COLOR", "CLICOLOR_FORCE"].into_iter().chain(services) {
        command.env_remove(name);
    }
    command
}

fn run(folder: &Path, args: &[&str]) -> (i32, String, String) {
    said(&command(folder, args).output().unwrap())
}

fn run_with_stdin(folder: &Path, args: &[&str], input: &[u8]) -> (i32, String, String) {
    let mut child = command(folder, args)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    child.stdin.take().unwrap().write_all(input).unwrap();
    said(&child.wait_with_output().unwrap())
}

fn said(output: &Output) -> (i32, String, String) {
    let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).unwrap();
    (output.status.code().unwrap(), text(&output.stdout), text(&output.stderr))
}

fn json(text: &str) -> Value {
    serde_json::from_str(text).unwrap_or_else(|error| panic!("{error}: {text}"))
}

fn check_json(folder: &Path, args: &[&str]) -> (i32, Value, String) {
    let args = [&["check", "--output-format", "json"], args].concat();
    let (code, stdout, stderr) = run(folder, &args);
    (code, json(&stdout), stderr)
}

#[test]
fn exit_codes_follow_the_findings_and_the_flags() {
    let here = folder(&[("clean.md", CLEAN.as_bytes()), ("faulty.md", FAULTY.as_bytes())]);
    let cases: &[(&[&str], i32)] = &[
        (&["check", "clean.md"], 0),
        (&["check", "faulty.md"], 1),
        (&["check"], 1),
        (&["check", "--exit-zero"], 0),
        (&["check", "--fail-on", "error"], 1),
        (&["check", "--ignore", "json"], 0),
        (&["check", "--ignore", "all"], 0),
        (&["check", "--select", "json/trailing-comma", "--ignore", "all"], 1),
        (&["check", "--jobs", "1", "--no-cache", "--isolated", "--statistics"], 1),
        (&["check", "missing.md"], 2),
        (&["check", "missing.md", "--exit-zero"], 2),
        (&["check", "clean.md", "missing.md"], 2),
        (&["check", "--level", "hard"], 2),
        (&["check", "--select", "json/trailing-coma"], 2),
        (&["check", "--output-format", "serif"], 2),
        (&["check", "--output-format", "json", "--output-format", "text"], 2),
        (&["check", "--jobs", "0"], 2),
        (&["check", "--fix", "--diff"], 2),
        (&["check", "--config", "missing.toml"], 2),
        (&["check", "--stdin-filename", "x.md"], 2),
        (&["check", "*.rst"], 2),
        (&["check", "*.md"], 1),
        (&["frobnicate"], 2),
        (&[], 2),
        (&["--help"], 0),
        (&["--version"], 0),
        (&["inspect"], 0),
        (&["inspect", "missing.md"], 2),
        (&["rules"], 0),
        (&["explain", "json/trailing-comma"], 0),
        (&["explain", "json/trailing-coma"], 2),
        (&["completions", "bash"], 0),
        (&["completions", "cmd"], 2),
        (&["man"], 0),
        (&["man", "check"], 0),
        (&["man", "chekc"], 2),
    ];
    for (args, expected) in cases {
        let (code, stdout, stderr) = run(here.path(), args);
        assert_eq!(code, *expected, "{args:?}\n{stdout}\n{stderr}");
        assert!(!stderr.contains("panicked"), "{args:?}\n{stderr}");
    }
}

#[test]
fn bad_input_is_one_clear_line_and_nothing_else_is_lost() {
    let long = vec![b'a'; 50 << 20];
    let mut utf16 = vec![0xFF, 0xFE];
    utf16.extend(CLEAN.encode_utf16().flat_map(u16::to_le_bytes));
    let cases: &[(&str, &[u8], &str)] = &[
        ("bad/long.md", &long, "bad/long.md: larger than 16 MiB"),
        ("bad/utf16.md", &utf16, "bad/utf16.md: written in UTF-16; save it as UTF-8"),
    ];
    for (name, content, line) in cases {
        let here = folder(&[(name, content), ("good.md", FAULTY.as_bytes())]);
        let (code, report, stderr) = check_json(here.path(), &["--exit-zero"]);
        assert_eq!(code, 2, "{name}: {stderr}");
        assert_eq!(stderr.lines().count(), 1, "{stderr}");
        assert!(stderr.starts_with(&format!("error: {line}")), "{stderr}");
        assert_eq!(report["summary"]["files"], 1, "{name}");
        assert_eq!(report["summary"]["files_skipped"], 1, "{name}");
        assert_eq!(report["summary"]["errors"], 1, "{name}");
    }
}

#[test]
fn odd_text_is_still_text() {
    let nested = format!("```json\n{}\n```\n", "[".repeat(100_000));
    let braces = format!("```json\n{}{}\n```\n", "{\"a\":".repeat(100_000), "}".repeat(100_000));
    let bom = format!("\u{feff}{FAULTY}");
    let invalid = [b"caf\xe9\n\n".as_slice(), FAULTY.as_bytes()].concat();
    let nul = [b"a\0b\n\n".as_slice(), FAULTY.as_bytes()].concat();
    let crlf = FAULTY.replace('\n', "\r\n");
    let cases: &[(&str, &[u8], Option<&str>)] = &[
        ("empty", b"", None),
        ("nested", nested.as_bytes(), Some("json/unclosed")),
        ("braces", braces.as_bytes(), Some("json/unclosed")),
        ("bom", bom.as_bytes(), Some("json/trailing-comma")),
        ("invalid UTF-8", &invalid, Some("json/trailing-comma")),
        ("NUL", &nul, Some("json/trailing-comma")),
        ("crlf", crlf.as_bytes(), Some("json/trailing-comma")),
    ];
    for (name, text, rule) in cases {
        let here = folder(&[("page.md", text)]);
        let (code, report, stderr) = check_json(here.path(), &[]);
        assert_eq!(stderr, "", "{name}");
        assert_eq!(code, i32::from(rule.is_some()), "{name}");
        let found = report["diagnostics"].as_array().unwrap();
        let rules: Vec<_> = found.iter().filter_map(|finding| finding["rule"].as_str()).collect();
        if let Some(rule) = rule {
            assert!(rules.contains(rule), "{name}: {rules:?}");
        }
        // The text format shows the same findings without choking on them.
        let (code, _, stderr) = run(here.path(), &["check"]);
        assert_eq!((code, stderr.as_str()), (i32::from(rule.is_some()), ""), "{name}");
    }
}

#[test]
fn folders_are_walked_politely() {
    let here = folder(&[
        ("docs/a.md", FAULTY.as_bytes()),
        ("docs/b.mdx", FAULTY.as_bytes()),
        ("docs/c.md.erb", FAULTY.as_bytes()),
        ("docs/note.txt", FAULTY.as_bytes()),
        ("docs/.hidden.md", FAULTY.as_bytes()),
        ("docs/build/d.md", FAULTY.as_bytes()),
        ("docs/.gitignore", b"build/\n"),
        ("empty/readme.txt", b""),
    ]);
    let cases: &[(&[&str], &[&str])] = &[
        (&[], &["docs/a.md", "docs/b.mdx", "docs/c.md.erb"]),
        (&["docs"], &["docs/a.md", "docs/b.mdx", "docs/c.md.erb"]),
        (&["./docs/"], &["docs/a.md", "docs/b.mdx", "docs/c.md.erb"]),
        (&["docs/note.txt"], &["docs/note.txt"]),
        (&["docs/build"], &["docs/build/d.md"]),
        (&["docs/*.md"], &["docs/a.md"]),
        (&["**/b.*"], &["docs/b.mdx"]),
        (
            &["docs", "docs/a.md", "./docs/a.md", "docs/../docs/a.md"],
            &["docs/a.md", "docs/b.mdx", "docs/c.md.erb"],
        ),
    ];
    for (args, expected) in cases {
        let (code, report, stderr) = check_json(here.path(), args);
        let found = report["diagnostics"].as_array().unwrap();
        let paths: Vec<_> = found.iter().filter_map(|finding| finding["path"].as_str()).collect();
        assert_eq!((code, paths.as_slice(), stderr.as_str()), (1, *expected, ""), "{args:?}");
    }
    let (code, stdout, stderr) = run(here.path(), &["check", "empty"]);
    assert_eq!(code, 2);
    assert!(stderr.starts_with("error: empty: no Markdown page in this folder"), "{stderr}");
    assert_eq!(stdout, "Checked nothing: no page was read.\n");
}

#[test]
#[cfg(unix)]
fn links_are_not_followed_and_unreadable_files_are_named() {
    use std::os::unix::fs::{PermissionsExt as _, symlink};
    let here = folder(&[("docs/a.md", FAULTY.as_bytes()), ("elsewhere/b.md", FAULTY.as_bytes())]);
    symlink(here.path().join("elsewhere/b.md"), here.path().join("docs/link.md")).unwrap();
    symlink(here.path().join("elsewhere"), here.path().join("docs/folder")).unwrap();
    let (code, report, stderr) = check_json(here.path(), &["docs"]);
    assert_eq!((code, stderr.as_str()), (1, ""));
    assert_eq!(report["summary"]["files"], 1);
    assert_eq!(report["summary"]["files_skipped"], 2);
    let (_, stdout, _) = run(here.path(), &["check", "docs"]);
    assert!(
        stdout.ends_with("1 error (1 fixable with `--fix`). Skipped 2 (2 symbolic links).\n"),
        "{stdout}"
    );
    let (_, report, _) = check_json(here.path(), &["docs/link.md", "docs/folder"]);
    assert_eq!(report["summary"]["files"], 1, "named links are followed, and their target is read once");

    symlink("nowhere.md", here.path().join("docs/dangling.md")).unwrap();
    let (code, report, stderr) = check_json(here.path(), &["docs"]);
    assert_eq!(code, 2);
    assert_eq!(stderr, "error: docs/dangling.md: a dangling link: what it points to does not exist\n");
    assert_eq!(report["summary"]["errors"], 1);
    fs::remove_file(here.path().join("docs/dangling.md")).unwrap();

    let secret = here.path().join("docs/secret.md");
    fs::write(&secret, CLEAN).unwrap();
    fs::set_permissions(&secret, fs::Permissions::from_mode(0o000)).unwrap();
    // A superuser reads everything.
    if fs::read(&secret).is_err() {
        let (code, report, stderr) = check_json(here.path(), &["docs"]);
        assert_eq!(
            (code, stderr.as_str()),
            (2, "error: docs/secret.md: cannot read it: permission denied\n")
        );
        assert_eq!(report["summary"]["errors"], 1);
    }
    // A file that opens but cannot be read, whoever asks.
    if cfg!(target_os = "linux") {
        let (code, _, stderr) = check_json(here.path(), &["docs", "/proc/self/mem"]);
        assert_eq!(code, 2);
        assert!(stderr.starts_with("error: /proc/self/mem: cannot read it: "), "{stderr}");
    }
}

/// What a run without a description of the API says before the summary.
const UNDESCRIBED: &str = "Without a description of the API only the syntax of bodies is checked: set `schemas` in \
                           `apiproof.toml`, or pass `--schema PATH`.\n";

#[test]
fn standard_input_is_a_page() {
    let here = folder(&[]);
    let args = ["check", "-", "--stdin-filename", "docs/x.md", "--output-format", "concise"];
    let (code, stdout, stderr) = run_with_stdin(here.path(), &args, FAULTY.as_bytes());
    assert_eq!(code, 1);
    assert_eq!(stdout, "docs/x.md:6:11: error[json/trailing-comma] trailing comma before `}`\n");
    assert_eq!(
        stderr,
        format!("{UNDESCRIBED}Checked 1 page: 1 example, 1 JSON body. 1 error (1 fixable with `--fix`).\n")
    );
    let (code, stdout, _) = run_with_stdin(here.path(), &["check", "-"], CLEAN.as_bytes());
    assert_eq!(
        (code, stdout),
        (0, format!("{UNDESCRIBED}Checked 1 page: 1 example, 1 JSON body. No findings.\n"))
    );
}

#[test]
fn configuration_is_found_layered_and_checked() {
    let here = folder(&[("docs/deep/a.md", FAULTY.as_bytes())]);
    let write = |text: &str| fs::write(here.path().join("apiproof.toml"), text).unwrap();
    let deep = here.path().join("docs/deep");
    write("ignore = [\"json/trailing-comma\"]\n");
    for (folder, args, expected) in [
        (here.path(), &["check"][..], 0),
        (&deep, &["check"], 0),
        (&deep, &["check", "--isolated"], 1),
        (&deep, &["check", "--select", "json/trailing-comma"], 1),
        (&deep, &["check", "--select", "json"], 0),
    ] {
        assert_eq!(run(folder, args).0, expected, "{args:?}");
    }
    write("exclude = [\"docs/**\"]\n");
    let (code, stdout, stderr) = run(&deep, &["check"]);
    assert_eq!((code, stderr.as_str()), (0, ""));
    assert_eq!(stdout, "Checked nothing: no page was read. Skipped 1 (1 excluded).\n");
    write("[severity]\n\"json\" = \"info\"\n");
    assert_eq!(run(here.path(), &["check"]).0, 0);
    assert_eq!(run(here.path(), &["check", "--fail-on", "info"]).0, 1);
    let cases = [
        ("levle = \"strict\"", "apiproof.toml:1:1: unknown key `levle`; did you mean `level`?"),
        (
            "\nselect = [\"json/coment\"]",
            "apiproof.toml:2:11: no rule or group `json/coment`; did you mean `json/comment`?",
        ),
        ("[severity]\n\"jsn\" = \"info\"", "apiproof.toml:2:1: no rule or group `jsn`; did you mean `json`?"),
        ("level = 3", "apiproof.toml:1:9: "),
        ("[[override]]", "apiproof.toml:1:1: required key `paths` is missing in `override`"),
        ("exclude = [\"a{\"]", "apiproof.toml:1:12: `a{` is not a valid glob: "),
    ];
    for (text, expected) in cases {
        write(text);
        let (code, stdout, stderr) = run(here.path(), &["check"]);
        assert_eq!((code, stdout.as_str()), (2, ""), "{text}");
        assert!(stderr.starts_with(&format!("error: {expected}")) && stderr.lines().count() == 1, "{stderr}");
    }
}

#[test]
fn json_is_as_agreed() {
    let here = folder(&[("docs/x.md", FAULTY.as_bytes()), ("docs/y.md", CLEAN.as_bytes())]);
    let (code, report, stderr) = check_json(here.path(), &["docs", "--statistics"]);
    assert_eq!((code, stderr.as_str()), (1, ""));
    assert_eq!(report["schema_version"], 1);
    assert_eq!(report["tool"]["name"], "apiproof");
    assert_eq!(report["statistics"], serde_json::json!({"json/trailing-comma": 1}));
    assert_eq!(
        report["summary"],
        serde_json::json!({"files": 2, "files_skipped": 0, "examples": 2, "json_bodies": 2, "schema_checked": 0,
            "not_covered": 2, "too_complex": 0, "errors": 1, "warnings": 0, "infos": 0, "fixable": 1, "suppressed": 0, "unread": 0, "baselined": 0,
            "baseline_gone": 0, "fixed": 0, "fixable_safely": 1})
    );
    let finding = &report["diagnostics"][0];
    let at = FAULTY.find(",\n}").unwrap();
    assert_eq!(finding["span"], serde_json::json!({"start": at, "end": at + 1}));
    let place = ["line", "column", "end_line", "end_column"].map(|key| finding[key].as_u64().unwrap());
    assert_eq!(place, [6, 11, 6, 12], "code points, ends exclusive");
    assert_eq!(finding["fix"]["applicability"], "safe");
    assert_eq!(finding["fix"]["edits"], serde_json::json!([{"start": at, "end": at + 1, "text": ""}]));
    let keys = [
        "rule",
        "severity",
        "message",
        "path",
        "line",
        "column",
        "end_line",
        "end_column",
        "span",
        "pointer",
        "help",
        "related",
        "fix",
        "fingerprint",
        "note",
    ];
    assert_eq!(finding.as_object().unwrap().keys().collect::<Vec<_>>(), keys);

    let (_, lines, _) = run(here.path(), &["check", "docs", "--output-format", "jsonl"]);
    let lines: Vec<_> = lines.lines().map(json).collect();
    assert_eq!(&lines[0], finding);
    assert_eq!(lines[1]["summary"], report["summary"]);
    assert_eq!(lines.len(), 2);
}

#[test]
fn fingerprints_survive_an_edit_elsewhere() {
    let here = folder(&[("a.md", FAULTY.as_bytes()), ("moved/b.md", format!("New\n\n{FAULTY}").as_bytes())]);
    let (_, report, _) = check_json(here.path(), &[]);
    assert_eq!(report["diagnostics"][0]["fingerprint"], report["diagnostics"][1]["fingerprint"]);
}

#[test]
fn names_are_compared_within_a_version() {
    let page = |name: &str| {
        format!(
            "<!-- {{ \"blockType\": \"request\", \"name\": \"{name}\" }} -->\n```http\nGET /parcels\n```\n"
        )
    };
    let (list, other) = (page("list_parcels"), page("list_couriers"));
    let here = folder(&[
        ("docs/v1.0/a.md", list.as_bytes()),
        ("docs/v1.0/b.md", other.as_bytes()),
        ("docs/v1.0/deep/c.md", format!("# List\n\n{list}").as_bytes()),
        ("docs/beta/a.md", list.as_bytes()),
    ]);
    assert_eq!(check_json(here.path(), &[]).1["diagnostics"], serde_json::json!([]), "from level strict on");
    let args = ["--level", "strict", "--ignore", "all", "--select", "pairing/duplicate-name"];
    let (code, report, stderr) = check_json(here.path(), &args);
    assert_eq!((code, stderr.as_str()), (1, ""));
    assert_eq!(report["summary"]["errors"], 1);
    let found = report["diagnostics"].as_array().unwrap();
    assert_eq!(found.len(), 1);
    assert_eq!(found[0]["path"], "docs/v1.0/deep/c.md");
    assert_eq!(found[0]["line"], 3);
    assert_eq!(found[0]["message"], "a request on another page is already named `list_parcels`");
    let first = serde_json::json!([
        {"path": "docs/v1.0/a.md", "line": 1, "column": 40, "message": "the first one"}
    ]);
    assert_eq!(found[0]["related"], first);
    let (_, text, _) = run(here.path(), &[&["check"][..], &args].concat());
    assert!(text.contains("docs/v1.0/deep/c.md:3:40") && text.contains("docs/v1.0/a.md:1:40"), "{text}");
    assert_eq!(
        text.matches("GET").count() + text.matches("blockType").count(),
        2,
        "both lines are shown: {text}"
    );
    // A page that comes only once is not read again; its own names are compared all the same.
    let both = format!("{list}\n{list}");
    let (_, text, _) = run_with_stdin(here.path(), &["check", "-", "--level", "strict"], both.as_bytes());
    assert!(text.contains("another request on this page"), "{text}");
}

#[test]
fn an_output_may_go_to_a_file_beside_another() {
    let here = folder(&[("a.md", FAULTY.as_bytes())]);
    let args = ["check", "--output-format", "json=out.json", "--output-format", "concise"];
    let (code, stdout, _) = run(here.path(), &args);
    assert_eq!((code, stdout.lines().count()), (1, 1));
    let written = fs::read_to_string(here.path().join("out.json")).unwrap();
    assert_eq!(json(&written)["summary"]["errors"], 1);
    let (code, _, stderr) = run(here.path(), &["check", "--output-format", "json=no/such/folder.json"]);
    assert_eq!(code, 2);
    assert!(stderr.contains("no/such/folder.json"), "{stderr}");
}

#[test]
fn inspect_says_what_was_understood() {
    let page = "# Parcels\n\n<!-- { \"blockType\": \"request\", \"name\": \"create\" } -->\n```http\nPOST /parcels\n\
                Content-Type: application/json; charset=utf-8\n\n{\"a\": 1}\n```\n\n\
                <!-- { \"blockType\": \"response\", \"@odata.type\": \"parcelo.parcel\" } -->\n```http\n\
                HTTP/1.1 201 Created\nContent-Type: application/json\n\n{\"a\": 1,}\n```\n";
    let here = folder(&[("x.md", page.as_bytes())]);
    let (code, stdout, stderr) = run(here.path(), &["inspect", "--output-format", "json"]);
    assert_eq!((code, stderr.as_str()), (0, ""));
    let report = json(&stdout);
    assert_eq!(report["files"][0]["path"], "x.md");
    let examples = report["files"][0]["examples"].as_array().unwrap();
    assert_eq!(examples.len(), 2);
    let request = serde_json::json!({"line": 4, "end_line": 9, "kind": "request", "dialect": "annotation",
        "block_type": "request", "name": "create", "method": "POST", "target": "/parcels", "status": null,
        "reason": null, "headers": [["Content-Type", "application/json; charset=utf-8"]],
        "body": {"line": 8, "media_type": "application/json", "kind": "json", "json_valid": true,
            "evidence": {"strength": "declared", "reason": "content-type"}},
        "evidence": {"strength": "declared", "reason": "annotation"},
        "paired_with": 12, "schema": {"type": null, "source": null, "coverage": "not-covered"}});
    for (key, value) in request.as_object().unwrap() {
        assert_eq!(&examples[0][key], value, "{key}");
    }
    assert_eq!(examples[1]["body"]["json_valid"], false);
    assert_eq!(examples[1]["paired_with"], 4);
    assert_eq!(examples[1]["schema"]["type"], "parcelo.parcel");
    let (code, table, _) = run(here.path(), &["inspect"]);
    assert_eq!(code, 0);
    assert!(
        table.contains("4-9") && table.contains("POST /parcels") && table.contains("tied to 12"),
        "{table}"
    );
}

#[test]
fn rules_and_explanations_are_readable_and_parse() {
    let here = folder(&[]);
    let (_, list, _) = run(here.path(), &["rules", "--output-format", "json"]);
    let list = json(&list);
    let rules = list["rules"].as_array().unwrap();
    let (_, table, _) = run(here.path(), &["rules"]);
    assert_eq!(table.lines().count(), rules.len() + 1);
    for rule in rules {
        let id = rule["id"].as_str().unwrap();
        assert!(table.contains(id) && !rule["summary"].as_str().unwrap().is_empty(), "{id}");
        let (_, docs, _) = run(here.path(), &["explain", id]);
        assert!(docs.starts_with(id) && !docs.contains("\n```"), "{id}: {docs}");
    }
    let (_, one, _) = run(here.path(), &["explain", "json/trailing-comma", "--output-format", "json"]);
    assert!(json(&one)["docs"].as_str().unwrap().starts_with("A comma"));
    let (_, _, stderr) = run(here.path(), &["explain", "json/trailing-coma"]);
    assert!(stderr.contains("did you mean `json/trailing-comma`?"), "{stderr}");
}

#[test]
fn hostile_text_reaches_nobody() {
    let page = "```json\n{\"\u{1b}]0;x\u{7}##vso[task.setvariable variable=x]y\": 1,, \"##[error]\u{202e}\": 2,}\n\
                ::error::forged,\n```\n";
    let name = "docs/\u{1b}[31m##vso[x]\n::set-output name=a::b.md";
    let config = "\"\u{1b}[31m##vso[x]\" = 1\n";
    let here = if cfg!(unix) {
        folder(&[(name, page.as_bytes()), ("hostile.toml", config.as_bytes())])
    } else {
        folder(&[("docs/a.md", page.as_bytes()), ("hostile.toml", config.as_bytes())])
    };
    let cases: &[&[&str]] = &[
        &["check", "docs"],
        &["check", "docs", "--output-format", "concise"],
        &["check", "docs", "--config", "hostile.toml"],
        &["check", "\u{1b}[31m##[error].md"],
        &["check", "docs", "--select", "\u{1b}##[x]"],
        &["inspect", "docs"],
        &["explain", "\u{1b}##vso[x]"],
    ];
    for args in cases {
        let (_, stdout, stderr) = run(here.path(), args);
        for line in stdout.lines().chain(stderr.lines()) {
            let lower = line.to_lowercase();
            let raw = line.contains(|c: char| c.is_control() || c == '\u{202e}');
            let obeyed = ["##vso[", "##["].iter().any(|word| lower.contains(word));
            let command = line.trim_start().strip_prefix("::").is_some_and(|rest| rest.contains("::"));
            assert!(!raw && !obeyed && !command, "{args:?}: {line:?}");
        }
    }
    let (_, report, _) = check_json(here.path(), &["docs"]);
    if cfg!(unix) {
        assert_eq!(report["diagnostics"][0]["path"], name, "machines get the path as it is");
    }
}

#[test]
fn colour_is_one_decision() {
    type Case = (&'static [&'static str], &'static [(&'static str, &'static str)], bool);
    let here = folder(&[("a.md", FAULTY.as_bytes())]);
    let cases: &[Case] = &[
        (&["check"], &[], false),
        (&["check", "--color", "always"], &[("NO_COLOR", "1")], true),
        (&["check"], &[("FORCE_COLOR", "1")], true),
        (&["check"], &[("FORCE_COLOR", "1"), ("NO_COLOR", "1")], false),
        (&["check", "--color", "never"], &[("FORCE_COLOR", "1")], false),
        (&["check", "--output-format", "json"], &[("FORCE_COLOR", "1")], false),
    ];
    for (args, vars, expected) in cases {
        let output = command(here.path(), args).envs(vars.iter().copied()).output().unwrap();
        let (_, stdout, _) = said(&output);
        assert_eq!(stdout.contains('\u{1b}'), *expected, "{args:?} {vars:?}");
        let summary = stdout.lines().last().unwrap();
        assert_eq!(summary.contains('\u{1b}'), *expected, "{args:?} {vars:?}");
    }
}

/// Whoever has read enough, such as `head`, closes the pipe: nothing went wrong, and the findings are still there.
#[test]
fn a_closed_pipe_keeps_the_exit_code() {
    let here = folder(&[]);
    for page in 0..400 {
        fs::write(here.path().join(format!("{page}.md")), FAULTY).unwrap();
    }
    for args in
        [&["check"][..], &["check", "--output-format", "json"], &["check", "--output-format", "jsonl"]]
    {
        let mut child =
            command(here.path(), args).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        let mut stdout = child.stdout.take().unwrap();
        stdout.read_exact(&mut [0; 8]).unwrap();
        drop(stdout);
        let (code, _, stderr) = said(&child.wait_with_output().unwrap());
        assert_eq!((code, stderr.as_str()), (1, ""), "{args:?}");
    }
}

#[test]
fn the_report_does_not_depend_on_the_threads() {
    let names: Vec<_> = (0..300).map(|page| format!("{}/{page}.md", page % 7)).collect();
    let files: Vec<_> = names.iter().map(|name| (name.as_str(), FAULTY.as_bytes())).collect();
    let here = folder(&files);
    let one = run(here.path(), &["check", "--output-format", "json", "--jobs", "1"]);
    let many = run(here.path(), &["check", "--output-format", "json", "--jobs", "8"]);
    assert_eq!(one, many);
    let report = json(&one.1);
    let paths: Vec<_> =
        report["diagnostics"].as_array().unwrap().iter().map(|finding| finding["path"].to_string()).collect();
    assert!(paths.is_sorted());
    assert_eq!(paths.len(), 300);
}

const TYPED: &str = "# Parcels\n\n<!-- { \"blockType\": \"response\", \"@odata.type\": \"parcelo.parcel\" } -->\n```http\n\
                     HTTP/1.1 200 OK\nContent-Type: application/json\n\n{ \"id\": \"p-1042\", \"wieght\": 900 }\n```\n";

const METADATA: &str = r#"<edmx:Edmx Version="4.0" xmlns:edmx="http://docs.oasis-open.org/odata/ns/edmx">
  <edmx:DataServices>
    <Schema Namespace="parcelo" xmlns="http://docs.oasis-open.org/odata/ns/edm">
      <ComplexType Name="parcel">
        <Property Name="id" Type="Edm.String"/>
        <Property Name="weight" Type="Edm.Int32"/>
      </ComplexType>
    </Schema>
  </edmx:DataServices>
</edmx:Edmx>
"#;

#[test]
fn a_schema_comes_from_the_configuration_or_a_flag() {
    let files: [(&str, &[u8]); 3] = [
        ("docs/a.md", TYPED.as_bytes()),
        ("docs/apiproof.toml", b"schemas = [\"../api/*.csdl\"]"),
        ("api/parcelo.csdl", METADATA.as_bytes()),
    ];
    let folder = folder(&files);
    let expected = "a.md:8:19: error[schema/unknown-property] unknown property `wieght` of `parcelo.parcel`; did you \
                    mean `weight`?";
    let (code, out, err) = run(&folder.path().join("docs"), &["check", "--output-format", "concise"]);
    assert_eq!((code, out.trim_end()), (1, expected), "{err}");
    assert!(err.contains("1 checked against a schema, 0 not covered."), "{err}");

    let args = ["check", "docs", "--isolated", "--schema", "api", "--output-format", "json"];
    let (code, out, _) = run(folder.path(), &args);
    let report = json(&out);
    assert_eq!(code, 1);
    assert_eq!(report["summary"]["schema_checked"], 1);
    let finding = &report["diagnostics"][0];
    assert_eq!(finding["related"][0]["path"], "api/parcelo.csdl");
    assert_eq!(finding["related"][0]["line"], 4);
    assert_eq!(finding["fix"]["applicability"], "unsafe");

    let (_, out, _) = run(folder.path(), &["check", "docs", "--isolated", "--schema", "api/parcelo.csdl"]);
    assert!(out.contains("api/parcelo.csdl:4"), "{out}");

    let args = ["inspect", "docs", "--isolated", "--schema", "api", "--output-format", "json"];
    let report = json(&run(folder.path(), &args).1);
    let schema = &report["files"][0]["examples"][0]["schema"];
    assert_eq!(schema["type"], "parcelo.parcel");
    assert_eq!(schema["source"], "api/parcelo.csdl");
    assert_eq!(schema["coverage"], "checked");
    let (_, out, _) = run(folder.path(), &["inspect", "docs", "--isolated"]);
    assert!(out.contains("not covered: no annotation or operation gives its type"), "{out}");
}

#[test]
fn a_schema_that_cannot_be_used_is_trouble_with_its_line() {
    let cases: [(&str, &str, &str); 5] = [
        (
            "a.csdl",
            "<Edmx Version=\"4.0\" xmlns=\"http://docs.oasis-open.org/odata/ns/edmx\">\n<broken",
            "a.csdl:2: ",
        ),
        ("a.xml", "<html/>", "a.xml:1: not OData CSDL"),
        ("a.json", "{ \"$ref\": \"file:///etc/passwd\" }", "a.json:1: "),
        ("a.yaml", "parcels:\n  - 1\n", "a.yaml:1: neither OData CSDL nor OpenAPI nor JSON Schema"),
        ("a.json", "", "a.json:1: expected a description of an API, but the file is empty"),
    ];
    for (name, text, expected) in cases {
        let folder = folder(&[("a.md", CLEAN.as_bytes()), (name, text.as_bytes())]);
        let (code, _, err) = run(folder.path(), &["check", "a.md", "--schema", name]);
        assert_eq!(code, 2, "{name}: {err}");
        assert!(err.contains(expected), "{name}: {err}");
        assert!(!err.contains("root:"), "{err}");
    }
    let folder = folder(&[("a.md", CLEAN.as_bytes())]);
    let (code, _, err) = run(folder.path(), &["check", "a.md", "--schema", "gone/*.json"]);
    assert_eq!((code, err.contains("`gone/*.json`: no such file or folder")), (2, true), "{err}");
}

#[cfg(unix)]
#[test]
fn no_link_leads_out_of_the_folder_of_the_configuration() {
    let folder = folder(&[
        ("docs/a.md", CLEAN.as_bytes()),
        ("docs/apiproof.toml", b"schemas = [\"linked.csdl\"]"),
        ("outside.csdl", METADATA.as_bytes()),
    ]);
    let docs = folder.path().join("docs");
    std::os::unix::fs::symlink("../outside.csdl", docs.join("linked.csdl")).unwrap();
    let (code, _, err) = run(&docs, &["check"]);
    assert_eq!((code, err.contains("leads out of the folder")), (2, true), "{err}");
    fs::write(docs.join("apiproof.toml"), "schemas = [\"*.csdl\"]").unwrap();
    let (code, _, err) = run(&docs, &["check"]);
    assert_eq!((code, err.contains("names no file")), (2, true), "{err}");
}

#[test]
fn the_schemas_can_be_listed_shown_and_exported() {
    let folder = folder(&[("parcelo.csdl", METADATA.as_bytes())]);
    let (code, out, _) = run(folder.path(), &["schema", "list", "--schema", "parcelo.csdl"]);
    assert_eq!(code, 0);
    assert!(out.starts_with("parcelo.parcel "), "{out}");
    assert!(out.contains("parcelo.csdl:4") && out.contains("problem-details"), "{out}");
    let list = json(&run(folder.path(), &["schema", "list", "--output-format", "json"]).1);
    assert_eq!(list["types"][0]["kind"], "built in");

    let (code, out, _) =
        run(folder.path(), &["schema", "show", "parcelo.parcel", "--schema", "parcelo.csdl"]);
    assert_eq!(code, 0);
    assert!(json(&out)["$schema"].is_string() && out.contains("weight"), "{out}");
    let (code, _, err) =
        run(folder.path(), &["schema", "show", "parcelo.parcle", "--schema", "parcelo.csdl"]);
    assert_eq!((code, err.contains("did you mean `parcelo.parcel`?")), (2, true), "{err}");

    let bundle = json(&run(folder.path(), &["schema", "export", "--schema", "parcelo.csdl"]).1);
    assert!(bundle["$defs"]["parcelo.parcel"]["properties"]["weight"].is_object(), "{bundle}");
    assert!(bundle["$defs"]["json-api"].is_object());
}

#[test]
fn a_reference_that_leads_nowhere_costs_itself_alone() {
    let schema = r##"{ "$schema": "https://json-schema.org/draft/2020-12/schema",
"properties": {
"a": { "$ref": "#/$defs/gone" } } }"##;
    let folder = folder(&[("a.md", CLEAN.as_bytes()), ("a.json", schema.as_bytes())]);
    let (code, _, err) = run(folder.path(), &["check", "a.md", "--schema", "a.json"]);
    assert_eq!(code, 0, "{err}");
    let expected = "warning: a.json:3: `$ref` points to `#/$defs/gone`, which does not exist; any value is accepted here\n";
    assert_eq!(err, expected);
}

#[test]
fn files_below_the_folder_of_a_description_are_read_with_it() {
    let api = "openapi: 3.0.3\ninfo: { title: Parcelo, version: '1' }\npaths:\n  /parcels:\n    get:\n      responses:\n        '200': { description: All, content: { application/json: { schema: { $ref: parts/parcel.yaml } } } }\n";
    let parcel = "type: object\nproperties:\n  depot: { $ref: '../more/depot.yaml#/Depot' }\n";
    let depot = "Depot: { type: object, properties: { city: { type: string } } }\n";
    let page = "```http\nGET /parcels HTTP/1.1\n```\n\n```http\nHTTP/1.1 200 OK\nContent-Type: application/json\n\n{ \"depot\": { \"city\": 7 } }\n```\n";
    let folder = folder(&[
        ("a.md", page.as_bytes()),
        ("api/openapi.yaml", api.as_bytes()),
        ("api/parts/parcel.yaml", parcel.as_bytes()),
        ("api/more/depot.yaml", depot.as_bytes()),
    ]);
    let (code, out, err) = run(folder.path(), &["check", "a.md", "--schema", "api/openapi.yaml"]);
    assert_eq!((code, err.as_str()), (1, ""), "{out}");
    assert!(out.contains("but is the number `7`"), "{out}");
}
