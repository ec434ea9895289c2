//! People: a customer's and the seller's own. Invited, given a role and a limit, shut out, let in again.

use accounts::{Home, Invitation, MemberChange, Person};
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use axum::routing::{get, post};
use kernel::{Action, Currency, FieldFault, Locale, Money, Role, Scope, UserId};
use web::page::{Flash, Phrase};
use web::{Answer, Doors, Needs, Path, Problem};

use super::common::{Outcome, begin, commit, conflicting, judged, reader, refused, saved, taken};
use super::view::account::invite_form;
use super::view::account_forms::below_account;
use super::view::accounts::account_href;
use super::view::form::FormPage;
use super::view::people::{CUSTOMER_ROLES, ColleagueRow, PersonFacts, SELLER_ROLES, person_form, person_href, person_page, team};
use crate::frame::{FormData, Portal, Visit, typed_decimal};
use crate::part::limit::limit_of;

pub(super) fn doors() -> Doors<Portal> {
    let needs = Needs::May(Action::AccountAdminister);
    Doors::new()
        .page(needs, "GET", "/office/accounts/{number}/people/new", get(new_member))
        .page(needs, "POST", "/office/accounts/{number}/people", post(invite_member))
        .page(needs, "GET", "/office/accounts/{number}/people/{user}", get(show_member))
        .page(needs, "POST", "/office/accounts/{number}/people/{user}", post(save_member))
        .page(needs, "POST", "/office/accounts/{number}/people/{user}/disable", post(disable_member))
        .page(needs, "POST", "/office/accounts/{number}/people/{user}/enable", post(enable_member))
        .page(needs, "POST", "/office/accounts/{number}/people/{user}/resend", post(resend_member))
        .page(needs, "GET", "/office/team", get(show_team))
        .page(needs, "POST", "/office/team", post(invite_colleague))
        .page(needs, "GET", "/office/team/{user}", get(show_colleague))
        .page(needs, "POST", "/office/team/{user}", post(save_colleague))
        .page(needs, "POST", "/office/team/{user}/disable", post(disable_colleague))
        .page(needs, "POST", "/office/team/{user}/enable", post(enable_colleague))
        .page(needs, "POST", "/office/team/{user}/resend", post(resend_colleague))
}

/// Where a person is at home, and in which currency their limit stands.
struct Place {
    /// Number and name of the account; none for the seller's people.
    account: Option<(String, String)>,
    currency: Option<Currency>,
}

impl Place {
    const SELLER: Place = Place { account: None, currency: None };

    async fn account(portal: &Portal, visit: &Visit, number: &str) -> Answer<Place> {
        let (account, _) = accounts::account_at(&visit.ctx, reader(portal), number, Action::AccountAdminister).await?;
        Ok(Place { account: Some((account.number, account.name)), currency: Some(account.currency) })
    }

    fn home(&self) -> Home<'_> {
        self.account.as_ref().map_or(Home::Seller, |(number, _)| Home::Account(number))
    }

    fn number(&self) -> Option<&str> {
        self.account.as_ref().map(|(number, _)| number.as_str())
    }
}

fn user_id(text: &str) -> Answer<UserId> {
    text.parse().map_err(|_| Problem::not_found())
}

fn role(form: &FormData) -> Result<Role, FieldFault> {
    Role::parse(form.text("role")).ok_or_else(|| FieldFault::new("role", "unknown", "there is no such role"))
}

fn limit(form: &FormData, place: &Place, visit: &Visit) -> Result<Option<Money>, FieldFault> {
    match place.currency {
        Some(currency) => limit_of(form, "order_limit", currency, visit.ctx.locale),
        None => Ok(None),
    }
}

/// The invitation that the form describes.
fn invitation(form: &FormData, place: &Place, visit: &Visit) -> Result<Invitation, Vec<FieldFault>> {
    let mut faults = Vec::new();
    let role = taken(&mut faults, role(form));
    let order_limit = taken(&mut faults, limit(form, place, visit)).flatten();
    match role {
        Some(role) if faults.is_empty() => Ok(Invitation {
            email: form.text("email").to_owned(),
            name: form.text("name").to_owned(),
            locale: Locale::parse(form.text("locale")).unwrap_or(visit.ctx.locale),
            role,
            order_limit,
        }),
        _ => Err(faults),
    }
}

fn invite_page(place: &Place) -> FormPage {
    let (number, name) = place.account.clone().unwrap_or_default();
    let currency = place.currency.map(Currency::code);
    let form = invite_form(&format!("{}/people", account_href(&number)), &CUSTOMER_ROLES, currency);
    FormPage { submit_testid: Some("invite-submit".to_owned()), ..below_account((&number, &name), "invite-open", None, form) }
}

