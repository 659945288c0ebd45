//! Misspelt members of objects that nobody closed.
//!
//! OpenAPI descriptions seldom say `additionalProperties: false`, and mean it all the same. To a member that no
//! schema lists nothing can be said, unless its name is a slip of one that is listed and missing.

use serde_json::Value;

use super::bundle::Bundle;
use super::report::Report;
use super::spelling::misspelt;
use crate::schema::{Violation, ViolationKind};
use crate::syntax::json::{NodeId, NodeKind};

/// Shorter names are one slip from too many others.
const MIN_NAME: usize = 5;

/// Keywords by which a writer says what other members may be.
const OPENERS: [&str; 3] = ["additionalProperties", "unevaluatedProperties", "patternProperties"];

impl Report<'_> {
    /// The misspelt members of the value and of everything in it, as far as schemas describe it.
    pub(super) fn slips(&self, number: u32) -> Vec<Violation> {
        let mut found = Vec::new();
        let Some(def) = self.bundle.defs.get(number as usize) else { return found };
        let mut open: Vec<(NodeId, Vec<&Value>, String)> =
            vec![(self.root, vec![&def.schema], def.name.clone().unwrap_or_default())];
        while let Some((node, schemas, owner)) = open.pop() {
            let all = self.bundle.about(&schemas);
            match self.kind(node) {
                NodeKind::Object => self.members(node, &all, &owner, &mut found, &mut open),
                NodeKind::Array => {
                    let items: Vec<&Value> = all.iter().filter_map(|schema| schema.get("items")).collect();
                    if !items.is_empty() {
                        let owner = self.bundle.name_of(&items).unwrap_or(owner);
                        let elements = self.view.at(node).children();
                        open.extend(elements.map(|element| (element.node, items.clone(), owner.clone())));
                    }
                }
                _ => {}
            }
        }
        found
    }

    fn members<'b>(
        &'b self,
        node: NodeId,
        schemas: &[&'b Value],
        owner: &str,
        found: &mut Vec<Violation>,
        open: &mut Vec<(NodeId, Vec<&'b Value>, String)>,
    ) {
        let properties: Vec<_> =
            schemas.iter().filter_map(|schema| schema.get("properties")?.as_object()).collect();
        let listed = |name: &str| -> Vec<&'b Value> {
            properties.iter().filter_map(|properties| properties.get(name)).collect()
        };
        let is_open =
            schemas.iter().any(|schema| OPENERS.iter().any(|keyword| schema.get(keyword).is_some()));
        for (name, member) in self.view.members(node) {
            let own = listed(&name);
            if !own.is_empty() {
                let owner = self.bundle.name_of(&own).unwrap_or_else(|| format!("{owner}.{name}"));
                open.push((member, own, owner));
                continue;
            }
            if is_open
                || name.len() < MIN_NAME
                || !self.may_compare()
                || self.view.at(member).has_placeholder_name()
            {
                continue;
            }
            let missing = properties.iter().flat_map(|names| names.keys()).map(String::as_str);
            let missing = missing.filter(|name| self.view.member(node, name).is_none());
            let slip = misspelt(&name, missing).filter(|_| !self.bundle.mentions(&name));
            if let Some(near) = slip {
                let owner = owner.to_owned();
                let near = Some(near.to_owned());
                let kind = ViolationKind::UnknownProperty { name: name.into_owned(), owner, near };
                found.push(Violation { kind, node: member, schema_at: None });
            }
        }
    }
}

impl Bundle {
    /// The name of the definition that one of the schemas is or refers to.
    fn name_of(&self, schemas: &[&Value]) -> Option<String> {
        let named = |schema: &&Value| self.referred(schema.get("$ref")?.as_str()?)?.name.clone();
        schemas.iter().find_map(named)
    }
}
