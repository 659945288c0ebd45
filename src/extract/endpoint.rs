//! Endpoints that the text of a page names: `GET /v1/parcels` on a line of its own, in a heading, in a row of a table.
//! The one reader of such lines: for the examples around them, which they tell the operation of, and for what a page
//! declares.

use super::outline::Outline;
use super::{Endpoint, surroundings};
use crate::cues::Language;
use crate::document::{Block, BlockKind, Document, SectionId};
use crate::text::Span;

/// Methods that endpoints are written with.
pub(super) const METHODS: [&str; 8] = ["GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS", "LIST"];

/// The longest line that is read.
const LONGEST: usize = 400;

/// The endpoints of a page with their sections, in order.
#[derive(Debug, Default)]
pub(super) struct Endpoints<'d> {
    list: Vec<Named<'d>>,
}

/// An endpoint where it stands. Equal ones in a row have the same `run`.
#[derive(Debug)]
struct Named<'d> {
    section: SectionId,
    run: u32,
    endpoint: Endpoint<'d>,
}

impl<'d> Endpoints<'d> {
    /// Reads the text between the code blocks of a page.
    pub(super) fn of(document: &'d Document<'d>) -> Self {
        let mut endpoints = Self::default();
        let mut from = document.front_matter.map_or(0, |span| span.end);
        let mut section = SectionId(0);
        let mut resource = None;
        for block in &document.blocks {
            match &block.kind {
                BlockKind::Code(_) | BlockKind::Heading(_) => {
                    endpoints.prose(document.text, from, block.span.start, section);
                    from = from.max(block.span.end);
                    section = block.section;
                    if let BlockKind::Heading(title) = block.kind {
                        endpoints.prose(document.text, block.span.start, block.span.end, section);
                        endpoints.resource(title.text, &mut resource, block);
                    }
                }
                _ => {}
            }
        }
        endpoints.prose(document.text, from, document.text.len() as u32, section);
        endpoints
    }

    /// The headings of API Blueprint: `Parcels [/parcels]` names the path for `List [GET]`.
    fn resource(&mut self, title: &'d str, path: &mut Option<&'d str>, block: &Block<'_>) {
        let Some((_, inside)) = title.strip_suffix(']').and_then(|title| title.rsplit_once('[')) else {
            return;
        };
        if inside.starts_with('/') {
            *path = Some(inside);
        } else if let (true, Some(target)) = (METHODS.contains(&inside), *path) {
            self.push(block.section, Endpoint { method: inside, target, span: block.span });
        }
    }

    fn push(&mut self, section: SectionId, endpoint: Endpoint<'d>) {
        let run = self.list.last().map_or(0, |last| last.run + u32::from(!last.endpoint.is_same(&endpoint)));
        self.list.push(Named { section, run, endpoint });
    }

    fn prose(&mut self, text: &'d str, from: u32, to: u32, section: SectionId) {
        let prose = text.get(from as usize..to as usize);
        let Some(prose) = prose.filter(|prose| memchr::memchr(b'/', prose.as_bytes()).is_some()) else {
            return;
        };
        let mut at = from as usize;
        for line in prose.split_inclusive('\n') {
            if let Some((method, target)) = endpoint(line).or_else(|| component(line)) {
                let place = |part: &str| part.as_ptr() as usize - line.as_ptr() as usize;
                let span = Span::new(at + place(method), at + place(target) + target.len());
                self.push(section, Endpoint { method, target, span });
            }
            at += line.len();
        }
    }

    /// All of them with their sections, in order.
    pub(super) fn all(&self) -> impl Iterator<Item = (SectionId, Endpoint<'d>)> {
        self.list.iter().map(|named| (named.section, named.endpoint))
    }

