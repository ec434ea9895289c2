//! Ways around the rules that somebody may try, from outside.

use axum::body::Body;
use axum::http::{Method, Request, StatusCode, header};
use kernel::Role;
use serde_json::json;

use crate::house::{TestHouse, form_value, houses};
use crate::told::asked;

/// The e-mail address of somebody of this role in the demo's first customer.
fn email(house: &TestHouse, role: Role) -> String {
    let user = house.seeded.users.iter().find(|user| user.role == role);
    user.unwrap_or_else(|| panic!("nobody is {role:?}")).email.clone()
}

#[tokio::test]
async fn who_stands_in_for_somebody_orders_in_that_company_only() {
    for house in houses(60).await {
        let token = house.token(None).await;
        let products = house.api(&token, Method::GET, "/api/v1/products?limit=1", None).await.json();
        let sku = products["items"][0]["sku"].as_str().unwrap_or_default().to_owned();
        let whom = form_value(&email(&house, Role::Requester));
        let line = json!([{"sku": sku, "quantity": {"value": "1000", "unit": "C62"}}]);
        let order = json!({"account": "C-1002", "partial": "backorder", "lines": line});
        let path = format!("/api/v1/orders?act_for={whom}");
        let placed = house.api(&token, Method::POST, &path, Some(&order)).await;
        assert!(placed.status.is_client_error(), "{}: {}", placed.status, placed.text);
        let path = format!("/api/v1/carts?act_for={whom}");
        let opened = house.api(&token, Method::POST, &path, Some(&json!({"account": "C-1002"}))).await;
        assert!(opened.status.is_client_error(), "{}: {}", opened.status, opened.text);
        // A cart of that company does not take the hand of another's requester, either.
        let own = house.api(&token, Method::POST, "/api/v1/carts?act_for=C-1002", Some(&json!({}))).await;
        assert!(own.status.is_success(), "{}", own.text);
        let id = own.json()["id"].as_str().unwrap_or_default().to_owned();
        let path = format!("/api/v1/carts/{id}/lines?act_for={whom}");
        let added = house.api(&token, Method::POST, &path, Some(&json!({"lines": line}))).await;
        assert_eq!(added.status, StatusCode::NOT_FOUND, "{}", added.text);
    }
}

#[tokio::test]
async fn a_machine_decides_on_nobodys_behalf() {
    for house in houses(60).await {
        let token = house.token(None).await;
        let whom = form_value(&email(&house, Role::Approver));
        let id = asked(&house).await;
        let path = format!("/api/v1/approvals/{id}/decision?act_for={whom}");
        let decided = house.api(&token, Method::POST, &path, Some(&json!({"decision": "approve"}))).await;
        assert_eq!(decided.status, StatusCode::FORBIDDEN, "{}", decided.text);
    }
}

#[tokio::test]
async fn a_header_that_cannot_be_read_does_not_do_without_the_forms_token() {
    let house = houses(20).await.remove(0);
    let browser = house.login(Role::Requester).await;
    let request = Request::builder()
        .method(Method::PUT)
        .uri("/api/v1/me")
        .header(header::COOKIE, browser.cookie())
        .header(header::AUTHORIZATION, axum::http::HeaderValue::from_bytes(b"\xff").unwrap())
        .header(header::CONTENT_TYPE, "application/json")
        .body(Body::from("{}"));
    let answer = house.call(request.unwrap()).await;
    assert_eq!(answer.status, StatusCode::UNAUTHORIZED, "{}", answer.text);
}

#[tokio::test]
async fn another_seller_leaves_the_first_where_they_are() {
    for house in houses(20).await {
        let store = &house.store.store;
        let now = store.clock().now();
        let ctx = kernel::Ctx::system(kernel::TenantId::new(now), now);
        let mut tx = store.begin(&ctx).await.unwrap();
        let details =
            accounts::TenantDetails { host: Some("other.example".to_owned()), ..accounts::TenantDetails::new("other", "Other") };
        accounts::create_tenant(&ctx, &mut tx, &details).await.unwrap();
        tx.commit().await.unwrap();
        house.settle().await;
        // People of the first still come in, at any host that is not the other's.
        let browser = house.login(Role::Requester).await;
        assert_eq!(browser.get("/").await.status, StatusCode::OK);
        // At the other's address their session is nobody's.
        let request = Request::get("/profile").header(header::COOKIE, browser.cookie()).header(header::HOST, "other.example");
        let answer = house.call(request.body(Body::empty()).unwrap()).await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.text);
        // The other's catalogue can be searched at once, though it is empty.
        let mut tx = store.begin(&ctx).await.unwrap();
        let scopes = accounts::parse_scopes("catalog:read").unwrap();
        let new = accounts::NewClient { name: "shop".to_owned(), account: None, scopes, default_cost_centre: None };
        let client = accounts::create_client(&ctx, &mut tx, &new).await.unwrap();
        tx.commit().await.unwrap();
        let token = house.token_of(&client.client.client_id, &client.secret).await;
        let found = house.api(&token, Method::GET, "/api/v1/products", None).await;
        assert_eq!((found.status, found.json()["total"].as_i64()), (StatusCode::OK, Some(0)), "{}", found.text);
    }
}

#[tokio::test]
async fn who_comes_too_often_is_told_when_to_come_again() {
    use std::num::NonZeroU32;
    for store in testkit::stores(app::house::migrations).await {
        let few = NonZeroU32::new(7).unwrap();
        let house = crate::house::furnished_with(store, 20, |settings| {
            (settings.credentials_per_minute, settings.reads_per_minute, settings.writes_per_minute) = (few, few, few);
        })
        .await;
        let post = async |path: &str, form: &str, host: &str| {
            let request = Request::post(path)
                .header(header::HOST, host)
                .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
                .body(Body::from(form.to_owned()));
            house.call(request.unwrap()).await
        };
        // A password guessed too often locks the address; guessing on, and everything else that is asked too often, is slowed.
        let mut refused = Vec::new();
        for _ in 0..8 {
            refused.push(post("/login", "email=nobody%40rossi.example&password=wrong", "localhost").await);
        }
        for _ in 0..2 {
            refused.push(post("/oauth/token", "grant_type=client_credentials", "localhost").await);
        }
        for path in ["/api/v1/products", "/login"] {
            for _ in 0..8 {
                refused.push(house.call(Request::get(path).body(Body::empty()).unwrap()).await);
            }
        }
        for _ in 0..8 {
            refused.push(house.call(Request::post("/api/v1/orders").body(Body::empty()).unwrap()).await);
        }
        let refused: Vec<_> = refused.into_iter().filter(|answer| answer.status == StatusCode::TOO_MANY_REQUESTS).collect();
        assert!(refused.len() > 12, "{}", refused.len());
        for answer in &refused {
            let after = answer.headers.get(header::RETRY_AFTER).and_then(|value| value.to_str().ok()?.parse::<u64>().ok());
            assert!(after.is_some_and(|seconds| (1..=60).contains(&seconds)), "{after:?}: {}", answer.text);
        }
        assert!(refused.iter().any(|answer| answer.text.contains("<form")), "the login page itself says so, too");
    }
}
