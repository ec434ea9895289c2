//! The act that commits a cart: it becomes an order, or waits for somebody's decision; and taking it back while it waits.

use accounts::Site;
use approvals::OpenRequest;
use inventory::Partial;
use kernel::{ApprovalId, Ctx, FieldFault, Permit};
use orders::{Draft, DraftLine, GivenApproval, Order, Requester};
use serde_json::json;
use store::Tx;

use crate::access::{may_commit, may_submit};
use crate::cart::{Cart, CartLine};
use crate::desk::{Buyer, Desk, ship_to};
use crate::open::{CartRef, entry, quoted, wanted};
use crate::quote::{Quote, QuotedLine};
use crate::references::{AskedReferences, Settled, settle, still_in_use, still_to_come};
use crate::snapshot::Snapshot;
use crate::state::CartCommand;
use crate::{CheckoutError, approval, repo, seen};

/// A submission: references given here replace the cart's own.
#[derive(Debug, Clone, Default)]
pub struct Submission {
    pub references: AskedReferences,
    /// What to do when the stock is too small; what is missing follows later when nothing is said.
    pub partial: Option<Partial>,
    /// The digest of the view that was looked at. When something that decides has changed since, nothing is submitted.
    pub seen_digest: Option<String>,
}

/// What came of submitting.
#[derive(Debug, Clone)]
pub enum Submitted {
    Order(Box<Order>),
    /// Above a limit: an approver decides. Nothing is reserved yet.
    Waiting(ApprovalId),
}

/// Submits a cart. Within the limits of the person in effect and of the account it becomes an order; above them it waits.
///
/// Demands `Action::CartSubmit` on the cart's account. Fails with every field at fault, with `checkout.account_blocked`, with `checkout.changed` when what
/// the caller saw no longer holds, and with `inventory.insufficient` when the stock is too small and must not be.
pub async fn submit(
    ctx: &Ctx,
    tx: &mut Tx,
    desk: &Desk,
    seen: CartRef,
    submission: Submission,
) -> Result<Submitted, CheckoutError> {
    let named = seen.version;
    submit_seen(ctx, tx, desk, seen, submission).await.map_err(|error| error.unless_named(named))
}

async fn submit_seen(
    ctx: &Ctx,
    tx: &mut Tx,
    desk: &Desk,
    seen: CartRef,
    submission: Submission,
) -> Result<Submitted, CheckoutError> {
    let mut cart = repo::cart(tx.conn(), ctx.tenant, seen.id).await?.ok_or(CheckoutError::NotFound)?;
    let permit = may_submit(ctx, &cart)?;
    if seen.version.is_some_and(|version| version != cart.version) {
        return Err(CheckoutError::VersionMoved);
    }
    cart.state.after(CartCommand::Wait)?;
    let standing = may_commit(tx.conn(), ctx, cart.account).await?;
    let buyer = desk.buyer(ctx, cart.account)?;
    let lines = repo::lines(tx.conn(), ctx.tenant, cart.id).await?;
    let site = settled(ctx, &buyer, (&mut cart, &lines), &submission.references)?;
    let quote = quoted(ctx, desk, &buyer, &cart, &lines);
    check(&lines, &quote)?;
    let partial = submission.partial.unwrap_or(Partial::Backorder);
    let snapshot = quote.snapshot(ctx, Some(&site), partial);
    as_seen(submission.seen_digest.as_deref(), &lines, &snapshot)?;
    let net = quote.totals.as_ref().map(|totals| totals.net).ok_or(CheckoutError::Empty)?;
    let needed = approvals::needed(tx.conn(), ctx, cart.account, net, standing.limit).await?;
    let Some(needed) = needed else {
        let order =
            place(ctx, tx, desk, Placing { cart: &mut cart, buyer, site, lines, quote, partial, approval: None }, permit).await?;
        return Ok(Submitted::Order(Box::new(order)));
    };
    let summary = json!({"cart_name": cart.name, "references": cart.references, "submitted": snapshot});
    let ask = OpenRequest {
        subject_kind: approval::SUBJECT,
        subject_id: cart.id.to_string(),
        account: cart.account,
        amount: net,
        needed,
        summary,
    };
    let id = approvals::open(ctx, tx, ask, permit).await?;
    cart.state = cart.state.after(CartCommand::Wait)?;
    cart.approval = Some(id);
    cart.submitted = Some(Box::new(snapshot));
    repo::save(tx.conn(), ctx.tenant, &mut cart, ctx.now).await?;
    tx.audit(entry("checkout.submit", &cart).with(json!({"approval": id, "net": net})));
    Ok(Submitted::Waiting(id))
}

/// Takes a waiting cart back: it is open again. The requester does, or who submitted on their behalf.
pub async fn withdraw(ctx: &Ctx, tx: &mut Tx, seen: CartRef) -> Result<Cart, CheckoutError> {
    let mut cart = repo::cart(tx.conn(), ctx.tenant, seen.id).await?.ok_or(CheckoutError::NotFound)?;
    may_submit(ctx, &cart)?;
    if seen.version.is_some_and(|version| version != cart.version) {
        return Err(CheckoutError::VersionMoved);
    }
    let state = cart.state.after(CartCommand::Reopen)?;
    let approval = cart.approval.ok_or(CheckoutError::NotFound)?;
    approvals::withdraw(ctx, tx, approval).await?;
    cart.state = state;
    repo::save(tx.conn(), ctx.tenant, &mut cart, ctx.now).await?;
    tx.audit(entry("checkout.withdraw", &cart).with(json!({"approval": approval})));
    Ok(cart)
}

