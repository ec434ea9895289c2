//! Inviting a person into an account, or among the seller's people.

use kernel::{AccountId, Action, Ctx, Currency, Fact, Scope, UserId};
use serde_json::json;
use store::{AuditEntry, StoreError, Tx};

use super::link::{Link, LinkPurpose};
use super::model::{Invitation, Person, PersonState, check_role, no_limit};
use super::repo;
use super::service::{Home, person_at};
use crate::AccountsError;
use crate::account::model::check_limit;
use crate::account::service::account_at;
use crate::error::KnownPerson;
use crate::events::{MEMBER_INVITED, member_changed};
use crate::fields::Fields;

/// Invites somebody into the account with this number. The mail goes out from the fact `MEMBER_INVITED`.
pub async fn invite(ctx: &Ctx, tx: &mut Tx, account_number: &str, invitation: &Invitation) -> Result<Person, AccountsError> {
    let (account, _) = account_at(ctx, tx.conn(), account_number, Action::AccountManage).await?;
    invite_into(ctx, tx, Some((account.id, account.currency)), invitation).await
}

/// Invites a colleague of the seller.
pub async fn invite_colleague(ctx: &Ctx, tx: &mut Tx, invitation: &Invitation) -> Result<Person, AccountsError> {
    ctx.permit(Action::AccountAdminister, Scope::Tenant)?;
    invite_into(ctx, tx, None, invitation).await
}

/// Sends the invitation again, with a new link; the earlier one ends.
pub async fn invite_again(ctx: &Ctx, tx: &mut Tx, home: Home<'_>, user: UserId) -> Result<Person, AccountsError> {
    let person = person_at(ctx, tx.conn(), home, user).await?;
    if person.state != PersonState::Invited {
        return Err(AccountsError::NotActive("invitation"));
    }
    repo::close_links(tx.conn(), ctx.tenant, user, ctx.now).await?;
    send(ctx, tx, &person, "accounts.invite_again").await?;
    Ok(person)
}

async fn invite_into(
    ctx: &Ctx,
    tx: &mut Tx,
    account: Option<(AccountId, Currency)>,
    invitation: &Invitation,
) -> Result<Person, AccountsError> {
    let mut fields = Fields::new();
    let person = Person {
        user: UserId::new(ctx.now),
        email: fields.email("email", &invitation.email),
        name: fields.line("name", &invitation.name, 120),
        locale: invitation.locale,
        state: PersonState::Invited,
        account: account.map(|(account, _)| account),
        role: invitation.role,
        order_limit: invitation.order_limit,
        version: 1,
    };
    check_role(&mut fields, person.role, person.account);
    match account {
        Some((_, currency)) => check_limit(&mut fields, person.order_limit, currency),
        None => no_limit(&mut fields, person.order_limit),
    }
    fields.done()?;
    if let Some(known) = repo::by_email(tx.conn(), ctx.tenant, &person.email).await? {
        let here = known.account == person.account;
        let known = if here { KnownPerson::Here(known.state) } else { KnownPerson::Elsewhere };
        return Err(AccountsError::KnownPerson(known));
    }
    // Two who invite the same person at once are told apart by the constraint.
    repo::insert(tx.conn(), ctx.tenant, &person, ctx.now).await.map_err(taken)?;
    send(ctx, tx, &person, "accounts.invite").await?;
    Ok(person)
}

async fn send(ctx: &Ctx, tx: &mut Tx, person: &Person, action: &'static str) -> Result<(), AccountsError> {
    let link = Link::new(person.user, LinkPurpose::Invitation, ctx.now);
    repo::insert_link(tx.conn(), ctx.tenant, &link).await?;
    tx.announce(member_changed(person.user, person.account, "invited"));
    tx.announce(Fact {
        kind: MEMBER_INVITED,
        subject: person.user.to_string(),
        account: person.account,
        data: json!({
            "link": link.id, "email": person.email, "name": person.name, "locale": person.locale,
            "invited_by": ctx.actor.name.as_ref(),
        }),
    });
    let entry = AuditEntry::new(action, "person", person.user).with(json!({"email": person.email, "role": person.role}));
    tx.audit(match person.account {
        Some(account) => entry.of_account(account),
        None => entry,
    });
    Ok(())
}

pub(crate) fn taken(error: StoreError) -> AccountsError {
    if error.violates("users", &["tenant_id", "email"]) { AccountsError::Taken { field: "email" } } else { error.into() }
}
