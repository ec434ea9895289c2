//! Filling carts, changing them, and who may.

use kernel::{ErrorKind, Fault, PageRequest, Quantity, Unit};

use super::world::{asked, latest, worlds};
use crate::{
    AskedReferences, CartChange, CartFilter, CartRef, CheckoutError, LineChange, LineProblem, VerdictKind, WarningKind, abandon,
    add_lines, carts, change_cart, change_line, current_cart, remove_line,
};

#[tokio::test]
async fn each_line_gets_its_verdict_and_the_good_ones_get_in() {
    for world in worlds().await {
        let ctx = world.ctx("requester");
        let cart = world.cart(&ctx, &[("6204-2RS", "5")]).await;
        let lines = asked(&[
            ("6204 2rs", "20"),
            ("ROS-77", "5"),
            ("ISO4762-M6X20", "12"),
            ("NO-SUCH", "1"),
            ("OLD-1", "1"),
            ("SECRET-1", "1"),
            ("HOSE-12", "2.75"),
            ("6204-2RS", "0"),
            ("6204-2RS", "999999999999"),
        ]);
        let mut tx = world.tx(&ctx).await;
        let added = add_lines(&ctx, &mut tx, &world.desk, latest(&cart), lines).await.unwrap();
        tx.commit().await.unwrap();
        let kinds: Vec<VerdictKind> = added.verdicts.iter().map(|verdict| verdict.kind).collect();
        use VerdictKind::{BadQuantity, NoPrice, NotSold, Ok, RoundedUp, UnknownCode};
        assert_eq!(kinds, [Ok, Ok, RoundedUp, UnknownCode, NotSold, NoPrice, RoundedUp, BadQuantity, BadQuantity]);
        assert_eq!(added.verdicts[2].quantity.unwrap().value(), "15");
        assert_eq!(added.verdicts[4].suggestions, ["6204-2RS"]);
        assert_eq!(added.verdicts[6].quantity.unwrap().value(), "3");
        assert_eq!(added.verdicts[0].line, added.verdicts[1].line, "one product, one line");
        assert_eq!(added.cart.version, cart.version + 1, "one change however many lines");
        let view = world.view(&ctx, &cart).await.unwrap();
        let read: Vec<(&str, String)> = view.lines.iter().map(|line| (line.sku.as_str(), line.line.quantity.value())).collect();
        assert_eq!(read, [("6204-2RS", "30".into()), ("ISO4762-M6X20", "15".into()), ("HOSE-12", "3".into())]);
        let totals = view.totals.unwrap();
        assert_eq!((totals.net.amount(), totals.gross.amount()), ("72.00".into(), "87.84".into()));
        assert_eq!(view.lines[0].customer_sku.as_deref(), Some("ROS-77"));
        world.assert_sound().await;
    }
}

#[tokio::test]
async fn a_cart_opens_whatever_was_typed_into_it() {
    for world in worlds().await {
        let ctx = world.ctx("requester");
        world.set_price("6204-2RS", 5_000_000_000_000).await;
        let cart = world.cart(&ctx, &[("6204-2RS", "1000000")]).await;
        let mut tx = world.tx(&ctx).await;
        let mut more = asked(&[("6204-2RS", "1000000")]);
        more[0].note = Some("on a line of its own".to_owned());
        add_lines(&ctx, &mut tx, &world.desk, latest(&cart), more).await.unwrap();
        tx.commit().await.unwrap();
        let view = world.view(&ctx, &cart).await.unwrap();
        assert!(view.totals.is_none(), "ten million million are beyond what is counted");
        assert!(view.lines.iter().all(|line| line.problem == Some(LineProblem::TooMuch)));
        let mut tx = world.tx(&ctx).await;
        let left = remove_line(&ctx, &mut tx, &world.desk, (latest(&cart), view.lines[0].line.id)).await.unwrap();
        assert!(left.totals.is_some());
    }
}