/// All that an order is made of.
pub(crate) struct Placing<'a> {
    pub cart: &'a mut Cart,
    pub buyer: Buyer,
    pub site: Site,
    pub lines: Vec<CartLine>,
    pub quote: Quote,
    pub partial: Partial,
    pub approval: Option<GivenApproval>,
}

/// Places the order of a cart and closes the cart.
pub(crate) async fn place(
    ctx: &Ctx,
    tx: &mut Tx,
    desk: &Desk,
    placing: Placing<'_>,
    permit: Permit,
) -> Result<Order, CheckoutError> {
    let Placing { cart, buyer, site, lines, quote, partial, approval } = placing;
    let totals = quote.totals.ok_or(CheckoutError::Empty)?;
    let mut draft_lines = Vec::with_capacity(lines.len());
    for (line, quoted) in lines.into_iter().zip(quote.lines) {
        let customer_sku = desk.catalogue.customer_sku(ctx.tenant, cart.account, line.product).map(|code| code.to_string());
        draft_lines.push(DraftLine { cost_centre: line.cost_centre, note: line.note, customer_sku, ..draft_line(ctx, quoted)? });
    }
    let draft = Draft {
        account: buyer.snapshot(),
        external_id: None,
        requester: Requester { user: cart.owner, name: cart.owner_name.clone() },
        references: cart.references.clone(),
        ship_to: ship_to(&site),
        lines: draft_lines,
        totals,
        partial,
        price_book_version: quote.price_book_version,
        cart: Some(cart.id),
        approval,
    };
    let order = orders::place(ctx, tx, &desk.numbers, draft, permit).await?.order;
    cart.state = cart.state.after(CartCommand::Order)?;
    cart.order = Some(order.id);
    cart.order_number = Some(order.number.clone());
    repo::save(tx.conn(), ctx.tenant, cart, ctx.now).await?;
    tx.audit(entry("checkout.order", cart).with(json!({"order": order.number})));
    Ok(order)
}

/// A line of an order from a line that has a price. The caller adds what only it knows.
pub(crate) fn draft_line(ctx: &Ctx, line: QuotedLine) -> Result<DraftLine, CheckoutError> {
    let (Some(product), Some(price)) = (line.product, line.price) else { return Err(CheckoutError::Empty) };
    Ok(DraftLine {
        product: product.id,
        sku: product.sku.to_string(),
        name: product.name(ctx.locale).to_owned(),
        customer_sku: None,
        quantity: line.quantity,
        unit_price: price.unit_price,
        list_price: price.list_price,
        line_total: price.line_total,
        tax_category: price.tax_category,
        tax_rate: price.tax_rate,
        price_source: price.source,
        cost_centre: None,
        note: None,
    })
}

/// The faults of lines that cannot be ordered, by their place.
pub(crate) fn line_faults(quote: &Quote) -> Vec<FieldFault> {
    let faulty = quote.lines.iter().enumerate().filter_map(|(place, line)| line.problem.map(|problem| (place, problem)));
    faulty.map(|(place, problem)| FieldFault::new(format!("lines[{place}]"), problem.code(), problem.message())).collect()
}

fn check(lines: &[CartLine], quote: &Quote) -> Result<(), CheckoutError> {
    if lines.is_empty() {
        return Err(CheckoutError::Empty);
    }
    let faults = line_faults(quote);
    if !faults.is_empty() {
        return Err(CheckoutError::Invalid(faults));
    }
    Ok(())
}

/// What is submitted is what was seen; else the caller is told what is another now.
fn as_seen(seen_digest: Option<&str>, lines: &[CartLine], now: &Snapshot) -> Result<(), CheckoutError> {
    match seen_digest {
        Some(seen) if !seen::agree(seen, &now.digest) => {
            Err(CheckoutError::Changed { changes: seen::changes_since(seen, &wanted(lines), now), digest: now.digest.clone() })
        }
        _ => Ok(()),
    }
}

/// Lays the submission's references over the cart's own; every fault at once.
fn settled(
    ctx: &Ctx,
    buyer: &Buyer,
    (cart, lines): (&mut Cart, &[CartLine]),
    asked: &AskedReferences,
) -> Result<Site, CheckoutError> {
    let mut faults = Vec::new();
    let was = Settled { references: cart.references.clone(), site: cart.site.and_then(|site| buyer.card.site_by_id(site)) };
    let settled = settle(ctx, &buyer.card, was, asked, &mut faults);
    still_in_use(&buyer.card, &settled.references, lines, &mut faults);
    still_to_come(ctx, &settled.references, &mut faults);
    match settled.site {
        Some(site) if faults.is_empty() => {
            cart.references = settled.references;
            cart.site = Some(site.id);
            Ok(site.clone())
        }
        _ => Err(CheckoutError::Invalid(faults)),
    }
}
