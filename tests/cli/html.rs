//! What the report to look at says, read as text; `browser.rs` has what it does.

use std::fs;
use std::path::Path;

use tempfile::TempDir;

use super::{CLEAN, FAULTY, folder, run};

/// The report on `args`, without style and script.
fn html(here: &Path, args: &[&str]) -> String {
    let args = [&["check", "--isolated", "--exit-zero", "--output-format", "html"], args].concat();
    let (code, text, stderr) = run(here, &args);
    assert_eq!(code, 0, "{stderr}");
    let (head, rest) = text.split_once("<style>").unwrap();
    let (_, rest) = rest.split_once("</style>").unwrap();
    format!("{head}{}", rest.split_once("<script>").unwrap().0)
}

fn one(page: &str) -> TempDir {
    folder(&[("docs/a.md", page.as_bytes())])
}

#[test]
fn findings_come_before_coverage() {
    let text = html(one(FAULTY).path(), &[]);
    let places = [
        "class=\"tiles\"",
        "id=\"rules\"",
        "id=\"folders\"",
        "id=\"findings\"",
        "id=\"coverage\"",
        "id=\"examples\"",
    ];
    let found: Vec<_> = places.iter().map(|place| text.find(place)).collect();
    assert!(found.is_sorted() && found[0].is_some(), "{found:?}");
}

#[test]
fn one_of_a_kind_is_no_plural() {
    let text = html(one(FAULTY).path(), &[]);
    assert!(text.contains("<title>apiproof: 1 finding in 1 example</title>"), "{text}");
    assert!(text.contains("<b>1</b> <span>error</span>") && text.contains("<b>0</b> <span>warnings</span>"));
    assert!(text.contains("What the JSON body was checked against"));
    assert!(text.contains("data-count=\"error\">1 error</span>"), "{text}");
}

#[test]
fn a_closed_page_names_its_rules() {
    let block = "```json\n{\"a\": True, \"b\": [1,]}\n```\n\n";
    let text = html(one(&block.repeat(2)).path(), &[]);
    assert!(
        text.contains("<span class=\"names\">json/invalid-literal ×2, json/trailing-comma ×2</span>"),
        "{text}"
    );
    assert!(text.contains("<td class=\"number\" data-count=\"share\">50%</td>"));
}

#[test]
fn what_repeats_in_an_example_is_said_once() {
    let members: String = (0..8).map(|n| ["  \"m", &n.to_string(), "\": [True],\n"].concat()).collect();
    let text = html(one(&["```json\n{\n", &members, "  \"z\": 1\n}\n```\n"].concat()).path(), &[]);
    assert_eq!(text.matches("<div class=\"note error\" data-n=\"8\"").count(), 1, "{text}");
    assert!(text.contains("<p class=\"help\">also on lines 4, 5, 6, 7, 8 and 2 more</p>"), "{text}");
    assert!(text.contains("<b>8</b> <span>errors</span>"));
}

#[test]
fn a_fix_marks_what_it_changes_and_folds_what_is_long() {
    let text = html(one("```json\n{\n  \"ready\": True\n}\n```\n").path(), &[]);
    for line in [
        "class=\"gone\"><code>  &#34;ready&#34;: <b>T</b>rue",
        "class=\"new\"><code>  &#34;ready&#34;: <b>t</b>rue",
    ] {
        assert!(text.contains(line), "{line}: {text}");
    }
    assert!(!text.contains("<summary>Show "));
    let members: String = (0..9).map(|n| ["  'k", &n.to_string(), "': 1,\n"].concat()).collect();
    let text = html(one(&["```json\n{\n", &members, "  'z': 1\n}\n```\n"].concat()).path(), &[]);
    assert!(text.contains("<details><summary>Show 20 lines</summary><ol class=\"code diff\">"), "{text}");
}

