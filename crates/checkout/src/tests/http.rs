//! The routes: how the acts look from outside.

use axum::Router;
use axum::body::Body;
use axum::http::{Request, StatusCode, header};
use http_body_util::BodyExt;
use kernel::Ctx;
use orders::OrdersState;
use serde_json::{Value, json};
use tower::ServiceExt;
use web::Ground;

use super::world::{World, worlds};
use crate::CheckoutState;

fn router(world: &World) -> Router {
    let ground = Ground::new(world.test.store.clone());
    let checkout = crate::doors(CheckoutState { ground: ground.clone(), desk: world.desk.clone() });
    orders::doors(OrdersState { ground }).merge(checkout).open().0
}

struct Answer {
    status: StatusCode,
    etag: Option<String>,
    body: Value,
}

async fn call(world: &World, ctx: &Ctx, (method, path): (&str, &str), headers: &[(&str, &str)], body: Value) -> Answer {
    let mut request = Request::builder().method(method).uri(path).extension(ctx.clone());
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    let body = if body.is_null() { Body::empty() } else { Body::from(body.to_string()) };
    let request = request.header(header::CONTENT_TYPE, "application/json").body(body).unwrap();
    let response = router(world).oneshot(request).await.unwrap();
    let etag = response.headers().get(header::ETAG).map(|value| value.to_str().unwrap().to_owned());
    let status = response.status();
    let bytes = response.into_body().collect().await.unwrap().to_bytes();
    Answer { status, etag, body: serde_json::from_slice(&bytes).unwrap_or(Value::Null) }
}

#[tokio::test]
async fn a_cart_from_opening_to_its_order() {
    for world in worlds().await {
        let ctx = world.ctx("buyer");
        let opened = call(&world, &ctx, ("POST", "/api/v1/carts"), &[("Idempotency-Key", "k1")], json!({})).await;
        assert_eq!(opened.status, StatusCode::CREATED);
        let again = call(&world, &ctx, ("POST", "/api/v1/carts"), &[("Idempotency-Key", "k1")], json!({})).await;
        assert_eq!(again.body["id"], opened.body["id"], "the same key, the same cart");
        let path = format!("/api/v1/carts/{}", opened.body["id"].as_str().unwrap());
        let lines = json!({"lines": [
            {"sku": "6204-2RS", "quantity": {"value": "25", "unit": "C62"}},
            {"sku": "NO-SUCH", "quantity": {"value": "1", "unit": "C62"}},
        ]});
        let added = call(&world, &ctx, ("POST", &format!("{path}/lines")), &[], lines).await;
        assert_eq!(added.status, StatusCode::OK);
        assert_eq!(
            (&added.body["results"][0]["verdict"], &added.body["results"][1]["verdict"]),
            (&"ok".into(), &"unknown_code".into())
        );
        let cart = call(&world, &ctx, ("GET", &path), &[], Value::Null).await;
        assert_eq!(cart.body["totals"]["gross"]["amount"], "61.00");
        let line = format!("{path}/lines/{}", cart.body["lines"][0]["id"].as_str().unwrap());
        let change = json!({"quantity": {"value": "30", "unit": "C62"}});
        let blind = call(&world, &ctx, ("PATCH", &line), &[], change.clone()).await;
        assert_eq!(blind.status, StatusCode::PRECONDITION_REQUIRED);
        let etag = cart.etag.unwrap();
        let changed = call(&world, &ctx, ("PATCH", &line), &[("If-Match", &etag)], change.clone()).await;
        assert_eq!((changed.status, &changed.body["lines"][0]["line_total"]["amount"]), (StatusCode::OK, &"60.00".into()));
        let stale = call(&world, &ctx, ("PATCH", &line), &[("If-Match", &etag)], change).await;
        assert_eq!(stale.status, StatusCode::PRECONDITION_FAILED);
        let submission = json!({"purchase_order": "PO-1", "ship_to": "MUC", "seen_digest": changed.body["digest"]});
        let submitted = call(&world, &ctx, ("POST", &format!("{path}/submit")), &[], submission).await;
        assert_eq!(submitted.status, StatusCode::OK, "{}", submitted.body);
        assert_eq!(
            (&submitted.body["order"]["state"], &submitted.body["order"]["purchase_order"]),
            (&"placed".into(), &"PO-1".into())
        );
        let number = submitted.body["order"]["order_number"].as_str().unwrap();
        let order = call(&world, &ctx, ("GET", &format!("/api/v1/orders/{number}")), &[], Value::Null).await;
        assert_eq!((order.status, &order.body["timeline"][0]["kind"]), (StatusCode::OK, &"placed".into()));
        let allocation = json!([{"warehouse": "MI", "quantity": {"value": "30", "unit": "C62"}}]);
        assert_eq!(order.body["lines"][0]["allocation"], allocation);
        let seller = world.test.ctx();
        let act = async |act: &str, etag: &str, body: Value| {
            let path = format!("/api/v1/orders/{number}/{act}");
            call(&world, &seller, ("POST", &path), &[("If-Match", etag)], body).await
        };
        let confirmed = act("confirm", &order.etag.unwrap(), Value::Null).await;
        assert_eq!((confirmed.status, &confirmed.body["state"]), (StatusCode::OK, &"confirmed".into()));
        assert_eq!(confirmed.body["lines"][0].get("allocation"), None, "only where one order is shown");
        let shipped = act("shipments", &confirmed.etag.unwrap(), json!({"carrier": "BRT"})).await;
        assert_eq!((shipped.status, &shipped.body["lines"][0]["allocation"]), (StatusCode::OK, &json!([])));
        assert_eq!(shipped.body["shipments"][0]["warehouses"], json!(["MI"]));
        assert_eq!(shipped.body["shipments"][0]["lines"][0]["from"], allocation);
        let again = call(&world, &ctx, ("POST", &format!("/api/v1/orders/{number}/reorder")), &[], Value::Null).await;
        assert_eq!((again.status, &again.body["results"][0]["verdict"]), (StatusCode::OK, &"ok".into()));
    }
}

