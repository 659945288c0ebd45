//! The first file of a project: what `init` looks at and writes.

use std::fs;

use super::{CLEAN, FAULTY, check_json, folder, json, run};

#[test]
fn init_looks_around_and_writes_a_small_file() {
    let csdl = "<edmx:Edmx Version=\"4.0\" xmlns:edmx=\"http://docs.oasis-open.org/odata/ns/edmx\"><edmx:DataServices>\
                <Schema Namespace=\"parcelo\" xmlns=\"http://docs.oasis-open.org/odata/ns/edm\"/></edmx:DataServices></edmx:Edmx>";
    let here = folder(&[
        ("docs/v1.0/a.md", CLEAN.as_bytes()),
        ("docs/beta/a.md", CLEAN.as_bytes()),
        ("docs/beta/words.md", b"# Words\n"),
        ("docs/includes/snippets/a.md", FAULTY.as_bytes()),
        ("metadata/v1.0.csdl", csdl.as_bytes()),
        ("metadata/beta.csdl", csdl.as_bytes()),
        ("package.json", b"{\"name\": \"parcelo\"}"),
    ]);
    let (code, shown, stderr) = run(here.path(), &["init", "--dry-run"]);
    assert_eq!((code, stderr.as_str()), (0, ""));
    assert!(!here.path().join("apiproof.toml").exists());
    assert_eq!(run(here.path(), &["init"]).0, 0);
    let text = fs::read_to_string(here.path().join("apiproof.toml")).unwrap();
    assert_eq!(text, shown);
    for line in [
        "# Seen when it was written: 4 pages, 2 of which may hold examples, in docs/beta, docs/v1.0.",
        "level = \"default\"",
        "exclude = [\"**/snippets/**\"]",
        "paths = [\"docs/beta\"]",
        "schemas = [\"metadata/beta.csdl\"]",
        "paths = [\"docs/v1.0\"]",
        "schemas = [\"metadata/v1.0.csdl\"]",
    ] {
        assert!(text.lines().any(|own| own == line), "{line}\n{text}");
    }
    let (code, report, stderr) = check_json(here.path(), &[]);
    assert_eq!((code, stderr.as_str(), &report["summary"]["files_skipped"]), (0, "", &1.into()));
    // Never over what is there.
    fs::write(here.path().join("apiproof.toml"), "level = \"strict\"\n").unwrap();
    let (code, _, stderr) = run(here.path(), &["init"]);
    assert_eq!(
        (code, stderr.as_str()),
        (2, "error: apiproof.toml already exists; use `--force` to overwrite it\n")
    );
    assert_eq!(run(here.path(), &["init", "--force"]).0, 0);
    assert_eq!(fs::read_to_string(here.path().join("apiproof.toml")).unwrap(), text);
    assert_eq!(run(here.path(), &["init", "gone"]).0, 2);
}

#[test]
fn moving_from_api_doctor_answers_for_every_entry() {
    let settings = "{ \"api-requirements\": {\n  \"httpRequest\": {\n    \"httpMethods\": [\"GET\", \"GETT\"],\n    \"standardHeaders\": [\"Accept\"],\n\
                    \"contentTypes\": [\"application/json\"],\n    \"maxUrlLength\": 2000\n  },\n  \"ignorableProperties\": [\"@odata.type\"],\n\
                    \"caseSensativeHeaders\": false,\n } }";
    let skip = "{ \"schemaConfig\": { \"foldersToSkip\": [\"drafts\"], \"treatErrorsAsWarningsWorkloads\": [\"x\"], \"baseUrls\": [] } }";
    let page = "# Parcels\n\n```json\n{\"id\": \"p-1042\"}\n```\n\n<!-- {\n  \"type\": \"#page.annotation\",\n  \"suppressions\": [\n    \
                \"Error: /api/a.md/get/weight:\\r\\n      Expected type Single but actual was Int64.\",\n    \
                \"Warning: a.md: Potential enums not in table\"\n  ]\n} -->\n";
    let here = folder(&[
        ("old/requirements.json", settings.as_bytes()),
        ("old/schema.json", skip.as_bytes()),
        ("docs/a.md", page.as_bytes()),
    ]);
    let args = ["init", "--from", "old", "--from", "docs", "--output-format", "json"];
    let (code, stdout, stderr) = run(here.path(), &args);
    assert_eq!(code, 0, "{stderr}");
    let report = json(&stdout);
    let fates: Vec<String> = report["entries"]
        .as_array()
        .unwrap()
        .iter()
        .map(|it| format!("{}: {}", it["fate"].as_str().unwrap(), it["entry"].as_str().unwrap()))
        .collect();
    let expected = [
        "not needed: httpMethods: GET",
        "kept: httpMethods: GETT",
        "dropped: standardHeaders",
        "not needed: contentTypes: application/json",
        "dropped: maxUrlLength",
        "kept: ignorableProperties: @odata.type",
        "dropped: caseSensativeHeaders",
        "kept: foldersToSkip: drafts",
        "to do: treatErrorsAsWarningsWorkloads",
        "dropped: baseUrls",
        "not needed: Error: /api/a.md/get/weight: Expected type Single but actual was Int64.",
        "dropped: Warning: a.md: Potential enums not in table",
    ];
    assert_eq!(fates, expected);
    let text = fs::read_to_string(here.path().join("apiproof.toml")).unwrap();
    for line in ["methods = [\"GETT\"]", "properties = [\"@odata.type\"]", "exclude = [\"**/drafts/**\"]"] {
        assert!(text.lines().any(|own| own == line), "{line}\n{text}");
    }
    assert_eq!(run(here.path(), &["check"]).0, 0);
    assert_eq!(run(here.path(), &["init", "--force", "--from", "docs/gone.json"]).0, 2);
    fs::create_dir(here.path().join("empty")).unwrap();
    let (code, _, stderr) = run(here.path(), &["init", "--force", "--from", "empty"]);
    assert_eq!((code, stderr.contains("nothing of API Doctor's was found")), (0, true), "{stderr}");
    let (code, _, stderr) = run(here.path(), &["init", "--force", "--from", "apiproof.toml"]);
    assert_eq!((code, stderr.contains("holds neither `api-requirements`")), (2, true), "{stderr}");
}
