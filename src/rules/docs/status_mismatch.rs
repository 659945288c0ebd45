//! `docs/status-mismatch`.

use std::collections::{BTreeMap, BTreeSet};

use crate::conformance::Page;
use crate::cues;
use crate::diagnostic::Strength;
use crate::document::SectionId;
use crate::extract::{
    Certainty, Codes, Declared, DeclaredEndpoint, DeclaredStatus, Example, ExampleKind, Message,
    PathTemplate, StatusForm, is_foreign,
};
use crate::rules::{Findings, MessageContext, quote};
use crate::syntax::http::{
    method,
    status::{self, Phrase},
};

declare_rule! {
    /// An example shows a status that the page does not document.
    ///
    /// ## What it finds
    ///
    /// A response with a success status, 2xx or 3xx, on a page or in a part of a page that says what is returned and
    /// does not mention this code: in the sentences of the Response section, in a list or table of status codes, in
    /// the heading above the example, or in a sentence next to it. `200-series` and `2xx` cover their class, and a code
    /// that is named under a condition counts as well. Error responses are left alone: a page seldom lists them all.
    /// So is the answer to another call, where the one that the page is about shows what was declared.
    ///
    /// ## Why it matters
    ///
    /// Readers write `if (status == 201)`. The page does not show which of the two is right.
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
    /// ## How to fix it
    ///
    /// Call the API and correct whichever is wrong. If both occur, say when.
    "docs/status-mismatch": Warning, Default, fix None;
    Document(check)
    Example(told)
}

/// What is answered before the work is done (RFC 9110 §15.3.3): the answers behind it are to other requests.
const ACCEPTED: u16 = 202;

/// The most places that a finding points to.
const PLACES: usize = 3;

/// What is declared about one part of a page.
#[derive(Default)]
struct Part<'p> {
    /// Every code that is named and not denied.
    named: BTreeSet<Codes>,
    /// The same for what stands in the part, whatever it is about.
    inside: BTreeSet<Codes>,
    /// The first success codes that surely come back, of what is about every response that it reaches.
    promised: Vec<&'p DeclaredStatus>,
}

impl<'p> Part<'p> {
    fn new(declared: &'p Declared, part: Option<SectionId>) -> Self {
        let stands = |status: &&DeclaredStatus| status.certainty != Certainty::Denied;
        let (mut read, mut promises) = (Self::default(), false);
        for status in declared.about(part).filter(stands) {
            read.named.insert(status.codes);
            promises |= is_promise(status);
            // A heading promises for its own section alone.
            if status.formal && status.form != StatusForm::Heading && is_promise(status) {
                add(&mut read.promised, status);
            }
        }
        if promises {
            read.inside = declared.within(part).iter().filter(stands).map(|status| status.codes).collect();
        }
        read
    }

    /// Whether a code is named. `nearest`: no smaller part says what comes back.
    fn names(&self, code: u16, nearest: bool) -> bool {
        let inside = self.inside.iter().filter(|_| nearest);
        self.named.iter().chain(inside).any(|codes| codes.contains(code))
    }
}

fn is_promise(status: &DeclaredStatus) -> bool {
    status.certainty == Certainty::Promised && status.codes.is_success()
}

/// Whether a sentence in a part about responses says that this comes back; a label has no verb.
fn is_statement(status: &DeclaredStatus, text: &str) -> bool {
    let sentence = || status.sentence.of(text).to_ascii_lowercase();
    status.formal && status.form == StatusForm::Sentence && cues::any(&sentence(), |words| words.verbs)
}

/// Adds a declaration of codes that are not there yet, up to as many as a finding shows.
fn add<'p>(list: &mut Vec<&'p DeclaredStatus>, status: &'p DeclaredStatus) {
    if list.len() < PLACES && list.iter().all(|known| known.codes != status.codes) {
        list.push(status);
    }
}

fn check(page: &Page<'_>, findings: &mut Findings<'_>) {
    let mut parts: Parts<'_> = BTreeMap::new();
    let mut shown = None;
    for example in &page.examples {
        for message in &example.messages {
            let cx = MessageContext { page, example, message };
            let Some(code) = message.http.status() else { continue };
            if message.evidence.strength() == Strength::Guessed
                || !page.status_prefilter().may_contradict(code)
            {
                continue;
            }
            let Some(declared) = contradicted(cx, &mut parts, code) else { continue };
            let shown = shown.get_or_insert_with(|| Shown::on(page));
            if !is_beside_the_point(cx, code, &declared)
                && !is_at_odds(&declared, page.source.text())
                && !are_about_others(cx, &declared)
                && !shown.fulfils(cx, &declared)
            {
                report(cx, &declared, findings);
            }
        }
    }
}

/// Whether what is declared contradicts itself, `204 OK`: that is the mistake, and the example agrees with half of it.
fn is_at_odds(declared: &[&DeclaredStatus], text: &str) -> bool {
    declared.iter().any(|status| {
        let phrase = status.phrase.map(|phrase| status::judge(status.codes.first, phrase.of(text)));
        matches!(phrase, Some(Phrase::OfOther(..)))
    })
}

