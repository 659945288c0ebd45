//! Messages, in which `code` stands between backticks, and paths, which break where a reader would break them.

use crate::output::neutral;
use crate::output::ranked::{MESSAGE, plural};

/// A piece of a message.
pub(super) struct Words {
    pub(super) text: String,
    pub(super) code: bool,
}

/// A number with a comma between thousands.
pub(super) fn grouped(n: usize) -> String {
    let digits = n.to_string();
    let mut out = String::with_capacity(digits.len() + digits.len() / 3);
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

/// A number with its noun.
pub(super) fn counted(n: usize, noun: &str) -> String {
    format!("{} {}", grouped(n), plural(n, noun))
}

/// A part of a whole in per cent; what is there at all is never nothing, and what is missing is never all.
pub(super) fn percent(part: usize, whole: usize) -> String {
    match (part * 200 / whole.max(1)).div_ceil(2) {
        0 if part > 0 => "<1%".to_owned(),
        100 if part < whole => ">99%".to_owned(),
        percent => format!("{percent}%"),
    }
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_read_as_people_write_them() {
        let shown = [0, 999, 1000, 12_345, 1_234_567].map(grouped);
        assert_eq!(shown, ["0", "999", "1,000", "12,345", "1,234,567"]);
        assert_eq!([0, 1, 2].map(|n| counted(n, "error")), ["0 errors", "1 error", "2 errors"]);
    }

    #[test]
    fn a_share_is_never_rounded_to_nothing_or_to_all() {
        let shares = [(0, 10), (1, 1000), (1, 8), (999, 1000), (10, 10), (0, 0)];
        assert_eq!(
            shares.map(|(part, whole)| percent(part, whole)),
            ["0%", "<1%", "13%", ">99%", "100%", "0%"]
        );
    }
}
