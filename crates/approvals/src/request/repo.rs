//! Queries on requests.

use std::collections::HashMap;

use kernel::{AccountId, ApprovalId, Currency, Money, PageRequest, TenantId, Timestamp, UserId, Version};
use sea_orm::sea_query::{Expr, ExprTrait, LikeExpr, OnConflict};
use sea_orm::{
    ActiveModelTrait, ColumnTrait, ConnectionTrait, EntityTrait, IntoActiveModel, Iterable, QueryFilter, QueryOrder, QuerySelect,
};
use store::StoreError;
use uuid::Uuid;

use super::model::{ApprovalRequest, ApprovalState, Decision, RequestStep, StepDecision};
use super::schema::{approval_request_steps, approval_requests};
use super::search::search_text;
use crate::policy::model::Reason;
use crate::policy::repo::{money, read_who, who_columns};

/// Which requests a list shows.
#[derive(Debug, Clone, Default)]
pub struct ApprovalFilter {
    pub account: Option<AccountId>,
    pub state: Option<ApprovalState>,
    /// Only what this person asked for.
    pub requester: Option<UserId>,
    pub subject_kind: Option<String>,
    pub subject_id: Option<String>,
    /// Part of the requester's name or of a reference, whatever the case and the accents.
    pub text: Option<String>,
    /// The smallest and the largest net amount, whatever the currency.
    pub least: Option<Money>,
    pub most: Option<Money>,
}

pub(crate) async fn insert(conn: &impl ConnectionTrait, tenant: TenantId, request: &ApprovalRequest) -> Result<(), StoreError> {
    approval_requests::Entity::insert(row(tenant, request).into_active_model()).exec_without_returning(conn).await?;
    approval_request_steps::Entity::insert_many(step_rows(tenant, request)).exec_without_returning(conn).await?;
    Ok(())
}

/// Replaces the row and its steps unless it has moved on from the version seen. Returns whether it did.
pub(crate) async fn update(
    conn: &impl ConnectionTrait,
    tenant: TenantId,
    request: &ApprovalRequest,
    seen: Version,
) -> Result<bool, StoreError> {
    let done = approval_requests::Entity::update_many()
        .set(row(tenant, request).into_active_model().reset_all())
        .filter(approval_requests::Column::TenantId.eq(tenant.uuid()))
        .filter(approval_requests::Column::Id.eq(request.id.uuid()))
        .filter(approval_requests::Column::Version.eq(seen))
        .exec(conn)
        .await?;
    if done.rows_affected != 1 {
        return Ok(false);
    }
    let key = [approval_request_steps::Column::RequestId, approval_request_steps::Column::Position];
    approval_request_steps::Entity::insert_many(step_rows(tenant, request))
        .on_conflict(OnConflict::columns(key).update_columns(approval_request_steps::Column::iter()).to_owned())
        .exec_without_returning(conn)
        .await?;
    Ok(true)
}

pub(crate) async fn by_id(
    conn: &impl ConnectionTrait,
    tenant: TenantId,
    id: ApprovalId,
) -> Result<Option<ApprovalRequest>, StoreError> {
    let found = approval_requests::Entity::find()
        .filter(approval_requests::Column::TenantId.eq(tenant.uuid()))
        .filter(approval_requests::Column::Id.eq(id.uuid()));
    let rows = found.all(conn).await?;
    Ok(with_steps(conn, tenant, rows).await?.pop())
}

/// Up to one more than the page's limit, the newest first; `reach` bounds what the caller may see.
pub(crate) async fn list(
    conn: &impl ConnectionTrait,
    tenant: TenantId,
    reach: Option<&[AccountId]>,
    filter: &ApprovalFilter,
    page: &PageRequest,
) -> Result<Vec<ApprovalRequest>, StoreError> {
    let mut found = approval_requests::Entity::find().filter(approval_requests::Column::TenantId.eq(tenant.uuid()));
    if let Some(reach) = reach {
        found = found.filter(approval_requests::Column::AccountId.is_in(reach.iter().map(|account| account.uuid())));
    }
    if let Some(account) = filter.account {
        found = found.filter(approval_requests::Column::AccountId.eq(account.uuid()));
    }
    if let Some(state) = filter.state {
        found = found.filter(approval_requests::Column::State.eq(state.code()));
    }
    if let Some(user) = filter.requester {
        found = found.filter(approval_requests::Column::RequesterId.eq(user.uuid()));
    }
    if let Some(kind) = &filter.subject_kind {
        found = found.filter(approval_requests::Column::SubjectKind.eq(kind.as_str()));
    }
    if let Some(id) = &filter.subject_id {
        found = found.filter(approval_requests::Column::SubjectId.eq(id.as_str()));
    }
    if let Some(text) = filter.text.as_deref().map(str::trim).filter(|text| !text.is_empty()) {
        let holds = Expr::col(approval_requests::Column::SearchText).like(LikeExpr::new(kernel::searched(text)).escape('\\'));
        found = found.filter(holds);
    }
    if let Some(least) = filter.least {
        found = found.filter(approval_requests::Column::AmountMicros.gte(least.micros()));
    }
    if let Some(most) = filter.most {
        found = found.filter(approval_requests::Column::AmountMicros.lte(most.micros()));
    }
    if let Some(after) = page.after.as_deref().and_then(|after| Uuid::try_parse(after).ok()) {
        found = found.filter(approval_requests::Column::Id.lt(after));
    }
    let limit = u64::try_from(page.limit() + 1).unwrap_or(u64::MAX);
    let rows = found.order_by_desc(approval_requests::Column::Id).limit(limit).all(conn).await?;
    with_steps(conn, tenant, rows).await
}

