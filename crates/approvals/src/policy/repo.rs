//! Queries on policies.

use kernel::{AccountId, Currency, Money, Role, TenantId, UserId, Version};
use sea_orm::sea_query::{Expr, OnConflict};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, IntoActiveModel, QueryFilter, QueryResult, Statement, Value};
use store::StoreError;
use uuid::Uuid;

use super::model::{Policy, PolicyStep, Who};
use super::schema::{approval_policies, approval_steps};

/// In one statement, because every order asks: a row for each step, one without a step when there is none.
const POLICY: &str = "SELECT p.order_limit_micros, p.currency, p.version, s.position, s.approver_id, s.role, s.up_to_micros, \
                      s.currency AS step_currency FROM approval_policies p \
                      LEFT JOIN approval_steps s ON s.tenant_id = p.tenant_id AND s.account_id = p.account_id \
                      WHERE p.tenant_id = $1 AND p.account_id = $2 ORDER BY s.position";

/// The policy of an account; the unset one when it has none.
pub(crate) async fn find(conn: &impl ConnectionTrait, tenant: TenantId, account: AccountId) -> Result<Policy, StoreError> {
    let values: [Value; 2] = [tenant.uuid().into(), account.uuid().into()];
    let rows = conn.query_all_raw(Statement::from_sql_and_values(conn.get_database_backend(), POLICY, values)).await?;
    let Some(first) = rows.first() else { return Ok(Policy::unset()) };
    let currency: String = first.try_get("", "currency")?;
    let order_limit = money(first.try_get("", "order_limit_micros")?, &currency)?;
    let steps = rows.iter().map(read_step).filter_map(Result::transpose).collect::<Result<Vec<_>, _>>()?;
    Ok(Policy { order_limit, steps, version: first.try_get("", "version")? })
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

fn read_step(row: &QueryResult) -> Result<Option<PolicyStep>, StoreError> {
    let Some(currency) = row.try_get::<Option<String>>("", "step_currency")? else { return Ok(None) };
    let role: Option<String> = row.try_get("", "role")?;
    let who = read_who(row.try_get("", "approver_id")?, role.as_deref())?;
    Ok(Some(PolicyStep { who, up_to: money(row.try_get("", "up_to_micros")?, &currency)? }))
}
