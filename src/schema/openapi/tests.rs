use super::*;
use crate::schema::json_schema::tests::{check, files};

fn load(texts: &[(&str, &str)]) -> OpenApi {
    OpenApi::load(&files(texts), false).expect("the description is right")
}

fn ask(
    api: &OpenApi,
    method: &str,
    target: &str,
    direction: Direction,
    media_type: Option<&str>,
) -> Resolution {
    api.by_operation(&OperationQuery { method, target, direction, media_type })
}

/// The name of the schema, or why there is none.
fn answer(api: &OpenApi, resolution: &Resolution) -> String {
    match resolution {
        Resolution::Found(schema) => api.name(*schema),
        Resolution::NotCovered(why) => format!("{why:?}"),
        Resolution::Unknown { near } => format!("near {near:?}"),
        Resolution::Ambiguous(several) => format!("{} of them", several.len()),
    }
}

fn bodies(api: &OpenApi, name: &str, direction: Option<Direction>, cases: &[(&str, &[&str])]) {
    let Resolution::Found(schema) = api.by_type(name) else { panic!("{name} is no type") };
    for (body, expected) in cases {
        let tolerance = Tolerance { direction, ..Tolerance::default() };
        assert_eq!(check(api, schema, body, &tolerance), *expected, "{name}: {body}");
    }
}

const ROOT: &str = r"
openapi: 3.1.0
info: {title: Parcelo, version: '1'}
servers:
  - url: https://api.parcelo.example/{version}
    variables: {version: {default: v1}}
paths:
  /shipments: {$ref: 'paths/shipments.yaml#/~1shipments'}
  /shipments/{id}:
    parameters:
      - {name: id, in: path, required: true, schema: {type: string, format: uuid}}
      - {name: verbose, in: query, schema: {type: boolean}}
    get:
      parameters: [{name: verbose, in: query, required: true, schema: {type: integer}}]
      responses:
        2XX: {$ref: '#/components/responses/Shipment'}
        '404': {description: gone, content: {application/problem+json: {schema: {$ref: 'parts/problem.yaml'}}}}
        default: {description: other, content: {text/html: {}}}
    patch:
      requestBody: {content: {application/merge-patch+json: {schema: {$ref: '#/components/schemas/Shipment'}}}}
      responses: {'204': {description: done}}
    delete:
      responses: {'204': {description: done}}
  /shipments/latest:
    get: {responses: {'200': {content: {application/json: {schema: {type: array, items: {$ref: '#/components/schemas/Shipment'}}}}}}}
  /labels/{id}.pdf:
    get: {responses: {'200': {content: {application/pdf: {schema: {type: string, format: binary}}}}}}
  /photos:
    post:
      requestBody: {content: {multipart/form-data: {schema: {type: object}}, application/json: {schema: {}}}}
      responses: {'201': {description: made}}
components:
  responses:
    Shipment: {content: {application/json: {schema: {$ref: '#/components/schemas/Shipment'}}}}
  schemas:
    Shipment:
      type: object
      required: [id, weight]
      properties:
        id: {type: string, readOnly: true}
        weight: {type: [number, 'null']}
        depot: {$ref: parts/depot.json}
        example: {example: {$ref: 'http://nowhere.example/x'}, type: string}
    Problem: {$ref: parts/problem.yaml}
";

const SHIPMENTS: &str = r"
/shipments:
  get:
    responses:
      '200':
        content:
          application/json:
            schema:
              type: object
              required: [items]
              properties: {items: {type: array, items: {$ref: '../openapi.yaml#/components/schemas/Shipment'}}}
  post:
    requestBody: {$ref: '../parts/body.yaml'}
    responses: {'201': {$ref: '../openapi.yaml#/components/responses/Shipment'}}
";

fn split() -> OpenApi {
    load(&[
        ("api/openapi.yaml", ROOT),
        ("api/paths/shipments.yaml", SHIPMENTS),
        (
            "api/parts/body.yaml",
            "content: {application/json: {schema: {$ref: ../openapi.yaml#/components/schemas/Shipment}}}",
        ),
        ("api/parts/problem.yaml", "type: object\nproperties: {status: {type: integer}}\n"),
        (
            "api/parts/depot.json",
            r#"{"type": "object", "properties": {"main": {"$ref": "../openapi.yaml#/components/schemas/Shipment"}}}"#,
        ),
    ])
}

