//! This room's steps of the schema, put together from its aggregates.

use store::{Change, Migration};

pub(crate) fn migrations() -> Vec<Migration> {
    vec![Migration { name: "m0301_catalog", changes: first_tables }]
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
