//! Baselines: what is accepted stays accepted, and every new mistake is shown.

// Everything here is a test, the helpers too.
#![allow(clippy::unwrap_used)]

mod command;

use std::fs;
use std::path::Path;

use command::{folder, read, run, write};
use serde_json::Value;

/// A page with three mistakes, two of them on equal lines.
const PAGE: &str = "# Parcels\n\n```json\n{\n  \"id\": \"p-1\",\n  \"tags\": [\n    1,\n  ],\n}\n```\n\n## More\n\n\
                    ```json\n{\n  \"ids\": [\n    2,\n  ]\n}\n```\n";
const FAULT: &str = "\n```json\n{ \"van\": True }\n```\n";
const FILE: &str = "apiproof-baseline.json";

/// What `check --baseline` shows: `path:line rule` of each finding, and the summary.
fn check(folder: &Path, args: &[&str]) -> (i32, Vec<String>, Value) {
    let said = run(folder, &[&["check", "--baseline", FILE, "--output-format", "json"], args].concat());
    let report = said.json();
    let one = |finding: &Value| {
        format!(
            "{}:{} {}",
            finding["path"].as_str().unwrap(),
            finding["line"],
            finding["rule"].as_str().unwrap()
        )
    };
    let shown = report["diagnostics"].as_array().unwrap().iter().map(one).collect();
    (said.code, shown, report["summary"].clone())
}

#[test]
fn what_is_accepted_is_not_shown_and_what_is_new_is() {
    let here = folder(&[("docs/a.md", PAGE), ("docs/b.md", PAGE), ("c.md", "No example.\n")]);
    let said = run(here.path(), &["baseline"]);
    assert_eq!(
        (said.code, &*said.stdout),
        (0, "apiproof-baseline.json: 6 findings on 2 pages (6 new, 0 gone).\n")
    );
    let (code, shown, summary) = check(here.path(), &[]);
    assert_eq!((code, shown.len()), (0, 0));
    assert_eq!((&summary["baselined"], &summary["baseline_gone"]), (&6.into(), &0.into()));
    assert_eq!((&summary["errors"], &summary["fixable"]), (&0.into(), &0.into()));

    // Moved down, indented and edited elsewhere.
    let moved = format!("An introduction.\n\n{PAGE}{FAULT}").replace("\"p-1\"", "\"p-2\"");
    write(here.path(), "docs/a.md", moved.replace("    1,", "        1,"));
    let (code, shown, _) = check(here.path(), &[]);
    assert_eq!((code, shown), (1, vec!["docs/a.md:25 json/invalid-literal".to_owned()]));

    // Removing an old mistake never fails.
    write(here.path(), "docs/a.md", PAGE.replace("  ],\n}", "  ]\n}"));
    let (code, shown, summary) = check(here.path(), &[]);
    assert_eq!((code, shown.len(), &summary["baseline_gone"]), (0, 0, &1.into()));
    let said = run(here.path(), &["check", "--baseline", FILE]);
    assert!(
        said.stdout.ends_with("No new findings. 5 accepted by the baseline. 1 that it accepts is gone.\n"),
        "{said:?}"
    );
}

#[test]
fn of_equal_lines_the_new_one_is_shown() {
    let here = folder(&[("a.md", PAGE)]);
    run(here.path(), &["baseline"]);
    let text =
        PAGE.replace("## More\n", "## Between\n\n```json\n{\n  \"x\": [\n    3,\n  ]\n}\n```\n\n## More\n");
    write(here.path(), "a.md", text);
    let (code, shown, _) = check(here.path(), &[]);
    assert_eq!((code, shown), (1, vec!["a.md:17 json/trailing-comma".to_owned()]));
}

#[test]
fn a_renamed_page_takes_its_findings_along() {
    let here = folder(&[("docs/a.md", PAGE), ("docs/b.md", PAGE), ("docs/deep/c.md", FAULT)]);
    run(here.path(), &["baseline"]);
    fs::rename(here.path().join("docs/deep"), here.path().join("docs/flat")).unwrap();
    fs::rename(here.path().join("docs/a.md"), here.path().join("docs/z.md")).unwrap();
    write(here.path(), "docs/z.md", format!("{PAGE}{FAULT}"));
    let (code, shown, summary) = check(here.path(), &[]);
    assert_eq!((code, shown), (1, vec!["docs/z.md:23 json/invalid-literal".to_owned()]));
    assert_eq!((&summary["baselined"], &summary["baseline_gone"]), (&7.into(), &0.into()));
    // The baseline follows when it is pruned, and accepts nothing new.
    let said = run(here.path(), &["baseline", "--prune"]);
    assert_eq!(
        said.stdout,
        "apiproof-baseline.json: 7 findings on 3 pages (0 new, 0 gone, 1 not accepted).\n"
    );
    assert!(read(here.path(), FILE).contains("docs/flat/c.md"));
    assert_eq!(check(here.path(), &[]).1.len(), 1);
}

