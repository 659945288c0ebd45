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
#[path = "cli/binding.rs"]
mod binding;
#[path = "cli/browser.rs"]
mod browser;
#[path = "cli/configuration.rs"]
mod configuration;
#[path = "cli/contracts.rs"]
mod contracts;
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
#[path = "cli/hostile_markup.rs"]
mod hostile_markup;
#[path = "cli/html.rs"]
mod html;
#[path = "cli/init.rs"]
mod init;
#[path = "cli/limits.rs"]
mod limits;
#[path = "cli/outside.rs"]
mod outside;
#[path = "cli/readme.rs"]
mod readme;
#[path = "cli/reports.rs"]
mod reports;
#[path = "cli/schemas.rs"]
mod schemas;
#[path = "cli/suppression.rs"]
mod suppression;
#[path = "cli/walk.rs"]
mod walk;
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
