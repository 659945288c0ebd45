//! `--fix` and `--diff`: what is written, what is not, and that nothing is lost on the way.

// Everything here is a test, the helpers too.
#![allow(clippy::unwrap_used)]

mod command;

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Stdio;
use std::thread::sleep;
use std::time::Duration;

use command::{command, folder, read, run, run_with_stdin, write};
use proptest::prelude::RngExt as _;
use proptest::test_runner::{TestRng, TestRunner};
use pulldown_cmark::{Event, Parser, Tag, TagEnd};
use serde_json::Value;

const OLD: &str = "# Parcels\n\n```json\n{\n  \"id\": \"p-1042\",\n  \"é\": 900,\n}\n```\n";
const NEW: &str = "# Parcels\n\n```json\n{\n  \"id\": \"p-1042\",\n  \"é\": 900\n}\n```\n";
/// Its fix is not safe, for somebody has to know what the `}` was there for.
const UNSAFE: &str = "# Parcels\n\n```json\n{ \"id\": 1 } }\n```\n";

#[test]
fn safe_fixes_are_written_and_reported() {
    let here = folder(&[("docs/a.md", OLD), ("docs/b.md", UNSAFE), ("c.md", NEW)]);
    let said = run(here.path(), &["check", "--fix"]);
    assert_eq!(said.code, 1, "{said:?}");
    assert_eq!(read(here.path(), "docs/a.md"), NEW);
    assert_eq!(read(here.path(), "docs/b.md"), UNSAFE);
    assert_eq!(
        said.summary(),
        "Checked 3 pages: 3 examples, 3 JSON bodies. Fixed 1 finding on \
         1 page. Left: 1 error (1 fixable with `--unsafe-fixes`)."
    );
    let said = run(here.path(), &["check", "--fix", "--unsafe-fixes", "--output-format", "json"]);
    assert_eq!(said.code, 0, "{said:?}");
    assert_eq!(read(here.path(), "docs/b.md"), "# Parcels\n\n```json\n{ \"id\": 1 }\n```\n");
    let report = said.json();
    assert_eq!(report["summary"]["fixed"], 1);
    assert_eq!(report["summary"]["errors"], 0);
    let fixed = serde_json::json!([{ "path": "docs/b.md", "rule": "json/unexpected-close", "count": 1 }]);
    assert_eq!(report["fixed"], fixed);
    assert!(run(here.path(), &["check", "--fix"]).summary().ends_with("Fixed nothing. No findings."));
}

#[test]
fn a_slip_in_a_comment_is_mended_before_what_it_silences() {
    let block = "```json\n{ \"id\": 1, }\n```\n";
    let page = |comment: &str| format!("{block}\n<!-- {comment} the service sends it -->\n\n{block}");
    let cases = [
        ("apiproof-ignore json/trailling-comma", "apiproof-ignore json/trailing-comma"),
        ("apiproof-ignore trailing-comma", "apiproof-ignore json/trailing-comma"),
        ("apiproof-ingore json/trailing-comma", "apiproof-ignore json/trailing-comma"),
    ];
    let mended = block.replace(", }", " }");
    for (slip, meant) in cases {
        let here = folder(&[("a.md", &page(slip))]);
        assert_eq!(run(here.path(), &["check", "--fix"]).code, 0, "{slip}");
        assert_eq!(read(here.path(), "a.md"), page(meant).replacen(block, &mended, 1), "{slip}");
    }
    // What might silence more than was meant is not written by itself.
    let here = folder(&[("a.md", &page("apiproof-ignore-next-block json/trailing-comma"))]);
    assert_eq!(run(here.path(), &["check", "--fix"]).code, 1);
    assert!(read(here.path(), "a.md").contains("apiproof-ignore-next-block"));
}

