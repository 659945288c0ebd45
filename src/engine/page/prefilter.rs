//! Whether a page is worth parsing at all.
//!
//! A page without anything that a rule speaks of has no work; saying so costs a scan of its lines. Every doubt is a yes.

use crate::extract::{may_contradict_itself, may_hold_directives};
use crate::markup::may_hold_examples;

/// Whether a page may hold anything to look at: an example, a comment that speaks to us, or a status that contradicts
/// itself.
pub(in crate::engine) fn may_hold_work(text: &str) -> bool {
    may_hold_examples(text) || may_hold_directives(text) || may_contradict_itself(text)
}

#[cfg(test)]
mod tests {
    use crate::extract::ParsedPage;
    use crate::markup::markdown;
    use crate::text::SourceFile;

    #[test]
    fn a_language_that_is_passed_over_holds_no_example() {
        for language in markdown::PROGRAMS {
            for body in ["{\"a\": 1}", "GET parcels", "parcels.get(/7/)"] {
                let source = SourceFile::new("a.md", format!("```{language}\n{body}\n```\n"));
                let document = markdown::parse(source.text());
                assert!(ParsedPage::read(&source, &document).examples.is_empty(), "{language}: {body}");
            }
        }
    }
}
