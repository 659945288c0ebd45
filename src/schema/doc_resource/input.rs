//! What a page says about types, as neutral data: the provider must not know pages, examples or annotations.
//!
//! All places are byte offsets in the page's file. Texts of cells are plain, without Markdown, unless they say so.

use std::sync::Arc;

use crate::syntax::json::JsonTree;
use crate::text::SourceFile;

/// What one page says about types.
#[derive(Debug)]
pub struct PageInput {
    /// The page.
    pub source: Arc<SourceFile>,
    /// The resource definitions.
    pub resources: Vec<ResourceInput>,
    /// The tables that list the values of an enumeration.
    pub enums: Vec<EnumInput>,
}

/// One resource definition: a block with the tables that describe its members.
#[derive(Debug)]
pub struct ResourceInput {
    /// The type as the annotation names it, without `#`.
    pub type_name: String,
    /// The types that it inherits from as annotation and prose name them, in that order, in full or not.
    pub bases: Vec<String>,
    /// Whether it may have members that the page does not name (`openType`).
    pub open: bool,
    /// Members that the annotation names: `keyProperty`, `optionalProperties`.
    pub mentioned: Vec<String>,
    /// Where the block begins.
    pub at: u32,
    /// The block.
    pub block: BlockInput,
    /// The tables.
    pub tables: Vec<TableInput>,
}

/// The JSON of a resource block.
#[derive(Debug)]
pub struct BlockInput {
    /// The text of the block.
    pub text: String,
    /// Its values.
    pub tree: JsonTree,
    /// Where each node of the tree begins in the file, a member with its name; in the order of the nodes.
    pub places: Vec<u32>,
}

/// A table of members.
#[derive(Debug)]
pub struct TableInput {
    /// What the table is about.
    pub kind: TableKind,
    /// Its rows, those left out that only divide it.
    pub rows: Vec<RowInput>,
}

/// What a table of members is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TableKind {
    /// Properties: they are in the object.
    Properties,
    /// Relationships: they are in the object if somebody asks for them.
    Relationships,
}

/// A row of a table of members.
#[derive(Debug)]
pub struct RowInput {
    /// The member's name; empty if the cell holds none.
    pub name: String,
    /// Where the name stands.
    pub at: u32,
    /// The type.
    pub type_text: String,
    /// The description, in Markdown.
    pub description: String,
}

/// A table that lists the values of an enumeration.
#[derive(Debug)]
pub struct EnumInput {
    /// What the heading calls it: a type or a property.
    pub name: String,
    /// The values.
    pub values: Arc<[String]>,
}
