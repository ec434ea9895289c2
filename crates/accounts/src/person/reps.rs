//! Putting sales reps in charge of accounts.

use kernel::{Action, Ctx, Role, UserId};
use sea_orm::ConnectionTrait;
use serde_json::json;
use store::{AuditEntry, Tx};

use super::model::{Person, PersonState};
use super::repo;
use crate::AccountsError;
use crate::account::model::Account;
use crate::account::service::account_at;
use crate::events::member_changed;

/// Puts a rep in charge of the account with this number; doing it twice is doing it once.
pub async fn assign_rep(ctx: &Ctx, tx: &mut Tx, account_number: &str, user: UserId) -> Result<Person, AccountsError> {
    let (account, _) = account_at(ctx, tx.conn(), account_number, Action::AccountAdminister).await?;
    let rep = rep(ctx, tx.conn(), user).await?;
    repo::add_rep(tx.conn(), ctx.tenant, user, account.id).await?;
    told(tx, &account, &rep, "accounts.assign_rep");
    Ok(rep)
}

/// Takes a rep off the account with this number.
pub async fn unassign_rep(ctx: &Ctx, tx: &mut Tx, account_number: &str, user: UserId) -> Result<(), AccountsError> {
    let (account, _) = account_at(ctx, tx.conn(), account_number, Action::AccountAdminister).await?;
    let rep = repo::by_id(tx.conn(), ctx.tenant, user).await?.ok_or(AccountsError::NotFound("person"))?;
    if !repo::remove_rep(tx.conn(), ctx.tenant, user, account.id).await? {
        return Err(AccountsError::NotFound("person"));
    }
    told(tx, &account, &rep, "accounts.unassign_rep");
    Ok(())
}

async fn rep(ctx: &Ctx, conn: &impl ConnectionTrait, user: UserId) -> Result<Person, AccountsError> {
    let person = repo::by_id(conn, ctx.tenant, user).await?.filter(|person| person.account.is_none());
    let person = person.ok_or_else(|| AccountsError::field("user", "unknown", "there is no such colleague"))?;
    if person.role != Role::SalesRep || person.state == PersonState::Disabled {
        return Err(AccountsError::field("user", "not_a_rep", "must be a sales rep who is not disabled"));
    }
    Ok(person)
}

fn told(tx: &mut Tx, account: &Account, rep: &Person, action: &'static str) {
    tx.announce(member_changed(rep.user, None, "in_charge"));
    let detail = json!({"rep": rep.email, "user": rep.user});
    tx.audit(AuditEntry::new(action, "account", &account.number).of_account(account.id).with(detail));
}
