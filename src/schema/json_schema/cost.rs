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

/// What one definition costs.
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

/// The longest way from a definition to a schema about the same value, or the first definition that costs too much.
pub(super) fn height(defs: &[Def]) -> Result<u32, usize> {
    let mut costs = Costs { defs, states: vec![State::New; defs.len()] };
    let mut highest = 0;
    for number in 0..defs.len() {
        let cost = costs.def(number, 0).ok_or(number)?;
        highest = highest.max(cost.height);
    }
    Ok(highest)
}

struct Costs<'d> {
    defs: &'d [Def],
    states: Vec<State>,
}

impl Costs<'_> {
    fn def(&mut self, number: usize, depth: u32) -> Option<Cost> {
        match self.states[number] {
            State::Open => return Some(Cost::default()),
            State::Done(cost) => return Some(cost),
            State::New => {}
        }
        self.states[number] = State::Open;
        let defs = self.defs;
        let cost = self.schema(&defs[number].schema, depth)?;
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

    fn load(text: &str) -> Result<JsonSchemas, String> {
        let file = Arc::new(SourceFile::new("parcel.json", text));
        JsonSchemas::load(vec![file])
            .map_err(|errors| format!("{:?} {}", errors[0].line, &errors[0].message[..32]))
    }

    #[test]
    fn what_combines_too_much_is_refused_with_its_place() {
        let started = Instant::now();
        let refused = "Some(1) this schema combines schemas tha".to_owned();
        for (length, link, expected) in [
            (10, r#"{"allOf": [@, @]}"#, None),
            (40, r#"{"allOf": [@, @]}"#, Some(&refused)),
            (30, r#"{"anyOf": [@, @, @]}"#, Some(&refused)),
            (30, r#"{"oneOf": [@, @, @]}"#, Some(&refused)),
            (30, r#"{"if": @, "then": @, "else": @}"#, Some(&refused)),
            (40, r#"{"not": @, "allOf": [@]}"#, Some(&refused)),
            (40, r#"{"dependentSchemas": {"a": @, "b": @}}"#, Some(&refused)),
            (30, r#"{"allOf": [@]}"#, None),
            (20_000, r#"{"allOf": [@]}"#, Some(&refused)),
            (3_000, r#"{"properties": {"next": @}}"#, None),
        ] {
            let found = load(&chain(length, link)).err();
            assert_eq!(found.as_ref(), expected, "{length} times {link}");
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
