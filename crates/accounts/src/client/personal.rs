//! People's own tokens for scripts: as their owner, until they expire or are taken back.

use kernel::{Action, ActorKind, Ctx, Denied, UserId};
use sea_orm::ConnectionTrait;
use serde_json::json;
use store::{AuditEntry, Tx};
use uuid::Uuid;

use super::model::PersonalToken;
use super::repo::{self, PersonalRow};
use crate::events::member_changed;
use crate::fields::Fields;
use crate::{AccountsError, secret};

/// What tells a personal token at first sight.
pub(crate) const PERSONAL_PREFIX: &str = "fdp_";

const MOST_DAYS: u16 = 365;
const MOST_TOKENS: usize = 20;

/// Makes a token that may do what its owner may, for 1 to 365 days. Returns it with its secret, shown this once.
pub async fn create_personal_token(
    ctx: &Ctx,
    tx: &mut Tx,
    name: &str,
    days: u16,
) -> Result<(PersonalToken, String), AccountsError> {
    let user = owner(ctx)?;
    let mut fields = Fields::new();
    let name = fields.line("name", name, 120);
    if !(1..=MOST_DAYS).contains(&days) {
        fields.fault("days", "out_of_range", "must be 1 to 365 days");
    }
    if repo::personal_of(tx.conn(), ctx.tenant, user).await?.len() >= MOST_TOKENS {
        fields.fault("name", "too_many", "you have 20 tokens already; take one back first");
    }
    fields.done()?;
    let expires_at = ctx.now.plus_seconds(i64::from(days) * 24 * 3600);
    let token = PersonalToken { id: kernel::EventId::new(ctx.now).uuid(), name, created_at: ctx.now, expires_at };
    let secret = secret::new_secret(PERSONAL_PREFIX);
    let row = PersonalRow { tenant: ctx.tenant, user, token: token.clone() };
    repo::insert_personal(tx.conn(), &row, secret::digest(&secret)).await?;
    tx.audit(
        AuditEntry::new("accounts.create_personal_token", "token", token.id).with(json!({"name": token.name, "days": days})),
    );
    Ok((token, secret))
}

/// The caller's own tokens, the newest first.
pub async fn list_personal_tokens(ctx: &Ctx, conn: &impl ConnectionTrait) -> Result<Vec<PersonalToken>, AccountsError> {
    Ok(repo::personal_of(conn, ctx.tenant, owner(ctx)?).await?)
}

/// Takes one of the caller's own tokens back.
pub async fn revoke_personal_token(ctx: &Ctx, tx: &mut Tx, id: Uuid) -> Result<(), AccountsError> {
    let user = owner(ctx)?;
    if !repo::end_personal(tx.conn(), ctx.tenant, user, id).await? {
        return Err(AccountsError::NotFound("token"));
    }
    tx.announce(member_changed(user, ctx.actor.account, "token_revoked"));
    tx.audit(AuditEntry::new("accounts.revoke_personal_token", "token", id));
    Ok(())
}

fn owner(ctx: &Ctx) -> Result<UserId, AccountsError> {
    match ctx.actor.kind {
        ActorKind::Person(user) => Ok(user),
        ActorKind::Anonymous => Err(Denied::Anonymous.into()),
        _ => Err(Denied::Forbidden(Action::ProfileUse).into()),
    }
}
