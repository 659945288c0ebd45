//! What a description holds beside the operations that it serves: callbacks, webhooks, and components that nothing
//! uses. It binds no example of a page; it is read for the examples that stand in it.
//!
//! Which way such a message goes is not asked: the roles of client and server are turned around, or open.

use serde_json::Map;

use super::load::METHODS;
use super::model::{Api, Body};
use super::reader::Reader;
use crate::schema::Direction;
use crate::schema::document::{Target, child};

impl Reader<'_> {
    /// Notes the examples beside the operations of a document, but for those that operations hold as well.
    pub(super) fn aside(&mut self, root: &Target) {
        if self.examples.is_none() {
            return;
        }
        self.is_aside = true;
        self.outward(root, &child(root, &["webhooks"]));
        for path in self.named(&child(root, &["paths"])) {
            for method in METHODS {
                let operation = self.behind(child(&path, &[method]));
                for callback in
                    operation.map(|at| self.named(&child(&at, &["callbacks"]))).unwrap_or_default()
                {
                    self.outward(root, &callback);
                }
            }
        }
        self.unused(root);
        self.is_aside = false;
    }

    /// Reads the paths of what the described server calls itself.
    fn outward(&mut self, root: &Target, paths: &Target) {
        let names: Vec<&String> = self.members(paths).into_iter().flat_map(Map::keys).collect();
        for name in names {
            if let Some(item) = self.behind(child(paths, &[name])) {
                self.path_item(root, name, &item, &mut Api::default());
            }
        }
    }

    /// Reads the components; those that operations use are known already.
    fn unused(&mut self, root: &Target) {
        let is_swagger = self.is_swagger();
        let folder = |name: &str| {
            if is_swagger { child(root, &[name]) } else { child(root, &["components", name]) }
        };
        for parameter in self.named(&folder("parameters")) {
            self.parameter(&parameter);
        }
        for header in self.named(&folder("headers")) {
            self.header(&header);
        }
        for body in self.named(&folder("requestBodies")) {
            self.body_aside(&body);
        }
        for response in self.named(&folder("responses")) {
            for header in self.named(&child(&response, &["headers"])) {
                self.header(&header);
            }
            self.body_aside(&response);
        }
    }

    /// Reads the body of a component.
    fn body_aside(&mut self, of: &Target) {
        let site = super::reader::Site { method: "", path: "", direction: Direction::Request };
        if let Some(schema) = self.member(of, "schema").filter(|_| self.is_swagger()) {
            let body: Body = self.schema(&schema, "body");
            self.swagger_examples(of, body, site);
        } else {
            self.content(&child(of, &["content"]), "body", site);
        }
    }

    /// The members of an object, behind references.
    pub(super) fn named(&mut self, of: &Target) -> Vec<Target> {
        self.named_up_to(of, usize::MAX)
    }

    /// As many of them, the first.
    pub(super) fn named_up_to(&mut self, of: &Target, most: usize) -> Vec<Target> {
        let Some(of) = self.members(of).is_some().then(|| self.behind(of.clone())).flatten() else {
            return Vec::new();
        };
        let names: Vec<&String> = self.members(&of).into_iter().flat_map(Map::keys).take(most).collect();
        names.into_iter().filter_map(|name| self.behind(child(&of, &[name]))).collect()
    }
}
