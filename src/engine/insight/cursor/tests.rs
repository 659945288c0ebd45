use crate::engine::{CheckedPage, Checker, ExpectedKind, Subject};
use crate::system::MemorySystem;

const API: &str = include_str!("../../../../tests/lsp/parcelo.yaml");

fn checked(page: &str) -> CheckedPage {
    let files = MemorySystem::new("/docs".into())
        .with("/docs/apiproof.toml", "schemas = [\"api.yaml\"]\n")
        .with("/docs/api.yaml", API);
    let checker = Checker::builder("/docs").system(files).build().expect("the configuration is sound");
    checker.check_page("a.md", page).expect("it is a page").expect("it is not excluded")
}

/// What is at the mark `|` of a page.
fn subject(page: &str) -> Option<(Subject, String)> {
    let offset = page.find('|')?;
    let text = page.replacen('|', "", 1);
    let pointed = checked(&text).pointed(offset as u32)?;
    Some((pointed.subject, pointed.span.of(&text).to_owned()))
}

const REQUEST: &str = "```http\nPOST /parcels HTTP/1.1\nContent-Type: application/json\n\n{ \"to\": { \"city\": \"Oslo\" }, \"stops\": [ { \"zip\": 7 } ] }\n```\n";

#[test]
fn a_name_and_its_value_are_of_one_schema() {
    for (marked, written) in [("\"ci|ty\"", "\"city\""), ("\"Os|lo\"", "\"Oslo\"")] {
        let page = REQUEST.replace(&marked.replace('|', ""), marked);
        let Some((Subject::Value(value), span)) = subject(&page) else { panic!("{marked}") };
        assert_eq!((value.name.as_deref(), &*value.facts.type_name), (Some("city"), "string"));
        assert_eq!(value.owner.as_deref(), Some("Address"));
        assert_eq!(span, written);
    }
}

#[test]
fn a_target_is_of_its_operation() {
    let Some((Subject::Operation(at), span)) = subject(&REQUEST.replace("/parcels", "/par|cels")) else {
        panic!("no operation")
    };
    let (_, facts) = at.operation.facts.expect("it is described");
    assert_eq!((&*facts.method, &*facts.path, &*span), ("POST", "/parcels", "/parcels"));
}

#[test]
fn what_follows_a_half_written_name_is_no_part_of_it() {
    let page = REQUEST.replace("\"city\"", "\"ci");
    let offset = page.find("\"ci").expect("it is there") + 3;
    let expected = checked(&page).expected(offset as u32).expect("a name");
    assert_eq!(expected.span.of(&page), "\"ci");
    let ExpectedKind::MemberName(names) = expected.kind else { panic!("no name") };
    let names: Vec<&str> = names.facts.members.iter().map(|member| member.name.as_str()).collect();
    assert_eq!(names, ["city", "zip"]);
}

#[test]
fn every_offset_has_an_answer_or_none() {
    let pages = [
        REQUEST.to_owned(),
        REQUEST.replace("Oslo", "Ålesund 😀").replace('\n', "\r\n"),
        format!("> {}", REQUEST.trim_end().replace('\n', "\r\n> ")),
        REQUEST.replace('}', "").replace("HTTP/1.1", ""),
        "<!-- { \"blockType\": \"request\", \"name\": [\"é\", 1, \"@odata.type\": } -->\n```\n{\n".to_owned(),
        "- ```bash\n  curl -d '{ \"to\": {\"é\\n\": ' \"{\\\"to\\\": 1}\" /parcels -X POST\n  ```\n"
            .to_owned(),
        "<pre><code>POST /parcels\n\n{ &quot;to&quot;: { &lt; } }</code></pre>\n".to_owned(),
    ];
    for page in pages {
        let checked = checked(&page);
        for offset in 0..=page.len() as u32 + 1 {
            if let Some(pointed) = checked.pointed(offset) {
                assert!(page.get(pointed.span.range()).is_some(), "{offset} of {page:?}");
            }
            if let Some(expected) = checked.expected(offset) {
                assert!(page.get(expected.span.range()).is_some(), "{offset} of {page:?}");
            }
            if let Some(edit) = checked.described_body(offset) {
                assert!(page.get(edit.span.range()).is_some(), "{offset} of {page:?}");
            }
        }
    }
}
