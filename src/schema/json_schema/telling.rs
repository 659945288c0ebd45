//! Alternatives of which a constant tells the right one.
//!
//! A value that fits none of several branches is held against each of them, at every depth again. Where all branches
//! require one member and fix it to values of their own, that member chooses the branch, and the work stays in
//! proportion to the value.

use std::collections::{BTreeMap, HashSet};

use serde_json::{Map, Value};

use super::bundle::{Def, number};
use super::choice::{choice, chosen};

/// Longer lists of branches are left alone.
const MAX_BRANCHES: usize = 100;

/// So far are references followed.
const MAX_DEPTH: u32 = 8;

/// The members that a branch requires, and the values that it fixes members to.
#[derive(Default)]
struct Pins<'d> {
    required: HashSet<&'d str>,
    values: BTreeMap<&'d str, Vec<&'d str>>,
    is_object: bool,
}

/// Puts conditions in the place of alternatives that a constant tells apart.
pub(super) fn choose_by_constants(defs: &mut [Def]) {
    for at in 0..defs.len() {
        // A branch may lead back to the definition itself.
        let mut schema = defs[at].schema.clone();
        rewrite(&mut schema, defs);
        defs[at].schema = schema;
    }
}

/// Documents nest at most a hundred levels, and so does the recursion.
fn rewrite(schema: &mut Value, defs: &[Def]) {
    match schema {
        Value::Array(list) => list.iter_mut().for_each(|one| rewrite(one, defs)),
        Value::Object(keywords) => {
            for keyword in ["oneOf", "anyOf"] {
                let Some(Value::Array(branches)) = keywords.get(keyword) else { continue };
                let Some(conditions) = conditions(branches, defs) else { continue };
                keywords.shift_remove(keyword);
                let all = keywords.entry("allOf").or_insert_with(|| Value::Array(Vec::new()));
                all.as_array_mut().into_iter().for_each(|all| all.extend(conditions.clone()));
            }
            for (keyword, value) in keywords.iter_mut() {
                if !matches!(keyword.as_str(), "enum" | "const") {
                    rewrite(value, defs);
                }
            }
        }
        _ => {}
    }
}

/// The conditions that say the same as the branches; `None` if no constant tells them apart.
fn conditions(branches: &[Value], defs: &[Def]) -> Option<Vec<Value>> {
    // With two branches there is little to gain.
    if !(3..=MAX_BRANCHES).contains(&branches.len())
        || !branches.iter().all(|branch| branch.get("$ref").is_some())
    {
        return None;
    }
    let pins: Option<Vec<Pins<'_>>> = branches
        .iter()
        .map(|branch| {
            let mut pins = Pins::default();
            collect(branch, defs, 0, &mut pins);
            pins.is_object.then_some(pins)
        })
        .collect();
    let pins = pins?;
    let tells = |key: &&&str| {
        let mut seen = HashSet::new();
        pins.iter().all(|branch| {
            let values = branch.values.get(**key).filter(|_| branch.required.contains(**key));
            values.is_some_and(|values| values.iter().all(|value| seen.insert(*value)))
        })
    };
    let key = *pins.first()?.values.keys().find(tells)?;
    let all: Vec<&str> = pins.iter().flat_map(|branch| branch.values[key].iter().copied()).collect();
    let mut any = chosen(key, &all);
    if let Some(keywords) = any.as_object_mut() {
        keywords.insert("type".to_owned(), "object".into());
    }
    let cases = pins.iter().zip(branches);
    let cases: Vec<_> = cases.map(|(pins, branch)| (pins.values[key].clone(), branch.clone())).collect();
    Some(std::iter::once(any).chain(choice(key, &cases)).collect())
}

fn collect<'d>(schema: &'d Value, defs: &'d [Def], depth: u32, pins: &mut Pins<'d>) {
    let Value::Object(keywords) = schema else { return };
    if depth > MAX_DEPTH {
        return;
    }
    if let Some(def) = referred(keywords, defs) {
        collect(def, defs, depth + 1, pins);
    }
    for part in keywords.get("allOf").and_then(Value::as_array).into_iter().flatten() {
        collect(part, defs, depth + 1, pins);
    }
    pins.is_object |= keywords.get("type").is_some_and(|word| word == "object");
    let required = keywords.get("required").and_then(Value::as_array);
    pins.required.extend(required.into_iter().flatten().filter_map(Value::as_str));
    for (name, member) in keywords.get("properties").and_then(Value::as_object).into_iter().flatten() {
        let member = member.as_object().and_then(|keywords| referred(keywords, defs)).unwrap_or(member);
        let one = member.get("const").map(std::slice::from_ref);
        let values = one.or_else(|| member.get("enum").and_then(Value::as_array).map(Vec::as_slice));
        let values: Option<Vec<&str>> = values.and_then(|values| values.iter().map(Value::as_str).collect());
        if let Some(values) = values.filter(|values| !values.is_empty()) {
            pins.values.entry(name).or_insert(values);
        }
    }
}

fn referred<'d>(keywords: &Map<String, Value>, defs: &'d [Def]) -> Option<&'d Value> {
    let at = keywords.get("$ref").and_then(Value::as_str).and_then(number)?;
    defs.get(at).map(|def| &def.schema)
}

#[cfg(test)]
mod tests {
    use std::fmt::Write as _;

    use crate::schema::json_schema::tests::{check, files};
    use crate::schema::{JsonSchemas, Resolution, SchemaProvider, Tolerance};

    /// Six schemas, each of which holds one of all six.
    fn nested() -> JsonSchemas {
        let all: Vec<String> = (0..6).map(|at| format!("{{$ref: '#/$defs/s{at}'}}")).collect();
        let mut text = format!("oneOf: [{}]\n$defs:\n", all.join(", "));
        for at in 0..6 {
            let next = format!("next: {{oneOf: [{}]}}", all.join(", "));
            let members = format!("kind: {{const: k{at}}}, size: {{type: integer}}, {next}");
            writeln!(text, "  s{at}: {{type: object, required: [kind], properties: {{{members}}}}}").unwrap();
        }
        JsonSchemas::load(&files(&[("parcel.yaml", &text)]), false).unwrap()
    }

    #[test]
    fn a_constant_chooses_the_branch_at_every_depth() {
        let schemas = nested();
        let Resolution::Found(parcel) = schemas.by_type("parcel") else { panic!("there is no schema") };
        let body = |inner: &str| {
            let mut open = String::new();
            for at in 0..30 {
                write!(open, "{{\"kind\": \"k{}\", \"next\": ", at % 6).unwrap();
            }
            format!("{open}{inner}{}", "}".repeat(30))
        };
        let next = "/next".repeat(30);
        for (inner, expected) in [
            ("{\"kind\": \"k1\", \"size\": 1}", Vec::new()),
            ("{\"kind\": \"k1\", \"size\": \"x\"}", vec![format!("{next}/size: string for integer")]),
            ("{\"kind\": \"k9\"}", vec![format!("{next}/kind: none of k0,k1,k2,k3,k4,k5")]),
        ] {
            assert_eq!(check(&schemas, parcel, &body(inner), &Tolerance::default()), expected, "{inner}");
        }
    }
}
