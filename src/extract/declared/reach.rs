//! Which responses of a page a declaration can be about.
//!
//! What a section says reaches the responses in it, and those in its parts that only hold its examples: `Response`,
//! `Example 1`, `200: OK`. A part with a subject of its own is not reached: what an overview says of one call says
//! nothing about the calls below it.

use std::collections::BTreeMap;

use super::messages::Response;
use super::model::{DeclaredStatus, Scope};
use super::reader::Reader;
use crate::cues;
use crate::document::SectionId;
use crate::extract::dialect::words::labels_section;

/// For every section with responses, the parts of the page whose declarations reach them, the smallest first.
pub(super) fn reach(reader: &Reader<'_>) -> BTreeMap<SectionId, Vec<Scope>> {
    let mut reach = BTreeMap::new();
    for response in &reader.responses {
        reach.entry(response.section).or_insert_with(|| parts(reader, response.section));
    }
    reach
}

fn parts(reader: &Reader<'_>, section: SectionId) -> Vec<Scope> {
    let chain: Vec<SectionId> =
        std::iter::successors(Some(section), |section| reader.outline.parent(*section)).collect();
    let heading = |section: &SectionId| reader.heading(*section);
    let is_example = |section: &SectionId| {
        cues::any(&heading(section).to_ascii_lowercase(), |words| words.example_headings)
    };
    let in_examples = chain.iter().rposition(is_example);
    let is_label = |section: &SectionId| {
        heading(section).is_empty()
            || labels_section(heading(section), reader.language)
            || reader.is_response(*section)
    };
    let goes_on = |(index, section): &(usize, &SectionId)| {
        in_examples.is_some_and(|last| *index <= last) || is_label(section)
    };
    let passed = chain.iter().enumerate().take_while(goes_on).count();
    chain.iter().copied().map(Some).chain([None]).take(passed + 1).collect()
}

/// For every response, by its start, the sentences that are about the response next to them: the first behind them
/// that they reach, or else the last before.
pub(super) fn nearby(
    reader: &Reader<'_>,
    reach: &BTreeMap<SectionId, Vec<Scope>>,
    statuses: &[DeclaredStatus],
) -> BTreeMap<u32, Vec<usize>> {
    let mut nearby: BTreeMap<u32, Vec<usize>> = BTreeMap::new();
    let responses = &reader.responses;
    for (index, status) in statuses.iter().enumerate().filter(|(_, status)| !status.formal) {
        let is_inside = |response: &&Response| reader.outline.is_within(response.section, status.scope);
        let behind = responses.partition_point(|response| response.start < status.span.start);
        let next = responses.get(behind).filter(is_inside);
        let last = behind.checked_sub(1).and_then(|before| responses.get(before)).filter(is_inside);
        let is_reached = |response: &&Response| {
            reach.get(&response.section).is_some_and(|parts| parts.contains(&status.scope))
        };
        // Behind a call that nothing answers it is about that one, and not about the next.
        let is_of_next_call = |response: &&Response| {
            let call = reader.calls.partition_point(|(call, _)| *call < status.span.start).checked_sub(1);
            let call =
                call.map(|index| reader.calls[index]).filter(|(_, section)| *section == status.section);
            let asked = |request: u32| request > status.span.start;
            response.request.is_some_and(asked)
                && call.is_some_and(|(call, _)| last.is_none_or(|last| last.start < call))
        };
        let next = next.filter(|response| !is_of_next_call(response));
        if let Some(response) = next.or(last).filter(is_reached) {
            nearby.entry(response.start).or_default().push(index);
        }
    }
    nearby
}
