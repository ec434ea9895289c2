//! Renaming an account group.

use kernel::{Action, Ctx, Scope, Version};
use serde_json::json;
use store::{AuditEntry, Tx};

use super::model::AccountGroup;
use super::repo;
use crate::AccountsError;
use crate::fields::Fields;

/// Gives a group another name; its code, by which price lists and accounts name it, stays. Fails with
/// [`AccountsError::VersionMoved`] when the group is not as the caller saw it.
pub async fn rename_group(ctx: &Ctx, tx: &mut Tx, code: &str, name: &str, seen: Version) -> Result<AccountGroup, AccountsError> {
    ctx.permit(Action::AccountAdminister, Scope::Tenant)?;
    let (known, _) = repo::find(tx.conn(), ctx.tenant, code).await?.ok_or(AccountsError::NotFound("account group"))?;
    let mut fields = Fields::new();
    let group = AccountGroup { code: known.code, name: fields.line("name", name, 200) };
    fields.done()?;
    if !repo::rename(tx.conn(), ctx.tenant, &group, seen).await? {
        return Err(AccountsError::VersionMoved);
    }
    let detail = json!({"name": {"was": known.name, "is": group.name}});
    tx.audit(AuditEntry::new("accounts.rename_group", "account_group", &group.code).with(detail));
    Ok(group)
}
