//! The words by which prose says what an API answers: one table a language, all of them here, so that another
//! language is a table more. Only words; what they mean together is decided where they are looked for.
//!
//! Words are in lower case. A cue is found where its words stand, with a word boundary at both ends.

/// The cues of one language.
#[derive(Debug)]
pub(super) struct Words {
    /// What follows a number that is a status code: `404 errors`.
    pub(super) after_code: &'static [&'static str],
    /// What stands before a number that is a status code: `status code 404`.
    pub(super) before_code: &'static [&'static str],
    /// What may stand between the two: `status code of 404`.
    pub(super) between: &'static [&'static str],
    /// What says that a bare number comes back: `returns 204`.
    pub(super) verbs: &'static [&'static str],
    /// How a sentence goes on behind a bare number that is no count of things: `returns 204 if all goes well`.
    pub(super) after_bare: &'static [&'static str],
    /// What a sentence about answers speaks of; beginnings of words.
    pub(super) speech: &'static [&'static str],
    /// What ties two codes to one list: `200 or 202`.
    pub(super) joins: &'static [&'static str],
    /// What makes a class of a code: `200-series`.
    pub(super) classes: &'static [&'static str],
    /// What makes the usual case of a condition: `if successful`.
    pub(super) success: &'static [&'static str],
    /// What begins any other condition.
    pub(super) conditions: &'static [&'static str],
    /// What says that something was so once.
    pub(super) past: &'static [&'static str],
    /// What says, right before a code, that it came back once.
    pub(super) past_verbs: &'static [&'static str],
    /// What says that a code is not the answer.
    pub(super) negations: &'static [&'static str],
    /// What may stand between a negation and the code that it denies.
    pub(super) denied: &'static [&'static str],
    /// Where a body is promised.
    pub(super) bodies: &'static [&'static str],
    /// What says that a body is another one.
    pub(super) requests: &'static [&'static str],
    /// What says, before or in the promise, that there is none.
    pub(super) bodiless: &'static [&'static str],
    /// What says by itself that there is no body.
    pub(super) no_bodies: &'static [&'static str],
    /// What a section of responses is called.
    pub(super) response_headings: &'static [&'static str],
    /// What else may stand in such a heading.
    pub(super) in_response_titles: &'static [&'static str],
    /// How the longer heading of such a section begins: `Responses to a request`.
    pub(super) response_beginnings: &'static [&'static str],
    /// What a section about what goes wrong has in its heading.
    pub(super) error_headings: &'static [&'static str],
    /// What the column of codes of a table is called.
    pub(super) code_columns: &'static [&'static str],
    /// What a section of endpoint lines is called.
    pub(super) endpoint_headings: &'static [&'static str],
    /// What else may stand in such a heading.
    pub(super) in_titles: &'static [&'static str],
    /// What a section of examples is called.
    pub(super) example_headings: &'static [&'static str],
    /// What a section about headers has in its heading.
    pub(super) header_headings: &'static [&'static str],
    /// What a section about request bodies has in its heading.
    pub(super) body_headings: &'static [&'static str],
    /// What a section about parameters of the target has in its heading.
    pub(super) parameter_headings: &'static [&'static str],
    /// What a section about the properties of a resource has in its heading.
    pub(super) property_headings: &'static [&'static str],
    /// What a section about its relationships has in its heading.
    pub(super) relationship_headings: &'static [&'static str],
    /// What the column of types is called.
    pub(super) type_columns: &'static [&'static str],
    /// What the column of names of a table of headers or members is called.
    pub(super) name_columns: &'static [&'static str],
    /// What the column is called that says whether something is required.
    pub(super) required_columns: &'static [&'static str],
    /// What the column of descriptions is called.
    pub(super) text_columns: &'static [&'static str],
    /// What a cell of the column of requirements says of what is required.
    pub(super) affirmations: &'static [&'static str],
    /// What a sentence of a description consists of, if it says that something is required.
    pub(super) required: &'static [&'static str],
    /// What the column of methods of a table of endpoints is called.
    pub(super) method_columns: &'static [&'static str],
    /// What the column of paths of a table of endpoints is called.
    pub(super) path_columns: &'static [&'static str],
    /// What says that a redirect follows, whatever its code.
    pub(super) redirects: &'static [&'static str],
}

/// Which cues are meant.
pub(super) type Kind = fn(&Words) -> &'static [&'static str];

/// Every language.
pub(super) const LANGUAGES: &[Words] = &[ENGLISH];

