//! What must always hold of the store's own tables.

use sea_orm::{ConnectionTrait, Statement};

use crate::{Store, StoreError};

/// A fact that is older and that a consumer has not come to was missed, not just not yet read.
const PATIENCE_SECONDS: i64 = 600;

/// Broken invariants as lines of text: facts missing from a subject's sequence, jobs that gave up, facts that one of these
/// consumers of the feed has not come to for ten minutes.
pub async fn check(store: &Store, consumers: &[&str]) -> Result<Vec<String>, StoreError> {
    let mut broken = Vec::new();
    let gaps = "SELECT subject, COUNT(*) AS n, MAX(sequence) AS newest FROM outbox GROUP BY tenant_id, subject HAVING COUNT(*) <> MAX(sequence)";
    for row in store.reader().query_all_raw(Statement::from_string(store.driver(), gaps)).await? {
        let (subject, count, newest): (String, i64, i64) =
            (row.try_get("", "subject")?, row.try_get("", "n")?, row.try_get("", "newest")?);
        broken.push(format!("store: {subject} has {count} facts but its newest is number {newest}"));
    }
    let failed = "SELECT kind, COUNT(*) AS n FROM jobs WHERE state = 'failed' GROUP BY kind";
    for row in store.reader().query_all_raw(Statement::from_string(store.driver(), failed)).await? {
        let (kind, count): (String, i64) = (row.try_get("", "kind")?, row.try_get("", "n")?);
        broken.push(format!("store: {count} jobs of kind {kind} have given up; look at them in the back office"));
    }
    for consumer in consumers {
        broken.extend(behind(store, consumer).await?);
    }
    Ok(broken)
}

async fn behind(store: &Store, consumer: &str) -> Result<Option<String>, StoreError> {
    let sql = "SELECT COUNT(*) AS n, MIN(position) AS next_position FROM outbox WHERE at < $2 AND position > \
         COALESCE((SELECT position FROM feed_cursors WHERE consumer = $1), 0)";
    let before = store.clock().now().plus_seconds(-PATIENCE_SECONDS).micros();
    let statement = Statement::from_sql_and_values(store.driver(), sql, [consumer.into(), before.into()]);
    let Some(row) = store.reader().query_one_raw(statement).await? else { return Ok(None) };
    let (count, next): (i64, Option<i64>) = (row.try_get("", "n")?, row.try_get("", "next_position")?);
    Ok(next.map(|next| format!("store: {consumer} stand before position {next}, and {count} facts wait; is a worker running?")))
}
