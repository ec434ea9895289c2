//! What an order is: head, lines, shipments and history, all snapshots of what was agreed. Pure.

use kernel::{
    AccountId, Date, Money, OrderId, OrderLineId, Percent, ProductId, Quantity, SiteId, Timestamp, UnitPrice, UserId, Version,
    WarehouseId,
};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::state::OrderState;

/// The customer's own references, carried from cart to order, papers and facts.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct References {
    /// The customer's purchase order number.
    pub purchase_order: Option<String>,
    /// Code of one of the account's cost centres.
    pub cost_centre: Option<String>,
    pub project: Option<String>,
    /// The delivery note (DDT) that the customer's system expects to see.
    pub ddt_reference: Option<String>,
    /// When the customer would like the goods.
    #[schema(value_type = Option<String>, format = Date)]
    pub requested_date: Option<Date>,
    pub notes: Option<String>,
}

/// Where the goods go, as the address was when the order was placed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct ShipTo {
    pub site: SiteId,
    /// The site's code in the account.
    pub code: String,
    pub name: String,
    pub street: String,
    pub postal_code: String,
    pub city: String,
    pub province: Option<String>,
    /// ISO 3166-1 alpha-2.
    pub country: String,
}

/// The account as it was when the order was placed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OrderAccount {
    pub id: AccountId,
    pub number: String,
    pub name: String,
}

/// VAT of one category and rate, as computed when the order was placed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct OrderTax {
    /// EN 16931 category: `S`, `K`, `G`, …
    pub category: String,
    pub rate: Percent,
    /// VATEX code, when nothing is charged.
    pub reason: Option<String>,
    pub base: Money,
    pub amount: Money,
}

/// What the order comes to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct OrderTotals {
    pub net: Money,
    pub tax: Vec<OrderTax>,
    pub gross: Money,
}

/// One thing ordered, as it was agreed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OrderLine {
    pub id: OrderLineId,
    /// 1 for the first.
    pub position: i32,
    pub product: ProductId,
    pub sku: String,
    /// In the language of whoever placed the order.
    pub name: String,
    /// The customer's own code, when ordered by it.
    pub customer_sku: Option<String>,
    pub quantity: Quantity,
    pub unit_price: UnitPrice,
    pub list_price: Option<UnitPrice>,
    /// Unit price × quantity, rounded by the market's rule; holds VAT when the market's prices do.
    pub line_total: Money,
    /// EN 16931 category.
    pub tax_category: String,
    pub tax_rate: Percent,
    /// Where the price came from: `contract`, `price_list`, …
    pub price_source: String,
    pub cost_centre: Option<String>,
    pub note: Option<String>,
    /// Not in stock yet; reserved when it is shipped.
    pub backordered: Quantity,
    pub shipped: Quantity,
    /// Will never leave: the order was closed short of it.
    pub cancelled: Quantity,
}

impl OrderLine {
    /// What has not left yet, and will.
    pub fn open(&self) -> Result<Quantity, kernel::AmountError> {
        self.quantity.minus(self.shipped)?.minus(self.cancelled)
    }

    /// What is kept for this line in the warehouses.
    pub fn reserved(&self) -> Result<Quantity, kernel::AmountError> {
        self.open()?.minus(self.backordered)
    }
}

/// An order with its lines.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Order {
    pub id: OrderId,
    /// Unique in the tenant, for people: `SO-000123`.
    pub number: String,
    pub account: OrderAccount,
    /// The caller's own id for this order, unique per client.
    pub external_id: Option<String>,
    pub state: OrderState,
    pub version: Version,
    pub placed_at: Timestamp,
    /// The person who asked for the goods; none when a system did.
    pub placed_by: Option<UserId>,
    pub placed_by_name: String,
    /// Who acted, when not the person who asked: a rep, an approver.
    pub acted_by: Option<String>,
    pub references: References,
    pub ship_to: ShipTo,
    pub lines: Vec<OrderLine>,
    pub totals: OrderTotals,
    /// Which state of the price book gave the prices.
    pub price_book_version: Version,
}

impl Order {
    /// Marks all that is open as never to leave; what each line loses.
    pub(crate) fn give_up(&mut self) -> Result<Vec<(OrderLineId, Quantity)>, kernel::AmountError> {
        let mut lost = Vec::new();
        for line in &mut self.lines {
            let open = line.open()?;
            if open.is_positive() {
                line.cancelled = line.cancelled.plus(open)?;
                line.backordered = Quantity::zero(line.quantity.unit());
                lost.push((line.id, open));
            }
        }
        Ok(lost)
    }
}

