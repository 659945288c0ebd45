//! What a header field is for, in a sentence, for those who ask while they write.

/// The field names in the order of the alphabet, without case, each with its purpose.
#[rustfmt::skip]
const PURPOSES: &[(&str, &str)] = &[
    ("Accept", "The media types that the client can use."),
    ("Accept-CH", "The client hints that the server would like to get."),
    ("Accept-Charset", "The character encodings that the client prefers; obsolete."),
    ("Accept-Encoding", "The content codings that the client can decode."),
    ("Accept-Language", "The languages that the client prefers."),
    ("Accept-Patch", "The media types that PATCH accepts at the resource."),
    ("Accept-Post", "The media types that POST accepts at the resource."),
    ("Accept-Ranges", "Whether the resource can be requested in parts."),
    ("Access-Control-Allow-Credentials", "Whether the response may be read when credentials were sent."),
    ("Access-Control-Allow-Headers", "The header fields that a cross-origin request may have."),
    ("Access-Control-Allow-Methods", "The methods that a cross-origin request may use."),
    ("Access-Control-Allow-Origin", "The origins that may read the response."),
    ("Access-Control-Expose-Headers", "The header fields that a script of another origin may read."),
    ("Access-Control-Max-Age", "How many seconds the answer to a preflight request may be kept."),
    ("Access-Control-Request-Headers", "The header fields that the request after a preflight will have."),
    ("Access-Control-Request-Method", "The method that the request after a preflight will use."),
    ("Age", "How many seconds the response has been in a cache."),
    ("Allow", "The methods that the resource supports."),
    ("Alt-Svc", "Another address at which the resource is available."),
    ("Authorization", "The credentials of the client."),
    ("Cache-Control", "How caches are to treat the message."),
    ("Cache-Status", "How caches handled the request."),
    ("CDN-Cache-Control", "How content delivery networks are to cache the response."),
    ("Clear-Site-Data", "The data of the site that the browser should delete."),
    ("Connection", "What the sender wants of this connection alone."),
    ("Content-Digest", "A digest of the content of this message."),
    ("Content-Disposition", "Whether the content is shown or saved, and under which file name."),
    ("Content-Encoding", "How the content is compressed."),
    ("Content-Language", "The language of the intended audience."),
    ("Content-Length", "The length of the content in bytes."),
    ("Content-Location", "The address of the resource that the content represents."),
    ("Content-MD5", "An MD5 digest of the content; obsolete."),
    ("Content-Range", "Which part of the resource the content is."),
    ("Content-Security-Policy", "Which resources the browser may load for the page."),
    ("Content-Security-Policy-Report-Only", "A security policy whose violations are only reported."),
    ("Content-Type", "The media type of the content."),
    ("Cookie", "The cookies that the server set before."),
    ("Cross-Origin-Embedder-Policy", "Which resources of other origins the page may embed."),
    ("Cross-Origin-Opener-Policy", "Whether the page shares its window with those of other origins."),
    ("Cross-Origin-Resource-Policy", "Which origins may embed the resource."),
    ("Date", "When the message was made."),
    ("Deprecation", "When the resource became, or becomes, deprecated."),
    ("Digest", "A digest of the representation; obsolete, see `Repr-Digest`."),
    ("DPoP", "A proof that the client has the key that its token is bound to."),
    ("ETag", "The identifier of this version of the resource."),
    ("Expect", "What the client expects of the server before it sends the content."),
    ("Expires", "When the response becomes stale."),
    ("Forwarded", "What proxies changed or hid: the client's address, the host, the scheme."),
    ("From", "An email address of the person who controls the client."),
    ("Host", "Host and port of the target."),
    ("If-Match", "Act only if the resource has one of these entity tags."),
    ("If-Modified-Since", "Answer with content only if the resource changed since then."),
    ("If-None-Match", "Act only if the resource has none of these entity tags."),
    ("If-Range", "Send the range only if the resource did not change."),
    ("If-Unmodified-Since", "Act only if the resource did not change since then."),
    ("Keep-Alive", "How long the connection stays open."),
    ("Last-Modified", "When the resource was last changed."),
    ("Link", "Links to other resources, each with its relation."),
    ("Location", "The address of the resource that was created, or to go on with."),
    ("Max-Forwards", "How many times the request may be forwarded."),
    ("Memento-Datetime", "The time that an archived version is of."),
    ("No-Vary-Search", "The query parameters that make no other resource."),
    ("Origin", "The origin of the page that caused the request."),
    ("Permissions-Policy", "Which features of the browser the page may use."),
    ("Pragma", "Directives to HTTP/1.0 caches; deprecated."),
    ("Prefer", "What the client would like the server to do."),
    ("Preference-Applied", "The preferences that the server followed."),
    ("Priority", "How urgent the response is."),
    ("Proxy-Authenticate", "How the client can authenticate itself to the proxy."),
    ("Proxy-Authorization", "The credentials of the client for a proxy."),
    ("Proxy-Status", "How proxies handled the request."),
    ("Range", "The part of the resource that is requested."),
    ("Referer", "The address of the page that led here."),
    ("Referrer-Policy", "How much of its address the page gives to others."),
    ("Repr-Digest", "A digest of the representation."),
    ("Retry-After", "How long to wait before the next request."),
    ("Server", "The software of the server."),
    ("Set-Cookie", "A cookie that the client should keep."),
    ("Signature-Input", "What message signatures cover."),
    ("Strict-Transport-Security", "That the host must only be reached over HTTPS."),
    ("Sunset", "When the resource is expected to stop responding."),
    ("TE", "The transfer codings that the client accepts."),
    ("Trailer", "The fields that follow the content."),
    ("Transfer-Encoding", "How the content is coded for transfer."),
    ("Upgrade", "The protocols that the sender would like to switch to."),
    ("User-Agent", "The software of the client."),
    ("Vary", "The request fields that the response depends on."),
    ("Via", "The proxies that the message went through."),
    ("Want-Content-Digest", "That the sender would like a `Content-Digest`."),
    ("Want-Repr-Digest", "That the sender would like a `Repr-Digest`."),
    ("Warning", "Additional information about the message; obsolete."),
    ("WWW-Authenticate", "How the client can authenticate itself."),
    ("X-Content-Type-Options", "That the media type must not be guessed from the content."),
    ("X-Forwarded-For", "The addresses of the client and of proxies; see `Forwarded`."),
    ("X-Forwarded-Host", "The host that the client asked for; see `Forwarded`."),
    ("X-Forwarded-Proto", "The scheme that the client used; see `Forwarded`."),
    ("X-Frame-Options", "Whether other pages may show the page in a frame."),
    ("X-Requested-With", "That a script sent the request."),
];

/// What a field is for; names compare without case.
pub fn purpose(name: &str) -> Option<&'static str> {
    PURPOSES.iter().find(|(known, _)| known.eq_ignore_ascii_case(name)).map(|(_, purpose)| *purpose)
}

#[cfg(test)]
mod tests {
    use super::super::table;
    use super::*;

    #[test]
    fn every_registered_field_has_a_purpose_and_no_other_has() {
        let purposes: Vec<&str> = PURPOSES.iter().map(|(name, _)| *name).collect();
        let fields: Vec<&str> = table::all().map(|field| field.name).collect();
        assert_eq!(purposes, fields);
    }
}
