//! One case against one rule.

use std::path::Path;
use std::sync::Arc;

use apiproof::internals::{DocResources, LoadedSchemas, Rule, SchemaSet, definitions};
use apiproof::{Level, MemorySystem, SourceFile};

use super::fixes;
use super::fixture::{Block, Case, Expectation};
use super::run::{self, Setting, Shown};
use super::variant::Variant;
use crate::invariants::finding;

/// What the case gives now.
pub(crate) fn actual(rule: &'static Rule, case: &Case) -> Result<Expectation, String> {
    let setting = setting(case)?;
    let source = run::page(&case.page.text);
    let found = run::findings(&[rule], &source, &setting);
    let diagnostics = found.iter().map(|finding| Shown::new(finding, &source).line()).collect();
    let fixed = found
        .iter()
        .any(fixes::fixable)
        .then(|| fixes::converge(rule, source.text(), &setting))
        .transpose()?;
    Ok(Expectation { diagnostics, fixed })
}

/// Checks the case in all its variants.
pub(crate) fn check(rule: &'static Rule, case: &Case) -> Result<(), String> {
    let expected =
        case.diagnostics.as_ref().ok_or("there is no `diagnostics` block (UPDATE_FIXTURES=1 writes it)")?;
    let actual = actual(rule, case)?;
    same("findings", &expected.text, &actual.diagnostics)?;
    match (&case.fixed, &actual.fixed) {
        (Some(expected), Some(fixed)) => same("fixed page", &expected.text, fixed)?,
        (None, None) => {}
        (Some(_), None) => return Err("there is a `fixed` block and no finding has a fix".into()),
        (None, Some(fixed)) => return Err(format!("there is no `fixed` block; the fixed page is\n{fixed}")),
    }
    for &variant in &case.variants {
        check_variant(rule, case, variant).map_err(|error| format!("as {variant:?}: {error}"))?;
    }
    Ok(())
}

fn check_variant(rule: &'static Rule, case: &Case, variant: Variant) -> Result<(), String> {
    let setting = setting(case)?;
    let plain = run::page(&case.page.text);
    let place = |at| variant.place(plain.text(), at);
    let expected: Vec<Shown> = run::findings(&[rule], &plain, &setting)
        .iter()
        .map(|finding| Shown::new(finding, &plain))
        .map(|shown| Shown {
            start: place(shown.start),
            end: place(shown.end),
            words: shown.words,
            related: shown.related.into_iter().map(|(at, words)| (place(at), words)).collect(),
        })
        .collect();

    let source = run::page(&variant.of(plain.text()));
    let found = run::findings(&[rule], &source, &setting);
    for finding in &found {
        finding::holds(finding, source.text())?;
    }
    let actual: Vec<Shown> = found.iter().map(|finding| Shown::new(finding, &source)).collect();
    let lines = |list: &[Shown]| list.iter().map(Shown::line).collect::<String>();
    same("findings", &lines(&expected), &lines(&actual))?;
    for (expected, actual) in expected.iter().zip(&actual) {
        if expected.related != actual.related {
            return Err(format!("related places differ\n{:?}\n{:?}", expected.related, actual.related));
        }
    }
    check_fixes(rule, case, variant, source.text())
}

fn check_fixes(rule: &'static Rule, case: &Case, variant: Variant, text: &str) -> Result<(), String> {
    let setting = setting(case)?;
    let fixed = fixes::converge(rule, text, &setting)?;
    let expected = variant.of(&case.fixed.as_ref().unwrap_or(&case.page).text);
    // A new line in a list item brings its indentation along even if it is blank.
    let blank = |text: &str| text.replace("\n  \n", "\n\n");
    same("fixed page", &blank(&expected), &blank(&fixed))?;
    let before = fixes::errors(text, &setting);
    for (id, count) in fixes::errors(&fixed, &setting) {
        let had = before.get(id).copied().unwrap_or_default();
        if count > had {
            return Err(format!("the fix makes new errors: {count} of {id} after {had}, in\n{fixed}"));
        }
    }
    Ok(())
}

fn same(what: &str, expected: &str, actual: &str) -> Result<(), String> {
    if expected == actual {
        return Ok(());
    }
    Err(format!("{what} differ\n--- expected\n{expected}--- actual\n{actual}---"))
}

/// The folder that the files of a case are in.
pub(crate) const FOLDER: &str = "/docs";
/// The name of the page of a case.
pub(crate) const PAGE: &str = "page.md";

/// The configuration that names the descriptions of a case.
pub(crate) fn configuration(case: &Case) -> String {
    let names: Vec<_> = case.schemas.iter().map(|(name, _)| name).collect();
    format!("schemas = {names:?}\n")
}

/// The files of a case.
pub(crate) fn files(case: &Case) -> impl Iterator<Item = (&str, &str)> {
    let schemas = case.schemas.iter().map(|(name, block)| (name.as_str(), block.text.as_str()));
    schemas.chain([(PAGE, case.page.text.as_str())])
}

/// Level, schemas and files of a case.
pub(crate) fn setting(case: &Case) -> Result<Setting, String> {
    let file =
        |(name, block): &(String, Block)| Arc::new(SourceFile::new(name.as_str(), block.text.as_str()));
    let files: Vec<_> = case.schemas.iter().map(file).collect();
    let is_page =
        |file: &Arc<SourceFile>| Path::new(file.path()).extension().is_some_and(|ending| ending == "md");
    let (pages, files): (Vec<_>, Vec<_>) = files.into_iter().partition(is_page);
    let pages: Vec<_> = pages.iter().filter_map(definitions).collect();
    let LoadedSchemas { set, errors, strangers, .. } = SchemaSet::load(&files, &[]);
    let schemas = set.with_resources(DocResources::new(&pages)).with_embedded();
    match errors.iter().chain(&strangers).next() {
        None => {
            let memory = MemorySystem::new(FOLDER.into()).with("apiproof.toml", configuration(case));
            let memory = self::files(case).fold(memory, |memory, (name, text)| memory.with(name, text));
            Ok(Setting { level: level(case)?, schemas: Arc::new(schemas), files: memory })
        }
        Some(error) => Err(format!("{}:{}: {}", error.path, error.line.unwrap_or_default(), error.message)),
    }
}

/// The level at which a case runs.
pub(crate) fn level(case: &Case) -> Result<Level, String> {
    let Some(config) = &case.config else { return Ok(Level::Pedantic) };
    let table: toml::Table = config.text.parse().map_err(|error| format!("line {}: {error}", config.line))?;
    let mut level = Level::Pedantic;
    for (key, value) in &table {
        match (key.as_str(), value.as_str()) {
            ("level", Some(word)) => {
                level = word.parse().map_err(|error| format!("line {}: {error}", config.line))?;
            }
            _ => return Err(format!("line {}: a fixture cannot configure `{key}`", config.line)),
        }
    }
    Ok(level)
}
