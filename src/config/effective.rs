//! What counts for a page, value by value, with the place that each comes from.

use super::options::BoundTo;
use super::{Configuration, Located, Origin, Settings};
use crate::diagnostic::{RuleMeta, Severity};
use crate::extract::Dialects;
use crate::schema::BoundBody;

/// A value that counts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Effective {
    /// The key; a list or a table has an entry for each of its own.
    pub key: &'static str,
    /// Inside a table, the key there.
    pub name: Option<String>,
    /// The value.
    pub value: String,
    /// Where it was written.
    pub origin: Origin,
}

/// A rule that runs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct EffectiveRule {
    /// Its id.
    pub id: &'static str,
    /// Its severity.
    pub severity: Severity,
    /// The word that says that it runs, or else the level.
    pub origin: Origin,
    /// The word that gives its severity, if one does.
    pub severity_origin: Option<Origin>,
}

impl Configuration {
    /// Every value that counts for the pages under these overrides.
    pub(crate) fn effective(&self, matched: &[u16]) -> Vec<Effective> {
        let layers = self.layers(matched);
        let settings = self.settings(matched);
        let mut values = Vec::new();
        let mut add = |key, name: Option<&str>, value: &str, origin: &Origin| {
            let (name, value) = (name.map(str::to_owned), value.to_owned());
            values.push(Effective { key, name, value, origin: origin.clone() });
        };
        let level = layers.iter().rev().find_map(|layer| layer.level.as_ref());
        add("level", None, settings.level.word(), level.map_or(&Origin::Default, |level| &level.origin));
        for layer in &layers {
            layer.select.iter().for_each(|word| add("select", None, &word.text, &word.origin));
        }
        for layer in &layers {
            layer.ignore.iter().for_each(|word| add("ignore", None, &word.text, &word.origin));
        }
        for layer in &layers {
            layer.include.iter().for_each(|word| add("include", None, &word.text, &word.origin));
        }
        for layer in &layers {
            layer.exclude.iter().for_each(|word| add("exclude", None, &word.text, &word.origin));
        }
        let nearest = || layers.iter().rev().map(|layer| &layer.run);
        if let Some(word) = nearest().find_map(|run| run.baseline.as_ref()) {
            add("baseline", None, &word.text, &word.origin);
        }
        if let Some(word) = nearest().find_map(|run| run.fail_on.as_ref()) {
            add("fail-on", None, word.text.word(), &word.origin);
        }
        if let Some(word) = nearest().find_map(|run| run.source_url.as_ref()) {
            add("report", Some("source-url"), &word.text, &word.origin);
        }
        for (_, word) in &settings.sources.files {
            add("schemas", None, &word.text, &word.origin);
        }
        for layer in &layers {
            layer.servers.iter().for_each(|word| add("servers", None, &word.text, &word.origin));
            layer.bases.iter().for_each(|word| add("base", None, &word.text, &word.origin));
        }
        for (word, severity) in layers.iter().flat_map(|layer| &layer.severity) {
            add("severity", Some(&word.text), severity.map_or("off", Severity::word), &word.origin);
        }
        for name in Dialects::words() {
            let words = layers.iter().rev().flat_map(|layer| layer.dialects.iter().rev());
            if let Some((word, on)) = words.into_iter().find(|(word, _)| word.text == name) {
                add("dialects", Some(name), if *on { "true" } else { "false" }, &word.origin);
            }
        }
        for known in layers.iter().map(|layer| &layer.known) {
            let lists = [
                ("methods", &known.methods),
                ("media-types", &known.media_types),
                ("properties", &known.properties),
            ];
            for (name, word) in
                lists.iter().flat_map(|(name, list)| list.iter().map(move |word| (name, word)))
            {
                add("known", Some(name), &word.text, &word.origin);
            }
        }
        for (_, bind) in &settings.sources.binds {
            let body = match bind.body {
                BoundBody::Request => "request".to_owned(),
                BoundBody::Success => "response".to_owned(),
                BoundBody::Status(status) => format!("response {status}"),
                BoundBody::Class(class) => format!("response {class}XX"),
            };
            let (BoundTo::File(Located { text, .. }) | BoundTo::Type(Located { text, .. })) = &bind.to;
            add("bind", Some(&format!("{} {} {body}", bind.method, bind.path)), text, &bind.origin);
        }
        if let Some(origin) = layers.iter().find_map(|layer| layer.no_inline_config.as_ref()) {
            add("no-inline-config", None, "true", origin);
        }
        values
    }

    /// The rules that run on the pages under these overrides.
    pub(crate) fn effective_rules(&self, matched: &[u16]) -> Vec<EffectiveRule> {
        let layers = self.layers(matched);
        let settings = self.settings(matched);
        let level = layers.iter().rev().find_map(|layer| layer.level.as_ref());
        let level = level.map_or(Origin::Default, |level| level.origin.clone());
        let rule = |rule: &&'static RuleMeta| {
            let setting = settings.rule(rule)?;
            let (wish, severity_origin) = Settings::reasons(&layers, self.catalogue(), rule);
            Some(EffectiveRule {
                id: rule.id,
                severity: setting.severity.unwrap_or(rule.severity),
                origin: wish.unwrap_or_else(|| level.clone()),
                severity_origin,
            })
        };
        self.catalogue().iter().filter_map(rule).collect()
    }
}
