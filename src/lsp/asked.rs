//! What the client asks for: every request gets what it needs of the state, and one answer.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;

use gen_lsp_types::{Uri, WorkspaceDiagnosticParams, WorkspaceDiagnosticReport};
use lsp_server::{ErrorCode, Request, RequestId};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

use super::outbox::{Failure, Outbox};
use super::page::Page;
use super::pulled;
use super::requests;
use super::server::Server;

impl Server {
    /// Takes a request.
    pub(super) fn request(&mut self, request: Request) {
        let id = request.id.clone();
        if !self.outbox.open(&id) {
            let message = format!("a request with the id {id} is still open");
            return self.outbox.refuse(id, (ErrorCode::InvalidRequest, message));
        }
        if self.is_shut_down {
            let failure = (ErrorCode::InvalidRequest, "the server is shut down".to_owned());
            return self.outbox.answer::<()>(id, Err(failure));
        }
        match request.method.as_str() {
            "initialize" => {
                let failure = (ErrorCode::InvalidRequest, "the server is initialized already".to_owned());
                self.outbox.answer::<()>(id, Err(failure));
            }
            "shutdown" => {
                self.is_shut_down = true;
                self.release();
                self.outbox.answer(id, Ok(Value::Null));
            }
            "workspace/diagnostic" => self.pull(request),
            "textDocument/diagnostic" => self.on_page(request, requests::diagnostic),
            "textDocument/codeAction" => self.on_page(request, requests::code_action),
            "textDocument/hover" => self.on_page(request, requests::hover),
            "textDocument/completion" => self.on_page(request, requests::completion),
            "textDocument/documentSymbol" => self.on_page(request, requests::document_symbol),
            "textDocument/inlayHint" => self.on_page(request, requests::inlay_hint),
            "textDocument/definition" => self.on_page(request, requests::definition),
            "textDocument/typeDefinition" => self.on_page(request, requests::type_definition),
            "textDocument/references" => self.on_page(request, requests::references),
            "textDocument/prepareRename" => self.on_page(request, requests::prepare_rename),
            "textDocument/rename" => self.try_on_page(request, requests::rename),
            method => {
                let failure = (ErrorCode::MethodNotFound, format!("`{method}` is not supported"));
                self.outbox.answer::<()>(id, Err(failure));
            }
        }
    }

    /// Lets a worker answer a request about an open page, as the page is now.
    fn on_page<P, R>(&self, request: Request, work: fn(&Page, &P) -> R)
    where
        P: DeserializeOwned + Send + 'static,
        R: Serialize + 'static,
    {
        self.try_on_page(request, move |page, params| Ok(work(page, params)));
    }

    /// The same for work that may refuse.
    fn try_on_page<P, R>(
        &self,
        request: Request,
        work: impl FnOnce(&Page, &P) -> Result<R, Failure> + Send + 'static,
    ) where
        P: DeserializeOwned + Send + 'static,
        R: Serialize + 'static,
    {
        let id = request.id.clone();
        let (page, params) = match self.page(request) {
            Ok(found) => found,
            Err(failure) => return self.outbox.answer::<()>(id, Err(failure)),
        };
        let (outbox, progress) = (Arc::clone(&self.outbox), Arc::clone(&self.progress));
        self.workers.run(move || {
            // Cancelled meanwhile.
            if outbox.is_open(&id) {
                let workspace = Arc::clone(&page.workspace);
                progress
                    .during(&outbox, workspace.is_loaded(), || answer(&outbox, id, || work(&page, &params)));
            }
        });
    }

    /// The page that a request is about, and its parameters.
    fn page<P: DeserializeOwned>(&self, request: Request) -> Result<(Page, P), Failure> {
        let uri = request.params.pointer("/textDocument/uri").and_then(Value::as_str).unwrap_or_default();
        let document = Uri::parse(uri).ok().and_then(|uri| self.documents.get(&uri));
        let invalid = |message: String| (ErrorCode::InvalidParams, message);
        let document = document.ok_or_else(|| invalid(format!("`{uri}` is not open")))?;
        let page = Page {
            document: Arc::clone(document),
            workspace: Arc::clone(&self.workspace),
            features: self.features,
            open: Arc::clone(&self.documents),
        };
        let params = serde_json::from_value(request.params);
        params.map(|params| (page, params)).map_err(|error| invalid(error.to_string()))
    }

    /// The findings of all pages; not again before something changed.
    fn pull(&mut self, request: Request) {
        let params = match serde_json::from_value(request.params) {
            Ok(params) => params,
            Err(error) => {
                let failure = (ErrorCode::InvalidParams, error.to_string());
                return self.outbox.answer::<()>(request.id, Err(failure));
            }
        };
        self.release();
        if self.pulled.reported.is_some() {
            self.pulled.waiting = Some((request.id, params));
        } else {
            self.report(request.id, params);
        }
    }

    /// What was reported of all pages may not be so any more.
    pub(super) fn something_changed(&mut self) {
        self.pulled.reported = None;
        if let Some((id, params)) = self.pulled.waiting.take() {
            self.report(id, params);
        }
    }

    fn report(&mut self, id: RequestId, params: WorkspaceDiagnosticParams) {
        self.pulled.reported = Some(id.clone());
        let (workspace, open) = (Arc::clone(&self.workspace), Arc::clone(&self.documents));
        let (outbox, progress, features) =
            (Arc::clone(&self.outbox), Arc::clone(&self.progress), self.features);
        self.workers.run(move || {
            if outbox.is_open(&id) {
                let work = || Ok(pulled::of_workspace(&workspace, &open, features, &params));
                progress.during(&outbox, workspace.is_loaded(), || answer(&outbox, id, work));
            }
        });
    }

    /// Nobody waits any more for the findings of all pages to change.
    pub(super) fn release(&mut self) {
        if let Some((id, _)) = self.pulled.waiting.take() {
            self.outbox.answer(id, Ok(WorkspaceDiagnosticReport::default()));
        }
    }
}

/// Answers a request with the result of `work`; a panic in it costs this one answer.
fn answer<R: Serialize>(outbox: &Outbox, id: RequestId, work: impl FnOnce() -> Result<R, Failure>) {
    let done = catch_unwind(AssertUnwindSafe(work));
    let failure = || (ErrorCode::InternalError, "internal error, please report it with the page".to_owned());
    outbox.answer(id, done.unwrap_or_else(|_| Err(failure())));
}
