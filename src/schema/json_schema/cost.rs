//! How much work definitions can make for one value, found before any value is held against them.
//!
//! A dozen definitions that each refer twice to the next make a value be looked at thousands of times, and the
//! validator recurses on what refers in place. Nobody describes an API so; what does is refused with its place.

use serde_json::Value;

use super::bundle::Def;
use super::facts::in_place;

/// How many ways may lead from a definition to the schemas that speak about the same value.
const MAX_WAYS: u64 = 50_000;

/// How many schemas may be passed on one such way.
const MAX_HEIGHT: u32 = 100;

/// The cost of one definition.
#[derive(Clone, Copy, Debug, Default)]
struct Cost {
    ways: u64,
    height: u32,
}

/// What is known of a definition.
#[derive(Clone, Copy, Debug)]
enum State {
    New,
    /// It is being looked at: a circle, which the validator ends by itself.
    Open,
    Done(Cost),
}

/// The longest way from a definition to a schema about the same value. Definitions that cost too much accept anything
/// from here on; their numbers come with it.
pub(super) fn height(defs: &mut [Def]) -> (u32, Vec<usize>) {
    let mut states = vec![State::New; defs.len()];
    let (mut highest, mut refused) = (0, Vec::new());
    for number in 0..defs.len() {
        let mut costs = Costs { defs, states, opened: Vec::new() };
        let cost = costs.def(number, 0);
        let opened = std::mem::take(&mut costs.opened);
        states = costs.states;
        if let Some(cost) = cost {
            highest = highest.max(cost.height);
            continue;
        }
        for open in opened {
            states[open] = State::New;
        }
        defs[number].schema = Value::Bool(true);
        states[number] = State::Done(Cost { ways: 1, height: 1 });
        refused.push(number);
    }
    (highest, refused)
}

struct Costs<'d> {
    defs: &'d [Def],
    states: Vec<State>,
    /// Definitions that are being looked at.
    opened: Vec<usize>,
}

impl Costs<'_> {
    fn def(&mut self, number: usize, depth: u32) -> Option<Cost> {
        match self.states[number] {
            State::Open => return Some(Cost::default()),
            State::Done(cost) => return Some(cost),
            State::New => {}
        }
        self.states[number] = State::Open;
        self.opened.push(number);
        let defs = self.defs;
        let cost = self.schema(&defs[number].schema, depth)?;
        self.opened.pop();
        self.states[number] = State::Done(cost);
        Some(cost)
    }

    /// The recursion ends at [`MAX_HEIGHT`].
    fn schema(&mut self, schema: &Value, depth: u32) -> Option<Cost> {
        if depth > MAX_HEIGHT {
            return None;
        }
        let Value::Object(keywords) = schema else { return Some(Cost { ways: 1, height: 1 }) };
        let mut all = Cost { ways: 1, height: 0 };
        let mut add = |cost: Cost| {
            all.ways = all.ways.saturating_add(cost.ways);
            all.height = all.height.max(cost.height);
        };
        let number = keywords.get("$ref").and_then(Value::as_str).and_then(super::bundle::number);
        if let Some(number) = number.filter(|number| *number < self.defs.len()) {
            add(self.def(number, depth + 1)?);
        }
        for schema in in_place(keywords).chain(keywords.get("not")) {
            add(self.schema(schema, depth + 1)?);
        }
        let cost = Cost { height: all.height + 1, ..all };
        (cost.ways <= MAX_WAYS && cost.height <= MAX_HEIGHT).then_some(cost)
    }
}

#[cfg(test)]
mod tests {
    use std::fmt::Write as _;
    use std::sync::Arc;
    use std::time::{Duration, Instant};

    use crate::schema::json_schema::JsonSchemas;
    use crate::schema::{Instance, Resolution, SchemaProvider, Tolerance};
    use crate::syntax::json::parse;
    use crate::text::{LocalSpan, SourceFile};

    /// Definitions `b0` to the last, each made of the next by `link`, where `@` stands for a reference to it.
    fn chain(length: usize, link: &str) -> String {
        let mut text = "{\n\"$ref\": \"#/$defs/b0\", \"$defs\": {".to_owned();
        for at in 0..length {
            let next = format!("{{\"$ref\": \"#/$defs/b{}\"}}", at + 1);
            write!(text, "\n\"b{at}\": {},", link.replace('@', &next)).unwrap();
        }
        text + &format!("\n\"b{length}\": {{\"type\": \"object\", \"required\": [\"id\"]}}}}}}")
    }

    fn load(text: &str) -> Result<JsonSchemas, Vec<crate::schema::SchemaError>> {
        let file = Arc::new(SourceFile::new("parcel.json", text));
        JsonSchemas::load(&[file], false)
    }

    #[test]
    fn what_combines_too_much_is_left_open_with_a_warning() {
        let started = Instant::now();
        for (length, link, is_refused) in [
            (10, r#"{"allOf": [@, @]}"#, false),
            (40, r#"{"allOf": [@, @]}"#, true),
            (30, r#"{"anyOf": [@, @, @]}"#, true),
            (30, r#"{"oneOf": [@, @, @]}"#, true),
            (30, r#"{"if": @, "then": @, "else": @}"#, true),
            (40, r#"{"not": @, "allOf": [@]}"#, true),
            (40, r#"{"dependentSchemas": {"a": @, "b": @}}"#, true),
            (30, r#"{"allOf": [@]}"#, false),
            (20_000, r#"{"allOf": [@]}"#, true),
            (3_000, r#"{"properties": {"next": @}}"#, false),
        ] {
            let warnings = load(&chain(length, link)).unwrap().take_flaws().warnings;
            let said = warnings.first().is_some_and(|first| first.message.starts_with("too complex"));
            assert_eq!(said, is_refused, "{length} times {link}: {warnings:?}");
        }
        assert!(started.elapsed() < Duration::from_secs(30));
    }

    #[test]
    fn circles_are_taken_and_end() {
        for text in [
            r##"{"$ref": "#/$defs/a", "$defs": {"a": {"allOf": [{"$ref": "#/$defs/b"}]}, "b": {"allOf": [{"$ref": "#/$defs/a"}]}}}"##,
            r##"{"anyOf": [{"$ref": "#"}, {"type": "string"}]}"##,
            r##"{"not": {"$ref": "#"}}"##,
            r##"{"if": {"$ref": "#"}, "then": {"required": ["id"]}}"##,
            r##"{"allOf": [{"properties": {"a": {"$ref": "#"}}}, {"properties": {"a": {"$ref": "#"}}}]}"##,
        ] {
            let schemas = load(text).unwrap();
            let Resolution::Found(schema) = schemas.by_type("parcel") else { panic!("{text}") };
            // The last of them looks at the innermost value 2^60 times, if it is let.
            let body = format!("{}1{}", "{\"a\":".repeat(60), "}".repeat(60));
            let tree = parse(&body, LocalSpan::new(0, body.len()));
            let value = Instance { tree: &tree, text: &body, node: tree.root().unwrap() };
            drop(schemas.validate(schema, value, &Tolerance::default()));
        }
    }
}
