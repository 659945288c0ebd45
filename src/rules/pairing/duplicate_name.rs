//! `pairing/duplicate-name`.

use std::collections::HashMap;

use crate::conformance::Page;
use crate::diagnostic::Level;
use crate::extract::{NamedRequest, PageId, PageIndex, Workspace};
use crate::rules::{Findings, WorkspaceFindings};

declare_rule! {
    /// Two requests have the same name.
    ///
    /// ## What it finds
    ///
    /// A `name` in a `request` annotation that an earlier request of the page already has. Responses share the name of
    /// their request and are not reported.
    ///
    /// From level `strict` on, names are also compared across the pages of one version of the documentation: those
    /// whose paths share the folder that is named like an API version (`v1.0`, `v2`, `beta`), or all pages of the run
    /// where no folder is. A name that two versions share is normal.
    ///
    /// ## Why it matters
    ///
    /// Responses are matched to requests by name, and files are generated under it: the second request takes the
    /// responses of the first, or overwrites its files.
    ///
    /// ## Example
    ///
    /// ````markdown
    /// <!-- { "blockType": "request", "name": "get_parcel" } -->
    /// ```http
    /// GET /parcels/p-1042
    /// ```
    ///
    /// <!-- { "blockType": "request", "name": "get_parcel" } -->
    /// ```http
    /// GET /parcels/p-1042?expand=events
    /// ```
    /// ````
    ///
    /// should give the second one its own name, such as `get_parcel_with_events`.
    ///
    /// ## How to fix it
    ///
    /// Rename one of the two, and its responses with it.
    "pairing/duplicate-name": Error, Default, fix None;
    Document(check)
    Workspace(across)
}

fn check(page: &Page<'_>, findings: &mut Findings<'_>) {
    let requests = NamedRequest::all(page);
    let mut first = HashMap::new();
    for request in &requests {
        let earlier = *first.entry(&request.name).or_insert(request.span);
        // The same span is one list that has the name twice.
        if earlier != request.span {
            findings
                .report(
                    request.span,
                    format!("another request on this page is already named `{}`", request.name),
                )
                .related(earlier, "the first one")
                .help(HELP);
        }
    }
}

const HELP: &str = "rename one of the two: responses are matched to requests by name";

/// Compares the pages of a version. A name that is there twice on one page is the other check's matter.
fn across(workspace: &Workspace, findings: &mut WorkspaceFindings<'_>) {
    /// The first request of a name, and the last page that has it so far.
    type Seen<'w> = (&'w PageIndex, &'w NamedRequest, PageId);
    let mut seen: HashMap<(&str, &str), Seen<'_>> = HashMap::new();
    for page in &workspace.pages {
        let version = page.version();
        for request in &page.requests {
            let (other, earlier, last) =
                seen.entry((version, &request.name)).or_insert((page, request, page.id));
            if std::mem::replace(last, page.id) != page.id {
                let message = format!("a request on another page is already named `{}`", request.name);
                findings
                    .report(page.id, request.span, message)
                    .related_in(other.path.clone(), earlier.span, "the first one")
                    .help(HELP)
                    .level(Level::Strict);
            }
        }
    }
}
