//! Carries the repairs of a tree out.

use super::{JsonTree, Repair};
use crate::text::LocalSpan;

impl JsonTree {
    /// The part `within` of `text`, which must be what was parsed, with every issue mended: a document that a strict
    /// parser accepts. An edit inside text that another edit removes is dropped with it.
    pub fn repaired(&self, text: &str, within: LocalSpan) -> String {
        let mut repairs: Vec<&Repair> = self.issues.iter().flat_map(|issue| &issue.repairs).collect();
        repairs.sort_by_key(|repair| (repair.span.start, repair.span.end, repair.order));
        let mut out = String::with_capacity(within.len() + 16);
        let mut at = within.start as usize;
        for repair in repairs {
            let range = repair.span.range();
            if range.start < at {
                continue;
            }
            out.push_str(&text[at..range.start]);
            out.push_str(&repair.text);
            at = range.end;
        }
        out.push_str(&text[at..within.end as usize]);
        out
    }
}

#[cfg(test)]
mod tests {
    use super::super::{IssueKind, parse};
    use crate::text::LocalSpan;

    /// Every text with the kinds of its issues; the repaired text must be JSON.
    const CASES: &[(&str, &[IssueKind])] = {
        use IssueKind::*;
        &[
            (r#"{"a": [1, 2.5e3, true, null, "x\n\u00e9"], "b": {}}"#, &[]),
            (r#"{"a": 1,}"#, &[TrailingComma]),
            (r"[1, 2,]", &[TrailingComma]),
            (r#"{"a": 1},"#, &[TrailingComma]),
            (r#"{"a": 1 "b": 2}"#, &[MissingComma]),
            ("[\"a\"\n\"b\"]", &[MissingComma]),
            (r#"{"a": 1,, "b": 2}"#, &[ExtraComma]),
            (r"[, 1]", &[ExtraComma]),
            (r#"{"a" 1}"#, &[MissingColon]),
            (r#"{"a" {"b": 1}}"#, &[MissingColon]),
            (r#"{"a" = 1}"#, &[WrongColon]),
            (r#"{"a": : 1}"#, &[ExtraColon]),
            (r#"{"a": , "b": 1}"#, &[MissingValue]),
            (r#"{"a": }"#, &[MissingValue]),
            (r#"{"a", "b": 1}"#, &[MissingValue]),
            (r"{: 1}", &[MissingKey]),
            (r#"{"a": {{"b": 1}}}"#, &[MissingKey]),
            (r#"["a": 1]"#, &[MemberInArray]),
            (r#"{"a": [1, 2"#, &[Unclosed]),
            ("{\"a\": [1, 2, \"b\": 3}", &[Unclosed]),
            (r#"[{"a": 1, {"a": 2}]"#, &[Unclosed]),
            (r#"[{"a": 1}, {"a": 2]"#, &[Unclosed]),
            (r#"{"a": 1}}"#, &[UnexpectedClose]),
            ("{\n\"a\": {\n\"b\": 1\n}},\n\"c\": 2\n}", &[UnexpectedClose]),
            ("{\n\"a\": {\n\"b\": 1\n}}\n\"c\": 2\n}", &[UnexpectedClose]),
            (r#"{"a": 1]"#, &[MismatchedClose]),
            (r#"{"a": [1, 2}, "b": 1}"#, &[MismatchedClose]),
            ("{\"a\": \"x,\n\"b\": 1}", &[UnterminatedString]),
            ("{\"a\": \"x\n}", &[UnterminatedString]),
            (r#"{"a": "x}"#, &[UnterminatedString]),
            (r#"{"a: 1, "b": 2}"#, &[UnterminatedString]),
            (r#"{"a": "x, "b": 2}"#, &[UnterminatedString]),
            (r#"{a": 1}"#, &[MissingOpenQuote]),
            (r#"{"a": x"}"#, &[MissingOpenQuote]),
            (r#"{"a": ""x"}"#, &[UnescapedQuote]),
            (r#"{"a": "v"alue", "b": 1}"#, &[UnescapedQuote]),
            (r#"{"a": "x"", "b": 1}"#, &[UnescapedQuote]),
            (r#"{"a": "{"b":"c","d":[{"e":"f"}]}", "g": 1}"#, &[UnescapedQuote]),
            ("{\"a\": \"{\\\"b\\\":\n{\n\\\"c\\\": 1\n}\n}\"}", &[ControlCharacter]),
            ("{\"a\": 1,\n;\n\"b\": 2}", &[UnexpectedText]),
            (r#"{"a": "say "hi" to", "b": 1}"#, &[UnescapedQuote]),
            (r#"{"a": "a 5" pipe"}"#, &[UnescapedQuote]),
            ("{\"a\": \"x\ny\"}", &[ControlCharacter]),
            ("{\"a\": \"x\ty\"}", &[ControlCharacter]),
            (r#"{"a": "C:\dir"}"#, &[InvalidEscape]),
            (r#"{'a': 'it"s'}"#, &[SingleQuotes, SingleQuotes]),
            (r#"{"a': 1}"#, &[SingleQuotes]),
            (r"{“a”: “x”}", &[SmartQuotes, SmartQuotes]),
            (r#"{"a": "x”}"#, &[SmartQuotes]),
            (r"{a: 1, @odata.type: 2}", &[UnquotedKey, UnquotedKey]),
            (r#"{"a": NAV.PostalAddress, "t": 00:00:00}"#, &[UnquotedValue, UnquotedValue]),
            (r#"{"a": 2018-04-01T12:39:16Z}"#, &[UnquotedValue]),
            (r#"{"a": 01, "b": .5, "c": +1, "d": 1., "e": 0x1F}"#, &[InvalidNumber; 5]),
            (r#"{"a": NaN}"#, &[InvalidNumber]),
            (r"[True, None, undefined]", &[InvalidLiteral; 3]),
            ("{\u{a0}\"a\":\u{202f}1}", &[InvalidWhitespace]),
            (r#"{"a": 1, "a": 2}"#, &[DuplicateKey]),
            ("{\"a\": 1}\n### Response", &[TrailingText]),
            ("Body:\n{\"a\": 1}", &[UnexpectedText]),
            ("{\"a\": 1}\n{\"a\": 2}", &[MultipleDocuments]),
            ("{\"a\": 1, // set on mute\n\"b\": 2}", &[Comment]),
            ("{\"a\": 1 /* x */}", &[Comment]),
            (r#"{"a": <id>, "b": {id}, "c": {{x}}, "d": $VAR}"#, &[Placeholder; 4]),
            (r#""a": 1, "b": {}"#, &[BareMembers]),
            ("{\"a\": 1,\n...\n}", &[Elision]),
            ("{\"a\": 1,\n...,\n\"b\": 2}", &[Elision]),
            ("{\"a\": 1,\n// ...\n}", &[Elision]),
            ("{\"a\": 1,\n// other properties\n}", &[Elision]),
            ("[{\"a\": 1}, ...]", &[Elision]),
            ("{\"a\": ..., \"b\": {...}}", &[Elision, Elision]),
            ("{\"a\": { … }}", &[Elision]),
            ("{\"a\": 1\n...", &[Elision]),
            ("{% raw %}{\"a\": {% if x %}\"{{x}}\"{% endif %}, \"b\": 1}{% endraw %}", &[TemplateTag; 4]),
            ("{\"a\": [...], \"b\": { [... ] }}", &[Elision, Elision]),
            ("[\"a\": 1, \"b\": 2]", &[MemberInArray]),
            ("{\"a\": \"x\" +\n\"y\" +\n\"z\", \"b\": 1}", &[UnexpectedText]),
            ("...\n\"a\": 1\n}", &[Elision, BareMembers]),
            ("{\n- \"a\": 1\n}", &[UnexpectedText]),
            ("{\"a\": \"{\n \\\"b\\\": [\n ],\n}\", \"c\": 1}", &[ControlCharacter]),
            ("{\"a\": \"<a>\n<b c=\"1\" d=\"2\">\n\"\n}", &[ControlCharacter]),
            ("{\"a\": ...\n\"b\": 1}", &[Elision]),
            ("{\"a\": [\n{\"b\": 1},\n...\n}", &[Elision, Unclosed]),
            ("{{% if x %}\"a\": 1{% else %}, \"a\": 2{% endif %}}", &[TemplateTag, TemplateTag, TemplateTag]),
            ("[\n... more couriers ...\n]", &[Elision]),
            ("[\n1,\n.\n  .\n.\n]", &[Elision]),
            ("{\"a\": 1, <-- new\n\"b\": 2, -- old\n\"c\": 3 ← last\n}", &[Comment, Comment, Comment]),
            ("{\"a\": 1}\nor\n{\"b\": 2}", &[Elision]),
            ("{\"a\": 1,\n[ … other fields for \"a\" …]\n}", &[Elision]),
            ("{\"a\": {\"b\": 1},\n...[output truncated]...\n}", &[Elision]),
            (
                "{\"a\": {% if x %}1{% else %} {\"b\": {% if y %}2{% endif %}}{% endif %}, \"c\": 3}",
                &[TemplateTag, TemplateTag, TemplateTag],
            ),
            ("{\"a\": 1,\n\"// ... and others\"\n}", &[Elision]),
            ("{\"a\": {\"Put your mappings here\"}}", &[QuotesInBraces]),
            ("{\n{\n\"a\": 1\n}", &[ExtraOpen]),
            ("{\n\"a\": {\n\"b\": 1\n},\n", &[Elision]),
            ("{\n\"a\": \"x\",\nb\": \"y\",\n\"c\": \"z\"\n}", &[MissingOpenQuote]),
            ("{\n'a': 'x',\n'b : 'y'\n}", &[SingleQuotes, SingleQuotes, UnterminatedString, SingleQuotes]),
            ("{\"a\": \"b,\n  \"c\": \"d\",\n  \"e\": \"f\"\n}", &[UnterminatedString]),
            ("{\"a\": {\"b\"}}", &[QuotesInBraces]),
            ("{\"a\": {\"b\", \"c\", \"d\"}}", &[ListInBraces]),
            ("{\"a\", \"b\"}", &[WrongColon]),
            ("{\n:a\": \"b\"}", &[MissingOpenQuote]),
            ("{\"a:\" \"b\", \"c\": 1}", &[ColonInQuotes]),
            ("{\"a\": \"b,\"\n\"c\": 1}", &[CommaInQuotes]),
            ("[{\"a\": 1}.\n{\"b\": 2}]", &[WrongComma]),
            ("[{\"a\": 1}.\n]", &[WrongComma]),
            ("{\"a\": 9 95, \"b\": 1}", &[TornNumber]),
            ("{\"a\": \"a\": 1}", &[RepeatedName]),
            ("{\n  \"a\": {\n    \"b\": 1\n  \"c\": 2\n}", &[Unclosed]),
            ("[\n  {\n    \"a\": 1\n  },\n    \"b\": 2\n  }\n]", &[MissingOpen]),
            (
                "{\"a\": \"b\" | \"c\", \"d\": true/false, \"e\": string[]}",
                &[Alternatives, Placeholder, Placeholder],
            ),
            ("{\"a\": { // ... }\n}", &[Elision]),
            ("{\"a\": { // left out }\n}", &[Comment]),
            ("{\"a\": [ {\n    \"b\": 1,\n…\n}", &[Elision]),
            ("{\"a\": \"b\n...\nc\"}", &[Elision]),
            ("...,\n{\"a\": 1},\n...", &[Elision, Elision]),
            ("{\"a\": 1}\n.\n{\"b\": 1}", &[Elision]),
            ("{\"a\": your_parcel_id, \"b\": YOUR-KEY}", &[Placeholder, Placeholder]),
            ("{\"a\": RETENTION_SECONDS, \"b\": DEPOT_ID}", &[Placeholder, Placeholder]),
            (r#"{"a": ObjectId("5f"), "b": NumberLong(4)}"#, &[Call, Call]),
            ("{\"a\": sign({\n\"b\": 1\n}), \"c\": 2}", &[Placeholder]),
            (r#"{"a": "pin" ou "unpin"}"#, &[Alternatives]),
            (r#"{"a": "say "yes" or "no" to it"}"#, &[UnescapedQuote]),
            ("\"a\": {\"b\": 1}\n\nor\n\n\"a\": {\"c\": 1}", &[BareMembers, Elision]),
            ("{\"a\": 1}\n{\"b\": 2, \"c\": 3", &[MultipleDocuments, Unclosed]),
            (r#"{"a": null"2024-05-01", "b": 1}"#, &[UnexpectedText]),
            (r#"{"a": 7[d], "b": 1}"#, &[UnexpectedText]),
            (r#"{"a": [[1, "latest"], "latest"], "b": 1}"#, &[]),
            (r#"{"a": [1, "latest"],"latest"], "b": 1}"#, &[UnexpectedText]),
            ("{\"a\": Letter |\n Parcel,\n\"b\": 1}", &[Placeholder]),
            ("{\"a\": 1}\n<16 bytes of data>", &[Elision]),
            (r#"{"a": "\<id\>"}"#, &[InvalidEscape]),
            (
                "{\n[2]\n0: {\"a\": 1}\n1: {\"a\": 2}\n}",
                &[MissingKey, MissingComma, UnquotedKey, MissingComma, UnquotedKey],
            ),
            (
                "{\na = b\nc = true\n}",
                &[UnquotedKey, WrongColon, Placeholder, MissingComma, UnquotedKey, WrongColon],
            ),
            ("{\"a\": NOT_SENT}", &[UnquotedValue]),
            ("\"a\": {}\n\"b\": {}\n\"c\": {}", &[BareMembers]),
            ("\"a\": {},\n\"b\": {}\n\"c\": {}", &[BareMembers, MissingComma]),
            ("[\n{{#a}}\n{\"b\": 1},\n{{/a}}\n]", &[TemplateTag, TemplateTag]),
            ("{\"a\": {{#if x}}1{{else}}2{{/if}}, \"b\": 3}", &[TemplateTag, TemplateTag, TemplateTag]),
            ("{\"a\": 1 {{#if x}}, \"b\": {{x}} {{/if}} \"c\": 3}", &[TemplateTag, Placeholder, TemplateTag]),
            ("\"a\": [ {\"b\": 1}", &[BareMembers, Unclosed]),
            ("{\"a\": bc, \"c\": [de, f g]}", &[Placeholder, Placeholder, Placeholder]),
            (
                "{\"a\": [ <1>\n1, <2> <3>\n2 <4>\n],\n\"b\": <5>\n}",
                &[Comment, Comment, Comment, Placeholder],
            ),
            ("{\"a\": 1, (1)\n\"b\": (2),\n\"c\": 2 ②\n}", &[Comment, Placeholder, Comment]),
            ("[1, 2, etc. ]", &[Elision]),
            ("{\"\\ud83d\\\r\nude00 1\"\n: [ ]}", &[ControlCharacter, InvalidEscape]),
            ("[{\"a\": 1}<% if (more) {%>,<% } %> <% } %>]", &[TemplateTag, TemplateTag, TemplateTag]),
            ("{\"a\": \"b\", c\": \"d\", \"e\": 1}", &[MissingOpenQuote]),
            ("{\"a\": Parcelo, Inc.\",\n\"b\": 1}", &[MissingOpenQuote]),
            ("{\"a\": 1..5, \"b\": 10…20}", &[Placeholder, Placeholder]),
        ]
    };

    #[test]
    fn every_fault_is_named_and_mended() {
        let mut wrong = Vec::new();
        for (text, expected) in CASES {
            let within = LocalSpan::new(0, text.len());
            let tree = parse(text, within);
            let kinds: Vec<IssueKind> = tree.issues.iter().map(|issue| issue.kind).collect();
            let repaired = tree.repaired(text, within);
            let strict = serde_json::from_str::<serde_json::Value>(&repaired);
            if kinds != *expected || strict.is_err() {
                wrong.push(format!(
                    "{text}\n   {kinds:?}, expected {expected:?}\n   {repaired} {:?}",
                    strict.err()
                ));
            }
        }
        assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    }
}
