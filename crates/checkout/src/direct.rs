//! Orders that a customer's system places at once: checked as a whole, every fault named, then priced and placed.

use std::sync::Arc;

use catalog::{Product, normalised};
use inventory::Partial;
use kernel::{AccountId, Action, Ctx, FieldFault, Money, Permit, Quantity, Scope, UnitPrice};
use orders::{Draft, DraftLine, Order, Placed, References, Requester};
use sea_orm::ConnectionTrait;
use store::Tx;

use crate::access::may_commit;
use crate::desk::{Buyer, Desk, ship_to};
use crate::error::PriceMismatch;
use crate::lines::MOST_LINES;
use crate::open::person_name;
use crate::quote::{Quote, Wanted, quote};
use crate::references::{AskedReferences, Settled, settle, still_in_use};
use crate::submit::{draft_line, line_faults};
use crate::{CheckoutError, approval};

/// An order as a customer's system posts it.
#[derive(Debug, Clone)]
pub struct DirectOrder {
    /// The system's own id, unique per client: a repeat gives the order made before. At most 100 characters.
    pub external_id: Option<String>,
    /// Absent: the caller's own account, or the one acted for.
    pub account: Option<AccountId>,
    pub references: AskedReferences,
    /// 1 to [`MOST_LINES`].
    pub lines: Vec<DirectLine>,
    pub partial: Partial,
}

/// A line of a direct order: by SKU or by the customer's own code.
#[derive(Debug, Clone)]
pub struct DirectLine {
    pub sku: Option<String>,
    pub customer_sku: Option<String>,
    /// In the product's unit or one that converts to it exactly; a quantity that can be sold, since nothing is rounded.
    pub quantity: Quantity,
    /// When given and not the price now, the order is refused with both.
    pub expected_unit_price: Option<UnitPrice>,
}

/// A direct order before it is placed.
pub enum Prepared {
    /// It was placed before, under the same external id.
    Before(Box<Order>),
    /// As it would be placed now.
    Now(Box<Draft>, Permit),
}

/// Checks and prices a direct order; writes and locks nothing, so that orders do this side by side, and only
/// [`place_direct`] waits for others. Demands `Action::OrderPlace` on the account.
///
/// An external id used before by this caller gives that order, whatever else the request says. All faults of fields are
/// named together; prices other than expected fail with `checkout.price_changed`. What exceeds a limit fails with
/// `checkout.approval_needed`: nobody can be asked to decide on it, as on a cart
/// (docs/decisions/0103-direct-orders-and-limits.md).
pub async fn prepare_direct(
    ctx: &Ctx,
    conn: &impl ConnectionTrait,
    desk: &Desk,
    order: &DirectOrder,
) -> Result<Prepared, CheckoutError> {
    let account = order
        .account
        .or(ctx.account())
        .ok_or_else(|| CheckoutError::field("account", "empty", "name the account that orders: this client belongs to none"))?;
    let permit = ctx.permit(Action::OrderPlace, Scope::Account(account))?;
    let external_id = external_id(order.external_id.as_deref())?;
    match draft(ctx, conn, desk, account, order).await {
        Ok(draft) => Ok(Prepared::Now(Box::new(Draft { external_id, ..draft }), permit)),
        // What cannot be ordered any more may have been ordered before.
        Err(refusal) => {
            let Some(external_id) = external_id else { return Err(refusal) };
            let before = orders::placed_before(ctx, conn, account, &external_id).await?;
            before.map(|order| Prepared::Before(Box::new(order))).ok_or(refusal)
        }
    }
}

/// Places what was prepared, if who orders still may. Fails with `inventory.insufficient` when there is too little stock, unless backorders are
/// taken.
pub async fn place_direct(ctx: &Ctx, tx: &mut Tx, desk: &Desk, prepared: Prepared) -> Result<Placed, CheckoutError> {
    let placed = match prepared {
        Prepared::Before(order) => Placed { order: *order, repeated: true },
        // A repeat is told by the unique constraint, so that new orders need not look for one first.
        Prepared::Now(draft, permit) => {
            // The transaction may have waited for the one that blocks the account or lowers the limit.
            let standing = may_commit(tx.conn(), ctx, draft.account.id).await?;
            within_limits(ctx, tx.conn(), draft.account.id, (draft.totals.net, standing.limit)).await?;
            orders::place(ctx, tx, &desk.numbers, *draft, permit).await?
        }
    };
    if placed.repeated {
        tx.needs_no_audit();
    }
    Ok(placed)
}

