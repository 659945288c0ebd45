//! `suppression/unused`.

use crate::extract::{Directive, DirectiveKind, WordState};
use crate::rules::Findings;

declare_rule! {
    /// A comment silences a rule that finds nothing there.
    ///
    /// ## What it finds
    ///
    /// An `apiproof-ignore` before a block, or an `apiproof-ignore-file`, naming a rule that has nothing to say about
    /// the block or the page. A group is only called unused if all of its rules ran; a rule that does not run at the
    /// level of the run is never called unused.
    ///
    /// ## Why it matters
    ///
    /// The comment outlived the mistake that it was for, and will hide the next one.
    ///
    /// ## Example
    ///
    /// ````markdown
    /// <!-- apiproof-ignore json/trailing-comma the service sends it like this -->
    /// ```json
    /// { "id": "p-1042" }
    /// ```
    /// ````
    ///
    /// ## How to mend it
    ///
    /// Take the comment away, or the rule out of it.
    "suppression/unused": Warning, Default, fix Safe;
    Directives(check)
}

fn check(directives: &[Directive], findings: &mut Findings<'_>) {
    for directive in directives {
        let place = match directive.kind {
            Some(DirectiveKind::Ignore) => "in the next block",
            Some(DirectiveKind::IgnoreFile) => "on this page",
            _ => continue,
        };
        let is_unused = |state: &WordState| *state == WordState::Unused;
        let all = directive.words.iter().all(|word| is_unused(&word.state));
        for word in directive.words.iter().filter(|word| is_unused(&word.state)) {
            let message = format!("`{}` finds nothing {place}; there is nothing to ignore", word.text);
            let finding = findings.report(word.span, message);
            match &word.removal {
                Some(edit) if !all => {
                    finding.safe_fix("take the rule out of the comment", vec![edit.clone()])
                }
                _ => finding.safe_fix("take the comment away", vec![directive.removal.clone()]),
            };
        }
    }
}
