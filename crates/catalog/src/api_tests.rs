//! The routes, as callers use them: on every database, with the statuses that they document.

use axum::Router;
use axum::body::Body;
use axum::http::{Request, StatusCode, header};
use http_body_util::BodyExt;
use kernel::{AccountId, Actor, ActorKind, Ctx, Reach, Role, UserId};
use serde_json::{Value as Json, json};
use store::{AuditFilter, Blobs, list_audit};
use testkit::TestStore;
use tower::ServiceExt;

use crate::{CatalogState, Catalogue, doors};

/// A room with its doors open.
struct Room {
    router: Router,
    catalogue: Catalogue,
    _blobs: tempfile::TempDir,
}

impl Room {
    async fn open(test: &TestStore) -> Room {
        let folder = tempfile::tempdir().unwrap();
        let catalogue = Catalogue::new();
        catalogue.load(&test.store, test.tenant).await.unwrap();
        let ground = web::Ground::new(test.store.clone());
        let blobs = Blobs::new(folder.path().to_owned());
        let (router, _, _) = doors(CatalogState { ground, catalogue: catalogue.clone(), blobs }).open();
        Room { router, catalogue, _blobs: folder }
    }

    async fn send(&self, ctx: &Ctx, request: Request<Body>) -> (StatusCode, axum::http::HeaderMap, Vec<u8>) {
        let mut request = request;
        request.extensions_mut().insert(ctx.clone());
        let response = self.router.clone().oneshot(request).await.unwrap();
        let (status, headers) = (response.status(), response.headers().clone());
        (status, headers, response.into_body().collect().await.unwrap().to_bytes().to_vec())
    }

    async fn json(&self, ctx: &Ctx, (method, path): (&str, &str), version: Option<i64>, body: &Json) -> (StatusCode, Json) {
        let mut request = Request::builder().method(method).uri(path).header(header::CONTENT_TYPE, "application/json");
        if let Some(version) = version {
            request = request.header(header::IF_MATCH, format!("\"{version}\""));
        }
        let body = if method == "GET" || method == "DELETE" { Body::empty() } else { Body::from(body.to_string()) };
        let (status, headers, bytes) = self.send(ctx, request.body(body).unwrap()).await;
        let json: Json = serde_json::from_slice(&bytes).unwrap_or(Json::Null);
        if status == StatusCode::OK && json["version"].is_i64() {
            assert_eq!(headers[header::ETAG], format!("\"{}\"", json["version"]), "{method} {path}");
        }
        (status, json)
    }

    async fn get(&self, ctx: &Ctx, path: &str) -> (StatusCode, Json) {
        self.json(ctx, ("GET", path), None, &Json::Null).await
    }
}

/// A customer's person of this role.
fn member(test: &TestStore, account: AccountId, role: Role) -> Ctx {
    let actor = Actor {
        kind: ActorKind::Person(UserId::new(test.clock.now())),
        name: "Anna".into(),
        account: Some(account),
        acting_for: None,
        actions: role.actions(),
        reach: Reach::Accounts([account].into()),
    };
    Ctx { actor, ..test.ctx() }
}

fn bearing() -> Json {
    json!({
        "sku": "6204/2RS", "mpn": "6204-2RSH", "gtin": "4006381333931", "brand": "SKF", "category": "bearings", "family": "bearing",
        "names": {"it": "Cuscinetto", "en": "Bearing"}, "minimum": {"value": "5", "unit": "C62"},
        "attributes": {"bore": "20.5", "sealed": true, "seal": "2RS", "temperature": ["-20", "120"], "note": "C3"},
        "packs": [{"name": "box", "quantity": {"value": "50", "unit": "C62"}}], "weight_grams": 106, "lead_time_days": 3
    })
}

