//! Texts as the pure parsers read them: JSON, HTTP messages, commands of a shell.

use apiproof::internals::json::IssueKind;
use apiproof::internals::shell::{self, Flavour, Item};
use apiproof::internals::{LocalSpan, http};

use super::{Holds, ensure, json as trees};

/// How deep JSON may be for `serde_json`, which reads it after us.
const DEEPEST: usize = 100;

/// Any bytes as a JSON document.
pub(crate) fn json(bytes: &[u8]) -> Holds {
    let text = String::from_utf8_lossy(bytes);
    let tree = trees::parse(&text);
    trees::is_sound(&tree, &text)?;
    let opening = text.bytes().filter(|byte| b"[{".contains(byte)).count();
    // What is cut at a limit keeps its end as it is, and a template is no JSON before it is filled in.
    let is_template = tree.issues.iter().any(|issue| issue.kind == IssueKind::TemplateTag);
    if tree.cut || is_template || opening > DEEPEST { Ok(()) } else { trees::repairs_hold(&text) }
}

/// Any bytes as HTTP messages, and as fields alone.
pub(crate) fn http(bytes: &[u8]) -> Holds {
    let text = String::from_utf8_lossy(bytes);
    let on_characters = |span: LocalSpan| text.get(span.range()).is_some();
    for message in http::parse(&text).iter().chain(&http::parse_fields(&text)) {
        ensure(on_characters(message.head) && on_characters(message.body), || format!("{message:?}"))?;
        for part in message.headers.iter().flat_map(|header| [&header.name, &header.value]) {
            ensure(part.span.of(&text) == part.text, || format!("{part:?} is somewhere else"))?;
        }
        for issue in &message.issues {
            ensure(on_characters(issue.span), || format!("{issue:?}"))?;
        }
    }
    Ok(())
}

/// Any bytes as what is typed into a shell, and as the commands of the clients that are known.
pub(crate) fn shell(bytes: &[u8]) -> Holds {
    let text = String::from_utf8_lossy(bytes);
    for flavour in [Flavour::Posix, Flavour::PowerShell, Flavour::Cmd] {
        for item in shell::parse(&text, flavour) {
            let Item::Command(command) = item else { continue };
            for word in command.words.iter().chain(&command.input).chain(&command.output) {
                let are_on = word.pieces.iter().all(|piece| text.get(piece.range()).is_some());
                let in_order = word.pieces.windows(2).all(|pair| pair[0].end < pair[1].start);
                ensure(are_on && in_order, || format!("{flavour:?} {word:?}"))?;
            }
            let sent = shell::curl::read(&command, &text);
            ensure(sent.is_none_or(|sent| sent.data.len() <= text.len()), || format!("{command:?}"))?;
        }
    }
    Ok(())
}
