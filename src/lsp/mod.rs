//! Floor 7: the language server, a second front end beside the command line.
//!
//! It answers editors with what the engine finds in the text that they have, saved or not; every decision about a page
//! is the engine's. Messages of the Language Server Protocol (3.18) come in on standard input, and nothing but messages
//! goes out on standard output.
//!
//! ```text
//! server     the main loop and its state        requests    answers about a page
//! asked      how requests are answered          pulled      findings that are asked for
//! outbox     what leaves                        workers     threads that answer
//! workspace  folders, configuration             document    an open text, version by version
//! page       what a request is about            settings    what the client configures
//! watch      files that count                   progress    what takes long
//! encoding   positions <-> bytes                features    what client and server can do
//! frames     messages <-> bytes
//! diagnostics, hover, completion, navigation, actions, views: one kind of answer each
//! ```

mod actions;
mod asked;
mod completion;
mod diagnostics;
mod document;
mod encoding;
mod features;
mod frames;
mod hover;
mod navigation;
mod outbox;
mod page;
mod progress;
mod pulled;
mod requests;
mod server;
mod settings;
mod views;
mod watch;
mod workers;
mod workspace;

use std::io::{self, BufRead, Write};
use std::sync::Arc;
use std::thread;

use gen_lsp_types::{InitializeParams, InitializeResult, ServerInfo};
use lsp_server::{Connection, ErrorCode, Message, RequestId, Response};
use serde_json::Value;

use self::features::Features;
use self::frames::{Frame, Frames, Sink};
use self::outbox::Outbox;
use self::server::{Next, Server};
use self::settings::Settings;

/// Serves one client on standard input and output until it says `exit` or is gone.
///
/// Returns whether the client took its leave as the protocol wants it.
///
/// # Errors
/// Standard input or output cannot be used any more.
pub(crate) fn serve_stdio() -> io::Result<bool> {
    serve_bytes(io::stdin().lock(), io::stdout())
}

/// Serves one client that writes to `input` and reads `output`.
///
/// # Errors
/// They cannot be used any more.
pub fn serve_bytes(input: impl BufRead, output: impl Write + Send + 'static) -> io::Result<bool> {
    let (ours, theirs) = Connection::memory();
    let sink = Arc::new(Sink::new(output));
    let server = thread::spawn(move || serve(ours));
    let Connection { sender, receiver } = theirs;
    let writer = thread::spawn({
        let sink = Arc::clone(&sink);
        move || receiver.iter().try_for_each(|message| sink.message(&message))
    });
    let read = read(Frames::new(input), &sink, |message| {
        let is_exit = matches!(&message, Message::Notification(it) if it.method == "exit");
        sender.send(message).is_ok() && !is_exit
    });
    drop(sender);
    let clean = server.join().unwrap_or_else(|fault| std::panic::resume_unwind(fault));
    writer.join().unwrap_or_else(|fault| std::panic::resume_unwind(fault))?;
    read.map(|()| clean)
}

/// Reads messages as long as `take` wants more, and refuses what is none.
fn read<R: BufRead, W: Write>(
    mut frames: Frames<R>,
    sink: &Sink<W>,
    mut take: impl FnMut(Message) -> bool,
) -> io::Result<()> {
    while let Some(frame) = frames.next()? {
        match frame {
            Frame::Message(message) => {
                if !take(message) {
                    break;
                }
            }
            Frame::Broken(answer) => sink.refusal(&answer)?,
        }
    }
    Ok(())
}

/// Serves one client on a connection. Returns whether it took its leave as the protocol wants it.
#[must_use]
pub fn serve(connection: Connection) -> bool {
    let Some((id, params)) = introduced(&connection) else { return false };
    let options = params.initialization_options.as_ref().unwrap_or(&Value::Null);
    let (settings, problems) = Settings::read(options);
    let features = Features::of(&params.capabilities, &settings);
    let info =
        ServerInfo { name: "apiproof".to_owned(), version: Some(env!("CARGO_PKG_VERSION").to_owned()) };
    let result = InitializeResult::new(features.capabilities(), Some(info));
    let Connection { sender, receiver } = connection;
    // A client that is gone ends the loop below: nobody misses what cannot be sent to it.
    let _ = sender.send(Response::new_ok(id, result).into());
    let outbox = Outbox::new(move |message| {
        let _ = sender.send(message);
    });
    let mut server = Server::new(&params, features, settings, outbox);
    server.complain(&problems, &[]);
    let ends = receiver.into_iter().find_map(|message| match server.take(message) {
        Next::Exit { clean } => Some(clean),
        Next::Message => None,
    });
    server.release();
    ends.unwrap_or(false)
}

/// Waits until the client says who it is; `None` if it leaves before.
fn introduced(connection: &Connection) -> Option<(RequestId, InitializeParams)> {
    for message in &connection.receiver {
        let (id, code, problem) = match message {
            Message::Notification(it) if it.method == "exit" => return None,
            Message::Notification(_) | Message::Response(_) => continue,
            Message::Request(it) if it.method == "initialize" => match serde_json::from_value(it.params) {
                Ok(params) => return Some((it.id, params)),
                Err(error) => (it.id, ErrorCode::InvalidParams, error.to_string()),
            },
            Message::Request(it) => {
                (it.id, ErrorCode::ServerNotInitialized, "expected `initialize` first".to_owned())
            }
        };
        let _ = connection.sender.send(Response::new_err(id, code as i32, problem).into());
    }
    None
}
