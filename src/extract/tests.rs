use super::*;
use crate::markup::markdown;
use crate::text::SourceFile;

/// Reads a page and tells what `look` sees of it.
fn read<T>(text: &str, look: impl FnOnce(&ParsedPage<'_>) -> T) -> T {
    let source = SourceFile::new("page.md", text);
    let document = markdown::parse(source.text());
    look(&ParsedPage::read(&source, &document))
}

/// The kind, dialect and body kinds of the only example of a page, if there is one.
fn only(text: &str) -> Option<(ExampleKind, Dialect, Vec<BodyKind>)> {
    read(text, |page| {
        assert!(page.examples.len() < 2, "{text}");
        let example = page.examples.first()?;
        Some((example.kind, example.dialect, example.bodies().map(|(_, body)| body.kind).collect()))
    })
}

fn fence(info: &str, body: &str) -> String {
    format!("```{info}\n{body}\n```\n")
}

#[test]
fn content_decides_what_a_block_is() {
    use BodyKind::{Form, Json, None as Nothing, Placeholder, Text};
    use Dialect::{Console, HttpMessage, JsonFence, Signature};
    use ExampleKind::{Fragment, Payload, Request, RequestList, Response};
    let cases = [
        ("http", "GET /parcels", Request, HttpMessage, vec![Nothing]),
        ("http", "GET /parcels\nPOST /parcels", RequestList, Signature, vec![Nothing, Nothing]),
        ("json", "HTTP/1.1 200 OK\n\n{}", Response, HttpMessage, vec![Json]),
        ("text", "HTTP/1.1 204 No Content", Response, HttpMessage, vec![Nothing]),
        ("go", "GET /parcels HTTP/1.1", Request, HttpMessage, vec![Nothing]),
        ("html", "HTTP/1.1 204 No Content", Response, HttpMessage, vec![Nothing]),
        (
            "bash",
            "POST /parcels\nContent-Type: application/json\n\n{ \"a\": 1 }",
            Request,
            HttpMessage,
            vec![Json],
        ),
        ("graphql", "POST /parcels\nAccept: */*", Request, HttpMessage, vec![Nothing]),
        ("", "GET v1/parcels/p-1042", Request, HttpMessage, vec![Nothing]),
        ("json", "PUT /parcels/_settings\n{ \"a\": 1 }", Request, Console, vec![Json]),
        ("", "PUT /parcels/_settings\n{ \"a\": 1 }", Request, Console, vec![Json]),
        ("json", "{ \"a\": 1, }", Payload, JsonFence, vec![Json]),
        ("json", "\"a\": { \"b\": 1 }", Fragment, JsonFence, vec![Json]),
        ("json", "id: p-1042\nweight: 900", Payload, JsonFence, vec![Text]),
        ("json", "{{ .parcel }}", Payload, JsonFence, vec![Placeholder]),
        ("", "{ \"a\": 1 }", Payload, JsonFence, vec![Json]),
        ("http", "HTTP/1.1 200 OK\n\n{Raw bytes of the label}", Response, HttpMessage, vec![Placeholder]),
        ("http", "POST /parcels\n\na=1&b=%20", Request, HttpMessage, vec![Form]),
        ("http", "HTTP/1.1 200 OK\n\n893", Response, HttpMessage, vec![Text]),
        ("http", "HTTP/1.1 200 OK\nContent-Type: application/json\n\n893", Response, HttpMessage, vec![Json]),
        ("http", "HTTP/1.1 200 OK\nContent-Type: text/plain\n\n[INFO] up", Response, HttpMessage, vec![Text]),
    ];
    for (info, body, kind, dialect, bodies) in cases {
        assert_eq!(only(&fence(info, body)), Some((kind, dialect, bodies)), "{info}: {body}");
    }
}

#[test]
fn what_is_no_example_stays_out() {
    let cases = [
        ("javascript", "{ a: 1 }"),
        ("md", "GET /parcels HTTP/1.1"),
        ("go", "GET parcels"),
        ("bash", "GET /parcels\necho done"),
        ("bash", "POST parcels"),
        ("", "[section]\nkey = 1"),
        ("", "[x] done"),
        ("", "{ weight: 900 }"),
        ("", "{ \"a\": True }"),
        ("text", "DELETE old parcels"),
        ("http", "{parcel}/{event}/{code}"),
        ("", "[2026-03-02 09:30] \"GET /\" 200"),
        ("sql", "DELETE FROM parcels"),
        ("", ""),
    ];
    for (info, body) in cases {
        assert_eq!(only(&fence(info, body)), None, "{info}: {body}");
    }
}

#[test]
fn an_annotation_belongs_to_the_next_sibling() {
    let annotated = |text: &str| {
        read(text, |page| {
            let annotation = page.annotations.first().map(|found| (found.example.is_some(), found.has_block));
            (annotation, page.examples.first().is_some_and(|example| example.annotation.is_some()))
        })
    };
    let comment = "<!-- { \"blockType\": \"resource\" } -->\n";
    let json = fence("json", "{}");
    assert_eq!(annotated(&format!("{comment}{json}")), (Some((true, false)), true));
    assert_eq!(
        annotated(&format!("{comment}\n# [HTTP](#tab/http)\n<!-- x -->\n\n{json}")),
        (Some((true, false)), true)
    );
    assert_eq!(annotated(&format!("{comment}text\n\n{json}")), (Some((false, false)), false));
    assert_eq!(annotated(&format!("{comment}\n- ```json\n  {{}}\n  ```\n")), (Some((false, false)), false));
    let ignored = comment.replace("resource", "ignored");
    assert_eq!(annotated(&format!("{ignored}{}", fence("csharp", "x"))), (Some((false, true)), false));
    let typed = fence("javascript", "{ a: 1 }");
    assert_eq!(annotated(&format!("{comment}{typed}")), (Some((true, false)), true));
}

#[test]
fn a_malformed_annotation_takes_effect() {
    let text = "<!-- {\n  \"BlockType\": \"response\",\n  \"truncated\": \"true\",\n  name: [\"a\", \"b\"],\n  \
                \"@odata.type\": \"Collection(#parcelo.parcel)\",\n} -->\n";
    read(text, |page| {
        let annotation = &page.annotations[0];
        assert_eq!(annotation.block_type, Some(BlockType::Response));
        assert_eq!(annotation.names, ["a", "b"]);
        assert_eq!(annotation.type_name, Some("parcelo.parcel"));
        assert!(annotation.is_collection && annotation.truncated && annotation.closed);
    });
    for text in ["<!-- { parcels } -->", "<!-- { \"name\": \"x\" } -->", "<!-- blockType -->", "<!-- {"] {
        read(text, |page| assert!(page.annotations.is_empty(), "{text}"));
    }
}

/// Every exchange as `request: responses`, by the index of the example.
fn exchanges(text: &str) -> Vec<String> {
    read(text, |page| {
        let show = |exchange: &Exchange| {
            let request = exchange.request.map_or("-".to_owned(), |at| at.example.0.to_string());
            let answers =
                exchange.responses.iter().map(|(at, reason)| format!(" {}{reason:?}", at.example.0));
            format!("{request}:{}", answers.collect::<String>())
        };
        page.exchanges.iter().map(show).collect()
    })
}

#[test]
fn responses_are_tied_by_name_then_by_order() {
    let request = fence("http", "GET /parcels HTTP/1.1");
    let response = fence("http", "HTTP/1.1 200 OK");
    let interim = fence("http", "HTTP/1.1 102 Processing");
    let named = |block_type: &str, fence: &str| {
        format!("<!-- {{ \"blockType\": \"{block_type}\", \"name\": \"a\" }} -->\n{fence}")
    };
    assert_eq!(
        exchanges(&format!("{response}{request}{interim}{response}{response}")),
        ["-: 0Unpaired", "1: 2Order 3Order 4FurtherResponse"]
    );
    let by_name =
        format!("{}{request}{}{response}", named("request", &request), named("response", &response));
    assert_eq!(exchanges(&by_name), ["0: 2Name", "1: 3Order"]);
    let siblings = format!("## A\n### Request\n{request}### Response\n{response}## B\n{response}");
    assert_eq!(exchanges(&siblings), ["0: 1SiblingSection", "-: 2Unpaired"]);
    assert_eq!(exchanges(&fence("http", "GET / HTTP/1.1\n\nHTTP/1.1 200 OK")), ["0: 0SameBlock"]);
    let list = fence("http", "GET /parcels\nPOST /parcels");
    assert_eq!(exchanges(&format!("{list}{response}")), ["-: 1Unpaired"]);
}

#[test]
fn prose_drawn_into_indented_code_is_no_body() {
    let text = "a\n\n    HTTP/1.1 200 OK\n\n    { \"id\": 1 }\n\n    The service assigns it.\n";
    read(text, |page| {
        let body = &page.examples[0].messages[0].body;
        assert_eq!(body.span.of(page.examples[0].text()), "{ \"id\": 1 }");
        assert!(body.json.as_ref().is_some_and(crate::syntax::json::JsonTree::is_valid));
    });
}
