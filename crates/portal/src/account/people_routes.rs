//! Routes of the account's people.

use accounts::{AccountCard, AccountsError, Home, Invitation, MemberChange, Person, PersonState};
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use axum::routing::{get, post};
use kernel::{Action, FieldFault, Role, Scope, UserId};
use web::page::{Flash, Phrase};
use web::{Answer, Doors, Needs, Path, Problem};

use super::company_routes::{at_fields, card};
use super::people::{ConflictView, DifferenceView, PeoplePage, PersonPage, invite_form, person_form};
use crate::frame::{FormData, Portal, Visit, typed_decimal};
use crate::part::Crumb;
use crate::part::limit::limit_of;
use crate::view;

pub(super) fn doors() -> Doors<Portal> {
    let manages = Needs::May(Action::AccountManage);
    Doors::new()
        .page(Needs::May(Action::AccountRead), "GET", "/account/people", get(list))
        .page(manages, "POST", "/account/people", post(invite))
        .page(manages, "GET", "/account/people/{user}", get(show))
        .page(manages, "POST", "/account/people/{user}", post(save))
        .page(manages, "POST", "/account/people/{user}/disable", post(disable))
        .page(manages, "POST", "/account/people/{user}/enable", post(enable))
        .page(manages, "POST", "/account/people/{user}/resend", post(resend))
}

async fn list(State(portal): State<Portal>, visit: Visit) -> Answer<Response> {
    let page = people_page(&portal, &visit).await?;
    portal.page(&visit, &page).await
}

async fn people_page(portal: &Portal, visit: &Visit) -> Answer<PeoplePage> {
    let card = card(portal, visit)?;
    let people = accounts::people_of(&visit.ctx, portal.parts.ground.store.reader(), &card.account.number).await?;
    let manages = visit.ctx.may(Action::AccountManage, Scope::Account(card.account.id));
    Ok(PeoplePage {
        rows: people.iter().map(|person| view::account::person(person, &card.account)).collect(),
        form: manages.then(|| invite_form(card.account.currency)),
        manages,
        open: visit.parameter("invite").is_some(),
    })
}

async fn invite(State(portal): State<Portal>, visit: Visit, form: FormData) -> Answer<Response> {
    let card = card(&portal, &visit)?;
    let invited = match invitation(&visit, &card, &form) {
        Ok(invitation) => {
            let mut tx = portal.parts.ground.begin(&visit.ctx).await?;
            match accounts::invite(&visit.ctx, &mut tx, &card.account.number, &invitation).await {
                Ok(person) => {
                    tx.commit().await?;
                    Ok(person)
                }
                Err(error) => Err(at_fields(&error).ok_or(error)?),
            }
        }
        Err(faults) => Err(faults),
    };
    match invited {
        Ok(person) => {
            let flash = Flash::success(Phrase::new("flash-invited").with("email", person.email)).settles("invite");
            Ok(visit.go(&portal, "/account/people", Some(flash)))
        }
        Err(faults) => {
            let page = people_page(&portal, &visit).await?;
            let faults = renamed(faults);
            let page = PeoplePage { form: page.form.map(|own| own.refused(form.pairs(), &faults)), open: true, ..page };
            portal.page_with(StatusCode::UNPROCESSABLE_ENTITY, &visit, &page).await
        }
    }
}

fn invitation(visit: &Visit, card: &AccountCard, form: &FormData) -> Result<Invitation, Vec<FieldFault>> {
    let (role, order_limit) = role_and_limit(visit, card, form)?;
    Ok(Invitation {
        email: form.text("email").to_owned(),
        name: form.text("name").to_owned(),
        locale: visit.ctx.locale,
        role,
        order_limit,
    })
}

fn role_and_limit(visit: &Visit, card: &AccountCard, form: &FormData) -> Result<(Role, Option<kernel::Money>), Vec<FieldFault>> {
    let role = Role::parse(form.text("role")).filter(|role| role.is_customers());
    let limit = limit_of(form, "limit", card.account.currency, visit.ctx.locale);
    match (role, limit) {
        (Some(role), Ok(limit)) => Ok((role, limit)),
        (role, limit) => {
            let unknown = role.is_none().then(|| FieldFault::new("role", "unknown", "is not a role"));
            Err(unknown.into_iter().chain(limit.err()).collect())
        }
    }
}

/// The room calls the limit `order_limit`.
fn renamed(faults: Vec<FieldFault>) -> Vec<FieldFault> {
    let ours = |mut fault: FieldFault| {
        if fault.field.ends_with("order_limit") {
            fault.field = "limit".to_owned();
        }
        fault
    };
    faults.into_iter().map(ours).collect()
}

async fn show(State(portal): State<Portal>, visit: Visit, Path(user): Path<String>) -> Answer<Response> {
    let (card, person) = found(&portal, &visit, &user).await?;
    portal.page(&visit, &person_page(&portal, &visit, &card, &person)).await
}

/// A person of the account by id.
async fn found(portal: &Portal, visit: &Visit, user: &str) -> Answer<(std::sync::Arc<AccountCard>, Person)> {
    let card = card(portal, visit)?;
    let home = Home::Account(&card.account.number);
    let person = accounts::person_at(&visit.ctx, portal.parts.ground.store.reader(), home, user_id(user)?).await?;
    Ok((card, person))
}

