//! Above the limit: waiting, deciding with everything checked again, rejecting, taking back; four eyes.

use approvals::Decision;
use kernel::{ApprovalId, Fault, Quantity, UnitPrice};

use super::world::{World, asked, latest, worlds};
use crate::{
    Cart, CartState, Change, CheckoutError, Decided, DecisionAsk, Submission, Submitted, add_lines, decide, recheck, submit,
    withdraw,
};

/// A cart of 60 bearings at 2 EUR, above the requester's limit of 100, submitted.
async fn waiting(world: &World) -> (Cart, ApprovalId) {
    let ctx = world.ctx("requester");
    let cart = world.cart(&ctx, &[("6204-2RS", "60")]).await;
    let mut tx = world.tx(&ctx).await;
    let outcome = submit(&ctx, &mut tx, &world.desk, latest(&cart), Submission::default()).await.unwrap();
    tx.commit().await.unwrap();
    let Submitted::Waiting(approval) = outcome else { panic!("ordered above the limit") };
    (cart, approval)
}

async fn decided(
    world: &World,
    who: &str,
    approval: ApprovalId,
    decision: Decision,
    seen_digest: Option<String>,
) -> Result<Decided, CheckoutError> {
    let ctx = world.ctx(who);
    let ask = DecisionAsk { decision, comment: Some("needed for the line".to_owned()), seen_digest };
    let mut tx = world.tx(&ctx).await;
    let outcome = decide(&ctx, &mut tx, &world.desk, approval, ask).await?;
    tx.commit().await?;
    world.refresh_stock().await;
    Ok(outcome)
}

#[tokio::test]
async fn above_the_limit_nothing_is_reserved_until_somebody_else_says_yes() {
    for world in worlds().await {
        let (cart, approval) = waiting(&world).await;
        assert_eq!(world.reserved("6204-2RS").await, "0");
        assert_eq!(world.facts("fondaco.approval.requested.v1").await.len(), 1);
        let requester = world.ctx("requester");
        let view = world.view(&requester, &cart).await.unwrap();
        assert_eq!((view.cart.state, view.cart.approval), (CartState::Waiting, Some(approval)));
        let mut tx = world.tx(&requester).await;
        let refusal = add_lines(&requester, &mut tx, &world.desk, latest(&cart), asked(&[("HOSE-12", "1")])).await;
        assert!(matches!(refusal, Err(CheckoutError::NotAllowed { .. })), "what waits is not changed");
        drop(tx);
        for (who, code) in [("requester", "access.forbidden"), ("buyer", "access.forbidden"), ("neighbour", "access.forbidden")] {
            let refusal = decided(&world, who, approval, Decision::Approve, None).await.unwrap_err();
            assert_eq!(refusal.code(), code, "{who}");
        }
        let Ok(Decided::Placed(order)) = decided(&world, "approver", approval, Decision::Approve, None).await else {
            panic!("no order")
        };
        assert_eq!((order.placed_by_name.as_str(), order.acted_by.as_deref()), ("Name of requester", Some("Name of approver")));
        assert_eq!(world.reserved("6204-2RS").await, "60");
        let detail = orders::get(world.test.store.reader(), &requester, &order.number).await.unwrap();
        let told: Vec<(&str, &str)> = detail.timeline.iter().map(|entry| (entry.kind.code(), entry.actor.as_str())).collect();
        assert_eq!(told, [("approved", "Name of approver"), ("placed", "Name of requester")]);
        assert_eq!(detail.timeline[0].detail["comment"], "needed for the line");
        assert_eq!(world.facts(orders::events::CREATED).await.len(), 1);
        assert_eq!(world.view(&requester, &cart).await.unwrap().cart.state, CartState::Ordered);
        let again = decided(&world, "approver", approval, Decision::Approve, None).await.unwrap_err();
        assert_eq!(again.code(), "approvals.already_concluded");
        world.assert_sound().await;
    }
}

