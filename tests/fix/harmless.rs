//! Nothing is lost on the way: whatever the fixes do to a page, its text stays and no error is new.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use proptest::prelude::RngExt as _;
use proptest::test_runner::{TestRng, TestRunner};
use pulldown_cmark::{Event, Parser, Tag, TagEnd};
use serde_json::Value;

use super::command::{folder, read, run, write};

pub(super) fn files(folder: &Path) -> Vec<PathBuf> {
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

/// HTML without the inside of `<pre>` and of template literals.
fn without_code(html: String) -> String {
    for (open, close) in [("<pre", "</pre>"), ("{`", "`}")] {
        if let (Some(start), Some(end)) = (html.find(open), html.rfind(close))
            && start < end
        {
            return html[..start].to_owned() + &html[end..];
        }
    }
    html
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
            let is_known = count <= known.get(&place).copied().unwrap_or(0);
            // Fewer faults of a body may be other ones.
            let of_page = |counts: &BTreeMap<(String, String), usize>| -> usize {
                let is_json = |(page, rule): &(String, String)| *page == place.0 && rule.starts_with("json/");
                counts.iter().filter(|(place, _)| is_json(place)).map(|(_, count)| count).sum()
            };
            let is_less =
                !is_safe && place.1.starts_with("json/") && of_page(&errors(&after)) <= of_page(&known);
            assert!(is_known || is_less, "{flags:?} makes {place:?}");
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
