//! Deciding on a request.

use accounts::PersonState;
use kernel::{Action, ActorKind, ApprovalId, Ctx, Denied, Permit, Scope};
use serde_json::json;
use store::{AuditEntry, Tx};

use super::model::{ApprovalRequest, Decider, Outcome, Verdict};
use super::repo;
use crate::ApprovalsError;
use crate::events::{ADVANCED, CONCLUDED, fact};

/// Says yes or no for the step whose turn it is. `permit` proves `ApprovalDecide` on the request's account; whether it is
/// this person's turn is checked here. Returns what it brought about, with the request as it is now.
pub async fn decide(
    ctx: &Ctx,
    tx: &mut Tx,
    id: ApprovalId,
    verdict: Verdict,
    permit: Permit,
) -> Result<(Outcome, ApprovalRequest), ApprovalsError> {
    let request = repo::by_id(tx.conn(), ctx.tenant, id).await?.ok_or(ApprovalsError::NotFound)?;
    if permit.action() != Action::ApprovalDecide || permit.scope() != Scope::Account(request.account) {
        return Err(ApprovalsError::NotFound);
    }
    let verdict = cleaned(verdict)?;
    // A machine decides for nobody: of its requests and its decisions, one pair of eyes would stand behind both.
    let ActorKind::Person(behind) = ctx.actor.kind else { return Err(Denied::Forbidden(Action::ApprovalDecide).into()) };
    let user = ctx.person().ok_or(Denied::Forbidden(Action::ApprovalDecide))?;
    // Who was shut out a moment ago decides nothing, whatever their session still says.
    let person = accounts::person(tx.conn(), ctx, user).await?.filter(|person| person.state == PersonState::Active);
    let person = person.ok_or(ApprovalsError::NotYourTurn)?;
    let (changed, outcome) = request.decided(Decider { person: &person, behind: Some(behind) }, &verdict, ctx.now)?;
    if !repo::update(tx.conn(), ctx.tenant, &changed, request.version).await? {
        return Err(ApprovalsError::AlreadyConcluded);
    }
    tell(tx, &changed, outcome, (&person.name, &verdict));
    Ok((outcome, changed))
}

fn cleaned(verdict: Verdict) -> Result<Verdict, ApprovalsError> {
    let Some(comment) = verdict.comment.as_deref().filter(|comment| !comment.trim().is_empty()) else {
        return Ok(Verdict { comment: None, ..verdict });
    };
    let comment = kernel::multiline(comment, 1000).map_err(|error| ApprovalsError::Invalid(vec![error.at("comment")]))?;
    Ok(Verdict { comment: Some(comment), ..verdict })
}

fn tell(tx: &mut Tx, request: &ApprovalRequest, outcome: Outcome, (name, verdict): (&str, &Verdict)) {
    let step = request.steps.iter().filter(|step| step.decision.is_some()).count();
    let decided = json!({"step": step, "decided_by": name, "comment": verdict.comment});
    let concluded = |outcome: &str| json!({"decided_by": name, "comment": verdict.comment, "outcome": outcome});
    tx.announce(match outcome {
        Outcome::Advanced => fact(ADVANCED, request, decided),
        Outcome::Approved => fact(CONCLUDED, request, concluded("approved")),
        Outcome::Rejected => fact(CONCLUDED, request, concluded("rejected")),
    });
    let detail = json!({"decision": verdict.decision, "comment": verdict.comment, "state": request.state, "amount": request.amount.to_string()});
    tx.audit(AuditEntry::new("approvals.decide", "approval", request.id).of_account(request.account).with(detail));
}
