//! What there is, where, and for whom it is kept: warehouses, the stock ledger, reservations, availability and promise.
//!
//! Owns the tables `warehouses`, `stock_levels`, `stock_ledger`, `reservations` and `incoming_goods`. Never knows prices
//! or orders beyond their ids. Begin reading with `reserve`: nothing is sold twice because of it.

mod error;
mod model;

pub use error::{InventoryError, Shortage};
pub use model::{AllocatedPart, Allocation, Availability, Incoming, Partial, ReserveAsk, Warehouse, WarehouseStock};
