//! Which schema describes a body, and by what evidence.
//!
//! In this order: the type in the annotation, the operation (for a response that of the request that it answers),
//! the media type, the type that the body itself names. Errors are bound by what the operation says about their
//! status, or else by their form. Evidence that contradicts other evidence is remarked on, never guessed away.

use std::borrow::Cow;

use super::model::{BindingRemark, BoundBy, UnboundReason};
use super::shape::{is_collection, own_type, shaped};
use super::template::{is_template, reshapes};
use super::{base, described};
use crate::extract::{Annotation, ExampleKind, Message, MessageForm, MessageRef, PairingReason, ParsedPage};
use crate::schema::{
    Answer, BoundSchema, Direction, Instance, NotCovered, OperationQuery, SchemaSet, embedded,
};

/// What a body is bound to.
#[derive(Debug)]
pub(super) enum Bound {
    /// A schema.
    To(BoundSchema, BoundBy),
    /// One of several definitions of a name.
    OneOf(Vec<BoundSchema>, BoundBy),
    /// A type that its owner does not know.
    UnknownType(String),
    /// Nothing.
    Not(UnboundReason),
}

/// Finds the schemas of a page's bodies.
#[derive(Debug)]
pub(super) struct Binder<'p, 'd> {
    pub(super) page: &'p ParsedPage<'d>,
    pub(super) schemas: &'p SchemaSet,
    /// Responses, and bodies of requests, by name, each with its request and why it is believed to be so.
    requests: Vec<(MessageRef, MessageRef, PairingReason)>,
    /// The beginnings of targets that stand for the base of the API: those that the configuration names come first.
    bases: Vec<&'p str>,
}

/// An operation as a message shows it.
#[derive(Debug)]
pub(super) struct Operation<'p> {
    pub(super) method: Cow<'p, str>,
    pub(super) target: &'p str,
    pub(super) direction: Direction,
    media_type: Option<Cow<'p, str>>,
    /// The version of the service, if several are described and anything tells.
    pub(super) version: Option<&'p str>,
}

impl<'p, 'd> Binder<'p, 'd> {
    pub(super) fn new(page: &'p ParsedPage<'d>, schemas: &'p SchemaSet) -> Self {
        let mut requests = Vec::new();
        for exchange in &page.exchanges {
            let Some(request) = exchange.request else { continue };
            if let Some(payload) = exchange.payload {
                requests.push((payload, request, PairingReason::Order));
            }
            let section = |at: MessageRef| page.example(at.example).section;
            let first = exchange.responses.first().map(|(first, _)| section(*first));
            for (response, reason) in &exchange.responses {
                // One more answer somewhere below may well be that to a request which the page does not show.
                let beside = section(*response) == section(request) || Some(section(*response)) == first;
                if *reason != PairingReason::FurtherResponse || beside {
                    requests.push((*response, request, *reason));
                }
            }
        }
        // Where two requests claim a response, the first has it.
        requests.sort_by_key(|(response, ..)| *response);
        requests.dedup_by_key(|(response, ..)| *response);
        let bases = base::known(page, schemas);
        Self { page, schemas, requests, bases }
    }

    /// The request that a response answers, and why it is believed to.
    pub(super) fn answered(&self, response: MessageRef) -> Option<(MessageRef, PairingReason)> {
        let index = self.requests.binary_search_by_key(&response, |(response, ..)| *response).ok()?;
        self.requests.get(index).map(|(_, request, reason)| (*request, *reason))
    }

    /// The message of a name; `None` for a bare body.
    pub(super) fn message(&self, at: MessageRef) -> Option<&'p Message<'d>> {
        self.page.example(at.example).messages.get(at.message as usize)
    }

    /// The message that a body belongs to, wherever its head stands.
    fn head(&self, at: MessageRef) -> Option<&'p Message<'d>> {
        self.message(self.page.example(at.example).body_of.unwrap_or(at))
    }

    /// Which way a body goes, if anything tells.
    pub(super) fn direction(&self, at: MessageRef) -> Option<Direction> {
        match self.message(at) {
            Some(message) if message.http.request().is_some() => Some(Direction::Request),
            Some(message) => Some(Direction::Response(message.http.status())),
            None => {
                let example = self.page.example(at.example);
                match example.kind {
                    ExampleKind::Request => Some(Direction::Request),
                    ExampleKind::Response => {
                        Some(Direction::Response(example.status.map(|status| status.code)))
                    }
                    _ => None,
                }
            }
        }
    }

