//! Examples of mistakes: what is wrong with a block that the words right before it call broken is meant to be wrong.
//! Nothing here looks at what a block says.

use super::Example;
use super::surroundings::lead_in_of;
use crate::cues::{Labels, Language};
use crate::document::Document;

/// A longer sentence does not announce an example.
const LONGEST: usize = 160;

/// Forgets what is wrong with the JSON, the head and the command of a block that is announced as broken.
pub(super) fn forgive<'d>(document: &'d Document<'d>, language: Language, example: &mut Example<'d>) {
    let in_body =
        example.bodies().any(|(_, body)| body.json.as_ref().is_some_and(|tree| !tree.issues.is_empty()));
    let in_head = example.messages.iter().any(|message| !message.http.issues.is_empty());
    if !in_body && !in_head && !example.commands.iter().any(|command| !command.issues.is_empty()) {
        return;
    }
    if !announces(lead_in_of(document, example.span), language) {
        return;
    }
    for message in &mut example.messages {
        message.http.issues.clear();
    }
    for command in &mut example.commands {
        command.issues.clear();
    }
    for tree in example.bodies_mut().filter_map(|body| body.json.as_mut()) {
        tree.issues.clear();
    }
}

/// Whether the paragraph before a block says that something is wrong with it. English is read on every page: its words
/// are left where the rest was translated.
fn announces(label: &str, language: Language) -> bool {
    let label = label.to_lowercase();
    let of = |language: Language| says_broken(&label, language.labels());
    of(Language::English) || language != Language::English && of(language)
}

/// Whether a sentence says that a mark is missing or too many, or calls what follows broken. What a server does about it
/// is about the answer.
fn says_broken(label: &str, labels: &Labels) -> bool {
    let sentences = label.split_terminator(['.', '!', '?', '。', '！', '？']);
    // The rows of a table are no sentences, and a long one speaks of more than the example.
    let is_table = label.trim_end().ends_with('|') || label.trim_start().starts_with('|');
    sentences.filter(|sentence| !is_table && sentence.len() < LONGEST).any(|sentence| {
        let is_wrong = labels.has(sentence, labels.broken)
            || labels.has(sentence, labels.marks) && labels.has(sentence, labels.lacks);
        let is_answer = || labels.has(sentence, labels.returns) || labels.has(sentence, labels.responses);
        let begins = |cue: &&&str| sentence.trim_start().starts_with(**cue);
        let is_condition =
            || labels.conditions.iter().find(begins).is_some_and(|cue| labels.has(sentence, &[cue]));
        is_wrong && !is_answer() && !is_condition()
    })
}

#[cfg(test)]
mod tests {
    use super::{Language, says_broken};

    #[test]
    fn sentences_that_call_an_example_broken() {
        let cases = [
            ("a comma is missing.", Language::English, true),
            ("the quotes around `id` are missing:", Language::English, true),
            ("this is malformed json:", Language::English, true),
            ("the server returns an error if a comma is missing:", Language::English, false),
            ("the weight is missing:", Language::English, false),
            ("the list is separated by commas:", Language::English, false),
            ("| [a](a.md) | a comma | what is missing |", Language::English, false),
            ("hier fehlt ein komma:", Language::German, true),
            ("das paket ohne gewicht:", Language::German, false),
            ("il manque une virgule :", Language::French, true),
            ("falta una coma:", Language::Spanish, true),
            ("falta uma vírgula:", Language::Portuguese, true),
            ("здесь пропущена запятая:", Language::Russian, true),
            ("这里缺少逗号：", Language::Chinese, true),
            ("カンマが抜けています：", Language::Japanese, true),
            ("쉼표가 누락되었습니다:", Language::Korean, true),
        ];
        for (label, language, expected) in cases {
            assert_eq!(says_broken(label, language.labels()), expected, "{label}");
        }
    }
}
