//! Which path of a description an example's target means.
//!
//! A literal segment beats a template, as OpenAPI says. The base paths of servers are tried first, then the path
//! as it stands, then without a version in front, on either side. A segment that stands for others (`:id`, `{id}`,
//! `<id>`) only fits templates. Templates that paths begin with, such as that of a tenant, may be left out where the
//! host stands for others; they take no segment that is a literal of the description where they end.

use super::address::{
    Address, domain, is_blank, is_documentary, is_local, is_prefix, is_variable, split, without_markup,
};
use super::trie::{Node, Segment};
use crate::schema::document::percent_decoded;

/// How many versions and the like may stand in front of a path.
const MAX_PREFIXES: usize = 3;

/// So many addresses of one API are known; every target is compared with all of them.
const MAX_SERVERS: usize = 200;

/// A path of a description, cut at its slashes.
#[derive(Clone, Debug)]
pub(in crate::schema) struct Route {
    /// As written, such as `/shipments/{id}`.
    pub(in crate::schema) template: String,
    segments: Vec<Segment>,
}

/// The routes of one document and where its servers say they are.
#[derive(Clone, Debug, Default)]
pub(in crate::schema) struct Routes {
    list: Vec<Route>,
    tree: Node,
    /// The paths that end in a template for several segments, `{path}`, without it.
    deep: Node,
    servers: Vec<Server>,
}

/// The address of a server.
#[derive(Clone, Debug, PartialEq)]
struct Server {
    host: Option<String>,
    port: Option<String>,
    base: Vec<String>,
}

/// What a target leads to.
#[derive(Debug, PartialEq)]
pub(in crate::schema) enum Found {
    /// The routes that it fits, best first.
    Routes {
        /// Their numbers.
        routes: Vec<u32>,
        /// Whether it is certain that a server of the document is meant.
        certain: bool,
    },
    /// The target belongs to a server of the document, which has no such path.
    Missing {
        /// The path that differs by a slip.
        near: Option<String>,
        /// Whether it is certain that a server of the document is meant.
        certain: bool,
    },
    /// The target is on a host that is none of the document's, and fits one of its routes.
    Elsewhere(u32),
    /// Nothing is known of it.
    Foreign,
}

/// How the host of a target relates to the servers of a document.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Owner {
    /// It is that of a server, with the same port.
    Server,
    /// It is that of a server, and says nothing about where the server is: `localhost:8080`.
    Local,
    /// None is written.
    Unsaid,
    /// It may be anything.
    Any,
}

impl Routes {
    /// Adds a path and returns its number.
    pub(in crate::schema) fn add(&mut self, template: &str) -> u32 {
        let path = template.split(['?', '#']).next().unwrap_or_default();
        let segments: Vec<Segment> = split(path).into_iter().map(segment).collect();
        let number = self.list.len() as u32;
        self.tree.add(&segments, number);
        if let Some((_, before)) = segments.split_last().filter(|_| is_deep(path)) {
            self.deep.add(before, number);
        }
        self.list.push(Route { template: template.to_owned(), segments });
        number
    }

    /// A path by its number.
    pub(in crate::schema) fn route(&self, number: u32) -> &Route {
        &self.list[number as usize]
    }

    /// Adds a server by its URL, absolute or relative, with templates.
    pub(in crate::schema) fn serve(&mut self, url: &str) {
        let address = Address::of(url);
        let server = Server {
            host: address.host.map(str::to_ascii_lowercase),
            port: address.port.map(str::to_owned),
            base: split(address.path()).into_iter().map(str::to_owned).collect(),
        };
        if self.servers.contains(&server) || self.servers.len() >= MAX_SERVERS {
            return;
        }
        self.servers.push(server);
        // The longest base path is the most particular.
        self.servers.sort_by_key(|server| std::cmp::Reverse(server.base.len()));
    }

    /// The URL of the first server that has a host, for the reader.
    pub(in crate::schema) fn host(&self) -> Option<&str> {
        self.servers.iter().filter_map(|server| server.host.as_deref()).find(|host| !host.contains('{'))
    }

