//! Addresses: what cannot be meant in a URI, wherever one is written, and the fields that are made of them
//! (RFC 9110 §7.2, RFC 3986, Fetch §3.2).
//!
//! Documentation shows addresses with holes in them (`{id}`, `…`), so that no parser of URIs can be asked.

use strsim::osa_distance;

use super::fault::Fault;
use super::list::Piece;
use super::open::is_open;

/// The first thing in an address that nobody means.
pub fn check(text: &str) -> Option<Fault> {
    markdown(text)
        .or_else(|| entity(text))
        .or_else(|| scheme(text))
        .or_else(|| misspelt_scheme(text))
        .or_else(|| second_query(text))
}

/// `<https://api.parcelo.example>` and `[https://api.parcelo.example](https://api.parcelo.example)`.
fn markdown(text: &str) -> Option<Fault> {
    let is_url = |text: &str| text.starts_with("https://") || text.starts_with("http://");
    if let Some(url) =
        text.strip_prefix('<').and_then(|rest| rest.strip_suffix('>')).filter(|url| is_url(url))
    {
        let fault = Fault::says(0..1, "`<…>` around a URL is Markdown");
        return (!url.contains(['<', '>'])).then(|| fault.repair(0..text.len(), url, true));
    }
    let (label, url) = text.strip_prefix('[')?.strip_suffix(')')?.split_once("](")?;
    let fault = Fault::says(0..1, "a Markdown link is not rendered in a code block");
    let fault = fault.repair(0..text.len(), url, true);
    is_url(url).then(|| if label == url { fault } else { fault.unsure() })
}

/// `&amp;` where the address goes on behind it, `&lt;` and `&gt;` around the name of a parameter.
fn entity(text: &str) -> Option<Fault> {
    memchr::memchr(b'&', text.as_bytes())?;
    let Some(at) = text.find("&amp;") else { return escaped_placeholder(text) };
    let from = text.find('?').filter(|query| *query < at);
    // Escaped on purpose within a value: `?text=a%20&amp;b` is the only use, and it is as wrong.
    let fault = Fault::says(at..at + "&amp;".len(), "expected `&`, found its HTML escape `&amp;`");
    from.map(|_| fault.repair(0..text.len(), text.replace("&amp;", "&"), true))
}

/// `/parcels/&lt;id&gt;`
fn escaped_placeholder(text: &str) -> Option<Fault> {
    let open = text.find("&lt;")?;
    text[open..].find("&gt;")?;
    let fault = Fault::says(open..open + "&lt;".len(), "expected `<`, found its HTML escape `&lt;`");
    Some(fault.repair(0..text.len(), text.replace("&lt;", "<").replace("&gt;", ">"), true))
}

/// `https://https://`, `https:/x`, `https//x`, `http:://x`.
fn scheme(text: &str) -> Option<Fault> {
    if !text.starts_with(['h', 'H']) {
        return None;
    }
    let lower = text.get(..text.floor_char_boundary(24)).unwrap_or(text).to_ascii_lowercase();
    let name = ["https", "http"].into_iter().find(|name| lower.starts_with(name))?;
    let rest = &lower[name.len()..];
    let marks = rest.len() - rest.trim_start_matches([':', '/', ';', '\\']).len();
    let after = &rest[marks..];
    if &rest[..marks] == "://" {
        let doubled = ["https://", "http://", "https:/", "http:/", "https//", "http//"]
            .into_iter()
            .find(|other| after.starts_with(other))?;
        let end = name.len() + marks;
        let written = &text[..end + doubled.len()];
        let fault = Fault::says(0..written.len(), "the scheme is written twice");
        let same = doubled.trim_end_matches([':', '/']) == name;
        let right = format!("{name}://");
        return Some(if same { fault.repair(0..written.len(), right, true) } else { fault });
    }
    let slips = [":/", "//", ":///", ":////", "::/", ":://", ":", "/:/", ";//", ":\\\\", "//:"];
    let wrong = slips.contains(&&rest[..marks]) && after.starts_with(|c: char| c.is_ascii_alphanumeric());
    // `http:8080` or `https:` may be anything.
    if !wrong || &rest[..marks] == ":" || !after.contains('.') && !after.starts_with("localhost") {
        return None;
    }
    let span = 0..name.len() + marks;
    Some(Fault::expected(span, format!("`{name}://`")).replace(format!("{name}://")))
}

