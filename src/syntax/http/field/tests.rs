//! Every grammar with values that are right, wrong and open.

use super::*;

/// What is said of a value: `-` nothing, `?` in doubt, the culprit, and what it is replaced by.
fn said(name: &str, value: &str) -> String {
    let field = find(name).unwrap_or_else(|| panic!("{name}"));
    let Some(fault) = check(field, value) else { return "-".into() };
    let doubt = if fault.certain { "" } else { "? " };
    let culprit = &value[fault.span.clone()];
    let right = fault.repair.map_or(String::new(), |repair| {
        let mut text = value.to_owned();
        text.replace_range(repair.span.clone(), &repair.text);
        format!(" {} {text}", if repair.safe { "=>" } else { "~>" })
    });
    format!("{doubt}{culprit}{right}")
}

fn holds(name: &str, cases: &[(&str, &str)]) {
    for (value, expected) in cases {
        assert_eq!(said(name, value), *expected, "{name}: {value}");
    }
}

#[test]
fn dates() {
    holds(
        "Date",
        &[
            ("Wed, 18 Dec 2019 10:08:46 GMT", "-"),
            ("Wednesday, 18-Dec-19 10:08:46 GMT", "-"),
            ("Wed Dec 18 10:08:46 2019", "-"),
            ("{date}", "-"),
            ("today", "-"),
            ("Mon, 03 Feb 2022 20:36:00 GMT", "Mon ~> Thu, 03 Feb 2022 20:36:00 GMT"),
            ("18 Dec 2019 10:08:46 GMT", "18 Dec 2019 10:08:46 GMT => Wed, 18 Dec 2019 10:08:46 GMT"),
            ("Sat, 30 4 2022 18:32:47 GMT", "Sat, 30 4 2022 18:32:47 GMT => Sat, 30 Apr 2022 18:32:47 GMT"),
            (
                "Wed, 18 Dec 2019 10:08:46 UTC",
                "Wed, 18 Dec 2019 10:08:46 UTC => Wed, 18 Dec 2019 10:08:46 GMT",
            ),
            ("Wed, 18 Dec 2019 10:08:46", "Wed, 18 Dec 2019 10:08:46 ~> Wed, 18 Dec 2019 10:08:46 GMT"),
            ("Wed, 18 Dec 2019 10:08:46 +0100", "Wed, 18 Dec 2019 10:08:46 +0100"),
            ("2019-12-18T10:08:46Z", "2019-12-18T10:08:46Z => Wed, 18 Dec 2019 10:08:46 GMT"),
            ("Sun, 30 Feb 2020 10:08:46 GMT", "Sun, 30 Feb 2020 10:08:46 GMT"),
            ("Wed, 18 Dec 2019 25:08:46 GMT", "Wed, 18 Dec 2019 25:08:46 GMT"),
            ("1576663726", "1576663726"),
        ],
    );
    holds("Expires", &[("0", "-"), ("-1", "-"), ("3600", "3600")]);
}

#[test]
fn numbers_and_ranges() {
    holds(
        "Retry-After",
        &[
            ("120", "-"),
            ("<seconds>", "-"),
            ("seconds", "-"),
            ("Wed, 18 Dec 2019 10:08:46 GMT", "-"),
            ("2.128", "2.128"),
            ("30 seconds", "30 seconds => 30"),
            ("30s", "30s"),
        ],
    );
    holds(
        "Range",
        &[
            ("bytes=0-499", "-"),
            ("bytes=-500", "-"),
            ("bytes=500-", "-"),
            ("bytes=0-0, -1", "-"),
            ("items=0-9", "-"),
            ("id 5..; max=10", "-"),
            ("bytes=first-last", "-"),
            ("bytes 0-499", "bytes 0-499 => bytes=0-499"),
            ("bytes: 0-499", "bytes: 0-499 => bytes=0-499"),
            ("0-499", "0-499 ~> bytes=0-499"),
            ("bytes=499-0", "499-0"),
            ("bytes=0-499/1234", "bytes=0-499/1234"),
        ],
    );
    holds(
        "Content-Range",
        &[
            ("bytes 0-499/1234", "-"),
            ("bytes */1234", "-"),
            ("bytes 0-499/*", "-"),
            ("items 0-9/95", "-"),
            ("bytes start-end/total", "-"),
            ("bytes=0-100/200", "bytes=0-100/200 => bytes 0-100/200"),
            ("bytes 0-100", "bytes 0-100"),
            ("bytes 0-200/200", "0-200/200"),
            ("bytes 9-1/200", "9-1/200"),
            ("0-14/*", "? 0-14/* ~> bytes 0-14/*"),
        ],
    );
}

