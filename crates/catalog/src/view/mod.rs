//! The catalogue in memory: what every reader asks, without touching the database. A function of the database: loaded at
//! start, kept fresh by facts, rebuilt at any time.

mod load;
pub mod places;
mod read;
mod shelf;

use std::collections::HashMap;
use std::sync::{Arc, PoisonError, RwLock, RwLockReadGuard, RwLockWriteGuard};

use kernel::{AccountId, CategoryId, ProductId, TenantId};

use crate::attribute::{Attribute, Family};
use crate::category::{Category, CategoryNode};
use crate::file::{FileKind, FileLocation, ProductFile};
use crate::product::Product;
use crate::relation::Relation;

pub(crate) use shelf::Shelf;

/// The catalogues of all tenants, in memory; cheap to clone.
#[derive(Clone, Default)]
pub struct Catalogue {
    tenants: Arc<RwLock<HashMap<TenantId, Arc<RwLock<Shelf>>>>>,
}

/// What a code may stand for.
#[derive(Debug, Clone, PartialEq)]
pub enum CodeMatch {
    One(Arc<Product>),
    /// Several products share the code; the caller must ask.
    Several(Vec<Arc<Product>>),
    Nothing,
}

impl Catalogue {
    /// Empty until loaded.
    pub fn new() -> Catalogue {
        Catalogue::default()
    }

    pub fn product(&self, tenant: TenantId, product: ProductId) -> Option<Arc<Product>> {
        self.read(tenant, |shelf| shelf.by_id(product).cloned())?
    }

    /// By the exact SKU.
    pub fn by_sku(&self, tenant: TenantId, sku: &str) -> Option<Arc<Product>> {
        self.read(tenant, |shelf| shelf.by_sku(sku).cloned())?
    }

    /// What a buyer means by a code, when it is one product: see [`Catalogue::matches`].
    pub fn resolve(&self, tenant: TenantId, account: Option<AccountId>, code: &str) -> Option<Arc<Product>> {
        match self.matches(tenant, account, code) {
            CodeMatch::One(product) => Some(product),
            CodeMatch::Several(_) | CodeMatch::Nothing => None,
        }
    }

    /// What a buyer may mean by a code: the exact SKU, else the account's own part number, else the SKU, maker's number,
    /// GTIN or other code that reads the same without case and separators.
    pub fn matches(&self, tenant: TenantId, account: Option<AccountId>, code: &str) -> CodeMatch {
        self.read(tenant, |shelf| shelf.matches(account, code)).unwrap_or(CodeMatch::Nothing)
    }

    /// All products, in no particular order.
    pub fn products(&self, tenant: TenantId) -> Vec<Arc<Product>> {
        self.read(tenant, |shelf| shelf.products.clone()).unwrap_or_default()
    }

    /// How many products there are.
    pub fn count(&self, tenant: TenantId) -> usize {
        self.read(tenant, |shelf| shelf.products.len()).unwrap_or(0)
    }

    /// The variants of a master, by SKU.
    pub fn variants(&self, tenant: TenantId, master: ProductId) -> Vec<Arc<Product>> {
        self.read(tenant, |shelf| shelf.variants_of(master)).unwrap_or_default()
    }

    pub fn category(&self, tenant: TenantId, category: CategoryId) -> Option<Arc<Category>> {
        self.read(tenant, |shelf| shelf.categories.get(&category).cloned())?
    }

    pub fn category_by_code(&self, tenant: TenantId, code: &str) -> Option<Arc<Category>> {
        self.read(tenant, |shelf| shelf.categories.values().find(|category| &*category.code == code).cloned())?
    }

    /// The tree of categories with the number of products in each.
    pub fn categories(&self, tenant: TenantId) -> Arc<Vec<CategoryNode>> {
        let Some(shelf) = self.shelf(tenant) else { return Arc::default() };
        if let Some(tree) = reading(&shelf).tree.clone() {
            return tree;
        }
        writing(&shelf).grown_tree()
    }

    /// From the root down to this category, itself included.
    pub fn category_path(&self, tenant: TenantId, category: CategoryId) -> Vec<Arc<Category>> {
        self.read(tenant, |shelf| shelf.category_path(category)).unwrap_or_default()
    }

    pub fn attribute(&self, tenant: TenantId, code: &str) -> Option<Arc<Attribute>> {
        self.read(tenant, |shelf| shelf.attributes.get(code).cloned())?
    }

    /// All attributes by position, then code.
    pub fn attributes(&self, tenant: TenantId) -> Vec<Arc<Attribute>> {
        let mut attributes: Vec<Arc<Attribute>> =
            self.read(tenant, |shelf| shelf.attributes.values().cloned().collect()).unwrap_or_default();
        attributes.sort_by(|one, other| (one.position, &one.code).cmp(&(other.position, &other.code)));
        attributes
    }

    pub fn family(&self, tenant: TenantId, code: &str) -> Option<Arc<Family>> {
        self.read(tenant, |shelf| shelf.families.get(code).cloned())?
    }

    /// All families by code.
    pub fn families(&self, tenant: TenantId) -> Vec<Arc<Family>> {
        let mut families: Vec<Arc<Family>> =
            self.read(tenant, |shelf| shelf.families.values().cloned().collect()).unwrap_or_default();
        families.sort_by(|one, other| one.code.cmp(&other.code));
        families
    }

    /// What belongs to a product, in the order of its bill.
    pub fn relations(&self, tenant: TenantId, product: ProductId) -> Arc<[Relation]> {
        self.read(tenant, |shelf| shelf.relations.get(&product).cloned()).flatten().unwrap_or_else(|| Arc::from([]))
    }

    /// The products that name this one, and what it is to them: the machines that a spare part fits.
    pub fn related_from(&self, tenant: TenantId, product: ProductId) -> Vec<(Arc<Product>, Relation)> {
        self.read(tenant, |shelf| shelf.related_from(product)).unwrap_or_default()
    }

    pub fn files(&self, tenant: TenantId, product: ProductId) -> Arc<[ProductFile]> {
        self.read(tenant, |shelf| shelf.files.get(&product).cloned()).flatten().unwrap_or_else(|| Arc::from([]))
    }

    /// The first picture of a product, for lists.
    pub fn thumbnail(&self, tenant: TenantId, product: ProductId) -> Option<FileLocation> {
        let files = self.files(tenant, product);
        files.iter().find(|file| file.kind == FileKind::Image).map(|file| file.location.clone())
    }

    /// The account's own part number for a product.
    pub fn customer_sku(&self, tenant: TenantId, account: AccountId, product: ProductId) -> Option<Arc<str>> {
        self.read(tenant, |shelf| shelf.customer_sku(account, product))?
    }

    fn shelf(&self, tenant: TenantId) -> Option<Arc<RwLock<Shelf>>> {
        self.tenants.read().unwrap_or_else(PoisonError::into_inner).get(&tenant).cloned()
    }

    fn read<Found>(&self, tenant: TenantId, look: impl FnOnce(&Shelf) -> Found) -> Option<Found> {
        let shelf = self.shelf(tenant)?;
        let shelf = reading(&shelf);
        Some(look(&shelf))
    }
}

/// A reader that panicked has left nothing half-done: reading on is safe.
fn reading(shelf: &RwLock<Shelf>) -> RwLockReadGuard<'_, Shelf> {
    shelf.read().unwrap_or_else(PoisonError::into_inner)
}

fn writing(shelf: &RwLock<Shelf>) -> RwLockWriteGuard<'_, Shelf> {
    shelf.write().unwrap_or_else(PoisonError::into_inner)
}