async fn new_member(State(portal): State<Portal>, visit: Visit, Path(number): Path<String>) -> Answer<Response> {
    let place = Place::account(&portal, &visit, &number).await?;
    portal.page(&visit, &invite_page(&place)).await
}

async fn invite_member(
    State(portal): State<Portal>,
    visit: Visit,
    Path(number): Path<String>,
    form: FormData,
) -> Answer<Response> {
    let place = Place::account(&portal, &visit, &number).await?;
    let faults = match invitation(&form, &place, &visit) {
        Ok(invitation) => {
            let (mut tx, since) = begin(&portal, &visit.ctx).await?;
            match judged(accounts::invite(&visit.ctx, &mut tx, &number, &invitation).await)? {
                Outcome::Done(person) => {
                    commit(&portal, tx, since).await?;
                    return Ok(visit.go(&portal, &account_href(&number), invited(&person)));
                }
                Outcome::Refused(faults) => faults,
                Outcome::Moved => Vec::new(),
            }
        }
        Err(faults) => faults,
    };
    refused(&portal, &visit, invite_page(&place), &form, &faults).await
}

fn invited(person: &Person) -> Option<Flash> {
    Some(Flash::success(Phrase::new("flash-invited").with("email", &person.email)))
}

fn facts(person: &Person, place: &Place, visit: &Visit) -> PersonFacts {
    let may_act_for = person.account.is_some_and(|account| visit.ctx.may(Action::ActFor, Scope::Account(account)));
    PersonFacts {
        id: person.user.to_string(),
        name: person.name.clone(),
        email: person.email.clone(),
        role: person.role.code().to_owned(),
        state: person.state.code().to_owned(),
        limit: person.order_limit.map(|limit| typed_decimal(&limit.amount(), visit.ctx.locale)).unwrap_or_default(),
        currency: place.currency.map(|currency| currency.code().to_owned()),
        home: place.account.clone(),
        version: person.version,
        is_oneself: visit.ctx.actor.kind == kernel::ActorKind::Person(person.user),
        may_act_for,
    }
}

async fn page(portal: &Portal, visit: &Visit, place: &Place, user: &str) -> Answer<(Person, FormPage)> {
    let person = accounts::person_at(&visit.ctx, reader(portal), place.home(), user_id(user)?).await?;
    let facts = facts(&person, place, visit);
    Ok((person, person_page(&facts, person_form(&facts))))
}

async fn show(portal: &Portal, visit: &Visit, place: &Place, user: &str) -> Answer<Response> {
    let (_, page) = page(portal, visit, place, user).await?;
    portal.page(visit, &page).await
}

async fn save(portal: &Portal, visit: &Visit, place: &Place, user: &str, form: &FormData) -> Answer<Response> {
    let (person, page_now) = page(portal, visit, place, user).await?;
    let mut faults = Vec::new();
    let role = taken(&mut faults, role(form));
    let order_limit = taken(&mut faults, limit(form, place, visit)).flatten();
    if let (Some(role), true) = (role, faults.is_empty()) {
        let (mut tx, since) = begin(portal, &visit.ctx).await?;
        let change = MemberChange { role, order_limit };
        let at = (place.home(), person.user);
        match judged(accounts::change_member(&visit.ctx, &mut tx, at, &change, form.version()?).await)? {
            Outcome::Done(_) => {
                commit(portal, tx, since).await?;
                return Ok(visit.go(portal, &person_href(place.number(), user), saved()));
            }
            Outcome::Refused(refused) => faults = refused,
            Outcome::Moved => {
                drop(tx);
                return conflicting(portal, visit, page_now, form, ("person", user)).await;
            }
        }
    }
    refused(portal, visit, page_now, form, &faults).await
}

/// What is done to a person with one click.
#[derive(Clone, Copy)]
enum Click {
    Disable,
    Enable,
    Resend,
}

async fn click(portal: &Portal, visit: &Visit, place: &Place, user: &str, click: Click) -> Answer<Response> {
    let (ctx, at) = (&visit.ctx, (place.home(), user_id(user)?));
    let known = accounts::person_at(ctx, reader(portal), at.0, at.1).await?;
    let (mut tx, since) = begin(portal, ctx).await?;
    let (person, flash) = match click {
        Click::Disable => {
            let person = accounts::disable_member(ctx, &mut tx, at, known.version).await?;
            let words = Phrase::new("flash-disabled").with("name", &person.name);
            (person, Flash::success(words))
        }
        Click::Enable => {
            let person = accounts::enable_member(ctx, &mut tx, at, known.version).await?;
            let words = Phrase::new("flash-enabled").with("name", &person.name);
            (person, Flash::success(words))
        }
        Click::Resend => {
            let person = accounts::invite_again(ctx, &mut tx, at.0, at.1).await?;
            let words = Phrase::new("flash-invited").with("email", &person.email);
            (person, Flash::success(words))
        }
    };
    commit(portal, tx, since).await?;
    portal.parts.identities.forget_user(person.user);
    Ok(visit.go(portal, &person_href(place.number(), user), Some(flash)))
}

