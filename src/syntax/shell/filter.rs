//! Commands that print JSON: what they read behind a pipe, all of it (`jq .`, `python -m json.tool`, `less`), or on their
//! own account.

/// Whether a command, as its words, prints all of what it reads, however laid out.
pub fn prints_all(words: &[&str]) -> bool {
    let Some((program, arguments)) = words.split_first() else { return true };
    match program.rsplit('/').next().unwrap_or_default() {
        "jq" | "gojq" | "jaq" => is_identity(arguments),
        "yq" => {
            is_identity(arguments) && !arguments.iter().any(|word| matches!(*word, "-P" | "--prettyPrint"))
        }
        "python" | "python3" | "python2" => is_json_tool(arguments),
        "json_pp" | "jsonpp" | "pjson" | "json" | "prettyjson" | "underscore" | "bat" | "less" | "more"
        | "cat" | "tee" | "prettier" | "fx" | "jless" => true,
        _ => false,
    }
}

/// Whether a command prints JSON on its own account, and not what any other program printed.
pub fn prints_json(words: &[&str]) -> bool {
    let Some((program, arguments)) = words.split_first() else { return false };
    match program.rsplit('/').next().unwrap_or_default() {
        "jq" | "gojq" | "jaq" | "json_pp" | "jsonpp" | "pjson" | "prettyjson" => true,
        "python" | "python3" | "python2" => is_json_tool(arguments),
        _ => false,
    }
}

/// Whether the filter of `jq` is `.` or none.
fn is_identity(arguments: &[&str]) -> bool {
    let mut rest = arguments.iter();
    while let Some(word) = rest.next() {
        match *word {
            "--indent" => drop(rest.next()),
            "-f" | "--from-file" => return false,
            word if word.starts_with('-') || word == "." => {}
            _ => return false,
        }
    }
    true
}

/// `python -m json.tool`, `python -mjson.tool`.
fn is_json_tool(arguments: &[&str]) -> bool {
    arguments.iter().any(|word| matches!(*word, "json.tool" | "-mjson.tool"))
}

#[cfg(test)]
mod tests {
    use super::prints_all;

    #[test]
    fn filters_are_told_from_printers() {
        let cases = [
            ("jq", true),
            ("jq .", true),
            ("jq -r .", true),
            ("jq --indent 2 .", true),
            ("python3 -m json.tool --sort-keys", true),
            ("python -mjson.tool", true),
            ("/usr/bin/jq .", true),
            ("tee out.json", true),
            ("jq .items[0]", false),
            ("jq -f filter.jq", false),
            ("python3 report.py", false),
            ("head -n 3", false),
            ("yq -P", false),
        ];
        for (command, all) in cases {
            let words: Vec<&str> = command.split(' ').collect();
            assert_eq!(prints_all(&words), all, "{command}");
        }
    }
}
