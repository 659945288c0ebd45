//! Messages as bytes: what frames a message on standard input and output, for clients that do it well and others.
//!
//! A frame that cannot be read costs itself and nothing behind it: the client is told, and reading goes on at the next
//! header. What a message means is not known here.

use std::io::{self, BufRead, Cursor, Read as _, Write};
use std::sync::{Mutex, PoisonError};

use lsp_server::{ErrorCode, Message, Notification, Request, RequestId, Response, ResponseError};
use memchr::memmem;
use serde::de::IgnoredAny;
use serde::{Deserialize, Deserializer};
use serde_json::{Value, json};

/// The header that says how long a message is.
const LENGTH: &[u8] = b"content-length:";
/// Longer messages than these 256 MiB are not waited for.
const LONGEST: usize = 1 << 28;
/// A longer line is no header.
const LONGEST_LINE: u64 = 1 << 16;

/// What came.
pub(super) enum Frame {
    /// A message.
    Message(Message),
    /// Something else: the answer to it.
    Broken(Value),
}

/// The frames of an input.
pub(super) struct Frames<R> {
    /// What was read too far, because a header gave a wrong length.
    again: Cursor<Vec<u8>>,
    input: R,
}

impl<R: BufRead> Frames<R> {
    pub(super) fn new(input: R) -> Self {
        Self { again: Cursor::default(), input }
    }

    /// The next frame; `None` at the end of the input.
    pub(super) fn next(&mut self) -> io::Result<Option<Frame>> {
        let mut is_noise = false;
        let mut length = None;
        loop {
            let mut line = Vec::new();
            let mut input = (&mut self.again).chain(&mut self.input).take(LONGEST_LINE);
            if input.read_until(b'\n', &mut line)? == 0 {
                return Ok(is_noise.then(|| broken("a message without a header")));
            }
            let header = line.trim_ascii();
            match (length_of(header), length) {
                (Some(found), _) => length = Some(found),
                (None, Some(length)) if header.is_empty() => return self.body(length).map(Some),
                (None, None) if header.is_empty() && is_noise => {
                    return Ok(Some(broken("a message without `Content-Length`")));
                }
                // Other headers are of no consequence.
                (None, _) => is_noise |= !header.is_empty(),
            }
        }
    }

    /// The message behind a header.
    fn body(&mut self, length: usize) -> io::Result<Frame> {
        let mut body = Vec::new();
        while body.len() < length {
            let mut input = (&mut self.again).chain(&mut self.input);
            let some = input.fill_buf()?;
            let some = &some[..some.len().min(length - body.len())];
            if some.is_empty() {
                break;
            }
            let (known, read) = (body.len(), some.len());
            body.extend_from_slice(some);
            input.consume(read);
            // No JSON has such a line: the length was too great.
            if let Some(end) = header_within(&body, known) {
                self.read_again(body.split_off(end));
                break;
            }
        }
        if let Some(end) = end_within(&body) {
            self.read_again(body.split_off(end));
        }
        Ok(message(&body))
    }

    fn read_again(&mut self, mut bytes: Vec<u8>) {
        bytes.extend_from_slice(&self.again.get_ref()[self.again.position() as usize..]);
        self.again = Cursor::new(bytes);
    }
}

/// The length that a header gives. What precedes it on its line is the end of a message that was longer than its header
/// said.
fn length_of(header: &[u8]) -> Option<usize> {
    let lower = header.to_ascii_lowercase();
    let at = memmem::rfind(&lower, LENGTH)? + LENGTH.len();
    let digits = std::str::from_utf8(header[at..].trim_ascii()).ok()?;
    digits.parse().ok().filter(|length| *length <= LONGEST)
}

/// Where a whole block of headers begins within a message of which all before `known` was looked at.
fn header_within(body: &[u8], known: usize) -> Option<usize> {
    let from = known.saturating_sub(3);
    let end = from + memmem::find(&body[from..], b"\r\n\r\n")?;
    let line = body[..end].iter().rposition(|byte| *byte == b'\n').map_or(0, |at| at + 1);
    length_of(&body[line..end])?;
    memmem::rfind(&body[line..end].to_ascii_lowercase(), LENGTH).map(|at| line + at)
}

/// Where a JSON text ends that has something else behind it.
fn end_within(body: &[u8]) -> Option<usize> {
    // Nearly always nothing is behind it.
    if body.trim_ascii_end().ends_with(b"}") && memmem::find(body, b"\r\n").is_none() {
        return None;
    }
    let mut values = serde_json::Deserializer::from_slice(body).into_iter::<IgnoredAny>();
    values.next()?.ok()?;
    let end = values.byte_offset();
    (!body[end..].trim_ascii().is_empty()).then_some(end)
}

/// A message as it is written; whether it has an `id`, and which, is kept apart.
#[derive(Deserialize)]
struct Envelope {
    #[serde(default, deserialize_with = "present")]
    id: Option<Value>,
    method: Option<String>,
    #[serde(default)]
    params: Value,
    #[serde(default)]
    result: Value,
    error: Option<ResponseError>,
}

fn present<'de, D: Deserializer<'de>>(value: D) -> Result<Option<Value>, D::Error> {
    Value::deserialize(value).map(Some)
}

