//! This room's steps of the schema, put together from its aggregates.

use store::{Change, Migration, unique};

pub(crate) fn migrations() -> Vec<Migration> {
    vec![
        Migration { name: "m0301_catalog", changes: first_tables },
        Migration { name: "m0302_products_by_id", changes: products_by_id },
    ]
}

/// A tenant's products in the order of their ids, which is the order in which they lie: how a start reads them.
fn products_by_id() -> Vec<Change> {
    vec![unique("products", &["tenant_id", "id"])]
}

fn first_tables() -> Vec<Change> {
    let mut changes = crate::attribute::schema::tables();
    changes.extend(crate::category::schema::tables());
    changes.extend(crate::product::schema::tables());
    changes.extend(crate::relation::schema::tables());
    changes.extend(crate::file::schema::tables());
    changes.extend(crate::customer_sku::schema::tables());
    changes
}
