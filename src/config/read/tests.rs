use super::*;
use crate::schema::BoundBody;

fn read(text: &str) -> Result<Options, Vec<String>> {
    Options::from_toml("docs/apiproof.toml", Path::new("docs"), text)
        .map_err(|errors| errors.iter().map(ToString::to_string).collect())
}

#[test]
fn reads_every_key() {
    let text = "extends = \"../base.toml\"\nlevel = \"strict\"\nselect = [\"json/comment\"]\nignore = [\"http\"]\n\
                exclude = [\"drafts/**\"]\ninclude = [\"docs\"]\nbaseline = \"b.json\"\nfail-on = \"never\"\nschemas = [\"openapi.yaml\"]\n\
                servers = [\"http://localhost:8080\"]\nbase = [\"BASE_URL\"]\n\
                [severity]\n\"json/comment\" = \"info\"\n\
                [dialects]\nindented = false\n\
                [known]\nmethods = [\"PURGE\"]\nmedia-types = [\"a/b\"]\nproperties = [\"x-*\"]\n\
                [report]\nsource-url = \"https://parcelo.example/src\"\n\
             [[override]]\npaths = [\"beta\"]\nlevel = \"default\"\nselect = []\nignore = [\"json\"]\nschemas = []\n\
                [override.severity]\nhttp = \"error\"\n\
                [override.dialects]\nall = false\nconsole = true\n\
                [[bind]]\nmethod = \"get\"\npath = \"/v1/parcels/{id}\"\nstatus = 200\nschema = \"parcel.json\"\n\
                [[bind]]\nmethod = \"POST\"\npath = \"/v1/parcels\"\nbody = \"request\"\ntype = \"parcel\"\n";
    let options = read(text).unwrap();
    assert_eq!(options.extends[0].text, "../base.toml");
    assert_eq!(options.level.map(|level| level.text), Some(Level::Strict));
    assert_eq!(options.select[0].text, "json/comment");
    assert_eq!(options.select[0].origin.to_string(), "docs/apiproof.toml:3:11");
    assert_eq!(options.schemas[0].origin.to_string(), "docs/apiproof.toml:9:12");
    assert_eq!((&*options.servers[0].text, &*options.bases[0].text), ("http://localhost:8080", "BASE_URL"));
    assert_eq!(options.severity[0].1, Some(Severity::Info));
    assert_eq!(options.base, Path::new("docs"));
    assert_eq!(options.known.methods[0].text, "PURGE");
    assert_eq!((options.dialects[0].0.text.as_str(), options.dialects[0].1), ("indented", false));
    assert_eq!(options.run.fail_on.as_ref().map(|word| word.text), Some(FailOn::Never));
    assert_eq!(options.run.source_url.as_ref().unwrap().text, "https://parcelo.example/src");
    assert_eq!((options.include.len(), options.run.baseline.is_some()), (1, true));
    assert_eq!(options.dialects[0].0.origin.to_string(), "docs/apiproof.toml:15:1");
    let Override { paths, options: inner, .. } = &options.overrides[0];
    assert_eq!((paths[0].text.as_str(), inner.ignore[0].text.as_str()), ("beta", "json"));
    assert_eq!(inner.dialects.len(), 2);
    assert!(inner.replaces_schemas && inner.schemas.is_empty());
    assert_eq!((options.binds[0].method.as_str(), options.binds[0].body), ("GET", BoundBody::Status(200)));
    assert_eq!(options.binds[1].body, BoundBody::Request);
    // Whatever is declared is in that text.
    for key in KEYS {
        assert!(
            text.contains(&format!("{} =", key.name)) || text.contains(&format!("[{}]", key.name)),
            "{key:?}"
        );
    }
}

#[test]
fn says_where_and_what_is_wrong() {
    let cases = [
        ("levle = \"strict\"", "1:1: unknown key `levle`; did you mean `level`?"),
        ("colour = 1", "1:1: unknown key `colour`"),
        ("level = \"hard\"", "1:9: `level` must be one of default, strict, pedantic, but is `hard`"),
        ("level = 3", "1:9: `level` must be a string, but is a number"),
        ("select = \"json\"", "1:10: `select` must be a list of strings, but is a string"),
        ("select = [3]", "1:11: `select` must be a string, but is a number"),
        ("\n[[override]]\nlevel = \"strict\"", "2:1: required key `paths` is missing in `override`"),
        ("[[override]]\npaths = []\nexclude = []", "3:1: unknown key `exclude` in `override`"),
        ("[known]\nmethod = []", "2:1: unknown key `method` in `known`; did you mean `methods`?"),
        (
            "[severity]\njson = \"warn\"",
            "2:8: `json` must be one of error, warning, info, off, but is `warn`",
        ),
        ("[dialects]\nindentd = false", "2:1: unknown dialect `indentd`; did you mean `indented`?"),
        ("dialects.curl = 1", "1:17: `curl` must be `true` or `false`, but is a number"),
        (
            "dialects = [\"curl\"]",
            "1:12: `dialects` must be a table of dialects with `true` or `false`, but is a list",
        ),
        ("level = ", "1:9: not TOML: "),
        ("fail-on = \"none\"", "1:11: `fail-on` must be one of info, warning, error, never, but is `none`"),
        (
            "[report]\nsource-url = \"ftp://a\"",
            "2:14: `source-url` must be an `https://` URL, but is `ftp://a`",
        ),
        ("[[bind]]\nmethod = \"GET\"\npath = \"/a\"", "1:1: `bind` requires `schema` or `type`"),
        (
            "[[bind]]\nmethod = \"GET\"\npath = \"a\"\ntype = \"t\"",
            "3:8: `path` must start with `/`, but is `a`",
        ),
        (
            "[[bind]]\nmethod = \"GET\"\npath = \"/a\"\ntype = \"t\"\nstatus = 99",
            "5:10: `status` must be a status code such as `200` or `\"2XX\"`",
        ),
    ];
    for (text, expected) in cases {
        let errors = read(text).unwrap_err();
        assert!(errors[0].starts_with(&format!("docs/apiproof.toml:{expected}")), "{text}: {errors:?}");
    }
}

#[test]
fn every_fault_is_named_in_order() {
    let errors = read("levle = 1\nselect = 3\n[known]\nx = 1\n").unwrap_err();
    assert_eq!(errors.len(), 3, "{errors:?}");
    assert!(errors.is_sorted());
    let deep = format!("select = {}", "[".repeat(20_000));
    assert!(read(&deep).unwrap_err()[0].contains("not TOML"));
}
