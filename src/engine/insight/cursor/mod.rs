//! What is at an offset of a page, which part of a description governs it, and what may be written there: the one query
//! behind hover, completion, definitions and renaming.
//!
//! `locate` finds the example and the body around an offset, `pointed` says what is there, `expected` what may be,
//! `skeleton` what a body must have. They read the page again at each question, which costs what checking it does, and
//! are otherwise pure. Nothing here knows an editor, and nothing here judges what is written.

mod expected;
mod locate;
mod pointed;
mod skeleton;
#[cfg(test)]
mod tests;

pub(crate) use expected::{Expected, ExpectedKind, MemberNames, OperationChoice};
pub(crate) use pointed::{Definition, OperationAt, Pointed, Subject, ValueAt};

use super::super::page::check::read;
use super::super::page::plan::Plan;
use crate::text::{Edit, SourceFile, Span};

/// What is at an offset of a page.
pub(crate) fn pointed(source: &SourceFile, plan: &Plan, offset: u32) -> Option<Pointed> {
    read(source, plan, |page| pointed::at(page, plan.schemas(), offset))
}

/// Where annotations of a page give an example this name.
pub(crate) fn named(source: &SourceFile, plan: &Plan, name: &str) -> Vec<Span> {
    read(source, plan, |page| pointed::named(page, name))
}

/// The edit that gives the request at an offset the body that its operation describes.
pub(crate) fn described_body(source: &SourceFile, plan: &Plan, offset: u32) -> Option<Edit> {
    read(source, plan, |page| skeleton::body(page, plan.schemas(), offset))
}

/// What may be written at an offset of a page.
pub(crate) fn expected(source: &SourceFile, plan: &Plan, offset: u32) -> Option<Expected> {
    read(source, plan, |page| expected::at(page, plan.schemas(), offset))
}
