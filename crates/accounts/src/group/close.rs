//! Closes a group of accounts.

use kernel::{Action, Ctx, Scope, Version};
use serde_json::json;
use store::{AuditEntry, Tx};

use super::repo;
use crate::AccountsError;

/// Takes a group away. Fails with [`AccountsError::GroupInUse`] while accounts are in it, and with
/// [`AccountsError::VersionMoved`] when it is not as the caller saw it. Whether price lists are assigned to it is for their
/// room to ask first.
pub async fn close_group(ctx: &Ctx, tx: &mut Tx, code: &str, seen: Version) -> Result<(), AccountsError> {
    ctx.permit(Action::AccountAdminister, Scope::Tenant)?;
    let (group, version) = repo::held(tx, code).await?.ok_or(AccountsError::NotFound("account group"))?;
    if version != seen {
        return Err(AccountsError::VersionMoved);
    }
    let members = repo::members(tx.conn(), ctx.tenant, code).await?;
    if members > 0 {
        return Err(AccountsError::GroupInUse { members });
    }
    if !repo::delete(tx.conn(), ctx.tenant, code, seen).await? {
        return Err(AccountsError::VersionMoved);
    }
    tx.audit(AuditEntry::new("accounts.close_group", "account_group", code).with(json!({"name": group.name})));
    Ok(())
}
