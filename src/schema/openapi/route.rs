//! Which path of a description an example's target means.
//!
//! A literal segment beats a template, as OpenAPI says. The base paths of servers are tried first, then the path
//! as it stands, then without a version in front, on either side. A segment that stands for others (`:id`, `{id}`,
//! `<id>`) only fits templates.

use std::collections::HashMap;

use crate::schema::document::percent_decoded;
use crate::text::nearest;

/// A path of a description, cut at its slashes.
#[derive(Clone, Debug)]
pub(in crate::schema) struct Route {
    /// As written, such as `/shipments/{id}`.
    pub(in crate::schema) template: String,
    segments: Vec<Segment>,
}

#[derive(Clone, Debug, PartialEq)]
enum Segment {
    Literal(String),
    /// `{id}`, or text with templates in it: what stands before the first and behind the last.
    Template {
        before: String,
        after: String,
    },
}

/// The routes of one document and where its servers say they are.
#[derive(Clone, Debug, Default)]
pub(in crate::schema) struct Routes {
    list: Vec<Route>,
    by_length: HashMap<usize, Vec<u32>>,
    servers: Vec<Server>,
}

/// The address of a server.
#[derive(Clone, Debug, PartialEq)]
struct Server {
    host: Option<String>,
    base: Vec<String>,
}

/// What a target leads to.
#[derive(Debug, PartialEq)]
pub(in crate::schema) enum Found {
    /// The routes that it fits, best first.
    Routes(Vec<u32>),
    /// The target belongs to a server of the document, which has no such path.
    Missing(Option<String>),
    /// Nothing is known of it.
    Foreign,
}

impl Routes {
    /// Adds a path and returns its number.
    pub(in crate::schema) fn add(&mut self, template: &str) -> u32 {
        let path = template.split(['?', '#']).next().unwrap_or_default();
        let segments: Vec<Segment> = split(path).into_iter().map(segment).collect();
        let number = self.list.len() as u32;
        self.by_length.entry(segments.len()).or_default().push(number);
        self.list.push(Route { template: template.to_owned(), segments });
        number
    }

    /// A path by its number.
    pub(in crate::schema) fn route(&self, number: u32) -> &Route {
        &self.list[number as usize]
    }

    /// Adds a server by its URL, absolute or relative, with templates.
    pub(in crate::schema) fn serve(&mut self, url: &str) {
        let (host, path) = address(url);
        let server = Server {
            host: host.map(str::to_ascii_lowercase),
            base: split(path).into_iter().map(str::to_owned).collect(),
        };
        if !self.servers.contains(&server) {
            self.servers.push(server);
        }
        // The longest base path is the most particular.
        self.servers.sort_by_key(|server| std::cmp::Reverse(server.base.len()));
    }

    /// What a target as written leads to.
    pub(in crate::schema) fn find(&self, target: &str) -> Found {
        let (host, path) = address(target);
        let path = path.split(['?', '#']).next().unwrap_or_default();
        let decoded: Vec<String> = split(path).into_iter().map(percent_decoded).collect();
        let segments: Vec<&str> = decoded.iter().map(String::as_str).collect();
        let host = host.map(str::to_ascii_lowercase);
        if host.as_deref().is_some_and(|host| !self.may_be_ours(host)) {
            return Found::Foreign;
        }
        let owner = self.servers.iter().find(|server| {
            let named = host.is_some() && server.host.is_some() && fits_host(server, host.as_deref());
            (named || host.is_none() && server.base.iter().any(|base| !base.contains('{')))
                && starts_with(&segments, &server.base)
        });
        let bases = self.servers.iter().filter(|server| starts_with(&segments, &server.base));
        let mut starts: Vec<usize> = bases.map(|server| server.base.len()).collect();
        starts.push(0);
        for &start in &starts {
            let fitting = self.fitting(&segments[start..], false);
            if !fitting.is_empty() {
                return Found::Routes(fitting);
            }
        }
        let rest = &segments[owner.map_or(0, |server| server.base.len())..];
        if let Some((first, behind)) = rest.split_first()
            && (is_prefix(first) || is_blank(first))
        {
            let fitting = self.fitting(behind, false);
            if !fitting.is_empty() && !behind.is_empty() {
                return Found::Routes(fitting);
            }
        }
        let fitting = self.fitting(rest, true);
        if !fitting.is_empty() {
            return Found::Routes(fitting);
        }
        if owner.is_some() {
            return Found::Missing(self.near(rest));
        }
        // Pages and descriptions seldom agree on what a made-up host is called; a slip shows that it is the same.
        let made_up = |host: &Option<String>| host.as_deref().is_some_and(is_documentary);
        if made_up(&host) && self.servers.iter().any(|server| made_up(&server.host)) {
            return self.near(rest).map_or(Found::Foreign, |near| Found::Missing(Some(near)));
        }
        Found::Foreign
    }

