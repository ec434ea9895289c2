//! What customers' systems post.

use futures::future::join_all;
use kernel::{ActingFor, Action, ActionSet, Ctx, Currency, Fault, Money, Quantity, Reach, Unit, UnitPrice};
use orders::{Partial, Placed};

use super::world::{World, worlds};
use crate::{AskedReferences, CheckoutError, DirectLine, DirectOrder, place_direct, prepare_direct};

fn line(sku: &str, quantity: u32) -> DirectLine {
    DirectLine { sku: Some(sku.to_owned()), customer_sku: None, quantity: Quantity::pieces(quantity), expected_unit_price: None }
}

fn order(external_id: &str, lines: Vec<DirectLine>) -> DirectOrder {
    DirectOrder {
        external_id: Some(external_id.to_owned()),
        account: None,
        references: AskedReferences::default(),
        lines,
        partial: Partial::Reject,
    }
}

async fn post(world: &World, ctx: &Ctx, order: DirectOrder) -> Result<Placed, CheckoutError> {
    let prepared = prepare_direct(ctx, world.test.store.reader(), &world.desk, &order).await?;
    let mut tx = world.test.store.begin(ctx).await?;
    let placed = place_direct(ctx, &mut tx, &world.desk, prepared).await?;
    tx.commit().await?;
    Ok(placed)
}

#[tokio::test]
async fn an_order_posted_twice_is_one_order_with_the_clients_defaults() {
    for world in worlds().await {
        let ctx = world.system();
        let mut wanted = order("ext-1", vec![line("6204-2RS", 3), line("ISO4762-M6X20", 10)]);
        wanted.references.ddt_reference = Some("DDT 9".to_owned());
        let first = post(&world, &ctx, wanted.clone()).await.unwrap();
        assert_eq!((first.order.ship_to.code.as_str(), first.order.references.cost_centre.as_deref()), ("MO", Some("PRO")));
        assert_eq!((first.order.placed_by, first.order.placed_by_name.as_str()), (None, "ERP of Rossi"));
        assert_eq!(first.order.acted_by, None);
        assert_eq!(first.order.totals.net.amount(), "7.00");
        // Also when nothing of it could be ordered any more.
        world.discontinue("6204-2RS").await;
        let again = post(&world, &ctx, wanted).await.unwrap();
        assert!(again.repeated);
        assert_eq!(again.order, first.order);
        assert_eq!(world.reserved("6204-2RS").await, "3");
        world.assert_sound().await;
    }
}

#[tokio::test]
async fn two_posts_at_once_are_one_order() {
    for world in worlds().await {
        let ctx = world.system();
        let posts = join_all((0..3).map(|_| post(&world, &ctx, order("ext-race", vec![line("6204-2RS", 3)])))).await;
        let placed: Vec<Placed> = posts.into_iter().map(Result::unwrap).collect();
        assert!(placed.iter().all(|other| other.order.number == placed[0].order.number));
        assert_eq!(placed.iter().filter(|placed| !placed.repeated).count(), 1);
        assert_eq!(world.reserved("6204-2RS").await, "3");
        world.assert_sound().await;
    }
}

#[tokio::test]
async fn lines_are_named_by_sku_or_by_the_customers_own_code() {
    for world in worlds().await {
        let ctx = world.system();
        let own = DirectLine { sku: None, customer_sku: Some("ros 77".to_owned()), ..line("", 2) };
        let dozen = Quantity::parse("0.5", Unit::parse("DZN").unwrap()).unwrap();
        let placed =
            post(&world, &ctx, order("ext-1", vec![own, DirectLine { quantity: dozen, ..line("6204-2RS", 1) }])).await.unwrap();
        let read: Vec<(&str, Option<&str>, Quantity)> =
            placed.order.lines.iter().map(|line| (line.sku.as_str(), line.customer_sku.as_deref(), line.quantity)).collect();
        let bearing = |pieces| ("6204-2RS", Some("ROS-77"), Quantity::pieces(pieces));
        assert_eq!(read, [bearing(2), bearing(6)]);
    }
}