#[tokio::test]
async fn nobody_approves_what_is_theirs() {
    for world in worlds().await {
        // An approver's own cart, above the account's limit.
        let ctx = world.ctx("approver");
        let mut tx = world.tx(&ctx).await;
        let admin = world.test.ctx();
        let policy = approvals::Policy {
            order_limit: Some(kernel::Money::parse("50", kernel::Currency::EUR).unwrap()),
            steps: Vec::new(),
            version: 0,
        };
        drop(tx);
        tx = world.tx(&admin).await;
        approvals::set_policy(&admin, &mut tx, "C-1", &policy, 0).await.unwrap();
        tx.commit().await.unwrap();
        let cart = world.cart(&ctx, &[("6204-2RS", "60")]).await;
        let mut tx = world.tx(&ctx).await;
        let refusal = submit(&ctx, &mut tx, &world.desk, latest(&cart), Submission::default()).await.unwrap_err();
        assert_eq!(refusal.code(), "approvals.no_approver", "nothing waits for ever");
        drop(tx);
        // The buyer submits the approver's cart: the approver still cannot decide on it.
        let buyer = world.ctx("buyer");
        let mut tx = world.tx(&buyer).await;
        let Ok(Submitted::Waiting(approval)) = submit(&buyer, &mut tx, &world.desk, latest(&cart), Submission::default()).await
        else {
            panic!("ordered above the limit")
        };
        tx.commit().await.unwrap();
        let refusal = decided(&world, "approver", approval, Decision::Approve, None).await.unwrap_err();
        assert_eq!(refusal.code(), "approvals.own_request");
    }
}

#[tokio::test]
async fn a_changed_price_is_shown_before_it_is_agreed_to() {
    for world in worlds().await {
        let (_, approval) = waiting(&world).await;
        world.set_price("6204-2RS", 2_500_000).await;
        let refusal = decided(&world, "approver", approval, Decision::Approve, None).await.unwrap_err();
        assert_eq!(refusal.code(), "checkout.changed");
        let CheckoutError::Changed { changes, digest } = refusal else { panic!("another refusal") };
        let eur = |micros| UnitPrice::from_micros(micros, kernel::Currency::EUR);
        assert_eq!(changes[0], Change::Price { line: 1, sku: "6204-2RS".to_owned(), was: eur(2_000_000), now: eur(2_500_000) });
        assert!(matches!(changes[1], Change::Total { .. }));
        let approver = world.ctx("approver");
        let shown = recheck(world.test.store.reader(), &approver, &world.desk, approval).await.unwrap();
        assert_eq!((shown.changes, &shown.digest), (changes, &digest), "the page shows the same");
        assert!(recheck(world.test.store.reader(), &world.ctx("requester"), &world.desk, approval).await.is_ok(), "their own");
        // A colleague who may not see the request does not see its cart.
        let mut colleague = world.ctx("buyer");
        colleague.actor.actions = world.ctx("requester").actor.actions;
        let refusal = recheck(world.test.store.reader(), &colleague, &world.desk, approval).await.unwrap_err();
        assert_eq!(refusal.kind(), kernel::ErrorKind::NotFound);
        assert_eq!(world.reserved("6204-2RS").await, "0");
        let outcome = decided(&world, "approver", approval, Decision::Approve, Some(digest)).await.unwrap();
        let Decided::Placed(order) = outcome else { panic!("no order") };
        assert_eq!(order.totals.net.amount(), "150.00");
        world.assert_sound().await;
    }
}

#[tokio::test]
async fn vanished_stock_is_shown_and_follows_later() {
    for world in worlds().await {
        let (_, approval) = waiting(&world).await;
        world.set_stock("6204-2RS", "45").await;
        let refusal = decided(&world, "approver", approval, Decision::Approve, None).await.unwrap_err();
        let CheckoutError::Changed { changes, digest } = refusal else { panic!("another refusal") };
        let wanted =
            Change::Shortage { line: 1, sku: "6204-2RS".to_owned(), was: Quantity::pieces(0), now: Quantity::pieces(15) };
        assert_eq!(changes, [wanted]);
        // It changes once more while the approver reads.
        world.set_stock("6204-2RS", "40").await;
        let refusal = decided(&world, "approver", approval, Decision::Approve, Some(digest)).await.unwrap_err();
        let CheckoutError::Changed { digest, .. } = refusal else { panic!("another refusal") };
        let outcome = decided(&world, "approver", approval, Decision::Approve, Some(digest)).await.unwrap();
        let Decided::Placed(order) = outcome else { panic!("no order") };
        assert_eq!(order.lines[0].backordered, Quantity::pieces(20));
        assert_eq!(world.reserved("6204-2RS").await, "40");
        world.assert_sound().await;
    }
}

