//! What can go wrong while the demo is written.

use accounts::AccountsError;
use approvals::ApprovalsError;
use catalog::CatalogError;
use checkout::CheckoutError;
use inventory::InventoryError;
use kernel::{AmountError, Denied};
use orders::OrderError;
use pricing::{LineFault, PricingError};
use store::StoreError;

/// Why the demo could not be written. Whatever was written before stays; the store is best thrown away.
#[derive(Debug, thiserror::Error)]
pub enum SeedError {
    #[error(transparent)]
    Store(#[from] StoreError),
    #[error("people and accounts: {0}")]
    Accounts(#[from] AccountsError),
    #[error("approvals: {0}")]
    Approvals(#[from] ApprovalsError),
    #[error("catalogue: {0}")]
    Catalog(#[from] CatalogError),
    #[error("prices: {0}")]
    Pricing(#[from] PricingError),
    #[error("stock: {0}")]
    Inventory(#[from] InventoryError),
    #[error("orders: {0}")]
    Orders(#[from] OrderError),
    #[error("carts: {0}")]
    Checkout(#[from] CheckoutError),
    #[error("a line of an order: {0}")]
    Line(#[from] LineFault),
    #[error(transparent)]
    Amount(#[from] AmountError),
    #[error(transparent)]
    Denied(#[from] Denied),
    /// A room refused something that the demo made: the two do not fit together.
    #[error("{what} was refused: {reason}")]
    Refused { what: &'static str, reason: String },
}

impl SeedError {
    pub(super) fn refused(what: &'static str, reason: impl Into<String>) -> SeedError {
        SeedError::Refused { what, reason: reason.into() }
    }
}