#[test]
fn bodies_are_bound_by_method_path_status_and_media_type() {
    let api = split();
    let (request, ok) = (Direction::Request, Direction::Response(Some(200)));
    let json = Some("application/json");
    let cases: &[(&str, &str, Direction, Option<&str>, &str)] = &[
        ("GET", "https://api.parcelo.example/v1/shipments", ok, json, "200 response of GET /shipments"),
        ("POST", "/v1/shipments", request, json, "Shipment"),
        ("POST", "/shipments", Direction::Response(None), None, "Shipment"),
        ("POST", "/shipments", ok, None, "UndocumentedStatus"),
        ("GET", "/shipments/:id", ok, json, "Shipment"),
        (
            "GET",
            "/shipments/{id}",
            Direction::Response(Some(404)),
            Some("application/problem+json"),
            "Problem",
        ),
        ("GET", "/shipments/{id}", Direction::Response(Some(404)), json, "Problem"),
        ("GET", "/shipments/{id}", Direction::Response(Some(500)), None, "NotJson"),
        ("GET", "/shipments/{id}", Direction::Response(None), None, "Shipment"),
        ("GET", "/shipments/latest", ok, json, "200 response of GET /shipments/latest"),
        ("PATCH", "/shipments/latest", request, json, "Shipment"),
        ("PATCH", "/shipments/7", Direction::Response(Some(204)), None, "NoBody"),
        ("DELETE", "/shipments/7", request, None, "NoBody"),
        ("HEAD", "/shipments/7", ok, None, "NoBody"),
        ("PUT", "/shipments/7", request, None, "UndocumentedMethod"),
        ("GET", "/labels/7.pdf", ok, None, "NotJson"),
        ("POST", "/photos", request, Some("multipart/form-data"), "NotJson"),
        ("POST", "/photos", request, json, "NotJson"),
        ("GET", "https://api.parcelo.example/v1/shipment", ok, None, "near Some(\"/shipments\")"),
        ("GET", "/depots", ok, None, "Foreign"),
    ];
    for (method, target, direction, media_type, expected) in cases {
        let found = ask(&api, method, target, *direction, *media_type);
        assert_eq!(answer(&api, &found), *expected, "{method} {target} {direction:?} {media_type:?}");
    }
    assert_eq!(api.names(), ["Problem", "Shipment"]);
    for (name, expected) in
        [("Shipment", "Shipment"), ("Shipmet", "near Some(\"Shipment\")"), ("user", "Foreign")]
    {
        assert_eq!(answer(&api, &api.by_type(name)), expected);
    }
}

#[test]
fn parameters_are_known_by_name_and_type() {
    let api = split();
    let target = "/v1/shipments/7";
    let parameters = api.parameters("GET", target).unwrap();
    let described: Vec<_> =
        parameters.iter().map(|one| (one.name.as_str(), one.place, one.required)).collect();
    assert_eq!(described, [("verbose", ParameterPlace::Query, true), ("id", ParameterPlace::Path, true)]);
    assert_eq!(&target[parameters[1].in_path.clone().unwrap()], "7");
    assert_eq!(api.parameters("GET", "/nowhere"), None);
    let api = load(&[(
        "a.yaml",
        "openapi: 3.0.0\npaths:\n  /a:\n    get:\n      parameters:\n      \
         - {name: n, in: query, schema: {type: integer, maximum: 9}}\n      \
         - {name: s, in: query, schema: {type: string, maxLength: 3}}\n      \
         - {name: e, in: query, schema: {enum: [up, down]}}\n      \
         - {name: l, in: header, schema: {type: array, items: {type: integer}}}\n      \
         - {name: o, in: query, schema: {type: object}}\n",
    )]);
    let parameters = api.parameters("GET", "/a").unwrap();
    let cases: &[(&str, &str, usize)] = &[
        ("n", "7", 0),
        ("n", "12", 1),
        ("n", "many", 1),
        ("n", "{n}", 0),
        ("n", ":n", 0),
        ("s", "123", 0),
        ("s", "1234", 1),
        ("e", "up", 0),
        ("e", "upp", 1),
        ("l", "1,2,3", 0),
        ("l", "1,b", 1),
        ("o", "a[b]=c", 0),
    ];
    for (name, text, expected) in cases {
        let parameter = parameters.iter().find(|one| one.name == *name).unwrap();
        let found = api.validate_parameter(parameter, None, text);
        assert_eq!(found.len(), *expected, "{name}={text}: {found:?}");
    }
}

