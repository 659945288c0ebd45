//! What a language says in prose, headings and tables, kind by kind.

/// The cues of one language.
#[derive(Debug)]
pub(crate) struct Words {
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
    pub response_terms: &'static [&'static str],
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
    pub negation_fillers: &'static [&'static str],
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
    pub error_terms: &'static [&'static str],
    /// What says that there is none.
    pub error_denials: &'static [&'static str],
    /// What a sentence has that leads over to a response.
    pub answer_terms: &'static [&'static str],
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
    /// What says to call the endpoint behind it: `Use`.
    pub calls: &'static [&'static str],
    /// What may stand between the two: `Send a`.
    pub between_calls: &'static [&'static str],
    /// What may stand between a method and its target: `a POST request to`.
    pub before_targets: &'static [&'static str],
    /// What makes an endpoint that a sentence names one of several, or the reason of what follows.
    pub joins_of_calls: &'static [&'static str],
    /// What says that a call is a step before or after another.
    pub steps: &'static [&'static str],
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
pub(crate) type Kind = fn(&Words) -> &'static [&'static str];
