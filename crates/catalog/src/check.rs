//! Looks for broken invariants: references that lead nowhere, variants without a master, a circle of categories.

use sea_orm::{ConnectionTrait, Statement};
use store::Store;

use crate::CatalogError;

/// How many broken rows of a kind are told.
const MOST_TOLD: usize = 100;

/// Each statement selects what is told of a broken row; the sentence says what is wrong with it.
const CHECKS: [(&str, &str); 6] = [
    (
        "SELECT p.sku AS what FROM products p LEFT JOIN products m ON m.id = p.master_id AND m.tenant_id = p.tenant_id \
         WHERE p.kind = 'variant' AND (m.id IS NULL OR m.kind <> 'master')",
        "is a variant without a master",
    ),
    (
        "SELECT p.sku AS what FROM products p WHERE p.kind <> 'variant' AND p.master_id IS NOT NULL",
        "has a master and is no variant",
    ),
    (
        "SELECT p.sku AS what FROM products p LEFT JOIN products s ON s.id = p.successor_id AND s.tenant_id = p.tenant_id \
         WHERE p.successor_id IS NOT NULL AND s.id IS NULL",
        "names a successor that does not exist",
    ),
    (
        "SELECT p.sku AS what FROM products p LEFT JOIN categories c ON c.id = p.category_id AND c.tenant_id = p.tenant_id \
         WHERE p.category_id IS NOT NULL AND c.id IS NULL",
        "stands in a category that does not exist",
    ),
    (
        "SELECT p.sku AS what FROM relations r JOIN products p ON p.id = r.product_id LEFT JOIN products t ON t.id = r.target_id \
         WHERE r.tenant_id <> p.tenant_id OR (r.target_id IS NOT NULL AND (t.id IS NULL OR t.tenant_id <> p.tenant_id))",
        "has a relation across tenants or to nothing",
    ),
    (
        "SELECT c.code AS what FROM categories c LEFT JOIN categories p ON p.id = c.parent_id AND p.tenant_id = c.tenant_id \
         WHERE c.parent_id IS NOT NULL AND (p.id IS NULL OR p.id = c.id)",
        "is a category below one that does not exist",
    ),
];

/// Every broken invariant as a line of text; empty when all hold.
pub async fn check(store: &Store) -> Result<Vec<String>, CatalogError> {
    let mut broken = Vec::new();
    for (sql, wrong) in CHECKS {
        let sql = format!("{sql} ORDER BY 1 LIMIT {MOST_TOLD}");
        for row in store.reader().query_all_raw(Statement::from_string(store.driver(), sql)).await? {
            let what: String = row.try_get("", "what")?;
            broken.push(format!("catalogue: {what} {wrong}"));
        }
    }
    Ok(broken)
}
