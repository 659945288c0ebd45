//! The main loop: one message after the other, in the order in which they come.
//!
//! Notifications change the state here and now; requests, which `asked` has, get what they need of it and are answered
//! by a worker. No page is checked on this thread.

use std::collections::{HashMap, HashSet};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::PathBuf;
use std::sync::Arc;

use gen_lsp_types::{
    DidChangeConfigurationParams, DidChangeTextDocumentParams, DidChangeWatchedFilesParams,
    DidChangeWorkspaceFoldersParams, DidCloseTextDocumentParams, DidOpenTextDocumentParams, InitializeParams,
    Uri, WorkspaceFolders,
};
use lsp_server::{ErrorCode, Message, Notification, RequestId};
use serde::de::DeserializeOwned;
use serde_json::Value;

use super::diagnostics::diagnostics;
use super::document::Document;
use super::features::Features;
use super::outbox::Outbox;
use super::progress::Progress;
use super::pulled::Pulled;
use super::requests;
use super::settings::Settings;
use super::watch;
use super::workers::Workers;
use super::workspace::Workspace;
use crate::diagnostic::Problem;
use crate::system::FileChange;

/// How many requests are worked on at once.
const WORKERS: usize = 2;

/// Whether the loop goes on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Next {
    /// It does.
    Message,
    /// The client said `exit`; `clean` if it had said `shutdown` before.
    Exit {
        /// Whether the process ends with 0.
        clean: bool,
    },
}

/// The state of a connection.
pub(super) struct Server {
    pub(super) outbox: Arc<Outbox>,
    pub(super) workers: Workers,
    pub(super) features: Features,
    settings: Settings,
    folders: Vec<PathBuf>,
    pub(super) workspace: Arc<Workspace>,
    /// Counts the workspaces: what was computed in an older one is not sent.
    state: u64,
    pub(super) documents: Arc<HashMap<Uri, Arc<Document>>>,
    /// The configuration files and descriptions that count as the editor has them.
    overlaid: HashSet<PathBuf>,
    pub(super) progress: Arc<Progress>,
    pub(super) is_shut_down: bool,
    /// Whether the findings of all pages were asked for.
    pub(super) pulled: Pulled,
}

impl Server {
    /// The server for a client that introduced itself.
    pub(super) fn new(
        params: &InitializeParams,
        features: Features,
        settings: Settings,
        outbox: Outbox,
    ) -> Self {
        let folders = folders(params);
        let outbox = Arc::new(outbox);
        let (workspace, wrong) = Workspace::open(folders.clone(), &settings);
        let server = Self {
            outbox,
            workers: Workers::start(WORKERS),
            features,
            settings,
            folders,
            workspace: Arc::new(workspace),
            state: 0,
            documents: Arc::default(),
            overlaid: HashSet::new(),
            progress: Arc::new(Progress::new(features.shows_progress)),
            is_shut_down: false,
            pulled: Pulled::default(),
        };
        server.complain(&[], &wrong);
        server
    }

    /// Takes one message.
    pub(super) fn take(&mut self, message: Message) -> Next {
        match message {
            Message::Request(request) => self.request(request),
            Message::Notification(notification) if notification.method == "exit" => {
                return Next::Exit { clean: self.is_shut_down };
            }
            Message::Notification(_) if self.is_shut_down => {}
            Message::Notification(notification) => {
                let may_change = notification.method.contains("/did");
                self.notification(notification);
                if may_change {
                    self.something_changed();
                }
            }
            Message::Response(response) => {
                let is_done = response.response_result.is_ok();
                self.progress.answered(&self.outbox, &response.id, is_done);
            }
        }
        Next::Message
    }

    fn notification(&mut self, notification: Notification) {
        let Notification { method, params } = notification;
        match method.as_str() {
            "initialized" => watch::register(&self.outbox, self.features),
            "$/cancelRequest" => self.cancel(&params),
            "textDocument/didOpen" => self.with(params, Self::opened),
            "textDocument/didChange" => self.with(params, Self::changed),
            "textDocument/didClose" => self.with(params, Self::closed),
            "workspace/didChangeConfiguration" => self.with(params, Self::configured),
            "workspace/didChangeWatchedFiles" => self.with(params, Self::files_changed),
            "workspace/didChangeWorkspaceFolders" => self.with(params, Self::folders_changed),
            // What is not known and not asked for is ignored, as the protocol demands.
            _ => {}
        }
    }

