//! `suppression/unknown-rule`.

use crate::config::{is_slip, nearest};
use crate::extract::{Directive, DirectiveKind, WordState};
use crate::rules::Findings;
use crate::text::{Edit, Span};

declare_rule! {
    /// A suppression comment with an unknown rule or keyword.
    ///
    /// ## What it finds
    ///
    /// A comment that starts with `apiproof-` and has an unknown keyword, names a rule or group that does not
    /// exist, or does not name any. `all` means every rule, `json` or `json/*` a group.
    ///
    /// ## Why it matters
    ///
    /// The comment has no effect, but looks as if it had one.
    ///
    /// ## Example
    ///
    /// ````markdown
    /// <!-- apiproof-ignore json/coment -->
    /// ```json
    /// { "id": "p-1042" /* theirs */ }
    /// ```
    /// ````
    ///
    /// ## How to fix it
    ///
    /// Write the rule as the report names it.
    "suppression/unknown-rule": Error, Default, fix Safe;
    Directives(check)
}

fn check(directives: &[Directive], findings: &mut Findings<'_>) {
    for directive in directives {
        if directive.kind.is_none() {
            let keyword = &directive.keyword;
            let near = nearest_keyword(&keyword.text);
            let asked = format!("unknown keyword `{}`", keyword.text);
            report(findings, (keyword.span, &keyword.text), &asked, near);
            continue;
        }
        if directive.words.is_empty() {
            let message = "expected a rule, a group or `all` after the keyword";
            findings.report(directive.keyword.span, message);
        }
        for word in &directive.words {
            if let WordState::Unknown(near) = &word.state {
                let message = format!("unknown rule or group `{}`", word.text);
                report(findings, (word.span, &word.text), &message, near.as_deref());
            }
        }
    }
}

/// What a comment is meant to ask for. One that says where it silences (`apiproof-ignore-next-line`) means the next block,
/// not the page.
fn nearest_keyword(word: &str) -> Option<&'static str> {
    let other_tools = ["disable", "suppress", "skip", "allow", "off"];
    let asked = word.strip_prefix("apiproof-").unwrap_or(word);
    if let Some(rest) = other_tools.iter().find_map(|verb| asked.strip_prefix(verb)) {
        return Some(if rest.ends_with("file") { "apiproof-ignore-file" } else { "apiproof-ignore" });
    }
    let near = nearest(word, DirectiveKind::words());
    let begun =
        || DirectiveKind::words().filter(|known| word.starts_with(known)).max_by_key(|known| known.len());
    near.filter(|near| is_slip(word, near)).or_else(begun).or(near)
}

/// A comment that silences something else than it was meant to hides mistakes: only a typo is fixed without a review.
fn report(findings: &mut Findings<'_>, (span, word): (Span, &str), message: &str, near: Option<&str>) {
    match near {
        Some(near) => findings.report(span, format!("{message}; did you mean `{near}`?")).fix_if_sure(
            is_slip(word, near),
            format!("replace with `{near}`"),
            vec![Edit::replace(span, near)],
        ),
        None => findings.report(span, message),
    };
}