async fn show_member(
    State(portal): State<Portal>,
    visit: Visit,
    Path((number, user)): Path<(String, String)>,
) -> Answer<Response> {
    let place = Place::account(&portal, &visit, &number).await?;
    show(&portal, &visit, &place, &user).await
}

async fn save_member(
    State(portal): State<Portal>,
    visit: Visit,
    Path((number, user)): Path<(String, String)>,
    form: FormData,
) -> Answer<Response> {
    let place = Place::account(&portal, &visit, &number).await?;
    save(&portal, &visit, &place, &user, &form).await
}

async fn disable_member(
    State(portal): State<Portal>,
    visit: Visit,
    Path((number, user)): Path<(String, String)>,
) -> Answer<Response> {
    let place = Place::account(&portal, &visit, &number).await?;
    click(&portal, &visit, &place, &user, Click::Disable).await
}

async fn enable_member(
    State(portal): State<Portal>,
    visit: Visit,
    Path((number, user)): Path<(String, String)>,
) -> Answer<Response> {
    let place = Place::account(&portal, &visit, &number).await?;
    click(&portal, &visit, &place, &user, Click::Enable).await
}

async fn resend_member(
    State(portal): State<Portal>,
    visit: Visit,
    Path((number, user)): Path<(String, String)>,
) -> Answer<Response> {
    let place = Place::account(&portal, &visit, &number).await?;
    click(&portal, &visit, &place, &user, Click::Resend).await
}

async fn colleagues(portal: &Portal, visit: &Visit) -> Answer<Vec<ColleagueRow>> {
    let row = |person: Person| ColleagueRow {
        id: person.user.to_string(),
        name: person.name,
        email: person.email,
        role: person.role.code().to_owned(),
        state: person.state.code().to_owned(),
    };
    Ok(accounts::colleagues(&visit.ctx, reader(portal)).await?.into_iter().map(row).collect())
}

async fn show_team(State(portal): State<Portal>, visit: Visit) -> Answer<Response> {
    let page = team(&colleagues(&portal, &visit).await?, None);
    portal.page(&visit, &page).await
}

async fn invite_colleague(State(portal): State<Portal>, visit: Visit, form: FormData) -> Answer<Response> {
    let faults = match invitation(&form, &Place::SELLER, &visit) {
        Ok(invitation) => {
            let (mut tx, since) = begin(&portal, &visit.ctx).await?;
            match judged(accounts::invite_colleague(&visit.ctx, &mut tx, &invitation).await)? {
                Outcome::Done(person) => {
                    commit(&portal, tx, since).await?;
                    return Ok(visit.go(&portal, "/office/team", invited(&person)));
                }
                Outcome::Refused(faults) => faults,
                Outcome::Moved => Vec::new(),
            }
        }
        Err(faults) => faults,
    };
    let form = invite_form("/office/team", &SELLER_ROLES, None).refused(form.pairs(), &faults);
    let page = team(&colleagues(&portal, &visit).await?, Some(form));
    portal.page_with(StatusCode::UNPROCESSABLE_ENTITY, &visit, &page).await
}

async fn show_colleague(State(portal): State<Portal>, visit: Visit, Path(user): Path<String>) -> Answer<Response> {
    show(&portal, &visit, &Place::SELLER, &user).await
}

async fn save_colleague(
    State(portal): State<Portal>,
    visit: Visit,
    Path(user): Path<String>,
    form: FormData,
) -> Answer<Response> {
    save(&portal, &visit, &Place::SELLER, &user, &form).await
}

async fn disable_colleague(State(portal): State<Portal>, visit: Visit, Path(user): Path<String>) -> Answer<Response> {
    click(&portal, &visit, &Place::SELLER, &user, Click::Disable).await
}

async fn enable_colleague(State(portal): State<Portal>, visit: Visit, Path(user): Path<String>) -> Answer<Response> {
    click(&portal, &visit, &Place::SELLER, &user, Click::Enable).await
}

async fn resend_colleague(State(portal): State<Portal>, visit: Visit, Path(user): Path<String>) -> Answer<Response> {
    click(&portal, &visit, &Place::SELLER, &user, Click::Resend).await
}
