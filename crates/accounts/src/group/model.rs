//! What an account group is, and which account may come in.

use kernel::Version;
use serde::{Deserialize, Serialize};

use crate::AccountsError;

/// A group of accounts with terms in common.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct AccountGroup {
    pub code: String,
    pub name: String,
}

/// A group as lists show it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GroupSummary {
    pub code: String,
    pub name: String,
    /// Of the name; who is in the group is a matter of the accounts.
    pub version: Version,
    /// How many accounts are in it.
    pub members: u64,
}

/// Whether an account that is in `now` may come into the group `code`: out of another group only when the caller says that
/// it moves, since that changes its prices.
pub(crate) fn may_join(now: Option<&str>, code: &str, moving: bool) -> Result<(), AccountsError> {
    match now {
        Some(now) if now == code => {
            Err(AccountsError::field("account", "already_in_group", "this account is in the group already"))
        }
        Some(now) if !moving => {
            let message = format!("this account is in the group {now}; say that it moves, or take it out there first");
            Err(AccountsError::field("account", "in_another_group", &message))
        }
        _ => Ok(()),
    }
}
