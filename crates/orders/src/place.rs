//! The act that commits: a draft becomes an order, with its stock, in the caller's transaction.

use inventory::{InventoryError, Partial, ReserveAsk, Shortage};
use kernel::{
    AccountId, Action, ActorKind, ApprovalId, CartId, Ctx, Denied, Money, OrderId, OrderLineId, Percent, Permit, ProductId,
    Quantity, Scope, UnitPrice, UserId, Version,
};
use sea_orm::ConnectionTrait;
use serde_json::json;
use store::{AuditEntry, StoreError, Tx};
use uuid::Uuid;

use crate::error::ShortLine;
use crate::model::{Order, OrderAccount, OrderLine, OrderTotals, References, ShipTo, TimelineEntry, TimelineKind};
use crate::repo::{self, Origin, Provenance};
use crate::state::OrderState;
use crate::{Numbers, OrderError, events};

/// An order about to be placed. Prices, names and addresses are final: nothing is looked up again.
#[derive(Debug, Clone)]
pub struct Draft {
    pub account: OrderAccount,
    pub external_id: Option<String>,
    pub requester: Requester,
    pub references: References,
    pub ship_to: ShipTo,
    pub lines: Vec<DraftLine>,
    pub totals: OrderTotals,
    pub partial: Partial,
    pub price_book_version: Version,
    /// The cart it came from.
    pub cart: Option<CartId>,
    /// The approval that allowed it.
    pub approval: Option<GivenApproval>,
}

/// Who asked for the goods.
#[derive(Debug, Clone)]
pub struct Requester {
    pub user: Option<UserId>,
    pub name: String,
}

/// The approval behind an order, for its timeline.
#[derive(Debug, Clone)]
pub struct GivenApproval {
    pub id: ApprovalId,
    pub approver: String,
    pub comment: Option<String>,
}

/// A line about to be ordered; the quantity is in the product's own unit.
#[derive(Debug, Clone)]
pub struct DraftLine {
    pub product: ProductId,
    pub sku: String,
    pub name: String,
    pub customer_sku: Option<String>,
    pub quantity: Quantity,
    pub unit_price: UnitPrice,
    pub list_price: Option<UnitPrice>,
    pub line_total: Money,
    pub tax_category: String,
    pub tax_rate: Percent,
    pub price_source: String,
    pub cost_centre: Option<String>,
    pub note: Option<String>,
}

/// What came of placing.
#[derive(Debug, Clone)]
pub struct Placed {
    pub order: Order,
    /// The same external id had been used before: this is the order made then, and nothing has changed.
    pub repeated: bool,
}

/// Places an order: writes it, reserves its stock, tells the others (`fondaco.order.created.v1`).
///
/// The permit is for submitting, direct ordering or deciding, on the draft's account. Fails with `inventory.insufficient`
/// when the stock is too small and the draft says to reject. An external id that this caller has used before gives the
/// order made then, also when both come at the same moment: the unique constraint decides, the second one waits and reads.
pub async fn place(ctx: &Ctx, tx: &mut Tx, numbers: &Numbers, draft: Draft, permit: Permit) -> Result<Placed, OrderError> {
    allowed(&permit, draft.account.id)?;
    if draft.lines.is_empty() {
        return Err(OrderError::field("lines", "empty", "an order has at least one line"));
    }
    let number = numbers.take(tx, ctx.tenant).await?;
    let (partial, provenance) = (draft.partial, provenance(ctx, &draft));
    let approved = approved(ctx, &draft);
    let mut order = order(ctx, number, draft)?;
    if !repo::insert_order(tx.conn(), ctx.tenant, &order, &provenance).await? {
        if let Some(order) = repeated(ctx, tx, &order).await? {
            return Ok(Placed { order, repeated: true });
        }
        order.number = numbers.take_beyond_all(tx, ctx.tenant).await?;
        if !repo::insert_order(tx.conn(), ctx.tenant, &order, &provenance).await? {
            return Err(StoreError::Contended.into());
        }
    }
    if let Some(approved) = approved {
        repo::insert_timeline(tx.conn(), ctx.tenant, order.id, &approved).await?;
    }
    // Last, since other orders for the same goods wait from here to the commit; what remains is written with it.
    reserve(ctx, tx, &mut order, partial).await?;
    for statement in repo::lines_written(tx.conn(), ctx.tenant, order.id, &order.lines) {
        tx.later(statement);
    }
    let detail = json!({"external_id": order.external_id, "lines": order.lines.len(), "gross": order.totals.gross});
    tx.audit(AuditEntry::new("orders.place", "order", &order.number).of_account(order.account.id).with(detail));
    tx.announce(events::created(&order));
    Ok(Placed { order, repeated: false })
}

/// The order that this caller placed under an external id, if any. Fails with [`OrderError::ExternalIdUsed`] when it was
/// for another account.
pub async fn placed_before(
    ctx: &Ctx,
    conn: &impl ConnectionTrait,
    account: AccountId,
    external_id: &str,
) -> Result<Option<Order>, OrderError> {
    let order = repo::by_external_id(conn, ctx.tenant, caller(ctx), external_id).await?;
    match order {
        Some(order) if order.account.id != account => Err(OrderError::ExternalIdUsed),
        other => Ok(other),
    }
}

