//! The server as a program: bytes on standard input and output.

use std::io::{Read as _, Write as _};
use std::process::{Command, Stdio};

use serde_json::Value;

fn frame(body: &str) -> String {
    format!("Content-Length: {}\r\n\r\n{body}", body.len())
}

/// What the program writes for an input, and the code that it ends with.
fn run(input: &str) -> (Vec<Value>, Option<i32>) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_apiproof"));
    let mut server = command
        .arg("lsp")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    server.stdin.take().unwrap().write_all(input.as_bytes()).unwrap();
    let mut output = String::new();
    server.stdout.take().unwrap().read_to_string(&mut output).unwrap();
    let mut messages = Vec::new();
    let mut rest = output.as_str();
    while let Some((header, behind)) = rest.split_once("\r\n\r\n") {
        let length: usize = header.strip_prefix("Content-Length: ").unwrap().parse().unwrap();
        messages.push(serde_json::from_str(&behind[..length]).unwrap());
        rest = &behind[length..];
    }
    assert_eq!(rest, "");
    (messages, server.wait().unwrap().code())
}

const INITIALIZE: &str = r#"{"jsonrpc":"2.0","id":1,"method":"initialize","params":{"processId":null,"rootUri":null,"capabilities":{}}}"#;

#[test]
fn broken_frames_end_nothing_and_every_request_has_its_answer() {
    let unknown = r#"{"jsonrpc":"2.0","id":"x","method":"unheard/of"}"#;
    let broken = [
        "garbage\r\n\r\n".to_owned(),
        frame("{"),
        frame("[1]"),
        format!("Content-Length: 9\r\n\r\n{unknown}"),
        format!("Content-Length: {}\r\n\r\n{unknown}", unknown.len() + 20),
        frame(r#"{"jsonrpc":"2.0","id":1.5,"method":"x"}"#),
    ];
    let end = [r#"{"jsonrpc":"2.0","id":2,"method":"shutdown"}"#, r#"{"jsonrpc":"2.0","method":"exit"}"#];
    let input = frame(INITIALIZE) + &broken.concat() + &end.map(frame).concat();
    let (messages, code) = run(&input);
    assert_eq!(code, Some(0));
    // What is refused at the door may be sent before what is answered inside.
    let mut ids: Vec<String> = messages.iter().map(|it| it["id"].to_string()).collect();
    ids.sort();
    assert_eq!(ids, ["\"x\"", "1", "1.5", "2", "null", "null", "null", "null"]);
}

#[test]
fn a_client_that_is_gone_ends_the_server_without_a_leave() {
    for input in ["", "Content-Length: 20\r\n\r\n{", &frame(INITIALIZE)] {
        assert_eq!(run(input).1, Some(1), "{input}");
    }
}
