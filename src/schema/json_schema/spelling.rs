//! Whether a name is another one with a slip inside a word.
//!
//! On objects that nobody closed, `created_at` beside `updated_at` and `line2` beside `line1` are other members, and so
//! is every plural. A slip is a letter too many, too few, wrong or in the wrong place, inside of one word.

/// Shorter words are one slip from too many others.
const MIN_WORD: usize = 5;

/// Longer names are not compared.
const MAX_NAME: usize = 100;

/// The one of `known` that `name` is a misspelling of; `None` if there is none, or several.
pub(super) fn misspelt<'k>(name: &str, known: impl IntoIterator<Item = &'k str>) -> Option<&'k str> {
    if name.len() > MAX_NAME || name.chars().count() < MIN_WORD {
        return None;
    }
    let own = words(name);
    let mut found = known.into_iter().filter(|other| {
        other.len().abs_diff(name.len()) < 4 && other.len() <= MAX_NAME && is_slip(&own, &words(other))
    });
    let first = found.next()?;
    found.all(|other| other == first).then_some(first)
}

/// The words of a name in lower case: `createdAt`, `created_at` and `created-at` have two.
fn words(name: &str) -> Vec<Vec<char>> {
    let mut words: Vec<Vec<char>> = vec![Vec::new()];
    let mut before = ' ';
    for c in name.chars() {
        let breaks = c.is_uppercase() && before.is_lowercase()
            || c.is_ascii_digit() != before.is_ascii_digit() && before != ' ';
        if breaks || !c.is_alphanumeric() {
            words.push(Vec::new());
        }
        if c.is_alphanumeric() {
            words.last_mut().into_iter().for_each(|word| word.extend(c.to_lowercase()));
        }
        before = c;
    }
    words.retain(|word| !word.is_empty());
    words
}

/// Whether all words but one are the same, and that one has a slip inside.
fn is_slip(own: &[Vec<char>], other: &[Vec<char>]) -> bool {
    if own.len() != other.len() {
        return false;
    }
    let mut pairs = own.iter().zip(other).filter(|(one, other)| one != other);
    let Some((one, other)) = pairs.next() else { return false };
    pairs.next().is_none() && within_a_word(one, other)
}

fn within_a_word(one: &[char], other: &[char]) -> bool {
    let longer = one.len().max(other.len());
    let has_digit = |word: &[char]| word.iter().any(char::is_ascii_digit);
    if longer < MIN_WORD || one.first() != other.first() || has_digit(one) || has_digit(other) {
        return false;
    }
    let front = one.iter().zip(other).take_while(|(one, other)| one == other).count();
    let back = one.iter().rev().zip(other.iter().rev()).take_while(|(one, other)| one == other).count();
    let back = back.min(one.len().min(other.len()) - front);
    let (one, other) = (&one[front..one.len() - back], &other[front..other.len() - back]);
    match (one, other) {
        ([a, b], [c, d]) => a == d && b == c,
        // A letter at the end makes another form of the word.
        ([], [_]) | ([_], []) => back > 0,
        ([_], [_]) => back > 0 && longer > MIN_WORD,
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::misspelt;

    #[test]
    fn slips_are_told_from_other_names() {
        let cases = [
            ("weigth", "weight", true),
            ("shipping_adress", "shipping_address", true),
            ("recieverName", "receiverName", true),
            ("currrency", "currency", true),
            ("destinaton", "destination", true),
            ("dimansions", "dimensions", true),
            ("created_at", "updated_at", false),
            ("last_name", "first_name", false),
            ("line2", "line1", false),
            ("users", "user", false),
            ("closed", "close", false),
            ("createdAt", "created_at", false),
            ("height", "weight", false),
            ("nmae", "name", false),
            ("parcelIds", "parcelId", false),
            ("start_date", "state_date", false),
        ];
        for (name, known, is_slip) in cases {
            assert_eq!(misspelt(name, [known]).is_some(), is_slip, "{name} {known}");
        }
        assert_eq!(misspelt("parcal", ["parcel", "parcal_", "parcil"]), None, "two are as near");
    }
}
