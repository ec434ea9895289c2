//! The act by which goods leave: what is sent is decided, stock is consumed, the customer is told.

use std::collections::HashMap;

use inventory::{Issued, Kept, Partial, ReserveAsk};
use kernel::{AmountError, Ctx, FieldFault, OrderLineId, Permit, ProductId, Quantity, ShipmentId};
use serde_json::json;
use store::Tx;

use crate::model::{Order, OrderLine, Parcel, Shipment, ShippedFrom, ShippedLine, TimelineKind};
use crate::place::short;
use crate::service::{Seen, advance, managed, note};
use crate::state::Command;
use crate::{OrderError, events, repo};

/// The most parcels of one shipment.
const MOST_PARCELS: usize = 200;

/// Goods about to leave.
#[derive(Debug, Clone)]
pub struct ShipmentAsk {
    /// Name of the carrier, at most 80 characters.
    pub carrier: String,
    pub parcels: Vec<Parcel>,
    /// Lines and quantities, each line once; `None` is everything that is open and in stock.
    pub lines: Option<Vec<(OrderLineId, Quantity)>>,
}

/// Sends goods of an order. `permit`: `Action::OrderManage` on the tenant or the order's account.
///
/// What was backordered is reserved now, if it has come in; asking for more than there is fails with
/// `inventory.insufficient`. Without lines, all that can be had is sent, and [`OrderError::NothingToShip`] says that
/// nothing can.
pub async fn ship(
    ctx: &Ctx,
    tx: &mut Tx,
    seen: Seen<'_>,
    ask: ShipmentAsk,
    permit: Permit,
) -> Result<(Order, Shipment), OrderError> {
    let (carrier, parcels) = cleaned(&ask)?;
    let mut order = managed(ctx, tx, seen, &permit).await?;
    // Refused before any stock is touched.
    order.state.after(Command::Ship { everything: false })?;
    let sent = match &ask.lines {
        Some(lines) => {
            let sent = asked(&order, lines)?;
            reserve_missing(ctx, tx, &mut order, &sent, Partial::Reject).await?;
            sent
        }
        None => {
            let open = open(&order)?;
            reserve_missing(ctx, tx, &mut order, &open, Partial::Backorder).await?;
            in_stock(&order)?
        }
    };
    if sent.is_empty() {
        return Err(OrderError::NothingToShip);
    }
    let consumed: Vec<(OrderLineId, Quantity)> = sent.iter().map(|line| (line.line, line.quantity)).collect();
    tx.settle().await?;
    let kept = inventory::kept_for(tx.conn(), ctx.tenant, order.id).await?;
    let issued = inventory::consume(ctx, tx, order.id, &consumed).await?;
    note_sent(&mut order, &sent)?;
    let everything = open(&order)?.is_empty();
    advance(ctx, tx, &mut order, Command::Ship { everything }).await?;
    let changed: Vec<&OrderLine> = order.lines.iter().collect();
    repo::update_progress(tx.conn(), ctx.tenant, &changed).await?;
    let count = repo::shipment_count(tx.conn(), ctx.tenant, order.id).await?;
    let shipment = Shipment {
        id: ShipmentId::new(ctx.now),
        number: format!("{}-{}", order.number, count + 1),
        carrier,
        sent_at: ctx.now,
        parcels,
        lines: sent,
        from: origins(&issued, &kept)?,
    };
    repo::insert_shipment(tx.conn(), ctx.tenant, order.id, &shipment).await?;
    let codes: Vec<&str> = shipment.parcels.iter().map(|parcel| parcel.tracking_code.as_str()).collect();
    let detail = json!({"shipment": shipment.number, "carrier": shipment.carrier, "tracking_codes": codes});
    note(ctx, tx, &order, (TimelineKind::Shipped, "orders.ship"), detail).await?;
    tx.announce(events::shipped(&order, &shipment));
    Ok((order, shipment))
}

/// The carrier's name and the parcels, trimmed and checked.
fn cleaned(ask: &ShipmentAsk) -> Result<(String, Vec<Parcel>), OrderError> {
    let mut faults = Vec::new();
    let carrier = kernel::line(&ask.carrier, 80).unwrap_or_else(|error| {
        faults.push(error.at("carrier"));
        String::new()
    });
    if ask.parcels.len() > MOST_PARCELS {
        faults.push(FieldFault::new("parcels", "too_many", format!("at most {MOST_PARCELS} parcels")));
    }
    let mut parcels = Vec::with_capacity(ask.parcels.len().min(MOST_PARCELS));
    for (place, parcel) in ask.parcels.iter().take(MOST_PARCELS).enumerate() {
        let tracking_code = kernel::line(&parcel.tracking_code, 80).unwrap_or_else(|error| {
            faults.push(error.at(format!("parcels[{place}].tracking_code")));
            String::new()
        });
        let tracking_url = parcel.tracking_url.as_deref().map(str::trim).filter(|url| !url.is_empty());
        if tracking_url.is_some_and(|url| !is_web_address(url)) {
            let field = format!("parcels[{place}].tracking_url");
            faults.push(FieldFault::new(field, "not_a_web_address", "must begin with https:// or http:// and hold no spaces"));
        }
        parcels.push(Parcel { tracking_code, tracking_url: tracking_url.map(str::to_owned) });
    }
    if faults.is_empty() { Ok((carrier, parcels)) } else { Err(OrderError::Invalid(faults)) }
}

