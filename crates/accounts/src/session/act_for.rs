//! Standing in for an account or one of its people: announced, audited, visible to the account.

use kernel::{AccountId, ActingFor, Action, ActorKind, Ctx, Scope, SessionId, UserId};
use sea_orm::ConnectionTrait;
use serde_json::json;
use store::{AuditEntry, Tx};

use super::repo;
use crate::AccountsError;
use crate::events::session_changed;
use crate::person;
use crate::person::model::PersonState;

/// From now on the session's person acts for the account, as itself or as one of its people, whose limits then apply.
pub async fn act_for_start(
    ctx: &Ctx,
    tx: &mut Tx,
    session: SessionId,
    account: AccountId,
    user: Option<UserId>,
) -> Result<ActingFor, AccountsError> {
    ctx.permit(Action::ActFor, Scope::Account(account))?;
    let acting = ActingFor { account, user };
    check_acting(ctx, tx.conn(), acting).await?;
    set(ctx, tx, session, Some(acting)).await?;
    tx.audit(AuditEntry::new("accounts.act_for_start", "account", account).of_account(account).with(json!({"user": user})));
    Ok(acting)
}

/// The session's person acts for themselves again.
pub async fn act_for_stop(ctx: &Ctx, tx: &mut Tx, session: SessionId) -> Result<(), AccountsError> {
    let entry = AuditEntry::new("accounts.act_for_stop", "session", session);
    set(ctx, tx, session, None).await?;
    tx.audit(match ctx.actor.acting_for {
        Some(acting) => entry.of_account(acting.account).with(json!({"user": acting.user})),
        None => entry,
    });
    Ok(())
}

/// The account exists and the person stood in for is an active one of its own.
async fn check_acting(ctx: &Ctx, conn: &impl ConnectionTrait, acting: ActingFor) -> Result<(), AccountsError> {
    if crate::account::repo::by_id(conn, ctx.tenant, acting.account).await?.is_none() {
        return Err(AccountsError::NotFound("account"));
    }
    let Some(user) = acting.user else { return Ok(()) };
    let person = person::repo::by_id(conn, ctx.tenant, user).await?;
    match person.filter(|person| person.account == Some(acting.account)) {
        None => Err(AccountsError::NotFound("person")),
        Some(person) if person.state != PersonState::Active => Err(AccountsError::NotActive("person")),
        Some(_) => Ok(()),
    }
}

async fn set(ctx: &Ctx, tx: &mut Tx, session: SessionId, acting: Option<ActingFor>) -> Result<(), AccountsError> {
    let row = repo::by_id(tx.conn(), ctx.tenant, session).await?;
    let row = row.filter(|row| ctx.actor.kind == ActorKind::Person(row.user)).ok_or(AccountsError::NotFound("session"))?;
    repo::set_acting(tx.conn(), ctx.tenant, session, acting).await?;
    let account = acting.or(row.acting_for).map(|acting| acting.account);
    tx.announce(session_changed(row.user, account, if acting.is_some() { "acts_for" } else { "acts_for_nobody" }));
    Ok(())
}
