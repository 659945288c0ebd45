//! Time grows with the text, not with its square: a page of a kind against one of four times its size.
//!
//! Processor time of the own thread is compared where the system counts it, so that a busy machine does not matter.

use std::fs;
use std::hint::black_box;
use std::sync::{Arc, LazyLock};
use std::time::{Duration, Instant};

use apiproof::SourceFile;
use apiproof::internals::{Document, Page, ParsedPage, REGISTRY, RuleSet};

/// Less than this is noise.
const MEASURABLE: Duration = Duration::from_millis(20);
/// Between a line, 1, and a square, 2: caches and allocators cost something too.
const MOST: f64 = 1.5;

fn fenced(language: &str, code: &str) -> String {
    format!("# Parcels\n\n```{language}\n{code}\n```\n")
}

/// The time that the thread has had a processor, or the time of day where nobody counts that.
fn now() -> Duration {
    static START: LazyLock<Instant> = LazyLock::new(Instant::now);
    let counted = fs::read_to_string("/proc/thread-self/schedstat").ok();
    let nanoseconds =
        counted.and_then(|line| line.split(' ').next()?.parse().ok()).filter(|&count| count > 0);
    nanoseconds.map_or_else(|| START.elapsed(), Duration::from_nanos)
}

/// How long a page takes from its text to its findings: the better of two times.
fn time(text: &str) -> Duration {
    let once = || {
        let start = now();
        let source = SourceFile::new("page.md", text);
        let document = Document::parse(source.text());
        let page = Page::new(ParsedPage::read(&source, &document), &Arc::default());
        black_box(REGISTRY.iter().copied().collect::<RuleSet>().run(&page));
        now().saturating_sub(start)
    };
    once().min(once())
}

/// Holds a kind of page to its growth, from the first size that can be measured.
fn grows_with_the_text(page: impl Fn(usize) -> String) {
    let mut size = 64;
    let mut small = time(&page(size));
    while small < MEASURABLE {
        size *= 2;
        small = time(&page(size));
    }
    let large = time(&page(4 * size));
    let exponent = (large.as_secs_f64() / small.as_secs_f64()).ln() / 4_f64.ln();
    assert!(exponent <= MOST, "{size} take {small:?}, {} take {large:?}: exponent {exponent:.2}", 4 * size);
}

#[test]
fn status_codes_in_a_sentence() {
    grows_with_the_text(|n| format!("It answers{} or fails.\n", " `404 Not Found`,".repeat(n)));
}

#[test]
fn alternating_quotes_of_a_word() {
    grows_with_the_text(|n| {
        fenced("sh", &format!("curl https://api.parcelo.example/x -d {}", r#"'a'"b""#.repeat(n)))
    });
}

#[test]
fn alternating_quotes_around_json() {
    let word = |n| format!("'['{}'3]'", r#"'1,'"2,""#.repeat(n));
    grows_with_the_text(|n| fenced("sh", &format!("curl https://api.parcelo.example/x --json {}", word(n))));
}

#[test]
fn options_of_a_command() {
    grows_with_the_text(|n| {
        fenced("sh", &format!("curl https://api.parcelo.example/x{}", " \\\n  -H 'X-Trace: 1'".repeat(n)))
    });
}

#[test]
fn commands_of_a_session() {
    let command = "$ curl 'https://api.parcelo.example/x y' \\\n>   -H 'X-Trace: 1' |\n  -d '{\"a\": \"it isn't\"}' | jq .a\n";
    grows_with_the_text(|n| fenced("console", &command.repeat(n)));
}

#[test]
fn commands_for_another_shell() {
    grows_with_the_text(|n| fenced("cmd", &"curl -H 'X-Trace: 1' https://api.parcelo.example/x\n".repeat(n)));
}

#[test]
fn documents_of_a_substitution() {
    grows_with_the_text(|n| {
        fenced("sh", &format!("curl https://api.parcelo.example/x -d \"$({}", "cat <<A\n".repeat(n)))
    });
}

#[test]
fn pipes_of_a_line() {
    grows_with_the_text(|n| fenced("sh", &format!("curl https://api.parcelo.example/x{}", " | a".repeat(n))));
}

#[test]
fn closing_braces() {
    grows_with_the_text(|n| fenced("json", &"}\n".repeat(n)));
}

#[test]
fn deep_json() {
    grows_with_the_text(|n| fenced("json", &format!("{}1{}", "[".repeat(n), "]".repeat(n))));
}

#[test]
fn fields_of_a_message() {
    let fields = |n| (0..n).fold(String::new(), |text, at| text + &format!("X-Trace-{at}: {at}\n"));
    grows_with_the_text(|n| fenced("http", &format!("HTTP/1.1 200 OK\n{}", fields(n))));
}

#[test]
fn rows_of_a_table() {
    grows_with_the_text(|n| {
        format!("| Code | Means |\n| --- | --- |\n{}", "| 404 | Not Found |\n".repeat(n))
    });
}

#[test]
fn blocks_of_a_page() {
    grows_with_the_text(|n| "```json\n{ \"id\": 1 }\n```\n\n".repeat(n));
}
