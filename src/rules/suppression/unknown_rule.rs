//! `suppression/unknown-rule`.

use crate::config::nearest;
use crate::extract::{Directive, DirectiveKind, WordState};
use crate::rules::Findings;
use crate::text::Edit;

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
            let near = nearest(&keyword.text, DirectiveKind::words());
            let asked = format!("`{}` asks apiproof for nothing that it knows", keyword.text);
            report(findings, keyword.span, &asked, near);
            continue;
        }
        if directive.words.is_empty() {
            let message = "the comment names no rule; a rule, a group or `all` belongs there";
            findings.report(directive.keyword.span, message);
        }
        for word in &directive.words {
            if let WordState::Unknown(near) = &word.state {
                report(findings, word.span, &format!("no rule or group `{}`", word.text), near.as_deref());
            }
        }
    }
}

fn report(findings: &mut Findings<'_>, span: crate::text::Span, message: &str, near: Option<&str>) {
    match near {
        Some(near) => findings
            .report(span, format!("{message}; did you mean `{near}`?"))
            .safe_fix(format!("write `{near}`"), vec![Edit::replace(span, near)]),
        None => findings.report(span, message),
    };
}
