//! Forgotten passwords: asking for a link by mail, and using it.

use kernel::{Ctx, Fact};
use serde_json::json;
use store::{AuditEntry, Store, Tx};

use super::accept_invitation::choose_password;
use super::link::{Link, LinkPurpose};
use super::model::{Person, PersonState};
use super::repo;
use crate::events::PASSWORD_RESET_REQUESTED;
use crate::fields::is_searchable;
use crate::{AccountsError, Passwords};

/// A person is not mailed again within this time, so that nobody's inbox can be filled by strangers.
const PAUSE_SECONDS: i64 = 60;

/// Asks for a link to a new password. The answer is the same whether or not somebody has this address; the mail goes out
/// from the fact `PASSWORD_RESET_REQUESTED`.
pub async fn request_password_reset(ctx: &Ctx, tx: &mut Tx, email: &str) -> Result<(), AccountsError> {
    tx.needs_no_audit();
    let email = email.trim().to_lowercase();
    if !is_searchable(&email) {
        return Ok(());
    }
    let Some(person) = repo::by_email(tx.conn(), ctx.tenant, &email).await? else { return Ok(()) };
    let since = ctx.now.plus_seconds(-PAUSE_SECONDS);
    let recent = repo::recent_link(tx.conn(), ctx.tenant, person.user, (LinkPurpose::PasswordReset, since)).await?;
    if person.state != PersonState::Active || recent {
        return Ok(());
    }
    let link = Link::new(person.user, LinkPurpose::PasswordReset, ctx.now);
    repo::insert_link(tx.conn(), ctx.tenant, &link).await?;
    tx.announce(Fact {
        kind: PASSWORD_RESET_REQUESTED,
        subject: person.user.to_string(),
        account: person.account,
        data: json!({"link": link.id, "email": person.email, "name": person.name, "locale": person.locale}),
    });
    let entry = AuditEntry::new("accounts.request_password_reset", "person", person.user).with(json!({"email": person.email}));
    tx.audit(match person.account {
        Some(account) => entry.of_account(account),
        None => entry,
    });
    Ok(())
}

/// Sets the new password; every session, every personal token and every other link of the person ends.
pub async fn reset_password(
    ctx: &Ctx,
    store: &Store,
    passwords: &Passwords,
    token: &str,
    password: &str,
) -> Result<Person, AccountsError> {
    choose_password(ctx, store, passwords, (token, LinkPurpose::PasswordReset), password).await
}
