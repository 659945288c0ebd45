//! Floor 1: the words by which prose, headings and tables say something, one table a language: another language is a
//! table more, and no other module has words of its own.
//!
//! Only words, in lower case; what they mean together is decided where they are looked for. Unless its field says
//! otherwise, a cue is found where its words stand, with a word boundary at both ends.

mod chinese;
mod english;
mod english_labels;
mod french;
mod german;
mod japanese;
mod korean;
mod labels;
mod language;
mod portuguese;
mod russian;
mod spanish;

pub use labels::{Labels, Script};
pub use language::Language;

/// The cues of one language.
#[derive(Debug)]
pub struct Words {
    /// What a status code is called right before it: `Status: 404`.
    pub code_labels: &'static [&'static str],
    /// What follows a number that is a status code: `404 errors`.
    pub after_code: &'static [&'static str],
    /// What stands before a number that is a status code: `status code 404`.
    pub before_code: &'static [&'static str],
    /// What may stand between the two: `status code of 404`.
    pub between: &'static [&'static str],
    /// What says that a bare number comes back: `returns 204`.
    pub verbs: &'static [&'static str],
    /// How a sentence goes on behind a bare number that is no count of things: `returns 204 if all goes well`.
    pub after_bare: &'static [&'static str],
    /// What a sentence about answers speaks of; beginnings of words.
    pub speech: &'static [&'static str],
    /// What ties two codes to one list: `200 or 202`.
    pub joins: &'static [&'static str],
    /// What makes a class of a code: `200-series`.
    pub classes: &'static [&'static str],
    /// What makes the usual case of a condition: `if successful`.
    pub success: &'static [&'static str],
    /// What begins any other condition.
    pub conditions: &'static [&'static str],
    /// What restricts a whole sentence, wherever it stands.
    pub restrictions: &'static [&'static str],
    /// What explains a code that stands before it.
    pub explanations: &'static [&'static str],
    /// How a sentence begins that says what comes back.
    pub statements: &'static [&'static str],
    /// What says that something was so once.
    pub past: &'static [&'static str],
    /// What says, right before a code, that it came back once.
    pub past_verbs: &'static [&'static str],
    /// What says that a code is not the answer.
    pub negations: &'static [&'static str],
    /// What says, behind a code, that it must not be the answer: `302 is prohibited`.
    pub prohibitions: &'static [&'static str],
    /// What says, before an example, that its lines were broken for the reader: `line breaks added for clarity`.
    pub line_breaks: &'static [&'static str],
    /// What says that commands are for the shells of Windows.
    pub windows: &'static [&'static str],
    /// What says so only together with what it is for: `formatted for readability`.
    pub reflowed: &'static [&'static str],
    /// What says that it was done for the reader.
    pub for_readers: &'static [&'static str],
    /// What may stand between a negation and the code that it denies.
    pub denied: &'static [&'static str],
    /// Where a body is promised.
    pub bodies: &'static [&'static str],
    /// What says that a body is another one.
    pub requests: &'static [&'static str],
    /// What says, before or in the promise, that there is none.
    pub bodiless: &'static [&'static str],
    /// What says by itself that there is no body.
    pub no_bodies: &'static [&'static str],
    /// What a section of responses is called.
    pub response_headings: &'static [&'static str],
    /// What else may stand in such a heading.
    pub in_response_titles: &'static [&'static str],
    /// How the longer heading of such a section begins: `Responses to a request`.
    pub response_beginnings: &'static [&'static str],
    /// What a sentence has that leads over to an error.
    pub error_words: &'static [&'static str],
    /// What says that there is none.
    pub error_denials: &'static [&'static str],
    /// What a sentence has that leads over to a response.
    pub answer_words: &'static [&'static str],
    /// What a sentence calls a block that is no response.
    pub other_nouns: &'static [&'static str],
    /// What a section about what goes wrong has in its heading.
    pub error_headings: &'static [&'static str],
    /// What the column of codes of a table is called.
    pub code_columns: &'static [&'static str],
    /// What a section of endpoint lines is called.
    pub endpoint_headings: &'static [&'static str],
    /// What else may stand in such a heading.
    pub in_titles: &'static [&'static str],
    /// What a section of examples is called.
    pub example_headings: &'static [&'static str],
    /// What a section about headers has in its heading.
    pub header_headings: &'static [&'static str],
    /// What a section about request bodies has in its heading.
    pub body_headings: &'static [&'static str],
    /// What a section about parameters of the target has in its heading.
    pub parameter_headings: &'static [&'static str],
    /// What a section about the properties of a resource has in its heading.
    pub property_headings: &'static [&'static str],
    /// What a section about its relationships has in its heading.
    pub relationship_headings: &'static [&'static str],
    /// What the column of types is called.
    pub type_columns: &'static [&'static str],
    /// What the column of names of a table of headers or members is called.
    pub name_columns: &'static [&'static str],
    /// What the column is called that says whether something is required.
    pub required_columns: &'static [&'static str],
    /// What the column of descriptions of the members of a resource is called.
    pub description_columns: &'static [&'static str],
    /// What the column of descriptions is called.
    pub text_columns: &'static [&'static str],
    /// What a cell of the column of requirements says of what is required.
    pub affirmations: &'static [&'static str],
    /// What a sentence of a description consists of, if it says that something is required.
    pub required: &'static [&'static str],
    /// What the column of methods of a table of endpoints is called.
    pub method_columns: &'static [&'static str],
    /// What the column of paths of a table of endpoints is called.
    pub path_columns: &'static [&'static str],
    /// What says that a redirect follows, whatever its code.
    pub redirects: &'static [&'static str],
    /// What says that an example is not complete; beginnings of words.
    pub shortened: &'static [&'static str],
    /// What the column of the values of an enumeration is called.
    pub value_columns: &'static [&'static str],
    /// What a section of properties of a resource is called.
    pub property_titles: &'static [&'static str],
    /// What a section of its relationships is called.
    pub relationship_titles: &'static [&'static str],
    /// What a section of values is called that leaves it to the one above to name the enumeration.
    pub member_titles: &'static [&'static str],
    /// What follows the name of an enumeration in the heading of its values: `parcelState values`.
    pub after_enum: &'static [&'static str],
    /// What stands before the type that another inherits from.
    pub ancestors: &'static [&'static str],
    /// The beginnings of words that all of these have, each with the place of its rarest letter: looking for that one is
    /// cheap.
    pub ancestor_stems: &'static [(&'static str, usize)],
    /// What may stand between.
    pub articles: &'static [&'static str],
    /// What refers to something and is the name of nothing.
    pub pronouns: &'static [&'static str],
    /// What the description of a member has in it that may be another type's.
    pub inherits: &'static [&'static str],
    /// What the description of a member says that another type defines.
    pub inherited: &'static [&'static str],
    /// What stands before the type of the elements of a collection, with the blank between.
    pub before_elements: &'static [&'static str],
    /// What stands behind it, with the blank between.
    pub after_elements: &'static [&'static str],
    /// What may stand behind the name of a type, with the blank between.
    pub type_remarks: &'static [&'static str],
    /// What stands before a list of all values.
    pub before_values: &'static [&'static str],
    /// What says that such a list is not complete; parts of words.
    pub partial_values: &'static [&'static str],
    /// What ties the last values of a list together.
    pub value_joins: &'static [&'static str],
}

