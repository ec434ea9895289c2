//! How orders travel.

use inventory::Kept;
use kernel::{Date, Money, OrderId, OrderLineId, Percent, Quantity, Timestamp, UnitPrice, Version};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::model::{
    Order, OrderAccount, OrderLine, OrderSummary, OrderTotals, Parcel, ShipTo, Shipment, ShippedLine, TimelineEntry, TimelineKind,
};
use crate::service::OrderDetail;
use crate::state::OrderState;

/// The account that ordered.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
pub struct OrderAccountBody {
    pub number: String,
    pub name: String,
}

/// A line of an order.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
pub struct LineBody {
    pub line_id: OrderLineId,
    /// 1 for the first.
    pub position: i32,
    pub sku: String,
    /// The customer's own code, when ordered by it.
    pub customer_sku: Option<String>,
    pub name: String,
    pub quantity: Quantity,
    pub unit_price: UnitPrice,
    pub list_price: Option<UnitPrice>,
    pub line_total: Money,
    /// EN 16931 category.
    pub tax_category: String,
    pub tax_rate: Percent,
    /// Where the price came from: `contract`, `price_list`, …
    pub price_source: String,
    pub cost_centre: Option<String>,
    pub note: Option<String>,
    /// Kept for this line in the warehouses.
    pub allocated: Quantity,
    /// Where that is, by the warehouses' position. Only where one order is shown, not in the answer to an act.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub allocation: Option<Vec<WarehouseQuantityBody>>,
    /// Not in stock yet.
    pub backordered: Quantity,
    pub shipped: Quantity,
    /// Will never be sent: the order was closed short of it.
    pub cancelled: Quantity,
}

/// So much in, or out of, one warehouse.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
pub struct WarehouseQuantityBody {
    /// The warehouse's code.
    pub warehouse: String,
    pub quantity: Quantity,
}

/// An order.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
pub struct OrderBody {
    pub id: OrderId,
    pub order_number: String,
    /// The caller's own id for this order.
    pub external_id: Option<String>,
    pub state: OrderState,
    /// Send it as `If-Match`.
    pub version: Version,
    pub account: OrderAccountBody,
    pub placed_at: Timestamp,
    pub placed_by: String,
    /// Who acted, when not the one who asked for the goods.
    pub acted_by: Option<String>,
    pub purchase_order: Option<String>,
    pub cost_centre: Option<String>,
    pub project: Option<String>,
    pub ddt_reference: Option<String>,
    #[schema(value_type = Option<String>, format = Date)]
    pub requested_date: Option<Date>,
    pub notes: Option<String>,
    pub ship_to: ShipTo,
    pub lines: Vec<LineBody>,
    pub totals: OrderTotals,
    pub price_book_version: Version,
}

/// An order with all that has happened to it.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
pub struct OrderDetailBody {
    #[serde(flatten)]
    pub order: OrderBody,
    pub shipments: Vec<ShipmentBody>,
    /// Papers issued for this order.
    pub documents: Vec<DocumentBody>,
    /// Oldest first.
    pub timeline: Vec<TimelineBody>,
}

/// Goods that left together.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
pub struct ShipmentBody {
    pub number: String,
    pub carrier: String,
    pub sent_at: Timestamp,
    /// Codes of the warehouses that the goods left.
    pub warehouses: Vec<String>,
    pub parcels: Vec<Parcel>,
    pub lines: Vec<ShippedLineBody>,
}

/// So much of a line in a shipment.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
pub struct ShippedLineBody {
    pub line_id: OrderLineId,
    pub quantity: Quantity,
    /// The warehouses that it left; empty for what another system shipped.
    pub from: Vec<WarehouseQuantityBody>,
}

/// A paper, by number and kind.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
pub struct DocumentBody {
    pub kind: String,
    pub number: String,
}

/// One entry of the history.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
pub struct TimelineBody {
    pub at: Timestamp,
    pub kind: TimelineKind,
    pub actor: String,
    #[schema(value_type = Object)]
    pub detail: serde_json::Value,
}

/// What lists show of an order.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
pub struct OrderSummaryBody {
    pub id: OrderId,
    pub order_number: String,
    pub external_id: Option<String>,
    pub state: OrderState,
    pub version: Version,
    pub account: OrderAccountBody,
    pub placed_at: Timestamp,
    pub placed_by: String,
    pub purchase_order: Option<String>,
    #[schema(value_type = Option<String>, format = Date)]
    pub requested_date: Option<Date>,
    pub line_count: i32,
    pub net: Money,
    pub gross: Money,
}