#[test]
fn addresses_and_links() {
    holds(
        "Location",
        &[
            ("/parcels/7", "-"),
            ("https://api.parcelo.example/a?b=c&d=e", "-"),
            ("{url}", "-"),
            ("https://https://api.parcelo.example/a", "https://https:// => https://api.parcelo.example/a"),
            ("https:/api.parcelo.example/a", "https:/ => https://api.parcelo.example/a"),
            ("/parcels?a=1&amp;b=2", "&amp; => /parcels?a=1&b=2"),
            ("/parcels?a=1?b=2", "? ~> /parcels?a=1&b=2"),
            ("/login?next=/parcels?page=2", "-"),
            ("https://web.example/web/https://a.example/", "-"),
            ("\"/parcels/7\"", "\"/parcels/7\" => /parcels/7"),
        ],
    );
    holds(
        "Host",
        &[
            ("api.parcelo.example", "-"),
            ("localhost:8080", "-"),
            ("{host}", "-"),
            (
                "https://{tenant}.parcelo.example",
                "https://{tenant}.parcelo.example => {tenant}.parcelo.example",
            ),
            ("https://a.parcelo.example/x", "https://a.parcelo.example/x ~> a.parcelo.example"),
            ("a.parcelo.example/v1", "a.parcelo.example/v1 ~> a.parcelo.example"),
        ],
    );
    holds(
        "Link",
        &[
            ("<https://a.example/i?page=2>; rel=\"next\", </i>; rel=prev", "-"),
            ("<link>; rel=next", "-"),
            ("...", "-"),
            ("<{next}>; rel=\"next\"", "-"),
            (
                "<https://a.example/i?page=2; rel=\"next\"",
                "<https://a.example/i?page=2 => <https://a.example/i?page=2>; rel=\"next\"",
            ),
            (
                "https://a.example/i; rel=\"next\"",
                "https://a.example/i => <https://a.example/i>; rel=\"next\"",
            ),
            ("</i> rel=next", "rel=next => </i>; rel=next"),
            ("</i>; rel: next", "rel: next => </i>; rel=next"),
            ("</i>; rel=\"next", "\""),
        ],
    );
    holds(
        "Access-Control-Allow-Origin",
        &[
            ("*", "-"),
            ("https://a.example", "-"),
            ("https://a.example, https://b.example", "https://a.example, https://b.example"),
        ],
    );
}

#[test]
fn negotiation() {
    holds(
        "Accept",
        &[
            ("text/html,application/xml;q=0.9,*/*;q=0.8", "-"),
            ("application/json; version=1", "-"),
            ("<type>", "-"),
            ("\\*/\\*", "\\*/\\* => */*"),
            ("*", "* => */*"),
            ("text/html;q=1.5", "1.5"),
            ("text/html;q:0.5", "q:0.5 => text/html;q=0.5"),
            ("application/json; text/plain", "; => application/json, text/plain"),
            ("text/html; q=.2", "? .2 => text/html; q=0.2"),
        ],
    );
    holds(
        "Accept-Encoding",
        &[("gzip, br;q=0.5, *", "-"), ("gizp", "gizp => gzip"), ("utf-8", "utf-8"), ("x-own", "-")],
    );
    holds("Content-Encoding", &[("gzip", "-"), ("UTF-8", "UTF-8"), ("application/json", "application/json")]);
    holds(
        "Accept-Language",
        &[
            ("en-US, en;q=0.5", "-"),
            ("en_US", "en_US => en-US"),
            ("\"fr\"", "\"fr\" => fr"),
            ("english", "-"),
        ],
    );
    holds(
        "Vary",
        &[
            ("Accept-Encoding, Origin", "-"),
            ("*", "-"),
            ("Accept-Encodng", "Accept-Encodng => Accept-Encoding"),
            ("Accept Origin", "Accept Origin => Accept, Origin"),
        ],
    );
    holds(
        "Content-Type",
        &[
            ("text/html; charset=utf-8", "-"),
            ("text/html; charset=UFT-8", "UFT-8 => text/html; charset=utf-8"),
            ("text/html; charset:utf-8", "charset:utf-8 => text/html; charset=utf-8"),
            ("text/html; charset=utf8", "-"),
            ("application/json;odata.metadata", "-"),
        ],
    );
}

#[test]
fn credentials_and_challenges() {
    holds(
        "Authorization",
        &[
            ("Bearer eyJhbGciOi.J9.x", "-"),
            ("Bearer", "-"),
            ("Bearer YOUR_TOKEN", "-"),
            ("Basic {credentials}", "-"),
            ("Token abc", "-"),
            ("abc", "-"),
            ("Basic dXNlcjpwYXNz", "-"),
            ("AWS4-HMAC-SHA256 Credential=a", "-"),
            ("Basic base64(user:pass)", "-"),
            ("Basic: dXNlcjpwYXNz", "Basic: => Basic dXNlcjpwYXNz"),
            ("Baerer abc", "Baerer => Bearer abc"),
            ("BearereyJhbGci", "Bearer => Bearer eyJhbGci"),
            ("Bearer: {token}", "Bearer: => Bearer {token}"),
            ("Bearer Bearer abc", "Bearer Bearer => Bearer abc"),
            ("\"Bearer \" + accessToken", "\"Bearer \" + accessToken"),
            ("\"Bearer abc\"", "\"Bearer abc\" => Bearer abc"),
            ("Basic YWRtaW4=", "YWRtaW4="),
            ("Basic user:pass", "? user:pass"),
            ("Basic abc", "? abc"),
        ],
    );
    holds(
        "WWW-Authenticate",
        &[
            ("Bearer realm=\"a\", error=\"b\"", "-"),
            ("Basic", "-"),
            ("Bearer realm=\"a", "\""),
            ("Bearer realm=\"a\" error=\"b\"", "error=\"b\" => Bearer realm=\"a\", error=\"b\""),
        ],
    );
}

