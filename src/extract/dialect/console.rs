//! D4: the form that API consoles read: a request line without version or headers, and its body at once. In a block
//! that is labelled for a console, a blank line may stand between.

use super::Form;
use super::language::Language;
use super::look::Look;
use super::sniff::{self, Shape};
use crate::syntax::http::{HttpIssueKind, HttpMessage};

/// Console commands.
pub(super) struct Console;

impl Form for Console {
    fn claims(&self, look: &Look<'_>, messages: &[HttpMessage<'_>]) -> bool {
        messages.iter().any(|message| is_command(look, message))
    }
}

fn is_command(look: &Look<'_>, message: &HttpMessage<'_>) -> bool {
    let Some(line) = message.request() else { return false };
    let labelled = matches!(&*look.word, "json" | "console" | "kibana" | "sense");
    let at_once = message.issues.iter().any(|issue| issue.kind == HttpIssueKind::MissingBlankLine);
    let is_json = || sniff::shape(message.body.of(look.text)) == Shape::Container;
    // Consoles' commands are labelled as what they resemble.
    let loosely = look.word.is_empty()
        || matches!(look.language, Language::Shell | Language::Script | Language::Foreign);
    line.version.is_none() && message.headers.is_empty() && (labelled || loosely && at_once && is_json())
}
