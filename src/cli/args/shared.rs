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
    /// The name under which `-` is shown
    #[arg(long, value_name = "NAME")]
    pub(in crate::cli) stdin_filename: Option<String>,
    /// How many threads to work with [default: one for each core]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..), env = "APIPROOF_JOBS",
          hide_env_values = true)]
    pub(in crate::cli) jobs: Option<u16>,
    /// When to colour: `auto` asks the terminal and `NO_COLOR`
    #[arg(long, value_enum, value_name = "WHEN", default_value_t)]
    pub(in crate::cli) color: Choice,
    #[command(flatten)]
    pub(in crate::cli) config: ConfigArgs,
}

/// Where configuration and schemas come from.
#[derive(Debug, Args)]
#[command(next_help_heading = "Configuration")]
pub(in crate::cli) struct ConfigArgs {
    /// Files, folders or globs that describe the API, besides the configured ones; may be repeated
    #[arg(long, value_name = "PATH", env = "APIPROOF_SCHEMA", hide_env_values = true)]
    pub(in crate::cli) schema: Vec<String>,
    /// Use this configuration file for all pages instead of the nearest `apiproof.toml` of each
    #[arg(long, value_name = "FILE", env = "APIPROOF_CONFIG", hide_env_values = true)]
    pub(in crate::cli) config: Option<PathBuf>,
    /// Read no configuration file
    #[arg(long, env = "APIPROOF_ISOLATED", hide_env_values = true, value_parser = FalseyValueParser::new())]
    pub(in crate::cli) isolated: bool,
}

/// What is said about pages, above what configuration files say.
#[derive(Debug, Args)]
#[command(next_help_heading = "Rules")]
pub(in crate::cli) struct SettingArgs {
    /// How much to say [default: default, or what the configuration file says]
    #[arg(long, env = "APIPROOF_LEVEL", hide_env_values = true,
          value_parser = words::<Level>(&["default", "strict", "pedantic"]))]
    pub(in crate::cli) level: Option<Level>,
    /// Rules or groups to run whatever their level, or `all`; separated by commas
    #[arg(long, value_name = "RULE", value_delimiter = ',', env = "APIPROOF_SELECT", hide_env_values = true)]
    pub(in crate::cli) select: Vec<String>,
    /// Rules or groups not to run, or `all`; separated by commas
    #[arg(long, value_name = "RULE", value_delimiter = ',', env = "APIPROOF_IGNORE", hide_env_values = true)]
    pub(in crate::cli) ignore: Vec<String>,
    /// Do not listen to comments that silence findings
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
