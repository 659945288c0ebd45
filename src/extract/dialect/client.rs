//! Commands of other programs than `curl` that send requests: `HTTPie`, wget, PowerShell. When in doubt there is no
//! request.

use super::language::Language;
use super::look::Look;
use super::{Dialect, Form, Reading, curl};
use crate::extract::ExampleKind;
use crate::syntax::http::{StartLine, method};
use crate::syntax::shell::{self, Flavour, Item, httpie, powershell, wget};

/// Commands of other clients.
pub(super) struct Client;

impl Form for Client {
    fn read<'d>(&self, look: &Look<'d>) -> Option<Reading<'d>> {
        let open = matches!(look.language, Language::Shell | Language::Neutral);
        if !open || !look.text.lines().any(names_client) {
            return None;
        }
        let text = look.text;
        let items = shell::parse(text, Flavour::of(text, &look.word));
        let mut messages = Vec::new();
        for (index, item) in items.iter().enumerate() {
            let Item::Command(command) = item else { continue };
            // These two send every method in upper case: `-Method Post`.
            let lenient = httpie::read(command, text).or_else(|| powershell::read(command, text));
            let is_lenient = lenient.is_some();
            let Some(sent) = lenient.or_else(|| wget::read(command, text)) else { continue };
            let Some(mut message) = curl::request(text, command, &sent, &items[..index]) else { continue };
            if let StartLine::Request(line) = &mut message.http.start
                && let Some(method) = method::in_upper_case(line.method.text).filter(|_| is_lenient)
            {
                line.method.text = method;
            }
            messages.push(message);
        }
        (!messages.is_empty()).then_some(Reading {
            kind: ExampleKind::Request,
            dialect: Dialect::Client,
            messages,
            payload: None,
            commands: Vec::new(),
        })
    }
}

/// Whether a line may be such a command, by its first words.
fn names_client(line: &str) -> bool {
    let line = line.trim_start();
    let line = line.strip_prefix("$ ").unwrap_or(line);
    let begins = ["http ", "https ", "wget "].iter().any(|name| line.starts_with(name));
    begins || line.starts_with(['I', '$', 'i']) && (line.contains("Invoke-") || line.contains("invoke-"))
}
