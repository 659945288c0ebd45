//! Documentation that speaks to whoever reads the report: nothing of it may be obeyed, by a terminal, by the log of
//! a build service, or by the reader of a format.

use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use pulldown_cmark::{Event, Options, Parser, Tag};
use serde_json::Value;
use tempfile::TempDir;

use super::{json, run};

/// What a document may say to a log, a terminal, a parser or a reader.
const ATTEMPTS: [&str; 52] = [
    "::error::pwned",
    "::add-mask::x",
    "::set-output name=a::b",
    "::stop-commands::x",
    "  ::warning file=a,line=1::b",
    "\u{feff}::notice::x",
    "\u{200b}:\u{200b}:error::x",
    "##[error]pwned",
    "##[group]x",
    "x ##[add-path]/tmp",
    "###[command]x",
    "#\u{200b}#[error]x",
    "#\u{ad}#\u{2060}[error]x",
    "##vso[task.setvariable variable=PATH]x",
    "##VSO[task.complete result=Succeeded]done",
    "##vso[task.uploadfile]passwd",
    "##v\u{200b}so[task.prependpath]x",
    "a]b;c=d##vso[task.setvariable variable=A]1",
    "]##vso[task.logissue type=error]x",
    "%0A##vso[task.debug]x",
    "%AZP25%0D%0A##vso[x]y",
    "##teamcity[buildStatus status='SUCCESS']",
    "##TeamCity[testFailed name='x']",
    "|n##teamcity[blockOpened name='x']",
    "\u{1b}[31mred\u{1b}[0m",
    "\u{1b}]0;title\u{7}",
    "\u{1b}]8;;http://x\u{1b}\\link",
    "\u{9b}31m\u{90}q\u{9c}",
    "\u{8}\u{8}\u{8}over\u{7f}",
    "one\rtwo",
    "one\u{b}two\u{c}three",
    "one\u{85}two\u{2028}three\u{2029}",
    "\u{202e}desrever",
    "\u{2066}\u{2067}\u{2069}\u{200f}\u{61c}",
    "\u{fffe}\u{ffff}",
    "]]>",
    "<!-- --> <![CDATA[",
    "&lt;&#10;&unknown;",
    "\" onmouseover=\"alert(1)",
    "'><script>alert(1)</script>",
    "</td></tr></table><h1>x",
    "<img src=x onerror=alert(1)>",
    "</script><script>alert(1)</script>",
    "</style><style>*{display:none}",
    "javascript:alert(1)",
    "a|b|c",
    "**bold** _it_ ~~no~~",
    "![x](http://x.example/y.png)",
    "[click](http://x.example) (0) [y](0)",
    "www.x.example http://x.example a@b.example",
    ",line=1,title=a::b",
    "{0} %s ${x} $(id) `id`",
];

/// One page for each attempt: in a heading, an annotation, a request, headers, a status line and JSON. The attempt is
/// the name of the page and of its folder too, as far as file systems let it.
fn documentation() -> TempDir {
    let folder = TempDir::new().unwrap();
    for (at, attempt) in ATTEMPTS.iter().enumerate() {
        let quoted = serde_json::to_string(attempt).unwrap();
        let page = format!(
            "# {attempt}\n\n<!-- {{ \"blockType\": {quoted}, \"name\": {quoted}, \"@odata.tpye\": 1 }} -->\n```http\n\
             GET /{attempt} {attempt} HTTP/1.1\n{attempt}: {attempt}\nContent-Type: {attempt}\n\n\
             {{ {quoted}: 1, {quoted}: {attempt}, \"a\": \"{attempt}\", }}\n```\n\n\
             <!-- {{ \"blockType\": \"response\", \"@odata.type\": {quoted} }} -->\n```http\n\
             HTTP/1.1 204 {attempt}\n\n{{ \"{attempt}\": 1, \"{attempt}\": 2, \"x@odata.{attempt}\": 1, }}\n```\n"
        );
        let name: String =
            attempt.chars().filter(|c| *c != '/' && (cfg!(unix) || c.is_alphanumeric())).collect();
        // A line end in a name is a file system's own way to begin a line.
        let name = if cfg!(unix) { format!("{at}\n{name}") } else { format!("{at}{name}") };
        let inner = folder.path().join(&name);
        fs::create_dir(&inner).unwrap();
        fs::write(inner.join(format!("{name}.md")), page).unwrap();
    }
    folder
}

/// What the agents of three services obey in a line, however they compare.
fn obeyed(line: &str) -> Option<String> {
    let ignored = |c: &char| matches!(*c, '\u{ad}' | '\u{200b}'..='\u{200d}' | '\u{2060}' | '\u{feff}');
    let line: String = line.chars().filter(|c| !ignored(c)).collect::<String>().to_ascii_lowercase();
    let anywhere = ["##[", "##vso[", "##teamcity["].iter().find_map(|word| line.find(word));
    match anywhere {
        _ if line.trim_start().starts_with("::") => Some(line.trim_start().to_owned()),
        Some(at) => Some(line[at..].to_owned()),
        None => None,
    }
}

