//! The request that a `curl` command sends, by its manual page: method, URL, header fields and data.
//!
//! Every part is a word of the command, so that its bytes can be found again. What no example needs (proxies,
//! certificates, output) is passed over.

use super::arguments::{is_only_option, is_prefix, is_program, with_hyphens};
use super::curl_options::CurlOption;
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
    /// Every option and every other word, in order.
    pub arguments: Vec<Argument>,
}

/// An option with its argument, or a word that is none: an address.
#[derive(Clone, Debug)]
pub struct Argument {
    /// The word that holds the option, or is the address.
    pub span: LocalSpan,
    /// The option as it is written, with its hyphens; letters that share a word each for themselves. Empty for an address.
    pub name: String,
    /// The option that this is, if there is one.
    pub option: Option<CurlOption>,
    /// Its argument, or the address. An option that follows right away is no argument, though `curl` takes it for one.
    pub value: Option<Word>,
    /// Whether the argument is part of the same word.
    pub joined: bool,
}

impl Argument {
    /// Whether it is this option, by its long name.
    pub fn is(&self, name: &str) -> bool {
        self.option.is_some_and(|option| option.name() == name)
    }
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
    /// Of another client: what it makes a body of, which is not written out.
    Member,
}

/// The request of a command; `None` if it is no `curl`, or one that only has its name.
pub fn read(command: &Command, text: &str) -> Option<Request> {
    let at = command.words.iter().position(|word| is_program(&word.text(text)))?;
    let (program, arguments) = command.words[at..].split_first()?;
    if arguments.is_empty() || !command.words[..at].iter().all(|word| is_prefix(&word.text(text))) {
        return None;
    }
    let mut request = Request::of(program.span);
    let mut reader = Reader { text, words: arguments.iter(), request: &mut request };
    reader.run()?;
    Some(request)
}

struct Reader<'c, 't> {
    text: &'t str,
    words: std::slice::Iter<'c, Word>,
    request: &'c mut Request,
}

impl Reader<'_, '_> {
    fn run(&mut self) -> Option<()> {
        while let Some(word) = self.words.next() {
            let written = word.text(self.text);
            let text = with_hyphens(&written);
            if matches!(&*text, "-" | "--") {
                self.positional(word, &text);
            } else if let Some(name) = text.strip_prefix("--") {
                self.long(name, word, text.len() != written.len());
            } else if matches!(&*text, "-Method" | "-Uri" | "-Headers" | "-Body") {
                // The alias of PowerShell for another program.
                return None;
            } else if let Some(name) = one_hyphen(&text) {
                self.meant_long(name, word);
            } else if let Some(flags) = text.strip_prefix('-').filter(|flags| !flags.is_empty()) {
                self.short(flags, word, written.len() - flags.len());
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
        self.request.arguments.push(Argument {
            span: word.span,
            name: String::new(),
            option: None,
            value: Some(word.clone()),
            joined: false,
        });
    }

    /// The argument of an option, unless what follows is another option.
    fn next_value(&mut self) -> Option<Word> {
        let rest = self.words.as_slice();
        rest.first().filter(|word| !is_only_option(word, self.text))?;
        self.words.next().cloned()
    }

    fn long(&mut self, name: &str, word: &Word, altered: bool) {
        let (name, joined) = match name.split_once('=') {
            Some((option, _)) if !altered => (option, Some(word.after("--=".len() + option.len()))),
            Some((option, _)) => (option, None),
            None => (name, None),
        };
        let option = CurlOption::long(name);
        let meant = option.or_else(|| only_letter(name)).or_else(|| CurlOption::near(name));
        let takes = meant.is_some_and(CurlOption::takes_argument);
        let is_joined = joined.is_some();
        let value = joined.or_else(|| takes.then(|| self.next_value()).flatten());
        let name = format!("--{name}");
        self.argument(meant, Argument { span: word.span, name, option, value, joined: is_joined });
    }

    /// `-data '…'`: the name of a long option behind one hyphen.
    fn meant_long(&mut self, name: &str, word: &Word) {
        let meant = CurlOption::long(name);
        let takes = meant.is_some_and(CurlOption::takes_argument);
        let value = takes.then(|| self.next_value()).flatten();
        let name = format!("-{name}");
        self.argument(meant, Argument { span: word.span, name, option: None, value, joined: false });
    }

    /// `-sSL`, `-XPUT`, `-H 'a: b'`, `-d@file`. `dashes`: what the letters stand behind.
    fn short(&mut self, flags: &str, word: &Word, dashes: usize) {
        for (at, flag) in flags.char_indices() {
            let rest = at + flag.len_utf8();
            let option = CurlOption::short(flag);
            let takes = option.is_some_and(CurlOption::takes_argument);
            let joined = takes && rest < flags.len();
            let value = match takes {
                true if joined => Some(word.after(dashes + rest)),
                true => self.next_value(),
                false => None,
            };
            let name = format!("-{flag}");
            self.argument(option, Argument { span: word.span, name, option, value, joined });
            if takes {
                return;
            }
        }
    }

    /// What an option says of the request, or the one that it is a slip of.
    fn argument(&mut self, meant: Option<CurlOption>, argument: Argument) {
        let value = || argument.value.clone();
        let request = &mut *self.request;
        let mut data = |kind| request.data.extend(value().map(|word| Data { kind, word }));
        match meant.map_or("", CurlOption::name) {
            "data" | "data-ascii" | "data-binary" => data(DataKind::Data),
            "data-raw" => data(DataKind::Raw),
            "data-urlencode" => data(DataKind::UrlEncoded),
            "json" => data(DataKind::Json),
            "form" | "form-string" => data(DataKind::Form),
            "upload-file" => data(DataKind::Upload),
            "request" => request.method = value(),
            "url" => request.url = value(),
            "header" => request.headers.extend(value()),
            "get" => request.get = true,
            "head" => request.head = true,
            "include" | "show-headers" => request.include = true,
            _ => {}
        }
        request.arguments.push(argument);
    }
}

/// The name of a long option behind one hyphen, where two belong.
fn one_hyphen(word: &str) -> Option<&str> {
    let name = word.strip_prefix('-').filter(|name| name.len() > 2)?;
    CurlOption::long(name).map(|_| name)
}

/// The option of a letter that stands behind two hyphens.
fn only_letter(name: &str) -> Option<CurlOption> {
    let mut letters = name.chars();
    letters.next().filter(|_| letters.next().is_none()).and_then(CurlOption::short)
}

fn is_url(word: &str) -> bool {
    word.contains("://")
        || word.contains("localhost")
        || word.starts_with(['/', '$', '<', '{', '%']) && word.len() > 1
}

impl Request {
    /// A request that says nothing yet.
    pub(super) fn of(program: LocalSpan) -> Self {
        Self {
            program,
            method: None,
            url: None,
            headers: Vec::new(),
            data: Vec::new(),
            get: false,
            head: false,
            include: false,
            arguments: Vec::new(),
        }
    }

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
            DataKind::Raw | DataKind::UrlEncoded | DataKind::Form | DataKind::Member => None,
        }
    }
}
