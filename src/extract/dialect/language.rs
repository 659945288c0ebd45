//! What the info string of a fence promises. Only a hint: the content is looked at first.

/// How far an info string lets a block be an example.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::extract) enum Language {
    /// HTTP messages.
    Http,
    /// JSON and its relatives; API consoles' blocks are written so as well.
    Json,
    /// Nothing in particular: no label, `text`, `console`.
    Neutral,
    /// A shell session. It holds commands, and now and then a whole HTTP message.
    Shell,
    /// JavaScript, which JSON was often labelled before there was a label for it, and the queries whose answers are JSON.
    Script,
    /// A programming or markup language: an example only where an annotation says so.
    Foreign,
}

impl Language {
    /// The language that the first word of an info string (lower-cased) names.
    #[rustfmt::skip]
    pub(in crate::extract) fn of(word: &str) -> Self {
        match word {
            "http" | "https" | "http-message" | "http-request" | "http-response" | "msgraph-interactive"
            | "rest" | "httpspec" => Self::Http,
            "json" | "jsonc" | "json5" | "jsonl" | "ndjson" | "geojson" | "json-ld" | "jsonld"
            | "json-object" | "hal" | "console-result" => Self::Json,
            "bash" | "sh" | "shell" | "zsh" | "fish" | "ksh" | "curl" | "cmd" | "bat" | "batch"
            | "shell-session" | "shellsession" | "sh-session" | "bash-session" | "terminal" | "command"
            | "command-line" | "azurecli" | "azurecli-interactive" | "dotnetcli" | "powershell"
            | "pwsh" | "posh" | "dos" | "powershell-interactive" | "ps1" => Self::Shell,
            "javascript" | "js" | "graphql" | "gql" => Self::Script,
            "ada" | "apex" | "asciidoc" | "asm" | "awk" | "bicep" | "c" | "c#" | "c++" | "clojure"
            | "cpp" | "cs" | "csharp" | "cs-interactive" | "css" | "csv" | "dart" | "diff" | "django"
            | "docker" | "dockerfile" | "elixir" | "elm" | "erb" | "erlang" | "f#" | "fsharp" | "go"
            | "golang" | "gradle" | "groovy" | "haml" | "handlebars" | "haskell"
            | "hbs" | "hcl" | "html" | "ini" | "java" | "jinja" | "jinja2" | "jsp"
            | "jsx" | "jwt" | "julia" | "kql" | "kotlin" | "kt" | "kusto" | "latex" | "less" | "liquid"
            | "lisp" | "lua" | "make" | "makefile" | "markdown" | "md" | "mdx" | "mermaid" | "mustache"
            | "nginx" | "node" | "nodejs" | "obj-c" | "objc" | "objective-c" | "objectivec" | "ocaml"
            | "pascal" | "patch" | "perl" | "php" | "plantuml" | "pl" | "postgresql" | "powerfx"
             | "promql" | "properties" | "proto" | "protobuf"
             | "puml" | "puppet" | "py" | "python" | "python3" | "ql" | "r" | "razor" | "rb"
            | "rego" | "rs" | "rst" | "ruby" | "rust" | "sass" | "scala" | "scss" | "sentinel"
            | "smarty" | "solidity" | "sql" | "svelte" | "svg" | "swift" | "terraform" | "tex" | "tf"
            | "toml" | "tsql" | "ts" | "tsv" | "tsx" | "twig" | "typescript" | "vb" | "vbnet" | "vue"
            | "wgsl" | "wasm" | "xaml" | "xhtml" | "xml" | "xpath" | "xslt" | "yaml" | "yml" | "zig" => Self::Foreign,
            _ => Self::Neutral,
        }
    }
}
