//! The decision on a waiting cart: prices and stock are checked again, a change is shown before anybody agrees to it, and
//! the last yes places the order in the same transaction. See docs/decisions/0006-approval-recheck.md.

use accounts::AccountState;
use approvals::{ApprovalsError, Decision, Outcome, Verdict};
use kernel::{Action, ActorKind, ApprovalId, Ctx, Denied, Permit, Scope};
use orders::{GivenApproval, Order};
use sea_orm::ConnectionTrait;
use serde_json::json;
use store::Tx;

use crate::access::still_there;
use crate::cart::Cart;
use crate::desk::Desk;
use crate::open::{entry, quoted, shown, site_of};
use crate::quote::Quote;
use crate::references::still_in_use;
use crate::snapshot::{Change, Snapshot, changes};
use crate::state::{CartCommand, CartState};
use crate::submit::{Placing, line_faults, place};
use crate::view::CartView;
use crate::{CheckoutError, repo, seen};

/// A decision on an approval request.
#[derive(Debug, Clone)]
pub struct DecisionAsk {
    pub decision: Decision,
    /// For the requester; at most 1,000 characters.
    pub comment: Option<String>,
    /// The digest of what the approver saw; what was submitted, when absent.
    pub seen_digest: Option<String>,
}

/// What came of a decision.
#[derive(Debug, Clone)]
pub enum Decided {
    /// The last approver said yes: the order is placed.
    Placed(Box<Order>),
    /// The next approver is asked.
    Advanced,
    /// The cart is open again.
    Rejected,
}

/// A waiting cart as it stands now, beside what was submitted.
#[derive(Debug, Clone)]
pub struct Recheck {
    pub cart: CartView,
    pub submitted: Snapshot,
    /// Empty when all is as it was submitted.
    pub changes: Vec<Change>,
    /// Send it back as `seen_digest`.
    pub digest: String,
}

/// What an approver needs to decide: the cart with today's prices and stock, and what has changed since it was submitted.
/// Demands `Action::ApprovalRead` on the account.
pub async fn recheck(
    conn: &impl ConnectionTrait,
    ctx: &Ctx,
    desk: &Desk,
    approval: ApprovalId,
) -> Result<Recheck, CheckoutError> {
    let (cart, _) = cart_of(conn, ctx, approval, Action::ApprovalRead).await?;
    // Whose request one may not see, their cart one may not see.
    approvals::get(ctx, conn, approval).await?;
    let submitted = cart.submitted.as_deref().cloned().ok_or(CheckoutError::NotFound)?;
    let lines = repo::lines(conn, ctx.tenant, cart.id).await?;
    let buyer = desk.buyer(ctx, cart.account)?;
    let now = quoted(ctx, desk, &buyer, &cart, &lines).snapshot(ctx, site_of(&buyer.card, &cart), submitted.partial);
    // What became an order is as it was ordered, whatever prices do later.
    let changes = if cart.state == CartState::Waiting { changes(&submitted, &now) } else { Vec::new() };
    let cart = shown(conn, ctx, desk, cart, lines).await?;
    Ok(Recheck { cart, submitted, changes, digest: now.digest })
}

/// Decides on a request whose subject is a cart. Demands `Action::ApprovalDecide` on the account; never by the requester,
/// the cart's owner or who submitted it.
///
/// A yes is refused with `checkout.changed` and the changes when prices, taxes or shortages are not those that the approver
/// saw; with the new digest it goes through. It is refused with `checkout.account_blocked` when the account was blocked
/// meanwhile; a no is always taken. Nothing is reserved before the last yes.
pub async fn decide(
    ctx: &Ctx,
    tx: &mut Tx,
    desk: &Desk,
    approval: ApprovalId,
    ask: DecisionAsk,
) -> Result<Decided, CheckoutError> {
    let (mut cart, permit) = cart_of(tx.conn(), ctx, approval, Action::ApprovalDecide).await?;
    if is_owner(ctx, &cart) {
        return Err(ApprovalsError::OwnRequest.into());
    }
    if cart.state != CartState::Waiting || cart.approval != Some(approval) {
        return Err(ApprovalsError::AlreadyConcluded.into());
    }
    let account = still_there(tx.conn(), ctx, cart.account).await?.account;
    let verdict = Verdict { decision: ask.decision, comment: ask.comment.clone() };
    match ask.decision {
        Decision::Reject => {
            approvals::decide(ctx, tx, approval, verdict, permit).await?;
            reopen(ctx, tx, &mut cart).await.map_err(|error| error.unless_named(None))?;
            Ok(Decided::Rejected)
        }
        // A request that cannot become an order may still be rejected.
        Decision::Approve if account == AccountState::Blocked => Err(CheckoutError::AccountBlocked),
        Decision::Approve => {
            let decided = approve(ctx, tx, desk, (cart, approval), (verdict, ask.seen_digest, permit)).await;
            decided.map_err(|error| error.unless_named(None))
        }
    }
}

