//! Names that stand for what the reader fills in, where quotes are missing: `"length": VAL`, `LOCALE_CODE: [`,
//! `[Datapoint, Datapoint]`.
//!
//! A name in capitals may be a constant that lost its quotes. It is told from one by the company it keeps: by other names
//! that are plainly such, by the members that have it, by the words of the page. No rule is named here.

use std::collections::BTreeMap;

use super::JsonContext;
use crate::syntax::json::{IssueKind, NodeKind};

/// Both kinds of names without quotes.
const BARE: &[IssueKind] = &[IssueKind::UnquotedValue, IssueKind::UnquotedKey];

/// No more uses of a word on a page are looked at.
const MOST: usize = 64;

/// Whether every name of a body that lacks its quotes stands for what the reader fills in.
pub(crate) fn are_all(cx: &JsonContext<'_, '_>) -> bool {
    let text = cx.text();
    let bare: Vec<_> = cx.issues(BARE).take(MOST).collect();
    let words: Vec<&str> = bare.iter().map(|issue| issue.span.of(text)).collect();
    if words.is_empty() {
        return false;
    }
    if repeats_name(cx) {
        return true;
    }
    let is_key = bare.iter().any(|issue| issue.kind == IssueKind::UnquotedKey);
    if !is_key && are_names(cx, &words) {
        return true;
    }
    if words.iter().all(|word| is_type_name(word)) {
        return words.iter().all(|word| is_declared(cx, word));
    }
    words.iter().all(|word| is_shouted(word))
        && (has_accepted(cx)
            || changes_name(cx)
            || words.iter().any(|word| changes_name_on_page(cx, word))
            || (is_key || words.len() > 1) && words.iter().any(|word| is_explained(cx, word)))
}

/// Whether words are names as programs and descriptions have them, of types or variables, and are meant so: there are
/// several of them, one is made of words, or the page has it without quotes again and again. A value that lost its quotes
/// has them elsewhere on the page.
fn are_names(cx: &JsonContext<'_, '_>, words: &[&str]) -> bool {
    /// So often a name without quotes is no slip.
    const HABIT: usize = 3;
    let are_types = words.iter().all(|word| is_type_name(word));
    if !words.iter().all(|word| is_type_name(word) || is_variable(word)) {
        return false;
    }
    let is_compound = |word: &&str| word.matches(|c: char| c.is_ascii_uppercase()).count() > 1;
    let differ = words.iter().any(|word| word != &words[0]);
    let company = differ || are_types && (words.iter().any(is_compound) || has_boxed_type(cx));
    (company || uses(cx, words[0], false) >= HABIT) && words.iter().all(|word| uses(cx, word, true) == 0)
}

/// `id`, `raw_text`, `value_1`; not `message123456`.
fn is_variable(word: &str) -> bool {
    word.starts_with(|c: char| c.is_ascii_lowercase())
        && word.chars().all(|c| c.is_ascii_alphanumeric() || c == '_')
        && word.matches(|c: char| c.is_ascii_digit()).count() < 3
}

/// Whether a word names what the value is instead of being it: a type of several words, or a path of a program, that the page
/// has nowhere in quotes. `ParcelData`, `parcel.data.id`; not `label.pdf`.
pub(crate) fn is_reference(cx: &JsonContext<'_, '_>, word: &str) -> bool {
    let is_name = |part: &str| {
        part.starts_with(|c: char| c.is_ascii_alphabetic())
            && part.chars().all(|c| c.is_ascii_alphanumeric() || c == '_')
    };
    let is_compound = |part: &str| {
        part.contains('_')
            || part.get(1..).is_some_and(|rest| rest.contains(|c: char| c.is_ascii_uppercase()))
    };
    let mut parts = word.split('.');
    let is_one = match parts.clone().count() {
        1 => is_type_name(word) && is_compound(word),
        2 => parts.clone().all(is_name) && parts.any(is_compound),
        _ => parts.all(is_name),
    };
    is_one && uses(cx, word, true) == 0
}

/// Whether the body has a list of a type, which is a placeholder beyond doubt: `[ParcelEvent]`.
fn has_boxed_type(cx: &JsonContext<'_, '_>) -> bool {
    let text = cx.text();
    cx.tree.nodes().any(|(_, node)| node.kind == NodeKind::Placeholder && is_type_name(node.span.of(text)))
}

/// How often the page has a word as the value of a member or as an element, in quotes or without them.
fn uses(cx: &JsonContext<'_, '_>, word: &str, quoted: bool) -> usize {
    let page = cx.page.document.text;
    let is_use = |&at: &usize| {
        let (before, after) = (&page[..at], &page[at + word.len()..]);
        let (before, after) = if quoted {
            let Some(around) = before.strip_suffix('"').zip(after.strip_prefix('"')) else { return false };
            around
        } else {
            (before, after)
        };
        let opens = before.trim_end_matches([' ', '\t', '\n']).ends_with([':', '[', ',']);
        opens && after.trim_start_matches([' ', '\t']).starts_with([',', ']', '}', '\n', '\r'])
    };
    memchr::memmem::find_iter(page.as_bytes(), word.as_bytes()).take(MOST).filter(is_use).count()
}