#[test]
fn findings_lead_to_their_source() {
    let here = one(FAULTY);
    fs::write(
        here.path().join("apiproof.toml"),
        "[report]\nsource-url = \"https://git.parcelo.example/docs\"\n",
    )
    .unwrap();
    let (_, text, _) = run(here.path(), &["check", "--output-format", "html"]);
    let link = "<a href=\"https://git.parcelo.example/docs/docs/a.md?plain=1#L6\" rel=\"noreferrer\">line 6</a>, column 11";
    assert!(text.contains(link), "{text}");
}

#[test]
fn owners_come_from_the_repository() {
    let here = folder(&[
        ("docs/a.md", FAULTY.as_bytes()),
        ("docs/b.md", FAULTY.as_bytes()),
        ("guides/c.md", FAULTY.as_bytes()),
        ("CODEOWNERS", b"/docs/ @parcelo/docs <b>&\n"),
    ]);
    let text = html(here.path(), &[]);
    for (owner, link) in
        [("@parcelo/docs &#60;b&#62;&#38;", "%40parcelo/docs%20%3Cb%3E%26"), ("nobody", "nobody")]
    {
        let row = [
            "<tr data-facet=\"owner\" data-name=\"",
            owner,
            "\"><td><a class=\"pick\" href=\"#owner=",
            link,
            "\">",
        ];
        assert!(text.contains(&row.concat()), "{owner}: {text}");
    }
    assert!(text.contains("data-folder=\"guides\" data-owner=\"nobody\""));
    let (_, text, _) = run(here.path(), &["check", "--isolated", "--statistics"]);
    assert!(text.contains("\nBy owner:\n  2  @parcelo/docs <b>&\n  1  nobody\n"), "{text}");
}

#[test]
fn a_report_is_compared_with_an_older_one() {
    let here =
        folder(&[("a.md", FAULTY.as_bytes()), ("b.md", CLEAN.as_bytes()), ("c.md", FAULTY.as_bytes())]);
    run(here.path(), &["check", "--isolated", "--output-format", "json=old.json"]);
    fs::write(here.path().join("b.md"), FAULTY.replace("900", "[True]")).unwrap();
    fs::write(here.path().join("c.md"), CLEAN).unwrap();
    let text = html(here.path(), &["--compare", "old.json"]);
    let counts = "<li class=\"come\"><b>2</b> new</li><li class=\"went\"><b>1</b> fixed</li><li><b>1</b> unchanged</li>";
    assert!(text.contains("Since <code>old.json</code>") && text.contains(counts), "{text}");
    assert!(text.contains(
        "<b class=\"error\">error</b> c.md:6: trailing comma before <code>}</code> (json/trailing-comma)"
    ));
    assert_eq!(text.matches(" data-new").count(), 2);
    assert_eq!(run(here.path(), &["check", "--compare", "a.md"]).0, 2);
}

#[test]
fn ten_thousand_findings_are_all_there() {
    let here = TempDir::new().unwrap();
    for page in 0..500 {
        let block = |n: usize| {
            ["```json\n{\n  \"parcel\": parcel-", &n.to_string(), ",\n  \"b\": 2\n}\n```\n\n"].concat()
        };
        let text: String = (0..20).map(|n| block(page * 20 + n)).collect();
        fs::write(here.path().join(["p", &page.to_string(), ".md"].concat()), text).unwrap();
    }
    let text = html(here.path(), &[]);
    assert!(text.len() < 5_000_000, "{}", text.len());
    assert!(
        text.contains("<b>10,000</b> <span>errors</span>") && text.contains("only the line of each is shown")
    );
    assert!(!text.contains("Not shown, since"));
    // The browser lays out the first two hundred, and the others once somebody asks for them.
    let (first, rest) = text.split_once("<details id=\"rest\"><summary>300 more pages</summary>").unwrap();
    assert_eq!([first, rest].map(|part| part.matches("<details class=\"page\"").count()), [200, 300]);
    assert!(first.contains("data-found=\"10000\""));
}
