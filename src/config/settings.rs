//! What a run does on a page: the layers of options, checked and folded.

use std::collections::HashMap;
use std::path::PathBuf;

use super::options::{Bind, Known};
use super::{ConfigError, Located, Options, Origin, Selector};
use crate::diagnostic::{Level, RuleMeta, Severity};
use crate::extract::Dialects;

/// How a rule that runs is set.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct RuleSetting {
    /// Asked for by name, group or `all`: it says everything that it can say at any level.
    pub selected: bool,
    /// Its severity, where configured.
    pub severity: Option<Severity>,
}

/// The resolved configuration of a page; by default that of a page without any.
#[derive(Clone, Debug, Default)]
pub(crate) struct Settings {
    /// The level.
    pub level: Level,
    /// What describes the API.
    pub sources: SchemaSources,
    /// The dialects that pages may be written in.
    pub dialects: Dialects,
    /// Words that are right although no standard knows them.
    pub known: Known,
    /// Whether comments on pages are not listened to.
    pub no_inline_config: bool,
    /// The rules that some word is about; `None` for those that it switches off. The level decides about the others.
    decided: HashMap<&'static str, Option<RuleSetting>>,
}

/// What describes the API, by the words of the configuration.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub(crate) struct SchemaSources {
    /// Files, folders and globs, each with the folder that it counts from.
    pub files: Vec<(PathBuf, Located)>,
    /// Schemas of single bodies, each with the folder that its file counts from.
    pub binds: Vec<(PathBuf, Bind)>,
    /// Addresses of the API that its descriptions do not name.
    pub servers: Vec<String>,
    /// What pages write in place of the address of the API.
    pub bases: Vec<String>,
}

impl SchemaSources {
    /// Whether nothing is named.
    pub(crate) fn is_empty(&self) -> bool {
        self.files.is_empty() && self.binds.is_empty()
    }
}

impl Settings {
    /// Folds `layers`, later ones on top, for the rules of `catalogue`. `select` adds to the level and `ignore`
    /// takes away; of two words that name a rule the more specific wins, then the later layer, then `ignore`.
    ///
    /// # Errors
    /// For every word that names no rule and no group.
    pub(crate) fn resolve(
        layers: &[&Options],
        catalogue: &[&'static RuleMeta],
    ) -> Result<Self, Vec<ConfigError>> {
        let level = layers.iter().rev().find_map(|layer| layer.level.as_ref());
        let level = level.map_or(Level::default(), |level| level.text);
        let Wishes { rules: wishes, severities, errors } = Wishes::collect(layers, catalogue);
        if !errors.is_empty() {
            return Err(errors);
        }
        let mut decided = HashMap::new();
        for rule in catalogue {
            let choice = strongest(&wishes, rule);
            let severity = strongest(&severities, rule);
            if choice.is_some() || severity.is_some() {
                // `off` ignores the rule, unless a stronger word selects it.
                let off = severity.filter(|severity| severity.value.is_none());
                let off = off.filter(|off| choice.is_none_or(|choice| off.strength() >= choice.strength()));
                let wish = if off.is_some() { Some(false) } else { choice.map(|choice| choice.value) };
                let runs = wish.unwrap_or(rule.level <= level);
                let severity = severity.and_then(|severity| severity.value);
                let setting = RuleSetting { selected: wish == Some(true), severity };
                decided.insert(rule.id, runs.then_some(setting));
            }
        }
        let no_inline_config = layers.iter().any(|layer| layer.no_inline_config.is_some());
        let (sources, dialects, known) = (sources(layers), dialects(layers), known(layers));
        Ok(Self { level, sources, dialects, known, no_inline_config, decided })
    }

    /// The words that decide whether a rule runs, and how severe it is.
    pub(super) fn reasons(
        layers: &[&Options],
        catalogue: &[&'static RuleMeta],
        rule: &RuleMeta,
    ) -> (Option<Origin>, Option<Origin>) {
        let Wishes { rules: wishes, severities, .. } = Wishes::collect(layers, catalogue);
        let wish = strongest(&wishes, rule).map(|wish| wish.origin.clone());
        (wish, strongest(&severities, rule).map(|wish| wish.origin.clone()))
    }

    /// How a rule is set; `None` if it does not run.
    pub(crate) fn rule(&self, rule: &RuleMeta) -> Option<RuleSetting> {
        let by_level = || (rule.level <= self.level).then(RuleSetting::default);
        self.decided.get(rule.id).copied().unwrap_or_else(by_level)
    }
}

fn sources(layers: &[&Options]) -> SchemaSources {
    let mut sources = SchemaSources::default();
    for layer in layers {
        if layer.replaces_schemas {
            sources.files.clear();
        }
        sources.files.extend(layer.schemas.iter().map(|word| (layer.base.clone(), word.clone())));
        sources.servers.extend(layer.servers.iter().map(|word| word.text.clone()));
        sources.bases.extend(layer.bases.iter().map(|word| word.text.clone()));
        sources.binds.extend(layer.binds.iter().map(|bind| (layer.base.clone(), bind.clone())));
    }
    // Several layers may name the same file.
    let mut seen = std::collections::HashSet::new();
    sources.files.retain(|(base, word)| seen.insert((base.clone(), word.text.clone())));
    sources
}

/// As with rules, a word that names one dialect goes before `all`, and then the later layer.
fn dialects(layers: &[&Options]) -> Dialects {
    let words = || layers.iter().flat_map(|layer| &layer.dialects);
    let is_every = |word: &Located| word.text == Dialects::EVERY;
    let (every, single) =
        (words().filter(|(word, _)| is_every(word)), words().filter(|(word, _)| !is_every(word)));
    every.chain(single).fold(Dialects::ALL, |all, (word, on)| {
        Dialects::named(&word.text).map_or(all, |those| all.with(those, *on))
    })
}

fn known(layers: &[&Options]) -> Known {
    let all = |list: fn(&Known<Located>) -> &Vec<Located>| {
        layers.iter().flat_map(|layer| list(&layer.known)).map(|word| word.text.clone()).collect()
    };
    Known {
        methods: all(|known| &known.methods),
        media_types: all(|known| &known.media_types),
        properties: all(|known| &known.properties),
    }
}

struct Wish<'w, T> {
    selector: Selector,
    rank: usize,
    value: T,
    origin: &'w Origin,
}

impl<T> Wish<'_, T> {
    /// Of two words the more specific wins, then the later layer.
    fn strength(&self) -> (u8, usize) {
        (self.selector.specificity(), self.rank)
    }
}

