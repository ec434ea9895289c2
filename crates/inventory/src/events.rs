//! The facts that inventory announces.

use kernel::{EventId, Fact, ProductId, Timestamp};
use serde_json::json;

/// Stock, reservations or incoming goods of some products changed. Subject: the batch, since a single product's order of
/// changes does not matter: whoever listens reads the levels again. Data: `{"products": [ids…]}`.
pub const STOCK_CHANGED: &str = "fondaco.stock.changed.v1";
/// A warehouse was made or changed. Data: `{"warehouse": code}`.
pub const WAREHOUSE_CHANGED: &str = "fondaco.warehouse.changed.v1";

/// How many products one fact names.
pub const MOST_PRODUCTS_NAMED: usize = 500;

/// The facts that name all these products.
pub fn stock_changed(products: &[ProductId], now: Timestamp) -> Vec<Fact> {
    let fact = |chunk: &[ProductId]| Fact {
        kind: STOCK_CHANGED,
        subject: EventId::new(now).to_string(),
        account: None,
        data: json!({"products": chunk}),
    };
    products.chunks(MOST_PRODUCTS_NAMED).map(fact).collect()
}

pub fn warehouse_changed(code: &str) -> Fact {
    Fact { kind: WAREHOUSE_CHANGED, subject: format!("warehouse:{code}"), account: None, data: json!({"warehouse": code}) }
}
