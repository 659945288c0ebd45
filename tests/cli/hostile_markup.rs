//! Readers of what the reports write: Markdown and HTML as services and browsers read them.

use pulldown_cmark::{Event, Options, Parser, Tag};

/// Reads Markdown as services do: headings, lists and tables of ours, no other markup, and, outside of code, no word that
/// becomes a mention, a link or a picture once Markdown is read. What it shows.
pub(super) fn assert_only_text(markdown: &str) -> String {
    let mut shown = String::new();
    let mut is_code = false;
    let mut strong = 0;
    let mut plain = String::new();
    for event in Parser::new_ext(markdown, Options::all()) {
        match event {
            Event::Html(html) => {
                let folded = html.starts_with("<details><summary>Findings by rule (")
                    && html.ends_with(")</summary>\n");
                assert!(folded || &*html == "</details>\n", "{html}");
            }
            Event::InlineHtml(tag) => {
                assert!(["<code>", "</code>", "<br>", "<sub>", "</sub>"].contains(&&*tag), "{tag}");
                is_code = if tag.contains("code") { !tag.contains('/') } else { is_code };
                plain.push(' ');
            }
            Event::Text(text) => {
                shown.push_str(&text);
                plain.push_str(if is_code { "" } else { &text });
            }
            Event::Start(
                Tag::HtmlBlock
                | Tag::Heading { .. }
                | Tag::Paragraph
                | Tag::Table(_)
                | Tag::TableHead
                | Tag::TableRow
                | Tag::TableCell
                | Tag::List(None)
                | Tag::Item,
            ) => {}
            Event::Start(Tag::Strong) => strong += 1,
            Event::End(_) => plain.push(' '),
            event => panic!("{event:?}"),
        }
    }
    let ours = [":red_circle:", ":yellow_circle:", ":blue_circle:"];
    for sign in plain.split_whitespace().filter(|word| word.matches(':').count() > 1) {
        assert!(ours.contains(&sign), "{sign}");
    }
    // What was left out is said once, at the end.
    assert!(strong <= 1, "{strong}");
    let plain: Vec<char> = plain.chars().collect();
    for pair in plain.windows(2) {
        assert!(!("@#!~%&".contains(pair[0]) && pair[1].is_alphanumeric()), "{pair:?}");
    }
    shown
}

/// The tags of a document with their attributes' names, read as HTML reads them: text ends at `<`, a tag at `>` outside
/// of quotes.
pub(super) fn tags(html: &str) -> Vec<(String, Vec<String>)> {
    let mut tags = Vec::new();
    let mut rest = html;
    while let Some((_, after)) = rest.split_once('<') {
        let mut inside = false;
        let mut bare = String::new();
        let mut end = after.len();
        for (at, c) in after.char_indices() {
            match c {
                '>' if !inside => {
                    end = at;
                    break;
                }
                '"' => inside = !inside,
                c if !inside => bare.push(c),
                _ => {}
            }
        }
        rest = &after[end..];
        let mut words = bare.split_whitespace();
        let name = words.next().unwrap_or_default().to_owned();
        // What stands in these is no markup.
        if name == "script" || name == "style" {
            rest = rest.find(&format!("</{name}")).map_or("", |at| &rest[at..]);
        }
        tags.push((name, words.map(|word| word.trim_end_matches('=').to_owned()).collect()));
    }
    tags
}
