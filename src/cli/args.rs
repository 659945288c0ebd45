//! What can be typed, and the words that explain it.
//!
//! Arguments with a heading of their own in `--help` stand last: what follows them would stand under it as well.

use std::path::PathBuf;

use clap::builder::{FalseyValueParser, PossibleValuesParser, TypedValueParser};
use clap::{Args, Parser, Subcommand, ValueEnum};

use super::terminal::Choice;
use crate::diagnostic::{Level, Severity, UnknownWord};
use crate::engine::BASELINE_NAME;
use crate::output::Format;

/// What the exit code of `check` says.
const EXIT_CODES: &str = "\
Exit codes:
  0  no findings at or above --fail-on
  1  such findings
  2  wrong usage or configuration, or a page that cannot be read";

/// What the exit code of `report` says.
const TREND_CODES: &str = "\
Exit codes:
  0  no new findings at or above --fail-on
  1  such findings
  2  wrong usage, or a file that is no report";

/// Proofreads the HTTP examples in API documentation written in Markdown.
#[derive(Debug, Parser)]
#[command(name = "apiproof", bin_name = "apiproof", version, max_term_width = 100, infer_long_args = false)]
pub(super) struct Cli {
    #[command(subcommand)]
    pub(super) command: Command,
}

#[derive(Debug, Subcommand)]
pub(super) enum Command {
    /// Check the examples on pages
    #[command(after_help = EXIT_CODES)]
    Check(CheckArgs),
    /// Accept the findings of today, so that `check --baseline` shows only new ones
    Baseline(BaselineArgs),
    /// Show what is understood of each example: its kind, start line, body and partner
    Inspect(InspectArgs),
    /// Show which declared statuses, endpoints, fields and operations have no example
    Coverage(InspectArgs),
    /// Show what a rule finds, why it matters and how to mend it
    Explain(ExplainArgs),
    /// List every rule with its severity, level and fix
    Rules(RulesArgs),
    /// Show what the loaded schemas say
    Schema(SchemaArgs),
    /// Show what counts for a page and why, or what a configuration file may say
    Config(ConfigCommandArgs),
    /// Compare two reports of `check --output-format json`: what is new, fixed and unchanged
    #[command(after_help = TREND_CODES)]
    Report(ReportArgs),
    /// Write the completions of a shell
    Completions(CompletionsArgs),
    /// Write the manual page of a command
    Man(ManArgs),
    /// Look at the repository and write an `apiproof.toml`
    Init(InitArgs),
    /// Serve an editor: the Language Server Protocol on standard input and output
    Lsp(LspArgs),
}

/// Editors pass `--stdio` by habit; it is the only way there is.
#[derive(Debug, Args)]
pub(super) struct LspArgs {
    #[arg(long, hide = true)]
    pub(super) stdio: bool,
}

#[derive(Debug, Args)]
pub(super) struct PathArgs {
    /// Files, folders, globs, or `-` for standard input [default: the working directory]
    #[arg(value_name = "PATH")]
    pub(super) paths: Vec<PathBuf>,
    /// The name under which `-` is shown
    #[arg(long, value_name = "NAME")]
    pub(super) stdin_filename: Option<String>,
    /// How many threads to work with [default: one for each core]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..), env = "APIPROOF_JOBS",
          hide_env_values = true)]
    pub(super) jobs: Option<u16>,
    /// When to colour: `auto` asks the terminal and `NO_COLOR`
    #[arg(long, value_enum, value_name = "WHEN", default_value_t)]
    pub(super) color: Choice,
    #[command(flatten)]
    pub(super) config: ConfigArgs,
}

