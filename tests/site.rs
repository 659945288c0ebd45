//! The documentation site in `docs/`: the pages of rules are made from the registry and from what the program prints,
//! every page is in the table of contents, and every link leads somewhere. `UPDATE_FIXTURES=1` writes the pages.

#![allow(clippy::unwrap_used, reason = "helpers of tests fail as tests do")]

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use apiproof::internals::REGISTRY;
use apiproof::{FixAvailability, RuleMeta};

const ROOT: &str = env!("CARGO_MANIFEST_DIR");

/// Groups and rules that came after the first release.
const UNRELEASED: [&str; 5] = ["curl", "exchange", "value", "http/header-name", "http/header-value"];

fn docs() -> PathBuf {
    Path::new(ROOT).join("docs")
}

fn update() -> bool {
    std::env::var_os("UPDATE_FIXTURES").is_some_and(|value| value != "0")
}

/// Writes a generated file, or sees that it is what would be written.
fn settle(path: &Path, text: &str) {
    if update() {
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
        return;
    }
    let found = fs::read_to_string(path).unwrap_or_default().replace("\r\n", "\n");
    let line = found.lines().zip(text.lines()).position(|(found, wanted)| found != wanted);
    assert!(
        found == text,
        "{}: differs from line {:?} on; UPDATE_FIXTURES=1 cargo test --test site writes it",
        path.display(),
        line.map(|line| line + 1)
    );
}

/// The documentation without the blank before every line.
fn plain(rule: &RuleMeta) -> String {
    let lines: Vec<_> = rule.docs.lines().map(|line| line.strip_prefix(' ').unwrap_or(line)).collect();
    lines.join("\n").trim().to_owned()
}

fn since(rule: &RuleMeta) -> &'static str {
    if UNRELEASED.contains(&rule.group()) || UNRELEASED.contains(&rule.id) { "unreleased" } else { "0.1.0" }
}

fn fix(rule: &RuleMeta) -> &'static str {
    match rule.fix {
        FixAvailability::None => "none",
        FixAvailability::Safe => "safe",
        FixAvailability::Unsafe => "unsafe",
    }
}

/// The page with the mistake that a rule shows: what is below its `Example` heading, up to how it should be.
fn example(docs: &str) -> Option<String> {
    let (_, rest) = docs.split_once("\n## Example\n")?;
    let section = rest.split("\n## How to").next().unwrap_or(rest);
    let mut page = String::new();
    let mut fence = "";
    for line in section.lines() {
        if fence.is_empty() && (line.starts_with("should ") || line.starts_with("could ")) {
            break;
        }
        let marks = &line[..line.len() - line.trim_start_matches('`').len()];
        if marks.len() >= 3 && fence.is_empty() {
            fence = marks;
        } else if marks == fence && line == marks {
            fence = "";
        }
        page.push_str(line);
        page.push('\n');
    }
    let page = page.trim();
    let inner = page.strip_prefix("````markdown\n").or_else(|| page.strip_prefix("```markdown\n"));
    let inner = inner.and_then(|inner| inner.rsplit_once("\n```").map(|(inner, _)| inner));
    Some(format!("{}\n", inner.unwrap_or(page)))
}

/// What `check` prints about the example.
fn output(rule: &RuleMeta, page: &str) -> String {
    let folder = tempfile::TempDir::new().unwrap();
    fs::write(folder.path().join("example.md"), page).unwrap();
    let run = Command::new(env!("CARGO_BIN_EXE_apiproof"))
        .args(["check", "--isolated", "--quiet", "--ignore", "all", "--select", rule.id, "example.md"])
        .env_remove("GITHUB_ACTIONS")
        .env_remove("GITLAB_CI")
        .env_remove("TF_BUILD")
        .current_dir(folder.path())
        .output()
        .unwrap();
    String::from_utf8(run.stdout).unwrap().trim_end().to_owned()
}

