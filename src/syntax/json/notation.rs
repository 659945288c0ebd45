//! Notations of documentation where a value belongs: types, choices, names for what the reader puts there.
//!
//! They are no slips: whoever writes `string` or `true/false` tells what may be there. Nothing here knows of places.

/// Words that name a type, in lower case.
const TYPES: [&str; 38] = [
    "any",
    "array",
    "base64",
    "binary",
    "blob",
    "bool",
    "boolean",
    "byte",
    "bytes",
    "date",
    "date-time",
    "datetime",
    "decimal",
    "dict",
    "double",
    "duration",
    "enum",
    "file",
    "float",
    "guid",
    "hash",
    "int",
    "int32",
    "int64",
    "integer",
    "json",
    "list",
    "long",
    "map",
    "number",
    "numeric",
    "object",
    "str",
    "string",
    "text",
    "timestamp",
    "uuid",
    "value",
];

/// Words that offer another value, in the languages that documentation is written in.
const OR: [&str; 9] = ["or", "oder", "ou", "o", "или", "或", "或者", "または", "또는"];

/// The length of the word before the next value or part of a choice, if `text` begins with one.
pub(super) fn other_word(text: &str) -> Option<usize> {
    let length = text.find(|c: char| c.is_whitespace() || matches!(c, '"' | ',')).unwrap_or(text.len());
    OR.iter().any(|word| word.eq_ignore_ascii_case(&text[..length])).then_some(length)
}

/// Whether bare text where a value belongs is a notation of documentation.
pub(super) fn is_notation(text: &str) -> bool {
    is_type(text)
        || is_choice(text)
        || text.len() > 2 && text.starts_with('(') && text.ends_with(')')
        || text.len() > 4 && (text.ends_with("...") || text.ends_with('…'))
        || text.len() > 2 && text.starts_with('#') && text.ends_with('#')
        || is_sign(text)
        || is_masked(text)
        || ["--", "==", "__", "~~", "%%"].iter().any(|mark| is_between(text, mark))
}

/// `string`, `string[]`, `map<string, string>`, `integer (optional)`, `list of strings`, `string, required`.
fn is_type(text: &str) -> bool {
    let length = text.find(|c: char| !(c.is_ascii_alphanumeric() || c == '-')).unwrap_or(text.len());
    let (word, rest) = text.split_at(length);
    let rest = rest.trim_start();
    let known = |word: &str| TYPES.iter().any(|known| known.eq_ignore_ascii_case(word));
    let named = known(word) || word.len() > 1 && known(word.trim_end_matches('s'));
    let goes_on = rest.is_empty()
        || rest.starts_with(['[', '<', '(', '?', '|', '/', '-', ';'])
        || ["of ", "or ", "optional", "required", "format"].iter().any(|next| rest.starts_with(next));
    named && goes_on || rest == "[]" && !word.is_empty() || takes_types(text, length) && text.ends_with('>')
}

/// `true/false`, `true | false`, `1 | 2`, `GET|POST`.
fn is_choice(text: &str) -> bool {
    let parts =
        || text.split('|').flat_map(|part| part.split(" or ")).map(str::trim).filter(|part| !part.is_empty());
    let is_name = |part: &str| {
        part.chars().all(|c| c.is_alphanumeric() || matches!(c, '_' | '-' | '.' | '"' | '<' | '>'))
    };
    let slashed = || text.split('/').map(str::trim);
    let literal =
        |part: &str| matches!(part, "true" | "false" | "null" | "True" | "False" | "yes" | "no" | "0" | "1");
    let bare = |part: &str| is_name(part) && !part.is_empty();
    text.contains('|') && parts().count() > 1 && parts().all(is_name)
        || text.contains('/') && slashed().any(|part| part == "null") && slashed().all(bare)
        || text.contains(" or ") && parts().all(literal)
        || text.contains('/') && slashed().all(literal)
}

