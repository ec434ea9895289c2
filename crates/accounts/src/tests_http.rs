//! The routes behind the guard, as a program meets them.

use std::num::NonZeroU32;
use std::sync::Arc;

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::{Request, StatusCode};
use axum::response::{IntoResponse, Response};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use kernel::Ctx;
use serde_json::{Value, json};
use testkit::TestStore;
use tower::ServiceExt;
use web::{Ground, Guard, Needs, PageProblems, Problem, RateLimits, Session};

use crate::testing::{PASSWORD, World};
use crate::*;

struct NoPages;

impl PageProblems for NoPages {
    fn page(&self, problem: &Problem, _: &Ctx, _: Option<&Session>, _: &str) -> Response {
        problem.status().into_response()
    }
}

struct Api {
    router: Router,
    identities: Identities,
}

impl Api {
    async fn new(test: &TestStore) -> Api {
        let directory = Directory::new();
        directory.load(&test.store, test.tenant).await.unwrap();
        let identities = Identities::new(test.store.clone(), directory);
        let passwords = Passwords::new().unwrap();
        let state = AccountsState { ground: Ground::new(test.store.clone()), identities: identities.clone(), passwords };
        let many = NonZeroU32::new(10_000).unwrap();
        let guard = Guard {
            clock: test.clock.clone(),
            authenticator: Arc::new(identities.clone()),
            pages: Arc::new(NoPages),
            limits: RateLimits::new(many, many, many),
            body_limits: web::BodyLimits::new(100_000, &[]),
            behind_proxy: false,
        };
        let (router, _, _) = doors(state).open();
        Api { router: router.layer(axum::middleware::from_fn_with_state(Arc::new(guard), web::guard)), identities }
    }

    async fn send(&self, request: Request<Body>) -> (StatusCode, axum::http::HeaderMap, Value) {
        let response = self.router.clone().oneshot(request).await.unwrap();
        let (parts, body) = response.into_parts();
        let bytes = to_bytes(body, 1_000_000).await.unwrap();
        let value = if bytes.is_empty() { Value::Null } else { serde_json::from_slice(&bytes).unwrap() };
        (parts.status, parts.headers, value)
    }

    async fn call(
        &self,
        token: &str,
        (method, path): (&str, &str),
        body: Option<Value>,
        headers: &[(&str, &str)],
    ) -> (StatusCode, Value) {
        let mut request = Request::builder().method(method).uri(path).header("authorization", format!("Bearer {token}"));
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        let body = match body {
            Some(body) => {
                request = request.header("content-type", "application/json");
                Body::from(body.to_string())
            }
            None => Body::empty(),
        };
        let (status, _, value) = self.send(request.body(body).unwrap()).await;
        (status, value)
    }

    async fn token(&self, form: &str, basic: Option<(&str, &str)>) -> (StatusCode, axum::http::HeaderMap, Value) {
        let mut request = Request::post("/oauth/token").header("content-type", "application/x-www-form-urlencoded");
        if let Some((id, secret)) = basic {
            request = request.header("authorization", format!("Basic {}", STANDARD.encode(format!("{id}:{secret}"))));
        }
        self.send(request.body(Body::from(form.to_owned())).unwrap()).await
    }
}

async fn client(world: &World<'_>, email: &str, new: &NewClient) -> CreatedClient {
    let ctx = world.ctx_of(email).await;
    let mut tx = world.test.store.begin(&ctx).await.unwrap();
    let created = create_client(&ctx, &mut tx, new).await.unwrap();
    tx.commit().await.unwrap();
    created
}

async fn personal_token(world: &World<'_>, email: &str) -> String {
    let ctx = world.ctx_of(email).await;
    let mut tx = world.test.store.begin(&ctx).await.unwrap();
    let (_, secret) = create_personal_token(&ctx, &mut tx, "test", 1).await.unwrap();
    tx.commit().await.unwrap();
    secret
}