#[tokio::test]
async fn a_system_orders_and_repeats_itself() {
    for world in worlds().await {
        let ctx = world.system();
        let order = json!({
            "external_id": "ext-1", "purchase_order": "PO-7", "partial": "reject",
            "lines": [{"sku": "6204-2RS", "quantity": {"value": "60", "unit": "C62"}}],
        });
        let path = ("POST", "/api/v1/orders");
        let first = call(&world, &ctx, path, &[("Idempotency-Key", "k1")], order.clone()).await;
        let same_key = call(&world, &ctx, path, &[("Idempotency-Key", "k1")], order.clone()).await;
        let same_id = call(&world, &ctx, path, &[("Idempotency-Key", "k2")], order.clone()).await;
        assert_eq!([first.status, same_key.status, same_id.status], [StatusCode::CREATED, StatusCode::CREATED, StatusCode::OK]);
        assert_eq!(first.body["order_number"], same_key.body["order_number"]);
        assert_eq!(first.body, same_id.body);
        let mut other = order.clone();
        other["external_id"] = "ext-2".into();
        let reused = call(&world, &ctx, path, &[("Idempotency-Key", "k1")], other.clone()).await;
        assert_eq!(reused.status, StatusCode::UNPROCESSABLE_ENTITY);
        let short = call(&world, &ctx, path, &[("Idempotency-Key", "k3")], other.clone()).await;
        assert_eq!(short.status, StatusCode::CONFLICT);
        other["colour"] = "red".into();
        let unknown = call(&world, &ctx, path, &[], other).await;
        assert_eq!(unknown.status, StatusCode::UNPROCESSABLE_ENTITY, "a field that nobody knows is no silent success");
        let person = world.ctx("requester");
        let refused = call(&world, &person, path, &[], order).await;
        assert_eq!(refused.status, StatusCode::FORBIDDEN);
        let listed =
            call(&world, &ctx, ("GET", "/api/v1/orders?q=po-7&account=C-1&state=placed,confirmed"), &[], Value::Null).await;
        assert_eq!(listed.body["items"].as_array().unwrap().len(), 1);
        for query in ["state=lost", "q=%00", "limit=x"] {
            let answer = call(&world, &ctx, ("GET", &format!("/api/v1/orders?{query}")), &[], Value::Null).await;
            assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{query}");
        }
        let nowhere = call(&world, &ctx, ("GET", "/api/v1/orders/%00"), &[], Value::Null).await;
        assert_eq!(nowhere.status, StatusCode::NOT_FOUND);
    }
}

