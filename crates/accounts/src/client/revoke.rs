//! Revoking an API client.

use kernel::{Action, ClientId, Ctx, Denied, Scope};
use serde_json::json;
use store::{AuditEntry, Tx};

use super::repo;
use crate::AccountsError;
use crate::events::client_changed;

/// Ends a client and all of its tokens, for good. Revoking it twice is not an error.
pub async fn revoke_client(ctx: &Ctx, tx: &mut Tx, id: ClientId) -> Result<(), AccountsError> {
    let found = repo::by_id(tx.conn(), ctx.tenant, id).await?;
    let scope = found.as_ref().and_then(|found| found.client.account).map_or(Scope::Tenant, Scope::Account);
    let Some(found) = found else {
        // Whoever may not manage the tenant's clients learns the same of an absent one as of one out of reach.
        ctx.permit(Action::ClientManage, Scope::Tenant).map_err(secret)?;
        return Err(AccountsError::NotFound("client"));
    };
    ctx.permit(Action::ClientManage, scope).map_err(secret)?;
    let client = found.client;
    if !repo::revoke(tx.conn(), ctx.tenant, id, ctx.now).await? {
        tx.needs_no_audit();
        return Ok(());
    }
    tx.announce(client_changed(id, client.account, "revoked"));
    let entry =
        AuditEntry::new("accounts.revoke_client", "client", id).with(json!({"name": client.name, "client_id": client.client_id}));
    tx.audit(match client.account {
        Some(account) => entry.of_account(account),
        None => entry,
    });
    Ok(())
}

/// A customer's admin who may manage clients, only not this one, is told that there is none.
fn secret(denied: Denied) -> Denied {
    match denied {
        Denied::Forbidden(_) => Denied::Secret,
        other => other,
    }
}
