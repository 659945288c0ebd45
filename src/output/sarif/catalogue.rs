//! Rules as SARIF describes them, from their documentation.

use super::model::{Configuration, Help, Message, Properties, Rule, level};
use crate::diagnostic::{RuleMeta, Severity};

/// GitHub cuts descriptions here.
const MAX_DESCRIPTION: usize = 1024;

pub(super) fn rule(rule: &'static RuleMeta) -> Rule {
    let docs = rule.docs.trim();
    Rule {
        id: rule.id,
        name: pascal_case(rule.id),
        short_description: Message::plain(&cut(rule.summary())),
        full_description: Message::plain(&cut(&full_description(rule))),
        help: Help { text: docs, markdown: docs },
        help_uri: rule.url(),
        default_configuration: Configuration { level: level(rule.severity) },
        properties: Properties {
            tags: ["documentation", rule.group()],
            precision: "high",
            problem_severity: match rule.severity {
                Severity::Error => "error",
                Severity::Warning => "warning",
                Severity::Info => "recommendation",
            },
        },
    }
}

/// The summary and the first section behind it, on one line.
fn full_description(rule: &RuleMeta) -> String {
    let section = rule.docs.split_once("\n## ").map_or("", |(_, rest)| rest);
    let words =
        section.lines().skip(1).take_while(|line| !line.starts_with("## ") && !line.starts_with("```"));
    let words: Vec<_> =
        std::iter::once(rule.summary()).chain(words.flat_map(str::split_whitespace)).collect();
    words.join(" ")
}

fn cut(text: &str) -> String {
    if text.chars().count() <= MAX_DESCRIPTION {
        return text.to_owned();
    }
    text.chars().take(MAX_DESCRIPTION - 1).chain(['…']).collect()
}

/// A name that differs from the id, as the standard wants it: `JsonTrailingComma`.
fn pascal_case(id: &str) -> String {
    id.split(['/', '-'])
        .flat_map(|word| {
            let mut chars = word.chars();
            chars.next().map(|first| first.to_ascii_uppercase()).into_iter().chain(chars)
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::Plan;

    #[test]
    fn every_rule_can_be_shown() {
        for meta in Plan::catalogue() {
            let rule = rule(meta);
            assert_ne!(rule.name, rule.id);
            let description = rule.full_description.text;
            assert!(description.starts_with(&rule.short_description.text), "{}", rule.id);
            assert!(!rule.short_description.text.is_empty() && !rule.help.text.is_empty(), "{}", rule.id);
            assert!(description.chars().count() <= MAX_DESCRIPTION, "{}", rule.id);
        }
    }
}
