//! What belongs to an account: its sites, its cost centres, its approval policy.

use std::sync::Arc;

use accounts::{AccountCard, CostCentreDetails, Person, PersonState, SiteDetails};
use approvals::{Policy, PolicyStep, Who};
use axum::extract::State;
use axum::response::Response;
use axum::routing::{get, post};
use kernel::{Action, Currency, FieldFault, Role, Version};
use web::{Answer, Doors, Needs, Path, Problem};

use super::common::{Outcome, begin, commit, conflicting, judged, reader, refused, renamed, saved, taken};
use super::view::account_forms::{
    STEPS, SiteValues, StepValues, below_account, cost_centre_form, policy_form, policy_page, site_form,
};
use super::view::accounts::account_href;
use super::view::form::FormPage;
use crate::frame::{FormData, Portal, Visit, typed_decimal};

pub(super) fn doors() -> Doors<Portal> {
    let needs = Needs::May(Action::AccountAdminister);
    Doors::new()
        .page(needs, "GET", "/office/accounts/{number}/sites/new", get(new_site))
        .page(needs, "POST", "/office/accounts/{number}/sites", post(add_site))
        .page(needs, "GET", "/office/accounts/{number}/sites/{code}", get(edit_site))
        .page(needs, "POST", "/office/accounts/{number}/sites/{code}", post(save_site))
        .page(needs, "GET", "/office/accounts/{number}/cost-centres/new", get(new_centre))
        .page(needs, "POST", "/office/accounts/{number}/cost-centres", post(add_centre))
        .page(needs, "GET", "/office/accounts/{number}/cost-centres/{code}", get(edit_centre))
        .page(needs, "POST", "/office/accounts/{number}/cost-centres/{code}", post(save_centre))
        .page(needs, "GET", "/office/accounts/{number}/policy", get(edit_policy))
        .page(needs, "POST", "/office/accounts/{number}/policy", post(save_policy))
}

/// The account as it is in the database.
async fn card(portal: &Portal, visit: &Visit, number: &str) -> Answer<Arc<AccountCard>> {
    let (account, _) = accounts::account_at(&visit.ctx, reader(portal), number, Action::AccountAdminister).await?;
    Ok(Arc::new(accounts::account_card(&visit.ctx, reader(portal), account.id).await?))
}

fn names(card: &AccountCard) -> (&str, &str) {
    (&card.account.number, &card.account.name)
}

fn site_page(card: &AccountCard, code: Option<&str>) -> Answer<FormPage> {
    let number = &card.account.number;
    let (values, version, name) = match code {
        None => (SiteValues { country: card.account.country.clone(), ..SiteValues::default() }, None, None),
        Some(code) => {
            let site = card.site(code).ok_or_else(Problem::not_found)?;
            let values = SiteValues {
                code: site.code.clone(),
                name: site.name.clone(),
                street: site.street.clone(),
                postal_code: site.postal_code.clone(),
                city: site.city.clone(),
                province: site.province.clone().unwrap_or_default(),
                country: site.country.clone(),
                is_default: site.is_default,
            };
            (values, Some(site.version), Some(site.name.as_str()))
        }
    };
    Ok(below_account(names(card), "site-add", name, site_form(number, &values, version)))
}

fn site_details(form: &FormData) -> SiteDetails {
    SiteDetails {
        code: form.text("code").to_owned(),
        name: form.text("name").to_owned(),
        street: form.text("street").to_owned(),
        postal_code: form.text("postal_code").to_owned(),
        city: form.text("city").to_owned(),
        province: form.optional("province"),
        country: form.text("country").to_owned(),
        is_default: form.is_ticked("is_default"),
    }
}

async fn new_site(State(portal): State<Portal>, visit: Visit, Path(number): Path<String>) -> Answer<Response> {
    let page = site_page(&*card(&portal, &visit, &number).await?, None)?;
    portal.page(&visit, &page).await
}

async fn add_site(State(portal): State<Portal>, visit: Visit, Path(number): Path<String>, form: FormData) -> Answer<Response> {
    let (mut tx, since) = begin(&portal, &visit.ctx).await?;
    match judged(accounts::add_site(&visit.ctx, &mut tx, &number, &site_details(&form)).await)? {
        Outcome::Done(_) => {
            commit(&portal, tx, since).await?;
            Ok(visit.go(&portal, &account_href(&number), saved()))
        }
        Outcome::Refused(faults) => {
            drop(tx);
            let page = site_page(&*card(&portal, &visit, &number).await?, None)?;
            refused(&portal, &visit, page, &form, &faults).await
        }
        Outcome::Moved => Err(Problem::not_found()),
    }
}

