//! Past orders into the tables, a batch in one transaction.

use catalog::{Reason, Refusal};
use kernel::{Ctx, Currency, EventId, Fact, Money, OrderId, OrderLineId, Quantity, ShipmentId};
use sea_orm::ConnectionTrait;
use serde_json::json;
use store::{AuditEntry, Store, Tx};
use uuid::Uuid;

use super::rows::PastRow;
use super::taxes::totals;
use crate::model::{Order, OrderLine, OrderTotals, Shipment, ShippedLine, TimelineEntry, TimelineKind};
use crate::repo::{self, Origin, Provenance};
use crate::state::OrderState;
use crate::{OrderError, events};

/// How many lines were written and how many were there, and which were refused.
#[derive(Default)]
pub(super) struct Written {
    pub created: usize,
    pub unchanged: usize,
    pub refused: Vec<Refusal>,
}

impl Written {
    fn refuse(&mut self, index: usize, reason: impl Into<Reason>) {
        self.refused.push(Refusal { index, reason: reason.into() });
    }
}

/// Writes orders, each given by its lines with their places in the input.
pub(super) async fn batch(store: &Store, ctx: &Ctx, orders: Vec<Vec<(usize, PastRow)>>) -> Result<Written, OrderError> {
    let mut written = Written::default();
    let mut touched: Vec<OrderId> = Vec::new();
    let mut tx = store.begin(ctx).await?;
    for rows in orders {
        let before = written.created;
        let order = one(ctx, &mut tx, rows, &mut written).await?;
        if written.created > before {
            touched.extend(order);
        }
    }
    if touched.is_empty() {
        return Ok(written);
    }
    let subject = EventId::new(ctx.now).to_string();
    tx.audit(
        AuditEntry::new("orders.import", "orders", &subject).with(json!({"orders": touched.len(), "lines": written.created})),
    );
    for orders in touched.chunks(500) {
        let subject = EventId::new(ctx.now).to_string();
        tx.announce(Fact { kind: events::IMPORTED, subject, account: None, data: json!({"orders": orders}) });
    }
    tx.commit().await?;
    Ok(written)
}

/// Writes one order, or the lines of it that are not there yet.
async fn one(ctx: &Ctx, tx: &mut Tx, rows: Vec<(usize, PastRow)>, written: &mut Written) -> Result<Option<OrderId>, OrderError> {
    let Some((_, first)) = rows.first() else { return Ok(None) };
    let known = repo::by_external_id(tx.conn(), ctx.tenant, Uuid::nil(), &first.external_id).await?;
    let is_new = known.is_none();
    let mut order = match known {
        Some(order) => order,
        None => head(ctx, first),
    };
    // `A/1` and `A 1` are two orders elsewhere and would be one number here. Asked for first: PostgreSQL goes on with
    // nothing in a transaction in which a constraint was violated.
    if is_new && repo::by_number(tx.conn(), ctx.tenant, &order.number).await?.is_some() {
        for (index, _) in &rows {
            written.refuse(*index, format!("external_id: another order has the number {} that this one would get", order.number));
        }
        return Ok(None);
    }
    let added = missing(ctx, &order, &rows, written)?;
    if added.is_empty() {
        return Ok(Some(order.id));
    }
    order.lines.extend(added.iter().cloned());
    order.totals = totals(first.tax.rule, order.totals.net.currency(), &order.lines)?;
    if is_new {
        let provenance = Provenance { origin: Origin::Imported, client: Some(Uuid::nil()), cart: None, approval: None };
        if !repo::insert_order(tx.conn(), ctx.tenant, &order, &provenance).await? {
            for (index, _) in &rows {
                written.refuse(*index, "external_id: another import wrote this order at the same moment; import the row again");
            }
            return Ok(None);
        }
        repo::insert_timeline(tx.conn(), ctx.tenant, order.id, &imported(ctx, first)).await?;
    } else {
        repo::update_totals(tx.conn(), ctx.tenant, &order).await?;
    }
    written.created += added.len();
    for statement in repo::lines_written(tx.conn(), ctx.tenant, order.id, &added) {
        tx.conn().execute_raw(statement.statement()).await.map_err(store::StoreError::from)?;
    }
    if order.state == OrderState::Completed {
        let shipment = shipment(ctx, tx, (&order, first), &added).await?;
        repo::insert_shipment(tx.conn(), ctx.tenant, order.id, &shipment).await?;
    }
    Ok(Some(order.id))
}

