//! `--fix` and `--diff`: what is written, what is not, and that nothing is lost on the way.

// Everything here is a test, the helpers too.
#![allow(clippy::unwrap_used)]

mod command;
#[path = "fix/harmless.rs"]
mod harmless;

use std::fs;
use std::path::Path;
use std::process::Stdio;
use std::thread::sleep;
use std::time::Duration;

use command::{command, folder, read, run, run_with_stdin, write};
use harmless::files;
use proptest::prelude::RngExt as _;
use proptest::test_runner::TestRunner;
use serde_json::Value;

const OLD: &str = "# Parcels\n\n```json\n{\n  \"id\": \"p-1042\",\n  \"é\": 900,\n}\n```\n";
const NEW: &str = "# Parcels\n\n```json\n{\n  \"id\": \"p-1042\",\n  \"é\": 900\n}\n```\n";
/// Its fix is not safe, for somebody has to know what the `}` was there for.
const UNSAFE: &str = "# Parcels\n\n```json\n{ \"id\": 1 } }\n```\n";

#[test]
fn safe_fixes_are_written_and_reported() {
    let here = folder(&[("docs/a.md", OLD), ("docs/b.md", UNSAFE), ("c.md", NEW)]);
    let said = run(here.path(), &["check", "--fix"]);
    assert_eq!(said.code, 1, "{said:?}");
    assert_eq!(read(here.path(), "docs/a.md"), NEW);
    assert_eq!(read(here.path(), "docs/b.md"), UNSAFE);
    assert_eq!(
        said.summary(),
        "Checked 3 pages: 3 examples, 3 JSON bodies. Fixed 1 finding on \
         1 page. Left: 1 error (1 fixable with `--unsafe-fixes`)."
    );
    let said = run(here.path(), &["check", "--fix", "--unsafe-fixes", "--output-format", "json"]);
    assert_eq!(said.code, 0, "{said:?}");
    assert_eq!(read(here.path(), "docs/b.md"), "# Parcels\n\n```json\n{ \"id\": 1 }\n```\n");
    let report = said.json();
    assert_eq!(report["summary"]["fixed"], 1);
    assert_eq!(report["summary"]["errors"], 0);
    let fixed = serde_json::json!([{ "path": "docs/b.md", "rule": "json/unexpected-close", "count": 1 }]);
    assert_eq!(report["fixed"], fixed);
    assert!(run(here.path(), &["check", "--fix"]).summary().ends_with("Fixed nothing. No findings."));
}

#[test]
fn a_slip_in_a_comment_is_mended_before_what_it_silences() {
    let block = "```json\n{ \"id\": 1, }\n```\n";
    let page = |comment: &str| format!("{block}\n<!-- {comment} the service sends it -->\n\n{block}");
    let cases = [
        ("apiproof-ignore json/trailling-comma", "apiproof-ignore json/trailing-comma"),
        ("apiproof-ignore trailing-comma", "apiproof-ignore json/trailing-comma"),
        ("apiproof-ingore json/trailing-comma", "apiproof-ignore json/trailing-comma"),
    ];
    let mended = block.replace(", }", " }");
    for (slip, meant) in cases {
        let here = folder(&[("a.md", &page(slip))]);
        assert_eq!(run(here.path(), &["check", "--fix"]).code, 0, "{slip}");
        assert_eq!(read(here.path(), "a.md"), page(meant).replacen(block, &mended, 1), "{slip}");
    }
    // What might silence more than was meant is not written by itself.
    let here = folder(&[("a.md", &page("apiproof-ignore-next-block json/trailing-comma"))]);
    assert_eq!(run(here.path(), &["check", "--fix"]).code, 1);
    assert!(read(here.path(), "a.md").contains("apiproof-ignore-next-block"));
}

/// What stands right beside something that had to be guessed at is part of the guess.
#[test]
fn a_fix_beside_a_guess_is_not_safe() {
    for body in [
        "{ \"name\": , Ada Park\" }",
        "{ \"id\": 1,\n  [\"name\": \"Ada\" }",
        "{ \"id\"]: \"p-1042\", \"a\": 1 }",
    ] {
        let page = format!("```json\n{body}\n```\n");
        let here = folder(&[("a.md", &page)]);
        let before = run(here.path(), &["check", "--output-format", "json"]).json();
        let fixable = |finding: &&Value| finding["fix"]["applicability"] == "safe";
        let safe: Vec<_> = before["diagnostics"].as_array().unwrap().iter().filter(fixable).collect();
        assert!(safe.is_empty(), "{body}: {safe:?}");
        run(here.path(), &["check", "--fix"]);
        assert_eq!(read(here.path(), "a.md"), page);
    }
}

