//! Arguments that several commands have.

use std::path::PathBuf;

use clap::builder::{FalseyValueParser, PossibleValuesParser, TypedValueParser};
use clap::{Args, ValueEnum};

use crate::cli::terminal::Choice;
use crate::diagnostic::{Level, UnknownWord};

#[derive(Debug, Args)]
pub(in crate::cli) struct PathArgs {
    /// Files, folders, globs, or `-` for standard input [default: the working directory]
    #[arg(value_name = "PATH")]
    pub(in crate::cli) paths: Vec<PathBuf>,
    /// The file name to use for `-`
    #[arg(long, value_name = "NAME")]
    pub(in crate::cli) stdin_filename: Option<String>,
    /// Number of threads [default: one per core]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..), env = "APIPROOF_JOBS",
          hide_env_values = true)]
    pub(in crate::cli) jobs: Option<u16>,
    /// When to use colors: `auto` depends on the terminal and `NO_COLOR`
    #[arg(long, value_enum, value_name = "WHEN", default_value_t)]
    pub(in crate::cli) color: Choice,
    /// Apply `exclude` also to pages that are named, as pre-commit names them
    #[arg(long)]
    pub(in crate::cli) force_exclude: bool,
    #[command(flatten)]
    pub(in crate::cli) config: ConfigArgs,
}

/// Where configuration and schemas come from.
#[derive(Debug, Args)]
#[command(next_help_heading = "Configuration")]
pub(in crate::cli) struct ConfigArgs {
    /// Files, folders or globs that describe the API, in addition to the configured ones; may be repeated
    #[arg(long, value_name = "PATH", env = "APIPROOF_SCHEMA", hide_env_values = true)]
    pub(in crate::cli) schema: Vec<String>,
    /// Use this configuration file for all pages instead of the nearest `apiproof.toml`
    #[arg(long, value_name = "FILE", env = "APIPROOF_CONFIG", hide_env_values = true)]
    pub(in crate::cli) config: Option<PathBuf>,
    /// Ignore all configuration files
    #[arg(long, env = "APIPROOF_ISOLATED", hide_env_values = true, value_parser = FalseyValueParser::new())]
    pub(in crate::cli) isolated: bool,
}

/// Settings that take precedence over configuration files.
#[derive(Debug, Args)]
#[command(next_help_heading = "Rules")]
pub(in crate::cli) struct SettingArgs {
    /// How much to report [default: the configured level, or `default`]
    #[arg(long, env = "APIPROOF_LEVEL", hide_env_values = true,
          value_parser = words::<Level>(&["default", "strict", "pedantic"]))]
    pub(in crate::cli) level: Option<Level>,
    /// Rules or groups to turn on at any level, or `all`; separated by commas
    #[arg(long, value_name = "RULE", value_delimiter = ',', env = "APIPROOF_SELECT", hide_env_values = true)]
    pub(in crate::cli) select: Vec<String>,
    /// Rules or groups to turn off, or `all`; separated by commas
    #[arg(long, value_name = "RULE", value_delimiter = ',', env = "APIPROOF_IGNORE", hide_env_values = true)]
    pub(in crate::cli) ignore: Vec<String>,
    /// Pages to leave out when a folder is checked, in addition to the configured ones; may be repeated
    #[arg(long, value_name = "GLOB", help_heading = "Configuration")]
    pub(in crate::cli) exclude: Vec<String>,
    /// Ignore suppression comments
    #[arg(long, env = "APIPROOF_NO_INLINE_CONFIG", hide_env_values = true,
          value_parser = FalseyValueParser::new())]
    pub(in crate::cli) no_inline_config: bool,
}

/// The formats of commands other than `check`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub(in crate::cli) enum Plain {
    // No doc comments: `--help` would give each word a line of its own.
    #[default]
    Text,
    Json,
}

/// A parser of a fixed set of words, which `clap` lists and corrects.
pub(super) fn words<T>(words: &'static [&'static str]) -> impl TypedValueParser<Value = T>
where
    T: std::str::FromStr<Err = UnknownWord> + Clone + Send + Sync + 'static,
{
    PossibleValuesParser::new(words).try_map(|word| word.parse::<T>())
}
