//! The value that is held against a schema, and what the example's surroundings excuse.
//!
//! Tolerance is data: it is decided once, from annotation, elisions and query options, and every provider honours
//! it in the same way.

use super::Direction;
use crate::syntax::json::{JsonTree, Node, NodeId, NodeKind, unquoted};

/// A value of a JSON tree.
#[derive(Clone, Copy, Debug)]
pub struct Instance<'t> {
    /// The tree.
    pub tree: &'t JsonTree,
    /// The text that its spans count in.
    pub text: &'t str,
    /// The value.
    pub node: NodeId,
}

/// What the example's surroundings excuse.
#[derive(Clone, Debug, Default)]
pub struct Tolerance {
    /// Properties may be missing: `truncated`, a PATCH request, `$select`, a delta.
    pub truncated: bool,
    /// Which way the message goes, if known: read-only and write-only properties depend on it.
    pub direction: Option<Direction>,
}

impl<'t> Instance<'t> {
    /// Another value of the same tree.
    #[must_use]
    pub fn at(self, node: NodeId) -> Self {
        Self { node, ..self }
    }

    /// The node.
    pub fn node(self) -> &'t Node {
        self.tree.node(self.node)
    }

    /// The members or elements.
    pub fn children(self) -> impl Iterator<Item = Instance<'t>> {
        self.tree.children(self.node).map(move |node| self.at(node))
    }

    /// The member name as written, without quotes.
    pub fn name(self) -> Option<&'t str> {
        self.tree.name(self.node, self.text)
    }

    /// The text of a string between its quotes, escapes undecoded; of anything else, its text.
    pub fn written(self) -> &'t str {
        let text = self.node().span.of(self.text);
        match self.node().kind {
            NodeKind::String => unquoted(text),
            _ => text,
        }
    }

    /// The member of that name.
    pub fn member(self, name: &str) -> Option<Instance<'t>> {
        self.tree.member(self.node, name, self.text).map(|node| self.at(node))
    }

    /// Whether the member's name stands for names that the reader fills in: `"<name>": …`, `"...": …`. A word for a
    /// type is a name like any other (`guid`, `url`, `date`), unless it stands on both sides: `"string": "string"`.
    pub fn has_placeholder_name(self) -> bool {
        self.name().is_some_and(|name| {
            let both = || is_type_word(name) && is_type_word(self.written());
            name.is_empty() || is_template(name) && !name.starts_with('$') || both()
        })
    }

    /// Whether the value stands for something that the reader or the server fills in, so that nothing can be said
    /// about it: an elision, an unquoted template, a value that could not be read, or a string that is only a
    /// template or a generator's leftover (`"{id}"`, `"<id>"`, `"String (timestamp)"`, `"xxx-value"`, `"..."`).
    pub fn is_placeholder(self) -> bool {
        match self.node().kind {
            NodeKind::Placeholder | NodeKind::Elision | NodeKind::Invalid => true,
            NodeKind::String => is_scaffold(self.written()),
            _ => false,
        }
    }
}

/// Words of generators for the type of a value, which stands where the value belongs.
const TYPE_WORDS: [&str; 18] = [
    "string",
    "integer",
    "int32",
    "int64",
    "boolean",
    "datetime",
    "datetimeoffset",
    "timestamp",
    "guid",
    "double",
    "binary",
    "number",
    "duration",
    "date",
    "timeofday",
    "stream",
    "base64",
    "url",
];

fn is_scaffold(text: &str) -> bool {
    is_template(text) || is_type_word(text)
}

/// What a generator writes for the type of a value: `String (timestamp)`.
fn is_type_word(text: &str) -> bool {
    let text = text.trim();
    let mut word = text.split([' ', '(']).next().unwrap_or_default();
    while let Some(rest) = word.strip_prefix("Edm.") {
        word = rest;
    }
    TYPE_WORDS.iter().any(|known| known.eq_ignore_ascii_case(word))
        && (!text.contains(' ') || text.contains('('))
}

fn is_template(text: &str) -> bool {
    let text = text.trim();
    let around = |open: char, close: char| text.starts_with(open) && text.ends_with(close);
    let template = around('{', '}') || around('<', '>') || around('[', ']') || text.starts_with("{{");
    let variable = text.starts_with('$') && text.len() > 1 && !text.contains(' ');
    let dotted = || text.contains('.') && text.contains("...") || text.contains('…');
    let leftover = || text.starts_with("@odata.type:");
    // `xxx-value`, `xxx-value-2`
    let counted = || {
        let name = text.trim_end_matches(|c: char| c.is_ascii_digit()).trim_end_matches(['-', '_']);
        name.ends_with("-value")
    };
    template || variable || dotted() || leftover() || counted()
}

#[cfg(test)]
mod tests {
    use super::Instance;
    use crate::syntax::json;
    use crate::text::LocalSpan;

    #[test]
    fn names_that_stand_for_others_are_told_from_names() {
        for (member, expected) in [
            (r#""<name>": 1"#, true),
            (r#""{id}": 1"#, true),
            (r#""...": 1"#, true),
            (r#""string": "string""#, true),
            (r#""String": "String (timestamp)""#, true),
            (r#""guid": "shp_01H8""#, false),
            (r#""url": {}"#, false),
            (r#""number": 12"#, false),
            (r#""date": "2026-03-01""#, false),
            (r#""$ref": 1"#, false),
        ] {
            let text = format!("{{{member}}}");
            let tree = json::parse(&text, LocalSpan::new(0, text.len()));
            let root = Instance { tree: &tree, text: &text, node: tree.root().unwrap() };
            let found = root.children().next().unwrap().has_placeholder_name();
            assert_eq!(found, expected, "{member}");
        }
    }
}
