//! From a request target to what it addresses (OData URL Conventions 4.01, sections 2 to 4).
//!
//! The target is walked segment by segment from the entity container on. Whatever is not certain ends the walk with
//! nothing: a wrong type would turn every member of a body into a finding.

use super::lookup::Lookup;
use super::model::{Kind, Model, Operation, OperationId, Root, Shape, TypeId, TypeUse};
use super::primitive::Primitive;

/// What a target addresses.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Address {
    /// A resource or several.
    Resource(TypeUse),
    /// What a function returns: no place to put something new.
    Returned(TypeUse, OperationId),
    /// An action.
    Action(OperationId),
    /// `/$count`, `/$value`: text or bytes.
    Raw,
    /// `/$ref`: references to entities.
    Reference,
}

/// How many leading segments may belong to the service's address and not to the resource's.
const MOST_PREFIXES: usize = 3;

/// What `target` addresses; `None` if that is not certain.
pub(super) fn walk(model: &Model, target: &str) -> Option<Address> {
    pass(model, target, &mut |_| {})
}

/// The actions and functions that `target` calls on its way, and the name of what it begins with.
pub(super) fn passed(model: &Model, target: &str) -> (Option<String>, Vec<OperationId>) {
    let mut called = Vec::new();
    let mut root = None;
    pass(model, target, &mut |step| match step {
        Step::Root(name) => root = Some(name.to_owned()),
        Step::At(Address::Action(id) | Address::Returned(_, id)) => called.push(id),
        Step::At(_) => {}
    });
    (root, called)
}

/// A step of the way along a target.
enum Step<'q> {
    /// The name of an entity set, singleton or import.
    Root(&'q str),
    /// What is reached.
    At(Address),
}

/// Walks along `target` and shows every step.
fn pass<'q>(model: &Model, target: &'q str, see: &mut impl FnMut(Step<'q>)) -> Option<Address> {
    let (path, absolute) = path_of(target.trim());
    let (path, query) = split_query(path);
    // `$apply` changes the shape of what comes back.
    if query.contains("$apply=") {
        return None;
    }
    let segments = segments(path);
    let prefixes = segments
        .iter()
        .take(MOST_PREFIXES + 1)
        .position(|segment| model.root(Segment::read(segment).name).is_some())?;
    if !segments[..prefixes].iter().all(|prefix| absolute || is_service_prefix(prefix)) {
        return None;
    }
    let mut walk = segments[prefixes..].iter().map(|text| Segment::read(text)).peekable();
    let first = walk.next()?;
    let mut at = model.at_root(first)?;
    see(Step::Root(first.name));
    see(Step::At(at));
    let mut opened = first.opens_path;
    loop {
        if opened {
            // `root:/any/path:` stays with the same type; a colon ends the path.
            match at {
                Address::Resource(TypeUse { collection: false, shape: Shape::Defined(_) }) => {
                    walk.by_ref().find(|segment| segment.opens_path);
                }
                _ => return None,
            }
        }
        let Some(segment) = walk.next() else { return Some(at) };
        at = model.step(at, segment, walk.peek().is_none())?;
        see(Step::At(at));
        opened = segment.opens_path;
    }
}

/// The target without scheme and authority, and whether it had them.
fn path_of(target: &str) -> (&str, bool) {
    match target.split_once("://") {
        Some((scheme, rest)) if scheme.bytes().all(|b| b.is_ascii_alphabetic()) => {
            (rest.find('/').map_or("", |at| &rest[at..]), true)
        }
        _ => (target, false),
    }
}

/// The path and the query. A question mark in a key or template is neither.
fn split_query(path: &str) -> (&str, &str) {
    let at = top_level(path, '?').map_or_else(|| path.find('?'), |found| found.first().copied());
    let (path, query) = at.map_or((path, ""), |at| (&path[..at], &path[at + 1..]));
    (path.split('#').next().unwrap_or_default(), query)
}

fn segments(path: &str) -> Vec<&str> {
    let cuts = top_level(path, '/').unwrap_or_else(|| {
        path.bytes().enumerate().filter(|(_, byte)| *byte == b'/').map(|(at, _)| at).collect()
    });
    let starts = std::iter::once(0).chain(cuts.iter().map(|cut| cut + 1));
    let ends = cuts.iter().copied().chain(std::iter::once(path.len()));
    starts
        .zip(ends)
        .map(|(start, end)| path[start..end].trim())
        .filter(|segment| !segment.is_empty())
        .collect()
}

