//! Texts to try parsers on: JSON as it is, as it is spoilt, garbage of its characters, HTTP messages and pages.

use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;

/// Any text at all, with a liking for line breaks and odd spaces.
pub(crate) fn any_text() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        4 => any::<char>().prop_map(String::from),
        1 => "[ -~]{1,8}",
        1 => select(vec!["\n", "\r\n", "\r", "\0", "\u{a0}", "\u{feff}", "\u{200b}", "😀", "…"]).prop_map(String::from),
    ];
    vec(piece, 0..40).prop_map(|pieces| pieces.concat())
}

/// What a shell makes something of, and curl commands.
pub(crate) fn session() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        4 => select(vec![
            "'", "\"", "\\", "`", "^", "$", "$(", "${", ")", "}", "<", ">", "<<EOF", "EOF", "<<<", "|", "&", ";", "\n", "\r\n",
            " ", "\t", "#", "$'", "@'", "'@", "-d", "@", "curl ", "curl -X PUT ", "$ ", "é", "😀", "\0",
        ])
        .prop_map(String::from),
        1 => "[ -~]{1,6}",
    ];
    vec(piece, 0..30).prop_map(|pieces| pieces.concat())
}

/// White space where JSON allows it.
fn space() -> impl Strategy<Value = &'static str> {
    select(vec!["", "", "", " ", "\n", "\n  ", "\t", " \n\n "])
}