/// What layers say about rules.
struct Wishes<'w> {
    rules: Vec<Wish<'w, bool>>,
    severities: Vec<Wish<'w, Option<Severity>>>,
    /// The words that name nothing.
    errors: Vec<ConfigError>,
}

impl<'w> Wishes<'w> {
    fn collect(layers: &[&'w Options], catalogue: &[&'static RuleMeta]) -> Self {
        let mut all = Self { rules: Vec::new(), severities: Vec::new(), errors: Vec::new() };
        for (rank, layer) in layers.iter().enumerate() {
            let mut selector = |word: &Located| {
                Selector::parse(word, catalogue).map_err(|error| all.errors.push(error)).ok()
            };
            for (words, value) in [(&layer.select, true), (&layer.ignore, false)] {
                let named = words.iter().filter_map(|word| Some((selector(word)?, &word.origin)));
                all.rules.extend(named.map(|(selector, origin)| Wish { selector, rank, value, origin }));
            }
            for (word, value) in &layer.severity {
                if let Some(selector) = selector(word) {
                    all.severities.push(Wish { selector, rank, value: *value, origin: &word.origin });
                }
            }
        }
        all
    }
}

/// The wish that decides for `rule`.
fn strongest<'w, 'a, T: Copy + Ord>(wishes: &'w [Wish<'a, T>], rule: &RuleMeta) -> Option<&'w Wish<'a, T>> {
    wishes
        .iter()
        .filter(|wish| wish.selector.names(rule))
        // `false`, to ignore, is the smaller value and wins a tie.
        .max_by_key(|wish| (wish.strength(), std::cmp::Reverse(wish.value)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::{FixAvailability, Strength};
    use crate::extract::Dialect;

    const fn rule(id: &'static str, level: Level) -> RuleMeta {
        RuleMeta {
            id,
            docs: "",
            severity: Severity::Error,
            level,
            fix: FixAvailability::None,
            needs: Strength::Told,
        }
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
        let level = level.map(|level| Located { text: level, origin: Origin::Flag("--level") });
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
            let runs = CATALOGUE.map(|rule| settings.rule(rule).is_some());
            assert_eq!(runs, *expected, "{title}");
        }
    }

    #[test]
    fn the_default_settings_are_those_without_any_layer() {
        let (default, bare) = (Settings::default(), Settings::resolve(&[], &CATALOGUE).unwrap());
        assert_eq!(CATALOGUE.map(|rule| default.rule(rule)), CATALOGUE.map(|rule| bare.rule(rule)));
        assert!(default.rule(&COMMA).is_some() && default.rule(&COMMENT).is_none());
    }

    #[test]
    fn a_dialect_goes_before_all_and_then_the_later_layer() {
        let layer = |text: &str| Options::from_toml("apiproof.toml", std::path::Path::new(""), text).unwrap();
        let cases: &[(&str, &str, [bool; 3])] = &[
            ("", "", [true, true, true]),
            ("dialects.indented = false", "", [true, false, true]),
            ("dialects.indented = false", "dialects.indented = true", [true, true, true]),
            ("dialects.indented = false", "dialects.all = true", [true, false, true]),
            ("dialects.curl = true", "dialects.all = false", [true, false, false]),
            ("dialects.all = false", "dialects = { curl = true, indented = true }", [true, true, false]),
        ];
        for (below, above, expected) in cases {
            let settings = Settings::resolve(&[&layer(below), &layer(above)], &CATALOGUE).unwrap();
            let has =
                [Dialect::Curl, Dialect::Indented, Dialect::Label].map(|one| settings.dialects.has(one));
            assert_eq!(has, *expected, "{below} / {above}");
        }
    }

    #[test]
    fn unknown_rules_are_named_with_a_suggestion() {
        let error = Settings::resolve(&[&layer(None, &["json/coment"], &[])], &CATALOGUE).unwrap_err();
        assert_eq!(
            error[0].to_string(),
            "--select: no rule or group `json/coment`; did you mean `json/comment`?"
        );
    }
}
