//! The build service that a run is part of, according to the environment: what it shows, and where its files begin.

use std::env;
use std::ffi::OsString;
use std::path::{Path, PathBuf};

use crate::output::Paths;
use crate::system::{self, OsSystem, System, exists};

/// A build service that shows findings by itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Service {
    /// GitHub Actions.
    Github,
    /// Azure Pipelines.
    Azure,
    /// GitLab CI/CD.
    Gitlab,
}

/// A variable of the environment, unless it is empty.
fn variable(name: &str) -> Option<OsString> {
    env::var_os(name).filter(|value| !value.is_empty())
}

impl Service {
    /// The service that this process runs in.
    pub(super) fn current() -> Option<Self> {
        Self::of(variable)
    }

    fn of(variable: impl Fn(&str) -> Option<OsString>) -> Option<Self> {
        let set = |name| variable(name).is_some_and(|value| value.eq_ignore_ascii_case("true"));
        [("GITHUB_ACTIONS", Self::Github), ("TF_BUILD", Self::Azure), ("GITLAB_CI", Self::Gitlab)]
            .into_iter()
            .find(|(name, _)| set(name))
            .map(|(_, service)| service)
    }

    /// The variable that names the folder of the sources.
    fn root_variable(self) -> &'static str {
        match self {
            Self::Github => "GITHUB_WORKSPACE",
            Self::Azure => "BUILD_SOURCESDIRECTORY",
            Self::Gitlab => "CI_PROJECT_DIR",
        }
    }
}

/// Where paths in reports begin: at the folder of the sources if a service names it, at the top of the repository, or
/// here.
pub(super) fn paths(current: PathBuf) -> Paths {
    let named = Service::current().and_then(|service| variable(service.root_variable())).map(PathBuf::from);
    let root = named
        .filter(|root| current.starts_with(root))
        .or_else(|| repository(&current))
        .unwrap_or_else(|| current.clone());
    let web = Service::current().filter(|service| *service == Service::Github).and_then(|_| web());
    Paths { current, root, web }
}

/// The nearest folder upward that is a repository.
pub(super) fn repository(current: &Path) -> Option<PathBuf> {
    let disk = OsSystem::new(current.to_owned());
    current.ancestors().find(|folder| exists(&disk, &folder.join(".git"))).map(Path::to_owned)
}

/// Where GitHub shows the files of the commit that is checked.
fn web() -> Option<String> {
    let text = |name| variable(name).and_then(|value| value.into_string().ok());
    let [server, repository, commit] = ["GITHUB_SERVER_URL", "GITHUB_REPOSITORY", "GITHUB_SHA"].map(text);
    let (server, repository, commit) = (server?, repository?, commit?);
    let plain =
        |text: &str| text.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-._/:".contains(&byte));
    let all_plain = [&server, &repository, &commit].into_iter().all(|text| plain(text));
    (server.starts_with("https://") && all_plain).then(|| format!("{server}/{repository}/blob/{commit}"))
}

/// The commit that is checked: the build service names it, or else the repository.
pub(super) fn revision(disk: &dyn System) -> Option<String> {
    const MOST: usize = 4096;
    let named = ["GITHUB_SHA", "CI_COMMIT_SHA", "BUILD_SOURCEVERSION"].into_iter().find_map(variable);
    let text = |path: &Path| String::from_utf8(system::read(disk, path, MOST).ok()?).ok();
    let found = named.and_then(|value| value.into_string().ok()).or_else(|| {
        let git = repository(disk.current())?.join(".git");
        let head = text(&git.join("HEAD"))?;
        match head.trim().strip_prefix("ref: ") {
            Some(name) => text(&git.join(name)),
            None => Some(head),
        }
    })?;
    let commit = found.trim();
    commit.bytes().all(|byte| byte.is_ascii_hexdigit()).then(|| commit.to_owned())
}

/// The file that GitHub shows as the summary of the step.
pub(super) fn github_summary() -> Option<PathBuf> {
    variable("GITHUB_STEP_SUMMARY").map(PathBuf::from)
}

/// The folder for files that Azure Pipelines takes with it and then deletes.
pub(super) fn azure_folder() -> Option<PathBuf> {
    variable("AGENT_TEMPDIRECTORY").map(PathBuf::from)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_service_is_told_by_its_variable() {
        let of = |name: &str, value: &str| Service::of(|asked| (asked == name).then(|| value.into()));
        assert_eq!(of("GITHUB_ACTIONS", "true"), Some(Service::Github));
        assert_eq!(of("TF_BUILD", "True"), Some(Service::Azure));
        assert_eq!(of("GITLAB_CI", "true"), Some(Service::Gitlab));
        assert_eq!(of("GITHUB_ACTIONS", "false"), None);
        assert_eq!(of("CI", "true"), None);
    }
}
