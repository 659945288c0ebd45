//! Words about what is at a position.

use serde_json::{Value, json};

use super::editor::Editor;
use super::parcelo::{CSDL, OPENAPI, with_csdl, with_openapi};

fn posted(body: &str) -> String {
    format!("# Send\n\n```http\nPOST /parcels HTTP/1.1\nContent-Type: application/json\n\n{body}\n```\n")
}

#[test]
fn a_member_has_the_words_of_its_schema() {
    let words = with_openapi().hover(&posted("{ \"si|ze\": \"small\", \"to\": { \"city\": \"Oslo\" } }"));
    assert!(words.starts_with("**size**: `string`, member of `Parcel`\n\nHow large it is."), "{words}");
    assert!(words.contains("Allowed: `\"small\"`, `\"medium\"`, `\"large\"`"), "{words}");
    assert!(words.ends_with("*openapi.yaml:48*"), "{words}");
}

#[test]
fn limits_are_said_in_words() {
    let words = with_openapi()
        .hover(&posted("{ \"size\": \"small\", \"weight\": 1|2, \"to\": { \"city\": \"Oslo\" } }"));
    assert!(words.contains("In grams.") && words.contains("≥ 1 · ≤ 30000"), "{words}");
}

#[test]
fn members_of_elements_are_found_behind_references() {
    let body =
        "{ \"size\": \"small\", \"to\": {}, \"stops\": [ { \"city\": \"Oslo\" }, { \"zi|p\": \"1\" } ] }";
    let words = with_openapi().hover(&posted(body));
    assert!(words.starts_with("**zip**: `string`, member of `Address`"), "{words}");
    assert!(words.contains("pattern `^[0-9]+$` · deprecated"), "{words}");
}

#[test]
fn a_body_in_quotes_of_a_shell_is_no_different() {
    let page = "```bash\ncurl -X POST https://api.parcelo.example/parcels \\\n  -H 'Content-Type: application/json' \\\n  -d '{ \"size\": \"small\", \"to\": { \"ci|ty\": \"Oslo\" } }'\n```\n";
    let words = with_openapi().hover(page);
    assert!(words.contains("The name of the city.") && words.contains("at most 40 characters"), "{words}");
}

#[test]
fn a_body_in_a_block_quote_is_no_different() {
    let page = "> ```http\r\n> POST /parcels HTTP/1.1\r\n>\r\n> { \"é😀\": 1, \"we|ight\": 12 }\r\n> ```\r\n";
    assert!(with_openapi().hover(page).contains("In grams."));
}

#[test]
fn a_request_line_has_the_summary_of_its_operation() {
    let page =
        "```http\nPOST /par|cels HTTP/1.1\n\n{ \"size\": \"small\", \"to\": { \"city\": \"Oslo\" } }\n```\n";
    let words = with_openapi().hover(page);
    assert!(words.starts_with("**POST /parcels**\n\nSend a parcel\n\nRegisters a parcel"), "{words}");
    assert!(words.contains("- `409` The parcel is known already"), "{words}");
}

#[test]
fn a_status_has_its_meaning_and_the_words_of_the_operation() {
    let page = "```http\nGET /parcels/7 HTTP/1.1\n```\n\n```http\nHTTP/1.1 2|00 OK\nContent-Type: application/json\n\n{ \"size\": \"small\", \"to\": { \"city\": \"Oslo\" } }\n```\n";
    let words = with_openapi().hover(page);
    assert!(words.starts_with("**200 OK**\n\nThe request succeeded. (RFC 9110 section 15.3.1)"), "{words}");
    assert!(words.ends_with("Of `GET /parcels/{id}`: The parcel"), "{words}");
}

#[test]
fn a_header_field_has_its_purpose_and_place_in_the_standard() {
    let page = "```http\nGET /parcels/7 HTTP/1.1\nif-none-m|atch: \"a\"\n```\n";
    let words = with_openapi().hover(page);
    assert!(words.starts_with("**If-None-Match** (in requests)"), "{words}");
    assert!(words.ends_with("(RFC 9110 section 13.1.2)"), "{words}");
}

#[test]
fn metadata_says_types_values_and_descriptions() {
    let page = "```http\nPATCH /crates/7 HTTP/1.1\nContent-Type: application/json\n\n{ \"sta|te\": \"waiting\" }\n```\n";
    let words = with_csdl().hover(page);
    assert!(words.starts_with("**state**: `parcelo.v1.state`, member of `parcelo.v1.crate`"), "{words}");
    assert!(words.contains("Where it is & whether it arrived"), "{words}");
    assert!(words.contains("Allowed: `\"waiting\"`, `\"delivered\"`"), "{words}");
}

