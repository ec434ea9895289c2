//! Who is told what, and how often: of one step once, and nobody who was shut out.

use accounts::{Home, Person, disable_member};
use axum::http::{Method, StatusCode};
use kernel::{Ctx, Fact, PageRequest, Role};
use notifications::inbox;
use serde_json::{Value, json};
use store::AuditEntry;

use crate::house::{TestHouse, houses};

async fn person_of(house: &TestHouse, ctx: &Ctx, role: Role) -> Person {
    let user = house.seeded.users.iter().find(|user| user.role == role).unwrap();
    let account = house.house.directory.by_number(ctx.tenant, user.account.as_deref().unwrap()).unwrap().account.id;
    let people = accounts::active_people(house.store.store.reader(), ctx, account).await.unwrap();
    people.into_iter().find(|person| person.email == user.email).unwrap()
}

/// How many entries of this kind with this link somebody has.
async fn told(house: &TestHouse, ctx: &Ctx, person: &Person, kind: &str, link: &str) -> usize {
    let page = PageRequest::new(Some(200), None);
    let entries = inbox(house.store.store.reader(), ctx, person.user, &page).await.unwrap().items;
    entries.iter().filter(|entry| entry.kind.code() == kind && entry.link == link).count()
}

/// A cart of the demo's requester above their limit, submitted: the request's id.
pub async fn asked(house: &TestHouse) -> String {
    let requester = house.login(Role::Requester).await;
    let call = async |path: &str, body: Value| {
        let answer = requester.json(Method::POST, path, &body, &[]).await;
        assert!(answer.status.is_success(), "{path}: {}", answer.text);
        answer.json()
    };
    let cart = call("/api/v1/carts", json!({"name": "Manutenzione"})).await;
    let path = format!("/api/v1/carts/{}", cart["id"].as_str().unwrap());
    let articles = requester.get("/api/v1/products?limit=40").await.json();
    let lines: Vec<Value> = articles["items"]
        .as_array()
        .unwrap()
        .iter()
        .map(|article| json!({"sku": article["sku"], "quantity": {"value": "500", "unit": "C62"}}))
        .collect();
    call(&format!("{path}/lines"), json!({"lines": lines})).await;
    let submitted = call(&format!("{path}/submit"), json!({})).await;
    submitted["approval"]["id"].as_str().unwrap_or_else(|| panic!("{submitted}")).to_owned()
}

#[tokio::test]
async fn one_step_asks_once_and_who_was_shut_out_is_not_written_to() {
    for house in houses(60).await {
        house.settle().await;
        let ctx = Ctx::system(house.seeded.tenant, house.store.clock.now());
        let requester = person_of(&house, &ctx, Role::Requester).await;
        let approver = person_of(&house, &ctx, Role::Approver).await;
        let admin = person_of(&house, &ctx, Role::AccountAdmin).await;
        let approval = asked(&house).await;
        // A later fact that is reacted to while the same step still waits.
        let mut tx = house.store.store.begin(&ctx).await.unwrap();
        let kind = approvals::events::ADVANCED;
        tx.announce(Fact { kind, subject: approval.clone(), account: requester.account, data: json!({}) });
        tx.audit(AuditEntry::new("test.repeat", "approval", &approval));
        tx.commit().await.unwrap();
        house.settle().await;
        let engine = house.store.engine();
        let link = format!("/approvals/{approval}");
        assert_eq!(told(&house, &ctx, &approver, "approval-requested", &link).await, 1, "{engine}");

        let home = house.house.directory.card(ctx.tenant, requester.account.unwrap()).unwrap().account.number.clone();
        let mut tx = house.store.store.begin(&ctx).await.unwrap();
        disable_member(&ctx, &mut tx, (Home::Account(&home), requester.user), requester.version).await.unwrap();
        tx.commit().await.unwrap();
        let path = format!("/api/v1/approvals/{approval}/decision");
        let mut decided = Value::Null;
        for role in [Role::Approver, Role::AccountAdmin] {
            if decided["outcome"] != "placed" {
                let answer = house.login(role).await.json(Method::POST, &path, &json!({"decision": "approve"}), &[]).await;
                assert_eq!(answer.status, StatusCode::OK, "{}", answer.text);
                decided = answer.json();
            }
        }
        let number = decided["order"]["order_number"].as_str().unwrap_or_else(|| panic!("{decided}"));
        house.settle().await;
        assert_eq!(told(&house, &ctx, &requester, "approval-approved", &link).await, 0, "{engine}");
        assert_eq!(told(&house, &ctx, &admin, "approval-approved", &link).await, 1, "{engine}");
        let link = format!("/orders/{number}");
        assert_eq!(told(&house, &ctx, &requester, "order-placed", &link).await, 0, "{engine}");
        assert_eq!(told(&house, &ctx, &admin, "order-placed", &link).await, 1, "{engine}");
    }
}

