//! `apiproof explain` and `apiproof rules`.

use std::io;

use super::args::{ExplainArgs, Plain, RulesArgs};
use super::exit::{CLEAN, Failure};
use super::terminal;
use crate::config::did_you_mean;
use crate::engine::Plan;
use crate::output;

/// Shows the documentation of one rule, or lists the rules of a group.
pub(super) fn explain(args: &ExplainArgs) -> Result<u8, Failure> {
    let rules = Plan::catalogue();
    let word = args.rule.trim();
    let mut out = io::stdout().lock();
    let group = word.strip_suffix("/*").or_else(|| word.strip_suffix('/')).unwrap_or(word);
    let of_group: Vec<_> = rules.iter().copied().filter(|rule| rule.group() == group).collect();
    if !of_group.is_empty() {
        match args.output_format {
            Plain::Text => output::rules_text(&of_group, terminal::stdout(args.color), &mut out)?,
            Plain::Json => output::rules_json(&of_group, &mut out)?,
        }
        return Ok(CLEAN);
    }
    let rule = rules.iter().find(|rule| rule.id == word).ok_or_else(|| {
        let near = did_you_mean(word, rules.iter().map(|rule| rule.id));
        Failure::Usage(format!("no rule or group `{word}`{near} (`apiproof rules` lists them)"))
    })?;
    match args.output_format {
        Plain::Text => output::explain_text(rule, terminal::stdout(args.color), &mut out)?,
        Plain::Json => output::explain_json(rule, &mut out)?,
    }
    Ok(CLEAN)
}

/// Lists every rule.
pub(super) fn rules(args: &RulesArgs) -> Result<u8, Failure> {
    let rules = Plan::catalogue();
    let mut out = io::stdout().lock();
    match args.output_format {
        Plain::Text => output::rules_text(&rules, terminal::stdout(args.color), &mut out)?,
        Plain::Json => output::rules_json(&rules, &mut out)?,
    }
    Ok(CLEAN)
}
