//! Reading and setting an account's policy, and asking what it demands.

use accounts::Account;
use kernel::{AccountId, Action, Ctx, FieldFault, Money, Version};
use sea_orm::ConnectionTrait;
use serde_json::{Value, json};
use store::{AuditEntry, Tx};

use super::model::{Needed, Policy, Who};
use super::repo;
use crate::ApprovalsError;

/// Whether the person in effect needs somebody's decision to order this much in an account, and whose; `None` when not.
///
/// `requester_limit` is what [`accounts::limit_of`] says. Costs one read. Machines that act for nobody have no limit of their own; the
/// account's holds for them too.
pub async fn needed(
    conn: &impl ConnectionTrait,
    ctx: &Ctx,
    account: AccountId,
    amount: Money,
    requester_limit: Option<Money>,
) -> Result<Option<Needed>, ApprovalsError> {
    let policy = repo::find(conn, ctx.tenant, account).await?;
    Ok(policy.needed(amount, ctx.person(), requester_limit)?)
}

/// The account with this number and its policy, for those who may see the account.
pub async fn policy_of(
    ctx: &Ctx,
    conn: &impl ConnectionTrait,
    account_number: &str,
) -> Result<(Account, Policy), ApprovalsError> {
    let (account, _) = accounts::account_at(ctx, conn, account_number, Action::AccountRead).await?;
    let policy = repo::find(conn, ctx.tenant, account.id).await?;
    Ok((account, policy))
}

/// Sets the policy of the account with this number. `seen` is the version that was read, 0 when there was none. Requests
/// that wait already keep the steps they began with.
pub async fn set_policy(
    ctx: &Ctx,
    tx: &mut Tx,
    account_number: &str,
    policy: &Policy,
    seen: Version,
) -> Result<Policy, ApprovalsError> {
    let (account, _) = accounts::account_at(ctx, tx.conn(), account_number, Action::AccountManage).await?;
    let mut faults = policy.faults(account.currency);
    faults.extend(unknown_people(ctx, tx, &account, policy).await?);
    if !faults.is_empty() {
        return Err(ApprovalsError::Invalid(faults));
    }
    let known = repo::find(tx.conn(), ctx.tenant, account.id).await?;
    let changed = Policy { version: seen + 1, ..policy.clone() };
    if !repo::replace(tx.conn(), ctx.tenant, (account.id, account.currency), &changed, seen).await? {
        return Err(ApprovalsError::VersionMoved);
    }
    let entry = AuditEntry::new("approvals.set_policy", "approval_policy", &account.number).of_account(account.id);
    tx.audit(entry.with(json!({"was": shown(&known), "is": shown(&changed)})));
    Ok(changed)
}

/// Steps may name only active people of the account who decide at all.
async fn unknown_people(ctx: &Ctx, tx: &Tx, account: &Account, policy: &Policy) -> Result<Vec<FieldFault>, ApprovalsError> {
    let people = accounts::active_people(tx.conn(), ctx, account.id).await?;
    let mut faults = Vec::new();
    for (place, step) in policy.steps.iter().enumerate() {
        let Who::Person(user) = step.who else { continue };
        let decides = people.iter().any(|person| person.user == user && person.role.actions().contains(Action::ApprovalDecide));
        if !decides {
            let message = "must be an active approver or account admin of this account";
            faults.push(FieldFault::new(format!("steps[{place}].user"), "cannot_decide", message));
        }
    }
    Ok(faults)
}

fn shown(policy: &Policy) -> Value {
    let amount = |amount: Option<Money>| amount.map(|amount| amount.to_string());
    let who = |who: Who| match who {
        Who::Person(user) => user.to_string(),
        Who::Role(role) => role.code().to_owned(),
    };
    let steps: Vec<Value> = policy.steps.iter().map(|step| json!({"who": who(step.who), "up_to": amount(step.up_to)})).collect();
    json!({"order_limit": amount(policy.order_limit), "steps": steps})
}
