//! Stock over the API: what there is and when it can leave; and keeping warehouses and stock.

mod availability;
mod incoming;
mod stock;
mod warehouses;

use accounts::Directory;
use catalog::Catalogue;
use kernel::{Action, Ctx, FieldFault, Quantity, WarehouseId};
use utoipa_axum::routes;
use web::{Doors, Ground, Needs};

use crate::StockView;
use crate::adjust::broken;
use crate::model::Warehouse;

/// What this room's handlers stand on.
#[derive(Clone)]
pub struct InventoryState {
    pub ground: Ground,
    pub directory: Directory,
    pub catalogue: Catalogue,
    pub stock: StockView,
}

/// This room's routes.
pub fn doors(state: InventoryState) -> Doors<()> {
    let manage = Needs::May(Action::StockManage);
    Doors::new()
        .api(Needs::May(Action::StockRead), routes!(availability::get_availability))
        .api(manage, routes!(warehouses::get_warehouses, warehouses::post_warehouse))
        .api(manage, routes!(warehouses::get_warehouse, warehouses::put_warehouse))
        .api(manage, routes!(stock::get_levels, stock::put_levels))
        .api(manage, routes!(stock::get_movements, stock::post_movements))
        .api(manage, routes!(incoming::put_incoming))
        .with_state(state)
}

/// The most rows of one writing call.
const MOST_ROWS: usize = 2000;

/// Reads codes and quantities of rows; every fault is noted, none stops the reading.
struct RowReader<'a> {
    state: &'a InventoryState,
    ctx: &'a Ctx,
    warehouses: Vec<Warehouse>,
    faults: Vec<FieldFault>,
}

impl<'a> RowReader<'a> {
    async fn new(state: &'a InventoryState, ctx: &'a Ctx) -> Result<RowReader<'a>, crate::InventoryError> {
        let warehouses = crate::warehouses(state.ground.store.reader(), ctx.tenant).await?;
        Ok(RowReader { state, ctx, warehouses, faults: Vec::new() })
    }

    fn product(&mut self, place: usize, sku: &str) -> Option<std::sync::Arc<catalog::Product>> {
        let found = self.state.catalogue.by_sku(self.ctx.tenant, sku);
        if found.is_none() {
            self.refuse(format!("items[{place}].sku"), "unknown", "there is no such product");
        }
        found
    }

    fn warehouse(&mut self, field: String, code: &str) -> Option<WarehouseId> {
        let found = self.warehouses.iter().find(|warehouse| warehouse.code == code).map(|warehouse| warehouse.id);
        if found.is_none() {
            self.refuse(field, "unknown", "there is no such warehouse");
        }
        found
    }

    /// A quantity in the product's unit; of what is counted a whole number.
    fn quantity(&mut self, field: String, product: &catalog::Product, quantity: Quantity) -> Option<Quantity> {
        let quantity = self.change(field.clone(), product, quantity)?;
        if quantity.is_broken() {
            self.faults.push(broken(field, quantity.unit()));
            return None;
        }
        Some(quantity)
    }

    /// A change in the product's unit; whether it breaks a piece is seen beside the level.
    fn change(&mut self, field: String, product: &catalog::Product, quantity: Quantity) -> Option<Quantity> {
        match quantity.exactly_in(product.unit()) {
            Ok(quantity) => Some(quantity),
            Err(_) => {
                let message =
                    format!("must be in {}, the unit that the product is sold in, or convert to it exactly", product.unit());
                self.refuse(field, "other_unit", &message);
                None
            }
        }
    }

    fn refuse(&mut self, field: String, code: &'static str, message: &str) {
        self.faults.push(FieldFault::new(field, code, message));
    }

    fn finish(self) -> Result<(), crate::InventoryError> {
        if self.faults.is_empty() { Ok(()) } else { Err(crate::InventoryError::Invalid(self.faults)) }
    }
}

fn refuse_too_many(rows: usize) -> Result<(), crate::InventoryError> {
    if rows > MOST_ROWS {
        return Err(crate::InventoryError::field("items", "too_many", "at most 2,000 rows can be written at once"));
    }
    Ok(())
}

#[cfg(test)]
mod tests;