/// Every character that a terminal obeys or that turns the reading direction.
fn controls(text: &str) -> Vec<char> {
    let hostile = |c: &char| {
        (c.is_control() && *c != '\n')
            || matches!(*c, '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}'
                | '\u{2028}' | '\u{2029}')
    };
    text.chars().filter(hostile).collect()
}

fn report(folder: &Path, format: &str) -> String {
    let args = ["check", "--isolated", "--level", "pedantic", "--exit-zero", "--output-format", format];
    let (code, stdout, stderr) = run(folder, &args);
    assert_eq!(code, 0, "{format}: {stderr}");
    for text in [&stdout, &stderr] {
        assert_eq!(controls(text), [], "{format}");
    }
    assert!(stderr.lines().all(|line| obeyed(line).is_none()), "{format}: {stderr}");
    if !matches!(format, "github" | "azure") {
        let live: Vec<_> = stdout.lines().filter_map(obeyed).collect();
        assert_eq!(live, [""; 0], "{format}");
    }
    stdout
}

#[test]
fn no_attempt_is_obeyed_in_a_log() {
    let folder = documentation();
    let found = json(&report(folder.path(), "json"));
    let pages: std::collections::BTreeSet<_> = found["diagnostics"]
        .as_array()
        .unwrap()
        .iter()
        .map(|finding| finding["path"].as_str().unwrap())
        .collect();
    assert_eq!(pages.len(), ATTEMPTS.len(), "every page has a finding that quotes it");
    let quoted =
        found["diagnostics"].as_array().unwrap().iter().map(|finding| finding["message"].as_str().unwrap());
    assert!(quoted.clone().any(|message| message.contains("##vso[")), "the data itself is kept");
    for format in ["text", "concise", "jsonl"] {
        report(folder.path(), format);
    }
    let (_, stdout, _) = run(folder.path(), &["inspect", "--isolated"]);
    assert_eq!((controls(&stdout), stdout.lines().find_map(obeyed)), (Vec::new(), None));
    let (_, stdout, _) = run(folder.path(), &["inspect", "--isolated", "--output-format", "json"]);
    assert_eq!((controls(&stdout), stdout.lines().find_map(obeyed)), (Vec::new(), None));
    json(&stdout);
}

#[test]
fn services_hear_only_findings() {
    let folder = documentation();
    for line in report(folder.path(), "github").lines() {
        let Some(command) = line.strip_prefix("::") else {
            assert_eq!(obeyed(line), None);
            continue;
        };
        // As the runner reads it: up to the next `::`, the name up to a blank, values between commas.
        let (head, message) = command.split_once("::").unwrap();
        let (name, values) = head.split_once(' ').unwrap();
        assert!(["error", "warning", "notice"].contains(&name), "{line}");
        let keys: Vec<_> = values.split(',').map(|value| value.split_once('=').unwrap().0).collect();
        let known = ["file", "line", "endLine", "col", "endColumn", "title"];
        assert!(keys.iter().all(|key| known.contains(key)) && keys.len() >= 4, "{line}");
        assert!(!message.contains("##["), "{line}");
    }
    for line in report(folder.path(), "azure").lines() {
        let Some(command) = line.strip_prefix("##vso[") else {
            assert_eq!(obeyed(line), None);
            continue;
        };
        let (head, message) = command.split_once(']').unwrap();
        let (name, values) = head.split_once(' ').unwrap();
        assert_eq!(name, "task.logissue");
        let keys: Vec<_> =
            values.split_terminator(';').map(|value| value.split_once('=').unwrap().0).collect();
        assert_eq!(keys, ["type", "sourcepath", "linenumber", "columnnumber", "code"], "{line}");
        assert_eq!(obeyed(values).or_else(|| obeyed(message)), None, "{line}");
    }
}

