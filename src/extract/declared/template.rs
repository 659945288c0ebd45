//! Whether the target of a request is one that an endpoint line names.
//!
//! Templates of all kinds stand for anything: `{id}`, `:id`, `<id>`, `$ID`. Hosts, versions and base paths are left out
//! of account, for endpoint lines seldom show them; so is the query.

/// A path as it is compared.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct PathTemplate {
    segments: Vec<String>,
    /// Whether it ends with `...`.
    open: bool,
    /// Whether a part of it is written as standing for anything.
    templated: bool,
    /// So many segments may follow or not: `(/:version)`.
    optional: usize,
}

/// What stands for anything.
const ANY: char = '*';

/// Templates with such names stand for several segments.
const LONG: [&str; 2] = ["path", "prefix"];

/// The most bytes of a target that are looked at.
const LONGEST: usize = 1_000;

/// So many segments may stand before those of an endpoint line: version, base path, owner.
const LONGEST_BASE: usize = 3;

impl PathTemplate {
    /// Reads a target: a path or a URL, with or without templates.
    pub fn new(target: &str) -> Self {
        let target = &target[..target.floor_char_boundary(LONGEST)];
        let without_host = match target.split_once("://") {
            Some((scheme, rest)) if scheme.bytes().all(|byte| byte.is_ascii_alphabetic()) => {
                rest.find('/').map_or("", |at| &rest[at..])
            }
            // `localhost:8080/parcels`
            _ => match target.split_once('/') {
                Some((host, path)) if has_port(host) => path,
                _ => target,
            },
        };
        let mut optional = 0;
        let path = without_templates(without_host, &mut optional);
        let path = path.split(['?', '#']).next().unwrap_or_default();
        let templated = path.contains(ANY);
        let mut read = Self { segments: Vec::new(), open: false, templated, optional };
        let mut in_path = false;
        for segment in split(path) {
            let bare = segment.trim();
            if in_path {
                // `root:/{path}:/children`: what stands between the colons is one thing.
                in_path = !bare.ends_with(':');
                continue;
            }
            match bare {
                "" => {}
                "..." | "…" => read.open = true,
                _ if bare.len() > 1 && bare.ends_with(':') => {
                    read.push(&bare[..bare.len() - 1]);
                    read.segments.push(ANY.to_string());
                    in_path = true;
                }
                _ => read.push(bare),
            }
        }
        // The caller by one name.
        if let Some(at) = read.segments.iter().position(|segment| segment == "me") {
            read.segments.splice(at..=at, ["users".to_owned(), ANY.to_string()]);
        }
        read
    }

    /// The segments without what every collection and entity has of its own: `$count`, `$value`, a cast.
    fn plain(&self) -> &[String] {
        let is_cast = |segment: &str| segment.matches('.').count() > 1 && !segment.contains([ANY, ':']);
        let is_view = |segment: &&String| matches!(segment.as_str(), "$count" | "$value") || is_cast(segment);
        let views = self.segments.iter().rev().take_while(is_view).count();
        &self.segments[..self.segments.len() - views]
    }

    /// Whether a part of it stands for anything.
    pub fn has_template(&self) -> bool {
        self.open || self.templated
    }

    /// Adds a segment: `parcels('p-1')` is one and its key, `near(lat=1)` one with arguments.
    fn push(&mut self, segment: &str) {
        let lower = segment.to_ascii_lowercase();
        let Some((name, arguments)) = lower.strip_suffix(')').and_then(|rest| rest.split_once('(')) else {
            self.segments.push(lower);
            return;
        };
        self.segments.push(name.to_owned());
        if !arguments.is_empty() && !arguments.contains(['=', ',']) {
            self.segments.push(ANY.to_string());
        }
    }

    /// Whether it differs from another in one segment alone.
    pub fn is_near(&self, other: &Self) -> bool {
        let (own, other) = (&self.segments, &other.segments);
        let Some(base) = own.len().checked_sub(other.len()).filter(|base| *base <= LONGEST_BASE) else {
            return false;
        };
        let same = own[base..].iter().zip(other).filter(|(one, other)| are_same(one, other)).count();
        other.len() > 2 && same + 1 == other.len()
    }

    /// Whether both have a literal segment in common.
    pub fn is_related(&self, other: &Self) -> bool {
        let tells = |segment: &&String| !segment.contains(ANY) && !is_id(segment) && !is_base(segment);
        self.segments.iter().filter(tells).any(|segment| other.segments.contains(segment))
    }

    /// Whether nothing literal is left to compare.
    pub fn is_vague(&self) -> bool {
        self.segments.iter().all(|segment| segment.contains(ANY))
    }

