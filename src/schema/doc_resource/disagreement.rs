//! Where the block and the tables of one resource page disagree.
//!
//! Only what cannot both be true or leaves a reader in doubt: what a page inherits, leaves out on purpose or writes
//! as a sample value is no disagreement.

use std::collections::HashMap;

use super::block;
use super::input::{ResourceInput, RowInput, TableKind};
use super::types::{Kind, Type, TypeId, Types};
use super::words;
use crate::cues;
use crate::syntax::json::NodeKind;
use crate::text::Span;

/// One disagreement.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Disagreement {
    /// The member.
    pub name: String,
    /// What it is about.
    pub kind: DisagreementKind,
    /// Where the block has the member, or begins.
    pub block: Span,
    /// Where the table has it; where the tables begin, if it has not.
    pub table: Span,
}

/// The kinds of disagreement.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum DisagreementKind {
    /// The block has a member that no table has.
    Unlisted,
    /// The table of properties has a member that the block has not.
    Unshown,
    /// The names differ in case; the one of the table.
    Case(String),
    /// The types cannot both be true: what the block shows, and the words of the table.
    Type(&'static str, String),
}

/// What block and tables of a resource disagree in, in order of place in the block, then in the tables.
pub(crate) fn disagreements(resource: &ResourceInput) -> Vec<Disagreement> {
    let mut types = Types::new();
    let members = block::members(&resource.block, 0, &mut types);
    let rows = || resource.tables.iter().flat_map(|table| table.rows.iter().map(|row| (table.kind, row)));
    let named = || rows().filter(|(_, row)| is_plain(&row.name));
    let Some(first) = rows().next().map(|(_, row)| place(row)) else { return Vec::new() };
    let mut by_name: HashMap<String, &RowInput> = HashMap::new();
    for (_, row) in named() {
        by_name.entry(row.name.to_ascii_lowercase()).or_insert(row);
    }
    let shared = members.iter().filter(|(name, _)| by_name.contains_key(&name.to_ascii_lowercase())).count();
    // A table that has little in common with the block is about something else.
    if shared * 2 < members.len().min(by_name.len()) || shared == 0 {
        return Vec::new();
    }
    let mut found = Vec::new();
    for (name, property) in members.iter().filter(|(name, _)| is_plain(name)) {
        let start = property.at.offset as usize;
        let block = Span::new(start, start + name.len() + 2);
        let mut add = |kind, table| found.push(Disagreement { name: name.clone(), kind, block, table });
        match by_name.get(&name.to_ascii_lowercase()) {
            None if resource.bases.is_empty() && !resource.open && !resource.mentioned.contains(name) => {
                add(DisagreementKind::Unlisted, first);
            }
            None => {}
            Some(row) if row.name != *name => add(DisagreementKind::Case(row.name.clone()), place(row)),
            Some(row) => {
                let (ty, depth) = words::cell(&row.type_text);
                let table = types.add_nested(ty, depth);
                if let Some(shown) = contradiction(&types, property.ty, table) {
                    add(DisagreementKind::Type(shown, row.type_text.clone()), place(row));
                }
            }
        }
    }
    if !is_complete(resource) {
        return found;
    }
    let shown = |name: &str| members.iter().any(|(own, _)| own.eq_ignore_ascii_case(name));
    for (kind, row) in named() {
        let inherited = cues::any(&row.description.to_ascii_lowercase(), |words| words.inherits);
        let optional = resource.mentioned.contains(&row.name);
        if kind == TableKind::Properties && !inherited && !optional && !shown(&row.name) {
            let block = Span::empty(resource.at as usize);
            found.push(Disagreement {
                name: row.name.clone(),
                kind: DisagreementKind::Unshown,
                block,
                table: place(row),
            });
        }
    }
    found
}

fn place(row: &RowInput) -> Span {
    let start = row.at as usize;
    Span::new(start, start + row.name.len().max(1))
}

/// Whether a name is that of a member, and no path or template.
fn is_plain(name: &str) -> bool {
    !name.is_empty() && name.chars().all(|c| c.is_alphanumeric() || c == '_' || c == '-')
}

/// Whether the block leaves nothing out.
fn is_complete(resource: &ResourceInput) -> bool {
    let tree = &resource.block.tree;
    tree.is_valid() && tree.nodes().all(|(_, node)| node.kind != NodeKind::Elision)
}

/// What the block shows, if the table says something that cannot be.
fn contradiction(types: &Types, block: TypeId, table: TypeId) -> Option<&'static str> {
    let ((block, block_depth), (table, table_depth)) = (types.innermost(block), types.innermost(table));
    let (shown, said) = (types.kind(block), types.kind(table));
    if matches!(types.get(block), Type::Any) || matches!(types.get(table), Type::Any | Type::Unsaid) {
        return None;
    }
    if (block_depth > 0) != (table_depth > 0) {
        let known = block_depth > 0 || !matches!(types.get(block), Type::Unsaid | Type::Sample(_));
        return known.then_some(if block_depth > 0 { "a collection" } else { "a single value" });
    }
    // A sample may stand for anything, and a named type may be an enumeration.
    let is_simple = |kind| matches!(kind, Kind::Boolean | Kind::Number | Kind::Text);
    let differ = match (shown, said) {
        _ if matches!(types.get(block), Type::Sample(_)) => false,
        (Kind::Object, said) => is_simple(said),
        (shown, said) => is_simple(shown) && is_simple(said) && shown != said,
    };
    differ.then_some(match shown {
        Kind::Boolean => "a Boolean",
        Kind::Number => "a number",
        Kind::Text => "a string",
        _ => "an object",
    })
}
