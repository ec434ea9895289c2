//! What can go wrong in this room.

use accounts::AccountsError;
use kernel::{AmountError, Denied, ErrorKind, Fault, FieldFault};
use store::StoreError;

/// A failure of the approvals room.
#[derive(Debug, thiserror::Error)]
pub enum ApprovalsError {
    #[error(transparent)]
    Denied(#[from] Denied),
    #[error(transparent)]
    Store(#[from] StoreError),
    #[error(transparent)]
    Accounts(#[from] AccountsError),
    /// Amounts of two currencies, or out of range.
    #[error(transparent)]
    Amount(#[from] AmountError),
    #[error("some fields are not acceptable; see errors")]
    Invalid(Vec<FieldFault>),
    /// Absent, or not the caller's to see.
    #[error("there is no such approval request, or it is not yours to see")]
    NotFound,
    /// Decided or withdrawn already, perhaps a moment ago by somebody else.
    #[error("this request has been decided or withdrawn already")]
    AlreadyConcluded,
    /// Nobody approves what they asked for themselves.
    #[error("you asked for this yourself; somebody else must decide")]
    OwnRequest,
    /// Another step's turn: this person is not among those who decide now.
    #[error("it is not your turn to decide on this request")]
    NotYourTurn,
    /// Nobody in the account could decide.
    #[error("nobody in your company may approve this; ask an account admin to invite an approver")]
    NoApprover,
    /// A second request on a subject that waits already.
    #[error("this waits for an approval already")]
    AlreadyWaiting,
    /// The policy was changed since the caller read it.
    #[error("somebody changed this in the meantime; read it again and repeat your change")]
    VersionMoved,
}

impl From<sea_orm::DbErr> for ApprovalsError {
    fn from(error: sea_orm::DbErr) -> ApprovalsError {
        ApprovalsError::Store(error.into())
    }
}

impl Fault for ApprovalsError {
    fn kind(&self) -> ErrorKind {
        match self {
            ApprovalsError::Denied(denied) => denied.kind(),
            ApprovalsError::Store(error) => error.kind(),
            ApprovalsError::Accounts(error) => error.kind(),
            ApprovalsError::Amount(_) | ApprovalsError::Invalid(_) => ErrorKind::Invalid,
            ApprovalsError::NotFound => ErrorKind::NotFound,
            ApprovalsError::OwnRequest | ApprovalsError::NotYourTurn => ErrorKind::Forbidden,
            ApprovalsError::AlreadyConcluded | ApprovalsError::NoApprover | ApprovalsError::AlreadyWaiting => ErrorKind::Conflict,
            ApprovalsError::VersionMoved => ErrorKind::PreconditionFailed,
        }
    }

    fn code(&self) -> &'static str {
        match self {
            ApprovalsError::Denied(denied) => denied.code(),
            ApprovalsError::Store(error) => error.code(),
            ApprovalsError::Accounts(error) => error.code(),
            ApprovalsError::Amount(_) => "approvals.amount",
            ApprovalsError::Invalid(_) => "approvals.invalid",
            ApprovalsError::NotFound => "approvals.not_found",
            ApprovalsError::AlreadyConcluded => "approvals.already_concluded",
            ApprovalsError::OwnRequest => "approvals.own_request",
            ApprovalsError::NotYourTurn => "approvals.not_your_turn",
            ApprovalsError::NoApprover => "approvals.no_approver",
            ApprovalsError::AlreadyWaiting => "approvals.already_waiting",
            ApprovalsError::VersionMoved => "approvals.version_moved",
        }
    }

    fn fields(&self) -> Vec<FieldFault> {
        match self {
            ApprovalsError::Invalid(faults) => faults.clone(),
            ApprovalsError::Accounts(error) => error.fields(),
            _ => Vec::new(),
        }
    }

    fn arguments(&self) -> Vec<(&'static str, String)> {
        match self {
            ApprovalsError::Accounts(error) => error.arguments(),
            _ => Vec::new(),
        }
    }
}
