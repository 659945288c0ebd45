//! The values at some places of a file: read in place from JSON, transcribed from YAML.

use std::collections::{HashMap, HashSet};

use super::file::is_json;
use super::place::{Spot, segments};
use super::transcript::{Excerpt, Quotes, Transcript, pieces};
use super::yaml_excerpt;
use crate::syntax::json::{JsonTree, NodeId, NodeKind, decoded, parse, unquoted};
use crate::text::{LocalSpan, SourceFile, Span};

/// The values at these pointers of a file, as far as they are there.
pub(crate) fn excerpts(file: &SourceFile, pointers: &HashSet<&str>) -> HashMap<String, Excerpt> {
    let text = file.text();
    let start = text.len() - text.trim_start_matches('\u{feff}').len();
    if is_json(file) {
        return in_json(text, start, pointers);
    }
    let spots: HashSet<Spot> = pointers.iter().map(|pointer| Spot::ROOT.descend(pointer)).collect();
    let mut found = yaml_excerpt::read(text, start, &spots);
    let of = |pointer: &&str| Some(((*pointer).to_owned(), found.remove(&Spot::ROOT.descend(pointer))?));
    pointers.iter().filter_map(of).collect()
}

fn in_json(text: &str, start: usize, pointers: &HashSet<&str>) -> HashMap<String, Excerpt> {
    let tree = parse(text, LocalSpan::new(start, text.len()));
    let Some(root) = tree.root() else { return HashMap::new() };
    let mut index = Index { tree: &tree, text, members: HashMap::new() };
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
    members: HashMap<NodeId, HashMap<String, NodeId>>,
}

impl Index<'_> {
    fn member(&mut self, of: NodeId, segment: &str) -> Option<NodeId> {
        let (tree, text) = (self.tree, self.text);
        let members = self.members.entry(of).or_insert_with(|| {
            let name = |(at, child): (usize, NodeId)| {
                let name =
                    tree.name(child, text).map_or_else(|| at.to_string(), |name| decoded(name).into_owned());
                (name, child)
            };
            tree.children(of).enumerate().map(name).collect()
        });
        members.get(segment).copied()
    }
}
