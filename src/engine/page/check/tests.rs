use std::fmt::Write as _;

use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;

use super::*;
use crate::document::{Block, BlockKind, Document};
use crate::markup::markdown;

/// Everything that a reader of the report could tell of a page, container numbers aside.
fn told(source: &SourceFile, document: &Document<'_>) -> String {
    let page = Page::new(ParsedPage::read(source, document), &Arc::default());
    let mut told = String::new();
    let mut tell =
        |line: std::fmt::Arguments<'_>| writeln!(told, "{line}").expect("a string takes everything");
    for Block { kind, span, section, .. } in &document.blocks {
        match kind {
            BlockKind::Heading(_) | BlockKind::Code(_) => tell(format_args!("{span:?} {section:?} {kind:?}")),
            BlockKind::Html(html) => tell(format_args!("{span:?} {:?}", html.body.text())),
            _ => {}
        }
    }
    for annotation in &page.annotations {
        let place = annotation.file_span(annotation.comment);
        tell(format_args!("{place:?} of {:?} {}", annotation.example, annotation.has_block));
    }
    for example in &page.examples {
        let what = (example.kind, example.dialect, example.section, example.annotation, example.span);
        tell(format_args!("{what:?} {:?} {:?}", example.messages, example.payload));
    }
    tell(format_args!("{:?}", page.exchanges));
    for finding in REGISTRY.iter().copied().collect::<RuleSet>().run(&page) {
        tell(format_args!("{finding:?}"));
    }
    told
}

fn agree(text: &str) -> Result<(), TestCaseError> {
    let source = SourceFile::new("page.md", text);
    let whole = told(&source, &markdown::parse_whole(source.text()));
    prop_assert_eq!(told(&source, &markdown::parse(source.text())), whole, "{:?}", text);
    Ok(())
}

/// Lines that begin, end, interrupt or continue blocks, or look as if they did.
const LINES: [&str; 100] = [
    "",
    "",
    "",
    "",
    "",
    "",
    " ",
    "\t",
    "words",
    "  words",
    "   words",
    "    words",
    "\twords",
    "      words",
    "# One",
    "## Two ##",
    "###### Six",
    "####### Seven",
    "#",
    "##",
    "#none",
    " # One in",
    "    # Code",
    "\\# none",
    "# [HTTP](#tab/http)",
    "===",
    "---",
    "--- ",
    " -",
    "***",
    "- - -",
    "___",
    "words\n---",
    "> words\n> ===",
    "> words",
    ">",
    "> > words",
    "> # One",
    "> - words",
    ">     code",
    "> ```",
    "> {}",
    "- words",
    "-",
    "- ",
    "*",
    "1. words",
    "2)",
    "10. words",
    "- # One",
    "- ```http",
    "-     code",
    "- - words",
    "- > words",
    "  - words",
    "  ```",
    "   ```json",
    "   GET /parcels",
    "```",
    "```http",
    "``` json",
    "```[",
    "````",
    "``` ",
    "```\t",
    "`` `",
    "``` inline ```",
    "~~~",
    "~~~json",
    "~~~ `",
    "    ```",
    "GET /parcels HTTP/1.1",
    "HTTP/1.1 200 OK",
    "Content-Type: application/json",
    "{ \"a\": 1 }",
    "{ \"a\": 1, }",
    "<!-- { \"blockType\": \"request\", \"name\": \"ship\" } -->",
    "<!-- { \"blockType\": \"response\", \"truncated\": true, } -->",
    "<!-- {\n  \"blockType\": \"request\"\n\n} -->",
    "  <!-- { \"blockType\": \"request\" } -->",
    "- <!-- { \"blockType\": \"request\" } -->",
    "<!-- {",
    "<!-->",
    "  <!-- {",
    "} -->",
    "--> words",
    "<div>",
    "</div>",
    "  <br/> words",
    "<pre>",
    "</pre>",
    "<?php",
    "<!DOCTYPE html>",
    "| a | b |",
    "|---|---|",
    "a | b",
    "[a]: /b\n\"title",
    "[a]:",
    "[a](b)",
    "> [!NOTE]",
];

fn page() -> impl Strategy<Value = String> {
    let ending = select(vec!["\n", "\n", "\n", "\n", "\n", "\n\n", "\r\n", "\r"]);
    let line = prop_oneof![12 => select(LINES.to_vec()).prop_map(String::from), 1 => "[ -~\t\u{b}é]{0,6}", 3 => "[-=*_#>`~<!+.)|:\\[\\]\t 1a]{0,5}"];
    let usual = vec(line.clone(), 0..24).prop_map(|lines| lines.join("\n"));
    let odd = vec((line, ending), 0..12).prop_map(|lines| {
        lines.into_iter().fold(String::new(), |text, (line, ending)| text + &line + ending)
    });
    prop_oneof![7 => usual, 1 => odd]
}

/// Sixteen times as many cases as `PROPTEST_CASES` says: they are cheap, and the ones that tell are rare.
fn config() -> ProptestConfig {
    let default = ProptestConfig::default();
    ProptestConfig {
        cases: default.cases * 16,
        failure_persistence: None,
        max_shrink_iters: 20_000,
        ..default
    }
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn a_page_in_pieces_reads_as_the_whole(text in page()) {
        agree(&text)?;
    }
}