#[derive(Debug, Args)]
pub(super) struct CheckArgs {
    #[command(flatten)]
    pub(super) input: PathArgs,
    #[command(flatten)]
    pub(super) settings: SettingArgs,
    /// The least severity that makes the exit code 1
    #[arg(long, value_name = "SEVERITY", default_value = "warning", env = "APIPROOF_FAIL_ON", hide_env_values = true,
          help_heading = "Rules",
          value_parser = words::<Severity>(&["info", "warning", "error"]))]
    pub(super) fail_on: Severity,
    /// End with exit code 0 even if there are findings
    #[arg(long, help_heading = "Rules")]
    pub(super) exit_zero: bool,
    #[command(flatten)]
    pub(super) fixes: FixArgs,
    #[command(flatten)]
    pub(super) gate: GateArgs,
    /// How to report, to standard output or to FILE; may be repeated: `text`, `concise`, `json`, `jsonl`, `sarif`,
    /// `github`, `gitlab`, `azure`, `junit`, `checkstyle`, `rdjson`, `rdjsonl`, `markdown`, `html`
    /// [default: text, and what the build service shows]
    #[arg(long, value_name = "FORMAT[=FILE]", value_parser = output, env = "APIPROOF_OUTPUT_FORMAT",
          hide_env_values = true, help_heading = "Reports")]
    pub(super) output_format: Vec<Output>,
    /// Also count the findings of each rule and each folder
    #[arg(long, help_heading = "Reports")]
    pub(super) statistics: bool,
    /// There is no cache yet
    #[arg(long, hide = true)]
    pub(super) no_cache: bool,
}

/// Which findings count.
#[derive(Debug, Args)]
#[command(next_help_heading = "Only what is new")]
pub(super) struct GateArgs {
    /// Leave out the findings that this baseline accepts (`apiproof baseline` writes one)
    #[arg(long, value_name = "FILE", conflicts_with = "baseline_ref")]
    pub(super) baseline: Option<PathBuf>,
    /// Leave out the findings that were there at this revision
    #[arg(long, value_name = "REV")]
    pub(super) baseline_ref: Option<String>,
    /// Check only what changed since HEAD left this revision, and what depends on it
    #[arg(long, value_name = "REV")]
    pub(super) changed_since: Option<String>,
    /// Take configuration and baseline from this revision, and listen neither to comments on pages nor to
    /// `.gitignore`: for changes whose authors are not trusted
    #[arg(long, value_name = "REV")]
    pub(super) trusted_ref: Option<String>,
}

#[derive(Debug, Args)]
pub(super) struct BaselineArgs {
    /// The file
    #[arg(long, value_name = "FILE", default_value = BASELINE_NAME)]
    pub(super) baseline: PathBuf,
    /// Take out what is gone and accept nothing new
    #[arg(long)]
    pub(super) prune: bool,
    #[command(flatten)]
    pub(super) input: PathArgs,
    #[command(flatten)]
    pub(super) settings: SettingArgs,
}

/// What is done with fixes.
#[derive(Clone, Copy, Debug, Args)]
#[command(next_help_heading = "Fixes")]
pub(super) struct FixArgs {
    /// Apply the fixes that keep the meaning of the page; `-` goes to standard output
    #[arg(long, group = "fixing")]
    pub(super) fix: bool,
    /// Show what `--fix` would change, as a unified diff; the exit code is 1 if there is any
    #[arg(long, group = "fixing")]
    pub(super) diff: bool,
    /// With `--fix` or `--diff`: also the fixes that somebody should look at
    #[arg(long, requires = "fixing")]
    pub(super) unsafe_fixes: bool,
}

#[derive(Debug, Args)]
pub(super) struct CompletionsArgs {
    /// The shell
    #[arg(value_enum)]
    pub(super) shell: clap_complete::Shell,
}

#[derive(Debug, Args)]
pub(super) struct ManArgs {
    /// The command; none stands for `apiproof` itself
    #[arg(value_name = "COMMAND")]
    pub(super) command: Option<String>,
}

#[derive(Debug, Args)]
pub(super) struct ReportArgs {
    /// The earlier and the later report
    #[arg(long, value_names = ["OLD.json", "NEW.json"], num_args = 2, required = true)]
    pub(super) compare: Vec<PathBuf>,
    /// The least severity of a new finding that makes the exit code 1
    #[arg(long, value_name = "SEVERITY", default_value = "warning",
          value_parser = words::<Severity>(&["info", "warning", "error"]))]
    pub(super) fail_on: Severity,
    /// End with exit code 0 even if there are new findings
    #[arg(long)]
    pub(super) exit_zero: bool,
    /// How to write
    #[arg(long, value_enum, value_name = "FORMAT", default_value_t)]
    pub(super) output_format: TrendFormat,
    /// When to colour: `auto` asks the terminal and `NO_COLOR`
    #[arg(long, value_enum, value_name = "WHEN", default_value_t)]
    pub(super) color: Choice,
}

