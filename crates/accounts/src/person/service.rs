//! Finding people, and the limit that holds for one.

use kernel::{AccountId, Action, Ctx, Money, Scope, UserId};
use sea_orm::ConnectionTrait;

use super::model::{Person, PersonState, effective_limit};
use super::repo;
use crate::AccountsError;
use crate::account;
use crate::account::service::account_at;

/// Where a person is looked for: in the account with this number, or among the seller's people.
#[derive(Debug, Clone, Copy)]
pub enum Home<'a> {
    Account(&'a str),
    Seller,
}

/// The people of the account with this number, by name.
pub async fn people_of(ctx: &Ctx, conn: &impl ConnectionTrait, account_number: &str) -> Result<Vec<Person>, AccountsError> {
    let (account, _) = account_at(ctx, conn, account_number, Action::AccountRead).await?;
    Ok(repo::of_account(conn, ctx.tenant, Some(account.id)).await?)
}

/// The seller's people, by name.
pub async fn colleagues(ctx: &Ctx, conn: &impl ConnectionTrait) -> Result<Vec<Person>, AccountsError> {
    ctx.permit(Action::AccountAdminister, Scope::Tenant)?;
    Ok(repo::of_account(conn, ctx.tenant, None).await?)
}

/// The people in charge of the account with this number, by name; the account's own people may know them.
pub async fn reps_of(ctx: &Ctx, conn: &impl ConnectionTrait, account_number: &str) -> Result<Vec<Person>, AccountsError> {
    let (account, _) = account_at(ctx, conn, account_number, Action::AccountRead).await?;
    Ok(repo::reps_of(conn, ctx.tenant, account.id).await?)
}

/// One member whom the caller may manage.
pub async fn person_at(ctx: &Ctx, conn: &impl ConnectionTrait, home: Home<'_>, user: UserId) -> Result<Person, AccountsError> {
    let account = match home {
        Home::Account(number) => Some(account_at(ctx, conn, number, Action::AccountManage).await?.0.id),
        Home::Seller => {
            ctx.permit(Action::AccountAdminister, Scope::Tenant)?;
            None
        }
    };
    let person = repo::by_id(conn, ctx.tenant, user).await?.filter(|person| person.account == account);
    person.ok_or(AccountsError::NotFound("person"))
}

/// A person by id, for rooms that show or mail somebody whose id they hold. Says nothing of what the caller may see.
pub async fn person(conn: &impl ConnectionTrait, ctx: &Ctx, user: UserId) -> Result<Option<Person>, AccountsError> {
    Ok(repo::by_id(conn, ctx.tenant, user).await?)
}

/// The active people of an account, by name; for rooms that look for somebody to decide or to be told.
pub async fn active_people(conn: &impl ConnectionTrait, ctx: &Ctx, account: AccountId) -> Result<Vec<Person>, AccountsError> {
    let people = repo::of_account(conn, ctx.tenant, Some(account)).await?;
    Ok(people.into_iter().filter(|person| person.state == PersonState::Active).collect())
}

/// The per-order limit that holds for the person in effect in an account: their own, else for a requester the account's.
/// `None` is no limit: also for a machine, and for a rep who acts for the account as a whole.
pub async fn limit_of(conn: &impl ConnectionTrait, ctx: &Ctx, account: AccountId) -> Result<Option<Money>, AccountsError> {
    let Some(user) = ctx.person() else { return Ok(None) };
    let Some(person) = repo::by_id(conn, ctx.tenant, user).await?.filter(|person| person.account == Some(account)) else {
        return Ok(None);
    };
    let account = account::repo::by_id(conn, ctx.tenant, account).await?.ok_or(AccountsError::NotFound("account"))?;
    Ok(effective_limit(&person, &account))
}
