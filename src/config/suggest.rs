//! "Did you mean …?": the nearest known word to one that is not known.

/// Longer words are no slip of anything: names of rules and keys are short.
const LONGEST: usize = 200;

/// The candidate that `word` is most probably a misspelling of, if any is near enough.
pub(crate) fn nearest<'c>(word: &str, candidates: impl IntoIterator<Item = &'c str>) -> Option<&'c str> {
    if word.len() > LONGEST {
        return None;
    }
    let folded = word.to_lowercase();
    let length = folded.chars().count();
    let allowed = (length / 3).max(1);
    let letters = letters(&folded);
    let distance = |candidate: &str| {
        let near =
            candidate.chars().count().abs_diff(length) <= allowed && differ(&letters, candidate) <= allowed;
        if near { strsim::damerau_levenshtein(&folded, candidate) } else { usize::MAX }
    };
    // A rule is often named without its group.
    let name = |candidate: &'c str| candidate.rsplit('/').next().unwrap_or(candidate);
    candidates
        .into_iter()
        .map(|candidate| (distance(candidate).min(distance(name(candidate))), candidate))
        .filter(|(distance, _)| *distance <= allowed)
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, candidate)| candidate)
}

/// How often a word has each character, those that fall together counted as one.
fn letters(word: &str) -> [i16; 64] {
    let mut counts = [0; 64];
    word.chars().for_each(|c| counts[c as usize % 64] += 1);
    counts
}

/// How far a word with these letters is from another one at least: a letter that only one of them has is a slip, and one
/// slip may make up for one on each side. Most words need not be compared any further.
fn differ(one: &[i16; 64], other: &str) -> usize {
    let mut counts = *one;
    other.chars().for_each(|c| counts[c as usize % 64] -= 1);
    let sum =
        |sign: i16| counts.iter().map(|count| usize::try_from(sign * count).unwrap_or(0)).sum::<usize>();
    sum(1).max(sum(-1))
}

/// Whether a word is so near to another one that nothing else can be meant: at most two letters are wrong, or only its
/// group is left out.
pub(crate) fn is_slip(word: &str, near: &str) -> bool {
    let word = word.to_lowercase();
    let name = near.rsplit('/').next().unwrap_or(near);
    word == name || strsim::damerau_levenshtein(&word, near) <= 2
}

/// `` ; did you mean `x`? `` or nothing, to be put at the end of a message.
pub(crate) fn did_you_mean<'c>(word: &str, candidates: impl IntoIterator<Item = &'c str>) -> String {
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