/// The formats of `report`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub(super) enum TrendFormat {
    // No doc comments: `--help` would give each word a line of its own.
    #[default]
    Text,
    Json,
    Markdown,
}

#[derive(Debug, Args)]
pub(super) struct InspectArgs {
    /// How to write
    #[arg(long, value_enum, value_name = "FORMAT", default_value_t)]
    pub(super) output_format: Plain,
    #[command(flatten)]
    pub(super) input: PathArgs,
}

#[derive(Debug, Args)]
pub(super) struct ExplainArgs {
    /// The rule, as `group/name`
    pub(super) rule: String,
    /// How to write
    #[arg(long, value_enum, value_name = "FORMAT", default_value_t)]
    pub(super) output_format: Plain,
    /// When to colour: `auto` asks the terminal and `NO_COLOR`
    #[arg(long, value_enum, value_name = "WHEN", default_value_t)]
    pub(super) color: Choice,
}

#[derive(Debug, Args)]
pub(super) struct RulesArgs {
    /// How to write
    #[arg(long, value_enum, value_name = "FORMAT", default_value_t)]
    pub(super) output_format: Plain,
    /// When to colour: `auto` asks the terminal and `NO_COLOR`
    #[arg(long, value_enum, value_name = "WHEN", default_value_t)]
    pub(super) color: Choice,
}

#[derive(Debug, Args)]
pub(super) struct SchemaArgs {
    #[command(subcommand)]
    pub(super) command: SchemaCommand,
}

#[derive(Debug, Subcommand)]
pub(super) enum SchemaCommand {
    /// List every type with the place where it is defined
    List(SchemaListArgs),
    /// Show one type as JSON Schema
    Show(SchemaShowArgs),
    /// Write every type as one JSON Schema
    Export(SchemaExportArgs),
}

/// Where configuration and schemas come from.
#[derive(Debug, Args)]
#[command(next_help_heading = "Configuration")]
pub(super) struct ConfigArgs {
    /// Files, folders or globs that describe the API, besides the configured ones; may be repeated
    #[arg(long, value_name = "PATH", env = "APIPROOF_SCHEMA", hide_env_values = true)]
    pub(super) schema: Vec<String>,
    /// Use this configuration file for all pages instead of the nearest `apiproof.toml` of each
    #[arg(long, value_name = "FILE", env = "APIPROOF_CONFIG", hide_env_values = true)]
    pub(super) config: Option<PathBuf>,
    /// Read no configuration file
    #[arg(long, env = "APIPROOF_ISOLATED", hide_env_values = true, value_parser = FalseyValueParser::new())]
    pub(super) isolated: bool,
}

/// What is said about pages, above what configuration files say.
#[derive(Debug, Args)]
#[command(next_help_heading = "Rules")]
pub(super) struct SettingArgs {
    /// How much to say [default: default, or what the configuration file says]
    #[arg(long, env = "APIPROOF_LEVEL", hide_env_values = true,
          value_parser = words::<Level>(&["default", "strict", "pedantic"]))]
    pub(super) level: Option<Level>,
    /// Rules or groups to run whatever their level, or `all`; separated by commas
    #[arg(long, value_name = "RULE", value_delimiter = ',', env = "APIPROOF_SELECT", hide_env_values = true)]
    pub(super) select: Vec<String>,
    /// Rules or groups not to run, or `all`; separated by commas
    #[arg(long, value_name = "RULE", value_delimiter = ',', env = "APIPROOF_IGNORE", hide_env_values = true)]
    pub(super) ignore: Vec<String>,
    /// Do not listen to comments that silence findings
    #[arg(long, env = "APIPROOF_NO_INLINE_CONFIG", hide_env_values = true,
          value_parser = FalseyValueParser::new())]
    pub(super) no_inline_config: bool,
}

#[derive(Debug, Args)]
pub(super) struct SchemaListArgs {
    /// How to write
    #[arg(long, value_enum, value_name = "FORMAT", default_value_t)]
    pub(super) output_format: Plain,
    /// When to colour
    #[arg(long, value_enum, value_name = "WHEN", default_value_t)]
    pub(super) color: Choice,
    #[command(flatten)]
    pub(super) sources: ConfigArgs,
}