/// `X`, `n`, `XXX`, `xxxx`: signs for anything.
fn is_sign(text: &str) -> bool {
    let Some(first) = text.chars().next() else { return false };
    let same = text.chars().all(|c| c == first);
    same && (text.len() == 1 && first.is_ascii_alphabetic() || matches!(first, 'X' | 'x' | '?' | '_' | '*'))
}

/// `--the parcel--`
fn is_between(text: &str, mark: &str) -> bool {
    let inner = text.strip_prefix(mark).and_then(|rest| rest.strip_suffix(mark));
    inner.is_some_and(|inner| inner.contains(char::is_alphabetic) && !inner.contains('"'))
}

/// `5****8`, `80964xxxx`: a number or a key whose middle nobody is to see.
fn is_masked(text: &str) -> bool {
    let plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '*' | '•' | '-' | '.' | '#');
    let is_hidden = |mark: &str| text.contains(mark) && text.contains(|c: char| c.is_ascii_digit());
    text.chars().all(plain)
        && (text.contains("**") || text.contains("••") || is_hidden("xxx") || is_hidden("XXX"))
}

/// Whether the `<` at `at` follows the name of a type and its `>` comes before any quote.
pub(super) fn takes_types(text: &str, at: usize) -> bool {
    let named = text[..at].ends_with(|c: char| c.is_ascii_alphanumeric());
    let inside = text.get(at..).filter(|rest| rest.starts_with('<'));
    named
        && inside
            .is_some_and(|rest| rest.find('>').is_some_and(|close| !rest[..close].contains(['"', ':', '{'])))
}

/// Whether `[]` right behind a name is at `at`: `string[]`.
pub(super) fn is_list_mark(text: &str, at: usize) -> bool {
    text[at..].starts_with("[]") && text[..at].ends_with(|c: char| c.is_ascii_alphanumeric() || c == ']')
}

/// Whether bare text in capitals repeats the name of its member: `"max_age": MAX_AGE`.
pub(super) fn repeats_name(name: &str, text: &str) -> bool {
    let letters = |text: &str| -> String {
        text.chars().filter(char::is_ascii_alphanumeric).map(|c| c.to_ascii_lowercase()).collect()
    };
    let is_name = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '-');
    if text.len() < 2 || !text.chars().all(is_name) {
        return false;
    }
    let (name, word) = (letters(name), letters(text));
    let shouted = !text.contains(|c: char| c.is_ascii_lowercase());
    !word.is_empty()
        && (name == word
            || name.len() > 1 && word.ends_with(&name)
            || shouted
                && (word.ends_with(&name) || word.starts_with(&name) || name.ends_with(&word))
                && !name.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn notations_are_told_from_values() {
        let notations = [
            "string",
            "String",
            "string[]",
            "map<string, string>",
            "integer (optional)",
            "true/false",
            "true | false",
            "(random opaque string)",
            "Binary data ...",
            "#int#",
            "X",
            "list of strings",
            "Parcel[]",
            "strings",
            "A | B",
            "PARCEL/null",
            "5****8",
            "80964xxxx",
            "--the parcel--",
        ];
        let values = [
            "swift",
            "ACTIVE",
            "2018-04-01",
            "08:30:00",
            "a@b.example",
            "Ada Park",
            "ab",
            "path/to",
            "5*8",
            "xxl",
        ];
        assert!(notations.iter().all(|text| is_notation(text)), "{:?}", notations.map(is_notation));
        assert!(values.iter().all(|text| !is_notation(text)), "{:?}", values.map(is_notation));
    }

    #[test]
    fn names_are_repeated_in_capitals() {
        assert!(repeats_name("max_age", "MAX_AGE") && repeats_name("name", "PARCEL_NAME"));
        assert!(
            !repeats_name("status", "ACTIVE") && !repeats_name("carrier", "swift") && !repeats_name("", "A")
        );
    }
}
