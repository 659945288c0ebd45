//! `http/several-messages`.

use crate::extract::{Dialect, ExampleKind, Message};
use crate::rules::{Findings, MessageContext};

declare_rule! {
    /// A code block holds more than one HTTP message.
    ///
    /// ## What it finds
    ///
    /// A request and its response, or several of either, in one code block. Each of them is checked all the same. Lists of
    /// request lines, sequences of console commands and interim (1xx) responses pass.
    ///
    /// ## Why it matters
    ///
    /// Tools that read documentation expect one message in a code block.
    ///
    /// ## Example
    ///
    /// ```http
    /// GET /parcels/p-1042 HTTP/1.1
    ///
    /// HTTP/1.1 404 Not Found
    /// ```
    ///
    /// should be two code blocks.
    ///
    /// ## How to fix it
    ///
    /// Give each message a code block of its own.
    "http/several-messages": Info, Pedantic, fix None;
    Message(check)
}

fn check(cx: MessageContext<'_, '_>, findings: &mut Findings<'_>) {
    let listed = cx.example.kind == ExampleKind::RequestList;
    if listed || matches!(cx.example.dialect, Dialect::Console | Dialect::Signature) {
        return;
    }
    // The rule speaks at the second message that is no part of the first one's answer.
    let is_final =
        |message: &&Message<'_>| message.http.status().is_none_or(|status| !(100..200).contains(&status));
    let mut finals = cx.example.messages.iter().filter(is_final);
    let (Some(first), Some(second)) = (finals.next(), finals.next()) else { return };
    if second.http.head.start == cx.message.http.head.start {
        let count = finals.count() + 2;
        findings
            .report(cx.start_line(), format!("{count} HTTP messages in one code block"))
            .label("the second one starts here")
            .related(MessageContext { message: first, ..cx }.start_line(), "the first one")
            .help("give each message its own code block");
    }
}
