//! What must hold for every text: parsers are total and linear, a valid document is read as `serde_json` reads it,
//! repairs and fixes end in valid text.

mod generate;
mod invariants;

use apiproof::internals::json::{IssueKind, JsonTree, NodeId, NodeKind};
use invariants::json::{is_sound, parse, repaired, repairs_hold};
use proptest::prelude::*;
use serde_json::Value;

/// `share` times as many cases as `PROPTEST_CASES` says, 256 without it.
fn config(share: u32) -> ProptestConfig {
    let default = ProptestConfig::default();
    ProptestConfig {
        cases: default.cases * share,
        failure_persistence: None,
        max_shrink_iters: 20_000,
        ..default
    }
}

/// Something that holds of every input, as `proptest` wants to hear it.
fn holds(outcome: invariants::Holds) -> Result<(), TestCaseError> {
    outcome.map_err(TestCaseError::fail)
}

/// Compares a tree with what `serde_json` reads, member by member.
fn same(tree: &JsonTree, text: &str, id: NodeId, value: &Value) -> Result<(), TestCaseError> {
    let mut work = vec![(id, value)];
    while let Some((id, value)) = work.pop() {
        let node = tree.node(id);
        let written = node.span.of(text);
        let children: Vec<NodeId> = tree.children(id).collect();
        match (node.kind, value) {
            (NodeKind::Null, Value::Null) => prop_assert_eq!(written, "null"),
            (NodeKind::Bool(read), Value::Bool(value)) => prop_assert_eq!(read, *value),
            (NodeKind::Number, Value::Number(_)) | (NodeKind::String, Value::String(_)) => {
                prop_assert_eq!(&serde_json::from_str::<Value>(written).expect("a literal"), value);
            }
            (NodeKind::Array, Value::Array(items)) => {
                prop_assert_eq!(children.len(), items.len());
                work.extend(children.into_iter().zip(items));
            }
            (NodeKind::Object, Value::Object(members)) => {
                prop_assert_eq!(children.len(), members.len());
                for (child, (name, member)) in children.into_iter().zip(members) {
                    let key = tree.node(child).key.expect("a member has a key");
                    prop_assert_eq!(
                        &serde_json::from_str::<String>(key.span.of(text)).expect("a name"),
                        name
                    );
                    work.push((child, member));
                }
            }
            (kind, value) => return Err(TestCaseError::fail(format!("{kind:?} for {value}"))),
        }
    }
    Ok(())
}

proptest! {
    #![proptest_config(config(1))]

    #[test]
    fn any_text_is_mended_into_json(text in generate::any_text()) {
        holds(repairs_hold(&text))?;
    }

    #[test]
    fn any_text_is_read_as_a_session(text in generate::session()) {
        holds(invariants::texts::shell(text.as_bytes()))?;
    }

    #[test]
    fn any_text_is_read_as_messages(text in generate::http_ish()) {
        holds(invariants::texts::http(text.as_bytes()))?;
    }

    #[test]
    fn any_page_is_checked(text in generate::page()) {
        holds(invariants::page::at_every_level(text.as_bytes()))?;
    }
}

proptest! {
    #![proptest_config(config(8))]

    #[test]
    fn json_garbage_is_mended_into_json(text in generate::json_garbage()) {
        holds(repairs_hold(&text))?;
    }

    #[test]
    fn a_spoilt_document_is_mended_into_json(text in generate::spoilt_json()) {
        holds(repairs_hold(&text))?;
    }

    #[test]
    fn a_valid_document_reads_as_serde_json_reads_it(text in generate::json_text()) {
        let value: Value = serde_json::from_str(&text).map_err(|error| TestCaseError::fail(error.to_string()))?;
        let tree = parse(&text);
        holds(is_sound(&tree, &text))?;
        let others: Vec<_> = tree.issues.iter().filter(|issue| issue.kind != IssueKind::DuplicateKey).collect();
        prop_assert!(others.is_empty(), "{others:?}");
        prop_assert_eq!(tree.roots().len(), 1);
        same(&tree, &text, tree.roots()[0], &value)?;
    }
}

/// What parsers have stumbled over elsewhere.
#[test]
fn oddities_are_mended_into_json() {
    let deep = "[".repeat(100_000);
    let deep_members = "{\"a\":".repeat(50_000);
    let odd = [
        "",
        " ",
        "\0",
        "\u{feff}{}",
        "}",
        "]",
        ",",
        ":",
        "\"",
        "'",
        "“",
        "{",
        "[",
        "{{",
        "{\"a\": \"{{ x[\"y\"] }}\"}",
        "[{\"a\": 1}\n{% if more %},{% endif %}]",
        "{[",
        "[}",
        "{]",
        "{,",
        "{:",
        "{\"a\"",
        "{\"a\":",
        "{\"a\":,",
        "{\"a\"}",
        "{\"a\":1 \"b\":2",
        "[1 2",
        // The first escape is a backslash, so that the second one is half of a pair alone.
        r#""\\ud83d\ude00""#,
        "//",
        "/*",
        "/",
        "...",
        "…",
        "{...}",
        "[...]",
        "[1, ...]",
        "{\"a\": ...,}",
        "{\"a\": {…}}",
        "<id>",
        "{id}",
        "{{x}}",
        "$X",
        "\\",
        "\"\\",
        "\"\\u12",
        "-",
        "+",
        ".",
        "1.",
        "1e",
        "01",
        "0x",
        "NaN",
        "True",
        "{\"a\":\"b\nc\"}",
        "{'a':'b'}",
        "{a:b}",
        "{\"a\";1}",
        "{\"a\"=>1}",
        "{\"a\": \"\"x\",}",
        "\u{a0}",
        "{\u{a0}}",
        "[\r\n1,\r\n]",
        "{}{}",
        "{},",
        "{}\n{}",
        "a\nb",
        "é",
        "{\"é\":😀}",
        "\"😀",
        "<!-- {} -->",
        "\"\"\"",
        "`",
        "{\"a\": \"\"\"x\"\"\"}",
        "[[],]",
        "{\"a\":[}",
        "[{\"a\":]",
        "\"a\": 1",
        "\"a\": 1,\n\"b\": 2",
        "\"a\"",
        "\"a\" \"b\"",
        "{\"a\":1,\"a\":2}",
        "#",
        "# x\n{}",
        "--",
        "{\"a\":1}}}",
        "{[\"\"\"=\":",
        "{[\"\"=\"\":",
        "{[\"\"=\":",
        "}¡",
        "{\"a\"",
    ];
    let failures: Vec<String> =
        odd.iter().filter_map(|text| Some(format!("{text:?}: {}", repairs_hold(text).err()?))).collect();
    assert!(failures.is_empty(), "\n{}", failures.join("\n"));
    for text in
        [&deep, &deep_members, &"]".repeat(100_000), &"\"".repeat(100_001), &"{\"a\":1".repeat(20_000)]
    {
        let tree = parse(text);
        let mended = repaired(text, &tree);
        assert!(tree.cut || parse(&mended).is_valid(), "{} … is not mended", &mended[..mended.len().min(80)]);
    }
}
