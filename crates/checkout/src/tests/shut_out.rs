//! Blocked accounts, disabled people and cost centres out of use: nothing is committed, from the moment of the commit that
//! shut them out, whatever the read models of this process still say.

use accounts::{AccountDetails, AccountState, CostCentreDetails, Home, disable_member, update_account, update_cost_centre};
use approvals::Decision;
use kernel::{ActingFor, ApprovalId, Ctx, Currency, ErrorKind, Fault};

use super::world::{World, latest, worlds};
use crate::{AskedReferences, Cart, CheckoutError, Decided, DecisionAsk, Submission, Submitted, decide, submit};

async fn set_state(world: &World, state: AccountState) {
    let ctx = world.test.ctx();
    let details = AccountDetails { state, ..AccountDetails::new("C-1", "Officine Rossi", "IT", Currency::EUR) };
    let mut tx = world.tx(&ctx).await;
    let seen = accounts::account_by_id(&ctx, tx.conn(), world.rossi).await.unwrap().version;
    update_account(&ctx, &mut tx, "C-1", &details, seen).await.unwrap();
    tx.commit().await.unwrap();
}

async fn disable(world: &World, who: &Ctx) {
    let (ctx, user) = (world.test.ctx(), who.person().unwrap());
    let mut tx = world.tx(&ctx).await;
    let seen = accounts::person(tx.conn(), &ctx, user).await.unwrap().unwrap().version;
    disable_member(&ctx, &mut tx, (Home::Account("C-1"), user), seen).await.unwrap();
    tx.commit().await.unwrap();
}

async fn submitted(world: &World, ctx: &Ctx, cart: &Cart) -> Result<Submitted, CheckoutError> {
    let mut tx = world.tx(ctx).await;
    let outcome = submit(ctx, &mut tx, &world.desk, latest(cart), Submission::default()).await?;
    tx.commit().await.unwrap();
    Ok(outcome)
}

async fn decided(world: &World, ctx: &Ctx, approval: ApprovalId, decision: Decision) -> Result<Decided, CheckoutError> {
    let mut tx = world.tx(ctx).await;
    let ask = DecisionAsk { decision, comment: Some("see mail".to_owned()), seen_digest: None };
    let outcome = decide(ctx, &mut tx, &world.desk, approval, ask).await?;
    tx.commit().await.unwrap();
    Ok(outcome)
}

/// A cart above the requester's limit, waiting.
async fn waiting(world: &World) -> ApprovalId {
    let ctx = world.ctx("requester");
    let cart = world.cart(&ctx, &[("6204-2RS", "60")]).await;
    let Ok(Submitted::Waiting(approval)) = submitted(world, &ctx, &cart).await else { panic!("ordered above the limit") };
    approval
}

#[tokio::test]
async fn a_blocked_account_submits_nothing_until_it_is_let_go() {
    for world in worlds().await {
        let ctx = world.ctx("buyer");
        let cart = world.cart(&ctx, &[("6204-2RS", "5")]).await;
        set_state(&world, AccountState::Blocked).await;
        let refusal = submitted(&world, &ctx, &cart).await.unwrap_err();
        assert_eq!((refusal.kind(), refusal.code()), (ErrorKind::Conflict, "checkout.account_blocked"));
        assert!(refusal.to_string().contains("ask the seller"), "{refusal}");
        assert_eq!(world.view(&ctx, &cart).await.unwrap().lines.len(), 1, "it still sees what it has");
        set_state(&world, AccountState::Active).await;
        assert!(matches!(submitted(&world, &ctx, &cart).await, Ok(Submitted::Order(_))));
        world.assert_sound().await;
    }
}

#[tokio::test]
async fn an_account_blocked_while_its_cart_waits_gets_no_order_and_may_be_told_no() {
    for world in worlds().await {
        let approval = waiting(&world).await;
        let approver = world.ctx("approver");
        set_state(&world, AccountState::Blocked).await;
        let refusal = decided(&world, &approver, approval, Decision::Approve).await.unwrap_err();
        assert_eq!(refusal.code(), "checkout.account_blocked");
        assert_eq!(world.reserved("6204-2RS").await, "0");
        assert!(matches!(decided(&world, &approver, approval, Decision::Reject).await, Ok(Decided::Rejected)));
        world.assert_sound().await;
    }
}