/// What stands right beside something that had to be guessed at is part of the guess.
#[test]
fn a_fix_beside_a_guess_is_not_safe() {
    for body in [
        "{ \"name\": , Ada Park\" }",
        "{ \"id\": 1,\n  [\"name\": \"Ada\" }",
        "{ \"id\"]: \"p-1042\", \"a\": 1 }",
    ] {
        let page = format!("```json\n{body}\n```\n");
        let here = folder(&[("a.md", &page)]);
        let before = run(here.path(), &["check", "--output-format", "json"]).json();
        let fixable = |finding: &&Value| finding["fix"]["applicability"] == "safe";
        let safe: Vec<_> = before["diagnostics"].as_array().unwrap().iter().filter(fixable).collect();
        assert!(safe.is_empty(), "{body}: {safe:?}");
        run(here.path(), &["check", "--fix"]);
        assert_eq!(read(here.path(), "a.md"), page);
    }
}

#[test]
fn line_ends_the_byte_order_mark_and_the_mode_stay() {
    let crlf = |text: &str| format!("\u{feff}{}", text.replace('\n', "\r\n"));
    let here = folder(&[("a.md", &crlf(OLD))]);
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        fs::set_permissions(here.path().join("a.md"), fs::Permissions::from_mode(0o754)).unwrap();
    }
    assert_eq!(run(here.path(), &["check", "--fix"]).code, 0);
    assert_eq!(read(here.path(), "a.md"), crlf(NEW));
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        let mode = fs::metadata(here.path().join("a.md")).unwrap().permissions().mode();
        assert_eq!(mode & 0o7777, 0o754);
    }
}

#[test]
fn a_page_that_is_not_utf_8_keeps_its_bytes() {
    let here = folder(&[]);
    let old = [b"caf\xe9\n\n".as_slice(), OLD.as_bytes()].concat();
    write(here.path(), "a.md", &old);
    run(here.path(), &["check", "--fix"]);
    assert_eq!(
        fs::read(here.path().join("a.md")).unwrap(),
        [b"caf\xe9\n\n".as_slice(), NEW.as_bytes()].concat()
    );
}

#[test]
fn a_diff_changes_nothing_and_can_be_applied() {
    let here = folder(&[("docs/a.md", OLD), ("docs/b.md", UNSAFE)]);
    let said = run(here.path(), &["check", "--diff"]);
    assert_eq!(said.code, 1, "{said:?}");
    assert_eq!(
        said.stdout,
        "--- a/docs/a.md\n+++ b/docs/a.md\n@@ -3,6 +3,6 @@\n ```json\n {\n   \"id\": \"p-1042\",\n-  \"é\": 900,\n\
         +  \"é\": 900\n }\n ```\n"
    );
    assert!(said.summary().contains("Would fix 1 finding on 1 page. Left: 1 error"), "{said:?}");
    assert_eq!(read(here.path(), "docs/a.md"), OLD);
    assert_eq!(run(here.path(), &["check", "--diff", "docs/b.md"]).code, 0);
    assert_eq!(run(here.path(), &["check", "--diff", "--unsafe-fixes", "docs/b.md"]).code, 1);
    assert_eq!(run(here.path(), &["check", "--diff", "--exit-zero"]).code, 0);
}

#[test]
fn standard_input_goes_to_standard_output() {
    let here = folder(&[]);
    let args = ["check", "--fix", "--stdin-filename", "docs/a.md", "-"];
    let said = run_with_stdin(here.path(), &args, OLD.as_bytes());
    assert_eq!((said.code, &*said.stdout), (0, NEW));
    assert!(said.summary().contains("Fixed 1 finding"), "{said:?}");
    for text in ["No example here.\n", NEW, "", UNSAFE] {
        let said = run_with_stdin(here.path(), &args, text.as_bytes());
        assert_eq!(said.stdout, text);
        assert_eq!(said.code, i32::from(text == UNSAFE));
    }
    let said = run_with_stdin(here.path(), &["check", "--diff", "-"], OLD.as_bytes());
    assert_eq!(said.code, 1);
    assert!(said.stdout.starts_with("--- <stdin>\n+++ <stdin>\n@@"), "{said:?}");
}

