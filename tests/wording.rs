//! What a user reads is plain English: the words that CONTRIBUTING.md rules out occur in no message, help, rule page or
//! document.

#![allow(clippy::unwrap_used, reason = "helpers of tests fail as tests do")]

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use apiproof::internals::REGISTRY;

const ROOT: &str = env!("CARGO_MANIFEST_DIR");

/// Pieces of sentences, in lower case. A blank at an end is the end of a word.
const NOT_ALLOWED: [&str; 29] = [
    " belong here",
    " belong there",
    " belongs before",
    " belongs here",
    " belongs there",
    " by themselves",
    " held against",
    " hold against",
    " holds against",
    " is heard",
    " is no ",
    " is none",
    " listen to",
    " listened to",
    " mend ",
    " mended",
    " mends",
    " misspelt",
    " no such thing",
    " speaks to",
    " stands",
    " strangers",
    " take over",
    " taken over",
    " tells",
    " wishes",
    " without a word",
    " replace it by",
    " look before you",
];

/// What is not allowed in a text, with the line that it is on. Code is left out.
fn slips(name: &str, text: &str) -> String {
    let mut found = String::new();
    let mut fence = false;
    for line in text.lines() {
        if line.trim_start().starts_with("```") {
            fence = !fence;
        }
        let prose: String = line.split('`').step_by(2).collect::<Vec<_>>().join("`").to_lowercase();
        let prose = format!(" {} ", prose.replace(['.', ',', ';', ':', '"', '(', ')'], " "));
        let prose = prose.replace(" there is no ", " ").replace(" there are no ", " ");
        for words in NOT_ALLOWED.iter().filter(|words| !fence && prose.contains(**words)) {
            let _ = writeln!(found, "{name}: `{}`: {}", words.trim(), line.trim());
        }
    }
    found
}

fn read(path: &Path) -> String {
    fs::read_to_string(path).unwrap()
}

/// Files below a folder with this ending.
fn files(folder: &str, ending: &str) -> Vec<PathBuf> {
    let mut open = vec![Path::new(ROOT).join(folder)];
    let mut files = Vec::new();
    while let Some(folder) = open.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            match path.extension() {
                None if path.is_dir() => open.push(path),
                Some(found) if found == ending => files.push(path),
                _ => {}
            }
        }
    }
    files.sort();
    files
}

#[test]
fn rule_pages() {
    let found: String = REGISTRY.iter().map(|rule| slips(rule.meta.id, rule.meta.docs)).collect();
    assert_eq!(found, "");
}

/// The messages of every fixture: the blocks that hold diagnostics.
#[test]
fn messages() {
    let mut found = String::new();
    for path in files("tests/rules", "md") {
        let text = String::from_utf8_lossy(&fs::read(&path).unwrap()).into_owned();
        for block in text.split("````diagnostics\n").skip(1) {
            let block = block.split("````").next().unwrap();
            found += &slips(&path.display().to_string(), block);
        }
    }
    assert_eq!(found, "");
}

/// Labels, help and fixes are only shown by the program: it checks pages with mistakes of most kinds.
#[test]
fn findings_with_labels_and_help() {
    let run = Command::new(env!("CARGO_BIN_EXE_apiproof"))
        .args(["check", "docs-samples", "--level", "pedantic", "--output-format", "json", "--exit-zero"])
        .current_dir(ROOT)
        .output()
        .unwrap();
    let report: serde_json::Value = serde_json::from_slice(&run.stdout).unwrap();
    let mut words = Vec::new();
    for finding in report["diagnostics"].as_array().unwrap() {
        let help =
            finding["help"].as_array().unwrap().iter().chain([&finding["fix"]["title"], &finding["note"]]);
        let related = finding["related"].as_array().unwrap().iter().map(|place| &place["message"]);
        words.extend(help.chain(related).filter_map(|text| text.as_str().map(str::to_owned)));
    }
    assert!(words.len() > 50, "{}", words.len());
    assert_eq!(slips("docs-samples", &words.join("\n")), "");
}

#[test]
fn help_of_every_command() {
    let help = |args: &[&str]| {
        let run = Command::new(env!("CARGO_BIN_EXE_apiproof")).args(args).arg("--help").output().unwrap();
        String::from_utf8(run.stdout).unwrap()
    };
    let all = help(&[]);
    let commands = all.split_once("Commands:\n").unwrap().1;
    let names = commands.lines().take_while(|line| line.starts_with("  "));
    let names: Vec<&str> = names.filter_map(|line| line.split_whitespace().next()).collect();
    assert!(names.contains(&"check"));
    let mut found = slips("apiproof", &all);
    for name in names.iter().filter(|name| **name != "help") {
        found += &slips(name, &help(&[name]));
        for inner in ["list", "show", "export"] {
            found += &slips(name, &help(&[name, inner]));
        }
    }
    assert_eq!(found, "");
}

/// The schema for editors has the words of every key of the configuration.
#[test]
fn documents() {
    let mut found = String::new();
    for name in
        ["README.md", "CHANGELOG.md", "SECURITY.md", "editors/README.md", "schemas/apiproof.schema.json"]
    {
        found += &slips(name, &read(&Path::new(ROOT).join(name)));
    }
    for path in files("docs", "md") {
        found += &slips(&path.display().to_string(), &read(&path));
    }
    let contributing = read(&Path::new(ROOT).join("CONTRIBUTING.md"));
    let (before, rest) = contributing.split_once("## Wording").unwrap();
    let after = rest.split_once("\n## ").unwrap().1;
    found += &slips("CONTRIBUTING.md", &format!("{before}{after}"));
    assert_eq!(found, "");
}
