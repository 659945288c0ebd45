//! What the text right before a response and the command that it answers say of it: that it is an error, what a filter
//! left of an answer, or something else altogether.

use crate::cues;
use crate::extract::{MessageRef, ParsedPage, lead_in};
use crate::schema::Instance;
use crate::syntax::json::NodeKind;
use crate::syntax::shell::{self, Command, Flavour, Item};

/// No more than this is read of a pipeline.
const LONGEST: usize = 2_000;

/// Whether the sentence before a body speaks of an error.
pub(super) fn tells_of_error(page: &ParsedPage<'_>, at: MessageRef) -> bool {
    let Some(sentence) = sentence(page, at) else { return false };
    cues::any(&sentence, |words| words.error_terms)
        && !cues::any(&sentence, |words| words.error_denials)
        && cues::first(&sentence, |words| words.success).is_none()
}

/// Whether the sentence before a body calls it something that no response is, and speaks of no response.
pub(super) fn is_something_else(page: &ParsedPage<'_>, at: MessageRef) -> bool {
    let Some(sentence) = sentence(page, at) else { return false };
    cues::any(&sentence, |words| words.other_nouns) && !cues::any(&sentence, |words| words.answer_terms)
}

/// The last sentence before a block, in lower case, if it leads over to the block.
fn sentence(page: &ParsedPage<'_>, at: MessageRef) -> Option<String> {
    let label = lead_in(page, page.example(at.example).span);
    // Of a list, the last item.
    let item = ["\n- ", "\n* "].iter().filter_map(|mark| label.rfind(mark)).max();
    let label = &label[item.unwrap_or(0)..];
    let label = label.trim_end_matches(['*', '_', ' ']);
    let label = label.strip_suffix([':', '.']).unwrap_or(label);
    let start = label.rfind(". ").map_or(0, |at| at + 2);
    let sentence = label[start..].to_lowercase();
    (!sentence.is_empty() && !sentence.starts_with('#')).then_some(sentence)
}

/// Whether an object has the members that only errors have.
pub(super) fn is_error_shape(value: Instance<'_>) -> bool {
    const TEXTS: [&str; 7] =
        ["message", "msg", "detail", "details", "errormessage", "errorsummary", "description"];
    const CODES: [&str; 7] =
        ["code", "errorcode", "errno", "statuscode", "exception", "errortype", "errorid"];
    const OTHERS: [&str; 16] = [
        "status",
        "type",
        "title",
        "instance",
        "reason",
        "path",
        "timestamp",
        "trace",
        "requestid",
        "errors",
        "success",
        "info",
        "help",
        "documentationurl",
        "errorlink",
        "errorcauses",
    ];
    if value.node().kind != NodeKind::Object {
        return false;
    }
    let (mut texts, mut codes, mut count) = (0, 0, 0);
    for member in value.children() {
        let Some(name) = member.name() else { return false };
        let name = name.replace(['_', '-'], "").to_ascii_lowercase();
        count += 1;
        let name = name.as_str();
        let is_text = TEXTS.contains(&name);
        let is_code = CODES.contains(&name);
        if count > 10 || !(is_text || is_code || OTHERS.contains(&name)) {
            return false;
        }
        texts += u32::from(is_text);
        codes += u32::from(is_code);
    }
    texts > 0 && codes > 0
}

/// Whether the output of a command goes through a filter that takes a part of it.
pub(super) fn is_filtered(page: &ParsedPage<'_>, request: MessageRef) -> bool {
    let example = page.example(request.example);
    let Some(line) =
        example.messages.get(request.message as usize).and_then(|message| message.http.request())
    else {
        return false;
    };
    let text = example.text();
    let rest = text.get(line.line.end as usize..).unwrap_or_default();
    let rest = &rest[..rest.floor_char_boundary(LONGEST)];
    let rest = rest.trim_start_matches([' ', '\t', '\\', '\r', '\n']);
    let Some(pipeline) = rest.strip_prefix('|').filter(|rest| !rest.starts_with('|')) else { return false };
    !keeps_shape(pipeline)
}

/// Whether every command of a pipeline prints all of what it reads.
fn keeps_shape(pipeline: &str) -> bool {
    let items = shell::parse(pipeline, Flavour::Posix);
    let mut piped = true;
    let stages = items.iter().map_while(|item| match item {
        Item::Command(command) => std::mem::replace(&mut piped, command.piped).then_some(command),
        Item::Output(_) => None,
    });
    let text = |command: &Command| command.words.iter().map(|word| word.text(pipeline)).collect::<Vec<_>>();
    stages.map(text).all(|words| shell::prints_all(&words.iter().map(|word| &**word).collect::<Vec<_>>()))
}

#[cfg(test)]
mod tests {
    use super::keeps_shape;

    #[test]
    fn filters_are_told_from_printers() {
        let cases = [
            ("jq", true),
            ("jq .", true),
            ("jq -r '.'", true),
            ("python3 -m json.tool", true),
            ("json_pp | less", true),
            ("tee out.json | jq .\n{", true),
            ("jq '.items[0]'", false),
            ("jq . | head -n 3", false),
            ("grep id", false),
            ("jq \\\n  '.id'", false),
            ("sed 's/a|b/c/'", false),
        ];
        for (pipeline, keeps) in cases {
            assert_eq!(keeps_shape(pipeline), keeps, "{pipeline}");
        }
    }
}
