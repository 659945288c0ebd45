//! From XML to records: one pass over each file's tree, which then is dropped.
//!
//! Names of types are kept as written, since what they mean may stand in a later file; [`link`](super::link) reads
//! them afterwards. Entities other than XML's own and external parts cannot occur: a DOCTYPE is refused.

use std::collections::HashMap;
use std::sync::Arc;

use super::model::{Kind, Member, Model, Operation, OperationId, Property, Type, TypeId, UseId};
use super::names::Name;
use super::xml::{Node, Tree};
use crate::schema::{SchemaError, SchemaPlace};
use crate::text::SourceFile;

/// What the files say, with the names of types as written.
#[derive(Debug, Default)]
pub(super) struct Loaded {
    pub(super) model: Model,
    /// File and text of every [`UseId`].
    pub(super) uses: Vec<(u32, Name)>,
    use_ids: HashMap<(u32, Name), UseId>,
    /// `BaseType` of every type.
    pub(super) bases: Vec<Option<UseId>>,
    pub(super) roots: Vec<RootElement>,
    /// File, type and property of every annotation that makes a property read-only.
    pub(super) read_only: Vec<(u32, String, String)>,
}

/// A member of an entity container, unread.
#[derive(Debug)]
pub(super) struct RootElement {
    pub(super) file: u32,
    pub(super) name: Name,
    pub(super) kind: RootKind,
}

#[derive(Debug)]
pub(super) enum RootKind {
    Set(UseId),
    Singleton(UseId),
    /// The qualified name of the action or function.
    Import(String),
}

/// Reads all files.
pub(super) fn load(files: Vec<Arc<SourceFile>>) -> Result<Loaded, SchemaError> {
    let mut loaded = Loaded::default();
    for (index, file) in files.iter().enumerate() {
        Reader { loaded: &mut loaded, file, index: index as u32 }.read()?;
    }
    loaded.model.files = files;
    Ok(loaded)
}

struct Reader<'l> {
    loaded: &'l mut Loaded,
    file: &'l SourceFile,
    index: u32,
}