/// `htps://`, `hhtps://`, `ttps://`
fn misspelt_scheme(text: &str) -> Option<Fault> {
    let end = memchr::memchr(b':', text.as_bytes()).filter(|end| (3..=7).contains(end))?;
    let name = text[..end].to_ascii_lowercase();
    let plain = text[end..].starts_with("://") && name.bytes().all(|byte| byte.is_ascii_alphabetic());
    if !plain || matches!(&*name, "http" | "https" | "shttp" | "httpx") {
        return None;
    }
    // The nearer one, as in `htps`; where both are as near, the letter at the end decides.
    let meant = ["https", "http"]
        .into_iter()
        .map(|known| (osa_distance(&name, known), known))
        .min_by_key(|near| near.0);
    let (_, known) = meant.filter(|(slips, _)| *slips == 1 || *slips == 2 && name.starts_with("htt"))?;
    Some(Fault::expected(0..end, format!("`{known}`")).replace(known).unsure())
}

/// A second `?` that begins another parameter.
fn second_query(text: &str) -> Option<Fault> {
    let first = text.find('?')?;
    let second = first + 1 + text[first + 1..].find('?')?;
    let before = &text[first + 1..second];
    let after = &text[second + 1..];
    // An address inside of an address has a query of its own, and so has what a template leaves open.
    let nested =
        before.contains("://") || before.contains("%3A") || before.contains("%2F") || before.contains('/');
    let name = after.split(['=', '&']).next().unwrap_or_default();
    let parameter = after.contains('=')
        && !name.is_empty()
        && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-' | b'.' | b'$'));
    // `?tagging`: a parameter that needs no value.
    let is_flag = !before.is_empty() && before.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'-');
    if nested || !parameter || !(is_flag || before.contains('=')) || before.contains('#') {
        return None;
    }
    let fault = Fault::says(second..second + 1, "expected `&` before the next parameter, found a second `?`");
    Some(fault.replace("&").unsure())
}

/// `api.parcelo.example:8080`
pub(super) fn host(value: Piece<'_>) -> Option<Fault> {
    let text = value.text;
    let scheme = ["https://", "http://"]
        .into_iter()
        .find(|scheme| text.get(..scheme.len()).is_some_and(|start| start.eq_ignore_ascii_case(scheme)));
    let bare = &text[scheme.map_or(0, str::len)..];
    let end = bare.find('/').unwrap_or(bare.len());
    let plain = |text: &str| {
        !text.is_empty()
            && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-._:{}$<>[]".contains(&byte))
    };
    if scheme.is_some() {
        let fault = Fault::says(value.span(), "a scheme and a path are not allowed in a host");
        if !plain(&bare[..end]) {
            return Some(fault);
        }
        let fault = fault.replace(&bare[..end]);
        return Some(if holds_path(&bare[end..]) { fault.unsure() } else { fault });
    }
    if end < bare.len() && !is_open(text) && plain(&bare[..end]) && bare[..end].contains('.') {
        let fault = Fault::says(value.span(), "a path is not allowed in a host").replace(&bare[..end]);
        return Some(if holds_path(&bare[end..]) { fault.unsure() } else { fault });
    }
    None
}

/// Whether something is lost without what follows a host: the target needs it.
fn holds_path(rest: &str) -> bool {
    !rest.trim_matches('/').is_empty()
}

/// `https://app.parcelo.example`, or `null`.
pub(super) fn origin(value: Piece<'_>) -> Option<Fault> {
    if matches!(value.text, "null" | "*") || value.text.contains(' ') {
        return None;
    }
    let Some((scheme, rest)) = value.text.split_once("://") else {
        let host = value.text.contains('.') && !value.text.contains('/');
        return host.then(|| {
            Fault::expected(value.span(), format!("an origin such as `https://{}`", value.text)).doubtful()
        });
    };
    let end = rest.find('/').unwrap_or(rest.len());
    let fault = || Fault::says(value.span(), "a path or a trailing slash is not allowed in an origin");
    (end < rest.len()).then(|| fault().replace(format!("{scheme}://{}", &rest[..end])).doubtful())
}

/// One origin, `*` or `null` (Fetch §3.2.3).
pub(super) fn allow_origin(value: Piece<'_>) -> Option<Fault> {
    let several = value.text.contains("://") && value.text.contains([',', ' ']);
    if several {
        return Some(Fault::says(value.span(), "only one origin is allowed here, or `*`"));
    }
    origin(value)
}
