//! Tags of templates that begin, divide or end a section: `{{#each x}} … {{/each}}`, `{{else}}`, `{{ range .X }}`.
//!
//! They are gone when the template is filled in. Between two of them anything may be there once, often or not at all:
//! no comma beside one is missing or too many. A template that stands for a value is in `template`.

use super::IssueKind;
use super::parser::{Expect, Parser};
use super::template::LONGEST;
use super::token::{LOOK_AHEAD, Lexer, Token, TokenKind, delete};
use crate::text::LocalSpan;

impl Lexer<'_> {
    /// The length of the tag at `at` that begins, divides or ends a section of a template: `{{#each parcels}}`,
    /// `{{else}}`, `{{^parcels}}`, `{{/each}}`, `{{ range .Parcels }}`, `{{ end }}`. What is between two of them may be there
    /// once, often or not at all, and so may its commas.
    pub(super) fn section(&self, at: usize) -> Option<usize> {
        let rest = self.rest(at).strip_prefix("{{")?;
        let near = &rest[..rest.floor_char_boundary(LONGEST.min(rest.len()))];
        let close = near.find("}}").filter(|&close| !near[..close].contains('\n'))?;
        let inner = near[..close].trim_start_matches(['~', '-']).trim_start();
        let word = inner.split(|c: char| !c.is_ascii_alphabetic()).next().unwrap_or_default();
        let is_section = match word {
            "" => inner.starts_with(['#', '/', '^', '!']),
            "else" => true,
            "if" | "range" | "with" => inner[word.len()..].starts_with(' '),
            // By itself it may be a name: `{{start}}`, `{{end}}`.
            "end" => self.branches,
            _ => false,
        };
        is_section.then_some(close + "{{}}".len())
    }

    /// The tag of a section that begins here, if one does.
    pub(super) fn section_tag(&mut self) -> Option<Token> {
        let length = self.section(self.pos)?;
        self.branches = true;
        let token = Token::new(TokenKind::Section, self.pos, self.pos + length);
        let span = token.span;
        Some(token.flaw(IssueKind::TemplateTag, span, vec![delete(span)]))
    }

    /// Where the section ends that the tag at `span` begins or goes on with instead of another: `{{else}}`, `{{^x}}`.
    pub(super) fn other_section_end(&self, span: LocalSpan) -> Option<usize> {
        let inner = |at: usize| self.text[at + 2..].trim_start_matches(['~', '-', ' ']);
        let first = inner(span.start as usize);
        if !first.starts_with("else") && !first.starts_with('^') {
            return None;
        }
        let from = span.end as usize;
        let limit = self.text.floor_char_boundary(self.end.min(from + LOOK_AHEAD));
        let mut depth = 0_usize;
        for at in memchr::memmem::find_iter(&self.text.as_bytes()[from..limit], b"{{").map(|at| from + at) {
            let inner = inner(at);
            if inner.starts_with(['#', '^'])
                || ["if ", "range ", "with "].iter().any(|word| inner.starts_with(word))
            {
                depth += 1;
            } else if inner.starts_with('/') || inner.starts_with("end") {
                match depth.checked_sub(1) {
                    Some(less) => depth = less,
                    None => return Some(at),
                }
            }
        }
        None
    }
}

impl Parser<'_> {
    /// Passes what a template writes instead of the value before: `{{#if x}}1{{else}}2{{/if}}`. `index` is the issue of
    /// the tag at `span`.
    pub(super) fn pass_other_section(&mut self, span: LocalSpan, index: usize) {
        if !self.stack.last().is_some_and(|frame| frame.expect == Expect::Separator) {
            return;
        }
        if let Some(end) = self.lexer.other_section_end(span) {
            self.mend(index, delete(LocalSpan::new(span.end as usize, end)));
            self.lexer.pos = end;
        }
    }
}
