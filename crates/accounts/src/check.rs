//! What must always hold in this room, looked for in the data.

use sea_orm::{ConnectionTrait, Statement};
use store::{Store, StoreError};

/// Each query finds rows that must not exist; `what` names one.
const RULES: [(&str, &str); 6] = [
    (
        "account has a parent in another tenant",
        "SELECT a.number AS what FROM accounts a JOIN accounts p ON p.id = a.parent_id WHERE p.tenant_id <> a.tenant_id",
    ),
    (
        "site belongs to an account of another tenant",
        "SELECT s.code AS what FROM sites s JOIN accounts a ON a.id = s.account_id WHERE a.tenant_id <> s.tenant_id",
    ),
    (
        "cost centre belongs to an account of another tenant",
        "SELECT c.code AS what FROM cost_centres c JOIN accounts a ON a.id = c.account_id WHERE a.tenant_id <> c.tenant_id",
    ),
    (
        "person has a role that does not fit where they are",
        "SELECT u.email AS what FROM users u JOIN memberships m ON m.user_id = u.id WHERE u.tenant_id <> m.tenant_id \
         OR (m.account_id IS NULL) = (m.role IN ('requester', 'buyer', 'approver', 'account_admin'))",
    ),
    (
        "person has no membership",
        "SELECT u.email AS what FROM users u LEFT JOIN memberships m ON m.user_id = u.id WHERE m.user_id IS NULL",
    ),
    (
        "account is its own ancestor",
        "WITH RECURSIVE line(start, at) AS (SELECT id, parent_id FROM accounts WHERE parent_id IS NOT NULL \
         UNION SELECT l.start, a.parent_id FROM line l JOIN accounts a ON a.id = l.at WHERE a.parent_id IS NOT NULL) \
         SELECT a.number AS what FROM line l JOIN accounts a ON a.id = l.start WHERE l.start = l.at",
    ),
];

/// The broken rules, one line each; empty when all is well.
pub async fn check(store: &Store) -> Result<Vec<String>, StoreError> {
    let mut broken = Vec::new();
    for (rule, sql) in RULES {
        for row in store.reader().query_all_raw(Statement::from_string(store.driver(), sql)).await? {
            let what: String = row.try_get("", "what")?;
            broken.push(format!("accounts: {rule}: {what}"));
        }
    }
    Ok(broken)
}