#[test]
fn readers_of_data_get_data() {
    let folder = documentation();
    let count = json(&report(folder.path(), "json"))["diagnostics"].as_array().unwrap().len();
    let sarif = json(&report(folder.path(), "sarif"));
    let results = sarif["runs"][0]["results"].as_array().unwrap();
    assert_eq!(results.len(), count);
    for result in results {
        let text = result["message"]["text"].as_str().unwrap();
        let links = text.matches("](").count();
        let related = result["relatedLocations"].as_array().map_or(0, Vec::len);
        assert_eq!(links, related, "only our own links: {text}");
        let uri = result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"].as_str().unwrap();
        assert!(uri.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-._~/%".contains(&byte)), "{uri}");
    }
    let gitlab = json(&report(folder.path(), "gitlab"));
    assert_eq!(gitlab.as_array().unwrap().len(), count);
    assert_eq!(json(&report(folder.path(), "rdjson"))["diagnostics"].as_array().unwrap().len(), count);
    let lines = report(folder.path(), "rdjsonl");
    assert_eq!(lines.lines().map(json).filter(Value::is_object).count(), count);
    for format in ["junit", "checkstyle"] {
        let text = report(folder.path(), format);
        let document = roxmltree::Document::parse(&text).unwrap();
        let elements: std::collections::BTreeSet<_> = document
            .descendants()
            .filter(roxmltree::Node::is_element)
            .map(|node| node.tag_name().name())
            .collect();
        let expected: &[&str] = match format {
            "junit" => &["failure", "system-out", "testcase", "testsuite", "testsuites"],
            _ => &["checkstyle", "error", "file"],
        };
        assert!(elements.iter().all(|name| expected.contains(name)), "{format}: {elements:?}");
        assert!(!document.descendants().any(|node| node.is_comment() || node.is_pi()), "{format}");
    }
}

#[test]
fn a_summary_shows_text_and_nothing_else() {
    let folder = documentation();
    let text = report(folder.path(), "markdown");
    let mut shown = String::new();
    for event in Parser::new_ext(&text, Options::all()) {
        match event {
            Event::InlineHtml(tag) => {
                assert!(["<code>", "</code>", "<sub>", "</sub>"].contains(&&*tag), "{tag}");
            }
            Event::Html(html) => panic!("{html}"),
            Event::Start(Tag::Link { .. } | Tag::Image { .. } | Tag::Emphasis | Tag::Strong) => {
                panic!("{event:?}")
            }
            Event::Text(text) => shown.push_str(&text),
            _ => {}
        }
    }
    for word in ["<img src=x", "**bold**", "![x](http"] {
        assert!(shown.contains(word), "{word} is shown as it is: {shown}");
    }
}

/// The tags of a document with their attributes' names, read as HTML reads them: text ends at `<`, a tag at `>` outside
/// of quotes.
fn tags(html: &str) -> Vec<(String, Vec<String>)> {
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

#[test]
fn a_report_to_look_at_holds_only_our_markup() {
    let folder = documentation();
    let html = report(folder.path(), "html");
    let tags = tags(&html);
    let count = |name: &str| tags.iter().filter(|(tag, _)| tag == name).count();
    assert_eq!((count("script"), count("style"), count("!doctype"), count("meta")), (1, 1, 1, 5));
    assert_eq!((count("details"), count("ol")), (count("/details"), count("/ol")));
    for (name, attributes) in &tags {
        assert!(
            !["img", "iframe", "object", "embed", "link", "base", "svg"].contains(&name.as_str()),
            "{name}"
        );
        for attribute in attributes {
            assert!(!attribute.starts_with("on") && attribute != "src", "{name} {attribute}");
        }
    }
    for word in ["&#60;img src=x onerror=alert(1)&#62;", "\\u{202e}desrever", "\\u{1b}[31mred"] {
        assert!(html.contains(word), "{word} is shown as it is");
    }
}

/// Each finding in thirty thousand costs room: what does not fit is counted.
#[test]
fn every_format_keeps_its_limits() {
    let folder = TempDir::new().unwrap();
    for page in 0..300 {
        let mut text = String::from("# Parcels\n");
        for example in 0..100 {
            let _ = write!(text, "\n```json\n{{ \"parcel-{page}-{example}\": 1, }}\n```\n");
        }
        fs::write(folder.path().join(format!("{page:03}.md")), text).unwrap();
    }
    let formats = [
        "html",
        "sarif",
        "github",
        "gitlab",
        "azure",
        "junit",
        "checkstyle",
        "rdjson",
        "rdjsonl",
        "markdown",
        "json",
    ];
    let outputs: Vec<_> = formats.iter().map(|format| format!("{format}=out.{format}")).collect();
    let mut args = vec!["check", "--isolated", "--exit-zero"];
    args.extend(outputs.iter().flat_map(|output| ["--output-format", output]));
    let (code, _, stderr) = run(folder.path(), &args);
    assert_eq!(code, 0, "{stderr}");
    let written = |format: &str| fs::read_to_string(folder.path().join(format!("out.{format}"))).unwrap();

    let sarif = json(&written("sarif"));
    assert_eq!(sarif["runs"][0]["results"].as_array().unwrap().len(), 25_000);
    let notification = &sarif["runs"][0]["invocations"][0]["toolExecutionNotifications"][0];
    assert!(notification["message"]["text"].as_str().unwrap().starts_with("5000 findings were left out"));
    assert_eq!(written("github").lines().filter(|line| line.starts_with("::error ")).count(), 10);
    assert!(written("github").contains("29990 more findings"));
    assert_eq!(written("azure").lines().filter(|line| line.starts_with("##vso[")).count(), 10);
    assert!(written("azure").contains("29990 more findings"));
    let markdown = written("markdown");
    assert!(markdown.len() <= 512 << 10 && markdown.contains("more findings left out"), "{}", markdown.len());
    let gitlab = json(&written("gitlab"));
    let prints: std::collections::BTreeSet<_> =
        gitlab.as_array().unwrap().iter().map(|entry| entry["fingerprint"].as_str().unwrap()).collect();
    assert_eq!(prints.len(), 30_000);
    assert!(written("junit").contains("tests=\"30000\" failures=\"30000\""));
    assert_eq!(written("rdjsonl").lines().count(), 30_000);
    assert_eq!(written("checkstyle").matches("<error ").count(), 30_000);
    let html = written("html");
    assert!(html.len() < 5 << 20 && html.contains(" pages are not shown"), "{}", html.len());
}
