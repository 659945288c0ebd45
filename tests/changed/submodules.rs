//! Repositories within the one that is checked: submodules, and others that Git names as a whole.

use std::fs;
use std::path::Path;

use tempfile::TempDir;

use super::command::{run, write};
use super::{CLEAN, FAULT, OLD, check, commit, git, repository};

/// Git names a repository within another one as a whole, whether it knows it or not.
#[test]
fn pages_of_a_repository_within_are_changed_with_it() {
    let here = repository(&[("docs/a.md", CLEAN)]);
    let inner = here.path().join("docs/vans");
    write(&inner, "van.md", OLD);
    write(&inner, "notes.txt", OLD);
    git(&inner, &["init", "-q", "-b", "main"]);
    commit(&inner, "Begin");
    let expected = vec!["docs/vans/van.md json/trailing-comma".to_owned()];
    assert_eq!(check(here.path(), &["--changed-since", "main", "docs/vans"]).1, expected);
    for state in ["unknown", "added"] {
        for args in [&["--changed-since", "main"][..], &["--changed-since", "main", "--baseline-ref", "main"]]
        {
            assert_eq!(check(here.path(), args).1, expected, "{state}: {args:?}");
        }
        git(here.path(), &["-c", "advice.addEmbeddedRepo=false", "add", "-A"]);
    }
}

/// A repository with a submodule `docs/vans`, and one in it, `docs/vans/parts`. Each has a page `van.md` with a finding
/// and a page `clean.md`; the branch `change` is checked out.
fn nested() -> TempDir {
    let here = repository(&[("docs/a.md", CLEAN)]);
    git(here.path(), &["checkout", "-q", "main"]);
    for inner in ["docs/vans", "docs/vans/parts"].map(|inner| here.path().join(inner)) {
        write(&inner, "van.md", OLD);
        write(&inner, "clean.md", CLEAN);
        git(&inner, &["init", "-q", "-b", "main"]);
        commit(&inner, "Begin");
    }
    for outer in ["docs/vans", "."].map(|outer| here.path().join(outer)) {
        git(&outer, &["-c", "advice.addEmbeddedRepo=false", "add", "-A"]);
        commit(&outer, "Add what is within");
    }
    git(here.path(), &["checkout", "-q", "-b", "next"]);
    here
}

/// An edited, a new and a committed page of a submodule are changed, although Git stages nothing of it.
#[test]
fn pages_of_submodules_are_changed_before_they_are_staged() {
    let here = nested();
    let changed = ["--changed-since", "main"];
    assert_eq!(check(here.path(), &changed).2["files"], 0);
    let expected = |inner: &str, names: &[&str]| -> Vec<String> {
        names.iter().map(|name| format!("docs/vans{inner}/{name}.md json/trailing-comma")).collect()
    };
    for inner in ["/parts", ""] {
        let folder = here.path().join(format!("docs/vans{inner}"));
        write(&folder, "van.md", format!("{OLD}\nMore.\n"));
        write(&folder, "new.md", OLD);
        let shown = || {
            let shown = check(here.path(), &changed).1;
            shown
                .into_iter()
                .filter(|line| !inner.is_empty() || !line.contains("/parts/"))
                .collect::<Vec<_>>()
        };
        assert_eq!(shown(), expected(inner, &["new", "van"]), "edited");
        commit(&folder, "Change");
        assert_eq!(shown(), expected(inner, &["new", "van"]), "committed");
    }
    fs::remove_file(here.path().join("docs/vans/van.md")).unwrap();
    commit(here.path(), "Take the new commits");
    let (_, shown, summary) = check(here.path(), &changed);
    assert_eq!(shown.len(), 3, "{shown:?}");
    assert_eq!(summary["files"], 3);
}

/// What a submodule had at the commit that the other revision names is accepted, and nothing else of it.
#[test]
fn findings_of_submodules_are_accepted() {
    let here = nested();
    let gates: [&[&str]; 2] =
        [&["--baseline-ref", "main"], &["--baseline-ref", "main", "--changed-since", "main"]];
    for gate in gates {
        assert_eq!(check(here.path(), gate).1, Vec::<String>::new());
    }
    for (inner, expected) in [("docs/vans", 1), ("docs/vans/parts", 2)] {
        let folder = here.path().join(inner);
        write(&folder, "van.md", format!("{OLD}{FAULT}"));
        for state in ["edited", "committed"] {
            for gate in gates {
                let shown = check(here.path(), gate).1;
                assert_eq!(shown.len(), expected, "{state} {gate:?}: {shown:?}");
                assert!(shown.contains(&format!("{inner}/van.md json/invalid-literal")), "{shown:?}");
            }
            if state == "edited" {
                commit(&folder, "Change");
            }
        }
    }
}

/// A folder that became a submodule, and a commit that a shallow clone does not have: everything in it is new.
#[test]
fn a_submodule_without_its_old_commit_is_new() {
    let here = repository(&[("docs/vans/van.md", OLD)]);
    git(here.path(), &["rm", "-q", "--cached", "-r", "docs/vans"]);
    let inner = here.path().join("docs/vans");
    git(&inner, &["init", "-q", "-b", "main"]);
    commit(&inner, "Begin");
    git(here.path(), &["-c", "advice.addEmbeddedRepo=false", "add", "-A"]);
    let gate = ["--changed-since", "main", "--baseline-ref", "main"];
    let expected = ["docs/vans/van.md json/trailing-comma"];
    assert_eq!(check(here.path(), &gate).1, expected);
    commit(here.path(), "Make it a submodule");
    git(here.path(), &["branch", "-q", "-f", "main"]);
    assert_eq!(check(here.path(), &gate[..2]).2["files"], 0);
    fs::remove_dir_all(inner.join(".git")).unwrap();
    git(&inner, &["init", "-q", "-b", "main"]);
    commit(&inner, "Another history");
    assert_eq!(check(here.path(), &gate).1, expected);
}

/// A submodule that is not checked out has no pages, and a link in its place is not followed.
#[cfg(unix)]
#[test]
fn a_submodule_that_is_not_there_is_no_trouble() {
    let here = nested();
    let inner = here.path().join("docs/vans");
    fs::remove_dir_all(&inner).unwrap();
    let gate = ["check", "--changed-since", "main"];
    for replace in [|_: &Path| (), |path: &Path| std::os::unix::fs::symlink("..", path).unwrap()] {
        replace(&inner);
        let said = run(here.path(), &gate);
        assert_eq!(said.code, 0, "{said:?}");
    }
}