#[tokio::test]
async fn lines_change_and_go_and_a_stale_change_is_refused() {
    for world in worlds().await {
        let ctx = world.ctx("requester");
        let cart = world.cart(&ctx, &[("6204-2RS", "5"), ("ISO4762-M6X20", "10")]).await;
        let view = world.view(&ctx, &cart).await.unwrap();
        let (first, second) = (view.lines[0].line.id, view.lines[1].line.id);
        let seen = CartRef { id: cart.id, version: Some(view.cart.version) };
        let change = LineChange {
            quantity: Some(Quantity::parse("1", Unit::parse("DZN").unwrap()).unwrap()),
            cost_centre: Some("MAN".to_owned()),
            note: Some("for line 3".to_owned()),
        };
        let mut tx = world.tx(&ctx).await;
        let changed = change_line(&ctx, &mut tx, &world.desk, (seen, first), change.clone()).await.unwrap();
        tx.commit().await.unwrap();
        assert_eq!(changed.lines[0].line.quantity, Quantity::pieces(12), "a dozen, in the product's unit");
        assert_eq!(changed.totals.as_ref().unwrap().net.amount(), "25.00");
        assert_eq!(world.view(&ctx, &cart).await.unwrap().lines[0].line, changed.lines[0].line);
        let mut tx = world.tx(&ctx).await;
        let stale = change_line(&ctx, &mut tx, &world.desk, (seen, first), change).await;
        assert!(matches!(stale, Err(CheckoutError::VersionMoved)));
        let bad = LineChange {
            quantity: Some(Quantity::pieces(0)),
            cost_centre: Some("OLD".to_owned()),
            note: Some("\u{1}".to_owned()),
        };
        let faults = change_line(&ctx, &mut tx, &world.desk, (latest(&cart), first), bad).await.unwrap_err().fields();
        let named: Vec<&str> = faults.iter().map(|fault| fault.field.as_str()).collect();
        assert_eq!(named, ["quantity", "cost_centre", "note"]);
        let left = remove_line(&ctx, &mut tx, &world.desk, (latest(&cart), second)).await.unwrap();
        assert_eq!(left.lines.len(), 1);
        let gone = remove_line(&ctx, &mut tx, &world.desk, (latest(&cart), second)).await;
        assert!(matches!(gone, Err(CheckoutError::NotFound)));
    }
}

#[tokio::test]
async fn a_cart_shows_what_stands_in_the_way() {
    for world in worlds().await {
        let ctx = world.ctx("requester");
        let cart = world.cart(&ctx, &[("6204-2RS", "120"), ("HOSE-12", "1"), ("OIL-5", "1")]).await;
        world.discontinue("HOSE-12").await;
        let view = world.view(&ctx, &cart).await.unwrap();
        assert_eq!(view.lines[0].short, Quantity::pieces(20));
        assert_eq!(view.lines[1].problem, Some(LineProblem::NotSold));
        assert_eq!(view.lines[2].available, Quantity::pieces(0));
        let kinds: Vec<WarningKind> = view.warnings.iter().map(|warning| warning.kind).collect();
        assert_eq!(kinds, [WarningKind::Short, WarningKind::Blocked, WarningKind::Short]);
        assert!(!view.can_be_submitted());
        assert_eq!(view.totals.unwrap().net.amount(), "280.00", "of the lines that have a price");
        assert_eq!(view.limit.unwrap().amount(), "100.00");
        assert_eq!(view.approval_needed.unwrap().approvers, ["Name of approver"]);
    }
}

#[tokio::test]
async fn every_fault_of_the_references_is_told_at_once() {
    for world in worlds().await {
        let ctx = world.ctx("requester");
        let cart = world.cart(&ctx, &[("6204-2RS", "5")]).await;
        let mut tx = world.tx(&ctx).await;
        let references = AskedReferences {
            purchase_order: Some("x".repeat(61)),
            cost_centre: Some("OLD".to_owned()),
            project: Some("\u{0}".to_owned()),
            ddt_reference: Some("DDT 7".to_owned()),
            ship_to: Some("NOWHERE".to_owned()),
            requested_date: Some("2025-06-01".parse().unwrap()),
            notes: Some("x".repeat(2001)),
        };
        let change = CartChange { name: None, references };
        let faults = change_cart(&ctx, &mut tx, &world.desk, latest(&cart), change).await.unwrap_err().fields();
        let mut named: Vec<(&str, &str)> = faults.iter().map(|fault| (fault.field.as_str(), fault.code)).collect();
        named.sort_unstable();
        let wanted = [
            ("cost_centre", "inactive"),
            ("notes", "too_long"),
            ("project", "control_characters"),
            ("purchase_order", "too_long"),
            ("requested_date", "past"),
            ("ship_to", "unknown"),
        ];
        assert_eq!(named, wanted);
        let references = AskedReferences {
            purchase_order: Some(" PO-9 ".to_owned()),
            cost_centre: Some("MAN".to_owned()),
            ship_to: Some("MUC".to_owned()),
            ..AskedReferences::default()
        };
        let change = CartChange { name: Some("Line 3".to_owned()), references };
        let changed = change_cart(&ctx, &mut tx, &world.desk, latest(&cart), change).await.unwrap();
        tx.commit().await.unwrap();
        let view = world.view(&ctx, &cart).await.unwrap();
        assert_eq!(view.cart, changed);
        assert_eq!(view.cart.references.purchase_order.as_deref(), Some("PO-9"));
        let mut tx = world.tx(&ctx).await;
        let clear = AskedReferences { purchase_order: Some(String::new()), ..AskedReferences::default() };
        let cleared =
            change_cart(&ctx, &mut tx, &world.desk, latest(&cart), CartChange { name: None, references: clear }).await.unwrap();
        assert_eq!((cleared.references.purchase_order, cleared.references.cost_centre.as_deref()), (None, Some("MAN")));
    }
}

