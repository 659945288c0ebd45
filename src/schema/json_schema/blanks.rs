//! Texts that are no value yet: parts of them are for the reader to fill in or to choose.

/// Whether parts of a text are for the reader to fill in: `https://{host}/labels`, `YYYY-MM-DD`.
pub(super) fn has_blanks(text: &str) -> bool {
    let pair = |open: char, close: char| text.find(open).is_some_and(|at| text[at..].contains(close));
    let letters = ["YYYY", "yyyy", "hh:mm", "HH:mm", "HH:MM"].iter().any(|mark| text.contains(mark));
    pair('{', '}') || pair('<', '>') || pair('[', ']') || letters || text.contains(['…', '*'])
}

/// Whether a text lists several of the allowed values for the reader to choose from: `standard | express`.
pub(super) fn names_choices(text: &str, allowed: &[String]) -> bool {
    let parts: Vec<&str> =
        text.split(['|', ',', '/']).flat_map(|part| part.split(" or ")).map(str::trim).collect();
    parts.len() > 1 && parts.iter().all(|part| allowed.iter().any(|value| value == part))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn blanks_and_choices_are_told_from_values() {
        for text in ["https://{host}/a", "PX-<number>", "YYYY-MM-DD", "a…"] {
            assert!(has_blanks(text), "{text}");
        }
        for text in ["https://parcelo.example/a", "2025-01-02", "} {", "a > b"] {
            assert!(!has_blanks(text), "{text}");
        }
        let allowed = ["open".to_owned(), "shut".to_owned()];
        for (text, choices) in
            [("open | shut", true), ("open or shut", true), ("open", false), ("open/lost", false)]
        {
            assert_eq!(names_choices(text, &allowed), choices, "{text}");
        }
    }
}
