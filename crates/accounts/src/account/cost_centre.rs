//! Adding and changing the cost centres of an account.

use kernel::{Action, CostCentreId, Ctx, Version};
use serde_json::json;
use store::{AuditEntry, StoreError, Tx};

use super::model::{Account, CostCentre, CostCentreDetails};
use super::repo;
use super::service::account_at;
use crate::AccountsError;
use crate::events::account_changed;

/// Adds a cost centre.
pub async fn add_cost_centre(
    ctx: &Ctx,
    tx: &mut Tx,
    account_number: &str,
    details: &CostCentreDetails,
) -> Result<CostCentre, AccountsError> {
    let (account, _) = account_at(ctx, tx.conn(), account_number, Action::AccountManage).await?;
    let CostCentreDetails { code, name, active } = details.cleaned("")?;
    let centre = CostCentre { id: CostCentreId::new(ctx.now), account: account.id, code, name, active, version: 1 };
    repo::insert_cost_centre(tx.conn(), ctx.tenant, &centre).await.map_err(taken)?;
    told(tx, &account, &centre, "accounts.add_cost_centre");
    Ok(centre)
}

/// Replaces the details of a cost centre. One that is no longer used is made inactive: old orders keep pointing at it.
pub async fn update_cost_centre(
    ctx: &Ctx,
    tx: &mut Tx,
    (account_number, code): (&str, &str),
    details: &CostCentreDetails,
    seen: Version,
) -> Result<CostCentre, AccountsError> {
    let (account, _) = account_at(ctx, tx.conn(), account_number, Action::AccountManage).await?;
    let details = details.cleaned("")?;
    let card = repo::cards(tx.conn(), ctx.tenant, Some(&[account.id])).await?.pop();
    let known = card.as_ref().and_then(|card| card.cost_centre(code)).ok_or(AccountsError::NotFound("cost centre"))?;
    let CostCentreDetails { code, name, active } = details;
    let changed = CostCentre { id: known.id, account: account.id, code, name, active, version: seen + 1 };
    if !repo::update_cost_centre(tx.conn(), ctx.tenant, &changed, seen).await.map_err(taken)? {
        return Err(AccountsError::VersionMoved);
    }
    told(tx, &account, &changed, "accounts.update_cost_centre");
    Ok(changed)
}

fn told(tx: &mut Tx, account: &Account, centre: &CostCentre, action: &'static str) {
    tx.announce(account_changed(account));
    let detail = json!({"account": account.number, "name": centre.name, "active": centre.active});
    tx.audit(AuditEntry::new(action, "cost_centre", &centre.code).of_account(account.id).with(detail));
}

fn taken(error: StoreError) -> AccountsError {
    if error.violates("cost_centres", &["account_id", "code"]) { AccountsError::Taken { field: "code" } } else { error.into() }
}
