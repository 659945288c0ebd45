//! What a team types on its first day: `init`, `baseline list`, `check --add-ignores`, `schema list`.

use std::fs;

use super::{CLEAN, FAULTY, check_json, folder, json, run};

#[test]
fn init_ends_with_counts_and_the_next_command() {
    let here = folder(&[("docs/a.md", FAULTY.as_bytes())]);
    let (code, _, stderr) = run(here.path(), &["init"]);
    assert_eq!(code, 0);
    assert!(stderr.starts_with("Wrote apiproof.toml.\n"), "{stderr}");
    assert!(stderr.contains("Checked 1 page: 1 example, 1 JSON body. 1 error (1 fixable with `--fix`)."));
    let next = "Next: `apiproof check` shows the findings; `apiproof baseline` accepts them, so that `apiproof check \
                --baseline` reports only new ones.\n";
    assert!(stderr.ends_with(next), "{stderr}");

    let clean = folder(&[("docs/a.md", CLEAN.as_bytes())]);
    let (code, _, stderr) = run(clean.path(), &["init", "docs"]);
    assert_eq!(code, 0);
    assert!(stderr.ends_with("Next: run `apiproof check docs` for every pull request.\n"), "{stderr}");
}

#[test]
fn init_writes_the_workflow_at_the_top_of_the_repository() {
    let here = folder(&[("docs/a.md", CLEAN.as_bytes()), (".git/HEAD", b"")]);
    let docs = here.path().join("docs");
    let (code, _, stderr) = run(&docs, &["init", "--ci", "github"]);
    assert_eq!(code, 0, "{stderr}");
    let next = "Next: commit what was written and open a pull request: only findings that are new there fail its check.\n";
    assert!(stderr.ends_with(next), "{stderr}");
    let path = here.path().join(".github/workflows/apiproof.yml");
    assert!(stderr.lines().next().unwrap().ends_with(".github/workflows/apiproof.yml."), "{stderr}");
    assert!(fs::read_to_string(path).unwrap().contains("apiproof check --changed-since"));
    assert!(docs.join("apiproof.toml").exists());
}

#[test]
fn init_overwrites_no_workflow() {
    let ours = (".github/workflows/apiproof.yml", b"ours" as &[u8]);
    let here = folder(&[("a.md", CLEAN.as_bytes()), ours]);
    let (code, _, stderr) = run(here.path(), &["init", "--ci", "github"]);
    assert_eq!(code, 2);
    assert!(stderr.contains(".github/workflows/apiproof.yml already exists; use `--force`"), "{stderr}");
    assert!(!here.path().join("apiproof.toml").exists(), "nothing is written");
    let (code, _, _) = run(here.path(), &["init", "--ci", "github", "--force"]);
    assert_eq!(code, 0);
    assert_ne!(fs::read(here.path().join(ours.0)).unwrap(), ours.1);
}

#[test]
fn a_baseline_is_listed_in_words() {
    let here = folder(&[("a.md", FAULTY.as_bytes()), ("b.md", FAULTY.as_bytes())]);
    assert_eq!(run(here.path(), &["baseline", "list"]).0, 2, "there is none");
    run(here.path(), &["baseline"]);
    fs::write(here.path().join("b.md"), CLEAN).unwrap();
    fs::write(here.path().join("a.md"), FAULTY.replace("900,", "900, \"a\": 1, \"a\": 2")).unwrap();
    fs::write(here.path().join("c.md"), FAULTY).unwrap();
    fs::write(here.path().join("a.md"), format!("Words.\n\n{FAULTY}")).unwrap();
    let (code, stdout, stderr) = run(here.path(), &["baseline", "list"]);
    let expected = "a.md:8:11: error[json/trailing-comma] trailing comma before `}`\n\
                    apiproof-baseline.json: 1 finding on 1 page; 1 gone (`apiproof baseline --prune` removes them).\n";
    assert_eq!((code, stdout.as_str(), stderr.as_str()), (0, expected, ""));
}

#[test]
fn the_list_of_types_says_which_configuration_it_is_of() {
    let here = folder(&[("apiproof.toml", b"schemas = []\n"), ("docs/a.md", CLEAN.as_bytes())]);
    let (_, stdout, _) = run(here.path(), &["schema", "list"]);
    assert!(stdout.ends_with("\nConfigured in apiproof.toml.\n"), "{stdout}");
    let (_, stdout, _) = run(here.path(), &["schema", "list", "--output-format", "json"]);
    assert_eq!(json(&stdout)["configuration"], "apiproof.toml");
    let (_, stdout, _) = run(here.path(), &["schema", "list", "--isolated"]);
    assert!(stdout.ends_with("\nNo apiproof.toml in this folder or above it.\n"), "{stdout}");
}

