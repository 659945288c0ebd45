//! Floor 7: the language server, a second front end beside the command line.
//!
//! It answers editors with what the engine finds in the text that they have, saved or not; every decision about a page
//! is the engine's. Messages of the Language Server Protocol (3.18) come in on standard input, and nothing but messages
//! goes out on standard output.
//!
//! ```text
//! server     the main loop and its state        requests    answers about a page
//! outbox     what leaves                        workers     threads that answer
//! workspace  folders, configuration             document    an open text, version by version
//! page       what a request is about            settings    what the client configures
//! watch      files that count                   progress    what takes long
//! encoding   positions <-> bytes                features    what client and server can do
//! diagnostics, hover, completion, navigation, actions, views: one kind of answer each
//! ```

mod actions;
mod completion;
mod diagnostics;
mod document;
mod encoding;
mod features;
mod hover;
mod navigation;
mod outbox;
mod page;
mod progress;
mod requests;
mod server;
mod settings;
mod views;
mod watch;
mod workers;
mod workspace;

use std::io;

use gen_lsp_types::{InitializeParams, InitializeResult, ServerInfo};
use lsp_server::Connection;

use self::features::Features;
use self::outbox::Outbox;
use self::server::{Next, Server};

/// Serves one client on standard input and output until it says `exit` or is gone.
///
/// Returns whether the client took its leave as the protocol wants it.
///
/// # Errors
/// Standard input or output cannot be used any more, or what comes is not the protocol.
pub(crate) fn serve_stdio() -> io::Result<bool> {
    let (connection, threads) = Connection::stdio();
    let clean = serve(connection)?;
    threads.join()?;
    Ok(clean)
}

/// Serves one client on a connection.
///
/// # Errors
/// The client does not introduce itself as the protocol wants it.
pub fn serve(connection: Connection) -> io::Result<bool> {
    let (id, params) = connection.initialize_start().map_err(io::Error::other)?;
    let params: InitializeParams = serde_json::from_value(params).map_err(io::Error::other)?;
    let features = Features::of(&params.capabilities);
    let info =
        ServerInfo { name: "apiproof".to_owned(), version: Some(env!("CARGO_PKG_VERSION").to_owned()) };
    let result = InitializeResult::new(features.capabilities(), Some(info));
    let result = serde_json::to_value(result).map_err(io::Error::other)?;
    connection.initialize_finish(id, result).map_err(io::Error::other)?;

    let Connection { sender, receiver } = connection;
    // A client that is gone ends the loop below: nobody misses what cannot be sent to it.
    let outbox = Outbox::new(move |message| {
        let _ = sender.send(message);
    });
    let mut server = Server::new(&params, features, outbox);
    for message in receiver {
        if let Next::Exit { clean } = server.take(message) {
            return Ok(clean);
        }
    }
    Ok(false)
}
