//! `example/unclosed-front-matter`.

use crate::conformance::Page;
use crate::markup::markdown::unclosed_front_matter;
use crate::rules::Findings;

declare_rule! {
    /// The front matter is never closed.
    ///
    /// ## What it finds
    ///
    /// A page that starts with `---` and a key, and has no line `---` that ends its front matter before the first code
    /// block.
    ///
    /// ## Why it matters
    ///
    /// Site generators fail on such a page, or treat the part up to the next `---` as front matter and drop it.
    ///
    /// ## Example
    ///
    /// ````markdown
    /// ---
    /// title: Parcels
    /// ----
    ///
    /// # Parcels
    /// ````
    ///
    /// ## How to fix it
    ///
    /// End the front matter with a line of three hyphens and nothing else.
    "example/unclosed-front-matter": Error, Default, fix None;
    Document(check)
}

fn check(page: &Page<'_>, findings: &mut Findings<'_>) {
    if page.document.front_matter.is_none()
        && let Some(first) = unclosed_front_matter(page.document.text)
    {
        findings.report(first, "this front matter is never closed").help("end it with a line `---`");
    }
}
