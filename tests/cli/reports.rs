//! What other programs read: places in their units, structure as published, and the choice in a build service.

use std::fs;
use std::path::Path;

use serde_json::{Value, json};

use super::{CLEAN, FAULTY, check_json, command, folder, json, run, said};

/// A tab, an emoji outside of the first plane, a combining mark, and then a comma too many.
const WIDE: &str = "# Parcels\n\n```json\n{\n\t\"😀e\u{301}\": 1,\n}\n```\n";

fn report(folder: &Path, format: &str) -> String {
    let (code, stdout, stderr) = run(folder, &["check", "--isolated", "--output-format", format]);
    assert_eq!(code, 1, "{format}: {stderr}");
    stdout
}

#[test]
fn columns_are_counted_as_each_reader_counts() {
    let here = folder(&[("docs/a.md", WIDE.as_bytes())]);
    // Before the comma: tab, quote, 1, 1, 1, quote, colon, blank, 1: nine characters, thirteen bytes.
    let start = json(&report(here.path(), "json"))["diagnostics"][0].clone();
    assert_eq!((start["line"].clone(), start["column"].clone()), (json!(5), json!(10)));
    let region = json(&report(here.path(), "sarif"))["runs"][0].clone();
    assert_eq!(region["columnKind"], "unicodeCodePoints");
    assert_eq!(
        region["results"][0]["locations"][0]["physicalLocation"]["region"],
        json!({ "startLine": 5, "startColumn": 10, "endLine": 5, "endColumn": 11 })
    );
    let range = |column: u32| json!({ "line": 5, "column": column });
    let found = json(&report(here.path(), "rdjson"))["diagnostics"][0].clone();
    assert_eq!(found["location"]["range"], json!({ "start": range(14), "end": range(15) }));
    assert_eq!(found["suggestions"], json!([{ "range": found["location"]["range"], "text": "" }]));
    assert!(
        report(here.path(), "github").contains("file=docs/a.md,line=5,endLine=5,col=10,endColumn=11,title=")
    );
    assert!(report(here.path(), "azure").contains("linenumber=5;columnnumber=10;code=json/trailing-comma;]"));
    assert!(report(here.path(), "checkstyle").contains("<error line=\"5\" column=\"10\" severity=\"error\""));
    assert!(report(here.path(), "junit").contains(">line 5, column 10: error[json/trailing-comma]"));
    assert_eq!(json(&report(here.path(), "gitlab"))[0]["location"]["lines"]["begin"], 5);
    assert!(report(here.path(), "markdown").contains("| <code>docs/a.md&#58;5</code> |"));
}

/// The place of the comma too many in code points and in bytes.
#[test]
fn tabs_emoji_and_marks_are_counted_apart() {
    let cases =
        [("\t\"a\": 1,", 8, 8), ("\"😀\": 1,", 7, 10), ("\"e\u{301}\": 1,", 8, 9), ("\"配\": 1,", 7, 9)];
    for (line, points, bytes) in cases {
        let here = folder(&[("a.md", format!("```json\n{{\n{line}\n}}\n```\n").as_bytes())]);
        let told = |format| report(here.path(), format);
        assert_eq!(json(&told("json"))["diagnostics"][0]["column"], points, "{line}");
        let region = "/runs/0/results/0/locations/0/physicalLocation/region";
        assert_eq!(json(&told("sarif")).pointer(region).unwrap()["startColumn"], points, "{line}");
        let range = "/diagnostics/0/location/range";
        assert_eq!(json(&told("rdjson")).pointer(range).unwrap()["start"]["column"], bytes, "{line}");
        let suggested = "/diagnostics/0/suggestions/0/range/start/column";
        assert_eq!(*json(&told("rdjson")).pointer(suggested).unwrap(), bytes, "{line}");
        assert!(told("github").contains(&format!(",col={points},endColumn={},", points + 1)), "{line}");
        assert!(told("azure").contains(&format!(";columnnumber={points};")), "{line}");
        assert!(told("checkstyle").contains(&format!(" column=\"{points}\" ")), "{line}");
        assert!(told("concise").contains(&format!("a.md:3:{points}: ")), "{line}");
    }
}

