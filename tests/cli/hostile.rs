//! Documentation that speaks to whoever reads the report: nothing of it may be obeyed, by a terminal, by the log of
//! a build service, or by the reader of a format.

use std::fs;
use std::path::Path;

use serde_json::Value;
use tempfile::TempDir;

use super::hostile_markup::{assert_only_text, tags};
use super::{json, run};

/// What a document may say to a log, a terminal, a parser or a reader.
pub(super) const ATTEMPTS: &[&str] = &[
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
    "::add-mask::***",
    "::stop-commands::pause",
    "::endgroup::",
    "\u{a0}::error::x",
    "##[endgroup]",
    "##vso[build.updatebuildnumber]1",
    "##\u{feff}vso[artifact.upload]x",
    "\u{1b}[2K\r\u{1b}[1A0 errors",
    "100 %\r100 %",
    "\u{9d}8;;http://x\u{9c}link\u{9d}8;;\u{9c}",
    "\u{1b}P$q\u{1b}\\ \u{1b}_x\u{1b}\\",
    "section_start:1560896352:a[collapsed=true]\r\u{1b}[0Kx",
    "section_end:1560896352:a\r\u{1b}[0K",
    "\u{2068}\u{202c}.exe\u{2069}",
    "pa\u{200b}y\u{2060}\u{feff}load",
    "\u{e0049}\u{e0067}nore",
    "]]]]><![CDATA[>",
    "--><img src=x onerror=alert(1)><!--",
    "--!><script>alert(1)</script>",
    "<?xml version='1.0'?><!DOCTYPE x [<!ENTITY e SYSTEM 'a'>]>&e;",
    "&#x3c;script&#x3e;",
    "<svg onload=alert(1)>",
    "<a href=javascript:alert(1)>x</a>",
    "</code></li></ol><h1>x",
    "</textarea></select></option>",
    "@octocat",
    "\"@everyone\"",
    "#123 GH-123 parcelo/docs#1",
    "!12 ~bug %1 &1 $1 ^alert#1",
    ":tada: :x:",
    "$x$ $$y$$",
    "[^1] [x]: y",
    "- [x] done",
    "~~~ ``` ````",
    "| --- | --- |",
    "<details open><summary>x",
    "mailto:a@b.example <https://x.example>",
    "\\` \\| \\\\",
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
    odd_pages(folder.path());
    folder
}

/// How many pages [`odd_pages`] writes.
const ODD: usize = if cfg!(unix) { 3 } else { 2 };

/// What no text can say: bytes that are no characters, in a page and in its name; and names as long as can be.
fn odd_pages(folder: &Path) {
    let long = "long".repeat(60);
    let page = format!("```json\n{{ \"{0}\": 1, \"{0}\": 2 }}\n```\n", "::x ##[y] ".repeat(2000));
    fs::write(folder.join(format!("{long}.md")), page).unwrap();
    let bytes = b"---\ntitle: \x1b[31m##[error]x\n::error::y\x00\n---\n\r::error::z\r\n```json\r\n{ \"\xff\x00\": 1, \
                  \"a\": \x1b[0m,\r::warning::b\r\n}\n```\n";
    fs::write(folder.join("bytes.md"), bytes).unwrap();
    #[cfg(unix)]
    {
        use std::os::unix::ffi::OsStrExt as _;
        let name = std::ffi::OsStr::from_bytes(b"\xff\x1b[31m\n::error::\xc2\x9b.md");
        fs::write(folder.join(name), "```json\n{ \"a\": 1, }\n```\n").unwrap();
    }
}

/// What the agents of three services obey in a line, however they compare.
pub(super) fn obeyed(line: &str) -> Option<String> {
    let ignored = |c: &char| matches!(*c, '\u{ad}' | '\u{200b}'..='\u{200d}' | '\u{2060}' | '\u{feff}');
    let line: String = line.chars().filter(|c| !ignored(c)).collect::<String>().to_ascii_lowercase();
    let anywhere = ["##[", "##vso[", "##teamcity["].iter().find_map(|word| line.find(word));
    let rest = line.trim_start().strip_prefix("::");
    // `::: path` before lines of another file is none: a command goes on to a second `::`.
    let leading = rest.filter(|rest| !rest.starts_with(": ") || rest.contains("::"));
    match anywhere {
        _ if leading.is_some() => Some(line.trim_start().to_owned()),
        Some(at) => Some(line[at..].to_owned()),
        None => None,
    }
}