#[test]
fn flags_that_do_not_go_together_are_said() {
    let here = folder(&[("a.md", OLD)]);
    let cases: [&[&str]; 4] = [
        &["check", "--fix", "--diff"],
        &["check", "--unsafe-fixes"],
        &["check", "--diff", "--output-format", "json"],
        &["check", "--fix", "--output-format", "json", "-"],
    ];
    for args in cases {
        assert_eq!(run_with_stdin(here.path(), args, OLD.as_bytes()).code, 2, "{args:?}");
    }
    assert_eq!(read(here.path(), "a.md"), OLD);
}

#[cfg(unix)]
#[test]
fn nothing_is_written_through_a_link() {
    use std::os::unix::fs::symlink;
    let here = folder(&[("docs/a.md", NEW), ("outside/a.md", OLD)]);
    symlink("../outside/a.md", here.path().join("docs/file.md")).unwrap();
    symlink("../outside", here.path().join("docs/folder")).unwrap();
    symlink("outside", here.path().join("root")).unwrap();
    run(here.path(), &["check", "--fix", "docs"]);
    for path in ["docs/file.md", "docs/folder/a.md", "root", "root/a.md"] {
        let said = run(here.path(), &["check", "--fix", path]);
        assert_eq!(said.code, 2, "{path}: {said:?}");
        assert!(said.stderr.contains("not fixed: "), "{path}: {said:?}");
        assert!(said.stderr.contains("a symbolic link; name what it points to"), "{path}: {said:?}");
        let absolute = here.path().join(path);
        assert_eq!(run(here.path(), &["check", "--fix", absolute.to_str().unwrap()]).code, 2, "{path}");
    }
    assert_eq!(read(here.path(), "outside/a.md"), OLD);
    assert_eq!(fs::read_link(here.path().join("docs/file.md")).unwrap(), Path::new("../outside/a.md"));
}

#[cfg(unix)]
#[test]
fn a_page_that_may_not_be_written_is_left_alone() {
    use std::os::unix::fs::PermissionsExt as _;
    let here = folder(&[("a.md", OLD), ("b.md", OLD)]);
    fs::set_permissions(here.path().join("a.md"), fs::Permissions::from_mode(0o444)).unwrap();
    let said = run(here.path(), &["check", "--fix"]);
    assert_eq!(said.code, 2);
    assert_eq!(said.stderr.lines().next(), Some("error: a.md: not fixed: it is read-only"));
    assert_eq!(read(here.path(), "a.md"), OLD);
    assert_eq!(read(here.path(), "b.md"), NEW);
    assert!(said.summary().contains("Fixed 1 finding on 1 page. Left: 1 error"), "{said:?}");
}

/// Whatever moment a run ends at, every page is the old one or the new one.
#[test]
fn a_run_that_is_killed_leaves_every_page_whole() {
    const PAGES: usize = 150;
    let filler = "Parcels travel.\n\n".repeat(400);
    let (old, new) = (format!("{filler}{OLD}"), format!("{filler}{NEW}"));
    let mut random = TestRunner::deterministic().new_rng();
    let (mut stopped, mut drafts) = (0, 0);
    for _ in 0..12 {
        let here = folder(&[]);
        let names: Vec<_> = (0..PAGES).map(|page| format!("docs/{}/{page}.md", page % 7)).collect();
        for name in &names {
            write(here.path(), name, &old);
        }
        let mut child = command(here.path(), &["check", "--fix"])
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        sleep(Duration::from_micros(random.random_range(2_000..120_000)));
        child.kill().unwrap();
        child.wait().unwrap();
        let fixed = names.iter().filter(|name| {
            let text = read(here.path(), name);
            assert!(text == old || text == new, "{name} is torn:\n{text}");
            text == new
        });
        let fixed = fixed.count();
        stopped += usize::from(fixed > 0 && fixed < PAGES);
        for path in files(&here.path().join("docs")) {
            let name = path.file_name().unwrap().to_str().unwrap();
            let is_draft = name.starts_with(".apiproof-") && path.extension() == Some("tmp".as_ref());
            assert!(is_draft || path.extension() == Some("md".as_ref()), "{name}");
            drafts += usize::from(is_draft);
        }
        // What was left is neither checked nor in the way.
        let said = run(here.path(), &["check", "--fix", "--output-format", "json"]);
        assert_eq!((said.code, &said.json()["summary"]["files"]), (0, &Value::from(PAGES)));
        assert_eq!(said.json()["summary"]["fixed"], PAGES - fixed);
        assert!(names.iter().all(|name| read(here.path(), name) == new));
    }
    println!("stopped half-way {stopped} times, with {drafts} drafts left");
    assert!(stopped > 0, "no run was stopped half-way: the times need another look");
}

