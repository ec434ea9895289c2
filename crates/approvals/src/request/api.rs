//! Routes that show requests. Deciding is checkout's route, which places the order in the same transaction.

use axum::extract::State;
use axum::http::HeaderMap;
use kernel::{AccountId, Action, ApprovalId, FieldFault, Money, Page, Timestamp, UserId, Version};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use utoipa_axum::routes;
use web::documented::ReadProblems;
use web::{Answer, Caller, Doors, Json, Needs, Paging, Path, Problem, Query, tagged};

use super::model::{ApprovalRequest, ApprovalState, Decision, RequestStep, StepDecision};
use super::repo::ApprovalFilter;
use super::service;
use crate::ApprovalsState;
use crate::policy::api::PolicyStepShape;
use crate::policy::model::Reason;

pub(crate) fn doors() -> Doors<ApprovalsState> {
    Doors::new()
        .api(Needs::May(Action::ApprovalRead), routes!(list_approvals))
        .api(Needs::May(Action::ApprovalRead), routes!(get_approval))
}

/// A request for a decision.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct ApprovalBody {
    #[schema(value_type = uuid::Uuid)]
    id: ApprovalId,
    #[schema(value_type = uuid::Uuid)]
    account_id: AccountId,
    /// What it is about: `cart`.
    subject_kind: String,
    subject_id: String,
    amount: Money,
    reason: Reason,
    state: ApprovalState,
    #[schema(value_type = Option<uuid::Uuid>)]
    requester_id: Option<UserId>,
    requester_name: String,
    steps: Vec<ApprovalStepBody>,
    /// What was asked for, as it was then; its shape is the subject's.
    #[schema(value_type = Object)]
    summary: serde_json::Value,
    created_at: Timestamp,
    concluded_at: Option<Timestamp>,
    version: Version,
}

/// Who is asked, and what they said.
#[derive(Debug, Serialize, ToSchema)]
struct ApprovalStepBody {
    asks: PolicyStepShape,
    decision: Option<StepDecisionBody>,
}

/// What somebody said.
#[derive(Debug, Serialize, ToSchema)]
struct StepDecisionBody {
    decision: Decision,
    by: String,
    comment: Option<String>,
    at: Timestamp,
}

impl From<ApprovalRequest> for ApprovalBody {
    fn from(request: ApprovalRequest) -> ApprovalBody {
        ApprovalBody {
            id: request.id,
            account_id: request.account,
            subject_kind: request.subject_kind,
            subject_id: request.subject_id,
            amount: request.amount,
            reason: request.reason,
            state: request.state,
            requester_id: request.requester,
            requester_name: request.requester_name,
            steps: request.steps.into_iter().map(step_body).collect(),
            summary: request.summary,
            created_at: request.created_at,
            concluded_at: request.concluded_at,
            version: request.version,
        }
    }
}

fn step_body(step: RequestStep) -> ApprovalStepBody {
    let said =
        |said: StepDecision| StepDecisionBody { decision: said.decision, by: said.by_name, comment: said.comment, at: said.at };
    ApprovalStepBody { asks: PolicyStepShape::new(step.who, step.up_to), decision: step.decision.map(said) }
}

#[derive(Debug, Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
struct ApprovalQuery {
    /// Only those in this state.
    state: Option<ApprovalState>,
    /// Number of an account within the caller's reach.
    account: Option<String>,
    /// `true`: only those that wait for the caller, the oldest first; no other filter and no paging applies.
    waiting_for_me: Option<bool>,
    #[param(minimum = 1, maximum = 200)]
    limit: Option<u16>,
    /// The `next` of the page before, as it was answered; anything else is refused.
    after: Option<String>,
}

/// Requests that the caller may see, the newest first: the account's for those who decide or see everybody's carts, else
/// one's own.
#[utoipa::path(get, path = "/api/v1/approvals", tag = "approvals", params(ApprovalQuery),
    responses((status = 200, description = "A page of requests", body = Page<ApprovalBody>), ReadProblems))]
async fn list_approvals(
    State(state): State<ApprovalsState>,
    Caller(ctx): Caller,
    Query(query): Query<ApprovalQuery>,
) -> Answer<Json<Page<ApprovalBody>>> {
    let conn = state.ground.store.reader();
    if query.waiting_for_me == Some(true) {
        let items = service::inbox_of(&ctx, conn).await?;
        return Ok(Json(Page { items: items.into_iter().map(Into::into).collect(), next: None }));
    }
    let account = match query.account.as_deref() {
        None => None,
        Some(number) => {
            let reached = accounts::account_at(&ctx, conn, number, Action::ApprovalRead).await;
            let unknown =
                |_| Problem::invalid(vec![FieldFault::new("account", "unknown", "there is no account with this number")]);
            Some(reached.map_err(unknown)?.0.id)
        }
    };
    let filter = ApprovalFilter { account, state: query.state, ..ApprovalFilter::default() };
    let paging = Paging::new("approvals", query.limit, query.after.as_deref())?;
    let page = service::list(&ctx, conn, &filter, paging.request()).await?;
    Ok(Json(paging.answer(page.map(Into::into))))
}

/// One request with everything that is needed to decide.
#[utoipa::path(get, path = "/api/v1/approvals/{id}", tag = "approvals",
    params(("id" = uuid::Uuid, Path, description = "The request's id")),
    responses((status = 200, description = "The request; its version is the ETag", body = ApprovalBody,
        headers(("ETag" = String, description = "Version"))), ReadProblems))]
async fn get_approval(
    State(state): State<ApprovalsState>,
    Caller(ctx): Caller,
    Path(id): Path<ApprovalId>,
) -> Answer<(HeaderMap, Json<ApprovalBody>)> {
    let request = service::get(&ctx, state.ground.store.reader(), id).await?;
    Ok(tagged(request.version, request.into()))
}
