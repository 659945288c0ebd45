//! What the parser makes of blocks, one line a case: the messages, then what was found wrong.

use std::fmt::Write;

use super::{HttpIssueKind, StartLine, parse};

/// `GET /x [v] headers=2 body="{}" MissingBlankLine | 200 OK …`
fn show(text: &str) -> String {
    let shown = parse(text).into_iter().map(|message| {
        let mut out = match &message.start {
            StartLine::Request(line) => {
                let version = line.version.map_or(String::new(), |version| format!(" {}", version.text));
                format!("{} {}{version}", line.method.text, line.target.text)
            }
            StartLine::Status(line) => {
                let version = line.version.map_or(String::new(), |version| format!("{} ", version.text));
                let reason = line.reason.map_or(String::new(), |reason| format!(" {}", reason.text));
                format!("{version}{}{reason}", line.code.text)
            }
        };
        for header in &message.headers {
            let _ = write!(out, " [{}={}]", header.name.text, header.value.text);
        }
        if !message.body.is_empty() {
            let _ = write!(out, " ({})", message.body.of(text));
        }
        for issue in &message.issues {
            let _ = write!(out, " {:?}", issue.kind);
        }
        out
    });
    shown.collect::<Vec<_>>().join(" | ").replace('\n', "⏎")
}

fn all(cases: &[(&str, &str)]) {
    for (text, expected) in cases {
        assert_eq!(show(text), *expected, "{text}");
        let crlf = text.replace('\n', "\r\n");
        assert_eq!(parse(&crlf).len(), parse(text).len(), "CRLF: {text}");
    }
}

#[test]
fn request_lines() {
    all(&[
        ("GET /parcels", "GET /parcels"),
        ("GET /parcels HTTP/1.1", "GET /parcels HTTP/1.1"),
        (
            "POST  https://api.parcelo.example/p?$filter=a eq 'b' HTTP/2",
            "POST https://api.parcelo.example/p?$filter=a eq 'b' HTTP/2",
        ),
        ("GET me/parcels", "GET me/parcels"),
        ("GET parcels?$top=5", "GET parcels?$top=5"),
        ("GET parcels?$filter=a eq 1", "GET parcels?$filter=a eq 1"),
        ("GET _search", "GET _search"),
        ("PUT my-index", "PUT my-index"),
        ("GET {base}/parcels/{id | name}", "GET {base}/parcels/{id | name}"),
        ("DELETE <url>", "DELETE <url>"),
        ("GET [Parcelo URI]/v1/parcels HTTP/1.1", "GET [Parcelo URI]/v1/parcels HTTP/1.1"),
        ("GET [the list](/parcels)", ""),
        ("GET :id/x", "GET :id/x"),
        ("OPTIONS * HTTP/1.1", "OPTIONS * HTTP/1.1"),
        ("LIST /v1/secret", "LIST /v1/secret"),
        ("PATHC /parcels/7", "PATHC /parcels/7"),
        ("FROB /parcels HTTP/1.1", "FROB /parcels HTTP/1.1"),
        ("get /parcels HTTP/1.1", "get /parcels HTTP/1.1"),
        (
            "// Line breaks for legibility\nGET /parcels\n?a=1\n&b=2 HTTP/1.1\nHost: x",
            "GET /parcels⏎?a=1⏎&b=2 HTTP/1.1 [Host=x]",
        ),
        (
            "GET https://login.parcelo.example/auth?\nclient_id={id}&state=1",
            "GET https://login.parcelo.example/auth?⏎client_id={id}&state=1",
        ),
        ("# first\n\nGET /a", "GET /a"),
    ]);
}

#[test]
fn malformed_start_lines() {
    all(&[
        ("DELETE/parcels/7", "DELETE /parcels/7 MalformedRequestLine"),
        ("+GET /parcels", "GET /parcels MalformedRequestLine"),
        ("[GET] ../parcels", "GET ../parcels MalformedRequestLine"),
        ("HTTP GET /parcels", "GET /parcels MalformedRequestLine"),
        ("GET HTTP/1.1", "GET  HTTP/1.1 MalformedRequestLine"),
        ("GET /parcels HTTP1.1", "GET /parcels HTTP1.1 MalformedRequestLine"),
        ("HTTP code: 201 Created", "201 Created MalformedStatusLine"),
        ("HTTP 201 Created", "201 Created MalformedStatusLine"),
        ("No Content - 204", "204 No Content MalformedStatusLine"),
        ("HTTP/1.1 <HTTP status code>", "HTTP/1.1 <HTTP status code> MalformedStatusLine"),
        ("HTTP/1.1 204No Content", "HTTP/1.1 204 No Content MalformedStatusLine"),
        ("HTTP/1.1 OK", "HTTP/1.1  OK MalformedStatusLine"),
        ("HTTP/1.1: 200 OK", "HTTP/1.1: 200 OK MalformedStatusLine"),
        ("HTTP/1.1 2000 OK", "HTTP/1.1 2000 OK MalformedStatusLine"),
        ("HTTP 1.1 200 OK", "HTTP 1.1 200 OK MalformedStatusLine"),
        ("HTTP/1.1/201 Created", "HTTP/1.1 201 Created MalformedStatusLine"),
        ("HTTP / 1.1 404", "HTTP / 1.1 404 MalformedStatusLine"),
        ("HTTP 2 200 OK", "HTTP 2 200 OK MalformedStatusLine"),
        ("HTTP 1.1 is old", ""),
    ]);
}

