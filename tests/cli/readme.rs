//! What the README and the chapters of the site say about the program: every command in them runs, every block shows what
//! it prints, and no option, format or command is missing or gone.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use std::process::Command;

use tempfile::TempDir;

use super::{command, run};

const ROOT: &str = env!("CARGO_MANIFEST_DIR");

/// The README and the chapters of the site.
fn pages() -> Vec<String> {
    let chapters = fs::read_dir(Path::new(ROOT).join("docs")).unwrap();
    let paths = chapters.map(|entry| entry.unwrap().path());
    let chapters = paths.filter(|path| path.extension().is_some_and(|ending| ending == "md"));
    let chapters = chapters.map(|path| format!("docs/{}", path.file_name().unwrap().to_string_lossy()));
    let mut pages: Vec<_> = std::iter::once("README.md".to_owned()).chain(chapters).collect();
    pages[1..].sort();
    pages
}

fn text(name: &str) -> String {
    fs::read_to_string(Path::new(ROOT).join(name)).unwrap()
}

/// A command and what stands below it.
type Step = (String, Vec<String>);

/// The commands of `console` blocks, block by block.
fn blocks(text: &str) -> Vec<Vec<Step>> {
    let mut blocks = Vec::new();
    let mut open: Option<Vec<Step>> = None;
    for line in text.lines() {
        match &mut open {
            None if line == "```console" => open = Some(Vec::new()),
            None => {}
            Some(_) if line == "```" => blocks.extend(open.take()),
            Some(steps) => match line.strip_prefix("$ ") {
                Some(typed) => {
                    // What is behind a `#` is for people.
                    let typed = typed.split("  #").next().unwrap().trim();
                    steps.push((typed.to_owned(), Vec::new()));
                }
                None => steps.last_mut().unwrap().1.push(line.to_owned()),
            },
        }
    }
    blocks
}

/// A repository with the samples, as a clone has them.
fn clone() -> TempDir {
    let folder = TempDir::new().unwrap();
    let copy = "cp -r \"$1/docs-samples\" \"$1/schemas\" . && mkdir path && mkdir path/to && cp -r schemas path/to && cp -r docs-samples path/to/docs && \
                mkdir path/to/apiproof && cp -r \"$1/integrations\" path/to/apiproof";
    shell(folder.path(), copy);
    let remote = "git init -q && git init -q --bare .git/origin.git && git remote add origin .git/origin.git";
    shell(folder.path(), remote);
    shell(folder.path(), "git config user.name a && git config user.email a@b.example");
    commit(folder.path());
    folder
}

/// Commits what is there and lets `origin/main` have it.
fn commit(folder: &Path) {
    shell(folder, "git add . && git commit -qm now --allow-empty");
    shell(folder, "git update-ref refs/remotes/origin/main HEAD");
}

fn shell(folder: &Path, script: &str) {
    let status = Command::new("sh").args(["-c", script, "sh", ROOT]).current_dir(folder).status();
    assert!(status.unwrap().success(), "{script}");
}

#[test]
fn commands_print_what_is_shown() {
    if !cfg!(unix) {
        return;
    }
    for page in pages() {
        run_commands(&page);
    }
}

fn run_commands(page: &str) {
    let folder = clone();
    for block in blocks(&text(page)) {
        let mut last = 0;
        for (typed, shown) in block {
            let printed = run_step(folder.path(), page, &typed, &mut last);
            if !shown.is_empty() {
                let printed: Vec<&str> = printed.lines().collect();
                assert_eq!(printed, shown, "{typed}");
            }
        }
        // What a block tells to commit is there in the next one.
        commit(folder.path());
    }
}

/// Runs what was typed, and gives what it prints; `last` is the exit code.
fn run_step(folder: &Path, page: &str, typed: &str, last: &mut i32) -> String {
    let words: Vec<&str> = typed.split(' ').filter(|word| !word.is_empty()).collect();
    match words.as_slice() {
        ["apiproof", args @ ..] | ["cargo", "run", "--release", "--", args @ ..] => {
            let (code, stdout, stderr) = run(folder, args);
            assert!(code < 2, "{page}: {typed}: {stderr}");
            *last = code;
            stdout
        }
        ["git", ..] => {
            shell(folder, typed);
            String::new()
        }
        ["echo", "$?"] => format!("{last}\n"),
        // That is what runs here.
        ["cargo", "test" | "install", ..] => String::new(),
        _ => panic!("{typed}: no test runs this"),
    }
}