async fn edit_site(State(portal): State<Portal>, visit: Visit, Path((number, code)): Path<(String, String)>) -> Answer<Response> {
    let page = site_page(&*card(&portal, &visit, &number).await?, Some(&code))?;
    portal.page(&visit, &page).await
}

async fn save_site(
    State(portal): State<Portal>,
    visit: Visit,
    Path((number, code)): Path<(String, String)>,
    form: FormData,
) -> Answer<Response> {
    let seen = form.version()?;
    let (mut tx, since) = begin(&portal, &visit.ctx).await?;
    let outcome = judged(accounts::update_site(&visit.ctx, &mut tx, (&number, &code), &site_details(&form), seen).await)?;
    if let Outcome::Done(_) = outcome {
        commit(&portal, tx, since).await?;
        return Ok(visit.go(&portal, &account_href(&number), saved()));
    }
    drop(tx);
    let page = site_page(&*card(&portal, &visit, &number).await?, Some(&code))?;
    match outcome {
        Outcome::Refused(faults) => refused(&portal, &visit, page, &form, &faults).await,
        _ => conflicting(&portal, &visit, page, &form, ("site", &code)).await,
    }
}

fn centre_page(card: &AccountCard, code: Option<&str>) -> Answer<FormPage> {
    let number = &card.account.number;
    let (form, name) = match code {
        None => (cost_centre_form(number, ("", "", true), None), None),
        Some(code) => {
            let centre = card.cost_centre(code).ok_or_else(Problem::not_found)?;
            let values = (centre.code.as_str(), centre.name.as_str(), centre.active);
            (cost_centre_form(number, values, Some(centre.version)), Some(centre.name.as_str()))
        }
    };
    Ok(below_account(names(card), "cost-centre-new", name, form))
}

fn centre_details(form: &FormData) -> CostCentreDetails {
    CostCentreDetails { code: form.text("code").to_owned(), name: form.text("name").to_owned(), active: form.is_ticked("active") }
}

async fn new_centre(State(portal): State<Portal>, visit: Visit, Path(number): Path<String>) -> Answer<Response> {
    let page = centre_page(&*card(&portal, &visit, &number).await?, None)?;
    portal.page(&visit, &page).await
}

async fn add_centre(State(portal): State<Portal>, visit: Visit, Path(number): Path<String>, form: FormData) -> Answer<Response> {
    let (mut tx, since) = begin(&portal, &visit.ctx).await?;
    match judged(accounts::add_cost_centre(&visit.ctx, &mut tx, &number, &centre_details(&form)).await)? {
        Outcome::Done(_) => {
            commit(&portal, tx, since).await?;
            Ok(visit.go(&portal, &account_href(&number), saved()))
        }
        Outcome::Refused(faults) => {
            drop(tx);
            let page = centre_page(&*card(&portal, &visit, &number).await?, None)?;
            refused(&portal, &visit, page, &form, &faults).await
        }
        Outcome::Moved => Err(Problem::not_found()),
    }
}

async fn edit_centre(
    State(portal): State<Portal>,
    visit: Visit,
    Path((number, code)): Path<(String, String)>,
) -> Answer<Response> {
    let page = centre_page(&*card(&portal, &visit, &number).await?, Some(&code))?;
    portal.page(&visit, &page).await
}

async fn save_centre(
    State(portal): State<Portal>,
    visit: Visit,
    Path((number, code)): Path<(String, String)>,
    form: FormData,
) -> Answer<Response> {
    let seen = form.version()?;
    let (mut tx, since) = begin(&portal, &visit.ctx).await?;
    let at = (number.as_str(), code.as_str());
    let outcome = judged(accounts::update_cost_centre(&visit.ctx, &mut tx, at, &centre_details(&form), seen).await)?;
    if let Outcome::Done(_) = outcome {
        commit(&portal, tx, since).await?;
        return Ok(visit.go(&portal, &account_href(&number), saved()));
    }
    drop(tx);
    let page = centre_page(&*card(&portal, &visit, &number).await?, Some(&code))?;
    match outcome {
        Outcome::Refused(faults) => refused(&portal, &visit, page, &form, &faults).await,
        _ => conflicting(&portal, &visit, page, &form, ("cost_centre", &code)).await,
    }
}

