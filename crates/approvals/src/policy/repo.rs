//! Queries on policies.

use kernel::{AccountId, Currency, Money, Role, TenantId, UserId, Version};
use sea_orm::sea_query::{Expr, OnConflict};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder};
use store::StoreError;
use uuid::Uuid;

use super::model::{Policy, PolicyStep, Who};
use super::schema::{approval_policies, approval_steps};

/// The policy of an account; the unset one when it has none.
pub(crate) async fn find(conn: &impl ConnectionTrait, tenant: TenantId, account: AccountId) -> Result<Policy, StoreError> {
    let found = approval_policies::Entity::find()
        .filter(approval_policies::Column::TenantId.eq(tenant.uuid()))
        .filter(approval_policies::Column::AccountId.eq(account.uuid()));
    let Some(row) = found.one(conn).await? else { return Ok(Policy::unset()) };
    let steps = approval_steps::Entity::find()
        .filter(approval_steps::Column::TenantId.eq(tenant.uuid()))
        .filter(approval_steps::Column::AccountId.eq(account.uuid()))
        .order_by_asc(approval_steps::Column::Position);
    let steps = steps.all(conn).await?.into_iter().map(read_step).collect::<Result<Vec<_>, _>>()?;
    Ok(Policy { order_limit: money(row.order_limit_micros, &row.currency)?, steps, version: row.version })
}

/// Replaces the policy unless it has moved on from the version seen (0 when there was none). Returns whether it did.
pub(crate) async fn replace(
    conn: &impl ConnectionTrait,
    tenant: TenantId,
    (account, currency): (AccountId, Currency),
    policy: &Policy,
    seen: Version,
) -> Result<bool, StoreError> {
    let row = approval_policies::Model {
        account_id: account.uuid(),
        tenant_id: tenant.uuid(),
        order_limit_micros: policy.order_limit.map(Money::micros),
        currency: currency.code().to_owned(),
        version: policy.version,
    };
    let first = OnConflict::column(approval_policies::Column::AccountId).do_nothing().to_owned();
    let replaced = if seen == 0 {
        approval_policies::Entity::insert(row.into_active_model()).on_conflict(first).exec_without_returning(conn).await?
    } else {
        let done = approval_policies::Entity::update_many()
            .col_expr(approval_policies::Column::OrderLimitMicros, Expr::value(row.order_limit_micros))
            .col_expr(approval_policies::Column::Version, Expr::value(row.version))
            .filter(approval_policies::Column::TenantId.eq(tenant.uuid()))
            .filter(approval_policies::Column::AccountId.eq(account.uuid()))
            .filter(approval_policies::Column::Version.eq(seen))
            .exec(conn)
            .await?;
        done.rows_affected
    };
    if replaced != 1 {
        return Ok(false);
    }
    approval_steps::Entity::delete_many()
        .filter(approval_steps::Column::TenantId.eq(tenant.uuid()))
        .filter(approval_steps::Column::AccountId.eq(account.uuid()))
        .exec(conn)
        .await?;
    let rows: Vec<_> = policy
        .steps
        .iter()
        .zip(1..)
        .map(|(step, position)| step_row(tenant, (account, currency), step, position).into_active_model())
        .collect();
    if !rows.is_empty() {
        approval_steps::Entity::insert_many(rows).exec_without_returning(conn).await?;
    }
    Ok(true)
}

fn step_row(
    tenant: TenantId,
    (account, currency): (AccountId, Currency),
    step: &PolicyStep,
    position: i32,
) -> approval_steps::Model {
    let (approver_id, role) = who_columns(step.who);
    approval_steps::Model {
        account_id: account.uuid(),
        position,
        tenant_id: tenant.uuid(),
        approver_id,
        role,
        up_to_micros: step.up_to.map(Money::micros),
        currency: currency.code().to_owned(),
    }
}

pub(crate) fn who_columns(who: Who) -> (Option<Uuid>, Option<String>) {
    match who {
        Who::Person(user) => (Some(user.uuid()), None),
        Who::Role(role) => (None, Some(role.code().to_owned())),
    }
}

pub(crate) fn read_who(approver: Option<Uuid>, role: Option<&str>) -> Result<Who, StoreError> {
    match (approver, role) {
        (Some(user), None) => Ok(Who::Person(UserId::from_uuid(user))),
        (None, Some(code)) => Role::parse(code).map(Who::Role).ok_or_else(|| StoreError::Corrupt(code.to_owned())),
        _ => Err(StoreError::Corrupt("an approval step names neither or both of person and role".to_owned())),
    }
}

pub(crate) fn money(micros: Option<i64>, currency: &str) -> Result<Option<Money>, StoreError> {
    let Some(micros) = micros else { return Ok(None) };
    let currency = Currency::parse(currency).map_err(|error| StoreError::Corrupt(error.to_string()))?;
    Ok(Some(Money::from_micros(micros, currency)))
}

fn read_step(row: approval_steps::Model) -> Result<PolicyStep, StoreError> {
    Ok(PolicyStep { who: read_who(row.approver_id, row.role.as_deref())?, up_to: money(row.up_to_micros, &row.currency)? })
}
