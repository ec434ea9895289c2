//! Queries on account groups.

use std::collections::{HashMap, HashSet};

use kernel::{AccountId, TenantId, Version};
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, IntoActiveModel, PaginatorTrait, QueryFilter, QueryOrder, QuerySelect};
use store::{Backend, StoreError, Tx};

use super::model::{AccountGroup, GroupSummary};
use crate::account::schema::{account_groups, accounts};

pub(crate) async fn insert(conn: &impl ConnectionTrait, tenant: TenantId, group: &AccountGroup) -> Result<(), StoreError> {
    let row = account_groups::Model { tenant_id: tenant.uuid(), code: group.code.clone(), name: group.name.clone(), version: 1 };
    account_groups::Entity::insert(row.into_active_model()).exec_without_returning(conn).await?;
    Ok(())
}

/// Gives a group another name unless it has moved on from the version seen. Returns whether it did.
pub(crate) async fn rename(
    conn: &impl ConnectionTrait,
    tenant: TenantId,
    group: &AccountGroup,
    seen: Version,
) -> Result<bool, StoreError> {
    let done = account_groups::Entity::update_many()
        .col_expr(account_groups::Column::Name, Expr::value(group.name.as_str()))
        .col_expr(account_groups::Column::Version, Expr::value(seen + 1))
        .filter(account_groups::Column::TenantId.eq(tenant.uuid()))
        .filter(account_groups::Column::Code.eq(group.code.as_str()))
        .filter(account_groups::Column::Version.eq(seen))
        .exec(conn)
        .await?;
    Ok(done.rows_affected == 1)
}

/// How many accounts are in a group.
pub(crate) async fn members(conn: &impl ConnectionTrait, tenant: TenantId, code: &str) -> Result<u64, StoreError> {
    let found = accounts::Entity::find()
        .filter(accounts::Column::TenantId.eq(tenant.uuid()))
        .filter(accounts::Column::GroupCode.eq(code));
    Ok(found.count(conn).await?)
}

/// Takes a group away unless it has moved on from the version seen. Returns whether it did.
pub(crate) async fn delete(conn: &impl ConnectionTrait, tenant: TenantId, code: &str, seen: Version) -> Result<bool, StoreError> {
    let done = account_groups::Entity::delete_many()
        .filter(account_groups::Column::TenantId.eq(tenant.uuid()))
        .filter(account_groups::Column::Code.eq(code))
        .filter(account_groups::Column::Version.eq(seen))
        .exec(conn)
        .await?;
    Ok(done.rows_affected == 1)
}

/// A group with its version, locked until the transaction's end on PostgreSQL; SQLite has one writer anyway. Whoever puts
/// something into a group holds it so, and whoever closes it: nobody is left in a group that is gone.
pub(crate) async fn held(tx: &Tx, code: &str) -> Result<Option<(AccountGroup, Version)>, StoreError> {
    let mut found = account_groups::Entity::find()
        .filter(account_groups::Column::TenantId.eq(tx.ctx().tenant.uuid()))
        .filter(account_groups::Column::Code.eq(code));
    if tx.backend() == Backend::Postgres {
        found = found.lock_exclusive();
    }
    Ok(found.one(tx.conn()).await?.map(|row| (AccountGroup { code: row.code, name: row.name }, row.version)))
}

/// A group with its version.
pub(crate) async fn find(
    conn: &impl ConnectionTrait,
    tenant: TenantId,
    code: &str,
) -> Result<Option<(AccountGroup, Version)>, StoreError> {
    let found = account_groups::Entity::find()
        .filter(account_groups::Column::TenantId.eq(tenant.uuid()))
        .filter(account_groups::Column::Code.eq(code));
    Ok(found.one(conn).await?.map(|row| (AccountGroup { code: row.code, name: row.name }, row.version)))
}

/// The groups of a tenant, by code.
pub(crate) async fn groups(conn: &impl ConnectionTrait, tenant: TenantId) -> Result<Vec<AccountGroup>, StoreError> {
    Ok(rows(conn, tenant).await?.into_iter().map(|row| AccountGroup { code: row.code, name: row.name }).collect())
}

/// The groups that these accounts are in, by code.
pub(crate) async fn groups_of(
    conn: &impl ConnectionTrait,
    tenant: TenantId,
    members: &[AccountId],
) -> Result<Vec<AccountGroup>, StoreError> {
    let codes: HashSet<String> = accounts::Entity::find()
        .select_only()
        .column(accounts::Column::GroupCode)
        .filter(accounts::Column::TenantId.eq(tenant.uuid()))
        .filter(accounts::Column::Id.is_in(members.iter().map(|account| account.uuid())))
        .filter(accounts::Column::GroupCode.is_not_null())
        .into_tuple()
        .all(conn)
        .await?
        .into_iter()
        .collect();
    Ok(groups(conn, tenant).await?.into_iter().filter(|group| codes.contains(&group.code)).collect())
}

/// The groups of a tenant with how many accounts are in each, by code.
pub(crate) async fn summaries(conn: &impl ConnectionTrait, tenant: TenantId) -> Result<Vec<GroupSummary>, StoreError> {
    let counted: Vec<(String, i64)> = accounts::Entity::find()
        .select_only()
        .column(accounts::Column::GroupCode)
        .column_as(accounts::Column::Id.count(), "members")
        .filter(accounts::Column::TenantId.eq(tenant.uuid()))
        .filter(accounts::Column::GroupCode.is_not_null())
        .group_by(accounts::Column::GroupCode)
        .into_tuple()
        .all(conn)
        .await?;
    let counted: HashMap<String, i64> = counted.into_iter().collect();
    let summary = |row: account_groups::Model| GroupSummary {
        members: counted.get(&row.code).and_then(|count| u64::try_from(*count).ok()).unwrap_or(0),
        code: row.code,
        name: row.name,
        version: row.version,
    };
    Ok(rows(conn, tenant).await?.into_iter().map(summary).collect())
}

async fn rows(conn: &impl ConnectionTrait, tenant: TenantId) -> Result<Vec<account_groups::Model>, StoreError> {
    let found = account_groups::Entity::find().filter(account_groups::Column::TenantId.eq(tenant.uuid()));
    let mut rows = found.order_by_asc(account_groups::Column::Code).all(conn).await?;
    // Both engines may order text by a locale; cursors compare bytes.
    rows.sort_by(|left, right| left.code.cmp(&right.code));
    Ok(rows)
}
