//! Stock in memory: read on every page and data sheet without the database, kept fresh by facts.

mod promise;
mod tenant;

use std::collections::BTreeMap;
use std::sync::Arc;

use ahash::AHashMap;
use arc_swap::ArcSwap;
use kernel::{ProductId, Quantity, TenantId, Timestamp};
use store::{FeedRow, Store};
use tokio::sync::Mutex;

pub use promise::{Confidence, Promise, PromiseAsk, PromisePart};

use crate::model::{Availability, Warehouse};
use crate::{InventoryError, events};
use tenant::TenantStock;

/// All stock of all tenants of this process. Cheap to clone; clones share one view. What it says may be some
/// milliseconds old: only [`crate::reserve`] decides what is sold.
#[derive(Clone, Default)]
pub struct StockView {
    inner: Arc<Inner>,
}

#[derive(Default)]
struct Inner {
    tenants: ArcSwap<AHashMap<TenantId, Arc<TenantStock>>>,
    /// Held while rows are read again, so that an older reading never overwrites a newer one.
    changing: Mutex<()>,
}

/// What some facts say about one tenant's stock.
#[derive(Default)]
struct Changes {
    products: Vec<ProductId>,
    warehouses: bool,
}

impl StockView {
    pub fn new() -> StockView {
        StockView::default()
    }

    /// What there is of a product; none when no warehouse ever held it and nothing is on its way.
    pub fn availability(&self, tenant: TenantId, product: ProductId) -> Option<Availability> {
        self.tenant(tenant)?.availability(product)
    }

    /// What is available of a product over all warehouses, in the unit of its stock; the quick form for lists.
    pub fn available(&self, tenant: TenantId, product: ProductId) -> Option<Quantity> {
        self.tenant(tenant)?.available(product)
    }

    /// When a quantity, in the product's unit, can leave; none when neither stock, nor goods on their way, nor a lead
    /// time say so.
    pub fn promise(&self, tenant: TenantId, ask: &PromiseAsk) -> Option<Promise> {
        let stock = self.tenant(tenant)?;
        promise::promise(ask, &stock.availability(ask.product), &stock.warehouses())
    }

    /// The tenant's warehouses by position.
    pub fn warehouses(&self, tenant: TenantId) -> Arc<[Warehouse]> {
        self.tenant(tenant).map_or_else(|| Arc::from([]), |stock| stock.warehouses())
    }

    /// Reads a tenant's stock, streaming.
    pub async fn load(&self, store: &Store, tenant: TenantId) -> Result<(), InventoryError> {
        let _turn = self.inner.changing.lock().await;
        let stock = TenantStock::load(store, tenant).await?;
        let mut tenants = AHashMap::clone(&self.inner.tenants.load());
        tenants.insert(tenant, Arc::new(stock));
        self.inner.tenants.store(Arc::new(tenants));
        Ok(())
    }

    /// Reads again what these facts name. Idempotent; other rooms' facts are ignored.
    pub async fn apply(&self, store: &Store, rows: &[FeedRow]) -> Result<(), InventoryError> {
        for (tenant, changes) in changes_of(rows) {
            let Some(stock) = self.tenant(tenant) else {
                self.load(store, tenant).await?;
                continue;
            };
            let _turn = self.inner.changing.lock().await;
            if changes.warehouses {
                stock.reload_warehouses(store, tenant).await?;
            }
            stock.reload_products(store, tenant, changes.products).await?;
        }
        Ok(())
    }

    fn tenant(&self, tenant: TenantId) -> Option<Arc<TenantStock>> {
        self.inner.tenants.load().get(&tenant).cloned()
    }
}

fn changes_of(rows: &[FeedRow]) -> BTreeMap<TenantId, Changes> {
    let mut tenants: BTreeMap<TenantId, Changes> = BTreeMap::new();
    for row in rows {
        match row.kind.as_str() {
            events::STOCK_CHANGED => {
                let named = row.data.get("products").and_then(|products| products.as_array());
                let ids = named.into_iter().flatten().filter_map(|id| id.as_str()?.parse::<ProductId>().ok());
                tenants.entry(row.tenant).or_default().products.extend(ids);
            }
            events::WAREHOUSE_CHANGED => tenants.entry(row.tenant).or_default().warehouses = true,
            _ => {}
        }
    }
    tenants
}

/// The moment of reading, for `as_of`.
pub(crate) fn moment(store: &Store) -> Timestamp {
    store.clock().now()
}

#[cfg(test)]
mod tests;
