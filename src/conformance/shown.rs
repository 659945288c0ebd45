//! Which members of which types the bodies of a page show.
//!
//! Only bodies that a schema describes are looked at, and only members that it knows. What is not shown is decided
//! where all pages are known.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::{Coverage, Page};
use crate::schema::{BoundSchema, Instance, SchemaProvider, SchemaRef, SchemaSet};
use crate::syntax::json::NodeKind;

/// The members that are shown, by kind of description and name of the type.
pub(crate) type ShownMembers = BTreeMap<(&'static str, String), BTreeSet<String>>;

/// What the bodies of a page show. Total; no more than one step for each value of a body.
pub(crate) fn shown_members(page: &Page<'_>) -> ShownMembers {
    let mut found = ShownMembers::new();
    let Some(schemas) = page.conformance.schemas() else { return found };
    for body in &page.conformance.bodies {
        let is_checked = matches!(body.coverage, Coverage::Checked { .. });
        let (Some(bound), Some((example, tree))) = (body.schema.filter(|_| is_checked), body.tree(page))
        else {
            continue;
        };
        let text = example.body(body.at.message as usize).map(|(_, body)| example.text_of(body));
        let (Some(root), Some(text)) = (tree.root(), text) else { continue };
        let provider = schemas.provider(bound.provider);
        let mut walk = Walk { schemas, bound, provider, known: HashMap::new(), found: &mut found };
        walk.value(Instance { tree, text, node: root });
    }
    found
}

/// Members by name, with the schemas of their values.
type Members = HashMap<String, Option<SchemaRef>>;

struct Walk<'w> {
    schemas: &'w SchemaSet,
    bound: BoundSchema,
    provider: &'w dyn SchemaProvider,
    known: HashMap<u32, Members>,
    found: &'w mut ShownMembers,
}

impl Walk<'_> {
    fn value(&mut self, root: Instance<'_>) {
        let mut open = vec![(root, self.bound.schema)];
        while let Some((value, schema)) = open.pop() {
            match value.node().kind {
                NodeKind::Array => {
                    let schema = self.provider.elements(schema).unwrap_or(schema);
                    open.extend(value.children().map(|element| (element, schema)));
                }
                NodeKind::Object if schema.collection => {
                    open.extend(value.member("value").map(|list| (list, schema)));
                }
                NodeKind::Object => self.object(value, schema, &mut open),
                _ => {}
            }
        }
    }

    fn object<'t>(
        &mut self,
        value: Instance<'t>,
        schema: SchemaRef,
        open: &mut Vec<(Instance<'t>, SchemaRef)>,
    ) {
        let schema = self.named(value).unwrap_or(schema);
        let provider = self.provider;
        let members = self.known.entry(schema.id).or_insert_with(|| {
            provider.members(schema).into_iter().map(|member| (member.name, member.schema)).collect()
        });
        let shown = self.found.entry((provider.kind(), provider.name(schema))).or_default();
        for member in value.children() {
            let Some((name, schema)) = member.name().and_then(|name| members.get_key_value(name)) else {
                continue;
            };
            if !shown.contains(name) {
                shown.insert(name.clone());
            }
            open.extend(schema.map(|schema| (member, schema)));
        }
    }

    /// The type that an object names itself, if the same provider knows it.
    fn named(&self, value: Instance<'_>) -> Option<SchemaRef> {
        self.schemas.type_in(self.bound.provider, value.member("@odata.type")?.written())
    }
}
