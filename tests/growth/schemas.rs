//! Descriptions of an API and the pages that are checked against them: nothing here is about a page alone.

use super::{fenced, grows_with_both};

/// `count` pieces in a row.
fn list(count: usize, piece: impl Fn(usize) -> String) -> String {
    (0..count).map(piece).collect::<Vec<_>>().join(", ")
}

/// A description whose only operation answers with a schema, and a page that shows such an answer.
fn answer(schema: &str, body: &str) -> (String, String) {
    let description = format!(
        "openapi: 3.1.0\npaths:\n  /x: {{ get: {{ responses: {{ '200': {{ content: {{ application/json: {{ schema: {schema} }} }} }} }} }} }}\n"
    );
    let page =
        format!("GET /x HTTP/1.1\n```\n\n```http\nHTTP/1.1 200 OK\nContent-Type: application/json\n\n{body}");
    (description, fenced("http", &page))
}

/// A description with one operation a path, and a page of requests.
fn calls(count: usize, path: impl Fn(usize) -> String, target: impl Fn(usize) -> String) -> (String, String) {
    let operation = |at| format!("  {}: {{ get: {{ responses: {{}} }} }}\n", path(at));
    let paths: String = (0..count).map(operation).collect();
    let request = |at| fenced("http", &format!("GET {} HTTP/1.1", target(at)));
    (format!("openapi: 3.1.0\npaths:\n{paths}"), (0..count).map(request).collect())
}

#[test]
fn properties_and_unknown_members() {
    let schema =
        |n| format!("{{ type: object, properties: {{ {} }} }}", list(n, |at| format!("parcel_{at}: {{}}")));
    let body = |n| format!("{{ {} }}", list(n, |at| format!("\"pacrel_{at}\": 1")));
    grows_with_both(|n| answer(&schema(n), &body(n)));
}

#[test]
fn branches_and_items() {
    let branch =
        |at| format!("{{ type: object, required: [k{at}], properties: {{ k{at}: {{ type: integer }} }} }}");
    let schema = |n| format!("{{ type: array, items: {{ oneOf: [{}] }} }}", list(n, branch));
    let body = |n| format!("[{}]", list(n, |at| format!("{{ \"k{at}\": \"x\" }}")));
    grows_with_both(|n| answer(&schema(n), &body(n)));
}

#[test]
fn allowed_values_and_wrong_items() {
    let schema =
        |n| format!("{{ type: array, items: {{ enum: [{}] }} }}", list(n, |at| format!("value_{at}")));
    let body = |n| format!("[{}]", list(n, |at| format!("\"vlaue_{at}\"")));
    grows_with_both(|n| answer(&schema(n), &body(n)));
}

#[test]
fn paths_that_begin_alike_and_requests() {
    grows_with_both(|n| calls(n, |at| format!("/{{depot}}/p{at}-{{id}}/x"), |at| format!("/1/p{at}-2/y")));
}

#[test]
fn types_and_unknown_types() {
    grows_with_both(|n| {
        let schema = |at| format!("    ParcelNumber{at}: {{ type: object }}\n");
        let schemas: String = (0..n).map(schema).collect();
        let body = |at| {
            let block = fenced("json", "{ \"id\": 1 }").replace("# Parcels\n\n", "");
            format!(
                "<!-- {{ \"blockType\": \"response\", \"@odata.type\": \"PracelNumber{at}\" }} -->\n{block}\n"
            )
        };
        (
            format!("openapi: 3.1.0\npaths: {{}}\ncomponents:\n  schemas:\n{schemas}"),
            (0..n).map(body).collect(),
        )
    });
}

#[test]
fn references_in_a_ring() {
    grows_with_both(|n| {
        let to = |at: usize| format!("'#/components/schemas/S{}'", at % n);
        let schema = |at| {
            format!("    S{at}: {{ allOf: [{{ $ref: {} }}, {{ $ref: {} }}] }}\n", to(at + 1), to(at + 7))
        };
        let (description, page) = answer("{ $ref: '#/components/schemas/S0' }", "{ \"id\": 1 }");
        let schemas: String = (0..n).map(schema).collect();
        (format!("{description}components:\n  schemas:\n{schemas}"), page)
    });
}
