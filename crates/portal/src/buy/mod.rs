//! Buying: quick order, the team's cart, checkout.

pub mod cart;
pub mod checkout;
mod checkout_routes;
pub mod quick_order;
mod quick_routes;
pub(crate) mod routes;
