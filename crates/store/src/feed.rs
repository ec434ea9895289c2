//! The feed: committed facts in one order that keeps each aggregate's own. Read by followers, reactions and partners.

use kernel::{AccountId, TenantId, Timestamp};
use sea_orm::{ConnectionTrait, Statement, TransactionTrait, Value};
use uuid::Uuid;

use crate::outbox::FEED_LOCK;
use crate::tx::HISTORY;
use crate::{Backend, Store, StoreError, Tx};

/// A place in the feed; facts after it are newer.
pub type Position = i64;

/// A committed fact.
#[derive(Debug, Clone)]
pub struct FeedRow {
    pub position: Position,
    pub id: Uuid,
    pub tenant: TenantId,
    pub account: Option<AccountId>,
    /// CloudEvents type: `fondaco.order.created.v1`.
    pub kind: String,
    pub subject: String,
    /// 1 for a subject's first fact, then one more each.
    pub sequence: i64,
    pub at: Timestamp,
    pub correlation: String,
    pub data: serde_json::Value,
}

impl FeedRow {
    /// Whether it was told long after it happened ([`crate::Tx::tells_history`]): true, but no news.
    pub fn is_history(&self) -> bool {
        self.data.get(HISTORY).and_then(serde_json::Value::as_bool).unwrap_or(false)
    }
}

/// Whose facts and which kinds; empty means all.
#[derive(Debug, Clone, Default)]
pub struct FeedFilter {
    pub tenant: Option<TenantId>,
    pub account: Option<AccountId>,
    pub kinds: Vec<String>,
    /// Facts of one aggregate only.
    pub subject: Option<String>,
}

/// The newest position up to which nothing can still appear.
pub async fn horizon(store: &Store) -> Result<Position, StoreError> {
    const NEWEST: &str = "SELECT COALESCE(MAX(position), 0) AS newest FROM outbox";
    let statement = Statement::from_string(store.driver(), NEWEST);
    let row = match store.backend() {
        Backend::Sqlite => store.reader().query_one_raw(statement).await?,
        Backend::Postgres => {
            let transaction = store.writer().begin().await?;
            // Waits for the writers of facts that are under way, each a few milliseconds from its commit.
            transaction.execute_unprepared(&format!("SELECT pg_advisory_xact_lock({FEED_LOCK})")).await?;
            let row = transaction.query_one_raw(statement).await?;
            transaction.rollback().await?;
            row
        }
    };
    Ok(row.map(|row| row.try_get("", "newest")).transpose()?.unwrap_or(0))
}

/// Up to `limit` facts after a position and up to the horizon given, oldest first.
pub async fn read_feed(
    conn: &impl ConnectionTrait,
    filter: &FeedFilter,
    after: Position,
    up_to: Position,
    limit: usize,
) -> Result<Vec<FeedRow>, StoreError> {
    let mut values: Vec<Value> = vec![after.into(), up_to.into()];
    let mut clauses = vec!["position > $1 AND position <= $2".to_owned()];
    if let Some(tenant) = filter.tenant {
        values.push(tenant.uuid().into());
        clauses.push(format!("tenant_id = ${}", values.len()));
    }
    if let Some(account) = filter.account {
        values.push(account.uuid().into());
        clauses.push(format!("account_id = ${}", values.len()));
    }
    if let Some(subject) = &filter.subject {
        values.push(subject.as_str().into());
        clauses.push(format!("subject = ${}", values.len()));
    }
    if !filter.kinds.is_empty() {
        let mut places = Vec::new();
        for kind in &filter.kinds {
            values.push(kind.as_str().into());
            places.push(format!("${}", values.len()));
        }
        clauses.push(format!("kind IN ({})", places.join(", ")));
    }
    let sql = format!(
        "SELECT position, id, tenant_id, account_id, kind, subject, sequence, at, correlation_id, data FROM outbox WHERE {} ORDER BY position LIMIT {limit}",
        clauses.join(" AND ")
    );
    let rows = conn.query_all_raw(Statement::from_sql_and_values(conn.get_database_backend(), sql, values)).await?;
    rows.iter().map(read).collect()
}

fn read(row: &sea_orm::QueryResult) -> Result<FeedRow, StoreError> {
    let data: String = row.try_get("", "data")?;
    Ok(FeedRow {
        position: row.try_get("", "position")?,
        id: row.try_get("", "id")?,
        tenant: TenantId::from_uuid(row.try_get("", "tenant_id")?),
        account: row.try_get::<Option<Uuid>>("", "account_id")?.map(AccountId::from_uuid),
        kind: row.try_get("", "kind")?,
        subject: row.try_get("", "subject")?,
        sequence: row.try_get("", "sequence")?,
        at: Timestamp::from_micros(row.try_get("", "at")?),
        correlation: row.try_get("", "correlation_id")?,
        data: serde_json::from_str(&data).map_err(|error| StoreError::Corrupt(error.to_string()))?,
    })
}

/// How far a consumer has come; 0 when it has not begun. Inside a transaction the row is locked against a second worker.
pub async fn cursor(tx: &Tx, consumer: &str) -> Result<Position, StoreError> {
    let lock = if tx.backend() == Backend::Postgres { " FOR UPDATE" } else { "" };
    let insert = "INSERT INTO feed_cursors (consumer, position) VALUES ($1, 0) ON CONFLICT (consumer) DO NOTHING";
    let driver = tx.conn().get_database_backend();
    tx.conn().execute_raw(Statement::from_sql_and_values(driver, insert, [consumer.into()])).await?;
    let sql = format!("SELECT position FROM feed_cursors WHERE consumer = $1{lock}");
    let row = tx.conn().query_one_raw(Statement::from_sql_and_values(driver, sql, [consumer.into()])).await?;
    Ok(row.map(|row| row.try_get("", "position")).transpose()?.unwrap_or(0))
}

/// Notes how far a consumer has come, in the transaction that did what the facts asked for.
pub async fn advance_cursor(tx: &Tx, consumer: &str, position: Position) -> Result<(), StoreError> {
    let driver = tx.conn().get_database_backend();
    let sql = "UPDATE feed_cursors SET position = $2 WHERE consumer = $1";
    tx.conn().execute_raw(Statement::from_sql_and_values(driver, sql, [consumer.into(), position.into()])).await?;
    Ok(())
}
