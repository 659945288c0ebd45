//! The arguments of `check`.

use std::path::PathBuf;

use clap::Args;

use super::shared::{PathArgs, SettingArgs, words};
use crate::config::FailOn;
use crate::engine::BASELINE_NAME;
use crate::output::Format;

#[derive(Debug, Args)]
#[allow(clippy::struct_excessive_bools, reason = "each is a flag of its own")]
pub(in crate::cli) struct CheckArgs {
    #[command(flatten)]
    pub(in crate::cli) input: PathArgs,
    #[command(flatten)]
    pub(in crate::cli) settings: SettingArgs,
    /// The lowest severity that makes the exit code 1 [default: the configured one, or `warning`]
    #[arg(long, value_name = "SEVERITY", env = "APIPROOF_FAIL_ON", hide_env_values = true,
          help_heading = "Rules", value_parser = words::<FailOn>(&FailOn::WORDS))]
    pub(in crate::cli) fail_on: Option<FailOn>,
    /// Exit with 1 for more than N warnings, and not for fewer
    #[arg(long, value_name = "N", help_heading = "Rules")]
    pub(in crate::cli) max_warnings: Option<usize>,
    /// Exit with 0 even if there are findings
    #[arg(long, help_heading = "Rules")]
    pub(in crate::cli) exit_zero: bool,
    #[command(flatten)]
    pub(in crate::cli) fixes: FixArgs,
    #[command(flatten)]
    pub(in crate::cli) ignores: IgnoreArgs,
    #[command(flatten)]
    pub(in crate::cli) gate: GateArgs,
    /// The format, to standard output or to FILE; may be repeated: `text`, `concise`, `json`, `jsonl`, `sarif`,
    /// `github`, `gitlab`, `azure`, `junit`, `checkstyle`, `rdjson`, `rdjsonl`, `markdown`, `html`
    /// [default: text, and what the build service shows]
    #[arg(long, value_name = "FORMAT[=FILE]", value_parser = output, env = "APIPROOF_OUTPUT_FORMAT",
          hide_env_values = true, help_heading = "Reports")]
    pub(in crate::cli) output_format: Vec<Output>,
    /// Show in the `html` report what is new and what is fixed since this earlier `json` report
    #[arg(long, value_name = "OLD.json", help_heading = "Reports")]
    pub(in crate::cli) compare: Option<PathBuf>,
    /// Also count the findings of each rule, each folder and each owner (`CODEOWNERS`)
    #[arg(long, help_heading = "Reports")]
    pub(in crate::cli) statistics: bool,
    /// Print findings and errors only: no summary, no hints
    #[arg(short, long, help_heading = "Reports")]
    pub(in crate::cli) quiet: bool,
    /// Check again whenever a page, a description of the API or a configuration file changes
    #[arg(long, conflicts_with_all = ["fixing", "add_ignores", "changed_since", "baseline_ref", "trusted_ref"])]
    pub(in crate::cli) watch: bool,
    /// There is no cache yet
    #[arg(long, hide = true)]
    pub(in crate::cli) no_cache: bool,
}

/// Which findings count.
#[derive(Debug, Args)]
#[command(next_help_heading = "Only what is new")]
pub(in crate::cli) struct GateArgs {
    /// Report only findings that this baseline does not accept (`apiproof baseline` writes one)
    /// [default file: apiproof-baseline.json]
    #[arg(long, value_name = "FILE", num_args = 0..=1, default_missing_value = BASELINE_NAME,
          conflicts_with = "baseline_ref")]
    pub(in crate::cli) baseline: Option<PathBuf>,
    /// Ignore the configured baseline
    #[arg(long, conflicts_with_all = ["baseline", "baseline_ref"])]
    pub(in crate::cli) no_baseline: bool,
    /// Report only findings that are not in this revision
    #[arg(long, value_name = "REV")]
    pub(in crate::cli) baseline_ref: Option<String>,
    /// Check only pages that changed since the merge base with this revision, and what depends on them
    #[arg(long, value_name = "REV")]
    pub(in crate::cli) changed_since: Option<String>,
    /// Take configuration and baseline from this revision, and ignore suppression comments and `.gitignore`:
    /// for pull requests from authors who are not trusted
    #[arg(long, value_name = "REV")]
    pub(in crate::cli) trusted_ref: Option<String>,
}

/// What to do with fixes.
#[derive(Clone, Copy, Debug, Args)]
#[command(next_help_heading = "Fixes")]
pub(in crate::cli) struct FixArgs {
    /// Apply the safe fixes, which do not change what the page means; `-` goes to standard output
    #[arg(long, group = "fixing")]
    pub(in crate::cli) fix: bool,
    /// Show what `--fix` would change, as a unified diff; exits with 1 if there is a change
    #[arg(long, group = "fixing")]
    pub(in crate::cli) diff: bool,
    /// With `--fix` or `--diff`: also the unsafe fixes, which need a review
    #[arg(long, requires = "fixing")]
    pub(in crate::cli) unsafe_fixes: bool,
}

/// What to do with findings that stay.
#[derive(Debug, Args)]
#[command(next_help_heading = "Fixes")]
pub(in crate::cli) struct IgnoreArgs {
    /// Write `apiproof-ignore` comments for every finding into the pages, with this reason
    #[arg(long, value_name = "REASON", num_args = 0..=1, require_equals = true, default_missing_value = "",
          value_parser = reason, conflicts_with_all = ["fixing", "no_inline_config", "trusted_ref"])]
    pub(in crate::cli) add_ignores: Option<String>,
}

/// A reason is what follows the rules in a comment: it must neither end that nor read as another rule.
fn reason(text: &str) -> Result<String, &'static str> {
    let ends = ["--", "*/", "/*"].iter().any(|mark| text.contains(mark)) || text.contains(char::is_control);
    match text.split_whitespace().next() {
        _ if ends => Err("must fit into a comment: one line without `--`, `/*` and `*/`"),
        Some(first) if first.contains(['/', '*']) => Err("begins like the name of a rule"),
        _ => Ok(text.trim().to_owned()),
    }
}

/// A format and its file; `None` is standard output.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::cli) struct Output {
    pub(in crate::cli) format: Format,
    pub(in crate::cli) file: Option<PathBuf>,
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

/// Why a word is not an output.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
enum OutputError {
    /// Nothing follows the sign.
    #[error("expected a file name after `=`")]
    NoFile,
    /// There is no such format.
    #[error("expected one of {known}, found `{word}`{near}")]
    Unknown { word: String, known: String, near: String },
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_format_may_go_to_a_file() {
        assert_eq!(output("json"), Ok(Output { format: Format::Json, file: None }));
        assert_eq!(output("jsonl=a=b").unwrap().file.as_deref(), Some(std::path::Path::new("a=b")));
        assert!(output("serif").unwrap_err().to_string().ends_with("; did you mean `sarif`?"));
        assert!(output("json=").is_err());
    }
}
