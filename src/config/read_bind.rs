//! The tables `[[bind]]` of a configuration file.

use std::ops::Range;

use toml::de::{DeTable, DeValue};

use super::ConfigError;
use super::options::{Bind, BoundTo};
use super::read::Reader;
use crate::schema::BoundBody;

impl Reader<'_> {
    /// What is bound to a schema by hand.
    pub(super) fn bind(&mut self, table: &DeTable<'_>, span: &Range<usize>) -> Option<Bind> {
        let (method, path) = (self.word(table, "method"), self.word(table, "path"));
        let (file, name) = (self.word(table, "schema"), self.word(table, "type"));
        let body = self.body(table);
        let to = match (file, name) {
            (Some(file), None) => BoundTo::File(file),
            (None, Some(name)) => BoundTo::Type(name),
            (None, None) => {
                if !table.contains_key("schema") && !table.contains_key("type") {
                    self.error(span.start, "`bind` requires `schema` or `type`");
                }
                return None;
            }
            (Some(_), Some(name)) => {
                let message = "`bind` takes `schema` or `type`, not both".to_owned();
                self.errors.push(ConfigError { origin: name.origin, message });
                return None;
            }
        };
        let path = path?;
        if !path.text.starts_with('/') {
            let message = format!("`path` must start with `/`, but is `{}`", path.text);
            self.errors.push(ConfigError { origin: path.origin, message });
            return None;
        }
        let method = method?.text.to_ascii_uppercase();
        Some(Bind { origin: self.origin(span.start), method, path: path.text, body: body?, to })
    }

    fn body(&mut self, table: &DeTable<'_>) -> Option<BoundBody> {
        let word = match table.get("body") {
            Some(value) => self.choice::<BodyWord>("body", value, &["request", "response"])?,
            None => BodyWord::Response,
        };
        match (word, table.get("status")) {
            (BodyWord::Request, Some(value)) => {
                self.error(value.span().start, "`status` is not allowed with `body = \"request\"`");
                None
            }
            (BodyWord::Request, None) => Some(BoundBody::Request),
            (BodyWord::Response, None) => Some(BoundBody::Success),
            (BodyWord::Response, Some(value)) => {
                let text = match value.get_ref() {
                    DeValue::Integer(number) => number.as_str().to_owned(),
                    DeValue::String(word) => word.to_string(),
                    _ => String::new(),
                };
                let body = status(&text);
                if body.is_none() {
                    let message = "`status` must be a status code such as `200` or `\"2XX\"`";
                    self.error(value.span().start, message);
                }
                body
            }
        }
    }
}

#[derive(Clone, Copy)]
enum BodyWord {
    Request,
    Response,
}

impl std::str::FromStr for BodyWord {
    type Err = ();

    fn from_str(word: &str) -> Result<Self, ()> {
        match word {
            "request" => Ok(Self::Request),
            "response" => Ok(Self::Response),
            _ => Err(()),
        }
    }
}

fn status(text: &str) -> Option<BoundBody> {
    let first = text.bytes().next().filter(|digit| (b'1'..=b'5').contains(digit))?;
    if text.len() == 3 && text[1..].eq_ignore_ascii_case("xx") {
        return Some(BoundBody::Class(first - b'0'));
    }
    (text.len() == 3).then(|| text.parse().ok().map(BoundBody::Status)).flatten()
}
