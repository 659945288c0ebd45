//! `json/unquoted-value`.

use std::cell::LazyCell;

use crate::diagnostic::Level;
use crate::rules::{Findings, JsonContext, cascade, metavariable, quote};
use crate::syntax::json::{Issue, IssueKind};

declare_rule! {
    /// A string value without quotes.
    ///
    /// ## What it finds
    ///
    /// A word, a date, a time, a dotted name or any other bare text where a value is expected. A template such as
    /// `<id>` or `{{id}}` is not reported (see `json/placeholder`), nor is a value in a fence that says `js`. More than
    /// three in one body, or three on one line, are one finding. A call such as `ObjectId("…")` is named as such. Names
    /// in capitals that stand for what the reader fills in are not reported by default.
    ///
    /// ## Why it matters
    ///
    /// No parser accepts the body, and the reader cannot tell whether the value is a string.
    ///
    /// ## Example
    ///
    /// ```json
    /// { "pickupAt": 08:30:00, "carrier": swift }
    /// ```
    ///
    /// should be
    ///
    /// ```json
    /// { "pickupAt": "08:30:00", "carrier": "swift" }
    /// ```
    ///
    /// ## How to fix it
    ///
    /// Put the value in double quotes. The fix does so, and is unsafe because a number or a literal may be meant. The name
    /// of a type or of a variable is not a value in quotes either; there is no fix for it.
    "json/unquoted-value": Error, Default, fix Unsafe;
    JsonIssues(check)
}

fn check(cx: JsonContext<'_, '_>, findings: &mut Findings<'_>) {
    const KINDS: &[IssueKind] = &[IssueKind::UnquotedValue];
    const CALLS: &[IssueKind] = &[IssueKind::Call];
    if cascade::notation(&cx, CALLS, findings) || cascade::notation(&cx, KINDS, findings) {
        return;
    }
    if let Some(group) = cascade::all(&cx, CALLS) {
        report_call(&cx, &group, findings);
    }
    let filled_in = LazyCell::new(|| metavariable::are_all(&cx));
    let in_backticks =
        |issue: &&Issue| issue.span.of(cx.text()).starts_with('`') && issue.span.of(cx.text()).ends_with('`');
    let are_marked = cx.issues(KINDS).all(|issue| in_backticks(&issue));
    let groups =
        if are_marked { cascade::all(&cx, KINDS).into_iter().collect() } else { cascade::groups(&cx, KINDS) };
    for group in groups {
        let written = group.first.span.of(cx.text());
        if let Some(marked) = written.strip_prefix('`').and_then(|rest| rest.strip_suffix('`')) {
            report_marked(&cx, &group, marked, findings);
            continue;
        }
        let escaped = written.starts_with("\\\"");
        let message = if escaped {
            format!("the quotes of {} are escaped", quote::code(written))
        } else {
            format!("value {} is not in quotes", quote::code(written))
        };
        let rest = |count| format!("; {count} more values in this body are not either");
        let title = if escaped {
            "remove the backslashes"
        } else if group.is_single() {
            "put the value in double quotes"
        } else {
            "put the values in double quotes"
        };
        let finding = group.report(&cx, findings, message, rest, "another one");
        if group.issues().any(|issue| metavariable::is_reference(&cx, issue.span.of(cx.text()))) {
            finding.label("expected a JSON value").help("write a value as the service sends it");
        } else {
            finding.label("expected a value in double quotes").unsafe_fix(title, group.edits(&cx));
        }
        if *filled_in {
            finding.level(Level::Strict);
        }
    }
}

/// A call in the place of a value: what it is given is most often what the service sends.
fn report_call(cx: &JsonContext<'_, '_>, group: &cascade::Group<'_>, findings: &mut Findings<'_>) {
    /// What the shell of `MongoDB` writes for the types that JSON does not have.
    const TYPES: [&str; 9] = [
        "BinData",
        "ISODate",
        "NumberDecimal",
        "NumberInt",
        "NumberLong",
        "ObjectId",
        "ObjectID",
        "Timestamp",
        "UUID",
    ];
    let written = group.first.span.of(cx.text());
    let name = written.split('(').next().unwrap_or_default();
    let what = match name {
        name if TYPES.contains(&name) => "notation of the MongoDB shell",
        name if name.starts_with("new ") => "JavaScript",
        _ => "a call",
    };
    let message = format!("{} is {what}, not a JSON value", quote::code(&format!("{name}(…)")));
    let rest = |count| format!("; {count} more like it in this body");
    let finding = group.report(cx, findings, message, rest, "another one");
    finding.label("expected a JSON value").unsafe_fix("replace with what it is given", group.edits(cx));
}

/// A literal or a number that Markdown marks as code, inside a code block.
fn report_marked(
    cx: &JsonContext<'_, '_>,
    group: &cascade::Group<'_>,
    marked: &str,
    findings: &mut Findings<'_>,
) {
    let is_template = marked.contains("${");
    let is_literal = group.first.repairs.iter().all(|repair| repair.text == marked);
    let message = if is_template {
        let written = quote::code(&format!("`{marked}`"));
        format!("{written} is a template literal of JavaScript, not a JSON value")
    } else if is_literal {
        format!("expected {}, found it in backticks", quote::code(marked))
    } else {
        format!(
            "expected a string in double quotes, found {marked} in backticks",
            marked = quote::code(marked)
        )
    };
    let title = if is_literal { "remove the backticks" } else { "write it in double quotes" };
    let rest = |count| format!("; {count} more like it in this body");
    group
        .report(cx, findings, message, rest, "another one")
        .label(if is_literal { "marked as code inside a code block" } else { "expected double quotes" })
        .unsafe_fix(title, group.edits(cx));
}