/// The order as it would be placed now; every fault at once.
async fn draft(
    ctx: &Ctx,
    conn: &impl ConnectionTrait,
    desk: &Desk,
    account: AccountId,
    order: &DirectOrder,
) -> Result<Draft, CheckoutError> {
    let buyer = desk.buyer(ctx, account)?;
    let standing = may_commit(conn, ctx, account).await?;
    let mut faults = Vec::new();
    // What holds when the request says nothing: the client's own cost centre.
    let default = References { cost_centre: standing.default_cost_centre, ..References::default() };
    let was =
        Settled { references: if order.references.cost_centre.is_some() { References::default() } else { default }, site: None };
    let settled = settle(ctx, &buyer.card, was, &order.references, &mut faults);
    still_in_use(&buyer.card, &settled.references, &[], &mut faults);
    let products = products(ctx, desk, &buyer, &order.lines, &mut faults);
    let (Some(site), true) = (settled.site, faults.is_empty()) else { return Err(CheckoutError::Invalid(faults)) };
    let wanted: Vec<Wanted> =
        products.iter().map(|(product, quantity)| Wanted { product: product.id, quantity: *quantity }).collect();
    let quote = quote(ctx, desk, &buyer, Some(site), &wanted);
    let faults = line_faults(&quote);
    if !faults.is_empty() {
        return Err(CheckoutError::Invalid(faults));
    }
    expected_prices(&order.lines, &quote)?;
    let totals = quote.totals.clone().ok_or(CheckoutError::Empty)?;
    within_limits(ctx, conn, account, (totals.net, standing.limit)).await?;
    Ok(Draft {
        account: buyer.snapshot(),
        external_id: None,
        requester: Requester { user: ctx.person(), name: person_name(ctx, conn).await? },
        references: settled.references,
        ship_to: ship_to(site),
        totals,
        price_book_version: quote.price_book_version,
        lines: draft_lines(ctx, desk, &buyer, quote)?,
        partial: order.partial,
        cart: None,
        approval: None,
    })
}

/// What somebody must decide on is not placed at once.
async fn within_limits(
    ctx: &Ctx,
    conn: &impl ConnectionTrait,
    account: AccountId,
    (net, limit): (Money, Option<Money>),
) -> Result<(), CheckoutError> {
    if !approval::holds(ctx) {
        return Ok(());
    }
    match approvals::needed(conn, ctx, account, net, limit).await? {
        None => Ok(()),
        Some(needed) => Err(CheckoutError::ApprovalNeeded { reason: needed.reason, net }),
    }
}

fn external_id(text: Option<&str>) -> Result<Option<String>, CheckoutError> {
    match text {
        None => Ok(None),
        Some(text) => {
            let text = kernel::line(text, 100).map_err(|error| CheckoutError::Invalid(vec![error.at("external_id")]))?;
            Ok(Some(text))
        }
    }
}

/// The products and quantities of the lines; meaningful only when no fault was found.
fn products(
    ctx: &Ctx,
    desk: &Desk,
    buyer: &Buyer,
    lines: &[DirectLine],
    faults: &mut Vec<FieldFault>,
) -> Vec<(Arc<Product>, Quantity)> {
    if lines.is_empty() || lines.len() > MOST_LINES {
        faults.push(FieldFault::new("lines", "wrong_number", format!("1 to {MOST_LINES} lines")));
        return Vec::new();
    }
    let mut found = Vec::with_capacity(lines.len());
    for (place, line) in lines.iter().enumerate() {
        let outcome = product(ctx, desk, buyer, line).and_then(|product| {
            let quantity = quantity(&product, line.quantity)?;
            Ok((product, quantity))
        });
        match outcome {
            Ok(line) => found.push(line),
            Err(LineFault { field, code, message }) => {
                faults.push(FieldFault::new(format!("lines[{place}].{field}"), code, message));
            }
        }
    }
    found
}

