//! What a run does: the layers of options, checked and folded.

use std::collections::HashMap;
use std::path::PathBuf;

use super::{ConfigError, Exclude, Located, Options, Selector};
use crate::diagnostic::{Level, RuleMeta, Severity};

/// How a rule that runs is set.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct RuleSetting {
    /// Asked for by name, group or `all`: it says everything that it can say at any level.
    pub selected: bool,
    /// Its severity, where configured.
    pub severity: Option<Severity>,
}

/// The resolved configuration of a run.
#[derive(Debug, Default)]
pub struct Settings {
    /// The level.
    pub level: Level,
    /// Pages that are not checked when a folder is.
    pub exclude: Exclude,
    /// Files that describe the API, each with the folder that it counts from.
    pub schemas: Vec<(PathBuf, Located)>,
    rules: HashMap<&'static str, RuleSetting>,
}

impl Settings {
    /// Folds `layers`, later ones on top, for the rules of `catalogue`. `select` adds to the level and `ignore`
    /// takes away; of two words that name a rule the more specific wins, then the later layer, then `ignore`.
    ///
    /// # Errors
    /// If a word names no rule and no group, or a glob is malformed.
    pub fn resolve(layers: &[&Options], catalogue: &[&'static RuleMeta]) -> Result<Self, ConfigError> {
        let level = layers.iter().rev().find_map(|layer| layer.level).unwrap_or_default();
        let mut wishes = Vec::new();
        let mut severities = Vec::new();
        for (rank, layer) in layers.iter().enumerate() {
            let mut add = |words: &[Located], wanted| {
                words.iter().try_for_each(|word| {
                    wishes.push(Wish { selector: Selector::parse(word, catalogue)?, rank, value: wanted });
                    Ok::<_, ConfigError>(())
                })
            };
            add(&layer.select, true)?;
            add(&layer.ignore, false)?;
            for (word, severity) in &layer.severity {
                severities.push(Wish { selector: Selector::parse(word, catalogue)?, rank, value: *severity });
            }
        }
        let mut rules = HashMap::new();
        for rule in catalogue {
            let wish = strongest(&wishes, rule);
            if wish.unwrap_or(rule.level <= level) {
                let severity = strongest(&severities, rule);
                rules.insert(rule.id, RuleSetting { selected: wish == Some(true), severity });
            }
        }
        let schemas = layers
            .iter()
            .flat_map(|layer| layer.schemas.iter().map(|word| (layer.base.clone(), word.clone())))
            .collect();
        Ok(Self { level, exclude: Exclude::new(layers)?, schemas, rules })
    }

    /// How a rule is set; `None` if it does not run.
    pub fn rule(&self, id: &str) -> Option<RuleSetting> {
        self.rules.get(id).copied()
    }
}

struct Wish<T> {
    selector: Selector,
    rank: usize,
    value: T,
}

/// The value of the wish that decides for `rule`.
fn strongest<T: Copy + Ord>(wishes: &[Wish<T>], rule: &RuleMeta) -> Option<T> {
    wishes
        .iter()
        .filter(|wish| wish.selector.names(rule))
        // `false`, to ignore, is the smaller value and wins a tie.
        .max_by_key(|wish| (wish.selector.specificity(), wish.rank, std::cmp::Reverse(wish.value)))
        .map(|wish| wish.value)
}

#[cfg(test)]
mod tests {
    use super::super::Origin;
    use super::*;
    use crate::diagnostic::FixAvailability;

    const fn rule(id: &'static str, level: Level) -> RuleMeta {
        RuleMeta { id, docs: "", severity: Severity::Error, level, fix: FixAvailability::None }
    }
    static COMMA: RuleMeta = rule("json/trailing-comma", Level::Default);
    static COMMENT: RuleMeta = rule("json/comment", Level::Strict);
    static LENGTH: RuleMeta = rule("http/content-length", Level::Pedantic);
    static CATALOGUE: [&RuleMeta; 3] = [&COMMA, &COMMENT, &LENGTH];

    fn layer(level: Option<Level>, select: &[&str], ignore: &[&str]) -> Options {
        let words = |list: &[&str]| {
            list.iter()
                .map(|word| Located { text: (*word).to_owned(), origin: Origin::Flag("--select") })
                .collect()
        };
        Options { level, select: words(select), ignore: words(ignore), ..Options::default() }
    }

    #[test]
    fn select_adds_ignore_removes_and_the_more_specific_wins() {
        let none = || layer(None, &[], &[]);
        let cases: &[(&str, Options, Options, [bool; 3])] = &[
            ("level alone", none(), none(), [true, false, false]),
            (
                "a flag's level",
                layer(Some(Level::Pedantic), &[], &[]),
                layer(Some(Level::Strict), &[], &[]),
                [true, true, false],
            ),
            ("select adds", none(), layer(None, &["http"], &[]), [true, false, true]),
            ("all", layer(None, &["all"], &[]), none(), [true, true, true]),
            ("only one", none(), layer(None, &["json/comment"], &["all"]), [false, true, false]),
            (
                "a rule beats a flag's group",
                layer(None, &[], &["json/comment"]),
                layer(None, &["json"], &[]),
                [true, false, false],
            ),
            (
                "a flag beats the file",
                layer(None, &[], &["json/comment"]),
                layer(None, &["json/comment"], &[]),
                [true, true, false],
            ),
            ("ignore wins a tie", none(), layer(None, &["json"], &["json"]), [false, false, false]),
        ];
        for (title, file, flags, expected) in cases {
            let settings = Settings::resolve(&[file, flags], &CATALOGUE).unwrap();
            let runs = CATALOGUE.map(|rule| settings.rule(rule.id).is_some());
            assert_eq!(runs, *expected, "{title}");
        }
    }

    #[test]
    fn unknown_rules_are_named_with_a_suggestion() {
        let error = Settings::resolve(&[&layer(None, &["json/coment"], &[])], &CATALOGUE).unwrap_err();
        assert_eq!(
            error.to_string(),
            "--select: no rule or group `json/coment`; did you mean `json/comment`?"
        );
    }
}