/// Category, attributes and family that [`bearing`] names.
async fn words(room: &Room, ctx: &Ctx) {
    for (path, body) in [
        ("categories", json!({"code": "bearings", "names": {"it": "Cuscinetti", "en": "Bearings"}})),
        ("attributes", json!({"code": "bore", "kind": "number", "unit": "MMT", "names": {"it": "Foro"}, "facet": true})),
        ("attributes", json!({"code": "sealed", "kind": "boolean"})),
        ("attributes", json!({"code": "seal", "kind": "choice", "choices": [{"code": "2RS"}, {"code": "2Z"}]})),
        ("attributes", json!({"code": "temperature", "kind": "range", "unit": "CEL"})),
        ("attributes", json!({"code": "note", "kind": "text"})),
        ("families", json!({"code": "bearing", "attributes": ["bore", "seal"]})),
    ] {
        let (status, answer) = room.json(ctx, ("POST", &format!("/api/v1/{path}")), None, &body).await;
        assert_eq!((status, &answer["version"]), (StatusCode::CREATED, &json!(1)), "{body}: {answer}");
    }
}

#[tokio::test]
async fn a_product_is_created_read_and_replaced() {
    for test in testkit::stores(crate::migrations).await {
        let (room, ctx) = (Room::open(&test).await, test.ctx());
        words(&room, &ctx).await;
        let (status, made) = room.json(&ctx, ("POST", "/api/v1/products"), None, &bearing()).await;
        assert_eq!(status, StatusCode::CREATED, "{made}");
        let (status, again) = room.json(&ctx, ("POST", "/api/v1/products"), None, &bearing()).await;
        assert_eq!(status, StatusCode::CONFLICT, "{again}");
        let path = "/api/v1/products/6204%2F2RS";
        let (status, record) = room.get(&ctx, &format!("{path}/record")).await;
        assert_eq!((status, &record), (StatusCode::OK, &made), "{}", test.engine());
        for (field, value) in bearing().as_object().unwrap() {
            assert_eq!(&record[field], value, "{field} comes back as it went in");
        }
        let mut changed = bearing();
        changed["brand"] = json!("FAG");
        changed["attributes"] = json!({"bore": "20"});
        assert_eq!(room.json(&ctx, ("PUT", path), None, &changed).await.0, StatusCode::PRECONDITION_REQUIRED);
        let (status, replaced) = room.json(&ctx, ("PUT", path), Some(1), &changed).await;
        assert_eq!((status, &replaced["version"], &replaced["brand"]), (StatusCode::OK, &json!(2), &json!("FAG")), "{replaced}");
        assert_eq!(replaced["attributes"], json!({"bore": "20"}), "what is left out is cleared");
        assert_eq!(room.json(&ctx, ("PUT", path), Some(1), &changed).await.0, StatusCode::PRECONDITION_FAILED);
        let mut by_metre = changed.clone();
        by_metre["minimum"] = json!({"value": "5", "unit": "MTR"});
        for field in ["step", "packs"] {
            by_metre.as_object_mut().unwrap().remove(field);
        }
        let (status, _) = room.json(&ctx, ("PUT", path), Some(2), &by_metre).await;
        assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY, "pieces do not become metres");
        assert_eq!(room.json(&ctx, ("PUT", "/api/v1/products/none"), Some(1), &changed).await.0, StatusCode::NOT_FOUND);
        let filter = AuditFilter { action: Some("catalog.product.change".to_owned()), ..AuditFilter::default() };
        let trail = list_audit(test.store.reader(), &ctx, &filter, &kernel::PageRequest::new(None, None)).await.unwrap();
        assert_eq!(trail.items[0].detail["brand"], json!({"was": "SKF", "is": "FAG"}));
        assert_eq!(crate::check(&test.store).await.unwrap(), Vec::<String>::new());
    }
}

