//! Writes the prices of a list.

use std::collections::BTreeMap;

use kernel::{FieldFault, Permit, ProductId, Version};
use sea_orm::{ConnectionTrait, Value};
use serde_json::json;
use store::{AuditEntry, Sql, Tx};

use crate::list::{Entry, PriceList};
use crate::repo::statement;
use crate::{PricingError, events};

/// All the prices that a product has on a list: quantity from which, and price, both in millionths. None: the product
/// leaves the list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ProductTiers {
    pub product: ProductId,
    pub tiers: Vec<(i64, i64)>,
}

/// Replaces all prices of some products. Fails with [`PricingError::VersionMoved`] when the list is not as the caller
/// saw it. Answers the list's new version.
pub async fn replace_tiers(
    tx: &mut Tx,
    list: &PriceList,
    seen: Version,
    products: &[ProductTiers],
    _permit: &Permit,
) -> Result<Version, PricingError> {
    let entries: Vec<Entry> = products
        .iter()
        .flat_map(|product| {
            product.tiers.iter().map(|(from, price)| Entry {
                product: product.product,
                from_quantity_micros: *from,
                price_micros: *price,
            })
        })
        .collect();
    let entries = distinct(&entries)?;
    let ids: Vec<ProductId> = products.iter().map(|product| product.product).collect();
    bump(tx, list, Some(seen)).await?;
    for chunk in ids.chunks(5000) {
        let sql = Sql::new(tx.conn(), "DELETE FROM price_entries WHERE list_id = ")
            .value(list.id.uuid())
            .text(" AND tenant_id = ")
            .value(tx.ctx().tenant.uuid())
            .text(" AND product_id IN (")
            .list(chunk.iter().map(|product| product.uuid().into()))
            .text(")");
        tx.conn().execute_raw(sql.statement()).await?;
    }
    insert(tx, list, &entries).await?;
    let sample: Vec<_> =
        entries.iter().take(50).map(|entry| json!([entry.product, entry.from_quantity_micros, entry.price_micros])).collect();
    told(tx, list, &ids, json!({"products": ids.len(), "entries": entries.len(), "first": sample}));
    Ok(seen.saturating_add(1))
}

/// Adds entries or changes the price of those that are there, whatever the list's version: what imports do.
pub async fn upsert_entries(tx: &mut Tx, list: &PriceList, entries: &[Entry], _permit: &Permit) -> Result<(), PricingError> {
    let entries = distinct(entries)?;
    bump(tx, list, None).await?;
    insert(tx, list, &entries).await?;
    let mut ids: Vec<ProductId> = entries.iter().map(|entry| entry.product).collect();
    ids.dedup();
    told(tx, list, &ids, json!({"products": ids.len(), "entries": entries.len()}));
    Ok(())
}

/// In key order, one for each product and quantity: the last that was given. Refuses what no price can be.
fn distinct(entries: &[Entry]) -> Result<Vec<Entry>, PricingError> {
    let mut by_key = BTreeMap::new();
    let mut faults = Vec::new();
    for (place, entry) in entries.iter().enumerate() {
        if entry.from_quantity_micros < 0 {
            faults.push(FieldFault::new(format!("entries[{place}].from_quantity"), "negative", "must not be negative"));
        }
        if entry.price_micros < 0 {
            faults.push(FieldFault::new(format!("entries[{place}].unit_price"), "negative", "must not be negative"));
        }
        by_key.insert((entry.product, entry.from_quantity_micros), *entry);
    }
    if faults.is_empty() { Ok(by_key.into_values().collect()) } else { Err(PricingError::Invalid(faults)) }
}

/// Counts the change, and proves that the list is the tenant's.
async fn bump(tx: &Tx, list: &PriceList, seen: Option<Version>) -> Result<(), PricingError> {
    let mut values: Vec<Value> = vec![tx.ctx().tenant.uuid().into(), list.id.uuid().into()];
    let mut as_seen = "";
    if let Some(seen) = seen {
        values.push(seen.into());
        as_seen = " AND version = $3";
    }
    let sql = format!("UPDATE price_lists SET version = version + 1 WHERE tenant_id = $1 AND id = $2{as_seen}");
    let done = tx.conn().execute_raw(statement(tx.conn(), sql, values)).await?;
    match (done.rows_affected(), seen) {
        (0, Some(_)) => Err(PricingError::VersionMoved),
        (0, None) => Err(PricingError::ListNotFound(list.code.clone())),
        _ => Ok(()),
    }
}

async fn insert(tx: &Tx, list: &PriceList, entries: &[Entry]) -> Result<(), PricingError> {
    for chunk in entries.chunks(6000) {
        let row = |entry: &Entry| -> [Value; 5] {
            [
                tx.ctx().tenant.uuid().into(),
                list.id.uuid().into(),
                entry.product.uuid().into(),
                entry.from_quantity_micros.into(),
                entry.price_micros.into(),
            ]
        };
        let into = "INSERT INTO price_entries (tenant_id, list_id, product_id, from_quantity_micros, price_micros) VALUES ";
        let conflict =
            " ON CONFLICT (list_id, product_id, from_quantity_micros) DO UPDATE SET price_micros = excluded.price_micros";
        let sql = Sql::new(tx.conn(), into).rows(chunk.iter().map(row)).text(conflict);
        tx.conn().execute_raw(sql.statement()).await?;
    }
    Ok(())
}

fn told(tx: &mut Tx, list: &PriceList, products: &[ProductId], detail: serde_json::Value) {
    tx.audit(AuditEntry::new("pricing.write_entries", "price_list", &list.code).with(detail));
    for chunk in products.chunks(events::MOST_PRODUCTS_NAMED) {
        tx.announce(events::price_list_changed(list.id, &list.code, Some(chunk)));
    }
}
