//! What must hold for every text: parsers are total and linear, a valid document is read as `serde_json` reads it,
//! repairs and fixes end in valid text.

mod generate;

use apiproof::internals::json::{self, IssueKind, JsonTree, NodeId, NodeKind};
use apiproof::internals::shell::{self, Flavour, Item};
use apiproof::internals::{Document, LocalSpan, Page, ParsedPage, REGISTRY, RuleSet, apply_edits, http};
use apiproof::{Diagnostic, Level, SourceFile};
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

fn parse(text: &str) -> JsonTree {
    json::parse(text, LocalSpan::new(0, text.len()))
}

/// Whether every span of the tree lies on characters of the text, and the tree hangs together.
fn sound(tree: &JsonTree, text: &str) -> Result<(), TestCaseError> {
    let on_characters = |span: LocalSpan| text.get(span.range()).is_some();
    for (id, node) in tree.nodes() {
        prop_assert!(on_characters(node.span), "node {id:?} {node:?}");
        if let Some(key) = node.key {
            prop_assert!(on_characters(key.span), "key of {id:?} {node:?}");
        }
        for child in tree.children(id) {
            prop_assert_eq!(tree.node(child).parent, Some(id));
        }
    }
    for issue in &tree.issues {
        prop_assert!(on_characters(issue.span), "{issue:?}");
        prop_assert!(!issue.span.of(text).contains('\n'), "more than a line: {issue:?}");
        prop_assert!(issue.related.is_none_or(on_characters), "{issue:?}");
        prop_assert!(issue.repairs.iter().all(|repair| on_characters(repair.span)), "{issue:?}");
    }
    let places: Vec<u32> = tree.issues.iter().map(|issue| issue.span.start).collect();
    prop_assert!(places.is_sorted(), "issues are out of order:\n{}", listed(tree));
    Ok(())
}

/// The issues of a tree, one a line.
fn listed(tree: &JsonTree) -> String {
    tree.issues.iter().fold(String::new(), |text, issue| {
        let repairs: Vec<_> =
            issue.repairs.iter().map(|repair| (repair.span.range(), &repair.text)).collect();
        format!("{text}  {:?} at {:?}, repairs {repairs:?}\n", issue.kind, issue.span.range())
    })
}

/// The text after all repairs of its tree.
fn repaired(text: &str, tree: &JsonTree) -> String {
    tree.repaired(text, LocalSpan::new(0, text.len()))
}

fn is_range_error(error: &serde_json::Error) -> bool {
    error.to_string().starts_with("number out of range")
}

fn repairs_hold(text: &str) -> Result<(), TestCaseError> {
    let tree = parse(text);
    sound(&tree, text)?;
    let mended = repaired(text, &tree);
    // RFC 8259 sets no limit to a number, a parser may: 1e400 is valid and beyond `f64`.
    let strict = serde_json::from_str::<Value>(&mended);
    if let Err(error) =
        strict.or_else(|error| if is_range_error(&error) { Ok(Value::Null) } else { Err(error) })
    {
        return Err(TestCaseError::fail(format!("{error}, after repairs: {mended:?}\n{}", listed(&tree))));
    }
    let again = parse(&mended);
    prop_assert!(again.is_valid(), "after repairs: {mended:?}\n{}", listed(&again));
    Ok(())
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

/// All findings of all rules on a page.
fn findings(text: &str) -> Vec<Diagnostic> {
    let source = SourceFile::new("page.md", text);
    let document = Document::parse(source.text());
    let page = Page::new(ParsedPage::read(&source, &document), &std::sync::Arc::default());
    REGISTRY.iter().copied().filter(|rule| rule.meta.level <= Level::Pedantic).collect::<RuleSet>().run(&page)
}

proptest! {
    #![proptest_config(config(1))]

    #[test]
    fn any_text_is_mended_into_json(text in generate::any_text()) {
        repairs_hold(&text)?;
    }

    #[test]
    fn any_text_is_read_as_a_session(text in generate::session()) {
        for flavour in [Flavour::Posix, Flavour::PowerShell, Flavour::Cmd] {
            for item in shell::parse(&text, flavour) {
                let Item::Command(command) = item else { continue };
                for word in command.words.iter().chain(&command.input).chain(&command.output) {
                    let pieces: Vec<_> = word.pieces.iter().map(|piece| text.get(piece.range())).collect();
                    prop_assert!(pieces.iter().all(Option::is_some), "{text:?} {word:?}");
                    prop_assert!(word.pieces.windows(2).all(|pair| pair[0].end < pair[1].start));
                }
                prop_assert!(shell::curl::read(&command, &text).is_none_or(|sent| sent.data.len() <= text.len()));
            }
        }
    }

    #[test]
    fn any_text_is_read_as_messages(text in generate::http_ish()) {
        for message in http::parse(&text) {
            prop_assert!(text.get(message.head.range()).is_some() && text.get(message.body.range()).is_some());
            for header in &message.headers {
                prop_assert_eq!(header.name.span.of(&text), header.name.text);
                prop_assert_eq!(header.value.span.of(&text), header.value.text);
            }
            for issue in &message.issues {
                prop_assert!(text.get(issue.span.range()).is_some(), "{issue:?}");
            }
        }
    }

    #[test]
    fn any_page_is_checked(text in generate::page()) {
        let lines = text.lines().count();
        for finding in findings(&text) {
            let spans = std::iter::once(&finding.primary).chain(&finding.related).map(|label| label.span);
            for span in spans {
                prop_assert!(text.get(span.range()).is_some(), "{finding:?}");
            }
            prop_assert!(!text[finding.primary.span.range()].contains('\n'), "{finding:?} of {lines} lines");
            if let Some(fix) = &finding.fix {
                prop_assert!(apply_edits(&text, &fix.edits).is_some(), "{finding:?}");
            }
        }
    }
}

proptest! {
    #![proptest_config(config(8))]

    #[test]
    fn json_garbage_is_mended_into_json(text in generate::json_garbage()) {
        repairs_hold(&text)?;
    }

    #[test]
    fn a_spoilt_document_is_mended_into_json(text in generate::spoilt_json()) {
        repairs_hold(&text)?;
    }

    #[test]
    fn a_valid_document_reads_as_serde_json_reads_it(text in generate::json_text()) {
        let value: Value = serde_json::from_str(&text).map_err(|error| TestCaseError::fail(error.to_string()))?;
        let tree = parse(&text);
        sound(&tree, &text)?;
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
