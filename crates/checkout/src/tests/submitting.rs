//! Submitting within the limit, and ordering again.

use kernel::{Fault, Quantity};
use orders::{OrderState, Partial};

use super::world::{World, asked, latest, worlds};
use crate::{AskedReferences, Cart, CartState, Change, CheckoutError, Submission, Submitted, VerdictKind, reorder, submit};

async fn submitted(world: &World, who: &str, cart: &Cart, submission: Submission) -> Result<Submitted, CheckoutError> {
    let ctx = world.ctx(who);
    let mut tx = world.tx(&ctx).await;
    let outcome = submit(&ctx, &mut tx, &world.desk, latest(cart), submission).await?;
    tx.commit().await?;
    world.refresh_stock().await;
    Ok(outcome)
}

#[tokio::test]
async fn within_the_limit_a_cart_becomes_an_order() {
    for world in worlds().await {
        let ctx = world.ctx("requester");
        let cart = world.cart(&ctx, &[("6204-2RS", "25"), ("HOSE-12", "2.5")]).await;
        let references = AskedReferences {
            purchase_order: Some("PO-1".to_owned()),
            cost_centre: Some("MAN".to_owned()),
            project: Some("Line 3".to_owned()),
            ddt_reference: Some("DDT 7".to_owned()),
            ship_to: Some("MUC".to_owned()),
            requested_date: Some("2025-07-01".parse().unwrap()),
            notes: Some("Ring the bell\ntwice".to_owned()),
        };
        let digest = world.view(&ctx, &cart).await.unwrap().digest;
        let submission = Submission { references, partial: None, seen_digest: Some(digest) };
        let Ok(Submitted::Order(order)) = submitted(&world, "requester", &cart, submission).await else { panic!("no order") };
        assert_eq!(order.state, OrderState::Placed);
        assert_eq!(order.placed_by_name, "Name of requester");
        assert_eq!((order.acted_by.as_deref(), order.ship_to.code.as_str()), (None, "MUC"));
        assert_eq!(order.references.notes.as_deref(), Some("Ring the bell\ntwice"));
        assert_eq!(order.lines[0].customer_sku.as_deref(), Some("ROS-77"));
        assert_eq!(order.lines[0].name, "Articolo 6204-2RS");
        assert_eq!((order.totals.net.amount(), order.totals.gross.amount()), ("58.75".into(), "71.68".into()));
        assert_eq!(world.reserved("6204-2RS").await, "25");
        let view = world.view(&ctx, &cart).await.unwrap();
        assert_eq!((view.cart.state, view.cart.order_number.as_deref()), (CartState::Ordered, Some(order.number.as_str())));
        assert_eq!(world.facts(orders::events::CREATED).await.len(), 1);
        let again = submitted(&world, "requester", &cart, Submission::default()).await;
        assert!(matches!(again, Err(CheckoutError::NotAllowed { .. })), "a cart is ordered once");
        world.assert_sound().await;
    }
}

#[tokio::test]
async fn what_was_not_seen_is_not_submitted() {
    for world in worlds().await {
        let ctx = world.ctx("requester");
        let cart = world.cart(&ctx, &[("6204-2RS", "25")]).await;
        let seen = world.view(&ctx, &cart).await.unwrap().digest;
        world.set_price("6204-2RS", 2_500_000).await;
        let submission = Submission { seen_digest: Some(seen), ..Submission::default() };
        let refusal = submitted(&world, "requester", &cart, submission).await.unwrap_err();
        assert_eq!(refusal.code(), "checkout.changed");
        let told = refusal.extension().unwrap();
        let price = |amount: &str| serde_json::json!({"amount": amount, "currency": "EUR"});
        let wanted = serde_json::json!([
            {"kind": "price", "line": 1, "sku": "6204-2RS", "was": price("2.00"), "now": price("2.50")},
            {"kind": "total", "was": price("61.00"), "now": price("76.25")},
        ]);
        assert_eq!(told["changes"], wanted, "{}", world.test.engine());
        let digest = told["digest"].as_str().unwrap().to_owned();
        // Somebody takes most of what is there: only the stock is another.
        world.set_stock("6204-2RS", "7").await;
        let submission = Submission { seen_digest: Some(digest), ..Submission::default() };
        let refusal = submitted(&world, "requester", &cart, submission).await.unwrap_err();
        let CheckoutError::Changed { changes, digest } = refusal else { panic!("{refusal}") };
        let short = Change::Shortage { line: 1, sku: "6204-2RS".to_owned(), was: Quantity::pieces(0), now: Quantity::pieces(18) };
        assert_eq!(changes, [short]);
        // Other lines, and texts that were never given, are told as what they are.
        let mut tx = world.tx(&ctx).await;
        crate::add_lines(&ctx, &mut tx, &world.desk, latest(&cart), asked(&[("HOSE-12", "1")])).await.unwrap();
        tx.commit().await.unwrap();
        for (seen, told) in [(digest.as_str(), vec![Change::Lines]), ("x", vec![]), ("0.~zz", vec![]), ("0.1~--~~", vec![])] {
            let submission = Submission { seen_digest: Some(seen.to_owned()), ..Submission::default() };
            let refusal = submitted(&world, "requester", &cart, submission).await.unwrap_err();
            let CheckoutError::Changed { changes, .. } = refusal else { panic!("{refusal}") };
            assert_eq!(changes, told, "{seen}");
        }
        let digest = world.view(&ctx, &cart).await.unwrap().digest;
        let submission = Submission { seen_digest: Some(digest), ..Submission::default() };
        assert!(matches!(submitted(&world, "requester", &cart, submission).await, Ok(Submitted::Order(_))));
    }
}