/// A fault of one line.
struct LineFault {
    field: &'static str,
    code: &'static str,
    message: String,
}

fn fault(field: &'static str, code: &'static str, message: impl Into<String>) -> LineFault {
    LineFault { field, code, message: message.into() }
}

fn product(ctx: &Ctx, desk: &Desk, buyer: &Buyer, line: &DirectLine) -> Result<Arc<Product>, LineFault> {
    let (field, product) = match (&line.sku, &line.customer_sku) {
        (Some(sku), None) => ("sku", desk.catalogue.by_sku(ctx.tenant, sku.trim())),
        (None, Some(code)) => ("customer_sku", by_customer_sku(ctx, desk, buyer, code)),
        (None, None) => return Err(fault("sku", "empty", "name the product by sku or customer_sku")),
        (Some(_), Some(_)) => {
            return Err(fault("customer_sku", "one_too_many", "name the product by sku or customer_sku, not by both"));
        }
    };
    let product = product.ok_or_else(|| fault(field, "unknown", "no product has this code"))?;
    if product.is_sold() {
        return Ok(product);
    }
    let successor = product.successor.and_then(|id| desk.catalogue.product(ctx.tenant, id));
    let message = match successor {
        Some(successor) => format!("this product is not sold any more; {} takes its place", successor.sku),
        None => "this product is not sold any more".to_owned(),
    };
    Err(fault(field, "not_sold", message))
}

/// By the account's own part number, and by nothing else that reads the same.
fn by_customer_sku(ctx: &Ctx, desk: &Desk, buyer: &Buyer, code: &str) -> Option<Arc<Product>> {
    let product = desk.catalogue.resolve(ctx.tenant, Some(buyer.account()), code)?;
    let own = desk.catalogue.customer_sku(ctx.tenant, buyer.account(), product.id)?;
    (normalised(&own) == normalised(code)).then_some(product)
}

/// In the product's unit, exactly, and as it is sold: a system is told rather than sent more than it asked for.
fn quantity(product: &Product, asked: Quantity) -> Result<Quantity, LineFault> {
    let unit = product.unit();
    let other_unit =
        |_| fault("quantity", "other_unit", format!("the product is sold by {unit}, or what converts to it exactly"));
    let quantity = asked.exactly_in(unit).map_err(other_unit)?;
    if !quantity.is_positive() {
        return Err(fault("quantity", "not_positive", "must be greater than zero"));
    }
    if product.packaging.allows(quantity) {
        return Ok(quantity);
    }
    let (minimum, step) = (product.packaging.minimum(), product.packaging.step());
    if quantity.is_broken() && quantity.is_multiple_of(step) {
        return Err(fault("quantity", "not_whole", format!("must be a whole number: {unit} is counted, not measured")));
    }
    let next = quantity.rounded_up(minimum, step).map_or_else(|_| minimum.to_string(), |next| next.to_string());
    Err(fault("quantity", "not_a_step", format!("sold from {minimum} in steps of {step}; the next quantity is {next}")))
}

fn expected_prices(lines: &[DirectLine], quote: &Quote) -> Result<(), CheckoutError> {
    let mut mismatches = Vec::new();
    for (place, (line, quoted)) in lines.iter().zip(&quote.lines).enumerate() {
        if let (Some(expected), Some(price), Some(product)) = (line.expected_unit_price, &quoted.price, &quoted.product)
            && expected != price.unit_price
        {
            mismatches.push(PriceMismatch { place, sku: product.sku.to_string(), expected, actual: price.unit_price });
        }
    }
    if mismatches.is_empty() { Ok(()) } else { Err(CheckoutError::PriceChanged(mismatches)) }
}

fn draft_lines(ctx: &Ctx, desk: &Desk, buyer: &Buyer, quote: Quote) -> Result<Vec<DraftLine>, CheckoutError> {
    let mut lines = Vec::with_capacity(quote.lines.len());
    for line in quote.lines {
        let line = draft_line(ctx, line)?;
        let customer_sku = desk.catalogue.customer_sku(ctx.tenant, buyer.account(), line.product).map(|code| code.to_string());
        lines.push(DraftLine { customer_sku, ..line });
    }
    Ok(lines)
}