/// Which cues are meant.
pub type Kind = fn(&Words) -> &'static [&'static str];

/// Every language.
pub const LANGUAGES: &[Words] = &[english::ENGLISH];

/// The cues of one kind in every language.
pub fn all(kind: Kind) -> impl Iterator<Item = &'static str> {
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
pub fn first(lower: &str, kind: Kind) -> Option<(usize, usize)> {
    places(lower, kind).next()
}

/// Where the last cue of a kind begins in `lower`.
pub fn last(lower: &str, kind: Kind) -> Option<usize> {
    places(lower, kind).last().map(|(at, _)| at)
}

/// Whether any cue of a kind stands in `lower`.
pub fn any(lower: &str, kind: Kind) -> bool {
    first(lower, kind).is_some()
}

/// The places of the cues of a kind: one pass over the words, and few words begin like a cue.
fn places(lower: &str, kind: Kind) -> impl Iterator<Item = (usize, usize)> {
    let bytes = lower.as_bytes();
    // Sets of first letters, and of first two, in which some may stand for others.
    let bit = |byte: u8| 1_u32 << (byte & 31);
    let pair = |first: u8, second: u8| 1_u64 << ((first.wrapping_mul(7) ^ second) & 63);
    let (mut begins, mut pairs) = (0, 0);
    for cue in all(kind) {
        // A cue of one letter goes on like any word.
        (begins, pairs) = match *cue.as_bytes() {
            [first, second, ..] => (begins | bit(first), pairs | pair(first, second)),
            _ => (u32::MAX, u64::MAX),
        };
    }
    let starts = bytes.iter().enumerate().filter(move |(at, byte)| {
        begins & bit(**byte) != 0
            && (*at == 0 || !bytes[at - 1].is_ascii_alphanumeric())
            && bytes.get(at + 1).is_none_or(|next| pairs & pair(**byte, *next) != 0)
    });
    starts.filter_map(move |(at, _)| {
        let fits = |cue: &&str| bytes[at..].starts_with(cue.as_bytes()) && is_at(lower, at, cue);
        all(kind).filter(fits).map(str::len).max().map(|length| (at, length))
    })
}

/// Whether `lower` begins with a cue of a kind.
pub fn begins(lower: &str, kind: Kind) -> bool {
    start(lower, kind).is_some()
}

/// The length of the cue of a kind that `lower` begins with, the longest one.
pub fn start(lower: &str, kind: Kind) -> Option<usize> {
    all(kind).filter(|cue| lower.starts_with(*cue) && is_at(lower, 0, cue)).map(str::len).max()
}

/// The length of `lower` without the cue of a kind that it ends with, the longest one; `None` if it ends with none.
pub fn without_end(lower: &str, kind: Kind) -> Option<usize> {
    let fits = |cue: &&str| lower.ends_with(*cue) && is_at(lower, lower.len() - cue.len(), cue);
    all(kind).filter(fits).map(|cue| lower.len() - cue.len()).min()
}

/// Whether a heading is no more than words of a kind, with a number before and words of no weight (`fillers`) between.
pub fn is_title(heading: &str, kind: Kind, fillers: Kind) -> bool {
    let words = || heading.split(|c: char| !(c.is_alphabetic() || c == '\'')).filter(|word| !word.is_empty());
    let is_one = |word: &str, kind: Kind| all(kind).any(|own| own == word);
    words().any(|word| is_one(word, kind)) && words().all(|word| is_one(word, kind) || is_one(word, fillers))
}