#[tokio::test]
async fn a_line_that_cannot_be_ordered_stops_the_cart_and_is_named() {
    for world in worlds().await {
        let ctx = world.ctx("buyer");
        let cart = world.cart(&ctx, &[("6204-2RS", "5"), ("HOSE-12", "1")]).await;
        world.discontinue("HOSE-12").await;
        let faults = submitted(&world, "buyer", &cart, Submission::default()).await.unwrap_err().fields();
        assert_eq!((faults[0].field.as_str(), faults[0].code), ("lines[1]", "not_sold"));
        let empty = world.cart(&ctx, &[("NO-SUCH", "1")]).await;
        assert!(matches!(submitted(&world, "buyer", &empty, Submission::default()).await, Err(CheckoutError::Empty)));
        assert_eq!(world.reserved("6204-2RS").await, "0");
    }
}

#[tokio::test]
async fn too_little_stock_follows_later_unless_it_must_not() {
    for world in worlds().await {
        let ctx = world.ctx("buyer");
        let cart = world.cart(&ctx, &[("6204-2RS", "120")]).await;
        let strict = Submission { partial: Some(Partial::Reject), ..Submission::default() };
        let refusal = submitted(&world, "buyer", &cart, strict).await.unwrap_err();
        assert_eq!(refusal.code(), "inventory.insufficient");
        assert_eq!(refusal.extension().unwrap()["lines"][0]["sku"], "6204-2RS");
        assert_eq!(refusal.extension().unwrap()["lines"][0]["available"]["value"], "100");
        let Ok(Submitted::Order(order)) = submitted(&world, "buyer", &cart, Submission::default()).await else {
            panic!("no order")
        };
        assert_eq!(order.lines[0].backordered, Quantity::pieces(20));
        assert_eq!(world.reserved("6204-2RS").await, "100");
        world.assert_sound().await;
    }
}

#[tokio::test]
async fn an_order_is_ordered_again_as_far_as_it_is_sold() {
    for world in worlds().await {
        let ctx = world.ctx("buyer");
        let cart = world.cart(&ctx, &[("6204-2RS", "5"), ("HOSE-12", "1.5")]).await;
        let Ok(Submitted::Order(order)) = submitted(&world, "buyer", &cart, Submission::default()).await else {
            panic!("no order")
        };
        world.discontinue("HOSE-12").await;
        let mut tx = world.tx(&ctx).await;
        let again = reorder(&ctx, &mut tx, &world.desk, &order.number).await.unwrap();
        let twice = reorder(&ctx, &mut tx, &world.desk, &order.number).await.unwrap();
        tx.commit().await.unwrap();
        let kinds: Vec<VerdictKind> = again.verdicts.iter().map(|verdict| verdict.kind).collect();
        assert_eq!(kinds, [VerdictKind::Ok, VerdictKind::NotSold]);
        assert_eq!(again.verdicts[1].sku.as_deref(), Some("HOSE-12"));
        assert_eq!(twice.cart.id, again.cart.id, "into the cart that is open");
        let view = world.view(&ctx, &again.cart).await.unwrap();
        assert_eq!((view.lines.len(), view.lines[0].line.quantity), (1, Quantity::pieces(10)));
        let neighbour = world.ctx("neighbour");
        let mut tx = world.tx(&neighbour).await;
        let refusal = reorder(&neighbour, &mut tx, &world.desk, &order.number).await.unwrap_err();
        assert_eq!(refusal.code(), "orders.not_found");
    }
}