/// What the clerk does with an order: confirms it, then sends so many pieces of its first line.
async fn sends_a_part(house: &TestHouse, number: &str, pieces: &str) {
    let clerk = house.login(Role::Clerk).await;
    let order = clerk.get(&format!("/api/v1/orders/{number}")).await;
    let step = async |path: &str, body: &Value, version: &str| {
        let path = format!("/api/v1/orders/{number}/{path}");
        let answer = clerk.json(Method::POST, &path, body, &[("if-match", version)]).await;
        assert!(answer.status.is_success(), "{path}: {}", answer.text);
        answer.headers["etag"].to_str().unwrap().to_owned()
    };
    let version = step("confirm", &json!({}), order.headers["etag"].to_str().unwrap()).await;
    let line = order.json()["lines"][0].clone();
    let sent = json!({"line_id": line["line_id"], "quantity": {"value": pieces, "unit": line["quantity"]["unit"]}});
    let shipment = json!({"carrier": "BRT", "parcels": [{"tracking_code": "BRT-7"}], "lines": [sent]});
    step("shipments", &shipment, &version).await;
}

#[tokio::test]
async fn a_part_of_an_order_is_told_as_a_part_and_what_was_decided_is_read() {
    for house in houses(60).await {
        house.settle().await;
        let ctx = Ctx::system(house.seeded.tenant, house.store.clock.now());
        let requester = person_of(&house, &ctx, Role::Requester).await;
        let approver = person_of(&house, &ctx, Role::Approver).await;
        let approval = asked(&house).await;
        house.settle().await;
        let engine = house.store.engine();
        let page = PageRequest::new(Some(200), None);
        let link = format!("/approvals/{approval}");
        let unread = async |person: &Person| {
            let entries = inbox(house.store.store.reader(), &ctx, person.user, &page).await.unwrap().items;
            entries.iter().filter(|entry| entry.link == link && entry.read_at.is_none()).count()
        };
        assert_eq!(unread(&approver).await, 1, "{engine}");
        let path = format!("/api/v1/approvals/{approval}/decision");
        let mut number = None;
        for role in [Role::Approver, Role::AccountAdmin] {
            if number.is_none() {
                let answer = house.login(role).await.json(Method::POST, &path, &json!({"decision": "approve"}), &[]).await;
                assert_eq!(answer.status, StatusCode::OK, "{}", answer.text);
                number = answer.json()["order"]["order_number"].as_str().map(str::to_owned);
            }
        }
        let number = number.unwrap();
        house.settle().await;
        assert_eq!(unread(&approver).await, 0, "what was decided waits for nobody: {engine}");
        let found = house.login(Role::Approver).await.get(&format!("/approvals?state=all&q={number}")).await;
        assert!(found.text.contains(&approval), "found by the order it became: {engine}");

        sends_a_part(&house, &number, "3").await;
        house.settle().await;
        let link = format!("/orders/{number}");
        assert_eq!(told(&house, &ctx, &requester, "order-partly-shipped", &link).await, 1, "{engine}");
        assert_eq!(told(&house, &ctx, &requester, "order-shipped", &link).await, 0, "{engine}");
        let browser = house.login(Role::Requester).await;
        browser.post("/locale", &[("locale", "en"), ("back", "/")]).await;
        let order = browser.get(&link).await.text;
        assert!(order.contains("data-state=\"partly_shipped\""), "{engine}");
        assert!(order.contains("data-kind=\"partly_shipped\"") && order.contains("Shipping of the rest"), "{order}");
        assert!(order.contains("3&nbsp;pcs shipped") || order.contains("shipped, "), "{order}");
        let mails = house.api(&house.token(None).await, Method::GET, "/api/v1/mails?limit=200", None).await.json();
        let mail = mails["items"].as_array().unwrap().iter().find(|mail| mail["kind"] == "order-partly-shipped").cloned();
        let letter = mail.unwrap_or_else(|| panic!("{mails}"));
        assert!(letter["subject"].as_str().unwrap().contains(&number), "{letter}");
        let id = letter["id"].as_str().unwrap().parse().unwrap();
        let letter = notifications::mail(house.store.store.reader(), &ctx, id).await.unwrap().unwrap();
        let lines: Vec<&str> = letter.text.lines().filter(|line| line.starts_with("- ")).collect();
        assert!(lines.len() > 1 && lines[0].starts_with("- 3"), "{}", letter.text);
        assert!(lines[1..].iter().all(|line| !line.starts_with("- 0\u{a0}") && line.ends_with(')')), "{}", letter.text);
    }
}