/// What lists show of an order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OrderSummary {
    pub id: OrderId,
    pub number: String,
    pub account: OrderAccount,
    pub external_id: Option<String>,
    pub state: OrderState,
    pub version: Version,
    pub placed_at: Timestamp,
    pub placed_by_name: String,
    pub purchase_order: Option<String>,
    pub requested_date: Option<Date>,
    pub line_count: i32,
    pub net: Money,
    pub gross: Money,
}

/// A parcel on its way.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Parcel {
    pub tracking_code: String,
    pub tracking_url: Option<String>,
}

/// So much of a line in one shipment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ShippedLine {
    pub line: OrderLineId,
    pub quantity: Quantity,
}

/// So much of a shipped line out of one warehouse.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ShippedFrom {
    pub line: OrderLineId,
    pub warehouse: WarehouseId,
    /// The warehouse's code on the day.
    pub code: String,
    pub quantity: Quantity,
}

/// Goods that left together.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Shipment {
    pub id: kernel::ShipmentId,
    /// Order number and a count: `SO-000123-1`.
    pub number: String,
    pub carrier: String,
    pub sent_at: Timestamp,
    pub parcels: Vec<Parcel>,
    pub lines: Vec<ShippedLine>,
    /// Which warehouses the goods left; nothing of what was shipped in another system's past.
    pub from: Vec<ShippedFrom>,
}

/// What happened to an order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum TimelineKind {
    Placed,
    Approved,
    Confirmed,
    Shipped,
    /// The rest was given up.
    ClosedShort,
    Delivered,
    Completed,
    Cancelled,
    Imported,
}

impl TimelineKind {
    pub const ALL: [TimelineKind; 9] = [
        TimelineKind::Placed,
        TimelineKind::Approved,
        TimelineKind::Confirmed,
        TimelineKind::Shipped,
        TimelineKind::ClosedShort,
        TimelineKind::Delivered,
        TimelineKind::Completed,
        TimelineKind::Cancelled,
        TimelineKind::Imported,
    ];

    pub const fn code(self) -> &'static str {
        match self {
            TimelineKind::Placed => "placed",
            TimelineKind::Approved => "approved",
            TimelineKind::Confirmed => "confirmed",
            TimelineKind::Shipped => "shipped",
            TimelineKind::ClosedShort => "closed_short",
            TimelineKind::Delivered => "delivered",
            TimelineKind::Completed => "completed",
            TimelineKind::Cancelled => "cancelled",
            TimelineKind::Imported => "imported",
        }
    }

    pub fn parse(code: &str) -> Option<TimelineKind> {
        TimelineKind::ALL.into_iter().find(|kind| kind.code() == code)
    }
}

/// One entry of an order's history.
#[derive(Debug, Clone, PartialEq)]
pub struct TimelineEntry {
    pub at: Timestamp,
    pub kind: TimelineKind,
    /// Name of whoever did it.
    pub actor: String,
    /// `{"comment": …}`, `{"shipment": …, "carrier": …, "tracking_codes": […]}`, `{"reason": …}`, or empty.
    pub detail: serde_json::Value,
}

/// Which orders are wanted; empty means all that the caller may see.
#[derive(Debug, Clone, Default)]
pub struct OrderFilter {
    pub account: Option<AccountId>,
    /// The account by the number that it had when it ordered.
    pub account_number: Option<String>,
    pub states: Vec<OrderState>,
    /// Part of the order number, purchase order, external id, account name or number, whatever the case and the accents.
    pub text: Option<String>,
    pub placed_by: Option<UserId>,
    pub placed_from: Option<Timestamp>,
    pub placed_before: Option<Timestamp>,
    /// Wanted before this day.
    pub requested_before: Option<Date>,
    /// The longest waiting first, in place of the newest.
    pub oldest_first: bool,
}

/// How many orders are in a state.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StateTally {
    pub state: OrderState,
    pub count: u64,
    /// How many of them were wanted before the day asked for.
    pub late: u64,
    /// When the longest waiting of them was placed.
    pub oldest: Timestamp,
}

/// What was ordered on a day, in one currency.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DayTally {
    /// Place of the day among those asked for.
    pub day: usize,
    pub count: u64,
    pub net: Money,
}