const ENGLISH: Words = Words {
    after_code: &[
        "response",
        "responses",
        "status",
        "statuses",
        "code",
        "codes",
        "error",
        "errors",
        "http",
        "redirect",
        "redirection",
        "is returned",
        "will be returned",
        "on success",
    ],
    before_code: &[
        "http",
        "status",
        "statuses",
        "code",
        "codes",
        "error",
        "errors",
        "http status",
        "http code",
    ],
    between: &["of", "is", "a", "an", "the", "code", "codes", "either", "be", "like", "as"],
    verbs: &[
        "return",
        "returns",
        "returning",
        "respond with",
        "responds with",
        "responding with",
        "response is",
        "answer",
        "answers",
        "answer with",
        "answers with",
        "answered with",
        "reply with",
        "replies with",
        "yields",
        "issues",
        "results in",
    ],
    after_bare: &[
        "if",
        "when",
        "on success",
        "upon",
        "with",
        "and",
        "otherwise",
        "unless",
        "once",
        "along",
        "after",
        "but",
        "even",
        "in case",
        "in all cases",
        "as soon",
    ],
    speech: &[
        "return", "respon", "status", "http", "result", "success", "fail", "receiv", "redirect", "answer",
        "repl", "error",
    ],
    joins: &["or", "and", "to", "or a", "or an", "and a"],
    classes: &["series", "level", "range", "class", "family"],
    success: &["success", "successful", "successfully", "succeeds", "succeeded", "ok", "okay", "fine"],
    conditions: &[
        "if",
        "when",
        "whenever",
        "unless",
        "except",
        "otherwise",
        "depending",
        "in case",
        "in the case",
        "may",
        "might",
        "could",
        "can",
        "sometimes",
        "until",
        "while",
        "where",
        "provided",
        "for example",
    ],
    past: &[
        "previously",
        "formerly",
        "used to",
        "earlier version",
        "earlier versions",
        "older version",
        "older versions",
        "in the past",
        "no longer",
        "prior to",
        "before version",
        "deprecated",
    ],
    past_verbs: &["returned", "responded with", "answered", "answered with", "replied with"],
    negations: &[
        "not",
        "never",
        "instead of",
        "rather than",
        "other than",
        "no longer",
        "without",
        "cannot",
        "unlike",
        "don't",
        "doesn't",
        "won't",
        "isn't",
        "didn't",
        "never a",
    ],
    denied: &[
        "return",
        "returns",
        "returned",
        "returning",
        "respond",
        "responds",
        "with",
        "send",
        "sends",
        "get",
        "gets",
        "receive",
        "answer",
        "answers",
        "reply",
        "replies",
        "give",
        "mean",
        "a",
        "an",
        "the",
        "any",
        "http",
        "status",
        "code",
        "codes",
        "response",
        "of",
        "be",
        "or",
        "and",
        "as",
        "usual",
        "normal",
        "result",
        "in",
    ],
    bodies: &[
        "in the response body",
        "in the body of the response",
        "in the response's body",
        "in its response body",
        "in the body",
        "in the response payload",
        "and a response body",
        "with a response body",
        "response body contains",
        "response body includes",
        "response body will contain",
        "response body holds",
    ],
    requests: &["request"],
    bodiless: &[
        "no",
        "not",
        "nothing",
        "never",
        "empty",
        "without",
        "doesn't",
        "don't",
        "won't",
        "neither",
        "nor",
        "none",
        "isn't",
        "nothing else",
        "absence",
    ],
    no_bodies: &[
        "empty response body",
        "empty body",
        "no response body",
        "no body",
        "without a response body",
        "without a body",
        "body is empty",
        "response is empty",
        "empty response",
    ],
    response_headings: &[
        "response",
        "responses",
        "returns",
        "return",
        "status",
        "statuses",
        "result",
        "results",
        "output",
    ],
    in_response_titles: &[
        "http",
        "code",
        "codes",
        "value",
        "values",
        "body",
        "the",
        "and",
        "or",
        "example",
        "examples",
        "sample",
        "success",
        "successful",
        "error",
        "errors",
        "expected",
        "possible",
        "message",
        "messages",
        "header",
        "headers",
        "format",
        "json",
        "api",
        "type",
        "payload",
        "details",
        "data",
        "schema",
    ],
    response_beginnings: &["response", "responses", "returns"],
    error_headings: &["error", "errors", "failure", "failures", "exceptions"],
    code_columns: &[
        "code",
        "codes",
        "status",
        "status code",
        "status codes",
        "http code",
        "http status",
        "http status code",
        "http response code",
        "response code",
        "response status",
        "response",
        "return code",
        "return status",
    ],
    endpoint_headings: &[
        "request",
        "requests",
        "endpoint",
        "endpoints",
        "syntax",
        "url",
        "urls",
        "path",
        "paths",
        "route",
        "routes",
        "methods",
        "signature",
        "uri",
    ],
    in_titles: &[
        "http",
        "https",
        "the",
        "and",
        "a",
        "of",
        "format",
        "api",
        "method",
        "rest",
        "supported",
        "available",
    ],
    example_headings: &["example", "examples", "sample", "samples", "tutorial", "walkthrough"],
    header_headings: &["header", "headers"],
    body_headings: &["request body", "body", "payload", "body parameters"],
    parameter_headings: &["parameter", "parameters", "query", "query string", "arguments"],
    property_headings: &["property", "properties", "attributes", "fields", "members"],
    relationship_headings: &["relationship", "relationships", "navigation properties"],
    type_columns: &["type", "data type", "value type", "json type"],
    name_columns: &[
        "name",
        "property",
        "properties",
        "property name",
        "relationship",
        "relationship name",
        "navigation property",
        "header",
        "header name",
        "field",
        "field name",
        "attribute",
        "parameter",
        "key",
        "member",
    ],
    required_columns: &["required", "required?", "mandatory", "requirement"],
    text_columns: &["description", "value", "details", "notes", "meaning"],
    affirmations: &["yes", "true", "required", "y", "✓", "✔", "✅", "mandatory"],
    required: &["required", "mandatory", "it is required", "this header is required"],
    method_columns: &["method", "http method", "verb", "http verb"],
    path_columns: &["path", "endpoint", "url", "uri", "route", "request url", "resource"],
    redirects: &["redirect", "redirects", "redirected", "redirection"],
};

