//! The text of a first configuration file, from what was seen of a repository. Nothing here looks at any.

use std::fmt::Write as _;

use super::Known;

/// What a first configuration file is made of.
#[derive(Clone, Debug, Default)]
pub(crate) struct Draft {
    /// Sentences on what was seen, for whoever reads the file.
    pub seen: Vec<String>,
    /// Globs of pages that nobody writes by hand.
    pub exclude: Vec<String>,
    /// What describes the API.
    pub schemas: Vec<String>,
    /// What describes each version of it: the folder of its pages, and files.
    pub versions: Vec<(String, Vec<String>)>,
    /// Files that may describe bodies, if they are bound.
    pub loose: Vec<String>,
    /// Words taken over from elsewhere.
    pub known: Known,
}

impl Draft {
    /// The file.
    pub(crate) fn text(&self) -> String {
        let mut text = String::from(
            "# Configuration of apiproof. `apiproof config show PAGE` says what counts for a page and why,\n\
             # `apiproof rules` which rules there are.\n",
        );
        for sentence in &self.seen {
            let _ = writeln!(text, "# {}", plain(sentence));
        }
        text.push_str(
            "\n# `default` reports mistakes, `strict` adds what most teams agree on,\n\
             # `pedantic` reports everything.\nlevel = \"default\"\n\n\
             # Rules and groups to turn off: `apiproof check --statistics` counts the findings of each.\n\
             # ignore = [\"http/content-length\"]\n",
        );
        if self.exclude.is_empty() {
            text.push_str("\n# Generated pages.\n# exclude = [\"**/generated/**\"]\n");
        } else {
            text.push_str("\n# Generated pages.\n");
            list(&mut text, "exclude", &self.exclude);
        }
        if !self.schemas.is_empty() {
            text.push_str("\n# Descriptions of the API: every body is checked against them.\n");
            list(&mut text, "schemas", &self.schemas);
        } else if self.versions.is_empty() {
            text.push_str(
                "\n# Descriptions of the API: OData CSDL, OpenAPI, JSON Schema, or pages with resources and tables.\n\
                 # schemas = [\"openapi.yaml\"]\n",
            );
        }
        let known = [
            ("methods", &self.known.methods),
            ("media-types", &self.known.media_types),
            ("properties", &self.known.properties),
        ];
        if known.iter().any(|(_, words)| !words.is_empty()) {
            text.push_str("\n# Words that are correct although no standard lists them.\n[known]\n");
            for (key, words) in known.iter().filter(|(_, words)| !words.is_empty()) {
                list(&mut text, key, words);
            }
        }
        for (folder, schemas) in &self.versions {
            text.push_str("\n[[override]]\n");
            list(&mut text, "paths", std::slice::from_ref(folder));
            list(&mut text, "schemas", schemas);
        }
        for file in &self.loose {
            let file = word(file);
            let _ = write!(
                text,
                "\n# Bind a schema to an operation like this.\n# [[bind]]\n# schema = {file}\n\
                 # method = \"GET\"\n# path = \"/v1/parcels/{{id}}\"\n# status = 200\n"
            );
        }
        text
    }
}

/// Whether a name can show a character as it is: not if it could end a line, nor if a terminal or a log, to which the
/// file may be printed, would obey it (two `#` begin a command in some).
fn is_plain(c: char) -> bool {
    c != '#' && ((' '..='~').contains(&c) || c.is_alphanumeric())
}

/// A sentence with names from outside on one line.
fn plain(sentence: &str) -> String {
    sentence.chars().fold(String::with_capacity(sentence.len()), |mut line, c| {
        if is_plain(c) {
            line.push(c);
        } else {
            line.extend(c.escape_unicode());
        }
        line
    })
}

/// A basic string of TOML, on one line.
fn word(text: &str) -> String {
    let mut out = String::from("\"");
    for c in text.chars() {
        let _ = match c {
            '"' | '\\' => write!(out, "\\{c}"),
            c if is_plain(c) => write!(out, "{c}"),
            c => write!(out, "\\U{:08X}", u32::from(c)),
        };
    }
    out.push('"');
    out
}

fn list(text: &mut String, key: &str, words: &[String]) {
    let words: Vec<String> = words.iter().map(|text| word(text)).collect();
    if words.len() < 2 {
        let _ = writeln!(text, "{key} = [{}]", words.concat());
        return;
    }
    let _ = writeln!(text, "{key} = [");
    for word in words {
        let _ = writeln!(text, "  {word},");
    }
    text.push_str("]\n");
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::super::Options;
    use super::*;

    #[test]
    fn a_draft_is_a_configuration() {
        let words = |list: &[&str]| list.iter().map(|word| (*word).to_owned()).collect::<Vec<_>>();
        let full = Draft {
            seen: words(&["12 pages.", "a\nlevel = \"pedantic\""]),
            exclude: words(&["**/snippets/**", "a \"quoted\" \\ name\n##[x]\u{9b}"]),
            schemas: words(&["openapi.yaml"]),
            versions: vec![("beta".to_owned(), words(&["beta.csdl", "beta/resources"]))],
            loose: words(&["parcel.json"]),
            known: Known { methods: words(&["PURGE"]), ..Known::default() },
        };
        let read = |draft: &Draft| Options::from_toml("apiproof.toml", Path::new(""), &draft.text()).unwrap();
        let options = read(&full);
        assert_eq!((options.exclude.len(), options.schemas.len()), (2, 1));
        assert_eq!(full.text().matches("\nlevel =").count(), 1, "a name is not a setting");
        assert!(!full.text().contains("##") && !full.text().contains('\u{9b}'));
        assert_eq!(options.exclude[1].text, full.exclude[1]);
        assert_eq!(options.overrides[0].options.schemas.len(), 2);
        assert_eq!(options.known.methods[0].text, "PURGE");
        assert!(options.binds.is_empty());
        let bare = read(&Draft::default());
        assert!(bare.exclude.is_empty() && bare.schemas.is_empty());
    }
}