#[tokio::test]
async fn bad_input_is_told_by_field() {
    for test in testkit::stores(crate::migrations).await {
        let (room, ctx) = (Room::open(&test).await, test.ctx());
        words(&room, &ctx).await;
        let cases = [
            ("sku", json!("")),
            ("sku", json!("a\u{0}b")),
            ("sku", json!("x".repeat(65))),
            ("names", json!({})),
            ("names", json!({"it": "a\u{7}b"})),
            ("names", json!({"klingon": "x"})),
            ("gtin", json!("123")),
            ("category", json!("a\u{0}")),
            ("master", json!("a\u{0}")),
            ("family", json!("none")),
            ("attributes", json!({"bore": 20.5})),
            ("attributes", json!({"bore": "20,5"})),
            ("attributes", json!({"seal": "3RS"})),
            ("attributes", json!({"temperature": ["120", "-20"]})),
            ("attributes", json!({"a\u{0}": "x"})),
            ("minimum", json!({"value": "-1", "unit": "C62"})),
            ("minimum", json!({"value": "1", "unit": "XXX"})),
            ("packs", json!([{"name": "box", "quantity": {"value": "1", "unit": "MTR"}}])),
            ("weight_grams", json!(-1)),
            ("lead_time_days", json!(70_000)),
            ("state", json!("sleeping")),
            ("surprise", json!(1)),
        ];
        for (field, value) in cases {
            let mut body = bearing();
            body[field] = value.clone();
            let (status, _) = room.json(&ctx, ("POST", "/api/v1/products"), None, &body).await;
            assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY, "{field}: {value} on {}", test.engine());
        }
        for (method, path) in [
            ("GET", "/api/v1/products/%00/record"),
            ("GET", "/api/v1/categories/%00"),
            ("GET", "/api/v1/attributes/%00"),
            ("GET", "/api/v1/families/%00"),
            ("GET", "/api/v1/products/%00/files"),
            ("GET", "/api/v1/products/x/files/not-an-id"),
            ("DELETE", "/api/v1/customer-skus/%00?account=018f0000-0000-7000-8000-000000000000"),
        ] {
            let (status, _) = room.json(&ctx, (method, path), None, &Json::Null).await;
            assert_eq!(status, StatusCode::NOT_FOUND, "{method} {path} on {}", test.engine());
        }
    }
}

#[tokio::test]
async fn words_in_use_keep_their_meaning() {
    for test in testkit::stores(crate::migrations).await {
        let (room, ctx) = (Room::open(&test).await, test.ctx());
        words(&room, &ctx).await;
        assert_eq!(room.json(&ctx, ("POST", "/api/v1/products"), None, &bearing()).await.0, StatusCode::CREATED);
        let put = async |path: &str, version: i64, body: Json| {
            room.json(&ctx, ("PUT", &format!("/api/v1/{path}")), Some(version), &body).await
        };
        let (status, _) = put("attributes/bore", 1, json!({"code": "bore", "kind": "number", "unit": "INH"})).await;
        assert_eq!(status, StatusCode::CONFLICT, "inches are not millimetres");
        let (status, _) = put("attributes/seal", 1, json!({"code": "seal", "kind": "choice", "choices": [{"code": "2Z"}]})).await;
        assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY, "2RS is carried");
        let (status, _) =
            put("attributes/seal", 1, json!({"code": "seal", "kind": "choice", "choices": [{"code": "2RS"}, {"code": "RS"}]}))
                .await;
        assert_eq!(status, StatusCode::OK, "2Z is not");
        let (status, _) =
            put("attributes/seal", 1, json!({"code": "seal", "kind": "choice", "choices": [{"code": "2RS"}]})).await;
        assert_eq!(status, StatusCode::PRECONDITION_FAILED);
        let (status, _) = put("families/bearing", 1, json!({"code": "bearing", "attributes": ["seal", "bore"]})).await;
        assert_eq!(status, StatusCode::OK);
        let (status, _) = put("families/bearing", 1, json!({"code": "bearing", "attributes": []})).await;
        assert_eq!(status, StatusCode::PRECONDITION_FAILED);
        let (status, child) =
            room.json(&ctx, ("POST", "/api/v1/categories"), None, &json!({"code": "ball", "parent": "bearings"})).await;
        assert_eq!((status, &child["parent"]), (StatusCode::CREATED, &json!("bearings")));
        let (status, _) = put("categories/bearings", 1, json!({"code": "bearings", "parent": "ball"})).await;
        assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY, "a circle");
        let (status, _) = put("categories/ball", 1, json!({"code": "bearings"})).await;
        assert_eq!(status, StatusCode::CONFLICT, "the code is taken");
        let (status, moved) = put("categories/ball", 1, json!({"code": "balls", "position": 3})).await;
        assert_eq!((status, &moved["version"]), (StatusCode::OK, &json!(2)));
        room.catalogue.load(&test.store, test.tenant).await.unwrap();
        let (_, tree) = room.get(&ctx, "/api/v1/categories").await;
        assert_eq!(
            (tree[0]["code"].as_str(), tree[0]["products"].as_u64(), tree[1]["code"].as_str()),
            (Some("bearings"), Some(1), Some("balls"))
        );
        let (_, page) = room.get(&ctx, "/api/v1/attributes?limit=2").await;
        let next = page["next"].as_str().unwrap_or_default();
        assert_eq!((page["items"].as_array().map(Vec::len), next.is_empty()), (Some(2), false));
        let (_, page) = room.get(&ctx, &format!("/api/v1/attributes?limit=200&after={next}")).await;
        assert_eq!((page["items"].as_array().map(Vec::len), &page["next"]), (Some(3), &Json::Null));
    }
}

