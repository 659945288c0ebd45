//! An editor as far as tests need one: it speaks the protocol with a server of its own, in this process.

use std::fs;
use std::path::Path;
use std::thread::{self, JoinHandle};
use std::time::Duration;

use apiproof::internals::serve;
use lsp_server::{Connection, Message, Notification, Request, RequestId, Response};
use serde_json::{Value, json};
use tempfile::TempDir;

/// An editor that is connected to a server of its own.
pub(crate) struct Editor {
    pub(crate) connection: Connection,
    pub(crate) server: Option<JoinHandle<bool>>,
    pub(crate) folder: TempDir,
    pub(crate) next: i32,
    /// What came while something else was waited for.
    pub(crate) unread: Vec<Message>,
    /// What the server said of itself.
    pub(crate) introduction: Value,
}

impl Editor {
    pub(crate) fn open(capabilities: &Value) -> Self {
        Self::with(capabilities, &Value::Null)
    }

    pub(crate) fn with(capabilities: &Value, options: &Value) -> Self {
        Self::in_folder(capabilities, options, &[])
    }

    /// In a folder that holds these files.
    pub(crate) fn in_folder(capabilities: &Value, options: &Value, files: &[(&str, &str)]) -> Self {
        let (connection, theirs) = Connection::memory();
        let server = thread::spawn(move || serve(theirs));
        let folder = TempDir::new().unwrap();
        for (name, text) in files {
            fs::write(folder.path().join(name), text).unwrap();
        }
        let (server, next, unread) = (Some(server), 0, Vec::new());
        let mut editor = Self { connection, server, folder, next, unread, introduction: Value::Null };
        let folders = json!([{ "uri": uri(editor.folder.path()), "name": "docs" }]);
        let params = json!({
            "processId": null,
            "rootUri": null,
            "capabilities": capabilities,
            "initializationOptions": options,
            "workspaceFolders": folders,
        });
        editor.introduction = editor.ask("initialize", params).unwrap();
        editor.tell("initialized", json!({}));
        editor
    }

    pub(crate) fn uri(&self, name: &str) -> Value {
        uri(&self.folder.path().join(name))
    }

    pub(crate) fn tell(&self, method: &str, params: Value) {
        let message = Notification::new(method.to_owned(), params);
        self.connection.sender.send(Message::Notification(message)).unwrap();
    }

    pub(crate) fn request(&mut self, method: &str, params: Value) -> RequestId {
        self.next += 1;
        let id = RequestId::from(self.next);
        let message = Request::new(id.clone(), method.to_owned(), params);
        self.connection.sender.send(Message::Request(message)).unwrap();
        id
    }

    /// The next message that `wanted` takes.
    pub(crate) fn wait<T>(&mut self, wanted: impl Fn(&Message) -> Option<T>) -> T {
        if let Some(at) = self.unread.iter().position(|message| wanted(message).is_some()) {
            return wanted(&self.unread.remove(at)).unwrap();
        }
        loop {
            let message = self.connection.receiver.recv_timeout(Duration::from_secs(20)).unwrap();
            match wanted(&message) {
                Some(found) => return found,
                None => self.unread.push(message),
            }
        }
    }

    pub(crate) fn answer(&mut self, id: &RequestId) -> Response {
        self.wait(|message| match message {
            Message::Response(response) if response.id == *id => Some(response.clone()),
            _ => None,
        })
    }

    pub(crate) fn ask(&mut self, method: &str, params: Value) -> Result<Value, i32> {
        let id = self.request(method, params);
        let response = serde_json::to_value(self.answer(&id)).unwrap();
        match response.get("error") {
            Some(error) => Err(i32::try_from(error["code"].as_i64().unwrap()).unwrap()),
            None => Ok(response["result"].clone()),
        }
    }

    pub(crate) fn show(&self, name: &str, text: &str) {
        let document = json!({ "uri": self.uri(name), "languageId": "markdown", "version": 1, "text": text });
        self.tell("textDocument/didOpen", json!({ "textDocument": document }));
    }

    /// Replaces a range of the page and makes it version `version`.
    pub(crate) fn edit(&self, name: &str, version: i32, range: [[u32; 2]; 2], text: &str) {
        let document = json!({ "uri": self.uri(name), "version": version });
        let change = json!({ "range": span(range), "text": text });
        let params = json!({ "textDocument": document, "contentChanges": [change] });
        self.tell("textDocument/didChange", params);
    }

    /// The diagnostics of a version of a page, once they come.
    pub(crate) fn diagnostics(&mut self, name: &str, version: i32) -> Vec<Value> {
        let uri = self.uri(name);
        self.wait(|message| match message {
            Message::Notification(it)
                if it.method == "textDocument/publishDiagnostics"
                    && it.params["uri"] == uri
                    && it.params["version"] == version =>
            {
                it.params["diagnostics"].as_array().cloned()
            }
            _ => None,
        })
    }

    pub(crate) fn leave(mut self) -> bool {
        self.ask("shutdown", Value::Null).unwrap();
        self.tell("exit", Value::Null);
        self.server.take().unwrap().join().unwrap()
    }
}

pub(crate) fn uri(path: &Path) -> Value {
    json!(format!("file://{}", path.display()))
}

pub(crate) fn span([start, end]: [[u32; 2]; 2]) -> Value {
    let position = |[line, character]: [u32; 2]| json!({ "line": line, "character": character });
    json!({ "start": position(start), "end": position(end) })
}

pub(crate) fn codes(diagnostics: &[Value]) -> Vec<&str> {
    diagnostics.iter().map(|it| it["code"].as_str().unwrap()).collect()
}