/// Where `sign` stands outside parentheses, braces and quotes; `None` if they do not match up.
fn top_level(text: &str, sign: char) -> Option<Vec<usize>> {
    // Most targets have none of what could hide a sign.
    if !text.bytes().any(|byte| matches!(byte, b'{' | b'}' | b'<' | b'>' | b'(' | b')')) {
        return Some(text.match_indices(sign).map(|(at, _)| at).collect());
    }
    let mut found = Vec::new();
    let (mut round, mut curly, mut quoted) = (0_u32, 0_u32, false);
    for (at, c) in text.char_indices() {
        match c {
            '\'' if round > 0 && curly == 0 => quoted = !quoted,
            _ if quoted => {}
            '{' | '<' => curly += 1,
            '}' | '>' => curly = curly.checked_sub(1)?,
            '(' if curly == 0 => round += 1,
            ')' if curly == 0 => round = round.checked_sub(1)?,
            _ if c == sign && round == 0 && curly == 0 => found.push(at),
            _ => {}
        }
    }
    (round == 0 && curly == 0 && !quoted).then_some(found)
}

/// `v1.0`, `beta`, `api`, `odata`, `{version}`: what services put before their resources.
fn is_service_prefix(segment: &str) -> bool {
    let version = segment
        .strip_prefix(['v', 'V'])
        .is_some_and(|rest| !rest.is_empty() && rest.bytes().all(|b| b.is_ascii_digit() || b == b'.'));
    let word = ["beta", "api", "odata", "data", "rest"].iter().any(|word| segment.eq_ignore_ascii_case(word));
    version || word || is_template(segment)
}

/// `{id}`, `<id>`, `:id`: what the reader fills in.
fn is_template(segment: &str) -> bool {
    let around = |open, close| segment.starts_with(open) && segment.ends_with(close);
    around('{', '}') || around('<', '>') || around('[', ']') || segment.starts_with(':')
}

/// A segment of a path.
#[derive(Clone, Copy, Debug)]
struct Segment<'q> {
    name: &'q str,
    /// What stands in parentheses behind the name.
    arguments: Option<&'q str>,
    /// A colon behind it: a path inside the resource follows, or ends here.
    opens_path: bool,
}

impl<'q> Segment<'q> {
    fn read(text: &'q str) -> Self {
        let (text, opens_path) =
            text.strip_suffix(':').map_or((text, false), |text| (text, !text.is_empty()));
        let parts =
            text.strip_suffix(')').and_then(|text| text.split_once('(')).filter(|(name, _)| !name.is_empty());
        match parts.filter(|_| !is_template(text)) {
            Some((name, arguments)) => Self { name, arguments: Some(arguments.trim()), opens_path },
            None => Self { name: text, arguments: None, opens_path },
        }
    }

    /// Whether the parentheses hold a key.
    fn has_key(self) -> bool {
        self.arguments.is_some_and(|arguments| !arguments.is_empty())
    }
}

impl Model {
    /// What the service offers under a name, in the same case if there is a choice.
    fn root(&self, name: &str) -> Option<&Root> {
        let known = self.roots.get(&name.to_ascii_lowercase())?;
        let exact = known.iter().find(|(known, _)| self.text(*known) == name);
        exact.or_else(|| known.first().filter(|_| known.len() == 1)).map(|(_, root)| root)
    }

    fn at_root(&self, segment: Segment<'_>) -> Option<Address> {
        match self.root(segment.name)? {
            Root::Set(ty) => {
                let collection = !segment.has_key();
                Some(Address::Resource(TypeUse { collection, ..self.used(*ty) }))
            }
            Root::Singleton(ty) if segment.arguments.is_none() => Some(Address::Resource(self.used(*ty))),
            Root::Singleton(_) => None,
            Root::Import(overloads) => self.call(overloads, segment.arguments),
        }
    }

    fn step(&self, at: Address, segment: Segment<'_>, last: bool) -> Option<Address> {
        let (Address::Resource(current) | Address::Returned(current, _)) = at else { return None };
        match segment.name {
            "$value" if last && !current.collection => return Some(Address::Raw),
            "$count" if last && current.collection => return Some(Address::Raw),
            "$ref" if last => return Some(Address::Reference),
            name if name.starts_with('$') => return None,
            _ => {}
        }
        let id = match current.shape {
            Shape::Defined(id) if self.is_structured(id) => id,
            _ => return self.bound(current, segment),
        };
        if let Some(cast) = self.cast(segment.name) {
            let related = self.derives(cast, id) || self.derives(id, cast);
            let collection = current.collection && !segment.has_key();
            let address = Address::Resource(TypeUse { shape: Shape::Defined(cast), collection });
            return related.then_some(address);
        }
        if !current.collection
            && let Some(property) = self.property_by_path(id, segment.name)
        {
            let ty = self.used(property.ty);
            return match segment.arguments {
                None => Some(Address::Resource(ty)),
                Some(_) if ty.collection && segment.has_key() => {
                    Some(Address::Resource(TypeUse::single(ty.shape)))
                }
                Some(_) => None,
            };
        }
        if let Some(address) = self.bound(current, segment) {
            return Some(address);
        }
        // Pages leave out the cast where the name alone says which type is meant.
        if !current.collection && segment.arguments.is_none() {
            return self.use_below(id, segment.name).map(Address::Resource);
        }
        let key = current.collection && self.ty(id).kind == Kind::Entity && self.is_key(segment);
        key.then_some(Address::Resource(TypeUse::single(current.shape)))
    }

