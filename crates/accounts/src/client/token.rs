//! Access tokens: what a client gets for its secret.

use kernel::{AccountId, Actor, ActorKind, Ctx, Reach, TenantId};
use serde_json::json;
use std::sync::Arc;
use store::{AuditEntry, Store, StoreError};
use subtle::ConstantTimeEq;

use super::model::{AccessToken, Client, ClientScope, actions, scope_text};
use super::repo::{self, TokenRow};
use crate::fields::is_searchable;
use crate::{AccountsError, secret};

/// How long an access token is good.
pub const TOKEN_SECONDS: i64 = 3600;

/// What tells an access token at first sight.
pub(crate) const ACCESS_PREFIX: &str = "fdt_";

/// Gives a client that proves itself a token with the scopes asked for, or with all of its own.
///
/// The client tells the tenant, so the caller's context may be of any. Fails with `BadCredentials` for an unknown or
/// revoked client and a wrong secret alike.
pub async fn issue_token(
    ctx: &Ctx,
    store: &Store,
    (client_id, client_secret): (&str, &str),
    wanted: Option<&[ClientScope]>,
) -> Result<AccessToken, AccountsError> {
    let found = if is_searchable(client_id) { repo::by_client_id(store.reader(), client_id).await? } else { None };
    let shown = secret::digest(client_secret);
    let row = found.filter(|row| {
        let right: bool = row.secret_hash.as_bytes().ct_eq(shown.as_bytes()).into();
        right && row.client.revoked_at.is_none()
    });
    let row = row.ok_or(AccountsError::BadCredentials)?;
    let scopes = match wanted {
        None => row.client.scopes.clone(),
        Some(wanted) if wanted.iter().all(|scope| row.client.scopes.contains(scope)) => wanted.to_vec(),
        Some(_) => return Err(AccountsError::field("scope", "beyond_yours", "asks for more than this client was given")),
    };
    let ctx = Ctx { tenant: row.tenant, actor: actor_of(&row.client, &scopes), ..ctx.clone() };
    let token = secret::new_secret(ACCESS_PREFIX);
    let kept = TokenRow {
        tenant: row.tenant,
        client: row.client.id,
        scopes: scopes.clone(),
        expires_at: ctx.now.plus_seconds(TOKEN_SECONDS),
    };
    let mut tx = store.begin(&ctx).await?;
    repo::insert_token(tx.conn(), &kept, secret::digest(&token)).await?;
    tx.audit(AuditEntry::new("accounts.issue_token", "client", row.client.id).with(json!({"scopes": scope_text(&scopes)})));
    tx.commit().await?;
    Ok(AccessToken { token, expires_in: TOKEN_SECONDS, scopes })
}

/// The actor that a client is with these scopes.
pub(crate) fn actor_of(client: &Client, scopes: &[ClientScope]) -> Actor {
    let reach = match client.account {
        Some(account) => Reach::Accounts(Arc::<[AccountId]>::from([account])),
        None => Reach::Tenant,
    };
    Actor {
        kind: ActorKind::Client(client.id),
        name: client.name.as_str().into(),
        account: client.account,
        acting_for: None,
        actions: actions(scopes, client.owner()),
        reach,
    }
}

/// The client behind a token, as long as both are good.
pub(crate) async fn behind_token(store: &Store, token: &str) -> Result<Option<(TenantId, Client, TokenRow)>, StoreError> {
    let Some(row) = repo::token(store.reader(), &secret::digest(token)).await? else { return Ok(None) };
    let client = repo::by_id(store.reader(), row.tenant, row.client).await?.map(|found| found.client);
    Ok(client.filter(|client| client.revoked_at.is_none()).map(|client| (row.tenant, client, row)))
}
