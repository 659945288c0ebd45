//! More findings than any service takes: what each format leaves out, and that it says so.

use std::fmt::Write as _;
use std::fs;

use tempfile::TempDir;

use super::{json, run};

/// Each finding in thirty thousand costs room: what does not fit is counted.
#[test]
fn every_format_keeps_its_limits() {
    let folder = TempDir::new().unwrap();
    for page in 0..300 {
        let mut text = String::from("# Parcels\n");
        for example in 0..100 {
            let _ = write!(text, "\n```json\n{{ \"parcel\": parcel-{page}-{example} }}\n```\n");
        }
        fs::write(folder.path().join(format!("{page:03}.md")), text).unwrap();
    }
    let formats = [
        "html",
        "sarif",
        "github",
        "gitlab",
        "azure",
        "junit",
        "checkstyle",
        "rdjson",
        "rdjsonl",
        "markdown",
        "json",
    ];
    let outputs: Vec<_> = formats.iter().map(|format| format!("{format}=out.{format}")).collect();
    let mut args = vec!["check", "--isolated", "--exit-zero"];
    args.extend(outputs.iter().flat_map(|output| ["--output-format", output]));
    let (code, _, stderr) = run(folder.path(), &args);
    assert_eq!(code, 0, "{stderr}");
    let written = |format: &str| fs::read_to_string(folder.path().join(format!("out.{format}"))).unwrap();

    let sarif = json(&written("sarif"));
    assert_eq!(sarif["runs"][0]["results"].as_array().unwrap().len(), 25_000);
    let notification = &sarif["runs"][0]["invocations"][0]["toolExecutionNotifications"][0];
    assert!(notification["message"]["text"].as_str().unwrap().starts_with("5000 findings were left out"));
    assert_eq!(written("github").lines().filter(|line| line.starts_with("::error ")).count(), 10);
    assert!(written("github").contains("29990 more findings"));
    assert_eq!(written("azure").lines().filter(|line| line.starts_with("##vso[")).count(), 10);
    assert!(written("azure").contains("29990 more findings"));
    let markdown = written("markdown");
    assert!(markdown.len() <= 512 << 10 && markdown.contains("more findings left out"), "{}", markdown.len());
    let gitlab = json(&written("gitlab"));
    let prints: std::collections::BTreeSet<_> =
        gitlab.as_array().unwrap().iter().map(|entry| entry["fingerprint"].as_str().unwrap()).collect();
    assert_eq!(prints.len(), 30_000);
    assert!(written("junit").contains("tests=\"30000\" failures=\"30000\""));
    assert_eq!(written("rdjsonl").lines().count(), 30_000);
    assert_eq!(written("checkstyle").matches("<error ").count(), 30_000);
    let html = written("html");
    assert!(
        html.len() < 5 << 20 && html.contains("Not shown, since this file would be too large: "),
        "{}",
        html.len()
    );
}
