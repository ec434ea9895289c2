//! What can go wrong at checkout.

use kernel::{AmountError, Denied, ErrorKind, Fault, FieldFault};
use orders::OrderError;
use store::StoreError;

use crate::model::{CartCommand, CartState};

/// Every failure of this room; those of rooms above keep their own kinds and codes.
#[derive(Debug, thiserror::Error)]
pub enum CheckoutError {
    #[error(transparent)]
    Denied(#[from] Denied),
    #[error("there is no such cart")]
    NotFound,
    #[error("a cart that is {} cannot be changed that way: {}", state.code(), command.code())]
    NotAllowed { state: CartState, command: CartCommand },
    #[error("the cart has changed meanwhile")]
    VersionMoved,
    #[error("some of it is not acceptable")]
    Invalid(Vec<FieldFault>),
    #[error(transparent)]
    Order(#[from] OrderError),
    #[error("the amounts cannot be computed")]
    Amount(#[from] AmountError),
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl From<sea_orm::DbErr> for CheckoutError {
    fn from(error: sea_orm::DbErr) -> CheckoutError {
        CheckoutError::Store(error.into())
    }
}

impl Fault for CheckoutError {
    fn kind(&self) -> ErrorKind {
        match self {
            CheckoutError::Denied(denied) => denied.kind(),
            CheckoutError::NotFound => ErrorKind::NotFound,
            CheckoutError::NotAllowed { .. } => ErrorKind::Conflict,
            CheckoutError::VersionMoved => ErrorKind::PreconditionFailed,
            CheckoutError::Invalid(_) | CheckoutError::Amount(_) => ErrorKind::Invalid,
            CheckoutError::Order(error) => error.kind(),
            CheckoutError::Store(error) => error.kind(),
        }
    }

    fn code(&self) -> &'static str {
        match self {
            CheckoutError::Denied(denied) => denied.code(),
            CheckoutError::NotFound => "checkout.not_found",
            CheckoutError::NotAllowed { .. } => "checkout.not_allowed",
            CheckoutError::VersionMoved => "checkout.version_moved",
            CheckoutError::Invalid(_) => "checkout.invalid",
            CheckoutError::Amount(_) => "checkout.amount_out_of_range",
            CheckoutError::Order(error) => error.code(),
            CheckoutError::Store(error) => error.code(),
        }
    }

    fn fields(&self) -> Vec<FieldFault> {
        match self {
            CheckoutError::Invalid(fields) => fields.clone(),
            CheckoutError::Order(error) => error.fields(),
            _ => Vec::new(),
        }
    }
}
