//! Finding account groups.

use std::collections::BTreeSet;

use kernel::{AccountId, Action, Ctx, Page, PageRequest, Reach, Scope, folded};
use sea_orm::ConnectionTrait;
use store::Tx;

use super::model::{AccountGroup, GroupSummary};
use super::repo;
use crate::AccountsError;
use crate::fields::is_searchable;

/// The tenant's account groups, by code.
pub async fn list_groups(ctx: &Ctx, conn: &impl ConnectionTrait) -> Result<Vec<AccountGroup>, AccountsError> {
    ctx.permit(Action::AccountRead, Scope::Tenant)?;
    Ok(repo::groups(conn, ctx.tenant).await?)
}

/// The groups that the asker's accounts are in, by code: all of the tenant's for those who see every account.
pub async fn groups_in_reach(ctx: &Ctx, conn: &impl ConnectionTrait) -> Result<Vec<AccountGroup>, AccountsError> {
    let accounts = match &ctx.actor.reach {
        Reach::Tenant => return list_groups(ctx, conn).await,
        Reach::Accounts(accounts) => accounts,
    };
    let seen: Vec<AccountId> =
        accounts.iter().copied().filter(|account| ctx.may(Action::AccountRead, Scope::Account(*account))).collect();
    Ok(repo::groups_of(conn, ctx.tenant, &seen).await?)
}

/// Groups whose code or name holds the text, whatever the case and the accents; by code. Tenants have few groups: they are
/// read at once and cut here.
pub async fn page_of_groups(
    ctx: &Ctx,
    conn: &impl ConnectionTrait,
    text: &str,
    page: &PageRequest,
) -> Result<Page<GroupSummary>, AccountsError> {
    ctx.permit(Action::AccountRead, Scope::Tenant)?;
    let wanted = folded(text.trim());
    let fits = |group: &GroupSummary| {
        let named = [&group.code, &group.name].into_iter().any(|name| folded(name).contains(&wanted));
        named && page.after.as_ref().is_none_or(|after| group.code > *after)
    };
    let found = repo::summaries(conn, ctx.tenant).await?.into_iter().filter(fits).take(page.limit() + 1).collect();
    Ok(Page::from_one_more(found, page, |group| group.code.clone()))
}

/// Which of these are no groups of the tenant, by code. Those that are stay until the transaction's end: nobody closes them
/// meanwhile.
pub async fn hold_groups(tx: &Tx, codes: &[&str]) -> Result<Vec<String>, AccountsError> {
    let mut unknown = Vec::new();
    // In one order, whoever asks: two that hold several never wait for each other.
    for code in codes.iter().copied().collect::<BTreeSet<&str>>() {
        if !is_searchable(code) || repo::held(tx, code).await?.is_none() {
            unknown.push(code.to_owned());
        }
    }
    Ok(unknown)
}

/// The group with this code.
pub async fn group_by_code(ctx: &Ctx, conn: &impl ConnectionTrait, code: &str) -> Result<GroupSummary, AccountsError> {
    ctx.permit(Action::AccountRead, Scope::Tenant)?;
    let all = if is_searchable(code) { repo::summaries(conn, ctx.tenant).await? } else { Vec::new() };
    all.into_iter().find(|group| group.code == code).ok_or(AccountsError::NotFound("account group"))
}
