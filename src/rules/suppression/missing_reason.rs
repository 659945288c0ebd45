//! `suppression/missing-reason`.

use crate::extract::Directive;
use crate::rules::Findings;

declare_rule! {
    /// A suppression comment without a reason.
    ///
    /// ## What it finds
    ///
    /// An `apiproof-ignore`, `apiproof-ignore-file` or `apiproof-expect` with nothing after the rules that it names.
    ///
    /// ## Why it matters
    ///
    /// The next writer cannot tell whether it is still needed.
    ///
    /// ## Example
    ///
    /// ````markdown
    /// <!-- apiproof-ignore json/comment -->
    /// ```json
    /// { "id": "p-1042" /* theirs */ }
    /// ```
    /// ````
    ///
    /// ## How to fix it
    ///
    /// Say why: `<!-- apiproof-ignore json/comment the comment explains the id -->`.
    "suppression/missing-reason": Info, Pedantic, fix None;
    Directives(check)
}

fn check(directives: &[Directive], findings: &mut Findings<'_>) {
    for directive in
        directives.iter().filter(|it| it.kind.is_some() && !it.has_reason && !it.words.is_empty())
    {
        findings.report(directive.comment, "expected a reason after the rules of this comment");
    }
}
