//! The request that a `curl` command sends, by its manual page: method, URL, header fields and data.
//!
//! Every part is a word of the command, so that its bytes can be found again. What no example needs (proxies,
//! certificates, output) is passed over.

use super::{Command, Word};
use crate::text::LocalSpan;

/// A request as a command line.
#[derive(Clone, Debug)]
pub struct Request {
    /// The name of the program.
    pub program: LocalSpan,
    /// What `-X` says.
    pub method: Option<Word>,
    /// The target, whatever it looks like.
    pub url: Option<Word>,
    /// What `-H` says: `Name: value`.
    pub headers: Vec<Word>,
    /// What is sent, in order.
    pub data: Vec<Data>,
    /// `-G`: the data goes to the query.
    pub get: bool,
    /// `-I`
    pub head: bool,
    /// `-i`: the header of the response is shown.
    pub include: bool,
}

/// A piece of data.
#[derive(Clone, Debug)]
pub struct Data {
    /// Which option says so.
    pub kind: DataKind,
    /// The data, or where it is.
    pub word: Word,
}

/// How a piece of data is sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DataKind {
    /// `-d`, `--data`, `--data-binary`; a file if it begins with `@`.
    Data,
    /// `--data-raw`
    Raw,
    /// `--data-urlencode`
    UrlEncoded,
    /// `--json`; a file if it begins with `@`.
    Json,
    /// `-F`
    Form,
    /// `-T`: a file.
    Upload,
}

/// Long options that take a value and say nothing of the request.
const WITH_VALUE: [&str; 50] = [
    "abstract-unix-socket",
    "aws-sigv4",
    "cacert",
    "capath",
    "cert",
    "cert-type",
    "ciphers",
    "config",
    "connect-timeout",
    "connect-to",
    "continue-at",
    "cookie",
    "cookie-jar",
    "crlfile",
    "delegation",
    "dump-header",
    "expect100-timeout",
    "hostpubmd5",
    "interface",
    "keepalive-time",
    "key",
    "key-type",
    "limit-rate",
    "login-options",
    "max-filesize",
    "max-redirs",
    "max-time",
    "noproxy",
    "oauth2-bearer",
    "output",
    "output-dir",
    "pass",
    "pinnedpubkey",
    "proxy",
    "proxy-user",
    "range",
    "rate",
    "referer",
    "resolve",
    "retry",
    "retry-delay",
    "retry-max-time",
    "socks5",
    "stderr",
    "trace",
    "trace-ascii",
    "unix-socket",
    // What is sent is told by other options.
    "url-query",
    "user-agent",
    "write-out",
];

/// The same for short ones.
const SHORT_WITH_VALUE: &str = "AbcCDeEKmoPQrtuUwxyYz";

/// The request of a command; `None` if it is no `curl`, or one that only has its name.
pub fn read(command: &Command, text: &str) -> Option<Request> {
    let at = command.words.iter().position(|word| is_curl(&word.text(text)))?;
    let (program, arguments) = command.words[at..].split_first()?;
    let before = &command.words[..at];
    // `sudo curl`, `time curl`, `HOST=… curl`; not `brew install curl`.
    let prefix = |word: &Word| {
        let word = word.text(text);
        matches!(&*word, "sudo" | "time" | "if" | "while" | "until" | "then" | "do" | "else" | "!" | "exec")
            || word.contains('=')
    };
    if arguments.is_empty() || !before.iter().all(prefix) {
        return None;
    }
    let mut request = Request {
        program: program.span,
        method: None,
        url: None,
        headers: Vec::new(),
        data: Vec::new(),
        get: false,
        head: false,
        include: false,
    };
    let mut reader = Reader { text, words: arguments.iter(), request: &mut request };
    reader.run()?;
    Some(request)
}

fn is_curl(word: &str) -> bool {
    let name = word.rsplit(['/', '\\']).next().unwrap_or(word);
    name == "curl" || name == "curl.exe"
}

struct Reader<'c, 't> {
    text: &'t str,
    words: std::slice::Iter<'c, Word>,
    request: &'c mut Request,
}

impl Reader<'_, '_> {
    fn run(&mut self) -> Option<()> {
        while let Some(word) = self.words.next() {
            let text = word.text(self.text);
            if let Some(name) = text.strip_prefix("--") {
                self.long(name, word);
            } else if matches!(&*text, "-Method" | "-Uri" | "-Headers" | "-Body") {
                // The alias of PowerShell for another program.
                return None;
            } else if let Some(flags) = text.strip_prefix('-').filter(|flags| !flags.is_empty()) {
                self.short(flags, word);
            } else {
                self.positional(word, &text);
            }
        }
        Some(())
    }

