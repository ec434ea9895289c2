//! Routes of approvals.

use accounts::Person;
use approvals::{ApprovalFilter, ApprovalRequest, ApprovalState, Decision, StepDecision, Who};
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use axum::routing::{get, post};
use checkout::{CartRef, CheckoutError, Decided, DecisionAsk, Recheck};
use kernel::{Action, ApprovalId, Currency, PageRequest, Scope};
use web::page::{Flash, FlashKind, Phrase};
use web::{Answer, Doors, Needs, Path, Problem};

use super::asked::ApprovalsAsked;
use super::decision::{DecisionPage, StepView};
use super::list::{ApprovalRowView, ApprovalsPage};
use crate::frame::{FormData, Portal, Visit};
use crate::part::Pager;
use crate::part::order::TimelineEntry;
use crate::view;

pub(crate) fn doors() -> Doors<Portal> {
    Doors::new()
        .page(Needs::May(Action::ApprovalRead), "GET", "/approvals", get(list))
        .page(Needs::May(Action::ApprovalRead), "GET", "/approvals/{id}", get(show))
        .page(Needs::May(Action::ApprovalDecide), "POST", "/approvals/{id}", post(decide))
        .page(Needs::May(Action::CartSubmit), "POST", "/approvals/{id}/withdraw", post(withdraw))
}

async fn list(State(portal): State<Portal>, visit: Visit) -> Answer<Response> {
    let (ctx, conn) = (&visit.ctx, portal.parts.ground.store.reader());
    let card = ctx.account().and_then(|account| portal.parts.directory.card(ctx.tenant, account));
    let currency = card.map_or(Currency::EUR, |card| card.account.currency);
    let asked = ApprovalsAsked::of(&visit, requesters(&portal, &visit).await?);
    let filter = ApprovalFilter { account: ctx.account(), ..asked.filter(currency, ctx.locale) };
    let after = visit.after.clone();
    let found = approvals::list(ctx, conn, &filter, &PageRequest::new(Some(25), after.clone())).await?;
    let pager = Pager::by_cursor(&visit.path, after.as_deref(), found.next.as_deref());
    let rows = rows(&portal, &visit, &found.items).await?;
    portal.page(&visit, &ApprovalsPage::new(&asked.state, asked.filters("/approvals", ctx.locale), rows, pager)).await
}

/// The people of the account whose requests can be asked for; nobody for those who see their own only.
async fn requesters(portal: &Portal, visit: &Visit) -> Answer<Vec<(String, String)>> {
    let ctx = &visit.ctx;
    let Some(account) = ctx.account() else { return Ok(Vec::new()) };
    let sees = |action| ctx.may(action, Scope::Account(account));
    if !sees(Action::CartReadAll) && !sees(Action::ApprovalDecide) {
        return Ok(Vec::new());
    }
    let people = accounts::active_people(portal.parts.ground.store.reader(), ctx, account).await?;
    Ok(people.into_iter().map(|person| (person.user.to_string(), person.name)).collect())
}

/// Requests as rows; whom each waits for is read once per account.
pub(crate) async fn rows(portal: &Portal, visit: &Visit, requests: &[ApprovalRequest]) -> Answer<Vec<ApprovalRowView>> {
    let (ctx, conn) = (&visit.ctx, portal.parts.ground.store.reader());
    let mut people: Vec<Person> = Vec::new();
    let mut known = Vec::new();
    for request in requests {
        if !known.contains(&request.account) {
            people.extend(accounts::active_people(conn, ctx, request.account).await?);
            known.push(request.account);
        }
    }
    let me = ctx.person();
    Ok(requests.iter().map(|request| row(request, &people, me)).collect())
}

fn row(request: &ApprovalRequest, people: &[Person], me: Option<kernel::UserId>) -> ApprovalRowView {
    let ours: Vec<Person> = people.iter().filter(|person| person.account == Some(request.account)).cloned().collect();
    let asked = request.asked(&ours);
    let waits_for_me = asked.iter().any(|person| Some(person.user) == me);
    let names: Vec<&str> = asked.iter().map(|person| person.name.as_str()).collect();
    let reference = |name: &str| request.summary["references"][name].as_str().map(str::to_owned);
    ApprovalRowView {
        id: request.id.to_string(),
        state: state_code(request.state).to_owned(),
        requester: request.requester_name.clone(),
        total: request.amount,
        submitted_at: request.created_at,
        cost_centre: reference("cost_centre"),
        purchase_order: reference("purchase_order"),
        lines: request.summary["submitted"]["lines"].as_array().map_or(0, |lines| u64::try_from(lines.len()).unwrap_or(0)),
        waits_for: (!waits_for_me && !names.is_empty()).then(|| names.join(", ")),
        waits_for_me,
    }
}

