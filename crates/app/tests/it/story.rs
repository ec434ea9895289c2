//! The first order, told over the API by the people who live it.

use axum::http::{Method, StatusCode};
use kernel::Role;
use serde_json::{Value, json};

use crate::house::{Answered, Browser, TestHouse, houses};

/// An article that the demo has in stock, with its price for Officine Rossi and how many are available.
struct Article {
    sku: String,
    available: i64,
    unit_price: i64,
}

fn micros(amount: &Value) -> i64 {
    let text = amount["amount"].as_str().or(amount["value"].as_str()).unwrap_or_else(|| panic!("{amount}"));
    let (whole, fraction) = text.split_once('.').unwrap_or((text, ""));
    whole.parse::<i64>().unwrap() * 1_000_000 + format!("{fraction:0<6}").parse::<i64>().unwrap()
}

/// Articles sold by the single piece with at least so many in stock.
async fn articles(house: &TestHouse, token: &str, at_least: i64) -> Vec<Article> {
    let found = house.api(token, Method::GET, "/api/v1/products?limit=200", None).await.json();
    let mut articles = Vec::new();
    for item in found["items"].as_array().unwrap() {
        let sku = item["sku"].as_str().unwrap();
        let sheet = house.api(token, Method::GET, &format!("/api/v1/products/{}", path_segment(sku)), None).await.json();
        let packaging = &sheet["packaging"];
        let single =
            packaging["minimum"]["value"] == "1" && packaging["step"]["value"] == "1" && packaging["minimum"]["unit"] == "C62";
        let warehouses = sheet["availability"]["warehouses"].as_array().cloned().unwrap_or_default();
        let available: i64 = warehouses.iter().map(|one| micros(&one["available"]) / 1_000_000).sum();
        if single && available >= at_least && sheet["price"]["unit_price"].is_object() {
            articles.push(Article { sku: sku.to_owned(), available, unit_price: micros(&sheet["price"]["unit_price"]) });
        }
    }
    assert!(articles.len() >= 3, "the demo has too few articles for this test");
    articles
}

fn path_segment(text: &str) -> String {
    crate::house::form_value(text)
}

fn pieces(count: i64) -> Value {
    json!({"value": count.to_string(), "unit": "C62"})
}

async fn available(house: &TestHouse, token: &str, sku: &str) -> i64 {
    let answer = house.api(token, Method::GET, &format!("/api/v1/availability?sku={}", path_segment(sku)), None).await.json();
    let warehouses = answer["items"][0]["warehouses"].as_array().unwrap_or_else(|| panic!("{answer}")).clone();
    warehouses.iter().map(|one| micros(&one["available"]) / 1_000_000).sum()
}

fn ok(answer: &Answered) -> Value {
    assert!(answer.status.is_success(), "{} {}", answer.status, answer.text);
    answer.json()
}

#[tokio::test]
async fn the_same_order_by_api_twice_is_one_order() {
    for house in houses(120).await {
        let account = house.seeded.clients.iter().find_map(|client| client.account.clone()).unwrap();
        let token = house.token(Some(&account)).await;
        let article = articles(&house, &house.token(None).await, 10).await.remove(0);
        let before = available(&house, &house.token(None).await, &article.sku).await;
        let order = json!({"external_id": "ERP-1", "purchase_order": "PO-77", "partial": "reject",
            "lines": [{"sku": article.sku, "quantity": pieces(3)}]});
        let key = [("idempotency-key", "key-1")];
        let first = house.api_with(&token, Method::POST, "/api/v1/orders", Some(&order), &key).await;
        assert_eq!(first.status, StatusCode::CREATED, "{}", first.text);
        let same_key = house.api_with(&token, Method::POST, "/api/v1/orders", Some(&order), &key).await;
        assert_eq!((same_key.status, &same_key.text), (first.status, &first.text), "the same answer, to the letter");
        let no_key = house.api(&token, Method::POST, "/api/v1/orders", Some(&order)).await;
        assert_eq!(no_key.status, StatusCode::OK);
        assert_eq!(no_key.json()["order_number"], first.json()["order_number"]);
        let other = json!({"external_id": "ERP-2", "lines": [{"sku": article.sku, "quantity": pieces(1)}]});
        let reused = house.api_with(&token, Method::POST, "/api/v1/orders", Some(&other), &key).await;
        assert_eq!(
            (reused.status, reused.json()["code"].as_str()),
            (StatusCode::UNPROCESSABLE_ENTITY, Some("idempotency.key_reused"))
        );
        house.settle().await;
        assert_eq!(available(&house, &house.token(None).await, &article.sku).await, before - 3, "reserved once");
        let feed = house
            .api(&house.token(None).await, Method::GET, "/api/v1/events?limit=200&types=fondaco.order.created.v1", None)
            .await
            .json();
        let told = feed["items"].as_array().unwrap().iter().filter(|event| event["data"]["external_id"] == "ERP-1").count();
        assert_eq!(told, 1, "{}", house.store.engine());
    }
}