#[tokio::test]
async fn the_token_endpoint_speaks_oauth() {
    for test in testkit::stores(migrations).await {
        let world = World::new(&test).await;
        let api = Api::new(&test).await;
        let scopes = vec![ClientScope::CatalogRead, ClientScope::OrdersWrite];
        let new = NewClient { name: "ERP".to_owned(), account: Some(world.rossi.id), scopes, default_cost_centre: None };
        let created = client(&world, "admin@rossi.example", &new).await;
        let (id, secret) = (created.client.client_id.as_str(), created.secret.as_str());
        let (status, headers, body) = api.token("grant_type=client_credentials", Some((id, secret))).await;
        assert_eq!((status, headers["cache-control"].to_str().unwrap()), (StatusCode::OK, "no-store"));
        assert_eq!((body["token_type"].as_str(), body["expires_in"].as_i64()), (Some("Bearer"), Some(3600)));
        assert_eq!(body["scope"], "catalog:read orders:write");
        let in_body = format!("grant_type=client_credentials&client_id={id}&client_secret={secret}&scope=catalog%3Aread");
        let (status, _, body) = api.token(&in_body, None).await;
        assert_eq!((status, body["scope"].as_str()), (StatusCode::OK, Some("catalog:read")));
        let token = body["access_token"].as_str().unwrap().to_owned();
        let (status, me) = api.call(&token, ("GET", "/api/v1/me"), None, &[]).await;
        assert_eq!(status, StatusCode::OK);
        assert_eq!((me["kind"].as_str(), me["account"]["number"].as_str()), (Some("client"), Some("1001")));
        assert_eq!(me["actions"], json!(["catalog_read", "stock_read"]));
        for (form, basic, status, error) in [
            ("grant_type=password", Some((id, secret)), 400, "unsupported_grant_type"),
            ("", Some((id, secret)), 400, "unsupported_grant_type"),
            ("grant_type=client_credentials&scope=nonsense", Some((id, secret)), 400, "invalid_scope"),
            ("grant_type=client_credentials&scope=admin", Some((id, secret)), 400, "invalid_scope"),
            (in_body.as_str(), Some((id, secret)), 400, "invalid_request"),
            ("grant_type=client_credentials", Some((id, "wrong")), 401, "invalid_client"),
            ("grant_type=client_credentials", Some(("%00", "wrong")), 401, "invalid_client"),
            ("grant_type=client_credentials&client_id=%00&client_secret=x", None, 401, "invalid_client"),
            ("grant_type=client_credentials", None, 401, "invalid_client"),
        ] {
            let (found, headers, body) = api.token(form, basic).await;
            assert_eq!((found.as_u16(), body["error"].as_str()), (status, Some(error)), "{form}");
            assert_eq!(headers["content-type"], "application/problem+json");
            assert!(body["correlation_id"].is_string() && body["code"].is_string());
        }
        let (status, _) = api.call("fdt_unknown", ("GET", "/api/v1/me"), None, &[]).await;
        assert_eq!(status, StatusCode::UNAUTHORIZED);
    }
}