    /// The only endpoint that a section names, or else the one that it is part of, if its heading only says which part
    /// of an example it holds.
    pub(super) fn around(
        &self,
        section: SectionId,
        outline: &Outline,
        document: &Document<'_>,
        language: Language,
    ) -> Option<Endpoint<'d>> {
        if self.list.is_empty() {
            return None;
        }
        let is_label = |part: &SectionId| surroundings::is_label(document, language, *part);
        let whole = |part: &SectionId| outline.parent(*part).filter(|_| is_label(part));
        for part in std::iter::successors(Some(section), whole) {
            // The sections of a part follow each other.
            let start = self.list.partition_point(|named| named.section < part);
            let length =
                self.list[start..].partition_point(|named| outline.is_within(named.section, Some(part)));
            if let [first, .., last] | [first @ last] = &self.list[start..start + length] {
                return (first.run == last.run).then_some(first.endpoint);
            }
        }
        None
    }

    /// The only endpoint between two places that some sections name.
    pub(super) fn between(
        &self,
        from: u32,
        to: u32,
        names: impl Fn(SectionId) -> bool,
    ) -> Option<Endpoint<'d>> {
        let start = self.list.partition_point(|named| named.endpoint.span.start < from);
        let length = self.list[start..].partition_point(|named| named.endpoint.span.start < to);
        let mut here = self.list[start..start + length].iter().filter(|named| names(named.section));
        let first = here.next()?;
        here.all(|named| named.run == first.run).then_some(first.endpoint)
    }
}

impl Endpoint<'_> {
    fn is_same(&self, other: &Self) -> bool {
        (self.method, self.target) == (other.method, other.target)
    }
}

/// The endpoint that a line consists of, in code or bold or neither, perhaps behind the words of a heading.
pub(super) fn endpoint(line: &str) -> Option<(&str, &str)> {
    const MARKS: [char; 10] = ['`', '*', '_', '|', ' ', '\t', '>', '[', ']', ':'];
    if line.len() > LONGEST || !line.contains('/') {
        return None;
    }
    let trimmed = line.trim_end().trim_start_matches(['#', '`', '*', '|', ' ', '\t', '>', '[', '_']);
    let is_heading = line.starts_with('#');
    let upper = |text: &str| text.len() - text.trim_start_matches(|c: char| c.is_ascii_uppercase()).len();
    let mut rest = trimmed;
    if is_heading && !METHODS.contains(&&trimmed[..upper(trimmed)]) {
        // `List parcels [GET /v1/parcels]`
        rest = trimmed[trimmed.find(['[', '`', '('])?..].trim_start_matches(['[', '`', '(']);
    }
    let (method, behind) = rest.split_at(upper(rest));
    let target = behind.trim_start_matches(MARKS);
    if !METHODS.contains(&method) || target.len() == behind.len() {
        return None;
    }
    let (target, after) = target.split_at(target_end(target));
    let after = without_link(after).trim_matches(MARKS).trim_matches([')', '"']);
    let is_target = target.starts_with(['/', '{', '<', '$']) || target.contains("://");
    let alone = after.is_empty() || after.starts_with("HTTP/");
    (is_target && target.len() > 1 && alone).then_some((method, target))
}

/// What follows the address of a link whose text ends with the target: ``[`/v1/parcels`](https://…)``.
fn without_link(after: &str) -> &str {
    let link = after.trim_start_matches(['`', '*']).strip_prefix("](");
    link.and_then(|link| link.find(')').map(|end| &link[end + 1..])).unwrap_or(after)
}

/// Where a target ends: at the first blank, mark or closing bracket that is not part of a template such as
/// `(id or name)`.
pub(super) fn target_end(target: &str) -> usize {
    let ends = |c: char| matches!(c, ' ' | '\t' | '`' | '*' | '|' | ']' | ')' | '"');
    let mut depth = 0_u32;
    for (at, c) in target.char_indices() {
        match c {
            '`' => return at,
            '(' | '{' | '<' => depth += 1,
            ')' | '}' | '>' if depth > 0 => depth -= 1,
            _ if depth == 0 && ends(c) => return at,
            _ => {}
        }
    }
    if depth == 0 { target.len() } else { target.find(ends).unwrap_or(target.len()) }
}

