//! From targets, methods and statuses to types.

use super::super::Csdl;
use super::{service, show};
use crate::schema::{Direction, NotCovered, OperationQuery, Resolution, SchemaProvider};

fn asked(csdl: &Csdl, method: &str, target: &str, direction: Direction) -> String {
    show(csdl, &csdl.by_operation(&OperationQuery { method, target, direction, media_type: None }))
}

#[test]
fn targets_lead_to_what_a_get_returns() {
    let csdl = service();
    for (target, expected) in [
        ("https://api.parcelo.example/v1.0/parcels", "parcelo.parcel[]"),
        ("/parcels?$filter=pieces gt 1&$top=2", "parcelo.parcel[]"),
        ("parcels/", "parcelo.parcel[]"),
        ("/beta/parcels/{id}", "parcelo.parcel"),
        ("/parcels('P-7')", "parcelo.parcel"),
        ("/parcels(id='a/b?c')", "parcelo.parcel"),
        ("/parcels/id=P-7/sender", "parcelo.customer"),
        ("/parcels/<id>/events", "parcelo.event[]"),
        ("/parcels/{id | barcode}/to", "parcelo.address"),
        ("/parcels/P-7/to/country", "Edm.String"),
        ("/parcels/P-7/events('1')", "parcelo.event"),
        ("/me/parcels/P-7/Sender/parcels", "parcelo.parcel[]"),
        ("/me/parcels/parcelo.pallet", "parcelo.pallet[]"),
        ("/me/parcels/P-7/p.Pallet/height", "Edm.Single"),
        ("/me/parcels/P-7/parcelo.pallet/height", "Edm.Single"),
        ("/parcels/P-7/height", "Edm.Single"),
        ("/parcels/delta", "parcelo.parcel[]"),
        ("/parcels/parcelo.delta()/P-7/events", "parcelo.event[]"),
        ("/parcels/within(days=3)", "parcelo.event[]"),
        ("/parcels/within(place='{city, or (none)}')", "Edm.Int32"),
        ("/nearest()", "parcelo.customer"),
        ("/drive:/a/b.txt:/children", "parcelo.folder[]"),
        ("/drive/children/7:/{path}", "parcelo.folder"),
        ("/parcels/$count", "NotJson"),
        ("/parcels/P-7/scan", "NotJson"),
        ("/parcels/P-7/status/$value", "NotJson"),
        ("/parcels/P-7/sender/$ref", "NotJson"),
        ("/parcels/P-7/extra", "parcelo.json"),
        ("/parcels/within", "Foreign"),
        ("/parcels/reroute", "Foreign"),
        ("/parcels/unheard(of=1)", "Foreign"),
        ("/parcels/parcelo.unheard", "Foreign"),
        ("/parcels/post.parcelo", "parcelo.parcel"),
        ("/parcels/P-7/unheard", "Foreign"),
        ("/parcels/P-7/parcelo.customer", "Foreign"),
        ("/parcels?$apply=groupby((speed))", "Foreign"),
        ("/{collection}/{id}", "Foreign"),
        ("/other/parcels", "Foreign"),
        ("/$batch", "Foreign"),
        ("/parcels('", "Foreign"),
        ("*", "Foreign"),
        ("", "Foreign"),
    ] {
        assert_eq!(asked(&csdl, "GET", target, Direction::Response(Some(200))), expected, "{target}");
    }
}

#[test]
fn method_direction_and_status_decide_the_body() {
    let csdl = service();
    let (request, response) = (Direction::Request, |status| Direction::Response(Some(status)));
    for (method, target, direction, expected) in [
        ("GET", "/parcels", request, "NoBody"),
        ("GET", "/parcels", response(404), "Foreign"),
        ("GET", "/parcels", Direction::Response(None), "parcelo.parcel[]"),
        ("POST", "/parcels", request, "parcelo.parcel"),
        ("POST", "/parcels", response(201), "parcelo.parcel"),
        ("POST", "/parcels", response(204), "NoBody"),
        ("POST", "/parcels/7", request, "Foreign"),
        ("POST", "/parcels/7/stops", request, "Foreign"),
        ("PATCH", "/parcels/7", request, "parcelo.parcel"),
        ("PATCH", "/parcels", request, "Foreign"),
        ("PUT", "/me", response(200), "parcelo.customer"),
        ("PUT", "/drive/content", request, "NotJson"),
        ("PUT", "/drive/content", response(201), "Foreign"),
        ("DELETE", "/parcels/7", response(204), "NoBody"),
        ("POST", "/parcels/7/reroute", request, "parcelo.reroute"),
        ("POST", "/parcels/7/parcelo.reroute", response(200), "parcelo.parcel"),
        ("POST", "/parcels/7/cancel", request, "NoBody"),
        ("POST", "/parcels/7/cancel", response(200), "NoBody"),
        ("GET", "/parcels/7/reroute", response(200), "Foreign"),
        ("POST", "/parcels/delta", request, "Foreign"),
    ] {
        assert_eq!(asked(&csdl, method, target, direction), expected, "{method} {target} {direction:?}");
    }
    let query = OperationQuery {
        method: "GET",
        target: "/me",
        direction: response(200),
        media_type: Some("text/csv"),
    };
    assert_eq!(csdl.by_operation(&query), Resolution::NotCovered(NotCovered::NotJson));
}