fn allowed(permit: &Permit, account: AccountId) -> Result<(), OrderError> {
    let covers = permit.scope() == Scope::Tenant || permit.scope() == Scope::Account(account);
    let places = matches!(permit.action(), Action::CartSubmit | Action::OrderPlace | Action::ApprovalDecide);
    if covers && places { Ok(()) } else { Err(Denied::Forbidden(permit.action()).into()) }
}

/// The order of another request with the same external id, which was first.
async fn repeated(ctx: &Ctx, tx: &Tx, order: &Order) -> Result<Option<Order>, OrderError> {
    let Some(external_id) = order.external_id.as_deref() else { return Ok(None) };
    placed_before(ctx, tx.conn(), order.account.id, external_id).await
}

/// Reserves what the lines want, and notes on them what is missing.
async fn reserve(ctx: &Ctx, tx: &mut Tx, order: &mut Order, partial: Partial) -> Result<(), OrderError> {
    let wanted: Vec<(OrderLineId, ProductId, Quantity)> =
        order.lines.iter().map(|line| (line.id, line.product, line.quantity)).collect();
    let ask = ReserveAsk { order: order.id, lines: &wanted, partial, prefer: None };
    let allocations = inventory::reserve(ctx, tx, &ask).await.map_err(|error| short(error, &order.lines))?;
    for allocation in allocations.iter().filter(|allocation| allocation.backordered.is_positive()) {
        if let Some(line) = order.lines.iter_mut().find(|line| line.id == allocation.line) {
            line.backordered = allocation.backordered;
        }
    }
    Ok(())
}

/// What is missing, in the words of the order: by line and SKU.
pub(crate) fn short(error: InventoryError, lines: &[OrderLine]) -> OrderError {
    let InventoryError::Insufficient(shortages) = error else { return OrderError::Stock(error) };
    let named = |shortage: &Shortage| {
        let line = lines.iter().find(|line| line.id == shortage.line);
        ShortLine {
            position: line.map_or(0, |line| line.position),
            sku: line.map_or_else(String::new, |line| line.sku.clone()),
            wanted: shortage.wanted,
            available: shortage.available,
        }
    };
    OrderError::Insufficient(shortages.iter().map(named).collect())
}

fn order(ctx: &Ctx, number: String, draft: Draft) -> Result<Order, OrderError> {
    let mut lines = Vec::with_capacity(draft.lines.len());
    for (position, line) in (1..).zip(draft.lines) {
        lines.push(order_line(ctx, position, line));
    }
    Ok(Order {
        id: OrderId::new(ctx.now),
        number,
        account: draft.account,
        external_id: draft.external_id,
        state: OrderState::Placed,
        version: 1,
        placed_at: ctx.now,
        acted_by: acted_by(ctx, &draft.requester),
        placed_by: draft.requester.user,
        placed_by_name: draft.requester.name,
        references: draft.references,
        ship_to: draft.ship_to,
        lines,
        totals: draft.totals,
        price_book_version: draft.price_book_version,
    })
}

fn order_line(ctx: &Ctx, position: i32, line: DraftLine) -> OrderLine {
    let nothing = Quantity::zero(line.quantity.unit());
    OrderLine {
        id: OrderLineId::new(ctx.now),
        position,
        product: line.product,
        sku: line.sku,
        name: line.name,
        customer_sku: line.customer_sku,
        quantity: line.quantity,
        unit_price: line.unit_price,
        list_price: line.list_price,
        line_total: line.line_total,
        tax_category: line.tax_category,
        tax_rate: line.tax_rate,
        price_source: line.price_source,
        cost_centre: line.cost_centre,
        note: line.note,
        backordered: nothing,
        cancelled: nothing,
        shipped: nothing,
    }
}

/// What came before the order. That it was placed, by whom and when, the order itself says.
fn approved(ctx: &Ctx, draft: &Draft) -> Option<TimelineEntry> {
    draft.approval.as_ref().map(|approval| TimelineEntry {
        at: ctx.now,
        kind: TimelineKind::Approved,
        actor: approval.approver.clone(),
        detail: json!({"comment": approval.comment}),
    })
}

fn provenance(ctx: &Ctx, draft: &Draft) -> Provenance {
    Provenance {
        origin: Origin::Placed,
        client: draft.external_id.is_some().then(|| caller(ctx)),
        cart: draft.cart,
        approval: draft.approval.as_ref().map(|approval| approval.id),
    }
}

/// Under whom external ids are unique: the client, or the person whose token it is.
fn caller(ctx: &Ctx) -> Uuid {
    match ctx.actor.kind {
        ActorKind::Client(client) => client.uuid(),
        ActorKind::Person(user) => user.uuid(),
        ActorKind::System | ActorKind::Anonymous => Uuid::nil(),
    }
}

/// Who acts, when not the one who asked for the goods: a rep, an approver, an integration.
fn acted_by(ctx: &Ctx, requester: &Requester) -> Option<String> {
    let themselves = match ctx.actor.kind {
        ActorKind::Person(user) => requester.user == Some(user),
        ActorKind::Client(_) | ActorKind::System | ActorKind::Anonymous => {
            requester.user.is_none() && requester.name == *ctx.actor.name
        }
    };
    (!themselves).then(|| ctx.actor.name.to_string())
}
