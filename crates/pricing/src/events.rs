//! The facts that pricing announces: all that other rooms and other processes may know.

use kernel::{Fact, PriceListId, ProductId};
use serde_json::json;

/// Prices or terms of a list changed. Data: `{"products": […]}` names the products whose prices may differ; `null` = any of
/// the list's. `"entries": false` says that only terms changed (priority, validity, state …), not what is written for
/// each product.
pub const PRICE_LIST_CHANGED: &str = "fondaco.price_list.changed.v1";
/// Whom a list is for changed.
pub const PRICE_ASSIGNMENT_CHANGED: &str = "fondaco.price_assignment.changed.v1";
/// A market or a VAT rate changed.
pub const MARKET_CHANGED: &str = "fondaco.market.changed.v1";

/// How many products one fact names; more are said with `null`.
pub const MOST_PRODUCTS_NAMED: usize = 500;

pub fn price_list_changed(list: PriceListId, code: &str, products: Option<&[ProductId]>) -> Fact {
    let named = products.filter(|products| products.len() <= MOST_PRODUCTS_NAMED);
    fact(PRICE_LIST_CHANGED, list.to_string(), json!({"list": code, "products": named, "entries": true}))
}

pub fn price_list_terms_changed(list: PriceListId, code: &str) -> Fact {
    fact(PRICE_LIST_CHANGED, list.to_string(), json!({"list": code, "products": null, "entries": false}))
}

/// What a list says of many products at once changed; what is written for each did not.
pub fn price_list_rules_changed(list: PriceListId, code: &str) -> Fact {
    price_list_terms_changed(list, code)
}

pub fn price_assignment_changed(list: PriceListId, code: &str) -> Fact {
    fact(PRICE_ASSIGNMENT_CHANGED, list.to_string(), json!({"list": code}))
}

pub fn market_changed(code: &str) -> Fact {
    fact(MARKET_CHANGED, format!("market:{code}"), json!({"market": code}))
}

fn fact(kind: &'static str, subject: String, data: serde_json::Value) -> Fact {
    Fact { kind, subject, account: None, data }
}