/// What `--add-ignores` makes of a page, and how many findings are left.
fn ignored(name: &str, page: &str, args: &[&str]) -> (String, usize) {
    let here = folder(&[(name, page.as_bytes())]);
    let args = [&["check", "--add-ignores", "--isolated", "--output-format", "json"], args].concat();
    let (_, stdout, _) = run(here.path(), &args);
    let written = fs::read_to_string(here.path().join(name)).unwrap();
    let left = json(&stdout)["diagnostics"].as_array().unwrap().len();
    // A second run has nothing to do.
    run(here.path(), &args);
    assert_eq!(fs::read_to_string(here.path().join(name)).unwrap(), written, "the second run");
    (written, left)
}

#[test]
fn ignores_go_above_the_block_that_they_are_about() {
    let block = "```json\n{\"id\": 1, \"id\": 2,}\n```\n";
    let comment = "<!-- apiproof-ignore json/duplicate-key json/trailing-comma -->\n";
    let clean = "```json\n{\"id\": 1}\n```\n";
    let (page, left) = ignored("a.md", &format!("# A\n\n{clean}\n{block}\n{clean}"), &[]);
    assert_eq!((page, left), (format!("# A\n\n{clean}\n{comment}{block}\n{clean}"), 0));

    let quoted = |text: &str| format!("> {}\n", text.trim_end().replace('\n', "\n> "));
    let (page, left) = ignored("a.md", &format!("# A\n\n{}", quoted(block)), &[]);
    assert_eq!((page, left), (format!("# A\n\n{}", quoted(&format!("{comment}{block}"))), 0));

    let mdx = "{/* apiproof-ignore json/duplicate-key json/trailing-comma */}\n";
    let (page, left) = ignored("a.mdx", &format!("# A\n\nIt answers:\n{block}"), &[]);
    assert_eq!((page, left), (format!("# A\n\nIt answers:\n\n{mdx}{block}"), 0));

    let (page, left) = ignored("a.md", &format!("# A\n\n{block}").replace('\n', "\r\n"), &[]);
    assert_eq!((page, left), (format!("# A\n\n{comment}{block}").replace('\n', "\r\n"), 0));
}

#[test]
fn ignores_go_to_the_head_of_a_page_where_no_line_fits_above_the_block() {
    let item = "- ```json\n  {\"id\": 1,}\n  ```\n";
    let comment = "<!-- apiproof-ignore-file json/trailing-comma -->\n";
    assert_eq!(ignored("a.md", item, &[]), (format!("{comment}\n{item}"), 0));
    let matter = "---\ntitle: A\n---\n";
    assert_eq!(ignored("a.md", &format!("{matter}{item}"), &[]), (format!("{matter}\n{comment}{item}"), 0));
}

#[test]
fn ignores_leave_annotations_where_they_are() {
    let page = "# A\n\n<!-- { \"blockType\": \"reply\" } -->\n```json\n{\"id\": 1}\n```\n";
    let (written, left) = ignored("a.md", page, &[]);
    let comment = "<!-- apiproof-ignore annotation/unknown-block-type -->\n";
    assert_eq!((written, left), (page.replace("<!-- {", &format!("{comment}<!-- {{")), 0));
}

#[test]
fn ignores_carry_a_reason_that_is_one() {
    let here = folder(&[("a.md", FAULTY.as_bytes())]);
    for reason in ["--add-ignores=a -->", "--add-ignores=json/comment"] {
        assert_eq!(run(here.path(), &["check", reason]).0, 2, "{reason}");
    }
    for args in [&["--fix"][..], &["--no-inline-config"], &["-"]] {
        assert_eq!(run(here.path(), &[&["check", "--add-ignores"], args].concat()).0, 2, "{args:?}");
    }
    let (code, stdout, _) = run(here.path(), &["check", "--isolated", "--add-ignores=sent by old servers"]);
    assert_eq!(code, 0);
    assert!(
        stdout.contains("Added comments that ignore 1 finding on 1 page. Left: no findings."),
        "{stdout}"
    );
    let page = fs::read_to_string(here.path().join("a.md")).unwrap();
    assert!(
        page.contains("<!-- apiproof-ignore json/trailing-comma sent by old servers -->\n```json"),
        "{page}"
    );
}

#[test]
fn ignores_are_for_what_is_reported() {
    let here = folder(&[("a.md", FAULTY.as_bytes()), ("b.md", FAULTY.as_bytes())]);
    run(here.path(), &["baseline", "a.md"]);
    run(here.path(), &["check", "--baseline", "--add-ignores"]);
    assert_eq!(fs::read_to_string(here.path().join("a.md")).unwrap(), FAULTY, "the baseline accepts it");
    assert_ne!(fs::read_to_string(here.path().join("b.md")).unwrap(), FAULTY);
    let (_, report, _) = check_json(here.path(), &[]);
    assert_eq!((&report["summary"]["errors"], &report["summary"]["suppressed"]), (&1.into(), &1.into()));
}
