//! Path, query and header parameters of the requests of a page against what the description says of them.
//!
//! Only what is there is looked at, and what is required and not there; values that are encoded or stand for others
//! are left alone.

use std::collections::HashMap;

use super::binding::Binder;
use super::model::ParameterFact;
use super::template::is_template;
use crate::extract::{Message, MessageRef};
use crate::schema::{Parameter, ParameterPlace, ParameterStyle, ViolationKind};
use crate::text::LocalSpan;

/// What is wrong with the parameters of a request.
pub(super) fn facts(binder: &Binder<'_, '_>, at: MessageRef) -> Vec<ParameterFact> {
    let Some(message) = binder.message(at) else { return Vec::new() };
    let Some(line) = message.http.request().filter(|_| message.http.issues.is_empty()) else {
        return Vec::new();
    };
    let (method, target) = (line.method.text.to_ascii_uppercase(), binder.without_base(line.target.text));
    let start = line.target.span.start as usize + (line.target.text.len() - target.len());
    let span = LocalSpan::new(start, start + target.len());
    let providers = binder.schemas.providers.iter().enumerate();
    let known =
        providers.filter_map(|(index, provider)| Some((index as u32, provider.parameters(&method, target)?)));
    let Some((provider, parameters)) = known.into_iter().next() else { return Vec::new() };
    let names = Names::of(&parameters);
    let mut reader =
        Reader { binder, at, provider, parameters: &parameters, names, found: Vec::new(), compared: 0 };
    reader.path(target, span);
    reader.query(target, span);
    reader.headers(message);
    reader.missing(target, span);
    reader.found
}

struct Reader<'r, 'p, 'd> {
    binder: &'r Binder<'p, 'd>,
    at: MessageRef,
    provider: u32,
    parameters: &'r [Parameter],
    names: Names<'r>,
    found: Vec<ParameterFact>,
    /// How many unknown names were compared with the known ones.
    compared: usize,
}

/// The parameters of the query by their names, the first of each.
#[derive(Default)]
struct Names<'r> {
    whole: HashMap<&'r str, &'r Parameter>,
    /// By the names of the members that stand for them.
    members: HashMap<&'r str, &'r Parameter>,
    /// By what stands before a bracket.
    stems: HashMap<&'r str, &'r Parameter>,
}

impl<'r> Names<'r> {
    fn of(parameters: &'r [Parameter]) -> Self {
        let mut names = Self::default();
        for parameter in parameters.iter().filter(|known| known.place == ParameterPlace::Query) {
            names.whole.entry(&parameter.name).or_insert(parameter);
            let stem = parameter.name.split('[').next().unwrap_or_default();
            names.stems.entry(stem).or_insert(parameter);
            for member in &parameter.members {
                names.members.entry(member).or_insert(parameter);
            }
        }
        names
    }
}

/// So many unknown names of a request are compared with the known ones.
const MOST_COMPARED: usize = 32;

impl<'r> Reader<'r, '_, '_> {
    fn report(&mut self, name: &str, span: LocalSpan, kind: ViolationKind, parameter: Option<&Parameter>) {
        let described_at = parameter.and_then(|parameter| parameter.described_at);
        self.found.push(ParameterFact {
            at: self.at,
            name: name.to_owned(),
            span,
            kind,
            described_at: described_at.map(|place| (self.provider, place)),
        });
    }

    fn of(&self, place: ParameterPlace) -> impl Iterator<Item = &Parameter> {
        self.parameters.iter().filter(move |parameter| parameter.place == place)
    }

    /// Reports what the schema of a parameter has against its value, or against that of one of its members.
    fn value(&mut self, parameter: &Parameter, member: Option<&str>, text: &str, span: LocalSpan) {
        if parameter.schema.is_none() || text.is_empty() || is_template(text) {
            return;
        }
        let name = member.unwrap_or(&parameter.name);
        let provider = self.binder.schemas.provider(self.provider);
        for kind in provider.validate_parameter(parameter, member, text) {
            let has_near = matches!(kind, ViolationKind::EnumValue { near: Some(_), .. });
            if has_near || !stands_for_another(name, text) {
                self.report(name, span, kind, Some(parameter));
            }
        }
    }

    fn path(&mut self, target: &str, span: LocalSpan) {
        for parameter in self.parameters.iter().filter(|parameter| parameter.place == ParameterPlace::Path) {
            let Some(range) = parameter.in_path.clone() else { continue };
            let start = span.start as usize;
            if let Some(text) = target.get(range.clone()) {
                self.value(parameter, None, text, LocalSpan::new(start + range.start, start + range.end));
            }
        }
    }

