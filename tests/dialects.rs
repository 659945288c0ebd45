//! Every dialect against its fixture, `tests/dialects/<dialect>.md`.
//!
//! An H2 is a case; its `markdown` block is a page, and its `examples` block says what is understood of it, one
//! message or bare body a line:
//!
//! ```text
//! line kind dialect: start line [field: value]… {body} @ endpoint of line for line -> line (reason)
//! ```
//!
//! `line` is that of the opening fence, `start line` is `-` or a status in parentheses for a body without a message;
//! `of` is the block that holds its head, `for` the one of the request that sends it, and the arrow points to the
//! request that a response answers. Every page is read with CRLF line endings too, and is understood the same.
//! `UPDATE_FIXTURES=1` rewrites the `examples` blocks and nothing else.

use std::fs;
use std::path::{Path, PathBuf};

use apiproof::SourceFile;
use apiproof::internals::{
    Body, BodyKind, Dialect, Example, Message, MessageRef, ParsedPage, parse_markdown,
};

fn path(dialect: Dialect) -> PathBuf {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/dialects");
    folder.join(format!("{}.md", dialect.word()))
}

/// The text of a fixture with the `examples` blocks as they ought to be, and the number of its cases.
fn rewritten(text: &str) -> (String, usize) {
    let (mut out, mut page, mut cases) = (String::new(), None, 0);
    let mut lines = text.lines();
    while let Some(line) = lines.next() {
        out.push_str(line);
        out.push('\n');
        let Some(info) = line.strip_prefix("````") else { continue };
        let body: Vec<&str> = lines.by_ref().take_while(|line| *line != "````").collect();
        match info {
            "markdown" => {
                page = Some(body.join("\n") + "\n");
                out.extend([body.join("\n").as_str(), "\n````\n"]);
            }
            "examples" => {
                let page = page.take().expect("a page before its examples");
                let understood = understood(&page);
                assert_eq!(understood, self::understood(&page.replace('\n', "\r\n")), "CRLF: {page}");
                out.extend([understood.as_str(), "````\n"]);
                cases += 1;
            }
            other => panic!("`{other}` is no block of a fixture"),
        }
    }
    (out, cases)
}

/// What is understood of a page.
fn understood(text: &str) -> String {
    let source = SourceFile::new("page.md", text);
    let document = parse_markdown(source.text());
    let page = ParsedPage::read(&source, &document);
    let mut out = String::new();
    for example in &page.examples {
        for (index, (message, body)) in example.bodies().enumerate() {
            let at = MessageRef { example: example.id, message: index as u32 };
            out.push_str(&line(&page, example, message, body, at));
            out.push('\n');
        }
    }
    out
}

fn line(
    page: &ParsedPage<'_>,
    example: &Example<'_>,
    message: Option<&Message<'_>>,
    body: &Body,
    at: MessageRef,
) -> String {
    let opening = |at: MessageRef| page.source.line(page.example(at.example).block.opening.start);
    let kind = format!("{:?}", example.kind).to_ascii_lowercase();
    let mut line = format!(
        "{} {kind} {}: {}",
        opening(at),
        example.dialect.word(),
        start(message, example.status.map(|status| status.code))
    );
    for header in message.iter().flat_map(|message| &message.http.headers) {
        line.extend([" [", header.name.text, ": ", header.value.text, "]"]);
    }
    line.push_str(&shown(example, body));
    if let Some(endpoint) = &example.endpoint {
        line.extend([" @ ", endpoint.method, " ", endpoint.target]);
    }
    if let Some(head) = example.body_of {
        line.extend([" of ", &opening(head).to_string()]);
    }
    for exchange in &page.exchanges {
        if exchange.payload == Some(at) {
            let to = exchange.request.map_or("nothing".to_owned(), |request| opening(request).to_string());
            line.extend([" for ", &to]);
        }
        for (response, reason) in &exchange.responses {
            if *response == at {
                let to =
                    exchange.request.map_or("nothing".to_owned(), |request| opening(request).to_string());
                line.extend([" -> ", &to, " (", reason.word(), ")"]);
            }
        }
    }
    line
}

fn start(message: Option<&Message<'_>>, status: Option<u16>) -> String {
    let Some(http) = message.map(|message| &message.http) else {
        return status.map_or("-".to_owned(), |status| format!("({status})"));
    };
    if let Some(request) = http.request() {
        return format!("{} {}", request.method.text, request.target.text);
    }
    http.status().map_or("?".to_owned(), |status| status.to_string())
}

/// A body; JSON is shown without white space, as its tree has it.
fn shown(example: &Example<'_>, body: &Body) -> String {
    let kind = format!("{:?}", body.kind).to_ascii_lowercase();
    match (&body.json, body.kind) {
        (_, BodyKind::None) => String::new(),
        (Some(tree), _) => {
            let text: String = example.text_of(body).split_whitespace().collect();
            let part = if body.unquoted.is_some() {
                text
            } else {
                body.span.of(example.text()).split_whitespace().collect()
            };
            let end = part.char_indices().nth(60).map_or(part.len(), |(at, _)| at);
            let faults =
                if tree.issues.is_empty() { String::new() } else { format!(" !{}", tree.issues.len()) };
            format!(" {}{faults}", &part[..end])
        }
        _ => format!(" <{kind}>"),
    }
}

#[test]
fn every_dialect_reads_its_fixture() {
    let update = std::env::var_os("UPDATE_FIXTURES").is_some_and(|value| value != "0");
    // What a description holds is no page: `tests/cli/descriptions.rs`.
    for dialect in Dialect::ALL.iter().filter(|dialect| **dialect != Dialect::Description) {
        let path = path(*dialect);
        let text = fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
        assert!(text.starts_with(&format!("# {}\n", dialect.word())), "{}: its H1", path.display());
        let (expected, cases) = rewritten(&text);
        assert!(cases > 0, "{}: no case", path.display());
        if update {
            fs::write(&path, &expected).expect("the fixture can be written");
        } else {
            same_lines(&text, &expected, &path);
        }
    }
}

fn same_lines(text: &str, expected: &str, path: &Path) {
    for (number, (one, other)) in text.lines().zip(expected.lines()).enumerate() {
        assert_eq!(one, other, "{}:{}", path.display(), number + 1);
    }
    assert_eq!(text, expected, "{}", path.display());
}
