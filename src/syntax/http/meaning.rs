//! What a status means, in a sentence, with the section that says so, for those who ask while they write.

/// What a status means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Meaning {
    /// A sentence.
    pub sentence: &'static str,
    /// Where it is specified.
    pub section: &'static str,
}

/// In the order of the codes.
#[rustfmt::skip]
const MEANINGS: &[(u16, &str, &str)] = &[
    (100, "The client should go on with the content of its request.", "RFC 9110 section 15.2.1"),
    (101, "The server switches to the protocol that the client asked for.", "RFC 9110 section 15.2.2"),
    (102, "The server is working on the request; deprecated.", "RFC 2518 section 10.1"),
    (103, "Header fields that the final response will probably have.", "RFC 8297 section 2"),
    (200, "The request succeeded.", "RFC 9110 section 15.3.1"),
    (201, "The request succeeded and created a resource; `Location` says where.", "RFC 9110 section 15.3.2"),
    (202, "The request was accepted and is not finished yet.", "RFC 9110 section 15.3.3"),
    (203, "The request succeeded; a proxy changed the content.", "RFC 9110 section 15.3.4"),
    (204, "The request succeeded; there is no content to send.", "RFC 9110 section 15.3.5"),
    (205, "The request succeeded; the client should reset what it shows.", "RFC 9110 section 15.3.6"),
    (206, "The part of the resource that was asked for.", "RFC 9110 section 15.3.7"),
    (207, "The statuses of several independent operations.", "RFC 4918 section 11.1"),
    (208, "The members of the binding were listed before.", "RFC 5842 section 7.1"),
    (226, "The result of instance manipulations of the resource.", "RFC 3229 section 10.4.1"),
    (300, "The resource has several representations to choose from.", "RFC 9110 section 15.4.1"),
    (301, "The resource has a new permanent address.", "RFC 9110 section 15.4.2"),
    (302, "The resource is at another address for now.", "RFC 9110 section 15.4.3"),
    (303, "The answer is at another address, to be read with GET.", "RFC 9110 section 15.4.4"),
    (304, "The copy that the client has is still valid.", "RFC 9110 section 15.4.5"),
    (305, "The resource must be reached through a proxy; deprecated.", "RFC 9110 section 15.4.6"),
    (307, "The resource is at another address for now; the method stays.", "RFC 9110 section 15.4.8"),
    (308, "The resource has a new permanent address; the method stays.", "RFC 9110 section 15.4.9"),
    (400, "The server cannot process the request because of an error of the client.", "RFC 9110 section 15.5.1"),
    (401, "The request lacks valid credentials.", "RFC 9110 section 15.5.2"),
    (402, "Reserved for payments.", "RFC 9110 section 15.5.3"),
    (403, "The server understood the request and refuses it.", "RFC 9110 section 15.5.4"),
    (404, "The server has no such resource, or does not want to say so.", "RFC 9110 section 15.5.5"),
    (405, "The resource does not support the method; `Allow` lists those that it supports.", "RFC 9110 section 15.5.6"),
    (406, "No representation is acceptable to the client.", "RFC 9110 section 15.5.7"),
    (407, "The client must authenticate itself to the proxy first.", "RFC 9110 section 15.5.8"),
    (408, "The client took too long to send its request.", "RFC 9110 section 15.5.9"),
    (409, "The request conflicts with the current state of the resource.", "RFC 9110 section 15.5.10"),
    (410, "The resource is gone for good.", "RFC 9110 section 15.5.11"),
    (411, "The request must have `Content-Length`.", "RFC 9110 section 15.5.12"),
    (412, "A condition of the request does not hold.", "RFC 9110 section 15.5.13"),
    (413, "The content of the request is larger than the server takes.", "RFC 9110 section 15.5.14"),
    (414, "The target of the request is longer than the server takes.", "RFC 9110 section 15.5.15"),
    (415, "The server does not support the media type of the request.", "RFC 9110 section 15.5.16"),
    (416, "The resource has no such range.", "RFC 9110 section 15.5.17"),
    (417, "The server cannot meet what `Expect` asks for.", "RFC 9110 section 15.5.18"),
    (418, "Reserved; a joke of older specifications.", "RFC 9110 section 15.5.19"),
    (421, "The server is not responsible for the target.", "RFC 9110 section 15.5.20"),
    (422, "The content is well-formed, and the server cannot process what it says.", "RFC 9110 section 15.5.21"),
    (423, "The resource is locked.", "RFC 4918 section 11.3"),
    (424, "The request failed because another one that it depends on failed.", "RFC 4918 section 11.4"),
    (425, "The server does not want to risk that an early request is replayed.", "RFC 8470 section 5.2"),
    (426, "The server refuses the request until the client upgrades the protocol.", "RFC 9110 section 15.5.22"),
    (428, "The request must be conditional.", "RFC 6585 section 3"),
    (429, "The client sent too many requests; `Retry-After` may say how long to wait.", "RFC 6585 section 4"),
    (431, "The header fields of the request are larger than the server takes.", "RFC 6585 section 5"),
    (451, "The resource is not available for legal reasons.", "RFC 7725 section 3"),
    (500, "The server failed to fulfil a valid request.", "RFC 9110 section 15.6.1"),
    (501, "The server does not support what the request needs.", "RFC 9110 section 15.6.2"),
    (502, "A gateway got an invalid response from the server behind it.", "RFC 9110 section 15.6.3"),
    (503, "The server cannot handle the request for now.", "RFC 9110 section 15.6.4"),
    (504, "A gateway got no response in time from the server behind it.", "RFC 9110 section 15.6.5"),
    (505, "The server does not support the version of HTTP.", "RFC 9110 section 15.6.6"),
    (506, "The server's content negotiation is misconfigured.", "RFC 2295 section 8.1"),
    (507, "The server has no space for what the request needs.", "RFC 4918 section 11.5"),
    (508, "The server found a loop while it processed the request.", "RFC 5842 section 7.2"),
    (510, "The request needs further extensions; obsolete.", "RFC 2774 section 7"),
    (511, "The client must log in to the network first.", "RFC 6585 section 6"),
];

/// What a status means; `None` for one that is not registered.
pub fn meaning(code: u16) -> Option<Meaning> {
    let index = MEANINGS.binary_search_by_key(&code, |(code, ..)| *code).ok()?;
    let (_, sentence, section) = MEANINGS[index];
    Some(Meaning { sentence, section })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::syntax::http::status;

    #[test]
    fn statuses_with_a_meaning_are_registered_and_in_order() {
        assert!(MEANINGS.is_sorted_by_key(|(code, ..)| *code));
        assert!(MEANINGS.iter().all(|(code, ..)| status::phrase(*code).is_some()));
    }

    #[test]
    fn every_status_that_is_not_a_draft_has_a_meaning() {
        let without = |code: &u16| status::phrase(*code).is_some() && meaning(*code).is_none();
        // An upload protocol that is still a draft, and a number that is reserved.
        assert_eq!((100..600).filter(without).collect::<Vec<_>>(), [104, 306]);
    }
}