fn user_id(text: &str) -> Answer<UserId> {
    text.parse().map_err(|_| Problem::not_found())
}

fn person_page(portal: &Portal, visit: &Visit, card: &AccountCard, person: &Person) -> PersonPage {
    PersonPage {
        crumbs: vec![Crumb::link(portal.text(&visit.ctx, "account-tab-people"), "/account/people"), Crumb::here(&person.name)],
        form: Some(
            person_form(&person.user.to_string(), person.role.code(), typed_limit(visit, person), card.account.currency)
                .version(person.version),
        ),
        conflict: None,
        can_disable: person.state != PersonState::Disabled && visit.ctx.person() != Some(person.user),
        can_enable: person.state == PersonState::Disabled,
        can_resend: person.state == PersonState::Invited,
        person: view::account::person(person, &card.account),
    }
}

/// A person's own limit as people of the visitor's language type it.
fn typed_limit(visit: &Visit, person: &Person) -> Option<String> {
    person.order_limit.map(|limit| typed_decimal(&limit.amount(), visit.ctx.locale))
}

async fn save(State(portal): State<Portal>, visit: Visit, Path(user): Path<String>, form: FormData) -> Answer<Response> {
    let (card, known) = found(&portal, &visit, &user).await?;
    let faults = match role_and_limit(&visit, &card, &form) {
        Ok((role, order_limit)) => {
            let change = MemberChange { role, order_limit };
            let at = (Home::Account(&card.account.number), known.user);
            let mut tx = portal.parts.ground.begin(&visit.ctx).await?;
            match accounts::change_member(&visit.ctx, &mut tx, at, &change, form.version()?).await {
                Ok(person) => {
                    tx.commit().await?;
                    portal.parts.identities.forget_user(person.user);
                    let flash = Flash::success(Phrase::new("flash-saved"));
                    return Ok(visit.go(&portal, &format!("/account/people/{}", person.user), Some(flash)));
                }
                Err(AccountsError::VersionMoved) => {
                    drop(tx);
                    return conflicting(&portal, &visit, &user, &form).await;
                }
                Err(error) => at_fields(&error).ok_or(error)?,
            }
        }
        Err(faults) => faults,
    };
    let mut page = person_page(&portal, &visit, &card, &known);
    page.form = page.form.map(|own| own.refused(form.pairs(), &renamed(faults)));
    portal.page_with(StatusCode::UNPROCESSABLE_ENTITY, &visit, &page).await
}

/// Somebody else was quicker: theirs beside mine. Saving again, with the version that is current now, makes mine count.
async fn conflicting(portal: &Portal, visit: &Visit, user: &str, form: &FormData) -> Answer<Response> {
    let (card, person) = found(portal, visit, user).await?;
    let mut page = person_page(portal, visit, &card, &person);
    let theirs = [
        ("role", "person-role", person.role.code().to_owned()),
        ("limit", "person-limit", typed_limit(visit, &person).unwrap_or_default()),
    ];
    let different = theirs.into_iter().filter(|(name, _, value)| form.text(name) != value);
    page.conflict = Some(ConflictView {
        by: None,
        at: None,
        differences: different
            .map(|(name, label, theirs)| DifferenceView { label: label.to_owned(), theirs, mine: form.text(name).to_owned() })
            .collect(),
        version: person.version,
    });
    page.form = page.form.map(|own| own.refused(form.pairs(), &[]).version(person.version));
    portal.page_with(StatusCode::CONFLICT, visit, &page).await
}

async fn disable(State(portal): State<Portal>, visit: Visit, Path(user): Path<String>) -> Answer<Response> {
    let (card, person) = found(&portal, &visit, &user).await?;
    let at = (Home::Account(&card.account.number), person.user);
    let mut tx = portal.parts.ground.begin(&visit.ctx).await?;
    accounts::disable_member(&visit.ctx, &mut tx, at, person.version).await?;
    tx.commit().await?;
    portal.parts.identities.forget_user(person.user);
    let flash = Flash::success(Phrase::new("flash-disabled").with("name", person.name));
    Ok(visit.go(&portal, "/account/people", Some(flash)))
}

/// Lets a disabled person in again: they choose a new password by a new invitation.
async fn enable(State(portal): State<Portal>, visit: Visit, Path(user): Path<String>) -> Answer<Response> {
    let (card, person) = found(&portal, &visit, &user).await?;
    let at = (Home::Account(&card.account.number), person.user);
    let mut tx = portal.parts.ground.begin(&visit.ctx).await?;
    accounts::enable_member(&visit.ctx, &mut tx, at, person.version).await?;
    tx.commit().await?;
    portal.parts.identities.forget_user(person.user);
    let flash = Flash::success(Phrase::new("flash-enabled").with("name", person.name));
    Ok(visit.go(&portal, &format!("/account/people/{user}"), Some(flash)))
}

async fn resend(State(portal): State<Portal>, visit: Visit, Path(user): Path<String>) -> Answer<Response> {
    let (card, person) = found(&portal, &visit, &user).await?;
    let mut tx = portal.parts.ground.begin(&visit.ctx).await?;
    accounts::invite_again(&visit.ctx, &mut tx, Home::Account(&card.account.number), person.user).await?;
    tx.commit().await?;
    let flash = Flash::success(Phrase::new("flash-invited").with("email", person.email));
    Ok(visit.go(&portal, &format!("/account/people/{user}"), Some(flash)))
}
