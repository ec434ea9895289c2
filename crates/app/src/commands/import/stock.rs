//! Importing stock: what was counted, warehouse by warehouse, and what is on its way.

use std::collections::HashMap;
use std::path::Path;

use catalog::import::{ImportError, Record};
use catalog::{Refusal, load::Report};
use inventory::load::{write_incoming, write_levels, write_warehouses};
use inventory::{Arrival, CountedLevel, WarehouseDraft, warehouses};
use kernel::{Ctx, Quantity, WarehouseId};
use store::Store;

use super::drafted;
use super::shelf::Shelf;

/// Writes stock records.
pub struct StockWriter {
    store: Store,
    ctx: Ctx,
    shelf: Shelf,
    warehouses: HashMap<String, WarehouseId>,
    /// Names the file in the ledger.
    reference: String,
}

struct StockRow {
    level: CountedLevel,
    arrival: Option<Arrival>,
}

impl StockWriter {
    pub async fn new(store: &Store, ctx: &Ctx, file: &Path) -> Result<StockWriter, ImportError> {
        let known = warehouses(store.reader(), ctx.tenant).await.map_err(ImportError::writer)?;
        Ok(StockWriter {
            store: store.clone(),
            ctx: ctx.clone(),
            shelf: Shelf::read(store, ctx).await?,
            warehouses: known.into_iter().map(|warehouse| (warehouse.code, warehouse.id)).collect(),
            reference: file.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default(),
        })
    }

    pub async fn write(&mut self, records: &[Record]) -> Result<Report, ImportError> {
        self.make_warehouses(records).await?;
        let (rows, mut report) = drafted(records, |record| self.row(record));
        let levels: Vec<CountedLevel> = rows.iter().map(|(_, row)| row.level).collect();
        let written = write_levels(&self.store, &self.ctx, &self.reference, &levels).await.map_err(ImportError::writer)?;
        let arrivals: Vec<Arrival> = rows.iter().filter_map(|(_, row)| row.arrival).collect();
        if !arrivals.is_empty() {
            write_incoming(&self.store, &self.ctx, &arrivals).await.map_err(ImportError::writer)?;
        }
        report.changed += written.written;
        report.unchanged += levels.len().saturating_sub(written.written + written.refused.len());
        for place in written.refused {
            let index = rows.get(place).map_or(0, |(index, _)| *index);
            report.refused.push(Refusal { index, reason: "on_hand: less than what is reserved for orders".to_owned() });
        }
        Ok(report)
    }

    async fn make_warehouses(&mut self, records: &[Record]) -> Result<(), ImportError> {
        let mut drafts: Vec<WarehouseDraft> = Vec::new();
        for record in records {
            let Some(code) = record.text("warehouse") else { continue };
            if self.warehouses.contains_key(code) || drafts.iter().any(|draft| draft.code == code) {
                continue;
            }
            let position = i32::try_from(self.warehouses.len() + drafts.len()).unwrap_or(i32::MAX);
            drafts.push(WarehouseDraft {
                code: code.to_owned(),
                name: record.text("warehouse_name").unwrap_or(code).to_owned(),
                country: record.text("warehouse_country").unwrap_or("IT").to_owned(),
                position,
                time_zone: "Europe/Rome".to_owned(),
                cut_off_minute: 15 * 60,
            });
        }
        if drafts.is_empty() {
            return Ok(());
        }
        let all = write_warehouses(&self.store, &self.ctx, &drafts).await.map_err(ImportError::writer)?;
        self.warehouses = all.into_iter().map(|warehouse| (warehouse.code, warehouse.id)).collect();
        Ok(())
    }

    fn row(&self, record: &Record) -> Result<StockRow, String> {
        let (product, sold_in) = self.shelf.find(record.required("sku")?)?;
        let code = record.required("warehouse")?;
        let warehouse = *self.warehouses.get(code).ok_or_else(|| format!("warehouse: there is no warehouse {code:?}"))?;
        let unit = if record.text("unit").is_some() { record.unit("unit")? } else { sold_in };
        let converted = |quantity: Quantity| quantity.in_unit(sold_in).map_err(|error| format!("unit: {error}"));
        record.required("on_hand")?;
        let on_hand = converted(record.quantity("on_hand", unit)?.unwrap_or(Quantity::zero(unit)))?;
        if on_hand.micros() < 0 {
            return Err("on_hand: must not be negative".to_owned());
        }
        let arrival = match (record.quantity("incoming", unit)?, record.date("incoming_date")?) {
            (Some(quantity), Some(date)) => Some(Arrival { product, warehouse, date, quantity: converted(quantity)? }),
            (None, None) => None,
            _ => return Err("incoming and incoming_date go together".to_owned()),
        };
        Ok(StockRow { level: CountedLevel { product, warehouse, on_hand }, arrival })
    }
}
