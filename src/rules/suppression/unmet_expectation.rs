//! `suppression/unmet-expectation`.

use crate::extract::{Directive, DirectiveKind, WordState};
use crate::rules::Findings;

declare_rule! {
    /// An example is marked as wrong on purpose, but is not.
    ///
    /// ## What it finds
    ///
    /// An `apiproof-expect` before a block in which the rule that it names finds nothing.
    ///
    /// ## Why it matters
    ///
    /// A page that shows what *not* to send teaches the wrong thing once its example has been fixed.
    ///
    /// ## Example
    ///
    /// ````markdown
    /// <!-- apiproof-expect json/trailing-comma this is what the service refuses -->
    /// ```json
    /// { "id": "p-1042" }
    /// ```
    /// ````
    ///
    /// ## How to fix it
    ///
    /// Restore the mistake, or remove the comment.
    "suppression/unmet-expectation": Warning, Default, fix None;
    Directives(check)
}

fn check(directives: &[Directive], findings: &mut Findings<'_>) {
    for directive in directives.iter().filter(|it| it.kind == Some(DirectiveKind::Expect)) {
        for word in directive.words.iter().filter(|word| word.state == WordState::Unused) {
            let message = format!("expected `{}` to report the next block, but it does not", word.text);
            findings.report(word.span, message);
        }
    }
}