/// The worst first, and no more of a kind than the service shows.
#[test]
fn annotations_are_ranked() {
    let parts: Vec<String> = (0..12)
        .map(|n| format!("```json\n{{ \"a{n}\": ..., \"b{n}\": <b>, \"c{n}\": 1, }}\n```\n"))
        .collect();
    let here = folder(&[("a.md", parts.join("\n").as_bytes())]);
    let args = ["check", "--level", "pedantic", "--output-format", "github"];
    let (_, stdout, _) = run(here.path(), &args);
    let words: Vec<_> = stdout.lines().map(|line| line.split_whitespace().next().unwrap()).collect();
    let runs: Vec<_> = words.chunk_by(|one, other| one == other).map(|run| (run[0], run.len())).collect();
    assert_eq!(runs, [("::error", 10), ("::warning", 10), ("::notice", 10), ("apiproof:", 1)], "{stdout}");
}

/// What GitHub needs of a SARIF file (its documentation lists the properties) and what the standard says of them.
#[test]
fn sarif_has_the_shape_that_code_scanning_takes() {
    let here = folder(&[("docs/a b.md", FAULTY.as_bytes()), ("docs/c.md", CLEAN.as_bytes())]);
    fs::create_dir(here.path().join(".git")).unwrap();
    let log = json(&report(&here.path().join("docs"), "sarif"));
    assert_eq!(log["version"], "2.1.0");
    assert!(log["$schema"].as_str().unwrap().contains("sarif-2.1.0"));
    let run = &log["runs"][0];
    assert_eq!(run["automationDetails"]["id"], "apiproof/docs/");
    let rules = run["tool"]["driver"]["rules"].as_array().unwrap();
    for rule in rules {
        for property in
            ["/id", "/shortDescription/text", "/fullDescription/text", "/help/text", "/help/markdown"]
        {
            let text = rule.pointer(property).and_then(Value::as_str).unwrap_or_default();
            assert!(!text.is_empty(), "{property} of {rule}");
        }
        assert!(rule["properties"].get("security-severity").is_none());
        assert!(
            ["note", "warning", "error"].contains(&rule["defaultConfiguration"]["level"].as_str().unwrap())
        );
    }
    let result = &run["results"][0];
    assert_eq!(rules[result["ruleIndex"].as_u64().unwrap() as usize]["id"], result["ruleId"]);
    let place = &result["locations"][0]["physicalLocation"];
    assert_eq!(place["artifactLocation"], json!({ "uri": "docs/a%20b.md", "uriBaseId": "%SRCROOT%" }));
    let prints = &result["partialFingerprints"];
    assert!(prints["primaryLocationLineHash"].as_str().unwrap().ends_with(":1"), "{prints}");
    let replacement = &result["fixes"][0]["artifactChanges"][0]["replacements"][0];
    assert_eq!(replacement["deletedRegion"], place["region"]);
    assert_eq!(replacement["insertedContent"]["text"], "");
    assert_eq!(run["invocations"][0]["executionSuccessful"], true);
}

#[test]
fn junit_has_a_case_for_each_example() {
    let here = folder(&[("a.md", FAULTY.as_bytes()), ("b.md", CLEAN.as_bytes()), ("c.md", b"# Nothing\n")]);
    let text = report(here.path(), "junit");
    let document = roxmltree::Document::parse(&text).unwrap();
    let root = document.root_element();
    assert_eq!((root.attribute("tests"), root.attribute("failures")), (Some("2"), Some("1")));
    let suites: Vec<_> = root.children().filter(roxmltree::Node::is_element).collect();
    let told = |at: usize| (suites[at].attribute("name"), suites[at].attribute("failures"));
    assert_eq!([told(0), told(1)], [(Some("a.md"), Some("1")), (Some("b.md"), Some("0"))]);
    let case = suites[0].descendants().find(|node| node.has_tag_name("testcase")).unwrap();
    assert_eq!(case.attribute("name"), Some("payload"));
    assert_eq!(case.first_element_child().unwrap().attribute("type"), Some("json/trailing-comma"));
    let empty = folder(&[("c.md", b"# Nothing\n")]);
    let (_, stdout, _) = run(empty.path(), &["check", "--output-format", "junit"]);
    assert!(stdout.contains("tests=\"1\" failures=\"0\""), "{stdout}");
}