#[tokio::test]
async fn too_little_stock_is_refused_with_what_there_is() {
    for house in houses(120).await {
        let account = house.seeded.clients.iter().find_map(|client| client.account.clone()).unwrap();
        let token = house.token(Some(&account)).await;
        let article = articles(&house, &house.token(None).await, 5).await.remove(0);
        let order = json!({"external_id": "ERP-1", "partial": "reject", "lines": [{"sku": article.sku, "quantity": pieces(article.available + 1)}]});
        let refused = house.api(&token, Method::POST, "/api/v1/orders", Some(&order)).await;
        assert_eq!((refused.status, refused.json()["code"].as_str()), (StatusCode::CONFLICT, Some("inventory.insufficient")));
        assert!(refused.text.contains(&format!("\"{}\"", article.available)), "it says what is available: {}", refused.text);
        let many = json!({"external_id": "ERP-9", "ship_to": "NOWHERE", "cost_centre": "NONE",
            "lines": [{"sku": "no such thing", "quantity": pieces(1)}, {"sku": article.sku, "quantity": {"value": "0", "unit": "C62"}}]});
        let invalid = house.api(&token, Method::POST, "/api/v1/orders", Some(&many)).await;
        assert_eq!(invalid.status, StatusCode::UNPROCESSABLE_ENTITY);
        let fields: Vec<String> = invalid.json()["errors"]
            .as_array()
            .unwrap()
            .iter()
            .map(|error| error["field"].as_str().unwrap().to_owned())
            .collect();
        for expected in ["ship_to", "cost_centre", "lines[0]", "lines[1]"] {
            assert!(fields.iter().any(|field| field.starts_with(expected)), "{expected} is not among {fields:?}");
        }
    }
}

/// What a person of the demo's first customer does in a browser that speaks JSON.
async fn act(browser: &Browser<'_>, method: Method, path: &str, body: Value) -> Answered {
    browser.json(method, path, &body, &[]).await
}

#[tokio::test]
async fn above_the_limit_it_waits_and_the_approver_decides() {
    for house in houses(120).await {
        let tenant = house.token(None).await;
        let article = articles(&house, &tenant, 20)
            .await
            .into_iter()
            .max_by_key(|article| article.unit_price * article.available.min(5_000))
            .unwrap();
        // Enough pieces to pass the requester's limit of 1,000 EUR.
        let count = (1_500_000_000 / article.unit_price + 1).max(1);
        let requester = house.login(Role::Requester).await;
        let cart = ok(&act(&requester, Method::POST, "/api/v1/carts", json!({"name": "Manutenzione"})).await);
        let id = cart["id"].as_str().unwrap().to_owned();
        let lines =
            json!({"lines": [{"sku": article.sku, "quantity": pieces(count)}, {"sku": "does-not-exist", "quantity": pieces(1)}]});
        let added = ok(&act(&requester, Method::POST, &format!("/api/v1/carts/{id}/lines"), lines).await);
        assert_eq!(added["results"][1]["verdict"], "unknown_code");
        let view = ok(&requester.get(&format!("/api/v1/carts/{id}")).await);
        assert!(view["approval_needed"].is_object(), "it says before submitting that it will wait: {view}");
        let submitted =
            ok(&act(&requester, Method::POST, &format!("/api/v1/carts/{id}/submit"), json!({"purchase_order": "PO-1"})).await);
        let approval = submitted["approval"]["id"].as_str().unwrap_or_else(|| panic!("{submitted}")).to_owned();
        assert!(submitted["order"].is_null());

        // Nobody decides on their own request, and a stranger does not even see it.
        let decision = json!({"decision": "approve"});
        let path = format!("/api/v1/approvals/{approval}/decision");
        assert_eq!(act(&requester, Method::POST, &path, decision.clone()).await.status, StatusCode::FORBIDDEN);

        house.settle().await;
        let approver = house.login(Role::Approver).await;
        let inbox = ok(&approver.get("/api/v1/inbox?limit=200").await);
        assert!(inbox["items"].as_array().unwrap().iter().any(|item| item["kind"] == "approval-requested"), "{inbox}");
        let mails = ok(&house.api(&tenant, Method::GET, "/api/v1/mails?limit=200", None).await);
        assert!(
            mails["items"].as_array().unwrap().iter().any(|mail| mail["kind"] == "approval-requested" && mail["state"] == "sent")
        );
        let placed = ok(&act(&approver, Method::POST, &path, decision).await);
        assert_eq!(placed["outcome"], "placed");
        let number = placed["order"]["order_number"].as_str().unwrap().to_owned();

        house.settle().await;
        let order = ok(&requester.get(&format!("/api/v1/orders/{number}")).await);
        assert_eq!(order["state"], "placed");
        assert_eq!(order["purchase_order"], "PO-1");
        let told = ok(&requester.get("/api/v1/inbox?limit=200").await);
        let kinds: Vec<&str> = told["items"].as_array().unwrap().iter().filter_map(|item| item["kind"].as_str()).collect();
        assert!(kinds.contains(&"order-placed") && kinds.contains(&"approval-approved"), "{kinds:?}");
        ship(&house, &number).await;
        house.settle().await;
        let order = ok(&requester.get(&format!("/api/v1/orders/{number}")).await);
        assert_eq!(order["shipments"][0]["parcels"][0]["tracking_code"], "BRT-42", "{order}");
        assert_eq!(checks(&house).await, Vec::<String>::new(), "{}", house.store.engine());
        let told = crate::announced::all_as_documented(&house).await;
        for kind in [orders::events::SHIPPED, approvals::events::REQUESTED, approvals::events::CONCLUDED] {
            assert!(told.contains(kind), "{kind}");
        }
    }
}

