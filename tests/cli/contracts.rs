//! What other programs rely on: the JSON of findings, of what was understood, and of the rules.

use std::fs;

use super::{CLEAN, FAULTY, check_json, folder, json, run, run_with_stdin};

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