#[test]
fn a_stale_baseline_shrinks_by_one_command() {
    let here = folder(&[("a.md", PAGE), ("b.md", PAGE), ("c.md", FAULT)]);
    run(here.path(), &["baseline"]);
    let before = read(here.path(), FILE);
    write(here.path(), "a.md", format!("{}{FAULT}", PAGE.replace("  ],\n}", "  ]\n}")));
    fs::remove_file(here.path().join("b.md")).unwrap();
    let said = run(here.path(), &["baseline", "--prune"]);
    assert_eq!(
        said.stdout,
        "apiproof-baseline.json: 3 findings on 2 pages (0 new, 4 gone, 1 not accepted).\n"
    );
    let after = read(here.path(), FILE);
    let lines: Vec<&str> = before.lines().collect();
    let removed = lines.len() - after.lines().filter(|line| lines.contains(line)).count();
    assert!(removed <= 8, "a small change:\n{before}\n{after}");
    assert_eq!(check(here.path(), &[]).1, ["a.md:23 json/invalid-literal"]);
    // Again: nothing to do, and the same bytes.
    run(here.path(), &["baseline", "--prune"]);
    assert_eq!(read(here.path(), FILE), after);
    assert_eq!(run(here.path(), &["baseline"]).stdout.split_once(" (").unwrap().1, "1 new, 0 gone).\n");
    assert_eq!(check(here.path(), &[]).0, 0);
}

#[test]
fn what_was_not_checked_stays_in_the_baseline() {
    let here = folder(&[("docs/a.md", PAGE), ("more/b.md", PAGE), ("more/c.md", FAULT)]);
    run(here.path(), &["baseline"]);
    let before = read(here.path(), FILE);
    write(here.path(), "more/b.md", "Nothing here.\n");
    let (_, _, summary) = check(here.path(), &["docs"]);
    assert_eq!((&summary["baselined"], &summary["baseline_gone"]), (&3.into(), &0.into()));
    let (_, _, summary) = check(here.path(), &["--select", "json/invalid-literal", "--ignore", "all"]);
    assert_eq!((&summary["baselined"], &summary["baseline_gone"]), (&1.into(), &0.into()));
    for args in [
        &["baseline", "--prune", "docs"][..],
        &["baseline", "docs"],
        &["baseline", "--prune", "--ignore", "json"],
    ] {
        run(here.path(), args);
        assert_eq!(read(here.path(), FILE), before, "{args:?}");
    }
    assert!(run(here.path(), &["baseline", "--prune", "more"]).stdout.contains("3 gone"));
}

#[test]
fn paths_count_from_the_top_of_the_repository() {
    let here = folder(&[("docs/a.md", PAGE), (".git/HEAD", "")]);
    run(here.path(), &["baseline"]);
    assert!(read(here.path(), FILE).contains("    \"docs/a.md\": ["));
    let docs = here.path().join("docs");
    for path in [".", "a.md", "../docs", docs.to_str().unwrap()] {
        let said = run(&docs, &["check", "--baseline", "../apiproof-baseline.json", path]);
        assert_eq!(said.code, 0, "{path}: {said:?}");
    }
    // The file may lie anywhere: a gate brings its own.
    let elsewhere = folder(&[]);
    let file = elsewhere.path().join("accepted.json");
    fs::rename(here.path().join(FILE), &file).unwrap();
    assert_eq!(run(here.path(), &["check", "--baseline", file.to_str().unwrap()]).code, 0);
}

#[test]
fn only_new_findings_are_fixed() {
    let here = folder(&[("a.md", PAGE), ("b.md", PAGE)]);
    run(here.path(), &["baseline"]);
    let new = "\n```json\n{ \"x\": 1, }\n```\n";
    fs::rename(here.path().join("b.md"), here.path().join("c.md")).unwrap();
    for name in ["a.md", "c.md"] {
        write(here.path(), name, format!("{PAGE}{new}"));
    }
    let said = run(here.path(), &["check", "--baseline", FILE, "--fix"]);
    assert_eq!(said.code, 0, "{said:?}");
    for name in ["a.md", "c.md"] {
        assert_eq!(read(here.path(), name), format!("{PAGE}{}", new.replace("1, }", "1 }")), "{name}");
    }
}

#[test]
fn a_baseline_that_cannot_be_used_is_said() {
    let here = folder(&[("a.md", PAGE)]);
    let cases = [
        (None, "apiproof-baseline.json: cannot read it: no such file or folder"),
        (Some("{"), "apiproof-baseline.json: not a baseline: line 1, column 1; undo the edit, or"),
        (
            Some("{\"version\": 9}"),
            "apiproof-baseline.json: a baseline of version 9, and this apiproof reads version 1",
        ),
    ];
    for (text, expected) in cases {
        if let Some(text) = text {
            write(here.path(), FILE, text);
        }
        for args in [&["check", "--baseline", FILE][..], &["baseline", "--prune"]] {
            let said = run(here.path(), args);
            assert_eq!((said.code, &*said.stdout), (2, ""), "{said:?}");
            assert!(said.stderr.starts_with(&format!("error: {expected}")), "{said:?}");
        }
    }
    // Nothing is written if not everything could be checked.
    fs::remove_file(here.path().join(FILE)).unwrap();
    let said = run(here.path(), &["baseline", "--schema", "missing.json"]);
    assert_eq!(said.code, 2);
    assert!(said.stderr.contains("apiproof-baseline.json: not written"), "{said:?}");
    assert!(!here.path().join(FILE).exists());
}
