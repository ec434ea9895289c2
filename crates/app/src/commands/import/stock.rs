//! Importing stock: what was counted, warehouse by warehouse, and what is on its way.

use std::collections::{HashMap, HashSet};
use std::path::Path;

use catalog::import::{ImportError, Outcome, Plan, Progress, Record, run as read_and_write};
use catalog::{Refusal, load::Report};
use inventory::load::{write_incoming, write_levels, write_warehouses};
use inventory::{Arrival, CountedLevel, WarehouseDraft, warehouses};
use kernel::{Ctx, Quantity, WarehouseId};
use store::Store;

use super::drafted;
use super::shelf::Shelf;

/// Imports a file of stock.
pub async fn import(store: &Store, ctx: &Ctx, plan: Plan, progress: impl FnMut(Progress)) -> Result<Outcome, ImportError> {
    let mut writer = StockWriter::new(store, ctx, &plan.file).await?;
    let outcome = read_and_write(plan, progress, async |records| writer.write(&records).await).await?;
    writer.finish().await?;
    Ok(outcome)
}

/// Writes stock records.
struct StockWriter {
    store: Store,
    ctx: Ctx,
    shelf: Shelf,
    warehouses: HashMap<String, WarehouseId>,
    /// Names the file in the ledger.
    reference: String,
    /// What is on its way, of the whole file: writing arrivals replaces all that were known of a product, so that a
    /// product whose rows lie in two batches would keep the second's only.
    arrivals: Vec<Arrival>,
}

struct StockRow {
    level: CountedLevel,
    arrival: Option<Arrival>,
}

impl StockWriter {
    async fn new(store: &Store, ctx: &Ctx, file: &Path) -> Result<StockWriter, ImportError> {
        let known = warehouses(store.reader(), ctx.tenant).await.map_err(ImportError::writer)?;
        Ok(StockWriter {
            store: store.clone(),
            ctx: ctx.clone(),
            shelf: Shelf::read(store, ctx).await?,
            warehouses: known.into_iter().map(|warehouse| (warehouse.code, warehouse.id)).collect(),
            reference: file.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default(),
            arrivals: Vec::new(),
        })
    }

    async fn write(&mut self, records: &[Record]) -> Result<Report, ImportError> {
        self.make_warehouses(records).await?;
        let (rows, mut report) = drafted(records, |record| self.row(record));
        let levels: Vec<CountedLevel> = rows.iter().map(|(_, row)| row.level).collect();
        let written = write_levels(&self.store, &self.ctx, &self.reference, &levels).await.map_err(ImportError::writer)?;
        let refused: HashSet<usize> = written.refused.iter().copied().collect();
        let kept = rows.iter().enumerate().filter(|(place, _)| !refused.contains(place));
        self.arrivals.extend(kept.filter_map(|(_, (_, row))| row.arrival));
        report.changed += written.written;
        report.unchanged += levels.len().saturating_sub(written.written + written.refused.len());
        for place in written.refused {
            let index = rows.get(place).map_or(0, |(index, _)| *index);
            report.refused.push(Refusal { index, reason: "on_hand: less than what is reserved for orders".into() });
        }
        Ok(report)
    }

    /// Writes what is on its way, once all rows are read.
    async fn finish(self) -> Result<(), ImportError> {
        if !self.arrivals.is_empty() {
            write_incoming(&self.store, &self.ctx, &self.arrivals).await.map_err(ImportError::writer)?;
        }
        Ok(())
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
        let converted = |quantity: Quantity| {
            let must = || format!("unit: must be {sold_in}, the unit that the product is sold in, or convert to it exactly");
            let quantity = quantity.exactly_in(sold_in).map_err(|_| must())?;
            match quantity.is_broken() {
                true => Err(format!("{quantity} is not a whole number: {sold_in} is counted, not measured")),
                false => Ok(quantity),
            }
        };
        record.required("on_hand")?;
        let on_hand = converted(record.quantity("on_hand", unit)?.unwrap_or(Quantity::zero(unit)))?;
        if on_hand.micros() < 0 {
            return Err("on_hand: must not be negative".to_owned());
        }
        let arrival = match (record.quantity("incoming", unit)?, record.date("incoming_date")?) {
            (Some(quantity), Some(_)) if !quantity.is_positive() => {
                return Err("incoming: must be greater than zero".to_owned());
            }
            (Some(quantity), Some(date)) => Some(Arrival { product, warehouse, date, quantity: converted(quantity)? }),
            // Many systems write a zero where nothing is on its way.
            (quantity, None) if quantity.is_none_or(|quantity| quantity.micros() == 0) => None,
            _ => return Err("incoming and incoming_date go together".to_owned()),
        };
        Ok(StockRow { level: CountedLevel { product, warehouse, on_hand }, arrival })
    }
}