#[test]
fn directives() {
    holds(
        "Cache-Control",
        &[
            ("private, max-age=0, no-cache=\"set-cookie\"", "-"),
            ("own=1", "-"),
            ("max-age=<seconds>", "-"),
            ("0", "0"),
            ("max-age: 60", "max-age: 60 => max-age=60"),
            ("max-age 60", "max-age 60 => max-age=60"),
            ("no_cache", "no_cache => no-cache"),
            ("s-max-age=60", "s-max-age => s-maxage=60"),
            ("max-age", "max-age"),
            ("no-cache no-store", "no-cache no-store => no-cache, no-store"),
            ("no-cache; no-store", "; => no-cache, no-store"),
            ("max-age=1h", "1h"),
        ],
    );
    holds(
        "Prefer",
        &[
            ("return=representation; a=b, respond-async, wait=10", "-"),
            ("outlook.timezone=\"UTC\"", "-"),
            ("return=headers-only", "-"),
            ("count=exact", "-"),
            ("return=minimum", "minimum => return=minimal"),
            ("respond-asnyc", "respond-asnyc => respond-async"),
            ("wait=10s", "10s"),
            ("return representation", "return representation => return=representation"),
        ],
    );
    holds(
        "Strict-Transport-Security",
        &[
            ("max-age=31536000; includeSubDomains; preload", "-"),
            ("max-age=31536000, includeSubDomains", ", => max-age=31536000; includeSubDomains"),
            ("includeSubDomains", "includeSubDomains"),
            ("max-age=1; includeSubDomain", "includeSubDomain => max-age=1; includeSubDomains"),
        ],
    );
    holds(
        "Allow",
        &[
            ("GET, HEAD", "-"),
            ("get", "get => GET"),
            ("GET POST", "GET POST => GET, POST"),
            ("GET, PSOT", "PSOT => GET, POST"),
        ],
    );
    holds("Connection", &[("keep-alive", "-"), ("keepalive", "keepalive => keep-alive"), ("x-own", "-")]);
    holds("X-Content-Type-Options", &[("nosniff", "-"), ("no-sniff", "no-sniff => nosniff")]);
}

#[test]
fn cookies_tags_and_dispositions() {
    holds(
        "Set-Cookie",
        &[
            ("a=b; Path=/; HttpOnly; Secure; SameSite=None", "-"),
            ("a=b; Expires=Wed, 18-Dec-2019 10:08:46 GMT", "-"),
            ("...", "-"),
            ("a=b; HttpOlny", "HttpOlny => a=b; HttpOnly"),
            ("a=b; SameSite=Yes", "Yes"),
            ("a=b; Max-Age=1h", "1h"),
            ("a=b; SameSite=None", "? SameSite=None"),
            (
                "a=b; Expires=Tue, 18 Dec 2019 10:08:46 GMT",
                "Tue ~> a=b; Expires=Wed, 18 Dec 2019 10:08:46 GMT",
            ),
        ],
    );
    holds("Cookie", &[("a=b; c=d", "-"), ("a=b; HttpOnly", "HttpOnly")]);
    holds(
        "If-Match",
        &[
            ("\"a\", W/\"b\"", "-"),
            ("*", "-"),
            ("{etag}", "-"),
            ("abc", "? abc ~> \"abc\""),
            ("'abc'", "? 'abc' ~> \"abc\""),
            ("\"abc", "\"abc"),
        ],
    );
    holds(
        "Content-Disposition",
        &[
            ("attachment; filename=\"a b.pdf\"; filename*=UTF-8''a%20b.pdf", "-"),
            ("attachement; filename=a", "attachement => attachment; filename=a"),
            ("attachment filename=a", "attachment filename=a => attachment; filename=a"),
            ("attachment; filename=a b.pdf", "a b.pdf => attachment; filename=\"a b.pdf\""),
        ],
    );
}

#[test]
fn structured_fields() {
    holds("CDN-Cache-Control", &[("u=1, i", "-"), ("u=1; i; x y", "u=1; i; x y")]);
    holds(
        "Content-Digest",
        &[
            ("sha-256=:X48E9qOokqqrvdts8nOJRJN3OWDUoyWxBf7kbu9DBPE=:", "-"),
            (
                "sha-256=X48E9qOokqqrvdts8nOJRJN3OWDUoyWxBf7kbu9DBPE=",
                "sha-256=X48E9qOokqqrvdts8nOJRJN3OWDUoyWxBf7kbu9DBPE=",
            ),
        ],
    );
    holds(
        "Digest",
        &[
            ("sha-256=X48E9qOokqqrvdts8nOJRJN3OWDUoyWxBf7kbu9DBPE=", "-"),
            ("e37e179c75071a291f90a5fd4f848da8", "e37e179c75071a291f90a5fd4f848da8"),
        ],
    );
}
