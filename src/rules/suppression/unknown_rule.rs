//! `suppression/unknown-rule`.

use crate::config::{is_slip, nearest};
use crate::extract::{Directive, DirectiveKind, WordState};
use crate::rules::Findings;
use crate::text::{Edit, Span};

declare_rule! {
    /// A comment that speaks to apiproof names no rule that there is.
    ///
    /// ## What it finds
    ///
    /// A comment that begins with `apiproof-` and asks for something unknown, names a rule or group that does not
    /// exist, or names none at all. `all` stands for every rule, `json` or `json/*` for a group.
    ///
    /// ## Why it matters
    ///
    /// The comment has no effect, and looks as if it had.
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
    /// ## How to mend it
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
            let asked = format!("`{}` asks apiproof for nothing that it knows", keyword.text);
            report(findings, (keyword.span, &keyword.text), &asked, near);
            continue;
        }
        if directive.words.is_empty() {
            let message = "the comment names no rule; a rule, a group or `all` belongs there";
            findings.report(directive.keyword.span, message);
        }
        for word in &directive.words {
            if let WordState::Unknown(near) = &word.state {
                let message = format!("no rule or group `{}`", word.text);
                report(findings, (word.span, &word.text), &message, near.as_deref());
            }
        }
    }
}

/// What a comment is meant to ask for. One that says where it silences (`apiproof-ignore-next-line`) means the next block,
/// not the page.
fn nearest_keyword(word: &str) -> Option<&'static str> {
    let near = nearest(word, DirectiveKind::words());
    let begun =
        || DirectiveKind::words().filter(|known| word.starts_with(known)).max_by_key(|known| known.len());
    near.filter(|near| is_slip(word, near)).or_else(begun).or(near)
}

/// A comment that silences something else than it was meant to hides mistakes: only what is a slip is mended at once.
fn report(findings: &mut Findings<'_>, (span, word): (Span, &str), message: &str, near: Option<&str>) {
    match near {
        Some(near) => findings.report(span, format!("{message}; did you mean `{near}`?")).fix_if_sure(
            is_slip(word, near),
            format!("write `{near}`"),
            vec![Edit::replace(span, near)],
        ),
        None => findings.report(span, message),
    };
}
