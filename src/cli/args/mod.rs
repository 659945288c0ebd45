//! What can be typed, and the words that explain it.
//!
//! Arguments with a heading of their own in `--help` stand last: what follows them would stand under it as well.

mod check;
mod shared;

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};

pub(super) use self::check::{CheckArgs, FixArgs, GateArgs};
use self::shared::words;
pub(super) use self::shared::{ConfigArgs, PathArgs, Plain, SettingArgs};
use super::terminal::Choice;
use crate::diagnostic::Severity;
use crate::engine::BASELINE_NAME;

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

#[cfg(test)]
mod tests {
    use clap::CommandFactory as _;

    use super::*;

    #[test]
    fn the_definition_is_sound() {
        Cli::command().debug_assert();
    }
}