/// The people of an account who may decide: those whom a step can name.
async fn deciders(portal: &Portal, visit: &Visit, number: &str) -> Answer<Vec<Person>> {
    let people = accounts::people_of(&visit.ctx, reader(portal), number).await?;
    let decides = |person: &Person| person.state == PersonState::Active && person.role.actions().contains(Action::ApprovalDecide);
    Ok(people.into_iter().filter(decides).collect())
}

async fn policy_now(portal: &Portal, visit: &Visit, number: &str) -> Answer<(FormPage, Currency)> {
    accounts::account_at(&visit.ctx, reader(portal), number, Action::AccountAdminister).await?;
    let (account, policy) = approvals::policy_of(&visit.ctx, reader(portal), number).await?;
    let people = deciders(portal, visit, number).await?;
    let shown = |money: kernel::Money| typed_decimal(&money.amount(), visit.ctx.locale);
    let step = |step: &PolicyStep| StepValues {
        who: match step.who {
            Who::Person(user) => format!("user:{user}"),
            Who::Role(role) => format!("role:{}", role.code()),
        },
        up_to: step.up_to.map(shown).unwrap_or_default(),
    };
    let steps: Vec<StepValues> = policy.steps.iter().map(step).collect();
    let named: Vec<(String, String)> = people.iter().map(|person| (person.user.to_string(), person.name.clone())).collect();
    let limit = policy.order_limit.map(shown).unwrap_or_default();
    let form = policy_form(number, account.currency.code(), &limit, &steps, &named, policy.version);
    Ok((policy_page((&account.number, &account.name), form), account.currency))
}

async fn edit_policy(State(portal): State<Portal>, visit: Visit, Path(number): Path<String>) -> Answer<Response> {
    let (page, _) = policy_now(&portal, &visit, &number).await?;
    portal.page(&visit, &page).await
}

/// The policy that the form describes. Steps that are left open are skipped; `places` says which rows the others came from.
fn policy_sent(form: &FormData, currency: Currency, visit: &Visit) -> (Policy, Vec<usize>, Vec<FieldFault>) {
    let (mut faults, mut steps, mut places) = (Vec::new(), Vec::new(), Vec::new());
    let order_limit = taken(&mut faults, form.money("order_limit", currency, visit.ctx.locale)).flatten();
    for place in 0..STEPS {
        let name = format!("who_{place}");
        let who = match form.text(&name).split_once(':') {
            Some(("role", code)) => Role::parse(code).map(Who::Role),
            Some(("user", id)) => id.parse().ok().map(Who::Person),
            _ => continue,
        };
        let up_to = taken(&mut faults, form.money(&format!("up_to_{place}"), currency, visit.ctx.locale)).flatten();
        match who {
            Some(who) => {
                steps.push(PolicyStep { who, up_to });
                places.push(place);
            }
            None => faults.push(FieldFault::new(name, "unknown", "there is no such person or role")),
        }
    }
    (Policy { order_limit, steps, version: 0 }, places, faults)
}

async fn save_policy(State(portal): State<Portal>, visit: Visit, Path(number): Path<String>, form: FormData) -> Answer<Response> {
    let seen: Version = form.version()?;
    let (page, currency) = policy_now(&portal, &visit, &number).await?;
    let (policy, places, faults) = policy_sent(&form, currency, &visit);
    if !faults.is_empty() {
        return refused(&portal, &visit, page, &form, &faults).await;
    }
    let (mut tx, since) = begin(&portal, &visit.ctx).await?;
    match judged(approvals::set_policy(&visit.ctx, &mut tx, &number, &policy, seen).await)? {
        Outcome::Done(_) => {
            commit(&portal, tx, since).await?;
            Ok(visit.go(&portal, &account_href(&number), saved()))
        }
        Outcome::Refused(faults) => {
            drop(tx);
            let faults = at_rows(faults, &places);
            refused(&portal, &visit, page, &form, &faults).await
        }
        Outcome::Moved => {
            drop(tx);
            conflicting(&portal, &visit, page, &form, ("approval_policy", &number)).await
        }
    }
}

/// The room counts the steps that were sent; the form has rows.
fn at_rows(mut faults: Vec<FieldFault>, places: &[usize]) -> Vec<FieldFault> {
    for fault in &mut faults {
        let step = fault.field.strip_prefix("steps[").and_then(|rest| rest.split_once(']'));
        let found = step.and_then(|(place, what)| Some((*places.get(place.parse::<usize>().ok()?)?, what.to_owned())));
        if let Some((row, what)) = found {
            let name = if what == ".up_to" { "up_to" } else { "who" };
            fault.field = format!("{name}_{row}");
        }
    }
    renamed(faults, &[("steps", "up_to_0")])
}
