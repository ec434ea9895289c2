//! What a person does to their own profile: name, language, password.

use kernel::{Action, ActorKind, Ctx, Denied, Locale, Scope, SessionId, UserId};
use sea_orm::ConnectionTrait;
use serde_json::json;
use store::{AuditEntry, Store, Tx};

use super::model::{Person, PersonState};
use super::repo;
use crate::events::member_changed;
use crate::fields::Fields;
use crate::password::check_new;
use crate::{AccountsError, Passwords, client, session};

/// The caller, as a person. Acting for somebody does not make the caller that person.
pub async fn oneself(ctx: &Ctx, conn: &impl ConnectionTrait) -> Result<Person, AccountsError> {
    let user = signed_in(ctx)?;
    repo::by_id(conn, ctx.tenant, user).await?.ok_or(AccountsError::NotFound("person"))
}

/// Sets the caller's own name and language.
pub async fn change_profile(ctx: &Ctx, tx: &mut Tx, name: &str, locale: Locale) -> Result<Person, AccountsError> {
    let known = oneself(ctx, tx.conn()).await?;
    let mut fields = Fields::new();
    let name = fields.line("name", name, 120);
    fields.done()?;
    let changed = Person { name, locale, version: known.version + 1, ..known.clone() };
    if !repo::update(tx.conn(), ctx.tenant, &changed, known.version).await? {
        return Err(AccountsError::VersionMoved);
    }
    tx.announce(member_changed(changed.user, changed.account, "profile"));
    let detail =
        json!({"was": {"name": known.name, "locale": known.locale}, "is": {"name": changed.name, "locale": changed.locale}});
    tx.audit(AuditEntry::new("accounts.change_profile", "person", changed.user).with(detail));
    Ok(changed)
}

/// Sets the caller's own password, who proves to know the old one. What the old one may have given to others ends: every
/// other session, every personal token, every open link.
pub async fn change_password(
    ctx: &Ctx,
    (store, passwords): (&Store, &Passwords),
    keep: Option<SessionId>,
    old: &str,
    new: &str,
) -> Result<(), AccountsError> {
    let user = signed_in(ctx)?;
    let person = repo::by_id(store.reader(), ctx.tenant, user).await?.ok_or(AccountsError::NotFound("person"))?;
    let known = repo::credentials(store.reader(), ctx.tenant, &person.email).await?.and_then(|known| known.password_hash);
    let wrong = || AccountsError::field("old_password", "wrong", "is not your present password");
    if !passwords.verify(old, known.as_deref()).await? {
        return Err(wrong());
    }
    let mut fields = Fields::new();
    check_new(&mut fields, "password", new, &person.email);
    fields.done()?;
    let hash = passwords.hash(new).await?;
    let mut tx = store.begin(ctx).await?;
    // Read again: while the hashes were computed, somebody may have reset the password or shut the person out.
    let still = repo::credentials(tx.conn(), ctx.tenant, &person.email).await?;
    if !still.is_some_and(|still| still.password_hash == known && still.person.state == PersonState::Active) {
        return Err(wrong());
    }
    repo::set_password(tx.conn(), ctx.tenant, user, Some(&hash)).await?;
    session::repo::end_all(tx.conn(), ctx.tenant, user, keep).await?;
    client::repo::end_personal_tokens(tx.conn(), ctx.tenant, user).await?;
    repo::close_links(tx.conn(), ctx.tenant, user, ctx.now).await?;
    tx.announce(member_changed(user, person.account, "password"));
    tx.audit(AuditEntry::new("accounts.change_password", "person", user));
    tx.commit().await?;
    Ok(())
}

fn signed_in(ctx: &Ctx) -> Result<UserId, AccountsError> {
    match ctx.actor.kind {
        ActorKind::Person(user) => Ok(user),
        ActorKind::Anonymous => Err(Denied::Anonymous.into()),
        _ => {
            // A machine has no profile.
            ctx.permit(Action::ProfileUse, Scope::Tenant)?;
            Err(AccountsError::NotFound("person"))
        }
    }
}