    /// Whether the target of a request, `self`, is one of those that `endpoint` names.
    pub fn is_one_of(&self, endpoint: &Self) -> bool {
        let plain = self.plain();
        let without = |count: usize| self.segments.len().checked_sub(count).map(|end| &self.segments[..end]);
        (0..=endpoint.optional).filter_map(without).any(|segments| matches(segments, endpoint))
            || (plain.len() < self.segments.len() && !plain.is_empty() && matches(plain, endpoint))
    }
}

/// Whether the segments of a target are those of an endpoint line, behind a base path.
fn matches(own: &[String], endpoint: &PathTemplate) -> bool {
    let other = &endpoint.segments;
    if endpoint.open {
        let starts = 0..=own.len().min(LONGEST_BASE);
        return starts.into_iter().any(|start| begins(&own[start..], other));
    }
    match own.len().checked_sub(other.len()) {
        Some(base) if base <= LONGEST_BASE => begins(&own[base..], other),
        Some(_) => false,
        None => {
            let base = other.len() - own.len();
            other[..base].iter().all(|segment| is_base(segment)) && begins(own, &other[base..])
        }
    }
}

/// Whether this is a host with its port.
fn has_port(host: &str) -> bool {
    host.split_once(':').is_some_and(|(name, port)| {
        !name.is_empty() && !port.is_empty() && port.bytes().all(|byte| byte.is_ascii_digit())
    })
}

/// Whether a segment can only be the id of one thing: a GUID, a number.
fn is_id(segment: &str) -> bool {
    let digits = segment.bytes().filter(u8::is_ascii_digit).count();
    let guid = segment.len() == 36 && segment.bytes().all(|byte| byte.is_ascii_hexdigit() || byte == b'-');
    guid || digits > 0 && digits == segment.len()
}

/// Whether the first of `segments` are `other`.
fn begins(segments: &[String], other: &[String]) -> bool {
    segments.len() >= other.len() && segments.iter().zip(other).all(|(one, other)| are_same(one, other))
}

fn are_same(one: &str, other: &str) -> bool {
    let last = |segment: &str| segment.rsplit('.').next().map(str::to_owned);
    match (one.contains(ANY), other.contains(ANY)) {
        (true, true) => true,
        (true, false) => fits(one, other),
        (false, true) => fits(other, one),
        // `parcelo.v1.near` is `near`.
        (false, false) => {
            one == other
                || is_id(one) && is_id(other)
                || (one.contains('.') != other.contains('.') && last(one) == last(other))
        }
    }
}

/// Whether a segment has the beginning and the end of a template.
fn fits(template: &str, segment: &str) -> bool {
    let start = template.split(ANY).next().unwrap_or_default();
    let end = template.rsplit(ANY).next().unwrap_or_default();
    segment.len() >= start.len() + end.len() && segment.starts_with(start) && segment.ends_with(end)
}

/// Whether a segment could belong to the base path: `api`, `v2`, `beta`.
fn is_base(segment: &str) -> bool {
    let number = segment.strip_prefix('v').unwrap_or_default();
    matches!(segment, "api" | "rest" | "beta")
        || segment.contains(ANY)
        || number.starts_with(|c: char| c.is_ascii_digit())
}

/// The path with [`ANY`] for every template. Counts the segments that may be left out, and leaves them out.
fn without_templates(path: &str, optional: &mut usize) -> String {
    let mut out = String::with_capacity(path.len());
    let mut rest = path;
    while let Some(at) = rest.find(['{', '<', '$', ':', '%', '&', '(', '[']) {
        out.push_str(&rest[..at]);
        let tail = &rest[at..];
        let first = tail.chars().next().unwrap_or_default();
        let length = match first {
            '{' => balanced(tail),
            '<' => tail.find('>').map(|end| end + 1),
            '%' if tail.get(..3).is_some_and(|code| code.eq_ignore_ascii_case("%7B")) => {
                tail.to_ascii_lowercase().find("%7d").map(|end| end + 3)
            }
            '&' if tail.starts_with("&lt;") => tail.find("&gt;").map(|end| end + 4),
            // `/parcels/[id]`
            '[' if out.ends_with('/') => {
                tail.find(']').map(|end| end + 1).filter(|end| !tail[..*end].contains('/'))
            }
            // `/images/(name)/json`
            '(' if out.ends_with('/') => tail.find(')').map(|end| end + 1),
            ':' if out.ends_with('/') => name_after(&tail[1..]).map(|length| length + 1),
            '$' => tail[1..]
                .find(|c: char| !(c.is_ascii_uppercase() || c == '_'))
                .or(Some(tail.len() - 1))
                .filter(|length| *length > 1)
                .map(|length| length + 1),
            _ => None,
        };
        // `/parcels[/{id}]`, `/parcels(/:id)`: what may be left out is.
        let close = match first {
            '[' if length.is_none() => tail.find(']'),
            '(' if tail.starts_with("(/") => tail.find(')'),
            _ => None,
        };
        if let Some(end) = close {
            *optional += tail[..end].matches('/').count();
            rest = &tail[end + 1..];
            continue;
        }
        out.push(if length.is_some() { ANY } else { first });
        let (written, after) = tail.split_at(length.unwrap_or(first.len_utf8()));
        let is_long = length.is_some() && LONG.iter().any(|word| written.to_ascii_lowercase().contains(word));
        if is_long && after.is_empty() {
            out.push_str("/...");
        }
        rest = after;
    }
    out.push_str(rest);
    out
}

