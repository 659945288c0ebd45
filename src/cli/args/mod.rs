//! What can be typed, and the words that explain it.
//!
//! Arguments with a heading of their own in `--help` come last: the heading would apply to what follows as well.

mod check;
mod shared;

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};

pub(super) use self::check::{CheckArgs, FixArgs, GateArgs};
use self::shared::words;
pub(super) use self::shared::{ConfigArgs, PathArgs, Plain, SettingArgs};
use super::terminal::Choice;
use crate::config::FailOn;

/// The exit codes of `check`.
const EXIT_CODES: &str = "\
Exit codes:
  0  no findings at or above --fail-on
  1  findings at or above --fail-on, or more warnings than --max-warnings
  2  wrong usage or configuration, or a page that cannot be read";

/// The exit codes of `report`.
const TREND_CODES: &str = "\
Exit codes:
  0  no new findings at or above --fail-on
  1  new findings at or above --fail-on
  2  wrong usage, or a file that is not a report";

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
    /// Accept the current findings, so that `check --baseline` reports only new ones
    Baseline(BaselineArgs),
    /// Show how each example is read: its kind, start line, body and partner
    Inspect(InspectArgs),
    /// Show which declared statuses, endpoints, fields and operations have no example
    Coverage(InspectArgs),
    /// Explain a rule: what it finds, why it matters and how to fix it
    Explain(ExplainArgs),
    /// List every rule with its severity, level and fix
    Rules(RulesArgs),
    /// Show the loaded schemas
    Schema(SchemaArgs),
    /// Show the settings of a page and their origin, or the schema of `apiproof.toml`
    Config(ConfigCommandArgs),
    /// Compare two reports of `check --output-format json`: what is new, fixed and unchanged
    #[command(after_help = TREND_CODES)]
    Report(ReportArgs),
    /// Write shell completions
    Completions(CompletionsArgs),
    /// Write the manual page of a command
    Man(ManArgs),
    /// Inspect the repository and write an `apiproof.toml`
    Init(InitArgs),
    /// Start the language server for editors, on standard input and output
    Lsp(LspArgs),
}

/// Editors pass `--stdio` by habit; there is no other way.
#[derive(Debug, Args)]
pub(super) struct LspArgs {
    #[arg(long, hide = true)]
    pub(super) stdio: bool,
}

#[derive(Debug, Args)]
#[command(args_conflicts_with_subcommands = true)]
pub(super) struct BaselineArgs {
    #[command(subcommand)]
    pub(super) command: Option<BaselineCommand>,
    /// The file [default: the configured one, or apiproof-baseline.json]
    #[arg(long, value_name = "FILE")]
    pub(super) baseline: Option<PathBuf>,
    /// Remove what is fixed and accept nothing new
    #[arg(long)]
    pub(super) prune: bool,
    #[command(flatten)]
    pub(super) input: PathArgs,
    #[command(flatten)]
    pub(super) settings: SettingArgs,
}

#[derive(Debug, Subcommand)]
pub(super) enum BaselineCommand {
    /// Show the accepted findings that are still on the pages, one a line
    List(BaselineListArgs),
}

#[derive(Debug, Args)]
pub(super) struct BaselineListArgs {
    /// The file [default: the configured one, or apiproof-baseline.json]
    #[arg(long, value_name = "FILE")]
    pub(super) baseline: Option<PathBuf>,
    #[command(flatten)]
    pub(super) input: PathArgs,
    #[command(flatten)]
    pub(super) settings: SettingArgs,
}

#[derive(Debug, Args)]
pub(super) struct CompletionsArgs {
    /// The shell
    #[arg(value_enum)]
    pub(super) shell: clap_complete::Shell,
}

#[derive(Debug, Args)]
pub(super) struct ManArgs {
    /// The command [default: `apiproof` itself]
    #[arg(value_name = "COMMAND")]
    pub(super) command: Option<String>,
}

#[derive(Debug, Args)]
pub(super) struct ReportArgs {
    /// The earlier and the later report
    #[arg(long, value_names = ["OLD.json", "NEW.json"], num_args = 2, required = true)]
    pub(super) compare: Vec<PathBuf>,
    /// The lowest severity of a new finding that makes the exit code 1
    #[arg(long, value_name = "SEVERITY", default_value = "warning",
          value_parser = words::<FailOn>(&FailOn::WORDS))]
    pub(super) fail_on: FailOn,
    /// Exit with 0 even if there are new findings
    #[arg(long)]
    pub(super) exit_zero: bool,
    /// The format
    #[arg(long, value_enum, value_name = "FORMAT", default_value_t)]
    pub(super) output_format: TrendFormat,
    /// When to use colors: `auto` depends on the terminal and `NO_COLOR`
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
    /// The format
    #[arg(long, value_enum, value_name = "FORMAT", default_value_t)]
    pub(super) output_format: Plain,
    #[command(flatten)]
    pub(super) input: PathArgs,
}

#[derive(Debug, Args)]
pub(super) struct ExplainArgs {
    /// The rule, as `group/name`, or a group
    pub(super) rule: String,
    /// The format
    #[arg(long, value_enum, value_name = "FORMAT", default_value_t)]
    pub(super) output_format: Plain,
    /// When to use colors: `auto` depends on the terminal and `NO_COLOR`
    #[arg(long, value_enum, value_name = "WHEN", default_value_t)]
    pub(super) color: Choice,
}

#[derive(Debug, Args)]
pub(super) struct RulesArgs {
    /// The format
    #[arg(long, value_enum, value_name = "FORMAT", default_value_t)]
    pub(super) output_format: Plain,
    /// When to use colors: `auto` depends on the terminal and `NO_COLOR`
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

#[derive(Debug, Args)]
pub(super) struct SchemaListArgs {
    /// The format
    #[arg(long, value_enum, value_name = "FORMAT", default_value_t)]
    pub(super) output_format: Plain,
    /// When to use colors
    #[arg(long, value_enum, value_name = "WHEN", default_value_t)]
    pub(super) color: Choice,
    #[command(flatten)]
    pub(super) sources: ConfigArgs,
}

#[derive(Debug, Args)]
pub(super) struct SchemaShowArgs {
    /// The type, as in annotations
    #[arg(value_name = "TYPE")]
    pub(super) type_name: String,
    /// The format
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
    /// Show every setting of a page with its origin
    Show(ConfigShowArgs),
    /// Write the JSON Schema of `apiproof.toml`, for editors
    Schema,
}

#[derive(Debug, Args)]
pub(super) struct ConfigShowArgs {
    /// The page or folder
    #[arg(value_name = "PATH", default_value = ".", hide_default_value = true)]
    pub(super) path: PathBuf,
    /// The format
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
    /// Migrate from API Doctor: one of its configuration files, or a folder with them and with pages;
    /// may be repeated
    #[arg(long, value_name = "PATH")]
    pub(super) from: Vec<PathBuf>,
    /// Also write the workflow that checks pull requests
    #[arg(long, value_enum, value_name = "SERVICE")]
    pub(super) ci: Option<CiService>,
    /// Overwrite existing files
    #[arg(long)]
    pub(super) force: bool,
    /// Show the file instead of writing it
    #[arg(long)]
    pub(super) dry_run: bool,
    /// The format of the migration report
    #[arg(long, value_enum, value_name = "FORMAT", default_value_t)]
    pub(super) output_format: Plain,
}

/// A build service for which `init` can write a workflow.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum CiService {
    /// `.github/workflows/apiproof.yml`
    Github,
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory as _;

    use super::*;

    #[test]
    fn the_definition_is_sound() {
        Cli::command().debug_assert();
    }
}