fn page(rule: &RuleMeta) -> String {
    let docs = plain(rule);
    let (id, severity, level) = (rule.id, rule.severity, rule.level);
    let mut page = format!("# {id}\n\n");
    let body = docs.split_once("\n\n").map_or("", |(_, body)| body);
    let _ = write!(
        page,
        "{}\n\n| Severity | Level | Fix | Since |\n|:---------|:------|:----|:------|\n| {severity} | {level} | {} | {} |\n\n",
        rule.summary(),
        fix(rule),
        since(rule)
    );
    let printed = example(&docs).map(|example| output(rule, &example)).unwrap_or_default();
    match body.split_once("\n## How to fix it") {
        Some((before, after)) if !printed.is_empty() => {
            let before = before.trim_end();
            let _ =
                write!(page, "{before}\n\n## Output\n\n```text\n{printed}\n```\n\n## How to fix it{after}\n");
        }
        _ => {
            let _ = writeln!(page, "{body}");
        }
    }
    let _ = write!(
        page,
        "\n## How to turn it off\n\nFor one example, in the line before it; for a page, with `apiproof-ignore-file`:\n\n\
         ```markdown\n<!-- apiproof-ignore {id} REASON -->\n```\n\n\
         For all pages, or those of an `[[override]]`, in `apiproof.toml`:\n\n\
         ```toml\n[severity]\n\"{id}\" = \"off\"                # or \"info\", \"warning\", \"error\"\n```\n"
    );
    page
}

#[test]
fn every_rule_has_a_page() {
    for rule in REGISTRY {
        settle(&docs().join(format!("rules/{}.md", rule.meta.id)), &page(&rule.meta));
    }
}

#[test]
fn no_page_is_about_a_rule_that_is_gone() {
    for group in fs::read_dir(docs().join("rules")).unwrap().map(|entry| entry.unwrap().path()) {
        for page in group.read_dir().into_iter().flatten().map(|entry| entry.unwrap().path()) {
            let name = |path: &Path| path.file_stem().unwrap().to_string_lossy().into_owned();
            let id = format!("{}/{}", name(&group), name(&page));
            assert!(REGISTRY.iter().any(|rule| rule.meta.id == id), "{id}");
        }
    }
}

/// Rules by group, in the order of the catalogue.
fn groups() -> Vec<(&'static str, Vec<&'static RuleMeta>)> {
    let mut groups: Vec<(&str, Vec<&RuleMeta>)> = Vec::new();
    for rule in REGISTRY.iter().map(|rule| &rule.meta) {
        match groups.last_mut() {
            Some((group, rules)) if *group == rule.group() => rules.push(rule),
            _ => groups.push((rule.group(), vec![rule])),
        }
    }
    groups
}

#[test]
fn the_index_lists_every_rule() {
    let mut index = format!(
        "# Rules\n\n{} rules. `apiproof rules` lists them, `apiproof explain RULE` prints the page of one.\n",
        REGISTRY.len()
    );
    for (group, rules) in groups() {
        let _ = write!(
            index,
            "\n## {group}\n\n| Rule | What it finds | Severity | Level | Fix |\n|:-----|:--------------|:---------|:------|:----|\n"
        );
        for rule in rules {
            let (id, name, summary) = (rule.id, rule.name(), rule.summary());
            let (severity, level, fix) = (rule.severity, rule.level, fix(rule));
            let _ = writeln!(index, "| [{name}]({id}.md) | {summary} | {severity} | {level} | {fix} |");
        }
    }
    settle(&docs().join("rules/index.md"), &index);
}

#[test]
fn the_table_of_contents_has_every_page() {
    let path = docs().join("SUMMARY.md");
    let text = fs::read_to_string(&path).unwrap();
    let (chapters, _) = text.split_once("- [Rules](rules/index.md)\n").unwrap();
    let mut summary = format!("{chapters}- [Rules](rules/index.md)\n");
    for rule in REGISTRY {
        let id = rule.meta.id;
        let _ = writeln!(summary, "  - [{id}](rules/{id}.md)");
    }
    settle(&path, &summary);
    let listed: BTreeSet<&str> =
        summary.split("](").skip(1).map(|rest| rest.split(')').next().unwrap()).collect();
    for page in fs::read_dir(docs()).unwrap().map(|entry| entry.unwrap().file_name()) {
        let page = page.to_string_lossy().into_owned();
        let is_chapter =
            Path::new(&page).extension().is_some_and(|ending| ending == "md") && page != "SUMMARY.md";
        assert!(!is_chapter || listed.contains(page.as_str()), "{page} is not in SUMMARY.md");
    }
}