#[tokio::test]
async fn accounts_over_the_api() {
    for test in testkit::stores(migrations).await {
        let world = World::new(&test).await;
        let api = Api::new(&test).await;
        let boss = personal_token(&world, "boss@seller.example").await;
        let input = json!({"number": "3001", "name": "Müller GmbH", "country": "DE", "vat_id": "DE 123456789", "currency": "EUR",
            "parent": "1001", "order_limit": {"amount": "1500", "currency": "EUR"}});
        let key = [("idempotency-key", "k1")];
        let (status, body) = api.call(&boss, ("POST", "/api/v1/accounts"), Some(input.clone()), &key).await;
        assert_eq!(status, StatusCode::CREATED, "{body}");
        assert_eq!(
            (body["parent"].as_str(), body["vat_id"].as_str(), body["market"].as_str()),
            (Some("1001"), Some("DE123456789"), Some("de"))
        );
        let (status, again) = api.call(&boss, ("POST", "/api/v1/accounts"), Some(input.clone()), &key).await;
        assert_eq!((status, &again), (StatusCode::CREATED, &body));
        let (status, taken) = api.call(&boss, ("POST", "/api/v1/accounts"), Some(input.clone()), &[]).await;
        assert_eq!((status, taken["code"].as_str()), (StatusCode::CONFLICT, Some("accounts.taken")));
        let mut changed = input.clone();
        changed["state"] = json!("blocked");
        for (headers, status) in [(&[][..], 428), (&[("if-match", "\"7\"")][..], 412), (&[("if-match", "\"1\"")][..], 200)] {
            let (found, body) = api.call(&boss, ("PUT", "/api/v1/accounts/3001"), Some(changed.clone()), headers).await;
            assert_eq!(found.as_u16(), status, "{body}");
        }
        let (_, card) = api.call(&boss, ("GET", "/api/v1/accounts/3001"), None, &[]).await;
        assert_eq!(
            (card["state"].as_str(), card["version"].as_i64(), card["sites"].as_array().map(Vec::len)),
            (Some("blocked"), Some(2), Some(0))
        );
        let (_, list) = api.call(&boss, ("GET", "/api/v1/accounts?q=m%C3%BCller&limit=1"), None, &[]).await;
        assert_eq!(list["items"][0]["number"], "3001");
    }
}

#[tokio::test]
async fn hostile_input_is_answered_not_stumbled_over() {
    for test in testkit::stores(migrations).await {
        let world = World::new(&test).await;
        let api = Api::new(&test).await;
        let boss = personal_token(&world, "boss@seller.example").await;
        for (path, body, status) in [
            ("/api/v1/accounts", json!({"number": "1"}), 422),
            ("/api/v1/accounts", json!({"number": "\u{0}", "name": "x", "country": "IT", "currency": "EUR"}), 422),
            ("/api/v1/accounts", json!({"number": "x", "name": "x", "country": "IT", "currency": "XXX1"}), 422),
            ("/api/v1/accounts", json!({"number": "x", "name": "x", "country": "IT", "currency": "EUR", "extra": 1}), 422),
            (
                "/api/v1/accounts",
                json!({"number": "x", "name": "x", "country": "IT", "currency": "EUR", "order_limit": {"amount": "1e9", "currency": "EUR"}}),
                422,
            ),
            ("/api/v1/accounts/1001/sites", json!([]), 422),
            (
                "/api/v1/accounts/nowhere/sites",
                json!({"code": "A", "name": "A", "street": "A", "postal_code": "A", "city": "A", "country": "IT"}),
                404,
            ),
            (
                "/api/v1/accounts/%00/sites",
                json!({"code": "A", "name": "A", "street": "A", "postal_code": "A", "city": "A", "country": "IT"}),
                404,
            ),
            ("/api/v1/clients", json!({"name": "x", "scopes": ["nonsense"]}), 422),
            ("/api/v1/clients", json!({"name": "x", "scopes": ["catalog:read"], "account": "%00"}), 422),
            ("/api/v1/account-groups", json!({"code": "", "name": "x"}), 422),
        ] {
            let (found, answer) = api.call(&boss, ("POST", path), Some(body.clone()), &[]).await;
            assert_eq!(found.as_u16(), status, "{path} {body} {answer}");
        }
        for (path, status) in [
            ("/api/v1/accounts?q=%00", 200),
            ("/api/v1/accounts?after=%00", 422),
            ("/api/v1/accounts?state=nonsense", 422),
            ("/api/v1/accounts?limit=-1", 422),
            ("/api/v1/accounts/%00", 404),
            ("/api/v1/accounts/a%2Fb", 404),
            ("/api/v1/audit?object_id=%00", 200),
            ("/api/v1/audit?after=nonsense", 422),
            ("/api/v1/audit?account=%00", 404),
            ("/api/v1/me?act_for=%00", 404),
            ("/api/v1/me?act_for=1002", 200),
        ] {
            let (found, answer) = api.call(&boss, ("GET", path), None, &[]).await;
            assert_eq!(found.as_u16(), status, "{path} {answer}");
        }
    }
}

