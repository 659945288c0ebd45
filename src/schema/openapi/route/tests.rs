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
            "/depots/{depot}/files/{path}",
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
        ("/v1/depots/north/files/a/b/c.txt", "/depots/{depot}/files/{path}"),
        ("/v1/depots/[DEPOT]/files/[FOLDER]/[NAME]", "/depots/{depot}/files/{path}"),
        ("/v1/depots/north/parcels/9", "/depots/{depot}/parcels/{parcel}"),
        ("{{baseUrl}}/shipments", "/shipments"),
        ("https://your-company.parcelo.example/v1/shipments", "/shipments"),
        ("http://localhost:8080/v1/shipments", "/shipments"),
        ("/v1", "/"),
    ];
    for (target, expected) in cases {
        let Found::Routes { routes: found, .. } = routes.find(target) else {
            panic!("{target} is not found")
        };
        assert_eq!(routes.route(found[0]).template, *expected, "{target}");
    }
    let missing = |near: Option<&str>, certain| Found::Missing { near: near.map(str::to_owned), certain };
    for (target, expected) in [
        ("https://api.parcelo.example/v1/shipment/7", missing(Some("/shipments/{id}"), true)),
        ("https://api.parcelo.example/v1/users", missing(None, true)),
        ("/v1/shipments/7/labels/a4.png", missing(None, true)),
        ("https://api.parcelo.invalid/shipmnts/7", missing(Some("/shipments/{id}"), true)),
        ("https://api.parcelo.invalid/users/7", Found::Foreign),
        ("/users/7", Found::Foreign),
        ("https://api.parcelo.example/users", missing(None, false)),
        ("https://login.other.org/v1/shipments", Found::Elsewhere(0)),
        ("https://login.other.org/v1/users", Found::Foreign),
    ] {
        assert_eq!(routes.find(target), expected, "{target}");
    }
}

#[test]
fn templates_in_front_may_be_left_out_and_take_no_literal() {
    let paths = [
        "/{tenant}/{parcel}/label",
        "/{tenant}/{depot}/search/label",
        "/{tenant}/depots",
        "/{tenant}/depots/near",
        "/{tenant}/{parcel}/depots/near",
        "/{user}",
        "/users/{user}",
    ];
    let routes = routes(&["https://api.parcelo.example"], &paths);
    let cases: &[(&str, Option<&str>)] = &[
        ("/acme/p-1/label", Some("/{tenant}/{parcel}/label")),
        ("/{tenant}/p-1/label", Some("/{tenant}/{parcel}/label")),
        ("/search/label", Some("/{tenant}/{depot}/search/label")),
        ("${BASE}/search/label", Some("/{tenant}/{depot}/search/label")),
        ("${BASE}/depots", Some("/{tenant}/depots")),
        ("${BASE}/depots/near", Some("/{tenant}/depots/near")),
        ("/kim", Some("/{user}")),
        ("/users/kim", Some("/users/{user}")),
        // Literals that no operation has alone.
        ("/users", None),
        ("/acme/search/label", None),
        ("https://api.parcelo.example/users", None),
    ];
    for (target, expected) in cases {
        let found = match routes.find(target) {
            Found::Routes { routes: found, .. } => Some(routes.route(found[0]).template.as_str()),
            Found::Foreign => None,
            other => panic!("{target}: {other:?}"),
        };
        assert_eq!(found, *expected, "{target}");
    }
}

#[test]
fn a_version_may_stand_on_either_side() {
    let routes = routes(&[], &["/v3/apps/{id}", "/{anything}"]);
    for target in ["/v3/apps/1", "/apps/1", "https://api.other.org/v3/apps/:id"] {
        let Found::Routes { routes: found, .. } = routes.find(target) else { panic!("{target}") };
        assert_eq!(found, [0], "{target}");
    }
    assert_eq!(routes.find("/v3/spaces/1"), Found::Foreign);
}
