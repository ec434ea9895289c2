//! What must always hold of the store's own tables.

use sea_orm::{ConnectionTrait, Statement};

use crate::{Store, StoreError};

/// Broken invariants as lines of text: facts missing from a subject's sequence, jobs that gave up.
pub async fn check(store: &Store) -> Result<Vec<String>, StoreError> {
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
    Ok(broken)
}
