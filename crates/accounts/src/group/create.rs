//! Opening an account group.

use kernel::{Action, Ctx, Scope};
use serde_json::json;
use store::{AuditEntry, Tx};

use super::model::AccountGroup;
use super::repo;
use crate::AccountsError;
use crate::fields::Fields;

/// Opens a group of accounts.
pub async fn create_group(ctx: &Ctx, tx: &mut Tx, group: &AccountGroup) -> Result<AccountGroup, AccountsError> {
    ctx.permit(Action::AccountAdminister, Scope::Tenant)?;
    let mut fields = Fields::new();
    let group = AccountGroup { code: fields.code("code", &group.code), name: fields.line("name", &group.name, 200) };
    if group.code.eq_ignore_ascii_case("new") {
        fields.fault("code", "reserved", "`new` is no code: choose another");
    }
    fields.done()?;
    // The primary key would refuse a second one too, but under another name on each engine.
    if repo::find(tx.conn(), ctx.tenant, &group.code).await?.is_some() {
        return Err(AccountsError::Taken { field: "code" });
    }
    repo::insert(tx.conn(), ctx.tenant, &group).await?;
    tx.audit(AuditEntry::new("accounts.create_group", "account_group", &group.code).with(json!({"name": group.name})));
    Ok(group)
}