    /// Method and target of the request that a message is, or that it answers.
    pub(super) fn request(&self, at: MessageRef) -> Option<(&'p str, &'p str)> {
        let is_request = |at| self.message(at).is_some_and(|message| message.http.request().is_some());
        let example = self.page.example(at.example);
        let at = example.body_of.unwrap_or(at);
        let at = match self.answered(at) {
            _ if is_request(at) => at,
            Some((request, _)) if self.message(request).is_some() => request,
            _ => return example.endpoint.map(|endpoint| (endpoint.method, endpoint.target)),
        };
        let line = self.message(at)?.http.request()?;
        (!line.target.text.is_empty()).then_some((line.method.text, self.without_base(line.target.text)))
    }

    /// A target without the base that the page uses.
    pub(super) fn without_base<'t>(&self, target: &'t str) -> &'t str {
        let rest = self.bases.iter().find_map(|base| target.strip_prefix(base));
        rest.filter(|rest| rest.starts_with('/')).unwrap_or(target)
    }

    /// Whether a body tells of an error.
    fn is_error(&self, at: MessageRef) -> bool {
        let annotation = self.page.annotation(self.page.example(at.example));
        annotation.is_some_and(|annotation| annotation.expect_error)
            || matches!(self.direction(at), Some(Direction::Response(Some(400..))))
    }

    /// Whether a body of no known status has the members that only errors have.
    fn seems_error(&self, at: MessageRef, value: Instance<'_>) -> bool {
        let names =
            |name: &str| matches!(name, "error" | "errors" | "error_description" | "fault" | "faults");
        self.direction(at) == Some(Direction::Response(None))
            && (embedded::error_form(value).is_some()
                || value.children().any(|member| member.name().is_some_and(names))
                || described::is_error_shape(value)
                || described::tells_of_error(self.page, at))
    }

    /// Whether a response is no body of its operation: what a filter left of it, or what its own sentence calls
    /// something else.
    fn is_another(&self, at: MessageRef) -> Option<UnboundReason> {
        if !matches!(self.direction(at), Some(Direction::Response(_))) {
            return None;
        }
        let body_of = self.page.example(at.example).body_of.unwrap_or(at);
        if let Some((request, _)) = self.answered(body_of)
            && self.message(request).is_some_and(|message| message.form == MessageForm::Command)
            && described::is_filtered(self.page, request)
        {
            return Some(UnboundReason::Filtered);
        }
        let bare = self.message(at).is_none() && self.direction(at) == Some(Direction::Response(None));
        (bare && described::is_something_else(self.page, at)).then_some(UnboundReason::Other)
    }

    /// The schema of a body, and what is remarkable about the way to it.
    pub(super) fn bind(&self, at: MessageRef, value: Instance<'_>) -> (Bound, Vec<BindingRemark>) {
        let mut remarks = Vec::new();
        let operation = self.operation(at);
        if operation.as_ref().is_some_and(|operation| reshapes(operation.target)) {
            return (Bound::Not(UnboundReason::Reshaped), remarks);
        }
        if let Some(why) = self.is_another(at) {
            return (Bound::Not(why), remarks);
        }
        let bound = if self.is_error(at) || self.seems_error(at, value) {
            self.error(at, operation.as_ref(), value)
        } else {
            let annotated = self.annotated(at, value, &mut remarks);
            annotated.map_or_else(
                || self.unannotated(at, operation.as_ref(), value),
                |bound| self.compared(bound, operation.as_ref(), &mut remarks),
            )
        };
        (bound, remarks)
    }

    /// By the type in the annotation; `None` if it names none that any provider knows or owns.
    fn annotated(
        &self,
        at: MessageRef,
        value: Instance<'_>,
        remarks: &mut Vec<BindingRemark>,
    ) -> Option<Bound> {
        let annotation = self.page.annotation(self.page.example(at.example))?;
        let version = self.version(at);
        let name = annotation.type_name.filter(|name| !is_template(name))?;
        // An annotation that forgets to say `isCollection` is not worth a word where the body is one.
        let shapes = |schema: BoundSchema| match (annotation.is_collection, is_collection(value)) {
            (true, _) => vec![shaped(schema, true)],
            (false, true) => vec![shaped(schema, true), shaped(schema, false)],
            (false, false) => vec![shaped(schema, false)],
        };
        match self.schemas.by_type_in(version, name) {
            Answer::Found(schema) => {
                self.compare_body(annotation, schema, value, version, remarks);
                Some(Bound::OneOf(shapes(schema), BoundBy::Annotation))
            }
            Answer::Ambiguous(schemas) => {
                let defined = |schema: &BoundSchema| {
                    let place = self.schemas.provider(schema.provider).defined_at(schema.schema)?;
                    Some((schema.provider, place))
                };
                let places = schemas.iter().filter_map(defined).collect();
                remarks.push(BindingRemark::Ambiguous { name: name.to_owned(), places });
                Some(Bound::OneOf(schemas.into_iter().flat_map(shapes).collect(), BoundBy::Annotation))
            }
            Answer::Unknown { provider, near } if self.owns(provider, name, near.as_deref()) => {
                remarks.push(BindingRemark::UnknownType { name: name.to_owned(), near });
                Some(Bound::UnknownType(name.to_owned()))
            }
            Answer::Unknown { .. } | Answer::NotCovered { .. } => None,
        }
    }

    /// The other description of the type that a resource block defines.
    pub(super) fn defined(&self, at: MessageRef, value: Instance<'_>) -> Bound {
        let example = self.page.example(at.example);
        let name = self.page.annotation(example).and_then(|annotation| annotation.type_name);
        match name.map(|name| self.schemas.by_type_beyond_pages(self.version(at), name)) {
            Some(Answer::Found(schema)) => {
                Bound::To(shaped(schema, is_collection(value)), BoundBy::Annotation)
            }
            _ => Bound::Not(UnboundReason::Definition),
        }
    }

    /// Whether a name that a provider does not know is its to know: CSDL has namespaces; elsewhere the name that is
    /// near must begin with the same one, or differ in case alone.
    fn owns(&self, provider: u32, name: &str, near: Option<&str>) -> bool {
        let namespace = |name: &str| name.rsplit_once('.').map(|(namespace, _)| namespace.to_owned());
        self.schemas.provider(provider).owns_namespaces()
            || near.is_some_and(|near| {
                near.eq_ignore_ascii_case(name)
                    || namespace(name).is_some() && namespace(name) == namespace(near)
            })
    }

    /// Remarks on a body that names a type which has nothing to do with that of its annotation.
    fn compare_body(
        &self,
        annotation: &Annotation<'_>,
        schema: BoundSchema,
        value: Instance<'_>,
        version: Option<&str>,
        remarks: &mut Vec<BindingRemark>,
    ) {
        let Some((member, name)) = own_type(value) else { return };
        let Answer::Found(own) = self.schemas.by_type_in(version, name) else { return };
        if self.schemas.are_unrelated(own, schema) {
            let annotated = annotation.type_name.unwrap_or_default().to_owned();
            remarks.push(BindingRemark::BodyDiffers { annotated, node: member.node });
        }
    }

    /// Holds the type in the annotation against that of the operation: the operation knows best whether it gives a
    /// collection.
    fn compared(
        &self,
        bound: Bound,
        operation: Option<&Operation<'_>>,
        remarks: &mut Vec<BindingRemark>,
    ) -> Bound {
        let (Bound::OneOf(schemas, by), Some(operation)) = (&bound, operation) else { return bound };
        let Some(&schema) = schemas.first() else { return bound };
        let Answer::Found(other) = self.schemas.by_operation_in(operation.version, &operation.query()) else {
            return bound;
        };
        if schemas.iter().all(|&schema| self.schemas.are_unrelated(schema, other)) {
            remarks.push(BindingRemark::OperationDiffers {
                annotated: self.schemas.name(schema),
                operation: other,
                name: self.schemas.name(other),
            });
            return bound;
        }
        if self.schemas.are_relatives(schema, other) {
            return Bound::OneOf(
                schemas.iter().map(|&schema| shaped(schema, other.schema.collection)).collect(),
                *by,
            );
        }
        bound
    }

    /// By operation, then by media type, then by what the body says of itself.
    fn unannotated(&self, at: MessageRef, operation: Option<&Operation<'_>>, value: Instance<'_>) -> Bound {
        let mut reason = UnboundReason::NoEvidence;
        if let Some(operation) = operation {
            match self.schemas.by_operation_in(operation.version, &operation.query()) {
                Answer::Found(schema) => return Bound::To(schema, BoundBy::Operation),
                Answer::Ambiguous(schemas) => return Bound::OneOf(schemas, BoundBy::Operation),
                Answer::Unknown { .. } => reason = UnboundReason::Provider(NotCovered::Foreign),
                Answer::NotCovered { reason: why, .. } => reason = UnboundReason::Provider(why),
            }
        }
        if let Some(bound) = self.by_media_type(at) {
            return bound;
        }
        let batch =
            operation.and_then(|operation| embedded::by_target(operation.target, operation.direction));
        if let Some(Answer::Found(schema)) = batch.map(|name| self.schemas.by_type(name)) {
            return Bound::To(schema, BoundBy::Operation);
        }
        let own = own_type(value).map(|(_, name)| self.schemas.by_type_in(self.version(at), name));
        match own {
            Some(Answer::Found(schema)) => Bound::To(shaped(schema, is_collection(value)), BoundBy::Body),
            _ => Bound::Not(reason),
        }
    }

    /// By what the operation says about the status, then by media type, then by the forms that errors have.
    fn error(&self, at: MessageRef, operation: Option<&Operation<'_>>, value: Instance<'_>) -> Bound {
        if let Some(operation) = operation
            && matches!(operation.direction, Direction::Response(Some(400..)))
        {
            match self.schemas.by_operation_in(operation.version, &operation.query()) {
                Answer::Found(schema) => return Bound::To(schema, BoundBy::Operation),
                Answer::Ambiguous(schemas) => return Bound::OneOf(schemas, BoundBy::Operation),
                _ => {}
            }
        }
        if let Some(bound) = self.by_media_type(at) {
            return bound;
        }
        match embedded::error_form(value).map(|name| self.schemas.by_type(name)) {
            Some(Answer::Found(schema)) => Bound::To(schema, BoundBy::ErrorForm),
            _ => Bound::Not(UnboundReason::ErrorForm),
        }
    }

    /// Whether `null` takes a member away (RFC 7396), which descriptions of an operation seldom say.
    pub(super) fn removes_by_null(&self, at: MessageRef, schema: BoundSchema) -> bool {
        self.direction(at) == Some(Direction::Request)
            && self.schemas.provider(schema.provider).claims_operations()
            && self.request(at).is_some_and(|(method, _)| method.eq_ignore_ascii_case("PATCH"))
    }

    fn by_media_type(&self, at: MessageRef) -> Option<Bound> {
        let media_type = media_type(self.head(at)?)?;
        let direction = self.direction(at)?;
        match self.schemas.by_media_type(&media_type, direction) {
            Answer::Found(schema) => Some(Bound::To(schema, BoundBy::MediaType)),
            _ => None,
        }
    }

    pub(super) fn operation(&self, at: MessageRef) -> Option<Operation<'p>> {
        let (method, target) = self.request(at)?;
        Some(Operation {
            method: folded(method, u8::is_ascii_lowercase, str::to_ascii_uppercase),
            target,
            direction: self.direction(at)?,
            media_type: self.head(at).and_then(media_type),
            version: self.version(at),
        })
    }

    /// The version of the service that a message is about: that in the address of the request, or else that in the
    /// path of the page.
    fn version(&self, at: MessageRef) -> Option<&'p str> {
        let in_target = self.request(at).and_then(|(_, target)| self.schemas.version_in(target));
        in_target.or_else(|| self.schemas.version_in(self.page.source.path()))
    }
}

impl Operation<'_> {
    pub(super) fn query(&self) -> OperationQuery<'_> {
        OperationQuery {
            method: &self.method,
            target: self.target,
            direction: self.direction,
            media_type: self.media_type.as_deref(),
        }
    }
}

/// The media type of a message without parameters, lower case.
fn media_type<'p>(message: &'p Message<'_>) -> Option<Cow<'p, str>> {
    let value = message.http.header("Content-Type")?.value.text;
    let media_type = value.split(';').next().unwrap_or_default().trim();
    let lower = || folded(media_type, u8::is_ascii_uppercase, str::to_ascii_lowercase);
    media_type.contains('/').then(lower)
}

/// `text` in one case; nearly always it is written so.
fn folded(text: &str, differs: fn(&u8) -> bool, fold: fn(&str) -> String) -> Cow<'_, str> {
    if text.bytes().any(|byte| differs(&byte)) { Cow::Owned(fold(text)) } else { Cow::Borrowed(text) }
}