/// The cues of one kind in every language.
pub(super) fn all(kind: Kind) -> impl Iterator<Item = &'static str> {
    LANGUAGES.iter().flat_map(move |words| kind(words).iter().copied())
}

/// Whether `lower` has the words of `cue` at `at`, with word boundaries.
fn is_at(lower: &str, at: usize, cue: &str) -> bool {
    let bytes = lower.as_bytes();
    let inside = |byte: Option<&u8>| {
        byte.is_some_and(|byte| byte.is_ascii_alphanumeric() || *byte == b'_' || *byte >= 0x80)
    };
    let before = at.checked_sub(1).and_then(|at| bytes.get(at));
    !inside(before) && !inside(bytes.get(at + cue.len()))
}

/// Where the first of the cues of a kind stands in `lower`, the longest one there, and how long it is.
pub(super) fn first(lower: &str, kind: Kind) -> Option<(usize, usize)> {
    places(lower, kind).next()
}

/// Whether any cue of a kind stands in `lower`.
pub(super) fn any(lower: &str, kind: Kind) -> bool {
    first(lower, kind).is_some()
}

/// The places of the cues of a kind: one pass over the words, and few words begin like a cue.
fn places(lower: &str, kind: Kind) -> impl Iterator<Item = (usize, usize)> {
    let bytes = lower.as_bytes();
    let bit = |byte: u8| 1_u32 << (byte & 31);
    let begins = all(kind).filter_map(|cue| cue.bytes().next()).fold(0, |mask, byte| mask | bit(byte));
    let starts = (0..bytes.len()).filter(move |&at| {
        begins & bit(bytes[at]) != 0 && (at == 0 || !bytes[at - 1].is_ascii_alphanumeric())
    });
    starts.filter_map(move |at| {
        let fits = |cue: &&str| bytes[at..].starts_with(cue.as_bytes()) && is_at(lower, at, cue);
        all(kind).filter(fits).map(str::len).max().map(|length| (at, length))
    })
}

/// Whether `lower` begins with a cue of a kind.
pub(super) fn begins(lower: &str, kind: Kind) -> bool {
    start(lower, kind).is_some()
}

/// The length of the cue of a kind that `lower` begins with, the longest one.
pub(super) fn start(lower: &str, kind: Kind) -> Option<usize> {
    all(kind).filter(|cue| lower.starts_with(*cue) && is_at(lower, 0, cue)).map(str::len).max()
}

/// The length of `lower` without the cue of a kind that it ends with, the longest one; `None` if it ends with none.
pub(super) fn without_end(lower: &str, kind: Kind) -> Option<usize> {
    let fits = |cue: &&str| lower.ends_with(*cue) && is_at(lower, lower.len() - cue.len(), cue);
    all(kind).filter(fits).map(|cue| lower.len() - cue.len()).min()
}

/// Whether a heading is no more than words of a kind, with a number before and words of no weight (`fillers`) between.
pub(super) fn is_title(heading: &str, kind: Kind, fillers: Kind) -> bool {
    let words = || heading.split(|c: char| !(c.is_alphabetic() || c == '\'')).filter(|word| !word.is_empty());
    let is_one = |word: &str, kind: Kind| all(kind).any(|own| own == word);
    words().any(|word| is_one(word, kind)) && words().all(|word| is_one(word, kind) || is_one(word, fillers))
}