/// Every open request of an account, the oldest first.
pub(crate) async fn pending(
    conn: &impl ConnectionTrait,
    tenant: TenantId,
    account: AccountId,
) -> Result<Vec<ApprovalRequest>, StoreError> {
    let found = approval_requests::Entity::find()
        .filter(approval_requests::Column::TenantId.eq(tenant.uuid()))
        .filter(approval_requests::Column::AccountId.eq(account.uuid()))
        .filter(approval_requests::Column::State.eq(ApprovalState::Pending.code()));
    let rows = found.order_by_asc(approval_requests::Column::Id).all(conn).await?;
    with_steps(conn, tenant, rows).await
}

async fn with_steps(
    conn: &impl ConnectionTrait,
    tenant: TenantId,
    rows: Vec<approval_requests::Model>,
) -> Result<Vec<ApprovalRequest>, StoreError> {
    let mut steps: HashMap<Uuid, Vec<RequestStep>> = HashMap::with_capacity(rows.len());
    for chunk in rows.chunks(5_000) {
        let found = approval_request_steps::Entity::find()
            .filter(approval_request_steps::Column::TenantId.eq(tenant.uuid()))
            .filter(approval_request_steps::Column::RequestId.is_in(chunk.iter().map(|row| row.id)))
            .order_by_asc(approval_request_steps::Column::Position);
        for row in found.all(conn).await? {
            steps.entry(row.request_id).or_default().push(read_step(row)?);
        }
    }
    rows.into_iter()
        .map(|row| {
            let steps = steps.remove(&row.id).unwrap_or_default();
            read(row, steps)
        })
        .collect()
}

fn row(tenant: TenantId, request: &ApprovalRequest) -> approval_requests::Model {
    approval_requests::Model {
        id: request.id.uuid(),
        tenant_id: tenant.uuid(),
        account_id: request.account.uuid(),
        subject_kind: request.subject_kind.clone(),
        subject_id: request.subject_id.clone(),
        amount_micros: request.amount.micros(),
        currency: request.amount.currency().code().to_owned(),
        reason: request.reason.code().to_owned(),
        summary: request.summary.to_string(),
        requester_id: request.requester.map(|user| user.uuid()),
        requester_name: request.requester_name.clone(),
        asked_by_id: request.asked_by.map(|user| user.uuid()),
        state: request.state.code().to_owned(),
        created_at: request.created_at.micros(),
        concluded_at: request.concluded_at.map(Timestamp::micros),
        version: request.version,
        search_text: search_text(people(request), &request.summary),
    }
}

/// Who asked and who has decided, by name.
fn people(request: &ApprovalRequest) -> impl Iterator<Item = &str> {
    let decided = request.steps.iter().filter_map(|step| step.decision.as_ref()).map(|said| said.by_name.as_str());
    std::iter::once(request.requester_name.as_str()).chain(decided)
}

fn step_rows(tenant: TenantId, request: &ApprovalRequest) -> Vec<approval_request_steps::ActiveModel> {
    let currency = request.amount.currency().code();
    let rows = request.steps.iter().zip(1..).map(|(step, position)| {
        let (approver_id, role) = who_columns(step.who);
        let said = step.decision.as_ref();
        approval_request_steps::Model {
            request_id: request.id.uuid(),
            position,
            tenant_id: tenant.uuid(),
            approver_id,
            role,
            up_to_micros: step.up_to.map(Money::micros),
            currency: currency.to_owned(),
            decision: said.map(|said| said.decision.code().to_owned()),
            decided_by_id: said.map(|said| said.by.uuid()),
            decided_by_name: said.map(|said| said.by_name.clone()),
            comment: said.and_then(|said| said.comment.clone()),
            decided_at: said.map(|said| said.at.micros()),
        }
    });
    rows.map(IntoActiveModel::into_active_model).collect()
}

fn read(row: approval_requests::Model, steps: Vec<RequestStep>) -> Result<ApprovalRequest, StoreError> {
    let currency = Currency::parse(&row.currency).map_err(|error| StoreError::Corrupt(error.to_string()))?;
    Ok(ApprovalRequest {
        id: ApprovalId::from_uuid(row.id),
        account: AccountId::from_uuid(row.account_id),
        subject_kind: row.subject_kind,
        subject_id: row.subject_id,
        amount: Money::from_micros(row.amount_micros, currency),
        reason: Reason::parse(&row.reason).ok_or(StoreError::Corrupt(row.reason))?,
        summary: serde_json::from_str(&row.summary).map_err(|error| StoreError::Corrupt(error.to_string()))?,
        requester: row.requester_id.map(UserId::from_uuid),
        requester_name: row.requester_name,
        asked_by: row.asked_by_id.map(UserId::from_uuid),
        state: ApprovalState::parse(&row.state).ok_or(StoreError::Corrupt(row.state))?,
        steps,
        created_at: Timestamp::from_micros(row.created_at),
        concluded_at: row.concluded_at.map(Timestamp::from_micros),
        version: row.version,
    })
}

fn read_step(row: approval_request_steps::Model) -> Result<RequestStep, StoreError> {
    let decision = match (row.decision, row.decided_by_id, row.decided_at) {
        (Some(decision), Some(by), Some(at)) => Some(StepDecision {
            by: UserId::from_uuid(by),
            by_name: row.decided_by_name.unwrap_or_default(),
            decision: Decision::parse(&decision).ok_or(StoreError::Corrupt(decision))?,
            comment: row.comment,
            at: Timestamp::from_micros(at),
        }),
        _ => None,
    };
    let (who, up_to) = (read_who(row.approver_id, row.role.as_deref())?, money(row.up_to_micros, &row.currency)?);
    Ok(RequestStep { who, up_to, decision })
}
