//! Looks for broken invariants: orders and their lines, totals, shipments, reservations and facts must agree.
//!
//! The one place that reads beside its own tables, the reservations and the outbox: what two rooms must agree on can only
//! be compared by reading both.

use sea_orm::{ConnectionTrait, Statement};
use store::{Backend, Store, StoreError};
use uuid::Uuid;

use crate::OrderError;
use crate::model::OrderTax;

/// How many broken orders of a kind are told.
const MOST_TOLD: usize = 100;
/// How many orders are read at once.
const CHUNK: usize = 1000;

/// Every broken invariant as a line of text; empty when all hold.
pub async fn check(store: &Store) -> Result<Vec<String>, OrderError> {
    let mut broken = Vec::new();
    let facts = match store.backend() {
        Backend::Sqlite => FACTS_SQLITE,
        Backend::Postgres => FACTS_POSTGRES,
    };
    for (sql, fault) in CHECKS.into_iter().chain([(facts, "was not told as created exactly once")]) {
        let sql = format!("{sql} LIMIT {MOST_TOLD}");
        for row in store.reader().query_all_raw(Statement::from_string(store.driver(), sql)).await? {
            let what: String = row.try_get("", "what").map_err(StoreError::from)?;
            broken.push(format!("order {what} {fault}"));
        }
    }
    broken.extend(totals(store).await?);
    Ok(broken)
}

/// Each statement selects `what`: the order's number, and what else names the place.
const CHECKS: [(&str, &str); 7] = [
    (LINES, "has other lines than it says, or none"),
    (LINE_TOTALS, "has lines that do not sum up to its totals"),
    (SHIPPED, "has a line that says other than its shipments"),
    (ORIGINS, "has a shipment whose warehouses gave other than it sent"),
    (RESERVED, "has a line whose reservations are not what is open on it"),
    (OPEN, "has left, and yet something of it is open"),
    (ORPHANS, "does not exist, and yet keeps stock"),
];

const LINES: &str = "SELECT o.order_number AS what FROM orders o LEFT JOIN (SELECT order_id, COUNT(*) AS n FROM order_lines \
     GROUP BY order_id) l ON l.order_id = o.id WHERE COALESCE(l.n, 0) <> o.line_count OR COALESCE(l.n, 0) = 0";

/// Lines of markets with net prices sum up to net, those with gross prices to gross; a buyer free of VAT in a gross
/// market pays less than the lines say.
const LINE_TOTALS: &str = "SELECT o.order_number AS what FROM orders o JOIN (SELECT order_id, SUM(line_total_micros) AS total \
     FROM order_lines GROUP BY order_id) l ON l.order_id = o.id WHERE l.total <> o.net_micros AND l.total <> o.gross_micros \
     AND NOT (o.net_micros = o.gross_micros AND l.total > o.net_micros)";

const SHIPPED: &str = "SELECT o.order_number || ', ' || l.sku AS what FROM order_lines l JOIN orders o ON o.id = l.order_id \
     LEFT JOIN (SELECT line_id, SUM(quantity_micros) AS total FROM shipment_lines GROUP BY line_id) s ON s.line_id = l.id \
     WHERE l.shipped_micros <> COALESCE(s.total, 0) OR l.shipped_micros + l.backordered_micros + l.cancelled_micros > l.quantity_micros";

/// Of what another system shipped no warehouse is known.
const ORIGINS: &str = "SELECT o.order_number || ', ' || s.number AS what FROM shipment_lines l JOIN shipments s ON s.id = l.shipment_id \
     JOIN orders o ON o.id = s.order_id JOIN (SELECT shipment_id, line_id, SUM(quantity_micros) AS total FROM shipment_origins \
     GROUP BY shipment_id, line_id) f ON f.shipment_id = l.shipment_id AND f.line_id = l.line_id WHERE f.total <> l.quantity_micros";