/// Whether a member of the body has its own name for a value, without quotes: `"username": username`. The body then shows
/// a form, and its other words without quotes are to be filled in as well.
fn repeats_name(cx: &JsonContext<'_, '_>) -> bool {
    let text = cx.text();
    cx.tree.nodes().any(|(id, node)| {
        node.kind == NodeKind::Placeholder
            && cx.tree.name(id, text).is_some_and(|name| name == node.span.of(text))
    })
}

/// `VAL`, `LOCALE_CODE`.
fn is_shouted(word: &str) -> bool {
    word.len() > 1
        && word.starts_with(|c: char| c.is_ascii_uppercase())
        && word.chars().all(|c| c.is_ascii_uppercase() || c.is_ascii_digit() || c == '_')
}

/// `Datapoint`, `ParcelEvent`.
fn is_type_name(word: &str) -> bool {
    word.starts_with(|c: char| c.is_ascii_uppercase())
        && word.contains(|c: char| c.is_ascii_lowercase())
        && word.chars().all(|c| c.is_ascii_alphanumeric())
}

/// Whether the body has another name in capitals that is a placeholder beyond doubt.
fn has_accepted(cx: &JsonContext<'_, '_>) -> bool {
    let text = cx.text();
    cx.tree.nodes().any(|(_, node)| node.kind == NodeKind::Placeholder && is_shouted(node.span.of(text)))
}

/// Whether a word is the value of members with different names in this body: `"length": VAL, "number": VAL`.
fn changes_name(cx: &JsonContext<'_, '_>) -> bool {
    let text = cx.text();
    let mut names: BTreeMap<&str, &str> = BTreeMap::new();
    cx.tree.nodes().filter(|(_, node)| node.kind == NodeKind::Invalid).any(|(id, node)| {
        let word = node.span.of(text);
        let name = cx.tree.name(id, text).unwrap_or_default();
        is_shouted(word) && names.insert(word, name).is_some_and(|other| other != name)
    })
}

/// The same, anywhere on the page.
fn changes_name_on_page(cx: &JsonContext<'_, '_>, word: &str) -> bool {
    let page = cx.page.document.text;
    let mut names = memchr::memmem::find_iter(page.as_bytes(), word.as_bytes()).take(MOST).filter_map(|at| {
        let ends = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '"' | '`');
        let name =
            page[..at].trim_end_matches([' ', '\t']).strip_suffix(':')?.trim_end().strip_suffix('"')?;
        let start = name.rfind(['"', '\n'])?;
        (!page[at + word.len()..].starts_with(ends)).then(|| &name[start + 1..])
    });
    let Some(first) = names.next() else { return false };
    names.any(|name| name != first)
}

/// Whether the page speaks of a word as code: "`LOCALE_CODE` is the code of a locale".
fn is_explained(cx: &JsonContext<'_, '_>, word: &str) -> bool {
    let page = cx.page.document.text.as_bytes();
    ["`", "**", "<code>"].iter().any(|mark| {
        let close = if *mark == "<code>" { "</code>" } else { mark };
        memchr::memmem::find(page, format!("{mark}{word}{close}").as_bytes()).is_some()
    })
}

/// Whether the page says what type a name is: in a program, or by a heading or a link.
fn is_declared(cx: &JsonContext<'_, '_>, word: &str) -> bool {
    const WORDS: [&str; 7] = ["type", "interface", "class", "struct", "enum", "message", "record"];
    let page = cx.page.document.text;
    memchr::memmem::find_iter(page.as_bytes(), word.as_bytes()).take(MOST).any(|at| {
        let (before, after) = (&page[..at], &page[at + word.len()..]);
        let ends = !after.starts_with(|c: char| c.is_ascii_alphanumeric() || c == '_');
        let line = before.rsplit('\n').next().unwrap_or_default();
        let said = line.trim_end().rsplit([' ', '\t', '(']).next().unwrap_or_default();
        let named = line.ends_with(' ') && WORDS.contains(&said);
        let heads = line.starts_with('#') && line.trim_matches(['#', ' ', '`']).is_empty();
        ends && (named || heads || is_link(line, after))
    })
}

/// Whether a name between `before` and `after` is the text of a link, as code and with the marks of GraphQL or not:
/// `[Money](…)`, `` [`[Money!]!`](…) ``.
fn is_link(before: &str, after: &str) -> bool {
    let target = after.trim_start_matches(['!', '`', ']']);
    let text = &after[..after.len() - target.len()];
    before.trim_end_matches('`').ends_with('[') && text.ends_with(']') && target.starts_with('(')
}