#[tokio::test]
async fn files_go_up_and_come_down() {
    for test in testkit::stores(crate::migrations).await {
        let (room, ctx) = (Room::open(&test).await, test.ctx());
        words(&room, &ctx).await;
        room.json(&ctx, ("POST", "/api/v1/products"), None, &bearing()).await;
        let put = async |query: &str, media_type: &str, bytes: &'static [u8]| {
            let request = Request::builder()
                .method("PUT")
                .uri(format!("/api/v1/products/6204%2F2RS/files?{query}"))
                .header(header::CONTENT_TYPE, media_type)
                .body(Body::from(bytes))
                .unwrap();
            let (status, _, bytes) = room.send(&ctx, request).await;
            (status, serde_json::from_slice(&bytes).unwrap_or(Json::Null))
        };
        let (status, sheet) = put("kind=data_sheet&title=Scheda&language=it", "application/pdf", b"%PDF-1").await;
        assert_eq!((status, &sheet["language"]), (StatusCode::OK, &json!("it")), "{sheet}");
        let (_, again) = put("kind=data_sheet&title=Scheda&language=it", "application/pdf", b"%PDF-2").await;
        assert_eq!(again["id"], sheet["id"], "the same file with a new content");
        let (_, drawing) = put("kind=drawing&title=Sezione", "image/svg+xml", b"<svg/>").await;
        assert_eq!(put("kind=data_sheet&title=x", "application/pdf", b"").await.0, StatusCode::UNPROCESSABLE_ENTITY);
        assert_eq!(put("kind=song&title=x", "audio/ogg", b"x").await.0, StatusCode::UNPROCESSABLE_ENTITY);
        assert_eq!(put("kind=manual&title=%00", "application/pdf", b"x").await.0, StatusCode::UNPROCESSABLE_ENTITY);
        assert_eq!(put("kind=manual&title=x&language=%00", "application/pdf", b"x").await.0, StatusCode::UNPROCESSABLE_ENTITY);
        let fetch = async |href: &Json| {
            let request = Request::builder().uri(href.as_str().unwrap()).body(Body::empty()).unwrap();
            room.send(&ctx, request).await
        };
        let (status, headers, bytes) = fetch(&sheet["href"]).await;
        assert_eq!((status, bytes.as_slice()), (StatusCode::OK, b"%PDF-2".as_slice()));
        assert_eq!(headers[header::CONTENT_TYPE], "application/pdf");
        assert!(headers[header::CONTENT_DISPOSITION].to_str().unwrap().starts_with("inline"));
        let (_, headers, _) = fetch(&drawing["href"]).await;
        assert!(headers[header::CONTENT_DISPOSITION].to_str().unwrap().starts_with("attachment"), "SVG may carry scripts");
        let href = sheet["href"].as_str().unwrap();
        assert_eq!(room.json(&ctx, ("DELETE", href), None, &Json::Null).await.0, StatusCode::NO_CONTENT);
        assert_eq!(room.get(&ctx, href).await.0, StatusCode::NOT_FOUND);
        let (_, list) = room.get(&ctx, "/api/v1/products/6204%2F2RS/files").await;
        assert_eq!(list.as_array().map(Vec::len), Some(1));
        let stranger = test.stranger();
        assert_eq!(room.get(&stranger, drawing["href"].as_str().unwrap()).await.0, StatusCode::NOT_FOUND);
    }
}

