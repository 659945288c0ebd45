use super::*;

fn codes<'a, 's>(document: &'a Document<'s>) -> Vec<&'a CodeBlock<'s>> {
    let code = |block: &'a Block<'s>| match &block.kind {
        BlockKind::Code(code) => Some(code),
        _ => None,
    };
    document.blocks.iter().filter_map(code).collect()
}

fn closed(text: &str) -> bool {
    matches!(codes(&parse(text))[0].style, FenceStyle::Fenced { closed: true, .. })
}

#[test]
fn front_matter_is_set_apart_and_offsets_hold() {
    let text = "\u{feff}---\r\ntitle: a\r\n---\r\n# A\r\n\r\n``` http\r\nGET /\r\n```\r\n";
    let document = parse(text);
    assert_eq!(document.front_matter.unwrap().of(text), "---\r\ntitle: a\r\n---\r\n");
    let code = codes(&document)[0];
    assert_eq!((code.info, code.body.text()), ("http", "GET /\n"));
    assert_eq!(code.opening.of(text), "``` http");
    assert_eq!(code.body.span(crate::text::LocalSpan::new(0, 5)).of(text), "GET /");
    assert!(parse("---\nno end").front_matter.is_none());
}

#[test]
fn bodies_lose_their_container_prefixes() {
    let text = "1. a\n\n   > ```json\n   > {\n   >   \"a\": 1\n   > }\n   > ```\n";
    let document = parse(text);
    let code = codes(&document)[0];
    assert_eq!(code.body.text(), "{\n  \"a\": 1\n}\n");
    assert!(matches!(code.style, FenceStyle::Fenced { closed: true, .. }));
}

#[test]
fn knows_whether_a_fence_is_closed() {
    for text in [
        "```\na\n```",
        "```\n```\n",
        "> ```\n> a\n> ```\n",
        "- ~~~~\n  a\n  ~~~~~  \n",
        "```\n\n\n```\n",
        "```\r\na\r\n```\r\n",
    ] {
        assert!(closed(text), "{text:?}");
    }
    for text in [
        "```\na",
        "```",
        "```\n",
        "````\n```\n",
        "> ```\n> a\n",
        "- ```\n  a\n\nb",
        "```\n> ```\n",
        "```\n\n\n",
        "~~~\n```\n",
    ] {
        assert!(!closed(text), "{text:?}");
    }
}

#[test]
fn a_bracket_on_the_fence_line_belongs_to_the_body() {
    let document = parse("```[\n1\n]\n```\n");
    let code = codes(&document)[0];
    assert_eq!((code.info, code.body.text()), ("", "[\n1\n]\n"));
    let document = parse("> ```[\r\n> 1\r\n> ]\r\n> ```\r\n");
    assert_eq!(codes(&document)[0].body.text(), "[\n1\n]\n");
}

#[test]
fn tab_headings_begin_no_section() {
    let document = parse("# A\n\n# [HTTP](#tab/http)\n\ntext\n\n## B ##\n\nC#\n---\n");
    let seen: Vec<_> = document
        .blocks
        .iter()
        .filter_map(|block| match block.kind {
            BlockKind::Heading(heading) => Some((heading.level, heading.text, heading.tab, block.section.0)),
            _ => None,
        })
        .collect();
    assert_eq!(
        seen,
        [(1, "A", false, 1), (1, "[HTTP](#tab/http)", true, 1), (2, "B", false, 2), (2, "C#", false, 3)]
    );
}

#[test]
fn containers_tell_siblings() {
    let document =
        parse("a\n\n- b\n\n  ```\n  c\n  ```\n- d\n\n| t |\n|---|\n| x |\n\n<!-- e -->\n<!-- f -->\ng\n");
    let ids: Vec<u32> = document.blocks.iter().map(|block| block.container.0).collect();
    assert_eq!(ids[0], 0);
    assert_eq!(ids[1], ids[2]);
    let html = document.blocks.iter().filter(|block| matches!(block.kind, BlockKind::Html(_))).count();
    assert_eq!(html, 2);
}

#[test]
fn indented_code_is_no_fence_whatever_it_shows() {
    let document = parse("a\n\n    ```http\n    GET /\n    ```\n");
    let code = codes(&document)[0];
    assert_eq!((code.style, code.body.text()), (FenceStyle::Indented, "```http\nGET /\n```\n"));
    assert_eq!(code.opening.of(document.text), "```http");
}

#[test]
fn the_language_is_the_first_word_or_the_first_class() {
    let language = |info: &str| {
        let page = format!("```{info}\n1\n```\n");
        let document = parse(&page);
        let BlockKind::Code(code) = &document.blocks[0].kind else { panic!("no code block") };
        code.language().into_owned()
    };
    let words =
        ["json", "JSON title=\"a\"", "json{1,2}", "{.json}", "{ .json .wide title=\"a\" }", "{.json,}"];
    assert!(words.iter().all(|info| language(info) == "json"), "{:?}", words.map(language));
    assert_eq!(["", "{title=\"json\"}", "{json}"].map(language), [""; 3]);
}
