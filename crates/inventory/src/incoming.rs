//! Goods on their way: what arrives where and when. A promise counts on them.

use std::collections::BTreeMap;

use ahash::AHashMap;
use kernel::{Action, Ctx, Date, Permit, ProductId, Quantity, Scope, TenantId, WarehouseId};
use sea_orm::{ConnectionTrait, QueryResult, Value};
use serde_json::json;
use store::{AuditEntry, Sql, StoreError, Tx};

use crate::adjust::broken;
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
    if let Some(arrival) = arrivals.iter().find(|arrival| arrival.quantity.is_broken()) {
        return Err(InventoryError::Invalid(vec![broken("quantity".to_owned(), arrival.quantity.unit())]));
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

/// Adds one arrival to what is on its way; more of the same day to the same warehouse is added up. Other arrivals stay as
/// they are, whoever changes them meanwhile. Fails with [`InventoryError::Invalid`] when the quantity is not positive, is
/// not in the unit of what is on its way that day already, or adds up to more than can be counted.
pub async fn add_incoming(ctx: &Ctx, tx: &mut Tx, arrival: &Arrival, permit: &Permit) -> Result<(), InventoryError> {
    permit.covers(Action::StockManage, Scope::Tenant)?;
    let micros = arrival.quantity.micros();
    if !arrival.quantity.is_positive() {
        return Err(InventoryError::field("quantity", "not_positive", "must be greater than zero"));
    }
    if arrival.quantity.is_broken() {
        return Err(InventoryError::Invalid(vec![broken("quantity".to_owned(), arrival.quantity.unit())]));
    }
    let row: [Value; 6] = [
        ctx.tenant.uuid().into(),
        arrival.product.uuid().into(),
        arrival.warehouse.uuid().into(),
        arrival.date.to_string().into(),
        micros.into(),
        arrival.quantity.unit().code().into(),
    ];
    let into = "INSERT INTO incoming_goods (tenant_id, product_id, warehouse_id, date, quantity_micros, unit) VALUES ";
    // The sum is made where the row is, so that two who add at once lose nothing.
    let sum = " ON CONFLICT (tenant_id, product_id, warehouse_id, date) DO UPDATE SET quantity_micros = \
               incoming_goods.quantity_micros + excluded.quantity_micros WHERE incoming_goods.unit = excluded.unit AND \
               incoming_goods.quantity_micros <= ";
    let sql = Sql::new(tx.conn(), into).rows([row]).text(sum).value(Quantity::MOST_MICROS - micros);
    if tx.conn().execute_raw(sql.statement()).await?.rows_affected() == 0 {
        return Err(InventoryError::field("quantity", "too_large", "does not add up with what arrives that day already"));
    }
    told(ctx, tx, "inventory.add_incoming", arrival);
    Ok(())
}

/// Takes one arrival away, as it was seen: false when it is no longer there, or of another quantity by now, and nothing was
/// changed.
pub async fn remove_incoming(ctx: &Ctx, tx: &mut Tx, seen: &Arrival, permit: &Permit) -> Result<bool, InventoryError> {
    permit.covers(Action::StockManage, Scope::Tenant)?;
    let sql = Sql::new(tx.conn(), "DELETE FROM incoming_goods WHERE tenant_id = ")
        .value(ctx.tenant.uuid())
        .text(" AND product_id = ")
        .value(seen.product.uuid())
        .text(" AND warehouse_id = ")
        .value(seen.warehouse.uuid())
        .text(" AND date = ")
        .value(seen.date.to_string())
        .text(" AND quantity_micros = ")
        .value(seen.quantity.micros());
    if tx.conn().execute_raw(sql.statement()).await?.rows_affected() == 0 {
        return Ok(false);
    }
    told(ctx, tx, "inventory.remove_incoming", seen);
    Ok(true)
}

fn told(ctx: &Ctx, tx: &mut Tx, act: &'static str, arrival: &Arrival) {
    let detail = json!({
        "product": arrival.product.to_string(),
        "warehouse": arrival.warehouse.to_string(),
        "date": arrival.date.to_string(),
        "quantity": arrival.quantity.value(),
    });
    tx.audit(AuditEntry::new(act, "stock", arrival.product.to_string()).with(detail));
    for fact in events::stock_changed(&[arrival.product], ctx.now) {
        tx.announce(fact);
    }
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
