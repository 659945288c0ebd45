//! Which metadata files belong together: one service in several files, or several versions of one service.
//!
//! Versions of a service define the same names. They are told apart by what their files or folders are called, which
//! is also how addresses (`/v1.0/`, `/beta/`) and folders of pages call them. What has no such name is one service.

use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::sync::Arc;

use crate::text::SourceFile;

/// What services call versions that are not out yet.
const PREVIEWS: [&str; 5] = ["alpha", "beta", "canary", "dev", "preview"];

/// The files of one service or version, and its name if there are several.
#[derive(Debug)]
pub(super) struct Service {
    pub(super) version: Option<String>,
    pub(super) files: Vec<Arc<SourceFile>>,
}

/// Sorts files into services: what is out before what is not, the newest first.
pub(super) fn services(files: Vec<Arc<SourceFile>>) -> Vec<Service> {
    let Some(mut versions) = versions(&files) else { return vec![Service { version: None, files }] };
    // What has no entities of its own is for the version that it is named after, or for all.
    for file in files.iter().filter(|file| !has_container(file)) {
        let own = label(file.path());
        let one = own.filter(|own| versions.contains_key(own));
        for (version, files) in &mut versions {
            if one.as_ref().is_none_or(|one| one == version) {
                files.push(Arc::clone(file));
            }
        }
    }
    let mut services: Vec<Service> =
        versions.into_iter().map(|(version, files)| Service { version: Some(version), files }).collect();
    services.sort_by_key(|service| Reverse(rank(service.version.as_deref().unwrap_or_default())));
    services
}

/// The files with entities by version, if they are several versions of one service.
fn versions(files: &[Arc<SourceFile>]) -> Option<BTreeMap<String, Vec<Arc<SourceFile>>>> {
    let served: Vec<&Arc<SourceFile>> = files.iter().filter(|file| has_container(file)).collect();
    let [first, others @ ..] = served.as_slice() else { return None };
    let own = namespaces(first);
    let same = |file: &&Arc<SourceFile>| namespaces(file).iter().any(|name| own.contains(name));
    if others.is_empty() || !others.iter().all(same) {
        return None;
    }
    let mut versions = BTreeMap::new();
    for file in served {
        if versions.insert(label(file.path())?, vec![Arc::clone(file)]).is_some() {
            return None;
        }
    }
    Some(versions)
}

fn has_container(file: &SourceFile) -> bool {
    file.text().contains("EntityContainer ")
}

fn namespaces(file: &SourceFile) -> Vec<&str> {
    let tags = file.text().split("<Schema ").skip(1);
    tags.filter_map(|tag| tag.split_once('>')?.0.split_once("Namespace=")?.1.get(1..))
        .filter_map(|rest| rest.split(['"', '\'']).next())
        .collect()
}

/// The version that a path names, the nearest to its end: `graph/v1.0.csdl`, `beta/metadata.xml`, `api-v2.xml`.
fn label(path: &str) -> Option<String> {
    let (folders, name) = path.rsplit_once('/').unwrap_or(("", path));
    let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
    let parts = std::iter::once(stem).chain(folders.rsplit('/'));
    let mut words = parts.flat_map(|part| part.split(['-', '_', ' ']));
    words.find(|word| is_version(word)).map(str::to_ascii_lowercase)
}

fn is_version(word: &str) -> bool {
    let numbered = word.strip_prefix(['v', 'V']).is_some_and(|rest| {
        rest.starts_with(|c: char| c.is_ascii_digit())
            && rest.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.')
    });
    numbered || PREVIEWS.iter().any(|preview| preview.eq_ignore_ascii_case(word))
}

fn rank(version: &str) -> (bool, Vec<u32>) {
    let numbers = version.trim_start_matches('v').split('.').map_while(|part| part.parse().ok());
    (!PREVIEWS.contains(&version), numbers.collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(files: &[(&str, &str)]) -> Vec<String> {
        let files = files.iter().map(|(path, text)| Arc::new(SourceFile::new(*path, *text))).collect();
        let show = |service: Service| {
            let files: Vec<&str> = service.files.iter().map(|file| file.path()).collect();
            format!("{}: {}", service.version.unwrap_or_default(), files.join(" "))
        };
        services(files).into_iter().map(show).collect()
    }

    #[test]
    fn files_are_one_service_or_versions_of_one() {
        type Case<'c> = (&'c [(&'c str, &'c str)], &'c [&'c str]);
        let service = "<Schema Namespace=\"p\"><EntityContainer Name=\"c\"/></Schema>";
        let other = "<Schema Alias=\"q\" Namespace='q'><EntityContainer Name=\"c\"/></Schema>";
        let types = "<Schema Namespace=\"p.types\"></Schema>";
        let cases: [Case<'_>; 6] = [
            (&[("a/beta.csdl", service)], &[": a/beta.csdl"]),
            (
                &[("a/beta.csdl", service), ("a/v1.0.csdl", service), ("a/v2.csdl", service)],
                &["v2: a/v2.csdl", "v1.0: a/v1.0.csdl", "beta: a/beta.csdl"],
            ),
            (
                &[("beta/m.xml", service), ("types.xml", types), ("v1/m.xml", service), ("v1/t.xml", types)],
                &["v1: v1/m.xml types.xml v1/t.xml", "beta: beta/m.xml types.xml"],
            ),
            (&[("a.csdl", service), ("b.csdl", service)], &[": a.csdl b.csdl"]),
            (&[("v1.csdl", service), ("v2.csdl", other)], &[": v1.csdl v2.csdl"]),
            (&[("v1.csdl", service), ("types.csdl", types)], &[": v1.csdl types.csdl"]),
        ];
        for (files, expected) in cases {
            assert_eq!(names(files), expected);
        }
    }

    #[test]
    fn paths_name_versions() {
        for (path, expected) in [
            ("graph/v1.0.csdl", Some("v1.0")),
            ("parcelo-Beta.xml", Some("beta")),
            ("v2/metadata.xml", Some("v2")),
            ("v1/v2/m.xml", Some("v2")),
            ("vault/metadata.xml", None),
            ("metadata.xml", None),
        ] {
            assert_eq!(label(path).as_deref(), expected, "{path}");
        }
    }
}
