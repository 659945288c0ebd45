//! A folder of documentation with descriptions of its API, and the ways to point into its pages.

use serde_json::{Value, json};

use super::editor::Editor;

pub(crate) const OPENAPI: &str = include_str!("parcelo.yaml");
pub(crate) const CSDL: &str = include_str!("parcelo.csdl");

/// An editor in a folder with a description of the API.
pub(crate) fn with_openapi() -> Editor {
    open("openapi.yaml", OPENAPI)
}

pub(crate) fn with_csdl() -> Editor {
    open("service.csdl", CSDL)
}

fn open(name: &str, text: &str) -> Editor {
    let config = format!("schemas = [\"{name}\"]\n");
    Editor::in_folder(&json!({}), &Value::Null, &[("apiproof.toml", &config), (name, text)])
}

/// A page without its mark `|`, and where the mark was.
pub(crate) fn marked(page: &str) -> (String, Value) {
    let at = page.find('|').unwrap();
    let line = page[..at].matches('\n').count();
    let column = page[..at].rsplit('\n').next().unwrap().encode_utf16().count();
    (page.replacen('|', "", 1), json!({ "line": line, "character": column }))
}

impl Editor {
    /// Opens a page and asks about the place of its mark.
    pub(crate) fn at_mark(&mut self, page: &str, method: &str, more: &Value) -> Result<Value, i32> {
        let (text, position) = marked(page);
        self.show("a.md", &text);
        let mut params = json!({ "textDocument": { "uri": self.uri("a.md") }, "position": position });
        for (name, value) in more.as_object().into_iter().flatten() {
            params[name] = value.clone();
        }
        self.ask(method, params)
    }

    /// The words at the mark; empty if there are none.
    pub(crate) fn hover(&mut self, page: &str) -> String {
        let hover = self.at_mark(page, "textDocument/hover", &Value::Null).unwrap();
        hover["contents"]["value"].as_str().unwrap_or_default().to_owned()
    }

    /// The labels and the new texts that are offered at the mark.
    pub(crate) fn complete(&mut self, page: &str) -> Vec<(String, String)> {
        let items = self.at_mark(page, "textDocument/completion", &Value::Null).unwrap();
        let text = |item: &Value| item["textEdit"]["newText"].as_str().unwrap_or_default().to_owned();
        items
            .as_array()
            .unwrap()
            .iter()
            .map(|item| (item["label"].as_str().unwrap().to_owned(), text(item)))
            .collect()
    }

    pub(crate) fn labels(&mut self, page: &str) -> Vec<String> {
        self.complete(page).into_iter().map(|(label, _)| label).collect()
    }

    /// The page after the only edit of a response.
    pub(crate) fn edited(&self, page: &str, edit: &Value) -> String {
        let changes = edit["changes"][self.uri("a.md").as_str().unwrap()].as_array().unwrap();
        let (text, _) = if page.contains('|') { marked(page) } else { (page.to_owned(), Value::Null) };
        let mut text = text;
        for change in changes.iter().rev() {
            let offset = |end: &str| offset(&text, &change["range"][end]);
            let (start, end) = (offset("start"), offset("end"));
            text.replace_range(start..end, change["newText"].as_str().unwrap());
        }
        text
    }
}

/// The offset of a position that counts in UTF-16.
pub(crate) fn offset(text: &str, position: &Value) -> usize {
    let line = usize::try_from(position["line"].as_u64().unwrap()).unwrap();
    let column = usize::try_from(position["character"].as_u64().unwrap()).unwrap();
    let start: usize = text.split_inclusive('\n').take(line).map(str::len).sum();
    let mut units = 0;
    for (at, c) in text[start..].char_indices() {
        if units >= column || c == '\n' {
            return start + at;
        }
        units += c.len_utf16();
    }
    text.len()
}