/// A body whose status the words around it tell, against what the page says elsewhere.
fn told(page: &Page<'_>, example: &Example<'_>, findings: &mut Findings<'_>) {
    let is_bare = example.messages.is_empty() && example.kind == ExampleKind::Response;
    let Some(status) = example.status.filter(|status| is_bare && (200..400).contains(&status.code)) else {
        return;
    };
    let Some(place) = status.place.filter(|_| page.status_prefilter().may_contradict(status.code)) else {
        return;
    };
    let declared = page.declared();
    let is_own = |other: &DeclaredStatus| other.span.start < place.end && place.start < other.span.end;
    let is_another = |other: &&DeclaredStatus| !is_own(other) && other.certainty != Certainty::Denied;
    let names = |other: &DeclaredStatus| other.codes.contains(status.code);
    let mut promised = Vec::new();
    for part in declared.reaching(example.section) {
        if declared.within(part).iter().filter(is_another).any(names) {
            return;
        }
        // A sentence of its own says that this comes back as well: "Responds with 201 when …", "with 202 when …".
        if declared.about(part).any(|other| is_own(other) && is_statement(other, page.source.text())) {
            return;
        }
        let about = declared.about(part).filter(is_another);
        let formal =
            about.filter(|other| other.formal && other.form != StatusForm::Heading && is_promise(other));
        formal.for_each(|other| add(&mut promised, other));
    }
    // Where another response shows what was declared, this one answers another call.
    let shows = |other: &Example<'_>| {
        let codes = other.messages.iter().filter_map(|message| message.http.status());
        let mut codes = codes.chain(other.status.map(|status| status.code));
        codes.any(|code| promised.iter().any(|status| status.codes.contains(code)))
    };
    if promised.is_empty() || page.examples.iter().any(shows) {
        return;
    }
    let text = page.source.text();
    let message = format!("{}, but the page says {}", quote::code(place.of(text)), words(&promised, text));
    let finding = findings.report(place, message);
    for status in promised {
        finding.related(status.span, "documented here");
    }
}

fn report(cx: MessageContext<'_, '_>, declared: &[&DeclaredStatus], findings: &mut Findings<'_>) {
    let (Some(line), Some(first)) = (cx.message.http.status_line(), declared.first()) else { return };
    // The phrase comes first in `No Content - 204`.
    let shown = line.reason.map_or(line.code.span, |reason| line.code.span.to(reason.span));
    let text = cx.page.source.text();
    let shown_words = quote::code(shown.of(cx.text()));
    let message = match first.form {
        StatusForm::Heading => {
            format!("{shown_words} below a heading that says {}", written(first, text))
        }
        _ => format!("{shown_words}, but the page says {}", words(declared, text)),
    };
    let finding = findings.report(cx.span(shown), message);
    for status in declared {
        finding.related(status.span, "documented here");
    }
}

/// Whether a response is not what the page is about: a redirect that was announced in words, what is behind one or comes
/// of what was only accepted, or the answer of somebody else.
fn is_beside_the_point(cx: MessageContext<'_, '_>, code: u16, declared: &[&DeclaredStatus]) -> bool {
    let redirects = |code: u16| (300..400).contains(&code);
    let followed = || {
        let mut answers = cx.exchange().into_iter().flat_map(|exchange| &exchange.responses);
        let first = answers.find_map(|(at, _)| cx.message_at(*at)?.http.status());
        first.is_some_and(redirects) && !redirects(code) || first == Some(ACCEPTED) && code != ACCEPTED
    };
    let says_which = || declared.iter().any(|status| redirects(status.codes.first));
    // A list of outcomes says of what was only accepted that it is not done yet; the example shows it done.
    let is_done = || {
        let accepted = |status: &&DeclaredStatus| {
            status.form == StatusForm::List && status.codes == Codes::one(ACCEPTED)
        };
        code != ACCEPTED && declared.iter().all(accepted)
    };
    is_done()
        || redirects(code) && !says_which() && Declared::announces_redirect(cx.page, cx.example)
        || followed()
        || cx.request().is_some_and(|request| is_foreign(cx.page, request))
}

/// Whether the sentences all name methods, and not that of the request.
fn are_about_others(cx: MessageContext<'_, '_>, declared: &[&DeclaredStatus]) -> bool {
    let method = cx.request().and_then(|request| request.http.request()).map(|line| line.method.text);
    let text = cx.page.source.text();
    let is_about_another = |status: &&DeclaredStatus| {
        let words = status.sentence.of(text).split(|c: char| !c.is_ascii_alphabetic());
        let mut named = words.filter(|word| method::is_common(word)).peekable();
        named.peek().is_some() && named.all(|named| Some(named) != method)
    };
    declared.iter().all(is_about_another)
}

