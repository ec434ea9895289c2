//! Stock as the business speaks of it. Pure.

use kernel::{Date, OrderId, OrderLineId, ProductId, Quantity, Timestamp, Unit, Version, WarehouseId};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// A place that stock lies in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Warehouse {
    pub id: WarehouseId,
    /// Unique in the tenant.
    pub code: String,
    pub name: String,
    /// ISO 3166-1 alpha-2.
    pub country: String,
    /// The smaller, the sooner asked for goods.
    pub position: i32,
    /// IANA name, such as `Europe/Rome`; the cut-off is in its time.
    pub time_zone: String,
    /// Orders placed before this minute of a working day leave on that day; 0 to 1440.
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

/// What an order wants. Quantities are positive and in the products' own units.
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

/// One warehouse's stock of one product.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Level {
    pub product: ProductId,
    pub warehouse: WarehouseId,
    /// The warehouse's position.
    pub position: i32,
    pub unit: Unit,
    pub on_hand_micros: i64,
    pub reserved_micros: i64,
}

impl Level {
    pub fn free_micros(&self) -> i64 {
        self.on_hand_micros.saturating_sub(self.reserved_micros)
    }
}

/// Why stock moved.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Movement {
    /// Goods came in.
    Receipt,
    /// Goods left for a customer.
    Issue,
    /// Counted, found, broken, lost.
    Adjustment,
    /// Set by another system.
    Import,
    /// Kept for an order.
    Reservation,
    /// Kept no more.
    Release,
}

impl Movement {
    pub const ALL: [Movement; 6] =
        [Movement::Receipt, Movement::Issue, Movement::Adjustment, Movement::Import, Movement::Reservation, Movement::Release];

    pub const fn code(self) -> &'static str {
        match self {
            Movement::Receipt => "receipt",
            Movement::Issue => "issue",
            Movement::Adjustment => "adjustment",
            Movement::Import => "import",
            Movement::Reservation => "reservation",
            Movement::Release => "release",
        }
    }

    pub fn parse(code: &str) -> Option<Movement> {
        Movement::ALL.into_iter().find(|movement| movement.code() == code)
    }
}

/// Where a reservation is in its life.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ReservationState {
    Active,
    /// Given back to the stock, in whole or what was left of it.
    Released,
    /// Shipped.
    Consumed,
}

impl ReservationState {
    pub const fn code(self) -> &'static str {
        match self {
            ReservationState::Active => "active",
            ReservationState::Released => "released",
            ReservationState::Consumed => "consumed",
        }
    }
}

/// What there is of a product.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Availability {
    pub product: ProductId,
    /// By the warehouses' position; warehouses that never held the product are left out.
    pub warehouses: Vec<WarehouseStock>,
    /// The sum of what is available.
    pub available: Quantity,
    /// When this was last read from the ledger.
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
    /// By date.
    pub incoming: Vec<Incoming>,
}

/// Goods on their way into a warehouse.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Incoming {
    #[schema(value_type = String, format = Date)]
    pub date: Date,
    pub quantity: Quantity,
}