/// The length of `{…}` or `{{…}}`.
fn balanced(text: &str) -> Option<usize> {
    let mut depth = 0_u32;
    for (at, c) in text.char_indices() {
        match c {
            '{' => depth += 1,
            '}' => depth = depth.saturating_sub(1),
            _ => {}
        }
        if depth == 0 {
            return Some(at + 1);
        }
    }
    None
}

/// The length of the name that the text begins with.
fn name_after(text: &str) -> Option<usize> {
    let end = text.find(|c: char| !(c.is_alphanumeric() || c == '_' || c == '-')).unwrap_or(text.len());
    (end > 0).then_some(end)
}

/// The segments of a path; a slash in brackets or quotes divides nothing.
fn split(path: &str) -> impl Iterator<Item = &str> {
    let mut depth = 0_u32;
    path.split(move |c| {
        match c {
            '(' => depth += 1,
            ')' => depth = depth.saturating_sub(1),
            _ => {}
        }
        c == '/' && depth == 0
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn targets_and_endpoint_lines() {
        let cases = [
            ("https://api.parcelo.example/v1/parcels/p-1", "/parcels/{id}", true),
            ("https://api.parcelo.example/v1/parcels/p-1?$select=id", "/parcels/{id | code}", true),
            ("/parcels/p-1", "/parcels/:id", true),
            ("/parcels/p-1", "/parcels/<id>", true),
            ("https://api.parcelo.example/v3/parcels/[id]", "/v3/parcels/:id", true),
            ("/parcels/p-1", "/v2/parcels/$ID", true),
            ("/Parcels('p-1')/labels", "/parcels/{id}/labels", true),
            ("/parcels/parcelo.v1.near(lat=1,lon=2)", "/parcels/near(lat={lat},lon={lon})", true),
            ("/depots/1/root:/a/b/c.txt:/content", "/depots/{id}/root:/{path}:/content", true),
            ("/parcels/{id}/labels", "/parcels/{parcel-id}/labels", true),
            ("/parcels/1/labels/2", "/parcels/{id}/...", true),
            ("parcels/1.json", "/parcels/{id}.json", true),
            ("/parcels/1/labels", "/parcels/{id}", false),
            ("/images/a/json", "/images/(id or name)/json", true),
            ("/me/parcels", "/users/{id}/parcels", true),
            ("/parcels/1/stops/$count", "/parcels/{id}/stops", true),
            ("/parcels/1/stops/parcelo.api.depot", "/parcels/{id}/stops", true),
            ("/a/$ref?$id=https://x.example/b", "/a/$ref?$id=https://y.example/c", true),
            ("/parcels/1/extensions/Com.Shop.Note", "/parcels/{id}/extensions/{name}", true),
            (
                "/vans/b93d3b6b-36c1-4e7d-8148-af894cbc518b",
                "/vans/acdefc6b-2dc6-4e71-b1e9-6d9810ab1793",
                true,
            ),
            ("/parcels/1/labels", "/parcels/{id}/labels[/{format}][?all=true]", true),
            ("/parcels/sign", "/parcels/sign(/:name)", true),
            ("/parcels/sign/a", "/parcels/sign(/:name)", true),
            ("/parcels/sign/a/b", "/parcels/sign(/:name)", false),
            ("/parcels/sign/a", "/parcels/sign", false),
            ("/raw/a/b/c", "/raw/:path", true),
            ("localhost:8080/raw/a", "/raw/{id}", true),
            ("/vans/1", "/parcels/{id}", false),
            ("/parcels", "/parcels/{id}", false),
            ("/parcels/1/stops", "/parcels/{id}/labels", false),
            ("/a/b/c/d/parcels", "/parcels", false),
        ];
        for (target, endpoint, expected) in cases {
            let (target, line) = (PathTemplate::new(target), PathTemplate::new(endpoint));
            assert_eq!(target.is_one_of(&line), expected, "{target:?} {endpoint}");
        }
        assert!(PathTemplate::new("/{id}").is_vague() && !PathTemplate::new("/parcels").is_vague());
    }
}
