//! Path, query and header parameters of the requests of a page against what the description says of them.
//!
//! Only what is there is looked at, and what is required and not there; values that are encoded or stand for others
//! are left alone.

use super::binding::Binder;
use super::model::ParameterFact;
use super::template::is_template;
use crate::extract::{Message, MessageRef};
use crate::schema::{Parameter, ParameterPlace, ViolationKind};
use crate::text::LocalSpan;

/// What is wrong with the parameters of a request.
pub(super) fn facts(binder: &Binder<'_, '_>, at: MessageRef) -> Vec<ParameterFact> {
    let Some(message) = binder.message(at) else { return Vec::new() };
    let Some(line) = message.http.request().filter(|_| message.http.issues.is_empty()) else {
        return Vec::new();
    };
    let (method, target) = (line.method.text.to_ascii_uppercase(), line.target.text);
    let providers = binder.schemas.providers.iter().enumerate();
    let known =
        providers.filter_map(|(index, provider)| Some((index as u32, provider.parameters(&method, target)?)));
    let Some((provider, parameters)) = known.into_iter().next() else { return Vec::new() };
    let mut reader = Reader { binder, at, provider, parameters: &parameters, found: Vec::new() };
    reader.path(target, line.target.span);
    reader.query(target, line.target.span);
    reader.headers(message);
    reader.missing(target, line.target.span);
    reader.found
}

struct Reader<'r, 'p, 'd> {
    binder: &'r Binder<'p, 'd>,
    at: MessageRef,
    provider: u32,
    parameters: &'r [Parameter],
    found: Vec<ParameterFact>,
}

impl Reader<'_, '_, '_> {
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

    /// Reports what the schema of a parameter has against its value.
    fn value(&mut self, parameter: &Parameter, text: &str, span: LocalSpan) {
        let Some(schema) = parameter.schema else { return };
        if text.is_empty() || text.contains(['%', '+']) || is_template(text) {
            return;
        }
        let provider = self.binder.schemas.provider(self.provider);
        for kind in provider.validate_text(schema, text) {
            self.report(&parameter.name, span, kind, Some(parameter));
        }
    }

    fn path(&mut self, target: &str, span: LocalSpan) {
        for parameter in self.parameters.iter().filter(|parameter| parameter.place == ParameterPlace::Path) {
            let Some(range) = parameter.in_path.clone() else { continue };
            let start = span.start as usize;
            if let Some(text) = target.get(range.clone()) {
                self.value(parameter, text, LocalSpan::new(start + range.start, start + range.end));
            }
        }
    }

    fn query(&mut self, target: &str, span: LocalSpan) {
        for (name, value) in query(target) {
            let place = |part: &str| {
                let start = span.start as usize + (part.as_ptr() as usize - target.as_ptr() as usize);
                LocalSpan::new(start, start + part.len())
            };
            // `filter[city]`: the brackets belong to the value.
            let own = name.split('[').next().unwrap_or_default();
            let parameters = self.parameters;
            let known = parameters
                .iter()
                .find(|known| known.place == ParameterPlace::Query && matches(&known.name, own, name));
            match known {
                Some(parameter) => self.value(parameter, value, place(value)),
                None => self.unknown(name, place(name)),
            }
        }
    }

    fn unknown(&mut self, name: &str, span: LocalSpan) {
        let plain = name.chars().all(|c| c.is_alphanumeric() || matches!(c, '_' | '-' | '.'));
        let listed = self.of(ParameterPlace::Query).next().is_some();
        if name.is_empty() || !plain || !listed {
            return;
        }
        let near = self
            .of(ParameterPlace::Query)
            .map(|parameter| parameter.name.clone())
            .min_by_key(|known| distance(name, known))
            .filter(|known| distance(name, known) <= (name.chars().count() / 3).clamp(1, 2));
        let owner = self.operation();
        let kind = ViolationKind::UnknownProperty { name: name.to_owned(), owner, near };
        self.report(name, span, kind, None);
    }

    fn headers(&mut self, message: &Message<'_>) {
        for parameter in self.parameters.iter().filter(|parameter| parameter.place == ParameterPlace::Header)
        {
            if let Some(header) = message.http.header(&parameter.name) {
                self.value(parameter, header.value.text, header.value.span);
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
            .filter(|known| known.required && known.place == ParameterPlace::Query && !is_there(known));
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
    use super::query;

    #[test]
    fn the_query_is_cut_into_pairs() {
        let pairs: Vec<_> = query("/parcels?a=1&b&&c=x=y#d=1").collect();
        assert_eq!(pairs, [("a", "1"), ("b", ""), ("c", "x=y")]);
        assert_eq!(query("/parcels").count(), 0);
    }
}