#[derive(Debug, Args)]
pub(super) struct SchemaShowArgs {
    /// The type, as annotations name it
    #[arg(value_name = "TYPE")]
    pub(super) type_name: String,
    /// How to write
    #[arg(long, value_enum, value_name = "FORMAT", default_value_t)]
    pub(super) output_format: Plain,
    #[command(flatten)]
    pub(super) sources: ConfigArgs,
}

#[derive(Debug, Args)]
pub(super) struct SchemaExportArgs {
    #[command(flatten)]
    pub(super) sources: ConfigArgs,
}

#[derive(Debug, Args)]
pub(super) struct ConfigCommandArgs {
    #[command(subcommand)]
    pub(super) command: ConfigCommand,
}

#[derive(Debug, Subcommand)]
pub(super) enum ConfigCommand {
    /// Show every setting of a page with the place that it comes from
    Show(ConfigShowArgs),
    /// Write the JSON Schema of `apiproof.toml`, for editors
    Schema,
}

#[derive(Debug, Args)]
pub(super) struct ConfigShowArgs {
    /// The page or folder
    #[arg(value_name = "PATH", default_value = ".", hide_default_value = true)]
    pub(super) path: PathBuf,
    /// How to write
    #[arg(long, value_enum, value_name = "FORMAT", default_value_t)]
    pub(super) output_format: Plain,
    #[command(flatten)]
    pub(super) config: ConfigArgs,
    #[command(flatten)]
    pub(super) settings: SettingArgs,
}

#[derive(Debug, Args)]
pub(super) struct InitArgs {
    /// The folder of the documentation
    #[arg(value_name = "FOLDER", default_value = ".", hide_default_value = true)]
    pub(super) folder: PathBuf,
    /// Take over what API Doctor was told: a configuration file of its, or a folder with them and with pages;
    /// may be repeated
    #[arg(long, value_name = "PATH")]
    pub(super) from: Vec<PathBuf>,
    /// Write over an `apiproof.toml` that is there
    #[arg(long)]
    pub(super) force: bool,
    /// Show the file instead of writing it
    #[arg(long)]
    pub(super) dry_run: bool,
    /// How to say what became of the entries of `--from`
    #[arg(long, value_enum, value_name = "FORMAT", default_value_t)]
    pub(super) output_format: Plain,
}

/// The formats of commands other than `check`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub(super) enum Plain {
    // No doc comments: `--help` would give each word a line of its own.
    #[default]
    Text,
    Json,
}

/// A format and where it goes; `None` is standard output.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Output {
    pub(super) format: Format,
    pub(super) file: Option<PathBuf>,
}

fn output(text: &str) -> Result<Output, OutputError> {
    let (word, file) = match text.split_once('=') {
        Some((_, "")) => return Err(OutputError::NoFile),
        Some((word, file)) => (word, Some(PathBuf::from(file))),
        None => (text, None),
    };
    let found = Format::ALL.iter().find(|(name, _)| *name == word);
    found.map(|(_, format)| Output { format: *format, file }).ok_or_else(|| {
        let names: Vec<_> = Format::ALL.iter().map(|(name, _)| *name).collect();
        let near = crate::config::did_you_mean(word, names.iter().copied());
        OutputError::Unknown { word: word.to_owned(), known: names.join(", "), near }
    })
}

/// Why a word is no output.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
enum OutputError {
    /// Nothing follows the sign.
    #[error("a file name belongs after `=`")]
    NoFile,
    /// There is no such format.
    #[error("`{word}` is none of {known}{near}")]
    Unknown { word: String, known: String, near: String },
}

/// A parser of a fixed set of words, which `clap` lists and corrects.
fn words<T>(words: &'static [&'static str]) -> impl TypedValueParser<Value = T>
where
    T: std::str::FromStr<Err = UnknownWord> + Clone + Send + Sync + 'static,
{
    PossibleValuesParser::new(words).try_map(|word| word.parse::<T>())
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory as _;

    use super::*;

    #[test]
    fn the_definition_is_sound() {
        Cli::command().debug_assert();
    }

    #[test]
    fn a_format_may_go_to_a_file() {
        assert_eq!(output("json"), Ok(Output { format: Format::Json, file: None }));
        assert_eq!(output("jsonl=a=b").unwrap().file.as_deref(), Some(std::path::Path::new("a=b")));
        assert!(output("serif").unwrap_err().to_string().ends_with("; did you mean `sarif`?"));
        assert!(output("json=").is_err());
    }
}
