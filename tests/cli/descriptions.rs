//! Descriptions of the API as pages: the examples that they hold themselves, as a user has them checked.

use super::{folder, json, run};

/// The findings on files as `path:line:column rule`.
fn found(files: &[(&str, &str)], args: &[&str]) -> Vec<String> {
    let files: Vec<(&str, &[u8])> = files.iter().map(|(name, text)| (*name, text.as_bytes())).collect();
    let here = folder(&files);
    let args = [&["check", "--output-format", "json"], args].concat();
    let (_, stdout, stderr) = run(here.path(), &args);
    let report = json(&stdout);
    let findings = report["diagnostics"].as_array().unwrap_or_else(|| panic!("{stdout}{stderr}"));
    let place = |finding: &serde_json::Value| {
        let text = |name: &str| finding[name].as_str().unwrap_or_default().to_owned();
        format!("{}:{}:{} {}", text("path"), finding["line"], finding["column"], text("rule"))
    };
    findings.iter().map(place).collect()
}

/// The same for one description, without its path.
fn in_one(name: &str, text: &str) -> Vec<String> {
    let found = found(&[(name, text)], &[name]);
    found.iter().map(|line| line.trim_start_matches(&format!("{name}:")).to_owned()).collect()
}

/// A description with one operation: `GET /parcels/{id}`, which answers with `Parcel`.
fn api(response: &str, parcel: &str) -> String {
    format!(
        "openapi: 3.0.3
info: {{ title: Parcelo, version: '1' }}
paths:
  /parcels/{{id}}:
    get:
      responses:
        '200':
          description: A parcel
          content:
            application/json:
              schema: {{ $ref: '#/components/schemas/Parcel' }}
{response}
components:
  schemas:
    Parcel:
      type: object
      required: [id, state]
      properties:
        id: {{ type: string, readOnly: true }}
        state: {{ type: string, enum: [sent, held] }}
        pin: {{ type: string, writeOnly: true }}
        kilos: {{ type: number, nullable: true }}
{parcel}
"
    )
}

#[test]
fn every_fault_of_an_example_is_found_at_its_place() {
    let text = api(
        "              example:\n                id: 7\n                state: snt\n                kilos: heavy\n                pin: '1'",
        "",
    );
    assert_eq!(
        in_one("api.yaml", &text),
        [
            "13:21 schema/type-mismatch",
            "14:24 schema/enum-value",
            "15:24 schema/type-mismatch",
            "16:17 schema/write-only-property"
        ]
    );
}

#[test]
fn an_example_that_fits_is_left_alone() {
    let text = api(
        "              examples:\n                light: { value: { id: p-1, state: sent, kilos: null } }\n                \
         more: { value: { state: held, id: 'p-2', more: [1] } }",
        "      example: { state: held, id: p-3 }",
    );
    assert_eq!(in_one("api.yaml", &text), [""; 0]);
}

#[test]
fn referenced_and_named_examples_are_read_where_they_stand() {
    let text = api(
        "              examples:\n                one: { value: { id: p-1 } }\n                two: { $ref: '#/components/examples/Two' }",
        "  examples:\n    Two: { value: { id: p-2, state: lost } }",
    );
    assert_eq!(in_one("api.yaml", &text), ["13:31 schema/missing-property", "26:37 schema/enum-value"]);
}

#[test]
fn schemas_are_held_against_their_own_values() {
    let text = api(
        "",
        "        depot: { type: string, example: 12, default: Kiel }\n        count: { type: integer, enum: [1, two], default: \
         many }\n        when: { type: string, format: date-time, example: yesterday }",
    );
    assert_eq!(
        in_one("api.yaml", &text),
        [
            "23:41 schema/type-mismatch",
            "24:43 schema/type-mismatch",
            "24:58 schema/type-mismatch",
            "25:59 schema/format"
        ]
    );
}

#[test]
fn a_list_of_another_type_is_one_slip() {
    let parcel = "        tags: { type: array, items: { type: string }, enum: [fragile, urgent, cold] }\n        size: { type: \
                  integer, enum: [1, two, 3, four] }";
    let text = api("", parcel);
    assert_eq!(
        in_one("api.yaml", &text),
        ["23:62 schema/type-mismatch", "24:42 schema/type-mismatch", "24:50 schema/type-mismatch",]
    );
}