    fn query(&mut self, target: &str, span: LocalSpan) {
        for (name, value) in query(target) {
            let place = |part: &str| {
                let start = span.start as usize + (part.as_ptr() as usize - target.as_ptr() as usize);
                LocalSpan::new(start, start + part.len())
            };
            match self.named(name) {
                Some((parameter, Reads::Whole)) => self.value(parameter, None, value, place(value)),
                Some((parameter, Reads::Member(member))) => {
                    self.value(parameter, Some(member), value, place(value));
                }
                Some((_, Reads::Nothing)) => {}
                None => self.unknown(name, place(name)),
            }
        }
    }

    /// The parameter of the query that a name belongs to, and how its value is to be read.
    fn named<'n>(&self, name: &'n str) -> Option<(&'r Parameter, Reads<'n>)> {
        if let Some(parameter) = self.names.whole.get(name) {
            return Some((parameter, Reads::Whole));
        }
        if let Some(parameter) = self.names.members.get(name) {
            return Some((parameter, Reads::Member(name)));
        }
        // `filter[city]`: the brackets belong to the value.
        let (own, inside) = name.split_once('[').unwrap_or((name, ""));
        let parameter = *self.names.stems.get(own)?;
        let member = inside.strip_suffix(']').filter(|inside| !inside.is_empty() && !inside.contains('['));
        Some((
            parameter,
            match member {
                Some(member) if parameter.style == ParameterStyle::DeepObject => Reads::Member(member),
                _ if matches!(inside, "" | "]") => Reads::Whole,
                _ => Reads::Nothing,
            },
        ))
    }

    fn unknown(&mut self, name: &str, span: LocalSpan) {
        let plain = name.chars().all(|c| c.is_alphanumeric() || matches!(c, '_' | '-' | '.'));
        let listed = self.of(ParameterPlace::Query).next().is_some();
        if name.is_empty() || !plain || !listed {
            return;
        }
        self.compared += 1;
        let near = self
            .of(ParameterPlace::Query)
            .filter(|_| self.compared <= MOST_COMPARED)
            .map(|parameter| parameter.name.clone())
            .min_by_key(|known| distance(name, known))
            .filter(|known| distance(name, known) <= (name.chars().count() / 3).clamp(1, 2))
            .filter(|known| is_misspelt(name, known));
        let owner = self.operation();
        let kind = ViolationKind::UnknownProperty { name: name.to_owned(), owner, near };
        self.report(name, span, kind, None);
    }

    fn headers(&mut self, message: &Message<'_>) {
        for parameter in self.parameters.iter().filter(|parameter| parameter.place == ParameterPlace::Header)
        {
            if let Some(header) = message.http.header(&parameter.name) {
                let (text, span) = (header.value.text, header.value.span);
                if !text.contains(['%', '+']) {
                    self.value(parameter, None, text, span);
                }
            }
        }
        if let Some(cookies) = message.http.header("Cookie") {
            self.cookies(cookies.value.text, cookies.value.span);
        }
    }

    fn cookies(&mut self, text: &str, span: LocalSpan) {
        for pair in text.split(';') {
            let Some((name, value)) = pair.trim().split_once('=') else { continue };
            let parameters = self.parameters;
            let mut of_cookies = parameters.iter().filter(|known| known.place == ParameterPlace::Cookie);
            if let Some(parameter) = of_cookies.find(|known| known.name == name) {
                let start = span.start as usize + (value.as_ptr() as usize - text.as_ptr() as usize);
                self.value(parameter, None, value, LocalSpan::new(start, start + value.len()));
            }
        }
    }

    /// Required parameters of the query that are not there. Headers are left out of most examples on purpose.
    fn missing(&mut self, target: &str, span: LocalSpan) {
        let is_there = |known: &Parameter| {
            query(target).any(|(name, _)| {
                matches(&known.name, name.split('[').next().unwrap_or_default(), name) || is_template(name)
            })
        };
        let parameters = self.parameters;
        let required = parameters
            .iter()
            .filter(|known| {
                known.required && known.place == ParameterPlace::Query && known.members.is_empty()
            })
            .filter(|known| !is_there(known));
        for parameter in required {
            let kind =
                ViolationKind::MissingProperty { name: parameter.name.clone(), owner: self.operation() };
            self.report(&parameter.name, span, kind, Some(parameter));
        }
    }

    /// The operation as its request line says it.
    fn operation(&self) -> String {
        let (method, target) = self.binder.request(self.at).unwrap_or_default();
        let path = target.split(['?', '#']).next().unwrap_or_default();
        let path = match path.split_once("://") {
            Some((_, rest)) => rest.find('/').map_or(path, |at| &rest[at..]),
            None => path,
        };
        format!("{} {path}", method.to_ascii_uppercase())
    }
}

