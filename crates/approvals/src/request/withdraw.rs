//! Taking a request back.

use kernel::{ActorKind, ApprovalId, Ctx};
use serde_json::json;
use store::{AuditEntry, Tx};

use super::model::ApprovalRequest;
use super::repo;
use crate::ApprovalsError;
use crate::events::{CONCLUDED, fact};

/// Takes an open request back: the requester does, or who asked on their behalf. To anybody else it is not there.
pub async fn withdraw(ctx: &Ctx, tx: &mut Tx, id: ApprovalId) -> Result<ApprovalRequest, ApprovalsError> {
    let request = repo::by_id(tx.conn(), ctx.tenant, id).await?.filter(|request| is_own(ctx, request));
    let request = request.ok_or(ApprovalsError::NotFound)?;
    let changed = request.withdrawn(ctx.now)?;
    if !repo::update(tx.conn(), ctx.tenant, &changed, request.version).await? {
        return Err(ApprovalsError::AlreadyConcluded);
    }
    tx.announce(fact(
        CONCLUDED,
        &changed,
        json!({"outcome": "withdrawn", "decided_by": ctx.actor.name.as_ref(), "comment": null}),
    ));
    tx.audit(AuditEntry::new("approvals.withdraw", "approval", changed.id).of_account(changed.account));
    Ok(changed)
}

fn is_own(ctx: &Ctx, request: &ApprovalRequest) -> bool {
    let person = ctx.person();
    let asked_by = match ctx.actor.kind {
        ActorKind::Person(user) => Some(user),
        _ => None,
    };
    // What a machine asked for nobody belongs to the account's machines: no person is written on it.
    let by_machine =
        request.requester.is_none() && matches!(ctx.actor.kind, ActorKind::Client(_)) && ctx.account() == Some(request.account);
    (person.is_some() && person == request.requester) || (asked_by.is_some() && asked_by == request.asked_by) || by_machine
}