#[test]
fn parameters_headers_and_requests_count() {
    let text = "openapi: 3.1.0
info: { title: Parcelo, version: '1' }
paths:
  /parcels:
    post:
      parameters:
        - { name: limit, in: query, schema: { type: integer }, example: ten }
      requestBody:
        content:
          application/json:
            schema:
              type: object
              properties: { id: { type: string, readOnly: true }, size: { type: integer } }
            example: { id: p-1, size: big }
      responses:
        '201':
          description: Made
          headers: { X-Left: { schema: { type: integer }, example: none } }
";
    assert_eq!(
        in_one("api.yaml", text),
        [
            "7:73 schema/type-mismatch",
            "14:24 schema/read-only-property",
            "14:39 schema/type-mismatch",
            "18:68 schema/type-mismatch"
        ]
    );
}

#[test]
fn json_in_a_string_is_read_in_its_lines() {
    let text = api(
        "              example: |\n                {\n                  \"id\": \"p-1\",\n                  \"state\": \"lost\",\n                }",
        "",
    );
    assert_eq!(in_one("api.yaml", &text), ["15:28 schema/enum-value", "15:34 json/trailing-comma"]);
}

#[test]
fn descriptions_in_json_and_json_schemas_are_read_alike() {
    let api = "{ \"swagger\": \"2.0\", \"info\": { \"title\": \"Parcelo\", \"version\": \"1\" }, \"paths\": { \"/parcels\": { \"get\": {\n\
               \"responses\": { \"200\": { \"description\": \"Parcels\", \"schema\": { \"type\": \"array\", \"items\": { \"type\": \"string\" } },\n\
               \"examples\": { \"application/json\": [\"p-1\", 2] } } } } } } }";
    assert_eq!(in_one("api.json", api), ["3:43 schema/type-mismatch"]);
    let schema = "{ \"$schema\": \"https://json-schema.org/draft/2020-12/schema\", \"type\": \"object\",\n\
                  \"properties\": { \"id\": { \"type\": \"string\", \"examples\": [\"p-1\", 7], \"default\": false } } }";
    assert_eq!(in_one("parcel.json", schema), ["2:63 schema/type-mismatch", "2:78 schema/type-mismatch"]);
}

#[test]
fn a_folder_holds_the_descriptions_that_the_configuration_names() {
    let text = api("", "        depot: { type: string, example: 12 }");
    let files = [("docs/api.yaml", text.as_str()), ("docs/other.yaml", &text), ("docs/a.md", "# Parcels\n")];
    let expected = ["docs/api.yaml:23:41 schema/type-mismatch"];
    assert_eq!(found(&files, &["docs", "--schema", "docs/api.yaml"]), expected);
    let files = [&files[..], &[("apiproof.toml", "schemas = [\"docs/api.yaml\"]\n")]].concat();
    assert_eq!(found(&files, &["docs"]), expected);
    assert_eq!(found(&files, &["docs/a.md"]), [""; 0]);
}

#[test]
fn a_description_without_examples_is_said_to_have_none() {
    let here = folder(&[("api.yaml", api("", "").as_bytes())]);
    let (code, stdout, stderr) = run(here.path(), &["check", "api.yaml"]);
    assert_eq!((code, stderr.as_str()), (0, ""));
    assert_eq!(stdout, "Checked 1 page: 0 examples, 0 JSON bodies. No page has an example. No findings.\n");
}

#[test]
fn a_near_value_is_written_where_it_is_one_in_yaml_too() {
    let text = api("              example: { id: p-1, state: snt }", "");
    let here = folder(&[("api.yaml", text.as_bytes())]);
    let (code, ..) = run(here.path(), &["check", "--fix", "--unsafe-fixes", "api.yaml"]);
    assert_eq!(code, 0);
    let fixed = std::fs::read_to_string(here.path().join("api.yaml")).unwrap();
    assert_eq!(fixed, text.replace("state: snt", "state: sent"));
}

