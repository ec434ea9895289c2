//! The people and companies of the demo: the seller, its customers, what they pay and what they ordered before.
//!
//! Data and pure functions only; the seed writes them. Begin with [`ACCOUNTS`] and [`COLLEAGUES`].

mod accounts;
mod history;
mod people;
mod prices;

#[cfg(test)]
mod tests;

pub use accounts::{ACCOUNTS, Account, ApprovalStep, CostCentre, OUTLET, ROSSI, Site, WORKSHOPS, WORKSHOPS_NAME};
pub use history::{PastOrder, Progress, past_orders};
pub use people::{COLLEAGUES, FIRST_REP, Person, SECOND_REP};
pub use prices::{
    BASE_LIST, CONTRACT_LIST, OUTLET_LIST, Tier, WORKSHOP_DISCOUNT_PERCENT, WORKSHOP_LIST, base, contract, outlet,
    rossi_part_number, workshop,
};

/// The seller.
pub const SELLER: &str = "Dogana Forniture Industriali S.r.l.";
/// The seller's short name in commands and configuration.
pub const SELLER_SLUG: &str = "demo";
/// The accent colour of the seller's pages.
pub const ACCENT: &str = "#0f5c8c";
