//! An order as the clerk works on it: what was ordered, where it is kept, what has left, what comes next.

use kernel::{Date, Money, Quantity, Timestamp, UnitPrice, Version};
use serde::Serialize;
use web::page::{Page, Phrase};

use super::record::{EventView, HistoryView, Related};
use crate::part::order::{ShipmentView, TimelineEntry, TotalsView};

#[derive(Debug, Clone, Serialize)]
pub struct OrderPage {
    pub number: String,
    pub id: String,
    pub version: Version,
    pub state: String,
    pub account: AccountBrief,
    pub placed_at: Timestamp,
    pub placed_by: String,
    /// Who decided or stood in.
    pub acted_by: Option<Phrase>,
    pub external_id: Option<String>,
    pub price_book_version: Version,
    pub site: Vec<String>,
    pub cost_centre: Option<String>,
    pub purchase_order: Option<String>,
    pub project: Option<String>,
    pub ddt_reference: Option<String>,
    pub requested_date: Option<Date>,
    pub late: bool,
    pub notes: Option<String>,
    pub lines: Vec<LineView>,
    pub totals: TotalsView,
    pub timeline: Vec<TimelineEntry>,
    pub shipments: Vec<ShipmentView>,
    pub may: OrderMay,
    pub ship: Option<ShipForm>,
    pub cancel: Option<CancelForm>,
    pub related: Vec<Related>,
    pub events: Vec<EventView>,
    pub history: Vec<HistoryView>,
    /// Why the last act was refused.
    pub error: Option<Phrase>,
    pub moved: Option<Moved>,
}

/// What is known of the customer beside the order.
#[derive(Debug, Clone, Serialize)]
pub struct AccountBrief {
    pub number: String,
    pub name: String,
    pub href: String,
    pub payment_terms_days: Option<u16>,
    pub vat_id: Option<String>,
    pub blocked: bool,
}

/// What the state of the order and the person's role allow.
#[derive(Debug, Clone, Copy, Default, Serialize)]
pub struct OrderMay {
    pub confirm: bool,
    pub ship: bool,
    pub deliver: bool,
    pub complete: bool,
    pub cancel: bool,
    /// What can be called off is the rest of an order that has left in part.
    pub rest: bool,
}

#[derive(Debug, Clone, Serialize)]
pub struct LineView {
    pub position: i32,
    pub sku: String,
    pub href: String,
    pub name: String,
    pub customer_sku: Option<String>,
    pub cost_centre: Option<String>,
    pub note: Option<String>,
    pub quantity: Quantity,
    pub unit_price: UnitPrice,
    pub net: Money,
    pub shipped: Quantity,
    /// What has not left yet; absent when everything has.
    pub open: Option<Quantity>,
    /// Where what is open is kept.
    pub kept: Vec<Kept>,
    /// What waits for stock.
    pub backordered: Option<Quantity>,
    /// What will never be sent.
    pub cancelled: Option<Quantity>,
    /// Free in the warehouses now, for a line that waits.
    pub free: Option<Quantity>,
    /// When more comes in, for a line that waits.
    pub expected: Option<Date>,
}

/// What one warehouse keeps for a line.
#[derive(Debug, Clone, Serialize)]
pub struct Kept {
    pub warehouse: String,
    pub quantity: Quantity,
}

/// The form by which goods leave.
#[derive(Debug, Clone, Serialize)]
pub struct ShipForm {
    pub open: bool,
    pub lines: Vec<ShipLine>,
    pub carrier: String,
    pub carrier_error: Option<Phrase>,
    /// One code a line: one for each parcel.
    pub codes: String,
    pub codes_error: Option<Phrase>,
    /// Address at which a parcel is followed; `{code}` stands for its code.
    pub link: String,
    pub link_error: Option<Phrase>,
    /// Carriers that were used before.
    pub carriers: Vec<String>,
}

#[derive(Debug, Clone, Serialize)]
pub struct ShipLine {
    pub id: String,
    pub position: i32,
    pub sku: String,
    pub name: String,
    pub open: Quantity,
    /// Kept or free now: what can leave.
    pub ready: Quantity,
    /// What is in the field.
    pub value: String,
    pub error: Option<Phrase>,
}

#[derive(Debug, Clone, Serialize)]
pub struct CancelForm {
    pub open: bool,
    /// Something has left: what is called off is the rest.
    pub rest: bool,
    pub reason: String,
    pub error: Option<Phrase>,
}

/// Somebody else has worked on the order since the page was opened.
#[derive(Debug, Clone, Serialize)]
pub struct Moved {
    pub by: Option<String>,
    pub at: Option<Timestamp>,
    pub what: Option<Phrase>,
}

impl Page for OrderPage {
    const TEMPLATE: &'static str = "backoffice/order.html";

    fn sample() -> Vec<OrderPage> {
        super::samples::orders()
    }
}
