//! Looks for broken invariants: levels equal their ledger, reservations fit into stock and add up to what is reserved.

use sea_orm::{ConnectionTrait, QueryResult, Statement};
use store::{Store, StoreError};
use uuid::Uuid;

use crate::InventoryError;

/// How many broken rows of a kind are told.
const MOST_TOLD: usize = 100;

/// Every broken invariant as a line of text; empty when all hold.
pub async fn check(store: &Store) -> Result<Vec<String>, InventoryError> {
    let mut broken = Vec::new();
    for (sql, tell) in CHECKS {
        let sql = format!("{sql} LIMIT {MOST_TOLD}");
        let rows = store.reader().query_all_raw(Statement::from_string(store.driver(), sql)).await?;
        for row in &rows {
            broken.push(tell(row)?);
        }
    }
    Ok(broken)
}

type Teller = fn(&QueryResult) -> Result<String, StoreError>;

/// Each statement selects tenant, product, warehouse, what is, what should be.
const CHECKS: [(&str, Teller); 4] = [
    (ON_HAND, |row| tell(row, "on hand", "the ledger says")),
    (RESERVED, |row| tell(row, "reserved", "active reservations say")),
    (RESERVED_IN_LEDGER, |row| tell(row, "reserved", "the ledger says")),
    (SOLD_TWICE, |row| tell(row, "reserved", "on hand are only")),
];

const ON_HAND: &str = "SELECT l.tenant_id, l.product_id, l.warehouse_id, l.on_hand_micros AS is_so, \
     CAST(COALESCE(g.total, 0) AS BIGINT) AS should_be FROM stock_levels l LEFT JOIN (SELECT tenant_id, product_id, warehouse_id, \
     SUM(on_hand_change_micros) AS total FROM stock_ledger GROUP BY tenant_id, product_id, warehouse_id) g ON \
     g.tenant_id = l.tenant_id AND g.product_id = l.product_id AND g.warehouse_id = l.warehouse_id \
     WHERE l.on_hand_micros <> COALESCE(g.total, 0)";

const RESERVED: &str = "SELECT l.tenant_id, l.product_id, l.warehouse_id, l.reserved_micros AS is_so, \
     CAST(COALESCE(g.total, 0) AS BIGINT) AS should_be FROM stock_levels l LEFT JOIN (SELECT tenant_id, product_id, warehouse_id, \
     SUM(open_micros) AS total FROM reservations WHERE state = 'active' GROUP BY tenant_id, product_id, warehouse_id) g ON \
     g.tenant_id = l.tenant_id AND g.product_id = l.product_id AND g.warehouse_id = l.warehouse_id \
     WHERE l.reserved_micros <> COALESCE(g.total, 0)";

const RESERVED_IN_LEDGER: &str = "SELECT l.tenant_id, l.product_id, l.warehouse_id, l.reserved_micros AS is_so, \
     CAST(COALESCE(g.total, 0) AS BIGINT) AS should_be FROM stock_levels l LEFT JOIN (SELECT tenant_id, product_id, warehouse_id, \
     SUM(reserved_change_micros) AS total FROM stock_ledger GROUP BY tenant_id, product_id, warehouse_id) g ON \
     g.tenant_id = l.tenant_id AND g.product_id = l.product_id AND g.warehouse_id = l.warehouse_id \
     WHERE l.reserved_micros <> COALESCE(g.total, 0)";

const SOLD_TWICE: &str = "SELECT l.tenant_id, l.product_id, l.warehouse_id, l.reserved_micros AS is_so, \
     l.on_hand_micros AS should_be FROM stock_levels l WHERE l.reserved_micros > l.on_hand_micros OR l.reserved_micros < 0";

fn tell(row: &QueryResult, what: &str, judge: &str) -> Result<String, StoreError> {
    let id = |column: &str| row.try_get::<Uuid>("", column);
    let micros = |column: &str| row.try_get::<i64>("", column);
    let (tenant, product, warehouse) = (id("tenant_id")?, id("product_id")?, id("warehouse_id")?);
    let (is_so, should_be) = (micros("is_so")?, micros("should_be")?);
    Ok(format!(
        "stock of product {product} in warehouse {warehouse} (tenant {tenant}): {what} is {is_so} millionths, {judge} {should_be}"
    ))
}