fn files(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() { found.extend(files(&path)) } else { found.push(path) }
    }
    found
}

/// The pages of every rule's fixture, and the sample pages.
fn own_pages() -> Vec<String> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut pages: Vec<String> = files(&root.join("docs-samples"))
        .iter()
        .filter(|path| path.extension().is_some_and(|ending| ending == "md"))
        .map(|path| fs::read_to_string(path).unwrap())
        .collect();
    for path in files(&root.join("tests/rules")) {
        let text = fs::read_to_string(path).unwrap();
        let mut page: Option<(&str, String)> = None;
        for line in text.split_inclusive('\n') {
            let fence = line.trim_end().trim_end_matches("markdown");
            let is_fence = fence.len() > 3 && fence.bytes().all(|byte| byte == b'`');
            page = match page {
                None if is_fence && line.trim_end().ends_with("markdown") => Some((fence, String::new())),
                Some((opening, page)) if is_fence && fence == opening => {
                    pages.push(page);
                    None
                }
                Some((opening, page)) => Some((opening, page + line)),
                None => None,
            };
        }
    }
    pages
}

/// Whether text at the margin belongs to an indented fence: what is code there is none for CommonMark.
fn is_outdented(page: &str) -> bool {
    let lines: Vec<&str> = page.lines().collect();
    let opens = |line: &str| line.starts_with(' ') && line.trim_start().starts_with("```");
    lines.windows(2).any(|pair| opens(pair[0]) && pair[1].starts_with(|c: char| !c.is_whitespace()))
}

/// A page as CommonMark reads it, without the inside of code blocks, and without comments, those of MDX included.
fn rendered(text: &str) -> Vec<String> {
    let mut text = text.to_owned();
    while let Some(start) = text.find("{/* apiproof-") {
        let end = text[start..].find("*/}").map_or(text.len(), |end| start + end + 3);
        text.replace_range(start..end, "");
    }
    let mut out = Vec::new();
    let (mut in_code, mut html) = (false, None);
    for event in Parser::new(&text) {
        match event {
            Event::Start(Tag::CodeBlock(_)) => in_code = true,
            Event::End(TagEnd::CodeBlock) => in_code = false,
            Event::Start(Tag::HtmlBlock) => html = Some(String::new()),
            Event::End(TagEnd::HtmlBlock) => {
                let html = html.take().filter(|html| !html.trim_start().starts_with("<!--"));
                out.extend(html.map(without_code));
            }
            _ if in_code => {}
            Event::Html(text) | Event::Text(text) if html.is_some() => {
                html.get_or_insert_default().push_str(&text);
            }
            _ => out.push(format!("{event:?}")),
        }
    }
    out
}

/// HTML without the inside of `<pre>`.
fn without_code(html: String) -> String {
    match (html.find("<pre"), html.rfind("</pre>")) {
        (Some(start), Some(end)) if start < end => html[..start].to_owned() + &html[end..],
        _ => html,
    }
}

fn errors(report: &Value) -> BTreeMap<(String, String), usize> {
    let mut count = BTreeMap::new();
    let word = |finding: &Value, key: &str| finding[key].as_str().unwrap().to_owned();
    for finding in report["diagnostics"].as_array().unwrap() {
        if finding["severity"] == "error" {
            *count.entry((word(finding, "path"), word(finding, "rule"))).or_default() += 1;
        }
    }
    count
}

