use super::*;

fn told(text: &str) -> Vec<String> {
    directives(text)
        .iter()
        .map(|found| {
            let words: Vec<_> = found.words.iter().map(|word| &*word.text).collect();
            let kind = found.kind.map_or("unknown", DirectiveKind::word);
            let reason = if found.has_reason { " because" } else { "" };
            format!("{kind} {}{reason}", words.join("+"))
        })
        .collect()
}

#[test]
fn every_form_of_comment_is_read() {
    let cases: &[(&str, &[&str])] = &[
        ("<!-- apiproof-ignore json/comment -->\n", &["apiproof-ignore json/comment"]),
        ("<!--apiproof-ignore json-->\n", &["apiproof-ignore json"]),
        (
            "<!-- apiproof-ignore json/comment http/media-type the reason: n/a -->\n",
            &["apiproof-ignore json/comment+http/media-type because"],
        ),
        ("<!-- apiproof-ignore json, http schema is old -->\n", &["apiproof-ignore json+http because"]),
        ("<!-- apiproof-ignore json/* -- why -->\n", &["apiproof-ignore json/* because"]),
        ("<!-- apiproof-ignore json/comment: why -->\n", &["apiproof-ignore json/comment because"]),
        ("<!-- apiproof-ignore-file\n     all\n     -->\n", &["apiproof-ignore-file all"]),
        ("{/* apiproof-expect json/comment */}\n", &["apiproof-expect json/comment"]),
        ("[//]: # (apiproof-ignore json/comment)\n", &["apiproof-ignore json/comment"]),
        ("> [comment]: <> \"apiproof-ignore json/comment\"\n", &["apiproof-ignore json/comment"]),
        ("<!-- apiproof-ingore json -->\n", &["unknown json"]),
        ("<!-- apiproof-ignore -->\n", &["apiproof-ignore "]),
        ("<!-- apiproof-ignore -- why -->\n", &["apiproof-ignore  because"]),
        ("<!-- see apiproof-ignore -->\n", &[]),
        ("`<!-- apiproof-ignore json -->`\n", &[]),
        ("```\n<!-- apiproof-ignore json -->\n[//]: # (apiproof-ignore json)\n```\n", &[]),
        ("[link]: https://parcelo.example (apiproof-ignore json)\n", &[]),
        ("<!-- apiproof-ignore json", &[]),
    ];
    for (text, expected) in cases {
        assert_eq!(told(text), *expected, "{text:?}");
    }
}

#[test]
fn the_next_block_is_meant() {
    let page = "<!-- { \"blockType\": \"ignored\" } -->\n<!-- apiproof-ignore json -->\n```\n1\n```\n\n```\n2\n```\n";
    assert_eq!(directives(page)[0].covers.of(page), &page[..page.find("\n\n").unwrap()]);
    let page = "[//]: # (apiproof-ignore json)\nWords.\n\n```\n1\n```\n";
    assert!(directives(page)[0].covers.of(page).trim_end().ends_with("Words."));
    let page = "```\n1\n```\n\n[//]: # (apiproof-ignore json)\n\n```\n2\n```\n";
    assert_eq!(directives(page)[0].covers.of(page).trim(), "[//]: # (apiproof-ignore json)\n\n```\n2\n```");
}

#[test]
fn a_comment_goes_with_its_line() {
    let cases = [
        ("a\n\n<!-- apiproof-ignore json -->\n```\n1\n```\n", "a\n\n```\n1\n```\n"),
        ("a\n<!-- apiproof-ignore json -->\nb\n", "a\n\nb\n"),
        ("> a\n>\n> <!-- apiproof-ignore json -->\n> b\n", "> a\n>\n> b\n"),
        ("- <!-- apiproof-ignore json -->\n  b\n", "- \n  b\n"),
    ];
    for (text, expected) in cases {
        let edit = directives(text)[0].removal.clone();
        assert_eq!(crate::text::apply_edits(text, &[edit]).as_deref(), Some(expected), "{text:?}");
    }
}
