//! Which files of a folder are pages, and what is said of those that cannot be read.

use std::fs;

use super::{CLEAN, FAULTY, check_json, folder, run};

#[test]
fn folders_are_walked_politely() {
    let here = folder(&[
        ("docs/a.md", FAULTY.as_bytes()),
        ("docs/b.mdx", FAULTY.as_bytes()),
        ("docs/c.md.erb", FAULTY.as_bytes()),
        ("docs/note.txt", FAULTY.as_bytes()),
        ("docs/.hidden.md", FAULTY.as_bytes()),
        ("docs/build/d.md", FAULTY.as_bytes()),
        ("docs/.gitignore", b"build/\n"),
        ("empty/readme.txt", b""),
    ]);
    let cases: &[(&[&str], &[&str])] = &[
        (&[], &["docs/a.md", "docs/b.mdx", "docs/c.md.erb"]),
        (&["docs"], &["docs/a.md", "docs/b.mdx", "docs/c.md.erb"]),
        (&["./docs/"], &["docs/a.md", "docs/b.mdx", "docs/c.md.erb"]),
        (&["docs/note.txt"], &["docs/note.txt"]),
        (&["docs/build"], &["docs/build/d.md"]),
        (&["docs/*.md"], &["docs/a.md"]),
        (&["**/b.*"], &["docs/b.mdx"]),
        (
            &["docs", "docs/a.md", "./docs/a.md", "docs/../docs/a.md"],
            &["docs/a.md", "docs/b.mdx", "docs/c.md.erb"],
        ),
    ];
    for (args, expected) in cases {
        let (code, report, stderr) = check_json(here.path(), args);
        let found = report["diagnostics"].as_array().unwrap();
        let paths: Vec<_> = found.iter().filter_map(|finding| finding["path"].as_str()).collect();
        assert_eq!((code, paths.as_slice(), stderr.as_str()), (1, *expected, ""), "{args:?}");
    }
    let (code, stdout, stderr) = run(here.path(), &["check", "empty"]);
    assert_eq!(code, 2);
    assert!(stderr.starts_with("error: empty: no Markdown page in this folder"), "{stderr}");
    assert_eq!(stdout, "Checked nothing: no page was read.\n");
}

#[test]
#[cfg(unix)]
fn links_are_not_followed_and_unreadable_files_are_named() {
    use std::os::unix::fs::{PermissionsExt as _, symlink};
    let here = folder(&[("docs/a.md", FAULTY.as_bytes()), ("elsewhere/b.md", FAULTY.as_bytes())]);
    symlink(here.path().join("elsewhere/b.md"), here.path().join("docs/link.md")).unwrap();
    symlink(here.path().join("elsewhere"), here.path().join("docs/folder")).unwrap();
    let (code, report, stderr) = check_json(here.path(), &["docs"]);
    assert_eq!((code, stderr.as_str()), (1, ""));
    assert_eq!(report["summary"]["files"], 1);
    assert_eq!(report["summary"]["files_skipped"], 2);
    let (_, stdout, _) = run(here.path(), &["check", "docs"]);
    assert!(
        stdout.ends_with("1 error (1 fixable with `--fix`). Skipped 2 (2 symbolic links).\n"),
        "{stdout}"
    );
    let (_, report, _) = check_json(here.path(), &["docs/link.md", "docs/folder"]);
    assert_eq!(report["summary"]["files"], 1, "named links are followed, and their target is read once");

    symlink("nowhere.md", here.path().join("docs/dangling.md")).unwrap();
    let (code, report, stderr) = check_json(here.path(), &["docs"]);
    assert_eq!(code, 2);
    assert_eq!(stderr, "error: docs/dangling.md: a dangling link: what it points to does not exist\n");
    assert_eq!(report["summary"]["errors"], 1);
    fs::remove_file(here.path().join("docs/dangling.md")).unwrap();

    let secret = here.path().join("docs/secret.md");
    fs::write(&secret, CLEAN).unwrap();
    fs::set_permissions(&secret, fs::Permissions::from_mode(0o000)).unwrap();
    // A superuser reads everything.
    if fs::read(&secret).is_err() {
        let (code, report, stderr) = check_json(here.path(), &["docs"]);
        assert_eq!(
            (code, stderr.as_str()),
            (2, "error: docs/secret.md: cannot read it: permission denied\n")
        );
        assert_eq!(report["summary"]["errors"], 1);
    }
    // A file that opens but cannot be read, whoever asks.
    if cfg!(target_os = "linux") {
        let (code, _, stderr) = check_json(here.path(), &["docs", "/proc/self/mem"]);
        assert_eq!(code, 2);
        assert!(stderr.starts_with("error: /proc/self/mem: cannot read it: "), "{stderr}");
    }
}
