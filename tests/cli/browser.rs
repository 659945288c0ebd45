//! The report to look at in a real browser: skipped, and said so, where no Chromium is installed.

use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use super::{FAULTY, folder, run};

const BROWSERS: [&str; 4] = ["chromium", "chromium-browser", "google-chrome-stable", "google-chrome"];

/// What a browser makes of a page, scripts included, or `None` if there is no browser.
fn dom(address: &str, profile: &Path) -> Option<String> {
    let file = profile.join("dom.html");
    let mut child = BROWSERS.iter().find_map(|browser| {
        Command::new(browser)
            .args([
                "--headless",
                "--no-sandbox",
                "--disable-gpu",
                "--no-first-run",
                "--disable-background-networking",
            ])
            .arg("--host-resolver-rules=MAP * ~NOTFOUND")
            .arg(format!("--user-data-dir={}", profile.display()))
            .args(["--dump-dom", address])
            .stdout(fs::File::create(&file).unwrap())
            .stderr(Stdio::null())
            .spawn()
            .ok()
    })?;
    let begun = Instant::now();
    while child.try_wait().unwrap().is_none() {
        if begun.elapsed() > Duration::from_mins(2) {
            child.kill().unwrap();
            child.wait().unwrap();
            panic!("the browser does not end");
        }
        std::thread::sleep(Duration::from_millis(50));
    }
    Some(fs::read_to_string(file).unwrap())
}

#[test]
fn the_report_works_in_a_browser() {
    let attack = "# <script>document.title='taken'</script>\n\n```json\n{\"<img src=x onerror=document.title='taken'>\": 1, \
                  \"a\": 2,}\n```\n";
    let here = folder(&[
        ("docs/a.md", FAULTY.as_bytes()),
        ("docs/b.md", attack.as_bytes()),
        ("docs/deep/c.md", FAULTY.as_bytes()),
    ]);
    let (_, _, stderr) =
        run(here.path(), &["check", "--isolated", "--exit-zero", "--output-format", "html=r.html"]);
    assert!(stderr.contains("\nChecked 3 pages"), "{stderr}");
    let source = fs::read_to_string(here.path().join("r.html")).unwrap();
    // Without scripts: the finding, its line and the change are there, and no part of them is hidden.
    assert!(source.contains("<mark class=\"error\">,</mark>") && source.contains("class=\"gone\""));
    assert!(!source.contains("class=\"page\" hidden"));

    let address = format!("file://{}", here.path().join("r.html").display());
    let profile = tempfile::TempDir::new().unwrap();
    let Some(whole) = dom(&address, profile.path()) else {
        println!("skipped: no Chromium is installed");
        return;
    };
    let shown = |dom: &str| {
        let (_, rest) = dom.split_once("id=\"shown\">").unwrap();
        rest.split_once("</output>").unwrap().0.to_owned()
    };
    assert_eq!(shown(&whole), "3 findings", "the script ran");
    assert!(whole.contains("<title>apiproof: 3 findings in 3 examples</title>"), "nothing else did");
    assert!(!whole.contains("<img"));
    for (filter, count) in [
        ("rule=json/trailing-comma&words=b.md", "1 of 3 findings"),
        // As the overview counts: without the folders below.
        ("folder=docs", "2 of 3 findings"),
        ("folder=docs/deep", "1 of 3 findings"),
        ("severity=warning", "0 of 3 findings"),
    ] {
        let found = dom(&format!("{address}#{filter}"), profile.path()).unwrap();
        assert_eq!(shown(&found), count, "{filter}");
    }
    // The tables follow the filter: a rule counts what the folder lets through.
    let found = dom(&format!("{address}#folder=docs/deep"), profile.path()).unwrap();
    let row = found.split("data-name=\"json/trailing-comma\"").nth(1).unwrap();
    assert!(row.starts_with("><td class=\"number\" data-count=\"all\">1</td>"), "{}", &row[..200]);
}