#[tokio::test]
async fn whoever_was_disabled_a_moment_ago_commits_to_nothing() {
    for world in worlds().await {
        let (ctx, approver) = (world.ctx("buyer"), world.ctx("approver"));
        let cart = world.cart(&ctx, &[("6204-2RS", "5")]).await;
        let approval = waiting(&world).await;
        disable(&world, &ctx).await;
        let refusal = submitted(&world, &ctx, &cart).await.unwrap_err();
        assert_eq!(refusal.kind(), ErrorKind::Unauthenticated, "as their next request will be told");
        let mut rep = world.test.ctx();
        rep.actor.acting_for = Some(ActingFor { account: world.rossi, user: ctx.person() });
        let refusal = submitted(&world, &rep, &cart).await.unwrap_err();
        assert_eq!((refusal.kind(), refusal.code()), (ErrorKind::Conflict, "checkout.person_disabled"));
        disable(&world, &approver).await;
        for decision in [Decision::Approve, Decision::Reject] {
            let refusal = decided(&world, &approver, approval, decision).await.unwrap_err();
            assert_eq!(refusal.kind(), ErrorKind::Unauthenticated);
        }
        world.assert_sound().await;
    }
}

#[tokio::test]
async fn a_cost_centre_out_of_use_is_charged_no_more() {
    for world in worlds().await {
        let ctx = world.ctx("buyer");
        let mut tx = world.tx(&ctx).await;
        let cart = world.cart_in(&ctx, &mut tx, &[("6204-2RS", "5")]).await;
        let references = AskedReferences { cost_centre: Some("MAN".to_owned()), ..AskedReferences::default() };
        let change = crate::CartChange { name: None, references };
        crate::change_cart(&ctx, &mut tx, &world.desk, latest(&cart), change).await.unwrap();
        tx.commit().await.unwrap();
        let seller = world.test.ctx();
        let details = CostCentreDetails { code: "MAN".to_owned(), name: "Maintenance".to_owned(), active: false };
        let mut tx = world.tx(&seller).await;
        update_cost_centre(&seller, &mut tx, ("C-1", "MAN"), &details, 1).await.unwrap();
        tx.commit().await.unwrap();
        world.desk.directory.load(&world.test.store, world.test.tenant).await.unwrap();
        let faults = submitted(&world, &ctx, &cart).await.unwrap_err().fields();
        assert_eq!((faults[0].field.as_str(), faults[0].code), ("cost_centre", "inactive"));
        let references = AskedReferences { cost_centre: Some("PRO".to_owned()), ..AskedReferences::default() };
        let mut tx = world.tx(&ctx).await;
        let submission = Submission { references, ..Submission::default() };
        submit(&ctx, &mut tx, &world.desk, latest(&cart), submission).await.unwrap();
    }
}

#[tokio::test]
async fn a_day_that_has_passed_is_asked_for_no_more() {
    for world in worlds().await {
        let ctx = world.ctx("buyer");
        let mut tx = world.tx(&ctx).await;
        let cart = world.cart_in(&ctx, &mut tx, &[("6204-2RS", "5")]).await;
        let tomorrow = ctx.now.plus_seconds(24 * 3600).date_in("UTC");
        let references = AskedReferences { requested_date: Some(tomorrow), ..AskedReferences::default() };
        let change = crate::CartChange { name: None, references };
        crate::change_cart(&ctx, &mut tx, &world.desk, latest(&cart), change).await.unwrap();
        tx.commit().await.unwrap();
        world.test.clock.advance_seconds(4 * 24 * 3600);
        let ctx = world.ctx("buyer");
        let faults = submitted(&world, &ctx, &cart).await.unwrap_err().fields();
        let named: Vec<(&str, &str)> = faults.iter().map(|fault| (fault.field.as_str(), fault.code)).collect();
        assert_eq!(named, [("requested_date", "past")]);
        let next_week = ctx.now.plus_seconds(7 * 24 * 3600).date_in("UTC");
        for (date, wanted) in [(tomorrow, false), (next_week, true)] {
            let references = AskedReferences { requested_date: Some(date), ..AskedReferences::default() };
            let mut tx = world.tx(&ctx).await;
            let submission = Submission { references, ..Submission::default() };
            match submit(&ctx, &mut tx, &world.desk, latest(&cart), submission).await {
                Ok(_) => assert!(wanted, "{date}"),
                Err(refusal) => assert_eq!((refusal.fields().len(), wanted), (1, false), "{date}: told once"),
            }
        }
    }
}
