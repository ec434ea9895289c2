//! The decision: which warehouse gives what to which line. Pure; the database's part is in [`crate::reserve`].

use std::collections::BTreeMap;

use kernel::{ProductId, Quantity, Unit, WarehouseId};

use crate::error::{InventoryError, Shortage};
use crate::model::{AllocatedPart, Allocation, Level, Partial, ReserveAsk};

/// What is left to give, warehouse by warehouse in the order in which they are asked. Stock counted in another unit than
/// the line's is not given: no number is taken for another.
struct Free {
    by_product: BTreeMap<(ProductId, Unit), Vec<(WarehouseId, i64)>>,
}

/// Gives each line its parts, in the order of the lines. A warehouse that can fill a line alone is taken before the line
/// is split, since a split is a second parcel; else the preferred warehouse gives first, then the others by position.
pub fn allocate(ask: &ReserveAsk<'_>, levels: &[Level]) -> Result<Vec<Allocation>, InventoryError> {
    let mut free = Free::new(levels, ask.prefer);
    let mut allocations = Vec::with_capacity(ask.lines.len());
    let mut shortages = Vec::new();
    for (line, product, wanted) in ask.lines {
        let parts = free.take(*product, *wanted);
        let given: i64 = parts.iter().map(|part| part.quantity.micros()).sum();
        let missing = Quantity::from_micros(wanted.micros() - given, wanted.unit());
        if missing.is_positive() {
            let available = Quantity::from_micros(given, wanted.unit());
            shortages.push(Shortage { line: *line, product: *product, wanted: *wanted, available });
        }
        allocations.push(Allocation { line: *line, product: *product, parts, backordered: missing });
    }
    match ask.partial {
        Partial::Reject if !shortages.is_empty() => Err(InventoryError::Insufficient(shortages)),
        Partial::Reject | Partial::Backorder => Ok(allocations),
    }
}

impl Free {
    fn new(levels: &[Level], prefer: Option<WarehouseId>) -> Free {
        let mut ordered: Vec<&Level> = levels.iter().filter(|level| level.free_micros() > 0).collect();
        ordered.sort_by_key(|level| (Some(level.warehouse) != prefer, level.position, level.warehouse));
        let mut by_product: BTreeMap<(ProductId, Unit), Vec<(WarehouseId, i64)>> = BTreeMap::new();
        for level in ordered {
            by_product.entry((level.product, level.unit)).or_default().push((level.warehouse, level.free_micros()));
        }
        Free { by_product }
    }

    fn take(&mut self, product: ProductId, wanted: Quantity) -> Vec<AllocatedPart> {
        let Some(warehouses) = self.by_product.get_mut(&(product, wanted.unit())) else { return Vec::new() };
        let part = |warehouse: WarehouseId, micros: i64| AllocatedPart {
            warehouse,
            quantity: Quantity::from_micros(micros, wanted.unit()),
        };
        if let Some((warehouse, left)) = warehouses.iter_mut().find(|(_, left)| *left >= wanted.micros()) {
            *left -= wanted.micros();
            return vec![part(*warehouse, wanted.micros())];
        }
        let mut parts = Vec::new();
        let mut missing = wanted.micros();
        for (warehouse, left) in warehouses.iter_mut().filter(|(_, left)| *left > 0) {
            let given = missing.min(*left);
            if given > 0 {
                parts.push(part(*warehouse, given));
                *left -= given;
                missing -= given;
            }
        }
        parts
    }
}

#[cfg(test)]
mod tests;
