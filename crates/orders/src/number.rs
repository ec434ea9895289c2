//! Order numbers: unique and rising in a tenant, given without a row that all orders would wait for.
//!
//! On PostgreSQL a process takes numbers from a block of its own, which it renews beside the orders. Without a block at
//! hand (at the start), and always on SQLite, which has one writer anyway, the order's own transaction takes one number.
//! See docs/decisions/0005-order-numbers.md.

use std::collections::HashMap;
use std::ops::Range;
use std::sync::{Arc, Mutex, PoisonError};

use kernel::TenantId;
use sea_orm::{ConnectionTrait, Statement, Value};
use store::{Backend, Store, StoreError, Tx};

use crate::OrderError;

/// What stands before the digits of a number given here.
pub(crate) const OWN_PREFIX: &str = "SO-";

/// How many numbers a process takes at once.
const BLOCK: i64 = 200;
/// With so few left, the next block is fetched.
const LOW: i64 = 50;

/// Gives order numbers; one per process, cheap to clone.
#[derive(Clone)]
pub struct Numbers {
    store: Store,
    blocks: Arc<Mutex<HashMap<TenantId, Blocks>>>,
}

/// A tenant's numbers in hand.
#[derive(Default)]
struct Blocks {
    current: Range<i64>,
    next: Option<Range<i64>>,
    fetching: bool,
}

impl Blocks {
    fn left(&self) -> i64 {
        let length = |range: &Range<i64>| range.end - range.start;
        length(&self.current) + self.next.as_ref().map_or(0, length)
    }

    fn take(&mut self) -> Option<i64> {
        if self.current.is_empty() {
            self.current = self.next.take()?;
        }
        self.current.next()
    }
}

impl Numbers {
    pub fn new(store: Store) -> Numbers {
        Numbers { store, blocks: Arc::default() }
    }

    /// The next number. To be called before the transaction locks anything that other orders need.
    pub(crate) async fn take(&self, tx: &Tx, tenant: TenantId) -> Result<String, OrderError> {
        if self.store.backend() == Backend::Postgres
            && let Some(number) = self.of_block(tenant)
        {
            return Ok(written(number));
        }
        Ok(written(count(tx.conn(), tenant, 1).await?))
    }

    /// A number beyond all that look as if they were given here: an older release let imports of past orders bring some that
    /// the counter knows nothing of.
    pub(crate) async fn take_beyond_all(&self, tx: &Tx, tenant: TenantId) -> Result<String, OrderError> {
        self.blocks.lock().unwrap_or_else(PoisonError::into_inner).remove(&tenant);
        let sql = "SELECT order_number FROM orders WHERE tenant_id = $1 AND order_number LIKE $2 \
                   AND LENGTH(order_number) <= 15 AND order_number NOT LIKE $3 ORDER BY LENGTH(order_number) DESC, \
                   order_number DESC LIMIT 1000";
        let values: [Value; 3] = [tenant.uuid().into(), format!("{OWN_PREFIX}%").into(), format!("{OWN_PREFIX}%-%").into()];
        let conn = tx.conn();
        let rows = conn.query_all_raw(Statement::from_sql_and_values(conn.get_database_backend(), sql, values)).await;
        let mut newest: i64 = 0;
        for row in rows.map_err(StoreError::from)? {
            let number: String = row.try_get_by_index(0).map_err(StoreError::from)?;
            newest = newest.max(number.strip_prefix(OWN_PREFIX).and_then(|digits| digits.parse().ok()).unwrap_or(0));
        }
        let next = count(conn, tenant, 1).await?;
        let gap = newest.saturating_sub(next).max(-1).saturating_add(1);
        if gap == 0 {
            return Ok(written(next));
        }
        Ok(written(count(conn, tenant, gap).await?.saturating_add(gap).saturating_sub(1)))
    }

    fn of_block(&self, tenant: TenantId) -> Option<i64> {
        let mut blocks = self.blocks.lock().unwrap_or_else(PoisonError::into_inner);
        let blocks = blocks.entry(tenant).or_default();
        let number = blocks.take();
        if blocks.left() < LOW && !blocks.fetching {
            blocks.fetching = true;
            // Beside the order: its transaction must not wait for a second connection while it holds one.
            tokio::spawn(self.clone().fetch(tenant));
        }
        number
    }

    async fn fetch(self, tenant: TenantId) {
        let outcome = count(self.store.writer(), tenant, BLOCK).await;
        let mut blocks = self.blocks.lock().unwrap_or_else(PoisonError::into_inner);
        let blocks = blocks.entry(tenant).or_default();
        blocks.fetching = false;
        match outcome {
            Ok(first) => blocks.next = Some(first..first.saturating_add(BLOCK)),
            Err(error) => tracing::warn!(%error, "no block of order numbers was taken; orders take single ones"),
        }
    }
}

/// Advances the tenant's counter and returns the first number of the gain.
async fn count(conn: &impl ConnectionTrait, tenant: TenantId, many: i64) -> Result<i64, StoreError> {
    let sql = "INSERT INTO order_counters (tenant_id, next_number) VALUES ($1, 1 + $2) ON CONFLICT (tenant_id) \
               DO UPDATE SET next_number = order_counters.next_number + $2 RETURNING next_number";
    let values: [Value; 2] = [tenant.uuid().into(), many.into()];
    let row = conn.query_one_raw(Statement::from_sql_and_values(conn.get_database_backend(), sql, values)).await?;
    let row = row.ok_or_else(|| StoreError::Corrupt("order_counters gave no number".to_owned()))?;
    let next: i64 = row.try_get("", "next_number")?;
    Ok(next - many)
}

/// `SO-000123`.
fn written(number: i64) -> String {
    format!("{OWN_PREFIX}{number:06}")
}
