//! What can go wrong with orders.

use inventory::InventoryError;
use kernel::{AmountError, Denied, ErrorKind, Fault, FieldFault, Quantity};
use serde_json::json;
use store::StoreError;

use crate::state::{Command, OrderState};

/// A line that the stock cannot fill.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ShortLine {
    /// Place in the order, from 1.
    pub position: i32,
    pub sku: String,
    pub wanted: Quantity,
    pub available: Quantity,
}

/// Every failure of this room.
#[derive(Debug, thiserror::Error)]
pub enum OrderError {
    #[error(transparent)]
    Denied(#[from] Denied),
    #[error("there is no such order")]
    NotFound,
    #[error("an order that is {} cannot {} now", state.code(), command.code())]
    NotAllowed { state: OrderState, command: Command },
    #[error("the order has changed meanwhile")]
    VersionMoved,
    #[error("this external id was used for another account's order")]
    ExternalIdUsed,
    #[error("nothing of this order can be shipped now")]
    NothingToShip,
    /// Too little stock, and the order takes no less. Nothing was reserved.
    #[error("there is not enough stock for {} of the lines", .0.len())]
    Insufficient(Vec<ShortLine>),
    #[error("the order cannot be taken as it is")]
    Invalid(Vec<FieldFault>),
    #[error("the amounts of the order cannot be computed")]
    Amount(#[from] AmountError),
    #[error(transparent)]
    Stock(#[from] InventoryError),
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl OrderError {
    pub(crate) fn field(field: impl Into<String>, code: &'static str, message: impl Into<String>) -> OrderError {
        OrderError::Invalid(vec![FieldFault::new(field, code, message)])
    }
}

impl From<sea_orm::DbErr> for OrderError {
    fn from(error: sea_orm::DbErr) -> OrderError {
        OrderError::Store(error.into())
    }
}

impl Fault for OrderError {
    fn kind(&self) -> ErrorKind {
        match self {
            OrderError::Denied(denied) => denied.kind(),
            OrderError::NotFound => ErrorKind::NotFound,
            OrderError::NotAllowed { .. }
            | OrderError::ExternalIdUsed
            | OrderError::NothingToShip
            | OrderError::Insufficient(_) => ErrorKind::Conflict,
            OrderError::VersionMoved => ErrorKind::PreconditionFailed,
            OrderError::Invalid(_) | OrderError::Amount(_) => ErrorKind::Invalid,
            OrderError::Stock(error) => error.kind(),
            OrderError::Store(error) => error.kind(),
        }
    }

    fn code(&self) -> &'static str {
        match self {
            OrderError::Denied(denied) => denied.code(),
            OrderError::NotFound => "orders.not_found",
            OrderError::NotAllowed { .. } => "orders.not_allowed",
            OrderError::VersionMoved => "orders.version_moved",
            OrderError::ExternalIdUsed => "orders.external_id_used",
            OrderError::NothingToShip => "orders.nothing_to_ship",
            OrderError::Invalid(_) => "orders.invalid",
            OrderError::Amount(_) => "orders.amount_out_of_range",
            OrderError::Insufficient(_) => "inventory.insufficient",
            OrderError::Stock(error) => error.code(),
            OrderError::Store(error) => error.code(),
        }
    }

    fn fields(&self) -> Vec<FieldFault> {
        match self {
            OrderError::Invalid(fields) => fields.clone(),
            OrderError::Stock(error) => error.fields(),
            _ => Vec::new(),
        }
    }

    fn arguments(&self) -> Vec<(&'static str, String)> {
        match self {
            OrderError::NotAllowed { state, command } => {
                vec![("state", state.code().to_owned()), ("command", command.code().to_owned())]
            }
            _ => Vec::new(),
        }
    }
    fn extension(&self) -> Option<serde_json::Value> {
        match self {
            OrderError::Insufficient(lines) => {
                let line = |line: &ShortLine| json!({"line": line.position, "sku": line.sku, "quantity": line.wanted, "available": line.available});
                Some(json!({"lines": lines.iter().map(line).collect::<Vec<_>>()}))
            }
            OrderError::Stock(error) => error.extension(),
            _ => None,
        }
    }
}