    /// The structured type that a segment such as `/parcelo.pallet` names.
    fn cast(&self, name: &str) -> Option<TypeId> {
        if !name.contains('.') || is_template(name) {
            return None;
        }
        let cast = match self.look_up(name) {
            Lookup::Type(cast) => cast,
            Lookup::Missing { near: Some(near) } if self.is_called(near, name) => near,
            _ => return None,
        };
        self.is_structured(cast).then_some(cast)
    }

    /// Whether the last part of a name is the type's, in any case.
    fn is_called(&self, id: TypeId, name: &str) -> bool {
        let short = name.rsplit_once('.').map_or(name, |(_, short)| short);
        self.text(self.ty(id).name).eq_ignore_ascii_case(short)
    }

    /// The bound action or function that a segment calls on the current resource.
    fn bound(&self, current: TypeUse, segment: Segment<'_>) -> Option<Address> {
        let (qualifier, short) = match segment.name.rsplit_once('.') {
            Some((qualifier, short)) => (Some(self.namespace(qualifier, None)?), short),
            None => (None, segment.name),
        };
        let mut nearest: Option<usize> = None;
        let mut overloads = Vec::new();
        for id in self.operations_by_name.get(&short.to_ascii_lowercase())? {
            let operation = self.operation(*id);
            if qualifier.is_some_and(|namespace| namespace != operation.namespace) {
                continue;
            }
            let Some(distance) = self.distance(operation, current) else { continue };
            if nearest.is_none_or(|nearest| distance < nearest) {
                nearest = Some(distance);
                overloads.clear();
            }
            if nearest == Some(distance) {
                overloads.push(*id);
            }
        }
        self.call(&overloads, segment.arguments)
    }

    /// How many bases lie between the current resource's type and the one that the operation is bound to.
    fn distance(&self, operation: &Operation, current: TypeUse) -> Option<usize> {
        let binding = self.used(operation.binding?);
        if binding.collection != current.collection {
            return None;
        }
        match (binding.shape, current.shape) {
            (Shape::Defined(bound), Shape::Defined(id)) => {
                self.lineage(id).position(|ancestor| ancestor == bound)
            }
            (Shape::Primitive(bound), Shape::Primitive(own)) => {
                (bound == own && own != Primitive::Untyped).then_some(0)
            }
            _ => None,
        }
    }

    /// What a call addresses, if all overloads that it may mean agree.
    fn call(&self, overloads: &[OperationId], arguments: Option<&str>) -> Option<Address> {
        let given = arguments.map(argument_names).unwrap_or_default();
        let fits = |id: &&OperationId| {
            let known = self.own_properties(self.operation(**id).parameters);
            let has =
                |name: &&str| known.iter().any(|known| self.text(known.name).eq_ignore_ascii_case(name));
            given.len() == known.len() && given.iter().all(has)
        };
        let exact: Vec<OperationId> = overloads.iter().filter(fits).copied().collect();
        let meant = if exact.is_empty() { overloads } else { &exact };
        let first = self.operation(*meant.first()?);
        if first.action {
            return (meant.len() == 1).then_some(Address::Action(meant[0]));
        }
        let agree = meant.iter().all(|id| {
            let other = self.operation(*id);
            !other.action && other.returns.map(|ty| self.used(ty)) == first.returns.map(|ty| self.used(ty))
        });
        first.returns.filter(|_| agree).map(|ty| Address::Returned(self.used(ty), meant[0]))
    }

    /// Whether a segment behind a collection is the key of one of its entities. A word that is the name of some
    /// operation is not taken for one, nor is a call or a name in one of the metadata's namespaces.
    fn is_key(&self, segment: Segment<'_>) -> bool {
        if segment.arguments.is_some() || is_template(segment.name) {
            return segment.arguments.is_none();
        }
        let (qualifier, short) = segment.name.rsplit_once('.').unwrap_or(("", segment.name));
        let own = self.namespaces.iter().any(|own| self.text(*own).eq_ignore_ascii_case(qualifier));
        !own && !self.operations_by_name.contains_key(&short.to_ascii_lowercase())
    }

    /// The type whose collection or instance a resource is, if it is an entity.
    pub(super) fn is_entity(&self, shape: Shape) -> bool {
        matches!(shape, Shape::Defined(TypeId(id)) if self.types[id as usize].kind == Kind::Entity)
    }
}

/// The names in `a=1,b=@x`.
fn argument_names(arguments: &str) -> Vec<&str> {
    let cuts = top_level(arguments, ',').unwrap_or_default();
    let starts = std::iter::once(0).chain(cuts.iter().map(|cut| cut + 1));
    let ends = cuts.iter().copied().chain(std::iter::once(arguments.len()));
    starts
        .zip(ends)
        .filter_map(|(start, end)| arguments[start..end].split_once('='))
        .map(|(name, _)| name.trim())
        .collect()
}