/// The lines that the order does not have yet. Refused is what is in another currency than the order.
fn missing(ctx: &Ctx, order: &Order, rows: &[(usize, PastRow)], written: &mut Written) -> Result<Vec<OrderLine>, OrderError> {
    let is_shipped = order.state == OrderState::Completed;
    let currency = order.totals.net.currency();
    let mut there: Vec<OrderLine> = order.lines.clone();
    let mut added: Vec<OrderLine> = Vec::new();
    for (index, row) in rows {
        let equal = |line: &OrderLine| {
            line.product == row.line.product.id && line.quantity == row.line.quantity && line.unit_price == row.line.unit_price
        };
        if row.line.line_total.currency() != currency {
            written.refuse(*index, format!("currency: the order is in {currency}"));
        } else if let Some(place) = there.iter().position(equal) {
            there.remove(place);
            written.unchanged += 1;
        } else {
            let position = i32::try_from(order.lines.len() + added.len() + 1).map_err(|_| kernel::AmountError::Overflow)?;
            added.push(line(ctx, row, position, is_shipped));
        }
    }
    Ok(added)
}

fn head(ctx: &Ctx, row: &PastRow) -> Order {
    let currency: Currency = row.line.line_total.currency();
    Order {
        // Stamped with the day it was placed, so that lists by id are lists by day.
        id: OrderId::new(row.placed_at),
        number: row.number.clone(),
        account: row.account.clone(),
        external_id: Some(row.external_id.to_string()),
        state: if row.shipped_at.is_some() { OrderState::Completed } else { OrderState::Confirmed },
        version: 1,
        placed_at: row.placed_at,
        placed_by: None,
        placed_by_name: row.account.name.clone(),
        acted_by: Some(ctx.actor.name.to_string()),
        references: row.references.clone(),
        ship_to: row.ship_to.clone(),
        lines: Vec::new(),
        totals: OrderTotals { net: Money::zero(currency), tax: Vec::new(), gross: Money::zero(currency) },
        price_book_version: 0,
    }
}

/// What has not left is backordered: nothing was reserved for it here.
fn line(ctx: &Ctx, row: &PastRow, position: i32, is_shipped: bool) -> OrderLine {
    let (quantity, nothing) = (row.line.quantity, Quantity::zero(row.line.quantity.unit()));
    OrderLine {
        id: OrderLineId::new(ctx.now),
        position,
        product: row.line.product.id,
        sku: row.line.product.sku.to_string(),
        name: row.line.name.clone(),
        customer_sku: None,
        quantity,
        unit_price: row.line.unit_price,
        list_price: Some(row.line.list_price),
        line_total: row.line.line_total,
        tax_category: row.tax.treatment.code().to_owned(),
        tax_rate: row.tax.rate,
        price_source: "imported".to_owned(),
        cost_centre: None,
        note: None,
        backordered: if is_shipped { nothing } else { quantity },
        cancelled: nothing,
        shipped: if is_shipped { quantity } else { nothing },
    }
}

fn imported(ctx: &Ctx, row: &PastRow) -> TimelineEntry {
    TimelineEntry {
        at: row.placed_at,
        kind: TimelineKind::Imported,
        actor: ctx.actor.name.to_string(),
        detail: json!({"external_id": &*row.external_id, "freight": row.freight}),
    }
}

async fn shipment(ctx: &Ctx, tx: &Tx, (order, row): (&Order, &PastRow), lines: &[OrderLine]) -> Result<Shipment, OrderError> {
    let count = repo::shipment_count(tx.conn(), ctx.tenant, order.id).await?;
    Ok(Shipment {
        id: ShipmentId::new(ctx.now),
        number: format!("{}-{}", order.number, count + 1),
        carrier: row.carrier.clone(),
        sent_at: row.shipped_at.unwrap_or(row.placed_at),
        parcels: Vec::new(),
        lines: lines.iter().map(|line| ShippedLine { line: line.id, quantity: line.quantity }).collect(),
        from: Vec::new(),
    })
}
