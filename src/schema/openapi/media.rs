//! Media types of a described body: which of them an example means.

/// Whether bodies of a media type are JSON (RFC 6839 §3.1).
fn is_json(media_type: &str) -> bool {
    let essence = essence(media_type);
    matches!(essence.as_str(), "application/json" | "text/json" | "application/x-json")
        || essence.ends_with("+json") && essence.contains('/')
}

/// Whether a range admits JSON.
fn admits_json(media_type: &str) -> bool {
    matches!(essence(media_type).as_str(), "*/*" | "application/*" | "*")
}

/// Whether bodies of a type or range can be JSON.
pub(super) fn may_be_json(media_type: &str) -> bool {
    is_json(media_type) || admits_json(media_type)
}

/// Whether bodies of a type are pairs or parts.
pub(super) fn is_form(media_type: &str) -> bool {
    matches!(essence(media_type).as_str(), "application/x-www-form-urlencoded" | "multipart/form-data")
}

/// A media type without parameters, in lower case.
fn essence(media_type: &str) -> String {
    media_type.split(';').next().unwrap_or_default().trim().to_ascii_lowercase()
}

/// The index of the described type that an example of `shown` means, or of the JSON one if it shows none.
pub(super) fn choose(described: &[&str], shown: Option<&str>) -> Option<usize> {
    let position = |fits: &dyn Fn(&str) -> bool| described.iter().position(|one| fits(one));
    let json = || {
        position(&|one| essence(one) == "application/json")
            .or_else(|| position(&is_json))
            .or_else(|| position(&admits_json))
    };
    let Some(shown) = shown.map(essence) else { return json() };
    let range = shown.split_once('/').map(|(top, _)| format!("{top}/*"));
    let exact = position(&|one| essence(one) == shown)
        .or_else(|| position(&|one| Some(essence(one)) == range || essence(one) == "*/*"));
    exact.or_else(|| is_json(&shown).then(json).flatten())
}

#[cfg(test)]
mod tests {
    use super::choose;

    #[test]
    fn the_nearest_media_type_is_chosen() {
        let many = ["text/csv", "application/vnd.parcelo+json; v=1", "application/json", "image/*"];
        let cases: [(&[&str], Option<&str>, Option<usize>); 9] = [
            (&many, None, Some(2)),
            (&many, Some("application/json"), Some(2)),
            (&many, Some("application/vnd.parcelo+json"), Some(1)),
            (&many, Some("application/problem+json"), Some(2)),
            (&many, Some("text/csv"), Some(0)),
            (&many, Some("image/png"), Some(3)),
            (&many, Some("text/html"), None),
            (&["*/*"], Some("application/json"), Some(0)),
            (&["multipart/form-data"], None, None),
        ];
        for (described, shown, expected) in cases {
            assert_eq!(choose(described, shown), expected, "{described:?} {shown:?}");
        }
    }
}