#[tokio::test]
async fn a_bill_is_replaced_as_a_whole() {
    for test in testkit::stores(crate::migrations).await {
        let (room, ctx) = (Room::open(&test).await, test.ctx());
        for sku in ["PUMP", "SEAL"] {
            room.json(&ctx, ("POST", "/api/v1/products"), None, &json!({"sku": sku, "names": {"it": sku}})).await;
        }
        let path = "/api/v1/products/PUMP/relations";
        let seal = json!({"kind": "spare_part", "sku": "SEAL", "position": "2", "quantity": {"value": "1", "unit": "C62"}});
        let model = json!({"kind": "compatible_with", "text": "XY 100"});
        let (status, bill) = room.json(&ctx, ("PUT", path), Some(1), &json!({"relations": [model, seal]})).await;
        assert_eq!((status, &bill), (StatusCode::OK, &json!({"relations": [seal, model], "version": 2})), "{}", test.engine());
        assert_eq!(room.json(&ctx, ("PUT", path), Some(1), &json!({"relations": []})).await.0, StatusCode::PRECONDITION_FAILED);
        for bad in [
            json!({"kind": "spare_part", "sku": "NONE"}),
            json!({"kind": "spare_part", "sku": "PUMP"}),
            json!({"kind": "spare_part", "sku": "a\u{0}"}),
            json!({"kind": "spare_part", "text": "a\u{0}"}),
            json!({"kind": "spare_part"}),
            json!({"kind": "spare_part", "sku": "SEAL", "text": "x"}),
            json!({"kind": "spare_part", "sku": "SEAL", "quantity": {"value": "-1", "unit": "C62"}}),
        ] {
            let (status, _) = room.json(&ctx, ("PUT", path), Some(2), &json!({"relations": [bad]})).await;
            assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY, "{bad}");
        }
        let (status, bill) = room.json(&ctx, ("PUT", path), Some(2), &json!({"relations": []})).await;
        assert_eq!((status, bill), (StatusCode::OK, json!({"relations": [], "version": 3})));
    }
}

#[tokio::test]
async fn part_numbers_are_the_customers_own() {
    for test in testkit::stores(crate::migrations).await {
        let (room, ctx) = (Room::open(&test).await, test.ctx());
        words(&room, &ctx).await;
        room.json(&ctx, ("POST", "/api/v1/products"), None, &bearing()).await;
        let (rossi, bianchi) = (AccountId::new(ctx.now), AccountId::new(ctx.now));
        let admin = member(&test, rossi, Role::AccountAdmin);
        let body = json!({"sku": "6204/2RS"});
        let (status, made) = room.json(&admin, ("PUT", "/api/v1/customer-skus/R-001"), None, &body).await;
        assert_eq!((status, &made["account"]), (StatusCode::OK, &json!(rossi)), "{made}");
        let buyer = member(&test, rossi, Role::Buyer);
        assert_eq!(room.json(&buyer, ("PUT", "/api/v1/customer-skus/R-002"), None, &body).await.0, StatusCode::FORBIDDEN);
        let other = json!({"sku": "6204/2RS", "account": bianchi});
        assert_eq!(room.json(&admin, ("PUT", "/api/v1/customer-skus/R-002"), None, &other).await.0, StatusCode::NOT_FOUND);
        assert_eq!(room.json(&ctx, ("PUT", "/api/v1/customer-skus/B-1"), None, &other).await.0, StatusCode::OK);
        assert_eq!(room.json(&ctx, ("PUT", "/api/v1/customer-skus/B-1"), None, &body).await.0, StatusCode::UNPROCESSABLE_ENTITY);
        assert_eq!(
            room.json(&admin, ("PUT", "/api/v1/customer-skus/---"), None, &body).await.0,
            StatusCode::UNPROCESSABLE_ENTITY
        );
        let (_, page) = room.get(&buyer, "/api/v1/customer-skus").await;
        assert_eq!((page["items"].as_array().map(Vec::len), &page["items"][0]["code"]), (Some(1), &json!("R-001")));
        assert_eq!(room.get(&buyer, &format!("/api/v1/customer-skus?account={bianchi}")).await.0, StatusCode::NOT_FOUND);
        assert_eq!(
            room.json(&admin, ("DELETE", "/api/v1/customer-skus/r001"), None, &Json::Null).await.0,
            StatusCode::NO_CONTENT
        );
        assert_eq!(room.json(&admin, ("DELETE", "/api/v1/customer-skus/r001"), None, &Json::Null).await.0, StatusCode::NOT_FOUND);
    }
}

