//! Creating an API client.

use kernel::{Action, ClientId, CostCentreId, Ctx, Scope};
use sea_orm::ConnectionTrait;
use serde_json::json;
use store::{AuditEntry, Tx};

use super::model::{Client, CreatedClient, NewClient, scope_text};
use super::repo;
use crate::events::client_changed;
use crate::fields::Fields;
use crate::{AccountsError, account, secret};

/// Makes a client and its secret, which is shown this once. The scopes must be ones that its owner can have: a customer's
/// admin gives the customer's systems what systems need, which is more than people click (placing orders in one call).
pub async fn create_client(ctx: &Ctx, tx: &mut Tx, new: &NewClient) -> Result<CreatedClient, AccountsError> {
    ctx.permit(Action::ClientManage, new.account.map_or(Scope::Tenant, Scope::Account))?;
    let mut fields = Fields::new();
    let name = fields.line("name", &new.name, 120);
    let mut scopes = new.scopes.clone();
    scopes.sort();
    scopes.dedup();
    let default_cost_centre = default_cost_centre(ctx, tx.conn(), new, &mut fields).await?;
    let client = Client {
        id: ClientId::new(ctx.now),
        client_id: secret::new_name("fondaco-"),
        name,
        account: new.account,
        scopes,
        default_cost_centre,
        created_at: ctx.now,
        revoked_at: None,
    };
    if client.scopes.is_empty() {
        fields.fault("scopes", "empty", "must name at least one scope");
    }
    for scope in client.scopes.iter().filter(|scope| !scope.fits(client.owner())) {
        fields.fault("scopes", "not_here", &format!("{} is for the seller's own clients", scope.code()));
    }
    fields.done()?;
    let secret = secret::new_secret("fds_");
    repo::insert(tx.conn(), ctx.tenant, &client, secret::digest(&secret)).await?;
    tx.announce(client_changed(client.id, client.account, "created"));
    let detail = json!({"name": client.name, "client_id": client.client_id, "scopes": scope_text(&client.scopes)});
    let entry = AuditEntry::new("accounts.create_client", "client", client.id).with(detail);
    tx.audit(match client.account {
        Some(account) => entry.of_account(account),
        None => entry,
    });
    Ok(CreatedClient { client, secret })
}

async fn default_cost_centre(
    ctx: &Ctx,
    conn: &impl ConnectionTrait,
    new: &NewClient,
    fields: &mut Fields,
) -> Result<Option<CostCentreId>, AccountsError> {
    let card = match new.account {
        Some(account) => {
            let card = account::repo::cards(conn, ctx.tenant, Some(&[account])).await?.pop();
            Some(card.ok_or(AccountsError::NotFound("account"))?)
        }
        None => None,
    };
    let Some(code) = new.default_cost_centre.as_deref().filter(|code| !code.trim().is_empty()) else { return Ok(None) };
    let centre = card.as_ref().and_then(|card| card.active_cost_centres().find(|centre| centre.code == code.trim()));
    if centre.is_none() {
        fields.fault("default_cost_centre", "unknown", "there is no active cost centre with this code in the account");
    }
    Ok(centre.map(|centre| centre.id))
}