#[test]
fn line_ends_the_byte_order_mark_and_the_mode_stay() {
    let crlf = |text: &str| format!("\u{feff}{}", text.replace('\n', "\r\n"));
    let here = folder(&[("a.md", &crlf(OLD))]);
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        fs::set_permissions(here.path().join("a.md"), fs::Permissions::from_mode(0o754)).unwrap();
    }
    assert_eq!(run(here.path(), &["check", "--fix"]).code, 0);
    assert_eq!(read(here.path(), "a.md"), crlf(NEW));
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        let mode = fs::metadata(here.path().join("a.md")).unwrap().permissions().mode();
        assert_eq!(mode & 0o7777, 0o754);
    }
}

#[test]
fn a_page_that_is_not_utf_8_keeps_its_bytes() {
    let here = folder(&[]);
    let old = [b"caf\xe9\n\n".as_slice(), OLD.as_bytes()].concat();
    write(here.path(), "a.md", &old);
    run(here.path(), &["check", "--fix"]);
    assert_eq!(
        fs::read(here.path().join("a.md")).unwrap(),
        [b"caf\xe9\n\n".as_slice(), NEW.as_bytes()].concat()
    );
}

#[test]
fn a_diff_changes_nothing_and_can_be_applied() {
    let here = folder(&[("docs/a.md", OLD), ("docs/b.md", UNSAFE)]);
    let said = run(here.path(), &["check", "--diff"]);
    assert_eq!(said.code, 1, "{said:?}");
    assert_eq!(
        said.stdout,
        "--- a/docs/a.md\n+++ b/docs/a.md\n@@ -3,6 +3,6 @@\n ```json\n {\n   \"id\": \"p-1042\",\n-  \"é\": 900,\n\
         +  \"é\": 900\n }\n ```\n"
    );
    assert!(said.summary().contains("Would fix 1 finding on 1 page. Left: 1 error"), "{said:?}");
    assert_eq!(read(here.path(), "docs/a.md"), OLD);
    assert_eq!(run(here.path(), &["check", "--diff", "docs/b.md"]).code, 0);
    assert_eq!(run(here.path(), &["check", "--diff", "--unsafe-fixes", "docs/b.md"]).code, 1);
    assert_eq!(run(here.path(), &["check", "--diff", "--exit-zero"]).code, 0);
}

#[test]
fn standard_input_goes_to_standard_output() {
    let here = folder(&[]);
    let args = ["check", "--fix", "--stdin-filename", "docs/a.md", "-"];
    let said = run_with_stdin(here.path(), &args, OLD.as_bytes());
    assert_eq!((said.code, &*said.stdout), (0, NEW));
    assert!(said.summary().contains("Fixed 1 finding"), "{said:?}");
    for text in ["No example here.\n", NEW, "", UNSAFE] {
        let said = run_with_stdin(here.path(), &args, text.as_bytes());
        assert_eq!(said.stdout, text);
        assert_eq!(said.code, i32::from(text == UNSAFE));
    }
    let said = run_with_stdin(here.path(), &["check", "--diff", "-"], OLD.as_bytes());
    assert_eq!(said.code, 1);
    assert!(said.stdout.starts_with("--- <stdin>\n+++ <stdin>\n@@"), "{said:?}");
}

#[test]
fn flags_that_do_not_go_together_are_said() {
    let here = folder(&[("a.md", OLD)]);
    let cases: [&[&str]; 4] = [
        &["check", "--fix", "--diff"],
        &["check", "--unsafe-fixes"],
        &["check", "--diff", "--output-format", "json"],
        &["check", "--fix", "--output-format", "json", "-"],
    ];
    for args in cases {
        assert_eq!(run_with_stdin(here.path(), args, OLD.as_bytes()).code, 2, "{args:?}");
    }
    assert_eq!(read(here.path(), "a.md"), OLD);
}

