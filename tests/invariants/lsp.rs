//! A language server and a client that keeps to nothing: each line of the input is a message, or bytes between messages if
//! it begins with `!`. A first line `pull` makes it a client that asks for diagnostics, also for those of a folder on disk.
//! Every request is answered once, and nothing panics.

use std::collections::HashMap;
use std::fs;
use std::io::{self, Write};
use std::path::PathBuf;
use std::sync::{Arc, Mutex, OnceLock};

use serde_json::{Value, json};

use super::{Holds, ensure};

/// The output of the server.
#[derive(Clone, Default)]
struct Output(Arc<Mutex<Vec<u8>>>);

impl Write for Output {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.lock().expect("no panic").extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

const INITIALIZE: &[u8] = br#"{"jsonrpc":"2.0","id":"i","method":"initialize","params":{"processId":null,"rootUri":null,"capabilities":{},"workspaceFolders":[{"uri":"file:///nowhere/docs","name":"docs"}]}}"#;

/// The introduction of a client that can do everything, and asks for the diagnostics of all pages.
fn introduction_that_pulls() -> &'static [u8] {
    static MESSAGE: OnceLock<String> = OnceLock::new();
    MESSAGE
        .get_or_init(|| {
            let folder = std::env::temp_dir().join(format!("apiproof-pulled-{}", std::process::id()));
            fs::create_dir_all(&folder).expect("a folder can be made");
            for (name, text) in [("a.md", "```json\n{ \"id\": 1, }\n```\n"), ("b.md", "# Parcels\n")] {
                fs::write(folder.join(name), text).expect("a page can be written");
            }
            let folders = [PathBuf::from("/nowhere/docs"), folder];
            let folders =
                folders.map(|path| json!({ "uri": format!("file://{}", path.display()), "name": "docs" }));
            let able = json!({ "dynamicRegistration": true, "refreshSupport": true });
            let params = json!({
                "processId": null,
                "rootUri": null,
                "capabilities": {
                    "general": { "positionEncodings": ["utf-32"] },
                    "window": { "workDoneProgress": true },
                    "workspace": {
                        "diagnostics": able,
                        "didChangeWatchedFiles": able,
                        "inlayHint": able,
                        "workspaceEdit": { "documentChanges": true },
                    },
                    "textDocument": { "diagnostic": { "relatedInformation": true } },
                },
                "initializationOptions": { "workspace": true },
                "workspaceFolders": folders,
            });
            json!({ "jsonrpc": "2.0", "id": "i", "method": "initialize", "params": params }).to_string()
        })
        .as_bytes()
}

fn frame(input: &mut Vec<u8>, body: &[u8]) {
    input.extend_from_slice(format!("Content-Length: {}\r\n\r\n", body.len()).as_bytes());
    input.extend_from_slice(body);
}

/// The id of a request, if a message is one.
fn asked(body: &[u8]) -> Option<String> {
    let value: Value = serde_json::from_slice(body).ok()?;
    let is_known = |id: &Value| id.is_string() || id.as_i64().is_some_and(|id| i32::try_from(id).is_ok());
    let id = value.get("id").filter(|id| is_known(id))?;
    value.get("method")?.is_string().then(|| id.to_string())
}

/// Every request of a client is answered, whatever it sends, and every answer is a message.
pub(crate) fn answered(bytes: &[u8]) -> Holds {
    let mut input = Vec::new();
    let mut waiting: HashMap<String, usize> = HashMap::new();
    // Bytes between messages may swallow one: what is asked is counted only without them.
    let mut is_whole = true;
    let (introduction, bytes) = match bytes.strip_prefix(b"pull\n") {
        Some(rest) => (introduction_that_pulls(), rest),
        None => (INITIALIZE, bytes),
    };
    let lines = [introduction].into_iter().chain(bytes.split(|byte| *byte == b'\n'));
    for line in lines {
        if let Some(noise) = line.strip_prefix(b"!") {
            is_whole = false;
            input.extend_from_slice(noise);
            input.extend_from_slice(b"\r\n");
            continue;
        }
        frame(&mut input, line);
        if let Some(id) = asked(line) {
            *waiting.entry(id).or_default() += 1;
        }
        if line.windows(6).any(|it| it == b"\"exit\"") {
            break;
        }
    }
    let output = Output::default();
    apiproof::internals::serve_bytes(&*input, output.clone()).expect("memory can be read and written");
    let output = output.0.lock().expect("no panic");
    let mut rest = &output[..];
    while !rest.is_empty() {
        let end = rest.windows(4).position(|it| it == b"\r\n\r\n").expect("a header ends");
        let header = std::str::from_utf8(&rest[..end]).expect("a header is text");
        let length: usize = header["Content-Length: ".len()..].parse().expect("a length is a number");
        let message: Value = serde_json::from_slice(&rest[end + 4..][..length]).expect("a message is JSON");
        if message.get("method").is_none()
            && let Some(count) = waiting.get_mut(&message["id"].to_string())
        {
            *count = count.saturating_sub(1);
        }
        rest = &rest[end + 4 + length..];
    }
    let lost: Vec<_> = waiting.iter().filter(|(_, count)| **count > 0).collect();
    ensure(!is_whole || lost.is_empty(), || format!("no answer to {lost:?}"))
}