impl From<OrderAccount> for OrderAccountBody {
    fn from(account: OrderAccount) -> OrderAccountBody {
        OrderAccountBody { number: account.number, name: account.name }
    }
}

impl From<OrderLine> for LineBody {
    fn from(line: OrderLine) -> LineBody {
        LineBody {
            line_id: line.id,
            position: line.position,
            // Cannot fail: both are in the line's unit, and never more than its quantity.
            allocated: line.reserved().unwrap_or(Quantity::zero(line.quantity.unit())),
            allocation: None,
            sku: line.sku,
            customer_sku: line.customer_sku,
            name: line.name,
            quantity: line.quantity,
            unit_price: line.unit_price,
            list_price: line.list_price,
            line_total: line.line_total,
            tax_category: line.tax_category,
            tax_rate: line.tax_rate,
            price_source: line.price_source,
            cost_centre: line.cost_centre,
            note: line.note,
            backordered: line.backordered,
            shipped: line.shipped,
            cancelled: line.cancelled,
        }
    }
}

impl From<Order> for OrderBody {
    fn from(order: Order) -> OrderBody {
        OrderBody {
            id: order.id,
            order_number: order.number,
            external_id: order.external_id,
            state: order.state,
            version: order.version,
            account: order.account.into(),
            placed_at: order.placed_at,
            placed_by: order.placed_by_name,
            acted_by: order.acted_by,
            purchase_order: order.references.purchase_order,
            cost_centre: order.references.cost_centre,
            project: order.references.project,
            ddt_reference: order.references.ddt_reference,
            requested_date: order.references.requested_date,
            notes: order.references.notes,
            ship_to: order.ship_to,
            lines: order.lines.into_iter().map(LineBody::from).collect(),
            totals: order.totals,
            price_book_version: order.price_book_version,
        }
    }
}

impl From<OrderDetail> for OrderDetailBody {
    fn from(detail: OrderDetail) -> OrderDetailBody {
        let mut order = OrderBody::from(detail.order);
        for line in &mut order.lines {
            let here = detail.kept.iter().filter(|kept| kept.line == line.line_id);
            let body = |kept: &Kept| WarehouseQuantityBody { warehouse: kept.code.clone(), quantity: kept.quantity };
            line.allocation = Some(here.map(body).collect());
        }
        OrderDetailBody {
            order,
            shipments: detail.shipments.into_iter().map(ShipmentBody::from).collect(),
            documents: Vec::new(),
            timeline: detail.timeline.into_iter().map(TimelineBody::from).collect(),
        }
    }
}

impl From<Shipment> for ShipmentBody {
    fn from(shipment: Shipment) -> ShipmentBody {
        let from = |line: &ShippedLine| {
            let here = shipment.from.iter().filter(|part| part.line == line.line);
            here.map(|part| WarehouseQuantityBody { warehouse: part.code.clone(), quantity: part.quantity }).collect()
        };
        let line = |line: &ShippedLine| ShippedLineBody { line_id: line.line, quantity: line.quantity, from: from(line) };
        let lines = shipment.lines.iter().map(line).collect();
        let mut warehouses: Vec<String> = shipment.from.iter().map(|part| part.code.clone()).collect();
        warehouses.sort_unstable();
        warehouses.dedup();
        ShipmentBody {
            warehouses,
            number: shipment.number,
            carrier: shipment.carrier,
            sent_at: shipment.sent_at,
            parcels: shipment.parcels,
            lines,
        }
    }
}

impl From<TimelineEntry> for TimelineBody {
    fn from(entry: TimelineEntry) -> TimelineBody {
        TimelineBody { at: entry.at, kind: entry.kind, actor: entry.actor, detail: entry.detail }
    }
}

impl From<OrderSummary> for OrderSummaryBody {
    fn from(order: OrderSummary) -> OrderSummaryBody {
        OrderSummaryBody {
            id: order.id,
            order_number: order.number,
            external_id: order.external_id,
            state: order.state,
            version: order.version,
            account: order.account.into(),
            placed_at: order.placed_at,
            placed_by: order.placed_by_name,
            purchase_order: order.purchase_order,
            requested_date: order.requested_date,
            line_count: order.line_count,
            net: order.net,
            gross: order.gross,
        }
    }
}
