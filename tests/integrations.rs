//! The files that bring apiproof into build services: the script of the GitHub action, run with a release from a folder,
//! and packages that agree on the version.

// Everything here is a test, the helpers too.
#![allow(clippy::unwrap_used)]

use std::fs;
use std::path::Path;
use std::process::Command;

use serde_json::Value;
use tempfile::TempDir;

const ROOT: &str = env!("CARGO_MANIFEST_DIR");

fn has(program: &str) -> bool {
    Command::new(program).arg("--version").output().is_ok_and(|output| output.status.success())
}

/// A release whose program writes its arguments, a line each, and ends with 1.
fn release(folder: &Path) {
    let place = folder.join("v9.8.7");
    fs::create_dir(&place).unwrap();
    fs::write(place.join("apiproof"), "#!/bin/sh\nprintf '%s\\n' \"$@\" >\"$RUNNER_TEMP/said\"\nexit 1\n")
        .unwrap();
    let machine = if cfg!(target_arch = "aarch64") { "aarch64" } else { "x86_64" };
    let script = format!(
        "chmod 755 apiproof; n=apiproof-{machine}-unknown-linux-musl.tar.gz; tar -czf $n apiproof; sha256sum $n >$n.sha256"
    );
    assert!(Command::new("bash").args(["-c", &script]).current_dir(&place).status().unwrap().success());
}

/// Runs the script of the action: exit code, what it printed, and what its program was told.
fn act(folder: &Path, inputs: &[(&str, &str)]) -> (i32, String, String) {
    let mut command = Command::new("bash");
    command.arg(Path::new(ROOT).join("integrations/github/action.sh")).current_dir(folder);
    command.env("APIPROOF_DOWNLOAD_BASE", format!("file://{}", folder.display()));
    command.env("APIPROOF_ACTION_REPOSITORY", "parcelo/apiproof").env("RUNNER_TEMP", folder);
    for name in ["PATH", "OUTPUT"] {
        command.env(format!("GITHUB_{name}"), folder.join(name));
    }
    command.envs(inputs.iter().map(|(name, value)| (format!("APIPROOF_INPUT_{name}"), *value)));
    let _ = fs::remove_file(folder.join("said"));
    let output = command.output().unwrap();
    let said = fs::read_to_string(folder.join("said")).unwrap_or_default();
    (output.status.code().unwrap(), String::from_utf8(output.stdout).unwrap(), said)
}

#[test]
fn the_action_runs_what_it_has_checked() {
    if !cfg!(target_os = "linux") || ["bash", "curl", "tar", "sha256sum"].iter().any(|program| !has(program))
    {
        println!("skipped: bash, curl, tar or sha256sum is missing");
        return;
    }
    let folder = TempDir::new().unwrap();
    let here = folder.path();
    release(here);
    let inputs = [
        ("VERSION", "v9.8.7"),
        ("PATHS", "docs\na b/$(touch pwned)\n\n`touch pwned`"),
        ("REPORT", "sarif"),
        ("SARIF_FILE", "a;touch pwned"),
        ("ARGS", "--select json $(touch pwned)"),
    ];
    let (code, stdout, said) = act(here, &inputs);
    assert_eq!(code, 1, "{stdout}");
    let expected = "check\n--fail-on\nwarning\n--output-format\ntext\n--output-format\ngithub\n--output-format\n\
                    sarif=a;touch pwned\n--select\njson\n$(touch\npwned)\n--\ndocs\na b/$(touch pwned)\n`touch pwned`\n";
    assert_eq!(said, expected);
    assert!(!here.join("pwned").exists());
    let outputs = fs::read_to_string(here.join("OUTPUT")).unwrap();
    assert_eq!(outputs, "version=9.8.7\nsarif-file=a;touch pwned\nexit-code=1\n");

    let refused: [(&[(&str, &str)], &str); 5] = [
        (&[("VERSION", "9.8.7"), ("SHA256", "00")], "the checksum of apiproof-"),
        (&[("VERSION", "9.8.6")], "version 9.8.6 cannot be downloaded"),
        (&[("VERSION", "../9.8.7")], "is no version"),
        (&[("VERSION", "main\n::set-output name=a::b")], "is no version"),
        (&[("VERSION", "9.8.7"), ("FAIL_ON", "x")], "fail-on must be one of"),
    ];
    for (inputs, words) in refused {
        let (code, stdout, said) = act(here, inputs);
        assert_eq!((code, said.as_str()), (2, ""), "{inputs:?}: {stdout}");
        assert!(
            stdout.starts_with("::error title=apiproof::") && stdout.contains(words),
            "{inputs:?}: {stdout}"
        );
        assert_eq!(stdout.lines().count(), 1, "{stdout}");
    }
}