fn string() -> impl Strategy<Value = String> {
    let plain = prop_oneof![
        6 => "[a-zA-Z0-9 _.:/@#-]{0,10}",
        1 => select(vec![r"\n", r#"\""#, r"\\", r"\u00e9", r"\ud83d\ude00", "é", "😀", "…", "//", "<id>", "{x}", "...", ","])
            .prop_map(String::from),
    ];
    vec(plain, 0..3).prop_map(|parts| format!("\"{}\"", parts.concat()))
}

fn scalar() -> impl Strategy<Value = String> {
    prop_oneof![
        3 => string(),
        2 => any::<i32>().prop_map(|number| number.to_string()),
        1 => select(vec!["0", "-0", "1.5", "1e3", "-2.5E-7", "10", "0.0"]).prop_map(String::from),
        1 => select(vec!["true", "false", "null"]).prop_map(String::from),
    ]
}

/// A valid JSON document. Names are unique in their object.
pub(crate) fn json_text() -> impl Strategy<Value = String> {
    let value = scalar().prop_recursive(5, 40, 6, |inner| {
        let item = (space(), inner.clone(), space())
            .prop_map(|(before, item, after)| format!("{before}{item}{after}"));
        let member = (space(), space(), space(), inner, space());
        prop_oneof![
            (space(), vec(item, 0..6)).prop_map(|(empty, items)| match items.as_slice() {
                [] => format!("[{empty}]"),
                items => format!("[{}]", items.join(",")),
            }),
            (space(), vec((string(), member), 0..6)).prop_map(|(empty, members)| {
                let members: Vec<String> = members
                    .into_iter()
                    .enumerate()
                    .map(|(at, (name, (a, b, c, value, d)))| {
                        let name = &name[..name.len() - 1];
                        format!("{a}{name} {at}\"{b}:{c}{value}{d}")
                    })
                    .collect();
                if members.is_empty() { format!("{{{empty}}}") } else { format!("{{{}}}", members.join(",")) }
            }),
        ]
    });
    (space(), value, space()).prop_map(|(before, value, after)| format!("{before}{value}{after}"))
}

/// What writers leave in or put into a body.
const TOKENS: [&str; 62] = [
    "{",
    "}",
    "[",
    "]",
    ",",
    ":",
    "\"",
    "'",
    "“",
    "”",
    "‘",
    "\\",
    "/",
    "//",
    "/*",
    "*/",
    "#",
    "...",
    "…",
    "<id>",
    "<",
    ">",
    "{id}",
    "{{x}}",
    "$X",
    "$",
    "=",
    ";",
    "=>",
    "true",
    "True",
    "null",
    "None",
    "NaN",
    "undefined",
    "a",
    "abc-def",
    "1",
    "01",
    ".5",
    "+1",
    "0x1F",
    "1.",
    "1e",
    "-",
    "2020-01-01",
    "00:00:00",
    "\"a\"",
    "\"a\": 1",
    "\"b\",",
    " ",
    "\n",
    "\r\n",
    "\t",
    "\u{a0}",
    "\u{feff}",
    "\0",
    "😀",
    "é",
    "`",
    "// other properties\n",
    "<!-- x -->",
];

/// A heap of tokens.
pub(crate) fn json_garbage() -> impl Strategy<Value = String> {
    vec(select(TOKENS.to_vec()), 0..24).prop_map(|tokens| tokens.concat())
}

/// A change of a text: at a share of its length, take so many characters away and put a token there.
fn change() -> impl Strategy<Value = (f64, usize, &'static str)> {
    let token = prop_oneof![1 => Just(""), 2 => select(TOKENS.to_vec())];
    (0.0..1.0, 0_usize..3, token)
}

fn spoil(text: &str, changes: &[(f64, usize, &'static str)]) -> String {
    let mut characters: Vec<char> = text.chars().collect();
    for (share, gone, token) in changes {
        #[expect(clippy::cast_sign_loss, clippy::cast_precision_loss, reason = "a share of a short text")]
        let at = (share * characters.len() as f64) as usize;
        let end = characters.len().min(at + gone);
        characters.splice(at..end, token.chars());
    }
    characters.into_iter().collect()
}

/// A valid document with one to four changes.
pub(crate) fn spoilt_json() -> impl Strategy<Value = String> {
    (json_text(), vec(change(), 1..5)).prop_map(|(text, changes)| spoil(&text, &changes))
}

const HEADS: [&str; 16] = [
    "GET /shipments HTTP/1.1",
    "POST https://api.parcelo.example/shipments",
    "DELETE /shipments/{id}",
    "HTTP/1.1 200 OK",
    "HTTP/1.1 204 No Content",
    "HTTP/1.1",
    "HTTP code: 201",
    "204 No Content",
    "+GET /x",
    "PATCH/x",
    "> 200 OK",
    "HTTP/2 404",
    "GET /a\nGET /b",
    "// Line breaks for legibility\nGET /a\n  ?b=c",
    "HEAD /x",
    "get /x y",
];

const HEADERS: [&str; 9] = [
    "Content-Type: application/json",
    "Content-Length: 12",
    "Authorization : Bearer x",
    "Broken header",
    "X:",
    ":",
    "é: è",
    "  folded",
    "Content-Type: text/plain; charset=utf-8",
];

/// HTTP messages, more or less.
pub(crate) fn http_ish() -> impl Strategy<Value = String> {
    let line = prop_oneof![
        2 => select(HEADS.to_vec()).prop_map(String::from),
        3 => select(HEADERS.to_vec()).prop_map(String::from),
        1 => Just(String::new()),
        1 => spoilt_json(),
        1 => any_text(),
    ];
    (vec(line, 0..10), vec(change(), 0..3)).prop_map(|(lines, changes)| spoil(&lines.join("\n"), &changes))
}

const MARKDOWN: [&str; 12] = [
    "# Ship a parcel",
    "## Response",
    "Words about `201 Created`.",
    "<!-- { \"blockType\": \"request\", \"name\": \"ship\" } -->",
    "<!-- { \"blockType\": \"response\", \"truncated\": true, } -->",
    "<!-- {",
    "---",
    "# [HTTP](#tab/http)",
    "| a | b |\n|--|--|",
    "- item",
    "<div>",
    "-->",
];

/// A page: prose, annotations and fences, some of them in lists and quotes, some with CRLF.
pub(crate) fn page() -> impl Strategy<Value = String> {
    let mark = select(vec!["```", "```", "~~~", "````"]);
    let info = select(vec!["http", "json", " http", "", "HTTP", "jsonc", "bash"]);
    let fence = (mark, info, prop_oneof![http_ish(), spoilt_json()], select(vec![true, true, true, false]))
        .prop_map(|(mark, info, body, closed)| {
            format!("{mark}{info}\n{body}\n{}", if closed { mark } else { "" })
        });
    let block =
        prop_oneof![3 => select(MARKDOWN.to_vec()).prop_map(String::from), 3 => fence, 1 => any_text()];
    let nested = (block, select(vec!["", "", "> ", "  ", "- ", "1. ", "\t"])).prop_map(|(block, prefix)| {
        let rest = if prefix == "- " || prefix == "1. " { "   " } else { prefix };
        let lines = block.lines().enumerate();
        lines
            .map(|(at, line)| format!("{}{line}", if at == 0 { prefix } else { rest }))
            .collect::<Vec<_>>()
            .join("\n")
    });
    (vec(nested, 0..8), any::<bool>(), select(vec!["\n\n", "\n"])).prop_map(|(blocks, crlf, gap)| {
        let text = blocks.join(gap);
        if crlf { text.replace('\n', "\r\n") } else { text }
    })
}