    /// What a target as written leads to.
    pub(in crate::schema) fn find(&self, target: &str) -> Found {
        let target = without_markup(target);
        let address = Address::of(&target);
        let decoded: Vec<String> = split(address.path()).into_iter().map(percent_decoded).collect();
        let segments: Vec<&str> = decoded.iter().map(String::as_str).collect();
        let host = address.host.map(str::to_ascii_lowercase);
        if host.as_deref().is_some_and(|host| !self.may_be_ours(host)) {
            let exact =
                self.starts(&segments).find_map(|start| self.tree.find(&segments[start..]).first().copied());
            let telling = exact.filter(|&number| self.telling(number) > 0);
            return telling.map_or(Found::Foreign, Found::Elsewhere);
        }
        let owner = self.owner(host.as_deref(), address.port);
        let mut swallowed = false;
        for start in self.starts(&segments) {
            let routes = self.tree.find(&segments[start..]);
            if routes.iter().any(|&route| !self.swallows(route, &segments[start..])) {
                return self.found(routes, owner, start);
            }
            swallowed |= !routes.is_empty();
        }
        let base = self.base(&segments, host.as_deref(), address.port);
        let rest = &segments[base.unwrap_or(0)..];
        let mut behind = rest;
        for _ in 0..MAX_PREFIXES {
            let Some((first, more)) = behind.split_first() else { break };
            if more.is_empty() || !is_prefix(first) && !is_blank(first) {
                break;
            }
            behind = more;
            let routes = self.tree.find(behind);
            if !routes.is_empty() {
                return self.found(routes, owner, 0);
            }
        }
        let routes: Vec<u32> = self.tree.behind(is_prefix).flat_map(|node| node.find(rest)).collect();
        if !routes.is_empty() {
            return self.found(routes, owner, 0);
        }
        let routes = self.shortened(rest, host.as_deref());
        if !routes.is_empty() {
            return Found::Routes { routes, certain: false };
        }
        if swallowed {
            return Found::Foreign;
        }
        let routes = self.deep(&segments);
        if !routes.is_empty() {
            return self.found(routes, owner, 0);
        }
        self.missing(rest, host.as_deref(), owner, base)
    }

    /// Whether the templates that a route begins with take a segment with which paths of the description go on where
    /// such templates end: `/{tenant}/{user}` for `/parcels/search`, where there is `/{tenant}/parcels/search`.
    fn swallows(&self, number: u32, segments: &[&str]) -> bool {
        let is_template = |segment: &&Segment| matches!(segment, Segment::Template { .. });
        let taken = self.route(number).segments.iter().take_while(is_template).count();
        let goes_on = |at: usize| {
            let rest = &segments[at..];
            let mut behind = self.tree.behind_templates().flatten();
            self.tree.goes_on(rest) || behind.any(|node| node.goes_on(rest))
        };
        (0..taken.min(segments.len())).any(|at| !is_blank(segments[at]) && goes_on(at))
    }

    /// The routes that segments fit once the templates in front are left out, where they may be part of the base.
    fn shortened(&self, segments: &[&str], host: Option<&str>) -> Vec<u32> {
        let least = match host {
            Some(host) if is_variable(host) => 1,
            Some(_) => return Vec::new(),
            None => 2,
        };
        let Some(first) = segments.first() else { return Vec::new() };
        let own = |node: &&Node| node.begins(first).is_some();
        let nodes = self.tree.behind_templates().flatten().filter(own);
        nodes.flat_map(|node| node.find(segments)).filter(|&route| self.telling(route) >= least).collect()
    }

    /// The routes whose last template stands for several segments: `/files/{path}` for `/files/a/b.txt`.
    fn deep(&self, segments: &[&str]) -> Vec<u32> {
        let is_skipped = |segment: &&&str| is_prefix(segment) || is_blank(segment);
        let prefixes = segments.iter().take_while(is_skipped).count().min(MAX_PREFIXES);
        let starts = self.starts(segments).chain(1..=prefixes);
        let pieces = starts.flat_map(|start| (start + 1..segments.len()).rev().map(move |end| start..end));
        pieces
            .map(|piece| self.deep.find(&segments[piece]))
            .find(|routes| !routes.is_empty())
            .unwrap_or_default()
    }

    /// How many segments may be the base path of a server, the most first.
    fn starts<'r>(&'r self, segments: &'r [&str]) -> impl Iterator<Item = usize> + 'r {
        let bases = self.servers.iter().filter(|server| starts_with(segments, &server.base));
        bases.map(|server| server.base.len()).chain([0])
    }

    fn found(&self, routes: Vec<u32>, owner: Owner, base: usize) -> Found {
        let telling = routes.first().map_or(0, |&number| self.telling(number));
        let certain = match owner {
            Owner::Server => telling > 0,
            Owner::Local => telling > 0 && (telling > 1 || base > 0),
            Owner::Unsaid => telling > 1 || base > 0 && telling > 0,
            Owner::Any => telling > 1,
        };
        Found::Routes { routes, certain }
    }

    /// How many segments of a path are its own: neither templates nor versions and the like.
    fn telling(&self, number: u32) -> usize {
        let own = |segment: &&Segment| matches!(segment, Segment::Literal(text) if !is_prefix(text));
        self.route(number).segments.iter().filter(own).count()
    }

    /// Whether any segment of a path is its own.
    pub(in crate::schema) fn is_telling(&self, number: u32) -> bool {
        self.telling(number) > 0
    }

