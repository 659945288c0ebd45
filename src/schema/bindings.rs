//! Schemas of single bodies, tied by hand to method, path and status.

use super::openapi::{Found, Routes};
use super::{BoundSchema, Direction, OperationQuery};

/// Which body of an operation is meant, from the vaguest to the most precise.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum BoundBody {
    /// That of the request.
    Request,
    /// That of every successful response.
    Success,
    /// That of the responses of a class: 2 is `2XX`.
    Class(u8),
    /// That of the response with this status.
    Status(u16),
}

/// Bodies that are tied to schemas by hand.
#[derive(Clone, Debug, Default)]
pub struct Bindings {
    routes: Routes,
    /// For each route what is bound there.
    bound: Vec<(String, BoundBody, BoundSchema)>,
}

impl BoundBody {
    /// Whether a body that goes this way is meant. A response without a status is taken for a successful one.
    fn is(self, direction: Direction) -> bool {
        match (self, direction) {
            (Self::Request, Direction::Request) => true,
            (Self::Request, _) | (_, Direction::Request) => false,
            (Self::Success, Direction::Response(status)) => (200..300).contains(&status.unwrap_or(200)),
            (Self::Class(class), Direction::Response(status)) => {
                status.unwrap_or(200) / 100 == u16::from(class)
            }
            (Self::Status(own), Direction::Response(status)) => status == Some(own),
        }
    }
}

impl Bindings {
    /// Binds a body of an operation. `method` is in upper case, `path` has templates like `/parcels/{id}`.
    pub fn bind(&mut self, method: &str, path: &str, body: BoundBody, schema: BoundSchema) {
        self.routes.add(path);
        self.bound.push((method.to_owned(), body, schema));
    }

    /// The schema that a body is bound to: by the most precise path, then by the most precise status.
    pub(super) fn find(&self, query: &OperationQuery<'_>) -> Option<BoundSchema> {
        if self.bound.is_empty() {
            return None;
        }
        let Found::Routes { routes, .. } = self.routes.find(query.target) else { return None };
        let fits = |&route: &u32| {
            let (method, body, schema) = &self.bound[route as usize];
            (method == query.method && body.is(query.direction)).then_some((route, *body, *schema))
        };
        let mut fitting = routes.iter().filter_map(fits);
        let best = fitting.next()?;
        let template = |route: u32| &self.routes.route(route).template;
        // The routes come best first; those of one path are told apart by what is bound there.
        let same = fitting.filter(|(route, _, _)| template(*route) == template(best.0));
        std::iter::once(best).chain(same).max_by_key(|(_, body, _)| *body).map(|(_, _, schema)| schema)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::schema::SchemaRef;

    #[test]
    fn the_most_precise_binding_counts() {
        let schema = |id| BoundSchema { provider: 0, schema: SchemaRef { id, collection: false } };
        let mut bindings = Bindings::default();
        let bound = [
            ("GET", "/v1/parcels/{id}", BoundBody::Success),
            ("GET", "/v1/parcels/{id}", BoundBody::Status(201)),
            ("GET", "/v1/parcels/{id}", BoundBody::Class(4)),
            ("GET", "/v1/parcels/latest", BoundBody::Success),
            ("POST", "/v1/parcels", BoundBody::Request),
        ];
        for (id, (method, path, body)) in bound.into_iter().enumerate() {
            bindings.bind(method, path, body, schema(id as u32));
        }
        let cases = [
            ("GET", "/v1/parcels/17", Direction::Response(Some(200)), Some(0)),
            ("GET", "https://api.parcelo.example/v1/parcels/17?a=b", Direction::Response(None), Some(0)),
            ("GET", "/v1/parcels/17", Direction::Response(Some(201)), Some(1)),
            ("GET", "/v1/parcels/17", Direction::Response(Some(404)), Some(2)),
            ("GET", "/v1/parcels/17", Direction::Response(Some(503)), None),
            ("GET", "/v1/parcels/latest", Direction::Response(Some(200)), Some(3)),
            ("POST", "/v1/parcels", Direction::Request, Some(4)),
            ("POST", "/v1/parcels", Direction::Response(Some(200)), None),
            ("GET", "/v1/depots", Direction::Response(Some(200)), None),
        ];
        for (method, target, direction, expected) in cases {
            let query = OperationQuery { method, target, direction, media_type: None };
            let found = bindings.find(&query).map(|bound| bound.schema.id);
            assert_eq!(found, expected, "{method} {target} {direction:?}");
        }
    }
}