#[test]
fn a_comment_silences_the_value_that_it_stands_at() {
    let example = "              example:\n                # apiproof-ignore schema/type-mismatch as an old client sends it\n                \
                   id: 7\n                state: lost";
    assert_eq!(in_one("api.yaml", &api(example, "")), ["15:24 schema/enum-value"]);
    let all = format!("# apiproof-ignore-file schema/* all of it is old\n{}", api(example, ""));
    assert_eq!(in_one("api.yaml", &all), [""; 0]);
}

#[test]
fn the_files_of_a_description_come_with_it() {
    let text = api("              examples: { one: { $ref: 'parts/one.yaml' } }", "");
    let files = [("api.yaml", text.as_str()), ("parts/one.yaml", "value:\n  id: p-1\n  state: lost\n")];
    assert_eq!(found(&files, &["api.yaml"]), ["parts/one.yaml:3:10 schema/enum-value"]);
    assert_eq!(found(&files, &["."]), [""; 0]);
}

#[test]
fn recorded_exchanges_are_held_against_their_operation() {
    let api = "swagger: '2.0'
info: { title: Parcelo, version: '1' }
paths:
  /parcels/{id}:
    put:
      parameters:
        - { name: id, in: path, required: true, type: string }
        - { name: parcel, in: body, schema: { type: object, required: [state] } }
      responses: { '200': { description: A parcel, schema: { type: object, properties: { id: { type: string } } } } }
      x-ms-examples: { Put: { $ref: './recorded/put.json' } }
";
    let recorded = "{ \"parameters\": { \"id\": 7, \"parcel\": { \"kilos\": 1 } },\n  \"responses\": { \"200\": { \"body\": { \"id\": 8 } }, \
                    \"500\": { \"body\": 1 } } }\n";
    let files = [("api.yaml", api), ("recorded/put.json", recorded)];
    assert_eq!(
        found(&files, &["api.yaml"]),
        [
            "recorded/put.json:1:25 schema/type-mismatch",
            "recorded/put.json:1:38 schema/missing-property",
            "recorded/put.json:2:43 schema/type-mismatch"
        ]
    );
}

#[test]
fn what_takes_too_long_is_said_not_to_be_checked() {
    let branch = |at: usize| {
        format!("{{ type: object, required: [k{at}], properties: {{ k{at}: {{ type: integer }} }} }}")
    };
    let branches: Vec<String> = (0..400).map(branch).collect();
    let items: Vec<String> = (0..400).map(|at| format!("{{ k{at}: x }}")).collect();
    let text = format!(
        "openapi: 3.1.0\ninfo: {{ title: Parcelo, version: '1' }}\npaths: {{}}\ncomponents:\n  schemas:\n    Events:\n      \
         type: array\n      items: {{ oneOf: [{}] }}\n      example: [{}]\n",
        branches.join(", "),
        items.join(", ")
    );
    let here = folder(&[("api.yaml", text.as_bytes())]);
    let (code, stdout, _) = run(here.path(), &["check", "api.yaml"]);
    assert_eq!(code, 0);
    assert!(
        stdout.contains("0 checked against a schema, 1 not covered. 1 not checked: too complex."),
        "{stdout}"
    );
}

#[test]
fn a_safe_fix_in_a_description_is_proved_in_its_example() {
    let text = api("              example: |\n                { \"id\": \"p-1\", \"state\": \"sent\", }", "");
    let here = folder(&[("api.yaml", text.as_bytes())]);
    let (code, ..) = run(here.path(), &["check", "--fix", "api.yaml"]);
    assert_eq!(code, 0);
    let fixed = std::fs::read_to_string(here.path().join("api.yaml")).unwrap();
    assert_eq!(fixed, text.replace("\"sent\", }", "\"sent\" }"));
}

#[test]
fn a_safe_fix_that_leaves_a_fault_is_not_safe() {
    let text = api("              example: |\n                { \"id\": , \"state\": \"sent\", }", "");
    let here = folder(&[("api.yaml", text.as_bytes())]);
    let (code, ..) = run(here.path(), &["check", "--fix", "api.yaml"]);
    assert_eq!(code, 1);
    assert_eq!(std::fs::read_to_string(here.path().join("api.yaml")).unwrap(), text);
}

