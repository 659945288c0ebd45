//! Commands that print JSON: what they read behind a pipe, all of it (`jq .`, `python -m json.tool`, `less`), or on their
//! own account.

/// What a program that passes JSON on does with it.
enum Filter {
    /// Filters JSON, and prints some itself: `jq`.
    Queries,
    /// The same, but not always as JSON: `yq -P`.
    Converts,
    /// A module of Python, of which one prints JSON.
    Runs,
    /// Only lays JSON out, on its own account.
    Formats,
    /// Prints whatever it reads.
    Copies,
}

impl Filter {
    /// The filter that a program is, by its name without its folder.
    fn named(program: &str) -> Option<Self> {
        match program.rsplit('/').next()? {
            "jq" | "gojq" | "jaq" => Some(Self::Queries),
            "yq" => Some(Self::Converts),
            "python" | "python3" | "python2" => Some(Self::Runs),
            "json_pp" | "jsonpp" | "pjson" | "prettyjson" => Some(Self::Formats),
            "json" | "underscore" | "bat" | "less" | "more" | "cat" | "tee" | "prettier" | "fx" | "jless" => {
                Some(Self::Copies)
            }
            _ => None,
        }
    }
}

/// Whether a command, as its words, prints all of what it reads, however laid out.
pub fn prints_all(words: &[&str]) -> bool {
    let Some((program, arguments)) = words.split_first() else { return true };
    match Filter::named(program) {
        Some(Filter::Queries) => is_identity(arguments),
        Some(Filter::Converts) => {
            is_identity(arguments) && !arguments.iter().any(|word| matches!(*word, "-P" | "--prettyPrint"))
        }
        Some(Filter::Runs) => is_json_tool(arguments),
        Some(Filter::Formats | Filter::Copies) => true,
        None => false,
    }
}

/// Whether a command prints JSON on its own account, and not what any other program printed.
pub fn prints_json(words: &[&str]) -> bool {
    let Some((program, arguments)) = words.split_first() else { return false };
    match Filter::named(program) {
        Some(Filter::Queries | Filter::Formats) => true,
        Some(Filter::Runs) => is_json_tool(arguments),
        Some(Filter::Converts | Filter::Copies) | None => false,
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
