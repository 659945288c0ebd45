//! What a checker is made of: where files come from, and what lies above their configuration.

use std::path::PathBuf;
use std::sync::Arc;

use super::run::Checker;
use crate::config::{Located, Options, Origin};
use crate::diagnostic::{Level, Problem};
use crate::engine::project::{ConfigSource, Project};
use crate::system::{OsSystem, System};

/// How settings that a program made are called in messages about them.
const BUILDER: Origin = Origin::Flag("the checker's settings");

/// Makes a [`Checker`]. What is set here goes before what configuration files say, as flags of the command do.
#[derive(Debug)]
#[must_use]
pub struct CheckerBuilder {
    folder: PathBuf,
    source: ConfigSource,
    options: Options,
    content: Option<Arc<dyn System>>,
    configuration: Option<Arc<dyn System>>,
}

impl Checker {
    /// A checker that sees files from `folder`, which is absolute: relative paths count from there, and paths are shown
    /// as seen from there.
    pub fn builder(folder: impl Into<PathBuf>) -> CheckerBuilder {
        CheckerBuilder::new(folder.into())
    }
}

impl CheckerBuilder {
    fn new(folder: PathBuf) -> Self {
        let options = Options { base: folder.clone(), ..Options::default() };
        Self { folder, source: ConfigSource::default(), options, content: None, configuration: None }
    }

    /// Which configuration files count; by default for each page the nearest `apiproof.toml`.
    pub fn config(self, source: ConfigSource) -> Self {
        Self { source, ..self }
    }

    /// How much to say.
    pub fn level(mut self, level: Level) -> Self {
        self.options.level = Some(Located { text: level, origin: BUILDER });
        self
    }

    /// Rules or groups to run whatever their level, or `all`.
    pub fn select(mut self, rules: impl IntoIterator<Item = impl Into<String>>) -> Self {
        self.options.select = located(rules);
        self
    }

    /// Rules or groups not to run, or `all`.
    pub fn ignore(mut self, rules: impl IntoIterator<Item = impl Into<String>>) -> Self {
        self.options.ignore = located(rules);
        self
    }

    /// Files, folders or globs that describe the API, besides the configured ones; relative ones count from the folder.
    pub fn schemas(mut self, paths: impl IntoIterator<Item = impl Into<String>>) -> Self {
        self.options.schemas = located(paths);
        self
    }

    /// Where files come from; by default the disk.
    pub fn system(self, system: impl System + 'static) -> Self {
        self.systems(Some(Arc::new(system)), None)
    }

    /// Where pages and descriptions come from, and where configuration files do, if that is elsewhere.
    pub(crate) fn systems(
        self,
        content: Option<Arc<dyn System>>,
        configuration: Option<Arc<dyn System>>,
    ) -> Self {
        Self { content, configuration, ..self }
    }

    /// Everything above the configuration files at once, with the place of each word.
    pub(crate) fn options(self, options: Options) -> Self {
        Self { options, ..self }
    }

    /// The checker.
    ///
    /// # Errors
    /// All that is wrong if the settings, or the configuration file that was named, cannot be used. Other
    /// configuration files are read when a page needs them, see [`Checker::problems`].
    pub fn build(self) -> Result<Checker, Vec<Problem>> {
        let content = self.content.unwrap_or_else(|| Arc::new(OsSystem::new(self.folder)));
        let configuration = self.configuration.unwrap_or_else(|| Arc::clone(&content));
        let project = Project::on(&self.source, self.options, content, configuration)?;
        Ok(Checker { project })
    }
}

fn located(words: impl IntoIterator<Item = impl Into<String>>) -> Vec<Located> {
    words.into_iter().map(|word| Located { text: word.into(), origin: BUILDER }).collect()
}
