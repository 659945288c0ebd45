//! What is proved and what is not, with fixes of a rule that does not exist.

use super::*;
use crate::diagnostic::{FixAvailability, Level, RuleMeta, Severity, Strength};
use crate::markup::{self, markdown};
use crate::text::Span;

static RULE: RuleMeta = RuleMeta {
    id: "json/comment",
    docs: "",
    severity: Severity::Error,
    level: Level::Default,
    fix: FixAvailability::Safe,
    needs: Strength::Told,
};

#[test]
fn what_is_put_before_the_first_character_is_named() {
    let page = "```json\n{ \"@odata.type\": \"parcelo.parcel\", \"city\": \"Bled\" }\n```\n";
    let source = SourceFile::new("a.md", page);
    let document = markdown::parse(source.text());
    let at = page.find("parcelo.").unwrap_or_default();
    let mut finding = Diagnostic::new(&RULE, Span::new(at - 1, at + 15), "");
    finding.safe_fix("", vec![Edit::replace(Span::empty(at), "#")]);
    let mut findings = vec![finding];
    demand(&ParsedPage::read(&source, &document), Form::Markdown(Dialects::ALL), &mut findings);
    let applicability = findings[0].fix.as_ref().map(|fix| fix.applicability);
    assert_eq!(applicability, Some(Applicability::Safe));
}

/// What becomes of safe fixes, each one edit: the piece to find, what stands there afterwards, and the piece that the
/// finding is on.
fn kept(page: &str, fixes: &[(&str, &str, &str)]) -> Vec<bool> {
    kept_in("a.md", page, fixes)
}

/// The same for a page at a path.
fn kept_in(path: &str, page: &str, fixes: &[(&str, &str, &str)]) -> Vec<bool> {
    let place = |piece: &str| {
        let at = page.find(piece).unwrap_or_else(|| panic!("{piece}: {page}"));
        Span::new(at, at + piece.len())
    };
    let mut findings: Vec<_> = fixes
        .iter()
        .map(|(old, new, on)| {
            let mut finding = Diagnostic::new(&RULE, place(on), "");
            finding.safe_fix("", vec![Edit::replace(place(old), *new)]);
            finding
        })
        .collect();
    let source = SourceFile::new(path, page);
    let document = markup::read(&source);
    demand(&ParsedPage::read(&source, &document), Form::Markdown(Dialects::ALL), &mut findings);
    let is_safe = |finding: &Diagnostic| {
        finding.fix.as_ref().is_some_and(|fix| fix.applicability == Applicability::Safe)
    };
    findings.iter().map(is_safe).collect()
}

#[test]
fn a_body_must_have_no_fault_left() {
    let comma = (", }", " }", ", }");
    assert_eq!(kept("```json\n{ \"a\": 1, }\n```\n", &[comma]), [true]);
    assert_eq!(kept("```json\n{ \"b\": , \"a\": 1, }\n```\n", &[comma]), [false]);
    let colon = ("\"b\" 2", "\"b\": 2", "\"b\"");
    assert_eq!(kept("```json\n{ \"b\" 2, \"a\": 1, }\n```\n", &[colon, comma]), [true, true]);
    assert_eq!(kept("```json\n{ \"b\" 2, \"a\": 1, }\n```\n", &[comma]), [false]);
}

#[test]
fn a_body_that_comes_to_light_must_have_no_fault() {
    let blank = ("PUT-d", "PUT -d", "PUT-d");
    let page =
        |body: &str| format!("```bash\ncurl https://api.parcelo.example/v1/parcels -X PUT-d '{body}'\n```\n");
    assert_eq!(kept(&page("{ \"weight\": 900 }"), &[blank]), [true]);
    assert_eq!(kept(&page("{ \"weight\"\n 900"), &[blank]), [false]);
}

#[test]
fn one_block_does_not_spoil_another() {
    let page = "```json\n{ \"a\": 1, }\n```\n\n```json\n{ \"b\" }\n```\n";
    assert_eq!(kept(page, &[(", }", " }", ", }"), ("\"b\" }", "\"b\": }", "\"b\" }")]), [true, false]);
    let fences = ("{ \"b\" }", "```\n\n```json\n{}", "{ \"b\" }");
    assert_eq!(kept(page, &[(", }", " }", ", }"), fences]), [true, false]);
}

#[test]
fn what_no_finding_names_stays() {
    let page = "```json\n{ \"id\": \"p-1042\", \"city\": \"Bled\", }\n```\n";
    let named = ("Bled\", }", "Lesce\" }", "\"Bled\", }");
    assert_eq!(kept(page, &[named]), [true]);
    let hash = ("p-1042", "#p-1042", "\"p-1042\"");
    assert_eq!(kept(page, &[named, hash]), [true, true]);
    let aside = ("Bled\", }", "Lesce\" }", "\"id\"");
    assert_eq!(kept(page, &[aside]), [false]);
}

#[test]
fn a_head_must_keep_its_fields() {
    let page = "```http\nPOST /v1/parcels HTTP/1.1\nX-Depot: A\nAccept: text/plain\n{ \"a\": 1 }\n```\n";
    assert_eq!(kept(page, &[("text/plain\n", "text/plain\n\n", "{ \"a\"")]), [true]);
    assert_eq!(kept(page, &[("Depot: A\n", "Depot: A\n\n", "Accept")]), [false]);
    let page = "```http\nGET /v1/parcels HTTP/1.1\nAccept: \"text/plain\"\n```\n";
    assert_eq!(kept(page, &[("\"text/plain\"", "text/plain", "text/plain")]), [true]);
    assert_eq!(kept(page, &[("\"text/plain", "text/plain", "text/plain")]), [false]);
}

#[test]
fn edits_that_overlap_prove_nothing() {
    let page = "```json\n{ \"a\": 1, }\n```\n";
    assert_eq!(kept(page, &[(", }", " }", ", }"), (", }\n", "}\n", ", }")]), [false, false]);
    assert_eq!(kept(page, &[(", }", " }", ", }"), (", }", " }", ", }")]), [true, true]);
}

#[test]
fn what_stands_outside_of_examples_is_left_to_its_rule() {
    let page = "Hello\n\n```json\n{ \"a\": 1 }\n```\n\nWorld\n";
    assert_eq!(kept(page, &[("Hello", "Hi", "Hello"), ("World", "Earth", "World")]), [true, true]);
}

#[test]
fn a_page_is_read_again_as_its_name_says() {
    let page = "<Tab>\n        ```json\n        { \"a\": 1,\n        }\n        ```\n</Tab>\n";
    assert_eq!(kept_in("a.mdx", page, &[("1,", "1", "1,")]), [true]);
}

#[test]
fn a_fix_that_takes_the_closing_fence_away_spoils_the_block() {
    let page = "```json\n{ \"a\": 1, }\n```\n";
    assert_eq!(kept(page, &[(", }\n", " }", ", }")]), [false]);
}