    /// The routes that segments fit, best first; `bare`: of routes that begin with a version, the rest.
    fn fitting(&self, segments: &[&str], bare: bool) -> Vec<u32> {
        let numbers = self.by_length.get(&(segments.len() + usize::from(bare)));
        let mut fitting: Vec<(u64, u32)> = numbers
            .into_iter()
            .flatten()
            .filter_map(|&number| {
                let own = &self.route(number).segments;
                let own = match own.first() {
                    Some(Segment::Literal(first)) if bare && is_prefix(first) => &own[1..],
                    _ if bare => return None,
                    _ => own,
                };
                Some((weight(own, segments)?, number))
            })
            .collect();
        fitting.sort_by_key(|&(weight, number)| (std::cmp::Reverse(weight), number));
        fitting.into_iter().map(|(_, number)| number).collect()
    }

    /// The path that differs in one literal segment, by a slip.
    fn near(&self, segments: &[&str]) -> Option<String> {
        let numbers = self.by_length.get(&segments.len())?;
        let slips = numbers.iter().filter_map(|&number| {
            let mut slip = None;
            for (own, written) in self.route(number).segments.iter().zip(segments) {
                if own.weight(written).is_some() {
                    continue;
                }
                let Segment::Literal(own) = own else { return None };
                if slip.replace((own.as_str(), *written)).is_some() {
                    return None;
                }
            }
            slip.map(|slip| (slip, number))
        });
        let slips: Vec<((&str, &str), u32)> = slips.collect();
        let (_, written) = slips.first()?.0;
        let same = slips.iter().filter(|((_, other), _)| *other == written);
        let word = nearest(written, same.map(|((own, _), _)| *own))?;
        let number = slips.iter().find(|((own, _), _)| *own == word)?.1;
        Some(self.route(number).template.clone())
    }

    /// Whether a host may be one that the document describes: one of its servers, a relative of one, or a host
    /// that only documentation has.
    fn may_be_ours(&self, host: &str) -> bool {
        let hosts = || self.servers.iter().filter_map(|server| server.host.as_deref());
        if hosts().next().is_none() || is_documentary(host) {
            return true;
        }
        hosts().any(|own| is_local(own) || domain(own) == domain(host))
            || self.servers.iter().any(|server| fits_host(server, Some(host)))
    }
}

impl Segment {
    /// How well a written segment fits; `None` if not at all.
    fn weight(&self, written: &str) -> Option<u64> {
        match self {
            Self::Literal(own) => (own == written).then_some(1),
            Self::Template { before, after } => {
                let inner = written.strip_prefix(before.as_str())?.strip_suffix(after.as_str())?;
                (!inner.is_empty()).then_some(0)
            }
        }
    }
}

/// How many segments are literal, those in front first.
fn weight(own: &[Segment], written: &[&str]) -> Option<u64> {
    own.iter().zip(written).enumerate().try_fold(0, |weight, (at, (own, written))| {
        let bit = 63_u32.saturating_sub(at as u32);
        Some(weight | own.weight(written)? << bit)
    })
}

fn segment(text: &str) -> Segment {
    match (text.find('{'), text.rfind('}')) {
        (Some(open), Some(close)) if open < close => {
            Segment::Template { before: text[..open].to_owned(), after: text[close + 1..].to_owned() }
        }
        _ => Segment::Literal(percent_decoded(text)),
    }
}

/// The segments of a path; doubled and trailing slashes make none.
fn split(path: &str) -> Vec<&str> {
    path.split('/').filter(|segment| !segment.is_empty()).collect()
}

/// The host of a URL, if it has one, and the path.
pub(super) fn address(url: &str) -> (Option<&str>, &str) {
    let url = url.trim();
    let rest = match url.split_once("://") {
        Some((scheme, rest)) if !scheme.contains(['/', '?']) => rest,
        _ => match url.strip_prefix("//") {
            Some(rest) => rest,
            None => return (None, url),
        },
    };
    let end = rest.find(['/', '?', '#']).unwrap_or(rest.len());
    let host = rest[..end].rsplit('@').next().unwrap_or_default();
    let is_port = |port: &str| !port.is_empty() && port.bytes().all(|byte| byte.is_ascii_digit());
    let host = host.rsplit_once(':').filter(|(_, port)| is_port(port)).map_or(host, |(host, _)| host);
    (Some(host), &rest[end..])
}

fn starts_with(segments: &[&str], base: &[String]) -> bool {
    let fits = |(own, written): (&String, &&str)| own == written || own.contains('{');
    segments.len() >= base.len() && base.iter().zip(segments).all(fits)
}

/// Whether a host is that of the server, label by label; templates stand for any.
fn fits_host(server: &Server, host: Option<&str>) -> bool {
    let (Some(own), Some(host)) = (server.host.as_deref(), host) else { return false };
    let (own, host): (Vec<&str>, Vec<&str>) = (own.split('.').collect(), host.split('.').collect());
    own.len() == host.len()
        && own.iter().zip(&host).all(|(own, host)| own == host || own.contains('{') || is_blank(host))
        && own.iter().any(|own| !own.contains('{'))
}

