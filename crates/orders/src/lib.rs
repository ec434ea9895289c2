//! Orders: the commitment between a customer and the seller, from *placed* to *completed*.
//!
//! Owns the tables `orders`, `order_lines`, `shipments`, `parcels`, `shipment_lines`, `order_timeline` and
//! `order_counters`, and the facts `fondaco.order.*` and `fondaco.shipment.sent.v1`. Lines, names, prices and addresses
//! are snapshots: what was agreed never changes because a catalogue did. Never prices, never taxes, never approves: whoever
//! places an order brings all that in a [`Draft`]. Begin reading with [`OrderState::after`] and [`place`].

mod error;
mod model;
mod number;
mod place;
mod service;

pub use error::OrderError;
pub use model::{
    Command, Order, OrderAccount, OrderLine, OrderState, OrderSummary, OrderTax, OrderTotals, Parcel, References, ShipTo,
    Shipment, ShippedLine, TimelineEntry, TimelineKind,
};
pub use number::Numbers;
pub use place::{Draft, DraftLine, GivenApproval, Partial, Placed, Requester, place, placed_before};
pub use service::{OrderDetail, OrderFilter, Seen, ShipmentAsk, cancel, check, complete, confirm, deliver, get, list, ship};
