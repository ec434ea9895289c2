//! Links that let a person in once without a password: invitations and password resets.

use kernel::{Ctx, Locale, Timestamp, UserId};
use sea_orm::ConnectionTrait;
use store::Tx;
use uuid::Uuid;

use super::model::{Person, PersonState};
use super::repo;
use crate::{AccountsError, secret};

const INVITATION_SECONDS: i64 = 7 * 24 * 3600;
const RESET_SECONDS: i64 = 3600;

/// What a link is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LinkPurpose {
    Invitation,
    PasswordReset,
}

impl LinkPurpose {
    pub const fn code(self) -> &'static str {
        match self {
            LinkPurpose::Invitation => "invitation",
            LinkPurpose::PasswordReset => "password_reset",
        }
    }

    pub fn parse(code: &str) -> Option<LinkPurpose> {
        [LinkPurpose::Invitation, LinkPurpose::PasswordReset].into_iter().find(|purpose| purpose.code() == code)
    }

    /// How long such a link is good, in seconds.
    pub const fn seconds(self) -> i64 {
        match self {
            LinkPurpose::Invitation => INVITATION_SECONDS,
            LinkPurpose::PasswordReset => RESET_SECONDS,
        }
    }

    /// The state in which a person can use such a link.
    const fn fits(self, state: PersonState) -> bool {
        matches!(
            (self, state),
            (LinkPurpose::Invitation, PersonState::Invited) | (LinkPurpose::PasswordReset, PersonState::Active)
        )
    }
}

/// A link as it is kept: without its secret.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Link {
    pub id: Uuid,
    pub user: UserId,
    pub purpose: LinkPurpose,
    pub created_at: Timestamp,
    pub expires_at: Timestamp,
    pub used_at: Option<Timestamp>,
}

impl Link {
    pub(crate) fn new(user: UserId, purpose: LinkPurpose, now: Timestamp) -> Link {
        let id = kernel::EventId::new(now).uuid();
        Link { id, user, purpose, created_at: now, expires_at: now.plus_seconds(purpose.seconds()), used_at: None }
    }

    fn is_open(&self, purpose: LinkPurpose, now: Timestamp) -> bool {
        self.purpose == purpose && self.used_at.is_none() && now < self.expires_at
    }
}

/// A link with its secret, for the mail that carries it.
#[derive(Debug, Clone)]
pub struct MintedLink {
    /// Goes into the address: `/invitation?token=…`, `/reset?token=…`.
    pub token: String,
    pub purpose: LinkPurpose,
    pub user: UserId,
    pub email: String,
    pub name: String,
    pub locale: Locale,
    pub expires_at: Timestamp,
}

/// Gives a link its secret, at the moment when its mail is written: no fact, job or log ever holds it. Minting again
/// makes the earlier secret useless. `None` when the link is used or expired: then there is nothing to mail.
pub async fn mint_link(ctx: &Ctx, tx: &mut Tx, link: Uuid) -> Result<Option<MintedLink>, AccountsError> {
    let Some(link) = repo::link_by_id(tx.conn(), ctx.tenant, link).await? else { return Ok(None) };
    if !link.is_open(link.purpose, ctx.now) {
        return Ok(None);
    }
    let Some(person) = repo::by_id(tx.conn(), ctx.tenant, link.user).await? else { return Ok(None) };
    let token = secret::new_secret("");
    if !repo::set_link_token(tx.conn(), ctx.tenant, link.id, &secret::digest(&token)).await? {
        return Ok(None);
    }
    tx.needs_no_audit();
    Ok(Some(MintedLink {
        token,
        purpose: link.purpose,
        user: person.user,
        email: person.email,
        name: person.name,
        locale: person.locale,
        expires_at: link.expires_at,
    }))
}

/// Whose link this is, while it is good; for the page that asks for the new password.
pub async fn person_behind(
    ctx: &Ctx,
    conn: &impl ConnectionTrait,
    token: &str,
    purpose: LinkPurpose,
) -> Result<Person, AccountsError> {
    let link = repo::link_by_token(conn, ctx.tenant, &secret::digest(token)).await?;
    let link = link.filter(|link| link.is_open(purpose, ctx.now)).ok_or(AccountsError::LinkInvalid)?;
    let person = repo::by_id(conn, ctx.tenant, link.user).await?;
    person.filter(|person| purpose.fits(person.state)).ok_or(AccountsError::LinkInvalid)
}