#[tokio::test]
async fn a_product_that_is_gone_cannot_be_approved_but_rejected() {
    for world in worlds().await {
        let (cart, approval) = waiting(&world).await;
        world.discontinue("6204-2RS").await;
        let refusal = decided(&world, "approver", approval, Decision::Approve, None).await.unwrap_err();
        let CheckoutError::Changed { digest, .. } = refusal else { panic!("another refusal") };
        let refusal = decided(&world, "approver", approval, Decision::Approve, Some(digest)).await.unwrap_err();
        assert_eq!(refusal.fields()[0].code, "not_sold");
        assert!(matches!(decided(&world, "approver", approval, Decision::Reject, None).await, Ok(Decided::Rejected)));
        let view = world.view(&world.ctx("requester"), &cart).await.unwrap();
        assert_eq!(view.cart.state, CartState::Open);
        world.assert_sound().await;
    }
}

#[tokio::test]
async fn a_rejected_cart_is_open_again_and_may_be_submitted_again() {
    for world in worlds().await {
        let (cart, approval) = waiting(&world).await;
        assert!(matches!(decided(&world, "approver", approval, Decision::Reject, None).await, Ok(Decided::Rejected)));
        let concluded = world.facts("fondaco.approval.concluded.v1").await;
        assert_eq!(concluded[0].data["comment"], "needed for the line");
        let ctx = world.ctx("requester");
        let mut tx = world.tx(&ctx).await;
        let outcome = submit(&ctx, &mut tx, &world.desk, latest(&cart), Submission::default()).await.unwrap();
        tx.commit().await.unwrap();
        let Submitted::Waiting(second) = outcome else { panic!("ordered above the limit") };
        assert_ne!(second, approval);
        let refusal = decided(&world, "approver", approval, Decision::Approve, None).await.unwrap_err();
        assert_eq!(refusal.code(), "approvals.not_found", "the cart goes with its newest request");
        assert!(matches!(decided(&world, "approver", second, Decision::Approve, None).await, Ok(Decided::Placed(_))));
        world.assert_sound().await;
    }
}

#[tokio::test]
async fn the_requester_takes_a_waiting_cart_back() {
    for world in worlds().await {
        let (cart, approval) = waiting(&world).await;
        for who in ["colleague", "neighbour", "buyer"] {
            let ctx = world.ctx(who);
            let mut tx = world.tx(&ctx).await;
            assert!(withdraw(&ctx, &mut tx, latest(&cart)).await.is_err(), "{who}");
        }
        let ctx = world.ctx("requester");
        let mut tx = world.tx(&ctx).await;
        let open = withdraw(&ctx, &mut tx, latest(&cart)).await.unwrap();
        tx.commit().await.unwrap();
        assert_eq!(open.state, CartState::Open);
        let refusal = decided(&world, "approver", approval, Decision::Approve, None).await.unwrap_err();
        assert_eq!(refusal.code(), "approvals.already_concluded");
        world.assert_sound().await;
    }
}

#[tokio::test]
async fn an_amount_that_outgrew_its_approvers_is_asked_for_again() {
    use approvals::{Policy, PolicyStep, Who};
    use kernel::{Currency, Money, Role};
    for world in worlds().await {
        let admin = world.test.ctx();
        let eur = |amount| Some(Money::parse(amount, Currency::EUR).unwrap());
        let steps = vec![
            PolicyStep { who: Who::Role(Role::Approver), up_to: eur("130") },
            PolicyStep { who: Who::Role(Role::AccountAdmin), up_to: None },
        ];
        let mut tx = world.tx(&admin).await;
        approvals::set_policy(&admin, &mut tx, "C-1", &Policy { order_limit: None, steps, version: 0 }, 0).await.unwrap();
        tx.commit().await.unwrap();
        let (_, approval) = waiting(&world).await;
        world.set_price("6204-2RS", 3_000_000).await;
        let refusal = decided(&world, "approver", approval, Decision::Approve, None).await.unwrap_err();
        let CheckoutError::Changed { digest, .. } = refusal else { panic!("another refusal") };
        let refusal = decided(&world, "approver", approval, Decision::Approve, Some(digest)).await.unwrap_err();
        assert_eq!(refusal.code(), "checkout.needs_more_approval");
    }
}
