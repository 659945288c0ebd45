//! `suppression/unused`.

use crate::extract::{Directive, DirectiveKind, WordState};
use crate::rules::Findings;

declare_rule! {
    /// A suppression comment for a rule that reports nothing there.
    ///
    /// ## What it finds
    ///
    /// An `apiproof-ignore` before a block, or an `apiproof-ignore-file`, naming a rule that does not report anything in
    /// the block or on the page. A group is only reported as unused if all of its rules ran; a rule that does not run at the
    /// level of the run is never reported as unused.
    ///
    /// ## Why it matters
    ///
    /// The mistake is gone, and the comment would hide the next one.
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
    /// ## How to fix it
    ///
    /// Remove the comment, or the rule from it.
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
            let message = format!("unused suppression: `{}` reports nothing {place}", word.text);
            let finding = findings.report(word.span, message);
            match &word.removal {
                Some(edit) if !all => {
                    finding.safe_fix("remove the rule from the comment", vec![edit.clone()])
                }
                _ => finding.safe_fix("remove the comment", vec![directive.removal.clone()]),
            };
        }
    }
}
