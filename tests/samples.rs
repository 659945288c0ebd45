//! The findings on `docs-samples/`, pinned in `tests/samples/<level>.txt`, one a line. `UPDATE_FIXTURES=1` rewrites
//! them; the clean pages stay clean at the default level whatever is written there.

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::{Arc, OnceLock};

use apiproof::internals::{Page, ParsedPage, REGISTRY, RuleSet, SchemaSet, parse_markdown};
use apiproof::{Diagnostic, Level, SourceFile};

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// The sample pages of a folder, in order, with their paths relative to `docs-samples`.
fn pages(folder: &str) -> Vec<SourceFile> {
    let entries = fs::read_dir(root().join("docs-samples").join(folder)).expect("docs-samples is there");
    let mut paths: Vec<PathBuf> =
        entries.map(|entry| entry.expect("docs-samples is readable").path()).collect();
    paths.sort();
    let name =
        |path: &Path| path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let read = |path: &PathBuf| {
        SourceFile::new(
            format!("{folder}/{}", name(path)),
            fs::read_to_string(path).expect("a page is UTF-8"),
        )
    };
    paths.iter().map(read).collect()
}

/// The schemas that `docs-samples/apiproof.toml` names.
fn schemas() -> Arc<SchemaSet> {
    static SET: OnceLock<Arc<SchemaSet>> = OnceLock::new();
    Arc::clone(SET.get_or_init(|| {
        let path = "schemas/parcelo.openapi.yaml";
        let text = fs::read_to_string(root().join(path)).expect("the description is there");
        let loaded = SchemaSet::load(&[Arc::new(SourceFile::new(path, text))], &[]);
        assert!(loaded.errors.is_empty() && loaded.strangers.is_empty(), "{loaded:?}");
        Arc::new(loaded.set)
    }))
}

fn findings(source: &SourceFile, level: Level) -> Vec<Diagnostic> {
    let document = parse_markdown(source.text());
    let page = Page::new(ParsedPage::read(source, &document), &schemas());
    let rules: RuleSet = REGISTRY.iter().copied().filter(|rule| rule.meta.level <= level).collect();
    let mut found = rules.run(&page);
    found.retain(|finding| finding.level.unwrap_or(finding.rule.level) <= level);
    found.sort_by_key(|finding| (finding.primary.span, finding.rule.id));
    found
}

fn lines(source: &SourceFile, level: Level) -> String {
    findings(source, level).iter().fold(String::new(), |mut text, finding| {
        let at = source.position(finding.primary.span.start);
        let Diagnostic { severity, rule, message, .. } = finding;
        writeln!(text, "{}:{}:{}: {severity}[{}] {message}", source.path(), at.line, at.column, rule.id)
            .expect("a string takes everything");
        text
    })
}

fn pinned(level: Level) {
    let actual: String = ["clean", "mistakes"]
        .iter()
        .flat_map(|folder| pages(folder))
        .map(|page| lines(&page, level))
        .collect();
    let path = root().join(format!("tests/samples/{level}.txt"));
    if std::env::var_os("UPDATE_FIXTURES").is_some_and(|value| value != "0") {
        fs::write(&path, &actual).expect("the expectations can be written");
    }
    let expected = fs::read_to_string(&path).unwrap_or_default();
    let missing: String =
        expected.lines().filter(|line| !actual.contains(line)).flat_map(|line| [line, "\n"]).collect();
    let added: String =
        actual.lines().filter(|line| !expected.contains(line)).flat_map(|line| [line, "\n"]).collect();
    assert!(
        expected == actual,
        "findings differ from {} (UPDATE_FIXTURES=1 rewrites it)\n--- gone\n{missing}--- new\n{added}",
        path.display()
    );
}

#[test]
fn findings_at_the_default_level() {
    pinned(Level::Default);
}

#[test]
fn findings_at_the_pedantic_level() {
    pinned(Level::Pedantic);
}

#[test]
fn clean_pages_are_clean() {
    let found: String = pages("clean").iter().map(|page| lines(page, Level::Default)).collect();
    assert!(found.is_empty(), "\n{found}");
}

#[test]
fn the_readme_lists_every_page() {
    let readme = fs::read_to_string(root().join("docs-samples/README.md")).expect("README.md is there");
    for page in ["clean", "mistakes"].iter().flat_map(|folder| pages(folder)) {
        assert!(
            readme.contains(&format!("({})", page.path())),
            "docs-samples/README.md does not list {}",
            page.path()
        );
    }
}
