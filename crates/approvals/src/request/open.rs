//! Opening a request for a decision.

use kernel::{AccountId, ActorKind, ApprovalId, Ctx, Money, Permit, Scope};
use serde_json::json;
use store::{AuditEntry, StoreError, Tx};

use super::model::{ApprovalRequest, ApprovalState, RequestStep, candidates};
use super::repo;
use super::schema::OPEN_SUBJECT;
use crate::ApprovalsError;
use crate::events::{REQUESTED, fact};
use crate::policy::model::Needed;

/// What is asked.
#[derive(Debug, Clone)]
pub struct OpenRequest {
    /// What it is about, in the asking room's words: `cart`.
    pub subject_kind: &'static str,
    pub subject_id: String,
    pub account: AccountId,
    pub amount: Money,
    /// What [`crate::needed`] said.
    pub needed: Needed,
    /// What the approver needs to see; kept as it is and handed back unread.
    pub summary: serde_json::Value,
}

/// Opens a request on behalf of the person in effect. `permit` proves that they may submit in this account.
///
/// Fails with `NoApprover` when nobody in the account could decide, so that nothing waits for ever, and with
/// `AlreadyWaiting` when the subject has an open request.
pub async fn open(ctx: &Ctx, tx: &mut Tx, ask: OpenRequest, permit: Permit) -> Result<ApprovalId, ApprovalsError> {
    if permit.scope() != Scope::Account(ask.account) {
        return Err(kernel::Denied::Secret.into());
    }
    let requester = match ctx.person() {
        Some(user) => accounts::person(tx.conn(), ctx, user).await?,
        None => None,
    };
    let asked_by = match ctx.actor.kind {
        ActorKind::Person(user) => Some(user),
        _ => None,
    };
    let steps = ask.needed.steps.iter().map(|step| RequestStep { who: step.who, up_to: step.up_to, decision: None }).collect();
    let request = ApprovalRequest {
        id: ApprovalId::new(ctx.now),
        account: ask.account,
        subject_kind: ask.subject_kind.to_owned(),
        subject_id: ask.subject_id,
        amount: ask.amount,
        reason: ask.needed.reason,
        summary: ask.summary,
        requester: requester.as_ref().map(|person| person.user),
        requester_name: requester.map_or_else(|| ctx.actor.name.to_string(), |person| person.name),
        asked_by,
        state: ApprovalState::Pending,
        steps,
        created_at: ctx.now,
        concluded_at: None,
        version: 1,
    };
    check_somebody_can(ctx, tx, &request).await?;
    repo::insert(tx.conn(), ctx.tenant, &request).await.map_err(waiting)?;
    tx.announce(fact(REQUESTED, &request, json!({})));
    let detail = json!({"subject": request.subject_kind, "subject_id": request.subject_id, "amount": request.amount.to_string(), "reason": request.reason});
    tx.audit(AuditEntry::new("approvals.open", "approval", request.id).of_account(request.account).with(detail));
    Ok(request.id)
}

async fn check_somebody_can(ctx: &Ctx, tx: &Tx, request: &ApprovalRequest) -> Result<(), ApprovalsError> {
    let people = accounts::active_people(tx.conn(), ctx, request.account).await?;
    let own = |user| request.requester == Some(user) || request.asked_by == Some(user);
    let all_can = request.steps.iter().all(|step| !candidates(step.who, &people, own).is_empty());
    if all_can { Ok(()) } else { Err(ApprovalsError::NoApprover) }
}

fn waiting(error: StoreError) -> ApprovalsError {
    if error.violates("approval_requests", OPEN_SUBJECT) { ApprovalsError::AlreadyWaiting } else { error.into() }
}
