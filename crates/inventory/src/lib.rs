//! What there is, where, and for whom it is kept: warehouses, the stock ledger, reservations, availability and promise.
//!
//! Owns the tables `warehouses`, `stock_levels`, `stock_ledger`, `reservations` and `incoming_goods`. Never knows prices,
//! nor orders beyond their ids. Begin reading with [`reserve`]: it is why nothing is sold twice.

mod adjust;
mod allocate;
mod api;
mod check;
mod error;
pub mod events;
mod incoming;
mod kept;
pub mod load;
mod model;
mod repo;
mod reserve;
mod schema;
mod view;
mod warehouse;

pub use adjust::{Adjustment, Booking, Counted, CountedLevel, adjust, import_levels};
pub use api::{InventoryState, doors};
pub use check::check;
pub use error::{InventoryError, Shortage};
pub use incoming::{Arrival, add_incoming, remove_incoming, set_incoming};
pub use kept::{Kept, kept_for};
pub use model::{AllocatedPart, Allocation, Availability, Incoming, Movement, Partial, ReserveAsk, Warehouse, WarehouseStock};
pub use repo::{LedgerRow, ledger};
pub use reserve::{Issued, consume, release, reserve};
pub use schema::migrations;
pub use view::{Confidence, Promise, PromiseAsk, PromisePart, StockView};
pub use warehouse::{WarehouseDraft, create_warehouse, permit_to_manage, update_warehouse, warehouse_by_code, warehouses};

#[cfg(test)]
mod tests;