    /// What is said of a path that no route fits.
    fn missing(&self, rest: &[&str], host: Option<&str>, owner: Owner, base: Option<usize>) -> Found {
        let near = self.tree.near(rest);
        let shares = self.shares(rest);
        let has_base = base.is_some_and(|base| base > 0);
        // Pages and descriptions seldom agree on what a made-up host is called; a slip shows that it is the same.
        let made_up = || {
            let ours = |server: &Server| server.host.as_deref().is_some_and(is_documentary);
            host.is_some_and(is_documentary) && self.servers.iter().any(ours)
        };
        let certain = match owner {
            Owner::Server => near.is_some() || has_base || shares || self.begins_alike(rest),
            Owner::Local => near.is_some() || shares,
            Owner::Unsaid => {
                has_base && (near.is_some() || shares) || near.is_some_and(|near| self.telling(near) > 1)
            }
            Owner::Any => near.is_some() && (made_up() || shares),
        };
        let related = match owner {
            Owner::Server => true,
            Owner::Local | Owner::Unsaid => has_base || shares,
            Owner::Any => false,
        };
        let near = near.map(|number| self.route(number).template.clone());
        if certain || related { Found::Missing { near, certain } } else { Found::Foreign }
    }

    /// Whether a route begins with the same segment that is neither a template nor a version.
    fn shares(&self, segments: &[&str]) -> bool {
        let mut node = &self.tree;
        for segment in segments {
            let Some(next) = node.begins(segment) else { return false };
            if !is_prefix(segment) {
                return true;
            }
            node = next;
        }
        false
    }

    fn begins_alike(&self, segments: &[&str]) -> bool {
        segments.first().is_some_and(|first| self.tree.begins(first).is_some())
    }

    fn owner(&self, host: Option<&str>, port: Option<&str>) -> Owner {
        let Some(host) = host else { return Owner::Unsaid };
        let same = |server: &&Server| fits_host(server, host) && server.port.as_deref() == port;
        match self.servers.iter().find(same) {
            Some(_) if is_local(host) => Owner::Local,
            Some(_) => Owner::Server,
            None => Owner::Any,
        }
    }

    /// How many segments are the base path of the server that a target belongs to.
    fn base(&self, segments: &[&str], host: Option<&str>, port: Option<&str>) -> Option<usize> {
        let literal = |server: &Server| server.base.iter().any(|base| !base.contains('{'));
        let owner = self.servers.iter().find(|server| {
            let named = match host {
                Some(host) => fits_host(server, host) && server.port.as_deref() == port,
                None => literal(server),
            };
            named && starts_with(segments, &server.base)
        });
        let any =
            || self.servers.iter().find(|server| literal(server) && starts_with(segments, &server.base));
        owner.or_else(any).map(|server| server.base.len())
    }

    /// Whether a host may be one that the document describes: one of its servers, a relative of one, or a host
    /// that only documentation has.
    fn may_be_ours(&self, host: &str) -> bool {
        let hosts = || self.servers.iter().filter_map(|server| server.host.as_deref());
        if hosts().next().is_none() || is_documentary(host) {
            return true;
        }
        hosts().any(|own| is_local(own) || domain(own) == domain(host))
            || self.servers.iter().any(|server| fits_host(server, host))
    }
}

fn segment(text: &str) -> Segment {
    match (text.find('{'), text.rfind('}')) {
        (Some(open), Some(close)) if open < close => {
            Segment::Template { before: text[..open].to_owned(), after: text[close + 1..].to_owned() }
        }
        _ => Segment::Literal(percent_decoded(text)),
    }
}

/// Whether a path ends in a template that stands for several segments, by its name: `{path}`, `{proxy+}`.
fn is_deep(path: &str) -> bool {
    let last = path.rsplit('/').next().and_then(|last| last.strip_prefix('{')?.strip_suffix('}'));
    last.is_some_and(|name| name.ends_with(['+', '*']) || name.to_ascii_lowercase().contains("path"))
}

fn starts_with(segments: &[&str], base: &[String]) -> bool {
    let fits = |(own, written): (&String, &&str)| own == written || own.contains('{');
    segments.len() >= base.len() && base.iter().zip(segments).all(fits)
}

/// Whether a host is that of the server, label by label; templates stand for any.
fn fits_host(server: &Server, host: &str) -> bool {
    let Some(own) = server.host.as_deref() else { return false };
    let (own, host): (Vec<&str>, Vec<&str>) = (own.split('.').collect(), host.split('.').collect());
    own.len() == host.len()
        && own.iter().zip(&host).all(|(own, host)| own == host || own.contains('{') || is_blank(host))
        && own.iter().any(|own| !own.contains('{'))
}

#[cfg(test)]
mod tests;
