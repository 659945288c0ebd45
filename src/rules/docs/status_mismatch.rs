//! `docs/status-mismatch`.

use std::collections::{BTreeMap, BTreeSet};

use crate::extract::{Certainty, Codes, Declared, DeclaredStatus, Page, StatusForm, is_foreign};
use crate::markdown::SectionId;
use crate::rules::{Findings, MessageContext, quote};
use crate::text::LocalSpan;

declare_rule! {
    /// An example shows another status than the page declares.
    ///
    /// ## What it finds
    ///
    /// A response with a success status, 2xx or 3xx, on a page or in a part of a page that says what comes back and
    /// does not name this code: in the sentences of the Response section, in a list or table of status codes, or in
    /// the heading above the example. `200-series` and `2xx` cover their class, and a code that is named under a
    /// condition counts as well. Error responses are left alone: a page seldom lists them all.
    ///
    /// ## Why it matters
    ///
    /// Readers write `if (status == 201)`. Which of the two is right cannot be seen from the page.
    ///
    /// ## Example
    ///
    /// ````markdown
    /// If successful, this method returns a `201 Created` response code.
    ///
    /// ```http
    /// HTTP/1.1 200 OK
    /// ```
    /// ````
    ///
    /// ## How to mend it
    ///
    /// Call the API and correct the one that is wrong. If both occur, say when.
    "docs/status-mismatch": Warning, Default, fix None;
    Document(check)
}

/// The most places that a finding points to.
const PLACES: usize = 3;

/// What is declared about one part of a page.
#[derive(Default)]
struct Part<'p> {
    /// Every code that is named and not denied.
    named: BTreeSet<Codes>,
    /// The same for what stands in the part, whatever it is about.
    inside: BTreeSet<Codes>,
    /// The first success codes that surely come back.
    promised: Vec<&'p DeclaredStatus>,
}

impl<'p> Part<'p> {
    fn new(declared: &'p Declared, part: Option<SectionId>) -> Self {
        let stands = |status: &&DeclaredStatus| status.certainty != Certainty::Denied;
        let mut part = Self {
            inside: declared.within(part).iter().filter(stands).map(|status| status.codes).collect(),
            ..Self::of(declared.about(part).filter(stands))
        };
        if part.promised.is_empty() {
            part.inside.clear();
        }
        part
    }

    fn of(declared: impl Iterator<Item = &'p DeclaredStatus>) -> Self {
        let mut part = Self::default();
        for status in declared {
            part.named.insert(status.codes);
            let is_promise = status.certainty == Certainty::Promised && status.codes.is_success();
            let is_known = part.promised.iter().any(|known| known.codes == status.codes);
            if is_promise && !is_known && part.promised.len() < PLACES {
                part.promised.push(status);
            }
        }
        part
    }

    /// Whether a code is named. `nearest`: no smaller part says what comes back.
    fn names(&self, code: u16, nearest: bool) -> bool {
        let inside = self.inside.iter().filter(|_| nearest);
        self.named.iter().chain(inside).any(|codes| codes.contains(code))
    }
}

fn check(page: &Page<'_>, findings: &mut Findings<'_>) {
    let mut parts: Parts<'_> = BTreeMap::new();
    for example in &page.examples {
        for message in &example.messages {
            let cx = MessageContext { page, example, message };
            let Some(line) = message.http.status_line() else { continue };
            let Some(code) = line.status else { continue };
            if !page.glance().may_contradict(code) {
                continue;
            }
            let Some(declared) = contradicted(page, &mut parts, example.section, code) else { continue };
            if is_beside_the_point(cx, code) {
                continue;
            }
            let end = line.reason.map_or(line.code.span.end, |reason| reason.span.end);
            let shown = LocalSpan { start: line.code.span.start, end };
            let text = page.source.text();
            let shown_words = quote::code(shown.of(cx.text()));
            let message = match declared[0].form {
                StatusForm::Heading => {
                    format!("{shown_words} below a heading that says {}", written(declared[0], text))
                }
                _ => format!("{shown_words}, but the page says {}", words(&declared, text)),
            };
            let finding = findings.report(cx.span(shown), message);
            for status in declared {
                finding.related(status.span, "declared here");
            }
        }
    }
}

/// Whether a response is not what the page is about: a redirect that was announced in words, what is
/// behind one, or the answer of somebody else.
fn is_beside_the_point(cx: MessageContext<'_, '_>, code: u16) -> bool {
    let redirects = |code: u16| (300..400).contains(&code);
    let followed = || {
        let mut answers = cx.exchange().into_iter().flat_map(|exchange| &exchange.responses);
        let first = answers.find_map(|(at, _)| cx.message_at(*at)?.http.status());
        first.is_some_and(redirects) && !redirects(code)
    };
    redirects(code) && Declared::announces_redirect(cx.page, cx.example)
        || followed()
        || cx.request().is_some_and(|request| is_foreign(cx.page, request))
}

type Parts<'p> = BTreeMap<Option<SectionId>, Part<'p>>;

/// The declarations that say another status than `code` for a response in `section`; `None` if all is well, or
/// nobody can tell.
fn contradicted<'p>(
    page: &'p Page<'_>,
    parts: &mut Parts<'p>,
    section: SectionId,
    code: u16,
) -> Option<Vec<&'p DeclaredStatus>> {
    let declared = page.declared();
    if declared.statuses.is_empty() || code < 200 {
        return None;
    }
    let (mut promised, mut named) = (Vec::new(), false);
    if let Some(heading) = declared.heading(section) {
        return (!heading.codes.contains(code)).then(|| vec![heading]);
    }
    for part in declared.parts(section) {
        let part = parts.entry(part).or_insert_with(|| Part::new(declared, part));
        named |= part.names(code, promised.is_empty());
        for status in &part.promised {
            let is_new = promised.iter().all(|known: &&DeclaredStatus| known.codes != status.codes);
            if is_new && promised.len() < PLACES {
                promised.push(status);
            }
        }
    }
    (code < 400 && !named && !promised.is_empty()).then_some(promised)
}

/// The codes of declarations as the page writes them: `201 Created` or `202 Accepted`.
fn words(declared: &[&DeclaredStatus], text: &str) -> String {
    let codes: Vec<String> = declared.iter().map(|status| written(status, text)).collect();
    codes.join(" or ")
}

fn written(status: &DeclaredStatus, text: &str) -> String {
    quote::code(&status.span.of(text).replace(['`', '*'], ""))
}
