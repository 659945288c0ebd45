//! "Did you mean …?": the nearest known word to one that is not known.

/// The candidate that `word` is most probably a misspelling of, if any is near enough.
pub fn nearest<'c>(word: &str, candidates: impl IntoIterator<Item = &'c str>) -> Option<&'c str> {
    let folded = word.to_lowercase();
    let distance = |candidate: &str| {
        // A rule is often named without its group.
        let name = candidate.rsplit('/').next().unwrap_or(candidate);
        strsim::damerau_levenshtein(&folded, candidate).min(strsim::damerau_levenshtein(&folded, name))
    };
    let allowed = (folded.chars().count() / 3).max(1);
    candidates
        .into_iter()
        .map(|candidate| (distance(candidate), candidate))
        .filter(|(distance, _)| *distance <= allowed)
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, candidate)| candidate)
}

/// Whether a word is so near to another one that nothing else can be meant: at most two letters are wrong, or only its
/// group is left out.
pub fn is_slip(word: &str, near: &str) -> bool {
    let word = word.to_lowercase();
    let name = near.rsplit('/').next().unwrap_or(near);
    word == name || strsim::damerau_levenshtein(&word, near) <= 2
}

/// `` ; did you mean `x`? `` or nothing, to be put at the end of a message.
pub fn did_you_mean<'c>(word: &str, candidates: impl IntoIterator<Item = &'c str>) -> String {
    nearest(word, candidates).map_or_else(String::new, |near| format!("; did you mean `{near}`?"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn suggests_only_what_is_near() {
        let rules = ["json/trailing-comma", "json/comment", "http/media-type"];
        let cases = [
            ("json/trailing-coma", Some("json/trailing-comma")),
            ("trailing-comma", Some("json/trailing-comma")),
            ("JSON/Comment", Some("json/comment")),
            ("mediatype", Some("http/media-type")),
            ("spelling", None),
        ];
        for (word, expected) in cases {
            assert_eq!(nearest(word, rules), expected, "{word}");
        }
    }
}
