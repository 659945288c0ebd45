//! From the JSON of a resource block to types.
//!
//! The block is read without recursion: members stand behind their container in the tree, so that going backwards
//! every container finds its members' types ready.

use super::input::BlockInput;
use super::types::{Properties, Property, Type, TypeId, Types};
use super::words;
use crate::schema::{Instance, SchemaPlace};
use crate::syntax::json::{NodeId, NodeKind};

/// The members of the block in order, with their types. Control information (`@…`) is left out.
pub(super) fn members(block: &BlockInput, file: u32, types: &mut Types) -> Vec<(String, Property)> {
    let count = block.tree.nodes().count();
    let mut read = Reader { block, file, types, done: vec![Types::UNSAID; count] };
    for index in (0..count).rev() {
        read.done[index] = read.node(NodeId(index as u32));
    }
    let Some(root) = object(block) else { return Vec::new() };
    let members = root.children().filter_map(|member| Some((member.name()?.to_owned(), member)));
    members
        .filter(|(name, _)| !name.contains('@'))
        .map(|(name, member)| {
            let property = read.property(member.node);
            (name, property)
        })
        .collect()
}

/// The object that the block shows, alone or as the first element of an array.
fn object(block: &BlockInput) -> Option<Instance<'_>> {
    let node = block.tree.root()?;
    let root = Instance { tree: &block.tree, text: &block.text, node };
    match root.node().kind {
        NodeKind::Object => Some(root),
        NodeKind::Array => root.children().next().filter(|first| first.node().kind == NodeKind::Object),
        _ => None,
    }
}

struct Reader<'b> {
    block: &'b BlockInput,
    file: u32,
    types: &'b mut Types,
    /// The type of every node that was read.
    done: Vec<TypeId>,
}

impl<'b> Reader<'b> {
    fn node(&mut self, id: NodeId) -> TypeId {
        let value = Instance { tree: &self.block.tree, text: &self.block.text, node: id };
        let ty = match value.node().kind {
            NodeKind::Bool(_) => Type::Boolean,
            NodeKind::Number => Type::Number,
            NodeKind::String => {
                let (ty, depth) = words::block_string(value.written());
                return self.types.add_nested(ty, depth);
            }
            NodeKind::Object => return self.object(value),
            NodeKind::Array => Type::Collection(self.element(value)),
            NodeKind::Null | NodeKind::Placeholder | NodeKind::Elision | NodeKind::Invalid => Type::Unsaid,
        };
        self.types.add(ty)
    }

    /// `{"@odata.type": T}`, with or without members, or members alone.
    fn object(&mut self, value: Instance<'b>) -> TypeId {
        let written = value.member("@odata.type").or_else(|| value.member("@type"));
        let members: Properties = value
            .children()
            .filter_map(|member| Some((member.name().filter(|name| !name.contains('@'))?, member)))
            .map(|(name, member)| (name.into(), self.property(member.node)))
            .collect();
        match written.map(|written| words::cell(written.written().trim_start_matches('#'))) {
            Some((Type::Named(name, _), depth)) => {
                let shown = (!members.is_empty()).then_some(members);
                self.types.add_nested(Type::Named(name, shown), depth)
            }
            Some((ty, depth)) => self.types.add_nested(ty, depth),
            None if members.is_empty() => Types::UNSAID,
            None => self.types.add(Type::Object(members)),
        }
    }

    /// What all elements of an array have in common, as far as their first tells.
    fn element(&self, array: Instance<'_>) -> TypeId {
        let mut elements = array.children().map(|element| self.done[element.node.0 as usize]);
        let Some(first) = elements.next() else { return Types::UNSAID };
        let kind = self.types.kind(first);
        if elements.all(|other| self.types.kind(other) == kind) { first } else { Types::UNSAID }
    }

    fn property(&self, node: NodeId) -> Property {
        let offset = self.block.places.get(node.0 as usize).copied().unwrap_or_default();
        Property::new(self.done[node.0 as usize], SchemaPlace { file: self.file, offset })
    }
}
