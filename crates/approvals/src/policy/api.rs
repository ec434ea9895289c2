//! Routes of an account's policy.

use axum::extract::State;
use axum::http::HeaderMap;
use kernel::{Action, FieldFault, Money, Role, UserId, Version};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use utoipa_axum::routes;
use web::documented::{ReadProblems, ReplaceProblems};
use web::{Answer, Caller, Doors, IfMatch, Json, Needs, Path, tagged};

use super::model::{Policy, PolicyStep, Who};
use super::service;
use crate::{ApprovalsError, ApprovalsState};

pub(crate) fn doors() -> Doors<ApprovalsState> {
    Doors::new()
        .api(Needs::May(Action::AccountRead), routes!(get_policy))
        .api(Needs::May(Action::AccountManage), routes!(replace_policy))
}

/// An account's policy.
#[derive(Debug, Serialize, ToSchema)]
struct ApprovalPolicyBody {
    /// Orders above this need a decision, whoever asks.
    order_limit: Option<Money>,
    /// In order; empty means that any approver decides.
    steps: Vec<PolicyStepShape>,
    /// 0 while none has been set.
    version: Version,
}

/// What a policy is replaced by.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct ApprovalPolicyInput {
    #[serde(default)]
    order_limit: Option<Money>,
    #[serde(default)]
    #[schema(max_items = 8)]
    steps: Vec<PolicyStepShape>,
}

/// A step: a person or a role, not both.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct PolicyStepShape {
    /// The person who decides.
    #[serde(default)]
    #[schema(value_type = Option<uuid::Uuid>)]
    pub user: Option<UserId>,
    /// Anybody of this role decides: `approver` or `account_admin`.
    #[serde(default)]
    pub role: Option<Role>,
    /// Up to this amount the step decides alone; absent on the last step, which decides on any.
    #[serde(default)]
    pub up_to: Option<Money>,
}

impl From<Policy> for ApprovalPolicyBody {
    fn from(policy: Policy) -> ApprovalPolicyBody {
        let steps = policy.steps.into_iter().map(|step| PolicyStepShape::new(step.who, step.up_to)).collect();
        ApprovalPolicyBody { order_limit: policy.order_limit, steps, version: policy.version }
    }
}

impl PolicyStepShape {
    pub fn new(who: Who, up_to: Option<Money>) -> PolicyStepShape {
        match who {
            Who::Person(user) => PolicyStepShape { user: Some(user), role: None, up_to },
            Who::Role(role) => PolicyStepShape { user: None, role: Some(role), up_to },
        }
    }
}

fn policy(input: ApprovalPolicyInput) -> Result<Policy, ApprovalsError> {
    let mut steps = Vec::with_capacity(input.steps.len());
    for (place, step) in input.steps.iter().enumerate() {
        let who = match (step.user, step.role) {
            (Some(user), None) => Who::Person(user),
            (None, Some(role)) => Who::Role(role),
            _ => {
                let fault = FieldFault::new(format!("steps[{place}]"), "user_or_role", "must name a person or a role, not both");
                return Err(ApprovalsError::Invalid(vec![fault]));
            }
        };
        steps.push(PolicyStep { who, up_to: step.up_to });
    }
    Ok(Policy { order_limit: input.order_limit, steps, version: 0 })
}

/// From which amount somebody else decides in an account, and who.
#[utoipa::path(get, path = "/api/v1/accounts/{number}/approval-policy", tag = "approvals",
    params(("number" = String, Path, description = "The account's number")),
    responses((status = 200, description = "The policy; its version is the ETag", body = ApprovalPolicyBody,
        headers(("ETag" = String, description = "Version"))), ReadProblems))]
async fn get_policy(
    State(state): State<ApprovalsState>,
    Caller(ctx): Caller,
    Path(number): Path<String>,
) -> Answer<(HeaderMap, Json<ApprovalPolicyBody>)> {
    let (_, policy) = service::policy_of(&ctx, state.ground.store.reader(), &number).await?;
    Ok(tagged(policy.version, policy.into()))
}

/// Set from which amount somebody else decides in an account, and who. Requests that wait keep their steps.
#[utoipa::path(put, path = "/api/v1/accounts/{number}/approval-policy", tag = "approvals", request_body = ApprovalPolicyInput,
    params(("number" = String, Path, description = "The account's number"), ("If-Match" = String, Header, description = "The version seen")),
    responses((status = 200, description = "The policy", body = ApprovalPolicyBody, headers(("ETag" = String, description = "Version"))), ReplaceProblems))]
async fn replace_policy(
    State(state): State<ApprovalsState>,
    Caller(ctx): Caller,
    Path(number): Path<String>,
    IfMatch(seen): IfMatch,
    Json(input): Json<ApprovalPolicyInput>,
) -> Answer<(HeaderMap, Json<ApprovalPolicyBody>)> {
    let wanted = policy(input)?;
    let mut tx = state.ground.begin(&ctx).await?;
    let policy = service::set_policy(&ctx, &mut tx, &number, &wanted, seen).await?;
    tx.commit().await?;
    Ok(tagged(policy.version, policy.into()))
}