impl Reader<'_> {
    fn read(&mut self) -> Result<(), SchemaError> {
        let tree = Tree::read(self.file.text()).map_err(|error| self.unreadable(&error))?;
        let root = tree.root();
        let version = root.attribute("Version").unwrap_or("4.0");
        match root.name() {
            "Schema" => return self.schema(root),
            "Edmx" if version.starts_with('4') => {}
            "Edmx" => {
                return Err(self.error(root, format!("expected CSDL 4.0 or 4.01, found {version}")));
            }
            other => {
                let message = format!("expected the root element `edmx:Edmx` or `Schema`, found `{other}`");
                return Err(self.error(root, message));
            }
        }
        for part in root.elements() {
            match part.name() {
                "Reference" => self.includes(part),
                "DataServices" => {
                    for schema in part.elements().filter(|child| child.name() == "Schema") {
                        self.schema(schema)?;
                    }
                }
                _ => {}
            }
        }
        Ok(())
    }

    /// `edmx:Include` may give a namespace of another file an alias for this one.
    fn includes(&mut self, reference: Node<'_>) {
        for include in reference.elements().filter(|child| child.name() == "Include") {
            if let (Some(namespace), Some(alias)) =
                (include.attribute("Namespace"), include.attribute("Alias"))
            {
                self.alias(alias, namespace);
            }
        }
    }

    fn alias(&mut self, alias: &str, namespace: &str) {
        let (alias, namespace) = (self.intern(alias), self.intern(namespace));
        self.loaded.model.aliases.push((alias, namespace, self.index));
    }

    fn schema(&mut self, schema: Node<'_>) -> Result<(), SchemaError> {
        let text = self.required(schema, "Namespace")?;
        let namespace = self.intern(text);
        if !self.loaded.model.namespaces.contains(&namespace) {
            self.loaded.model.namespaces.push(namespace);
        }
        if let Some(alias) = schema.attribute("Alias") {
            self.alias(alias, text);
        }
        for element in schema.elements() {
            match element.name() {
                "EntityType" => self.structured(namespace, element, Kind::Entity)?,
                "ComplexType" => self.structured(namespace, element, Kind::Complex)?,
                "EnumType" => self.enumeration(namespace, element)?,
                "TypeDefinition" => self.definition(namespace, element)?,
                "Action" | "Function" => self.operation(namespace, element)?,
                "EntityContainer" => self.container(namespace, element)?,
                "Annotations" => self.annotations(element),
                _ => {}
            }
        }
        Ok(())
    }

    fn structured(&mut self, namespace: Name, element: Node<'_>, kind: Kind) -> Result<(), SchemaError> {
        let first = self.loaded.model.properties.len();
        for child in element.elements() {
            let navigation = match child.name() {
                "Property" => false,
                "NavigationProperty" => true,
                _ => continue,
            };
            self.property(child, navigation)?;
        }
        let id = self.push_type(namespace, element, kind, first)?;
        let base = element.attribute("BaseType").map(|base| self.used(base));
        self.loaded.bases[id.0 as usize] = base;
        self.loaded.model.types[id.0 as usize].open = is_true(element.attribute("OpenType"));
        Ok(())
    }

    fn property(&mut self, element: Node<'_>, navigation: bool) -> Result<(), SchemaError> {
        let name = self.required(element, "Name")?;
        let property = Property {
            name: self.intern(name),
            ty: self.used(element.attribute("Type").unwrap_or("Edm.Untyped")),
            nullable: element.attribute("Nullable") != Some("false"),
            navigation,
            read_only: element.elements().any(makes_read_only),
            place: self.place(element),
        };
        self.loaded.model.properties.push(property);
        Ok(())
    }

    /// Keeps a type whose properties were kept from `first` on.
    fn push_type(
        &mut self,
        namespace: Name,
        element: Node<'_>,
        kind: Kind,
        first: usize,
    ) -> Result<TypeId, SchemaError> {
        let name = self.required(element, "Name")?;
        let ty = Type {
            namespace,
            name: self.intern(name),
            kind,
            base: None,
            open: false,
            bare: false,
            family: 0..0,
            properties: first as u32..self.loaded.model.properties.len() as u32,
            members: 0..0,
            place: self.place(element),
        };
        self.loaded.model.properties[first..].sort_by_key(|property| property.name);
        let id = TypeId(self.loaded.model.types.len() as u32);
        self.loaded.model.types.push(ty);
        self.loaded.bases.push(None);
        Ok(id)
    }

    fn enumeration(&mut self, namespace: Name, element: Node<'_>) -> Result<(), SchemaError> {
        let first = self.loaded.model.members.len() as u32;
        for child in element.elements().filter(|child| child.name() == "Member") {
            let name = self.required(child, "Name")?;
            let member = Member { name: self.intern(name) };
            self.loaded.model.members.push(member);
        }
        let kind = Kind::Enum { flags: is_true(element.attribute("IsFlags")) };
        let properties = self.loaded.model.properties.len();
        let id = self.push_type(namespace, element, kind, properties)?;
        self.loaded.model.types[id.0 as usize].members = first..self.loaded.model.members.len() as u32;
        Ok(())
    }

    fn definition(&mut self, namespace: Name, element: Node<'_>) -> Result<(), SchemaError> {
        let underlying = element.attribute("UnderlyingType").and_then(|name| name.strip_prefix("Edm."));
        let kind = Kind::Definition(super::primitive::Primitive::named(underlying.unwrap_or("Untyped")));
        let properties = self.loaded.model.properties.len();
        self.push_type(namespace, element, kind, properties)?;
        Ok(())
    }

    fn operation(&mut self, namespace: Name, element: Node<'_>) -> Result<(), SchemaError> {
        let bound = is_true(element.attribute("IsBound"));
        let first = self.loaded.model.properties.len();
        let mut binding = None;
        let mut returns = None;
        for child in element.elements() {
            match child.name() {
                "Parameter" if bound && binding.is_none() => {
                    binding = Some(self.used(self.required(child, "Type")?));
                }
                "Parameter" => self.property(child, false)?,
                "ReturnType" => returns = child.attribute("Type").map(|ty| self.used(ty)),
                _ => {}
            }
        }
        let parameters = self.push_type(namespace, element, Kind::Parameters, first)?;
        let name = self.loaded.model.ty(parameters).name;
        let action = element.name() == "Action";
        let key = self.loaded.model.text(name).to_ascii_lowercase();
        let id = OperationId(self.loaded.model.operations.len() as u32);
        let operation = Operation { namespace, name, action, binding, parameters, returns };
        self.loaded.model.operations.push(operation);
        self.loaded.model.operations_by_name.entry(key).or_default().push(id);
        Ok(())
    }

    fn container(&mut self, namespace: Name, element: Node<'_>) -> Result<(), SchemaError> {
        self.loaded.model.service.get_or_insert(namespace);
        for child in element.elements() {
            let kind = match child.name() {
                "EntitySet" => RootKind::Set(self.used(self.required(child, "EntityType")?)),
                "Singleton" => RootKind::Singleton(self.used(self.required(child, "Type")?)),
                "ActionImport" => RootKind::Import(self.required(child, "Action")?.to_owned()),
                "FunctionImport" => RootKind::Import(self.required(child, "Function")?.to_owned()),
                _ => continue,
            };
            let name = self.required(child, "Name")?;
            let root = RootElement { file: self.index, name: self.intern(name), kind };
            self.loaded.roots.push(root);
        }
        Ok(())
    }

    /// `Annotations` stand apart from what they are about.
    fn annotations(&mut self, element: Node<'_>) {
        let target = element.attribute("Target").and_then(|target| target.split_once('/'));
        if let Some((ty, property)) = target.filter(|_| element.elements().any(makes_read_only)) {
            self.loaded.read_only.push((self.index, ty.to_owned(), property.to_owned()));
        }
    }

    fn intern(&mut self, text: &str) -> Name {
        self.loaded.model.names.intern(text)
    }

    /// The number of a type's name as written in this file.
    fn used(&mut self, text: &str) -> UseId {
        let key = (self.index, self.intern(text));
        let next = UseId(self.loaded.uses.len() as u32);
        let id = *self.loaded.use_ids.entry(key).or_insert(next);
        if id == next {
            self.loaded.uses.push(key);
        }
        id
    }

    fn place(&self, element: Node<'_>) -> SchemaPlace {
        SchemaPlace { file: self.index, offset: element.start() }
    }

    fn required<'x>(&self, element: Node<'x>, attribute: &str) -> Result<&'x str, SchemaError> {
        element
            .attribute(attribute)
            .ok_or_else(|| self.error(element, format!("this `{}` lacks its `{attribute}`", element.name())))
    }

    fn error(&self, element: Node<'_>, message: String) -> SchemaError {
        error_at(self.file, element.start(), message)
    }

    /// The parser's complaint in our words.
    fn unreadable(&self, error: &roxmltree::Error) -> SchemaError {
        if matches!(error, roxmltree::Error::DtdDetected) {
            let at = self.file.text().find("<!DOCTYPE").unwrap_or(0);
            let message =
                "this file has a DOCTYPE, which metadata never needs and apiproof does not read: remove it";
            return error_at(self.file, at as u32, message.to_owned());
        }
        let message = match error {
            roxmltree::Error::UnexpectedCloseTag(expected, actual, _) => {
                format!("not well-formed XML: expected `</{expected}>`, found `</{actual}>`")
            }
            roxmltree::Error::UnclosedRootNode | roxmltree::Error::UnexpectedEndOfStream => {
                "not well-formed XML: it ends before its root element does".to_owned()
            }
            roxmltree::Error::NoRootNode => "expected CSDL, but the file has no XML element".to_owned(),
            roxmltree::Error::DuplicatedAttribute(name, _) => {
                format!("not well-formed XML: an element has `{name}` twice")
            }
            roxmltree::Error::UnknownNamespace(prefix, _) => {
                format!("not well-formed XML: nothing declares the prefix `{prefix}`")
            }
            roxmltree::Error::UnknownEntityReference(..) | roxmltree::Error::MalformedEntityReference(_) => {
                "not well-formed XML: `&` does not start an XML entity; write `&amp;`".to_owned()
            }
            _ => "not well-formed XML: unexpected content on this line".to_owned(),
        };
        let line = match error {
            roxmltree::Error::UnclosedRootNode
            | roxmltree::Error::UnexpectedEndOfStream
            | roxmltree::Error::NoRootNode => self.file.line(self.file.text().len() as u32),
            _ => error.pos().row,
        };
        SchemaError { path: self.file.path().to_owned(), line: Some(line), message }
    }
}

/// An error at a byte of a file.
pub(super) fn error_at(file: &SourceFile, offset: u32, message: String) -> SchemaError {
    SchemaError { path: file.path().to_owned(), line: Some(file.line(offset)), message }
}

fn is_true(attribute: Option<&str>) -> bool {
    attribute == Some("true")
}

/// Whether an annotation says that only the service sets the property: `Computed`, or `Permissions` without write.
fn makes_read_only(annotation: Node<'_>) -> bool {
    let Some((vocabulary, term)) = annotation.attribute("Term").and_then(|term| term.rsplit_once('.')) else {
        return false;
    };
    if !matches!(vocabulary, "Org.OData.Core.V1" | "Core") {
        return false;
    }
    match term {
        "Computed" => annotation.attribute("Bool") != Some("false") && !annotation.is_filled(),
        "Permissions" => {
            let value = annotation.attribute("EnumMember").or_else(|| {
                annotation.elements().find(|child| child.name() == "EnumMember").and_then(Node::text)
            });
            value.is_some_and(|value| value.trim().ends_with("/Read") && !value.trim().contains(' '))
        }
        _ => false,
    }
}