#[cfg(unix)]
#[test]
fn nothing_is_written_through_a_link() {
    use std::os::unix::fs::symlink;
    let here = folder(&[("docs/a.md", NEW), ("outside/a.md", OLD)]);
    symlink("../outside/a.md", here.path().join("docs/file.md")).unwrap();
    symlink("../outside", here.path().join("docs/folder")).unwrap();
    symlink("outside", here.path().join("root")).unwrap();
    run(here.path(), &["check", "--fix", "docs"]);
    for path in ["docs/file.md", "docs/folder/a.md", "root", "root/a.md"] {
        let said = run(here.path(), &["check", "--fix", path]);
        assert_eq!(said.code, 2, "{path}: {said:?}");
        assert!(said.stderr.contains("not fixed: "), "{path}: {said:?}");
        assert!(said.stderr.contains("a symbolic link; name what it points to"), "{path}: {said:?}");
        let absolute = here.path().join(path);
        assert_eq!(run(here.path(), &["check", "--fix", absolute.to_str().unwrap()]).code, 2, "{path}");
    }
    assert_eq!(read(here.path(), "outside/a.md"), OLD);
    assert_eq!(fs::read_link(here.path().join("docs/file.md")).unwrap(), Path::new("../outside/a.md"));
}

#[cfg(unix)]
#[test]
fn a_page_that_may_not_be_written_is_left_alone() {
    use std::os::unix::fs::PermissionsExt as _;
    let here = folder(&[("a.md", OLD), ("b.md", OLD)]);
    fs::set_permissions(here.path().join("a.md"), fs::Permissions::from_mode(0o444)).unwrap();
    let said = run(here.path(), &["check", "--fix"]);
    assert_eq!(said.code, 2);
    assert_eq!(said.stderr.lines().next(), Some("error: a.md: not fixed: it is read-only"));
    assert_eq!(read(here.path(), "a.md"), OLD);
    assert_eq!(read(here.path(), "b.md"), NEW);
    assert!(said.summary().contains("Fixed 1 finding on 1 page. Left: 1 error"), "{said:?}");
}

/// Whatever moment a run ends at, every page is the old one or the new one.
#[test]
fn a_run_that_is_killed_leaves_every_page_whole() {
    const PAGES: usize = 150;
    let filler = "Parcels travel.\n\n".repeat(400);
    let (old, new) = (format!("{filler}{OLD}"), format!("{filler}{NEW}"));
    let mut random = TestRunner::deterministic().new_rng();
    let (mut stopped, mut drafts) = (0, 0);
    for _ in 0..12 {
        let here = folder(&[]);
        let names: Vec<_> = (0..PAGES).map(|page| format!("docs/{}/{page}.md", page % 7)).collect();
        for name in &names {
            write(here.path(), name, &old);
        }
        let mut child = command(here.path(), &["check", "--fix"])
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        sleep(Duration::from_micros(random.random_range(2_000..120_000)));
        child.kill().unwrap();
        child.wait().unwrap();
        let fixed = names.iter().filter(|name| {
            let text = read(here.path(), name);
            assert!(text == old || text == new, "{name} is torn:\n{text}");
            text == new
        });
        let fixed = fixed.count();
        stopped += usize::from(fixed > 0 && fixed < PAGES);
        for path in files(&here.path().join("docs")) {
            let name = path.file_name().unwrap().to_str().unwrap();
            let is_draft = name.starts_with(".apiproof-") && path.extension() == Some("tmp".as_ref());
            assert!(is_draft || path.extension() == Some("md".as_ref()), "{name}");
            drafts += usize::from(is_draft);
        }
        // What was left is neither checked nor in the way.
        let said = run(here.path(), &["check", "--fix", "--output-format", "json"]);
        assert_eq!((said.code, &said.json()["summary"]["files"]), (0, &Value::from(PAGES)));
        assert_eq!(said.json()["summary"]["fixed"], PAGES - fixed);
        assert!(names.iter().all(|name| read(here.path(), name) == new));
    }
    println!("stopped half-way {stopped} times, with {drafts} drafts left");
    assert!(stopped > 0, "no run was stopped half-way: the times need another look");
}