/// Pages say `cancelled` of what its requester took back.
pub(crate) const fn state_code(state: ApprovalState) -> &'static str {
    match state {
        ApprovalState::Withdrawn => "cancelled",
        other => other.code(),
    }
}

async fn show(State(portal): State<Portal>, visit: Visit, Path(id): Path<String>) -> Answer<Response> {
    let page = page(&portal, &visit, approval_id(&id)?).await?;
    portal.page(&visit, &page).await
}

async fn page(portal: &Portal, visit: &Visit, id: ApprovalId) -> Answer<DecisionPage> {
    let (ctx, conn) = (&visit.ctx, portal.parts.ground.store.reader());
    let request = approvals::get(ctx, conn, id).await?;
    let recheck = checkout::recheck(conn, ctx, &portal.parts.desk, id).await?;
    let people = accounts::active_people(conn, ctx, request.account).await?;
    let card = portal.parts.directory.card(ctx.tenant, request.account).ok_or_else(Problem::not_found)?;
    let cart = &recheck.cart;
    let centres = view::cart::cost_centres(&card);
    let requester = people.iter().find(|person| Some(person.user) == request.requester);
    let limit = requester.and_then(|person| accounts::effective_limit(person, &card.account));
    let pending = request.state == ApprovalState::Pending;
    let references = &cart.cart.references;
    let own = ctx.person().is_some() && ctx.person() == request.requester;
    // It is no loss when the order cannot be read: the lines are shown as they are then.
    let order = match &cart.cart.order_number {
        Some(number) => orders::get(conn, ctx, number).await.ok().map(|detail| detail.order),
        None => None,
    };
    let line = |line| {
        let shown = view::cart::line(portal, ctx, line, &[], &centres);
        view::cart::ordered(portal, ctx, line, order.as_ref(), shown)
    };
    Ok(DecisionPage {
        id: request.id.to_string(),
        state: state_code(request.state).to_owned(),
        requester: request.requester_name.clone(),
        acted_by: acted_by(portal, visit, &request).await?,
        submitted_at: request.created_at,
        reason: view::cart::reason_phrase(request.reason, Some(request.amount), limit),
        totals: totals(&recheck, pending)?,
        limit,
        over: limit.and_then(|limit| request.amount.minus(limit).ok()).filter(|over| !over.is_negative()),
        site: cart.cart.site.and_then(|id| card.site_by_id(id)).map(|site| format!("{} · {}", site.code, site.name)),
        cost_centre: references.cost_centre.clone(),
        purchase_order: references.purchase_order.clone(),
        project: references.project.clone(),
        requested_date: references.requested_date,
        notes: references.notes.clone(),
        lines: cart.lines.iter().map(line).collect(),
        changes: if pending { recheck.changes.iter().map(view::cart::change).collect() } else { Vec::new() },
        seen_digest: recheck.digest.clone(),
        steps: steps(&request, &people),
        timeline: timeline(&request),
        can_decide: approvals::may_decide(ctx, conn, &request).await?,
        can_withdraw: pending && own,
        order_number: cart.cart.order_number.clone(),
        comment: String::new(),
        error: None,
        just_submitted: visit.parameter("submitted").is_some() && pending,
    })
}

/// While it waits: what it costs now. Afterwards: what was submitted.
fn totals(recheck: &Recheck, pending: bool) -> Answer<crate::part::order::TotalsView> {
    let now = recheck.cart.totals.as_ref().filter(|_| pending);
    let totals = now.or(recheck.submitted.totals.as_ref()).or(recheck.cart.totals.as_ref());
    totals.map(view::order::totals).ok_or_else(Problem::not_found)
}

/// Who submitted it, when not the requester.
async fn acted_by(portal: &Portal, visit: &Visit, request: &ApprovalRequest) -> Answer<Option<String>> {
    let Some(user) = request.asked_by.filter(|user| Some(*user) != request.requester) else { return Ok(None) };
    let person = accounts::person(portal.parts.ground.store.reader(), &visit.ctx, user).await?;
    Ok(person.map(|person| person.name))
}

