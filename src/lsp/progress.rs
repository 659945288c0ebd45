//! What the client shows while descriptions of the API are being read.
//!
//! The client is asked for a place to show it; only if it has one before the work is over, anything is shown. No worker
//! waits for the client.

use std::sync::{Mutex, PoisonError};

use gen_lsp_types::{ProgressToken, WorkDoneProgressCreateParams};
use lsp_server::RequestId;
use serde_json::{Value, json};

use super::outbox::Outbox;

/// What is shown to the writer.
const TITLE: &str = "apiproof: reading descriptions of the API";

/// The progress of reading.
#[derive(Debug)]
pub(super) struct Progress {
    /// Whether the client can show it.
    is_supported: bool,
    state: Mutex<State>,
}

#[derive(Debug, Default)]
struct State {
    /// How many workers read.
    busy: usize,
    /// How often the client was asked.
    asked: u32,
    /// The request for a place that is not answered yet.
    request: Option<RequestId>,
    is_shown: bool,
}

impl Progress {
    pub(super) fn new(is_supported: bool) -> Self {
        Self { is_supported, state: Mutex::default() }
    }

    /// Does work that reads descriptions unless they are loaded.
    pub(super) fn during<T>(&self, outbox: &Outbox, is_loaded: bool, work: impl FnOnce() -> T) -> T {
        if is_loaded || !self.is_supported {
            return work();
        }
        self.begin(outbox);
        let done = work();
        self.end(outbox);
        done
    }

    fn begin(&self, outbox: &Outbox) {
        let mut state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        state.busy += 1;
        if state.busy == 1 {
            state.asked += 1;
            let params = WorkDoneProgressCreateParams::new(token(state.asked));
            state.request = Some(outbox.ask("window/workDoneProgress/create", params));
        }
    }

    /// The client answered a request.
    pub(super) fn answered(&self, outbox: &Outbox, id: &RequestId, is_done: bool) {
        let mut state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        if state.request.as_ref() == Some(id) {
            state.request = None;
            state.is_shown = is_done;
            if is_done {
                notify(outbox, state.asked, &json!({ "kind": "begin", "title": TITLE }));
            }
        }
    }

    fn end(&self, outbox: &Outbox) {
        let mut state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        state.busy -= 1;
        if state.busy == 0 {
            state.request = None;
            if std::mem::take(&mut state.is_shown) {
                notify(outbox, state.asked, &json!({ "kind": "end" }));
            }
        }
    }
}

fn token(number: u32) -> ProgressToken {
    ProgressToken::String(format!("apiproof-{number}"))
}

fn notify(outbox: &Outbox, number: u32, value: &Value) {
    outbox.notify("$/progress", json!({ "token": token(number), "value": value }));
}
