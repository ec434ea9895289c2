//! Who is in an account group.

use kernel::{Action, Ctx, Scope, Version};
use serde_json::json;
use store::{AuditEntry, Tx};

use super::model::may_join;
use super::repo as groups;
use crate::AccountsError;
use crate::account::model::Account;
use crate::account::repo;
use crate::account::service::account_at;
use crate::events::account_changed;
use crate::fields::is_searchable;

/// Puts the account with this number into a group, out of another one only when it is said to be `moving`. Its prices
/// follow at once.
pub async fn join_group(ctx: &Ctx, tx: &mut Tx, code: &str, number: &str, moving: bool) -> Result<Account, AccountsError> {
    ctx.permit(Action::AccountAdminister, Scope::Tenant)?;
    let (group, _) = groups::held(tx, code).await?.ok_or(AccountsError::NotFound("account group"))?;
    let number = number.trim();
    if number.is_empty() {
        return Err(AccountsError::field("account", "empty", "say which account"));
    }
    let found = if is_searchable(number) { repo::by_number(tx.conn(), ctx.tenant, number).await? } else { None };
    let account = found.ok_or_else(|| AccountsError::field("account", "unknown", "there is no account with this number"))?;
    may_join(account.group.as_deref(), &group.code, moving)?;
    let seen = account.version;
    moved(ctx, tx, &group.code, (account, seen), Some(&group.code)).await
}

/// Takes an account out of a group. Fails with [`AccountsError::VersionMoved`] when the account is not as the caller saw it,
/// or has left the group meanwhile.
pub async fn leave_group(ctx: &Ctx, tx: &mut Tx, code: &str, number: &str, seen: Version) -> Result<Account, AccountsError> {
    ctx.permit(Action::AccountAdminister, Scope::Tenant)?;
    let (account, _) = account_at(ctx, tx.conn(), number, Action::AccountAdminister).await?;
    if account.group.as_deref() != Some(code) {
        return Err(AccountsError::VersionMoved);
    }
    moved(ctx, tx, code, (account, seen), None).await
}

/// Writes the account's new group, and tells. The entry is about the group whose page it was done on, and stands in the
/// account's history as well.
async fn moved(
    ctx: &Ctx,
    tx: &mut Tx,
    code: &str,
    (was, seen): (Account, Version),
    group: Option<&str>,
) -> Result<Account, AccountsError> {
    let account = Account { group: group.map(str::to_owned), version: seen + 1, ..was.clone() };
    if !repo::update(tx.conn(), ctx.tenant, &account, seen).await? {
        return Err(AccountsError::VersionMoved);
    }
    tx.announce(account_changed(&account));
    let action = if group.is_some() { "accounts.join_group" } else { "accounts.leave_group" };
    let detail = json!({"account": account.number, "group": {"was": was.group, "is": account.group}});
    tx.audit(AuditEntry::new(action, "account_group", code).of_account(account.id).with(detail));
    Ok(account)
}