type Parts<'p> = BTreeMap<Option<SectionId>, Part<'p>>;

/// The declarations that say another status than `code` for a response; `None` if all is well, or nobody can tell.
fn contradicted<'p>(
    cx: MessageContext<'p, '_>,
    parts: &mut Parts<'p>,
    code: u16,
) -> Option<Vec<&'p DeclaredStatus>> {
    let (declared, section) = (cx.page.declared(), cx.example.section);
    if declared.statuses.is_empty() || code < 200 {
        return None;
    }
    if let Some(heading) = declared.heading(section) {
        return (!heading.codes.contains(code)).then(|| vec![heading]);
    }
    let mut promised = Vec::new();
    for status in declared.nearby(cx.example, cx.message).filter(|status| is_promise(status)) {
        add(&mut promised, status);
    }
    let mut reaching = declared.reaching(section).peekable();
    let (mut named, mut nearest) = (false, true);
    for at in declared.parts(section) {
        let part = parts.entry(at).or_insert_with(|| Part::new(declared, at));
        named |= part.names(code, nearest);
        nearest &= part.inside.is_empty();
        if reaching.next_if_eq(&at).is_some() {
            part.promised.iter().for_each(|status| add(&mut promised, status));
        }
    }
    (code < 400 && !named && !promised.is_empty()).then_some(promised)
}

/// The responses of a page with their codes.
struct Shown<'p, 'd> {
    responses: Vec<(u16, MessageContext<'p, 'd>)>,
}

impl<'p, 'd> Shown<'p, 'd> {
    fn on(page: &'p Page<'d>) -> Self {
        let messages = page.examples.iter().flat_map(|example| {
            example.messages.iter().map(move |message| MessageContext { page, example, message })
        });
        Self { responses: messages.filter_map(|cx| Some((cx.message.http.status()?, cx))).collect() }
    }

    /// Whether another response shows what was declared, so that this one need not: to another call, or anywhere if
    /// nothing but a sentence says so.
    fn fulfils(&self, cx: MessageContext<'p, 'd>, declared: &[&DeclaredStatus]) -> bool {
        let declarations = cx.page.declared();
        declared.iter().any(|status| {
            // A heading is about its own section, where the way there may be shown as well.
            let is_heading = status.form == StatusForm::Heading;
            let start = if is_heading { status.section } else { status.start() };
            let first = self.responses.partition_point(|(_, other)| other.example.section < start);
            let about = self.responses[first..].iter().take(MOST);
            let is_about =
                |section| if is_heading { section == start } else { declarations.is_about(status, section) };
            let mut about = about.take_while(|(_, other)| is_about(other.example.section));
            about.any(|(code, other)| {
                let freely = !status.formal || is_heading;
                status.codes.contains(*code) && (freely || is_other_subject(cx, *other))
            })
        })
    }
}

/// No more responses than this are looked at for one that shows what was declared.
const MOST: usize = 64;

/// Whether two responses answer different calls, of which `other` may be the one that the page is about.
fn is_other_subject(cx: MessageContext<'_, '_>, other: MessageContext<'_, '_>) -> bool {
    match (endpoint(cx), endpoint(other)) {
        (Some(own), Some(other)) => own.span != other.span && !own.is_alternative_to(other),
        (Some(_), None) => false,
        (None, Some(_)) => cx.request().is_some(),
        (None, None) => is_other_call(cx.request(), other.request()),
    }
}

/// Which of the endpoint lines around it a response answers a call of.
fn endpoint<'p>(cx: MessageContext<'p, '_>) -> Option<&'p DeclaredEndpoint> {
    let line = cx.request()?.http.request()?;
    let endpoints = cx.page.endpoints();
    let target = PathTemplate::new(line.target.text);
    let mut lines = endpoints.about(endpoints.part(cx.example.section)?).take(MOST);
    let named =
        |named: &&DeclaredEndpoint| named.method == line.method.text && target.is_one_of(&named.path());
    lines.find(named)
}

/// Whether two requests are known to call different things.
fn is_other_call(one: Option<&Message<'_>>, other: Option<&Message<'_>>) -> bool {
    let line = |message: Option<&Message<'_>>| {
        let line = message?.http.request()?;
        Some((line.method.text.to_owned(), PathTemplate::new(line.target.text)))
    };
    let (Some((method, target)), Some((other_method, other_target))) = (line(one), line(other)) else {
        return false;
    };
    method != other_method || !(target.is_one_of(&other_target) || other_target.is_one_of(&target))
}

/// The codes of declarations as the page writes them: `201 Created` or `202 Accepted`.
fn words(declared: &[&DeclaredStatus], text: &str) -> String {
    let codes: Vec<String> = declared.iter().map(|status| written(status, text)).collect();
    codes.join(" or ")
}

fn written(status: &DeclaredStatus, text: &str) -> String {
    quote::code(&status.span.of(text).replace(['`', '*'], ""))
}