#[tokio::test]
async fn every_fault_is_named_at_once() {
    for world in worlds().await {
        let ctx = world.system();
        let both = DirectLine { customer_sku: Some("ROS-77".to_owned()), ..line("6204-2RS", 1) };
        let neither = DirectLine { sku: None, ..line("", 1) };
        let metres = DirectLine { quantity: Quantity::parse("1", Unit::parse("MTR").unwrap()).unwrap(), ..line("6204-2RS", 1) };
        let not_own = DirectLine { sku: None, customer_sku: Some("6204-2RS".to_owned()), ..line("", 1) };
        let known = DirectLine { sku: None, customer_sku: Some("HOSE-12".to_owned()), ..line("", 1) };
        let lines = vec![
            line("NO-SUCH", 1),
            both,
            neither,
            metres,
            line("ISO4762-M6X20", 12),
            line("OLD-1", 1),
            line("6204-2RS", 0),
            not_own,
            known,
        ];
        let mut wanted = order("ext-1", lines);
        wanted.references.cost_centre = Some("NONE".to_owned());
        wanted.references.ship_to = Some("NONE".to_owned());
        let faults = post(&world, &ctx, wanted).await.unwrap_err().fields();
        let named: Vec<(&str, &str)> = faults.iter().map(|fault| (fault.field.as_str(), fault.code)).collect();
        let told = [
            ("ship_to", "unknown"),
            ("cost_centre", "unknown"),
            ("lines[0].sku", "unknown"),
            ("lines[1].customer_sku", "one_too_many"),
            ("lines[2].sku", "empty"),
            ("lines[3].quantity", "other_unit"),
            ("lines[4].quantity", "not_a_step"),
            ("lines[5].sku", "not_sold"),
            ("lines[6].quantity", "not_positive"),
            ("lines[8].customer_sku", "unknown"),
        ];
        // The account's own code for 6204-2RS is another, but the SKU is not taken for it.
        let not_own = ("lines[7].customer_sku", "unknown");
        assert_eq!(named, [&told[..9], &[not_own], &told[9..]].concat());
        let no_price = post(&world, &ctx, order("ext-2", vec![line("SECRET-1", 1)])).await.unwrap_err().fields();
        assert_eq!((no_price[0].field.as_str(), no_price[0].code), ("lines[0]", "no_price"));
        let empty = post(&world, &ctx, order("ext-3", Vec::new())).await.unwrap_err().fields();
        assert_eq!((empty[0].field.as_str(), empty[0].code), ("lines", "wrong_number"));
        assert_eq!(world.reserved("6204-2RS").await, "0");
    }
}

#[tokio::test]
async fn another_price_than_expected_is_told_line_by_line() {
    for world in worlds().await {
        let ctx = world.system();
        let expecting = |micros| DirectLine {
            expected_unit_price: Some(UnitPrice::from_micros(micros, Currency::EUR)),
            ..line("6204-2RS", 1)
        };
        let refusal = post(&world, &ctx, order("ext-1", vec![expecting(2_000_000), expecting(1_900_000)])).await.unwrap_err();
        assert_eq!(refusal.code(), "checkout.price_changed");
        let told = &refusal.extension().unwrap()["lines"];
        assert_eq!(told.as_array().unwrap().len(), 1);
        assert_eq!((&told[0]["line"], &told[0]["actual"]["amount"]), (&1.into(), &"2.00".into()));
        assert!(post(&world, &ctx, order("ext-1", vec![expecting(2_000_000)])).await.is_ok());
    }
}

#[tokio::test]
async fn too_little_stock_is_refused_or_follows_later() {
    for world in worlds().await {
        let ctx = world.system();
        let refusal = post(&world, &ctx, order("ext-1", vec![line("6204-2RS", 60), line("6204-2RS", 60)])).await.unwrap_err();
        assert_eq!(refusal.code(), "inventory.insufficient");
        let told = refusal.extension().unwrap();
        assert_eq!((&told["lines"][0]["line"], &told["lines"][0]["available"]["value"]), (&2.into(), &"40".into()));
        let mut wanted = order("ext-1", vec![line("6204-2RS", 60), line("6204-2RS", 60)]);
        wanted.partial = Partial::Backorder;
        let placed = post(&world, &ctx, wanted).await.unwrap();
        assert_eq!(placed.order.lines[1].backordered, Quantity::pieces(20));
        world.assert_sound().await;
    }
}

