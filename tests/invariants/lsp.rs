//! A language server and a client that keeps to nothing: each line of the input is a message, or bytes between messages if
//! it begins with `!`. Every request is answered once, and nothing panics.

use std::collections::HashMap;
use std::io::{self, Write};
use std::sync::{Arc, Mutex};

use serde_json::Value;

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
    let lines = [INITIALIZE].into_iter().chain(bytes.split(|byte| *byte == b'\n'));
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
