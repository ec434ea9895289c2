//! What those who manage an account do to its people: role, limit, out and in again.

use kernel::{ActorKind, Ctx, UserId, Version};
use serde_json::json;
use store::{AuditEntry, Tx};

use super::model::{MemberChange, Person, PersonCommand, check_role, no_limit};
use super::repo;
use super::service::{Home, person_at};
use crate::account::model::check_limit;
use crate::events::member_changed;
use crate::fields::Fields;
use crate::{AccountsError, account, client, session};

/// Sets role and limit of a member. Nobody changes their own role or limit; a limit in another currency than the account's is refused.
pub async fn change_member(
    ctx: &Ctx,
    tx: &mut Tx,
    (home, user): (Home<'_>, UserId),
    change: &MemberChange,
    seen: Version,
) -> Result<Person, AccountsError> {
    let known = person_at(ctx, tx.conn(), home, user).await?;
    if is_oneself(ctx, user) && (change.role != known.role || change.order_limit != known.order_limit) {
        return Err(AccountsError::Oneself);
    }
    let mut fields = Fields::new();
    check_role(&mut fields, change.role, known.account);
    match known.account {
        Some(id) => {
            let account = account::repo::by_id(tx.conn(), ctx.tenant, id).await?.ok_or(AccountsError::NotFound("account"))?;
            check_limit(&mut fields, change.order_limit, account.currency);
        }
        None => no_limit(&mut fields, change.order_limit),
    }
    fields.done()?;
    let changed = Person { role: change.role, order_limit: change.order_limit, version: seen + 1, ..known.clone() };
    save(ctx, tx, (&known, &changed), seen, "accounts.change_member").await?;
    Ok(changed)
}

/// Shuts a person out: their sessions, tokens and open links end now.
pub async fn disable_member(
    ctx: &Ctx,
    tx: &mut Tx,
    (home, user): (Home<'_>, UserId),
    seen: Version,
) -> Result<Person, AccountsError> {
    let known = person_at(ctx, tx.conn(), home, user).await?;
    if is_oneself(ctx, user) {
        return Err(AccountsError::Oneself);
    }
    let state = known.state.after(PersonCommand::Disable).ok_or(AccountsError::NotActive("person"))?;
    let changed = Person { state, version: seen + 1, ..known.clone() };
    save(ctx, tx, (&known, &changed), seen, "accounts.disable_member").await?;
    session::repo::end_all(tx.conn(), ctx.tenant, user, None).await?;
    client::repo::end_personal_tokens(tx.conn(), ctx.tenant, user).await?;
    repo::close_links(tx.conn(), ctx.tenant, user, ctx.now).await?;
    repo::set_password(tx.conn(), ctx.tenant, user, None).await?;
    Ok(changed)
}

/// Lets a disabled person in again, by a new invitation (see [`super::invite::invite_again`]).
pub async fn enable_member(
    ctx: &Ctx,
    tx: &mut Tx,
    (home, user): (Home<'_>, UserId),
    seen: Version,
) -> Result<Person, AccountsError> {
    let known = person_at(ctx, tx.conn(), home, user).await?;
    let state = known.state.after(PersonCommand::Enable).ok_or(AccountsError::NotActive("person"))?;
    let changed = Person { state, version: seen + 1, ..known.clone() };
    save(ctx, tx, (&known, &changed), seen, "accounts.enable_member").await?;
    super::invite::invite_again(ctx, tx, home, user).await
}

fn is_oneself(ctx: &Ctx, user: UserId) -> bool {
    ctx.actor.kind == ActorKind::Person(user)
}

async fn save(
    ctx: &Ctx,
    tx: &mut Tx,
    (known, changed): (&Person, &Person),
    seen: Version,
    action: &'static str,
) -> Result<(), AccountsError> {
    if !repo::update(tx.conn(), ctx.tenant, changed, seen).await? {
        return Err(AccountsError::VersionMoved);
    }
    tx.announce(member_changed(changed.user, changed.account, action.trim_start_matches("accounts.")));
    let shown = |person: &Person| json!({"role": person.role, "state": person.state, "order_limit": person.order_limit.map(|limit| limit.to_string())});
    let entry = AuditEntry::new(action, "person", changed.user)
        .with(json!({"email": changed.email, "was": shown(known), "is": shown(changed)}));
    tx.audit(match changed.account {
        Some(account) => entry.of_account(account),
        None => entry,
    });
    Ok(())
}
