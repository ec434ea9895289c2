//! Writes stock in bulk: for imports and demo data. Each chunk is a transaction of its own, so that a run that breaks off
//! can be repeated.

use ahash::AHashMap;
use kernel::{Ctx, ProductId};
use store::Store;

use crate::InventoryError;
use crate::adjust::{CountedLevel, import_levels};
use crate::incoming::{Arrival, set_incoming};
use crate::model::Warehouse;
use crate::warehouse::{WarehouseDraft, create_warehouse, permit_to_manage, update_warehouse, warehouses};

/// How many rows one transaction writes.
const CHUNK: usize = 5000;

/// What became of a bulk write.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Report {
    pub read: usize,
    /// Rows that changed something.
    pub written: usize,
    /// Places in the input of the rows refused.
    pub refused: Vec<usize>,
}

/// Makes warehouses, or changes those whose code is known; answers all of the tenant's.
pub async fn write_warehouses(store: &Store, ctx: &Ctx, drafts: &[WarehouseDraft]) -> Result<Vec<Warehouse>, InventoryError> {
    let permit = permit_to_manage(ctx)?;
    let mut tx = store.begin(ctx).await?;
    tx.needs_no_audit();
    let known = warehouses(tx.conn(), ctx.tenant).await?;
    for draft in drafts {
        match known.iter().find(|warehouse| warehouse.code == draft.code) {
            Some(warehouse) => update_warehouse(&mut tx, draft, warehouse.version, &permit).await?,
            None => create_warehouse(ctx, &mut tx, draft, &permit).await?,
        };
    }
    tx.commit().await?;
    warehouses(store.reader(), ctx.tenant).await
}

/// Sets what is on hand. Levels that would fall below what is reserved are refused and named.
pub async fn write_levels(store: &Store, ctx: &Ctx, reference: &str, counted: &[CountedLevel]) -> Result<Report, InventoryError> {
    let permit = permit_to_manage(ctx)?;
    let mut report = Report { read: counted.len(), ..Report::default() };
    for (chunk, first) in counted.chunks(CHUNK).zip((0..).step_by(CHUNK)) {
        let mut tx = store.begin(ctx).await?;
        let outcome = import_levels(ctx, &mut tx, reference, chunk, &permit).await?;
        tx.commit().await?;
        report.written += outcome.changed;
        report.refused.extend(outcome.refused.into_iter().map(|place| first + place));
    }
    Ok(report)
}

/// Replaces what is on its way of every product named by an arrival.
pub async fn write_incoming(store: &Store, ctx: &Ctx, arrivals: &[Arrival]) -> Result<Report, InventoryError> {
    let permit = permit_to_manage(ctx)?;
    let mut by_product: AHashMap<ProductId, Vec<Arrival>> = AHashMap::new();
    for arrival in arrivals {
        by_product.entry(arrival.product).or_default().push(*arrival);
    }
    let mut products: Vec<ProductId> = by_product.keys().copied().collect();
    products.sort_unstable();
    for chunk in products.chunks(500) {
        let of_chunk: Vec<Arrival> = chunk.iter().filter_map(|product| by_product.remove(product)).flatten().collect();
        let mut tx = store.begin(ctx).await?;
        set_incoming(ctx, &mut tx, chunk, &of_chunk, &permit).await?;
        tx.commit().await?;
    }
    Ok(Report { read: arrivals.len(), written: arrivals.len(), refused: Vec::new() })
}