#[test]
fn status_lines() {
    all(&[
        ("HTTP/1.1 201 Created", "HTTP/1.1 201 Created"),
        ("HTTP/2 200", "HTTP/2 200"),
        ("HTTP/1.1 200 ", "HTTP/1.1 200"),
        ("400 Bad Request", "400 Bad Request"),
        ("GET /p\n\n> 200 OK", "GET /p | 200 OK"),
        ("GET /p\n\n404 Not Fuond\n{\"a\": 1}", "GET /p | 404 Not Fuond ({\"a\": 1})"),
        ("HTTP/1.1 100 Continue\n\nHTTP/1.1 200 OK\n\n{}", "HTTP/1.1 100 Continue | HTTP/1.1 200 OK ({})"),
    ]);
}

#[test]
fn what_is_no_message() {
    for text in [
        "",
        "\n\n",
        "POST = \"x\"",
        "GET requests are answered at once",
        "GET requests/responses are answered",
        "SELECT * FROM parcels",
        "DELETE FROM parcels WHERE id = 1",
        "UPDATE parcels SET a = 1",
        "FROM /image",
        "COPY /src /dst",
        "HTTP requests are answered",
        "HTTP 400 errors are returned for bad input",
        "HTTP/1.1 is the version that we speak",
        "{\"a\": 1}",
        "POST {\"a\": 1}",
        "Prefer: wait=5",
        "https://api.parcelo.example/",
        "/parcels",
        "curl -X POST https://api.parcelo.example/",
        "query { parcels }",
        "GET",
        "GET {",
        "GET/POST /parcels",
        "200 parcels found",
        "2021-01-01 GET /parcels",
        "get '/parcels'",
        "Post /parcels to the clerk",
        "{Vendor}/{Code}",
    ] {
        assert_eq!(show(text), "", "{text}");
    }
}

#[test]
fn heads() {
    all(&[
        ("POST /p\nContent-Type: a/b\n\n{}", "POST /p [Content-Type=a/b] ({})"),
        ("POST /p\nContent-Type: a/b\n{}", "POST /p [Content-Type=a/b] ({}) MissingBlankLine"),
        ("POST /p\n{\n  \"a\": 1\n}", "POST /p ({⏎  \"a\": 1⏎}) MissingBlankLine"),
        (
            "POST /p\n\nContent-Type: a/b\nContent-Length: 2\n\n{}",
            "POST /p [Content-Type=a/b] [Content-Length=2] ({}) BlankLineInHead",
        ),
        (
            "POST /p\n\nContent-type: a/b\n{}",
            "POST /p [Content-type=a/b] ({}) BlankLineInHead MissingBlankLine",
        ),
        (
            "POST /p\n\nContent-type: a/b\n{\n  \"a\": 1\n}",
            "POST /p [Content-type=a/b] ({⏎  \"a\": 1⏎}) BlankLineInHead MissingBlankLine",
        ),
        ("GET /p\nAccept: a/b\n\nPrefer: wait", "GET /p [Accept=a/b] [Prefer=wait] BlankLineInHead"),
        ("POST /p\nAccept: a/b\n\nname: x", "POST /p [Accept=a/b] (name: x)"),
        (
            "POST /p\nAuthorization : Bearer x\nContent-Type:a/b",
            "POST /p [Authorization=Bearer x] [Content-Type=a/b] WhitespaceBeforeColon",
        ),
        (
            "POST /p\nContent-Type application/json\n\n{}",
            "POST /p [Content-Type=application/json] ({}) MalformedHeader",
        ),
        (
            "POST /p\nsomething odd\nContent-Type: a/b\n\n{}",
            "POST /p [Content-Type=a/b] ({}) MalformedHeader",
        ),
        ("POST /p\nX-A: 1,\n  2\nHost: x", "POST /p [X-A=1,⏎  2] [Host=x]"),
        ("POST /p\nX-A: k=\"1\",\n  b=\"2\"\n\n{}", "POST /p [X-A=k=\"1\",⏎  b=\"2\"] ({})"),
        ("POST /p\nX-A:\n  b=\"2\",\n  c=\"3\"\n\n{}", "POST /p [X-A=b=\"2\",⏎  c=\"3\"] ({})"),
        (
            "NOTE: '\\' line wrapping per RFC 8792\n\nGET /p?a=1&\\\n  b=2 HTTP/1.1\nX-A: k=\\\n  v\n\n{}",
            "GET /p?a=1&\\⏎  b=2 HTTP/1.1 [X-A=k=\\⏎  v] ({})",
        ),
        ("(lines wrapped)\nGET /p", "GET /p"),
        ("PUT p/{id} // Create\n\n{}", "PUT p/{id} ({})"),
        ("POST /p\n  X-A: 1\n  X-B: 2\n\n{}", "POST /p [X-A=1] [X-B=2] ({})"),
        ("POST /p\nHost: x\n...\n\n{}", "POST /p [Host=x] ({})"),
        ("HTTP/1.1 200 OK\nA: b\nplain text", "HTTP/1.1 200 OK [A=b] (plain text) MissingBlankLine"),
        ("GET /p\nLists the parcels", "GET /p (Lists the parcels)"),
        ("POST /p\na=1&b=2", "POST /p (a=1&b=2) MissingBlankLine"),
    ]);
    assert!(parse("GET /\nHost: x\n[other headers]")[0].elided);
}

