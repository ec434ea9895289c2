//! Finding accounts, within the caller's reach.

use std::sync::Arc;

use kernel::{AccountId, Action, ActorKind, Ctx, Denied, Page, PageRequest, Permit, Reach, Scope};
use sea_orm::ConnectionTrait;
use uuid::Uuid;

use super::model::{Account, AccountCard};
use super::repo::{self, AccountFilter};
use crate::AccountsError;
use crate::fields::is_searchable;

/// The accounts that the caller reaches with an action: `None` is every account of the tenant.
///
/// For lists; single accounts are asked for by [`Ctx::permit`]. Fails when the caller may never do this.
pub fn reach_of(ctx: &Ctx, action: Action) -> Result<Option<Arc<[AccountId]>>, Denied> {
    if ctx.actor.kind == ActorKind::Anonymous {
        return Err(Denied::Anonymous);
    }
    if !ctx.actor.actions.contains(action) {
        return Err(Denied::Forbidden(action));
    }
    match &ctx.actor.reach {
        Reach::Tenant => Ok(None),
        Reach::Accounts(accounts) => Ok(Some(Arc::clone(accounts))),
    }
}

/// The account with this number and the proof that the caller may do this to it. What is out of reach is not found.
pub async fn account_at(
    ctx: &Ctx,
    conn: &impl ConnectionTrait,
    number: &str,
    action: Action,
) -> Result<(Account, Permit), AccountsError> {
    let found = if is_searchable(number) { repo::by_number(conn, ctx.tenant, number).await? } else { None };
    // Asked for also when there is none, so that the refusal is the same and tells nothing.
    let id = found.as_ref().map_or(AccountId::from_uuid(Uuid::nil()), |account| account.id);
    let permit = ctx.permit(action, Scope::Account(id))?;
    found.map(|account| (account, permit)).ok_or(AccountsError::NotFound("account"))
}

/// The account with this id, when the caller may see it.
pub async fn account_by_id(ctx: &Ctx, conn: &impl ConnectionTrait, id: AccountId) -> Result<Account, AccountsError> {
    ctx.permit(Action::AccountRead, Scope::Account(id))?;
    repo::by_id(conn, ctx.tenant, id).await?.ok_or(AccountsError::NotFound("account"))
}

/// The account with its sites and cost centres, from the database; [`crate::Directory`] has it in memory.
pub async fn account_card(ctx: &Ctx, conn: &impl ConnectionTrait, id: AccountId) -> Result<AccountCard, AccountsError> {
    ctx.permit(Action::AccountRead, Scope::Account(id))?;
    let card = repo::cards(conn, ctx.tenant, Some(&[id])).await?.pop();
    card.ok_or(AccountsError::NotFound("account"))
}

/// The accounts within the caller's reach, by number.
pub async fn list_accounts(
    ctx: &Ctx,
    conn: &impl ConnectionTrait,
    filter: &AccountFilter,
    page: &PageRequest,
) -> Result<Page<Account>, AccountsError> {
    let reach = reach_of(ctx, Action::AccountRead)?;
    let texts = [&filter.query, &filter.group, &page.after];
    if texts.into_iter().flatten().any(|text| !is_searchable(text)) {
        return Ok(Page { items: Vec::new(), next: None });
    }
    let found = repo::list(conn, ctx.tenant, reach.as_deref(), filter, page).await?;
    Ok(Page::from_one_more(found, page, |account| account.number.clone()))
}
