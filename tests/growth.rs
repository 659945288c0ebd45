//! Time grows with the text, not with its square: something of a kind against four times
//! as much.
//!
//! Processor time of the own thread is compared where the system counts it, so that a busy machine does not matter.

use std::fs;
use std::hint::black_box;
use std::sync::{Arc, LazyLock};
use std::time::{Duration, Instant};

use apiproof::internals::{Page, ParsedPage, REGISTRY, RuleSet, SchemaSet, every_format, parse_markdown};
use apiproof::{CheckOptions, Checker, Level, MemorySystem, SourceFile};

#[path = "growth/schemas.rs"]
mod schemas;

/// Less than this is noise.
const MEASURABLE: Duration = Duration::from_millis(20);
/// Between a line, 1, and a square, 2: caches and allocators cost something too.
const MOST: f64 = 1.4;

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

/// The better of two times.
fn time(work: &impl Fn()) -> Duration {
    let once = || {
        let start = now();
        work();
        now().saturating_sub(start)
    };
    once().min(once())
}

/// Holds a kind of work to its growth, from the first size that can be measured. A busy machine has other tries.
fn grows<W: Fn()>(prepare: impl Fn(usize) -> W) {
    const TRIES: usize = 4;
    let mut size = 64;
    while time(&prepare(size)) < MEASURABLE {
        size *= 2;
    }
    let exponent = |_| {
        let (small, large) = (time(&prepare(size)), time(&prepare(4 * size)));
        (large.as_secs_f64() / small.as_secs_f64()).ln() / 4_f64.ln()
    };
    let exponents: Vec<f64> = (0..TRIES).map(exponent).take_while(|exponent| *exponent > MOST).collect();
    assert!(exponents.len() < TRIES, "from {size} to {}: exponents {exponents:.2?}", 4 * size);
}

/// The same for pages, from their text to their findings.
fn grows_with_the_text(page: impl Fn(usize) -> String) {
    grows(|size| {
        let text = page(size);
        move || {
            check(&text, &Arc::default());
        }
    });
}

/// The same for a description of the API, from its text on, and a page that is checked against it.
fn grows_with_both(pair: impl Fn(usize) -> (String, String)) {
    grows(|size| {
        let (description, page) = pair(size);
        move || {
            let file = Arc::new(SourceFile::new("api.yaml", &*description));
            check(&page, &Arc::new(SchemaSet::load(&[file], &[]).set));
        }
    });
}

fn check(page: &str, schemas: &Arc<SchemaSet>) {
    let source = SourceFile::new("page.md", page);
    let document = parse_markdown(source.text());
    let page = Page::new(ParsedPage::read(&source, &document), schemas);
    black_box(REGISTRY.iter().copied().collect::<RuleSet>().run(&page));
}

/// The same for a page whose comments count, or that is under a configuration.
fn grows_under(configuration: impl Fn(usize) -> String, page: impl Fn(usize) -> String) {
    grows(|size| {
        let (configuration, page) = (configuration(size), page(size));
        move || {
            let system = MemorySystem::new("/w".into()).with("/w/apiproof.toml", &configuration);
            let checker = Checker::builder("/w").system(system).level(Level::Pedantic).build();
            let checker = checker.expect("a configuration is read when a page needs it");
            black_box(checker.check_page("page.md", &page)).expect("it is a page");
        }
    });
}

/// The same for the reports of a page.
fn reports_grow_with_the_text(page: impl Fn(usize) -> String) {
    grows(|size| {
        let system = MemorySystem::new("/w".into()).with("/w/page.md", page(size));
        let checker =
            Checker::builder("/w").system(system).level(Level::Pedantic).build().expect("no trouble");
        let options = CheckOptions { examples: true, ..CheckOptions::default() };
        let report = checker.check(&["/w/page.md".into()], &options);
        move || {
            black_box(every_format(&report));
        }
    });
}

/// A word of its own for each number, as long as any other and far from all that are known.
fn word(number: usize) -> String {
    format!("{number:06}").bytes().map(|digit| char::from(digit - b'0' + b'p')).collect::<String>() + "xq"
}

fn words(count: usize, one: impl Fn(String) -> String) -> String {
    (0..count).map(|number| one(word(number))).collect()
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

#[test]
fn status_codes_on_a_line() {
    grows_with_the_text(|n| format!("The server returns {}.\n", "404, ".repeat(n)));
}

#[test]
fn status_codes_in_a_cell() {
    grows_with_the_text(|n| format!("| Code | Means |\n|--|--|\n| {} | x |\n", "404 Not Found, ".repeat(n)));
}

#[test]
fn rows_of_a_table_and_responses() {
    grows_with_the_text(|n| {
        let rows = "| 200 | OK |\n".repeat(n);
        let responses = "```http\nHTTP/1.1 201 Created\n```\n\n".repeat(n);
        format!("# Parcels\n\n| Code | Means |\n|--|--|\n{rows}\n{responses}")
    });
}

#[test]
fn opening_braces_in_pairs() {
    grows_with_the_text(|n| fenced("json", &"{{".repeat(n)));
}

#[test]
fn commands_after_assignments() {
    grows_with_the_text(|n| {
        let assignments = "HOST=https://api.parcelo.example\n".repeat(n);
        fenced("sh", &format!("{assignments}{}", "curl $HOST/x\n".repeat(n)))
    });
}

#[test]
fn resources_without_a_heading() {
    let resource = "<!-- { \"blockType\": \"resource\", \"@odata.type\": \"parcel\" } -->\n```json\n{ \"id\": \"1\" }\n```\n\n";
    grows_with_the_text(|n| resource.repeat(n));
}

#[test]
fn unknown_words_of_a_comment() {
    let comment = |word| format!("<!-- apiproof-ignore json/{word} -->\n```json\n{{}}\n```\n\n");
    grows_under(|_| String::new(), |n| words(n, comment));
}

#[test]
fn comments_on_one_block() {
    grows_under(
        |_| String::new(),
        |n| format!("{}```json\n{{}}\n```\n", "<!-- apiproof-ignore json -->\n\n".repeat(n)),
    );
}

#[test]
fn unknown_rules_of_a_configuration() {
    grows_under(
        |n| format!("ignore = [{}]\n", words(n, |word| format!("\"json/{word}\", "))),
        |_| String::new(),
    );
}

#[test]
fn unknown_keys_of_a_configuration() {
    grows_under(|n| words(n, |word| format!("{word} = 1\n")), |_| String::new());
}

#[test]
fn globs_of_a_configuration() {
    grows_under(
        |n| format!("exclude = [{}]\n", words(n, |word| format!("\"{word}/**/*.md\", "))),
        |_| String::new(),
    );
}

#[test]
fn globs_within_globs() {
    grows_under(|n| format!("exclude = [\"{}a{}\"]\n", "{a,".repeat(n), "}".repeat(n)), |_| String::new());
}

#[test]
fn findings_in_one_example_in_reports() {
    reports_grow_with_the_text(|n| fenced("json", &format!("{{{}\"b\": 1}}", "\"a\": True,\n".repeat(n))));
}

#[test]
fn examples_in_reports() {
    reports_grow_with_the_text(|n| "```json\n{ \"id\": True, }\n```\n\n".repeat(n));
}