#[tokio::test]
async fn nobody_orders_for_an_account_out_of_reach_and_a_blocked_one_orders_nothing() {
    for world in worlds().await {
        let ctx = world.system();
        let mut wanted = order("ext-1", vec![line("6204-2RS", 1)]);
        wanted.account = Some(world.bianchi);
        let refusal = post(&world, &ctx, wanted.clone()).await.unwrap_err();
        assert_eq!(refusal.code(), "access.not_found");
        let mut integration = world.system();
        integration.actor.account = None;
        integration.actor.reach = Reach::Tenant;
        let placed = post(&world, &integration, wanted.clone()).await.unwrap();
        assert_eq!(placed.order.account.number, "C-2");
        wanted.external_id = Some("ext-2".to_owned());
        wanted.account = world.desk.directory.by_number(world.test.tenant, "C-3").map(|card| card.account.id);
        let refusal = post(&world, &integration, wanted.clone()).await.unwrap_err();
        assert_eq!(refusal.code(), "checkout.account_blocked");
        wanted.account = None;
        let refusal = post(&world, &integration, wanted).await.unwrap_err();
        assert_eq!(refusal.fields()[0].field, "account");
    }
}

async fn set_account_limit(world: &World, limit: &str) {
    let ctx = world.test.ctx();
    let order_limit = Some(Money::parse(limit, Currency::EUR).unwrap());
    let policy = approvals::Policy { order_limit, steps: Vec::new(), version: 0 };
    let mut tx = world.tx(&ctx).await;
    approvals::set_policy(&ctx, &mut tx, "C-1", &policy, 0).await.unwrap();
    tx.commit().await.unwrap();
}

/// Why an order of this amount of bearings at 2 EUR needs a decision; `None` when it is placed.
async fn held(world: &World, ctx: &Ctx, external_id: &str, pieces: u32) -> Option<String> {
    let mut wanted = order(external_id, vec![line("6204-2RS", pieces)]);
    wanted.account = Some(world.rossi);
    wanted.partial = Partial::Backorder;
    match post(world, ctx, wanted).await {
        Ok(_) => None,
        Err(refusal) => {
            assert_eq!(refusal.code(), "checkout.approval_needed", "{refusal}");
            let told = refusal.extension().unwrap();
            assert_eq!(told["net"]["amount"], format!("{}.00", pieces * 2));
            told["reason"].as_str().map(str::to_owned)
        }
    }
}

#[tokio::test]
async fn limits_hold_at_every_door() {
    for world in worlds().await {
        let system = world.system();
        assert_eq!(held(&world, &system, "no-rules", 300).await, None, "an account without rules binds no system");
        // The requester may order for 100, the account for 400.
        set_account_limit(&world, "400").await;
        let places = ActionSet::of(&[Action::OrderPlace]);
        let mut requester = world.ctx("requester");
        requester.actor.actions = requester.actor.actions.union(places);
        let mut buyer = world.ctx("buyer");
        buyer.actor.actions = buyer.actor.actions.union(places);
        let user = requester.person();
        let mut integration = world.system();
        (integration.actor.account, integration.actor.reach) = (None, Reach::Tenant);
        let mut for_account = integration.clone();
        for_account.actor.acting_for = Some(ActingFor { account: world.rossi, user: None });
        let mut for_person = integration.clone();
        for_person.actor.acting_for = Some(ActingFor { account: world.rossi, user });
        for (who, ctx, pieces, wanted) in [
            ("a person within", &requester, 50, None),
            ("a person above", &requester, 51, Some("person_limit")),
            ("a person without a limit of their own, within", &buyer, 200, None),
            ("a person without a limit of their own, above", &buyer, 201, Some("account_limit")),
            ("somebody for a person, within", &for_person, 50, None),
            ("somebody for a person, above", &for_person, 51, Some("person_limit")),
            ("somebody for the account, within", &for_account, 200, None),
            ("somebody for the account, above", &for_account, 201, Some("account_limit")),
            ("the account's system, within", &system, 200, None),
            ("the account's system, above", &system, 201, Some("account_limit")),
            ("the seller's system", &integration, 201, None),
        ] {
            assert_eq!(held(&world, ctx, who, pieces).await.as_deref(), wanted, "{who}");
        }
        // A repeat is told what was placed, whatever the rules have become.
        assert_eq!(held(&world, &system, "no-rules", 300).await, None);
        world.assert_sound().await;
    }
}
