//! Finding requests: one's own, the account's, and those that wait for somebody.

use accounts::PersonState;
use kernel::{Action, ActorKind, ApprovalId, Ctx, Page, PageRequest, Scope, UserId};
use sea_orm::{ConnectionTrait, Statement};
use store::{Store, StoreError};

use super::model::{ApprovalRequest, ApprovalState, Decider};
use super::repo::{self, ApprovalFilter};
use crate::ApprovalsError;

/// A request by id, for rooms that act on its facts. Says nothing of what the caller may see.
pub async fn find(conn: &impl ConnectionTrait, ctx: &Ctx, id: ApprovalId) -> Result<Option<ApprovalRequest>, ApprovalsError> {
    Ok(repo::by_id(conn, ctx.tenant, id).await?)
}

/// A request that the caller may see.
pub async fn get(ctx: &Ctx, conn: &impl ConnectionTrait, id: ApprovalId) -> Result<ApprovalRequest, ApprovalsError> {
    let request = repo::by_id(conn, ctx.tenant, id).await?.ok_or(ApprovalsError::NotFound);
    // The action is asked for also when there is none, so that who may never see one learns nothing.
    let reach = accounts::reach_of(ctx, Action::ApprovalRead)?;
    let request = request?;
    let reached = reach.is_none_or(|accounts| accounts.contains(&request.account));
    let own = ctx.person().is_some() && ctx.person() == request.requester;
    if reached && (sees_all(ctx) || own) { Ok(request) } else { Err(ApprovalsError::NotFound) }
}

/// The requests that the caller may see, the newest first: all of the account for those who decide or see everybody's
/// carts, else their own.
pub async fn list(
    ctx: &Ctx,
    conn: &impl ConnectionTrait,
    filter: &ApprovalFilter,
    page: &PageRequest,
) -> Result<Page<ApprovalRequest>, ApprovalsError> {
    let reach = accounts::reach_of(ctx, Action::ApprovalRead)?;
    let mut filter = filter.clone();
    if !sees_all(ctx) {
        match ctx.person() {
            Some(user) if filter.requester.is_none_or(|wanted| wanted == user) => filter.requester = Some(user),
            _ => return Ok(Page { items: Vec::new(), next: None }),
        }
    }
    let found = repo::list(conn, ctx.tenant, reach.as_deref(), &filter, page).await?;
    Ok(Page::from_one_more(found, page, |request| request.id.to_string()))
}

/// What waits for the person in effect, the oldest first: nobody is kept waiting longer than need be.
pub async fn inbox_of(ctx: &Ctx, conn: &impl ConnectionTrait) -> Result<Vec<ApprovalRequest>, ApprovalsError> {
    let (Some(user), Some(account)) = (ctx.person(), ctx.account()) else { return Ok(Vec::new()) };
    if !ctx.may(Action::ApprovalDecide, Scope::Account(account)) {
        return Ok(Vec::new());
    }
    let people = accounts::active_people(conn, ctx, account).await?;
    let pending = repo::pending(conn, ctx.tenant, account).await?;
    Ok(pending.into_iter().filter(|request| request.asked(&people).iter().any(|person| person.user == user)).collect())
}

/// Whether the person in effect may decide on this request now; for showing or hiding the buttons.
pub async fn may_decide(ctx: &Ctx, conn: &impl ConnectionTrait, request: &ApprovalRequest) -> Result<bool, ApprovalsError> {
    let (Some(user), ActorKind::Person(behind)) = (ctx.person(), ctx.actor.kind) else { return Ok(false) };
    if !ctx.may(Action::ApprovalDecide, Scope::Account(request.account)) {
        return Ok(false);
    }
    let person = accounts::person(conn, ctx, user).await?.filter(|person| person.state == PersonState::Active);
    Ok(person.is_some_and(|person| request.check_decider(Decider { person: &person, behind: Some(behind) }).is_ok()))
}

/// The people whom the current step of a request asks; nobody once it is concluded.
pub async fn awaited(conn: &impl ConnectionTrait, ctx: &Ctx, request: &ApprovalRequest) -> Result<Vec<UserId>, ApprovalsError> {
    if request.state != ApprovalState::Pending {
        return Ok(Vec::new());
    }
    let people = accounts::active_people(conn, ctx, request.account).await?;
    Ok(request.asked(&people).into_iter().map(|person| person.user).collect())
}

/// The broken invariants of this room, one line each: every request has steps, one is open as long as it is pending, and
/// what is approved was approved by every step.
pub async fn check(store: &Store) -> Result<Vec<String>, StoreError> {
    const RULES: [(&str, &str); 3] = [
        (
            "a request has no steps",
            "SELECT r.id AS what FROM approval_requests r WHERE NOT EXISTS (SELECT 1 FROM approval_request_steps s WHERE s.request_id = r.id)",
        ),
        (
            "a pending request waits for nobody",
            "SELECT r.id AS what FROM approval_requests r WHERE r.state = 'pending' AND NOT EXISTS \
             (SELECT 1 FROM approval_request_steps s WHERE s.request_id = r.id AND s.decision IS NULL)",
        ),
        (
            "an approved request has a step that did not approve",
            "SELECT r.id AS what FROM approval_requests r WHERE r.state = 'approved' AND EXISTS \
             (SELECT 1 FROM approval_request_steps s WHERE s.request_id = r.id AND (s.decision IS NULL OR s.decision <> 'approve'))",
        ),
    ];
    let mut broken = Vec::new();
    for (rule, sql) in RULES {
        for row in store.reader().query_all_raw(Statement::from_string(store.driver(), sql)).await? {
            let what: uuid::Uuid = row.try_get("", "what")?;
            broken.push(format!("approvals: {rule}: {what}"));
        }
    }
    Ok(broken)
}

/// Who sees requests of others: those who decide, those who see everybody's carts, and Fondaco itself.
fn sees_all(ctx: &Ctx) -> bool {
    let sees = |action| ctx.actor.actions.contains(action);
    sees(Action::CartReadAll) || sees(Action::ApprovalDecide) || matches!(ctx.actor.kind, ActorKind::System)
}