/// The endpoint of a component, `<Route method="GET">/v1/parcels</Route>` or `<Endpoint method="GET" path="/v1/parcels" />`,
/// or of a comment, `<!-- START GET /v1/parcels -->`.
fn component(line: &str) -> Option<(&str, &str)> {
    let inner = line.trim().strip_prefix('<')?;
    if let Some(comment) = inner.strip_prefix("!--") {
        let comment = comment.trim_end_matches("-->").trim();
        return endpoint(comment.split_once(' ').filter(|(word, _)| *word == "START")?.1);
    }
    let (attributes, rest) = inner.split_once('>')?;
    let method = attribute(attributes, &["method", "verb"])?;
    let inside = rest.split('<').next().unwrap_or_default().trim();
    let target =
        if inside.is_empty() { attribute(attributes, &["path", "url", "endpoint"])? } else { inside };
    let is_target = target.starts_with('/') || target.contains("://");
    (METHODS.contains(&method) && is_target && !target.contains(' ')).then_some((method, target))
}

/// The value of the first attribute of a tag that has one of some names.
fn attribute<'t>(tag: &'t str, names: &[&str]) -> Option<&'t str> {
    let values = tag.match_indices('=').filter_map(|(at, _)| {
        let name = tag[..at].rsplit([' ', '\t']).next()?;
        names.contains(&name).then(|| tag[at + 1..].trim_start_matches(['{', '"', '\'', '`']))
    });
    values.map(|value| &value[..value.find(['"', '\'', '`', ' ']).unwrap_or(value.len())]).next()
}

#[cfg(test)]
mod tests {
    use super::{component, endpoint};

    #[test]
    fn components_and_comments_name_endpoints() {
        let route = "<Route method=\"PATCH\">/parcels/[\\{parcel.id\\}](#id)</Route>";
        assert_eq!(component(route).map(|(method, _)| method), Some("PATCH"));
        let endpoint = "<Endpoint method=\"GET\" path={\"/parcels/{id}\"} />";
        assert_eq!(component(endpoint), Some(("GET", "/parcels/{id}")));
        assert_eq!(component("<Field method=\"GET\" path=\"parcels\" />"), None);
        assert_eq!(component("<!-- START GET /parcels.json -->"), Some(("GET", "/parcels.json")));
        assert_eq!(component("<!-- a remark -->"), None);
        assert_eq!(component("<div class=\"x\">"), None);
    }

    #[test]
    fn lines_that_name_endpoints() {
        let cases = [
            ("`GET /v1/parcels/:id`", Some(("GET", "/v1/parcels/:id"))),
            ("**POST** `/v1/parcels`", Some(("POST", "/v1/parcels"))),
            ("| `LIST` | `/v1/parcels` |", Some(("LIST", "/v1/parcels"))),
            ("### List parcels [GET /v1/parcels]", Some(("GET", "/v1/parcels"))),
            ("### GET /v1/parcels", Some(("GET", "/v1/parcels"))),
            ("DELETE https://api.parcelo.example/v1", Some(("DELETE", "https://api.parcelo.example/v1"))),
            ("`GET /v1/parcels HTTP/1.1`", Some(("GET", "/v1/parcels"))),
            ("`GET /v1/labels/(id or code)`", Some(("GET", "/v1/labels/(id or code)"))),
            ("| `GET` | `/v1/labels/:id(/:size)` |", Some(("GET", "/v1/labels/:id(/:size)"))),
            (
                "`GET` [`/v1/vans?size=2`](https://parcelo.example/v1/vans?size=2)",
                Some(("GET", "/v1/vans?size=2")),
            ),
            ("`GET` [`/v1/vans`](vans.md) lists vans", None),
            ("### Sign a label (POST /v1/labels)", Some(("POST", "/v1/labels"))),
            ("GET the parcel", None),
            ("`GET /v1/parcels` lists parcels", None),
            ("GET", None),
            ("GETS /v1", None),
            ("PUT/v1", None),
            ("/", None),
            ("", None),
        ];
        for (line, expected) in cases {
            assert_eq!(endpoint(line), expected, "{line}");
        }
    }
}
