//! Products by code while a file is imported: read once, not asked for row by row.

use catalog::Catalogue;
use catalog::import::ImportError;
use kernel::{Ctx, ProductId, TenantId, Unit};
use store::Store;

/// The tenant's products.
pub struct Shelf {
    catalogue: Catalogue,
    tenant: TenantId,
}

impl Shelf {
    pub async fn read(store: &Store, ctx: &Ctx) -> Result<Shelf, ImportError> {
        let catalogue = Catalogue::new();
        catalogue.load(store, ctx.tenant).await.map_err(ImportError::writer)?;
        Ok(Shelf { catalogue, tenant: ctx.tenant })
    }

    /// The product of a SKU and the unit that it is sold in.
    pub fn find(&self, sku: &str) -> Result<(ProductId, Unit), String> {
        match self.catalogue.by_sku(self.tenant, sku) {
            Some(product) => Ok((product.id, product.unit())),
            None => Err(format!("sku: there is no product {sku:?}")),
        }
    }
}
