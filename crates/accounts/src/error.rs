//! What can go wrong in this room.

use kernel::{Denied, ErrorKind, Fault, FieldFault};
use store::StoreError;

use crate::person::model::PersonState;

/// A failure of the accounts room.
#[derive(Debug, thiserror::Error)]
pub enum AccountsError {
    #[error(transparent)]
    Denied(#[from] Denied),
    #[error(transparent)]
    Store(#[from] StoreError),
    /// Input that was read but is not acceptable, field by field.
    #[error("some fields are not acceptable; see errors")]
    Invalid(Vec<FieldFault>),
    /// Absent, or not the caller's to see.
    #[error("there is no such {0}, or it is not yours to see")]
    NotFound(&'static str),
    /// Somebody else has this number, code or e-mail address already.
    #[error("this {field} is taken; choose another")]
    Taken { field: &'static str },
    /// Somebody with this address is known already; a person belongs to one account.
    #[error("{}", .0.advice())]
    KnownPerson(KnownPerson),
    /// The row was changed since the caller read it.
    #[error("somebody changed this in the meantime; read it again and repeat your change")]
    VersionMoved,
    /// Accounts are in the group that should go.
    #[error("{members} accounts are in this group; put them into another one or take them out first")]
    GroupInUse { members: u64 },
    /// Wrong e-mail address or password, a disabled person, an unknown client: one answer for all, on purpose.
    #[error("these credentials are not valid")]
    BadCredentials,
    /// Too many failed attempts; the same answer for addresses that do not exist.
    #[error("too many failed attempts; try again in {seconds} s")]
    LockedOut { seconds: i64 },
    /// An invitation or reset link that is unknown, used or expired.
    #[error("this link is no longer valid; ask for a new one")]
    LinkInvalid,
    /// People do not disable themselves or change their own role: the last admin must not lock everybody out.
    #[error("you cannot do this to yourself; ask a colleague")]
    Oneself,
    /// The account is blocked, or the person disabled.
    #[error("this {0} is not active")]
    NotActive(&'static str),
    /// The password hashing failed, which is Fondaco's own fault.
    #[error("the password could not be processed")]
    Password(String),
}

/// Where somebody who is invited belongs already.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum KnownPerson {
    /// In the account, or among the seller's people, that invites.
    Here(PersonState),
    /// Anywhere else, which is not told.
    Elsewhere,
}

impl KnownPerson {
    const fn code(self) -> &'static str {
        match self {
            KnownPerson::Here(PersonState::Active) => "already_member",
            KnownPerson::Here(PersonState::Invited) => "already_invited",
            KnownPerson::Here(PersonState::Disabled) => "disabled_member",
            KnownPerson::Elsewhere => "other_account",
        }
    }

    const fn advice(self) -> &'static str {
        match self {
            KnownPerson::Here(PersonState::Active) => {
                "this person belongs here already: change their role or limit instead of inviting them"
            }
            KnownPerson::Here(PersonState::Invited) => "this person is invited already: send the invitation again instead",
            KnownPerson::Here(PersonState::Disabled) => "this person belongs here and is disabled: enable them again instead",
            KnownPerson::Elsewhere => {
                "this address is in use in another company, and a person belongs to one only: invite another address"
            }
        }
    }
}

impl AccountsError {
    /// One fault at one field.
    pub(crate) fn field(field: &str, code: &'static str, message: &str) -> AccountsError {
        AccountsError::Invalid(vec![FieldFault::new(field, code, message)])
    }
}

impl From<sea_orm::DbErr> for AccountsError {
    fn from(error: sea_orm::DbErr) -> AccountsError {
        AccountsError::Store(error.into())
    }
}

impl Fault for AccountsError {
    fn kind(&self) -> ErrorKind {
        match self {
            AccountsError::Denied(denied) => denied.kind(),
            AccountsError::Store(error) => error.kind(),
            AccountsError::Invalid(_) | AccountsError::LinkInvalid => ErrorKind::Invalid,
            AccountsError::NotFound(_) => ErrorKind::NotFound,
            AccountsError::KnownPerson(_)
            | AccountsError::Taken { .. }
            | AccountsError::GroupInUse { .. }
            | AccountsError::Oneself
            | AccountsError::NotActive(_) => ErrorKind::Conflict,
            AccountsError::VersionMoved => ErrorKind::PreconditionFailed,
            AccountsError::BadCredentials => ErrorKind::Unauthenticated,
            AccountsError::LockedOut { .. } => ErrorKind::RateLimited,
            AccountsError::Password(_) => ErrorKind::Internal,
        }
    }

    fn code(&self) -> &'static str {
        match self {
            AccountsError::Denied(denied) => denied.code(),
            AccountsError::Store(error) => error.code(),
            AccountsError::Invalid(_) => "accounts.invalid",
            AccountsError::NotFound(_) => "accounts.not_found",
            AccountsError::KnownPerson(KnownPerson::Here(_)) => "accounts.already_member",
            AccountsError::KnownPerson(KnownPerson::Elsewhere) | AccountsError::Taken { .. } => "accounts.taken",
            AccountsError::GroupInUse { .. } => "accounts.group_in_use",
            AccountsError::VersionMoved => "accounts.version_moved",
            AccountsError::BadCredentials => "accounts.bad_credentials",
            AccountsError::LockedOut { .. } => "accounts.locked_out",
            AccountsError::LinkInvalid => "accounts.link_invalid",
            AccountsError::Oneself => "accounts.oneself",
            AccountsError::NotActive(_) => "accounts.not_active",
            AccountsError::Password(_) => "accounts.password",
        }
    }

    fn fields(&self) -> Vec<FieldFault> {
        match self {
            AccountsError::Invalid(faults) => faults.clone(),
            AccountsError::KnownPerson(known) => vec![FieldFault::new("email", known.code(), known.advice())],
            AccountsError::Taken { field } => vec![FieldFault::new(*field, "taken", self.to_string())],
            _ => Vec::new(),
        }
    }

    fn retry_after(&self) -> Option<u64> {
        match self {
            AccountsError::LockedOut { seconds } => Some(u64::try_from(*seconds).unwrap_or(0).max(1)),
            _ => None,
        }
    }

    fn arguments(&self) -> Vec<(&'static str, String)> {
        match self {
            AccountsError::LockedOut { seconds } => vec![("seconds", seconds.to_string())],
            AccountsError::Taken { field } => vec![("field", (*field).to_owned())],
            _ => Vec::new(),
        }
    }
}