fn steps(request: &ApprovalRequest, people: &[Person]) -> Vec<StepView> {
    let pending = request.state == ApprovalState::Pending;
    let mut asked_already = false;
    let step = |step: &approvals::RequestStep| {
        let state = match &step.decision {
            Some(StepDecision { decision: Decision::Approve, .. }) => "approved",
            Some(StepDecision { decision: Decision::Reject, .. }) => "rejected",
            None if pending && !std::mem::replace(&mut asked_already, true) => "next",
            None => "waiting",
        };
        let named = |who: Who| {
            let fits = |person: &&Person| match who {
                Who::Person(user) => person.user == user,
                Who::Role(role) => person.role == role && Some(person.user) != request.requester,
            };
            people.iter().filter(fits).map(|person| person.name.as_str()).collect::<Vec<_>>().join(" / ")
        };
        StepView {
            approver: step.decision.as_ref().map_or_else(|| named(step.who), |decision| decision.by_name.clone()),
            state: state.to_owned(),
            at: step.decision.as_ref().map(|decision| decision.at),
            comment: step.decision.as_ref().and_then(|decision| decision.comment.clone()),
        }
    };
    request.steps.iter().map(step).collect()
}

fn timeline(request: &ApprovalRequest) -> Vec<TimelineEntry> {
    let submitted = TimelineEntry {
        kind: "submitted".to_owned(),
        at: Some(request.created_at),
        actor: Some(request.requester_name.clone()),
        acting: None,
        detail: None,
        parts: Vec::new(),
    };
    let decided = request.steps.iter().filter_map(|step| step.decision.as_ref()).map(|decision| TimelineEntry {
        kind: if decision.decision == Decision::Approve { "approved" } else { "rejected" }.to_owned(),
        at: Some(decision.at),
        actor: Some(decision.by_name.clone()),
        acting: None,
        detail: decision.comment.as_ref().map(|comment| Phrase::new("timeline-comment").with("comment", comment)),
        parts: Vec::new(),
    });
    std::iter::once(submitted).chain(decided).collect()
}

async fn decide(State(portal): State<Portal>, visit: Visit, Path(id): Path<String>, form: FormData) -> Answer<Response> {
    let (ctx, id) = (&visit.ctx, approval_id(&id)?);
    let decision =
        Decision::parse(form.text("decision")).ok_or_else(|| Problem::malformed("the form says neither yes nor no"))?;
    let comment = form.optional("comment");
    if decision == Decision::Reject && comment.is_none() {
        return again(&portal, &visit, id, &form, Phrase::new("approval-reject-why")).await;
    }
    let ask = DecisionAsk { decision, comment, seen_digest: form.optional("seen_digest") };
    let mut tx = portal.parts.ground.begin(ctx).await?;
    match checkout::decide(ctx, &mut tx, &portal.parts.desk, id, ask).await {
        Ok(decided) => {
            tx.commit().await?;
            let key = match decided {
                Decided::Placed(order) => Phrase::new("flash-approved").with("order", order.number.clone()),
                Decided::Advanced => Phrase::new("flash-approval-advanced"),
                Decided::Rejected => Phrase::new("flash-rejected"),
            };
            Ok(visit.go(&portal, &format!("/approvals/{id}"), Some(Flash::success(key))))
        }
        // What the approver saw no longer holds: shown anew with the changes, to be decided on again.
        Err(CheckoutError::Changed { .. }) => {
            drop(tx);
            again(&portal, &visit, id, &form, Phrase::new("approval-look-again")).await
        }
        Err(CheckoutError::Invalid(faults)) => {
            drop(tx);
            let error = faults.first().map_or_else(|| Phrase::new("approval-look-again"), crate::part::form::phrase_of);
            again(&portal, &visit, id, &form, error).await
        }
        Err(error) => Err(error.into()),
    }
}

/// The page again with what was typed.
async fn again(portal: &Portal, visit: &Visit, id: ApprovalId, form: &FormData, error: Phrase) -> Answer<Response> {
    let page = DecisionPage { comment: form.raw("comment").to_owned(), error: Some(error), ..page(portal, visit, id).await? };
    portal.page_with(StatusCode::CONFLICT, visit, &page).await
}

async fn withdraw(State(portal): State<Portal>, visit: Visit, Path(id): Path<String>) -> Answer<Response> {
    let (ctx, id) = (&visit.ctx, approval_id(&id)?);
    let conn = portal.parts.ground.store.reader();
    let cart = checkout::recheck(conn, ctx, &portal.parts.desk, id).await?.cart.cart;
    let mut tx = portal.parts.ground.begin(ctx).await?;
    checkout::withdraw(ctx, &mut tx, CartRef { id: cart.id, version: None }).await?;
    tx.commit().await?;
    Ok(visit.go(&portal, "/cart", Some(Flash::new(FlashKind::Info, Phrase::new("flash-withdrawn")))))
}

fn approval_id(text: &str) -> Answer<ApprovalId> {
    text.parse().map_err(|_| Problem::not_found())
}
