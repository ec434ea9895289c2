//! The facts of this room.

use kernel::{Fact, ProductId};
use serde_json::json;

/// One product was created or changed; the subject is its id.
pub const PRODUCT_CHANGED: &str = "fondaco.product.changed.v1";
/// Many products were created or changed at once: `{"products": [ids]}`, at most [`MOST_IDS`] a fact.
pub const CATALOGUE_IMPORTED: &str = "fondaco.catalogue.imported.v1";
/// Categories, attributes or families that stood before were changed: `{"kind", "codes"}`; the subject is `taxonomy`.
pub const TAXONOMY_CHANGED: &str = "fondaco.taxonomy.changed.v1";
/// New categories, attributes or families, which no product names yet: what is built from products stays right.
pub const TAXONOMY_EXTENDED: &str = "fondaco.taxonomy.extended.v1";

/// How many product ids one fact carries at most.
pub const MOST_IDS: usize = 500;

pub(crate) fn product_changed(product: ProductId, sku: &str) -> Fact {
    Fact { kind: PRODUCT_CHANGED, subject: product.to_string(), account: None, data: json!({ "sku": sku }) }
}

/// Facts about a bulk change; the subject is the first product of each, since the whole has no id of its own.
pub(crate) fn catalogue_imported(products: &[ProductId]) -> Vec<Fact> {
    let fact = |chunk: &[ProductId]| Fact {
        kind: CATALOGUE_IMPORTED,
        subject: chunk.first().map(ToString::to_string).unwrap_or_default(),
        account: None,
        data: json!({ "products": chunk }),
    };
    products.chunks(MOST_IDS).map(fact).collect()
}

/// `altered` names what stood before and is different now; empty when everything is new.
pub(crate) fn taxonomy_changed(kind: &'static str, altered: &[&str]) -> Fact {
    let fact = if altered.is_empty() { TAXONOMY_EXTENDED } else { TAXONOMY_CHANGED };
    Fact { kind: fact, subject: "taxonomy".to_owned(), account: None, data: json!({ "kind": kind, "codes": altered }) }
}