#[test]
fn several_reports_come_from_one_run() {
    let here = folder(&[("a.md", FAULTY.as_bytes())]);
    let args = [
        "check",
        "--output-format",
        "sarif=a.sarif",
        "--output-format",
        "junit=a.xml",
        "--output-format",
        "github",
    ];
    let (code, stdout, stderr) = run(here.path(), &args);
    assert_eq!(code, 1, "{stderr}");
    assert!(stdout.starts_with("::error file=a.md,line=6,"), "{stdout}");
    assert!(stderr.contains("\nChecked 1 page"), "{stderr}");
    assert!(here.path().join("a.sarif").exists() && here.path().join("a.xml").exists());
    let both = |first: &str, second: &str| {
        run(here.path(), &["check", "--output-format", first, "--output-format", second])
    };
    let (_, stdout, _) = both("github", "text");
    assert!(stdout.starts_with("error[json/trailing-comma]") && stdout.contains("\n::error "), "{stdout}");
    let (_, stdout, stderr) = both("concise", "azure");
    assert!(stdout.starts_with("a.md:6:") && stdout.contains("\n##vso["), "{stdout}");
    assert!(stderr.contains("\nChecked 1 page"), "{stderr}");
    for (first, second) in [("json", "text"), ("github", "azure"), ("text", "concise")] {
        assert_eq!(both(first, second).0, 2, "{first} {second}");
    }
    let (code, _, stderr) = run(here.path(), &["check", "--output-format", "sarif=missing/a.sarif"]);
    assert_eq!((code, stderr.contains("missing/a.sarif: ")), (2, true), "{stderr}");
}

#[test]
fn two_reports_are_compared() {
    let here = folder(&[("a.md", FAULTY.as_bytes()), ("b.md", b"```json\n{\"b\": 1,}\n```\n")]);
    let report = |name: &str| {
        let (_, stdout, _) = run(here.path(), &["check", "--output-format", "json"]);
        fs::write(here.path().join(name), stdout).unwrap();
    };
    report("old.json");
    // One page moves and grows above the finding, one is mended, one is new.
    fs::write(here.path().join("c.md"), format!("New.\n\n{FAULTY}")).unwrap();
    fs::remove_file(here.path().join("a.md")).unwrap();
    fs::write(here.path().join("b.md"), CLEAN).unwrap();
    fs::write(here.path().join("d.md"), "```json\n{\"d\": 1,}\n```\n").unwrap();
    report("new.json");
    let compare =
        |more: &[&str]| run(here.path(), &[&["report", "--compare", "old.json", "new.json"], more].concat());
    let (code, stdout, stderr) = compare(&[]);
    assert_eq!(code, 1, "{stderr}");
    let lines: Vec<_> = stdout.lines().collect();
    assert!(lines[0].starts_with("+ d.md:2:8: error[json/trailing-comma]"), "{stdout}");
    assert!(lines[1].starts_with("- b.md:2:8: error[json/trailing-comma]"), "{stdout}");
    assert_eq!(lines[2], "1 new, 1 fixed, 1 unchanged.");
    let (_, stdout, _) = compare(&["--output-format", "json"]);
    assert_eq!(json(&stdout)["summary"], json!({ "new": 1, "fixed": 1, "unchanged": 1 }));
    assert_eq!(json(&stdout)["new"][0]["path"], "d.md");
    let (_, stdout, _) = compare(&["--output-format", "markdown"]);
    assert!(stdout.starts_with("## apiproof: 1 new, 1 fixed, 1 unchanged\n\n| New |"), "{stdout}");
    assert_eq!(compare(&["--exit-zero"]).0, 0);
    let (code, stdout, _) = run(here.path(), &["report", "--compare", "new.json", "new.json"]);
    assert_eq!((code, stdout.as_str()), (0, "0 new, 0 fixed, 2 unchanged.\n"));
    let (code, _, stderr) = run(here.path(), &["report", "--compare", "a.md", "new.json"]);
    assert_eq!((code, stderr.starts_with("error: a.md: ")), (2, true), "{stderr}");
    let (code, _, stderr) = run(here.path(), &["report", "--compare", "c.md", "new.json"]);
    assert_eq!((code, stderr.contains("not a report of `check")), (2, true), "{stderr}");
}

