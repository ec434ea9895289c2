//! The facts that orders tell: all that other rooms may know. Their subject is the order's id, so that each order's facts
//! keep their order.

use kernel::{Fact, OrderLineId, Quantity};
use serde_json::{Value, json};

use crate::model::{Order, OrderLine, OrderTotals, Shipment, ShippedFrom};

/// An order was placed. Data: `order_number, external_id, account, lines, totals` and the references.
pub const CREATED: &str = "fondaco.order.created.v1";
/// The seller has accepted an order.
pub const CONFIRMED: &str = "fondaco.order.confirmed.v1";
/// Goods of an order have left. Data: the shipment with parcels, and lines with the warehouses that they left.
pub const SHIPPED: &str = "fondaco.shipment.sent.v1";
/// What had not left of an order never will. Data: `reason`, and the lines with what each lost.
pub const CLOSED_SHORT: &str = "fondaco.order.closed_short.v1";
/// Everything of an order has arrived.
pub const DELIVERED: &str = "fondaco.order.delivered.v1";
/// Nothing of an order is open any more.
pub const COMPLETED: &str = "fondaco.order.completed.v1";
/// An order was called off.
pub const CANCELLED: &str = "fondaco.order.cancelled.v1";
/// Orders of another system's past were brought in. Subject: the batch. Data: `{"orders": [ids…]}`, up to 500.
pub const IMPORTED: &str = "fondaco.order.imported.v1";

pub(crate) fn created(order: &Order) -> Fact {
    let mut data = head(order);
    let more = json!({
        "purchase_order": order.references.purchase_order,
        "cost_centre": order.references.cost_centre,
        "project": order.references.project,
        "ddt_reference": order.references.ddt_reference,
        "requested_date": order.references.requested_date,
        "ship_to": order.ship_to,
        "lines": order.lines.iter().map(line).collect::<Vec<Value>>(),
        "totals": totals(&order.totals),
    });
    merge(&mut data, more);
    fact(CREATED, order, data)
}

/// A fact that says no more than which order and its state.
pub(crate) fn moved(kind: &'static str, order: &Order) -> Fact {
    fact(kind, order, head(order))
}

pub(crate) fn cancelled(order: &Order, reason: Option<&str>) -> Fact {
    let mut data = head(order);
    merge(&mut data, json!({"reason": reason}));
    fact(CANCELLED, order, data)
}

/// `lost` are the lines that were open, with what each of them loses.
pub(crate) fn closed_short(order: &Order, lost: &[(OrderLineId, Quantity)], reason: Option<&str>) -> Fact {
    let sku = |id| order.lines.iter().find(|line| line.id == id).map(|line| line.sku.as_str());
    let line = |(id, quantity): &(OrderLineId, Quantity)| json!({"line_id": id, "sku": sku(*id), "quantity": quantity});
    let mut data = head(order);
    merge(&mut data, json!({"reason": reason, "lines": lost.iter().map(line).collect::<Vec<Value>>()}));
    fact(CLOSED_SHORT, order, data)
}

pub(crate) fn shipped(order: &Order, shipment: &Shipment) -> Fact {
    let sku = |id| order.lines.iter().find(|line| line.id == id).map(|line| line.sku.as_str());
    let lines: Vec<Value> = shipment
        .lines
        .iter()
        .map(|line| {
            let from: Vec<Value> = shipment.from.iter().filter(|part| part.line == line.line).map(origin).collect();
            json!({"line_id": line.line, "sku": sku(line.line), "quantity": line.quantity, "from": from})
        })
        .collect();
    let mut data = head(order);
    let more = json!({"shipment": {
        "number": shipment.number, "carrier": shipment.carrier, "sent_at": shipment.sent_at, "parcels": shipment.parcels, "lines": lines,
    }});
    merge(&mut data, more);
    fact(SHIPPED, order, data)
}

fn fact(kind: &'static str, order: &Order, data: Value) -> Fact {
    Fact { kind, subject: order.id.to_string(), account: Some(order.account.id), data }
}

/// What every fact of an order says.
fn head(order: &Order) -> Value {
    json!({
        "order_id": order.id,
        "order_number": order.number,
        "external_id": order.external_id,
        "account": order.account.number,
        "state": order.state,
        "placed_by": order.placed_by,
    })
}

fn line(line: &OrderLine) -> Value {
    json!({
        "line_id": line.id,
        "position": line.position,
        "product_id": line.product,
        "sku": line.sku,
        "customer_sku": line.customer_sku,
        "name": line.name,
        "quantity": line.quantity,
        "unit_price": line.unit_price,
        "line_total": line.line_total,
        "backordered": line.backordered,
    })
}

fn origin(part: &ShippedFrom) -> Value {
    json!({"warehouse": part.code, "quantity": part.quantity})
}

fn totals(totals: &OrderTotals) -> Value {
    json!({"net": totals.net, "tax": totals.tax, "gross": totals.gross})
}

fn merge(data: &mut Value, more: Value) {
    if let (Value::Object(data), Value::Object(more)) = (data, more) {
        data.extend(more);
    }
}
