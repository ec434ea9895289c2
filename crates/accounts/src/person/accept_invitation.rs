//! Accepting an invitation: choosing the first password.

use kernel::Ctx;
use serde_json::json;
use store::{AuditEntry, Store, Tx};

use super::link::{LinkPurpose, person_behind};
use super::model::{Person, PersonCommand};
use super::repo;
use crate::events::member_changed;
use crate::fields::Fields;
use crate::password::check_new;
use crate::{AccountsError, Passwords, client, session};

/// Lets the invited person in with the password they chose. Not a `(ctx, tx, …)` act like the others: the hash is
/// computed before the transaction, which on SQLite would keep every other writer waiting meanwhile.
pub async fn accept_invitation(
    ctx: &Ctx,
    store: &Store,
    passwords: &Passwords,
    token: &str,
    password: &str,
) -> Result<Person, AccountsError> {
    let person = choose_password(ctx, store, passwords, (token, LinkPurpose::Invitation), password).await?;
    tracing::info!(user = %person.user, "an invitation was accepted");
    Ok(person)
}

/// Sets the password of the person behind a link, and ends what the old one gave access to.
pub(crate) async fn choose_password(
    ctx: &Ctx,
    store: &Store,
    passwords: &Passwords,
    (token, purpose): (&str, LinkPurpose),
    password: &str,
) -> Result<Person, AccountsError> {
    let person = person_behind(ctx, store.reader(), token, purpose).await?;
    let mut fields = Fields::new();
    check_new(&mut fields, "password", password, &person.email);
    fields.done()?;
    let hash = passwords.hash(password).await?;
    let mut tx = store.begin(ctx).await?;
    // Looked up again: the link may have been used while the hash was computed.
    let person = person_behind(ctx, tx.conn(), token, purpose).await?;
    let changed = enter(ctx, &mut tx, person, purpose, &hash).await?;
    tx.commit().await?;
    Ok(changed)
}

async fn enter(ctx: &Ctx, tx: &mut Tx, person: Person, purpose: LinkPurpose, hash: &str) -> Result<Person, AccountsError> {
    let (command, action) = match purpose {
        LinkPurpose::Invitation => (PersonCommand::Accept, "accounts.accept_invitation"),
        LinkPurpose::PasswordReset => (PersonCommand::ResetPassword, "accounts.reset_password"),
    };
    let state = person.state.after(command).ok_or(AccountsError::LinkInvalid)?;
    let changed = Person { state, version: person.version + 1, ..person.clone() };
    if !repo::update(tx.conn(), ctx.tenant, &changed, person.version).await? {
        return Err(AccountsError::VersionMoved);
    }
    // One open link counts, whoever else holds another: of two uses at once the second finds none left.
    if repo::close_links(tx.conn(), ctx.tenant, person.user, ctx.now).await? == 0 {
        return Err(AccountsError::LinkInvalid);
    }
    repo::set_password(tx.conn(), ctx.tenant, person.user, Some(hash)).await?;
    session::repo::end_all(tx.conn(), ctx.tenant, person.user, None).await?;
    client::repo::end_personal_tokens(tx.conn(), ctx.tenant, person.user).await?;
    session::repo::forgive(tx.conn(), ctx.tenant, &person.email).await?;
    tx.announce(member_changed(person.user, person.account, "password"));
    let entry = AuditEntry::new(action, "person", person.user).with(json!({"email": person.email}));
    tx.audit(match person.account {
        Some(account) => entry.of_account(account),
        None => entry,
    });
    Ok(changed)
}
