//! Orders: the commitment between a customer and the seller, from *placed* to *completed*.
//!
//! Owns the tables `orders`, `order_lines`, `shipments`, `parcels`, `shipment_lines`, `shipment_origins`,
//! `order_timeline` and `order_counters`, and the facts `fondaco.order.*` and `fondaco.shipment.sent.v1`. Lines, names, prices and addresses
//! are snapshots: what was agreed never changes because a catalogue did. Never prices, never taxes, never approves: whoever
//! places an order brings all that in a [`Draft`]. Begin reading with [`OrderState::after`] and [`place`].

mod api;
mod check;
mod error;
pub mod events;
mod history;
mod model;
mod naming;
mod number;
mod place;
mod repo;
mod schema;
mod search;
mod service;
mod ship;
mod state;

pub use api::{LineBody, OrderBody, OrdersState, doors};
pub use check::check;
pub use error::{OrderError, ShortLine};
pub use history::HistoryWriter;
pub use inventory::Partial;
pub use model::{
    DayTally, Order, OrderAccount, OrderFilter, OrderLine, OrderSummary, OrderTax, OrderTotals, Parcel, References, ShipTo,
    Shipment, ShippedFrom, ShippedLine, StateTally, TimelineEntry, TimelineKind,
};
pub use naming::name_for;
pub use number::Numbers;
pub use place::{Draft, DraftLine, GivenApproval, Placed, Requester, place, placed_before};
pub use schema::migrations;
pub use service::{
    OrderDetail, Seen, cancel, close_short, complete, confirm, deliver, find, get, list, tally_days, tally_states,
};
pub use ship::{ShipmentAsk, ship};
pub use state::{Command, OrderState};

#[cfg(test)]
mod tests;
