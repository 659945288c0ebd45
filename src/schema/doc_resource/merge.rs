//! One member from what block, table and description say about it.
//!
//! The table's type is the finer one and counts where both are of one kind; where they contradict each other nothing
//! is said about the member at all.

use std::sync::Arc;

use super::input::RowInput;
use super::names::{Lists, are_same};
use super::types::{Kind, Property, Type, TypeId, Types};
use crate::cues;

/// What a table says about a member.
pub(super) struct Row<'i> {
    pub row: &'i RowInput,
    pub property: Property,
}

/// The member `name` from its block and its row, of which there is at least one.
pub(super) fn property(
    types: &mut Types,
    name: &str,
    block: Option<Property>,
    row: Option<&Row<'_>>,
    page_lists: &Lists<'_>,
) -> Option<Property> {
    let table = row.map(|row| row.property.clone());
    let lists = lists(types, name, block.as_ref(), row, page_lists);
    let mut property = match (block, table) {
        (Some(block), Some(table)) => {
            let ty = types_agree(types, block.ty, table.ty);
            let format_agreed = ty == table.ty && formats_agree(types.get(block.ty), types.get(table.ty));
            Property { ty, format_agreed, ..table }
        }
        (Some(one), None) | (None, Some(one)) => Property { format_agreed: true, ..one },
        (None, None) => return None,
    };
    let (inner, _) = types.innermost(property.ty);
    if types.kind(inner) == Kind::Text {
        // A type cell that names a list of values ties the two together: that list needs no second witness.
        let is_named = row.is_some_and(|row| matches!(types.get(row.property.ty), Type::Listed(_)));
        property.allowed = agreed(&lists, if is_named { 1 } else { 2 });
    }
    Some(property)
}

/// Whether a block does not contradict what its table says about the format of a string: it says the same, or shows
/// a value that is of that format.
fn formats_agree(block: &Type, table: &Type) -> bool {
    match (block, table) {
        (Type::Sample(shown), Type::Text(format)) => format.broken_by(shown).is_none(),
        _ => block == table,
    }
}

/// The type that block and table have in common.
fn types_agree(types: &mut Types, mut block: TypeId, mut table: TypeId) -> TypeId {
    let whole = table;
    let mut depth = 0;
    let inner = loop {
        match (types.get(block), types.get(table)) {
            (Type::Collection(a), Type::Collection(b)) => {
                (block, table) = (*a, *b);
                depth += 1;
            }
            (Type::Any, _) | (_, Type::Any) => break Types::ANY,
            (Type::Unsaid, _) => break table,
            (_, Type::Unsaid) => break block,
            (a, b) if a == b => break table,
            // A named type shown as its members, or the reverse: the name says more.
            (Type::Resource(_), Type::Object(_)) => break block,
            (Type::Resource(_), Type::Resource(_)) => break Types::ANY,
            _ => match (types.kind(block), types.kind(table)) {
                (a, b) if a == b => break table,
                (Kind::Single, other) if other != Kind::Collection => break table,
                (other, Kind::Single) if other != Kind::Collection => break block,
                _ => break Types::ANY,
            },
        }
    };
    if inner == table {
        return whole;
    }
    (0..depth).fold(inner, |id, _| types.add(Type::Collection(id)))
}

/// Whether nothing that two pages say about a member contradicts the other.
pub(super) fn are_compatible(types: &Types, a: TypeId, b: TypeId) -> bool {
    let ((a, depth_a), (b, depth_b)) = (types.innermost(a), types.innermost(b));
    let (kind_a, kind_b) = (types.kind(a), types.kind(b));
    let is_open = |kind| matches!(kind, Kind::Open | Kind::Single);
    match (types.get(a), types.get(b)) {
        _ if depth_a != depth_b => kind_a == Kind::Open || kind_b == Kind::Open,
        (Type::Resource(a), Type::Resource(b)) => a == b,
        _ => kind_a == kind_b || is_open(kind_a) || is_open(kind_b),
    }
}

/// The lists of values that block, table of values and description give.
fn lists(
    types: &Types,
    name: &str,
    block: Option<&Property>,
    row: Option<&Row<'_>>,
    page_lists: &Lists<'_>,
) -> Vec<Arc<[String]>> {
    let innermost = |property: &Property| types.get(types.innermost(property.ty).0).clone();
    let block = block.map(innermost);
    let table = row.map(|row| innermost(&row.property));
    let listed = [table, block.clone()].into_iter().flatten().find_map(|ty| match ty {
        Type::Listed(values) => Some(values),
        _ => None,
    });
    let literal = block.and_then(|ty| match ty {
        Type::Choice(values) => Some(values),
        _ => None,
    });
    let listed = listed.or_else(|| page_lists.get(name).cloned());
    let described = row.and_then(|row| described_values(&row.row.description)).map(Arc::from);
    [literal, listed, described].into_iter().flatten().collect()
}

/// The values of lists that all agree, if there are at least so many.
fn agreed(lists: &[Arc<[String]>], least: usize) -> Option<Arc<[String]>> {
    let (first, others) = lists.split_first()?;
    if lists.len() < least || !others.iter().all(|other| are_same(first, other)) {
        return None;
    }
    lists.iter().max_by_key(|list| list.len()).cloned()
}

/// The values after "possible values are" in a description, each as code: `` `open`, `closed`, and `lost` ``.
fn described_values(description: &str) -> Option<Vec<String>> {
    let (at, length) = cues::first(&description.to_ascii_lowercase(), |words| words.before_values)?;
    let rest = &description[at + length..];
    let first = rest.find('`')?;
    let before = rest[..first].to_ascii_lowercase();
    let is_part = cues::all(|words| words.partial_values).any(|cue| before.contains(cue));
    if is_part || before.len() > 40 {
        return None;
    }
    let mut parts = rest[first..].split('`').skip(1);
    let mut values = Vec::new();
    while let (Some(value), separator) = (parts.next(), parts.next()) {
        values.push(value.trim_matches('"').to_owned());
        let separator = separator.unwrap_or_default().trim();
        let join = separator.trim_start_matches([',', ' ']);
        if !matches!(separator, "," | "|" | "/")
            && cues::all(|words| words.value_joins).all(|cue| cue != join)
        {
            let ends = separator.is_empty() || separator.starts_with('.');
            return (ends && values.len() > 1).then_some(values);
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::described_values;

    #[test]
    fn values_in_descriptions() {
        let cases: [(&str, Option<&[&str]>); 7] = [
            (
                "The state. Possible values are: `open`, `closed`, and `lost`.",
                Some(&["open", "closed", "lost"]),
            ),
            ("The possible values are `open` or `closed`. Required.", Some(&["open", "closed"])),
            ("Possible values: `open`,`closed`", Some(&["open", "closed"])),
            ("Possible values include `open` and `closed`.", None),
            ("Possible values are `open` (default) and `closed`.", None),
            ("Possible values are `open`.", None),
            ("Either `open` or `closed`.", None),
        ];
        for (description, values) in cases {
            let values = values.map(|values| values.iter().map(|value| (*value).to_owned()).collect());
            assert_eq!(described_values(description), values, "{description}");
        }
    }
}
