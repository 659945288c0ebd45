//! Our own pages with what happens to pages: look-alikes of marks, cut ends, status lines the wrong way round, lines that
//! are gone or doubled. Whatever a page looks like then, every place is one on it, every message is a line, and every fix
//! can be made.
//!
//! `MUTATED_PAGES` says how many pages are tried, and `MUTATED_SEED` which.

// Everything here is a test, the helpers too.
#![allow(clippy::unwrap_used)]

mod invariants;

use std::fs;
use std::path::{Path, PathBuf};

use proptest::prelude::RngExt as _;
use proptest::test_runner::{RngAlgorithm, TestRng};

/// What takes the place of a mark: word processors, keyboards and copying do that.
const LOOK_ALIKES: &[&str] = &[
    "“", "”", "‘", "’", "\u{a0}", "\u{3000}", "\u{2003}", "：", "｛", "［", "，", "–", "—", "😀", "\u{2028}",
    "é", "\u{feff}", "\r\n", "\t",
];
const MARKS: &[char] = &['"', '\'', ' ', ':', '{', '}', '[', ']', ',', '-', '/', '`', '<', '\\', '\n'];
const STATUS_LINES: &[&str] = &[
    "OK - 200",
    "200",
    "No Content - 204",
    "200 OK HTTP/1.1",
    "HTTP 1.1 404 Not Found",
    "Not Found 404",
    "HTTP/1.1 OK",
    "Réponse – 200 “OK”",
];
const PIECES: &[&str] = &[
    "curl -X GET “https://a/b\" -d \"{\\\"ab\\\":12}\"",
    "```json",
    "```",
    "~~~",
    "<!-- { \"blockType\": \"request\" } -->",
    "<!-- apiproof-ignore x\u{2028}y -->",
    "> ",
    "    ",
    "* - `204 No Content`",
    "| 200 | é |",
    "Authorization: Basic é",
    "Date: 30 Feb 2020",
    "Link: <é; rel=\"x\"",
    "\"at\": \"2020-02-3é\"",
    "{“a”: 1}",
];

/// Every page of our samples and fixtures.
fn pages() -> Vec<String> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut folders: Vec<PathBuf> =
        ["docs-samples", "tests/rules", "tests/dialects"].map(|name| root.join(name)).into();
    let mut pages = Vec::new();
    while let Some(folder) = folders.pop() {
        let mut entries: Vec<_> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
        entries.sort();
        for path in entries {
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|ending| ending == "md") {
                let text = fs::read_to_string(&path).unwrap();
                // A fixture holds a page in every block that is fenced with four marks.
                let cases =
                    text.split("\n````markdown\n").skip(1).filter_map(|case| case.split("\n````\n").next());
                let before = pages.len();
                pages.extend(cases.map(|case| format!("{case}\n")));
                if pages.len() == before {
                    pages.push(text);
                }
            }
        }
    }
    pages
}

/// A place in a text that lies between characters.
fn place(text: &str, random: &mut Random) -> usize {
    text.floor_char_boundary(random.below(text.len() + 1))
}

/// A source of numbers that is the same in every run of a seed.
struct Random(TestRng);

impl Random {
    fn new(seed: u64) -> Self {
        let mut bytes = [0; 32];
        bytes[..8].copy_from_slice(&seed.to_le_bytes());
        Self(TestRng::from_seed(RngAlgorithm::ChaCha, &bytes))
    }

    /// One below `end`, which is not 0.
    fn below(&mut self, end: usize) -> usize {
        self.0.random_range(0..end)
    }
}

fn one_of<'p>(list: &[&'p str], random: &mut Random) -> &'p str {
    list[random.below(list.len())]
}

/// Does to a page what happens to pages.
fn mutate(page: &mut String, random: &mut Random) {
    let lines = |page: &str| page.split_inclusive('\n').map(str::to_owned).collect::<Vec<_>>();
    match random.below(7) {
        0 | 1 => {
            let marks: Vec<(usize, char)> = page.char_indices().filter(|(_, c)| MARKS.contains(c)).collect();
            if let Some((at, mark)) = marks.get(random.below(marks.len().max(1))) {
                page.replace_range(*at..at + mark.len_utf8(), one_of(LOOK_ALIKES, random));
            }
        }
        2 => page.truncate(place(page, random)),
        3 => drop(page.drain(..place(page, random))),
        4 => {
            let all = lines(page);
            let status =
                |line: &&String| line.starts_with("HTTP/") || line.starts_with(|c: char| c.is_ascii_digit());
            if let Some(line) = all.iter().find(status) {
                *page = page.replacen(line.trim_end(), one_of(STATUS_LINES, random), 1);
            } else {
                page.insert_str(place(page, random), one_of(STATUS_LINES, random));
            }
        }
        5 => {
            let mut all = lines(page);
            if !all.is_empty() {
                let at = random.below(all.len());
                let line = all.remove(at);
                if random.below(2) == 0 {
                    let to = random.below(all.len() + 1);
                    all.insert(to, format!("{line}{line}"));
                }
                *page = all.concat();
            }
        }
        _ => page.insert_str(place(page, random), one_of(PIECES, random)),
    }
}

/// A number that the environment gives.
fn given(name: &str) -> Option<u64> {
    std::env::var(name).ok()?.parse().ok()
}

#[test]
fn mutated_pages_are_checked_like_any_other() {
    let pages = pages();
    assert!(pages.len() > 300, "{} pages", pages.len());
    let asked = given("MUTATED_PAGES");
    let mut random = Random::new(given("MUTATED_SEED").unwrap_or_default());
    for number in 0..asked.unwrap_or(2_000) {
        let mut page = pages[random.below(pages.len())].clone();
        for _ in 0..=random.below(4) {
            mutate(&mut page, &mut random);
        }
        // Fixes take longer than all the rest: whoever asks for many pages has the time.
        let is_whole = asked.is_some() || number % 10 == 0;
        let holds = if is_whole {
            invariants::page::checked_fixed_and_inspected
        } else {
            invariants::page::at_every_level
        };
        let outcome = invariants::tried(holds, page.as_bytes());
        assert!(outcome.is_ok(), "{}\non\n{page}\n{page:?}", outcome.err().unwrap_or_default());
    }
}
