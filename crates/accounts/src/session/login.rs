//! Signing in and out.

use kernel::{Actor, ActorKind, Ctx, SessionId, Timestamp};
use serde_json::json;
use store::{AuditEntry, Store, Tx};

use super::model::{ABSOLUTE_SECONDS, Attempts};
use super::repo::{self, SessionRow};
use crate::events::session_changed;
use crate::person::model::{Person, PersonState, powers};
use crate::{AccountsError, Passwords, person, secret};

/// Addresses longer than this belong to nobody; they are cut so that strangers cannot fill the table of attempts.
const LONGEST_ADDRESS: usize = 254;

/// What tells a session's token at first sight.
pub(crate) const SESSION_PREFIX: &str = "fss_";

/// A session that has just begun.
#[derive(Debug, Clone)]
pub struct SignedIn {
    /// The value of the session cookie; kept nowhere else.
    pub token: String,
    pub session: SessionId,
    pub person: Person,
    /// When the session ends at the latest.
    pub expires_at: Timestamp,
}

/// Lets a person of the context's tenant in.
///
/// Fails with `BadCredentials` for a wrong password, an unknown address and a person who may not sign in alike, and with
/// `LockedOut` after five failures, whether or not anybody has the address. Not a `(ctx, tx, …)` act like the others: the
/// password is checked between two short transactions, never inside one.
pub async fn login(
    ctx: &Ctx,
    store: &Store,
    passwords: &Passwords,
    email: &str,
    password: &str,
) -> Result<SignedIn, AccountsError> {
    let email: String = email.trim().to_lowercase().chars().filter(|c| !c.is_control()).take(LONGEST_ADDRESS).collect();
    refuse_locked(&repo::attempts(store.reader(), ctx.tenant, &email).await?, ctx)?;
    let known = person::repo::credentials(store.reader(), ctx.tenant, &email).await?;
    let hash = known.as_ref().and_then(|known| known.password_hash.as_deref());
    let right = passwords.verify(password, hash).await?;
    admit(ctx, store, &email, right.then_some(hash).flatten()).await
}

/// Lets in whoever's password was found right, or counts a failure. `proven` is the hash that the password fits.
///
/// All is read again: while it was being checked (logins queue for it) others may have failed at the same address, and the
/// person may have been shut out or got another password.
pub(super) async fn admit(ctx: &Ctx, store: &Store, email: &str, proven: Option<&str>) -> Result<SignedIn, AccountsError> {
    let mut tx = store.begin(ctx).await?;
    let attempts = repo::attempts(tx.conn(), ctx.tenant, email).await?;
    refuse_locked(&attempts, ctx)?;
    let known = person::repo::credentials(tx.conn(), ctx.tenant, email).await?;
    let right = proven.is_some() && known.as_ref().and_then(|known| known.password_hash.as_deref()) == proven;
    match known.map(|known| known.person) {
        Some(person) if right && person.state == PersonState::Active => {
            let signed_in = begin(ctx, &mut tx, person, attempts).await?;
            tx.commit().await?;
            Ok(signed_in)
        }
        person => {
            refuse(ctx, &mut tx, (email, person.as_ref()), attempts).await?;
            tx.commit().await?;
            Err(AccountsError::BadCredentials)
        }
    }
}

fn refuse_locked(attempts: &Attempts, ctx: &Ctx) -> Result<(), AccountsError> {
    match attempts.locked_for(ctx.now) {
        Some(seconds) => Err(AccountsError::LockedOut { seconds }),
        None => Ok(()),
    }
}

async fn begin(ctx: &Ctx, tx: &mut Tx, person: Person, attempts: Attempts) -> Result<SignedIn, AccountsError> {
    let token = secret::new_secret(SESSION_PREFIX);
    let expires_at = ctx.now.plus_seconds(ABSOLUTE_SECONDS);
    let row = SessionRow {
        id: SessionId::new(ctx.now),
        tenant: ctx.tenant,
        user: person.user,
        csrf: secret::new_secret(""),
        acting_for: None,
        last_seen: ctx.now,
        expires_at,
    };
    repo::insert(tx.conn(), &row, secret::digest(&token)).await?;
    if attempts.failures > 0 {
        repo::forgive(tx.conn(), ctx.tenant, &person.email).await?;
    }
    let detail = json!({"email": person.email, "failures_before": attempts.failures});
    let entry = AuditEntry::new("accounts.login", "person", person.user).with(detail);
    tx.audit(match person.account {
        Some(account) => entry.of_account(account),
        None => entry,
    });
    Ok(SignedIn { token, session: row.id, person, expires_at })
}

async fn refuse(
    ctx: &Ctx,
    tx: &mut Tx,
    (email, person): (&str, Option<&Person>),
    attempts: Attempts,
) -> Result<(), AccountsError> {
    let attempts = attempts.failed(ctx.now);
    repo::set_attempts(tx.conn(), ctx.tenant, email, &attempts).await?;
    match person {
        None => tx.needs_no_audit(),
        Some(person) => {
            let detail = json!({"email": email, "failures": attempts.failures});
            let entry = AuditEntry::new("accounts.login_refused", "person", person.user).with(detail);
            tx.audit(match person.account {
                Some(account) => entry.of_account(account),
                None => entry,
            });
        }
    }
    tracing::info!(failures = attempts.failures, "a sign-in was refused");
    Ok(())
}

/// Ends a session; every process forgets it. Ending one that is over already is fine.
pub async fn logout(ctx: &Ctx, tx: &mut Tx, session: SessionId) -> Result<(), AccountsError> {
    tx.needs_no_audit();
    let Some(row) = repo::by_id(tx.conn(), ctx.tenant, session).await? else { return Ok(()) };
    if ctx.actor.kind != ActorKind::Person(row.user) {
        return Err(AccountsError::NotFound("session"));
    }
    repo::end(tx.conn(), ctx.tenant, session).await?;
    tx.announce(session_changed(row.user, ctx.actor.account, "ended"));
    tx.audit(AuditEntry::new("accounts.logout", "person", row.user));
    Ok(())
}

/// The actor that a person is, with the accounts in charge of a rep.
pub(crate) fn actor_of(person: &Person, in_charge: &[kernel::AccountId]) -> Actor {
    let (actions, reach) = powers(person, in_charge);
    Actor {
        kind: ActorKind::Person(person.user),
        name: person.name.as_str().into(),
        account: person.account,
        acting_for: None,
        actions,
        reach,
    }
}