#[tokio::test]
async fn carts_are_seen_by_their_owner_and_by_colleagues_who_may() {
    for world in worlds().await {
        let owner = world.ctx("requester");
        let cart = world.cart(&owner, &[("6204-2RS", "5")]).await;
        let reader = world.test.store.reader();
        let (filter, page) = (CartFilter::default(), PageRequest::new(None, None));
        for (who, sees) in [("requester", true), ("buyer", true), ("approver", true), ("colleague", false), ("neighbour", false)]
        {
            let ctx = world.ctx(who);
            let view = world.view(&ctx, &cart).await;
            let listed = carts(reader, &ctx, &filter, &page).await.unwrap().items.len();
            match view {
                Ok(_) => assert!(sees && listed == 1, "{who}"),
                Err(error) => assert!(!sees && listed == 0 && error.kind() == ErrorKind::NotFound, "{who}: {error}"),
            }
        }
        let stranger = world.test.stranger();
        assert!(world.view(&stranger, &cart).await.is_err());
        assert!(carts(reader, &stranger, &filter, &page).await.unwrap().items.is_empty());
        let mine = CartFilter { mine: true, ..CartFilter::default() };
        assert!(carts(reader, &world.ctx("buyer"), &mine, &page).await.unwrap().items.is_empty());
        let buyer = world.ctx("buyer");
        let mut tx = world.tx(&buyer).await;
        add_lines(&buyer, &mut tx, &world.desk, latest(&cart), asked(&[("HOSE-12", "1")])).await.unwrap();
        tx.commit().await.unwrap();
        let view = world.view(&owner, &cart).await.unwrap();
        assert_eq!(view.lines[1].line.added_by, "Name of buyer");
        let neighbour = world.ctx("neighbour");
        let mut tx = world.tx(&neighbour).await;
        let refusal = add_lines(&neighbour, &mut tx, &world.desk, latest(&cart), asked(&[("HOSE-12", "1")])).await;
        assert!(matches!(refusal, Err(CheckoutError::NotFound)));
    }
}

#[tokio::test]
async fn the_current_cart_is_the_one_touched_last_and_not_put_away() {
    for world in worlds().await {
        let ctx = world.ctx("requester");
        let reader = world.test.store.reader();
        assert!(current_cart(reader, &ctx, world.rossi).await.unwrap().is_none());
        let first = world.cart(&ctx, &[("6204-2RS", "5")]).await;
        world.test.clock.advance_seconds(60);
        let ctx = world.ctx("requester");
        let second = world.cart(&ctx, &[("6204-2RS", "5"), ("HOSE-12", "1")]).await;
        let current = current_cart(reader, &ctx, world.rossi).await.unwrap().unwrap();
        assert_eq!((current.cart.id, current.line_count), (second.id, 2));
        let mut tx = world.tx(&ctx).await;
        abandon(&ctx, &mut tx, latest(&second)).await.unwrap();
        tx.commit().await.unwrap();
        assert_eq!(current_cart(reader, &ctx, world.rossi).await.unwrap().unwrap().cart.id, first.id);
        let mut tx = world.tx(&ctx).await;
        let refusal = add_lines(&ctx, &mut tx, &world.desk, latest(&second), asked(&[("HOSE-12", "1")])).await;
        assert!(matches!(refusal, Err(CheckoutError::NotAllowed { .. })));
    }
}