/// Whether a host says nothing about where a service is.
fn is_local(host: &str) -> bool {
    !host.contains('.') || host.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.')
}

/// Whether a host is reserved for documentation (RFC 2606, RFC 6761), local, or to be filled in.
fn is_documentary(host: &str) -> bool {
    let label = |label: &str| {
        matches!(
            label,
            "example" | "test" | "local" | "localhost" | "invalid" | "internal" | "host" | "hostname"
        ) || is_blank(label)
            || label.contains(['{', '<', '$', '[', '*'])
            || label.starts_with("your")
            || label.starts_with("my")
    };
    is_local(host) || host.split('.').any(label)
}

/// The last two labels.
fn domain(host: &str) -> &str {
    host.rmatch_indices('.').nth(1).map_or(host, |(at, _)| &host[at + 1..])
}

/// Whether a segment stands for others.
pub(super) fn is_blank(text: &str) -> bool {
    let around = |open: char, close: char| text.starts_with(open) && text.ends_with(close);
    text.starts_with([':', '$']) && text.len() > 1
        || around('{', '}')
        || around('<', '>')
        || around('[', ']')
        || text.contains("...")
        || text.contains('…')
}

/// Whether a segment is one that descriptions put into the server's address or leave out: `v1`, `api`, `beta`.
fn is_prefix(text: &str) -> bool {
    let version = text.strip_prefix(['v', 'V']).is_some_and(|rest| {
        rest.starts_with(|c: char| c.is_ascii_digit())
            && rest.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'.')
    });
    version || matches!(text, "api" | "rest" | "beta")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn routes(servers: &[&str], paths: &[&str]) -> Routes {
        let mut routes = Routes::default();
        for url in servers {
            routes.serve(url);
        }
        for path in paths {
            routes.add(path);
        }
        routes
    }

    #[test]
    fn targets_find_their_paths() {
        let routes = routes(
            &["https://api.parcelo.example/v1", "https://{region}.parcelo.test:8443/eu/v1", "/v1"],
            &[
                "/shipments",
                "/shipments/{id}",
                "/shipments/latest",
                "/shipments/{id}/labels/{label}.pdf",
                "/depots/{depot}/parcels/{parcel}",
                "/depots/main/parcels/{parcel}",
                "/",
            ],
        );
        let cases: &[(&str, &str)] = &[
            ("https://api.parcelo.example/v1/shipments", "/shipments"),
            ("/v1/shipments/", "/shipments"),
            ("/shipments?page=2#x", "/shipments"),
            ("/v2/shipments", "/shipments"),
            ("https://north.parcelo.test/eu/v1/shipments/17", "/shipments/{id}"),
            ("/v1/shipments/:id", "/shipments/{id}"),
            ("/v1/shipments/<shipment id>", "/shipments/{id}"),
            ("/v1/shipments/{shipment-id}", "/shipments/{id}"),
            ("/v1/shipments/latest", "/shipments/latest"),
            ("/v1/shipments/{latest}", "/shipments/{id}"),
            ("/v1/shipments/a%2Fb", "/shipments/{id}"),
            ("/v1/shipments/7/labels/a4.pdf", "/shipments/{id}/labels/{label}.pdf"),
            ("/v1/depots/main/parcels/9", "/depots/main/parcels/{parcel}"),
            ("/v1/depots/north/parcels/9", "/depots/{depot}/parcels/{parcel}"),
            ("{{baseUrl}}/shipments", "/shipments"),
            ("https://your-company.parcelo.example/v1/shipments", "/shipments"),
            ("http://localhost:8080/v1/shipments", "/shipments"),
            ("/v1", "/"),
        ];
        for (target, expected) in cases {
            let Found::Routes(found) = routes.find(target) else { panic!("{target} is not found") };
            assert_eq!(routes.route(found[0]).template, *expected, "{target}");
        }
        let missing = |near: Option<&str>| Found::Missing(near.map(str::to_owned));
        for (target, expected) in [
            ("https://api.parcelo.example/v1/shipment/7", missing(Some("/shipments/{id}"))),
            ("https://api.parcelo.example/v1/users", missing(None)),
            ("/v1/shipments/7/labels/a4.png", missing(None)),
            ("https://api.parcelo.invalid/shipmnts/7", missing(Some("/shipments/{id}"))),
            ("https://api.parcelo.invalid/users/7", Found::Foreign),
            ("/users/7", Found::Foreign),
            ("https://api.parcelo.example/users", Found::Foreign),
            ("https://login.other.org/v1/shipments", Found::Foreign),
        ] {
            assert_eq!(routes.find(target), expected, "{target}");
        }
    }

    #[test]
    fn a_version_may_stand_on_either_side() {
        let routes = routes(&[], &["/v3/apps/{id}", "/{anything}"]);
        for target in ["/v3/apps/1", "/apps/1", "https://api.other.org/v3/apps/:id"] {
            assert_eq!(routes.find(target), Found::Routes(vec![0]), "{target}");
        }
        assert_eq!(routes.find("/v3/spaces/1"), Found::Foreign);
    }
}
