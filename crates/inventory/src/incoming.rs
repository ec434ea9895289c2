//! Goods on their way: what arrives where and when. A promise counts on them.

use std::collections::BTreeMap;

use ahash::AHashMap;
use kernel::{Action, Ctx, Date, Permit, ProductId, Quantity, Scope, TenantId, WarehouseId};
use sea_orm::{ConnectionTrait, QueryResult, Value};
use serde_json::json;
use store::{AuditEntry, Sql, StoreError, Tx};

use crate::repo::read_unit;
use crate::{InventoryError, events};

/// Goods that arrive in a warehouse on a day. The quantity is positive and in the product's unit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Arrival {
    pub product: ProductId,
    pub warehouse: WarehouseId,
    pub date: Date,
    pub quantity: Quantity,
}

/// Replaces everything that is on its way of these products by the arrivals given.
pub async fn set_incoming(
    ctx: &Ctx,
    tx: &mut Tx,
    products: &[ProductId],
    arrivals: &[Arrival],
    permit: &Permit,
) -> Result<(), InventoryError> {
    permit.covers(Action::StockManage, Scope::Tenant)?;
    if arrivals.iter().any(|arrival| !arrival.quantity.is_positive() || !products.contains(&arrival.product)) {
        return Err(InventoryError::field("quantity", "not_positive", "must be greater than zero"));
    }
    let tenant = ctx.tenant;
    for chunk in products.chunks(5000) {
        let sql = Sql::new(tx.conn(), "DELETE FROM incoming_goods WHERE tenant_id = ")
            .value(tenant.uuid())
            .text(" AND product_id IN (")
            .list(chunk.iter().map(|product| product.uuid().into()))
            .text(")");
        tx.conn().execute_raw(sql.statement()).await?;
    }
    for chunk in summed(arrivals)?.chunks(5000) {
        let row = |arrival: &Arrival| -> [Value; 6] {
            [
                tenant.uuid().into(),
                arrival.product.uuid().into(),
                arrival.warehouse.uuid().into(),
                arrival.date.to_string().into(),
                arrival.quantity.micros().into(),
                arrival.quantity.unit().code().into(),
            ]
        };
        let into = "INSERT INTO incoming_goods (tenant_id, product_id, warehouse_id, date, quantity_micros, unit) VALUES ";
        tx.conn().execute_raw(Sql::new(tx.conn(), into).rows(chunk.iter().map(row)).statement()).await?;
    }
    tx.audit(AuditEntry::new("inventory.set_incoming", "stock", "incoming").with(json!({"products": products.len()})));
    for fact in events::stock_changed(products, ctx.now) {
        tx.announce(fact);
    }
    Ok(())
}

/// What is on its way, by product; of all products when none are named.
pub(crate) async fn incoming(
    conn: &impl ConnectionTrait,
    tenant: TenantId,
    products: Option<&[ProductId]>,
) -> Result<AHashMap<ProductId, Vec<Arrival>>, InventoryError> {
    let select = "SELECT product_id, warehouse_id, date, quantity_micros, unit FROM incoming_goods WHERE tenant_id = ";
    let mut sql = Sql::new(conn, select).value(tenant.uuid());
    if let Some(products) = products {
        sql = sql.text(" AND product_id IN (").list(products.iter().map(|product| product.uuid().into())).text(")");
    }
    let rows = conn.query_all_raw(sql.text(" ORDER BY date").statement()).await?;
    let mut by_product: AHashMap<ProductId, Vec<Arrival>> = AHashMap::new();
    for row in &rows {
        let arrival = read(row)?;
        by_product.entry(arrival.product).or_default().push(arrival);
    }
    Ok(by_product)
}

fn read(row: &QueryResult) -> Result<Arrival, StoreError> {
    let date: String = row.try_get_by_index(2)?;
    let unit = read_unit(&row.try_get_by_index::<String>(4)?)?;
    Ok(Arrival {
        product: ProductId::from_uuid(row.try_get_by_index(0)?),
        warehouse: WarehouseId::from_uuid(row.try_get_by_index(1)?),
        date: date.parse().map_err(|_| StoreError::Corrupt(format!("incoming_goods.date = {date:?}")))?,
        quantity: Quantity::from_micros(row.try_get_by_index(3)?, unit),
    })
}

/// One row for each product, warehouse and day.
fn summed(arrivals: &[Arrival]) -> Result<Vec<Arrival>, InventoryError> {
    let mut by_day: BTreeMap<(ProductId, WarehouseId, Date), Arrival> = BTreeMap::new();
    for arrival in arrivals {
        let key = (arrival.product, arrival.warehouse, arrival.date);
        let quantity = match by_day.get(&key) {
            Some(known) => known.quantity.plus(arrival.quantity)?,
            None => arrival.quantity,
        };
        by_day.insert(key, Arrival { quantity, ..*arrival });
    }
    Ok(by_day.into_values().collect())
}
