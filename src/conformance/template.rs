//! Targets and names that do not mean what they say: templates, and queries that ask for another shape.

/// Whether the target asks for another shape than the resource has.
pub(super) fn reshapes(target: &str) -> bool {
    let Some((_, query)) = target.split_once('?') else { return false };
    ["$apply=", "$compute=", "%24apply=", "%24compute="].iter().any(|option| query.contains(option))
}

/// Whether a member name stands for others: `{property}`, `<name>`, `...`.
pub(super) fn is_template(name: &str) -> bool {
    name.is_empty()
        || name.contains(['{', '}', '<', '>', '…'])
        || name.contains("...")
        || name.starts_with("//")
}

#[cfg(test)]
mod tests {
    use super::reshapes;

    #[test]
    fn a_query_asks_for_another_shape() {
        assert!(reshapes("/parcels?$apply=aggregate(x)") && !reshapes("/parcels/$apply"));
    }
}
