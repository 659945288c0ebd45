//! The known word that somebody probably meant.

/// The one of `known` that `word` is a slip of, compared without case; `None` if none is near or two are equally so.
///
/// A third of the letters may differ, and no more than three.
pub(crate) fn nearest<'k>(word: &str, known: &[&'k str]) -> Option<&'k str> {
    let limit = (word.chars().count() / 3).min(3);
    let word = word.to_ascii_lowercase();
    let mut best: Option<(usize, &'k str)> = None;
    let mut tied = false;
    for &candidate in known {
        if candidate.len().abs_diff(word.len()) > limit {
            continue;
        }
        let distance = strsim::osa_distance(&word, &candidate.to_ascii_lowercase());
        match best {
            _ if distance > limit => {}
            Some((least, _)) if distance > least => {}
            Some((least, _)) if distance == least => tied = true,
            _ => (best, tied) = (Some((distance, candidate)), false),
        }
    }
    best.filter(|_| !tied).map(|(_, candidate)| candidate)
}