/// Pages in which one to three marks of JSON are gone, doubled or another one, the same in every run: a page that is
/// added changes nothing in the others.
fn damaged(pages: &[String]) -> Vec<String> {
    const MARKS: [&str; 10] = ["{", "}", "[", "]", ",", ":", "\"", "'", "}}", "\n"];
    let damage = |page: &String, random: &mut TestRng| {
        let mut page = page.clone();
        for _ in 0..random.random_range(1..=3) {
            let marks: Vec<usize> =
                page.match_indices(['{', '}', '[', ']', ',', ':', '"']).map(|(at, _)| at).collect();
            if marks.is_empty() {
                break;
            }
            let at = marks[random.random_range(0..marks.len())];
            let mark = MARKS[random.random_range(0..MARKS.len())];
            let end = at + random.random_range(0..2);
            page.replace_range(at..end, if random.random_range(0..3) == 0 { "" } else { mark });
        }
        page
    };
    let twice = |page: &String| {
        let mut random = TestRunner::deterministic().new_rng();
        // Where in the row of numbers a page begins depends on it alone.
        for _ in 0..page.len() % 97 {
            let _: u32 = random.random();
        }
        [damage(page, &mut random), damage(page, &mut random)]
    };
    pages.iter().flat_map(twice).collect()
}

#[test]
fn fixes_keep_the_text_of_pages_and_make_no_error() {
    let pages = own_pages();
    let pages: Vec<String> = pages.into_iter().filter(|page| !is_outdented(page)).collect();
    assert!(pages.len() > 200, "{} pages", pages.len());
    fixing_is_harmless(&pages, |_| true);
    // What else was wrong shows when a damaged example can be read again.
    fixing_is_harmless(&damaged(&pages), |rule| {
        ["json/", "http/", "annotation/"].iter().any(|it| rule.starts_with(it))
    });
}

fn fixing_is_harmless(pages: &[String], counts: fn(&str) -> bool) {
    for flags in [&["--fix"][..], &["--fix", "--unsafe-fixes"]] {
        let here = folder(&[]);
        let name = |number: usize| format!("{number:04}.md");
        pages.iter().enumerate().for_each(|(number, page)| write(here.path(), &name(number), page));
        let check = ["check", "--level", "pedantic", "--output-format", "json"];
        let before = run(here.path(), &check).json();
        let fixed = run(here.path(), &[&check, flags].concat());
        assert!(fixed.stderr.is_empty(), "{}", fixed.stderr);
        let after = run(here.path(), &[&check, flags].concat()).json();
        assert_eq!(after["summary"]["fixed"], 0, "a second run changes something: {}", after["fixed"]);
        assert_eq!(after["diagnostics"], fixed.json()["diagnostics"]);
        let known = errors(&before);
        // A safe fix answers for every error. What is wrong with a body can show when an unsafe one made the head above it
        // readable: those answer for their kind.
        let is_safe = flags.len() == 1;
        let applied = fixed.json();
        let answers = |(page, rule): &(String, String)| {
            let group = rule.split('/').next().unwrap_or_default();
            let fixed_by = |group: &str| {
                let of_page =
                    |it: &&Value| it["path"] == **page && it["rule"].as_str().unwrap().starts_with(group);
                applied["fixed"].as_array().unwrap().iter().any(|it| of_page(&it))
            };
            // A command whose options are right again shows a body that nobody read before.
            fixed_by(group) && !(group == "json" && fixed_by("curl/"))
        };
        for (place, count) in
            errors(&after).into_iter().filter(|(place, _)| counts(&place.1) && (is_safe || answers(place)))
        {
            assert!(count <= known.get(&place).copied().unwrap_or(0), "{flags:?} makes {place:?}");
        }
        // A fence that closes again gives the page back what it had shown as code.
        let closes_fence = |page: &str| {
            let is_fence = |it: &Value| it["path"] == *page && it["rule"] == "example/unclosed-fence";
            applied["fixed"].as_array().unwrap().iter().any(is_fence)
        };
        for (number, page) in pages.iter().enumerate().filter(|(number, _)| !closes_fence(&name(*number))) {
            let text = read(here.path(), &name(number));
            assert_eq!(rendered(&text), rendered(page), "{flags:?} on\n{page}\ngives\n{text}");
        }
    }
}