/// How the value of a parameter is to be read.
#[derive(Clone, Copy)]
enum Reads<'n> {
    /// As the value of the parameter.
    Whole,
    /// As that of one of its members.
    Member(&'n str),
    /// Not at all: brackets that no style of OpenAPI has.
    Nothing,
}

/// Whether two names that are near differ by a slip: not in their numbers alone, nor in the first letter.
fn is_misspelt(name: &str, known: &str) -> bool {
    let letters = |text: &str| -> String { text.chars().filter(|c| !c.is_numeric()).collect() };
    letters(name) != letters(known) && name.chars().next() == known.chars().next()
}

/// Whether a value is what a writer puts in the place of one: `CHANNEL_ID`, `itemId`, `xxx`.
fn stands_for_another(name: &str, text: &str) -> bool {
    const LAST_WORDS: [&str; 12] =
        ["id", "ids", "name", "key", "token", "slug", "uuid", "guid", "number", "code", "value", "hash"];
    let letters = text.bytes().filter(u8::is_ascii_alphabetic).count();
    let is_word = text.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-' | b'.'));
    if letters < 2 || !is_word {
        return false;
    }
    let plain = |text: &str| text.replace(['_', '-', '.'], "").to_ascii_lowercase();
    let (own, lower) = (plain(name), plain(text));
    let is_capitals =
        !text.bytes().any(|byte| byte.is_ascii_lowercase()) && letters > 1 && letters * 2 > text.len();
    let same_letter =
        lower.len() > 2 && lower.bytes().all(|byte| byte == b'x' || byte == lower.as_bytes()[0]);
    let mut begin = text.len();
    while begin > 0 && text.as_bytes()[begin - 1].is_ascii_lowercase() {
        begin -= 1;
    }
    let begin =
        begin.saturating_sub(usize::from(begin > 0 && text.as_bytes()[begin - 1].is_ascii_uppercase()));
    let last = text[begin..].to_ascii_lowercase();
    let starts = ["your", "my-", "my_", "some", "example"]
        .iter()
        .any(|start| text.to_ascii_lowercase().starts_with(start));
    is_capitals
        || same_letter
        || starts
        || lower.len() > own.len() && own.len() > 1 && lower.ends_with(&own)
        || lower == own
        || own.len() > 2 && lower.strip_prefix(own.as_str()).is_some_and(|last| LAST_WORDS.contains(&last))
        || begin > 0 && LAST_WORDS.contains(&last.as_str())
}

fn matches(known: &str, own: &str, written: &str) -> bool {
    known == written || known == own || known.split('[').next() == Some(own)
}

fn distance(one: &str, other: &str) -> usize {
    strsim::osa_distance(&one.to_ascii_lowercase(), &other.to_ascii_lowercase())
}

/// Names and values of the query as written.
fn query(target: &str) -> impl Iterator<Item = (&str, &str)> {
    let (_, query) = target.split_once('?').unwrap_or_default();
    let query = query.split('#').next().unwrap_or_default();
    let pairs = query.split('&').filter(|pair| !pair.is_empty());
    pairs.map(|pair| pair.split_once('=').unwrap_or((pair, &pair[pair.len()..])))
}

#[cfg(test)]
mod tests {
    use super::{query, stands_for_another};

    #[test]
    fn words_that_stand_for_values() {
        for (name, text) in [
            ("id", "CHANNEL_ID"),
            ("sort", "SORT_ORDER"),
            ("id", "itemId"),
            ("id", "parcel_id"),
            ("parcel", "parcelid"),
            ("id", "xxx"),
            ("id", "xxxx-xxxx"),
            ("id", "your-parcel"),
            ("page", "page"),
        ] {
            assert!(stands_for_another(name, text), "{name}={text}");
        }
        for (name, text) in
            [("id", "17"), ("id", "x"), ("sort", "up"), ("limit", "ten"), ("id", "PX-1234567"), ("id", "abc")]
        {
            assert!(!stands_for_another(name, text), "{name}={text}");
        }
    }

    #[test]
    fn the_query_is_cut_into_pairs() {
        let pairs: Vec<_> = query("/parcels?a=1&b&&c=x=y#d=1").collect();
        assert_eq!(pairs, [("a", "1"), ("b", ""), ("c", "x=y")]);
        assert_eq!(query("/parcels").count(), 0);
    }
}