async fn approve(
    ctx: &Ctx,
    tx: &mut Tx,
    desk: &Desk,
    (mut cart, approval): (Cart, ApprovalId),
    (verdict, seen_digest, permit): (Verdict, Option<String>, Permit),
) -> Result<Decided, CheckoutError> {
    let submitted = cart.submitted.as_deref().cloned().ok_or(CheckoutError::NotFound)?;
    let buyer = desk.buyer(ctx, cart.account)?;
    let lines = repo::lines(tx.conn(), ctx.tenant, cart.id).await?;
    let mut faults = Vec::new();
    still_in_use(&buyer.card, &cart.references, &lines, &mut faults);
    if !faults.is_empty() {
        return Err(CheckoutError::Invalid(faults));
    }
    let site = site_of(&buyer.card, &cart).cloned().ok_or_else(|| {
        CheckoutError::field("ship_to", "gone", "the site that the goods should go to is gone; reject, so that another is chosen")
    })?;
    let quote = quoted(ctx, desk, &buyer, &cart, &lines);
    let now = quote.snapshot(ctx, Some(&site), submitted.partial);
    let known = seen_digest.as_deref().unwrap_or(&submitted.digest);
    if !seen::agree(&now.digest, known) {
        return Err(CheckoutError::Changed { changes: changes(&submitted, &now), digest: now.digest });
    }
    if quote.has_problems() {
        return Err(CheckoutError::Invalid(line_faults(&quote)));
    }
    within_what_was_asked(ctx, tx, approval, &quote).await?;
    let comment = verdict.comment.clone();
    let (outcome, _) = approvals::decide(ctx, tx, approval, verdict, permit).await?;
    match outcome {
        Outcome::Approved => {
            let approver = crate::open::person_name(ctx, tx.conn()).await?;
            let given = GivenApproval { id: approval, approver, comment };
            let partial = submitted.partial;
            let placing = Placing { cart: &mut cart, buyer, site, lines, quote, partial, approval: Some(given) };
            let order = place(ctx, tx, desk, placing, permit).await?;
            approvals::became(ctx, tx, approval, &order.number).await?;
            Ok(Decided::Placed(Box::new(order)))
        }
        Outcome::Advanced => {
            // What this approver agreed to is what the next one compares with.
            cart.submitted = Some(Box::new(now));
            repo::save(tx.conn(), ctx.tenant, &mut cart, ctx.now).await?;
            Ok(Decided::Advanced)
        }
        Outcome::Rejected => {
            reopen(ctx, tx, &mut cart).await?;
            Ok(Decided::Rejected)
        }
    }
}

/// An amount that has grown past what the request's last step may decide alone needs others than those who were asked.
async fn within_what_was_asked(ctx: &Ctx, tx: &Tx, approval: ApprovalId, quote: &Quote) -> Result<(), CheckoutError> {
    let net = quote.totals.as_ref().map(|totals| totals.net).ok_or(CheckoutError::Empty)?;
    let request = approvals::find(tx.conn(), ctx, approval).await?.ok_or(CheckoutError::NotFound)?;
    match request.steps.last().and_then(|step| step.up_to) {
        Some(up_to) if net.exceeds(request.amount)? && net.exceeds(up_to)? => Err(CheckoutError::NeedsMoreApproval),
        _ => Ok(()),
    }
}

async fn reopen(ctx: &Ctx, tx: &mut Tx, cart: &mut Cart) -> Result<(), CheckoutError> {
    cart.state = cart.state.after(CartCommand::Reopen)?;
    repo::save(tx.conn(), ctx.tenant, cart, ctx.now).await?;
    tx.audit(entry("checkout.reopen", cart).with(json!({"approval": cart.approval})));
    Ok(())
}

/// The cart behind a request, when the caller may do this in its account.
async fn cart_of(
    conn: &impl ConnectionTrait,
    ctx: &Ctx,
    approval: ApprovalId,
    action: Action,
) -> Result<(Cart, Permit), CheckoutError> {
    let cart = repo::cart_of_approval(conn, ctx.tenant, approval).await?;
    let Some(cart) = cart else { return Err(ApprovalsError::NotFound.into()) };
    match ctx.permit(action, Scope::Account(cart.account)) {
        Ok(permit) => Ok((cart, permit)),
        Err(Denied::Secret) => Err(ApprovalsError::NotFound.into()),
        Err(denied) => Err(denied.into()),
    }
}

fn is_owner(ctx: &Ctx, cart: &Cart) -> bool {
    let Some(owner) = cart.owner else { return false };
    ctx.person() == Some(owner) || ctx.actor.kind == ActorKind::Person(owner)
}
