//! Comments on pages that silence findings, as a user writes them.

use super::{check_json, folder, json, run};

/// A page with a comment before a block with two mistakes.
fn page(comment: &str) -> String {
    format!("# Parcels\n\n{comment}\n```json\n{{\"id\": \"p-1042\", \"id\": 2,}}\n```\n")
}

#[test]
fn a_comment_silences_what_it_names_and_is_counted() {
    let cases = [
        ("", 2, 0),
        ("<!-- apiproof-ignore json/trailing-comma they send it -->", 1, 1),
        ("<!-- apiproof-ignore json/trailing-comma json/duplicate-key they send it -->", 0, 2),
        ("<!-- apiproof-ignore json -->", 0, 2),
        ("<!-- apiproof-ignore-file json/* -->", 0, 2),
        ("<!-- apiproof-expect json/trailing-comma json/duplicate-key -->", 0, 2),
        ("{/* apiproof-ignore all */}", 0, 2),
        ("[//]: # (apiproof-ignore all)\n", 0, 2),
        ("<!-- apiproof-ignore http/media-type -->", 3, 0),
        ("<!-- apiproof-ignore json/coment -->", 3, 0),
    ];
    for (comment, findings, suppressed) in cases {
        let here = folder(&[("a.md", page(comment).as_bytes())]);
        let (code, report, _) = check_json(here.path(), &[]);
        assert_eq!(report["diagnostics"].as_array().unwrap().len(), findings, "{comment} {report}");
        assert_eq!(report["summary"]["suppressed"], suppressed, "{comment}");
        assert_eq!(code, i32::from(findings > 0), "{comment}");
        // Who does not trust the page does not listen to it.
        let (code, report, _) = check_json(here.path(), &["--no-inline-config"]);
        assert_eq!((code, report["diagnostics"].as_array().unwrap().len()), (1, 2), "{comment}");
        assert_eq!(report["summary"]["suppressed"], 0);
    }
    let here = folder(&[("a.md", page("<!-- apiproof-ignore json -->").as_bytes())]);
    let (_, stdout, _) = run(here.path(), &["check"]);
    assert!(stdout.contains("No findings. 2 suppressed by comments."), "{stdout}");
}

#[test]
fn a_comment_may_silence_what_several_pages_say() {
    let request = |comment: &str| {
        format!(
            "{comment}\n<!-- {{ \"blockType\": \"request\", \"name\": \"get_parcel\" }} -->\n```http\nGET /parcels/1\n```\n\n\
             ```http\nHTTP/1.1 204 No Content\n```\n"
        )
    };
    let pages = |comment: &str| {
        let here = folder(&[("a.md", request("").as_bytes()), ("b.md", request(comment).as_bytes())]);
        let (_, report, _) = check_json(here.path(), &["--select", "pairing/duplicate-name"]);
        let rules = report["diagnostics"].as_array().unwrap().iter().map(|it| it["rule"].to_string());
        (rules.collect::<Vec<_>>(), report["summary"]["suppressed"].clone())
    };
    assert_eq!(pages("").0.len(), 1);
    let (rules, suppressed) = pages("<!-- apiproof-ignore pairing/duplicate-name -->");
    assert_eq!((rules.len(), suppressed), (0, 1.into()), "{rules:?}");
}

#[test]
fn a_page_without_examples_still_has_its_comments_read() {
    let here =
        folder(&[("a.md", b"# Parcels\n\n<!-- apiproof-ignore-file json/trailing-comma -->\n\nWords.\n")]);
    let (code, report, _) = check_json(here.path(), &[]);
    assert_eq!((code, &report["diagnostics"][0]["rule"]), (1, &"suppression/unused".into()));
}

#[test]
fn many_comments_on_many_findings_do_not_multiply() {
    let comments = "<!-- apiproof-ignore http/media-type json/duplicate-key -->\n".repeat(5_000);
    let body = "{\"a\": 1,},\n".repeat(5_000);
    let here = folder(&[("a.md", format!("{comments}```json\n[{body}{{}}]\n```\n").as_bytes())]);
    let started = std::time::Instant::now();
    let (code, stdout, _) = run(here.path(), &["check", "--output-format", "json"]);
    assert_eq!((code, &json(&stdout)["summary"]["suppressed"]), (1, &0.into()));
    assert!(started.elapsed().as_secs() < 60, "{:?}", started.elapsed());
}