/// The message of a body.
fn message(body: &[u8]) -> Frame {
    let envelope: Envelope = match serde_json::from_slice(body) {
        Ok(envelope) => envelope,
        Err(error) => return unread(body, &error),
    };
    let Envelope { id, method, params, result, error } = envelope;
    let known = id.as_ref().and_then(|id| RequestId::deserialize(id).ok());
    match (method, id, known) {
        (Some(method), None, _) => Frame::Message(Notification { method, params }.into()),
        (Some(method), Some(_), Some(id)) => Frame::Message(Request { id, method, params }.into()),
        (None, Some(_), Some(id)) => {
            let response_result = error.map_or(Ok(result), Err);
            Frame::Message(Response { id, response_result }.into())
        }
        (_, id, _) => failure(
            id,
            ErrorCode::InvalidRequest,
            "expected a method, and an id that is an integer or a string",
        ),
    }
}

/// The answer to a body that is no message.
fn unread(body: &[u8], error: &serde_json::Error) -> Frame {
    match serde_json::from_slice::<Value>(body) {
        Ok(value) => failure(value.get("id").cloned(), ErrorCode::InvalidRequest, &error.to_string()),
        Err(error) => broken(&error.to_string()),
    }
}

fn broken(message: &str) -> Frame {
    failure(None, ErrorCode::ParseError, message)
}

fn failure(id: Option<Value>, code: ErrorCode, message: &str) -> Frame {
    // Without an id that can be told, it is null.
    let id = id.filter(|id| id.is_string() || id.is_number()).unwrap_or_default();
    Frame::Broken(json!({ "jsonrpc": "2.0", "id": id, "error": { "code": code as i32, "message": message } }))
}

/// Where messages go, from any thread.
pub(super) struct Sink<W>(Mutex<W>);

impl<W: Write> Sink<W> {
    pub(super) fn new(output: W) -> Self {
        Self(Mutex::new(output))
    }

    pub(super) fn message(&self, message: &Message) -> io::Result<()> {
        message.write(&mut *self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }

    /// Sends the answer to what was no message.
    pub(super) fn refusal(&self, answer: &Value) -> io::Result<()> {
        let text = answer.to_string();
        let mut output = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        write!(output, "Content-Length: {}\r\n\r\n{text}", text.len())?;
        output.flush()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What is read: methods, and codes of refusals.
    fn read(input: &str) -> Vec<String> {
        let mut frames = Frames::new(input.as_bytes());
        let mut found = Vec::new();
        while let Ok(Some(frame)) = frames.next() {
            found.push(match frame {
                Frame::Message(Message::Request(it)) => format!("{} {}", it.id, it.method),
                Frame::Message(Message::Notification(it)) => it.method,
                Frame::Message(Message::Response(it)) => format!("response {}", it.id),
                Frame::Broken(answer) => format!("{} {}", answer["id"], answer["error"]["code"]),
            });
        }
        found
    }

    fn frame(body: &str) -> String {
        format!("Content-Length: {}\r\n\r\n{body}", body.len())
    }

    const ONE: &str = r#"{"jsonrpc":"2.0","id":1,"method":"a"}"#;
    const NOTE: &str = r#"{"jsonrpc":"2.0","method":"n"}"#;

    #[test]
    fn messages_are_requests_notifications_and_responses() {
        let input = frame(ONE) + &frame(NOTE) + &frame(r#"{"id":"x","result":null}"#);
        assert_eq!(read(&input), ["1 a", "n", "response \"x\""]);
    }

    #[test]
    fn headers_are_read_in_any_form() {
        let input = format!("content-type: x\r\nCONTENT-LENGTH:{}\n\n{ONE}{}", ONE.len(), frame(NOTE));
        assert_eq!(read(&input), ["1 a", "n"]);
    }

    #[test]
    fn a_length_that_is_too_great_costs_no_message() {
        let input = format!("Content-Length: {}\r\n\r\n{ONE}{}", ONE.len() + 30, frame(NOTE));
        assert_eq!(read(&input), ["1 a", "n"]);
    }

    #[test]
    fn a_length_that_is_too_small_costs_its_message() {
        let input = format!("Content-Length: {}\r\n\r\n{ONE}{}", ONE.len() - 3, frame(NOTE));
        assert_eq!(read(&input), ["null -32700", "n"]);
    }

    #[test]
    fn a_message_without_a_length_is_refused() {
        let input = format!("Content-Type: x\r\nnoise\r\n\r\n{}", frame(NOTE));
        assert_eq!(read(&input), ["null -32700", "n"]);
    }

    #[test]
    fn a_length_that_is_no_number_or_beyond_all_bounds_is_refused() {
        for length in ["x", "-1", "99999999999"] {
            let input = format!("Content-Length: {length}\r\n\r\n{}", frame(NOTE));
            assert_eq!(read(&input).last().map(String::as_str), Some("n"), "{length}");
        }
    }

    #[test]
    fn what_is_no_json_or_no_text_is_refused() {
        let input = frame("{") + &frame("\u{0}") + &frame(&"[".repeat(1000)) + &frame(NOTE);
        assert_eq!(read(&input), ["null -32700", "null -32700", "null -32700", "n"]);
    }

    #[test]
    fn what_is_no_message_is_refused_under_its_id() {
        let input =
            frame("[]") + &frame(r#"{"id":7,"method":1}"#) + &frame(r#"{"id":2147483648,"method":"a"}"#);
        assert_eq!(read(&input), ["null -32600", "7 -32600", "2147483648 -32600"]);
    }

    #[test]
    fn a_blank_line_within_json_is_no_header() {
        assert_eq!(
            read(&frame("{\r\n\r\n\"method\": \"Content-Length: 1\"\r\n\r\n}")),
            ["Content-Length: 1"]
        );
    }
}