    fn positional(&mut self, word: &Word, text: &str) {
        // What broken quoting leaves over is no URL if a better one follows.
        let better =
            self.request.url.as_ref().is_none_or(|url| !is_url(&url.text(self.text)) && is_url(text));
        if better && !text.is_empty() {
            self.request.url = Some(word.clone());
        }
    }

    fn long(&mut self, name: &str, word: &Word) {
        let (option, joined) = match name.split_once('=') {
            Some((option, _)) => (option, Some(word.after("--=".len() + option.len()))),
            None => (name, None),
        };
        let value = |reader: &mut Self| joined.clone().or_else(|| reader.words.next().cloned());
        match option {
            "request" => self.request.method = value(self),
            "url" => self.request.url = value(self),
            "header" => {
                let header = value(self);
                self.request.headers.extend(header);
            }
            "data" | "data-ascii" | "data-binary" => {
                let data = value(self);
                self.data(DataKind::Data, data);
            }
            "data-raw" => {
                let data = value(self);
                self.data(DataKind::Raw, data);
            }
            "data-urlencode" => {
                let data = value(self);
                self.data(DataKind::UrlEncoded, data);
            }
            "json" => {
                let data = value(self);
                self.data(DataKind::Json, data);
            }
            "form" | "form-string" => {
                let data = value(self);
                self.data(DataKind::Form, data);
            }
            "upload-file" => {
                let data = value(self);
                self.data(DataKind::Upload, data);
            }
            "user" => {
                value(self);
            }
            "get" => self.request.get = true,
            "head" => self.request.head = true,
            "include" | "show-headers" => self.request.include = true,
            _ if WITH_VALUE.contains(&option) => {
                value(self);
            }
            _ => {}
        }
    }

    /// `-sSL`, `-XPUT`, `-H 'a: b'`, `-d@file`.
    fn short(&mut self, flags: &str, word: &Word) {
        for (at, flag) in flags.char_indices() {
            let rest = at + flag.len_utf8();
            let joined = (rest < flags.len()).then(|| word.after("-".len() + rest));
            let value = |reader: &mut Self| joined.clone().or_else(|| reader.words.next().cloned());
            match flag {
                'X' => return self.request.method = value(self).map(without_equals(self.text)),
                'H' => {
                    let header = value(self);
                    return self.request.headers.extend(header);
                }
                'd' => {
                    let data = value(self);
                    return self.data(DataKind::Data, data);
                }
                'F' => {
                    let data = value(self);
                    return self.data(DataKind::Form, data);
                }
                'T' => {
                    let data = value(self);
                    return self.data(DataKind::Upload, data);
                }
                'G' => self.request.get = true,
                'I' => self.request.head = true,
                'i' => self.request.include = true,
                _ if SHORT_WITH_VALUE.contains(flag) => {
                    value(self);
                    return;
                }
                _ => {}
            }
        }
    }

    fn data(&mut self, kind: DataKind, word: Option<Word>) {
        self.request.data.extend(word.map(|word| Data { kind, word }));
    }
}

/// `-X=PUT` is not what the manual page says, and is meant so.
fn without_equals(text: &str) -> impl Fn(Word) -> Word {
    move |word| if word.text(text).starts_with('=') { word.after(1) } else { word }
}

fn is_url(word: &str) -> bool {
    word.contains("://")
        || word.contains("localhost")
        || word.starts_with(['/', '$', '<', '{', '%']) && word.len() > 1
}

impl Request {
    /// The method, if the command does not say which: by what it sends (curl(1)).
    pub fn implied_method(&self) -> &'static str {
        match () {
            () if self.head => "HEAD",
            () if self.get || self.data.is_empty() => "GET",
            () if self.data.iter().any(|data| data.kind == DataKind::Upload) => "PUT",
            () => "POST",
        }
    }
}

impl Data {
    /// The file that the data is in; `-` is what comes in through a pipe.
    pub fn file(&self, text: &str) -> Option<String> {
        let word = self.word.text(text);
        match self.kind {
            DataKind::Data | DataKind::Json => word.strip_prefix('@').map(str::to_owned),
            DataKind::Upload => Some(word.into_owned()),
            DataKind::Raw | DataKind::UrlEncoded | DataKind::Form => None,
        }
    }
}