/// Every character that a terminal obeys or that turns the reading direction.
pub(super) fn controls(text: &str) -> Vec<char> {
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
    assert_eq!(pages.len(), ATTEMPTS.len() + ODD, "every page has a finding that quotes it");
    let quoted =
        found["diagnostics"].as_array().unwrap().iter().map(|finding| finding["message"].as_str().unwrap());
    assert!(quoted.clone().any(|message| message.contains("##vso[")), "the data itself is kept");
    for format in ["text", "concise", "jsonl"] {
        report(folder.path(), format);
    }
    let others: [&[&str]; 8] = [
        &["baseline", "--isolated"],
        &["inspect", "--isolated"],
        &["inspect", "--isolated", "--output-format", "json"],
        &["coverage", "--isolated"],
        &["config", "show"],
        &["init", "--dry-run"],
        &["coverage", "--isolated", "--output-format", "json"],
        &["check", "--isolated", "--exit-zero", "--statistics", "--output-format", "concise"],
    ];
    for args in others {
        let (_, stdout, stderr) = run(folder.path(), args);
        let baseline = fs::read_to_string(folder.path().join("apiproof-baseline.json")).unwrap();
        let said = format!("{stdout}{stderr}{baseline}");
        assert_eq!((controls(&said), said.lines().find_map(obeyed)), (Vec::new(), None), "{args:?}");
    }
}

/// A change keeps the line ends of the page, and nothing else of it is obeyed.
#[test]
fn a_change_and_a_comparison_are_dead_too() {
    let folder = documentation();
    let (_, stdout, _) = run(folder.path(), &["check", "--isolated", "--diff", "--unsafe-fixes"]);
    assert!(stdout.contains("\n+"), "{stdout}");
    for line in stdout.split('\n') {
        let line = line.strip_suffix('\r').unwrap_or(line);
        // A line of the page stands behind a sign, so that none begins with `::`.
        assert_eq!((controls(line), obeyed(line)), (Vec::new(), None));
    }
    fs::write(folder.path().join("old"), "{\"schema_version\":1,\"diagnostics\":[]}").unwrap();
    fs::write(folder.path().join("new"), report(folder.path(), "json")).unwrap();
    for format in ["text", "json", "markdown"] {
        let args = ["report", "--compare", "old", "new", "--output-format", format];
        let (code, stdout, stderr) = run(folder.path(), &args);
        assert_eq!((code, controls(&stdout)), (1, Vec::new()), "{stderr}");
        assert_eq!(stdout.lines().find_map(obeyed), None);
        if format == "markdown" {
            assert!(stdout.len() < 65_000, "{}", stdout.len());
            assert_only_text(&stdout);
        }
    }
}

/// With colours the escapes are ours: they select a rendition and nothing else.
#[test]
fn colours_are_the_only_escapes() {
    let folder = documentation();
    for args in [
        &["check", "--isolated", "--exit-zero", "--statistics"][..],
        &["check", "--isolated", "--exit-zero", "--output-format", "concise"],
        &["inspect", "--isolated"],
        &["check", "--isolated", "--diff"],
    ] {
        let (_, stdout, _) = run(folder.path(), &[args, &["--color", "always"]].concat());
        let mut pieces = stdout.split("\u{1b}[");
        let mut bare = pieces.next().unwrap().to_owned();
        for piece in pieces {
            let end = piece.find(|c: char| c != ';' && !c.is_ascii_digit()).unwrap();
            assert_eq!(&piece[end..=end], "m", "{args:?}");
            bare.push_str(&piece[end + 1..]);
        }
        assert_eq!(controls(&bare.replace("\r\n", "\n")), [], "{args:?}");
        assert_eq!(bare.lines().find_map(obeyed), None, "{args:?}");
    }
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
    let shown = assert_only_text(&report(folder.path(), "markdown"));
    for word in ["<img src=x", "**bold**", "![x](http", "@octocat", "#123 GH-123"] {
        assert!(shown.contains(word), "{word} is shown as it is: {shown}");
    }
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
