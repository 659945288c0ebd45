use super::*;

fn view(text: &str, flavour: Flavour) -> String {
    let ticks: Vec<usize> = TICKS.find_iter(text.as_bytes()).collect();
    let view = View::of(text, flavour, &ticks);
    let whole = Span::new(0, view.text.len());
    let pieces: String = view.pieces(&[whole]).iter().map(|piece| piece.of(text)).collect();
    assert_eq!(pieces.len(), view.text.len(), "{text}");
    view.text.into_owned()
}

#[test]
fn content_of_tabs_and_admonitions_stands_at_the_margin() {
    let cases = [
        ("=== \"JSON\"\n\n    ```json\n    {\n      1\n    ```\nx\n", "\n\n```json\n{\n  1\n```\nx\n"),
        ("!!! note\n    ??? tip \"a\"\n        ```\n        a\n        ```\n", "\n\n```\na\n```\n"),
        (
            "1. a\n\n    === \"b\"\n\n        ```\n        c\n        ```\n",
            "1. a\n\n\n\n    ```\n    c\n    ```\n",
        ),
        ("Really???\n\n    ```\n", "Really???\n\n    ```\n"),
    ];
    for (text, expected) in cases {
        assert_eq!(view(text, Flavour::Markdown), expected, "{text}");
    }
}

#[test]
fn indentation_of_fences_is_nothing_to_a_component() {
    let cases = [
        ("<Tab>\n\n      ```json\n      {}\n      ```\n</Tab>\n", "<Tab>\n\n```json\n{}\n```\n</Tab>\n"),
        ("<Tab>\n   ```js\n    a\n    ```\n", "<Tab>\n   ```js\n    a\n```\n"),
        (
            "- a <b>\n\n  <B/>\n\n        ```\n        {}\n      ```\n",
            "- a <b>\n\n  <B/>\n\n  ```\n  {}\n  ```\n",
        ),
    ];
    for (text, expected) in cases {
        assert_eq!(view(text, Flavour::Mdx), expected, "{text}");
        assert_eq!(view(text, Flavour::Markdown), expected, "{text}");
    }
    let plain = "a\n\n    ```http\n    GET /\n    ```\n";
    assert_eq!(view(plain, Flavour::Markdown), plain);
    assert_eq!(view(plain, Flavour::Mdx), "a\n\n```http\nGET /\n```\n");
}

#[test]
fn nothing_stands_behind_a_closing_fence() {
    let cases = [
        ("```\na\n```\t\n", "```\na\n``` \n"),
        ("```\na\n```{{% /expand %}}\n", "```\na\n```               \n"),
        (
            "<!--\n```\na\n```-->\n\n<b>\n\n1. a\n\n   ```\n    b\n   ```\n",
            "<!--\n```\na\n```-->\n\n<b>\n\n1. a\n\n   ```\n    b\n   ```\n",
        ),
        ("~~~\na\n~~~~ {% endtab %}\r\n", "~~~\na\n~~~~             \r\n"),
        ("```{{< tab >}}\n", "```{{< tab >}}\n"),
        ("```{.json}\n", "```{.json}\n"),
    ];
    for (text, expected) in cases {
        assert_eq!(view(text, Flavour::Markdown), expected, "{text}");
    }
}
