//! Conditions by which the value of a property chooses a schema.
//!
//! Nothing here knows where the choice was written.

use serde::Serialize;
use serde_json::{Value, json};

/// How many conditions stand side by side.
const MOST_BESIDE: usize = 16;

/// Conditions that say which schema counts for which values of a property. Many are put into groups, so that a value is
/// held against few of them.
pub(super) fn choice<S: Serialize>(property: &str, cases: &[(Vec<S>, Value)]) -> Vec<Value> {
    if cases.len() <= MOST_BESIDE {
        let case = |(values, then): &(Vec<S>, Value)| json!({ "if": chosen(property, values), "then": then });
        return cases.iter().map(case).collect();
    }
    let groups = cases.chunks(cases.len().div_ceil(MOST_BESIDE / 2));
    let group = |cases: &[(Vec<S>, Value)]| {
        let values: Vec<&S> = cases.iter().flat_map(|(values, _)| values).collect();
        json!({ "if": chosen(property, &values), "then": { "allOf": choice(property, cases) } })
    };
    groups.map(group).collect()
}

/// What a value must be whose property has one of the values.
pub(super) fn chosen<S: Serialize>(property: &str, values: &[S]) -> Value {
    json!({ "properties": { property: { "enum": values } }, "required": [property] })
}
