//! The page of an account, who serves it, and acting for it.

use accounts::{AccountCard, Home, Person, PersonState};
use approvals::{ApprovalFilter, ApprovalState, Policy, Who};
use axum::extract::State;
use axum::response::Response;
use axum::routing::{get, post};
use checkout::{CartFilter, CartState};
use kernel::{AccountId, Action, ActorKind, Ctx, PageRequest, ProductId, Quantity, Role, Scope, Unit, UserId};
use orders::OrderFilter;
use pricing::Effect;
use store::AuditFilter;
use web::page::Phrase;
use web::{Answer, Doors, Needs, Path, Problem};

use super::common::{account_brief, begin, commit, history, reader, told};
use super::view::account::{
    AccountFacts, AccountMay, ApprovalBrief, CartRow, CostCentreRow, MemberRow, PolicyBrief, PolicyStepView, ReachingList,
    RepRow, SiteRow, page,
};
use super::view::accounts::account_href;
use crate::frame::{FormData, Portal, Visit};
use crate::view;

/// Carts of which the page shows what they come to: each is priced anew.
const PRICED_CARTS: usize = 8;

pub(super) fn doors() -> Doors<Portal> {
    let (uses, administers) = (Needs::May(Action::OfficeUse), Needs::May(Action::AccountAdminister));
    Doors::new()
        .page(uses, "GET", "/office/accounts/{number}", get(show))
        .page(administers, "POST", "/office/accounts/{number}/reps", post(add_rep))
        .page(administers, "POST", "/office/accounts/{number}/reps/{user}/remove", post(remove_rep))
        .page(Needs::May(Action::ActFor), "POST", "/office/accounts/{number}/act-for", post(act_for))
}

async fn show(State(portal): State<Portal>, visit: Visit, Path(number): Path<String>) -> Answer<Response> {
    let facts = facts(&portal, &visit, &number).await?;
    portal.page(&visit, &page(&facts)).await
}

async fn facts(portal: &Portal, visit: &Visit, number: &str) -> Answer<AccountFacts> {
    let (ctx, conn) = (&visit.ctx, reader(portal));
    let (account, _) = accounts::account_at(ctx, conn, number, Action::AccountRead).await?;
    // From the database, not from memory: what was just saved must be there.
    let card = accounts::account_card(ctx, conn, account.id).await?;
    let people = accounts::people_of(ctx, conn, number).await?;
    let (_, policy) = approvals::policy_of(ctx, conn, number).await?;
    let may = AccountMay {
        administer: ctx.may(Action::AccountAdminister, Scope::Account(account.id)),
        act_for: ctx.may(Action::ActFor, Scope::Account(account.id)),
        read_audit: ctx.may(Action::AuditRead, Scope::Account(account.id)),
        see_lists: ctx.may(Action::PriceRead, Scope::Tenant),
        see_groups: ctx.may(Action::AccountRead, Scope::Tenant),
    };
    let reps = accounts::reps_of(ctx, conn, number).await?;
    let filter = AuditFilter { account: Some(account.id), ..AuditFilter::default() };
    Ok(AccountFacts {
        id: account.id.to_string(),
        number: account.number.clone(),
        name: account.name.clone(),
        state: account.state.code().to_owned(),
        version: account.version,
        country: account.country.clone(),
        vat_id: account.vat_id.clone(),
        vat_checked_at: account.vat_checked_at,
        market: account.market.clone(),
        currency: account.currency.code().to_owned(),
        terms_days: account.payment_terms_days,
        order_limit: account.order_limit,
        group: account.group.clone(),
        parent: account.parent.and_then(|parent| account_brief(portal, ctx, parent)),
        children: children(portal, ctx, account.id),
        foreign_key: account.foreign_key.clone(),
        people: people.iter().map(member).collect(),
        carts: carts(portal, ctx, account.id, &people).await?,
        orders: latest_orders(portal, ctx, account.id).await?,
        approvals: waiting(portal, ctx, account.id).await?,
        sites: sites(&card),
        cost_centres: cost_centres(&card),
        free_reps: if may.administer { free_reps(portal, ctx, &reps).await? } else { Vec::new() },
        reps: reps.iter().map(rep).collect(),
        lists: lists(portal, ctx, account.id),
        policy: policy_brief(&policy, &people),
        history: history(portal, ctx, &filter, 20).await?,
        may,
    })
}