#[tokio::test]
async fn secrets_are_in_the_first_answer_only() {
    for test in testkit::stores(migrations).await {
        let world = World::new(&test).await;
        let api = Api::new(&test).await;
        let admin = personal_token(&world, "admin@rossi.example").await;
        let input = json!({"name": "ERP", "scopes": ["orders:write"], "default_cost_centre": "MAN"});
        let key = [("idempotency-key", "k1")];
        let (status, first) = api.call(&admin, ("POST", "/api/v1/clients"), Some(input.clone()), &key).await;
        assert_eq!((status, first["account"].as_str()), (StatusCode::CREATED, Some("1001")));
        assert!(first["client_secret"].as_str().unwrap().starts_with("fds_"));
        let (status, again) = api.call(&admin, ("POST", "/api/v1/clients"), Some(input), &key).await;
        assert_eq!((status, &again["client_secret"]), (StatusCode::CREATED, &Value::Null));
        assert_eq!(again["id"], first["id"]);
        let path = format!("/api/v1/clients/{}", first["id"].as_str().unwrap());
        let other = personal_token(&world, "admin@bianchi.example").await;
        assert_eq!(api.call(&other, ("DELETE", &path), None, &[]).await.0, StatusCode::NOT_FOUND);
        assert_eq!(api.call(&admin, ("DELETE", &path), None, &[]).await.0, StatusCode::NO_CONTENT);
        assert_eq!(api.call(&admin, ("DELETE", "/api/v1/clients/nonsense"), None, &[]).await.0, StatusCode::NOT_FOUND);

        let input = json!({"name": "script", "days": 1});
        let (status, token) = api.call(&admin, ("POST", "/api/v1/me/tokens"), Some(input.clone()), &key).await;
        assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY, "the key was used for another call: {token}");
        let key = [("idempotency-key", "k2")];
        let (_, token) = api.call(&admin, ("POST", "/api/v1/me/tokens"), Some(input.clone()), &key).await;
        let (_, again) = api.call(&admin, ("POST", "/api/v1/me/tokens"), Some(input), &key).await;
        assert!(token["token"].is_string() && again["token"].is_null());
        let secret = token["token"].as_str().unwrap();
        assert_eq!(api.call(secret, ("GET", "/api/v1/me"), None, &[]).await.0, StatusCode::OK);
        let path = format!("/api/v1/me/tokens/{}", token["id"].as_str().unwrap());
        assert_eq!(api.call(secret, ("DELETE", &path), None, &[]).await.0, StatusCode::NO_CONTENT);
        assert_eq!(api.call(secret, ("GET", "/api/v1/me"), None, &[]).await.0, StatusCode::UNAUTHORIZED, "at once");
    }
}

