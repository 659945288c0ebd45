//! The request that a `wget` command sends to an API. A plain download is not read: files are fetched so everywhere.

use super::Command;
use super::curl::{Data, DataKind, Request};

/// The request of a command; `None` if it is not one of `wget`, or says nothing that only a request to an API says.
pub fn read(command: &Command, text: &str) -> Option<Request> {
    let (program, words) = command.words.split_first()?;
    if program.text(text) != "wget" {
        return None;
    }
    let mut request = Request::of(program.span);
    let mut words = words.iter();
    let mut posts = false;
    while let Some(word) = words.next() {
        let written = word.text(text);
        let name = written.split('=').next().unwrap_or_default();
        if matches!(name, "--method" | "--header" | "--post-data" | "--body-data") {
            let joined = name.len() < written.len();
            let value = if joined { word.after(name.len() + 1) } else { words.next()?.clone() };
            match name {
                "--method" => request.method = Some(value),
                "--header" => request.headers.push(value),
                _ => request.data.push(Data { kind: DataKind::Raw, word: value }),
            }
            posts |= name == "--post-data";
            continue;
        }
        let in_file = name.starts_with("--") && name.ends_with("-file");
        let is_address = super::is_literal_address(&written);
        // A second address would be a second request.
        if in_file || is_address && request.url.is_some() {
            return None;
        }
        if is_address {
            request.url = Some(word.clone());
        }
    }
    let says = request.method.is_some() || !request.headers.is_empty() || posts;
    let is_sound = request.data.len() < 2 && (request.data.is_empty() || posts || request.method.is_some());
    let method = request.method.as_ref().is_none_or(|word| super::is_method(&word.text(text)));
    (says && is_sound && method && request.url.is_some()).then_some(request)
}
