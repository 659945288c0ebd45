//! What leaves the server: one answer for each request, and notifications.
//!
//! Whoever takes a request out of the list of open ones answers it, so that a request that is cancelled while a worker
//! has it is still answered exactly once.

use std::collections::{HashMap, HashSet};
use std::sync::atomic::{AtomicI32, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};

use gen_lsp_types::{Diagnostic, MessageType, PublishDiagnosticsParams, ShowMessageParams, Uri};
use lsp_server::{ErrorCode, Message, Notification, Request, RequestId, Response};
use serde::Serialize;

use crate::diagnostic::Problem;

/// A failed request: the code of the protocol and a sentence.
pub(super) type Failure = (ErrorCode, String);

/// The way to the client, for any thread.
pub(super) struct Outbox {
    send: Box<dyn Fn(Message) + Send + Sync>,
    open: Mutex<HashSet<RequestId>>,
    /// The newest version of every open document. Held while diagnostics are sent, so that they come in order.
    versions: Mutex<HashMap<Uri, (i32, u64)>>,
    /// What was shown to the writer already.
    warned: Mutex<HashSet<String>>,
    next: AtomicI32,
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Outbox {
    /// A way to the client.
    pub(super) fn new(send: impl Fn(Message) + Send + Sync + 'static) -> Self {
        let (open, versions, warned, next) = Default::default();
        Self { send: Box::new(send), open, versions, warned, next }
    }

    /// A request came; false if one with the same id is still open.
    pub(super) fn open(&self, id: &RequestId) -> bool {
        lock(&self.open).insert(id.clone())
    }

    /// Whether a request still waits for its answer.
    pub(super) fn is_open(&self, id: &RequestId) -> bool {
        lock(&self.open).contains(id)
    }

    /// Answers a request, unless it was answered.
    pub(super) fn answer<T: Serialize>(&self, id: RequestId, result: Result<T, Failure>) {
        if !lock(&self.open).remove(&id) {
            return;
        }
        let response = match result {
            Ok(value) => Response::new_ok(id, value),
            Err((code, message)) => Response::new_err(id, code as i32, message),
        };
        (self.send)(Message::Response(response));
    }

    /// Refuses a request that was never opened.
    pub(super) fn refuse(&self, id: RequestId, (code, message): Failure) {
        (self.send)(Message::Response(Response::new_err(id, code as i32, message)));
    }

    /// Asks the client for something; its answer, which names the same id, is not waited for.
    pub(super) fn ask(&self, method: &str, params: impl Serialize) -> RequestId {
        let id = RequestId::from(self.next.fetch_add(1, Ordering::Relaxed));
        (self.send)(Message::Request(Request::new(id.clone(), method.to_owned(), params)));
        id
    }

    /// Sends a notification.
    pub(super) fn notify(&self, method: &str, params: impl Serialize) {
        (self.send)(Message::Notification(Notification::new(method.to_owned(), params)));
    }

    /// Shows a warning.
    pub(super) fn warn(&self, message: String) {
        self.notify("window/showMessage", ShowMessageParams::new(MessageType::Warning, message));
    }

    /// Shows what is wrong outside of a page, unless it was shown already.
    pub(super) fn warn_once(&self, problem: &Problem) {
        let message = format!("apiproof: {problem}");
        if lock(&self.warned).insert(message.clone()) {
            self.warn(message);
        }
    }

    /// Warnings may be shown again: what they are about was read anew.
    pub(super) fn forget_warnings(&self) {
        lock(&self.warned).clear();
    }

    /// Remembers which version of a document is the newest, in which state of the workspace.
    pub(super) fn is_now(&self, uri: &Uri, version: i32, state: u64) {
        lock(&self.versions).insert(uri.clone(), (version, state));
    }

    /// Whether a version of a document is still the newest.
    pub(super) fn is_current(&self, uri: &Uri, version: i32, state: u64) -> bool {
        lock(&self.versions).get(uri) == Some(&(version, state))
    }

    /// A document was closed: its diagnostics go.
    pub(super) fn is_closed(&self, uri: &Uri, pushes: bool) {
        let mut versions = lock(&self.versions);
        versions.remove(uri);
        if pushes {
            self.publish(uri, None, Vec::new());
        }
    }

    /// Sends the diagnostics of a version, unless it is not the newest any more.
    pub(super) fn diagnostics(&self, uri: &Uri, version: i32, state: u64, found: Vec<Diagnostic>) {
        let versions = lock(&self.versions);
        if versions.get(uri) == Some(&(version, state)) {
            self.publish(uri, Some(version), found);
        }
    }

    fn publish(&self, uri: &Uri, version: Option<i32>, diagnostics: Vec<Diagnostic>) {
        let params = PublishDiagnosticsParams::new(uri.clone(), version, diagnostics);
        self.notify("textDocument/publishDiagnostics", params);
    }
}
