//! Buying: quick order, the team's cart, checkout.

pub mod cart;
pub mod checkout;
pub mod quick_order;
