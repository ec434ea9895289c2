//! Creating an account.

use kernel::{AccountId, Action, Ctx, Scope};
use sea_orm::ConnectionTrait;
use serde_json::json;
use store::{AuditEntry, StoreError, Tx};

use super::model::{Account, AccountDetails};
use super::repo;
use crate::events::account_changed;
use crate::{AccountsError, group};

/// Takes a new customer in. Only the seller does.
pub async fn create_account(ctx: &Ctx, tx: &mut Tx, details: &AccountDetails) -> Result<Account, AccountsError> {
    ctx.permit(Action::AccountAdminister, Scope::Tenant)?;
    let details = details.cleaned()?;
    let parent = parent_of(ctx, tx.conn(), &details).await?;
    check_group(tx, &details).await?;
    let account = Account {
        id: AccountId::new(ctx.now),
        number: details.number,
        name: details.name,
        parent,
        group: details.group,
        country: details.country,
        vat_id: details.vat_id,
        vat_checked_at: None,
        market: details.market,
        currency: details.currency,
        payment_terms_days: details.payment_terms_days,
        state: details.state,
        order_limit: details.order_limit,
        foreign_key: details.foreign_key,
        version: 1,
    };
    repo::insert(tx.conn(), ctx.tenant, &account).await.map_err(taken)?;
    tx.announce(account_changed(&account));
    let entry = AuditEntry::new("accounts.create_account", "account", &account.number).of_account(account.id);
    tx.audit(entry.with(json!({"name": account.name, "country": account.country, "market": account.market})));
    Ok(account)
}

/// The id behind the parent's number.
pub(crate) async fn parent_of(
    ctx: &Ctx,
    conn: &impl ConnectionTrait,
    details: &AccountDetails,
) -> Result<Option<AccountId>, AccountsError> {
    let Some(number) = &details.parent else { return Ok(None) };
    let parent = repo::by_number(conn, ctx.tenant, number).await?;
    let parent = parent.ok_or_else(|| AccountsError::field("parent", "unknown", "there is no account with this number"))?;
    Ok(Some(parent.id))
}

pub(crate) async fn check_group(tx: &Tx, details: &AccountDetails) -> Result<(), AccountsError> {
    let Some(wanted) = &details.group else { return Ok(()) };
    if group::repo::held(tx, wanted).await?.is_some() {
        return Ok(());
    }
    Err(AccountsError::field("group", "unknown", "there is no account group with this code"))
}

pub(crate) fn taken(error: StoreError) -> AccountsError {
    if error.violates("accounts", &["tenant_id", "number"]) { AccountsError::Taken { field: "number" } } else { error.into() }
}
