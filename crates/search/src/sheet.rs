//! The data sheet: everything about one product that the caller may see.

use std::sync::Arc;

use catalog::{Category, Product, ProductFile, Relation, RelationTarget};
use kernel::Ctx;
use pricing::LinePrice;

use crate::finder::permit_to_read;
use crate::offer::{Offers, SupplyDetail};
use crate::{Finder, SearchError};

/// Machines listed for a part: a washer fits thousands.
const MOST_FITS: usize = 100;

/// A data sheet.
#[derive(Debug, Clone)]
pub struct DataSheet {
    pub product: Arc<Product>,
    /// From the root down to the product's own category.
    pub categories: Vec<Arc<Category>>,
    /// The account's own part number.
    pub customer_sku: Option<Arc<str>>,
    /// For the least that is sold; absent where the caller may not see prices or none is agreed.
    pub price: Option<LinePrice>,
    /// Absent where the caller may not see stock.
    pub supply: Option<SupplyDetail>,
    pub files: Arc<[ProductFile]>,
    /// What belongs to it, in the order of its bill.
    pub relations: Vec<Related>,
    /// What it belongs to: machines whose bills hold it.
    pub fits: Vec<Related>,
    /// Of a master.
    pub variants: Vec<Arc<Product>>,
    /// Of a variant.
    pub master: Option<Arc<Product>>,
    /// What takes the place of a discontinued product.
    pub successor: Option<Arc<Product>>,
}

/// A relation with the product at its other end, when that is in the catalogue.
#[derive(Debug, Clone)]
pub struct Related {
    pub relation: Relation,
    pub product: Option<Arc<Product>>,
}

impl Finder {
    /// The data sheet of the product with exactly this SKU.
    pub fn sheet(&self, ctx: &Ctx, sku: &str) -> Result<DataSheet, SearchError> {
        permit_to_read(ctx)?;
        let (catalogue, tenant) = (self.catalogue(), ctx.tenant);
        let product = catalogue.by_sku(tenant, sku).ok_or_else(|| SearchError::ProductNotFound(sku.to_owned()))?;
        let offers = Offers::new(ctx, self.directory(), self.book(), self.stock());
        let relations = catalogue.relations(tenant, product.id);
        let related = |relation: &Relation| Related {
            product: match relation.target {
                RelationTarget::Product(id) => catalogue.product(tenant, id),
                RelationTarget::Text(_) => None,
            },
            relation: relation.clone(),
        };
        let mut fits = catalogue.related_from(tenant, product.id);
        // What it may replace, or goes along with, is no machine that holds it.
        fits.retain(|(_, relation)| crate::finder::fits(relation.kind));
        fits.sort_by(|(left, _), (right, _)| left.sku.cmp(&right.sku));
        fits.truncate(MOST_FITS);
        Ok(DataSheet {
            categories: product.category.map(|category| catalogue.category_path(tenant, category)).unwrap_or_default(),
            customer_sku: self.customer_sku(ctx, product.id),
            price: offers.price(&product),
            supply: offers.supply_detail(&product),
            files: catalogue.files(tenant, product.id),
            relations: relations.iter().map(related).collect(),
            fits: fits.into_iter().map(|(owner, relation)| Related { relation, product: Some(owner) }).collect(),
            variants: catalogue.variants(tenant, product.id),
            master: product.master.and_then(|master| catalogue.product(tenant, master)),
            successor: product.successor.and_then(|successor| catalogue.product(tenant, successor)),
            product,
        })
    }
}
