//! How the lines of a text that a command printed are laid out: whole or cut off, wrapped or not. Looks at lines alone.

/// Whether a text ends as it began: with a closing bracket that is indented as the opening one is.
pub(super) fn is_whole(text: &str) -> bool {
    let indent = |line: &str| line.len() - line.trim_start().len();
    let mut lines = text.lines().filter(|line| !line.trim().is_empty());
    let (first, last) = (lines.next().unwrap_or_default(), lines.next_back().unwrap_or_default());
    first.trim_start().starts_with(['{', '['])
        && last.trim_start().starts_with(['}', ']'])
        && indent(first) >= indent(last)
}

/// Whether a text lacks no more than its last bracket: nothing says that it goes on, and its last line is one of those
/// right inside of the outermost brackets. What is cut off ends anywhere.
pub(super) fn lacks_last_bracket(text: &str) -> bool {
    let indent = |line: &str| line.len() - line.trim_start().len();
    let mut lines = text.lines().filter(|line| !line.trim().is_empty());
    let (Some(first), Some(second), Some(last)) = (lines.next(), lines.next(), lines.next_back()) else {
        return false;
    };
    first.trim().len() == 1
        && indent(first) < indent(second)
        && indent(last) == indent(second)
        && !last.trim_end().ends_with([',', '{', '[', ':', '.', '…'])
        && !text.contains("...")
}

/// Whether the line after what a text begins with is a member, or closes a bracket.
pub(super) fn member_follows(text: &str) -> bool {
    let next = text.lines().nth(1).unwrap_or_default().trim_start();
    let named = next.strip_prefix('"').and_then(|rest| rest.split_once('"'));
    next.starts_with(['}', ']']) || named.is_some_and(|(_, rest)| rest.trim_start().starts_with(':'))
}