fn children(portal: &Portal, ctx: &Ctx, account: AccountId) -> Vec<(String, String)> {
    let all = portal.parts.directory.accounts(ctx.tenant);
    let below = all.iter().filter(|card| card.account.parent == Some(account));
    let seen = below.filter(|card| ctx.may(Action::AccountRead, Scope::Account(card.account.id)));
    seen.map(|card| (card.account.number.clone(), card.account.name.clone())).collect()
}

fn member(person: &Person) -> MemberRow {
    MemberRow {
        id: person.user.to_string(),
        name: person.name.clone(),
        email: person.email.clone(),
        role: person.role.code().to_owned(),
        state: person.state.code().to_owned(),
        limit: person.order_limit,
    }
}

fn rep(person: &Person) -> RepRow {
    RepRow { id: person.user.to_string(), name: person.name.clone(), email: person.email.clone() }
}

fn sites(card: &AccountCard) -> Vec<SiteRow> {
    let row = |site: &accounts::Site| SiteRow {
        code: site.code.clone(),
        name: site.name.clone(),
        address: view::account::site_lines(site).join(", "),
        is_default: site.is_default,
    };
    card.sites.iter().map(row).collect()
}

fn cost_centres(card: &AccountCard) -> Vec<CostCentreRow> {
    let row = |centre: &accounts::CostCentre| CostCentreRow {
        code: centre.code.clone(),
        name: centre.name.clone(),
        active: centre.active,
    };
    card.cost_centres.iter().map(row).collect()
}

async fn carts(portal: &Portal, ctx: &Ctx, account: AccountId, people: &[Person]) -> Answer<Vec<CartRow>> {
    let filter = CartFilter { account: Some(account), states: vec![CartState::Open, CartState::Waiting], mine: false };
    let found = checkout::carts(reader(portal), ctx, &filter, &PageRequest::new(Some(25), None)).await?;
    let mut rows = Vec::with_capacity(found.items.len());
    for (place, summary) in found.items.iter().filter(|summary| summary.line_count > 0).enumerate() {
        let cart = &summary.cart;
        let owner = people.iter().find(|person| Some(person.user) == cart.owner);
        let net = match place < PRICED_CARTS {
            true => checkout::view(reader(portal), ctx, &portal.parts.desk, cart.id).await?.totals.map(|totals| totals.net),
            false => None,
        };
        rows.push(CartRow {
            id: cart.id.to_string(),
            name: cart.name.clone(),
            owner: cart.owner_name.clone(),
            email: owner.map(|person| person.email.clone()).unwrap_or_default(),
            state: cart.state.code().to_owned(),
            lines: u64::try_from(summary.line_count).unwrap_or(0),
            net,
            updated_at: cart.updated_at,
        });
    }
    Ok(rows)
}

async fn latest_orders(portal: &Portal, ctx: &Ctx, account: AccountId) -> Answer<Vec<crate::part::order::OrderRowView>> {
    let filter = OrderFilter { account: Some(account), ..OrderFilter::default() };
    let found = orders::list(reader(portal), ctx, &filter, &PageRequest::new(Some(8), None)).await?;
    Ok(found.items.iter().map(|order| view::order::row(order, true)).collect())
}

async fn waiting(portal: &Portal, ctx: &Ctx, account: AccountId) -> Answer<Vec<ApprovalBrief>> {
    let filter = ApprovalFilter { account: Some(account), state: Some(ApprovalState::Pending), ..ApprovalFilter::default() };
    let found = approvals::list(ctx, reader(portal), &filter, &PageRequest::new(Some(25), None)).await?;
    let brief = |request: &approvals::ApprovalRequest| ApprovalBrief {
        id: request.id.to_string(),
        requester: request.requester_name.clone(),
        amount: request.amount,
        at: request.created_at,
    };
    Ok(found.items.iter().map(brief).collect())
}

/// Sales reps who are not in charge yet.
async fn free_reps(portal: &Portal, ctx: &Ctx, reps: &[Person]) -> Answer<Vec<(String, String)>> {
    let colleagues = accounts::colleagues(ctx, reader(portal)).await?;
    let free = colleagues.into_iter().filter(|person| {
        let serves = person.role == Role::SalesRep && person.state != PersonState::Disabled;
        serves && reps.iter().all(|rep| rep.user != person.user)
    });
    Ok(free.map(|person| (person.user.to_string(), person.name)).collect())
}

