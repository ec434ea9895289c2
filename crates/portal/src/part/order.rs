//! What orders, carts and approvals have in common: lines, totals with VAT, a timeline.

use kernel::{Date, Money, Percent, Quantity, Timestamp, UnitPrice};
use serde::Serialize;
use web::page::Phrase;

/// Net, VAT by rate, gross.
#[derive(Debug, Clone, Serialize)]
pub struct TotalsView {
    pub net: Money,
    pub taxes: Vec<TaxView>,
    pub gross: Money,
}

/// One tax line: EN 16931 category, rate, reason.
#[derive(Debug, Clone, Serialize)]
pub struct TaxView {
    /// EN 16931 category: `S`, `K`, `G`, `E`.
    pub category: String,
    pub rate: Percent,
    /// VATEX code, for rates of zero.
    pub reason: Option<String>,
    pub base: Money,
    pub amount: Money,
}

/// A line as it was bought.
#[derive(Debug, Clone, Serialize)]
pub struct OrderLineView {
    pub sku: String,
    pub name: String,
    pub quantity: Quantity,
    pub unit_price: UnitPrice,
    pub net: Money,
    pub shipped: Quantity,
    /// What is still to come of an order of which something has left.
    pub open: Option<Quantity>,
    /// What waits for stock.
    pub backordered: Option<Quantity>,
    /// What will never be sent.
    pub cancelled: Option<Quantity>,
    pub cost_centre: Option<String>,
}

/// One entry of a timeline, oldest first.
#[derive(Debug, Clone, Serialize)]
pub struct TimelineEntry {
    /// `placed`, `approved`, `confirmed`, `partly_shipped`, `shipped`, `delivered`, `cancelled`; `rest_shipped` is only ever
    /// still to come.
    pub kind: String,
    /// Absent for what is still to come.
    pub at: Option<Timestamp>,
    pub actor: Option<String>,
    /// Who acted in the actor's name.
    pub acting: Option<String>,
    pub detail: Option<Phrase>,
    /// What left with a shipment that was a part, and what was left to come then.
    pub parts: Vec<PartView>,
}

/// A line of a shipment that was a part of an order.
#[derive(Debug, Clone, Serialize)]
pub struct PartView {
    pub sku: String,
    pub sent: Quantity,
    /// None when nothing is left to come.
    pub rest: Option<Quantity>,
}

/// An order in a list.
#[derive(Debug, Clone, Serialize)]
pub struct OrderRowView {
    pub number: String,
    pub href: String,
    pub state: String,
    pub placed_at: Timestamp,
    pub placed_by: String,
    /// Shown to the seller only.
    pub account: Option<String>,
    pub purchase_order: Option<String>,
    pub lines: u64,
    pub net: Money,
    pub requested: Option<Date>,
}

/// A parcel on its way.
#[derive(Debug, Clone, Serialize)]
pub struct ShipmentView {
    pub number: String,
    pub carrier: String,
    pub shipped_at: Timestamp,
    pub parcels: Vec<ParcelView>,
    pub lines: Vec<ShippedLine>,
}

#[derive(Debug, Clone, Serialize)]
pub struct ParcelView {
    pub tracking_code: String,
    pub tracking_url: Option<String>,
}

#[derive(Debug, Clone, Serialize)]
pub struct ShippedLine {
    pub sku: String,
    pub name: String,
    pub quantity: Quantity,
    /// What was ordered, when it is more.
    pub of: Option<Quantity>,
}
