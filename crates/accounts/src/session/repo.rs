//! Queries on sessions and failed attempts.

use kernel::{AccountId, ActingFor, SessionId, TenantId, Timestamp, UserId};
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, Condition, ConnectionTrait, EntityTrait, IntoActiveModel, QueryFilter, Statement, Value};
use store::StoreError;

use super::model::{Attempts, IDLE_SECONDS};
use super::schema::sessions::{Column, Entity, Model};

/// A session as it is kept.
#[derive(Debug, Clone)]
pub(crate) struct SessionRow {
    pub id: SessionId,
    pub tenant: TenantId,
    pub user: UserId,
    pub csrf: String,
    pub acting_for: Option<ActingFor>,
    pub last_seen: Timestamp,
    pub expires_at: Timestamp,
}

pub(crate) async fn insert(conn: &impl ConnectionTrait, session: &SessionRow, token_hash: String) -> Result<(), StoreError> {
    let row = Model {
        id: session.id.uuid(),
        tenant_id: session.tenant.uuid(),
        user_id: session.user.uuid(),
        token_hash,
        csrf: session.csrf.clone(),
        acting_account_id: None,
        acting_user_id: None,
        created_at: session.last_seen.micros(),
        last_seen_at: session.last_seen.micros(),
        expires_at: session.expires_at.micros(),
    };
    Entity::insert(row.into_active_model()).exec_without_returning(conn).await?;
    Ok(())
}

/// The session of a token, of whichever tenant: it is the session that tells the tenant.
pub(crate) async fn by_token(conn: &impl ConnectionTrait, token_hash: &str) -> Result<Option<SessionRow>, StoreError> {
    Ok(Entity::find().filter(Column::TokenHash.eq(token_hash)).one(conn).await?.map(read))
}

pub(crate) async fn by_id(
    conn: &impl ConnectionTrait,
    tenant: TenantId,
    id: SessionId,
) -> Result<Option<SessionRow>, StoreError> {
    let found = Entity::find().filter(Column::TenantId.eq(tenant.uuid())).filter(Column::Id.eq(id.uuid()));
    Ok(found.one(conn).await?.map(read))
}

pub(crate) async fn note_use(conn: &impl ConnectionTrait, id: SessionId, now: Timestamp) -> Result<(), StoreError> {
    let noted = Entity::update_many().col_expr(Column::LastSeenAt, Expr::value(now.micros())).filter(Column::Id.eq(id.uuid()));
    noted.exec(conn).await?;
    Ok(())
}

pub(crate) async fn set_acting(
    conn: &impl ConnectionTrait,
    tenant: TenantId,
    id: SessionId,
    acting_for: Option<ActingFor>,
) -> Result<bool, StoreError> {
    let account = acting_for.map(|acting| acting.account.uuid());
    let user = acting_for.and_then(|acting| acting.user).map(|user| user.uuid());
    let done = Entity::update_many()
        .col_expr(Column::ActingAccountId, Expr::value(account))
        .col_expr(Column::ActingUserId, Expr::value(user))
        .filter(Column::TenantId.eq(tenant.uuid()))
        .filter(Column::Id.eq(id.uuid()))
        .exec(conn)
        .await?;
    Ok(done.rows_affected == 1)
}

pub(crate) async fn end(conn: &impl ConnectionTrait, tenant: TenantId, id: SessionId) -> Result<bool, StoreError> {
    let done =
        Entity::delete_many().filter(Column::TenantId.eq(tenant.uuid())).filter(Column::Id.eq(id.uuid())).exec(conn).await?;
    Ok(done.rows_affected == 1)
}

/// Ends every session of a person, but perhaps one.
pub(crate) async fn end_all(
    conn: &impl ConnectionTrait,
    tenant: TenantId,
    user: UserId,
    keep: Option<SessionId>,
) -> Result<(), StoreError> {
    let mut ended = Entity::delete_many().filter(Column::TenantId.eq(tenant.uuid())).filter(Column::UserId.eq(user.uuid()));
    if let Some(keep) = keep {
        ended = ended.filter(Column::Id.ne(keep.uuid()));
    }
    ended.exec(conn).await?;
    Ok(())
}

