//! The values at some places of a file: read in place from JSON, transcribed from YAML.

use std::borrow::Cow;
use std::collections::{HashMap, HashSet};

use super::file::{Form, is_json, text_start};
use super::place::{Spot, segments};
use super::reference::Documents;
use super::transcript::{Excerpt, Quotes, Transcript, pieces};
use super::yaml_events::Log;
use super::yaml_excerpt::{Wanted, read};
use crate::syntax::json::{JsonTree, NodeId, NodeKind, decoded, parse, unquoted};
use crate::text::{LocalSpan, SourceFile, Span};

impl Documents {
    /// The values at these pointers of a file, as far as they are there. `source` is the file of that number as it is
    /// now.
    pub(crate) fn excerpts(
        &self,
        number: u32,
        source: &SourceFile,
        pointers: &HashSet<&str>,
    ) -> HashMap<String, Excerpt> {
        let text = source.text();
        let document = self.list.get(number as usize).filter(|document| document.file.text() == text);
        let form = document.and_then(|document| document.form.as_ref());
        let wanted = || Wanted::new(pointers.iter().copied());
        let found = match form {
            Some(Form::Json(tree)) => return in_json(text, tree, pointers),
            Some(Form::Yaml(log)) => read(text, log, &wanted()),
            None if is_json(source) => {
                let tree = parse(text, LocalSpan::new(text_start(text), text.len()));
                return in_json(text, &tree, pointers);
            }
            None => read(text, &Log::read(text, text_start(text)), &wanted()),
        };
        let of =
            |pointer: &&str| Some(((*pointer).to_owned(), found.get(&Spot::ROOT.descend(pointer))?.clone()));
        pointers.iter().filter_map(of).collect()
    }
}

fn in_json(text: &str, tree: &JsonTree, pointers: &HashSet<&str>) -> HashMap<String, Excerpt> {
    let Some(root) = tree.root() else { return HashMap::new() };
    let mut index = Index { tree, text, members: HashMap::new() };
    let mut found = HashMap::new();
    for pointer in pointers {
        let Some(node) = segments(pointer).try_fold(root, |at, segment| index.member(at, &segment)) else {
            continue;
        };
        let local = tree.node(node).span;
        let span = Span { start: local.start, end: local.end };
        let content = (tree.node(node).kind == NodeKind::String).then(|| {
            let written = span.of(text);
            let content = decoded(unquoted(written)).into_owned();
            let pieces = pieces(written, span.start as usize, &content, Quotes::Double);
            Transcript { text: content, pieces }
        });
        found.insert((*pointer).to_owned(), Excerpt { span, json: None, content });
    }
    found
}

/// The members of the objects and arrays that pointers lead through, each looked at once.
struct Index<'t> {
    tree: &'t JsonTree,
    text: &'t str,
    members: HashMap<NodeId, HashMap<Cow<'t, str>, NodeId>>,
}

impl Index<'_> {
    fn member(&mut self, of: NodeId, segment: &str) -> Option<NodeId> {
        let (tree, text) = (self.tree, self.text);
        let members = self.members.entry(of).or_insert_with(|| {
            let name = |(at, child): (usize, NodeId)| {
                let name = tree.name(child, text).map(decoded);
                (name.unwrap_or_else(|| Cow::Owned(at.to_string())), child)
            };
            tree.children(of).enumerate().map(name).collect()
        });
        members.get(segment).copied()
    }
}