const RESERVED: &str = "SELECT o.order_number || ', ' || l.sku AS what FROM order_lines l JOIN orders o ON o.id = l.order_id \
     LEFT JOIN (SELECT line_id, SUM(open_micros) AS kept FROM reservations WHERE state = 'active' GROUP BY line_id) r \
     ON r.line_id = l.id WHERE COALESCE(r.kept, 0) <> CASE WHEN o.state = 'cancelled' THEN 0 \
     ELSE l.quantity_micros - l.shipped_micros - l.cancelled_micros - l.backordered_micros END";

const OPEN: &str = "SELECT o.order_number || ', ' || l.sku AS what FROM order_lines l JOIN orders o ON o.id = l.order_id \
     WHERE o.state IN ('shipped', 'delivered', 'completed') AND o.origin = 'placed' \
     AND l.quantity_micros <> l.shipped_micros + l.cancelled_micros";

const ORPHANS: &str = "SELECT CAST(COUNT(*) AS TEXT) || ' (by its reservations)' AS what FROM reservations r \
     WHERE r.state = 'active' AND NOT EXISTS (SELECT 1 FROM order_lines l WHERE l.id = r.line_id) HAVING COUNT(*) > 0";

/// Subjects are ids as text; SQLite keeps ids as sixteen bytes.
const FACTS_SQLITE: &str = "SELECT o.order_number AS what FROM orders o LEFT JOIN (SELECT tenant_id, REPLACE(subject, '-', '') AS hex, \
     COUNT(*) AS n FROM outbox WHERE kind = 'fondaco.order.created.v1' GROUP BY tenant_id, subject) f \
     ON f.tenant_id = o.tenant_id AND f.hex = LOWER(HEX(o.id)) \
     WHERE COALESCE(f.n, 0) <> CASE WHEN o.origin = 'placed' THEN 1 ELSE 0 END";

const FACTS_POSTGRES: &str = "SELECT o.order_number AS what FROM orders o LEFT JOIN (SELECT tenant_id, subject, COUNT(*) AS n \
     FROM outbox WHERE kind = 'fondaco.order.created.v1' GROUP BY tenant_id, subject) f \
     ON f.tenant_id = o.tenant_id AND f.subject = CAST(o.id AS TEXT) \
     WHERE COALESCE(f.n, 0) <> CASE WHEN o.origin = 'placed' THEN 1 ELSE 0 END";

/// Orders whose tax lines do not lead from net to gross. Of those that an older release imported no taxes are known.
async fn totals(store: &Store) -> Result<Vec<String>, OrderError> {
    let mut broken = Vec::new();
    let mut after = Uuid::nil();
    loop {
        let sql = format!(
            "SELECT id, order_number, net_micros, gross_micros, tax FROM orders WHERE id > $1 AND (origin = 'placed' OR tax <> '[]') ORDER BY id LIMIT {CHUNK}"
        );
        let rows = store.reader().query_all_raw(Statement::from_sql_and_values(store.driver(), sql, [after.into()])).await?;
        for row in &rows {
            let read = |column: &str| row.try_get::<i64>("", column).map_err(StoreError::from);
            after = row.try_get("", "id").map_err(StoreError::from)?;
            let (net, gross) = (read("net_micros")?, read("gross_micros")?);
            let tax: String = row.try_get("", "tax").map_err(StoreError::from)?;
            let tax: Vec<OrderTax> = serde_json::from_str(&tax).map_err(|error| StoreError::Corrupt(error.to_string()))?;
            let base: i128 = tax.iter().map(|line| i128::from(line.base.micros())).sum();
            let charged: i128 = tax.iter().map(|line| i128::from(line.amount.micros())).sum();
            if (base != i128::from(net) || i128::from(net) + charged != i128::from(gross)) && broken.len() < MOST_TOLD {
                let number: String = row.try_get("", "order_number").map_err(StoreError::from)?;
                broken.push(format!("order {number} has taxes that do not lead from its net to its gross total"));
            }
        }
        if rows.len() < CHUNK {
            return Ok(broken);
        }
    }
}
