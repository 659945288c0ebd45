//! The request that PowerShell's `Invoke-RestMethod` and `Invoke-WebRequest` send. Hash tables are not read.

use super::curl::{Data, DataKind, Request};
use super::{Command, Quoting};

/// The request of a command; `None` if it is another one, or its address is not written out.
pub fn read(command: &Command, text: &str) -> Option<Request> {
    let at = command.words.iter().position(|word| is_program(&word.text(text)))?;
    let is_target = |word: &str| word == "=" || word.starts_with('$');
    if !command.words[..at].iter().all(|word| is_target(&word.text(text))) {
        return None;
    }
    let mut request = Request::of(command.words[at].span);
    let mut words = command.words[at + 1..].iter();
    let mut is_other = false;
    while let Some(word) = words.next() {
        match &*word.text(text).to_ascii_lowercase() {
            "-method" => request.method = Some(words.next()?.clone()),
            "-uri" => request.url = Some(words.next()?.clone()),
            "-body" => request.data.push(Data { kind: DataKind::Raw, word: words.next()?.clone() }),
            "-contenttype" => is_other = !words.next()?.text(text).contains("json"),
            other if super::is_literal_address(other) && request.url.is_none() => {
                request.url = Some(word.clone());
            }
            // A separator in a table ends the command too early.
            other if other.starts_with("@{") => {
                let mut ends = other.ends_with('}');
                while !ends {
                    ends = words.next()?.text(text).ends_with('}');
                }
            }
            // A download is no call of an API.
            "-infile" | "-outfile" | "-form" => return None,
            _ => {}
        }
    }
    for data in &mut request.data {
        let is_literal =
            matches!(data.word.quoting, Quoting::Single | Quoting::Literal) && !data.word.expands;
        if is_other || !is_literal {
            data.kind = DataKind::Member;
        }
    }
    let says_method = match &request.method {
        Some(word) => super::is_method(&word.text(text)),
        None => request.data.is_empty(),
    };
    let address = request.url.as_ref().is_some_and(|word| super::is_literal_address(&word.text(text)));
    (says_method && address).then_some(request)
}

fn is_program(word: &str) -> bool {
    word.eq_ignore_ascii_case("Invoke-RestMethod") || word.eq_ignore_ascii_case("Invoke-WebRequest")
}