#[test]
fn a_build_service_gets_what_it_shows() {
    let here = folder(&[("docs/a.md", FAULTY.as_bytes())]);
    let root = here.path().to_str().unwrap();
    let within = |variables: &[(&str, &str)], args: &[&str]| {
        let docs = here.path().join("docs");
        let mut command = command(&docs, &[&["check"], args].concat());
        said(&command.envs(variables.iter().copied()).output().unwrap())
    };
    let summary = format!("{root}/summary.md");
    fs::write(&summary, "# Before\n").unwrap();
    let github = [
        ("GITHUB_ACTIONS", "true"),
        ("GITHUB_WORKSPACE", root),
        ("GITHUB_STEP_SUMMARY", &summary),
        ("GITHUB_SERVER_URL", "https://github.com"),
        ("GITHUB_REPOSITORY", "parcelo/docs"),
        ("GITHUB_SHA", "0123abcd"),
    ];
    let (code, stdout, _) = within(&github, &[]);
    assert_eq!(code, 1);
    assert!(
        stdout.contains("Checked 1 page") && stdout.contains("\n::error file=docs/a.md,line=6,"),
        "{stdout}"
    );
    let text = fs::read_to_string(&summary).unwrap();
    assert!(text.starts_with("# Before\n## apiproof: 1 error\n"), "{text}");
    let link = "https://github.com/parcelo/docs/blob/0123abcd/docs/a.md?plain=1#L6";
    assert!(text.contains(&format!("[<code>docs/a.md&#58;6</code>]({link})")), "{text}");
    for before in [1000 << 10, 1 << 20] {
        fs::write(&summary, vec![b'x'; before]).unwrap();
        assert_eq!(within(&github, &[]).0, 1);
        assert_eq!(fs::metadata(&summary).unwrap().len(), before as u64, "a full summary stays as it is");
    }
    let (_, stdout, _) = within(&github, &["--output-format", "concise"]);
    assert_eq!(stdout.lines().count(), 1, "a format that is asked for is the only one: {stdout}");

    let azure = [("TF_BUILD", "True"), ("BUILD_SOURCESDIRECTORY", root), ("AGENT_TEMPDIRECTORY", root)];
    let (_, stdout, _) = within(&azure, &[]);
    assert!(stdout.contains("\n##vso[task.logissue type=error;sourcepath=/"), "{stdout}");
    let upload = stdout.lines().find_map(|line| line.strip_prefix("##vso[task.uploadsummary]")).unwrap();
    assert!(fs::read_to_string(upload).unwrap().contains("1 error"));

    let (_, stdout, stderr) = within(&[("GITLAB_CI", "true"), ("CI_PROJECT_DIR", root)], &[]);
    assert!(stdout.contains("Checked 1 page") && stderr.contains("gl-code-quality-report.json"), "{stderr}");
    let report = json(&fs::read_to_string(here.path().join("docs/gl-code-quality-report.json")).unwrap());
    assert_eq!(report[0]["location"]["path"], "docs/a.md");
}

#[test]
fn statistics_are_by_rule_and_by_folder() {
    let here = folder(&[
        ("a.md", FAULTY.as_bytes()),
        ("docs/a.md", FAULTY.as_bytes()),
        ("docs/b.md", FAULTY.as_bytes()),
        ("docs/deep/c.md", CLEAN.as_bytes()),
    ]);
    let (_, stdout, _) = run(here.path(), &["check", "--statistics"]);
    let expected = "By rule:\n  3  json/trailing-comma\n\nBy folder:\n  2  docs\n  1  .\n";
    assert!(stdout.contains(expected), "{stdout}");
    let (_, report, _) = check_json(here.path(), &["--statistics"]);
    let folders = &report["statistics_by_folder"];
    assert_eq!((&folders["docs"]["errors"], &folders["docs"]["pages"]), (&2.into(), &2.into()));
    assert!(check_json(here.path(), &[]).1["statistics_by_folder"].is_null());
}
