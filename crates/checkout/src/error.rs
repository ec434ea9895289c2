//! What can go wrong at checkout.

use accounts::AccountsError;
use approvals::{ApprovalsError, Reason};
use kernel::{AmountError, Denied, ErrorKind, Fault, FieldFault, Money, UnitPrice, Version};
use orders::OrderError;
use pricing::LineFault;
use serde_json::json;
use store::StoreError;

use crate::snapshot::Change;
use crate::state::{CartCommand, CartState};

/// A line whose price is not the one that was expected.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PriceMismatch {
    /// Place in the request, from 0.
    pub place: usize,
    pub sku: String,
    pub expected: UnitPrice,
    pub actual: UnitPrice,
}

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
    #[error("some fields are not acceptable; see errors")]
    Invalid(Vec<FieldFault>),
    /// Prices, stock or lines are no longer as they were seen.
    #[error("something has changed since this was looked at; look at it again, then repeat")]
    Changed { changes: Vec<Change>, digest: String },
    /// The prices that a direct order expects are not the account's prices now.
    #[error("the price of {} lines is not the one expected", .0.len())]
    PriceChanged(Vec<PriceMismatch>),
    /// A direct order above a limit: nothing waits for a decision but carts.
    #[error("this order is above a limit, so that somebody must decide on it: put it into a cart and submit the cart")]
    ApprovalNeeded { reason: Reason, net: Money },
    /// Since it was submitted the amount has grown beyond what those who were asked may decide.
    #[error("the amount has grown beyond what was asked for; reject it, so that it can be submitted again")]
    NeedsMoreApproval,
    #[error(
        "this account is blocked and orders nothing for now; its carts are kept: ask the seller to lift the block, then repeat"
    )]
    AccountBlocked,
    /// The person stood in for.
    #[error("the person for whom this would be ordered is disabled: act for somebody else, or have them enabled again")]
    PersonDisabled,
    #[error("the cart is empty")]
    Empty,
    #[error(transparent)]
    Accounts(#[from] AccountsError),
    #[error(transparent)]
    Approval(#[from] ApprovalsError),
    #[error(transparent)]
    Price(#[from] LineFault),
    #[error(transparent)]
    Order(#[from] OrderError),
    #[error("the amounts cannot be computed")]
    Amount(#[from] AmountError),
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl CheckoutError {
    pub(crate) fn field(field: impl Into<String>, code: &'static str, message: impl Into<String>) -> CheckoutError {
        CheckoutError::Invalid(vec![FieldFault::new(field, code, message)])
    }

    /// Of two changes at once the later finds the cart moved on. Who named the version that they saw must look again; who
    /// named none asked for the change whatever the version, and it may simply be made anew.
    pub(crate) fn unless_named(self, version: Option<Version>) -> CheckoutError {
        match (self, version) {
            (CheckoutError::VersionMoved, None) => CheckoutError::Store(StoreError::Contended),
            (other, _) => other,
        }
    }

    /// The failure of a room above, when it is one.
    fn inner(&self) -> Option<&dyn Fault> {
        match self {
            CheckoutError::Denied(error) => Some(error),
            CheckoutError::Order(error) => Some(error),
            CheckoutError::Accounts(error) => Some(error),
            CheckoutError::Approval(error) => Some(error),
            CheckoutError::Price(error) => Some(error),
            CheckoutError::Store(error) => Some(error),
            _ => None,
        }
    }
}

impl From<sea_orm::DbErr> for CheckoutError {
    fn from(error: sea_orm::DbErr) -> CheckoutError {
        CheckoutError::Store(error.into())
    }
}

impl Fault for CheckoutError {
    fn kind(&self) -> ErrorKind {
        match self {
            CheckoutError::NotFound => ErrorKind::NotFound,
            CheckoutError::NotAllowed { .. }
            | CheckoutError::Changed { .. }
            | CheckoutError::PriceChanged(_)
            | CheckoutError::ApprovalNeeded { .. }
            | CheckoutError::NeedsMoreApproval
            | CheckoutError::AccountBlocked
            | CheckoutError::PersonDisabled => ErrorKind::Conflict,
            CheckoutError::VersionMoved => ErrorKind::PreconditionFailed,
            CheckoutError::Invalid(_) | CheckoutError::Amount(_) | CheckoutError::Empty => ErrorKind::Invalid,
            other => other.inner().map_or(ErrorKind::Internal, Fault::kind),
        }
    }

    fn code(&self) -> &'static str {
        match self {
            CheckoutError::NotFound => "checkout.not_found",
            CheckoutError::NotAllowed { .. } => "checkout.not_allowed",
            CheckoutError::VersionMoved => "checkout.version_moved",
            CheckoutError::Invalid(_) => "checkout.invalid",
            CheckoutError::Changed { .. } => "checkout.changed",
            CheckoutError::PriceChanged(_) => "checkout.price_changed",
            CheckoutError::ApprovalNeeded { .. } => "checkout.approval_needed",
            CheckoutError::NeedsMoreApproval => "checkout.needs_more_approval",
            CheckoutError::AccountBlocked => "checkout.account_blocked",
            CheckoutError::PersonDisabled => "checkout.person_disabled",
            CheckoutError::Empty => "checkout.empty",
            CheckoutError::Amount(_) => "checkout.amount_out_of_range",
            other => other.inner().map_or("checkout.failed", Fault::code),
        }
    }

    fn fields(&self) -> Vec<FieldFault> {
        match self {
            CheckoutError::Invalid(fields) => fields.clone(),
            other => other.inner().map_or_else(Vec::new, Fault::fields),
        }
    }

    fn arguments(&self) -> Vec<(&'static str, String)> {
        match self {
            CheckoutError::NotAllowed { state, command } => {
                vec![("state", state.code().to_owned()), ("command", command.code().to_owned())]
            }
            other => other.inner().map_or_else(Vec::new, Fault::arguments),
        }
    }

    fn extension(&self) -> Option<serde_json::Value> {
        match self {
            CheckoutError::Changed { changes, digest } => Some(json!({"changes": changes, "digest": digest})),
            CheckoutError::PriceChanged(lines) => {
                let line = |line: &PriceMismatch| json!({"line": line.place, "sku": line.sku, "expected": line.expected, "actual": line.actual});
                Some(json!({"lines": lines.iter().map(line).collect::<Vec<_>>()}))
            }
            CheckoutError::ApprovalNeeded { reason, net } => Some(json!({"reason": reason, "net": net})),
            other => other.inner().and_then(Fault::extension),
        }
    }
}
