//! What can go wrong with stock.

use kernel::{Denied, ErrorKind, Fault, FieldFault, OrderLineId, ProductId, Quantity};
use serde_json::json;
use store::StoreError;

/// A line that cannot be filled.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Shortage {
    pub line: OrderLineId,
    pub product: ProductId,
    pub wanted: Quantity,
    /// What this line could have had, after the order's lines before it.
    pub available: Quantity,
}

#[derive(Debug, thiserror::Error)]
pub enum InventoryError {
    #[error(transparent)]
    Store(#[from] StoreError),
    #[error(transparent)]
    Denied(#[from] Denied),
    /// Too little stock, and the caller does not take less. Nothing was reserved.
    #[error("there is not enough stock")]
    Insufficient(Vec<Shortage>),
    /// The input was understood and is not acceptable.
    #[error("the stock data is not acceptable")]
    Invalid(Vec<FieldFault>),
    #[error("there is no warehouse {0}")]
    WarehouseNotFound(String),
    #[error("there is no product {0}")]
    ProductNotFound(String),
    #[error("the warehouse code {0} is taken")]
    CodeTaken(String),
    /// The row was changed since the caller read it.
    #[error("the warehouse was changed meanwhile")]
    VersionMoved,
    /// Stock would fall below what is reserved, or below nothing.
    #[error("stock would fall below what is reserved for orders")]
    BelowReserved,
    /// More would be shipped than is reserved for the line.
    #[error("more would leave than is reserved for the order line")]
    NotReserved,
    #[error("the quantity is larger than Fondaco can count")]
    TooLarge,
}

impl InventoryError {
    pub fn field(field: impl Into<String>, code: &'static str, message: impl Into<String>) -> InventoryError {
        InventoryError::Invalid(vec![FieldFault::new(field, code, message)])
    }
}

impl From<sea_orm::DbErr> for InventoryError {
    fn from(error: sea_orm::DbErr) -> InventoryError {
        match StoreError::from(error) {
            StoreError::Violated { constraint } if constraint.starts_with("ck__stock_levels") => InventoryError::BelowReserved,
            other => InventoryError::Store(other),
        }
    }
}

impl From<kernel::AmountError> for InventoryError {
    fn from(_: kernel::AmountError) -> InventoryError {
        InventoryError::TooLarge
    }
}

impl Fault for InventoryError {
    fn kind(&self) -> ErrorKind {
        match self {
            InventoryError::Store(error) => error.kind(),
            InventoryError::Denied(error) => error.kind(),
            InventoryError::Insufficient(_) | InventoryError::CodeTaken(_) => ErrorKind::Conflict,
            InventoryError::BelowReserved | InventoryError::NotReserved => ErrorKind::Conflict,
            InventoryError::Invalid(_) | InventoryError::TooLarge => ErrorKind::Invalid,
            InventoryError::WarehouseNotFound(_) | InventoryError::ProductNotFound(_) => ErrorKind::NotFound,
            InventoryError::VersionMoved => ErrorKind::PreconditionFailed,
        }
    }

    fn code(&self) -> &'static str {
        match self {
            InventoryError::Store(error) => error.code(),
            InventoryError::Denied(error) => error.code(),
            InventoryError::Insufficient(_) => "inventory.insufficient",
            InventoryError::Invalid(_) => "inventory.invalid",
            InventoryError::WarehouseNotFound(_) => "inventory.warehouse_not_found",
            InventoryError::ProductNotFound(_) => "inventory.product_not_found",
            InventoryError::CodeTaken(_) => "inventory.code_taken",
            InventoryError::VersionMoved => "inventory.version_moved",
            InventoryError::BelowReserved => "inventory.below_reserved",
            InventoryError::NotReserved => "inventory.not_reserved",
            InventoryError::TooLarge => "inventory.too_large",
        }
    }

    fn fields(&self) -> Vec<FieldFault> {
        match self {
            InventoryError::Invalid(fields) => fields.clone(),
            _ => Vec::new(),
        }
    }

    fn arguments(&self) -> Vec<(&'static str, String)> {
        match self {
            InventoryError::WarehouseNotFound(code) | InventoryError::ProductNotFound(code) | InventoryError::CodeTaken(code) => {
                vec![("code", code.clone())]
            }
            _ => Vec::new(),
        }
    }

    fn extension(&self) -> Option<serde_json::Value> {
        let InventoryError::Insufficient(shortages) = self else { return None };
        let lines: Vec<serde_json::Value> = shortages
            .iter()
            .map(|short| json!({"line_id": short.line, "product_id": short.product, "wanted": short.wanted, "available": short.available}))
            .collect();
        Some(json!({"shortages": lines}))
    }
}