#[test]
fn an_object_that_names_its_type_is_of_that_type() {
    let page = "```http\nPATCH /crates/7 HTTP/1.1\nContent-Type: application/json\n\n{ \"@odata.type\": \"#parcelo.v1.pallet\", \"lay|ers\": 3 }\n```\n";
    let words = with_csdl().hover(page);
    assert!(words.starts_with("**layers**: `Edm.Int32`, member of `parcelo.v1.pallet`"), "{words}");
}

#[test]
fn a_page_of_a_resource_adds_its_words() {
    let page = "# crate\n\n## Properties\n\n|Property|Type|Description|\n|:--|:--|:--|\n|sentAt|DateTimeOffset|When it left the depot.|\n\n<!-- { \"blockType\": \"resource\", \"@odata.type\": \"parcelo.v1.crate\" } -->\n```json\n{ \"sentAt\": \"String (timestamp)\" }\n```\n";
    let config = "schemas = [\"service.csdl\", \"crate.md\"]\n";
    let files = [("apiproof.toml", config), ("service.csdl", CSDL), ("crate.md", page)];
    let mut editor = Editor::in_folder(&json!({}), &Value::Null, &files);
    let page = "```http\nPATCH /crates/7 HTTP/1.1\nContent-Type: application/json\n\n{ \"sent|At\": \"2026-03-01T00:00:00Z\" }\n```\n";
    let words = editor.hover(page);
    assert!(words.contains("`Edm.DateTimeOffset`") && words.contains("When it left the depot."), "{words}");
}

#[test]
fn the_words_about_a_place_come_before_the_help_on_what_was_found_there() {
    let words = with_openapi().hover(&posted("{ \"size\": \"ti|ny\", \"to\": { \"city\": \"Oslo\" } }"));
    let (place, help) = words.split_once("---").unwrap();
    assert!(place.starts_with("**size**: `string`") && place.contains("How large it is."), "{words}");
    assert!(help.contains("**schema/enum-value** (error, default)"), "{words}");
    assert!(help.contains("\n**What it finds**\n") && !help.contains('#'), "{words}");
}

#[test]
fn nothing_is_said_where_nothing_is_known() {
    let mut editor = with_openapi();
    for page in [
        "te|xt\n",
        "```json\n{ \"a|\": 1 }\n```\n",
        "```http\nGET /unhe|ard/of/it HTTP/1.1\nX-Own|: 1\n```\n",
    ] {
        let page = page.replacen('|', "\u{1}", 1).replace('|', "").replace('\u{1}', "|");
        assert_eq!(editor.hover(&page), "", "{page}");
    }
}

#[test]
fn a_member_whose_value_names_a_type_keeps_the_declared_one() {
    let page = "```http\nPATCH /crates/7 HTTP/1.1\nContent-Type: application/json\n\n{ \"on|Top\": { \"@odata.type\": \"#parcelo.v1.pallet\", \"layers\": 3 } }\n```\n";
    let words = with_csdl().hover(page);
    let expected = "**onTop**: `parcelo.v1.crate`, member of `parcelo.v1.crate`, here `parcelo.v1.pallet`";
    assert!(words.starts_with(expected), "{words}");
}

#[test]
fn a_header_field_of_the_service_has_the_words_of_its_description() {
    let described = OPENAPI.replace(
        "Parcelo-Depot, in: header,",
        "Parcelo-Depot, in: header, description: Where it is handed in.,",
    );
    let files = [("apiproof.toml", "schemas = [\"openapi.yaml\"]\n"), ("openapi.yaml", &*described)];
    let mut editor = Editor::in_folder(&json!({}), &Value::Null, &files);
    let words = editor.hover("```http\nPOST /parcels HTTP/1.1\nParcelo-De|pot: north\n```\n");
    assert_eq!(words, "**Parcelo-Depot**\n\nOf `POST /parcels`: Where it is handed in.");
}

#[test]
fn the_object_around_a_collection_may_name_the_type_of_its_elements() {
    let page = "```http\nGET /crates HTTP/1.1\n```\n\n```http\nHTTP/1.1 200 OK\nContent-Type: application/json\n\n{ \"@odata.type\": \"#parcelo.v1.crate\", \"value\": [ { \"sta|te\": \"waiting\" } ] }\n```\n";
    let words = with_csdl().hover(page);
    assert!(words.starts_with("**state**: `parcelo.v1.state`, member of `parcelo.v1.crate`"), "{words}");
}
