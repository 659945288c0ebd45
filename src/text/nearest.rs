//! The known word that somebody probably meant.

/// Longer words are not compared: the work grows with the square of their length.
const LONGEST: usize = 120;

/// So many words are compared letter by letter. Among more that are as alike nobody knows which is meant, and sets of
/// thousands of names in a row are the only ones that have more.
const MOST: usize = 128;

/// The one of `known` that `word` is a slip of, compared without case; `None` if none is near or two are equally so.
///
/// A third of the letters may differ, and no more than three; of a word of two letters, the case alone. Words that differ
/// in their numbers alone are different words: `line2` is no slip of `line1`.
pub(crate) fn nearest<'k>(word: &str, known: impl IntoIterator<Item = &'k str>) -> Option<&'k str> {
    let length = word.chars().count();
    let limit = (length / 3).min(3);
    if length == 0 || length > LONGEST {
        return None;
    }
    let word = word.to_lowercase();
    let wanted = letters(&word);
    let numbered = word.contains(|c: char| c.is_ascii_digit());
    let mut best: Option<(usize, &'k str)> = None;
    let mut tied = false;
    let mut compared = 0;
    for candidate in known {
        // A character has at most four bytes.
        let is_far = |count: usize| count.abs_diff(length) > limit;
        if candidate.len() > 4 * LONGEST
            || is_far(if candidate.is_ascii() { candidate.len() } else { candidate.chars().count() })
        {
            continue;
        }
        if differ(wanted, letters(candidate)) > limit {
            continue;
        }
        compared += 1;
        if compared > MOST {
            return None;
        }
        let candidate_word = candidate.to_lowercase();
        if (numbered || candidate_word.contains(|c: char| c.is_ascii_digit()))
            && word != candidate_word
            && without_numbers(&word).eq(without_numbers(&candidate_word))
        {
            continue;
        }
        let distance = strsim::osa_distance(&word, &candidate_word);
        match best {
            _ if distance > limit => {}
            Some((least, _)) if distance > least => {}
            Some((least, other)) if distance == least => tied |= !other.eq_ignore_ascii_case(candidate),
            _ => (best, tied) = (Some((distance, candidate)), false),
        }
    }
    best.filter(|_| !tied).map(|(_, candidate)| candidate)
}

/// The characters of a word that are no digits.
fn without_numbers(word: &str) -> impl Iterator<Item = char> {
    word.chars().filter(|c| !c.is_ascii_digit())
}

/// Which characters a word has, without case, each as one of 64 bits, and above them which it has twice.
fn letters(word: &str) -> u128 {
    if word.is_ascii() {
        return word.bytes().fold(0, |seen, byte| {
            let bit = 1 << (byte.to_ascii_lowercase() % 64);
            seen | if seen & bit == 0 { bit } else { bit << 64 }
        });
    }
    word.chars().flat_map(char::to_lowercase).fold(0, |seen, c| {
        let bit = 1 << (u32::from(c) % 64);
        seen | if seen & bit == 0 { bit } else { bit << 64 }
    })
}

/// How many slips two words are apart at least: every character that only one of them has, or has twice, is one, and
/// a slip may mend one on each side. Tells most words apart without comparing them.
fn differ(one: u128, other: u128) -> usize {
    (one & !other).count_ones().max((other & !one).count_ones()) as usize
}

#[cfg(test)]
mod tests {
    use super::nearest;

    #[test]
    fn slips_are_found_and_strangers_are_not() {
        let known = ["scopes", "sampleKeys", "abstract", "name", "größe"];
        let cases = [
            ("scope", Some("scopes")),
            ("sampleIds", Some("sampleKeys")),
            ("nmae", Some("name")),
            ("NAME", Some("name")),
            ("names", Some("name")),
            ("Grösse", Some("größe")),
            ("id", None),
            ("ID", None),
            ("", None),
            ("displayName", None),
        ];
        for (word, meant) in cases {
            assert_eq!(nearest(word, known), meant, "{word}");
        }
        assert_eq!(nearest("Id", ["id", "it"]), Some("id"));
        assert_eq!(nearest("cat", ["bat", "hat"]), None, "two are as near");
        assert_eq!(nearest("cat", ["bat", "Bat"]), Some("bat"), "case makes no other word");
        let alike: Vec<String> = (100..400).map(|at| format!("parcel{at}")).collect();
        assert_eq!(nearest("parcell17", alike.iter().map(String::as_str)), None, "too many are alike");
        let long = "a".repeat(1_000_000);
        assert_eq!(nearest(&long, [format!("{long}b").as_str()]), None, "nobody waits for this");
    }
}