/// The lists that the account's prices come from, in the order asked: what the book says of a product that no list has.
fn lists(portal: &Portal, ctx: &Ctx, account: AccountId) -> Vec<ReachingList> {
    let Some(asker) = pricing::edge::asker_of(&portal.parts.directory, ctx.tenant, account, ctx.now) else { return Vec::new() };
    let Ok(pricer) = portal.parts.book.pricer(&asker) else { return Vec::new() };
    let nothing = ProductId::from_uuid(uuid::Uuid::nil());
    let steps = pricer.derivation(nothing, Quantity::from_micros(1_000_000, Unit::PIECE)).unwrap_or_default();
    let all = pricer.book().terms().lists();
    let row = |step: pricing::DerivationStep| {
        let list = all.iter().find(|list| list.code == step.list)?;
        let name = match ctx.locale {
            kernel::Locale::It => &list.name_it,
            kernel::Locale::En => &list.name_en,
        };
        Some(ReachingList {
            code: step.list,
            name: name.clone(),
            // A list that is only asked as a base does not reach the account.
            scope: view::price::scope_code(step.scope?).to_owned(),
            priority: step.priority,
            in_force: !matches!(step.effect, Effect::NotInForce | Effect::ShutOut),
            exclusive: list.exclusive,
        })
    };
    steps.into_iter().filter_map(row).collect()
}

fn policy_brief(policy: &Policy, people: &[Person]) -> PolicyBrief {
    let step = |step: &approvals::PolicyStep| match step.who {
        Who::Role(role) => PolicyStepView { role: Some(role.code().to_owned()), person: None, up_to: step.up_to },
        Who::Person(user) => {
            let person = people.iter().find(|person| person.user == user);
            PolicyStepView {
                role: None,
                person: Some(person.map_or_else(|| "—".to_owned(), |person| person.name.clone())),
                up_to: step.up_to,
            }
        }
    };
    PolicyBrief { order_limit: policy.order_limit, steps: policy.steps.iter().map(step).collect() }
}

fn user_id(text: &str) -> Answer<UserId> {
    text.parse().map_err(|_| Problem::not_found())
}

async fn add_rep(State(portal): State<Portal>, visit: Visit, Path(number): Path<String>, form: FormData) -> Answer<Response> {
    let (mut tx, since) = begin(&portal, &visit.ctx).await?;
    let rep = accounts::assign_rep(&visit.ctx, &mut tx, &number, user_id(form.text("user"))?).await?;
    commit(&portal, tx, since).await?;
    portal.parts.identities.forget_user(rep.user);
    Ok(visit.go(&portal, &account_href(&number), told(Phrase::new("flash-rep-added").with("name", rep.name))))
}

async fn remove_rep(
    State(portal): State<Portal>,
    visit: Visit,
    Path((number, user)): Path<(String, String)>,
) -> Answer<Response> {
    let user = user_id(&user)?;
    let rep = accounts::person_at(&visit.ctx, reader(&portal), Home::Seller, user).await?;
    let (mut tx, since) = begin(&portal, &visit.ctx).await?;
    accounts::unassign_rep(&visit.ctx, &mut tx, &number, user).await?;
    commit(&portal, tx, since).await?;
    portal.parts.identities.forget_user(user);
    Ok(visit.go(&portal, &account_href(&number), told(Phrase::new("flash-rep-removed").with("name", rep.name))))
}

/// From now on this session acts for the account, or for the person named in the address; the portal opens.
async fn act_for(State(portal): State<Portal>, visit: Visit, Path(number): Path<String>) -> Answer<Response> {
    let user = visit.parameter("user").map(|user| user_id(&user)).transpose()?;
    let (account, _) = accounts::account_at(&visit.ctx, reader(&portal), &number, Action::ActFor).await?;
    let session = visit.session()?.id;
    let (mut tx, since) = begin(&portal, &visit.ctx).await?;
    accounts::act_for_start(&visit.ctx, &mut tx, session, account.id, user).await?;
    commit(&portal, tx, since).await?;
    if let ActorKind::Person(user) = visit.ctx.actor.kind {
        portal.parts.identities.forget_user(user);
    }
    Ok(visit.go(&portal, "/", told(Phrase::new("flash-acting").with("account", account.name))))
}