#[test]
fn bodies_are_held_against_their_schemas() {
    let api = split();
    bodies(
        &api,
        "Shipment",
        Some(Direction::Request),
        &[
            (r#"{"weight": null}"#, &[]),
            (r#"{"id": "1", "weight": "2"}"#, &["/id: read-only id", "/weight: string for number"]),
            (
                r#"{"depot": {"main": {"weight": "2"}}}"#,
                &[": missing weight in Shipment", "/depot/main/weight: string for number"],
            ),
        ],
    );
    bodies(
        &api,
        "Shipment",
        None,
        &[
            (
                r#"{"id": "1", "weigth": 2}"#,
                &[": missing weight in Shipment", "/weigth: unknown weigth in Shipment ~weight"],
            ),
            (r#"{"id": "1", "weight": 2, "weigth": 2, "height": 3}"#, &[]),
            (
                r#"{"id": "1", "weight": 2, "depot": {"main": {"id": "1", "weight": 2, "deopt": 1}}}"#,
                &["/depot/main/deopt: unknown deopt in Shipment ~depot"],
            ),
        ],
    );
    let Resolution::Found(list) = ask(&api, "GET", "/shipments", Direction::Response(Some(200)), None) else {
        panic!()
    };
    assert_eq!(
        check(&api, list, r#"{"items": [{"id": 1, "weight": 2}]}"#, &Tolerance::default()),
        ["/items/0/id: integer for string"]
    );
    let Resolution::Found(shipment) = api.by_type("Shipment") else { panic!() };
    let at = api.locate(api.defined_at(shipment).unwrap()).unwrap();
    assert_eq!((&*at.path, at.line), ("api/openapi.yaml", 36));
    let exported = api.export(shipment);
    assert!(jsonschema::options().build(&exported).is_ok(), "{exported}");
    assert_eq!(exported["$defs"]["depot"]["properties"]["main"]["$ref"], "#/$defs/Shipment");
}

const OLD: &str = r"
openapi: 3.0.3
paths: {}
components:
  schemas:
    Parcel:
      type: object
      properties:
        weight: {type: integer, nullable: true, minimum: 0, exclusiveMinimum: true}
        state: {type: string, nullable: true, enum: [open, 1]}
        depot: {nullable: true, allOf: [{$ref: '#/components/schemas/Depot'}]}
        next: {$ref: '#/components/schemas/Depot', nullable: true}
        label: {type: string, format: byte}
        odd: {type: any, required: true, minimum: low}
    Depot: {type: object, required: [city], properties: {city: {type: string}}}
    Item:
      oneOf: [{$ref: '#/components/schemas/Letter'}, {$ref: '#/components/schemas/Box'}]
      discriminator: {propertyName: kind, mapping: {letter: '#/components/schemas/Letter', box: Box}}
    Letter: {type: object, properties: {kind: {type: string}, pages: {type: integer}}}
    Box: {type: object, properties: {kind: {type: string}, weight: {type: number}}}
    Vague:
      anyOf: [{$ref: '#/components/schemas/Letter'}, {$ref: '#/components/schemas/Box'}]
      discriminator: {propertyName: kind}
    Both: {oneOf: [{$ref: '#/components/schemas/Letter'}, {$ref: '#/components/schemas/Box'}]}
";

#[test]
fn older_dialects_mean_what_their_writers_meant() {
    let api = load(&[("openapi.yaml", OLD)]);
    bodies(
        &api,
        "Parcel",
        None,
        &[
            (
                r#"{"weight": null, "state": null, "depot": null, "next": null, "label": "YQ==", "odd": 1}"#,
                &[],
            ),
            (
                r#"{"weight": 0, "state": "1", "label": "a b"}"#,
                &["/weight: must be more than 0", "/label: no base64"],
            ),
            (
                r#"{"state": "opn", "depot": {}}"#,
                &["/state: none of open,1 ~open", "/depot: missing city in Depot"],
            ),
            (r#"{"next": {"city": 1}}"#, &["/next/city: integer for string"]),
        ],
    );
    bodies(
        &api,
        "Item",
        None,
        &[
            (r#"{"kind": "letter", "pages": 2}"#, &[]),
            (r#"{"kind": "letter", "pages": "2"}"#, &["/pages: string for integer"]),
            (r#"{"kind": "box", "pages": "2", "weight": "3"}"#, &["/weight: string for number"]),
            (r#"{"kind": "boxx"}"#, &["/kind: none of letter,box ~box"]),
            (r#"{"kind": "{kind}", "weight": 1}"#, &[]),
            (r#"{"weight": 1}"#, &[]),
        ],
    );
    bodies(
        &api,
        "Vague",
        None,
        &[
            (r#"{"kind": "Box", "weight": "3"}"#, &["/weight: string for number"]),
            (r#"{"kind": "crate"}"#, &[]),
        ],
    );
    bodies(&api, "Both", None, &[(r#"{"kind": "x"}"#, &[]), ("7", &[": integer for Letter or Box"])]);

    let swagger = load(&[(
        "swagger.json",
        r##"{"swagger": "2.0", "host": "api.parcelo.example", "basePath": "/v2", "produces": ["application/json"],
            "definitions": {"Parcel": {"type": "object", "properties": {"note": {"type": "string", "x-nullable": true}}}},
            "parameters": {"Body": {"in": "body", "name": "b", "schema": {"$ref": "#/definitions/Parcel"}}},
            "responses": {"File": {"schema": {"type": "file"}}},
            "paths": {"/parcels": {
                "post": {"parameters": [{"$ref": "#/parameters/Body"}, {"in": "query", "name": "q", "type": "integer"}],
                         "responses": {"200": {"schema": {"$ref": "#/definitions/Parcel"}}, "201": {"$ref": "#/responses/File"}}},
                "put": {"parameters": [{"in": "formData", "name": "f", "type": "file"}], "responses": {"default": {}}}}}}"##,
    )]);
    let cases: &[(&str, Direction, &str)] = &[
        ("POST", Direction::Request, "Parcel"),
        ("POST", Direction::Response(Some(200)), "Parcel"),
        ("POST", Direction::Response(Some(201)), "NotJson"),
        ("PUT", Direction::Request, "NotJson"),
        ("PUT", Direction::Response(Some(500)), "NoBody"),
    ];
    for (method, direction, expected) in cases {
        let found = ask(&swagger, method, "https://api.parcelo.example/v2/parcels", *direction, None);
        assert_eq!(answer(&swagger, &found), *expected, "{method} {direction:?}");
    }
    bodies(
        &swagger,
        "Parcel",
        None,
        &[(r#"{"note": null}"#, &[]), (r#"{"note": 1}"#, &["/note: integer for string"])],
    );
    assert_eq!(swagger.parameters("POST", "/parcels").unwrap().len(), 1);
}

#[test]
fn what_cannot_be_used_is_said_with_its_line() {
    let cases: &[(&str, u32, &str)] = &[
        ("openapi: 4.0.0\npaths: {}\n", 1, "OpenAPI 4.0.0 is not known"),
        ("swagger: 1.2\n", 1, "Swagger 1.2 is not known"),
        ("openapi: 3.1.0\npaths:\n  /a: {$ref: 'https://parcelo.example/a.yaml'}\n", 3, "nothing is fetched"),
        (
            "openapi: 3.1.0\ncomponents:\n  schemas:\n    A:\n      items: {$ref: 'file:///etc/passwd'}\n",
            5,
            "nothing is fetched",
        ),
        (
            "openapi: 3.1.0\npaths:\n  /a:\n    get:\n      responses:\n        '200':\n          $ref: ../secret.yaml\n",
            7,
            "not among",
        ),
        ("openapi: 3.1.0\npaths:\n  /a: {$ref: '#/paths/~1a'}\n", 3, "back to itself"),
    ];
    for (text, line, message) in cases {
        let error = match OpenApi::load(&files(&[("api/openapi.yaml", text)]), false) {
            Ok(mut api) => api.take_flaws().warnings.swap_remove(0),
            Err(mut errors) => errors.swap_remove(0),
        };
        assert_eq!((error.path.as_str(), error.line), ("api/openapi.yaml", Some(*line)), "{error:?}");
        assert!(error.message.contains(message), "{error:?}");
    }
}

/// A chain of schemas that all refer to each other's neighbours compiles in time that grows with their number.
#[test]
fn many_schemas_that_refer_to_each_other_are_no_burden() {
    let mut text = "openapi: 3.0.0\npaths: {}\ncomponents:\n  schemas:\n".to_owned();
    for at in 0..3000 {
        let (next, other) = ((at + 1) % 3000, (at * 7) % 3000);
        let refer = |to: usize| format!("{{$ref: '#/components/schemas/S{to}'}}");
        let members = format!("n: {}, o: {{type: array, items: {}}}", refer(next), refer(other));
        text += &["    S", &at.to_string(), ": {properties: {a: {type: string}, ", &members, "}}\n"].concat();
    }
    let api = load(&[("big.yaml", &text)]);
    bodies(&api, "S7", None, &[(r#"{"n": {"n": {"a": 1}}}"#, &["/n/n/a: integer for string"])]);
}