/// A `gh` that writes its arguments, a line each, and knows of one comment when it is asked.
fn hub(folder: &Path, comment: &str) {
    let bin = folder.join("hub");
    fs::create_dir_all(&bin).unwrap();
    let script = format!(
        "#!/bin/sh\nprintf '%s\\n' \"$@\" >>\"$RUNNER_TEMP/asked\"\ncase $2 in --paginate) echo '{comment}';; esac\n"
    );
    fs::write(bin.join("gh"), script).unwrap();
    assert!(Command::new("chmod").arg("755").arg(bin.join("gh")).status().unwrap().success());
}

/// Writes `summary` as a comment: exit code, what `gh` was asked, what was printed.
fn comment(folder: &Path, event: &str, earlier: &str) -> (i32, String, String) {
    hub(folder, earlier);
    fs::write(folder.join("event.json"), event).unwrap();
    fs::write(folder.join("summary.md"), "## apiproof: 1 error\n".repeat(10_000)).unwrap();
    let _ = fs::remove_file(folder.join("asked"));
    let path = std::env::var("PATH").unwrap();
    let output = Command::new("bash")
        .arg(Path::new(ROOT).join("integrations/github/comment.sh"))
        .arg(folder.join("summary.md"))
        .env("PATH", format!("{}:{path}", folder.join("hub").display()))
        .env("RUNNER_TEMP", folder)
        .env("GITHUB_REPOSITORY", "parcelo/docs")
        .env("GITHUB_EVENT_PATH", folder.join("event.json"))
        .output()
        .unwrap();
    let asked = fs::read_to_string(folder.join("asked")).unwrap_or_default();
    (output.status.code().unwrap(), asked, String::from_utf8(output.stdout).unwrap())
}

const PULL_REQUEST: &str = "{\n  \"action\": \"opened\",\n  \"number\": 12,\n  \"pull_request\": {}\n}\n";

#[cfg(unix)]
#[test]
fn the_comment_of_an_earlier_run_is_replaced() {
    let folder = TempDir::new().unwrap();
    let (code, asked, printed) = comment(folder.path(), PULL_REQUEST, "77");
    assert_eq!((code, printed.as_str()), (0, ""));
    assert!(asked.contains("--method\nPATCH\nrepos/parcelo/docs/issues/comments/77\n"), "{asked}");
    assert!(!asked.contains("POST"), "{asked}");
}

#[cfg(unix)]
#[test]
fn the_first_comment_is_a_new_one() {
    let folder = TempDir::new().unwrap();
    let (code, asked, _) = comment(folder.path(), PULL_REQUEST, "");
    assert_eq!(code, 0);
    assert!(asked.contains("--method\nPOST\nrepos/parcelo/docs/issues/12/comments\n"), "{asked}");
}

#[cfg(unix)]
#[test]
fn a_push_gets_no_comment() {
    let folder = TempDir::new().unwrap();
    let (code, asked, printed) = comment(folder.path(), "{\n  \"ref\": \"refs/heads/main\"\n}\n", "");
    assert_eq!((code, asked.as_str()), (0, ""));
    assert!(printed.contains("not a pull request"), "{printed}");
}

#[test]
fn packages_have_the_version_of_the_crate() {
    let text = fs::read_to_string(Path::new(ROOT).join("npm/apiproof/package.json")).unwrap();
    let package: Value = serde_json::from_str(&text).unwrap();
    let versions = package["optionalDependencies"].as_object().unwrap().values().chain([&package["version"]]);
    for version in versions {
        assert_eq!(version, env!("CARGO_PKG_VERSION"));
    }
}

#[test]
fn the_workflow_installs_the_version_of_the_crate() {
    let workflow = fs::read_to_string(Path::new(ROOT).join("integrations/github/workflow.yml")).unwrap();
    let wanted = concat!("pipx install apiproof==", env!("CARGO_PKG_VERSION"), "\n");
    assert!(workflow.contains(wanted), "{workflow}");
}

#[test]
fn inputs_reach_commands_through_the_environment_alone() {
    let action = fs::read_to_string(Path::new(ROOT).join("action.yml")).unwrap();
    for line in action.lines().filter(|line| line.trim_start().starts_with("run:")) {
        assert!(!line.contains("${{"), "{line}");
    }
    for name in action.lines().filter_map(|line| line.trim().strip_prefix("APIPROOF_INPUT_")?.split_once(':'))
    {
        let script = fs::read_to_string(Path::new(ROOT).join("integrations/github/action.sh")).unwrap();
        assert!(script.contains(&format!("APIPROOF_INPUT_{}", name.0)), "{} is not read", name.0);
    }
}
