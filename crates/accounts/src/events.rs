//! The facts of this room: all that others may know of what happened here.

use kernel::{AccountId, Fact, UserId};
use serde_json::json;
use uuid::Uuid;

/// An account, its sites or cost centres changed. Subject: the account's id; data: `number`, `name`.
pub const ACCOUNT_CHANGED: &str = "fondaco.account.changed.v1";
/// Many accounts were written at once. Subject: the batch; data: `accounts` (ids, at most 500 a fact).
pub const ACCOUNTS_IMPORTED: &str = "fondaco.accounts.imported.v1";
/// A person, or what they may do, changed. Subject: the user's id; data: `change`.
pub const MEMBER_CHANGED: &str = "fondaco.member.changed.v1";
/// A person is to be invited by mail. Subject: the user's id; data: `link` (see [`crate::mint_link`]), `email`, `name`,
/// `locale`, `invited_by`. The link's secret is in no fact: it is minted when the mail is written.
pub const MEMBER_INVITED: &str = "fondaco.member.invited.v1";
/// A person asked for a new password. Subject: the user's id; data: `link`, `email`, `name`, `locale`.
pub const PASSWORD_RESET_REQUESTED: &str = "fondaco.password_reset.requested.v1";
/// A session ended or began to act for somebody. Subject: the user's id.
pub const SESSION_CHANGED: &str = "fondaco.session.changed.v1";
/// An API client was made or revoked. Subject: the client's id.
pub const CLIENT_CHANGED: &str = "fondaco.client.changed.v1";
/// A tenant's own data changed. Subject: the tenant's id.
pub const TENANT_CHANGED: &str = "fondaco.tenant.changed.v1";

pub(crate) fn account_changed(account: &crate::Account) -> Fact {
    Fact {
        kind: ACCOUNT_CHANGED,
        subject: account.id.to_string(),
        account: Some(account.id),
        data: json!({"number": account.number, "name": account.name}),
    }
}

pub(crate) fn accounts_imported(accounts: &[AccountId]) -> Fact {
    let subject = Uuid::new_v4().to_string();
    Fact { kind: ACCOUNTS_IMPORTED, subject, account: None, data: json!({"accounts": accounts}) }
}

pub(crate) fn member_changed(user: UserId, account: Option<AccountId>, change: &str) -> Fact {
    Fact { kind: MEMBER_CHANGED, subject: user.to_string(), account, data: json!({"change": change}) }
}

pub(crate) fn session_changed(user: UserId, account: Option<AccountId>, change: &str) -> Fact {
    Fact { kind: SESSION_CHANGED, subject: user.to_string(), account, data: json!({"change": change}) }
}

pub(crate) fn client_changed(client: kernel::ClientId, account: Option<AccountId>, change: &str) -> Fact {
    Fact { kind: CLIENT_CHANGED, subject: client.to_string(), account, data: json!({"change": change}) }
}
