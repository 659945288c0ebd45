//! From a departure that the grammar of a field or an address names to a finding.

use super::{Findings, MessageContext, quote};
use crate::diagnostic::{Diagnostic, Level};
use crate::extract::MessageForm;
use crate::syntax::http::field::{Fault, FaultKind};
use crate::text::LocalSpan;

/// Reports a fault of a text that begins at a place of the block. `about` is what the message begins with.
pub(crate) fn report<'f>(
    cx: MessageContext<'_, '_>,
    (text, at): (&str, u32),
    fault: &Fault,
    about: &str,
    findings: &'f mut Findings<'_>,
) -> &'f mut Diagnostic {
    let local =
        |span: &std::ops::Range<usize>| LocalSpan::new(at as usize + span.start, at as usize + span.end);
    let message = match &fault.kind {
        FaultKind::Expected(what) => {
            format!("{about}expected {what}, found {}", quote::code(&text[fault.span.clone()]))
        }
        FaultKind::Says(what) => format!("{about}{what}"),
    };
    let finding = findings.report(cx.span(local(&fault.span)), message);
    if !fault.certain {
        finding.level(Level::Strict);
    }
    if let Some(repair) = &fault.repair {
        // In a command a mark may mean something else.
        let command =
            cx.message.form == MessageForm::Command && !same_marks(&text[repair.span.clone()], &repair.text);
        let title = match &*repair.text {
            text if repair.span.is_empty() || text == " " => format!("insert {}", quote::code(text)),
            text if repair.span == fault.span => format!("replace with {}", quote::code(text)),
            _ => "correct it".to_owned(),
        };
        if !command {
            finding.fix_if_sure(repair.safe, title, vec![cx.edit(local(&repair.span), &repair.text)]);
        }
    }
    finding
}

/// Whether a shell reads a replacement as it reads what is replaced.
fn same_marks(old: &str, new: &str) -> bool {
    let special = |c: &char| "\"'\\$`!&;<>*?() ".contains(*c);
    new.chars().filter(special).all(|c| old.contains(c))
}