#[tokio::test]
async fn who_may_do_what() {
    for test in testkit::stores(crate::migrations).await {
        let (room, ctx) = (Room::open(&test).await, test.ctx());
        words(&room, &ctx).await;
        room.json(&ctx, ("POST", "/api/v1/products"), None, &bearing()).await;
        let buyer = member(&test, AccountId::new(ctx.now), Role::Buyer);
        let nobody = Ctx { actor: Actor::anonymous(), ..test.ctx() };
        for (method, path, read) in [
            ("GET", "/api/v1/categories", true),
            ("GET", "/api/v1/attributes", true),
            ("GET", "/api/v1/families", true),
            ("GET", "/api/v1/products/6204%2F2RS/files", true),
            ("GET", "/api/v1/products/6204%2F2RS/record", false),
            ("POST", "/api/v1/products", false),
            ("POST", "/api/v1/categories", false),
            ("POST", "/api/v1/attributes", false),
            ("POST", "/api/v1/families", false),
            ("PUT", "/api/v1/products/6204%2F2RS", false),
            ("PUT", "/api/v1/products/6204%2F2RS/files?kind=manual&title=x", false),
        ] {
            let wanted = if read { StatusCode::OK } else { StatusCode::FORBIDDEN };
            assert_eq!(room.json(&buyer, (method, path), Some(1), &json!({})).await.0, wanted, "{method} {path}");
            let status = room.json(&nobody, (method, path), Some(1), &json!({})).await.0;
            assert_eq!(status, StatusCode::UNAUTHORIZED, "{method} {path}");
        }
        let stranger = test.stranger();
        assert_eq!(room.get(&stranger, "/api/v1/products/6204%2F2RS/record").await.0, StatusCode::NOT_FOUND);
        assert_eq!(room.get(&stranger, "/api/v1/categories/bearings").await.0, StatusCode::NOT_FOUND);
        assert_eq!(
            room.json(&stranger, ("PUT", "/api/v1/products/6204%2F2RS"), Some(1), &json!({"sku": "X", "names": {"it": "x"}}))
                .await
                .0,
            StatusCode::NOT_FOUND
        );
    }
}

#[tokio::test]
async fn a_repeated_creation_gets_the_same_answer() {
    for test in testkit::stores(crate::migrations).await {
        let (room, ctx) = (Room::open(&test).await, test.ctx());
        words(&room, &ctx).await;
        let mut answers = Vec::new();
        for _ in 0..2 {
            let request = Request::builder()
                .method("POST")
                .uri("/api/v1/products")
                .header(header::CONTENT_TYPE, "application/json")
                .header("Idempotency-Key", "once")
                .body(Body::from(bearing().to_string()))
                .unwrap();
            let (status, _, bytes) = room.send(&ctx, request).await;
            assert_eq!(status, StatusCode::CREATED);
            answers.push(bytes);
        }
        assert_eq!(answers[0], answers[1]);
    }
}