#[test]
fn several_messages() {
    all(&[
        ("GET /a\nPOST /b\n\nPUT /c", "GET /a | POST /b | PUT /c"),
        ("GET /a\nor\nGET /b", "GET /a | GET /b"),
        ("GET /a\n\nor\n\nGET /b", "GET /a | GET /b"),
        ("GET /a\n\n# then\nGET /b", "GET /a | GET /b"),
        (
            "POST /a\n\n{}\n\n# then\nGET /b",
            "POST /a ({}) MissingBlankLine | GET /b".replace(" MissingBlankLine", "").leak(),
        ),
        ("PUT a\n{}\nPUT b\n{}", "PUT a ({}) MissingBlankLine | PUT b ({}) MissingBlankLine"),
        ("POST /a\n\n{\n\"x\": [\nGET /b\n]}", "POST /a ({⏎\"x\": [⏎GET /b⏎]})"),
        ("POST /a\n\n{\"x\": [\n\nHTTP/1.1 200 OK", "POST /a ({\"x\": [) | HTTP/1.1 200 OK"),
        ("POST /a\n\n{}\nHTTP/1.1 200 OK\n\n{}", "POST /a ({}) | HTTP/1.1 200 OK ({})"),
        ("HTTP/1.1 404 Not Found\n\n404 Not Found", "HTTP/1.1 404 Not Found (404 Not Found)"),
        (
            "POST /$batch\nContent-Type: multipart/mixed; boundary=x\n\n--x\n\nGET /a HTTP/1.1\n\n--x--",
            "POST /$batch [Content-Type=multipart/mixed; boundary=x] (--x⏎⏎GET /a HTTP/1.1⏎⏎--x--)",
        ),
        ("POST /a\n\n{\"x\": 1}\n}\n", "POST /a ({\"x\": 1}⏎})"),
    ]);
}

#[test]
fn spans_point_at_the_culprit() {
    let text = "POST /p\n\nHost : x\n{}\n";
    let messages = parse(text);
    let span = |kind| messages[0].issues.iter().find(|issue| issue.kind == kind).unwrap().span;
    assert_eq!(span(HttpIssueKind::BlankLineInHead).range(), 7..9);
    assert_eq!(span(HttpIssueKind::WhitespaceBeforeColon).range(), 13..14);
    assert_eq!(span(HttpIssueKind::MissingBlankLine).range(), 18..18);
    assert_eq!(messages[0].head.of(text), "POST /p\n\nHost : x");
}

#[test]
fn anything_goes() {
    for text in [
        "GET /\u{0}é😀\r\n\u{a0}x: y\r\n\r\n😀",
        "HTTP/1.1 ²²² é",
        "HTTPé 1",
        "GET /é HTTP/é",
        "[é] /",
        "é: x",
        "[GETé",
    ] {
        let _ = parse(text);
    }
    let long = "GET /a\n\n".repeat(20_000) + &"or\n".repeat(50_000) + &"\n".repeat(50_000);
    assert_eq!(parse(&long).len(), 20_000);
}