async fn ship(house: &TestHouse, number: &str) {
    let clerk = house.login(Role::Clerk).await;
    let order = clerk.get(&format!("/api/v1/orders/{number}")).await;
    let version = order.headers["etag"].to_str().unwrap().to_owned();
    let confirmed =
        clerk.json(Method::POST, &format!("/api/v1/orders/{number}/confirm"), &json!({}), &[("if-match", &version)]).await;
    ok(&confirmed);
    let stale =
        clerk.json(Method::POST, &format!("/api/v1/orders/{number}/confirm"), &json!({}), &[("if-match", &version)]).await;
    assert_eq!(stale.status, StatusCode::PRECONDITION_FAILED, "{}", stale.text);
    let version = confirmed.headers["etag"].to_str().unwrap().to_owned();
    let shipment = json!({"carrier": "BRT", "parcels": [{"tracking_code": "BRT-42"}]});
    ok(&clerk.json(Method::POST, &format!("/api/v1/orders/{number}/shipments"), &shipment, &[("if-match", &version)]).await);
}

/// What `fondaco check` would say.
async fn checks(house: &TestHouse) -> Vec<String> {
    let store = &house.house.ground.store;
    let mut broken = store::check(store, &[app::reactor::CONSUMER]).await.unwrap();
    broken.extend(accounts::check(store).await.unwrap());
    broken.extend(inventory::check(store).await.unwrap());
    broken.extend(pricing::check(store).await.unwrap());
    broken.extend(orders::check(store).await.unwrap());
    broken.extend(checkout::check(store).await.unwrap());
    broken
}

#[tokio::test]
async fn one_account_never_sees_anothers() {
    for house in houses(120).await {
        let account = house.seeded.clients.iter().find_map(|client| client.account.clone()).unwrap();
        let token = house.token(Some(&account)).await;
        let article = articles(&house, &house.token(None).await, 5).await.remove(0);
        let order = json!({"external_id": "ERP-1", "lines": [{"sku": article.sku, "quantity": pieces(1)}]});
        let number = ok(&house.api(&token, Method::POST, "/api/v1/orders", Some(&order)).await)["order_number"]
            .as_str()
            .unwrap()
            .to_owned();
        let stranger = house
            .seeded
            .users
            .iter()
            .find(|user| user.account.is_some() && user.account.as_deref() != Some(account.as_str()) && user.role.is_customers())
            .unwrap();
        let browser = house.login_as(&stranger.email, &stranger.password).await;
        assert_eq!(browser.get(&format!("/api/v1/orders/{number}")).await.status, StatusCode::NOT_FOUND);
        assert_eq!(browser.get(&format!("/orders/{number}")).await.status, StatusCode::NOT_FOUND);
        let listed = ok(&browser.get("/api/v1/orders?limit=200").await);
        assert!(!listed.to_string().contains(&number));
        for path in [
            format!("/api/v1/accounts/{account}"),
            format!("/api/v1/accounts/{account}/people"),
            format!("/api/v1/accounts/{account}/sites"),
        ] {
            assert_eq!(browser.get(&path).await.status, StatusCode::NOT_FOUND, "{path}");
        }
        let prices = json!({"account": account, "lines": [{"sku": article.sku, "quantity": pieces(1)}]});
        let foreign = act(&browser, Method::POST, "/api/v1/prices", prices).await;
        assert!(foreign.status.is_client_error(), "a stranger's price: {}", foreign.text);
    }
}
