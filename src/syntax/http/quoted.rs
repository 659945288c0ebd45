//! Header fields as a program writes them, a line each: `"Accept": "text/plain",`, `'Accept: text/plain'`. Their form is
//! that of the program; what they say is read.

use std::ops::Range;

use super::lines::{Line, lines_within};
use super::{Header, HttpMessage, header};
use crate::text::LocalSpan;

/// The fields of a text that holds nothing else. The status line is empty.
pub fn parse_quoted_fields(text: &str) -> Option<HttpMessage<'_>> {
    let all = LocalSpan::new(0, text.len());
    let lines = lines_within(text, all).filter(|line| !line.is_blank());
    let headers = lines.map(|line| field(&line)).collect::<Option<Vec<Header<'_>>>>()?;
    let (first, last) = (headers.first()?.name.span, headers.last()?.value.span);
    let known = headers.iter().any(|field| header::is_known(field.name.text));
    let message = HttpMessage::without_start(first.start as usize, LocalSpan::empty(text.len()));
    known.then_some(HttpMessage { headers, head: first.to(last), ..message })
}

/// The field of a line.
fn field<'t>(line: &Line<'t>) -> Option<Header<'t>> {
    let text = line.trimmed();
    let at = line.span().start as usize;
    let mark = text.chars().next().filter(|mark| matches!(mark, '"' | '\''))?;
    let inner = &text[1..];
    let end = inner.find(mark)?;
    // `'Accept: text/plain'`
    let (name, value) = if let Some(colon) = inner[..end].find(':') {
        (0..colon, colon + 1..end)
    } else {
        let rest = inner[end + 1..].trim_start().strip_prefix(':')?.trim_start();
        let begin = inner.len() - rest.len() + usize::from(rest.starts_with(mark));
        let length = inner[begin..].find(mark).unwrap_or(inner.len() - begin);
        (0..end, begin..begin + length)
    };
    let part = |range: Range<usize>| header::part(&inner[range.clone()], at + 1 + range.start);
    let field = Header { name: part(name), value: part(value) };
    header::is_token(field.name.text).then_some(field)
}

#[cfg(test)]
mod tests {
    use super::parse_quoted_fields;

    #[test]
    fn fields_in_quotes() {
        let read = |text: &str| {
            let fields = parse_quoted_fields(text)?.headers;
            let shown = fields.iter().map(|field| {
                assert_eq!(field.value.span.of(text), field.value.text);
                format!("{}={}", field.name.text, field.value.text)
            });
            Some(shown.collect::<Vec<_>>().join(" "))
        };
        let cases = [
            ("\"Accept\": \"text/plain\",\n\"X-Depot\": 7\n", Some("Accept=text/plain X-Depot=7")),
            ("'Accept: text/plain'\n\n", Some("Accept=text/plain")),
            ("  \"accept\" : \"é\" // why\n", Some("accept=é")),
            ("\"name\": \"x\"", None),
            ("\"Accept\": \"a\"\n{", None),
            ("\"Accept", None),
            ("\"\"", None),
            ("", None),
        ];
        for (text, expected) in cases {
            assert_eq!(read(text).as_deref(), expected, "{text}");
        }
    }
}
