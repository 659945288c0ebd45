//! How long a writer waits: from the start to the first diagnostics, and from each change to its diagnostics; and how much
//! memory many changes cost.
//!
//! `cargo bench --bench typing` types in `docs-samples/`. `APIPROOF_BENCH_DOCS` names another folder of pages, and
//! `APIPROOF_BENCH_SCHEMA` a description of its API.

// What a bench measures is printed.
#![allow(clippy::print_stdout)]

use std::fs;
use std::path::{Path, PathBuf};
use std::thread;
use std::time::{Duration, Instant};

use apiproof::internals::serve;
use lsp_server::{Connection, Message, Notification, Request};
use serde_json::{Value, json};

const PAGES: usize = 20;
const EDITS: usize = 5_000;
const MANY: usize = 50_000;

fn main() {
    let samples = || Path::new(env!("CARGO_MANIFEST_DIR")).join("docs-samples");
    let folder = std::env::var_os("APIPROOF_BENCH_DOCS").map_or_else(samples, PathBuf::from);
    let schema = std::env::var("APIPROOF_BENCH_SCHEMA").ok();
    let pages = pages(&folder);
    assert!(!pages.is_empty(), "{} holds no pages", folder.display());

    let begin = Instant::now();
    let mut editor = Editor::open(&folder, schema.as_deref());
    editor.show(&pages[0]);
    println!("start to first diagnostics   {:>9.1} ms", milliseconds(begin.elapsed()));

    let mut times: Vec<Duration> = (0..EDITS).map(|edit| editor.edit(&pages, edit, true)).collect();
    times.sort_unstable();
    let at = |share: usize| milliseconds(times[(times.len() - 1) * share / 1000]);
    println!(
        "change to diagnostics        {:>9.2} ms median, {:.2} ms p99, {:.2} ms most",
        at(500),
        at(990),
        at(1000)
    );

    let before = resident();
    for edit in EDITS..EDITS + MANY {
        editor.edit(&pages, edit, edit.is_multiple_of(50));
    }
    println!("memory over {MANY} edits    {before:>9.1} MiB before, {:.1} MiB after", resident());

    if let Some(schema) = schema {
        let begin = Instant::now();
        editor.source_changed(Path::new(&schema));
        println!(
            "description changed          {:>9.1} ms until a page that depends on it is checked",
            milliseconds(begin.elapsed())
        );
    }
}

/// Pages of a folder, evenly spread.
fn pages(folder: &Path) -> Vec<PathBuf> {
    let mut open = vec![folder.to_owned()];
    let mut found = Vec::new();
    while let Some(folder) = open.pop() {
        for entry in fs::read_dir(folder).expect("the folder is readable").flatten() {
            let path = entry.path();
            if path.is_dir() {
                open.push(path);
            } else if path.extension().is_some_and(|ending| ending == "md") {
                found.push(path);
            }
        }
    }
    found.sort();
    let step = (found.len() / PAGES).max(1);
    found.into_iter().step_by(step).take(PAGES).collect()
}

fn milliseconds(time: Duration) -> f64 {
    time.as_secs_f64() * 1000.0
}

/// The memory of this process in MiB, as Linux counts it; 0 elsewhere.
fn resident() -> f64 {
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"));
    let kib = line.and_then(|line| line.trim().trim_end_matches("kB").trim().parse::<f64>().ok());
    kib.unwrap_or_default() / 1024.0
}

struct Editor {
    connection: Connection,
    version: i64,
}

impl Editor {
    fn open(folder: &Path, schema: Option<&str>) -> Self {
        let (connection, theirs) = Connection::memory();
        thread::spawn(move || serve(theirs));
        let editor = Self { connection, version: 1 };
        let schemas: Vec<&str> = schema.into_iter().collect();
        let params = json!({
            "processId": null,
            "rootUri": null,
            "capabilities": {},
            "initializationOptions": { "schemas": schemas },
            "workspaceFolders": [{ "uri": uri(folder), "name": "docs" }],
        });
        let request = Request::new(1.into(), "initialize".to_owned(), params);
        editor.connection.sender.send(Message::Request(request)).expect("the server listens");
        editor.tell("initialized", json!({}));
        editor
    }

    fn tell(&self, method: &str, params: Value) {
        let message = Notification::new(method.to_owned(), params);
        self.connection.sender.send(Message::Notification(message)).expect("the server listens");
    }

    /// Opens a page and waits for its diagnostics.
    fn show(&mut self, page: &Path) {
        let text = fs::read_to_string(page).expect("a page is UTF-8");
        self.version += 1;
        let document =
            json!({ "uri": uri(page), "languageId": "markdown", "version": self.version, "text": text });
        self.tell("textDocument/didOpen", json!({ "textDocument": document }));
        self.wait();
    }

    /// Types or deletes a character, now and then on another page; how long its diagnostics take.
    fn edit(&mut self, pages: &[PathBuf], edit: usize, waits: bool) -> Duration {
        let page = &pages[edit / 250 % pages.len()];
        if edit.is_multiple_of(250) {
            self.show(page);
        }
        let line = edit / 2 * 7 % 60;
        let types = edit.is_multiple_of(2);
        let end = i32::from(!types);
        let text = if types { ["x", "\"", ",", "{", "é"][edit / 2 % 5] } else { "" };
        let range = json!({
            "start": { "line": line, "character": 0 },
            "end": { "line": line, "character": end },
        });
        self.version += 1;
        let document = json!({ "uri": uri(page), "version": self.version });
        let params =
            json!({ "textDocument": document, "contentChanges": [{ "range": range, "text": text }] });
        let begin = Instant::now();
        self.tell("textDocument/didChange", params);
        if waits {
            self.wait();
        }
        begin.elapsed()
    }

    /// Waits for the diagnostics of the newest version.
    fn wait(&self) {
        loop {
            let message = self.connection.receiver.recv().expect("the server answers");
            if let Message::Notification(it) = message
                && it.method == "textDocument/publishDiagnostics"
                && it.params["version"] == self.version
            {
                return;
            }
        }
    }

    /// Says that a file changed and waits for any page that is checked again.
    fn source_changed(&self, file: &Path) {
        while self.connection.receiver.try_recv().is_ok() {}
        let change = json!({ "uri": uri(file), "type": 2 });
        self.tell("workspace/didChangeWatchedFiles", json!({ "changes": [change] }));
        self.wait();
    }
}

fn uri(path: &Path) -> Value {
    json!(format!("file://{}", path.display()))
}