/// Links go onto pages and into mails: nothing but the web's own schemes.
fn is_web_address(url: &str) -> bool {
    let rest = url.strip_prefix("https://").or_else(|| url.strip_prefix("http://"));
    rest.is_some_and(|rest| !rest.is_empty()) && url.len() <= 500 && url.chars().all(|each| each.is_ascii_graphic())
}

/// The lines asked for, in the units of the order; all that is wrong with them at once.
fn asked(order: &Order, lines: &[(OrderLineId, Quantity)]) -> Result<Vec<ShippedLine>, OrderError> {
    let mut faults = Vec::new();
    let mut sent: Vec<ShippedLine> = Vec::with_capacity(lines.len());
    for (place, (id, quantity)) in lines.iter().enumerate() {
        let mut fault =
            |what: &str, code, message: String| faults.push(FieldFault::new(format!("lines[{place}].{what}"), code, message));
        let Some(line) = order.lines.iter().find(|line| line.id == *id) else {
            fault("line_id", "unknown", "the order has no such line".to_owned());
            continue;
        };
        if sent.iter().any(|other| other.line == *id) {
            fault("line_id", "repeated", "a line is named once in a shipment".to_owned());
            continue;
        }
        let open = line.open()?;
        // Never rounded: what leaves is what was asked for, or nothing.
        match quantity.exactly_in(line.quantity.unit()) {
            Err(_) => {
                fault("quantity", "other_unit", format!("must be in {}, or convert to it exactly", line.quantity.unit()));
            }
            Ok(quantity) if !quantity.is_positive() => fault("quantity", "not_positive", "must be greater than zero".to_owned()),
            Ok(quantity) if quantity.micros() > open.micros() => {
                fault("quantity", "more_than_open", format!("only {open} of this line have not been shipped"));
            }
            // A rest that is broken already leaves as it is.
            Ok(quantity) if quantity.is_broken() && quantity != open => {
                let message = format!("must be a whole number: {} is counted, not measured", quantity.unit());
                fault("quantity", "not_whole", message);
            }
            Ok(quantity) => sent.push(ShippedLine { line: *id, quantity }),
        }
    }
    if faults.is_empty() { Ok(sent) } else { Err(OrderError::Invalid(faults)) }
}

/// All that has not left.
fn open(order: &Order) -> Result<Vec<ShippedLine>, AmountError> {
    remaining(order, OrderLine::open)
}

/// All that has not left and is reserved.
fn in_stock(order: &Order) -> Result<Vec<ShippedLine>, AmountError> {
    remaining(order, OrderLine::reserved)
}

fn remaining(order: &Order, of: impl Fn(&OrderLine) -> Result<Quantity, AmountError>) -> Result<Vec<ShippedLine>, AmountError> {
    let mut lines = Vec::with_capacity(order.lines.len());
    for line in &order.lines {
        let quantity = of(line)?;
        if quantity.is_positive() {
            lines.push(ShippedLine { line: line.id, quantity });
        }
    }
    Ok(lines)
}

/// Reserves what is to leave and is not reserved yet, because it was backordered.
async fn reserve_missing(
    ctx: &Ctx,
    tx: &mut Tx,
    order: &mut Order,
    wanted: &[ShippedLine],
    partial: Partial,
) -> Result<(), OrderError> {
    let wanted: HashMap<OrderLineId, Quantity> = wanted.iter().map(|line| (line.line, line.quantity)).collect();
    let mut missing: Vec<(OrderLineId, ProductId, Quantity)> = Vec::new();
    for line in &order.lines {
        let Some(quantity) = wanted.get(&line.id) else { continue };
        let short = quantity.minus(line.reserved()?)?;
        if short.is_positive() {
            missing.push((line.id, line.product, short));
        }
    }
    if missing.is_empty() {
        return Ok(());
    }
    let ask = ReserveAsk { order: order.id, lines: &missing, partial, prefer: None };
    let allocations = inventory::reserve(ctx, tx, &ask).await.map_err(|error| short(error, &order.lines))?;
    for ((id, _, short), allocation) in missing.iter().zip(&allocations) {
        if let Some(line) = order.lines.iter_mut().find(|line| line.id == *id) {
            let gained = short.minus(allocation.backordered)?;
            line.backordered = line.backordered.minus(gained)?;
        }
    }
    Ok(())
}

/// Which warehouses gave what, a row for each line and warehouse. `kept` knows the warehouses' codes.
fn origins(issued: &[Issued], kept: &[Kept]) -> Result<Vec<ShippedFrom>, AmountError> {
    let mut from: Vec<ShippedFrom> = Vec::with_capacity(issued.len());
    for part in issued {
        // A line may have been reserved at the same warehouse more than once.
        match from.iter_mut().find(|known| known.line == part.line && known.warehouse == part.warehouse) {
            Some(known) => known.quantity = known.quantity.plus(part.quantity)?,
            None => {
                let code = kept.iter().find(|kept| kept.warehouse == part.warehouse).map(|kept| kept.code.clone());
                let code = code.unwrap_or_default();
                from.push(ShippedFrom { line: part.line, warehouse: part.warehouse, code, quantity: part.quantity });
            }
        }
    }
    Ok(from)
}

fn note_sent(order: &mut Order, sent: &[ShippedLine]) -> Result<(), AmountError> {
    for part in sent {
        if let Some(line) = order.lines.iter_mut().find(|line| line.id == part.line) {
            line.shipped = line.shipped.plus(part.quantity)?;
        }
    }
    Ok(())
}