#[tokio::test]
async fn people_over_the_api() {
    let passwords = Passwords::new().unwrap();
    for test in testkit::stores(migrations).await {
        let world = World::new(&test).await;
        world.give_password(&passwords, "requester@rossi.example").await;
        let api = Api::new(&test).await;
        let admin = personal_token(&world, "admin@rossi.example").await;
        let invitation = json!({"email": "carla@rossi.example", "name": "Carla", "role": "buyer", "locale": "en"});
        let (status, carla) = api.call(&admin, ("POST", "/api/v1/accounts/1001/people"), Some(invitation), &[]).await;
        assert_eq!((status, carla["state"].as_str()), (StatusCode::CREATED, Some("invited")), "{carla}");
        let again = format!("/api/v1/accounts/1001/people/{}/invitation", carla["id"].as_str().unwrap());
        assert_eq!(api.call(&admin, ("POST", &again), None, &[]).await.0, StatusCode::OK);
        let requester = world.person("requester@rossi.example").await;
        let session = login(&world.anonymous(), &test.store, &passwords, &requester.email, PASSWORD).await.unwrap();
        let cookie = |path: &str| {
            Request::get(path).header("cookie", format!("fondaco_session={}", session.token)).body(Body::empty()).unwrap()
        };
        let (status, headers, me) = api.send(cookie("/api/v1/me")).await;
        assert_eq!(
            (status, me["role"].as_str(), headers["etag"].to_str().unwrap()),
            (StatusCode::OK, Some("requester"), "\"1\"")
        );
        let path = format!("/api/v1/accounts/1001/people/{}", requester.user);
        let change = json!({"role": "requester", "order_limit": {"amount": "75", "currency": "EUR"}});
        let (status, changed) = api.call(&admin, ("PUT", &path), Some(change), &[("if-match", "\"1\"")]).await;
        assert_eq!((status, changed["order_limit"]["amount"].as_str()), (StatusCode::OK, Some("75.00")));
        let (_, _, me) = api.send(cookie("/api/v1/me")).await;
        assert_eq!(me["order_limit"]["amount"], "75.00");
        let (status, _) = api.call(&admin, ("POST", &format!("{path}/disable")), None, &[("if-match", "\"2\"")]).await;
        assert_eq!(status, StatusCode::OK);
        assert_eq!(api.send(cookie("/api/v1/me")).await.0, StatusCode::UNAUTHORIZED, "at once");
        let (status, people) = api.call(&admin, ("GET", "/api/v1/accounts/1001/people"), None, &[]).await;
        assert_eq!((status, people.as_array().map(Vec::len)), (StatusCode::OK, Some(4)));
        for path in ["/api/v1/accounts/1002/people", "/api/v1/accounts/9999/people"] {
            let (status, problem) = api.call(&admin, ("GET", path), None, &[]).await;
            assert_eq!(
                (status, problem["code"].as_str()),
                (StatusCode::NOT_FOUND, Some("access.not_found")),
                "secret and absent look alike"
            );
        }
        assert_eq!(api.call(&admin, ("GET", "/api/v1/colleagues"), None, &[]).await.0, StatusCode::FORBIDDEN);
        let profile = json!({"name": "Ada", "locale": "en"});
        let (status, me) = api.call(&admin, ("PUT", "/api/v1/me"), Some(profile), &[("if-match", "\"1\"")]).await;
        assert_eq!((status, me["locale"].as_str()), (StatusCode::OK, Some("en")));
        let (_, audit) = api.call(&admin, ("GET", "/api/v1/audit?action=accounts.disable_member"), None, &[]).await;
        assert_eq!((audit["items"][0]["account"].as_str(), audit["items"].as_array().map(Vec::len)), (Some("1001"), Some(1)));
        api.identities.forget_user(requester.user);
    }
}

#[tokio::test]
async fn every_route_says_what_it_needs_and_what_it_can_answer() {
    let test = testkit::stores(migrations).await.remove(0);
    let identities = Identities::new(test.store.clone(), Directory::new());
    let state = AccountsState { ground: Ground::new(test.store.clone()), identities, passwords: Passwords::new().unwrap() };
    let (_, document, rows) = doors(state).open();
    let document = serde_json::to_value(&document).unwrap();
    let open: Vec<&str> = rows.iter().filter(|row| row.needs == Needs::Anyone).map(|row| row.path.as_str()).collect();
    assert_eq!(open, ["/oauth/token"]);
    for row in &rows {
        let operation = &document["paths"][&row.path][row.method.to_lowercase()];
        let responses = operation["responses"].as_object().unwrap();
        let mut wanted = vec!["401", "429"];
        if operation["requestBody"].is_object() {
            wanted.extend(["400", "413"]);
        }
        let takes_version = operation["parameters"].as_array().is_some_and(|all| all.iter().any(|one| one["name"] == "If-Match"));
        if takes_version {
            wanted.extend(["412", "428"]);
        }
        for status in wanted {
            assert!(responses.contains_key(status), "{} {} does not document {status}", row.method, row.path);
        }
        assert!(operation["summary"].is_string(), "{} {} has no summary", row.method, row.path);
    }
}
