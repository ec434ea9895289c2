//! Stock as the business speaks of it, and the one decision: which warehouse gives what. Pure.

use kernel::{OrderId, OrderLineId, ProductId, Quantity, Timestamp, Version, WarehouseId};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// A place that stock lies in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Warehouse {
    pub id: WarehouseId,
    /// Unique in the tenant.
    pub code: String,
    pub name: String,
    /// ISO 3166 code.
    pub country: String,
    /// The smaller, the sooner asked.
    pub position: i32,
    /// Orders placed before this minute of the local day leave on the same day.
    pub cut_off_minute: i32,
    pub version: Version,
}

/// What to do when there is too little.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Partial {
    /// Refuse the order.
    #[default]
    Reject,
    /// Reserve what there is, note the rest as backordered.
    Backorder,
}

/// What an order wants. Quantities are in the products' own units.
#[derive(Debug, Clone, Copy)]
pub struct ReserveAsk<'a> {
    pub order: OrderId,
    pub lines: &'a [(OrderLineId, ProductId, Quantity)],
    pub partial: Partial,
    /// Asked before the others.
    pub prefer: Option<WarehouseId>,
}

/// What a line got.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Allocation {
    pub line: OrderLineId,
    pub product: ProductId,
    pub parts: Vec<AllocatedPart>,
    /// What is missing; zero unless backorders are taken.
    pub backordered: Quantity,
}

/// What one warehouse gives to a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct AllocatedPart {
    pub warehouse: WarehouseId,
    pub quantity: Quantity,
}

/// What there is of a product.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Availability {
    pub product: ProductId,
    /// By the warehouses' position; warehouses that never held the product are left out.
    pub warehouses: Vec<WarehouseStock>,
    /// The sum of what is available.
    pub available: Quantity,
    /// When this was read from the ledger.
    pub as_of: Timestamp,
}

/// What there is of a product in one warehouse. `available = on_hand − reserved`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WarehouseStock {
    pub warehouse: WarehouseId,
    pub code: String,
    pub name: String,
    pub on_hand: Quantity,
    pub reserved: Quantity,
    pub available: Quantity,
    pub incoming: Vec<Incoming>,
}

/// Goods on their way into a warehouse.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Incoming {
    #[schema(value_type = String, format = Date)]
    pub date: kernel::Date,
    pub quantity: Quantity,
}
