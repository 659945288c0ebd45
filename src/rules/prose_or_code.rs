//! Whether a line of a page looks like prose or like code, where no fence can be trusted to say so. Only signs that hardly
//! occur in the other count; most lines look like neither.

/// How much a line without its line ending speaks for code; less than nothing speaks for prose. `apart`: blank lines
/// are above and below it.
pub(super) fn look(line: &str, apart: bool) -> i8 {
    let text = line.trim_start_matches(['>', ' ', '\t']).trim_end();
    let sure = if apart { 2 } else { 1 };
    if text.is_empty() {
        0
    } else if is_markup(text) {
        -2
    } else if is_heading(text) {
        -sure
    } else if is_code(text) {
        1
    } else if is_sentence(text, 4) || after_bullet(text).is_some_and(|item| is_sentence(item, 3)) {
        -sure
    } else {
        0
    }
}

/// `## Heading`; one mark may begin a comment.
pub(super) fn is_heading(text: &str) -> bool {
    let rest = text.trim_start_matches('#');
    let level = text.len() - rest.len();
    (2..=6).contains(&level) && rest.starts_with(' ') && rest.trim().starts_with(char::is_alphabetic)
}

/// What only Markdown writes: links, emphasis at the beginning, the second line of a table, marks of admonitions.
fn is_markup(text: &str) -> bool {
    let is_delimiter = || {
        text.starts_with('|')
            && text.contains("--")
            && text.bytes().all(|byte| matches!(byte, b'|' | b'-' | b':' | b' '))
    };
    let is_strong = || text.strip_prefix("**").is_some_and(|rest| rest.contains("**"));
    let links = || ["](http", "](/", "](#", "](./", "](../"].iter().any(|link| text.contains(link));
    text.starts_with(":::")
        || text.starts_with("![")
        || is_delimiter()
        || is_strong()
        || text.contains('[') && links()
}

fn is_code(text: &str) -> bool {
    /// What lines of programs and of shells begin with.
    const WORDS: [&str; 31] = [
        "GET", "POST", "PUT", "PATCH", "DELETE", "import", "export", "const", "let", "var", "return", "def",
        "class", "func", "function", "public", "private", "package", "curl", "sudo", "npm", "npx", "yarn",
        "pip", "docker", "kubectl", "helm", "git", "cd", "mkdir", "echo",
    ];
    let first = text.split([' ', '\t']).next().unwrap_or_default();
    let ends =
        text.ends_with(['{', '}', '[', ']', ';', '\\']) || text.ends_with(");") || text.ends_with("},");
    let begins = text.starts_with(['{', '}', ']', '$', '@'])
        || text.starts_with("//")
        || text.starts_with("/*")
        || text.starts_with('"') && text.ends_with(['"', ',', ':', '{', '[']);
    let holds = [" = ", " => ", "::", "->", "()", "\": ", "\":\""].iter().any(|sign| text.contains(sign));
    let flags = || {
        let mut words = text.split_whitespace().skip(1);
        words.any(|word| {
            word.strip_prefix('-').is_some_and(|flag| {
                let name = flag.trim_start_matches('-');
                name.starts_with(|c: char| c.is_ascii_alphabetic())
                    && (name.len() == 1 || flag.starts_with('-'))
            })
        })
    };
    begins
        || ends && !text.ends_with("/>")
        || holds
        || WORDS.contains(&first) && first.len() < text.len()
        || is_member(text, first)
        || flags()
        || first.len() == text.len() && first.contains(['/', '_', '=']) && first.is_ascii()
}

/// `key: value` and `Name: value` with one word behind the colon.
fn is_member(text: &str, first: &str) -> bool {
    let name = first.strip_suffix(':').unwrap_or_default();
    let is_name = name.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-' | b'.'));
    let value = text[first.len()..].trim();
    !name.is_empty()
        && is_name
        && if value.is_empty() {
            name.starts_with(|c: char| c.is_ascii_lowercase())
        } else {
            !value.contains(' ')
        }
}

/// What follows the mark of a list item.
fn after_bullet(text: &str) -> Option<&str> {
    let digits = text.len() - text.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    let rest = match digits {
        0 => text.strip_prefix(['-', '*', '+'])?,
        _ => text[digits..].strip_prefix(['.', ')'])?,
    };
    rest.strip_prefix(' ').map(str::trim_start)
}

/// Whether a line reads as a sentence of at least so many words.
fn is_sentence(text: &str, least: usize) -> bool {
    let wide = text
        .chars()
        .filter(|c| matches!(c, '\u{3040}'..='\u{30ff}' | '\u{4e00}'..='\u{9fff}' | '\u{ac00}'..='\u{d7af}'));
    if wide.take(6).count() == 6 {
        return true;
    }
    let starts = text.starts_with(|c: char| c.is_uppercase() || c == '`');
    let words = text.split_whitespace().take(12).count();
    if !starts || words < least {
        return false;
    }
    // Code in a sentence is between backticks.
    let mut outside = true;
    let (mut letters, mut all) = (0, 0);
    for c in text.chars().filter(|c| !c.is_whitespace()) {
        if c == '`' {
            outside = !outside;
        } else if outside {
            all += 1;
            letters += usize::from(c.is_alphabetic() || matches!(c, '\'' | '’' | ',' | '-'));
        }
    }
    let ends = text.ends_with(['.', ':', '?', '!', '。', '：']);
    10 * letters >= if ends { 8 } else { 9 } * all && (ends || words >= 6)
}

#[cfg(test)]
mod tests {
    use super::look;

    #[test]
    fn lines_look_like_prose_or_like_code_or_like_neither() {
        let prose = [
            "The service answers with the parcel.",
            "Then send a request:",
            "- Send the parcel to a locker",
            "See [the guide](/guide) for more",
            "**Note** that it waits",
            "|---|:--|",
            "## Response",
            "荷物の状態を返します",
            "Set `weightGrams` to the weight of the parcel.",
        ];
        let code = [
            "{",
            "  \"id\": \"p-1042\",",
            "parcelo get p-1042 --json",
            "curl https://api.parcelo.example",
            "const id = 4",
            "// Track it here.",
            "Content-Type: application/json",
            "state:",
            "src/parcels/read.rs",
        ];
        let neither =
            ["", "done", "# install it", "<Tab title=\"a\">", "- name: parcel", "Weight", "parcelo list"];
        for line in prose {
            assert!(look(line, false) < 0, "{line}");
        }
        for line in code {
            assert!(look(line, false) > 0, "{line}");
        }
        for line in neither {
            assert_eq!(look(line, true), 0, "{line}");
        }
    }
}
