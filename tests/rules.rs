//! Every rule against its fixture, and every fixture against the registry. The format of the fixtures is described
//! in [`harness`].

mod harness;
mod invariants;

use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::{fs, io};

use apiproof::internals::{REGISTRY, Rule};
use apiproof::{Applicability, Checker, FixAvailability, Level};
use harness::fixture::Fixture;
use harness::{case, door, run};
use libtest_mimic::{Arguments, Failed, Trial};

/// The sections that the documentation of a rule must have.
const SECTIONS: [&str; 3] = ["## What it finds", "## Why it matters", "## Example"];

fn main() -> ExitCode {
    let arguments = Arguments::from_args();
    if std::env::var_os("UPDATE_FIXTURES").is_some_and(|value| value != "0") {
        let wanted =
            |rule: &&&'static Rule| arguments.filter.as_ref().is_none_or(|word| word.contains(rule.meta.id));
        if let Err(error) = REGISTRY.iter().filter(wanted).try_for_each(|rule| update(rule)) {
            panic!("{error}");
        }
    }
    let mut trials: Vec<Trial> = REGISTRY.iter().flat_map(|rule| trials_of(rule)).collect();
    trials.push(Trial::test("harness: a toy rule", || harness::selftest::run().map_err(Failed::from)));
    trials.extend(samples().into_iter().flat_map(|page| {
        [Level::Default, Level::Strict, Level::Pedantic].map(|level| {
            let (root, page) = (root().to_owned(), page.clone());
            let name = format!("{}: memory and files agree at {level}", page.display());
            Trial::test(name, move || {
                let checker = Checker::builder(&root).level(level).build().map_err(|it| format!("{it:?}"))?;
                door::agree(&checker, &page, &fs::read(root.join(&page))?).map_err(Failed::from)
            })
        })
    }));
    trials.push(Trial::test("samples: the command agrees with the door", || {
        let pages = samples().into_iter().map(|page| Ok((display(&page), fs::read(root().join(page))?)));
        let pages = pages.collect::<io::Result<Vec<_>>>()?;
        door::command_agrees(root(), Level::Pedantic, &pages).map_err(Failed::from)
    }));
    trials.push(Trial::test("fixtures: the command agrees with the door", command_agrees_on_fixtures));
    trials.push(Trial::test("fixtures: each belongs to a rule", no_orphans));
    trials.push(Trial::test("registry: ids are unique and kebab-case", ids));
    libtest_mimic::run(&arguments, trials).exit_code()
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn folder() -> PathBuf {
    root().join("tests/rules")
}

/// The sample pages, by their paths in the repository.
fn samples() -> Vec<PathBuf> {
    let pages = |folder| fs::read_dir(root().join(folder)).into_iter().flatten().filter_map(Result::ok);
    let all = ["docs-samples/clean", "docs-samples/mistakes"].into_iter().flat_map(pages);
    all.filter_map(|entry| entry.path().strip_prefix(root()).map(Path::to_owned).ok()).collect()
}

/// A path with `/`.
fn display(path: &Path) -> String {
    path.to_string_lossy().replace('\\', "/")
}

/// Runs the command once over the pages of all fixtures, each in a folder of its own.
fn command_agrees_on_fixtures() -> Result<(), Failed> {
    let folder = tempfile::TempDir::new()?;
    // A link in the name of the folder for temporary files is none of ours.
    let top = folder.path().canonicalize()?;
    let mut pages = Vec::new();
    for rule in REGISTRY.iter().filter(|rule| path(rule).exists()) {
        for (number, found) in load(rule)?.1.cases.iter().enumerate() {
            let name = format!("{}-{number}", rule.meta.id.replace('/', "-"));
            let configuration = case::configuration(found);
            for (file, text) in case::files(found).chain([("apiproof.toml", configuration.as_str())]) {
                let path = top.join(&name).join(file);
                fs::create_dir_all(path.parent().unwrap_or(&top))?;
                fs::write(path, text)?;
            }
            pages.push((format!("{name}/{}", case::PAGE), found.page.text.clone().into_bytes()));
        }
    }
    door::command_agrees(&top, Level::Pedantic, &pages).map_err(Failed::from)
}

fn path(rule: &Rule) -> PathBuf {
    folder().join(format!("{}.md", rule.meta.id))
}

fn load(rule: &Rule) -> Result<(String, Fixture), String> {
    let path = path(rule);
    let text = fs::read_to_string(&path).map_err(|error| format!("{}: {error}", path.display()))?;
    let fixture = Fixture::parse(&text).map_err(|error| format!("{}: {error}", path.display()))?;
    Ok((text, fixture))
}

/// Rewrites the expectations of a rule's fixture.
fn update(rule: &'static Rule) -> Result<(), String> {
    if !path(rule).exists() {
        return Ok(());
    }
    let (text, fixture) = load(rule)?;
    let expected = fixture.cases.iter().map(|found| case::actual(rule, found)).collect::<Result<Vec<_>, _>>();
    let rewritten = fixture.rewrite(&text, &expected?);
    if rewritten == text {
        Ok(())
    } else {
        fs::write(path(rule), rewritten).map_err(|error| error.to_string())
    }
}

/// The trials of one rule: its documentation, its fixture as a whole, and every case.
fn trials_of(rule: &'static Rule) -> Vec<Trial> {
    let id = rule.meta.id;
    let mut trials = vec![
        Trial::test(format!("{id}: documentation"), move || documentation(rule)),
        Trial::test(format!("{id}: fixture"), move || coverage(rule)),
    ];
    if let Ok((_, fixture)) = load(rule) {
        trials.extend(fixture.cases.into_iter().map(|found| {
            let name = format!("{id}: {}", found.title);
            let line = found.page.line;
            Trial::test(name, move || {
                case::check(rule, &found)
                    .and_then(|()| door::agree_on_case(&found))
                    .map_err(|error| Failed::from(format!("tests/rules/{id}.md:{line}\n{error}")))
            })
        }));
    }
    trials
}

fn documentation(rule: &Rule) -> Result<(), Failed> {
    let lines: Vec<&str> = rule.meta.docs.lines().map(str::trim).collect();
    for section in SECTIONS {
        if !lines.contains(&section) {
            return Err(format!("the documentation has no section `{section}`").into());
        }
    }
    if rule.meta.summary().starts_with('#') || !rule.meta.summary().ends_with('.') {
        return Err("the documentation begins with a sentence that sums the rule up, on one line".into());
    }
    Ok(())
}

/// A fixture has a flagged and a clean case, and shows the best fix that the rule declares.
fn coverage(rule: &'static Rule) -> Result<(), Failed> {
    let (_, fixture) = load(rule)?;
    if fixture.title != rule.meta.id {
        return Err(format!("the fixture is titled `{}`", fixture.title).into());
    }
    if let Some(title) = twice(fixture.cases.iter().map(|found| found.title.as_str()).collect()) {
        return Err(format!("two cases are titled \"{title}\"").into());
    }
    let (mut flagged, mut clean, mut offered) = (false, false, Vec::new());
    for found in &fixture.cases {
        let setting = case::setting(found)?;
        let source = run::page(&found.page.text);
        let findings = run::findings(&[rule], &source, &setting);
        clean |= findings.is_empty();
        flagged |= !findings.is_empty();
        offered
            .extend(findings.iter().filter_map(|finding| finding.fix.as_ref()).map(|fix| fix.applicability));
    }
    let best = match rule.meta.fix {
        FixAvailability::None => None,
        FixAvailability::Safe => Some(Applicability::Safe),
        FixAvailability::Unsafe => Some(Applicability::Unsafe),
    };
    match best {
        _ if !flagged => Err("no case is flagged".into()),
        _ if !clean => Err("no case is clean".into()),
        Some(best) if !offered.contains(&best) => {
            Err(format!("no case shows the declared fix, {best:?}").into())
        }
        _ => Ok(()),
    }
}

fn no_orphans() -> Result<(), Failed> {
    for group in fs::read_dir(folder())? {
        let group = group?;
        if !group.file_type()?.is_dir() {
            continue;
        }
        for file in fs::read_dir(group.path())? {
            let file = file?.path();
            if !REGISTRY.iter().any(|rule| path(rule) == file) {
                return Err(format!("{} belongs to no rule", file.display()).into());
            }
        }
    }
    Ok(())
}

fn ids() -> Result<(), Failed> {
    let ids: Vec<&str> = REGISTRY.iter().map(|rule| rule.meta.id).collect();
    if let Some(id) = twice(ids.clone()) {
        return Err(format!("`{id}` is there twice").into());
    }
    let kebab = |word: &str| !word.is_empty() && word.chars().all(|c| c.is_ascii_lowercase() || c == '-');
    match ids.iter().find(|id| !id.split_once('/').is_some_and(|(group, name)| kebab(group) && kebab(name))) {
        Some(id) => Err(format!("`{id}` is not `group/name` in kebab-case").into()),
        None => Ok(()),
    }
}

fn twice(mut words: Vec<&str>) -> Option<&str> {
    words.sort_unstable();
    words.windows(2).find(|pair| pair[0] == pair[1]).map(|pair| pair[0])
}
