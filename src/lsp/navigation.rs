//! From an example to where it is described, and from an operation to the examples that show it; the name of an
//! example in all its places.

use std::collections::HashSet;

use gen_lsp_types::{Location, Position, PrepareRenamePlaceholder, Range, Uri, WorkspaceEdit};

use super::actions;
use super::diagnostics::file_uri;
use super::encoding::Lines;
use super::page::Page;
use crate::engine::{CheckedPage, Definition, InspectedExample, InspectedMessage, InspectedPage, Subject};
use crate::text::{Edit, Span};

impl Page {
    /// Where what is at a position is described; `of_type`: where its type is.
    pub(super) fn definitions(&self, position: Position, of_type: bool) -> Vec<Location> {
        let pointed = self.checked().and_then(|page| page.pointed(self.offset(position)));
        let definitions: Vec<Definition> = match pointed.map(|pointed| pointed.subject) {
            Some(Subject::Operation(at)) => at.definition.into_iter().collect(),
            Some(Subject::Status { operation, .. }) => {
                operation.and_then(|at| at.definition).into_iter().collect()
            }
            Some(Subject::Value(value)) if of_type => value.type_definition.into_iter().collect(),
            Some(Subject::Value(value)) => value.definitions,
            Some(Subject::Type { definition, .. }) => definition.into_iter().collect(),
            _ => Vec::new(),
        };
        definitions.iter().filter_map(|definition| self.location(definition)).collect()
    }

    fn location(&self, at: &Definition) -> Option<Location> {
        let own = self.document.path()?;
        let path = self.workspace.absolute(&own, at.file.path());
        let range = self.workspace.range_in(&at.file, at.span, self.features.encoding);
        Some(Location::new(file_uri(&path)?, range))
    }

    /// The examples of the folder that show the operation at a position.
    pub(super) fn references(&self, position: Position) -> Vec<Location> {
        let Some(page) = self.checked() else { return Vec::new() };
        let operation = match page.pointed(self.offset(position)).map(|pointed| pointed.subject) {
            Some(Subject::Operation(at) | Subject::Status { operation: Some(at), .. }) => at.operation,
            _ => return Vec::new(),
        };
        let wanted = called(page, &operation.method, &operation.target);
        let Some(own) = self.document.path().filter(|_| !wanted.is_empty()) else { return Vec::new() };
        let mut found = Vec::new();
        // What the editor has is newer than the files.
        for document in self.open.values() {
            let inspected =
                self.workspace.checked(document).page.as_ref().and_then(|it| it.report.inspected.as_ref());
            found.extend(
                inspected
                    .map(|other| self.shown(page, &wanted, other, &document.uri, &document.text))
                    .unwrap_or_default(),
            );
        }
        for other in self.workspace.inspected(&own) {
            let path = self.workspace.absolute(&own, &other.path);
            let Some(uri) = file_uri(&path).filter(|uri| !self.open.contains_key(uri)) else { continue };
            if let Some(text) = self.workspace.text(&path) {
                found.extend(self.shown(page, &wanted, &other, &uri, &text));
            }
        }
        found.sort_by(|one, other| {
            let key = |at: &Location| (at.uri.to_string(), at.range.start.line);
            key(one).cmp(&key(other))
        });
        found
    }

    /// The places of a page that show one of the wanted operations.
    fn shown(
        &self,
        page: &CheckedPage,
        wanted: &HashSet<(String, String)>,
        other: &InspectedPage,
        uri: &Uri,
        text: &str,
    ) -> Vec<Location> {
        let lines = Lines::new(text);
        let shows = |message: &InspectedMessage| {
            let operation = message.operation.as_ref().filter(|_| message.method.is_some());
            let split = operation.and_then(|operation| operation.split_once(' '));
            split.is_some_and(|(method, target)| !called(page, method, target).is_disjoint(wanted))
        };
        let mut found = Vec::new();
        for example in &other.examples {
            let messages = if example.messages.is_empty() {
                std::slice::from_ref(&example.first)
            } else {
                &example.messages
            };
            for message in messages.iter().filter(|message| shows(message)) {
                let range = self.line_of(example, message, text, &lines);
                found.push(Location::new(uri.clone(), range));
            }
        }
        found
    }

    /// The line of an example that has the target of a message.
    fn line_of(
        &self,
        example: &InspectedExample,
        message: &InspectedMessage,
        text: &str,
        lines: &Lines,
    ) -> Range {
        let target = message.target.as_deref().unwrap_or_default();
        let numbers = example.line.saturating_sub(1)..example.end_line;
        let mut spans = numbers.map(|line| lines.span(text, line));
        let first = spans.next().unwrap_or_default();
        let (start, end) = spans.find(|(start, end)| text[*start..*end].contains(target)).unwrap_or(first);
        lines.range(text, Span::new(start, end), self.features.encoding)
    }

    /// The name of an example at a position, if it is one and can be changed.
    pub(super) fn name(&self, position: Position) -> Option<PrepareRenamePlaceholder> {
        let (span, name) = self.example_name(position)?;
        Some(PrepareRenamePlaceholder::new(self.range(span), name))
    }

    /// Gives the example at a position another name, wherever the page names it.
    ///
    /// # Errors
    /// There is no name, or the new one cannot be written as one.
    pub(super) fn rename(&self, position: Position, name: &str) -> Result<WorkspaceEdit, String> {
        let old = self.example_name(position).map(|(_, name)| name);
        let (Some(page), Some(old)) = (self.checked(), old) else {
            return Err("there is no name of an example here".to_owned());
        };
        if name.is_empty()
            || name.contains(|c: char| c.is_control() || matches!(c, '"' | '\\'))
            || name.contains("--")
        {
            return Err(format!("`{name}` cannot be the name of an example"));
        }
        let places = page.named(&old);
        let edits: Vec<Edit> = places.into_iter().map(|span| Edit::replace(span, name)).collect();
        Ok(actions::workspace_edit(&self.document, self.features, &edits))
    }

    fn example_name(&self, position: Position) -> Option<(Span, String)> {
        let pointed = self.checked()?.pointed(self.offset(position))?;
        let Subject::ExampleName(name) = pointed.subject else { return None };
        Some((pointed.span, name))
    }
}

/// What a request calls, by the descriptions that a page is under.
fn called(page: &CheckedPage, method: &str, target: &str) -> HashSet<(String, String)> {
    let method = method.to_ascii_uppercase();
    let providers = &page.plan.schemas().providers;
    providers.iter().flat_map(|provider| provider.called(&method, target)).collect()
}
