//! Warehouses, what lies in them and what is on its way.

use std::collections::HashMap;

use inventory::load::{write_incoming, write_levels, write_warehouses};
use inventory::{Arrival, CountedLevel, WarehouseDraft};
use kernel::{Ctx, Date, WarehouseId};
use store::Store;

use super::prices::BATCH;
use super::{SeedError, Written};
use crate::catalogue::{Catalogue, WAREHOUSES};

const DAY: i64 = 86_400;

/// The warehouses' ids by code.
pub(super) type Warehouses = HashMap<&'static str, WarehouseId>;

pub(super) async fn open_warehouses(store: &Store, ctx: &Ctx) -> Result<Warehouses, SeedError> {
    let drafts: Vec<WarehouseDraft> = WAREHOUSES
        .iter()
        .zip(1..)
        .map(|(warehouse, position)| WarehouseDraft {
            code: warehouse.code.to_owned(),
            name: warehouse.name.to_owned(),
            country: "IT".to_owned(),
            position,
            time_zone: "Europe/Rome".to_owned(),
            // Orders until four in the afternoon leave the same day from Bologna, until two from the branches.
            cut_off_minute: if position == 1 { 16 * 60 } else { 14 * 60 },
        })
        .collect();
    let made = write_warehouses(store, ctx, &drafts).await?;
    let id_of = |code: &str| made.iter().find(|warehouse| warehouse.code == code).map(|warehouse| warehouse.id);
    Ok(WAREHOUSES.iter().filter_map(|warehouse| Some((warehouse.code, id_of(warehouse.code)?))).collect())
}

pub(super) async fn write(
    store: &Store,
    ctx: &Ctx,
    warehouses: &Warehouses,
    (catalogue, written): (&Catalogue, &[Written]),
) -> Result<(), SeedError> {
    let (mut levels, mut arrivals) = (Vec::new(), Vec::new());
    for (product, written) in catalogue.products().zip(written) {
        for stock in &product.stock {
            let Some(&warehouse) = warehouses.get(stock.warehouse) else { continue };
            levels.push(CountedLevel { product: written.id, warehouse, on_hand: stock.on_hand });
            if let Some(incoming) = stock.incoming {
                let date = day(ctx, i64::from(incoming.in_days));
                arrivals.push(Arrival { product: written.id, warehouse, date, quantity: incoming.quantity });
            }
        }
    }
    for batch in levels.chunks(BATCH) {
        let report = write_levels(store, ctx, "inventario iniziale", batch).await?;
        if !report.refused.is_empty() {
            return Err(SeedError::refused("stock", format!("{} levels", report.refused.len())));
        }
    }
    write_incoming(store, ctx, &arrivals).await?;
    Ok(())
}

/// So many days from today, in the seller's time.
fn day(ctx: &Ctx, from_today: i64) -> Date {
    ctx.now.plus_seconds(from_today * DAY).date_in("Europe/Rome")
}
