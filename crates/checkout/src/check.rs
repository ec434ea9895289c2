//! Looks for broken invariants of carts.

use sea_orm::{ConnectionTrait, Statement};
use store::{Store, StoreError};

use crate::CheckoutError;

/// How many broken carts of a kind are told.
const MOST_TOLD: usize = 100;

/// Each statement selects `what`: a cart's id. The last two read beside checkout's own tables: what two rooms must agree on
/// can only be compared by reading both.
const CHECKS: [(&str, &str); 3] = [
    ("SELECT id AS what FROM carts WHERE state = 'ordered' AND order_id IS NULL", "is ordered, and has no order"),
    (
        "SELECT c.id AS what FROM carts c WHERE c.order_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM orders o WHERE o.id = c.order_id)",
        "names an order that does not exist",
    ),
    (
        "SELECT c.id AS what FROM carts c WHERE c.state = 'waiting' AND NOT EXISTS \
         (SELECT 1 FROM approval_requests r WHERE r.id = c.approval_id AND r.state = 'pending')",
        "waits for a decision that nobody is asked for",
    ),
];

/// Every broken invariant as a line of text; empty when all hold.
pub async fn check(store: &Store) -> Result<Vec<String>, CheckoutError> {
    let mut broken = Vec::new();
    for (sql, fault) in CHECKS {
        let sql = format!("{sql} LIMIT {MOST_TOLD}");
        for row in store.reader().query_all_raw(Statement::from_string(store.driver(), sql)).await? {
            let what: uuid::Uuid = row.try_get("", "what").map_err(StoreError::from)?;
            broken.push(format!("cart {what} {fault}"));
        }
    }
    Ok(broken)
}
