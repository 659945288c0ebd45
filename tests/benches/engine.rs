//! How long the stages take, each on text that documentation really looks like: `docs-samples/`, many times over.
//!
//! `cargo bench` prints times and bytes a second.

use std::fmt::Write as _;
use std::fs;
use std::hint::black_box;
use std::path::Path;

use apiproof::SourceFile;
use apiproof::internals::{LocalSpan, Page, ParsedPage, REGISTRY, RuleSet, http, json, parse_markdown};
use divan::Bencher;
use divan::counter::BytesCount;

fn main() {
    divan::main();
}

/// How often the sample pages are repeated for the whole-set benchmarks.
const COPIES: usize = 200;

/// The sample pages.
fn pages() -> Vec<SourceFile> {
    let samples = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs-samples");
    let folder = |name: &str| fs::read_dir(samples.join(name)).expect("docs-samples is there");
    let mut paths: Vec<_> = ["clean", "mistakes"]
        .into_iter()
        .flat_map(folder)
        .map(|entry| entry.expect("docs-samples is readable").path())
        .collect();
    paths.sort();
    let read = |path: &Path| fs::read_to_string(path).expect("a sample is UTF-8");
    paths.iter().map(|path| SourceFile::new(path.to_string_lossy(), read(path))).collect()
}

/// A JSON list of `count` shipments; `spoilt` leaves a trailing comma and a comment in each.
fn shipments(count: usize, spoilt: bool) -> String {
    let mut text = String::from("{\n  \"value\": [\n");
    for number in 0..count {
        let tail = if spoilt { ", // set by the courier" } else { "" };
        write!(
            text,
            "    {{\n      \"id\": \"shp_{number:06}\",\n      \"weight\": {number}.5,\n      \"fragile\": true,\n      \
             \"to\": {{ \"city\": \"Lyon\", \"lines\": [\"4 rue des Lilas\", null] }}{tail}\n    }}"
        )
        .expect("a string takes everything");
        text.push_str(if number + 1 < count { ",\n" } else { "\n" });
    }
    text + "  ]\n}\n"
}

#[divan::bench(args = [1, 100, 10_000])]
fn parse_json(bencher: Bencher<'_, '_>, count: usize) {
    let text = shipments(count, false);
    bencher
        .counter(BytesCount::of_str(&text))
        .bench_local(|| json::parse(black_box(&text), LocalSpan::new(0, text.len())));
}

#[divan::bench(args = [1, 100, 10_000])]
fn parse_spoilt_json(bencher: Bencher<'_, '_>, count: usize) {
    let text = shipments(count, true);
    bencher
        .counter(BytesCount::of_str(&text))
        .bench_local(|| json::parse(black_box(&text), LocalSpan::new(0, text.len())));
}

#[divan::bench(args = [1, 100])]
fn parse_http(bencher: Bencher<'_, '_>, count: usize) {
    let body = shipments(count, false);
    let text = format!(
        "POST https://api.parcelo.example/v1/shipments HTTP/1.1\nContent-Type: application/json\nAuthorization: Bearer \
         {{token}}\nIdempotency-Key: 7f1c\n\n{body}"
    );
    bencher.counter(BytesCount::of_str(&text)).bench_local(|| http::parse(black_box(&text)).len());
}

#[divan::bench]
fn markdown_to_document(bencher: Bencher<'_, '_>) {
    let pages = pages();
    let bytes: usize = pages.iter().map(|page| page.text().len()).sum();
    bencher.counter(BytesCount::new(bytes)).bench_local(|| {
        pages.iter().map(|page| parse_markdown(black_box(page.text())).blocks.len()).sum::<usize>()
    });
}

#[divan::bench]
fn extract(bencher: Bencher<'_, '_>) {
    let pages = pages();
    let documents: Vec<_> = pages.iter().map(|page| (page, parse_markdown(page.text()))).collect();
    let bytes: usize = pages.iter().map(|page| page.text().len()).sum();
    bencher.counter(BytesCount::new(bytes)).bench_local(|| {
        documents
            .iter()
            .map(|(page, document)| ParsedPage::read(page, black_box(document)).examples.len())
            .sum::<usize>()
    });
}

/// Everything but reading files and output, on one thread.
#[divan::bench(sample_count = 20)]
fn check_whole_set(bencher: Bencher<'_, '_>) {
    let pages = pages();
    let rules: RuleSet = REGISTRY.iter().copied().collect();
    let bytes: usize = pages.iter().map(|page| page.text().len()).sum();
    bencher.counter(BytesCount::new(bytes * COPIES)).bench_local(|| {
        let check = |page: &SourceFile| {
            let document = parse_markdown(page.text());
            rules.run(&Page::new(ParsedPage::read(page, &document), &std::sync::Arc::default())).len()
        };
        (0..COPIES).flat_map(|_| &pages).map(|page| check(black_box(page))).sum::<usize>()
    });
}
