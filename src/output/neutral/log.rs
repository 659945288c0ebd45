//! Values inside the commands of build services.
//!
//! Each service undoes its own replacements and no others; what is left of a hostile name after [`neutral`] cannot end
//! a value, a command or a line.

use super::neutral;

/// Replaces every character that `table` knows.
fn replaced(text: &str, table: &[(char, &str)]) -> String {
    let mut out = String::with_capacity(text.len() + 16);
    for c in text.chars() {
        match table.iter().find(|(from, _)| *from == c) {
            Some((_, to)) => out.push_str(to),
            None => out.push(c),
        }
    }
    out
}

/// Several lines as the text of a GitHub command. The runner undoes exactly these replacements.
pub(in crate::output) fn github_message(lines: &[&str]) -> String {
    let escaped = lines.iter().map(|line| replaced(&neutral(line), &[('%', "%25")]));
    escaped.collect::<Vec<_>>().join("%0A")
}

/// A value of a GitHub command.
pub(in crate::output) fn github_value(text: &str) -> String {
    replaced(&neutral(text), &[('%', "%25"), (':', "%3A"), (',', "%2C")])
}

/// Several lines as the text of an Azure Pipelines command.
pub(in crate::output) fn azure_message(lines: &[&str]) -> String {
    let escaped = lines.iter().map(|line| replaced(&neutral(line), &[('%', "%AZP25")]));
    escaped.collect::<Vec<_>>().join("%0A")
}

/// A value of an Azure Pipelines command.
pub(in crate::output) fn azure_value(text: &str) -> String {
    replaced(&neutral(text), &[('%', "%AZP25"), (']', "%5D"), (';', "%3B")])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_value_ends_its_command() {
        assert_eq!(github_value("a,b:c%\n::x"), "a%2Cb%3Ac%25\\n%3A%3Ax");
        assert_eq!(github_message(&["100 %", "::error::x"]), "100 %25%0A: :error::x");
        assert_eq!(azure_value("a]b;c=d\n##vso[x]1%"), "a%5Db%3Bc=d\\n# #vso[x%5D1%AZP25");
        assert_eq!(azure_message(&["a", "##vso[x]%0A"]), "a%0A# #vso[x]%AZP250A");
    }
}