#[test]
fn json_in_any_string_is_read() {
    for (example, place) in [
        ("'{ \"state\": \"lost\" }'", "12:36"),
        ("\"{ \\\"state\\\": \\\"lost\\\" }\"", "12:38"),
        (">-\n                { \"state\": \"lost\" }", "13:28"),
    ] {
        let found = in_one("api.yaml", &api(&format!("              example: {example}"), ""));
        assert_eq!(found.last(), Some(&format!("{place} schema/enum-value")), "{example}");
    }
}

#[test]
fn files_that_hold_an_example_are_read_with_it() {
    let text = api(
        "              examples: { one: { externalValue: one.json }, two: { externalValue: gone.json } }",
        "",
    );
    let files = [("api.yaml", text.as_str()), ("one.json", "{ \"id\": \"p-1\",\n  \"state\": \"lost\" }\n")];
    assert_eq!(found(&files, &["api.yaml"]), ["one.json:2:12 schema/enum-value"]);
}

#[test]
fn what_a_bundler_replaces_is_read_where_it_is_written() {
    let text = api(
        "              example: { $ref: '#/components/examples/One' }",
        "  examples:\n    One: { value: { id: p-1, state: lost } }",
    );
    assert_eq!(in_one("api.yaml", &text), ["24:37 schema/enum-value"]);
    let text = api("              example: { $ref: gone.yaml }", "");
    assert_eq!(in_one("api.yaml", &text), [""; 0]);
}

#[test]
fn references_lead_to_operations_and_their_parts() {
    let api = "openapi: 3.1.0
info: { title: Parcelo, version: '1' }
paths:
  /parcels: { get: { $ref: 'parts.yaml#/list' } }
";
    let parts = "list:
  parameters: { $ref: '#/all' }
  responses: { $ref: '#/answers' }
all: [{ name: limit, in: query, schema: { type: integer }, example: ten }]
answers:
  '200': { description: Parcels, content: { $ref: '#/content' } }
content: { application/json: { schema: { type: array }, example: none } }
";
    assert_eq!(
        found(&[("api.yaml", api), ("parts.yaml", parts)], &["api.yaml"]),
        ["parts.yaml:4:69 schema/type-mismatch", "parts.yaml:7:66 schema/type-mismatch"]
    );
}

#[test]
fn what_stands_beside_the_operations_is_read_once() {
    let text = "openapi: 3.1.0
info: { title: Parcelo, version: '1' }
paths:
  /parcels:
    get:
      parameters: [{ $ref: '#/components/parameters/Used' }]
      responses: {}
      callbacks:
        moved: { '{$url}': { post: { requestBody: { content: { application/json: { schema: { type: integer }, example: none } } } } } }
webhooks:
  lost: { post: { requestBody: { content: { application/json: { schema: { type: integer }, example: one } } } } }
components:
  parameters:
    Used: { name: limit, in: query, schema: { type: integer }, example: ten }
    Unused: { name: page, in: query, content: { application/json: { schema: { type: integer }, example: two } } }
  headers:
    Left: { schema: { type: integer }, example: none }
  responses:
    Made: { description: Made, content: { application/json: { schema: { type: integer }, example: three } } }
";
    let places: Vec<String> = in_one("api.yaml", text)
        .iter()
        .map(|found| found.split(':').next().unwrap_or_default().to_owned())
        .collect();
    assert_eq!(places, ["9", "11", "14", "15", "17", "19"]);
}

#[test]
fn descriptions_are_a_dialect_that_can_be_turned_off() {
    let text = api("              example: { id: 7 }", "");
    let files = [("api.yaml", text.as_str()), ("apiproof.toml", "[dialects]\ndescription = false\n")];
    assert_eq!(found(&files, &["api.yaml"]), [""; 0]);
}

#[test]
fn a_member_called_data_is_no_event_of_a_stream() {
    let example = "              # Others send Server-Sent Events.\n              example:\n                data: { id: p-1 }\n                id: p-1\n                state: lost";
    assert_eq!(in_one("api.yaml", &api(example, "")), ["16:24 schema/enum-value"]);
}

#[test]
fn what_is_between_examples_is_no_prose() {
    let told = "          x-note: It returns `204 No Content` and a parcel object in the response body.";
    assert_eq!(in_one("api.yaml", &api(told, "")), [""; 0]);
}
