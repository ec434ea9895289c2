//! Where products stand in the catalogue, as the database has it: for those who keep it in a form of their own.

use kernel::{CategoryId, ProductId, TenantId};
use sea_orm::DatabaseConnection;
use store::{Cell, Slices, StoreError, unpacked_rows};
use uuid::Uuid;

use crate::category::{Category, repo};

/// How many products one query of some asks for.
const CHUNK: usize = 500;

/// The categories of a tenant, in no particular order.
pub async fn categories(conn: &DatabaseConnection, tenant: TenantId) -> Result<Vec<Category>, StoreError> {
    let models = repo::all(conn, tenant).await?;
    models.iter().map(repo::read).collect()
}

/// Hands the category and the brand of each product to `take`: of all products, or of some.
pub async fn stream_places(
    conn: &DatabaseConnection,
    tenant: TenantId,
    only: Option<&[ProductId]>,
    mut take: impl FnMut(ProductId, Option<CategoryId>, Option<&str>),
) -> Result<(), StoreError> {
    const CELLS: &[Cell<'static>] = &[Cell::Id("category_id"), Cell::Text("brand")];
    let slices =
        || Slices { table: "products", key: "id", only: vec![("tenant_id", tenant.uuid().into())], cells: CELLS, rows: 500 };
    let mut readers = Vec::new();
    match only {
        None => readers.push(slices().read(conn)),
        Some(products) => {
            let ids: Vec<Uuid> = products.iter().map(|product| product.uuid()).collect();
            for chunk in ids.chunks(CHUNK) {
                readers.push(slices().read_some(conn, chunk).await?);
            }
        }
    }
    for mut reader in readers {
        while let Some(text) = reader.recv().await {
            for mut row in unpacked_rows(&text?) {
                let product = ProductId::from_uuid(row.id()?);
                let category = row.optional_id()?.map(CategoryId::from_uuid);
                take(product, category, row.optional()?);
            }
        }
    }
    Ok(())
}
