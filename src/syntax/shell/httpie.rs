//! The request that `HTTPie`'s `http` and `https` send: method, address, header fields, and whether there is a body.
//!
//! A word that is neither a known option nor a known item leaves doubt, and then there is no request. Members of the
//! body are not put together here: nobody has written the JSON.

use super::curl::{Data, DataKind, Request};
use super::{Command, Word};

/// Options without an argument.
const FLAGS: [&str; 24] = [
    "-j",
    "--json",
    "-f",
    "--form",
    "--multipart",
    "-v",
    "--verbose",
    "-h",
    "--headers",
    "-b",
    "--body",
    "-m",
    "--meta",
    "-d",
    "--download",
    "-F",
    "--follow",
    "--all",
    "-S",
    "--stream",
    "--offline",
    "--check-status",
    "--ignore-stdin",
    "-I",
];

/// Options with one.
const TAKES: [&str; 12] = [
    "-a",
    "--auth",
    "-A",
    "--auth-type",
    "-o",
    "--output",
    "-p",
    "--print",
    "--session",
    "--timeout",
    "--verify",
    "--pretty",
];

/// The request of a command; `None` if it is not `HTTPie`'s, or is not understood to its last word.
pub fn read(command: &Command, text: &str) -> Option<Request> {
    let (program, words) = command.words.split_first()?;
    if !matches!(&*program.text(text), "http" | "https") {
        return None;
    }
    let mut request = Request::of(program.span);
    let mut is_form = false;
    let mut words = words.iter().peekable();
    while let Some(word) = words.next() {
        let written = word.text(text);
        if written.starts_with('-') {
            let name = written.split('=').next().unwrap_or_default();
            is_form |= matches!(name, "-f" | "--form" | "--multipart");
            match () {
                () if TAKES.contains(&name) && name.len() == written.len() => drop(words.next()?),
                () if TAKES.contains(&name) || FLAGS.contains(&&*written) => {}
                () => return None,
            }
        } else if request.url.is_some() {
            item(word, &written, is_form, &mut request)?;
        } else if request.method.is_none() && super::is_method(&written) {
            request.method = Some(word.clone());
        } else {
            request.url = is_address(&written).then(|| word.clone());
            request.url.as_ref()?;
        }
    }
    request.url.is_some().then_some(request)
}

/// `Name:value` is a header field, `name=value` and `name:=value` are data, `name==value` is of the query. A file leaves
/// doubt.
fn item(word: &Word, written: &str, is_form: bool, request: &mut Request) -> Option<()> {
    let at = written.find([':', '=', '@', ';'])?;
    let (name, rest) = written.split_at(at);
    if name.is_empty() || rest.starts_with([';', '@']) || rest.starts_with(":@") {
        return None;
    }
    // A parameter of the query.
    if rest.starts_with("==") {
        return Some(());
    }
    if rest.starts_with('=') || rest.starts_with(":=") {
        let kind = if is_form { DataKind::UrlEncoded } else { DataKind::Member };
        request.data.push(Data { kind, word: word.clone() });
    } else {
        request.headers.push(word.clone());
    }
    Some(())
}

fn is_address(word: &str) -> bool {
    let host = word.split('/').next().unwrap_or_default();
    let is_host = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | ':');
    super::is_literal_address(word)
        || host.starts_with(|c: char| c.is_ascii_alphanumeric())
            && host.chars().all(is_host)
            && (host.contains('.') && word.contains('/') || host.split(':').next() == Some("localhost"))
}