/// Removes the sessions that are over. Returns how many.
pub(crate) async fn sweep(conn: &impl ConnectionTrait, now: Timestamp) -> Result<u64, StoreError> {
    let idle_since = now.plus_seconds(-IDLE_SECONDS);
    let over = Condition::any().add(Column::ExpiresAt.lte(now.micros())).add(Column::LastSeenAt.lte(idle_since.micros()));
    Ok(Entity::delete_many().filter(over).exec(conn).await?.rows_affected)
}

pub(crate) async fn attempts(conn: &impl ConnectionTrait, tenant: TenantId, email: &str) -> Result<Attempts, StoreError> {
    let sql = "SELECT failures, last_failure_at, locked_until FROM login_attempts WHERE tenant_id = $1 AND email = $2";
    let values: [Value; 2] = [tenant.uuid().into(), email.into()];
    let row = conn.query_one_raw(Statement::from_sql_and_values(conn.get_database_backend(), sql, values)).await?;
    let Some(row) = row else { return Ok(Attempts::none()) };
    let failures: i32 = row.try_get("", "failures")?;
    Ok(Attempts {
        failures: u32::try_from(failures).map_err(|error| StoreError::Corrupt(error.to_string()))?,
        last_failure: Timestamp::from_micros(row.try_get("", "last_failure_at")?),
        locked_until: Timestamp::from_micros(row.try_get("", "locked_until")?),
    })
}

pub(crate) async fn set_attempts(
    conn: &impl ConnectionTrait,
    tenant: TenantId,
    email: &str,
    attempts: &Attempts,
) -> Result<(), StoreError> {
    let sql = "INSERT INTO login_attempts (tenant_id, email, failures, last_failure_at, locked_until) VALUES ($1, $2, $3, $4, $5) \
               ON CONFLICT (tenant_id, email) DO UPDATE SET failures = excluded.failures, last_failure_at = excluded.last_failure_at, \
               locked_until = excluded.locked_until";
    let values: [Value; 5] = [
        tenant.uuid().into(),
        email.into(),
        i32::try_from(attempts.failures).unwrap_or(i32::MAX).into(),
        attempts.last_failure.micros().into(),
        attempts.locked_until.micros().into(),
    ];
    conn.execute_raw(Statement::from_sql_and_values(conn.get_database_backend(), sql, values)).await?;
    Ok(())
}

/// Forgets the failures at an address.
pub(crate) async fn forgive(conn: &impl ConnectionTrait, tenant: TenantId, email: &str) -> Result<(), StoreError> {
    let sql = "DELETE FROM login_attempts WHERE tenant_id = $1 AND email = $2";
    let values: [Value; 2] = [tenant.uuid().into(), email.into()];
    conn.execute_raw(Statement::from_sql_and_values(conn.get_database_backend(), sql, values)).await?;
    Ok(())
}

/// Removes failures that no longer count. Returns how many addresses are forgotten.
pub(crate) async fn sweep_attempts(conn: &impl ConnectionTrait, now: Timestamp) -> Result<u64, StoreError> {
    let sql = "DELETE FROM login_attempts WHERE last_failure_at < $1";
    let before = now.plus_seconds(-super::model::FORGET_SECONDS).micros();
    let done = conn.execute_raw(Statement::from_sql_and_values(conn.get_database_backend(), sql, [before.into()])).await?;
    Ok(done.rows_affected())
}

fn read(row: Model) -> SessionRow {
    let acting_for = row
        .acting_account_id
        .map(|account| ActingFor { account: AccountId::from_uuid(account), user: row.acting_user_id.map(UserId::from_uuid) });
    SessionRow {
        id: SessionId::from_uuid(row.id),
        tenant: TenantId::from_uuid(row.tenant_id),
        user: UserId::from_uuid(row.user_id),
        csrf: row.csrf,
        acting_for,
        last_seen: Timestamp::from_micros(row.last_seen_at),
        expires_at: Timestamp::from_micros(row.expires_at),
    }
}