#[tokio::test]
async fn each_hears_the_events_that_are_theirs() {
    use kernel::{Action, ActionSet};
    for world in worlds().await {
        let mut ctx = world.system();
        ctx.actor.actions = ctx.actor.actions.union(ActionSet::of(&[Action::EventRead]));
        let order = json!({"external_id": "ext-1", "lines": [{"sku": "6204-2RS", "quantity": {"value": "1", "unit": "C62"}}]});
        let placed = call(&world, &ctx, ("POST", "/api/v1/orders"), &[], order).await;
        let heard = call(&world, &ctx, ("GET", "/api/v1/events"), &[], Value::Null).await;
        let items = heard.body["items"].as_array().unwrap();
        assert_eq!(items.len(), 1, "the customer's own, and nothing of stock and prices");
        let event = &items[0];
        assert_eq!((&event["specversion"], &event["type"]), (&"1.0".into(), &orders::events::CREATED.into()));
        assert_eq!((&event["subject"], &event["sequence"]), (&placed.body["id"], &"1".into()));
        assert_eq!(event["data"]["order_number"], placed.body["order_number"]);
        let after = heard.body["next"].as_str().unwrap();
        let later = call(&world, &ctx, ("GET", &format!("/api/v1/events?after={after}")), &[], Value::Null).await;
        assert!(later.body["items"].as_array().unwrap().is_empty());
        let stock = call(&world, &ctx, ("GET", "/api/v1/events?types=fondaco.stock.changed.v1"), &[], Value::Null).await;
        assert!(stock.body["items"].as_array().unwrap().is_empty());
        let seller = world.test.ctx();
        let all = call(&world, &seller, ("GET", "/api/v1/events?limit=200"), &[], Value::Null).await;
        assert!(all.body["items"].as_array().unwrap().len() > 3, "the seller hears everything");
        let bad = call(&world, &seller, ("GET", "/api/v1/events?after=x"), &[], Value::Null).await;
        assert_eq!(bad.status, StatusCode::UNPROCESSABLE_ENTITY);
    }
}

#[tokio::test]
async fn the_same_call_twice_at_once_has_one_answer() {
    for world in worlds().await {
        for round in 0..5 {
            let ctx = world.ctx("buyer");
            let cart = world.cart(&ctx, &[("6204-2RS", "1")]).await;
            let path = format!("/api/v1/carts/{}/submit", cart.id);
            let key = format!("submit-{round}");
            let call = || async { call(&world, &ctx, ("POST", &path), &[("Idempotency-Key", &key)], json!({})).await };
            let answers = futures::future::join_all([call(), call(), call()]).await;
            for answer in &answers {
                assert_eq!(answer.status, StatusCode::OK, "{}: {}", world.test.engine(), answer.body);
                assert_eq!(answer.body, answers[0].body);
            }
        }
        world.assert_sound().await;
    }
}

#[tokio::test]
async fn a_key_holds_for_whom_it_was_asked_and_for_reorders_too() {
    for world in worlds().await {
        let ctx = world.ctx("buyer");
        let cart = world.cart(&ctx, &[("6204-2RS", "3")]).await;
        let path = format!("/api/v1/carts/{}/submit", cart.id);
        let submitted = call(&world, &ctx, ("POST", &path), &[], json!({})).await;
        let path = format!("/api/v1/orders/{}/reorder", submitted.body["order"]["order_number"].as_str().unwrap());
        let key = [("Idempotency-Key", "again")];
        let first = call(&world, &ctx, ("POST", &path), &key, Value::Null).await;
        let second = call(&world, &ctx, ("POST", &path), &key, Value::Null).await;
        assert_eq!((first.status, &first.body), (StatusCode::OK, &second.body));
        let cart = format!("/api/v1/carts/{}", first.body["cart"]["id"].as_str().unwrap());
        let cart = call(&world, &ctx, ("GET", &cart), &[], Value::Null).await;
        assert_eq!(cart.body["lines"][0]["quantity"]["value"], "3", "filled once");
        let other = call(&world, &ctx, ("POST", &format!("{path}?act_for=C-2")), &key, Value::Null).await;
        assert_eq!((other.status, &other.body["code"]), (StatusCode::UNPROCESSABLE_ENTITY, &Value::Null));
    }
}

#[tokio::test]
async fn an_account_out_of_reach_is_told_like_one_that_is_not_there() {
    for world in worlds().await {
        let ctx = world.ctx("buyer");
        let order = |account: &str| json!({"account": account, "lines": []});
        let mut system = world.system();
        system.actor.actions = system.actor.actions.union(ctx.actor.actions);
        for (path, body) in [
            ("/api/v1/carts", json!({"account": "C-2"})),
            ("/api/v1/quick-order", json!({"account": "C-2", "text": "6204-2RS;1"})),
            ("/api/v1/orders", order("C-2")),
        ] {
            let theirs = call(&world, &system, ("POST", path), &[], body.clone()).await;
            let mut nobodys = body.clone();
            nobodys["account"] = "C-99".into();
            let nobodys = call(&world, &system, ("POST", path), &[], nobodys).await;
            assert_eq!((theirs.status, &theirs.body), (nobodys.status, &nobodys.body), "{path}");
            assert_eq!(theirs.status, StatusCode::UNPROCESSABLE_ENTITY, "{path}");
        }
        let theirs = call(&world, &system, ("GET", "/api/v1/carts?account=C-2"), &[], Value::Null).await;
        assert_eq!(theirs.status, StatusCode::UNPROCESSABLE_ENTITY);
        let own = call(&world, &system, ("POST", "/api/v1/carts"), &[], json!({"account": "C-1"})).await;
        assert_eq!(own.status, StatusCode::CREATED);
    }
}
