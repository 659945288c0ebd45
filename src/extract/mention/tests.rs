use super::*;

fn read(text: &str) -> Vec<(&str, u16, u16)> {
    let found = mentions(text, &text.to_ascii_lowercase(), false);
    found.into_iter().map(|mention| (&text[mention.shown], mention.codes.first, mention.codes.last)).collect()
}

#[test]
fn numbers_that_are_status_codes() {
    type Found = &'static [(&'static str, u16, u16)];
    let cases: [(&str, Found); 22] = [
        ("returns a `204 No Content` response code", &[("204 No Content", 204, 204)]),
        ("returns `204, No Content`.", &[("204, No Content", 204, 204)]),
        ("returns a 200-series response code", &[("200-series", 200, 299)]),
        ("Any 2xx code is fine", &[("2xx", 200, 299)]),
        ("status codes 200–299 are", &[("200–299", 200, 299)]),
        ("returns `202` or `200`", &[("202", 202, 202), ("200", 200, 200)]),
        ("the 400, 403, and 404 responses", &[("400", 400, 400), ("403", 403, 403), ("404", 404, 404)]),
        ("a 404 error", &[("404", 404, 404)]),
        ("HTTP status code of 200.", &[("200", 200, 200)]),
        ("an `HTTP 304 Not Modified` response", &[("304 Not Modified", 304, 304)]),
        ("`HTTP/1.1 201 Created`", &[("201 Created", 201, 201)]),
        ("**200** - OK", &[("200** - OK", 200, 200)]),
        ("`204` (No Content) is returned", &[("204` (No Content)", 204, 204)]),
        ("returns 200 OK or 202 Accepted", &[("200 OK", 200, 200), ("202 Accepted", 202, 202)]),
        ("responds with 200/302 codes", &[("200", 200, 200), ("302", 302, 302)]),
        ("at most 200 parcels", &[]),
        ("Defaults to `500`.", &[]),
        ("version 2.200 and 200.5, $200, 200%, 1,200 and 200 kg", &[]),
        ("the port is localhost:404", &[]),
        ("a 200-character name", &[]),
        ("up to 365 days", &[]),
        ("Valid values 100 to 300", &[]),
    ];
    for (text, expected) in cases {
        assert_eq!(read(text), expected, "{text}");
    }
}

#[test]
fn wrong_phrases_are_kept() {
    let text = "returns `204 Accepted`";
    let found = mentions(text, &text.to_ascii_lowercase(), false);
    assert_eq!(found[0].phrase.clone().map(|phrase| &text[phrase]), Some("Accepted"));
    let text = "- **200** – Created";
    let found = mentions(text, &text.to_ascii_lowercase(), false);
    assert!(found[0].phrase.is_none());
}
