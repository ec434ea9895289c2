//! Writes the prices of a list.

use std::collections::{BTreeMap, BTreeSet};

use kernel::{Action, FieldFault, Permit, ProductId, Quantity, Scope, Unit, UnitPrice, Version};
use sea_orm::{ConnectionTrait, Value};
use serde_json::{Value as Json, json};
use store::{AuditEntry, Sql, Tx};

use crate::list::{Entry, PriceList};
use crate::repo::{entries_of, statement};
use crate::{PricingError, events};

/// Of how many products an audit entry tells the prices; imports write thousands, and their files are kept elsewhere.
const MOST_PRODUCTS_TOLD: usize = 50;

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
    permit: &Permit,
) -> Result<Version, PricingError> {
    permit.covers(Action::PriceManage, Scope::Tenant)?;
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
    let changes = changes(tx, list, (&ids, true), &entries).await?;
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
    told(tx, list, &ids, json!({"products": ids.len(), "entries": entries.len(), "changes": changes}));
    Ok(seen.saturating_add(1))
}

/// Adds entries or changes the price of those that are there, whatever the list's version: what imports do.
pub async fn upsert_entries(tx: &mut Tx, list: &PriceList, entries: &[Entry], permit: &Permit) -> Result<(), PricingError> {
    permit.covers(Action::PriceManage, Scope::Tenant)?;
    let entries = distinct(entries)?;
    bump(tx, list, None).await?;
    let mut ids: Vec<ProductId> = entries.iter().map(|entry| entry.product).collect();
    ids.dedup();
    let changes = changes(tx, list, (&ids, false), &entries).await?;
    insert(tx, list, &entries).await?;
    told(tx, list, &ids, json!({"products": ids.len(), "entries": entries.len(), "changes": changes}));
    Ok(())
}

/// What becomes of the prices of the first products, for the audit trail: what was and what is, null where there is none.
/// The entries are those that will be written; with `replaces`, the products' others go.
async fn changes(
    tx: &Tx,
    list: &PriceList,
    (products, replaces): (&[ProductId], bool),
    entries: &[Entry],
) -> Result<Vec<Json>, PricingError> {
    let products = &products[..products.len().min(MOST_PRODUCTS_TOLD)];
    if products.is_empty() {
        return Ok(Vec::new());
    }
    let key = |entry: &Entry| (entry.product, entry.from_quantity_micros);
    let before = entries_of(tx.conn(), tx.ctx().tenant, list.id, products).await?;
    let was: BTreeMap<_, i64> = before.iter().map(|entry| (key(entry), entry.price_micros)).collect();
    let written = entries.iter().filter(|entry| products.contains(&entry.product));
    let is: BTreeMap<_, i64> = written.map(|entry| (key(entry), entry.price_micros)).collect();
    let touched: BTreeSet<_> = is.keys().chain(was.keys().filter(|_| replaces)).copied().collect();
    let price = |micros: Option<&i64>| micros.map(|micros| UnitPrice::from_micros(*micros, list.currency).amount());
    let told = |key: (ProductId, i64)| {
        let (was, is) = (was.get(&key), is.get(&key));
        // Only the number of the quantity is told; the unit is the product's.
        let from = Quantity::from_micros(key.1, Unit::PIECE).value();
        (was != is).then(|| json!({"product": key.0, "from_quantity": from, "was": price(was), "is": price(is)}))
    };
    Ok(touched.into_iter().filter_map(told).collect())
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
pub(super) async fn bump(tx: &Tx, list: &PriceList, seen: Option<Version>) -> Result<(), PricingError> {
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
