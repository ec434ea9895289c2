//! Approving: what waits, and everything needed to decide on it.

pub(crate) mod asked;
pub mod decision;
pub mod list;
pub(crate) mod routes;