    /// Carries out a notification; one with wrong parameters has no effect, and nobody to tell it to.
    fn with<P: DeserializeOwned>(&mut self, params: Value, act: fn(&mut Self, &P)) {
        if let Ok(params) = serde_json::from_value(params) {
            act(self, &params);
        }
    }

    fn cancel(&mut self, params: &Value) {
        let id = match &params["id"] {
            Value::String(id) => RequestId::from(id.clone()),
            Value::Number(id) => match id.as_i64().and_then(|id| i32::try_from(id).ok()) {
                Some(id) => RequestId::from(id),
                None => return,
            },
            _ => return,
        };
        self.pulled.cancelled(&id);
        let failure = (ErrorCode::RequestCanceled, "cancelled by the client".to_owned());
        self.outbox.answer::<()>(id, Err(failure));
    }

    fn opened(&mut self, params: &DidOpenTextDocumentParams) {
        let item = &params.text_document;
        self.written(Document::new(item.uri.clone(), item.version, &*item.text));
    }

    fn changed(&mut self, params: &DidChangeTextDocumentParams) {
        let of = &params.text_document;
        let Some(known) = self.documents.get(&of.text_document_identifier.uri) else { return };
        self.written(known.edited(of.version, &params.content_changes, self.features.encoding));
    }

    fn closed(&mut self, params: &DidCloseTextDocumentParams) {
        let uri = &params.text_document.uri;
        if Arc::make_mut(&mut self.documents).remove(uri).is_some() {
            self.outbox.is_closed(uri, !self.features.pulls);
        }
        if let Some(path) = uri.to_file_path().ok().filter(|path| self.overlaid.remove(path)) {
            self.sources_changed(&[FileChange::on_disk(path)], None);
        }
    }

    fn configured(&mut self, params: &DidChangeConfigurationParams) {
        let (settings, problems) = Settings::read(&params.settings);
        self.complain(&problems, &[]);
        if settings != self.settings {
            self.settings = settings;
            self.reopen();
        }
    }

    fn files_changed(&mut self, params: &DidChangeWatchedFilesParams) {
        let paths = params.changes.iter().filter_map(|change| change.uri.to_file_path().ok());
        // What the editor has of a file counts, saved or not.
        let paths = paths.filter(|path| watch::concerns(path) && !self.overlaid.contains(path));
        let changes: Vec<FileChange> = paths.map(FileChange::on_disk).collect();
        if !changes.is_empty() {
            self.sources_changed(&changes, None);
        }
    }

    /// The writer has this text now. That of a configuration or description counts at once for the pages that depend on
    /// it, of which it may be one.
    fn written(&mut self, document: Document) {
        let Some(change) = self.overlay(&document) else { return self.show(document) };
        let uri = document.uri.clone();
        Arc::make_mut(&mut self.documents).insert(uri.clone(), Arc::new(document));
        self.sources_changed(&[change], Some(&uri));
    }

    /// The change of an open configuration or description, if its text is not what is known of it.
    fn overlay(&mut self, document: &Document) -> Option<FileChange> {
        let path = document.path().filter(|path| watch::counts_unsaved(path))?;
        if !self.overlaid.contains(&path) && self.workspace.text(&path).as_deref() == Some(&*document.text) {
            return None;
        }
        self.overlaid.insert(path.clone());
        Some(FileChange::bytes(path, document.text.as_bytes()))
    }

    /// Configuration or descriptions changed: the pages that depend on them, and `written`, are checked again.
    fn sources_changed(&mut self, changes: &[FileChange], written: Option<&Uri>) {
        let (workspace, effect) = self.workspace.after(changes);
        self.workspace = Arc::new(workspace);
        let is_concerned = |document: &Document| {
            let depends = |path: PathBuf| self.workspace.depends_on(&effect, &path);
            Some(&document.uri) == written || document.path().is_some_and(depends)
        };
        let concerned: Vec<Document> =
            self.documents.values().filter(|it| is_concerned(it)).map(|it| it.afresh()).collect();
        if !concerned.is_empty() {
            self.recheck(concerned);
        }
    }