/// The site holds no files but its own: what it says of others, it shows.
#[test]
fn files_to_copy_are_on_the_site() {
    let text = |path: &str| fs::read_to_string(Path::new(ROOT).join(path)).unwrap().replace("\r\n", "\n");
    let mut page = "# Workflows to copy\n".to_owned();
    for (service, file, place) in [
        ("GitHub", "github/workflow.yml", ".github/workflows/apiproof.yml"),
        ("GitHub, with a comment", "github/workflow-with-action.yml", ".github/workflows/apiproof.yml"),
        ("GitLab", "gitlab/apiproof.gitlab-ci.yml", ".gitlab-ci.yml"),
        ("Azure Pipelines", "azure/apiproof.yml", "azure-pipelines.yml"),
    ] {
        let content = text(&format!("integrations/{file}"));
        let _ = write!(page, "\n## {service}\n\n`integrations/{file}` of the repository, to `{place}`:\n\n");
        let _ = write!(page, "```yaml\n{}\n```\n", content.trim_end());
    }
    settle(&docs().join("workflows.md"), &page);
    let editors = text("editors/README.md").replacen("# apiproof in editors", "# Editors", 1);
    settle(
        &docs().join("editors.md"),
        &editors.replace("[vscode](vscode)", "`editors/vscode` of the repository"),
    );
}

/// What a heading is called in addresses.
fn slug(heading: &str) -> String {
    let plain = heading.trim_start_matches('#').trim().to_lowercase();
    let kept = plain.chars().filter(|c| c.is_alphanumeric() || matches!(c, ' ' | '-' | '_'));
    kept.collect::<String>().replace(' ', "-")
}

#[test]
fn links_lead_somewhere() {
    let mut open = vec![docs()];
    let mut seen = 0;
    while let Some(folder) = open.pop() {
        for path in fs::read_dir(&folder).unwrap().map(|entry| entry.unwrap().path()) {
            if path.is_dir() {
                open.push(path);
                continue;
            }
            if path.extension().is_none_or(|ending| ending != "md") {
                continue;
            }
            let text = fs::read_to_string(&path).unwrap();
            let mut fence = "";
            for line in text.lines() {
                let marks = &line[..line.len() - line.trim_start_matches('`').len()];
                if marks.len() >= 3 && (fence.is_empty() || marks == fence) {
                    fence = if fence.is_empty() { marks } else { "" };
                }
                if !fence.is_empty() {
                    continue;
                }
                let prose: String = line.split('`').step_by(2).collect();
                for target in prose.split("](").skip(1).map(|rest| rest.split(')').next().unwrap()) {
                    let (file, place) = target.split_once('#').unwrap_or((target, ""));
                    if file.starts_with("https://") {
                        continue;
                    }
                    let found = if file.is_empty() { path.clone() } else { folder.join(file) };
                    let Ok(inside) = found.canonicalize() else { panic!("{}: {target}", path.display()) };
                    // A built site has no other files, and a folder has no page.
                    let is_page = inside.starts_with(docs().canonicalize().unwrap()) && inside.is_file();
                    assert!(is_page, "{}: {target} is not on the site", path.display());
                    let headings = fs::read_to_string(inside).unwrap();
                    let mut headings = headings.lines().filter(|line| line.starts_with('#')).map(slug);
                    assert!(
                        place.is_empty() || headings.any(|it| it == place),
                        "{}: {target}",
                        path.display()
                    );
                    seen += 1;
                }
            }
        }
    }
    assert!(seen > REGISTRY.len(), "{seen}");
}
