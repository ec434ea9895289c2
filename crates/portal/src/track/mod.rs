//! Following: orders, one order as a timeline, the inbox.

pub mod inbox;
pub mod order;
pub mod orders;
pub(crate) mod routes;