/// A clone with many findings, the commands of the page, and what the workflow runs for the pull request.
#[test]
fn five_commands_lead_to_a_green_check() {
    if !cfg!(target_os = "linux") {
        return;
    }
    let page = "docs/pull-requests.md";
    let [steps, check] = <[_; 2]>::try_from(blocks(&text(page))).unwrap();
    assert_eq!(steps.len(), 5);
    let here = clone();
    assert_eq!(run(here.path(), &["check"]).0, 1, "there is something to find");
    for (typed, _) in steps {
        run_step(here.path(), page, &typed, &mut 0);
    }
    shell(here.path(), "git -C .git/origin.git rev-parse -q --verify apiproof >.git/pushed");
    let workflow = fs::read_to_string(here.path().join(".github/workflows/apiproof.yml")).unwrap();
    let words: Vec<&str> = check[0].0.split(' ').collect();
    for option in words.iter().filter_map(|word| word.strip_prefix("--")) {
        assert!(workflow.contains(&format!("--{option} \"$TARGET\"")), "the workflow says {option}");
    }
    assert_eq!(run(here.path(), &words[1..]).0, 0, "the check is green");
    let sample = here.path().join("docs-samples/README.md");
    let slip = "\n```json\n{ \"id\": 1, }\n```\n";
    fs::write(&sample, fs::read_to_string(&sample).unwrap() + slip).unwrap();
    assert_eq!(run(here.path(), &words[1..]).0, 1, "a new mistake fails it");
}

/// Every word of `text` that `is_wanted` wants, without what surrounds it.
fn words(text: &str, is_wanted: impl Fn(&str) -> bool) -> BTreeSet<String> {
    let ends = |c: char| c.is_whitespace() || "`|,;()[]=.:\"'<>".contains(c);
    text.split(ends).filter(|word| is_wanted(word)).map(str::to_owned).collect()
}

fn is_option(word: &str) -> bool {
    word.strip_prefix("--").is_some_and(|name| name.starts_with(char::is_alphabetic))
}

fn commands() -> Vec<String> {
    let (_, help, _) = run(Path::new(ROOT), &["--help"]);
    let (_, rest) = help.split_once("Commands:\n").unwrap();
    let names = rest.lines().take_while(|line| line.starts_with("  "));
    names
        .map(|line| line.split_whitespace().next().unwrap().to_owned())
        .filter(|name| name != "help")
        .collect()
}

#[test]
fn the_documents_know_every_command_format_and_option() {
    let readme: String = pages().iter().map(|page| text(page)).collect();
    let mut help = String::new();
    for name in commands() {
        assert!(readme.contains(&format!("apiproof {name}")), "no page knows `apiproof {name}`");
        for inner in ["", "show", "list", "export"] {
            let args = [name.as_str(), inner, "--help"];
            let args: Vec<&str> = args.into_iter().filter(|word| !word.is_empty()).collect();
            help += &run(Path::new(ROOT), &args).1;
        }
    }
    let options = words(&help, is_option);
    let ours =
        readme.lines().filter(|line| !["lychee", "cargo", "docker"].iter().any(|other| line.contains(other)));
    let named = words(&ours.collect::<Vec<_>>().join("\n"), is_option);
    let unknown: Vec<_> = named.difference(&options).collect();
    assert_eq!(unknown, [""; 0], "no command has these options");

    let (_, _, stderr) = run(Path::new(ROOT), &["check", "--output-format", "none"]);
    let (_, formats) = stderr.split_once("expected one of ").unwrap();
    let (formats, _) = formats.split_once(", found").unwrap();
    for format in words(formats.lines().next().unwrap(), |word| !word.is_empty()) {
        assert!(
            readme.contains(&format!("`{format}`")) || readme.contains(&format!("`{format}=")),
            "{format}"
        );
    }
    let variables = words(&help, |word| word.starts_with("APIPROOF_"));
    for variable in variables {
        let short = variable.trim_start_matches("APIPROOF");
        assert!(
            readme.contains(&format!("`{short}`")) || readme.contains(&format!("`{variable}`")),
            "{variable}"
        );
    }
}

/// Files and folders that a page links to.
#[test]
fn links_lead_somewhere() {
    for page in ["README.md", "CONTRIBUTING.md", "docs-samples/README.md", "editors/README.md"] {
        let text = text(page);
        let folder = Path::new(ROOT).join(page);
        for target in text.split("](").skip(1).map(|rest| rest.split(')').next().unwrap()) {
            if let Some(heading) = target.strip_prefix('#') {
                let slug = |line: &str| line.trim_start_matches('#').trim().to_lowercase().replace(' ', "-");
                let found =
                    text.lines().filter(|line| line.starts_with('#')).any(|line| slug(line) == heading);
                assert!(found, "{page}: {target}");
            } else if !target.starts_with("http") {
                assert!(folder.parent().unwrap().join(target).exists(), "{page}: {target}");
            }
        }
    }
}

/// The binary is the one that the tests build; its version is that of the crate.
#[test]
fn the_version_is_that_of_the_crate() {
    let output = command(Path::new(ROOT), &["--version"]).output().unwrap();
    let said = String::from_utf8(output.stdout).unwrap();
    assert_eq!(said, format!("apiproof {}\n", env!("CARGO_PKG_VERSION")));
    assert!(text("README.md").contains(&format!("apiproof@v{}", env!("CARGO_PKG_VERSION"))));
}