    fn folders_changed(&mut self, params: &DidChangeWorkspaceFoldersParams) {
        let path = |uri: &Uri| uri.to_file_path().ok();
        let gone: Vec<PathBuf> = params.event.removed.iter().filter_map(|folder| path(&folder.uri)).collect();
        self.folders.retain(|folder| !gone.contains(folder));
        self.folders.extend(params.event.added.iter().filter_map(|folder| path(&folder.uri)));
        self.reopen();
    }

    /// A version of a document is the newest now.
    fn show(&mut self, document: Document) {
        let document = Arc::new(document);
        self.outbox.is_now(&document.uri, document.version, self.state);
        Arc::make_mut(&mut self.documents).insert(document.uri.clone(), Arc::clone(&document));
        if !self.features.pulls {
            self.push(document);
        }
    }

    /// Lets a worker check a version and send what it finds, unless a newer one comes first.
    fn push(&self, document: Arc<Document>) {
        let (outbox, workspace) = (Arc::clone(&self.outbox), Arc::clone(&self.workspace));
        let (features, state, progress) = (self.features, self.state, Arc::clone(&self.progress));
        self.workers.run(move || {
            if !outbox.is_current(&document.uri, document.version, state) {
                return;
            }
            let check = || diagnostics(&document, &workspace, features);
            let found =
                progress.during(&outbox, workspace.is_loaded(), || catch_unwind(AssertUnwindSafe(check)));
            if let Ok(found) = found {
                outbox.diagnostics(&document.uri, document.version, state, found);
            }
            requests::tell_problems(&outbox, &document, &workspace);
        });
    }

    /// Begins anew with the folders, settings and files as they are now.
    fn reopen(&mut self) {
        let (workspace, wrong) = Workspace::open(self.folders.clone(), &self.settings);
        self.workspace = Arc::new(workspace);
        self.complain(&[], &wrong);
        // What is open and not saved counts in the new workspace, too.
        let texts = self.documents.values().filter_map(|it| Some((it.path()?, Arc::clone(&it.text))));
        let unsaved = texts.filter(|(path, _)| self.overlaid.contains(path));
        let changes: Vec<FileChange> =
            unsaved.map(|(path, text)| FileChange::bytes(path, text.as_bytes())).collect();
        self.workspace = Arc::new(self.workspace.after(&changes).0);
        self.recheck(self.documents.values().map(|document| document.afresh()).collect());
    }

    /// Checks open pages again, in the workspace as it is now.
    fn recheck(&mut self, documents: Vec<Document>) {
        self.state += 1;
        self.outbox.forget_warnings();
        for document in documents {
            self.show(document);
        }
        if self.features.pulls && self.features.refreshes {
            self.outbox.ask("workspace/diagnostic/refresh", Value::Null);
        }
        if self.features.refreshes_hints {
            self.outbox.ask("workspace/inlayHint/refresh", Value::Null);
        }
    }

    /// Says what is wrong with the settings themselves, and with what they name.
    pub(super) fn complain(&self, settings: &[String], problems: &[Problem]) {
        let of_settings = settings.iter().map(|message| format!("apiproof settings: {message}"));
        let of_files = problems.iter().map(|problem| format!("apiproof: {problem}"));
        of_settings.chain(of_files).for_each(|message| self.outbox.warn(message));
    }
}

/// The folders that the client has open.
fn folders(params: &InitializeParams) -> Vec<PathBuf> {
    let listed = match &params.workspace_folders_initialize_params.workspace_folders {
        Some(WorkspaceFolders::WorkspaceFolderList(list)) => list.iter().map(|folder| &folder.uri).collect(),
        _ => Vec::new(),
    };
    #[expect(deprecated, reason = "older clients name their folder in this way")]
    let root = params.root_uri.as_ref().filter(|_| listed.is_empty());
    listed.into_iter().chain(root).filter_map(|uri| uri.to_file_path().ok()).collect()
}
