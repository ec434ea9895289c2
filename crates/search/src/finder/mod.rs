//! The handle to every tenant's index: loaded at start, kept equal to the catalogue by facts, asked without the database.

mod description;
mod tenant_index;

use std::collections::{HashMap, HashSet};
use std::path::PathBuf;
use std::sync::Arc;

use accounts::Directory;
use arc_swap::ArcSwap;
use catalog::{Catalogue, events as catalogue_events};
use inventory::StockView;
use kernel::{Action, ActorKind, Ctx, Denied, ProductId, TenantId};
use pricing::PriceBook;
use store::{FeedRow, Store};

use crate::SearchError;
pub(crate) use description::fits;
use tenant_index::TenantIndex;

/// Finds products for callers. Cheap to clone; clones share the indexes.
#[derive(Clone)]
pub struct Finder {
    inner: Arc<Inner>,
}

struct Inner {
    folder: Option<PathBuf>,
    directory: Directory,
    catalogue: Catalogue,
    book: PriceBook,
    stock: StockView,
    indexes: ArcSwap<HashMap<TenantId, Arc<TenantIndex>>>,
    /// Held while an index is changed, so that of two changes none is lost.
    changing: tokio::sync::Mutex<()>,
}

/// What a batch of facts asks to describe again.
#[derive(Default)]
struct Changes {
    products: HashSet<ProductId>,
    /// Names of categories or attributes are in every description.
    everything: bool,
}

impl Finder {
    /// Indexes live in a folder, one below it for each tenant.
    pub fn new(folder: PathBuf, directory: Directory, catalogue: Catalogue, book: PriceBook, stock: StockView) -> Finder {
        Finder::over(Some(folder), directory, catalogue, book, stock)
    }

    /// Indexes live in memory and die with the process.
    pub fn in_memory(directory: Directory, catalogue: Catalogue, book: PriceBook, stock: StockView) -> Finder {
        Finder::over(None, directory, catalogue, book, stock)
    }

    fn over(folder: Option<PathBuf>, directory: Directory, catalogue: Catalogue, book: PriceBook, stock: StockView) -> Finder {
        let (indexes, changing) = (ArcSwap::default(), tokio::sync::Mutex::default());
        Finder { inner: Arc::new(Inner { folder, directory, catalogue, book, stock, indexes, changing }) }
    }

    /// Opens the tenant's index and brings it up to the catalogue in memory, which must have been loaded. What is already
    /// right is left alone: a start after a clean stop describes nothing again.
    pub async fn load(&self, _store: &Store, tenant: TenantId) -> Result<(), SearchError> {
        let _turn = self.inner.changing.lock().await;
        let known = self.index(tenant).ok();
        let (folder, catalogue) = (self.inner.folder.clone(), self.inner.catalogue.clone());
        let index = tokio::task::spawn_blocking(move || {
            let index = match known {
                Some(index) => index,
                None => Arc::new(TenantIndex::open(folder.as_deref(), tenant)?),
            };
            index.reconcile(&catalogue)?;
            Ok::<_, SearchError>(index)
        });
        let index = index.await??;
        let mut indexes = HashMap::clone(&self.inner.indexes.load());
        indexes.insert(tenant, index);
        self.inner.indexes.store(Arc::new(indexes));
        Ok(())
    }

    /// Describes again what these facts name, from the catalogue in memory, which must have taken them in before.
    /// Idempotent; facts of other rooms and of tenants that are not loaded are passed over.
    pub async fn apply(&self, _store: &Store, rows: &[FeedRow]) -> Result<(), SearchError> {
        let mut changes: HashMap<TenantId, Changes> = HashMap::new();
        for row in rows {
            changes.entry(row.tenant).or_default().note(row);
        }
        for (tenant, change) in changes.into_iter().filter(|(_, change)| change.everything || !change.products.is_empty()) {
            let Ok(index) = self.index(tenant) else { continue };
            let _turn = self.inner.changing.lock().await;
            let catalogue = self.inner.catalogue.clone();
            let work = move || match change.everything {
                true => index.reconcile(&catalogue),
                false => index.update(&catalogue, &change.products),
            };
            tokio::task::spawn_blocking(work).await??;
        }
        Ok(())
    }

    /// The tenants among these facts that have no index here yet.
    pub fn missing(&self, rows: &[FeedRow]) -> Vec<TenantId> {
        let indexes = self.inner.indexes.load();
        let tenants: HashSet<TenantId> = rows.iter().map(|row| row.tenant).collect();
        tenants.into_iter().filter(|tenant| !indexes.contains_key(tenant)).collect()
    }

    /// Where the index does not equal the catalogue, in words.
    pub async fn check(&self, _store: &Store) -> Result<Vec<String>, SearchError> {
        let mut broken = Vec::new();
        for (tenant, index) in self.inner.indexes.load().iter() {
            let (index, catalogue) = (Arc::clone(index), self.inner.catalogue.clone());
            let faults = tokio::task::spawn_blocking(move || index.faults(&catalogue)).await?;
            broken.extend(faults.into_iter().map(|fault| format!("search index of tenant {tenant}: {fault}")));
        }
        Ok(broken)
    }

    pub(crate) fn index(&self, tenant: TenantId) -> Result<Arc<TenantIndex>, SearchError> {
        self.inner.indexes.load().get(&tenant).cloned().ok_or(SearchError::NotReady)
    }

    pub(crate) fn catalogue(&self) -> &Catalogue {
        &self.inner.catalogue
    }

    pub(crate) fn directory(&self) -> &Directory {
        &self.inner.directory
    }

    pub(crate) fn book(&self) -> &PriceBook {
        &self.inner.book
    }

    pub(crate) fn stock(&self) -> &StockView {
        &self.inner.stock
    }
}

impl Changes {
    fn note(&mut self, row: &FeedRow) {
        match row.kind.as_str() {
            catalogue_events::PRODUCT_CHANGED => self.products.extend(row.subject.parse::<ProductId>()),
            catalogue_events::CATALOGUE_IMPORTED => {
                let ids = row.data.get("products").and_then(|ids| ids.as_array());
                self.products.extend(ids.into_iter().flatten().filter_map(|id| id.as_str()?.parse::<ProductId>().ok()));
            }
            catalogue_events::TAXONOMY_CHANGED => self.everything = true,
            _ => {}
        }
    }
}

/// Whoever may read the catalogue may search all of it: it belongs to the tenant, not to an account.
pub(crate) fn permit_to_read(ctx: &Ctx) -> Result<(), Denied> {
    if ctx.actor.kind == ActorKind::Anonymous {
        return Err(Denied::Anonymous);
    }
    let allowed = ctx.actor.actions.contains(Action::CatalogRead);
    if allowed { Ok(()) } else { Err(Denied::Forbidden(Action::CatalogRead)) }
}
