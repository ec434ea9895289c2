//! Looks for broken invariants among lists, entries and assignments.

use kernel::TenantId;
use sea_orm::{ConnectionTrait, QueryResult, Statement};
use store::{Store, StoreError};
use uuid::Uuid;

use crate::{PricingError, lists, repo};

/// Every broken invariant as a line of text; empty when all hold.
pub async fn check(store: &Store) -> Result<Vec<String>, PricingError> {
    let mut broken = Vec::new();
    for (sql, says) in CHECKS {
        let rows = store.reader().query_all_raw(Statement::from_string(store.driver(), format!("{sql} LIMIT 100"))).await?;
        for row in &rows {
            broken.push(tell(row, says)?);
        }
    }
    broken.extend(circles(store).await?);
    Ok(broken)
}

/// Each statement selects what is broken as `id` and its tenant.
const CHECKS: [(&str, &str); 6] = [
    (
        "SELECT DISTINCT e.list_id AS id, e.tenant_id FROM price_entries e LEFT JOIN price_lists l ON l.id = e.list_id AND \
         l.tenant_id = e.tenant_id WHERE l.id IS NULL",
        "prices stand on a list that its tenant does not have",
    ),
    (
        "SELECT a.list_id AS id, a.tenant_id FROM price_assignments a LEFT JOIN price_lists l ON l.id = a.list_id AND \
         l.tenant_id = a.tenant_id WHERE l.id IS NULL",
        "somebody is assigned a list that its tenant does not have",
    ),
    (
        "SELECT d.id, d.tenant_id FROM price_lists d LEFT JOIN price_lists b ON b.id = d.derived_from AND b.tenant_id = d.tenant_id \
         AND b.currency = d.currency WHERE d.derived_from IS NOT NULL AND b.id IS NULL",
        "a list derives from one that its tenant does not have in this currency",
    ),
    (
        "SELECT r.id, r.tenant_id FROM price_rules r LEFT JOIN price_lists l ON l.id = r.list_id AND l.tenant_id = r.tenant_id \
         WHERE l.id IS NULL",
        "a rule stands on a list that its tenant does not have",
    ),
    (
        "SELECT r.id, r.tenant_id FROM price_rules r LEFT JOIN price_lists b ON b.id = r.base_id AND b.tenant_id = r.tenant_id \
         WHERE r.base_id IS NOT NULL AND b.id IS NULL",
        "a rule asks a list that its tenant does not have",
    ),
    (
        "SELECT tenant_id AS id, tenant_id FROM markets WHERE is_default GROUP BY tenant_id HAVING COUNT(*) > 1",
        "more than one market is the default",
    ),
];

/// Lists that stand on themselves, by their percentages and rules.
async fn circles(store: &Store) -> Result<Vec<String>, PricingError> {
    let conn = store.reader();
    let tenants = "SELECT DISTINCT tenant_id FROM price_lists ORDER BY tenant_id";
    let mut told = Vec::new();
    for row in conn.query_all_raw(Statement::from_string(store.driver(), tenants)).await? {
        let tenant = TenantId::from_uuid(row.try_get("", "tenant_id")?);
        let (all, rules) = (repo::lists(conn, tenant).await?, repo::rules(conn, tenant, None).await?);
        let circles = lists::circles(&all, &rules);
        told.extend(circles.iter().map(|list| format!("price list {list} (tenant {tenant}): it stands on itself")));
    }
    Ok(told)
}

fn tell(row: &QueryResult, says: &str) -> Result<String, StoreError> {
    let (id, tenant): (Uuid, Uuid) = (row.try_get("", "id")?, row.try_get("", "tenant_id")?);
    Ok(format!("price list {id} (tenant {tenant}): {says}"))
}
