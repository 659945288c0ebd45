//! Messages, in which `code` stands between backticks, and paths, which break where a reader would break them.

use crate::output::neutral;
use crate::output::ranked::MESSAGE;

/// A piece of a message.
pub(super) struct Words {
    pub(super) text: String,
    pub(super) code: bool,
}

/// A path in pieces, harmless; a line may end after each of them.
pub(super) fn pieces(path: &str) -> Vec<String> {
    neutral::neutral(path).split_inclusive(['/', '-', '_']).map(str::to_owned).collect()
}

/// A message in pieces, harmless.
pub(super) fn words(message: &str) -> Vec<Words> {
    let message = neutral::message(message, MESSAGE);
    let parts: Vec<&str> = message.split('`').collect();
    let last = parts.len() - 1;
    let mut words = Vec::with_capacity(parts.len());
    for (at, part) in parts.iter().enumerate() {
        let code = at % 2 == 1 && at < last;
        // An opening backtick without a closing one is only a character.
        let text = if at % 2 == 1 && at == last { format!("`{part}") } else { (*part).to_owned() };
        if !text.is_empty() {
            words.push(Words { text, code });
        }
    }
    words
}
