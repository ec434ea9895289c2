//! Approvals that customers' people wait for. The seller looks on: who decides is the customer's matter.

use accounts::Person;
use approvals::{ApprovalFilter, ApprovalRequest, ApprovalState, Decision, RequestStep, Who};
use axum::extract::State;
use axum::response::Response;
use axum::routing::get;
use checkout::Snapshot;
use kernel::{AccountId, Action, ApprovalId, Currency, Page, PageRequest};
use web::{Answer, Doors, Needs, Path, Problem};

use super::common::{account_brief, reader};
use super::view::approvals::{ApprovalFacts, ApprovalRow, LineBrief, OfficeApprovalsAsked, StepView, list, page};
use crate::approve::asked::ApprovalsAsked;
use crate::frame::{Portal, Visit};
use crate::part::Pager;
use crate::view;
use crate::view::cart::reason_phrase;

pub(super) fn doors() -> Doors<Portal> {
    let uses = Needs::May(Action::OfficeUse);
    Doors::new().page(uses, "GET", "/office/approvals", get(show_list)).page(uses, "GET", "/office/approvals/{id}", get(show))
}

/// Pages say `cancelled` of what its requester took back.
const fn state_code(state: ApprovalState) -> &'static str {
    match state {
        ApprovalState::Withdrawn => "cancelled",
        other => other.code(),
    }
}

async fn show_list(State(portal): State<Portal>, visit: Visit) -> Answer<Response> {
    let ctx = &visit.ctx;
    let number = visit.parameter("account");
    let card = number.as_ref().and_then(|number| portal.parts.directory.by_number(ctx.tenant, number));
    let account = card.as_ref().map(|card| card.account.id);
    // Whose requests there are to choose from is known for one account; of all together names are searched.
    let requesters = match account {
        Some(account) => accounts::active_people(reader(&portal), ctx, account).await?,
        None => Vec::new(),
    };
    let asked = ApprovalsAsked::of(&visit, requesters.into_iter().map(|one| (one.user.to_string(), one.name)).collect());
    let currency = card.as_ref().map_or(Currency::EUR, |card| card.account.currency);
    let filter = ApprovalFilter { account, ..asked.filter(currency, ctx.locale) };
    let after = visit.after.clone();
    // An account that is not known has no requests, and is told as the filter that it is.
    let found = match number.is_some() && card.is_none() {
        true => Page { items: Vec::new(), next: None },
        false => approvals::list(ctx, reader(&portal), &filter, &PageRequest::new(Some(50), after.clone())).await?,
    };
    let people = people_of(&portal, &visit, found.items.iter().map(|request| request.account).collect()).await?;
    let rows: Vec<ApprovalRow> = found.items.iter().map(|request| row(&portal, &visit, request, &people)).collect();
    let pager = Pager::by_cursor(&visit.path, after.as_deref(), found.next.as_deref());
    let name = |number: String| card.as_ref().map_or_else(|| number.clone(), |card| card.account.name.clone());
    let asked = OfficeApprovalsAsked {
        filters: asked.filters("/office/approvals", ctx.locale),
        state: asked.state,
        account: number.map(|number| (number.clone(), name(number))),
    };
    portal.page(&visit, &list(&visit.path, asked, &rows, pager)).await
}

/// The active people of some accounts, each account read once.
async fn people_of(portal: &Portal, visit: &Visit, mut accounts: Vec<AccountId>) -> Answer<Vec<Person>> {
    accounts.sort_unstable();
    accounts.dedup();
    let mut people = Vec::new();
    for account in accounts {
        people.extend(accounts::active_people(reader(portal), &visit.ctx, account).await?);
    }
    Ok(people)
}

fn row(portal: &Portal, visit: &Visit, request: &ApprovalRequest, people: &[Person]) -> ApprovalRow {
    let ours: Vec<Person> = people.iter().filter(|person| person.account == Some(request.account)).cloned().collect();
    let asked: Vec<&str> = request.asked(&ours).into_iter().map(|person| person.name.as_str()).collect();
    ApprovalRow {
        id: request.id.to_string(),
        account: account_brief(portal, &visit.ctx, request.account).unwrap_or_default(),
        requester: request.requester_name.clone(),
        state: state_code(request.state).to_owned(),
        waits_for: Some(asked.join(", ")).filter(|names| !names.is_empty()),
        amount: request.amount,
        at: request.created_at,
    }
}

async fn show(State(portal): State<Portal>, visit: Visit, Path(id): Path<String>) -> Answer<Response> {
    let id: ApprovalId = id.parse().map_err(|_| Problem::not_found())?;
    let request = approvals::get(&visit.ctx, reader(&portal), id).await?;
    let facts = facts(&portal, &visit, &request).await?;
    portal.page(&visit, &page(&facts)).await
}

async fn facts(portal: &Portal, visit: &Visit, request: &ApprovalRequest) -> Answer<ApprovalFacts> {
    let people = people_of(portal, visit, vec![request.account]).await?;
    let card = portal.parts.directory.card(visit.ctx.tenant, request.account);
    let requester = people.iter().find(|person| Some(person.user) == request.requester);
    let limit = requester.zip(card).and_then(|(person, card)| accounts::effective_limit(person, &card.account));
    let submitted: Option<Snapshot> = serde_json::from_value(request.summary["submitted"].clone()).ok();
    let reference = |name: &str| request.summary["references"][name].as_str().map(str::to_owned);
    let line = |line: checkout::SnapshotLine| LineBrief {
        name: view::order::name_of_code(portal, &visit.ctx, &line.sku, &line.name),
        sku: line.sku,
        quantity: line.quantity,
        total: line.line_total,
    };
    Ok(ApprovalFacts {
        row: row(portal, visit, request, &people),
        reason: reason_phrase(request.reason, Some(request.amount), limit),
        steps: request.steps.iter().map(|step| step_view(step, &people)).collect(),
        lines: submitted.map(|submitted| submitted.lines).unwrap_or_default().into_iter().map(line).collect(),
        purchase_order: reference("purchase_order"),
        cost_centre: reference("cost_centre"),
        order: order(portal, visit, request).await,
        concluded_at: request.concluded_at,
        version: request.version,
    })
}

fn step_view(step: &RequestStep, people: &[Person]) -> StepView {
    let (role, person) = match step.who {
        Who::Role(role) => (Some(role.code().to_owned()), None),
        Who::Person(user) => (None, people.iter().find(|person| person.user == user).map(|person| person.name.clone())),
    };
    let said = step.decision.as_ref();
    let state = match said.map(|said| said.decision) {
        Some(Decision::Approve) => "approved",
        Some(Decision::Reject) => "rejected",
        None => "pending",
    };
    StepView {
        role,
        person,
        up_to: step.up_to,
        state: state.to_owned(),
        by: said.map(|said| said.by_name.clone()),
        at: said.map(|said| said.at),
        comment: said.and_then(|said| said.comment.clone()),
    }
}

/// The number of the order that an approved request became. It is no loss when its cart cannot be seen any more.
async fn order(portal: &Portal, visit: &Visit, request: &ApprovalRequest) -> Option<String> {
    if request.state != ApprovalState::Approved {
        return None;
    }
    let recheck = checkout::recheck(reader(portal), &visit.ctx, &portal.parts.desk, request.id).await.ok()?;
    recheck.cart.cart.order_number
}
